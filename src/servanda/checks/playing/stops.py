"""Say where time next matters: when something changes of itself, and what that is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.checks.playing.changes import Change, changes, phase_changes
from servanda.checks.playing.play import Play, newly_overdue
from servanda.machine import Life, View
from servanda.machine.steps import next_turn, points_in, turns
from servanda.model.provisions import Cure
from servanda.model.times import (
    All,
    Amount,
    AnchorPoint,
    Any,
    DayPoint,
    ExtremePoint,
    FixedPoint,
    Is,
    Not,
    OffsetPoint,
    Passed,
    Point,
)

_POINTS = (FixedPoint, DayPoint, AnchorPoint, OffsetPoint, ExtremePoint)
_CONDITIONS = (Is, Amount, Passed, Not, All, Any)


class Stop(Struct, frozen=True, kw_only=True):
    """Hold an instant at which time next matters: what falls due at it, and what changes by then."""

    at: Instant
    due: tuple[str, ...]
    changes: tuple[Change, ...]
    overdue: tuple[str, ...]


def next_stop(play: Play) -> Stop | None:
    """Find the next instant at which anything falls due or changes; None when nothing will."""
    view = play.view
    dues = _dues(view)
    entry = {play.start} if view.state.entry is None else set()
    for at in sorted({*_instants(view), *dues, *entry}):
        if at <= play.now:
            continue
        after = View(play.machine, play.wait(at).state)
        found = changes(view, after)
        due = tuple(dues.get(at, ()))
        if due or found:
            return Stop(at=at, due=due, changes=found, overdue=newly_overdue(view, after))
    return None


TURNS_AT_MOST = 12


class Foreseen(Struct, frozen=True, kw_only=True):
    """Say what becomes of a phase if nothing else happens, and when."""

    at: Instant
    phase: str
    words: str


def foreseen(play: Play) -> tuple[Foreseen, ...]:
    """Say how phases begin and end from here on, if nobody does anything any more."""
    found: list[Foreseen] = []
    for _ in range(TURNS_AT_MOST):
        turn = next_turn(play.machine, play.state)
        if play.state.entry is None and play.now < play.start:
            turn = play.start if turn is None else min(turn, play.start)
        if turn is None:
            break
        after = play.wait(turn + 1)
        for change in phase_changes(View(play.machine, play.state), after.view):
            found.append(Foreseen(at=turn, phase=change.name, words=change.words))
        play = after
    return tuple(found)


def _dues(view: View) -> dict[Instant, list[str]]:
    """List the duties by the last instant of each date of theirs that is not yet met."""
    found: dict[Instant, list[str]] = {}
    for provision, life in view.life_of_all():
        if view.machine.bearer(provision).actors or life.parts:
            for part in life.parts or (life,):
                for at in _open_dates(part):
                    found.setdefault(at, []).append(part.id)
    return found


def _open_dates(life: Life) -> Iterator[Instant]:
    if life.state.value not in ("in-effect", "overdue"):
        return
    dates = [t.due for t in life.tranches if t.due is not None and t.met is None]
    if not dates and life.due is not None:
        dates = [life.due]
    yield from dates


def _instants(view: View) -> Iterator[Instant]:
    """Give every instant that a sentence of the text names in this state, and the one after it."""
    machine, agreement, calendar = view.machine, view.machine.agreement, view.machine.calendar
    yield from turns(view)
    yield from (at + 1 for at in turns(view))
    points: list[Point] = []
    for name in (*agreement.phases, *agreement.provisions):
        for clause in machine.clauses(name, view.state.amended):
            points.extend(_points_of(clause))
    for event in agreement.events.values():
        for rule in event.rules:
            points.extend(_points_of(rule))
            happened = view.state.happened.get(event.id, ())
            if rule.apart is not None and happened:
                yield calendar.add(happened[-1].at, rule.apart)
    for point in points:
        stretch = view.stretch(point)
        if stretch is not None:
            yield from (stretch[0], stretch[1], stretch[1] + 1)
    for provision, life in view.life_of_all():
        for part in (life, *life.parts):
            yield from (t.due + 1 for t in part.tranches if t.due is not None and t.met is None)
            if part.late_since is not None:
                for clause in machine.clauses(provision.id, view.state.amended):
                    if isinstance(clause, Cure):
                        yield calendar.add(part.late_since, clause.duration) + 1


def _points_of(clause: object) -> Iterator[Point]:
    """Give the moments that a clause or a rule names, itself or in its condition."""
    assert isinstance(clause, Struct)
    for name in clause.__struct_fields__:
        value = getattr(clause, name)
        if isinstance(value, _POINTS):
            yield value
        elif isinstance(value, _CONDITIONS):
            yield from points_in(value)
