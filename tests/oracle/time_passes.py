"""Interpret a small agreement day by day, straight from `docs/semantics.md`; no code of Servanda's is used.

A day has three parts: the morning, when what was set for the day begins; the day, on which acts follow one
another; and the evening, when what is due is tested and terms run out. Days are enough because every date of
a small agreement is a whole day. The order of acts within a day matters, and is kept. Acts of one day may all
fall on one minute, so a duty that is owed at once is in time until the day is over.
"""

from __future__ import annotations

from oracle import small as s
from oracle.layout import AGO, Raw, State
from oracle.lives import LATE, Lives


class Time(Lives):
    """Let what follows of itself follow, and let days pass."""

    def take_effect(self, raw: Raw, name: str) -> None:
        """Let a power take the effect of which notice was given."""
        raise NotImplementedError

    def start(self) -> State:
        """Give the state on the morning of entry into force."""
        raw: Raw = [None] * len(self.at)
        for (kind, _), index in self.at.items():
            if kind in (
                "st",
                "eve",
                "lapsed",
                "prolonged",
                "open",
                "waived",
                "uses",
                "done",
                "cert",
            ):
                raw[index] = 0
        raw[0] = 1
        raw[1] = 1 if ("entry", "") in self.measured else AGO
        self.settle(raw, is_evening=False)
        return self.normal(raw)

    # -- what follows of itself --------------------------------------------------------------

    def settle(self, raw: Raw, *, is_evening: bool) -> None:
        """Let what follows of itself follow, in the order of the text, until nothing changes."""
        for _ in range(50):
            if not (self._latch(raw) | self._phases(raw, is_evening)):
                return
        raise AssertionError("it never settles")

    def _latch(self, raw: Raw) -> bool:
        """Note since when duties are owed, and which are fulfilled by what happened."""
        changed = False
        at = self.at
        for name in self.duties:
            if raw[at["owed", name]] is None and self.conditions_held(raw, name):
                self._set_day(raw, "owed", name)
                if not any(isinstance(c, s.Once | s.Sequel) for c in self.clauses[name]):
                    raw[at["owed", name]] = AGO
                changed = True
            if not self.in_effect(raw, name):
                continue
            whens = [c.when for c in self.clauses[name] if isinstance(c, s.DoneWhen)]
            if (
                whens
                and raw[at["met", name]] is None
                and all(self.holds(raw, when, ever=True) for when in whens)
            ):
                self._set_day(raw, "met", name)
                changed = True
        return changed

    def _phases(self, raw: Raw, is_evening: bool) -> bool:
        changed = False
        at = self.at
        for name in self.phases:
            if any(raw[at["term", n]] is not None for n in (name, "agreement")):
                if raw[at["st", name]] == 1:
                    self._end(raw, name, is_evening)
                    changed = True
            elif raw[at["st", name]] == 0:
                changed |= self._may_start(raw, name)
            elif raw[at["st", name]] == 1:
                changed |= self._may_end(raw, name, is_evening)
        return changed

    def _may_start(self, raw: Raw, name: str) -> bool:
        for clause in self.phases[name]:
            if not isinstance(clause, s.Starts):
                continue
            if clause.when is not None:
                starts = self.holds(raw, clause.when)
            elif clause.on is not None:
                day = self.day_of(raw, clause.on)
                starts = day is not None and day <= raw[0]  # type: ignore[operator]
            else:
                starts = True
            if starts:
                self._begin(raw, name)
                return True
        return False

    def _begin(self, raw: Raw, name: str) -> None:
        raw[self.at["st", name]] = 1
        has_length = any(isinstance(c, s.Lasts) for c in self.phases[name])
        measured = has_length or ("start", name) in self.measured
        raw[self.at["start", name]] = raw[0] if measured else AGO

    def _end(self, raw: Raw, name: str, is_evening: bool) -> None:
        at = self.at
        raw[at["st", name]] = 2
        self._set_day(raw, "end", name)
        measured = ("end", name) in self.measured
        raw[at["eve", name]] = int(is_evening) if measured else 0
        if ("start", name) not in self.measured:
            raw[at["start", name]] = AGO
        raw[at["ext", name]] = None
        raw[at["prolonged", name]] = 0

    def _may_end(self, raw: Raw, name: str, is_evening: bool) -> bool:
        at, clauses = self.at, self.phases[name]
        if any(raw[at["hold", n]] is not None for n in (name, "agreement")):
            return False
        for clause in clauses:
            if isinstance(clause, s.EndsWhen) and self.holds(raw, clause.when):
                self._end(raw, name, is_evening)
                return True
        term, today = self.term(raw, name), raw[0]
        assert today is not None
        is_out = term is not None and (term < today or (is_evening and term == today))
        has_term = any(isinstance(c, s.Lasts) for c in clauses)
        for clause in clauses:
            if not isinstance(clause, s.Then) or not (clause.at_once or is_out or not has_term):
                continue
            if is_out if clause.when is None else self.holds(raw, clause.when):
                self._end(raw, name, is_evening)
                gone = any(raw[at["term", n]] is not None for n in (clause.phase, "agreement"))
                if raw[at["st", clause.phase]] == 0 and not gone:
                    self._begin(raw, clause.phase)
                return True
        if not is_out:
            return False
        if any(isinstance(c, s.RunsOn) and self.holds(raw, c.while_) for c in clauses):
            if not raw[at["prolonged", name]]:
                raw[at["prolonged", name]] = 1
                return True
            return False
        self._end(raw, name, is_evening)
        raw[at["lapsed", name]] = 1
        return True

    # -- time --------------------------------------------------------------------------------

    def pass_day(self, state: State) -> list[tuple[State | None, State]]:
        """Let the day pass: the evening's state if it differs, and the next morning's.

        Nothing where time cannot pass: a notice still has to take effect today, or, on faithful runs, a
        duty would be overdue without excuse. A notice given in the first minute of a day takes effect
        in the first minute of another: then there are two mornings, one with and one without.
        """
        raw = list(state)
        if any(raw[self.at["pending", p]] == raw[0] for p in self.powers):
            return []
        self.settle(raw, is_evening=True)
        evening = self.normal(raw)
        assert raw[0] is not None
        raw[0] += 1
        found = []
        for effects in self._morning_effects(raw):
            morning = list(raw)
            for name in effects:
                self.take_effect(morning, name)
            self.settle(morning, is_evening=False)
            if not (self.is_faithful and self.overdue(morning)):
                found.append((None if evening == state else evening, self.normal(morning)))
        return found

    def _morning_effects(self, raw: Raw) -> list[tuple[str, ...]]:
        due = [p for p in self.powers if raw[self.at["pending", p]] == raw[0]]
        return [
            (),
            *((name,) for name in due),
            *([tuple(due), tuple(reversed(due))] if due[1:] else []),
        ]

    def overdue(self, raw: Raw | State) -> list[str]:
        """Give the duties that are overdue without excuse, beyond their time of cure."""
        return [
            name
            for name in self.duties
            if name not in self.excused
            and any(self.life(raw, name, one) == LATE for one in self.of(name))
        ]

    def blocking(self, state: State) -> frozenset[tuple[str, str]]:
        """Give the instances of duties that would be overdue without excuse if the day passed."""
        raw = list(state)
        self.settle(raw, is_evening=True)
        raw[0] = (raw[0] or 0) + 1
        self.settle(raw, is_evening=False)
        return frozenset(self.late(raw))

    def late(self, raw: Raw | State) -> list[tuple[str, str]]:
        """Give the instances of duties that are overdue without excuse."""
        return [
            (name, one)
            for name in self.duties
            for one in self.of(name)
            if self.life(raw, name, one) == LATE
        ]
