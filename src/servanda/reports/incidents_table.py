"""Tabulate incidents: by provision, who tells of how many, in which state, and what may be one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from servanda.base.quantities import Truth
from servanda.base.spans import Span
from servanda.machine.incidents import place_text
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Identity, Incident, IncidentState
from servanda.model.provisions import Counts
from servanda.monitor.incidents import (
    Counted,
    Identified,
    Incidents,
    OfProvision,
    Proposal,
    source_of,
)
from servanda.reports.status_table import certainty
from servanda.reports.values import Plain, Sources, amount, quote
from servanda.reports.words import sentence

STATES = tuple(state.value for state in IncidentState)


class HarmCell(Struct, frozen=True, kw_only=True):
    """Hold how many of what an incident harmed, as its author gives it."""

    quantity: Plain
    of: str


class IncidentRow(Struct, frozen=True, kw_only=True):
    """Hold one report: `on` is when it happened, `recorded` when that was learned.

    `counts` says whether it counts under the provision: `yes`, `no` (it was not in effect) or `open`, with
    what is not `known`; `said` that its author names the provision, `rule` the line that counts it.
    """

    entry: str
    event: str
    on: str
    recorded: str
    kind: str
    who: tuple[str, ...]
    upon: tuple[str, ...]
    place: str
    harm: tuple[HarmCell, ...]
    state: str
    by: tuple[str, ...]
    source: str
    words: str
    certainty: str | None
    counts: str
    in_effect: str
    said: bool
    rule: int | None
    unknown: tuple[str, ...]
    reading: tuple[tuple[str, str], ...]
    file: str
    line: int


class StateCount(Struct, frozen=True, kw_only=True):
    """Count the events that a source gives in a state, as it last said, and those that may count besides."""

    state: str
    events: int
    open: int


class SourceCounts(Struct, frozen=True, kw_only=True):
    """Hold the counts of one source; they are never added to those of another."""

    source: str
    reports: int
    states: tuple[StateCount, ...]


class RuleRow(Struct, frozen=True, kw_only=True):
    """Hold a clause that says which incidents are counted."""

    words: str
    file: str
    line: int


class ProvisionIncidents(Struct, frozen=True, kw_only=True):
    """Hold the incidents under a provision; of `events`, those taken for one by an entry are one."""

    id: str
    words: str
    rules: tuple[RuleRow, ...]
    reports: int
    events: int
    sources: tuple[SourceCounts, ...]
    incidents: tuple[IncidentRow, ...]


class IdentityRow(Struct, frozen=True, kw_only=True):
    """Hold what somebody says of reports: of one event or not, and whether another says otherwise."""

    on: str
    by: tuple[str, ...]
    entries: tuple[str, ...]
    one_event: bool
    contested: bool
    words: str
    file: str
    line: int


class ProposalRow(Struct, frozen=True, kw_only=True):
    """Propose two reports as one event, with what is alike in them and what is not."""

    entries: tuple[str, str]
    lines: tuple[int, int]
    files: tuple[str, str]
    sources: tuple[str, str]
    alike: tuple[str, ...]
    unlike: tuple[str, ...]
    named: bool


class IncidentsTable(Struct, frozen=True, kw_only=True):
    """Hold the incidents asked for."""

    agreement: str
    on: str
    known: str | None
    states: tuple[str, ...]
    provisions: tuple[ProvisionIncidents, ...]
    elsewhere: tuple[IncidentRow, ...]
    identified: tuple[IdentityRow, ...]
    proposals: tuple[ProposalRow, ...]


def tabulate_incidents(
    agreement: Agreement,
    found: Incidents,
    on: str,
    known: str | None,
    sources: Sources,
) -> IncidentsTable:
    """Make the table of the incidents that were found."""
    return IncidentsTable(
        agreement=agreement.header.id,
        on=on,
        known=known,
        states=STATES,
        provisions=tuple(_provision(agreement, each, found, sources) for each in found.provisions),
        elsewhere=tuple(_row(agreement, entry, found, None) for entry in found.elsewhere),
        identified=tuple(map(_identified, found.identified)),
        proposals=tuple(_proposal(agreement, each) for each in found.proposals),
    )


def _provision(
    agreement: Agreement, each: OfProvision, found: Incidents, sources: Sources
) -> ProvisionIncidents:
    counted = [c for c in each.counted if c.counts is not Truth.NO]
    events = {found.events[c.bearing.entry.id] for c in counted if c.counts is Truth.YES}
    rules = [c for c in each.provision.clauses if isinstance(c, Counts)]
    return ProvisionIncidents(
        id=each.provision.id,
        words=sentence(agreement, each.provision),
        rules=tuple(
            RuleRow(words=quote(sources, rule.span), file=rule.span.path, line=rule.span.line)
            for rule in rules
        ),
        reports=sum(1 for c in counted if c.counts is Truth.YES),
        events=len(events),
        sources=tuple(_sources(agreement, counted, found)),
        incidents=tuple(_row(agreement, c.bearing.entry, found, c) for c in each.counted),
    )


def _sources(
    agreement: Agreement, counted: Sequence[Counted], found: Incidents
) -> Iterable[SourceCounts]:
    """Count per source the events in the state it gave last: an event has one state for each source."""
    by_source: dict[str, list[Counted]] = {}
    for each in counted:
        by_source.setdefault(source_of(agreement, each.bearing.entry), []).append(each)
    for source, mine in by_source.items():
        last: dict[str, Counted] = {}
        for each in sorted(mine, key=lambda c: c.bearing.entry.recorded.earliest or 0):
            last[found.events[each.bearing.entry.id]] = each
        yield SourceCounts(
            source=source,
            reports=len(mine),
            states=tuple(
                StateCount(
                    state=state,
                    events=_number(last.values(), state, Truth.YES),
                    open=_number(last.values(), state, Truth.OPEN),
                )
                for state in STATES
                if any(_state(each) == state for each in last.values())
            ),
        )


def _number(counted: Iterable[Counted], state: str, counts: Truth) -> int:
    return sum(1 for each in counted if _state(each) == state and each.counts is counts)


def _state(counted: Counted) -> str:
    return _incident(counted.bearing.entry).state.value


def _incident(entry: Entry) -> Incident:
    assert isinstance(entry.what, Incident)
    return entry.what


def _row(
    agreement: Agreement, entry: Entry, found: Incidents, counted: Counted | None
) -> IncidentRow:
    what = _incident(entry)
    rule = counted.bearing.clause if counted is not None else None
    return IncidentRow(
        entry=entry.id,
        event=found.events[entry.id],
        on=entry.when.written,
        recorded=entry.recorded.written,
        kind=what.kind,
        who=tuple(entry.actors),
        upon=what.upon,
        place=place_text(entry),
        harm=tuple(HarmCell(quantity=amount(p.quantity), of=p.category) for p in what.harm),
        state=what.state.value,
        by=tuple(entry.by),
        source=source_of(agreement, entry),
        words=entry.words,
        certainty=certainty(entry.citations),
        counts=counted.counts.value if counted is not None else Truth.NO.value,
        in_effect=counted.in_effect.value if counted is not None else Truth.OPEN.value,
        said=counted is not None and counted.bearing.is_said,
        rule=rule.span.line if rule is not None else None,
        unknown=counted.bearing.unknown if counted is not None else (),
        reading=_reading(rule) if rule is not None else (),
        file=entry.span.path,
        line=entry.span.line,
    )


def _reading(rule: Counts) -> tuple[tuple[str, str], ...]:
    return tuple(
        (ambiguity, " or ".join(sorted(readings))) for ambiguity, readings in rule.under.options
    )


def _identified(each: Identified) -> IdentityRow:
    what = each.entry.what
    assert isinstance(what, Identity)
    return IdentityRow(
        on=each.entry.when.written,
        by=tuple(each.entry.actors),
        entries=what.entries,
        one_event=what.is_one,
        contested=each.is_contested,
        words=each.entry.words,
        file=each.entry.span.path,
        line=each.entry.span.line,
    )


def _proposal(agreement: Agreement, each: Proposal) -> ProposalRow:
    one, other = each.first, each.second
    return ProposalRow(
        entries=(one.id, other.id),
        lines=(one.span.line, other.span.line),
        files=(one.span.path, other.span.path),
        sources=(source_of(agreement, one), source_of(agreement, other)),
        alike=each.alike,
        unlike=each.unlike,
        named=not any(_is_nameless(entry.id, entry.span) for entry in (one, other)),
    )


def _is_nameless(name: str, span: Span) -> bool:
    """Tell whether an entry goes only by where it stands, so that no other entry can name it."""
    return name == f"{span.path}:{span.line}"
