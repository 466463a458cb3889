"""Somebody is said to hold a position, and no source says so.

## Why

A position without a source is the recorder's opinion of somebody else. It will be quoted back at
the mediator.

## Example

```pact
agreement example "An example"
party north "North"
2024-06-10 say north accepts example
```

Mended:

```pact
agreement example "An example"
party north "North"
source press "Press reports"
2024-06-10 say north accepts example [press, verified]
```

## Known problems

A label that itself cites a source counts as one. Those who hold a reading without a source
(`held by`) are reported together, as a note; an entry of the record that sources the same
holding counts for it.

## Source

From the design: nothing without its source.
"""

from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Holding, Saying, Signing, Utterance
from servanda.model.sources import Citation

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report entries of what somebody says or holds without a source, then such holders."""
    for entry in agreement.entries:
        if not isinstance(entry.what, Saying | Holding | Signing | Utterance) or not entry.actors:
            continue
        if entry.is_hypothetical or _has_source(agreement, entry):
            continue
        yield finding(
            RULE,
            entry.span,
            f"no source stands behind what {quoted(entry.actors)} is recorded to say",
            help='end the entry with its source: `[SOURCE "place", verified]`',
        )
    yield from _holders(agreement)


def _holders(agreement: Agreement) -> Iterator[Diagnostic]:
    sourced = {
        (entry.what.ambiguity, entry.what.reading, actor)
        for entry in agreement.entries
        if isinstance(entry.what, Holding) and _has_source(agreement, entry)
        for actor in entry.actors
    }
    bare = [
        (f"{ambiguity.id}.{reading.id}", holder.actor, reading.span)
        for ambiguity in agreement.ambiguities.values()
        for reading in ambiguity.readings
        for holder in reading.held_by
        if not _is_sourced(holder.citations)
        and (ambiguity.id, reading.id, holder.actor) not in sourced
    ]
    if not bare:
        return
    (first, actor, span), *others = bare
    yield finding(
        RULE,
        span,
        f"no source says that `{actor}` holds `{first}`"
        + (f", nor {len(others)} more such holdings" if others else ""),
        severity=Severity.NOTE,
        help="write the source after the holder: `held by ACTOR [SOURCE, verified]`,\n"
        "or record when it was said: `DATE reading ACTOR holds AMBIGUITY READING [SOURCE]`",
        labels=tuple(
            Label(span=place, message=f"`{name}`, held by `{holder}`")
            for name, holder, place in others[:3]
        ),
    )


def _has_source(agreement: Agreement, entry: Entry) -> bool:
    if _is_sourced(entry.citations):
        return True
    return any(
        _is_sourced(agreement.labels[label].citations)
        for label in entry.labels
        if label in agreement.labels
    )


def _is_sourced(citations: tuple[Citation, ...]) -> bool:
    return any(citation.source is not None for citation in citations)
