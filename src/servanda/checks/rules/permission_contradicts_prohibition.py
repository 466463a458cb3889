"""The same act is allowed in one place and forbidden in another.

## Why

Each side will quote the clause that suits it, and both will be right. Say which of the two
prevails, or where and when each of them holds.

## Example

```pact
agreement example "An example"
party north "North"
patrols: north may patrol the river
no-patrols: north must not patrol the river
```

Mended:

```pact
agreement example "An example"
party north "North"
patrols: north may patrol the river; until 2025-03-01
no-patrols: north must not patrol the river; from 2025-03-01
```

## Known problems

Only acts in the same words are seen, articles and "any" apart. A liberty with a condition of its
own (`when`, `once`) is taken as an exception and left alone, and so is one in a later phase.

## Source

From the semantics: where a liberty and a prohibition of one act hold at the same time, no run is
faithful to both readings. LegalRuleML asks for an order between conflicting rules for this
reason.
"""

from collections.abc import Iterator

from servanda.checks.clauses import bearers, clauses_of, compatible
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import key_words
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Areas,
    Displaces,
    Modality,
    OwnSpan,
    Particular,
    Precedent,
    Provision,
    Trigger,
)

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_LIMITS = (Trigger, Precedent, OwnSpan, Areas, Displaces)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report liberties whose words a prohibition of the same actor repeats."""
    liberties: dict[tuple[str, ...], list[Provision]] = {}
    for p in agreement.provisions.values():
        if p.modality is Modality.POWER and p.effect is None and not _is_limited(p):
            liberties.setdefault(key_words(p.action.words), []).append(p)
    for forbidden in agreement.provisions.values():
        if forbidden.modality is not Modality.PROHIBITION or _is_limited(forbidden):
            continue
        for allowed in liberties.get(key_words(forbidden.action.words), ()):
            if _is_same(allowed, forbidden):
                yield finding(
                    RULE,
                    forbidden.span,
                    f"`{forbidden.id}` forbids what `{allowed.id}` allows",
                    found=forbidden.action.words,
                    help="say which prevails (`displaces`), or give each its own time (`from`, "
                    "`until`) or area",
                    labels=(Label(span=allowed.span, message="allowed here"),),
                )


def _is_same(allowed: Provision, forbidden: Provision) -> bool:
    """Tell whether what both say binds and frees one actor, at a time when both can hold."""
    is_together = None in (allowed.phase, forbidden.phase) or allowed.phase == forbidden.phase
    return (
        is_together
        and compatible(allowed.under, forbidden.under)
        and not set(bearers(allowed)).isdisjoint(bearers(forbidden))
    )


def _is_limited(provision: Provision) -> bool:
    if any(isinstance(clause, _LIMITS) for clause in provision.clauses):
        return True
    return any(c.keyword in ("area", "place") for c in clauses_of(provision, Particular))
