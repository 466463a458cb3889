"""The text forbids, and says nowhere what follows when somebody does it all the same.

## Why

A prohibition without a consequence leaves the answer to the injured side: to bear it, to answer
in kind, or to call the whole agreement void. A stated consequence, even a meeting within two
days, is what keeps one shot from ending a ceasefire.

## Example

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
  otherwise meeting
meeting: north and south each must meet the other within a day of the complaint
```

## Known problems

One consequence anywhere is enough to silence the rule: an `otherwise`, a right to withhold, or a
power to suspend, to terminate or to withdraw. Sanctions in another text are not seen.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 1.0-18;
LegalRuleML gives a violated norm its reparation.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, truces
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import counted
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import EffectKind, Modality, Otherwise, WithholdWhile

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_REMEDIES = (EffectKind.SUSPEND, EffectKind.TERMINATE, EffectKind.WITHDRAW)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the first prohibition of a text that has no remedy at all."""
    provisions = agreement.provisions.values()
    forbidden = [p for p in provisions if p.modality is Modality.PROHIBITION]
    if not forbidden:
        return
    for provision in provisions:
        if provision.effect is not None and provision.effect.kind in _REMEDIES:
            return
        if any(isinstance(clause, Otherwise | WithholdWhile) for clause in provision.clauses):
            return
    first = next(iter(truces(agreement)), forbidden[0])
    others = counted(len(forbidden) - 1, "other prohibition")
    cited = article(first)
    yield finding(
        RULE,
        first.span,
        f"nothing in the text says what follows a breach of `{first.id}`",
        note="; ".join(
            part
            for part in (
                f"cites {cited}" if cited else "",
                f"{others} {'has' if len(forbidden) == 2 else 'have'} none either"
                if len(forbidden) > 1
                else "",
            )
            if part
        ),
        help="write `otherwise NAME` below it with the provision that follows,\n"
        "or give a party the power to withhold or suspend something in proportion",
    )
