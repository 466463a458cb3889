"""Say which powers may be used in a state, and what their use does."""

from __future__ import annotations

from oracle import small as s
from oracle.layout import Raw, State
from oracle.lives import NEVER
from oracle.time_passes import Time

_AHEAD_AT_MOST = 12
"""How many days ahead a power without limit may push a term or a date: there is no end to it otherwise."""
_REPEATED = ("renew", "extend", "suspend", "resume")


class Powers(Time):
    """Let powers be used."""

    def _may_use(self, state: State, power: s.Power) -> bool:
        name, at = power.name, self.at
        if power.phase and state[at["st", power.phase]] != 1:
            return False
        if not self.in_effect(state, name) or self.ended(state, name) is not None:
            return False
        if self._is_held(state, power) and not self.conventions.held_powers:
            return False
        times = [c.times for c in self.clauses[name] if isinstance(c, s.AtMost)]
        repeats = power.verb in ("renew", "extend", "suspend", "resume")
        if (state[at["uses", name]] or 0) >= min(times, default=99 if repeats else 1):
            return False
        if state[at["pending", name]] is not None:
            return False
        for clause in self.clauses[name]:
            if isinstance(clause, s.Once) and not self.holds(state, clause.when):
                return False
            if isinstance(clause, s.Earliest) and not self.is_reached(state, clause.point):
                return False
        return self._is_of_use(state, power)

    def _is_held(self, state: State, power: s.Power) -> bool:
        """Tell whether a power is suspended; what suspends a thing leaves the power to resume it (W13)."""
        names = {power.name, power.phase or "agreement", "agreement"}
        if power.verb == "resume":
            names.discard(power.target)
        return any(state[self.at["hold", name]] is not None for name in names)

    def _is_of_use(self, state: State, power: s.Power) -> bool:
        target, at = power.target, self.at
        match power.verb:
            case "suspend":
                return state[at["hold", target]] is None
            case "resume":
                return state[at["hold", target]] is not None
            case "renew" | "extend" if target in self.phases:
                term = self.term(state, target)
                return state[at["st", target]] == 1 and self._is_near(term, power)
            case "extend":
                due = self._last_due(state, target)
                return self._is_near(due, power)
            case _:
                return True

    def _is_near(self, day: int | None, power: s.Power) -> bool:
        if any(isinstance(clause, s.AtMost) for clause in self.clauses[power.name]):
            return day is not None
        if power.target in self.phases:  # without limit, no earlier than what it adds (B5)
            return day is not None and day <= power.days
        return day is not None and day + power.days <= _AHEAD_AT_MOST

    def _last_due(self, raw: Raw | State, name: str) -> int | None:
        """Give the date of a duty that an extension moves: that of its one deadline."""
        if not self.in_effect(raw, name) or raw[self.at["met", self.of(name)[0]]] is not None:
            return None
        last = self.open_dues(raw, name, self.of(name)[0])[-1]
        return None if last is NEVER else last[0]

    def _use(self, raw: Raw, name: str) -> None:
        at, power = self.at, self.powers[name]
        times = [c.times for c in self.clauses[name] if isinstance(c, s.AtMost)]
        if times or power.verb not in ("renew", "extend", "suspend", "resume"):
            raw[at["uses", name]] = (raw[at["uses", name]] or 0) + 1
        notice = [c.days for c in self.clauses[name] if isinstance(c, s.Notice)]
        assert raw[0] is not None
        if notice:
            raw[at["pending", name]] = raw[0] + notice[-1]
        else:
            self._effect(raw, power)

    def take_effect(self, raw: Raw, name: str) -> None:
        """Let a power take the effect of which notice was given."""
        raw[self.at["pending", name]] = None
        self._effect(raw, self.powers[name])

    def _effect(self, raw: Raw, power: s.Power) -> None:
        at, target = self.at, power.target
        match power.verb:
            case "renew" | "extend" if target in self.phases:
                term = self.term(raw, target)
                raw[at["ext", target]] = None if term is None else term + power.days
            case "extend":
                due = self._last_due(raw, target)
                raw[at["ext", target]] = None if due is None else due + power.days
            case "suspend":
                self._set_day(raw, "hold", target)
            case "resume":
                raw[at["hold", target]] = None
            case "terminate":
                self._set_day(raw, "term", target)
            case "waive":
                raw[at["waived", target]] = 1
            case "end":
                self._close(raw, target)
            case "declare":
                self._happen(raw, target)
            case verb:
                raise AssertionError(verb)

    def _happen(self, raw: Raw, name: str) -> None:
        if raw[self.at["on", name]] is None:
            self._set_day(raw, "on", name)
        for process in self.small.processes:
            if name in (process.concluded_by, process.ended_by):
                self._close(raw, process.name)

    def _close(self, raw: Raw, name: str) -> None:
        raw[self.at["open", name]] = 0
        if raw[self.at["closed", name]] is None:
            self._set_day(raw, "closed", name)

    def _open(self, raw: Raw, name: str) -> None:
        raw[self.at["open", name]] = 1
        if raw[self.at["opened", name]] is None:
            self._set_day(raw, "opened", name)
