"""Play runs by hand: what may be done, what it leads to, the way back, and the run as a record."""

import random
from datetime import date
from pathlib import Path

import pytest

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.base.quantities import Quantity
from servanda.checks.playing import (
    Kind,
    Option,
    Play,
    begin,
    first_choice,
    foreseen,
    next_stop,
    owing,
    possible,
    record_of,
)
from servanda.machine import Machine, State
from servanda.machine.state import facts_by_kind
from servanda.model.agreement import Agreement
from servanda.monitor.replay import Outlook, replay
from servanda.workspace import load
from servanda.workspace.pipeline import load_text
from servanda.workspace.played import replayed

EXAMPLES = Path(__file__).parents[3] / "examples"
FOLDERS = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())

TRUCE = """\
agreement accord "An accord"
  counting day 1 is the day of entry into force
party north "North", south "South"
ambiguity tail "Does the truce outlast its term?"
  reading ends "no"
  reading goes-on "while talks are open"
process talks "talks" between north and south
  opened by north and south jointly
  ended by any of north, south
event agreed "they agree" by north and south jointly
event raid "a raid" by north
  breaks one.truce
phase one "Truce"
  starts on entry into force
  lasts 10 days
  under goes-on: runs on while talks are open
  then two when agreed
  truce: north and south each must not attack
  captives: south must release 6 captives
    total 2 by day 3
    all by day 8
  prisoners: north must release prisoners
    5 for each soldier of captives
    on the same day
  maps: north must hand over maps
    by day 5
    cure within 2 days
  hold: north may suspend captives
phase two "Peace"
  lasts 30 days
  leave: north must leave
    by the end of two
"""


def agreement_of(text: str) -> Agreement:
    agreement = load_text({"accord.pact": text}).agreement
    assert agreement is not None
    return agreement


def played(text: str = TRUCE, **readings: str) -> Play:
    agreement = agreement_of(text)
    start = agreement.header.calendar.start_of_day(date(2025, 3, 1))
    return begin(agreement, start, {AmbiguityId(a): ReadingId(r) for a, r in readings.items()})


def chosen(play: Play, words: str, by: str = "") -> Option:
    found = [o for o in possible(play.view) if words in o.words and (not by or by in o.by)]
    assert found, [o.words for o in possible(play.view)]
    return found[0]


def days(play: Play, number: int) -> Play:
    """Let time pass to the last minute of a day, counted from 1 March 2025 as day 1."""
    calendar = play.machine.calendar
    return play.wait(calendar.end_of_day(date(2025, 3, number)))


def content(state: State) -> dict[object, None]:
    """Give the facts of a state without the entries they rest on."""
    found: dict[object, None] = {}
    entry = state.entry.at if state.entry is not None else None
    named: list[tuple[str, object]] = [("entry", (entry, state.signed))]
    for _, facts, say in facts_by_kind(state):
        named.extend((name, say(fact)) for name, fact in facts.items())
    for name, fact in named:
        if isinstance(fact, tuple) and fact and hasattr(fact[0], "since"):
            fact = tuple((hold.since, hold.until, hold.area) for hold in fact)
        if name in state.observed and isinstance(fact, tuple):
            fact = tuple((at, value.low, value.high) for at, value in fact)
        found[name, fact] = None
    return found


def told(play: Play) -> list[tuple[Kind, str]]:
    return [(change.kind, change.name) for change in play.turns[-1].changes]


def test_an_act_that_fulfils_says_so_and_one_that_does_not_says_how_far_it_goes() -> None:
    play = played()
    assert told(play.do(chosen(play, "one.captives"))) == [(Kind.MOVED, "one.captives")]
    whole = play.do(chosen(play, "one.captives"), Quantity.exact(6))
    assert told(whole) == [(Kind.DONE, "one.captives")]


def test_a_kind_that_counts_in_return_makes_the_other_side_owe() -> None:
    play = played()
    option = chosen(play, "one.captives")
    assert option.categories == ("soldier",)
    assert (Kind.MOVED, "one.prisoners") in told(play.do(option, Quantity.exact(2), "soldier"))
    assert (Kind.MOVED, "one.prisoners") not in told(play.do(option, Quantity.exact(2)))


def test_an_event_that_breaks_a_prohibition_is_marked_while_that_is_in_effect() -> None:
    play = played()
    assert chosen(play, "a raid").against == ("one.truce",)
    after = days(play, 12)
    assert after.state.phase("one").ended is not None  # type: ignore[arg-type]
    assert chosen(after, "a raid").against == ()


def test_a_prohibition_may_be_acted_against_by_each_who_bears_it_and_nothing_follows() -> None:
    play = played()
    found = [o for o in possible(play.view) if "acts against one.truce" in o.words]
    assert [o.by for o in found] == [("north",), ("south",)]
    after = play.do(found[0])
    assert after.state == play.state
    assert not after.is_faithful
    assert "incident north against one.truce reported" in record_of(after)


def test_letting_a_date_pass_is_marked_and_meeting_it_is_not() -> None:
    play = played()
    late = days(play, 4)
    assert late.turns[-1].against == ("one.captives",)
    kept = days(play.do(chosen(play, "one.captives")), 4)
    assert kept.turns[-1].against == ()
    assert kept.is_faithful


def test_lateness_inside_its_time_to_cure_is_forgiven_until_that_is_over() -> None:
    play = played()
    play = days(play.do(chosen(play, "one.captives"), Quantity.exact(6)), 6)
    assert play.view.life("one.maps").state.value == "overdue"  # type: ignore[arg-type]
    assert play.is_faithful
    assert days(play, 9).turns[-1].against == ("one.maps",)


def test_time_stops_at_the_last_minute_of_a_date_and_right_after_it() -> None:
    play = played()
    calendar = play.machine.calendar
    first = next_stop(play)
    assert first is not None
    assert (first.at, first.due) == (calendar.end_of_day(date(2025, 3, 3)), ("one.captives",))
    assert first.overdue == ()
    second = next_stop(play.wait(first.at))
    assert second is not None
    assert (second.at, second.overdue) == (first.at + 1, ("one.captives",))


def test_time_does_not_stop_for_what_was_done_already() -> None:
    play = played()
    whole = play.do(chosen(play, "one.captives"), Quantity.exact(6))
    stop = next_stop(whole)
    assert stop is not None
    assert stop.due == ("one.maps",)


def test_undo_and_restart_lead_back() -> None:
    play = played()
    one = play.do(chosen(play, "one.captives"))
    two = days(one, 4)
    assert two.undo().state is one.state
    assert two.undo().undo().state is play.state
    assert two.restart().state == play.state
    assert play.undo().turns == ()


def test_the_same_turns_lead_elsewhere_under_another_reading() -> None:
    ends = played(tail="ends")
    ends = days(ends.do(chosen(ends, "opened")), 15)
    assert ends.state.phase("one").how is not None  # type: ignore[arg-type]
    runs = ends.under({**ends.machine.choice, AmbiguityId("tail"): ReadingId("goes-on")})
    assert len(runs.turns) == len(ends.turns)
    assert runs.state.phase("one").how is None  # type: ignore[arg-type]
    assert runs.state.phase("one").prolonged is not None  # type: ignore[arg-type]


def test_what_is_foreseen_depends_on_what_was_agreed() -> None:
    play = played()
    assert [(f.phase, f.words.split()[0]) for f in foreseen(play)] == [("one", "lapses:")]
    play = play.do(chosen(play, "opened"))
    agreed = play.do(chosen(play, "they agree"))
    assert [f.phase for f in foreseen(agreed)] == ["one", "two", "two"]


def test_any_of_several_is_offered_for_each_of_them() -> None:
    play = played()
    play = play.do(chosen(play, "opened"))
    enders = [o.by for o in possible(play.view) if "ended" in o.words]
    assert enders == [("north",), ("south",)]


def test_each_bearer_of_one_duty_is_offered_it() -> None:
    text = TRUCE + "report: north and south each must report; by day 5\n"
    play = played(text)
    by = [o.by for o in possible(play.view) if "report/" in o.words]
    assert by == [("north",), ("south",)]
    half = play.do(chosen(play, "report/south"))
    assert [o.by for o in possible(half.view) if "report/" in o.words] == [("north",)]


def test_each_area_is_offered_to_be_begun_and_to_be_cleared() -> None:
    text = (
        TRUCE + "clear: north must clear mines; in each of hills, coast; start by day 2; by day 5\n"
    )
    play = played(text)
    begun = [o for o in possible(play.view) if o.words.startswith("begins: clear mines")]
    assert len(begun) == 2
    coast = chosen(play, "performs clear/coast")
    half = play.do(coast)
    assert told(half) == [(Kind.DONE, "clear/coast")]
    assert 'act north clear in "coast"' in record_of(half)


def test_what_is_overdue_stands_first_among_what_is_owed() -> None:
    play = played()
    assert [row.id for row in owing(play.view)][:2] == ["one.captives", "one.maps"]
    late = days(play.do(chosen(play, "one.captives"), Quantity.exact(6)), 6)
    assert owing(late.view)[0].id == "one.maps"


def test_readings_are_chosen_so_that_they_can_be_held_together() -> None:
    text = (
        'agreement accord "An accord"\nparty north "North"\n'
        'ambiguity a "A?"\n  reading a1 "x"; requires b.b2\n  reading a2 "y"\n'
        'ambiguity b "B?"\n  reading b1 "x"\n  reading b2 "y"\n'
    )
    agreement = agreement_of(text)
    assert first_choice(agreement, {}) == {"a": "a1", "b": "b2"}
    fixed = {AmbiguityId("b"): ReadingId("b1")}
    assert first_choice(agreement, fixed) == {"a": "a2", "b": "b1"}


SIGNED = """\
agreement accord "An accord"
  signed 2025-03-01
party north "North", south "South"
phase early "Before"
  starts on signature
  lasts until 3 days after signature
  then late
  calm: north must keep calm; by 2 days after signature
phase late "After"
"""


def test_a_text_that_binds_from_signature_is_played_from_then_and_enters_at_the_start() -> None:
    agreement = agreement_of(SIGNED)
    calendar = agreement.header.calendar
    play = begin(agreement, calendar.start_of_day(date(2025, 3, 10)), {})
    assert play.now == calendar.start_of_day(date(2025, 3, 1))
    assert play.state.entry is None
    after = play.wait(calendar.end_of_day(date(2025, 3, 12)))
    assert after.state.entry is not None
    assert after.state.entry.at == calendar.start_of_day(date(2025, 3, 10))
    assert play.wait(calendar.end_of_day(date(2025, 3, 9))).state.entry is None


LEVELS = """\
agreement accord "An accord"
  counting day 1 is the day of entry into force
party north "North"
level stock "stock" in tonnes
level half "half" in tonnes
  is stock / 2
cap: north must keep stock below its limit
  at most 100 from day 1
  at most 50 from day 10
"""


def test_a_level_may_be_measured_and_one_that_a_formula_gives_may_not() -> None:
    play = played(LEVELS)
    measured = [o for o in possible(play.view) if o.needs_amount]
    assert [o.words for o in measured] == ["stock is measured in tonnes"]
    over = play.do(measured[0], Quantity.exact(120))
    assert told(over) == [(Kind.OVERDUE, "cap")]
    assert told(play.do(measured[0], Quantity.exact(80))) == []
    assert "figure stock 120" in record_of(over)


def test_a_new_limit_is_a_stop() -> None:
    play = played(LEVELS)
    stop = next_stop(play)
    assert stop is not None
    assert stop.at == play.machine.calendar.start_of_day(date(2025, 3, 10))
    assert [change.words for change in stop.changes] == ["now has the limit 50"]


def walk(play: Play, seed: int, turns: int = 12) -> Play:
    """Play at random: acts, lawful or not, and time."""
    luck = random.Random(seed)
    for _ in range(turns):
        offered = possible(play.view)
        stop = next_stop(play)
        if offered and luck.random() < 0.7:
            option = luck.choice(offered)
            kind = luck.choice(option.categories) if option.categories else ""
            play = play.do(option, None, kind)
        elif stop is not None:
            play = play.wait(stop.at)
    return play


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_played_run_reads_back_as_a_record_and_leads_to_the_same_state(folder: Path) -> None:
    from servanda.checks.claims import start_of

    loaded = load(folder)
    assert loaded.agreement is not None
    start = start_of(loaded.agreement, None, 0).at
    for seed in range(3):
        play = walk(begin(loaded.agreement, start, {}), seed)
        again = replayed(loaded, play)
        assert again.agreement is not None
        assert not again.has_errors, again.diagnostics
        machine = Machine(again.agreement, play.machine.choice)
        state = replay(machine, Outlook(on=play.now))
        assert content(state).keys() == content(play.state).keys()
        assert content(state).keys() != content(play.beginning).keys()
