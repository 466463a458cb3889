"""A power to prolong a phase can only take effect after the phase has run out.

## Why

A notice longer than the phase, or a power that opens only once the phase has ended, leaves days
on which nothing is in force. What is done on those days is no breach, and whether the renewed
phase is the old one is a question that somebody will ask.

## Example

```pact
agreement example "An example"
party north "North", south "South"
phase one "Truce"
  starts on entry into force; lasts 10 days
  truce: north and south each must not attack the other
  prolong: north and south jointly may extend one by 10 days; with notice 2 weeks
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
phase one "Truce"
  starts on entry into force; lasts 10 days
  truce: north and south each must not attack the other
  prolong: north and south jointly may extend one by 10 days; with notice 3 days
```

## Known problems

Lengths in months are not compared with lengths in days.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), options for
the length; otherwise from the semantics: a phase whose term has passed has lapsed.
"""

from collections.abc import Iterator

from servanda.checks.clauses import asked, asks, clauses_of
from servanda.checks.findings import finding, rule_of
from servanda.checks.points import minutes_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import EffectKind, NoticeOf, Phase, PhaseTerm, Provision, Trigger
from servanda.model.times import Status

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report powers to extend or renew that come too late for the phase they prolong."""
    for power in agreement.provisions.values():
        effect = power.effect
        if effect is None or effect.kind not in (EffectKind.EXTEND, EffectKind.RENEW):
            continue
        phase = next((p for p in agreement.phases.values() if p.id == effect.target), None)
        if phase is not None:
            yield from _late_notice(power, phase)
            yield from _after_the_end(power, phase)


def _late_notice(power: Provision, phase: Phase) -> Iterator[Diagnostic]:
    for notice in clauses_of(power, NoticeOf):
        for term in clauses_of(phase, PhaseTerm):
            if term.duration is None:
                continue
            needed, given = minutes_of(notice.duration), minutes_of(term.duration)
            if needed is not None and given is not None and needed >= given:
                yield finding(
                    RULE,
                    notice.span,
                    f"`{power.id}` takes effect only after phase `{phase.id}` has run out",
                    found=f"a notice of {notice.duration.describe()}",
                    expected=f"less than the {term.duration.describe()} of the phase",
                    help="shorten the notice, or let the phase run on until it has passed",
                    labels=(Label(span=term.span, message="the length of the phase"),),
                )


def _after_the_end(power: Provision, phase: Phase) -> Iterator[Diagnostic]:
    for trigger in clauses_of(power, Trigger):
        parts = asked(trigger.condition)
        if any(asks(part, phase.id, Status.ENDED, Status.LAPSED) for part in parts):
            yield finding(
                RULE,
                trigger.span,
                f"`{power.id}` may prolong phase `{phase.id}` only once it is over",
                help="let it be used before the last day, or write `may revive` to begin anew",
            )
