"""The numbers of a text leave one out.

## Why

A number that is missing was a clause in an earlier draft, or was lost in copying. Either way
references by number may now point to the wrong place.

## Example

```pact
agreement example "An example"
label C1 "The truce"
label C2 "The captives"
label C4 "The withdrawal"
```

Mended:

```pact
agreement example "An example"
label C1 "The truce"
label C2 "The captives"
label C3 "The prisoners"
label C4 "The withdrawal"
```

## Known problems

Labels are numbered by their letters and a number, so `C4a` and `C4b` are both the fourth. A
series that does not begin with 1, or that has fewer than three numbers, is left alone.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), comparison of
versions.
"""

import re
from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.sources import Label

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report, for each series of labels, the numbers between the first and the last that lack."""
    series: dict[str, dict[int, Label]] = {}
    for label in agreement.labels.values():
        match = re.fullmatch(r"(\D*?)(\d{1,6})[a-z]?", label.id)
        if match:
            series.setdefault(match.group(1), {}).setdefault(int(match.group(2)), label)
    for prefix, labels in series.items():
        if len(labels) < 3 or 1 not in labels or max(labels) >= 2 * len(labels):
            continue
        missing = [n for n in range(1, max(labels)) if n not in labels]
        if missing and len(missing) < len(labels):
            after = labels[min(n for n in labels if n > missing[0])]
            yield finding(
                RULE,
                after.span,
                f"{quoted(f'{prefix}{n}' for n in missing)} "
                f"{'is' if len(missing) == 1 else 'are'} missing from the numbers",
                help="declare the label, or number anew if the clause was dropped",
            )
