"""Tell a run as dated steps in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.checks.claims.moves import options
from servanda.checks.claims.runs import Edge, Runs
from servanda.checks.claims.watch import Loss
from servanda.machine import Ending, State, View
from servanda.machine.beginnings import mark
from servanda.model.times import Is, Status


class Told(Struct, frozen=True, kw_only=True):
    """Say what happens on a date in a run, and who does it; what follows of itself is nobody's.

    `is_repeated` marks the steps that the run takes again and again for ever.
    """

    on: Instant
    what: str
    by: tuple[ActorId, ...] = ()
    is_repeated: bool = False


def tell(
    runs: Runs,
    way: Sequence[Edge],
    loop: Sequence[Edge] | None,
    *,
    is_goal: bool,
    ends: bool = True,
    loss: Loss | None = None,
) -> tuple[str, tuple[Told, ...]]:
    """Tell the run along some edges, and of what kind it is.

    `ends` when what it shows has come to be at its end, and need not be kept for ever; `loss` is how the
    run came to be lost on the way, if it was.
    """
    walked = runs.walk([*way, *(loop or ())])
    story = list(_steps(runs, walked, len(way)))
    last = walked[-1][1]
    if is_goal:
        words = "and so the goal is reached" if ends else "and it may stay so for ever"
        kind, words, at = "run", words if loop is None else "and so on without end", last.now
    else:
        kind, words = closing(runs, last, is_loop=loop is not None)
        at = story[-1].on
        if loss is not None and kind in _AT_REST:
            kind, words = loss.value
            at = max(at, last.now)
    return kind, (*story, Told(on=at, what=words))


_AT_REST = frozenset({"deadlock", "postponement"})


def told_along(runs: Runs, way: Sequence[Edge]) -> list[Told]:
    """Tell what happens along some edges from the start, and nothing of how it goes on."""
    return list(_steps(runs, runs.walk(way), len(way)))


def _steps(runs: Runs, walked: Sequence[tuple[Edge | None, View]], once: int) -> Iterator[Told]:
    """Tell a walk step by step; those after so many are repeated for ever."""
    first = walked[0][1].state
    assert first.now is not None
    begins = "the agreement enters into force" if first.entry else "the text is signed"
    changes = _changes(runs, State(), first, first.now)
    yield from sorted([Told(on=first.now, what=begins), *changes], key=_date)
    for number, ((_, before), (edge, after)) in enumerate(pairwise(walked)):
        for told in sorted(_told(runs, before.state, after.state, edge), key=_date):
            yield told if number < once else replace(told, is_repeated=True)


def _date(told: Told) -> Instant:
    return told.on


def _told(runs: Runs, before: State, after: State, edge: Edge | None) -> Iterator[Told]:
    now = after.now
    assert now is not None
    if edge is not None and edge.option is not None:
        yield Told(on=now, what=edge.option.words, by=edge.option.by)
    yield from _changes(runs, before, after, now)


def _changes(runs: Runs, before: State, after: State, now: Instant) -> Iterator[Told]:
    """Tell how phases moved between two states, and when the agreement entered into force.

    Of a phase of which only the beginning is in sight, nothing more is told.
    """
    if after.entry is not None and before.entry is None and before.now is not None:
        yield Told(on=now, what="the agreement enters into force")
    for phase in runs.machine.agreement.phases.values():
        old, new = before.phase(phase.id), after.phase(phase.id)
        name = f"phase {phase.id}"
        if new.started is not None and old.started is None:
            yield Told(on=new.started, what=f"{name} begins")
        if mark(phase.id) in runs.names:
            continue
        if new.prolonged is not None and old.prolonged is None:
            yield Told(on=new.prolonged, what=f"{name} reaches its term and runs on")
        if new.ended is not None and old.ended is None:
            yield Told(on=new.ended, what=f"{name} {_ENDINGS[new.how or Ending.ENDED]}")


_ENDINGS = {
    Ending.PASSED: "ends and passes to the next",
    Ending.LAPSED: "reaches its term and lapses: nothing follows it",
    Ending.ENDED: "ends",
    Ending.TERMINATED: "is terminated",
}


def closing(runs: Runs, view: View, *, is_loop: bool) -> tuple[str, str]:
    """Say how a run without the goal ends, and of what kind it is."""
    if is_loop:
        return "endless renewal", "and so on without end"
    machine, state = runs.machine, view.state
    phases = [p for p in machine.agreement.phases if mark(p) not in runs.names]
    lapsed = [p for p in phases if state.phase(p).how is Ending.LAPSED]
    if lapsed:
        return "lapse", "nothing more has to happen: nobody has broken the agreement"
    open_ones = [
        process.title
        for process in machine.agreement.processes.values()
        if view.holds(Is(target=process.id, status=Status.OPEN, span=process.span))
    ]
    if open_ones and any(state.phase(p).prolonged for p in phases):
        return "talks without end", f"{open_ones[0]}: they go on without end"
    return _at_rest(runs, view)


def _at_rest(runs: Runs, view: View) -> tuple[str, str]:
    """Say what a run that comes to rest waits for, and whether one actor alone could move it on."""
    state, phases = view.state, runs.machine.agreement.phases
    waiting = [p for p in phases if state.phase(p).started is None]
    is_between = not any(
        state.phase(p).ended is None and state.phase(p).started is not None
        for p in phases
        if mark(p) not in runs.names
    )
    needed = [set(option.by) for option in options(runs.names, view, runs.faith) if option.by]
    holders = sorted(set.intersection(*needed)) if needed else []
    names = [runs.machine.agreement.actors[actor].title for actor in holders]
    kind = f"blocked by {holders[0]}" if len(holders) == 1 else ""
    if waiting and is_between:
        words = f"phase {waiting[0]} never begins: nothing obliges anybody to begin it"
        return kind or "deadlock", words
    words = "it may stay so for ever: nothing that bears on this has a date"
    if kind:
        words = f"it may stay so for ever: nothing obliges {names[0]} to go on by any date"
    return kind or "postponement", words
