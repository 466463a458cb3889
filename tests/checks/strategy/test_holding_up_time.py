"""Who holds up time loses: each game turns on one line of the text, and ends otherwise without it."""

import pytest

from servanda.checks.claims import Texts
from servanda.checks.strategy import Can, strategies
from servanda.workspace import load_text

HEAD = """\
agreement case "A case"
  counting day 1 is the day of entry into force
  in force on 2025-01-01
party north "North", south "South"
mediator host "Host"
"""

ANY_OF = """\
map: any of north, south must deliver the map
  by day 3
claim c
  some faithful run reaches map is fulfilled
"""

BOTH_OWE = """\
event alarm "the alarm" by north
event warning "the warning" by south
phase one "Phase one"
  starts on entry into force
  ends when list is fulfilled
map: north must deliver the map
  by day 2
list: south must deliver the list
  by day 2
claim c
  some faithful run reaches map is fulfilled without one has ended
"""

CERTIFIED = """\
event storm "the storm" by host
map: north must deliver the map
  by day 3
  certified by host
claim c
  some faithful run reaches map is fulfilled
"""

WAIVED = """\
map: north must deliver the map
  by day 3
waiver: south may waive map
claim c
  some faithful run reaches map is fulfilled
"""

TALKS = """\
phase one "Phase one"
  starts on entry into force
  lasts 3 days
  then two when talks are open
phase two "Phase two"
process talks "talks" between north and south
  opened by north
  ended by south
claim c
  some faithful run reaches two has started
"""


def able(text: str, can: Can) -> dict[str, bool | None]:
    """Give the coalitions that can do something about the one claim of a text, and whether freely."""
    agreement = load_text({"case.pact": HEAD + text}).agreement
    assert agreement is not None and agreement.header.in_force is not None
    assert agreement.header.in_force.earliest is not None
    texts = Texts(agreement=agreement, start=agreement.header.in_force.earliest)
    (found,) = strategies(texts, {})
    (row,) = found.rows
    return {"+".join(course.coalition): course.if_free for course in row.able(can)}


@pytest.mark.parametrize(
    ("text", "old", "new", "stop", "bring"),
    [
        # What any of several owes, each must see to, alone if need be; one due late enough needs them all.
        (ANY_OF, "", "", {}, {"": False}),
        (ANY_OF, "  by day 3\n", "", {"north+south": True}, {"north": True, "south": True}),
        (ANY_OF, "any of north, south", "north and south jointly", {}, {"": False}),
        # Who owes something cannot wait for another who owes something too, where each would be second.
        (BOTH_OWE, "", "", {"north+south": True}, {"north+south": True}),
        (BOTH_OWE, "list\n  by day 2", "list\n  by day 1", {"north": False}, {"north+south": True}),
        # Who withholds a certificate that is all that is missing holds up time.
        (CERTIFIED, "", "", {}, {"": False}),
        (CERTIFIED, "  by day 3\n", "", {"north": True, "host": True}, {"north+host": True}),
        # Nobody need waive what another can do; one who cannot do it needs the waiver.
        (WAIVED, "", "", {"north+south": True}, {"south": False}),
        # To open and to close in turn without end is to hold up time: neither has its way so.
        (TALKS, "", "", {"north": True}, {"north+south": True}),
        (TALKS, "are open", "has started", {"north": True}, {"north": True}),
    ],
)
def test_who_can_stop_it_and_who_can_bring_it_about(
    text: str, old: str, new: str, stop: dict[str, bool], bring: dict[str, bool]
) -> None:
    assert old in text
    text = text.replace(old, new) if old else text
    assert able(text, Can.STOP) == stop
    assert able(text, Can.BRING_ABOUT) == bring
