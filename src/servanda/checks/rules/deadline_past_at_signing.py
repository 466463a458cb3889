"""A date of the text had already passed when it was signed.

## Why

Drafts outlive their dates. A deadline that passed before the signature is either broken from the
first day or is read as meaning some other day, and each side chooses which.

## Example

```pact
agreement example "An example"
  signed 2025-03-01
party north "North"
list: north must hand over its lists; by 2025-02-15
```

Mended:

```pact
agreement example "An example"
  signed 2025-03-01
party north "North"
list: north must hand over its lists; by 2025-03-15
```

## Known problems

Without `signed`, the date `in force on` of the header is taken; a date of the record is not,
since an agreement may enter into force long after the duties of those who prepare it.

## Source

CTSAMVM reports of 2019 on South Sudan, where the dates for assembling the forces had slipped
before the places were ready.
"""

from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Deadline, StartBy
from servanda.model.times import FixedPoint

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report deadlines on a date before the signature, or before the entry into force."""
    header = agreement.header
    begun = header.signed or header.in_force
    if begun is None:
        return
    what = "the signature" if header.signed is not None else "the entry into force"
    for provision in agreement.provisions.values():
        for clause in provision.clauses:
            if not isinstance(clause, Deadline | StartBy):
                continue
            if isinstance(clause.point, FixedPoint) and clause.point.moment.surely_before(begun):
                yield finding(
                    RULE,
                    clause.span,
                    f"the deadline of `{provision.id}` had passed before {what}",
                    found=clause.point.moment.describe(header.calendar),
                    expected=f"a date after {begun.describe(header.calendar)}",
                    help="set a new date, or count it from `signature` or `entry into force`",
                    labels=(Label(span=header.span, message=f"{what} is stated here"),),
                )
