"""The text counts from its entry into force, and nothing says when that is.

## Why

Every deadline hangs on the first day. If the text does not say how it enters into force (a date,
a signature, a vote, a notice), each side can have a first day of its own, or none.

## Example

```pact
agreement example "An example"
party north "North"
phase one "Truce"
  starts on entry into force; lasts 6 weeks
```

Mended:

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North"
phase one "Truce"
  starts on entry into force; lasts 6 weeks
```

## Known problems

An entry `in force` of the record counts as saying it, so the rule is silent once the agreement
runs.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), section 2.0,
with its options: signature, a date at a time, conditions, decided by a commission.
"""

from collections.abc import Iterator

from servanda.checks.clauses import anchors, enters_into_force
from servanda.checks.findings import finding, rule_of
from servanda.checks.points import all_points
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.times import DayPoint, Point

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header when something counts from an entry into force that is nowhere stated."""
    if enters_into_force(agreement):
        return
    spans = [span for point, span in all_points(agreement) if _counts_from_entry(agreement, point)]
    if not spans:
        return
    status = agreement.header.remarks.get("status", "")
    yield finding(
        RULE,
        agreement.header.span,
        "the text counts from its entry into force and does not say when or how that comes",
        note=f"its status is `{status}`" if status else "",
        help="write `in force on DATE` below `agreement`, or `DATE in force` in the record",
        labels=(Label(span=spans[0], message="counted from there"),),
    )


def _counts_from_entry(agreement: Agreement, point: Point) -> bool:
    if any(anchor.target == "entry" for anchor in anchors(point)):
        return True
    origin = agreement.header.counting.origin
    return isinstance(point, DayPoint) and point.origin is None and origin is None
