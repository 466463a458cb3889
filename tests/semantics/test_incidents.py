"""Pin what is said of reports of one event, and hold the counts of incidents to their laws."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from servanda.base.moments import Moment, parse_moment
from servanda.model.agreement import Agreement
from servanda.monitor import Question
from servanda.monitor.incidents import Incidents, incidents
from servanda.workspace import load_text

HEAD = """agreement case "A case"
party north "North", south "South"
monitor mission "A mission"
kind force "Force"
kind shelling "Shelling", raid "Raid"; part of force
place strip "The strip"
place ford "The ford"; also called "the second ford"; part of strip
place hill "The hill"
truce: north and south each must not attack the other
  counts incidents of force by south in strip
"""
FORCE = "2025-01-01 in force\n"


def agreement_of(record: str) -> Agreement:
    loaded = load_text({"case.pact": HEAD, "case.record": f"record of case\n{FORCE}{record}"})
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.agreement is not None
    return loaded.agreement


def found_in(record: str, on: str = "2025-06-01", known: str = "") -> Incidents:
    agreement = agreement_of(record)

    def last(text: str) -> int:
        moment = parse_moment(text, agreement.header.calendar)
        assert isinstance(moment, Moment) and moment.latest is not None
        return moment.latest

    return incidents(agreement, Question(on=last(on), known=last(known) if known else None))


TWO = """2025-01-05 incident south shelling alleged by north in ford 3 dead named a
2025-01-05 incident south shelling reported by mission at "the second ford" 3 dead named b
"""


def events(found: Incidents) -> int:
    return len(set(found.events.values()))


def pairs(found: Incidents) -> list[tuple[str, str]]:
    return [(p.first.id, p.second.id) for p in found.proposals]


def test_reports_are_of_one_event_only_where_an_entry_says_so() -> None:
    """(I6)"""
    assert events(found_in(TWO)) == 2
    assert pairs(found_in(TWO)) == [("a", "b")]
    joined = found_in(TWO + "2025-01-09 merge mission a, b\n")
    assert (events(joined), pairs(joined)) == (1, [])
    assert events(found_in(TWO + "2025-01-09 merge mission a, b\n", known="2025-01-08")) == 2
    apart = found_in(TWO + "2025-01-09 distinguish north a, b\n")
    assert (events(apart), pairs(apart)) == (2, [])


def test_where_one_joins_what_another_keeps_apart_they_stay_apart() -> None:
    """(I6)"""
    both = "2025-01-09 merge mission a, b\n2025-01-10 distinguish north a, b\n"
    found = found_in(TWO + both)
    assert events(found) == 2
    assert [each.is_contested for each in found.identified] == [True, True]


def test_a_retracted_word_joins_nothing() -> None:
    """(I6)"""
    said = "2025-01-09 merge mission a, b named m\n2025-01-10 retract mission m\n"
    assert events(found_in(TWO + said)) == 2


def test_an_incident_that_answers_another_is_of_the_same_event() -> None:
    """(I6)"""
    later = "2025-01-09 incident south shelling attributed by mission in ford named c answers b\n"
    found = found_in(TWO + later)
    assert found.events["c"] == found.events["b"] != found.events["a"]


def test_numbers_that_cannot_both_be_so_are_not_proposed() -> None:
    for second, proposed in (("4 dead", 0), ("at least 2 dead", 1), ("2 wounded", 1)):
        assert len(pairs(found_in(TWO.replace('ford" 3 dead', f'ford" {second}')))) == proposed


def test_other_places_kinds_and_times_are_not_proposed() -> None:
    for old, new in (
        ('at "the second ford"', "in hill"),
        ("south shelling reported", "south raid reported"),
        (
            "2025-01-05 incident south shelling reported",
            "2025-01-06 incident south shelling reported",
        ),
        ("2025-01-05 incident south shelling reported", "2025-01 incident south shelling reported"),
    ):
        changed = TWO.replace(old, new)
        assert changed != TWO
        assert pairs(found_in(changed)) == []
    assert pairs(found_in(TWO.replace("south shelling reported", "north force reported"))) != []


ENTRY = st.builds(
    (
        "2025-{month:02}-{day:02} recorded 2025-0{later}-28 "
        "incident {who} {kind} {state} by {by}{place}{dead}"
    ).format,
    month=st.integers(1, 2),
    day=st.integers(1, 5),
    later=st.integers(2, 4),
    who=st.sampled_from(["south", "north", "south, north"]),
    kind=st.sampled_from(["shelling", "raid", "force", "against truce"]),
    state=st.sampled_from(["alleged", "observed", "unverifiable"]),
    by=st.sampled_from(["north", "mission"]),
    place=st.sampled_from(["", " in ford", " in hill", " in strip", ' at "the bridge"']),
    dead=st.sampled_from(["", " 3 dead", " at least 2 dead"]),
)


def told(found: Incidents) -> list[tuple[str, str, str, str]]:
    return sorted(
        (each.provision.id, c.bearing.entry.id, c.counts.value, found.events[c.bearing.entry.id])
        for each in found.provisions
        for c in each.counted
    )


def named(entries: list[str]) -> list[str]:
    return [f"{entry} named e{number}" for number, entry in enumerate(entries)]


@given(st.lists(ENTRY, max_size=8), st.integers(0, 999))
def test_the_order_of_the_record_changes_no_count_and_no_proposal(
    entries: list[str], seed: int
) -> None:
    lines = named(entries)
    shuffled = Random(seed).sample(lines, len(lines))
    one, other = (found_in("\n".join(each) + "\n") for each in (lines, shuffled))
    assert told(one) == told(other)
    assert sorted(map(sorted, pairs(one))) == sorted(map(sorted, pairs(other)))


@given(st.lists(ENTRY, max_size=6), st.lists(ENTRY, max_size=3))
def test_what_is_recorded_later_changes_nothing_known_before(
    early: list[str], late: list[str]
) -> None:
    later = [f"2025-01-03 recorded 2025-09-01 {entry.split(' ', 3)[3]}" for entry in late]
    lines = named([*early, *later])
    before = named(early)
    whole = found_in("\n".join(lines) + "\n", known="2025-05-01")
    alone = found_in("\n".join(before) + "\n", known="2025-05-01")
    assert told(whole) == told(alone)
    assert pairs(whole) == pairs(alone)


def faults(text: str) -> list[str]:
    return [
        f"{fault.rule} {fault.span.line}" for fault in load_text({"case.pact": text}).diagnostics
    ]


def test_what_lies_in_itself_and_a_spelling_of_two_places_are_faults() -> None:
    text = 'agreement case "A case"\n'
    assert faults(text + "kind a; part of a\n") == ["syntax 2"]
    assert faults(text + "kind a; part of b\nkind b; part of a\n") == ["syntax 2"]
    twice = 'place ford "The ford"\nplace bridge "A bridge"; also called "the Ford"\n'
    assert faults(text + twice) == ["declared-twice 3"]
    assert faults(text + 'place ford "Ford"\nplace hill, dale\n') == []
