"""Add the ambiguities that nobody declared: silences, denied acts, figures in conflict."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.base.spans import Span
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY, Ambiguity, Guard, Reading
from servanda.model.entries import Denial, Entry, Figure, named_in, telling_of, with_others
from servanda.model.events import Agency
from servanda.model.provisions import BorneBy

AS_ASSERTED = ReadingId("as-asserted")
AS_DENIED = ReadingId("as-denied")
Changed = tuple[Entry, Entry]
"""An entry, and the one that stands in its place."""

_NAMED_ROLES = frozenset({Role.PARTY, Role.MEDIATOR, Role.GUARANTOR})


def with_implicit(agreement: Agreement) -> Agreement:
    """Give the agreement its implicit ambiguities, and limit the entries that they concern."""
    added = {ambiguity.id: ambiguity for ambiguity in _silences(agreement)}
    denied, denials = _denied(agreement)
    entries = with_others(agreement.entries, denied)
    observed, observers = _observed(agreement, entries)
    added.update({ambiguity.id: ambiguity for ambiguity in (*denials, *observers)})
    return replace(
        agreement,
        ambiguities={**agreement.ambiguities, **added},
        entries=with_others(entries, observed),
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


def _denied(agreement: Agreement) -> tuple[list[Changed], list[Ambiguity]]:
    """Let an act that somebody denies count under one reading only."""
    denials = {
        entry.what.entry: entry
        for entry in telling_of(agreement.entries, Denial)
        if isinstance(entry.what, Denial) and not entry.what.is_retraction
    }
    changed: list[Changed] = []
    added: list[Ambiguity] = []
    for entry in named_in(agreement.entries, denials):
        denial = denials[entry.id]
        name = AmbiguityId(f"denied.{entry.id}")
        changed.append((entry, _limited(entry, name, AS_ASSERTED)))
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
                of_record=True,
                span=denial.span,
            )
        )
    return changed, added


def _limited(entry: Entry, ambiguity: AmbiguityId, reading: ReadingId) -> Entry:
    options = (*entry.under.options, (ambiguity, frozenset({reading})))
    return replace(entry, under=Guard(options=options))


def _observed(
    agreement: Agreement, entries: Sequence[Entry]
) -> tuple[list[Changed], list[Ambiguity]]:
    """Let each observer of a declared level speak alone where several give figures for it."""
    observers: dict[str, dict[ActorId, Entry]] = {}
    figures = telling_of(entries, Figure, which=lambda e: _level(e) in agreement.levels)
    for entry in figures:
        for actor in entry.by[:1]:
            observers.setdefault(_level(entry), {}).setdefault(actor, entry)
    split = {name: found for name, found in observers.items() if len(found) > 1}
    limited = [
        (
            entry,
            _limited(entry, AmbiguityId(f"figures.{_level(entry)}"), ReadingId(entry.by[0])),
        )
        for entry in figures
        if _level(entry) in split and entry.by
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
            of_record=True,
            span=agreement.levels[name].span,
        )
        for name, found in split.items()
    ]
    return limited, added


def _level(entry: Entry) -> str:
    return entry.what.name if isinstance(entry.what, Figure) else ""
