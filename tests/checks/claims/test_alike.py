"""States are one where their future is one, and no sooner; a run on which no time passes is none.

Each text was found by the random agreements, or differs by one line from one that was.
"""

import pytest

from servanda.base.identities import EventId
from servanda.checks.claims import check_claims
from servanda.machine import Machine, Occur, Step, take, view_of
from servanda.machine.moves import Enter
from servanda.machine.steps import initial
from servanda.model.agreement import Agreement
from servanda.model.times import Is, Status
from servanda.workspace import load_text

HEAD = """\
agreement case "A case"
  counting day 1 is the day of entry into force
  in force on 2025-01-01
party north "North", south "South"
mediator host "Host"
"""

SUSPENDED_LATER = """\
phase one "Phase one"
  starts on entry into force
  lasts 4 days
  lever: host may suspend one
    with notice 2 days
phase two "Phase two"
  starts when one has ended
  map: host must deliver the map
    by day 2
claim c
  every faithful run keeps two running past day 2
"""

TERMINATED_BEFORE = """\
event storm "the storm" by host
phase one "Phase one"
  starts on day 2
  lasts 5 days
  then two
  lever: host may terminate two.map
phase two "Phase two"
  map: host must deliver the map
    by day 2
claim c
  some faithful run reaches storm has happened
"""

OWED_BEFORE_ITS_PHASE = """\
map: host must deliver the map
phase one "Phase one"
  starts on entry into force
  lasts 5 days
  then two
phase two "Phase two"
  list: host must deliver the list
    by day 2
    once map is fulfilled
    cure within 1 day
claim c
  some faithful run reaches map is fulfilled by day 4
"""

ONLY_TALK = """\
process talks "talks" between north and south
  opened by host
  ended by host
map: host must deliver the map
  by day 1
  not before day 3
claim c
  every faithful run reaches talks is open
"""


DATED_FROM_AN_EARLIER_PHASE = """\
map: south must deliver the map
phase one "Phase one"
  starts on entry into force
  lasts 3 days
  then two
phase two "Phase two"
  list: host must deliver the list
    by 2 days after map
claim c
  some faithful run reaches map is fulfilled
"""

OVER_BEFORE_ITS_PHASE = """\
event accord "the accord" by north
phase one "Phase one"
  starts on entry into force
  map: host must deliver the map
    by 4 days after entry into force
phase two "Phase two"
  starts on day 7
  lasts 5 days
  then three when accord has happened
phase three "Phase three"
  list: host must deliver the list
    by 1 day after map
    until day 5
claim c
  every faithful run reaches two has ended without (three has started or list is fulfilled)
"""

DUE_WITH_ITS_PHASE = """\
phase one "Phase one"
  starts on entry into force
  ends when day 1 has passed
  list: north must deliver the list
    by the end of one
claim c
  every faithful run reaches list is fulfilled
"""

ENDED_AS_IT_BEGINS = """\
lever: host may terminate map
phase one "Phase one"
  starts on entry into force
  ends when one is running
  map: host must deliver the map
    by the end of one
claim c
  every faithful run reaches map is fulfilled
"""

ENDED_BY_AN_ACT = """\
event accord "the accord" by north
  only when not (day 2 has passed)
phase one "Phase one"
  starts on entry into force
  ends when accord has happened
  map: host must deliver the map
    by day 2
claim c
  some run reaches map is overdue and accord has happened
"""


def agreement_of(text: str) -> Agreement:
    """Read a text."""
    loaded = load_text({"case.pact": HEAD + text})
    assert loaded.agreement is not None, loaded.diagnostics
    return loaded.agreement


def verdict(text: str) -> str:
    """Decide the one claim of a text."""
    agreement = agreement_of(text)
    in_force = agreement.header.in_force
    assert in_force is not None and in_force.earliest is not None
    (found,) = check_claims(agreement, in_force.earliest)
    return found.verdict.value


@pytest.mark.parametrize(
    ("text", "old", "new", "expected", "changed"),
    [
        (SUSPENDED_LATER, "notice 2 days", "notice 9 days", "no", "vacuous"),
        (TERMINATED_BEFORE, "lever: host may", "lever: host must try to", "yes", "vacuous"),
        (OWED_BEFORE_ITS_PHASE, "by day 4", "by day 5", "no", "yes"),
        (OWED_BEFORE_ITS_PHASE, "by day 2\n", "within 2 days of the start of two\n", "no", "yes"),
        (DATED_FROM_AN_EARLIER_PHASE, "is fulfilled", "is fulfilled by day 1", "yes", "no"),
        (OVER_BEFORE_ITS_PHASE, "until day 5", "until day 6", "no", "yes"),
        (DUE_WITH_ITS_PHASE, "list: north must", "list: north must try to", "yes", "no"),
        (ENDED_AS_IT_BEGINS, "ends when one is running", "lasts 3 days", "vacuous", "no"),
        (ENDED_BY_AN_ACT, "ends when accord has happened", "lasts 2 days", "no", "yes"),
        (ONLY_TALK, "not before day 3", "not before day 1", "vacuous", "no"),
    ],
)
def test_what_past_dates_still_decide_tells_states_apart(
    text: str, old: str, new: str, expected: str, changed: str
) -> None:
    assert old in text
    assert verdict(text) == expected
    assert verdict(text.replace(old, new)) == changed


def test_of_what_opens_and_closes_a_process_in_one_minute_the_last_counts() -> None:
    agreement = agreement_of(ONLY_TALK)
    machine, at = Machine(agreement, {}), 28_928_160
    state = take(machine, initial(machine), Step(at=at, move=Enter()))
    is_open = Is(target="talks", status=Status.OPEN, span=agreement.processes["talks"].span)
    for event in ("opened", "ended", "opened", "ended"):
        move = Occur(event=EventId(f"talks.{event}"))
        state = take(machine, state, Step(at=at, move=move))
        assert view_of(machine, state).holds(is_open) is (event == "opened")
