"""Work out by when each thing must have come, on every run on which everybody keeps the text.

A thing is *forced* when the text itself brings it about (a term runs out), or when a duty that
nothing excuses falls due. What is not forced may never come; then the first clause that leaves it
open is named. To be forced is a least fixed point: things that would force only each other are not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.base.spans import Span
from servanda.checks.clauses import certain
from servanda.checks.dates.compile import begun, term_of
from servanda.checks.dates.dues import Bound, Due
from servanda.checks.dates.duty import LENGTHENS, NO_DATE, Duties
from servanda.checks.dates.forms import At, Dates, Form, Shift, nodes_of, reasons_of
from servanda.checks.dates.happens import condition_that_ends
from servanda.checks.dates.network import Network, sources
from servanda.checks.dates.solve import Earliest
from servanda.checks.waits import end_of, start_of
from servanda.model.provisions import (
    DoneWhen,
    EffectKind,
    EndsWhen,
    NotBefore,
    OwnSpan,
    PhaseTerm,
    Provision,
    RunsOn,
    Survives,
    Then,
)
from servanda.model.times import Is, Status

_TURNS_AT_MOST = 40
"""How often a date may move; where lengths are counted in a ring it might go on."""

_ENDS = (EffectKind.TERMINATE, EffectKind.WITHDRAW, EffectKind.END)


class Open(NamedTuple):
    """Say why a thing need not come by any date: in words, with the clause that leaves it open."""

    why: str
    span: Span | None
    source: str = ""


class Forced(NamedTuple):
    """Say by when a thing must have come, by which clause, and what that is counted from."""

    at: Instant
    why: str
    span: Span | None
    source: str = ""


Fate = Forced | Open


class Latest(Struct, kw_only=True):
    """Hold, for each thing, by when it must have come, or why it need not."""

    network: Network
    at: dict[str, Instant | None]
    fates: dict[str, Fate] = field(default_factory=dict)


def latest(solved: Earliest) -> Latest:
    """Work out by when each thing must have come, given the earliest dates of all things."""
    network = solved.network
    found = Latest(network=network, at=dict(network.known))
    judge = _Judge(solved, found)
    after: dict[str, list[str]] = {}
    for node in network.waits:
        for source in judge.looked_at(node):
            after.setdefault(source, []).append(node)
    queue, waiting = deque(network.waits), set(network.waits)
    turns: dict[str, int] = {}
    while queue:
        node = queue.popleft()
        waiting.discard(node)
        fate = judge.fate(node)
        found.fates[node] = fate
        before = found.at.get(node)
        if not isinstance(fate, Forced) or (before is not None and fate.at >= before):
            continue
        found.at[node] = fate.at
        turns[node] = turns.get(node, 0) + 1
        if turns[node] > _TURNS_AT_MOST:
            continue
        for other in after.get(node, ()):
            if other not in waiting:
                waiting.add(other)
                queue.append(other)
    return found


class _Judge:
    """Judge one thing at a time by the clauses that could force it."""

    def __init__(self, solved: Earliest, found: Latest) -> None:
        self.solved = solved
        self.found = found
        self.network = solved.network
        self.machine = solved.network.machine
        self.agreement = self.machine.agreement
        self.dates: Dates = solved.dates.on(found.at)
        self.duties = Duties(self.machine)
        self.dues: dict[str, list[Due]] = {}
        for due in self.network.dues:
            self.dues.setdefault(due.node, []).append(due)
        self._phases: dict[str, tuple[str, PhaseId]] = {}
        for phase in self.agreement.phases:
            self._phases[start_of(phase)] = ("start", phase)
            self._phases[term_of(phase)] = ("term", phase)
            self._phases[end_of(phase)] = ("end", phase)
        self._begun = {begun(p): p for p in self.agreement.provisions}
        self._needed = self._needs()

    def _needs(self) -> dict[str, list[tuple[ProvisionId, Form]]]:
        """Map each thing to the duties that cannot be met without it."""
        needed: dict[str, list[tuple[ProvisionId, Form]]] = {}
        for provision in self.agreement.provisions.values():
            if provision.id not in self.dues:
                continue
            for clause in self.machine.clauses(provision.id):
                if isinstance(clause, DoneWhen):
                    for part in certain(clause.condition):
                        if isinstance(part, Is) and (name := self._event_of(part)):
                            needed.setdefault(name, []).append((provision.id, At(name)))
                elif isinstance(clause, NotBefore):
                    form = self.duties.compiler.point(clause.point)
                    if isinstance(form, At | Shift) and len(nodes_of(form)) == 1:
                        needed.setdefault(nodes_of(form)[0], []).append((provision.id, form))
        return needed

    def _event_of(self, part: Is) -> str:
        if part.target in self.agreement.processes:
            is_over = part.status in (Status.ENDED, Status.LAPSED)
            return "" if is_over else self.agreement.processes[part.target].opened
        return part.target if part.target not in self.agreement.phases else ""

    def looked_at(self, node: str) -> Iterator[str]:
        """Give all whose fate decides that of a thing."""
        yield from sources(self.network.waits[node])
        for due in self.dues.get(node, ()):
            yield from nodes_of(due.form)
            yield from nodes_of(due.last) if due.last is not None else ()
        for provision, _ in self._needed.get(node, ()):
            yield provision
        if node in self._begun:
            yield self._begun[node]
        yield from self.duties.counterparts(node)

    def fate(self, node: str) -> Fate:
        """Say by when a thing must have come, or why it need not."""
        if node in self._phases:
            kind, phase = self._phases[node]
            own = {"start": self._start, "term": self._term, "end": self._end}[kind](phase)
        elif node in self._begun:
            own = self._begin(node, self._begun[node])
        elif node in self.agreement.provisions:
            own = self._provision(self.agreement.provisions[ProvisionId(node)])
        elif node in self.agreement.events:
            event = self.agreement.events[EventId(node)]
            own = Open("nobody must bring it about", event.span)
        else:
            own = self._any_way(node)
        needed = [f for f in map(self._by_need, self._needed.get(node, ())) if f is not None]
        best = min(needed, key=lambda forced: forced.at, default=None)
        if best is None or (isinstance(own, Forced) and own.at <= best.at):
            return own
        return best

    def _by_need(self, need: tuple[ProvisionId, Form]) -> Forced | None:
        """Force what a duty that must be met cannot be met without."""
        provision, form = need
        at = self.found.at.get(provision)
        if at is None:
            return None
        span = self.agreement.provisions[provision].span
        if isinstance(form, Shift):
            at = self.machine.calendar.add(at, -form.duration)
        if at < (self.solved.at.get(nodes_of(form)[0]) or at):
            return None  # too early for it: the duty cannot be met, and forces nothing
        return Forced(at, f"must come before {provision} can be met", span, provision)

    def _value(self, form: Form, *, is_last: bool = False) -> tuple[Instant, str] | None:
        return self.dates.value(form, is_last=is_last)

    def _why_not(self, form: Form, span: Span | None, words: str) -> Open:
        """Say which thing keeps a form from being forced."""
        idle = [node for node in nodes_of(form) if self.found.at.get(node) is None]
        return Open(f"{words} {spoken(idle[0])}" if idle else words, span, idle[0] if idle else "")

    def _any_way(self, node: str) -> Fate:
        (group, *_) = self.network.waits[node] or ((),)
        values = [(v, b) for b in group if (v := self._value(b.form)) is not None]
        if not values:
            return Open("nobody must bring it about", group[0].span if group else None)
        value, bound = min(values, key=lambda pair: pair[0][0])
        return Forced(value[0], bound.why, bound.span, value[1])

    # -- phases ------------------------------------------------------------------------------

    def _start(self, phase: PhaseId) -> Fate:
        ways = [self._way(phase, bound) for bound in self.network.waits[start_of(phase)][0]]
        forced = [way for way in ways if isinstance(way, Forced)]
        if forced:
            return min(forced, key=lambda way: way.at)
        return next(way for way in ways if isinstance(way, Open))

    def _way(self, phase: PhaseId, bound: Bound) -> Fate:
        value = self._value(bound.form, is_last=bound.is_last)
        if value is None:
            return self._why_not(bound.form, bound.span, "it waits for")
        for before in self.agreement.phases:
            for clause in self.machine.clauses(before):
                if isinstance(clause, Then) and clause.span == bound.span:
                    return self._passage(before, clause, bound, value)
        return Forced(value[0], bound.why, bound.span, value[1])

    def _passage(
        self, before: PhaseId, clause: Then, bound: Bound, value: tuple[Instant, str]
    ) -> Fate:
        """Say by when one phase passes to another, unless it may end in some other way."""
        other = self._other_end(before, clause)
        if other is not None:
            return other
        if clause.condition is not None:
            held = self._value(self.duties.compiler.condition(clause.condition))
            ends = self.solved.at.get(term_of(before))
            if held is None or (ends is not None and held[0] > ends):
                why = f"{before} may end before this must hold"
                return Open(why, clause.span, end_of(before))
        return Forced(value[0], bound.why, bound.span, value[1])

    def _other_end(self, phase: PhaseId, chosen: Then | None) -> Open | None:
        """Find a way in which a phase may end, or be held, other than by the clause chosen."""
        is_before = True
        for clause in self.machine.clauses(phase):
            if isinstance(clause, EndsWhen):
                return Open(f"{phase} may end otherwise", clause.span, end_of(phase))
            if clause is chosen:
                is_before = False
            elif isinstance(clause, Then) and (is_before or clause.at_once):
                return Open(f"{phase} may pass to {clause.phase}", clause.span, end_of(phase))
        for power in self.duties.powers_on(phase, EffectKind.SUSPEND, *LENGTHENS, *_ENDS):
            if self._is_limited(power, phase):
                continue
            return Open(f"`{power.id}` may end, hold or lengthen {phase}", power.span)
        return None

    def _term(self, phase: PhaseId) -> Fate:
        started = self.found.at.get(start_of(phase))
        if started is None:
            return Open(f"phase {phase} need never begin", None, start_of(phase))
        prolonged = self._runs_on(phase)
        if prolonged is not None:
            return prolonged
        for power in self.duties.powers_on(phase, *LENGTHENS):
            if self._is_limited(power, phase):
                continue
            return Open(
                f"`{power.id}` may lengthen it without a limit told here", power.span, power.id
            )
        fates = [
            self._value(b.form, is_last=b.is_last) for b in self.network.waits[term_of(phase)][1]
        ]
        bounds = self.network.waits[term_of(phase)][1]
        known = [(v, b) for v, b in zip(fates, bounds, strict=True) if v is not None]
        if not known:
            return self._why_not(bounds[0].form, bounds[0].span, "its term waits for")
        value, bound = min(known, key=lambda pair: pair[0][0])
        at = self.duties.lengthened(phase, max(value[0], started))
        return Forced(at, bound.why, bound.span, value[1])

    def _is_limited(self, power: Provision, phase: PhaseId) -> bool:
        """Tell whether a power only lengthens a phase, by a length and as often as the text says."""
        effect = power.effect
        is_longer = effect is not None and effect.kind in LENGTHENS
        return is_longer and self.duties.lengthening(power, phase) is not None

    def _end(self, phase: PhaseId) -> Fate:
        started = self.found.at.get(start_of(phase))
        if started is None:
            return Open(f"phase {phase} need never begin", None, start_of(phase))
        clauses = self.machine.clauses(phase)
        has_term = any(isinstance(c, PhaseTerm) for c in clauses)
        fates: list[Fate] = []
        for clause in clauses:
            condition = condition_that_ends(clause, has_term=has_term)
            if condition is not None:
                form = self.duties.compiler.condition(condition)
                value = self._value(form)
                if value is None:
                    fates.append(self._why_not(form, clause.span, "it ends only with"))
                else:
                    at = max(value[0], started)
                    fates.append(Forced(at, "ends when this holds", clause.span, value[1]))
        fates.append(self._end_of_term(phase, has_term))
        forced = [fate for fate in fates if isinstance(fate, Forced)]
        if forced:
            return min(forced, key=lambda fate: fate.at)
        return fates[-1] if has_term else fates[0]

    def _runs_on(self, phase: PhaseId) -> Open | None:
        """Say whether a phase may run on past its term, and what is due with its end be put off."""
        clauses = self.machine.clauses(phase)
        if any(isinstance(c, Then) and c.condition is None for c in clauses):
            return None
        for clause in clauses:
            if isinstance(clause, RunsOn):
                return Open(f"{phase} may run on past its term", clause.span)
        return None

    def _end_of_term(self, phase: PhaseId, has_term: bool) -> Fate:
        if not has_term:
            return Open("it has no term", self.agreement.phases[phase].span)
        for power in self.duties.powers_on(phase, EffectKind.SUSPEND):
            return Open(f"`{power.id}` may hold it", power.span)
        term = self.found.at.get(term_of(phase))
        if term is None:
            fate = self.found.fates.get(term_of(phase))
            return fate if isinstance(fate, Open) else Open("its term is open", None)
        return Forced(term, "ends with its term", None, term_of(phase))

    # -- provisions --------------------------------------------------------------------------

    def _begin(self, node: str, provision: ProvisionId) -> Fate:
        """Force a beginning by its own date, or with the performance."""
        owner = self.agreement.provisions[provision]
        dues = self.dues.get(node, [])
        fate = self._dated(owner, dues) if dues else Open(NO_DATE, owner.span)
        whole = self.found.at.get(provision)
        if whole is not None and not (isinstance(fate, Forced) and fate.at <= whole):
            return Forced(whole, "begins before it is done", owner.span, provision)
        return fate

    def _provision(self, provision: Provision) -> Fate:
        dues = self.dues.get(provision.id, [])
        open_ended = self.duties.undated(provision)
        if open_ended is not None or not dues:
            return Open(*(open_ended or (NO_DATE, provision.span, "")))
        return self._dated(provision, dues)

    def _dated(self, provision: Provision, dues: list[Due]) -> Fate:
        """Force a duty by its last date, unless something lets it be put off or fall away."""
        loose = self.duties.loose(provision, self.found.at)
        if loose is not None:
            return Open(*loose)
        for group in self.network.waits[provision.id][:1]:
            for bound in group:
                if self._value(bound.form) is None:
                    return self._why_not(bound.form, bound.span, "it need never be owed, without")
        for clause in self.machine.clauses(provision.id):
            if isinstance(clause, OwnSpan) and clause.start is not None:
                form = self.duties.compiler.point(clause.start)
                if self._value(form) is None:
                    return self._why_not(form, clause.span, "it need never be in effect, without")
        fates = [(due, self._due(provision, due)) for due in dues]
        whole = [fate for due, fate in fates if due.is_whole and isinstance(fate, Forced)]
        opens = [fate for _, fate in fates if isinstance(fate, Open)]
        if opens and not whole:
            return opens[0]
        forced = whole or [fate for _, fate in fates if isinstance(fate, Forced)]
        pick = min if whole else max
        last = pick(forced, key=lambda fate: fate.at)
        return self._ends_before(provision, last.at, dues) or last

    def _due(self, provision: Provision, due: Due) -> Fate:
        form = due.form if due.last is None else due.last
        value = self._value(form, is_last=True)
        if value is None and reasons_of(form):
            return Open(reasons_of(form)[0], due.span)
        if value is None:
            return self._unstarted(due)
        at, source = value
        calendar = self.machine.calendar
        for floor in due.floors:
            owed = self._value(floor.form)
            if owed is None:
                return self._why_not(floor.form, floor.span, "it need never be owed, without")
            if due.is_raised and owed[0] > at:
                at, source = calendar.end_of_day(calendar.date_of(owed[0])), owed[1]
        at = self.duties.later(provision, at, self.found.at)
        return Forced(at, "is due", due.span, source)

    def _unstarted(self, due: Due) -> Open:
        """Say what keeps a date from being known: an end that is open, or a clock that never starts."""
        for node in nodes_of(due.form):
            kind, phase = self._phases.get(node, ("", None))
            is_term = kind == "term" and phase is not None
            if is_term and self.found.at.get(start_of(str(phase))) is not None:
                return Open(f"it is due only with the end of {phase}", due.span, node)
        return self._why_not(due.form, due.span, "its clock may never start, without")

    def _ends_before(self, provision: Provision, at: Instant, dues: list[Due]) -> Open | None:
        """Say whether a phase may end, and its duties with it, before they are due."""
        phase = provision.phase
        clauses = self.machine.clauses(provision.id)
        for clause in clauses:
            if isinstance(clause, OwnSpan) and clause.end is not None:
                over = self.solved.dates.value(self.duties.compiler.point(clause.end), is_last=True)
                if over is not None and over[0] < at:
                    return Open("it lapses with its own span", clause.span)
        if phase is None or any(isinstance(c, Survives) for c in clauses):
            return None
        if all(due.form == At(term_of(phase)) for due in dues):
            return None
        has_term = any(isinstance(c, PhaseTerm) for c in self.machine.clauses(phase))
        ways = {b.span: b for b in self.network.waits[end_of(phase)][1]}
        mine = {str(provision.id)}
        for clause in clauses:
            if isinstance(clause, DoneWhen):
                mine.update(p.target for p in certain(clause.condition) if isinstance(p, Is))
        for clause in self.machine.clauses(phase):
            condition = condition_that_ends(clause, has_term=has_term)
            if condition is not None and any(
                isinstance(p, Is) and p.target in mine for p in certain(condition)
            ):
                ways.pop(clause.span, None)
        for bound in ways.values():
            value = self.solved.dates.value(bound.form, is_last=bound.is_last)
            if value is not None and value[0] < at:
                return Open(f"it falls away if {phase} ends before", bound.span, end_of(phase))
        return None


def spoken(node: str) -> str:
    """Quote a name; what is described in words stands as it is."""
    return f"`{node}`" if " " not in node else node
