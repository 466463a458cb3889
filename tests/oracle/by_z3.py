"""Decide claims on a part of the language by arithmetic alone: no states, no steps and no horizon.

Everything that happens once has one instant, an integer without bound: `day * width + place`, where place 0
is the morning, the last is the evening, and acts stand between. When a phase begins and ends, and since when
a duty is owed, follow by minima and maxima. A run exists if the instants of the acts can be chosen, and z3
says so. Days are not bounded, so no claim is decided by a horizon.

The part: phases that start on entry, on a day or when something has come about, that last some days, end and
pass over when acts have come about; duties, done by acts or by what happens, with dates, triggers and cure;
prohibitions; events once; conditions that stay true. No talks, powers, excuses, amounts, certificates or
conditions of the moment; nothing that depends on itself; and no condition of a term that depends on another
term, where the order within an instant would decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import z3  # type: ignore[import-untyped]

from oracle import small as s

Time = Any
"""A z3 expression that is an instant; z3 has no types of its own."""


class OutsideThePart(Exception):
    """Say that an agreement, or a claim, cannot be decided by arithmetic alone."""


def _max(*times: Time) -> Time:
    found = times[0]
    for time in times[1:]:
        found = z3.If(found >= time, found, time)
    return found


def _min(*times: Time) -> Time:
    found = times[0]
    for time in times[1:]:
        found = z3.If(found <= time, found, time)
    return found


class Arithmetic:
    """Hold the instants of a small agreement under one choice of readings, and what binds them."""

    def __init__(self, small: s.Small, chosen: frozenset[str]) -> None:
        self.small = small
        self.chosen = chosen
        self.phases = {p.name: s.admitted(p.clauses, chosen) for p in small.phases}
        self.provisions = {p.name: p for p in small.provisions}
        self.clauses = {p.name: s.admitted(p.clauses, chosen) for p in small.provisions}
        if any(event.is_recurring for event in small.events):
            raise OutsideThePart("what happens again")
        if small.processes or any(isinstance(p, s.Power) for p in small.provisions):
            raise OutsideThePart("talks and powers")
        self.acts: dict[str, Time] = {}
        self._name_acts()
        self.width = len(self.acts) + 2
        self.never = 10**6 * self.width
        self._asking: set[str] = set()
        self._known: dict[str, Time] = {}
        self.always: list[Time] = list(self._of_acts())
        self.faith: list[Time] = list(self._of_faith())

    def _name_acts(self) -> None:
        for event in self.small.events:
            self.acts[event.name] = z3.Int(event.name)
        for provision in self.small.provisions:
            if not isinstance(provision, s.Duty):
                continue
            if provision.amount:
                raise OutsideThePart("amounts")
            for one in self.instances(provision):
                self.acts[one] = z3.Int(one)

    def instances(self, duty: s.Duty) -> tuple[str, ...]:
        """Give the acts by which a duty is done: none where it is done by what happens."""
        if any(isinstance(c, s.DoneWhen) for c in self.clauses[duty.name]):
            return ()
        if duty.agency.manner == "each":
            return tuple(f"{duty.name}/{actor}" for actor in duty.agency.actors)
        return (duty.name,)

    # -- instants ----------------------------------------------------------------------------

    def morning(self, day: Time) -> Time:
        """Give the first instant of a day."""
        return day * self.width

    def evening(self, day: Time) -> Time:
        """Give the last instant of a day."""
        return day * self.width + self.width - 1

    def day(self, time: Time) -> Time:
        """Give the day of an instant."""
        return time / self.width

    def dated(self, point: s.Point) -> Time:
        """Give the day of a moment; a day beyond all where its clock never starts."""
        match point:
            case s.Day(number=number, of=""):
                return z3.IntVal(number)
            case s.Day(number=number, of=phase):
                return self._days_after(self.start(phase), number - 1)
            case s.After(days=days, what=s.ENTRY):
                return z3.IntVal(1 + days)
            case s.After(days=days, what=what, edge="start"):
                return self._days_after(self.start(what), days)
            case s.After(days=days, what=what, edge="") if what in self.acts:
                return self._days_after(self.acts[what], days)
            case s.After(days=days, what=what, edge="") if what in self.provisions:
                return self._days_after(self.met(what), days)
            case s.Sooner(first=first, second=second, is_later=is_later):
                both = self.dated(first), self.dated(second)
                return _max(*both) if is_later else _min(*both)
            case _:
                raise OutsideThePart("a moment")

    def _days_after(self, time: Time, days: int) -> Time:
        return z3.If(time >= self.never, z3.IntVal(10**6), self.day(time) + days)

    def since(self, asked: s.Condition) -> Time:
        """Give the instant since which a condition holds."""
        match asked:
            case s.Is(name=name, status="happened"):
                return self.acts[name]
            case s.Is(name=name, status="fulfilled"):
                return self.met(name)
            case s.Is(name=name, status="begun"):
                return self.start(name)
            case s.Is(name=name, status="ended"):
                return self.end(name)
            case s.Is(name=name, status="lapsed"):
                return self._once("lapsed", name, self._lapsed)
            case s.Passed(point=s.Day(number=number, of="")):
                return self.morning(z3.IntVal(number + 1))
            case s.Both(first=first, second=second, is_either=is_either):
                both = self.since(first), self.since(second)
                return _min(*both) if is_either else _max(*both)
            case _:
                raise OutsideThePart("a condition of the moment")

    def _once(self, kind: str, name: str, work: Callable[[str], Time]) -> Time:
        """Work an instant out once; what depends on itself is outside."""
        key = f"{kind} {name}"
        if key in self._asking:
            raise OutsideThePart("it depends on itself")
        if key not in self._known:
            self._asking.add(key)
            self._known[key] = work(name)
            self._asking.discard(key)
        return self._known[key]

    def start(self, phase: str) -> Time:
        """Give the instant at which a phase begins."""
        return self._once("start", phase, self._start)

    def _start(self, phase: str) -> Time:
        found = [z3.IntVal(self.never)]
        for clause in self.phases[phase]:
            match clause:
                case s.Starts(on=None, when=None):
                    found.append(self.morning(z3.IntVal(1)))
                case s.Starts(on=None, when=when) if when is not None:
                    found.append(_max(self.since(when), self.morning(z3.IntVal(1))))
                case s.Starts(on=on) if on is not None:
                    found.append(self.morning(_max(self.dated(on), z3.IntVal(1))))
                case s.RunsOn():
                    raise OutsideThePart("running on")
                case _:
                    continue
        for other in self.phases:
            if any(isinstance(c, s.Then) and c.phase == phase for c in self.phases[other]):
                found.append(
                    z3.If(self._exit(other)[1] == self._number(phase), self.end(other), self.never)
                )
        return _min(*found)

    def _number(self, phase: str) -> int:
        return 2 + list(self.phases).index(phase)

    def end(self, phase: str) -> Time:
        """Give the instant at which a phase ends."""
        return self._exit(phase)[0]

    def _lapsed(self, phase: str) -> Time:
        end, way = self._exit(phase)
        return z3.If(way == 1, end, self.never)

    def _exit(self, phase: str) -> tuple[Time, Time]:
        """Say when a phase ends and how: 0 by a condition, 1 by lapse, else the number of its successor.

        The first in time counts, and at one instant the first in the order of section 4.
        """
        end, way = self._once("exit", phase, self._way_out)
        return end, way

    def _way_out(self, phase: str) -> Time:
        begins, clauses = self.start(phase), self.phases[phase]
        lengths = [c for c in clauses if isinstance(c, s.Lasts)]
        term: Time = z3.IntVal(self.never)
        for length in lengths:
            if length.until is not None:
                raise OutsideThePart("a term with a date")
            last = self.evening(self.day(begins) + length.days - 1)
            term = _min(term, z3.If(begins >= self.never, self.never, last))
        ways: list[tuple[Time, int]] = []
        for clause in clauses:
            if isinstance(clause, s.EndsWhen):
                ways.append((_max(begins, self._of_acts_only(clause.when)), 0))
        for clause in clauses:
            if isinstance(clause, s.Then):
                ways.append(
                    (self._passes(clause, begins, term, bool(lengths)), self._number(clause.phase))
                )
        ways.append((term, 1))
        end: Time = z3.IntVal(self.never)
        way: Time = z3.IntVal(-1)
        for time, number in ways:
            way = z3.If(time < end, number, way)
            end = _min(time, end)
        return end, way

    def _passes(self, clause: s.Then, begins: Time, term: Time, has_term: bool) -> Time:
        if clause.when is None:
            return term
        since = _max(begins, self._of_acts_only(clause.when))
        if clause.at_once or not has_term:
            return since
        return z3.If(since <= term, term, self.never)

    def _of_acts_only(self, asked: s.Condition) -> Time:
        """Give since when a condition holds, if no phase has a part in it."""
        time = self.since(asked)
        if any(key.partition(" ")[0] in ("start", "exit") for key in self._mentions(asked)):
            raise OutsideThePart("a term that depends on a term")
        return time

    def _mentions(self, asked: s.Condition) -> Iterator[str]:
        match asked:
            case s.Is(name=name, status="begun" | "ended" | "lapsed"):
                yield f"start {name}"
            case s.Is(name=name, status="fulfilled"):
                for clause in self.clauses[name]:
                    if isinstance(clause, s.DoneWhen):
                        yield f"start {name}"
            case s.Both(first=first, second=second):
                yield from self._mentions(first)
                yield from self._mentions(second)
            case _:
                return

    # -- duties ------------------------------------------------------------------------------

    def met(self, name: str) -> Time:
        """Give the instant at which a duty is fulfilled."""
        return self._once("met", name, self._met)

    def _met(self, name: str) -> Time:
        duty = self.provisions[name]
        assert isinstance(duty, s.Duty)
        acts = [self.acts[one] for one in self.instances(duty)]
        if acts:
            return _max(*acts)
        whens = [self.since(c.when) for c in self.clauses[name] if isinstance(c, s.DoneWhen)]
        return _max(self.begun(name), *whens)

    def owed(self, name: str) -> Time:
        """Give the instant at which the conditions of a provision came to hold; 0 if it has none."""
        found = [z3.IntVal(0)]
        for clause in self.clauses[name]:
            if isinstance(clause, s.Once):
                found.append(self.since(clause.when))
            elif isinstance(clause, s.Sequel):
                found.append(self.met(clause.duty))
        return _max(*found)

    def begun(self, name: str) -> Time:
        """Give the instant since which a provision is in effect."""
        phase = self.provisions[name].phase
        scope = self.start(phase) if phase else self.morning(z3.IntVal(1))
        return _max(scope, self.owed(name))

    def over(self, name: str) -> Time:
        """Give the instant at which a provision ceases to bind."""
        phase, clauses = self.provisions[name].phase, self.clauses[name]
        found = [z3.IntVal(self.never)]
        if phase and not any(isinstance(c, s.Survives) for c in clauses):
            found.append(self.end(phase))
        found += [self.evening(self.dated(c.point)) for c in clauses if isinstance(c, s.Until)]
        return _min(*found)

    def due(self, name: str) -> Time:
        """Give the evening of the first date of a duty; one that was over falls on the day (L4)."""
        days: list[Time] = [z3.IntVal(10**6)]
        for clause in self.clauses[name]:
            if isinstance(clause, s.Due):
                days.append(_max(self.dated(clause.point), self.day(self.owed(name))))
        return _min(z3.IntVal(self.never), self.evening(_min(*days)))

    # -- what binds the acts -----------------------------------------------------------------

    def _of_acts(self) -> Iterator[Time]:
        """Say when acts may stand: on places of their own, and only when they may be done."""
        times = list(self.acts.values())
        for time in times:
            place = time % self.width
            is_act = z3.And(
                time >= self.width, time < self.never // 2
            )  # no clock runs so far from it
            yield z3.Or(time == self.never, z3.And(is_act, place >= 1, place <= self.width - 2))
        for number, time in enumerate(times):
            for other in times[:number]:
                yield z3.Or(time == self.never, time != other)
        for event in self.small.events:
            yield from self._of_event(event)
        for name, duty in self.provisions.items():
            if isinstance(duty, s.Duty):
                yield from self._of_duty(name, duty)

    def _of_event(self, event: s.Event) -> Iterator[Time]:
        time = self.acts[event.name]
        if event.agency.manner == "nobody" and f"{event.name}.nobody" in self.chosen:
            yield time == self.never
        for clause in s.admitted(event.clauses, self.chosen):
            match clause:
                case s.OnlyWhen(when=when):
                    yield z3.Or(time == self.never, self.since(when) < time)
                case s.Earliest(point=point):
                    yield z3.Or(time == self.never, self.morning(self.dated(point)) <= time)
                case _:
                    continue

    def _of_duty(self, name: str, duty: s.Duty) -> Iterator[Time]:
        clauses = self.clauses[name]
        if any(isinstance(c, s.Against | s.Withheld | s.Certified) for c in clauses):
            raise OutsideThePart("excuses and certificates")
        if sum(isinstance(c, s.Due) for c in clauses) > 1:
            raise OutsideThePart("several dates")
        due, over = self.due(name), self.over(name)
        for one in self.instances(duty):
            time = self.acts[one]
            is_late = z3.And(due <= over, due < time)  # an effort that was missed, too
            may = z3.And(self.begun(name) < time, z3.Or(time < over, is_late))
            yield z3.Or(time == self.never, may)
            for clause in clauses:
                if isinstance(clause, s.Earliest):
                    first = self.morning(self.dated(clause.point))
                    yield z3.Or(time == self.never, first <= time)

    def _of_faith(self) -> Iterator[Time]:
        """Say what a faithful run keeps: dates, within their time of cure, and prohibitions."""
        for name, duty in self.provisions.items():
            if isinstance(duty, s.Duty) and not duty.is_effort:
                cure = max((c.days for c in self.clauses[name] if isinstance(c, s.Cure)), default=0)
                due, begun = self.due(name), self.begun(name)
                first = _max(self.day(due) + cure + 1, self.day(begun + self.width - 1))
                binds = z3.And(begun < self.never, due < self.never, due <= self.over(name))
                parts = [self.acts[one] for one in self.instances(duty)] or [self.met(name)]
                yield from (z3.Or(z3.Not(binds), part <= self.morning(first)) for part in parts)
        for event in self.small.events:
            for clause in s.admitted(event.clauses, self.chosen):
                if isinstance(clause, s.Breaks):
                    time, ban = self.acts[event.name], clause.ban
                    free = z3.Or(time <= self.begun(ban), self.over(ban) < time)
                    yield z3.Or(time == self.never, free)

    # -- claims ------------------------------------------------------------------------------

    def wins(self, claim: s.Claim) -> Time:
        """Say when a run satisfies what a claim asks of it."""
        if claim.form:
            raise OutsideThePart
        if claim.keeps:
            assert claim.past is not None
            after = self.morning(self.dated(claim.past) + 1)
            begins, ends = self.start(claim.keeps), self.end(claim.keeps)
            return z3.And(begins < self.never, ends > _max(begins, after))
        assert claim.goal is not None
        at = self.since(claim.goal)
        if claim.after is not None:
            at = _max(at, self.since(claim.after))
        parts = [at < self.never]
        parts += [at < self.since(c) for c in (claim.before, claim.without) if c is not None]
        if claim.by is not None:
            parts.append(at <= self.evening(self.dated(claim.by)))
        return z3.And(*parts)


def decide_by_z3(small: s.Small, chosen: frozenset[str]) -> dict[str, str]:
    """Decide the claims that can be decided by arithmetic alone, by their names.

    Raises:
        OutsideThePart: when the agreement is outside the part of the language that this decides.
    """
    arithmetic = Arithmetic(small, chosen)
    verdicts: dict[str, str] = {}
    for is_faithful in (True, False):
        claims = [c for c in small.claims if c.is_faithful is is_faithful]
        if not claims:
            continue
        solver = z3.SolverFor("QF_LIA")
        solver.add(*arithmetic.always, *(arithmetic.faith if is_faithful else ()))
        is_empty = solver.check() == z3.unsat
        for claim in claims:
            try:
                wins = arithmetic.wins(claim)
            except OutsideThePart:
                continue
            verdicts[claim.name] = "vacuous" if is_empty else _ask(solver, claim, wins)
    return verdicts


def _ask(solver: Any, claim: s.Claim, wins: Time) -> str:
    wanted = z3.Not(wins) if claim.quantifier == "every" else wins
    found = solver.check(wanted)
    assert found in (z3.sat, z3.unsat), f"z3 does not know: {solver.reason_unknown()}"
    return "yes" if (found == z3.sat) == (claim.quantifier == "some") else "no"
