"""Make small agreements with records, for the tests of this folder."""

from servanda.base.calendar import Calendar, Instant
from servanda.base.moments import Moment, parse_moment
from servanda.model.agreement import Agreement
from servanda.workspace import load_text

CAST = """\
agreement accord "An accord"
party north "North", south "South"
mediator host "Host"
person leader "Leader"; speaks for north
person envoy "Envoy"
person rebel "Rebel"
body cabinet "Cabinet"; members leader, rebel
source own "Own statements"; kind party
source paper "A newspaper"; kind press
road: north must open the road
claim opened "the road is open" demanded by south
  every faithful run reaches road
ambiguity width "How wide is the road?"; about road
  reading wide "ten metres"
  reading narrow "five metres"
"""


def agreement_of(record: str, pact: str = CAST) -> Agreement:
    """Read an agreement with a record, which must have no fault."""
    loaded = load_text({"accord.pact": pact, "accord.record": f"record of accord\n{record}"})
    assert [f"{f.span}: {f.message}" for f in loaded.diagnostics] == []
    assert loaded.agreement is not None
    return loaded.agreement


def end_of(day: str) -> Instant:
    """Give the last minute of a day."""
    moment = parse_moment(day, Calendar())
    assert isinstance(moment, Moment)
    assert moment.latest is not None
    return moment.latest
