"""A withdrawal is owed, and nobody is named who confirms that it is complete.

## Why

"Complete" is where two sides differ most: five hills, one convoy, a militia that changed its
uniform. What follows a withdrawal waits until somebody says that it is over, and if the text
names nobody, each side says it for itself.

## Example

```pact
agreement example "An example"
party north "North"
pull-back: north must withdraw from the valley; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
monitor mission "Mission"
pull-back: north must withdraw from the valley; by 2025-03-01; certified by mission
```

## Known problems

A monitor that watches the withdrawal, or is told of it (`reported to`), confirms nothing by
that. All withdrawals of a text are reported together.

## Source

Package of Measures, Minsk, 12 February 2015, points 2 to 4; PILPG on the verification of
redeployment.
"""

from collections.abc import Iterator

from servanda.checks.clauses import verifiers, withdrawals
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import EffectKind, Modality, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the withdrawals that nobody verifies or certifies, in one finding."""
    left = [p for p in withdrawals(agreement) if not _is_confirmed(agreement, p)]
    if not left or _verifies_all(agreement):
        return
    first, *others = left
    verb = "is" if len(left) == 1 else "are"
    yield finding(
        RULE,
        first.span,
        f"nobody is named who confirms that {quoted(p.id for p in left)} {verb} complete",
        help="write `verified by ACTOR` below it, or `certified by ACTOR` if what follows waits "
        "for it",
        labels=tuple(Label(span=p.span, message="nor this") for p in others[:4]),
    )


def _is_confirmed(agreement: Agreement, provision: Provision) -> bool:
    if verifiers(provision):
        return True
    return any(
        power.effect is not None
        and power.effect.kind is EffectKind.CERTIFY
        and power.effect.target == provision.id
        for power in agreement.provisions.values()
    )


def _verifies_all(agreement: Agreement) -> bool:
    """Tell whether somebody has a duty to verify or certify, whatever it is."""
    return any(
        provision.modality in (Modality.DUTY, Modality.MAINTAIN)
        and has_word(provision.action.words, ("verify", "certify", "confirm", "verifying"))
        for provision in agreement.provisions.values()
    )
