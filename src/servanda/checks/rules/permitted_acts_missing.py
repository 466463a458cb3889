"""A ceasefire forbids, and does not say what stays allowed.

## Why

Troops are relieved, fed and evacuated in a truce too. If the text does not say that they may be,
the first supply convoy is a violation to the other side; if it does, the convoy is a line on a
list.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not attack the other
supply: north and south each may resupply their positions with food and medicine
```

## Known problems

One exception or one liberty of this kind is enough to silence the rule. The words are English.

## Source

Ceasefire Agreement in the Democratic Republic of the Congo (Lusaka, 1999), on the supply of
non-lethal goods; Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC
Berkeley), section 5.0.
"""

from collections.abc import Iterator

from servanda.checks.clauses import clauses_of, is_ceasefire, truces
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, said_in
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import ExceptionTo, Modality

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_ALLOWED = (
    "rotat*",
    "relie*",
    "supply",
    "supplies",
    "resupply",
    "food",
    "medic*",
    "evacuat*",
    "polic*",
    "demin*",
    "repair*",
    "train*",
    "self-defen*",
    "move",
    "fly",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the first prohibition to fight of a ceasefire without exceptions and liberties."""
    forbidden = truces(agreement)
    if not forbidden or not is_ceasefire(agreement):
        return
    if any(True for truce in forbidden for _ in clauses_of(truce, ExceptionTo)):
        return
    for provision in agreement.provisions.values():
        is_liberty = provision.modality is Modality.POWER and provision.effect is None
        if is_liberty and has_word(said_in(provision), _ALLOWED):
            return
    yield finding(
        RULE,
        forbidden[0].span,
        f"`{forbidden[0].id}` has no exception, and the text does not say what stays allowed",
        help="write what forces may go on doing, such as\n"
        "`supply: … each may relieve, feed and evacuate their forces`",
    )
