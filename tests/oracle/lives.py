"""Say when moments fall, whether conditions hold, and where each duty stands in a state."""

from __future__ import annotations

from oracle import small as s
from oracle.layout import AGO, Layout, Raw, State

CREATED, ACTIVE, LATE, CURABLE, EXCUSED, HELD, WAIVED, ENDED, MISSED, DONE = (
    "created active late curable excused held waived ended missed done".split()
)
Slot = tuple[int, int]
"""A day, with 0 for the day itself and 1 for its evening."""
NEVER: Slot = (10**6, 1)


class Lives(Layout):
    """Look at a state of a small agreement; nothing is changed."""

    def day_of(self, raw: Raw | State, point: s.Point) -> int | None:
        """Say on which day a moment falls; None while its clock has not started."""
        at = self.at
        match point:
            case s.Day(number=number, of=of):
                origin = raw[at["start", of]] if of else raw[1]
                return None if origin is None else origin + number - 1
            case s.After(days=days, what=what, edge=edge):
                origin = self._anchor(raw, what, edge)
                return None if origin is None else origin + days
            case s.EndOf(phase=phase):
                return self._anchor(raw, phase, "end")
            case s.Sooner(first=first, second=second, is_later=is_later):
                both = [self.day_of(raw, first), self.day_of(raw, second)]
                known = [day for day in both if day is not None]
                if is_later:
                    return max(known) if len(known) == 2 else None
                return min(known, default=None)

    def _anchor(self, raw: Raw | State, what: str, edge: str) -> int | None:
        if what == s.ENTRY:
            return raw[1]
        if edge == "start":
            return raw[self.at["start", what]]
        if edge == "end":
            return self._end_of(raw, what)
        if what in self.events:
            return raw[self.at["on", what]]
        if what in self.processes:
            return raw[self.at["opened", what]]
        days = [raw[self.at["met", one]] for one in self.instances(self.duties[what])]
        return None if None in days else max(d for d in days if d is not None)

    def _end_of(self, raw: Raw | State, phase: str) -> int | None:
        """Say when a phase ended; while it runs within its term, when that will be over."""
        at = self.at
        if raw[at["st", phase]] == 2:
            return raw[at["end", phase]]
        if raw[at["st", phase]] == 0 or raw[at["prolonged", phase]] or phase in self._asking:
            return None
        self._asking.add(phase)
        term = self.term(raw, phase)
        self._asking.discard(phase)
        return term if term is not None and term >= raw[0] else None  # type: ignore[operator]

    def term(self, raw: Raw | State, phase: str) -> int | None:
        """Say on which day the term of a phase is over; the first day counts (T11)."""
        extended = raw[self.at["ext", phase]]
        if extended is not None:
            return extended
        start = raw[self.at["start", phase]]
        if start is None:
            return None
        ends = []
        for clause in self.phases[phase]:
            if isinstance(clause, s.Lasts):
                until = None if clause.until is None else self.day_of(raw, clause.until)
                if clause.days:
                    ends.append(start + clause.days - 1)
                elif until is not None:
                    ends.append(until)
        return min(ends, default=None)

    def holds(self, raw: Raw | State, asked: s.Condition, *, ever: bool = False) -> bool:
        """Tell whether a condition holds now; or `ever`, as triggers ask (L19)."""
        match asked:
            case s.Is(name=name, status=status):
                return self._is(raw, name, status, ever)
            case s.AtLeast(count=count, duty=duty):
                return sum(raw[self.at["done", i]] or 0 for i in self.of(duty)) >= count
            case s.Passed(point=point):
                day = self.day_of(raw, point)
                return day is not None and day < raw[0]  # type: ignore[operator]
            case s.Not(inner=inner):
                return not self.holds(raw, inner)
            case s.Both(first=first, second=second, is_either=is_either):
                held = (self.holds(raw, part, ever=ever) for part in (first, second))
                return any(held) if is_either else all(held)

    def of(self, duty: str) -> tuple[str, ...]:
        """Give the instances of a duty by its name."""
        return self.instances(self.duties[duty])

    def _is(self, raw: Raw | State, name: str, status: str, ever: bool) -> bool:
        at = self.at
        match status:
            case "happened":
                return raw[at["on", name]] is not None
            case "fulfilled":
                return all(raw[at["met", one]] is not None for one in self.of(name))
            case "begun":
                return raw[at["st", name]] != 0
            case "running":
                return raw[at["st", name]] == 1 or (ever and raw[at["st", name]] == 2)
            case "ended" if name in self.processes:
                return raw[at["closed", name]] is not None
            case "ended":
                return raw[at["st", name]] == 2
            case "lapsed":
                return bool(raw[at["lapsed", name]])
            case "open":
                return raw[at["opened", name]] is not None if ever else bool(raw[at["open", name]])
            case "overdue":
                return any(self.life(raw, name, one) in (LATE, CURABLE) for one in self.of(name))
            case "suspended":
                return self.held_since(raw, name) is not None
            case _:
                raise AssertionError(status)

    # -- the life of a duty ------------------------------------------------------------------

    def held_since(self, raw: Raw | State, name: str) -> int | None:
        """Say since when a thing is suspended: itself, its phase, or the agreement."""
        names = [name, "agreement"]
        if name in self.provisions and self.provisions[name].phase:
            names.append(self.provisions[name].phase)
        found = [raw[self.at["hold", n]] for n in names]
        return min((day for day in found if day is not None), default=None)

    def in_effect(self, raw: Raw | State, name: str) -> bool:
        """Tell whether a provision has come into effect: its phase begun, its conditions met."""
        phase = self.provisions[name].phase
        if phase and raw[self.at["st", phase]] == 0:
            return False
        return self.conditions_held(raw, name)

    def conditions_held(self, raw: Raw | State, name: str) -> bool:
        """Tell whether every trigger and condition precedent of a provision has come to hold."""
        return all(self._waits_no_more(raw, clause) for clause in self.clauses[name])

    def _waits_no_more(self, raw: Raw | State, clause: s.Clause) -> bool:
        if isinstance(clause, s.Once):
            return self.holds(raw, clause.when, ever=True)
        if isinstance(clause, s.Sequel):
            return self._is(raw, clause.duty, "fulfilled", True)
        return True

    def ended(self, raw: Raw | State, name: str) -> tuple[int, int] | None:
        """Say when a provision ended, with 1 for an end in the evening, after tests; None while it binds."""
        found: list[tuple[int, int]] = []
        clauses = self.clauses[name]
        phase = self.provisions[name].phase
        survives = any(isinstance(c, s.Survives) for c in clauses)
        for clause in clauses:
            if isinstance(clause, s.Until):
                last = self.day_of(raw, clause.point)
                if last is not None and last < raw[0]:  # type: ignore[operator]
                    found.append((last, 1))
        for other in (name, *(() if survives else ("agreement", *([phase] if phase else [])))):
            day = raw[self.at["term", other]]
            if day is not None:
                found.append((day, 0))
        if phase and not survives and raw[self.at["st", phase]] == 2:
            end = raw[self.at["end", phase]]
            found.append((end if end is not None else AGO, raw[self.at["eve", phase]] or 0))
        return min(found, default=None)

    def open_dues(self, raw: Raw | State, name: str, one: str) -> list[Slot]:
        """Give when something not yet done falls due, in order; `NEVER` for no date."""
        whole = self.duties[name].amount or 1
        asked: list[tuple[Slot, s.Due]] = []
        for clause in self.dues[name]:
            asked.append((self._due(raw, name, clause.point), clause))
        asked.sort(key=lambda pair: pair[0])
        laid: list[tuple[Slot, int]] = []
        running = 0
        for slot, clause in asked:
            if not clause.amount:
                running = whole
            else:
                running = clause.amount if clause.is_total else running + clause.amount
            laid.append((slot, min(running, whole)))
        if not laid:
            laid = [(NEVER, whole)]
        extended = raw[self.at["ext", name]]
        if extended is not None:
            laid[-1] = ((extended, 1), laid[-1][1])
        done = raw[self.at["done", one]] or 0
        return [slot for slot, total in laid if total > done or self._is_event_driven(name)]

    def _due(self, raw: Raw | State, name: str, point: s.Point) -> Slot:
        """Say when a date falls: in the evening, but with a phase that ended earlier in its day.

        A date that was over when the conditions came to hold falls on that day (L4).
        """
        day = self.day_of(raw, point)
        if day is None:
            return NEVER
        owed = raw[self.at["owed", name]]
        if owed is not None and day < owed:
            return owed, 1
        if isinstance(point, s.EndOf) and raw[self.at["st", point.phase]] == 2:
            return day, raw[self.at["eve", point.phase]] or 0
        return day, 1

    def _is_event_driven(self, name: str) -> bool:
        return any(isinstance(c, s.DoneWhen | s.Certified) for c in self.clauses[name])

    def life(self, raw: Raw | State, name: str, one: str) -> str:
        """Say where one instance of a duty stands."""
        if raw[self.at["met", one]] is not None:
            return DONE
        if not self.in_effect(raw, name):
            return CREATED
        if raw[self.at["waived", name]]:
            return WAIVED
        today = raw[0]
        assert today is not None
        late = [slot for slot in self.open_dues(raw, name, one) if slot[0] < today]
        since = min(late, default=NEVER)
        ended = self.ended(raw, name)
        if ended is not None and since > ended:
            return ENDED
        held = self.held_since(raw, name)
        if held is not None and since[0] >= held:
            return HELD
        return ACTIVE if since is NEVER else self._late(raw, name, since[0], today)

    def _late(self, raw: Raw | State, name: str, since: int, today: int) -> str:
        if self.duties[name].is_effort:
            return MISSED
        clauses = self.clauses[name]
        for clause in clauses:
            if isinstance(clause, s.Against) and not self._tendered(raw, clause.duty):
                return EXCUSED
            if isinstance(clause, s.Withheld) and self.holds(raw, clause.while_):
                return EXCUSED
        cure = max((c.days for c in clauses if isinstance(c, s.Cure)), default=0)
        return CURABLE if today <= since + cure else LATE

    def _tendered(self, raw: Raw | State, other: str) -> bool:
        """Tell whether something was done under a duty, and nothing that was due by now is undone (R2)."""
        today = raw[0]
        assert today is not None
        parts = self.of(other)
        if all(raw[self.at["met", one]] is not None for one in parts):
            return True
        if not any(raw[self.at["done", one]] for one in parts):
            return False
        if not self.in_effect(raw, other):
            return True
        return not any(
            raw[self.at["met", one]] is None
            and any(day < today for day, _ in self.open_dues(raw, other, one))
            for one in parts
        )

    def is_reached(self, state: State, point: s.Point) -> bool:
        day = self.day_of(state, point)
        return day is not None and day <= 0
