"""A truce runs out on a fixed day, and nobody may prolong it, or nobody says for how long.

## Why

When the last day comes without a next phase, somebody will propose "a little longer". Unless the
text says who may prolong, by which act and for how long, an extension is a new agreement, made
at the moment when each side has most to gain from refusing. In Gaza the six weeks ended on 1
March 2025 with such a proposal and no agreement.

## Example

```pact
agreement example "An example"
party north "North", south "South"
phase one "Truce"
  starts on entry into force; lasts 6 weeks
  truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
phase one "Truce"
  starts on entry into force; lasts 6 weeks
  truce: north and south each must not attack the other
  prolong: north and south jointly may extend one by 2 weeks; at most 3 times
```

## Known problems

Only phases that forbid to fight are looked at. A phase that always passes over to another, or
runs on under every reading while a condition holds, needs no such rule.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley): "unless
extended by mutual consent of all Parties".
"""

from collections.abc import Iterator

from servanda.checks.clauses import clauses_of, truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    EffectKind,
    EndsWhen,
    Phase,
    PhaseTerm,
    Provision,
    RunsOn,
    Survives,
    Then,
)

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report phases of a fixed length with a truce in them and no complete rule for more time."""
    for phase in agreement.phases.values():
        terms = list(clauses_of(phase, PhaseTerm))
        if not terms or _goes_on(phase) or not _holds_truce(agreement, phase):
            continue
        powers = list(_powers(agreement, phase))
        if not powers:
            yield finding(
                RULE,
                terms[0].span,
                f"phase `{phase.id}` runs out on a fixed day, and nobody may prolong it",
                help=f"write `NAME: WHO may extend {phase.id} by DURATION; at most 3 times`,\n"
                "or say what follows: `then PHASE`",
            )
        for power in powers:
            if power.effect is not None and power.effect.duration is None:
                yield finding(
                    RULE,
                    power.span,
                    f"`{power.id}` may prolong phase `{phase.id}`, and does not say for how long",
                    help=f"write the length: `may extend {phase.id} by 2 weeks; at most 3 times`",
                    labels=(Label(span=terms[0].span, message="the length that runs out"),),
                )


def _goes_on(phase: Phase) -> bool:
    """Tell whether something always follows the last day."""
    if any(True for _ in clauses_of(phase, EndsWhen)):
        return True
    if any(clause.condition is None for clause in clauses_of(phase, Then)):
        return True
    return any(not clause.under.options for clause in clauses_of(phase, RunsOn))


def _holds_truce(agreement: Agreement, phase: Phase) -> bool:
    return any(
        truce.phase == phase.id and not any(True for _ in clauses_of(truce, Survives))
        for truce in truces(agreement)
    )


def _powers(agreement: Agreement, phase: Phase) -> Iterator[Provision]:
    for provision in agreement.provisions.values():
        effect = provision.effect
        if effect is None or effect.kind not in (EffectKind.EXTEND, EffectKind.RENEW):
            continue
        if effect.target in (phase.id, "agreement"):
            yield provision
