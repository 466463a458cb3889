"""Lay out the state of a small agreement as a row of days and flags, and say when two states are alike.

A state is a list of days and flags. Days that no rule compares are flattened to `AGO`, and long gaps in
the past are shortened to the longest length any rule can measure: so states that have the same future are
equal, and the graph of all runs, endless ones included, is finite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oracle import small as s
from oracle.mentions import flat, points_of, points_of_claim

AGO = -9999
Raw = list[int | None]
State = tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """Fix what the text of the semantics leaves open; each is told in the report on disagreements."""

    early_acts: bool = False
    held_powers: bool = False


class Layout:
    """Hold one small agreement under one choice of readings, and the places of its days and flags."""

    def __init__(
        self,
        small: s.Small,
        chosen: frozenset[str],
        *,
        is_faithful: bool = True,
        conventions: Conventions = Conventions(),
        excused: frozenset[str] = frozenset(),
    ) -> None:
        self.small = small
        self.chosen = chosen
        self.is_faithful = is_faithful
        self.conventions = conventions
        self.excused = excused
        self.phases = {p.name: s.admitted(p.clauses, chosen) for p in small.phases}
        self.clauses = {p.name: s.admitted(p.clauses, chosen) for p in small.provisions}
        self.events = {e.name: e for e in small.events}
        self.rules = {e.name: s.admitted(e.clauses, chosen) for e in small.events}
        self.processes = {p.name: p for p in small.processes}
        self.duties = {p.name: p for p in small.provisions if isinstance(p, s.Duty)}
        self.bans = {p.name: p for p in small.provisions if isinstance(p, s.Ban)}
        self.powers = {p.name: p for p in small.provisions if isinstance(p, s.Power)}
        self.provisions: dict[str, s.Provision] = {p.name: p for p in small.provisions}
        self.dues = {
            name: tuple(c for c in self.clauses[name] if isinstance(c, s.Due))
            for name in self.duties
        }
        self._lay_out()
        self._asking: set[str] = set()
        self.measured = frozenset(self._measured())
        self.reach = self._reach()

    def _lay_out(self) -> None:
        fields: list[tuple[str, str]] = [("day", ""), ("entry", "")]
        for name in self.phases:
            kinds = "st start end eve lapsed ext prolonged term hold"
            fields += [(kind, name) for kind in kinds.split()]
        fields += [("on", name) for name in self.events]
        for name in self.processes:
            fields += [(kind, name) for kind in ("open", "opened", "closed")]
        for name, duty in self.duties.items():
            fields += [(kind, name) for kind in ("owed", "ext", "waived")]
            for one in self.instances(duty):
                fields += [(kind, one) for kind in ("done", "cert", "met")]
        for name in self.provisions:
            fields += [("term", name), ("hold", name)]
        fields += [("uses", name) for name in self.powers]
        fields += [("pending", name) for name in self.powers]
        fields += [("term", "agreement"), ("hold", "agreement")]
        self.at = {field: index for index, field in enumerate(fields)}
        days = "day entry start end ext on opened closed owed met term hold pending".split()
        self.day_fields = [index for field, index in self.at.items() if field[0] in days]

    def instances(self, duty: s.Duty) -> tuple[str, ...]:
        """Give the instances of a duty: one for each bearer where each owes it."""
        if duty.agency.manner == "each" and not any(
            isinstance(c, s.DoneWhen) for c in self.clauses[duty.name]
        ):
            return tuple(f"{duty.name}/{actor}" for actor in duty.agency.actors)
        return (duty.name,)

    def _points(self) -> Iterator[tuple[s.Point, int]]:
        """Give every moment the text names, with how long after it something may still be measured."""
        for clauses in (*self.phases.values(), *self.clauses.values(), *self.rules.values()):
            cure = sum(c.days for c in clauses if isinstance(c, s.Cure))
            for clause in clauses:
                for point in points_of(clause):
                    yield point, cure if isinstance(clause, s.Due) else 0
        for claim in self.small.claims:
            for point in points_of_claim(claim):
                yield point, 0

    def _measured(self) -> Iterator[tuple[str, str]]:
        """Name the days that some rule counts from, or compares."""
        for point, _ in self._points():
            for one in flat(point):
                match one:
                    case s.Day(of=""):
                        yield "entry", ""
                    case s.Day(of=phase):
                        yield "start", phase
                    case s.EndOf(phase=phase):
                        yield from (("end", phase), ("start", phase))
                    case s.After(what=s.ENTRY):
                        yield "entry", ""
                    case s.After(what=what, edge="end"):
                        yield from (("end", what), ("start", what))
                    case s.After(what=what, edge="start"):
                        yield "start", what
                    case s.After(what=what) if what in self.events:
                        yield "on", what
                    case s.After(what=what) if what in self.processes:
                        yield "opened", what
                    case s.After(what=what):
                        yield from (("met", one) for one in self.instances(self.duties[what]))
        for name, duty in self.duties.items():
            if any(isinstance(c, s.Due) for c in self.clauses[name]):
                yield "owed", name
                for kind in ("term", "hold"):
                    yield from ((kind, other) for other in (name, duty.phase, "agreement"))
                yield "end", duty.phase

    def _reach(self) -> int:
        """Say how many days the longest rule can measure."""
        lengths = {
            name: sum(_length(c) for c in clauses if isinstance(c, s.Lasts))
            for name, clauses in self.phases.items()
        }
        found = [2, *lengths.values()]
        for point, more in self._points():
            for one in flat(point):
                days = _number(one)
                if isinstance(one, s.After) and one.edge == "end":
                    days += lengths[one.what]
                if isinstance(one, s.EndOf):
                    days += lengths[one.phase]
                found.append(days + more)
        return max(found) + 2

    def normal(self, raw: Raw) -> State:
        """Count every day from today, and shorten gaps in the past beyond what can be measured."""
        today = raw[0]
        assert today is not None
        days = sorted(
            {d for i in self.day_fields if (d := raw[i]) is not None and d != AGO and d <= today},
            reverse=True,
        )
        new: dict[int, int] = {today: 0}
        before, place = today, 0
        for day in days[1:]:
            place -= min(before - day, self.reach)
            before = day
            new[day] = place
        state = list(raw)
        for index in self.day_fields:
            then = state[index]
            if then is not None and then != AGO:
                state[index] = new[then] if then <= today else then - today
        return tuple(state)

    def _set_day(self, raw: Raw, kind: str, name: str) -> None:
        raw[self.at[kind, name]] = raw[0] if (kind, name) in self.measured else AGO


def _number(point: s.Point) -> int:
    match point:
        case s.Day(number=number):
            return number
        case s.After(days=days):
            return days
        case _:
            return 0


def _length(clause: s.Lasts) -> int:
    """Say how long a term may be, counted from its start or from what it names."""
    if clause.until is None:
        return clause.days
    return max(_number(one) for one in flat(clause.until))
