"""Aid to civilians waits for what a party does.

## Why

Civilians in need are owed passage of relief whatever the parties do to each other. A clause that
lets aid wait for a release or a withdrawal makes them the pledge; it will be challenged as
unlawful, and used all the same.

## Example

```pact
agreement example "An example"
party north "North", south "South"
free: south must free 3 captives; to north; by 2025-03-01
aid: north must let in 600 trucks of aid per day; provided that free is fulfilled
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
free: south must free 3 captives; to north; by 2025-03-01
aid: north must let in 600 trucks of aid per day
```

## Known problems

The beginning of the phase in which the aid stands is not taken as a condition. Whether a
condition is lawful needs a lawyer: the rule only finds it. The words are English.

## Source

ICRC, Customary International Humanitarian Law, rule 55: parties must allow and facilitate rapid
and unimpeded passage of humanitarian relief, subject to their right of control.
"""

from collections.abc import Iterator

from servanda.checks.clauses import asked, bearers, provision_named
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import (
    Against,
    Clause,
    Modality,
    Precedent,
    Proportion,
    Provision,
    Rate,
    Trigger,
    WithholdWhile,
)

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_AID = ("aid", "humanitarian", "relief", "food", "medicine*", "medical")
_OWED = (Modality.DUTY, Modality.MAINTAIN, Modality.PROCURE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the clauses by which aid waits for somebody else's performance."""
    for provision in agreement.provisions.values():
        if provision.modality not in _OWED or not has_word(provision.action.words, _AID):
            continue
        for clause in provision.clauses:
            other = _awaited(agreement, provision, clause)
            if other is not None:
                yield finding(
                    RULE,
                    clause.span,
                    f"`{provision.id}` lets aid to civilians wait for `{other.id}`",
                    help="drop the condition; an exchange between the parties needs another pledge",
                    labels=(Label(span=other.span, message="what it waits for"),),
                )


def _awaited(agreement: Agreement, provision: Provision, clause: Clause) -> Provision | None:
    """Find the provision of another bearer for which a clause lets this one wait."""
    names: list[str] = []
    match clause:
        case Against(provision=other) | Proportion(provision=other) | Rate(provision=other):
            names.append(other)
        case Precedent(condition=condition) | Trigger(condition=condition):
            names.extend(part.target for part in asked(condition))
        case WithholdWhile(condition=condition):
            names.extend(part.target for part in asked(condition))
        case _:
            return None
    for name in names:
        found = provision_named(agreement, name)
        if found is not None and set(bearers(found)) - set(bearers(provision)):
            return found
    return None
