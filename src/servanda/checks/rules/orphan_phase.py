"""A phase is declared, and nothing ever starts it.

## Why

What stands in the phase is never in effect: its duties bind nobody, whatever happens. Mostly a
`then` was forgotten, or a phase was renamed in one place only.

## Example

```pact
agreement example "An example"
party north "North"
phase one "Truce"
  starts on entry into force; lasts 6 weeks
phase two "Withdrawal"
  leave: north must leave the hill; by the end of two
```

Mended:

```pact
agreement example "An example"
party north "North"
phase one "Truce"
  starts on entry into force; lasts 6 weeks
  then two
phase two "Withdrawal"
  leave: north must leave the hill; by the end of two
```

## Known problems

A phase that only starts under some reading, or whose start waits for something that never comes,
is not looked at here: see `sequence-cycle`. An amendment that the record holds may start a
phase; this rule reads the text as it was agreed.

## Source

From the semantics: a phase starts by its own `starts`, by another's `then`, or by a power to
revive it.
"""

from collections.abc import Iterator

from servanda.base.identities import PhaseId
from servanda.checks.clauses import clauses_of, predecessors
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import counted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import EffectKind, PhaseStart, Then

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_STARTING = (EffectKind.REVIVE, EffectKind.RENEW, EffectKind.RESUME)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each phase that no way leads to from the entry into force."""
    reached = _reached(agreement)
    for phase in agreement.phases.values():
        if phase.id in reached:
            continue
        before = list(predecessors(agreement, phase.id))
        inside = agreement.in_phase(phase.id)
        message = f"nothing starts phase `{phase.id}`"
        if before:
            message = f"phase `{phase.id}` follows only a phase that nothing starts"
        yield finding(
            RULE,
            phase.span,
            message,
            note=f"{counted(len(inside), 'provision')} would never be in effect" if inside else "",
            help=f"write `starts on POINT` below it, or `then {phase.id}` below the one before",
            labels=tuple(Label(span=p.span, message="nothing starts this") for p in before),
        )


def _reached(agreement: Agreement) -> set[PhaseId]:
    """Follow starts and passages until no further phase is found."""
    started = {
        provision.effect.target
        for provision in agreement.provisions.values()
        if provision.effect is not None and provision.effect.kind in _STARTING
    }
    ahead = [
        phase.id
        for phase in agreement.phases.values()
        if phase.id in started or any(True for _ in clauses_of(phase, PhaseStart))
    ]
    found: set[PhaseId] = set()
    while ahead:
        phase = agreement.phases.get(ahead.pop())
        if phase is None or phase.id in found:
            continue
        found.add(phase.id)
        ahead.extend(clause.phase for clause in clauses_of(phase, Then))
    return found
