"""The text does not say what it is for.

## Why

Unclear words are read in the light of what a text is for: an exchange of captives, an election,
a harvest, a settlement. Where nothing is said, each side reads it in the light of its own aim.

## Example

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  purpose "a pause for the vaccination of children"
party north "North", south "South"
truce: north and south each must not attack the other
```

## Known problems

Any words after `purpose` are accepted.

## Source

The ETH/PRIO data set on ceasefires codes a purpose for each (peace process, humanitarian,
holiday, election, other); Vienna Convention on the Law of Treaties (1969), article 33(4), on
object and purpose.
"""

from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a text with provisions and no purpose."""
    if agreement.provisions and "purpose" not in agreement.header.remarks:
        yield finding(
            RULE,
            agreement.header.span,
            "the text does not say what it is for",
            help='write `purpose "…"` below `agreement`: unclear words are read in its light',
        )
