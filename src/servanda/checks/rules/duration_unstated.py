"""The text does not say how long its ceasefire lasts.

## Why

A ceasefire with no stated length can be read as lasting for ever, or as ending when either side
says so: the Hague Regulations let a belligerent resume operations at any time if an armistice
has no defined duration, after the warning that its terms ask for. "Indefinite" is a length.
Silence is not.

## Example

```pact
agreement example "An example"
  class cessation of hostilities
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  class cessation of hostilities
  term indefinite
party north "North", south "South"
truce: north and south each must not attack the other
```

## Known problems

A prohibition that `survives` is taken as meant to last. A phase that ends by a condition, or
that passes over to another, has a length, although nobody knows it beforehand. A class that is
definitive or permanent says it too.

## Source

Regulations annexed to Hague Convention IV (1907), article 36; Digital Ceasefire & Deescalation
Handbook v1.4 (Human Rights Center, UC Berkeley), whose options for the length include
"indefinitely".
"""

from collections.abc import Iterator

from servanda.checks.clauses import clauses_of, is_ceasefire, phase_of, truces
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import EndsWhen, OwnSpan, PhaseTerm, Provision, Survives, Then

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the prohibitions to fight that have neither an end nor a word that they have none."""
    header = agreement.header
    if not is_ceasefire(agreement) or header.term is not None or "term" in header.remarks:
        return
    if has_word(header.remarks.get("class", ""), ("definitive", "permanent")):
        return
    endless = [truce for truce in truces(agreement) if not _has_length(agreement, truce)]
    if not endless:
        return
    first, *others = endless
    where = f"phase `{first.phase}`" if first.phase is not None else "the agreement"
    yield finding(
        RULE,
        first.span,
        f"`{first.id}` has no stated length, and neither has {where}",
        help="write `lasts DURATION` below the phase, `until POINT` below the provision,\n"
        "or `term indefinite` below `agreement`",
        labels=tuple(Label(span=other.span, message="nor has this") for other in others[:4]),
    )


def _has_length(agreement: Agreement, truce: Provision) -> bool:
    if any(c.end is not None for c in clauses_of(truce, OwnSpan)):
        return True
    if any(True for _ in clauses_of(truce, Survives)):
        return True
    phase = phase_of(agreement, truce)
    if phase is None:
        return False
    return any(isinstance(clause, PhaseTerm | EndsWhen | Then) for clause in phase.clauses)
