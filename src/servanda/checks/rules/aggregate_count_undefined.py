"""A daily or monthly number is owed, and nobody is named who counts it.

## Why

What is one truck? Does it count when it crosses, or when it is unloaded? Two honest counts of
the same month may differ by a fifth, and then one side has kept the clause and the other has
not. The truce of January 2025 had such a dispute within three weeks.

## Example

```pact
agreement example "An example"
party north "North"
aid: north must let in 600 trucks per day
```

Mended:

```pact
agreement example "An example"
party north "North"
monitor office "Office at the crossing"
aid: north must let in 600 trucks per day; verified by office
```

## Known problems

Only flows (`per day`, `per month`) are looked at: a single number of persons is counted by its
list. A unit that is declared an open word about the provision is taken as known to be undefined.

## Source

TechForPalestine, palestine-datasets, issue 710: three counts of what happened in one truce;
agreement of 15 January 2025 (PA-X 2801) and the figures of February 2025 for its trucks.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, clauses_of, is_questioned, verifiers
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality, Particular

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report duties of so many a day or a month that nobody counts."""
    for provision in agreement.provisions.values():
        action = provision.action
        if not action.per or action.quantity is None or is_questioned(agreement, provision):
            continue
        told = any(c.keyword == "reported to" for c in clauses_of(provision, Particular))
        if told or verifiers(provision):
            continue
        cited = article(provision)
        verb = "caps" if provision.modality is Modality.PROHIBITION else "owes"
        yield finding(
            RULE,
            provision.span,
            f"`{provision.id}` {verb} a number a {action.per}, and nobody is named who counts",
            found=f"{action.quantity.describe()} {action.unit} a {action.per}",
            note=f"cites {cited}" if cited else "",
            help="write `verified by ACTOR` or `reported to ACTOR` below it, and what one is",
        )
