"""Say which breaches of a provision can be supposed on a course, and what is otherwise with each."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId
from servanda.base.quantities import Quantity
from servanda.checks.breach.acts import BINDING_NOW, Deed
from servanda.checks.breach.course import Course
from servanda.checks.breach.result import BreachKind
from servanda.machine import Machine, Observe, Occur, Step, View
from servanda.machine.cone import names_in_condition
from servanda.model.events import Manner
from servanda.model.provisions import DoneWhen, Limit, Modality, Provision

_STANDING = frozenset({Modality.PROHIBITION, Modality.PREVENT})


class Breach(Struct, frozen=True, kw_only=True):
    """Hold one hypothetical breach: at which turn of the course, by whom, of what kind.

    `kept_back` names what is not done; `step` is an act against a prohibition, or a measurement beyond
    a limit, and `mended` the measurement that is within it again.
    """

    provision: Provision
    kind: BreachKind
    turn: int
    at: Instant
    due: Instant | None
    by: tuple[ActorId, ...]
    kept_back: frozenset[str] = frozenset()
    event: EventId | None = None
    step: Step | None = None
    mended: Observe | None = None

    @property
    def roots(self) -> frozenset[str]:
        """Give the names that are otherwise on a run with the breach: all else follows from them."""
        names = {self.provision.id, *self.kept_back, self.event or ""}
        if self.mended is not None:
            names.add(self.mended.level)
        return frozenset(names - {""})


def bearers(machine: Machine, provision: Provision) -> tuple[ActorId, ...]:
    """Give who bears a provision as the text has it: nobody where it names nobody."""
    return () if provision.agency.silence is not None else machine.bearer(provision).actors


def breaches_on(course: Course, provision: Provision) -> list[Breach]:
    """Give the hypothetical breaches of a provision on a course: one for each date it is done by.

    What has no date is left undone from the first moment at which it binds.
    """
    if provision.modality in _STANDING:
        return _against(course, provision)
    if any(isinstance(clause, Limit) for clause in course.machine.clauses(provision.id)):
        return _beyond(course, provision)
    mine = [deed for deed in course.deeds if deed.duty == provision.id] or _by_others(
        course, provision
    )
    turns: dict[Instant, int] = {}
    for number, state in enumerate(course.turns):
        if state.now is not None:
            turns.setdefault(state.now, number)
    kept_back = frozenset({provision.id, *(deed.name for deed in mine)})
    found: dict[Instant, Breach] = {}
    for deed in mine:
        is_dated = deed.due is not None
        turn = turns[deed.step.at] if is_dated else _first_binding(course, provision, deed.turn)
        at = course.turns[turn].now
        assert at is not None
        breach = Breach(
            provision=provision,
            kind=BreachKind.NOT_DONE if is_dated else BreachKind.NEVER_DONE,
            turn=turn,
            at=at,
            due=deed.due,
            by=bearers(course.machine, provision),
            kept_back=kept_back,
        )
        found.setdefault(at, breach)
    return list(found.values())


def _by_others(course: Course, provision: Provision) -> list[Deed]:
    """Give the acts that fulfil a duty although they were done for another's sake."""
    clauses = course.machine.clauses(provision.id)
    ends = [clause.condition for clause in clauses if isinstance(clause, DoneWhen)]
    names = {name for condition in ends for name in names_in_condition(condition)}
    met = course.end.life(provision.id).met
    return [deed for deed in course.deeds if deed.name in names and deed.step.at == met]


def _first_binding(course: Course, provision: Provision, latest: int) -> int:
    """Give the turn from which a duty without a date can be left undone."""
    binding = _in_effect(course, provision)
    return min((turn for turn, _ in binding if turn < latest), default=latest)


def _in_effect(course: Course, provision: Provision) -> list[tuple[int, View]]:
    """Give the turns of a course at which a provision binds, from entry into force on."""
    views = ((turn, View(course.machine, state)) for turn, state in enumerate(course.turns))
    return [(turn, view) for turn, view in views if view.life(provision.id).state in BINDING_NOW]


def _against(course: Course, provision: Provision) -> list[Breach]:
    """Give the acts that the text itself counts as against a prohibition, on its first day."""
    machine = course.machine
    events = [
        event
        for event in machine.agreement.events.values()
        if any(n == provision.id and g.admits(machine.choice) for n, g in event.breaks)
        and machine.agency(event).manner is not Manner.UNNAMED
    ]
    binding = _in_effect(course, provision) if events else []
    found = []
    for event in events if binding else ():
        turn, view = binding[0]
        agency = machine.agency(event)
        by = agency.actors[:1] if agency.manner is Manner.ANY else agency.actors
        breach = Breach(
            provision=provision,
            kind=BreachKind.AGAINST,
            turn=turn,
            at=view.now,
            due=view.now,
            by=agency.actors,
            event=event.id,
            step=Step(at=view.now, move=Occur(event=event.id), by=by),
        )
        found.append(breach)
    return found


def _beyond(course: Course, provision: Provision) -> list[Breach]:
    """Give a measurement beyond the limit, on the first day on which a limit is in force."""
    machine, level = course.machine, provision.action.target
    limits = [c for c in machine.clauses(provision.id) if isinstance(c, Limit)]
    for turn, view in _in_effect(course, provision):
        limit = view.life(provision.id).owed
        if limit is None or limit.low is None or level not in machine.agreement.levels:
            continue
        high = limit.high if limit.high is not None else limit.low
        beyond = Quantity.exact(high + 1 if limits[0].is_upper else limit.low - 1)
        breach = Breach(
            provision=provision,
            kind=BreachKind.BEYOND,
            turn=turn,
            at=view.now,
            due=view.now,
            by=bearers(machine, provision),
            step=Step(at=view.now, move=Observe(level=level, value=beyond)),
            mended=Observe(level=level, value=limit),
        )
        return [breach]
    return []
