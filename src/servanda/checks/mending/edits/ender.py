"""Who may declare a process at an end: the mediators together, the parties together, or one of them."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.checks.mending.edit import Edit, Ground, Kind, jointly
from servanda.checks.mending.places import begins, body, reworded
from servanda.checks.mending.text import TextChange
from servanda.model.events import Event, Manner, Process


def propose(ground: Ground) -> Iterator[Edit]:
    """Name other persons who may declare a process at an end."""
    for process in ground.agreement.processes.values():
        if process.id not in ground.names or process.ended_by:
            continue
        ended = ground.agreement.events[process.ended]
        if ended.agency_under:
            continue
        for who, words in _others(ground, ended):
            change = _change(ground, process, f"ended by {who}")
            if change is not None:
                yield Edit(
                    kind=KIND.name,
                    words=f"{process.id} end only when {words} so declare"
                    if ended.agency.actors
                    else f"{process.id} end when {words} so declare",
                    changes=(change,),
                    touches=frozenset({process.id, process.ended}),
                    binds=tuple(actor for actor in ended.agency.actors if actor != who),
                )


def _others(ground: Ground, ended: Event) -> Iterator[tuple[str, str]]:
    """Give other agencies than the one that stands, in the language and in words."""
    groups: list[tuple[ActorId, ...]] = [
        group for group in (ground.thirds, ground.parties) if group
    ]
    for group in groups:
        stands = ended.agency.manner is Manner.JOINTLY or len(group) == 1
        if not (stands and set(ended.agency.actors) == set(group)):
            yield jointly(group), jointly(group)
    if ended.agency.manner is Manner.ANY and len(ended.agency.actors) > 1:
        for actor in ended.agency.actors:
            yield actor, f"{actor} alone"


def _change(ground: Ground, process: Process, text: str) -> TextChange | None:
    for clause, _ in ground.places.clauses(process.span):
        if begins(clause, "ended", "by") and body(clause) == clause.tokens:
            return reworded(clause, text)
    return ground.places.add_clauses(process.span, text)


KIND = Kind(
    name="name-who-ends",
    does="names who may declare talks at an end, or takes it from one party",
    costs="whoever could end them alone no longer can",
    propose=propose,
)
