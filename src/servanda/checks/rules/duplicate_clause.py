"""Two provisions say the same.

## Why

A clause that is written twice is amended once. From then on the text contradicts itself, and
each side has a clause to point to. It also counts twice when somebody counts what was kept.

## Example

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not open fire on the other
calm: north and south each must not open fire on each other
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not open fire on the other
```

## Known problems

Only provisions of one phase with the same bearers, the same verb and the same words are seen,
articles apart. Two tranches with dates of their own are not the same.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), comparison of
versions: clause 3.3.6 repeats 3.3.2.
"""

from collections.abc import Iterator

from servanda.checks.clauses import compatible
from servanda.checks.findings import finding, rule_of
from servanda.checks.points import point_key, points_of
from servanda.checks.words import key_words
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import DoesNotApply, Particular, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each provision that repeats one before it."""
    seen: dict[tuple[object, ...], Provision] = {}
    for provision in _worded_alike(agreement):
        first = seen.setdefault(_said(provision), provision)
        if first is not provision and compatible(first.under, provision.under):
            yield finding(
                RULE,
                provision.span,
                f"`{provision.id}` says the same as `{first.id}`",
                help="remove one of the two, and let what refers to it refer to the other",
                labels=(Label(span=first.span, message="said here first"),),
            )


def _worded_alike(agreement: Agreement) -> Iterator[Provision]:
    """Give the provisions that share the words of their action with another: the rest says its own."""
    alike: dict[tuple[str, ...], list[Provision]] = {}
    for provision in agreement.provisions.values():
        if not any(isinstance(clause, DoesNotApply) for clause in provision.clauses):
            alike.setdefault(key_words(provision.action.words), []).append(provision)
    for group in alike.values():
        if len(group) > 1:
            yield from group


def _said(provision: Provision) -> tuple[object, ...]:
    """Reduce a provision to what it says, whatever its name."""
    clauses = frozenset(
        (type(clause).__name__, *(point_key(point) for point in points_of(clause)))
        for clause in provision.clauses
        if not isinstance(clause, Particular)
    )
    return (
        provision.phase,
        provision.modality,
        frozenset(provision.agency.actors),
        provision.agency.manner,
        key_words(provision.action.words),
        frozenset(provision.creditors),
        clauses,
    )
