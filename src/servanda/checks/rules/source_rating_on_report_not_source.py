"""A report is graded, and the source it comes from is not.

## Why

How far a source can be trusted and how likely a single report is are two grades, given apart: a
good source may pass on a bad rumour. With only one of them, the next report of the same source
starts from nothing.

## Example

```pact
agreement example "An example"
party north "North"
source agency "News agency"
2024-06-10 say north accepts example credibility 2 [agency, verified]
```

Mended:

```pact
agreement example "An example"
party north "North"
source agency "News agency"; reliability B
2024-06-10 say north accepts example credibility 2 [agency, verified]
```

## Known problems

Each source is reported once. Whether the grade is right is not asked.

## Source

The Admiralty code: reliability of the source A to F and credibility of the item 1 to 6, each
judged in isolation; OpenCTI, issue 14971.
"""

from collections.abc import Iterator

from servanda.base.identities import SourceId
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each source without a grade from which a graded entry comes."""
    seen: set[SourceId] = set()
    for entry in agreement.entries:
        if not entry.credibility:
            continue
        for citation in entry.citations:
            if citation.source is None or citation.source in seen:
                continue
            seen.add(citation.source)
            source = agreement.sources.get(citation.source)
            if source is not None and not source.reliability:
                yield finding(
                    RULE,
                    source.span,
                    f"a report of `{source.id}` is graded, and the source is not",
                    help="write `reliability A` to `reliability F` below the source",
                    labels=(Label(span=entry.span, message=f"graded {entry.credibility}"),),
                )
