"""Days are numbered, and the text does not say which day is the first.

## Why

"Day 16" may be the sixteenth day or the sixteenth after the first. Over a release every seven
days that is a day's quarrel every week; over the last day of a phase it is war or no war.

## Example

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North"
free: north must free 3 captives; by day 7
```

Mended:

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
  counting day 1 is the day of entry into force
party north "North"
free: north must free 3 captives; by day 7
```

## Known problems

Only days and weeks by number are looked at. "7 days after X" is counted from X, and the end of
the seventh day after it is meant.

## Source

L. Oppenheim, International Law, volume II, second edition, § 238: an armistice ought always to
stipulate whether its first day is included. The implementation matrix of R-ARCSS counts from a
"D-Day".
"""

from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.checks.points import all_points
from servanda.checks.words import counted
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.times import DayPoint, ExtremePoint, OffsetPoint, Point

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the first numbered day of a text that states no count, and how many there are."""
    if agreement.header.counting.is_stated:
        return
    spans = [span for point, span in all_points(agreement) if _is_numbered(point)]
    if spans:
        yield finding(
            RULE,
            spans[0],
            "days are numbered, and the text does not say whether the first is day 0 or day 1",
            note=f"{counted(len(spans), 'clause counts', 'clauses count')} days by number",
            help="write `counting day 1 is the day of entry into force` below `agreement`",
        )


def _is_numbered(point: Point) -> bool:
    match point:
        case DayPoint():
            return True
        case OffsetPoint(origin=origin):
            return _is_numbered(origin)
        case ExtremePoint(first=first, second=second):
            return _is_numbered(first) or _is_numbered(second)
        case _:
            return False
