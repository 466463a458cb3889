"""Hold the oracles to answers that are known: each with a change after which the answer differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oracle import small as s
from oracle.by_z3 import OutsideThePart, decide_by_z3
from oracle.day_by_day import decide, explore
from oracle.game import can_bring_about, can_stop
from oracle.rules import Rules

HOST = s.Agency(manner="one", actors=("host",))
BOTH = s.Agency(manner="jointly", actors=("north", "south"))
TERMS = s.Event(name="terms", agency=BOTH)
TALKS = s.Process(name="talks", opened=BOTH, ended=HOST, concluded_by="terms")
OPEN = s.Is("talks", "open")
SOON = s.Due(point=s.Day(3))


def phase(name: str, *clauses: s.Clause, days: int = 4) -> s.Phase:
    start = [s.Starts()] if name == "one" else []
    return s.Phase(name=name, clauses=(*start, s.Lasts(days=days), *clauses))


def duty(*clauses: s.Clause, name: str = "map", agency: s.Agency = HOST) -> s.Duty:
    return s.Duty(name=name, phase="", agency=agency, clauses=clauses)


def reaches(name: str, status: str, quantifier: str = "every", **more: object) -> s.Claim:
    return s.Claim(name="c", quantifier=quantifier, goal=s.Is(name, status), **more)  # type: ignore[arg-type]


AT_TERM = s.Then(phase="two", when=s.Is("terms", "happened"))
ALWAYS = s.Then(phase="two")
RENEW = s.Power(name="renew", phase="one", agency=BOTH, verb="renew", target="one", days=4)
LAST_DAY = s.Day(4)
LATE = s.Earliest(point=s.Day(9))

KNOWN = [
    pytest.param(
        s.Small(events=(TERMS,), phases=(phase("one", AT_TERM), phase("two"))),
        reaches("two", "begun"),
        "no",
        {"phases": (phase("one", ALWAYS), phase("two"))},
        "yes",
        id="a term that lapses",
    ),
    pytest.param(
        s.Small(phases=(phase("one", ALWAYS), phase("two")), provisions=(RENEW,)),
        reaches("two", "begun"),
        "no",
        {"provisions": (replace(RENEW, clauses=(s.AtMost(times=2),)),)},
        "yes",
        id="renewal without end",
    ),
    pytest.param(
        s.Small(
            events=(TERMS,),
            processes=(TALKS,),
            phases=(phase("one", s.RunsOn(while_=OPEN)),),
        ),
        reaches("one", "ended"),
        "no",
        {"phases": (phase("one", s.RunsOn(while_=s.Both(OPEN, s.Not(s.Passed(s.Day(8)))))),)},
        "yes",
        id="talks without end",
    ),
    pytest.param(
        s.Small(provisions=(duty(SOON, LATE),)),
        reaches("map", "fulfilled"),
        "vacuous",
        {"provisions": (duty(SOON),)},
        "yes",
        id="a duty that nobody can meet",
    ),
    pytest.param(
        s.Small(provisions=(duty(),)),
        reaches("map", "fulfilled"),
        "no",
        {"provisions": (duty(SOON),)},
        "yes",
        id="what has no date",
    ),
    pytest.param(
        s.Small(phases=(phase("one", days=4),)),
        reaches("one", "ended", by=LAST_DAY),
        "yes",
        {"phases": (phase("one", days=5),)},
        "no",
        id="the evening of the last day",
    ),
    pytest.param(
        s.Small(provisions=(duty(SOON, s.Cure(days=1)),)),
        reaches("map", "overdue", "some"),
        "yes",
        {"provisions": (duty(SOON),)},
        "no",
        id="late within the time of cure",
    ),
    pytest.param(
        s.Small(
            provisions=(
                duty(SOON, s.Against(duty="list")),
                duty(SOON, s.Against(duty="map"), name="list"),
            )
        ),
        reaches("map", "fulfilled"),
        "no",
        {"provisions": (duty(SOON, s.Against(duty="list")), duty(SOON, name="list"))},
        "yes",
        id="each waits for the other",
    ),
    pytest.param(
        s.Small(
            events=(s.Event(name="terms", agency=HOST, clauses=(s.Breaks(ban="calm"),)),),
            provisions=(s.Ban(name="calm", phase="", clauses=(s.Until(point=s.Day(5)),)),),
        ),
        reaches("terms", "happened", "some", by=s.Day(5)),
        "no",
        {"events": (s.Event(name="terms", agency=HOST),)},
        "yes",
        id="what is forbidden",
    ),
    pytest.param(
        s.Small(provisions=(duty(SOON), duty(SOON, name="list"))),
        reaches("map", "fulfilled", form="then", second=s.Is("list", "fulfilled")),
        "no",
        {
            "provisions": (
                duty(SOON),
                duty(s.Sequel(duty="map"), s.Due(point=s.Day(5)), name="list"),
            )
        },
        "yes",
        id="one after the other",
    ),
    pytest.param(
        s.Small(phases=(phase("one", ALWAYS), phase("two"))),
        reaches("one", "running", form="keeps", second=s.Is("two", "begun")),
        "yes",
        {"phases": (phase("one"), phase("two"))},
        "no",
        id="kept without a gap",
    ),
    pytest.param(
        s.Small(provisions=(duty(SOON),)),
        reaches("map", "fulfilled", "some", form="avoids"),
        "no",
        {"provisions": (duty(),)},
        "yes",
        id="avoided for ever",
    ),
    pytest.param(
        s.Small(phases=(phase("one"),), provisions=(duty(SOON),)),
        reaches("one", "begun", form="whenever", second=s.Is("map", "fulfilled"), within=2),
        "yes",
        {"provisions": (duty(s.Due(point=s.Day(4))),)},
        "no",
        id="answered in time",
    ),
]


@pytest.mark.parametrize(("small", "claim", "answer", "change", "after"), KNOWN)
def test_an_answer_that_is_known(
    small: s.Small, claim: s.Claim, answer: str, change: dict[str, object], after: str
) -> None:
    assert answered(replace(small, claims=(claim,))) == answer
    assert answered(replace(small, claims=(claim,), **change)) == after  # type: ignore[arg-type]


def answered(small: s.Small) -> str:
    """Decide the only claim, by every oracle that can."""
    walked = decide(explore(Rules(small, frozenset())), small.claims[0]).verdict
    try:
        assert decide_by_z3(small, frozenset()).get("c", walked) == walked
    except OutsideThePart:
        assert {type(p) for p in small.provisions} != {s.Ban}, "prohibitions are decided by z3, too"
    return walked


def test_who_must_agree_can_withhold() -> None:
    small = s.Small(events=(TERMS,), claims=(reaches("terms", "happened"),))
    graph, (claim,) = explore(Rules(small, frozenset())), small.claims
    north, south = frozenset(["north"]), frozenset(["south"])
    assert can_stop(graph, claim, north, is_free=False)
    assert not can_bring_about(graph, claim, north, is_free=False)
    assert can_bring_about(graph, claim, north | south, is_free=False)


def test_who_owes_cannot_withhold() -> None:
    owed = duty(SOON, s.DoneWhen(when=s.Is("terms", "happened")), agency=BOTH)
    small = s.Small(events=(TERMS,), provisions=(owed,), claims=(reaches("terms", "happened"),))
    faithful, (claim,) = explore(Rules(small, frozenset())), small.claims
    north = frozenset(["north"])
    assert not can_stop(faithful, claim, north, is_free=False)
    assert can_bring_about(faithful, claim, frozenset(), is_free=False)
    free = explore(Rules(small, frozenset(), is_faithful=False))
    assert not can_bring_about(free, claim, north, is_free=True)
