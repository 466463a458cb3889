"""Say what is different between two states: phases, talks, and the lives of provisions."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.machine import DONE, Ending, Life, LifeState, View
from servanda.model.provisions import Modality, Provision
from servanda.model.times import Is, Status


class Kind(Enum):
    """Sort changes by what a person looks for; the order is the one in which they are told."""

    FORCE = "in force"
    PHASE = "phase"
    PROCESS = "process"
    OVERDUE = "overdue"
    DONE = "done"
    OWED = "owed"
    MOVED = "moved"
    POWER = "may be used"
    BINDS = "binds"
    HELD = "suspended or excused"
    OVER = "at an end"


class Change(Struct, frozen=True, kw_only=True):
    """Say one thing that is different: of which kind, about which name, in words without the name."""

    kind: Kind
    name: str
    words: str


def changes(before: View, after: View) -> tuple[Change, ...]:
    """List what changed from one state to another of the same machine, by kind."""
    found = [*_force(before, after), *phase_changes(before, after), *_processes(before, after)]
    for provision in after.machine.agreement.provisions.values():
        old, new = before.life(provision.id), after.life(provision.id)
        found.extend(_life(after, provision, old, new))
    order = list(Kind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _force(before: View, after: View) -> Iterator[Change]:
    if before.state.entry is None and after.state.entry is not None:
        yield Change(kind=Kind.FORCE, name="agreement", words="enters into force")


_ENDINGS = {
    Ending.PASSED: "passes to the next",
    Ending.LAPSED: "lapses: its term is over and nothing follows it",
    Ending.ENDED: "ends",
    Ending.TERMINATED: "is terminated",
}


def phase_changes(before: View, after: View) -> Iterator[Change]:
    """List how phases began, ended, ran on or were held."""
    for phase in after.machine.agreement.phases:
        old, new = before.state.phase(phase), after.state.phase(phase)
        if new.ended is not None and old.ended is None:
            words = _ENDINGS[new.how or Ending.ENDED]
            yield Change(kind=Kind.PHASE, name=phase, words=words)
        if new.started is not None and old.started is None:
            yield Change(kind=Kind.PHASE, name=phase, words="begins")
        if new.ended is None and old.ended is not None:
            yield Change(kind=Kind.PHASE, name=phase, words="is revived")
        if new.prolonged is not None and old.prolonged is None and new.ended is None:
            yield Change(kind=Kind.PHASE, name=phase, words="runs on past its term")
        if new.extended_to is not None and new.extended_to != old.extended_to:
            until = last_of(after.machine.calendar, new.extended_to)
            yield Change(kind=Kind.PHASE, name=phase, words=f"now lasts until {until}")
        if (after.held(phase) is None) != (before.held(phase) is None):
            words = "is suspended" if after.held(phase) is not None else "is resumed"
            yield Change(kind=Kind.PHASE, name=phase, words=words)


def _processes(before: View, after: View) -> Iterator[Change]:
    for process in after.machine.agreement.processes.values():
        is_open = Is(target=process.id, status=Status.OPEN, span=process.span)
        if before.holds(is_open) != after.holds(is_open):
            words = "are open" if after.holds(is_open) else "are closed"
            yield Change(kind=Kind.PROCESS, name=process.title or process.id, words=words)


_STANDING = frozenset({Modality.PROHIBITION, Modality.PREVENT, Modality.MAINTAIN})
_BINDING = frozenset({LifeState.IN_EFFECT, LifeState.EXCEEDED})
_HELD = {
    LifeState.SUSPENDED: "is suspended",
    LifeState.EXCUSED: "is late and excused",
    LifeState.WITHHELD: "is late and withheld under a right to withhold",
}
_OVER = {
    LifeState.TERMINATED: "ends",
    LifeState.DISCHARGED: "is discharged",
    LifeState.EXERCISED: "is used up",
    LifeState.MISSED: "is missed",
    LifeState.CREATED: "no longer binds",
    LifeState.INAPPLICABLE: "is gone",
}


def _life(view: View, provision: Provision, old: Life, new: Life) -> Iterator[Change]:
    """Say how a life changed; of instances, each that did, where the whole did not."""
    if old.state is new.state and (old.parts or new.parts):
        before = {part.id: part for part in old.parts}
        for part in new.parts:
            earlier = before.get(part.id, part._replace(state=LifeState.CREATED))
            yield from _one_life(view, provision, earlier, part)
        return
    yield from _one_life(view, provision, old, new)


def _one_life(view: View, provision: Provision, old: Life, new: Life) -> Iterator[Change]:
    if old.state is new.state:
        if old.is_curable and not new.is_curable and new.state is LifeState.OVERDUE:
            words = "is overdue beyond its time to cure"
            yield Change(kind=Kind.OVERDUE, name=new.id, words=words)
        if not provision.action.per or old.done != new.done:
            yield from _progress(view, old, new)
        return
    state = new.state
    if state in DONE:
        late = " late" if state is LifeState.FULFILLED_LATE else ""
        yield Change(kind=Kind.DONE, name=new.id, words=f"is done{late}")
    elif state is LifeState.OVERDUE:
        words = "is not begun in time" if new.start_overdue else "is overdue"
        cure = ", within its time to cure" if new.is_curable else ""
        yield Change(kind=Kind.OVERDUE, name=new.id, words=words + cure + _amount(new))
    elif state is LifeState.IN_EFFECT:
        yield _in_effect(view, provision, old, new)
    elif state is LifeState.EXCEEDED:
        yield Change(kind=Kind.OVERDUE, name=new.id, words="is over its limit" + _of_limit(new))
    elif state in _HELD:
        yield Change(kind=Kind.HELD, name=new.id, words=_HELD[state])
    elif state in _OVER:
        yield Change(kind=Kind.OVER, name=new.id, words=_OVER[state])
    else:
        yield Change(kind=Kind.HELD, name=new.id, words=f"is now {state.value}")


def _in_effect(view: View, provision: Provision, old: Life, new: Life) -> Change:
    again = "again " if old.state is LifeState.SUSPENDED else ""
    if provision.modality is Modality.POWER:
        return Change(kind=Kind.POWER, name=new.id, words=f"may {again}be used")
    if provision.modality in _STANDING:
        return Change(kind=Kind.BINDS, name=new.id, words=f"binds {again}".rstrip())
    verb = {Modality.EFFORT: "is to be tried", Modality.RECOMMENDATION: "is recommended"}.get(
        provision.modality, "is owed"
    )
    words = f"{verb} {again}".rstrip() + _until(view.machine.calendar, new)
    return Change(kind=Kind.OWED, name=new.id, words=words)


def _progress(view: View, old: Life, new: Life) -> Iterator[Change]:
    """Say what moved inside a state: how much was done, how much is owed, by when."""
    calendar = view.machine.calendar
    if new.state in DONE:
        return
    if not new.tranches:
        if old.owed != new.owed and new.owed is not None and new.state in _BINDING:
            words = f"now has the limit {new.owed.describe()}"
            yield Change(kind=Kind.MOVED, name=new.id, words=words)
        return
    if old.done != new.done and new.done is not None:
        if not new.done.is_exact and new.owed is not None and new.done == new.owed:
            words = "is done in some part: whether that is enough cannot be told"
            yield Change(kind=Kind.MOVED, name=new.id, words=words)
            return
        words = f"stands at {new.done.describe()}" + _of(new) + _until(calendar, new)
        yield Change(kind=Kind.MOVED, name=new.id, words=words)
    elif old.owed != new.owed and new.owed is not None:
        words = f"now comes to {new.owed.describe()}" + _until(calendar, new)
        yield Change(kind=Kind.MOVED, name=new.id, words=words)
    elif old.due != new.due and new.due is not None:
        words = f"now falls due by {last_of(calendar, new.due)}"
        yield Change(kind=Kind.MOVED, name=new.id, words=words)


def _of_limit(life: Life) -> str:
    if life.done is None or life.owed is None:
        return ""
    return f": {life.done.describe()} of at most {life.owed.describe()}"


def _of(life: Life) -> str:
    return f" of {life.owed.describe()}" if life.owed is not None else ""


def _until(calendar: Calendar, life: Life) -> str:
    """Say by when, and how much by then."""
    if life.due is None or (life.state in DONE):
        return ""
    first = next((t for t in life.tranches if t.met is None and t.due == life.due), None)
    partial = first is not None and life.owed is not None and first.owed != life.owed
    amount = f", {first.owed.describe()} of them" if first is not None and partial else ""
    return f" by {last_of(calendar, life.due)}{amount}"


def _amount(life: Life) -> str:
    """Say how much of how much is done, where more than one thing is owed."""
    if life.owed_by_now is None or life.done is None or life.parts:
        return ""
    if life.owed_by_now.is_exact and life.owed_by_now.low == 1:
        return ""
    return f": {life.done.describe()} of {life.owed_by_now.describe()} done"


def last_of(calendar: Calendar, instant: Instant) -> str:
    """Write a latest moment: the day where it is the end of one, else the minute."""
    local = calendar.local(instant)
    if instant == calendar.end_of_day(local.date()):
        return local.date().isoformat()
    return local.isoformat(" ", "minutes")
