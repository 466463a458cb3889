"""Follow the breach of one provision: what then changes, what others may do, and whether it mends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.checks.breach.compare import compare, standing
from servanda.checks.breach.course import Course, Departure, Reach, depart, reach_of
from servanda.checks.breach.hypotheses import Breach, bearers
from servanda.checks.breach.means import means_of
from servanda.checks.breach.mentions import mentions_of
from servanda.checks.breach.result import (
    HARMLESS,
    BreachKind,
    BreachPath,
    Effect,
    Excepted,
    Means,
    Return,
    Withheld,
)
from servanda.machine import LifeState, Machine, Occur, Step, View
from servanda.machine.cone import Cones
from servanda.model.provisions import Cure, ExceptionTo, Particular, Provision

MENDED = Return(returns=True, until=None, is_at_any_time=True, cured_until=None, lost=())


def path_of(course: Course, breach: Breach, cones: Cones, *, is_told: bool) -> BreachPath:
    """Follow a breach: the run on which it is never mended, and those on which it is done late.

    With `is_told`, say also until when it can be done late.
    """
    following = _Following(
        course=course,
        breach=breach,
        cones=cones,
        reach=reach_of(cones, breach.roots),
        is_told=is_told,
    )
    return following.path()


class _Following(Struct, frozen=True, kw_only=True):
    """Hold a breach, the course it departs from, and what it can change."""

    course: Course
    breach: Breach
    cones: Cones
    reach: Reach
    is_told: bool

    def path(self) -> BreachPath:
        """Follow the breach to the end."""
        breach, machine = self.breach, self.course.machine
        run = depart(self.course, self._departure(None))
        effects = self._effects(run)
        back, late = self._back(run, effects)
        means: tuple[Means, ...] = tuple(means_of(self.course, run, breach.at, late, self.cones))
        return BreachPath(
            reading=(),
            provision=breach.provision.id,
            by=breach.by,
            kind=breach.kind,
            at=breach.at,
            due=(breach.due if breach.due is not None else breach.at,),
            event=breach.event,
            mentions=mentions_of(machine, breach.provision),
            means=means,
            effects=effects,
            anyway=tuple(self._anyway()),
            exceptions=tuple(self._exceptions(run)),
            stays=self._standing(run, effects),
            back=back,
            note=self._note(run),
            span=breach.provision.span,
        )

    def _note(self, run: Course) -> str:
        if self.course.is_complete and run.is_complete:
            return ""
        return f"followed for {len(self.course.turns):,} turns only"

    def _departure(self, late: Instant | None) -> Departure:
        breach = self.breach
        is_mended = late is not None and breach.mended is not None
        return Departure(
            turn=breach.turn,
            affected=self.reach.affected,
            in_sight=self.reach.in_sight,
            kept_back=breach.kept_back,
            late=(breach.provision.id, late) if late is not None and breach.kept_back else None,
            besides=(breach.step,) if breach.step is not None else (),
            mended=Step(at=late, move=breach.mended) if is_mended else None,  # type: ignore[arg-type]
        )

    def _effects(self, run: Course) -> tuple[Effect, ...]:
        own = {self.breach.provision.id, *self.breach.kept_back, self.breach.event or ""}
        return compare(self.course, run, frozenset(own))

    def _lost(self, run: Course) -> tuple[Effect, ...]:
        return tuple(effect for effect in self._effects(run) if effect.change not in HARMLESS)

    # -- back to the course ------------------------------------------------------------------

    def _back(
        self, run: Course, effects: tuple[Effect, ...]
    ) -> tuple[Return, tuple[Course, Instant] | None]:
        """Say until when late performance brings a run back to its course; give the run and its date."""
        cured = self._cured_until()
        lost = tuple(effect for effect in effects if effect.change not in HARMLESS)
        if self.breach.kind is BreachKind.AGAINST:
            return Return(
                returns=not lost,
                until=None,
                is_at_any_time=not lost,
                cured_until=None,
                lost=lost,
            ), None
        if not effects and not any(True for _ in self._mentioning_powers()):
            return Return(
                returns=True, until=None, is_at_any_time=True, cured_until=cured, lost=()
            ), None
        instants = self._late_instants(run)
        first = depart(self.course, self._departure(instants[0]))
        lost = self._lost(first)
        is_at_any_time = not lost and not self._lost_at(instants[-1])
        until = None
        if not lost and not is_at_any_time and self.is_told:
            works = bisect_left(instants, True, lo=1, key=lambda at: bool(self._lost_at(at)))
            until = instants[works - 1]
        back = Return(
            returns=not lost,
            until=until,
            is_at_any_time=is_at_any_time,
            cured_until=cured,
            lost=lost,
        )
        return back, (first, instants[0])

    def _mentioning_powers(self) -> Iterator[str]:
        found = mentions_of(self.course.machine, self.breach.provision)
        return (mention.name for mention in found if mention.how == "power")

    def _lost_at(self, at: Instant) -> tuple[Effect, ...]:
        return self._lost(depart(self.course, self._departure(at)))

    def _late_instants(self, run: Course) -> list[Instant]:
        """Give the instants at which a late act may count otherwise: the next day, then each turn.

        What is lost by waiting is taken to stay lost: the last instant is found by halving.
        """
        calendar = run.machine.calendar
        next_day = calendar.end_of_day(calendar.date_of(self.breach.at + 1))
        turns = {state.now for state in run.turns if state.now is not None}
        found = {at - lag for at in turns for lag in (0, 1) if at - lag > next_day}
        assert run.last.now is not None
        after_all = max(run.last.now, next_day) + 24 * 60
        return [next_day, *sorted(found), after_all]

    def _cured_until(self) -> Instant | None:
        machine = self.course.machine
        clauses = machine.clauses(self.breach.provision.id)
        cures = [clause.duration for clause in clauses if isinstance(clause, Cure)]
        if not cures or self.breach.due is None:
            return None
        return machine.calendar.add(self.breach.due, cures[-1])

    def _exceptions(self, run: Course) -> Iterator[Excepted]:
        """Give the exceptions to prohibitions of others, after an act against one."""
        if self.breach.kind is not BreachKind.AGAINST:
            return
        machine = self.course.machine
        mine = {*self.breach.by, *bearers(machine, self.breach.provision)}
        view = View(machine, run.at(self.breach.at + 1))
        for provision in run.provisions:
            by = tuple(actor for actor in bearers(machine, provision) if actor not in mine)
            if not by or view.life(provision.id).state is not LifeState.IN_EFFECT:
                continue
            clauses = machine.clauses(provision.id)
            assessing = (c for c in clauses if isinstance(c, Particular))
            found = [c.actors for c in assessing if c.keyword == "assessed by"]
            for clause in clauses:
                if isinstance(clause, ExceptionTo):
                    yield Excepted(
                        prohibition=provision.id,
                        name=clause.name,
                        title=clause.title,
                        by=by,
                        assessors=found[-1] if found else (),
                        span=clause.span,
                    )

    def _standing(self, run: Course, effects: tuple[Effect, ...]) -> tuple[ProvisionId, ...]:
        """Give what a breach could have taken away and that binds right after it all the same."""
        gone = {effect.name for effect in effects} | {self.breach.provision.id}
        affected = self.reach.affected - gone
        return tuple(n for n in standing(run, self.breach.at + 1) if n in affected)

    # -- what is so in any case --------------------------------------------------------------

    def _anyway(self) -> Iterator[Withheld]:
        """Give the events still to come on the course that no duty obliges others to bring about."""
        agreement = self.course.machine.agreement
        for deed in self.course.deeds:
            move = deed.step.move
            if deed.turn < self.breach.turn or not isinstance(move, Occur) or deed.duty is not None:
                continue
            event = agreement.events[move.event]
            agency = self.course.machine.agency(event)
            others = tuple(actor for actor in agency.actors if actor not in self.breach.by)
            if others:
                yield Withheld(event=event.id, by=others, at=deed.step.at, span=event.span)


def no_path(machine: Machine, provision: Provision, note: str) -> BreachPath:
    """Tell why no breach of a provision can be followed, and which clauses look at it all the same."""
    applies = machine.applies(provision)
    return BreachPath(
        reading=(),
        provision=provision.id,
        by=bearers(machine, provision),
        kind=BreachKind.NONE,
        at=0,
        due=(),
        event=None,
        mentions=mentions_of(machine, provision) if applies else (),
        means=(),
        effects=(),
        anyway=(),
        exceptions=(),
        stays=(),
        back=MENDED,
        note=note,
        span=provision.span,
    )
