"""Draw the simple temporal network of a machine: what comes no earlier, and no later, than what.

Nodes are entry into force, the starts, terms and ends of phases, events, performances and uses of
powers. A node waits for *all* of its groups, and of each group for *any* of its bounds: the ways in
which a phase may begin are one group, its conditions each another. A *due* bounds a performance from
above. Each bound carries the clause it comes from, so that every date can be explained by clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, PhaseId, ProvisionId
from servanda.checks.dates.compile import BEGIN, ENTRY, SIGNATURE, Compiler, begun, term_of
from servanda.checks.dates.dues import A_MINUTE, Bound, Due, DueDrawer, Group
from servanda.checks.dates.forms import At, Form, Last, Length, Never, Shift, nodes_of
from servanda.checks.dates.happens import comes_by_expiry, condition_that_ends, mentions_a_phase
from servanda.checks.waits import end_of, start_of
from servanda.machine import Machine, initial
from servanda.machine.steps import is_signature
from servanda.model.events import Event
from servanda.model.provisions import (
    DoneWhen,
    EffectKind,
    EndsWhen,
    Limit,
    Modality,
    NotBefore,
    NoticeOf,
    OnEach,
    OwnSpan,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    Rate,
    Survives,
    Then,
    Trigger,
)

_PERFORMED = frozenset({Modality.DUTY, Modality.PROCURE, Modality.EFFORT, Modality.RECOMMENDATION})
_STANDING = frozenset({Modality.PROHIBITION, Modality.PREVENT})
_ENDING = frozenset({EffectKind.TERMINATE, EffectKind.WITHDRAW, EffectKind.END})


class Network(Struct, frozen=True, kw_only=True):
    """Hold what comes no earlier than what, and by when it is due, under one choice of readings."""

    machine: Machine
    start: Instant
    known: Mapping[str, Instant]
    waits: Mapping[str, tuple[Group, ...]]
    dues: tuple[Due, ...]


def is_act(provision: Provision) -> bool:
    """Tell whether a provision is done by an act, at some time: not kept, and not owed day by day."""
    if provision.modality is Modality.POWER:
        return True
    if provision.modality is Modality.MAINTAIN:
        return any(isinstance(c, DoneWhen) for c in provision.clauses)
    if provision.modality not in _PERFORMED or provision.action.per:
        return False
    return not any(isinstance(c, Limit) for c in provision.clauses)


def draw(machine: Machine, start: Instant) -> Network:
    """Draw the network of a machine, for an agreement that enters into force at an instant."""
    signed = initial(machine).signed
    begin = _beginning(machine, start, signed)
    known = {ENTRY: start, BEGIN: begin}
    if signed is not None:
        known[SIGNATURE] = signed
    drawer = _Drawer(machine)
    dated = DueDrawer(drawer.compiler)
    waits: dict[str, tuple[Group, ...]] = {}
    for event in machine.agreement.events.values():
        waits[event.id] = drawer.event(event)
    for process in machine.agreement.processes.values():
        waits[end_of(process.id)] = (drawer.closing(process.id),)
    for phase in machine.agreement.phases:
        waits[start_of(phase)] = drawer.start(phase)
        waits[term_of(phase)] = drawer.term(phase)
        waits[end_of(phase)] = drawer.end(phase)
    dues: list[Due] = []
    for provision in machine.agreement.provisions.values():
        if not machine.applies(provision):
            continue
        if is_act(provision):
            waits[provision.id] = groups = drawer.provision(provision)
            waits[begun(provision.id)] = groups
            dues.extend(dated.dues(provision))
    return Network(machine=machine, start=start, known=known, waits=waits, dues=tuple(dues))


def _beginning(machine: Machine, start: Instant, signed: Instant | None) -> Instant:
    """Give the instant at which runs begin: signature, where a phase binds from it."""
    if signed is None or signed >= start:
        return start
    clauses = (c for phase in machine.agreement.phases for c in machine.clauses(phase))
    points = (c.point for c in clauses if isinstance(c, PhaseStart) and c.point is not None)
    return signed if any(map(is_signature, points)) else start


class _Drawer:
    """Draw the bounds of each thing from its own sentence, and from those that act upon it."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.agreement = machine.agreement
        self.compiler = Compiler(machine)
        self._by_expiry: dict[PhaseId, bool] = {}
        self._powers: dict[str, list[Provision]] = {}
        for provision in self.agreement.provisions.values():
            if provision.effect is not None and machine.applies(provision):
                self._powers.setdefault(provision.effect.target, []).append(provision)
        self._into: dict[PhaseId, list[tuple[PhaseId, Then]]] = {}
        for phase in self.agreement.phases:
            for clause in machine.clauses(phase):
                if isinstance(clause, Then):
                    self._into.setdefault(clause.phase, []).append((phase, clause))

    def used(self, target: str, *kinds: EffectKind) -> Iterator[Bound]:
        """Give the uses of powers on a thing that have one of some effects."""
        for power in self._powers.get(target, ()):
            if power.effect is not None and power.effect.kind in kinds:
                notices = [c for c in self.machine.clauses(power.id) if isinstance(c, NoticeOf)]
                form = self.compiler.plus(At(power.id), notices[-1].duration if notices else None)
                yield Bound(form, f"may be brought about by {power.id}", power.span)

    # -- events ------------------------------------------------------------------------------

    def event(self, event: Event) -> tuple[Group, ...]:
        """Say what an event waits for: its rules, what forbids it, and its own process."""
        declared = tuple(self.used(event.id, EffectKind.DECLARE))
        if not self.machine.can_happen(event):
            nobody = Never(f"nobody is named who could bring `{event.id}` about")
            return ((*declared, Bound(nobody, "is brought about by nobody", event.span)),)
        groups: list[Group] = [(Bound(At(BEGIN), "may come from the beginning", event.span),)]
        for rule in event.rules:
            if not rule.under.admits(self.machine.choice):
                continue
            if rule.only_when is not None:
                form = self.compiler.condition(rule.only_when)
                groups.append((Bound(form, "may come only when this holds", event.span),))
            if rule.not_before is not None:
                form = self.compiler.point(rule.not_before)
                groups.append((Bound(form, "may not come before", event.span),))
        groups.extend(self._forbidden(event))
        for process in self.agreement.processes.values():
            if event.id == process.ended:
                form = At(process.opened)
                groups.append((Bound(form, "ends what was opened", process.span),))
        if declared:
            return tuple((*group, *declared) for group in groups)
        return tuple(groups)

    def _forbidden(self, event: Event) -> Iterator[Group]:
        """Keep an event from coming while a prohibition in effect from the beginning forbids it."""
        for name, under in event.breaks:
            owner = self.agreement.provisions.get(ProvisionId(name))
            if owner is None or not under.admits(self.machine.choice):
                continue
            if not self.machine.applies(owner) or owner.modality not in _STANDING:
                continue
            clauses = self.machine.clauses(owner.id)
            if any(isinstance(c, Trigger | Precedent | OwnSpan) for c in clauses):
                continue
            if owner.phase is None or not self.compiler.starts_with_entry(owner.phase):
                if owner.phase is None:
                    why = f"`{owner.id}` forbids it throughout"
                    yield (Bound(Never(why), "is forbidden", owner.span),)
                continue
            if any(isinstance(c, Survives) for c in clauses):
                yield (Bound(Never(f"`{owner.id}` forbids it for good"), "", owner.span),)
            else:
                yield (Bound(At(end_of(owner.phase)), f"is forbidden by {owner.id}", owner.span),)

    def closing(self, process: str) -> Group:
        """Say in which ways a process may come to an end."""
        owner = self.agreement.processes[process]
        names = list(self.machine.ends_of_processes[process])
        if owner.concluded_by is not None:
            names.append(owner.concluded_by)
        ways = [Bound(At(EventId(name)), "ends with", owner.span) for name in names]
        return (*ways, *self.used(process, EffectKind.END))

    # -- phases ------------------------------------------------------------------------------

    def start(self, phase: PhaseId) -> tuple[Group, ...]:
        """Say how a phase may begin."""
        ways: list[Bound] = []
        for clause in self.machine.clauses(phase):
            if isinstance(clause, PhaseStart):
                ways.append(self._started(clause))
        for before, clause in self._into.get(phase, ()):
            ways.append(self._passed(before, clause))
        if ways:
            return (tuple(ways),)
        owner = self.agreement.phases[phase]
        return ((Bound(Never(f"nothing starts phase {phase}"), "", owner.span),),)

    def _started(self, clause: PhaseStart) -> Bound:
        if clause.condition is not None:
            form = self.compiler.condition(clause.condition)
            return Bound(form, "starts when this holds", clause.span)
        assert clause.point is not None
        form = self.compiler.point(clause.point)
        if not is_signature(clause.point) and form != At(ENTRY):
            form = Last((form, At(ENTRY)))
        return Bound(form, "starts on", clause.span)

    def _passed(self, before: PhaseId, clause: Then) -> Bound:
        parts: list[Form] = [At(start_of(before))]
        if clause.condition is not None:
            parts.append(self.compiler.condition(clause.condition))
        has_term = any(isinstance(c, PhaseTerm) for c in self.machine.clauses(before))
        if has_term and (not clause.at_once or clause.condition is None):
            parts.append(At(term_of(before)))
        if not has_term and clause.condition is None:
            return Bound(Never(f"phase {before} has no term"), "follows on its end", clause.span)
        form = parts[0] if len(parts) == 1 else Last(tuple(parts))
        return Bound(form, f"follows on {before}", clause.span)

    def term(self, phase: PhaseId) -> tuple[Group, ...]:
        """Say when the term of a phase is over: with the first of its terms, else with its end."""
        ways: list[Bound] = []
        for clause in self.machine.clauses(phase):
            if isinstance(clause, PhaseTerm):
                ways.append(self._term(phase, clause))
        if not ways:
            ways.append(Bound(At(end_of(phase)), "has no term but its end", None))
        owner = self.agreement.phases[phase]
        begins: Group = (Bound(At(start_of(phase)), "ends after it began", owner.span),)
        return (begins, tuple(ways))

    def _term(self, phase: PhaseId, clause: PhaseTerm) -> Bound:
        if clause.until is not None:
            form = self.compiler.point(clause.until)
            return Bound(form, "lasts until", clause.span, is_last=True)
        assert clause.duration is not None
        form = Length(At(start_of(phase)), clause.duration)
        return Bound(form, "lasts", clause.span, is_last=True)

    def end(self, phase: PhaseId) -> tuple[Group, ...]:
        """Say how a phase may end."""
        clauses = self.machine.clauses(phase)
        has_term = any(isinstance(c, PhaseTerm) for c in clauses)
        ways: list[Bound] = []
        if has_term:
            ways.append(Bound(At(term_of(phase)), "ends with its term", None))
        for clause in clauses:
            condition = condition_that_ends(clause, has_term=has_term)
            if condition is not None:
                form = self.compiler.condition(condition)
                why = "ends when this holds" if isinstance(clause, EndsWhen) else "passes over when"
                ways.append(Bound(form, why, clause.span))
        ways.extend(self.used(phase, *_ENDING))
        ways.extend(self.used("agreement", *_ENDING))
        owner = self.agreement.phases[phase]
        if not ways:
            ways.append(Bound(Never(f"nothing ends phase {phase}"), "", owner.span))
        begins: Group = (Bound(At(start_of(phase)), "ends after it began", owner.span),)
        return (begins, tuple(ways))

    def _is_by_expiry(self, phase: PhaseId) -> bool:
        if phase not in self._by_expiry:
            self._by_expiry[phase] = comes_by_expiry(self.machine, phase)
        return self._by_expiry[phase]

    # -- provisions --------------------------------------------------------------------------

    def provision(self, provision: Provision) -> tuple[Group, ...]:
        """Say what the performance of a duty, or the use of a power, waits for."""
        compiler = self.compiler
        clauses = self.machine.clauses(provision.id)
        groups: list[Group] = []
        spans = [c for c in clauses if isinstance(c, OwnSpan) and c.start is not None]
        is_acted = not any(isinstance(c, DoneWhen) for c in clauses)
        if provision.phase is not None and not spans:
            stands: Form = At(start_of(provision.phase))
            if is_acted and self._is_by_expiry(provision.phase):
                stands = Shift(stands, A_MINUTE)
            groups.append((Bound(stands, f"stands in {provision.phase}", provision.span),))
        elif not spans:
            groups.append((Bound(At(ENTRY), "binds from entry into force", provision.span),))
        else:
            groups.append((Bound(At(BEGIN), "binds from the beginning", provision.span),))
        for clause in clauses:
            match clause:
                case Trigger(condition=condition) | Precedent(condition=condition):
                    form = compiler.condition(condition)
                    if is_acted and mentions_a_phase(self.machine, condition):
                        form = Shift(form, A_MINUTE)
                    bound = Bound(form, "waits for", clause.span)
                case DoneWhen(condition=condition):
                    bound = Bound(compiler.condition(condition), "is done only by", clause.span)
                case NotBefore(point=point) if is_acted:
                    bound = Bound(compiler.point(point), "may not come before", clause.span)
                case OwnSpan(start=start) if start is not None:
                    bound = Bound(compiler.point(start), "is in effect only from", clause.span)
                case OnEach(event=event):
                    bound = Bound(At(event), "is owed on", clause.span)
                case _:
                    continue
            groups.append((bound,))
        rates = [c for c in clauses if isinstance(c, Rate)]
        if rates:
            groups.append(tuple(Bound(At(c.provision), "is owed for", c.span) for c in rates))
        return tuple(groups)


def sources(groups: Iterable[Group]) -> Iterator[str]:
    """Give the names of all that a node waits for."""
    for group in groups:
        for bound in group:
            yield from nodes_of(bound.form)
