"""Lay the dates of a text out for one start: as the machine computes them when each phase follows the last.

The timetable supposes that every phase lasts its term and passes to the first that may follow it.
What waits for anything else has no date in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, PhaseId, ReadingId
from servanda.base.quantities import Quantity
from servanda.checks.comparing.saying import amount
from servanda.machine import Happening, Machine, PhaseLog, State, View, initial, term_of
from servanda.machine.choices import choices, decided
from servanda.machine.schedule import schedule
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice, Guard
from servanda.model.provisions import (
    Limit,
    Modality,
    NotBefore,
    OwnSpan,
    PhaseStart,
    Provision,
    StartBy,
    Then,
)
from servanda.model.times import Point

Dates = tuple[tuple[str, Instant], ...]
"""What each date is of, in words, and its last instant, or its first where something begins."""

Line = tuple[tuple[AmbiguityId, str], ...]
Pairs = tuple[tuple[AmbiguityId, ReadingId], ...]
_ACHIEVED = (Modality.DUTY, Modality.PROCURE, Modality.EFFORT, Modality.RECOMMENDATION)
SCHEDULED_AT_MOST = 60


class Dated(Struct, frozen=True, kw_only=True):
    """Hold the dates of a phase or a provision under some readings."""

    reading: Line
    dates: Dates


def timetable(agreement: Agreement, start: Instant) -> dict[str, tuple[Dated, ...]]:
    """Give the dates of every phase and provision that has any, under each reading that matters."""
    frame = _Frame(agreement=agreement, start=start)
    found: dict[str, tuple[Dated, ...]] = {}
    for phase in agreement.phases:
        found[phase] = frame.ask((), _of_phase, phase)
    for provision in agreement.provisions.values():
        if not provision.is_added:
            guards = (provision.under, *(clause.under for clause in provision.clauses))
            found[provision.id] = frame.ask(guards, _of_provision, provision.id)
    return {name: rows for name, rows in found.items() if any(row.dates for row in rows)}


class _Frame(Struct, kw_only=True):
    """Hold the phases of a text laid end to end, once for each choice of readings."""

    agreement: Agreement
    start: Instant
    views: dict[Pairs, View] = field(default_factory=dict)

    def ask(
        self,
        guards: Iterable[Guard],
        dates: Callable[[View, str], Iterator[tuple[str, Instant]]],
        name: str,
    ) -> tuple[Dated, ...]:
        """Give the dates of a name under each choice over the readings that its sentence looks at."""
        own = {ambiguity for guard in guards for ambiguity in guard.ambiguities}
        wanted = own | self._of_phases()
        rows: dict[Pairs, Dates] = {}
        for choice in choices(self.agreement, wanted, {}):
            pairs = tuple(sorted((each, choice[each]) for each in wanted if each in choice))
            rows[pairs] = tuple(dates(self._view(choice), name))
        return tuple(Dated(reading=reading, dates=found) for reading, found in decided(rows))

    def _of_phases(self) -> frozenset[AmbiguityId]:
        clauses = [c for phase in self.agreement.phases.values() for c in phase.clauses]
        return frozenset(a for clause in clauses for a in clause.under.ambiguities)

    def _view(self, choice: Choice) -> View:
        key = tuple(sorted(choice.items()))
        if key not in self.views:
            machine = Machine(self.agreement, choice)
            self.views[key] = View(machine, _laid_out(machine, self.start))
        return self.views[key]


def _laid_out(machine: Machine, start: Instant) -> State:
    """Let each phase begin at its moment, or at the end of the term of the one before it."""
    state = initial(machine)._replace(now=start, entry=Happening(at=start))
    for _ in range(len(machine.agreement.phases) + 1):
        after = state
        for phase in machine.agreement.phases:
            if after.phase(phase).started is None:
                at = _begins(machine, after, phase)
                if at is not None:
                    after = after.with_phase(phase, PhaseLog(started=at))
        if after is state:
            break
        state = after
    return state


def _begins(machine: Machine, state: State, phase: PhaseId) -> Instant | None:
    view = View(machine, state)
    for clause in machine.clauses(phase):
        if isinstance(clause, PhaseStart) and clause.point is not None:
            stretch = view.stretch(clause.point)
            if stretch is not None:
                return stretch[0]
    for other in machine.agreement.phases:
        passages = [c for c in machine.clauses(other) if isinstance(c, Then)]
        if any(passage.phase == phase for passage in passages):
            return term_of(machine, state, other)
    return None


def _of_phase(view: View, name: str) -> Iterator[tuple[str, Instant]]:
    phase = PhaseId(name)
    started = view.state.phase(phase).started
    if started is not None:
        yield "begins", started
    term = term_of(view.machine, view.state, phase)
    if term is not None:
        yield "end of the term", term


def _of_provision(view: View, name: str) -> Iterator[tuple[str, Instant]]:
    provision = next(p for p in view.machine.agreement.provisions.values() if p.id == name)
    machine = view.machine
    if not machine.applies(provision):
        return
    clauses = machine.clauses(provision.id)
    for clause in clauses:
        match clause:
            case StartBy(point=point):
                yield from _date(view, "to be begun by", point)
            case NotBefore(point=point):
                yield from _date(view, "not before", point, is_first=True)
            case OwnSpan(start=start, end=end):
                yield from _date(view, "from", start, is_first=True)
                yield from _date(view, "until", end)
            case Limit(start=point):
                yield from _date(view, "a new limit from", point, is_first=True)
            case _:
                continue
    yield from _schedule(view, provision)


def _date(
    view: View, words: str, point: Point | None, *, is_first: bool = False
) -> Iterator[tuple[str, Instant]]:
    stretch = view.stretch(point) if point is not None else None
    if stretch is not None:
        yield words, stretch[0] if is_first else stretch[1]


def _schedule(view: View, provision: Provision) -> Iterator[tuple[str, Instant]]:
    """Give the dates by which parts of a duty, or all of it, fall due."""
    if provision.modality not in _ACHIEVED:
        return
    began = view.state.entry.at if view.state.entry is not None else None
    if provision.phase is not None:
        began = view.state.phase(provision.phase).started
    if began is None:
        return
    clauses = view.machine.clauses(provision.id)
    tranches, total = schedule(view, provision, clauses, began, began)
    for tranche in tranches[:SCHEDULED_AT_MOST]:
        if tranche.due is not None:
            yield _part(tranche.owed, total), tranche.due


def _part(owed: Quantity, total: Quantity | None) -> str:
    if total is None or owed == total or (owed.is_exact and owed.low == 1):
        return "due"
    return f"{amount(owed)} due"
