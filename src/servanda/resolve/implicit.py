"""Add the ambiguities that nobody declared: silences, denied acts, figures in conflict."""

from collections.abc import Iterator

from msgspec.structs import replace

from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.base.spans import Span
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY, Ambiguity, Guard, Reading
from servanda.model.entries import Denial, Entry, Figure
from servanda.model.events import Agency
from servanda.model.provisions import BorneBy

AS_ASSERTED = ReadingId("as-asserted")
AS_DENIED = ReadingId("as-denied")
_NAMED_ROLES = frozenset({Role.PARTY, Role.MEDIATOR, Role.GUARANTOR})


def with_implicit(agreement: Agreement) -> Agreement:
    """Give the agreement its implicit ambiguities, and limit the entries that they concern."""
    added = {ambiguity.id: ambiguity for ambiguity in _silences(agreement)}
    entries, denied = _denied(agreement)
    entries, observed = _observed(agreement, entries)
    added.update({ambiguity.id: ambiguity for ambiguity in (*denied, *observed)})
    return replace(
        agreement, ambiguities={**agreement.ambiguities, **added}, entries=tuple(entries)
    )


def _silences(agreement: Agreement) -> Iterator[Ambiguity]:
    named = [a for a in agreement.actors.values() if _NAMED_ROLES & set(a.roles)]
    bearers: list[tuple[Agency, str, Span]] = [
        *(
            (agency, f"Who brings it about: {e.title}?", e.span)
            for e in agreement.events.values()
            for agency in (e.agency, *(other for _, other in e.agency_under))
        ),
        *(
            (agency, f"Who must: {p.action.words}?", p.span)
            for p in agreement.provisions.values()
            for agency in (p.agency, *(c.agency for c in p.clauses if isinstance(c, BorneBy)))
        ),
    ]
    for agency, title, span in bearers:
        if agency.silence is None:
            continue
        names = [(NOBODY, "nobody"), *((ReadingId(a.id), a.title) for a in named)]
        readings = tuple(Reading(id=name, title=text, span=span) for name, text in names)
        yield Ambiguity(
            id=agency.silence, title=title, readings=readings, is_implicit=True, span=span
        )


def _denied(agreement: Agreement) -> tuple[list[Entry], list[Ambiguity]]:
    """Let an act that somebody denies count under one reading only."""
    denials = {
        entry.what.entry: entry
        for entry in agreement.entries
        if isinstance(entry.what, Denial) and not entry.what.is_retraction
    }
    entries: list[Entry] = []
    added: list[Ambiguity] = []
    for entry in agreement.entries:
        denial = denials.get(entry.id)
        if denial is None:
            entries.append(entry)
            continue
        name = AmbiguityId(f"denied.{entry.id}")
        entries.append(_limited(entry, name, AS_ASSERTED))
        readings = (
            Reading(id=AS_ASSERTED, title="it happened as recorded", span=entry.span),
            Reading(id=AS_DENIED, title="it did not happen", span=denial.span),
        )
        added.append(
            Ambiguity(
                id=name,
                title=f"Did `{entry.id}` happen as recorded?",
                readings=readings,
                is_implicit=True,
                span=denial.span,
            )
        )
    return entries, added


def _limited(entry: Entry, ambiguity: AmbiguityId, reading: ReadingId) -> Entry:
    options = (*entry.under.options, (ambiguity, frozenset({reading})))
    return replace(entry, under=Guard(options=options))


def _observed(agreement: Agreement, entries: list[Entry]) -> tuple[list[Entry], list[Ambiguity]]:
    """Let each observer of a declared level speak alone where several give figures for it."""
    observers: dict[str, dict[ActorId, Entry]] = {}
    for entry in entries:
        if isinstance(entry.what, Figure) and entry.what.name in agreement.levels:
            for actor in entry.by[:1]:
                observers.setdefault(entry.what.name, {}).setdefault(actor, entry)
    split = {name: found for name, found in observers.items() if len(found) > 1}
    limited = [
        _limited(entry, AmbiguityId(f"figures.{entry.what.name}"), ReadingId(entry.by[0]))
        if isinstance(entry.what, Figure) and entry.what.name in split and entry.by
        else entry
        for entry in entries
    ]
    added = [
        Ambiguity(
            id=AmbiguityId(f"figures.{name}"),
            title=f"Whose figures for {agreement.levels[name].title}?",
            readings=tuple(
                Reading(id=ReadingId(actor), title=agreement.actors[actor].title, span=entry.span)
                for actor, entry in found.items()
            ),
            is_implicit=True,
            span=agreement.levels[name].span,
        )
        for name, found in split.items()
    ]
    return limited, added
