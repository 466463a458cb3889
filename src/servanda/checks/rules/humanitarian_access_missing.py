"""A ceasefire says nothing of aid.

## Why

The parties owe civilians in need passage of relief with or without an agreement. But who opens
which crossing, how much comes in, and who searches it must be said somewhere, or the convoy
waits while it is negotiated.

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
aid: north and south each must let relief pass by the river crossing within a day of its notice
```

## Known problems

One mention of aid, relief, food or medicine is enough to silence the rule. The words are
English.

## Source

ICRC, Customary International Humanitarian Law, rule 55; Ceasefire Agreement in the Democratic
Republic of the Congo (Lusaka, 1999); CTSAMM, on humanitarian access as a core area.
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, mentions, truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_AID = ("aid", "humanitarian", "relief", "food", "medic*", "assistance", "supplies")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a ceasefire in which no provision speaks of aid."""
    if is_ceasefire(agreement) and truces(agreement) and not mentions(agreement, _AID):
        yield finding(
            RULE,
            agreement.header.span,
            "no provision speaks of aid to civilians",
            help="say who lets it in, by which crossing, how much, and who searches it:\n"
            '`aid: … must let in 100 trucks per day; place "…"; verified by …`',
        )
