"""One side of an exchange must perform everything before the other owes anything.

## Why

Whoever has received all can hold up the rest at no cost, and whoever has given all has nothing
left to withhold. An exchange in steps, or hand to hand, keeps what either side can lose small.

## Example

```pact
agreement example "An example"
party north "North", south "South"
free: south must free 33 captives; to north; by 2025-03-01
leave: north must leave the valley; to south; after free; by 2025-03-08
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
free: south must free 33 captives; to north; by 2025-03-01; against leave
leave: north must leave the valley; to south; against free; by 2025-03-08
```

## Known problems

Only duties in which each names the other side as its creditor (`to`) are seen as an exchange.
The order may be what was bargained for; then the finding says what it costs.

## Source

From the semantics of reciprocity: a condition precedent excuses the second side and never the
first.
"""

from collections.abc import Iterator

from servanda.checks.clauses import asks, bearers, certain, clauses_of, provision_named
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Deadline, Modality, Precedent, Provision, Tranche
from servanda.model.times import Is, Status

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report exchanges in which the second side waits for all that the first one owes."""
    for second in agreement.provisions.values():
        if second.modality is not Modality.DUTY or not second.creditors:
            continue
        for clause in clauses_of(second, Precedent):
            for part in certain(clause.condition):
                if not isinstance(part, Is) or not asks(part, part.target, Status.FULFILLED):
                    continue
                first = provision_named(agreement, part.target)
                if first is not None and _is_exchange(first, second) and not _is_stepped(first):
                    yield finding(
                        RULE,
                        clause.span,
                        f"{quoted(bearers(first))} must perform all of `{first.id}` before "
                        f"`{second.id}` is owed",
                        help=f"divide it into steps (`N by POINT`), or write `against {second.id}` "
                        f"and `against {first.id}`",
                        labels=(Label(span=first.span, message="performed first, and whole"),),
                    )


def _is_exchange(first: Provision, second: Provision) -> bool:
    return not (
        set(first.creditors).isdisjoint(bearers(second))
        or set(second.creditors).isdisjoint(bearers(first))
    )


def _is_stepped(provision: Provision) -> bool:
    if any(True for _ in clauses_of(provision, Tranche)):
        return True
    return len(list(clauses_of(provision, Deadline))) > 1
