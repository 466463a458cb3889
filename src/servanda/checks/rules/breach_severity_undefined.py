"""One breach, however small, lets a side end the whole agreement.

## Why

Among thousands of soldiers somebody will fire. If being late by a day, or one shot, gives the
right to end everything, that right exists on every day. The law of armistices asks for a serious
violation, and lets the acts of individuals count only for their punishment.

## Example

```pact
agreement example "An example"
party north "North", south "South"
free: north must free 10 prisoners; by 2025-03-01
end: south may terminate the agreement; when free is overdue
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
free: north must free 10 prisoners; by 2025-03-01; cure within 7 days
end: south may terminate the agreement; when free is overdue; with notice 14 days
```

## Known problems

A notice, a period of grace (`cure within`) or a recommendation by somebody else counts as a
bound. Whether the words of the text speak of a "material" breach is not looked at.

## Source

Regulations annexed to Hague Convention IV (1907), articles 40 and 41.
"""

from collections.abc import Iterator

from servanda.checks.clauses import asked, clauses_of, provision_named
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Cure,
    EffectKind,
    NoticeOf,
    OnRecommendation,
    Otherwise,
    Provision,
    Trigger,
)
from servanda.model.times import Is, Status

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report powers to end the agreement or a phase at the first delay of one provision."""
    for power in agreement.provisions.values():
        effect = power.effect
        if effect is None or effect.kind not in (EffectKind.TERMINATE, EffectKind.WITHDRAW):
            continue
        if effect.target != "agreement" and effect.target not in map(str, agreement.phases):
            continue
        if any(isinstance(clause, NoticeOf | OnRecommendation) for clause in power.clauses):
            continue
        whole = "the agreement" if effect.target == "agreement" else f"phase `{effect.target}`"
        for cause in _causes(agreement, power):
            yield finding(
                RULE,
                power.span,
                f"`{power.id}` ends {whole} at the first breach of `{cause.id}`, however small",
                help=f"set a threshold: `with notice DURATION`, `cure within DURATION` below "
                f"`{cause.name}`,\nor `on recommendation of` somebody else",
                labels=(Label(span=cause.span, message="one delay here is enough"),),
            )


def _causes(agreement: Agreement, power: Provision) -> Iterator[Provision]:
    """Give the provisions whose breach opens a power, where lateness has no grace."""
    names = [
        part.target
        for trigger in clauses_of(power, Trigger)
        for part in asked(trigger.condition)
        if isinstance(part, Is) and part.status is Status.OVERDUE
    ]
    for provision in agreement.provisions.values():
        opened = (clause.consequence.strip() for clause in clauses_of(provision, Otherwise))
        if any(name in (power.id, power.name) for name in opened):
            names.append(provision.id)
    for name in dict.fromkeys(names):
        cause = provision_named(agreement, name)
        if cause is not None and not any(True for _ in clauses_of(cause, Cure)):
            yield cause
