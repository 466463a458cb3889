"""Two figures for the same thing at the same time cannot both be right.

## Why

Conflicting figures stay side by side: the record does not choose. But a reader should know of
both, and whoever computes with one should say which. Often they count different things, and then
they need different names.

## Example

```pact
agreement example "An example"
source office "Media office"
source un "United Nations"
actor media-office "Media office", nations "United Nations"
2025-02-07 figure trucks 8,500 by media-office [office, verified]
2025-02-07 figure trucks more than 10,000 by nations [un, verified]
```

Mended:

```pact
agreement example "An example"
source office "Media office"
source un "United Nations"
actor media-office "Media office", nations "United Nations"
2025-02-07 figure trucks-unloaded 8,500 by media-office [office, verified]
2025-02-07 figure trucks-crossed more than 10,000 by nations [un, verified]
```

## Known problems

Figures are compared when their moments overlap, under one name and one unit; the first conflict
of each name is shown.

## Source

TechForPalestine, palestine-datasets, issue 710: one truce counted in three ways. From the
design: figures in conflict stand side by side.
"""

from collections.abc import Iterator
from itertools import combinations

from servanda.base.quantities import Truth, equal
from servanda.checks.clauses import compatible
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Figure

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the first pair of figures under each name that exclude each other."""
    named: dict[tuple[str, str], list[tuple[Entry, Figure]]] = {}
    for entry in agreement.entries:
        if isinstance(entry.what, Figure):
            key = (entry.what.name, entry.what.unit)
            named.setdefault(key, []).append((entry, entry.what))
    for figures in named.values():
        for (first, one), (second, other) in combinations(figures, 2):
            if equal(one.value, other.value) is not Truth.NO or not _same_time(first, second):
                continue
            yield finding(
                RULE,
                second.span,
                f"`{other.name}` has two figures that cannot both be right",
                found=f"{other.value.describe()}{_by(second)}",
                help="leave both if it is disputed; if they count two things, give them two names",
                labels=(Label(span=first.span, message=f"{one.value.describe()}{_by(first)}"),),
            )
            break


def _same_time(first: Entry, second: Entry) -> bool:
    return first.when.overlaps(second.when) and compatible(first.under, second.under)


def _by(entry: Entry) -> str:
    names = ", ".join(f"`{actor}`" for actor in entry.by)
    sources = ", ".join(f"`{c.source}`" for c in entry.citations if c.source is not None)
    return f", by {names}" if names else f", in {sources}" if sources else ""
