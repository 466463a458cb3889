"""Who could stop it by a veto may abstain: what the sets say, against a count of every choice."""

import sys
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.ballots import Terms
from servanda.analysis.positions import positions
from servanda.analysis.ratification import BodyResult, ratification
from servanda.base.identities import ActorId
from servanda.base.quantities import Truth
from servanda.model.agreement import Agreement
from servanda.monitor.bodies import count_of
from servanda.monitor.deciding import Choice, decide
from servanda.monitor.roster import rule_of

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

NAMES = tuple("abcde")
ON = end_of("2025-12-31")
STANCES = {"yes": "accepts", "no": "rejects", "abstains": "abstains"}


def read(rule: str, stances: dict[str, str]) -> Agreement:
    pact = 'agreement accord "An accord"\nsource own "Statements"; kind party\n'
    pact += "".join(f'actor {name} "{name.upper()}"\n' for name in NAMES)
    pact += f'body house "House"; members {", ".join(NAMES)}; decides by {rule}\n'
    return agreement_of(
        "".join(
            f"2025-01-01 say {name} {STANCES[stance]} accord [own]\n"
            for name, stance in stances.items()
        ),
        pact,
    )


def asked(agreement: Agreement) -> BodyResult:
    terms = Terms(target="accord", on=ON)
    (found,) = ratification(agreement, positions(agreement, ON), terms, ActorId("house")).bodies
    return found


def result(rule: str, **stances: str) -> BodyResult:
    return asked(read(rule, stances))


def test_an_undecided_veto_holder_is_not_needed_for_a_yes() -> None:
    found = result("at least 2; veto by c, d", a="yes", d="no")
    assert (found.passes, found.decides) == (Truth.NO, ())
    found = result("at least 2; veto by c, d", a="yes", d="abstains")
    assert (found.passes.value, found.decides, found.unless) == (
        "open",
        (("b",), ("c",), ("e",)),
        ("c",),
    )
    assert ("c",) in found.stops


def test_where_only_a_veto_is_left_nobody_s_yes_is_needed() -> None:
    found = result("at least 2; veto by c", a="yes", b="yes")
    assert (found.passes.value, found.decides, found.unless) == ("open", ((),), ("c",))


def test_who_used_a_veto_saves_it_by_abstaining() -> None:
    found = result("at least 2; veto by c", a="yes", b="yes", c="no")
    assert (found.passes.value, found.saves) == ("no", ((),))
    assert set(found.unless) == {"c"}


def test_by_consensus_nobody_may_be_against_and_all_may_abstain() -> None:
    found = result("consensus", a="yes", b="abstains")
    assert (found.passes.value, found.decides, found.unless) == ("open", ((),), ("c", "d", "e"))
    silent = result("consensus")
    assert silent.decides == tuple((name,) for name in NAMES)
    assert silent.unless == NAMES


def test_where_there_is_another_way_than_consensus_all_are_asked_for_a_yes() -> None:
    found = result("consensus or at least 4", a="yes")
    assert found.unless == ()
    assert min(map(len, found.decides)) == 3


@given(
    st.integers(1, 5),
    st.sets(st.sampled_from(NAMES)),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(sorted(STANCES)) for name in NAMES}),
)
def test_the_sets_are_those_of_a_count_of_every_choice(
    needed: int, vetoes: set[str], stances: dict[str, str]
) -> None:
    veto = f"; veto by {', '.join(sorted(vetoes))}" if vetoes else ""
    agreement = read(f"at least {needed}{veto}", stances)
    found = asked(agreement)
    open_ = [name for name in NAMES if name not in stances]
    known = {
        ActorId(name): {"yes": Choice.FOR, "no": Choice.AGAINST, "abstains": Choice.ABSTAINS}[s]
        for name, s in stances.items()
    }
    outcomes = {
        choices: _carries(agreement, known, open_, choices)
        for choices in product((Choice.FOR, Choice.AGAINST, Choice.ABSTAINS), repeat=len(open_))
    }
    expected = Truth.OPEN
    if len(set(outcomes.values())) == 1:
        expected = Truth.YES if all(outcomes.values()) else Truth.NO
    assert found.passes is expected
    if expected is Truth.OPEN:
        assert set(map(frozenset, found.decides)) == _smallest(open_, vetoes, outcomes)
        assert set(found.unless) == vetoes.intersection(open_)


def _carries(
    agreement: Agreement,
    known: dict[ActorId, Choice],
    open_: list[str],
    choices: tuple[Choice, ...],
) -> bool:
    rule = rule_of(agreement, ActorId("house"), ON)
    assert rule is not None
    every = {**known, **{ActorId(n): c for n, c in zip(open_, choices, strict=True)}}
    return decide(rule, count_of(agreement, ActorId("house"), rule, every, ON)).carried is Truth.YES


def _smallest(
    open_: list[str], vetoes: set[str], outcomes: dict[tuple[Choice, ...], bool]
) -> set[frozenset[str]]:
    """Find the smallest sets whose yes is enough whatever the others do short of a veto."""
    enough: list[frozenset[str]] = []
    for size in range(len(open_) + 1):
        for names in combinations(open_, size):
            if any(kept <= set(names) for kept in enough):
                continue
            if all(
                carried
                for choices, carried in outcomes.items()
                if all(
                    (choice is Choice.FOR)
                    if name in names
                    else (choice is not Choice.AGAINST or name not in vetoes)
                    for name, choice in zip(open_, choices, strict=True)
                )
            ):
                enough.append(frozenset(names))
    return set(enough)


@pytest.mark.parametrize("known", ["yes", "abstains"])
def test_who_has_spoken_is_not_asked_again(known: str) -> None:
    assert result("at least 2; veto by c", c=known).unless == ()
