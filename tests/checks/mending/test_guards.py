"""What is no mend: each text below makes the claim hold, or seems to, and is refused with the reason."""

import pytest

from servanda.checks.mending.bench import bench_of
from servanda.checks.mending.guards import offence
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim
from servanda.workspace import load_text

TEXT = """\
agreement example "An example"
party north "North", south "South"
event storm "a storm" by the world
  breaks truce
ambiguity pace "Is it binding?"
  reading binding "it is"
  reading hoped-for "it is not"
truce: north and south each must not attack
  except self-defence "an imminent threat"
leave: north must leave the valley
  by day 30
  survives
visits: north must try to let families visit; by day 40
names: south must hand over the names
  done when storm
advice: south should wait
phase one "Truce"
  starts on entry into force
  calm: north must not fly
  hush: north must not sing; survives
phase two "Peace"
  starts when storm
watch: north must watch the coast
  under hoped-for: does not apply
claim left "the valley is left" demanded by south
  every faithful run reaches leave
"""


def agreement(text: str) -> Agreement:
    loaded = load_text({"example.pact": text})
    assert loaded.agreement is not None
    assert not loaded.has_errors, loaded.diagnostics
    return loaded.agreement


def said(old: str, new: str, settled: Choice | None = None, text: str = TEXT) -> str:
    assert old in text
    before, after = agreement(text), agreement(text.replace(old, new))
    claims: tuple[Claim, ...] = tuple(before.claims.values())
    return offence(before, after, claims, settled or {})


CHEATS = [
    ("advice: south should wait\n", "", "advice is gone"),
    ("leave: north must leave", "leave: north should leave", "leave binds less than it did"),
    ("leave: north must leave", "leave: north must try to leave", "leave binds less than it did"),
    ("leave the valley", "look at the valley", "leave asks for something else"),
    ("leave: north must", "leave: south must", "leave binds others than it did"),
    ("  by day 30\n", "  by day 30; does not apply\n", "leave no longer applies"),
    ("  survives\n", "", "leave no longer survives"),
    ("  by day 30\n", "  by day 30; done when storm\n", "leave is done by something else"),
    ("  done when storm\n", "  done when leave\n", "names is done by something else"),
    ('threat"\n', 'threat"; except raids "small ones"\n', "truce has an exception more"),
    ("  breaks truce\n", "", "storm no longer breaks truce"),
    ("every faithful run reaches leave", "some faithful run reaches leave", "the claims"),
    ("claim left", "claim easy\n  some run reaches storm\nclaim left", "the claims themselves"),
    ("claim left", "again: south must leave the valley\nclaim left", "again is a duty to do"),
    (
        "claim left",
        "see: south must see to it; done when leave\nclaim left",
        "see is a duty to reach what the claim asks for",
    ),
    ("claim left", "no: south must not sleep\nclaim left", "no forbids what was open before"),
    (
        "claim left",
        "other: south must rest; displaces leave\nclaim left",
        "other puts itself in the place of another",
    ),
    (
        "entry into force\n",
        "entry into force; lasts 6 weeks\n",
        "one.calm would end with its phase",
    ),
    ("claim left", "quit: north may waive leave\nclaim left", "quit is a power"),
    ("  by day 30\n", "", "leave has a date less than it had"),
    ("  by day 30\n", "  by day 31\n", "leave is owed later than before"),
    (
        "starts on entry into force",
        "starts on day 3",
        "one would begin otherwise than it did",
    ),
    (
        "  starts on entry into force\n",
        "  starts on entry into force; then two as soon as one is running\n",
        "two would begin at once, whatever one still asks for",
    ),
]


@pytest.mark.parametrize(("old", "new", "why"), CHEATS, ids=[why for _, _, why in CHEATS])
def test_a_cheat_is_refused(old: str, new: str, why: str) -> None:
    assert said(old, new).startswith(why)


def test_a_duty_without_a_date_may_not_be_ended_with_its_phase() -> None:
    ended = ("entry into force\n", "entry into force; lasts 6 weeks\n")
    for line, why in (
        ("tidy: south must tidy up", "one.tidy would end with its phase, which had no end"),
        ("tidy: south must tidy up; by day 9", ""),
        ("tidy: south must tidy up; survives", ""),
        ("tidy: south must try to tidy up", ""),
    ):
        text = TEXT.replace("calm: north must not fly", line)
        assert said(*ended, text=text) == why


HONEST = [
    ("  by day 30\n", "  by day 20\n"),
    ("visits: north must try to let", "visits: north must let"),
    ("advice: south should wait", "advice: south must wait"),
    ("  by day 30\n", "  by day 30; provided that storm\n"),
    ("claim left", "help: south must help; by day 5\nclaim left"),
]


@pytest.mark.parametrize(("old", "new"), HONEST)
def test_what_asks_for_more_is_not(old: str, new: str) -> None:
    assert said(old, new) == ""


def test_a_settled_reading_may_take_out_only_what_it_never_had() -> None:
    change = ("  under hoped-for: does not apply\n", "  does not apply\n")
    settled: Choice = {"pace": "hoped-for"}  # type: ignore[dict-item]
    other: Choice = {"pace": "binding"}  # type: ignore[dict-item]
    assert said(*change, settled=settled) == ""
    assert said(*change, settled=other) == "watch no longer applies"
    assert said(*change) == "watch no longer applies"


def test_a_row_of_the_record_is_no_part_of_the_text_that_is_edited() -> None:
    loaded = load_text(
        {"example.pact": TEXT, "example.record": "record of example\n2025-01-01 in force\n"}
    )
    bench = bench_of(loaded.documents, 0, {})
    assert bench is not None
    assert bench.base.agreement.entries == ()
    assert loaded.agreement is not None
    assert len(loaded.agreement.entries) == 1
