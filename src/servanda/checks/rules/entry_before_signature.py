"""Something is recorded as done under the agreement before the agreement was signed.

## Why

Nobody performs or breaks a text that does not exist. Either a date is wrong, or the act belongs
to an earlier agreement, and counts here for nothing.

## Example

```pact
agreement example "An example"
  signed 2025-01-15
party north "North"
source press "Press reports"
free: north must free 3 captives; by 2025-02-01
2025-01-10 act north free 3 [press, verified]
```

Mended:

```pact
agreement example "An example"
  signed 2025-01-15
party north "North"
source press "Press reports"
free: north must free 3 captives; by 2025-02-01
2025-01-20 act north free 3 [press, verified]
```

## Known problems

Only a date of signature in the header is compared: an agreement may be performed before it is in
force. What somebody says about a draft may come at any time.

## Source

From the semantics: an act is a step of a text that is there.
"""

from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Act, Certificate, Exercise, Finding, Incident

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report acts, exercises, incidents and findings that surely came before the signature."""
    signed = agreement.header.signed
    if signed is None:
        return
    for entry in agreement.entries:
        match entry.what:
            case Act(provision=name) | Certificate(provision=name):
                target = name
            case Incident(provision=name) if name:  # one of a kind alone may be of any time
                target = name
            case Finding(provision=name) | Exercise(power=name):
                target = name
            case _:
                continue
        if entry.when.surely_before(signed):
            yield finding(
                RULE,
                entry.span,
                f"`{target}` is dealt with before the agreement was signed",
                found=entry.when.describe(agreement.header.calendar),
                expected=f"{signed.describe(agreement.header.calendar)} or later",
                help="correct the date, or record it under the agreement to which it belongs",
                labels=(Label(span=agreement.header.span, message="the signature is stated here"),),
            )
