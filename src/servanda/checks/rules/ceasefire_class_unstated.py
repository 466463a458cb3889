"""A text stops fighting and does not say what kind of stop it is.

## Why

A cessation of hostilities, a ceasefire, a truce, a pause and an armistice promise different
things, and the words are used for one another even in one text. The class tells a reader how
long it is meant to last, and what may follow.

## Example

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not attack the other
```

## Known problems

Any words after `class` are accepted.

## Source

Mediation Support Network (CSS/ETH), comment on the UN guidance on ceasefires; the ETH/PRIO data
set on ceasefires codes a class for each; S. Bastid, general report on the cease-fire (1973), on
the use of the terms for one another.
"""

from collections.abc import Iterator

from servanda.checks.clauses import truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a text that forbids to fight and states no class."""
    forbidden = truces(agreement)
    if forbidden and "class" not in agreement.header.remarks:
        yield finding(
            RULE,
            agreement.header.span,
            "the text forbids to fight and does not say which kind of ceasefire it is",
            help="write `class cessation of hostilities`, `class preliminary ceasefire`,\n"
            "`class definitive ceasefire` or `class humanitarian pause` below `agreement`",
            labels=(Label(span=forbidden[0].span, message="fighting is forbidden here"),),
        )
