"""A ceasefire has nobody who watches it.

## Why

A ceasefire without a monitor is possible, and many were agreed. But then each side reports the
other's breaches, and there is no third account. If that is meant, it should be a choice and not
a gap.

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
monitor mission "Mission"
truce: north and south each must not attack the other
watch: mission must watch the line and publish what it sees
```

## Known problems

Anybody named as `monitor`, or in `verified by` or `certified by`, or with a power to certify,
counts, however narrow his task.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), guidance on
section 6.0; UNIDIR (Grand-Clement, 2022): monitored ceasefires tend to be the more robust.
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, monitors, truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a ceasefire that names no monitor and no verifier."""
    if is_ceasefire(agreement) and not monitors(agreement):
        yield finding(
            RULE,
            agreement.header.span,
            "nobody is named who monitors, verifies or certifies anything",
            help='name one (`monitor NAME "Title"`) and what it does (`verified by NAME`);\n'
            "if there is none by choice, leave it so",
            labels=tuple(
                Label(span=p.span, message="watched by nobody") for p in truces(agreement)[:1]
            ),
        )
