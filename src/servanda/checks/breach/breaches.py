"""Follow the breaches of an agreement under every reading that matters to each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, ProvisionId
from servanda.checks.breach.compare import standing
from servanda.checks.breach.course import Course, follow
from servanda.checks.breach.hypotheses import breaches_on
from servanda.checks.breach.means import powers_of, regardless
from servanda.checks.breach.paths import no_path, path_of
from servanda.checks.breach.result import BreachPath, Means, ProvisionPaths
from servanda.checks.claims.texts import of_record
from servanda.machine import LifeState, Machine
from servanda.machine.choices import Pairs, choices, decided, stands_for
from servanda.machine.cone import Cones, names_in_condition
from servanda.machine.memory import Memory, text_of
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.provisions import DoneWhen, ExceptionTo, Modality, Provision

CANNOT_BE_BROKEN = frozenset({Modality.POWER, Modality.EFFORT, Modality.RECOMMENDATION})
"""A power used without standing has no effect; an effort and a recommendation are never overdue."""


class Ground(Struct, frozen=True, kw_only=True):
    """Hold an agreement with what was worked out for it: courses, by text and by what is wished."""

    agreement: Agreement
    start: Instant
    fixed: Choice
    cones: Cones
    memory: Memory
    courses: dict[object, Course] = field(default_factory=dict)

    def course(self, machine: Machine, wished: tuple[ProvisionId, ...] = ()) -> Course:
        """Follow the course under a choice, once for each text that choices lead to."""
        agreement = self.agreement
        names = {*agreement.provisions, *agreement.phases, *agreement.events}
        key = (text_of(machine, {*names, *agreement.processes, *agreement.levels}), wished)
        if key not in self.courses:
            machine.memory = self.memory
            self.courses[key] = follow(machine, self.start, wished)
        return self.courses[key]

    def course_of(self, machine: Machine, provision: Provision) -> Course:
        """Follow the course, with a provision brought into effect where nothing else does so."""
        course = self.course(machine)
        if not machine.applies(provision):
            return course
        if course.end.life(provision.id).state is not LifeState.CREATED:
            return course
        return self.course(machine, (provision.id,))

    def reached(self, provision: Provision) -> frozenset[str]:
        """Give what can depend on a provision, or on what fulfils or breaks it."""
        agreement = self.agreement
        roots: set[str] = {provision.id}
        for clause in provision.clauses:
            if isinstance(clause, DoneWhen):
                roots.update(self._acts_in(names_in_condition(clause.condition)))
        for event in agreement.events.values():
            if any(name == provision.id for name, _ in event.breaks):
                roots.add(event.id)
        if provision.modality is Modality.MAINTAIN and provision.action.target:
            roots.add(provision.action.target)
        names = (*agreement.provisions, *agreement.phases)
        affected = {name for name in names if roots & self.cones.names(name)}
        return frozenset(roots | affected)

    def exceptions(self, provision: Provision) -> Iterator[str]:
        """Give the prohibitions with exceptions, where an act against another is supposed."""
        if provision.modality in (Modality.PROHIBITION, Modality.PREVENT):
            for other in self.agreement.provisions.values():
                if any(isinstance(clause, ExceptionTo) for clause in other.clauses):
                    yield other.id

    def _acts_in(self, names: Iterator[str]) -> Iterator[str]:
        for name in names:
            process = self.agreement.processes.get(name)
            if process is not None:
                yield process.opened
            elif name in self.agreement.events:
                yield name


def ground_of(agreement: Agreement, start: Instant, fixed: Choice) -> Ground:
    """Prepare an agreement, with some readings fixed."""
    cones = Cones(agreement)
    return Ground(agreement=agreement, start=start, fixed=fixed, cones=cones, memory=Memory(cones))


def machines_for(ground: Ground, names: frozenset[str]) -> Iterator[tuple[Pairs, Machine]]:
    """Give a machine for each choice over the ambiguities in sight of some names."""
    agreement, cones = ground.agreement, ground.cones
    seen = cones.ambiguities(names) | cones.silences(names)
    seen -= of_record(agreement)
    for choice in choices(agreement, seen, ground.fixed):
        pairs = tuple(sorted((name, choice[name]) for name in seen))
        yield pairs, Machine(agreement, choice)


def can_be_broken(provision: Provision) -> bool:
    """Tell whether a provision obliges or forbids, so that there can be a breach of it."""
    return provision.modality not in CANNOT_BE_BROKEN


def paths_of(
    ground: Ground, provision: Provision, by: ActorId | None, *, is_told: bool
) -> ProvisionPaths:
    """Follow every breach of a provision.

    With `is_told`, say also until when each can be mended, what binds on after it, and which powers
    can be used in any case.
    """
    reached = ground.reached(provision)
    in_sight = reached | set(ground.exceptions(provision))
    names = ground.cones.binding(in_sight)
    rows: dict[Pairs, tuple[BreachPath, ...]] = {}
    courses: dict[Pairs, Course] = {}
    by_text: dict[object, Pairs] = {}
    alike: dict[object, tuple[BreachPath, ...]] = {}
    for pairs, machine in machines_for(ground, names):
        first = by_text.setdefault(text_of(machine, names), pairs)
        if first is pairs:
            course = courses[pairs] = ground.course_of(machine, provision)
            kind = (_trace(course), _text(machine, in_sight))
            if kind not in alike:
                alike[kind] = _paths(ground, course, machine, provision, is_told=is_told)
            rows[pairs] = alike[kind]
        else:
            rows[pairs], courses[pairs] = rows[first], courses[first]
    found = []
    for reading, paths in decided(rows):
        fitting = [c for p, c in courses.items() if rows[p] == paths and stands_for(reading, p)]
        for path in paths:
            stays = _standing(fitting, path, reached) if is_told else ()
            found.append(replace(path, reading=reading, stays=stays))
    if by is not None:
        found = [path for path in found if by in path.by]
    return ProvisionPaths(
        provision=provision.id,
        paths=tuple(found),
        regardless=tuple(_regardless(ground, found)) if is_told else (),
        span=provision.span,
    )


def _trace(course: Course) -> object:
    """Describe how a course goes: what is not touched by a breach goes so afterwards, too."""
    deeds = tuple((d.step, d.name, d.duty, d.due, d.stage) for d in course.deeds)
    return deeds, tuple(course.last.phases.items()), tuple(course.excusable.items())


def _text(machine: Machine, names: frozenset[str]) -> object:
    """Describe the sentences of some names as a choice has them."""
    agreement = machine.agreement
    found = []
    for name in sorted(names):
        provision = agreement.provisions.get(ProvisionId(name))
        applies = provision is None or machine.applies(provision)
        bears = provision is None or bool(machine.bearer(provision).actors)
        found.append((name, tuple(map(id, machine.clauses(name))), applies, bears))
    breaks = tuple(
        (event.id, guard.admits(machine.choice))
        for event in agreement.events.values()
        for name, guard in event.breaks
        if name in names
    )
    able = tuple(
        (name, machine.can_happen(agreement.events[EventId(name)]))
        for name in sorted(names & set(agreement.events))
    )
    return tuple(found), breaks, able


def _standing(
    courses: list[Course], path: BreachPath, reached: frozenset[str]
) -> tuple[ProvisionId, ...]:
    """Give what binds right after a breach under each of some choices, less what it takes away."""
    if not path.due or not courses:
        return ()
    found = [standing(c, path.at + 1) for c in {id(c): c for c in courses}.values()]
    kept = {n for n in found[0] if n not in reached and all(n in other for other in found)}
    names = kept | set(path.stays)
    return tuple(p.id for p in courses[0].provisions if p.id in names)


def _regardless(ground: Ground, paths: list[BreachPath]) -> Iterator[Means]:
    """Give the powers that can be used after a breach whether or not there was one."""
    since = min((path.at for path in paths if path.due), default=None)
    if since is None:
        return
    touched = {means.power for path in paths for means in path.means}
    for power in ground.agreement.provisions.values():
        if power.effect is None or power.id in touched:
            continue
        names = ground.cones.names(power.id)
        rows: dict[Pairs, Means | None] = {}
        for pairs, machine in machines_for(ground, names):
            course = ground.course(machine)
            is_power = power in powers_of(course)
            rows[pairs] = regardless(course, power, since) if is_power else None
        for reading, means in decided(rows):
            if means is not None:
                yield replace(means, reading=reading)


def _paths(
    ground: Ground, course: Course, machine: Machine, provision: Provision, *, is_told: bool
) -> tuple[BreachPath, ...]:
    """Follow every breach of a provision under one choice; alike ones are told together."""
    if not machine.applies(provision):
        return (no_path(machine, provision, "the text has no such provision under this reading"),)
    if not can_be_broken(provision):
        return (no_path(machine, provision, _never_broken(provision)),)
    breaches = breaches_on(course, provision)
    if not breaches:
        return (no_path(machine, provision, _why_none(course, provision)),)
    return _together([path_of(course, b, ground.cones, is_told=is_told) for b in breaches])


def _together(paths: list[BreachPath]) -> tuple[BreachPath, ...]:
    """Join breaches at several dates from which the same follows."""
    found: dict[object, BreachPath] = {}
    for path in paths:
        key = _outcome(path)
        known = found.get(key)
        found[key] = path if known is None else replace(known, due=(*known.due, *path.due))
    return tuple(found.values())


def _outcome(path: BreachPath) -> object:
    means = tuple((m.power, m.is_new, m.lasts, m.ends) for m in path.means)
    return path.kind, path.by, path.event, path.effects, means, path.anyway, path.back


def _never_broken(provision: Provision) -> str:
    if provision.modality is Modality.POWER:
        return "a power is not owed; used by others, or without its conditions, it has no effect"
    return "it is never overdue: its date may be missed, and nobody is late"


def _why_none(course: Course, provision: Provision) -> str:
    state = course.end.life(provision.id).state
    if provision.modality in (Modality.PROHIBITION, Modality.PREVENT):
        return "no event of the text is against it: an act against it leaves the text as it is"
    if provision.modality is Modality.MAINTAIN:
        return "it is to be kept up and has no limit that is measured"
    if state is LifeState.CREATED:
        return "nothing on the course brings it into effect"
    if not course.machine.bearer(provision).actors:
        return "nobody is named who owes it"
    return "nobody's act fulfils it on the course"
