"""The ceasefire begins on a day, and no hour is stated.

## Why

A shot at noon of the first day is a breach or not, according to the hour. Where only a day is
stated it is open whether that day is the first of the truce or the last of the war: the old
writers already quarrelled over the armistice "from 15 June". Name the hour and the zone.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
  in force on 2025-01-19
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
  zone Europe/Kyiv
  in force on 2025-01-19 11:15
party north "North", south "South"
truce: north and south each must not attack the other
```

## Known problems

Only the beginning of the first prohibition to fight is looked at. A ceasefire that begins with
an event is not: its hour is then a matter for the record.

## Source

The texts of the Trilateral Contact Group on Ukraine (2014 to 2020) give an hour and a zone, such
as "00:01 hours (Kyiv time)"; L. Oppenheim, International Law, volume II, second edition, § 238.
"""

from collections.abc import Iterator

from servanda.base.moments import Moment
from servanda.base.spans import Span
from servanda.checks.clauses import clauses_of, is_ceasefire, phase_of, truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import InForce
from servanda.model.provisions import OwnSpan, PhaseStart, Provision
from servanda.model.times import AnchorPoint, FixedPoint, Point

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the place that gives the first prohibition to fight a day for its beginning."""
    if not is_ceasefire(agreement):
        return
    for truce in truces(agreement)[:1]:
        for moment, span in _beginnings(agreement, truce):
            if not moment.is_exact:
                zone = agreement.header.calendar.zone
                yield finding(
                    RULE,
                    span,
                    f"`{truce.id}` begins on {moment.describe(agreement.header.calendar)}, "
                    "at no stated hour",
                    expected=f"a time such as `04:00`, in the zone {zone}",
                    help="write the hour after the date, and `zone` below `agreement`",
                )
                return


def _beginnings(agreement: Agreement, truce: Provision) -> Iterator[tuple[Moment, Span]]:
    """Give the dates on which a provision may come into effect, with their places."""
    points = [(c.start, c.span) for c in clauses_of(truce, OwnSpan) if c.start is not None]
    phase = phase_of(agreement, truce)
    if not points and phase is not None:
        starts = clauses_of(phase, PhaseStart)
        points = [(c.point, c.span) for c in starts if c.point is not None]
        if not points:
            return
    if not points:
        yield from _entries(agreement)
    for point, span in points:
        if isinstance(point, FixedPoint):
            yield point.moment, span
        elif _is_entry(point):
            yield from _entries(agreement)


def _is_entry(point: Point) -> bool:
    return isinstance(point, AnchorPoint) and point.target == "entry"


def _entries(agreement: Agreement) -> Iterator[tuple[Moment, Span]]:
    recorded = [e for e in agreement.entries if isinstance(e.what, InForce)]
    for entry in recorded:
        yield entry.when, entry.span
    if not recorded and agreement.header.in_force is not None:
        yield agreement.header.in_force, agreement.header.span
