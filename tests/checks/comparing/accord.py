"""Hold a small accord, and compare other texts with it."""

from datetime import date

from servanda.checks.comparing import Comparison, compare
from servanda.model.agreement import Agreement
from servanda.workspace.pipeline import load_text

TEXT = """\
agreement accord "An accord"
  counting day 1 is the day of entry into force
party north "North", south "South"
mediator hill "Hill"
ambiguity tail "Does the truce outlast its term?"
  reading ends "no"
  reading goes-on "while talks are open"
process talks "talks" between north and south
  opened by north and south jointly
  ended by any of north, south
event agreed "they agree" by north and south jointly
phase one "Truce"
  starts on entry into force
  lasts 10 days
  under goes-on: runs on while talks are open
  then two when agreed
  truce: north and south each must not attack
    except self-defence "an imminent threat"
  captives: south must release 6 captives
    to north
    total 2 by day 3
    all by day 8
  prisoners: north must release prisoners
    5 for each soldier of captives
    on the same day
  report: hill should report; by day 9
phase two "Peace"
  lasts 30 days
  leave: north must leave
    by the end of two
    provided that captives is fulfilled
claim all-home "all come home" demanded by north
  every faithful run reaches one.captives
claim out "the north leaves" demanded by south
  every faithful run reaches two.leave
  expected no
"""


def agreement_of(text: str) -> Agreement:
    loaded = load_text({"accord.pact": text})
    assert loaded.agreement is not None
    assert not loaded.has_errors, loaded.diagnostics
    return loaded.agreement


def compared(new: str, old: str = TEXT, *, with_powers: bool = False) -> Comparison:
    before, after = agreement_of(old), agreement_of(new)
    start = before.header.calendar.start_of_day(date(2025, 3, 1))
    return compare(before, after, start, with_powers=with_powers)


def changed(line: str, other: str) -> str:
    assert line in TEXT
    return TEXT.replace(line, other)
