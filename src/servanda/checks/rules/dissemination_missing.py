"""Nobody has a duty to tell the troops, or the public.

## Why

A ceasefire is kept by people who were not in the room. Missions have named it as a cause of
denied access and of shots after the hour that orders never reached the line. The Hague
Regulations have asked since 1907 that troops be told in good time.

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
orders: north and south each must give written orders to all units; by signature
```

## Known problems

Any provision that speaks of orders, of informing or of publishing counts. The words are English.

## Source

Regulations annexed to Hague Convention IV (1907), article 38; R-ARCSS 2018, 2.1.3; Digital
Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 7.0-01 and 7.0-02;
UNMISS (2016).
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, mentions, truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_TELLING = ("order", "orders", "instruct*", "inform", "publish*", "disseminat*", "make known")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a ceasefire in which nobody must make it known."""
    if is_ceasefire(agreement) and truces(agreement) and not mentions(agreement, _TELLING):
        yield finding(
            RULE,
            agreement.header.span,
            "nobody has a duty to tell the troops of the ceasefire, or the public",
            help="write `orders: … each must give written orders to all its units; by …`",
        )
