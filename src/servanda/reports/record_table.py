"""Tabulate entries of the record: who said or did what, and how it reached us."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, SourceId
from servanda.base.quantities import Truth, equal, sum_of
from servanda.model import entries as kinds
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.model.sources import Citation
from servanda.monitor.bodies import VoteResult, vote_result
from servanda.record.contents import measured, stance_of, target_of
from servanda.reports.status_table import certainty
from servanda.reports.values import Plain, amount


class PartOfEntry(Struct, frozen=True, kw_only=True):
    """Hold so much of a category, or for another provision."""

    quantity: Plain
    of: str


class SourceRow(Struct, frozen=True, kw_only=True):
    """Name a source of an entry, the place in it, and how sure the writer is."""

    id: str
    title: str
    kind: str
    place: str
    certainty: str | None


class EntryRow(Struct, frozen=True, kw_only=True):
    """Hold one entry in plain values."""

    id: str
    on: str
    recorded: str
    kind: str
    actors: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    via: tuple[str, ...]
    direct: bool
    stance: str
    over: tuple[str, ...]
    target: str
    words: str
    quantity: Plain
    category: str
    of: Plain
    parts: Plain
    composition: tuple[PartOfEntry, ...]
    parts_add_up: bool | None
    for_: int | None
    against: int | None
    abstain: int | None
    share: str | None
    turnout: str | None
    unanimous: bool | None
    carried: bool | None
    result: str
    details: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    reading: tuple[tuple[str, str], ...]
    cites: tuple[str, ...]
    certainty: str | None
    credibility: str
    sources: tuple[SourceRow, ...]
    hypothetical: bool
    file: str
    line: int


class RecordTable(Struct, frozen=True, kw_only=True):
    """Hold the entries asked for, in time."""

    agreement: str
    entries: tuple[EntryRow, ...]


class Filter(Struct, frozen=True, kw_only=True):
    """Say which entries to show; what is empty lets everything through."""

    kind: str = ""
    of: ActorId | None = None
    about: str = ""
    on: Instant | None = None
    known: Instant | None = None


def tabulate_record(agreement: Agreement, wanted: Filter) -> RecordTable:
    """Make the table of a record, in time; the order of the text breaks ties."""
    kept = [entry for entry in agreement.entries if passes(entry, wanted)]
    kept.sort(key=happened)
    return RecordTable(
        agreement=agreement.header.id,
        entries=tuple(entry_row(agreement, entry) for entry in kept),
    )


def happened(entry: Entry) -> Instant:
    """Give the moment by which entries are put in time: the earliest at which it can have happened."""
    first = entry.when.earliest if entry.when.earliest is not None else entry.when.latest
    return first if first is not None else 0


def passes(entry: Entry, wanted: Filter) -> bool:
    """Tell whether an entry is asked for."""
    if wanted.kind and entry.kind != wanted.kind:
        return False
    if wanted.on is not None and happened(entry) > wanted.on:
        return False
    if wanted.known is not None and (entry.recorded.earliest or 0) > wanted.known:
        return False
    if wanted.of is not None and wanted.of not in (*entry.actors, *entry.by, *voters(entry)):
        return False
    return not wanted.about or wanted.about in names_about(entry)


def voters(entry: Entry) -> tuple[ActorId, ...]:
    """Give those whom a vote names one by one."""
    keys = ("against", "abstaining", "abstain")
    words = [text for key, text in entry.details if key in keys]
    return tuple(ActorId(word.strip()) for text in words for word in text.split(","))


def names_about(entry: Entry) -> frozenset[str]:
    """Give every name an entry is about: its target, its parts, what it changes, and itself."""
    names = {target_of(entry), entry.id, *entry.labels}
    match entry.what:
        case kinds.Act(parts=parts):
            names.update(part.provision for part in parts if part.provision is not None)
        case kinds.Amendment(changes=changes):
            names.update(change.target for change in changes)
        case kinds.Vote(body=body) | kinds.MembershipChange(body=body):
            names.add(body)
        case kinds.Dissolution(body=body) | kinds.RuleChange(body=body):
            names.add(body)
        case kinds.Division(body=body, into=parts):
            names.update((body, *parts))
        case kinds.Mandate(of=others):
            names.update(others)
        case kinds.Saying(over=others):
            names.update(others)
        case kinds.Incident(kind=kind):
            names.add(kind)
        case kinds.Identity(entries=others):
            names.update(others)
        case kinds.Holding(reading=reading):
            names.add(f"{target_of(entry)}.{reading}")
        case _:
            pass
    names.update(text for key, text in entry.details if key == "about")
    return frozenset(name for name in names if name)


def entry_row(agreement: Agreement, entry: Entry) -> EntryRow:
    """Lay out an entry."""
    what = entry.what
    quantity, category, of, parts = measured(what)
    total = sum_of(part.quantity for part in parts) if parts else None
    adds_up = None
    if total is not None and quantity is not None:
        truth = equal(total, quantity)
        adds_up = None if truth is Truth.OPEN else truth is Truth.YES
    vote = what if isinstance(what, kinds.Vote) else None
    verdict = vote_result(agreement, entry) if vote else None
    return EntryRow(
        id=entry.id,
        on=entry.when.written,
        recorded=entry.recorded.written,
        kind=entry.kind,
        actors=tuple(entry.actors or (entry.by if entry.kind == "amend" else ())),
        by=tuple(entry.by),
        to=tuple(entry.to),
        via=tuple(entry.via),
        direct=not entry.via,
        stance=stance_of(entry),
        over=what.over if isinstance(what, kinds.Saying) else (),
        target=target_of(entry) or (what.kind if isinstance(what, kinds.Incident) else ""),
        words=entry.words,
        quantity=amount(quantity),
        category=category,
        of=amount(of),
        parts=amount(total),
        composition=tuple(
            PartOfEntry(quantity=amount(p.quantity), of=p.provision or p.category)
            for p in (what.harm if isinstance(what, kinds.Incident) else parts)
        ),
        parts_add_up=adds_up,
        for_=vote.in_favour if vote else None,
        against=vote.against if vote else None,
        abstain=vote.abstaining if vote else None,
        share=vote.share.describe() if vote and vote.share else None,
        turnout=vote.turnout.describe() if vote and vote.turnout else None,
        unanimous=verdict.unanimous if verdict else None,
        carried=verdict.carried if verdict else None,
        result=_voted(verdict) if verdict else _result(entry, parts, adds_up),
        details=(*entry.details, *_reports(what)),
        changes=_changes(what),
        reading=_reading(entry),
        cites=entry.labels,
        certainty=certainty(entry.citations),
        credibility=entry.credibility,
        sources=tuple(entry_sources(agreement, entry.citations)),
        hypothetical=entry.is_hypothetical,
        file=entry.span.path,
        line=entry.span.line,
    )


def _voted(verdict: VoteResult) -> str:
    if verdict.carried is None:
        return f"not told by the rule: {verdict.why}"
    return f"{'carried' if verdict.carried else 'not carried'}: {verdict.why}"


def _result(entry: Entry, parts: Iterable[kinds.Part], adds_up: bool | None) -> str:
    """Say whether the parts of a figure or an act add up."""
    found = [part.quantity for part in parts]
    if not found:
        return ""
    what = entry.what
    whole = what.quantity if isinstance(what, kinds.Act) else None
    whole = what.value if isinstance(what, kinds.Figure) else whole
    added = " + ".join(quantity.describe() for quantity in found)
    total = sum_of(found).describe()
    shown = f"{added} = {total}" if len(found) > 1 else total
    if whole is None:
        return f"parts given without a total: {shown}"
    if adds_up:
        return f"parts add up: {shown}"
    if adds_up is None:
        return f"parts may add up: {shown}, of {whole.describe()}"
    return f"parts do not add up: {shown}, not {whole.describe()}"


def _changes(what: kinds.What) -> tuple[str, ...]:
    if not isinstance(what, kinds.Amendment):
        return ()
    return tuple(change.target for change in what.changes)


def _reports(what: kinds.What) -> tuple[tuple[str, str], ...]:
    """Give the reports of which an entry says that they are of one event, or not."""
    names = what.entries if isinstance(what, kinds.Identity) else ()
    return tuple(("reports", name) for name in names)


def _reading(entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple(
        (ambiguity, " or ".join(sorted(readings))) for ambiguity, readings in entry.under.options
    )


def entry_sources(agreement: Agreement, citations: Iterable[Citation]) -> Iterable[SourceRow]:
    """Lay out citations, each with its source."""
    for citation in citations:
        source = agreement.sources.get(SourceId(citation.source or ""))
        yield SourceRow(
            id=citation.source or "",
            title=source.title if source else "",
            kind=source.kind if source else "",
            place=citation.place,
            certainty=citation.certainty.value if citation.certainty else None,
        )
