"""Nobody is named who may change the text.

## Why

Every agreement that lasts is changed. If the text does not say who may, and in which form, then
a mediator's statement, a silent practice and a side's announcement all claim to be the change.

## Example

```pact
agreement example "An example"
party north "North", south "South"
free: north must free 3 captives; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
free: north must free 3 captives; by 2025-03-01
change: north and south jointly may amend the agreement
```

## Known problems

A power to amend one provision counts. A text with fewer than two parties is left alone.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 1.0-14.
"""

from collections.abc import Iterator

from servanda.checks.clauses import mentions, parties
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Amendment
from servanda.model.provisions import EffectKind

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a text that gives nobody the power to change it."""
    if len(parties(agreement)) < 2 or mentions(agreement, ("amend*", "modif*", "revis*")):
        return
    if any(
        p.effect is not None and p.effect.kind is EffectKind.AMEND
        for p in agreement.provisions.values()
    ):
        return
    made = [entry for entry in agreement.entries if isinstance(entry.what, Amendment)]
    yield finding(
        RULE,
        agreement.header.span,
        "nobody is named who may change the text",
        help="write `change: … jointly may amend the agreement`",
        labels=tuple(Label(span=e.span, message="changed here all the same") for e in made[:1]),
    )
