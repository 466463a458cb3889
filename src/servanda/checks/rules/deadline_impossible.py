"""A deadline runs out before what it is a deadline for may begin.

## Why

Whoever is bound must break one clause or the other. Mostly a date was moved in one place and not
in the other; but until somebody mends it, each side can point to the clause that suits it.

## Example

```pact
agreement example "An example"
  counting day 1 is the day of entry into force
party north "North"
leave: north must leave the hill; not before day 14; by day 7
```

Mended:

```pact
agreement example "An example"
  counting day 1 is the day of entry into force
party north "North"
leave: north must leave the hill; not before day 14; by day 21
```

## Known problems

Only moments that count from the same origin are compared: dates with dates, days with days,
lengths after the same event. What the passing of time makes impossible in a longer chain is for
the claims.

## Source

From the semantics: a state from which time cannot pass without somebody being late is an
impossible duty.
"""

from collections.abc import Iterator

from servanda.checks.clauses import certain, clauses_of, compatible, phase_of, provision_named
from servanda.checks.findings import finding, rule_of
from servanda.checks.points import surely_before
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Clause,
    Deadline,
    NotBefore,
    OwnSpan,
    PhaseStart,
    Precedent,
    Provision,
    StartBy,
)
from servanda.model.times import FixedPoint, Is, Point, Status

RULE = rule_of(__name__, __doc__, Severity.ERROR)

Limit = tuple[Point, Clause, str]


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report deadlines that lie before the earliest moment at which the act may come."""
    for provision in agreement.provisions.values():
        limits = [
            *_own(provision),
            *_of_phase(agreement, provision),
            *_awaited(agreement, provision),
        ]
        for clause in provision.clauses:
            if not isinstance(clause, Deadline | StartBy) or clause.point is None:
                continue
            for point, other, reason in limits:
                if compatible(clause.under, other.under) and surely_before(clause.point, point):
                    yield finding(
                        RULE,
                        clause.span,
                        f"the deadline of `{provision.id}` runs out before {reason}",
                        help="move one of the two, so that some time lies between them",
                        labels=(Label(span=other.span, message="not before this"),),
                    )


def _own(provision: Provision) -> Iterator[Limit]:
    for before in clauses_of(provision, NotBefore):
        yield before.point, before, "the act may come"
    for span in clauses_of(provision, OwnSpan):
        if span.start is not None:
            yield span.start, span, "the provision is in effect"


def _of_phase(agreement: Agreement, provision: Provision) -> Iterator[Limit]:
    """Give the date on which the phase of a provision starts, where it has one and only one."""
    phase = phase_of(agreement, provision)
    if phase is None:
        return
    starts = list(clauses_of(phase, PhaseStart))
    if len(starts) == 1 and isinstance(starts[0].point, FixedPoint):
        yield starts[0].point, starts[0], f"phase `{phase.id}` starts"


def _awaited(agreement: Agreement, provision: Provision) -> Iterator[Limit]:
    """Give the earliest moments of the provisions that this one has to wait for."""
    for precedent in clauses_of(provision, Precedent):
        for part in certain(precedent.condition):
            if not isinstance(part, Is) or part.status is not Status.FULFILLED:
                continue
            other = provision_named(agreement, part.target)
            if other is None or not compatible(precedent.under, other.under):
                continue
            for before in clauses_of(other, NotBefore):
                yield before.point, before, f"`{other.id}`, which it waits for, may come"
