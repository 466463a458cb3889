"""Say which questions of reading are settled, by whom, and who of those concerned did not join.

After the Vienna Convention on the Law of Treaties, article 31(3)(a), a subsequent agreement is one between
the parties. Concerned are the parties that hold another reading of the question: while one of them has not
joined, what the others settle is what these hold, and binds nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Holding, Settlement


class Settled(Struct, frozen=True, kw_only=True):
    """Hold how a question was last settled: as what, by whom, by which entry, and without whom.

    Where nobody is missing, the question has that reading only from then on.
    """

    ambiguity: AmbiguityId
    reading: ReadingId
    by: tuple[ActorId, ...]
    without: tuple[ActorId, ...]
    entry: Entry


def settled(agreement: Agreement, entries: Iterable[Entry]) -> dict[AmbiguityId, Settled]:
    """Say how questions are settled by some entries; by all concerned, where they ever were."""
    found: dict[AmbiguityId, Settled] = {}
    held = _by_the_text(agreement)
    joined: dict[tuple[AmbiguityId, ReadingId], dict[ActorId, None]] = {}
    for entry in sorted(entries, key=_at):
        what = entry.what
        if not isinstance(what, Holding | Settlement):
            continue
        for actor in entry.actors:
            held[what.ambiguity, actor] = what.reading
        if isinstance(what, Holding):
            continue
        by = joined.setdefault((what.ambiguity, what.reading), {})
        by.update(dict.fromkeys(entry.actors))
        now = Settled(
            ambiguity=what.ambiguity,
            reading=what.reading,
            by=tuple(by),
            without=_missing(agreement, held, what, by),
            entry=entry,
        )
        before = found.get(what.ambiguity)
        if before is None or before.without or not now.without:
            found[what.ambiguity] = now
    return found


def _at(entry: Entry) -> Instant:
    known = entry.when.earliest if entry.when.earliest is not None else entry.when.latest
    return known or 0


def _by_the_text(agreement: Agreement) -> dict[tuple[AmbiguityId, ActorId], ReadingId]:
    return {
        (ambiguity.id, holder.actor): reading.id
        for ambiguity in agreement.ambiguities.values()
        for reading in ambiguity.readings
        for holder in reading.held_by
    }


def _missing(
    agreement: Agreement,
    held: dict[tuple[AmbiguityId, ActorId], ReadingId],
    what: Settlement,
    by: Iterable[ActorId],
) -> tuple[ActorId, ...]:
    """Name the parties that hold another reading and have not joined, themselves or through another."""
    spoken_for = {other for actor in by for other in _stands_for(agreement, actor)}
    return tuple(
        actor.id
        for actor in agreement.actors.values()
        if Role.PARTY in actor.roles
        and held.get((what.ambiguity, actor.id), what.reading) != what.reading
        and actor.id not in spoken_for
    )


def _stands_for(agreement: Agreement, actor: ActorId) -> tuple[ActorId, ...]:
    known = agreement.actors.get(actor)
    return (actor,) if known is None else (actor, *known.members, *known.speaks_for)
