"""Say who may do what in a state, and what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from oracle import small as s
from oracle.layout import AGO, Raw, State
from oracle.lives import ACTIVE, CURABLE, EXCUSED, LATE, MISSED
from oracle.powers import Powers

_PERFORMABLE = frozenset({ACTIVE, LATE, CURABLE, EXCUSED, MISSED})


@dataclass(frozen=True, slots=True)
class Act:
    """Say what somebody does: the kind, the name, and who; any one of them, if `is_any`.

    `is_breach` when it breaks a prohibition in effect, on runs that need not be faithful.
    """

    kind: str
    name: str
    by: tuple[str, ...] = ()
    is_any: bool = False
    is_breach: bool = False


class Rules(Powers):
    """Hold one small agreement under one choice of readings, ready to be run."""

    def acts(self, state: State) -> Iterator[tuple[Act, State]]:
        """Give what may be done now, and what it leads to."""
        for act, change in self._offers(state):
            raw = list(state)
            change(raw)
            self.settle(raw, is_evening=False)
            after = self.normal(raw)
            if after != state:
                yield act, after

    def _offers(self, state: State) -> Iterator[tuple[Act, Callable[[Raw], None]]]:
        for name in self.powers:
            if state[self.at["pending", name]] == 0:
                yield Act("effect", name), lambda raw, n=name: self.take_effect(raw, n)  # type: ignore[misc]
        for event in self.small.events:
            if self._may_happen(state, event):
                by = self.speakers(event.agency, event.name)
                act = Act("event", event.name, by, is_any(event.agency), self._breaks(state, event))
                yield act, lambda raw, n=event.name: self._happen(raw, n)  # type: ignore[misc]
        for process in self.small.processes:
            yield from self._edges(state, process)
        for name, duty in self.duties.items():
            yield from self._performances(state, name, duty)
        for name, power in self.powers.items():
            if self._may_use(state, power):
                act = Act("use", name, power.agency.actors, is_any(power.agency))
                yield act, lambda raw, n=name: self._use(raw, n)  # type: ignore[misc]

    def speakers(self, agency: s.Agency, silence: str) -> tuple[str, ...]:
        """Give who brings a thing about; of the silent, the one whom the reading names."""
        if agency.manner == "nobody":
            chosen = [c.rpartition(".")[2] for c in self.chosen if c.rpartition(".")[0] == silence]
            return () if chosen in ([], ["nobody"]) else (chosen[0],)
        return agency.actors

    def _able(self, agency: s.Agency, silence: str) -> bool:
        return agency.manner == "world" or bool(self.speakers(agency, silence))

    def _may_happen(self, state: State, event: s.Event) -> bool:
        if state[self.at["on", event.name]] is not None and not event.is_recurring:
            return False
        if not self._able(event.agency, event.name):
            return False
        for clause in self.rules[event.name]:
            match clause:
                case s.OnlyWhen(when=when) if not self.holds(state, when):
                    return False
                case s.Earliest(point=point) if not self.is_reached(state, point):
                    return False
                case _:
                    continue
        return not (self.is_faithful and self._breaks(state, event))

    def _breaks(self, state: State, event: s.Event) -> bool:
        bans = [c.ban for c in self.rules[event.name] if isinstance(c, s.Breaks)]
        return any(self.binds(state, ban) for ban in bans)

    def binds(self, state: State, name: str) -> bool:
        """Tell whether a prohibition or a power is in effect: not ended, not suspended."""
        if not self.in_effect(state, name) or self.ended(state, name) is not None:
            return False
        return self.held_since(state, name) is None

    def _edges(
        self, state: State, process: s.Process
    ) -> Iterator[tuple[Act, Callable[[Raw], None]]]:
        name = process.name
        if not state[self.at["open", name]]:
            if self._able(process.opened, f"{name}.opened"):
                by = self.speakers(process.opened, f"{name}.opened")
                act = Act("opens", name, by, is_any(process.opened))
                yield act, lambda raw: self._open(raw, name)
        elif self._able(process.ended, f"{name}.ended"):
            by = self.speakers(process.ended, f"{name}.ended")
            act = Act("ends", name, by, is_any(process.ended))
            yield act, lambda raw: self._close(raw, name)

    def _performances(
        self, state: State, name: str, duty: s.Duty
    ) -> Iterator[tuple[Act, Callable[[Raw], None]]]:
        clauses = self.clauses[name]
        if any(isinstance(c, s.DoneWhen) for c in clauses):
            return
        certifiers = [c.by for c in clauses if isinstance(c, s.Certified)]
        for one in self.of(name):
            done = state[self.at["done", one]] or 0
            full = done >= (duty.amount or 1)
            if certifiers and full and not state[self.at["cert", one]]:
                yield Act("certify", name, (certifiers[-1],)), lambda raw: self._certify(raw, name)
            if full or not self._may_perform(state, name, one):
                continue
            act = Act("perform", one, self.debtors(name, one), is_any(duty.agency))
            yield act, lambda raw, o=one: self._perform(raw, name, o)  # type: ignore[misc]

    def debtors(self, name: str, one: str) -> tuple[str, ...]:
        """Give who owes an instance of a duty."""
        actors = self.duties[name].agency.actors
        return (one.rpartition("/")[2],) if "/" in one else actors

    def _may_perform(self, state: State, name: str, one: str) -> bool:
        for clause in self.clauses[name]:
            if isinstance(clause, s.Earliest) and not self.is_reached(state, clause.point):
                return False
        return self.conventions.early_acts or self.life(state, name, one) in _PERFORMABLE

    def _perform(self, raw: Raw, name: str, one: str) -> None:
        index = self.at["done", one]
        raw[index] = (raw[index] or 0) + 1
        if (raw[index] or 0) >= (self.duties[name].amount or 1) and not any(
            isinstance(c, s.Certified) for c in self.clauses[name]
        ):
            self._meet(raw, one)

    def _meet(self, raw: Raw, one: str) -> None:
        raw[self.at["met", one]] = raw[0] if ("met", one) in self.measured else AGO

    def _certify(self, raw: Raw, name: str) -> None:
        for one in self.of(name):
            raw[self.at["cert", one]] = 1
            self._meet(raw, one)


def is_any(agency: s.Agency) -> bool:
    """Tell whether any one of several may act."""
    return agency.manner == "any"
