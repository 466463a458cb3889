"""Two sides owe each other something by the same time, and the text does not say who goes first.

## Why

Who performs first is exposed until the other does. If the text names neither an order nor a hand
to hand exchange, each side waits for the other until the common deadline, and then both are
late.

## Example

```pact
agreement example "An example"
  counting day 1 is the day of entry into force
party north "North", south "South"
north-frees: north must free its prisoners; to south; by day 7
south-frees: south must free its prisoners; to north; by day 7
```

Mended:

```pact
agreement example "An example"
  counting day 1 is the day of entry into force
party north "North", south "South"
north-frees: north must free its prisoners; to south; by day 7; against south-frees
south-frees: south must free its prisoners; to north; by day 7; against north-frees
```

## Known problems

Only duties in which each names the other side as its creditor (`to`) are seen as an exchange.
Two duties that are meant to be independent of each other look the same.

## Source

Package of Measures, Minsk, 12 February 2015: thirteen points with almost no order between them.
"""

from collections.abc import Iterator
from itertools import product

from servanda.checks.clauses import anchors, asked, bearers, clauses_of
from servanda.checks.findings import finding, rule_of
from servanda.checks.points import point_key, points_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Against,
    Deadline,
    DoneWhen,
    Modality,
    Precedent,
    Proportion,
    Provision,
    Rate,
    Trigger,
    WithholdWhile,
)

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report pairs of duties that are owed to each other's bearer with nothing between them."""
    owed = [p for p in agreement.provisions.values() if p.modality is Modality.DUTY and p.creditors]
    for first, second in _exchanges(owed):
        if second.id in _linked(first) or first.id in _linked(second):
            continue
        when = "by the same time" if _deadlines(first) else "without a date"
        yield finding(
            RULE,
            second.span,
            f"`{first.id}` and `{second.id}` are owed to one another {when}, in no stated order",
            help=f"write `against {first.id}` (hand to hand), `after {first.id}`, "
            f"or `in proportion to {first.id}`",
            labels=(Label(span=first.span, message="the other side of it"),),
        )


def _exchanges(owed: list[Provision]) -> Iterator[tuple[Provision, Provision]]:
    """Give the pairs of one phase and one date, each owed to who bears the other."""
    places: dict[object, list[int]] = {}
    dates = [frozenset(_deadlines(provision)) for provision in owed]
    for place, provision in enumerate(owed):
        for bearer, creditor in product(bearers(provision), provision.creditors):
            key = (provision.phase, dates[place], bearer, creditor)
            places.setdefault(key, []).append(place)
    for place, provision in enumerate(owed):
        others: set[int] = set()
        for bearer, creditor in product(bearers(provision), provision.creditors):
            others.update(places.get((provision.phase, dates[place], creditor, bearer), ()))
        for other in sorted(others):
            if other > place:
                yield provision, owed[other]


def _deadlines(provision: Provision) -> set[tuple[object, ...]]:
    return {
        point_key(clause.point)
        for clause in clauses_of(provision, Deadline)
        if clause.point is not None
    }


def _linked(provision: Provision) -> set[str]:
    """Give what a provision refers to in any of its clauses."""
    found: set[str] = set()
    for clause in provision.clauses:
        match clause:
            case Against(provision=other) | Rate(provision=other) | Proportion(provision=other):
                found.add(other)
            case Precedent(condition=condition) | Trigger(condition=condition):
                found.update(part.target for part in asked(condition))
            case WithholdWhile(condition=condition) | DoneWhen(condition=condition):
                found.update(part.target for part in asked(condition))
            case _:
                for point in points_of(clause):
                    found.update(anchor.target for anchor in anchors(point))
    return found
