"""Write a run that Servanda tells as a record, and have the machine and the monitor replay it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from oracle import small as s
from oracle.rules import Act
from servanda.checks.claims import Told
from servanda.machine import LifeState, Machine, Occur, State, Use, View, advance, initial, take
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.monitor import Outlook, Question, status
from servanda.monitor.replay import steps
from servanda.workspace import load_text

_START = datetime(2025, 1, 1)
_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one act of a run: on which day and minute, its kind and name as the explorer has them."""

    minute: int
    kind: str
    name: str
    by: tuple[str, ...]

    @property
    def day(self) -> int:
        """Give the day of the agreement."""
        return self.minute // _MINUTES + 1


class Untold(Exception):
    """Say that a line of a run is not understood."""


def steps_of(small: s.Small, run: Sequence[Told], start: int) -> list[Step]:
    """Read the acts out of a run told in words.

    Raises:
        Untold: when a line names something that nobody wrote.
    """
    found = []
    for told in run:
        if told.by or told.what.endswith(" comes about"):
            kind, name, times = _act(small, told.what)
            found += [Step(told.on - start, kind, name, tuple(told.by))] * times
    return found


def _act(small: s.Small, what: str) -> tuple[str, str, int]:
    if found := re.fullmatch(r"(\w+) comes about", what):
        return "event", found[1], 1
    if found := re.fullmatch(r"(\w+): (opened|declared ended)", what):
        return ("opens" if found[2] == "opened" else "ends"), found[1], 1
    if found := re.match(r"performs ([\w./-]+):", what):
        count = re.search(r"\((\d+)[^()]*\)$", what)
        return "perform", found[1], int(count[1]) if count else 1
    if found := re.fullmatch(r"certifies ([\w./-]+)", what):
        return "certify", found[1], 1
    powers = {p.name for p in small.provisions if isinstance(p, s.Power)}
    if (found := re.search(r"\(([\w.-]+)\)$", what)) and found[1] in powers:
        return "use", found[1], 1
    raise Untold(what)


def dated(
    acts: Sequence[Step], run: Sequence[tuple[int, Act]], chosen: frozenset[str]
) -> list[Step]:
    """Give a completed run its minutes and authors: those told, else as soon as may be.

    What nobody is named for is done by whomever the reading chosen names.
    """
    silent = {f"{name}.{edge}".rstrip("."): who for name, edge, who in map(_silence, chosen)}
    left, now, found = list(acts), 0, []
    for day, act in run:
        now = max(now, (day - 1) * _MINUTES)
        edge = {"opens": ".opened", "ends": ".ended"}.get(act.kind, "")
        by = (silent[act.name + edge],) if act.name + edge in silent else act.by
        if left and (left[0].day, left[0].kind, left[0].name) == (day, act.kind, act.name):
            now, by = max(now, left[0].minute), left.pop(0).by
        found.append(Step(now, act.kind, act.name, by))
    return found


def _silence(reading: str) -> tuple[str, str, str]:
    name, _, who = reading.rpartition(".")
    name, _, edge = name.partition(".")
    return name, edge, who


def record_of(small: s.Small, acts: Sequence[Step]) -> str:
    """Write acts as a record."""
    lines = ["record of drawn"]
    for act in acts:
        at = (_START + timedelta(minutes=act.minute)).strftime("%Y-%m-%d %H:%M")
        by = ", ".join(act.by)
        match act.kind:
            case "event":
                lines.append(f"{at} happens {act.name}" + (f" by {by}" if by else ""))
            case "opens" | "ends":
                lines.append(f"{at} {act.kind} {act.name} by {by}")
            case "perform":
                duty = act.name.partition("/")[0]
                amount = next(
                    p.amount for p in small.provisions if p.name == duty and isinstance(p, s.Duty)
                )
                lines.append(f"{at} act {by} {duty}" + (" 1" if amount else ""))
            case "certify":
                lines.append(f"{at} certify {by} {act.name}")
            case _:
                lines.append(f"{at} exercise {by} {act.name}")
    return "\n".join(lines) + "\n"


def faults_of(
    text: str,
    small: s.Small,
    acts: Sequence[Step],
    choice: Choice,
    *,
    is_faithful: bool,
) -> list[str]:
    """Replay a run on the machine and by the monitor; say what keeps it from being faithful."""
    loaded = load_text({"drawn.pact": text, "drawn.record": record_of(small, acts)})
    if loaded.agreement is None or loaded.has_errors:
        return [f"the record cannot be read: {d.message}" for d in loaded.diagnostics]
    agreement = loaded.agreement
    faults = _on_the_machine(agreement, choice, len(acts), is_faithful=is_faithful)
    return [*faults, *(_by_the_monitor(agreement, acts, choice) if is_faithful else ())]


def _on_the_machine(
    agreement: Agreement, choice: Choice, count: int, *, is_faithful: bool
) -> list[str]:
    machine = Machine(agreement, choice)
    start = agreement.header.in_force
    assert start is not None and start.earliest is not None
    found = steps(machine, Outlook(on=start.earliest + 1000 * _MINUTES))
    faults = [] if len(found) == count + 1 else [f"{len(found) - 1} of {count} steps count"]
    state = initial(machine)
    for step in found:
        if is_faithful and state.now is not None:
            state = _mornings(machine, state, step.at, faults)
        before = View(machine, advance(machine, state, step.at))
        state = take(machine, state, step)
        if isinstance(step.move, Use):
            if len(state.uses.get(step.move.power, ())) == _uses(before, step.move):
                faults.append(f"the use of {step.move.power} has no effect")
        elif isinstance(step.move, Occur) and is_faithful:
            faults += _broken(machine, before, step.move.event)
    return faults


def _uses(view: View, move: Use) -> int:
    return len(view.state.uses.get(move.power, ()))


def _mornings(machine: Machine, state: State, to: int, faults: list[str]) -> State:
    """Let time pass to an instant, and note every morning on the way what is overdue."""
    assert state.now is not None
    while state.now is not None and state.now < to:
        state = advance(machine, state, min(to, (state.now // _MINUTES + 1) * _MINUTES))
        faults += _overdue(machine, View(machine, state))
    return state


def _overdue(machine: Machine, view: View) -> list[str]:
    found = [
        p.id
        for p, life in view.life_of_all()
        if machine.applies(p) and life.state is LifeState.OVERDUE and not life.is_curable
    ]
    return [f"{name} is overdue without excuse at {view.now}" for name in found]


def _broken(machine: Machine, view: View, event: str) -> list[str]:
    found = machine.agreement.events[event]  # type: ignore[index]
    return [
        f"{event} breaks {name}"
        for name, guard in found.breaks
        if guard.admits(machine.choice) and view.life(name).state is LifeState.IN_EFFECT  # type: ignore[arg-type]
    ]


def _by_the_monitor(agreement: Agreement, acts: Sequence[Step], choice: Choice) -> list[str]:
    """Ask the monitor where the agreement stands the morning after the last step."""
    start = agreement.header.in_force
    assert start is not None and start.earliest is not None
    last = max((act.day for act in acts), default=1)
    asked = Question(on=start.earliest + last * _MINUTES, fixed=tuple(choice.items()))
    return [
        f"the monitor says {each.provision.id} is overdue"
        for each in status(agreement, asked).provisions
        for answer in each.answers
        if answer.verdict.state == "overdue" and not answer.verdict.is_curable
    ]
