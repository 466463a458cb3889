"""An entry counts as known before the source was published on which it rests.

## Why

An entry has two times: when it happened, and when we learned it. Without the second, the record
claims to have known on the day itself what came out later, and every answer "as it was known
then" is wrong. Counts of a truce lost incidents because reports that came a few days late kept
only one date.

## Example

```pact
agreement example "An example"
party north "North"
source report "Report of the mission"; dated 2025-02-11
2025-02-01 say north accepts example [report, verified]
```

Mended:

```pact
agreement example "An example"
party north "North"
source report "Report of the mission"; dated 2025-02-11
2025-02-01 say north accepts example recorded 2025-02-11 [report, verified]
```

## Known problems

Entries are reported together for each source. An entry with a source that bears no date is left
alone. What was known from elsewhere, and is only documented by the later source, is better given
both sources.

## Source

TechForPalestine, palestine-datasets, issue 705: a delay of one to three days in reporting
dropped incidents.
"""

from collections.abc import Iterator

from servanda.base.identities import SourceId
from servanda.base.moments import Moment, parse_moment
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import counted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report, for each source, the entries that are dated as known before it appeared."""
    dates = _dates(agreement)
    early: dict[SourceId, list[Entry]] = {}
    for entry in agreement.entries:
        cited = [c.source for c in entry.citations if c.source is not None]
        if not cited or any(source not in dates for source in cited):
            continue
        first = min(cited, key=lambda source: dates[source].earliest or 0)
        if entry.recorded.surely_before(dates[first]):
            early.setdefault(first, []).append(entry)
    for source_id, entries in early.items():
        source = agreement.sources[source_id]
        number = counted(len(entries), "entry rests", "entries rest")
        verb = "counts" if len(entries) == 1 else "count"
        yield finding(
            RULE,
            entries[0].span,
            f"{number} on `{source_id}` of {source.dated} and {verb} as known before it",
            help=f"write `recorded {source.dated}` in the entry",
            labels=(
                *(Label(span=e.span, message="this too") for e in entries[1:3]),
                Label(span=source.span, message=f"dated {source.dated}"),
            ),
        )


def _dates(agreement: Agreement) -> dict[SourceId, Moment]:
    """Give the dates of the sources that bear one."""
    found: dict[SourceId, Moment] = {}
    for source in agreement.sources.values():
        moment = parse_moment(source.dated, agreement.header.calendar) if source.dated else None
        if isinstance(moment, Moment):
            found[source.id] = moment
    return found
