"""What a name depends on: the names its sentence mentions, those that act on it, and the readings of all."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, agreement_of

from servanda.machine.cone import Cones, touched

TEXT = """event e by north
event f by south
event g by host; recurring
event ruled by north; only when e; not before 3 days after f
event breaking by north; breaks ban
process talks "talks" between north and south
  concluded by f
  ended by host
level stock "stock" in tons
level cap "cap" in tons; is stock - spare
level spare "spare" in tons; starts at 10
phase one "One"
  starts on 2 days after e
  lasts until 3 days after f
  then two when g
phase two "Two"
  starts when talks are open
  lasts 9 days
  runs on while not e
  ends when f
  in-two: north must act
ban: south must not shoot
dated: north must pay; by the later of 3 days after e and 4 days after f
begun: north must pay; start by day 3 from g
waits: north must pay; not before 3 days after e
counted: north must pay; by day 3
fixed: north must pay; by 2025-03-01
spanned: north must pay; from 2 days after e; until 3 days after f
share: north must hand over weapons; total 30% of stock by day 9
series: north must hand over 30 guns; 3 more every 5 days from 2 days after e until 3 days after f
rate: south must free prisoners; 3 for each any of dated; on the same day
facing: south must pay; against dated
level-with: south must hand over 9 guns; in proportion to series
procedure: south must report; on each g; within 2 days of g
limit: south must keep stock; at most 30% of spare from 2 days after e
triggered: south must pay; once e and f
needed: south must pay; provided that 3 of series or day 9 of two has passed
held-back: south must pay; by day 9; may be withheld while not talks are open
seen: south must pay; done when g
hold: south may suspend facing; when stock is at least 7
later: south must pay; displaces dated
"""
USES = {
    "ruled": {"e", "f"},
    "breaking": {"ban"},
    "talks": {"talks.opened", "talks.ended", "f"},
    "talks.opened": {"talks"},
    "talks.ended": {"talks"},
    "cap": {"stock", "spare"},
    "one": {"e", "f", "g"},
    "two": {"talks", "e", "f", "one"},
    "two.in-two": {"two"},
    "dated": {"e", "f", "later"},
    "begun": {"g"},
    "waits": {"e"},
    "counted": {"entry"},
    "fixed": set(),
    "spanned": {"e", "f"},
    "share": {"entry", "stock"},
    "series": {"e", "f"},
    "rate": {"dated"},
    "facing": {"dated", "hold"},
    "level-with": {"series"},
    "procedure": {"g"},
    "limit": {"stock", "spare", "e"},
    "triggered": {"e", "f"},
    "needed": {"series", "two"},
    "held-back": {"entry", "talks"},
    "seen": {"g"},
    "hold": {"stock"},
}


@pytest.mark.parametrize("name", USES)
def test_what_a_sentence_mentions_and_what_acts_on_it(name: str) -> None:
    assert set(Cones(agreement_of(TEXT)).uses.get(name, ())) == USES[name]


def test_names_lead_on_to_names() -> None:
    """The second phase depends on the first, on what that waits for, and on the talks."""
    cones = Cones(agreement_of(TEXT))
    assert cones.names("two.in-two") == {
        *("two.in-two", "two", "one", "e", "f", "g"),
        *("talks", "talks.opened", "talks.ended"),
    }
    assert cones.names("elsewhere") == {"elsewhere"}


def test_a_duty_that_is_fulfilled_by_what_is_in_sight_is_in_sight() -> None:
    """A duty to hold the meeting binds whoever brings it about; a duty that only waits for it does not."""
    pact = (
        "event meeting by north\nother: south must pay\n"
        "held: north must meet; done when meeting\nwaiting: north must pay; once meeting\n"
        "again: south must meet; done when held is fulfilled\n"
    )
    cones = Cones(agreement_of(pact))
    assert cones.binding(["meeting"]) == {"meeting", "held", "again"}
    assert cones.binding(["other"]) == {"other"}
    assert cones.binding(["waiting"]) == {"waiting", "meeting", "held", "again"}


def test_a_power_over_the_agreement_bears_on_all_that_it_binds() -> None:
    pact = "phase one\n  starts on entry into force\n  act: north must act\n"
    stop = "stop: south may terminate the agreement; when e\nevent e by south\n"
    with_stop = Cones(agreement_of(pact + stop))
    assert {"agreement", "stop", "e"} <= with_stop.names("one.act")
    assert "e" in with_stop.names("one")
    assert with_stop.names("e") == {"e"}
    assert Cones(agreement_of(pact)).names("one.act") == {"one.act", "one", "entry"}


# -- readings --------------------------------------------------------------------------------

READ = """ambiguity q "Q?"
  reading one-way "one"
  reading other-way "the other"
ambiguity r "R?"
  reading here "here"
  reading there "there"
event plain by north
event told by north
  under one-way: by south
event ruled by north
  under one-way: only when plain
event breaking by north
  under one-way: breaks ban
event walk by south
process talks "talks" between north and south
  ended by host
  under one-way: ended by walk
level stock "stock" in tons
level cap "cap" in tons
  under one-way: is 3
ban: south must not shoot
phase one
  starts on entry into force
  under one-way: lasts 3 days
duty: north must pay
  under one-way: by day 3
  under here: survives
after-duty: north must pay; after duty
"""


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("plain", set()),
        ("told", {"q"}),
        ("ruled", {"q"}),
        ("breaking", {"q"}),
        ("talks", {"q"}),
        ("cap", {"q"}),
        ("one", {"q"}),
        ("duty", {"q", "r"}),
        ("after-duty", {"q", "r"}),
        ("ban", set()),
    ],
)
def test_the_readings_that_a_name_depends_on(name: str, seen: set[str]) -> None:
    assert Cones(agreement_of(READ)).ambiguities([name]) == seen


def test_silences_about_who_acts() -> None:
    pact = (
        "event open by nobody named\nevent plain by north\n"
        'ambiguity q "Q?"\n  reading x "x"\n  reading y "y"\n'
        "event half by north\n  under x: by nobody named\n"
        "owed: unnamed must report\nborne: north must report\n"
    )
    agreement = agreement_of(pact)
    cones = Cones(agreement)
    by_name = {
        name: len(cones.silences([name])) for name in ("open", "plain", "half", "owed", "borne")
    }
    assert by_name == {"open": 1, "plain": 0, "half": 1, "owed": 1, "borne": 0}
    assert len(cones.silences(["open", "half", "owed"])) == 3
    assert cones.silences(["open"]) <= set(agreement.ambiguities)


# -- the record ------------------------------------------------------------------------------

RECORDED = """event e by nobody named
event f by north
level stock "stock" in tons
captives: north must release 3 captives
more: north must release 3 others
stop: south may terminate captives
ambiguity q "Q?"
  reading x "x"
  reading y "y"
"""


def recorded(entry: str) -> Cones:
    head, *below = entry.split("\n")
    return Cones(agreement_of(RECORDED, "\n".join([f"{IN_FORCE}{head} under x", *below, ""])))


@pytest.mark.parametrize(
    ("entry", "moved"),
    [
        ("2025-01-03 act north captives 2", {"captives"}),
        ("2025-01-03 certify host captives", {"captives"}),
        ("2025-01-03 happens e", {"e"}),
        ("2025-01-03 exercise south stop", {"stop"}),
        ("2025-01-03 figure stock 3", {"stock"}),
        ("2025-01-03 amend by north\n  more by 2025-03-01", {"more"}),
        ("2025-01-03 say north accepts captives", set()),
    ],
)
def test_an_entry_under_a_reading_moves_what_it_is_about(entry: str, moved: set[str]) -> None:
    """Only the verdicts on these names depend on the reading, through the entry."""
    found = recorded(entry)
    names = ("captives", "more", "e", "f", "stop", "stock", "entry")
    read = {name for name in names if "q" in found.guards.get(name, ())}
    assert read == moved
    *_, last = found.agreement.entries
    assert set(touched(last)) == moved


def test_entry_into_force_under_a_reading_moves_every_origin() -> None:
    pact = RECORDED + "paid: north must pay; by day 3\n"
    record = "2025-01-01 in force under x\n2025-02-01 in force under y\n"
    cones = Cones(agreement_of(pact, record))
    assert cones.ambiguities(["paid"]) == {"q"}
    assert cones.ambiguities(["captives"]) == frozenset()


def test_an_act_in_silence_counts_as_the_silence_is_read() -> None:
    """Who did what nobody is named for is asked of a record that says it happened."""
    cones = Cones(agreement_of(RECORDED, f"{IN_FORCE}2025-01-03 happens e\n2025-01-04 happens f\n"))
    (silence,) = cones.silences(["e"])
    assert cones.ambiguities(["e"]) == {silence}
    assert cones.ambiguities(["f"]) == frozenset()


def test_a_change_of_the_text_mentions_names_too() -> None:
    change = "2025-01-03 amend by north\n  more by 3 days after f\n"
    cones = Cones(agreement_of(RECORDED, IN_FORCE + change))
    assert "f" in cones.names("more")
    assert "f" not in Cones(agreement_of(RECORDED, IN_FORCE)).names("more")
