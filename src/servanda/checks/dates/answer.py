"""Say, of each milestone of a text, how early and how late it can be, under each reading that matters."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId
from servanda.base.spans import Span
from servanda.checks.circles import Circle, circles
from servanda.checks.clocks import IdleClock, idle_clocks
from servanda.checks.dates.compile import begun
from servanda.checks.dates.conflicts import Conflict, due_at
from servanda.checks.dates.dues import Due
from servanda.checks.dates.forced import Forced, Open, spoken
from servanda.checks.dates.forms import nodes_of
from servanda.checks.dates.network import is_act
from servanda.checks.dates.reach import ambiguities_below
from servanda.checks.dates.solve import held_up
from servanda.checks.dates.windows import Solved, solve
from servanda.checks.waits import end_of, start_of
from servanda.machine import Machine
from servanda.machine.choices import Line, Pairs, choices, decided, stands_for
from servanda.machine.cone import Cones
from servanda.machine.memory import text_of
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.provisions import Modality, StartBy

STEPS_AT_MOST = 24
"""How much of a chain is kept: the clauses nearest to what it explains."""

TOO_SOON = "it would have to come before it can: see the dates that cannot be kept"


class Step(Struct, frozen=True):
    """Hold one clause of a chain: what comes when, and by which clause it comes no sooner or later."""

    name: str
    at: Instant
    why: str
    span: Span | None


class Reason(Struct, frozen=True):
    """Say in words why something need not come by any date, with the clause that leaves it open."""

    name: str
    why: str
    span: Span | None


class Part(Struct, frozen=True):
    """Hold one date of a duty: when it is due if all comes as early as it can, and its slack.

    `slack_days` counts civil days from the earliest act to the date; it is negative where the date
    cannot be kept on that run.
    """

    number: int
    due: Instant
    slack_days: int
    span: Span
    is_beginning: bool


class Window(Struct, frozen=True):
    """Hold how early and how late something can be, under one reading.

    `earliest` is None where no run reaches it. `latest` is None where it need never come, or comes
    without a limit; then `reasons` say what leaves it open, each for the sake of the one before.
    """

    earliest: Instant | None
    latest: Instant | None
    reasons: tuple[Reason, ...]
    early_chain: tuple[Step, ...]
    late_chain: tuple[Step, ...]
    parts: tuple[Part, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def verdict(self) -> tuple[object, ...]:
        """Give what a reading can change: dates and reasons, and not the lines they stand in."""
        parts = tuple((part.number, part.due, part.slack_days) for part in self.parts)
        words = tuple(reason.why for reason in self.reasons)
        return self.earliest, self.latest, words, parts, len(self.conflicts)

    @property
    def slack_days(self) -> int | None:
        """Give the least slack of its dates; None where it has none."""
        return min((part.slack_days for part in self.parts), default=None)


class WindowAnswer(Struct, frozen=True, kw_only=True):
    """Hold a window with the readings under which it is so."""

    reading: Line
    window: Window


class Milestone(Struct, frozen=True, kw_only=True):
    """Hold the windows of one thing: the start or the end of a phase, an event, or an act."""

    name: str
    kind: str
    title: str
    span: Span
    answers: tuple[WindowAnswer, ...]


class DatesResult(Struct, frozen=True, kw_only=True):
    """Hold all that a text says of its dates, for an entry into force at an instant."""

    start: Instant
    milestones: tuple[Milestone, ...]
    circles: tuple[Circle, ...]
    clocks: tuple[IdleClock, ...]
    is_settled: bool

    @property
    def conflicts(self) -> Iterator[tuple[Line, Conflict]]:
        """Give each date that cannot be kept, with the readings under which that is so."""
        for milestone in self.milestones:
            for answer in milestone.answers:
                for conflict in answer.window.conflicts:
                    yield answer.reading, conflict


def dates(agreement: Agreement, start: Instant, fixed: Choice | None = None) -> DatesResult:
    """Say how early and how late each milestone can be, if the agreement enters into force then."""
    asker = _Asker(agreement, start, fixed or {})
    milestones = tuple(asker.milestone(*each) for each in _milestones(agreement))
    return DatesResult(
        start=start,
        milestones=milestones,
        circles=circles(agreement),
        clocks=idle_clocks(agreement),
        is_settled=asker.is_settled,
    )


def _milestones(agreement: Agreement) -> Iterator[tuple[str, str, str, str, Span]]:
    """Give the milestones of a text: name, node, kind, title and place."""
    for phase in agreement.phases.values():
        for kind, node in (("start", start_of(phase.id)), ("end", end_of(phase.id))):
            yield phase.id, node, kind, phase.title, phase.span
    for event in agreement.events.values():
        yield event.id, event.id, "event", event.title, event.span
    for provision in agreement.provisions.values():
        if is_act(provision):
            title, span = provision.action.words, provision.span
            if any(isinstance(clause, StartBy) for clause in provision.clauses):
                yield provision.id, begun(provision.id), "beginning", title, span
            kind = "power" if provision.modality is Modality.POWER else "act"
            yield provision.id, provision.id, kind, title, span


class _Kept(Struct, kw_only=True):
    solved: Solved
    dues: dict[str, list[Due]] = field(default_factory=dict)
    conflicts: dict[str, list[Conflict]] = field(default_factory=dict)


class _Asker:
    """Ask each milestone under each choice it can see; choices that give one text are solved once."""

    def __init__(self, agreement: Agreement, start: Instant, fixed: Choice) -> None:
        self.agreement = agreement
        self.start = start
        self.fixed = fixed
        cones = Cones(agreement)
        self.seen = ambiguities_below(cones)
        self._by_text: dict[object, _Kept] = {}
        self._by_machine: dict[int, _Kept] = {}
        self._of_all = tuple(cones.uses)
        self._seen: dict[frozenset[AmbiguityId], list[tuple[Pairs, Machine]]] = {}

    def milestone(self, name: str, node: str, kind: str, title: str, span: Span) -> Milestone:
        """Give the windows of one milestone, one for each group of readings that matter to it."""
        seen = self.seen.get(name, frozenset())
        rows = {pairs: self._window(m, node) for pairs, m in self._machines_of(seen)}
        verdicts = {pairs: window.verdict for pairs, window in rows.items()}
        answers = []
        for reading, verdict in decided(verdicts):
            like = (p for p in rows if verdicts[p] == verdict and stands_for(reading, p))
            answers.append(WindowAnswer(reading=reading, window=rows[next(like)]))
        return Milestone(name=name, kind=kind, title=title, span=span, answers=tuple(answers))

    def _machines_of(self, seen: frozenset[AmbiguityId]) -> list[tuple[Pairs, Machine]]:
        if seen not in self._seen:
            found: list[tuple[Pairs, Machine]] = []
            for choice in choices(self.agreement, seen, self.fixed):
                pairs = tuple(sorted((name, choice[name]) for name in seen))
                found.append((pairs, Machine(self.agreement, choice)))
            self._seen[seen] = found
        return self._seen[seen]

    def _solved(self, machine: Machine) -> _Kept:
        """Solve a machine once, and machines of one text together."""
        kept = self._by_machine.get(id(machine))
        if kept is not None:
            return kept
        text = text_of(machine, self._of_all)
        if text not in self._by_text:
            solved = solve(machine, self.start)
            kept = _Kept(solved=solved)
            for due in solved.network.dues:
                kept.dues.setdefault(due.node, []).append(due)
            for conflict in solved.conflicts:
                kept.conflicts.setdefault(conflict.due.node, []).append(conflict)
            self._by_text[text] = kept
        self._by_machine[id(machine)] = self._by_text[text]
        return self._by_text[text]

    @property
    def is_settled(self) -> bool:
        """Tell whether all that was asked came to rest."""
        return all(kept.solved.is_settled for kept in self._by_text.values())

    def _window(self, machine: Machine, node: str) -> Window:
        kept = self._solved(machine)
        first, last = kept.solved.earliest, kept.solved.latest
        at = first.at.get(node)
        fate = last.fates.get(node)
        until = fate.at if isinstance(fate, Forced) and at is not None else None
        reasons: tuple[Reason, ...] = ()
        if until is not None and at is not None and until < at:
            until, reasons = None, (Reason(node, TOO_SOON, None),)
        elif node not in kept.solved.network.waits:
            why = "the text asks for no such act under this reading"
            reasons = (Reason(node, why, None),)
        elif at is None:
            reasons = (_never(kept.solved, node),)
        elif until is None:
            reasons = tuple(_reasons(kept.solved, node))
        return Window(
            at,
            until,
            reasons,
            tuple(
                Step(link.node, link.at, link.bound.why, link.bound.span)
                for link in first.chain(node, STEPS_AT_MOST)
                if link.bound is not None
            ),
            tuple(_late_chain(kept.solved, node)) if until is not None else (),
            tuple(_parts(kept, node)),
            tuple(kept.conflicts.get(node, ())),
        )


def _never(solved: Solved, node: str) -> Reason:
    """Say why something can never come."""
    stuck, words = held_up(solved.earliest, node)
    span = next((bound.span for bound in stuck if bound.span is not None), None)
    waits = [
        n for bound in stuck for n in nodes_of(bound.form) if solved.earliest.at.get(n) is None
    ]
    why = words[0] if words else "its phase is over before it can come"
    if waits and not words:
        why = f"it waits for {spoken(waits[0])}, which can never come"
    return Reason(node, why, span)


def _reasons(solved: Solved, node: str) -> Iterator[Reason]:
    """Say why something need never come, and why that for the sake of which it need not."""
    seen: set[str] = set()
    while node and node not in seen and len(seen) < STEPS_AT_MOST:
        seen.add(node)
        fate = solved.latest.fates.get(node)
        if not isinstance(fate, Open):
            return
        yield Reason(node, fate.why, fate.span)
        node = fate.source


def _parts(kept: _Kept, node: str) -> Iterator[Part]:
    first = kept.solved.earliest
    at = first.at.get(node)
    calendar = first.network.machine.calendar
    for due in kept.dues.get(node, ()):
        by = due_at(first, due)
        if at is not None and by is not None:
            slack = calendar.days_between(at, by[0])
            if slack == 0 and by[0] < at:
                slack = -1
            yield Part(due.number, by[0], slack, due.span, due.is_beginning)


def _late_chain(solved: Solved, node: str) -> Iterator[Step]:
    """Give the clauses by which something must have come, the last one first."""
    steps: list[Step] = []
    seen: set[str] = set()
    while node and node not in seen and len(seen) < STEPS_AT_MOST:
        seen.add(node)
        fate = solved.latest.fates.get(node)
        if not isinstance(fate, Forced):
            break
        steps.append(Step(node, fate.at, fate.why, fate.span))
        node = fate.source
    return reversed(steps)
