"""A deadline stands only in the words of a duty, and counts from nothing.

## Why

"Within 72 hours" is a length, not a moment: of what, from when? In the words of an action nobody
computes it either. Written as a clause it has an origin, and can be seen to run out.

## Example

```pact
agreement example "An example"
party north "North"
lists: north must hand over its lists within 72 hours
```

Mended:

```pact
agreement example "An example"
party north "North"
lists: north must hand over its lists; within 72 hours of signature
```

## Known problems

A length that says how long something is to be kept up, and not by when, may be taken for a
deadline when it is worded "within". The words are English.

## Source

R-ARCSS 2018, 2.1.5, counts "within seventy-two (72) hours" from the signing; PA-X describes two
clocks of the agreement of 10 October 2025 (PA-X 2849) with two origins.
"""

import re
from collections.abc import Iterator

from servanda.checks.clauses import is_dated
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality, RateDelay

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_LENGTH = (
    r"\b(?:within|(?:no|not) later than) "
    r"((?:\d+|a|one|two|three|ten) (?:\w+ )?(?:hour|day|week|month)s?)\b"
)
_BINDING = (Modality.DUTY, Modality.PROCURE, Modality.PREVENT, Modality.EFFORT)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report duties whose action contains a length of time and whose clauses set no limit."""
    for provision in agreement.provisions.values():
        if provision.modality not in _BINDING or is_dated(provision):
            continue
        if any(isinstance(clause, RateDelay) for clause in provision.clauses):
            continue
        match = re.search(_LENGTH, provision.action.words, re.IGNORECASE)
        if match:
            yield finding(
                RULE,
                provision.span,
                f"the deadline of `{provision.id}` stands in its words and counts from nothing",
                found=match.group(),
                expected=f"a clause such as `within {match.group(1)} of EVENT`",
                help="put it after a semicolon or on a line below, with what it counts from",
            )
