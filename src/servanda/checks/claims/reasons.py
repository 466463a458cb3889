"""Find what forces a claim: duties and clauses without any of which it would not be so.

The claim is asked again with a part of the text left out: a duty that need not be met any more, or a
clause that is gone. What it holds without is left out for good, by halves, so that few questions suffice;
what remains is needed, each part of it (deletion, as in finding an unsatisfiable core).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import AmbiguityId, EventId, PhaseId, ProvisionId, ReadingId
from servanda.base.spans import Span
from servanda.checks.claims.faith import NOBODY, Faith
from servanda.checks.claims.judge import judge
from servanda.checks.claims.pace import movable
from servanda.checks.claims.runs import Budget, Runs
from servanda.checks.claims.states import States
from servanda.checks.claims.stuck import never_owed
from servanda.checks.claims.texts import Texts, asks_of_parties, points_of, targets_of
from servanda.checks.claims.watch import Watch
from servanda.machine import Machine
from servanda.machine.cone import ENTRY
from servanda.machine.memory import Memory
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice, Guard
from servanda.model.claims import Claim, Keeps, KeepsRunning, Quantifier, Verdict
from servanda.model.events import Event
from servanda.model.provisions import (
    AtMostTimes,
    CertifiedBy,
    Clause,
    Deadline,
    DoneWhen,
    EndsWhen,
    Modality,
    NotBefore,
    NoticeOf,
    OnEach,
    OnRecommendation,
    OwnSpan,
    Phase,
    PhaseStart,
    PhaseTerm,
    Precedent,
    Provision,
    RunsOn,
    StartBy,
    Then,
    Tranche,
    Trigger,
)
from servanda.model.times import AnchorPoint, Edge, Passed

ASKED_AT_MOST = 60
STATES_AT_MOST = 2_000
"""How often, and over how many states in all, a claim is asked again to find its reasons."""

_OF_PHASES = (PhaseStart, PhaseTerm, Then, EndsWhen, RunsOn)
_WEAKENED = (PhaseStart, Then)
"""Of what never comes: a phase that begins at once, or passes over always, is no longer held back."""

_ENDING = (PhaseTerm, Then, EndsWhen)
"""Of what is never kept: clauses by which phases end."""
_OF_DUTIES = (Deadline, Tranche, StartBy, OwnSpan, CertifiedBy)
_OF_PROVISIONS = (
    Trigger,
    Precedent,
    NotBefore,
    OnEach,
    DoneWhen,
    AtMostTimes,
    NoticeOf,
    OnRecommendation,
)
_STANDING = frozenset({Modality.PROHIBITION, Modality.PREVENT})


T = TypeVar("T")


class Reason(Struct, frozen=True, kw_only=True):
    """Name a sentence of the text that forces a claim, and the clauses in it that do.

    `is_binding` when it is a duty that must be met, or a prohibition; else only its clauses count.
    """

    name: str
    span: Span
    is_binding: bool = False
    clauses: tuple[Span, ...] = ()


class Reasons(Struct, frozen=True, kw_only=True):
    """Hold what forces a claim; `is_minimal` when nothing of it could be left out.

    `under` are the readings by which clauses among them count at all: read otherwise, others may force it.
    """

    parts: tuple[Reason, ...] = ()
    is_minimal: bool = True
    under: tuple[tuple[AmbiguityId, ReadingId], ...] = ()


class _Item(Struct, frozen=True, kw_only=True):
    """Name what may be left out: a duty, a prohibition, or a clause or rule of something."""

    owner: str
    span: Span
    place: int = -1
    """The place among the clauses or rules of the owner; -1 for the owner itself."""


@dataclass(slots=True, kw_only=True)
class Inquiry:
    """Ask one claim, of which it is known that all runs decide it, of texts with something left out."""

    texts: Texts
    claim: Claim
    names: frozenset[str]
    choice: Choice
    budget: Budget
    _asked: int = 0
    _states: int = 0
    _is_spent: bool = False
    _agreement: Agreement = field(init=False)
    _last: tuple[Machine, States] = field(init=False)
    """The text that was asked last, with its states: who is held to what does not change them."""

    def reasons(self) -> Reasons:
        """Find what forces the claim, as far as may be asked."""
        base = self.texts.runs(self.claim, self.names, self.choice)
        self._agreement = base.machine.agreement
        self._last = base.machine, base.states
        stopping = {name for node in base.nodes for name in node.blocked}
        duties = [
            _Item(owner=name, span=self._agreement.provisions[name].span)
            for name in self._agreement.provisions
            if name in stopping
        ]
        kept = _needed(duties, self._holds_with_duties(self._agreement))
        found = self._clauses(base.machine, {item.owner for item in kept})
        every = sorted(found, key=self._distance)
        clauses = _needed(every, self._holds_with_clauses(every, kept))
        cut = self._without([item for item in every if item not in clauses])
        clauses = [*clauses, *self._terms(cut, kept)]
        kept = _needed(kept, self._holds_with_duties(cut))
        return Reasons(
            parts=tuple(self._told(kept, clauses)),
            is_minimal=not self._is_spent,
            under=self._readings(kept, clauses),
        )

    def _readings(
        self, duties: Sequence[_Item], clauses: Sequence[_Item]
    ) -> tuple[tuple[AmbiguityId, ReadingId], ...]:
        """Give the readings by which what is needed counts."""
        agreement = self._agreement
        guards: list[Guard] = []
        for item in (*duties, *clauses):
            owner = agreement.provisions.get(ProvisionId(item.owner))
            phase = agreement.phases.get(PhaseId(item.owner))
            event = agreement.events.get(EventId(item.owner))
            guards += [owner.under] if owner is not None else []
            if item.place >= 0 and event is not None:
                guards.append(event.rules[item.place].under)
            elif item.place >= 0:
                written = owner or phase
                assert written is not None
                guards.append(written.clauses[item.place].under)
        asked = {question for guard in guards for question in guard.ambiguities}
        return tuple((question, self.choice[question]) for question in sorted(asked))

    @property
    def _is_of_none(self) -> bool:
        """Tell whether it is to be said why no run at all does something."""
        return self.claim.quantifier is not Quantifier.EVERY

    @property
    def _is_of_keeping(self) -> bool:
        return isinstance(self.claim.formula, Keeps | KeepsRunning)

    def _without(self, gone: Iterable[_Item]) -> Agreement:
        is_weakened = self._is_of_none and not self._is_of_keeping
        return without(self._agreement, gone, is_weakened=is_weakened)

    def _terms(self, cut: Agreement, duties: Sequence[_Item]) -> list[_Item]:
        """Find the terms of phases, and their ends, without which something might come after all."""
        if not self._is_of_none or self._is_of_keeping:
            return []
        phases = [phase for phase in cut.phases.values() if phase.id in self.names]
        terms = [t for p in phases for t in self._of(p.id, p.clauses, (PhaseTerm,))]

        def holds(kept: Sequence[_Item]) -> bool:
            gone = [item for item in terms if item not in kept]
            return self._is_so(without(cut, gone, is_weakened=True), duties)

        return _needed(terms, holds)

    # -- asking again ------------------------------------------------------------------------

    def _holds_with_duties(self, agreement: Agreement) -> Callable[[Sequence[_Item]], bool]:
        def holds(kept: Sequence[_Item]) -> bool:
            return self._is_so(agreement, kept)

        return holds

    def _holds_with_clauses(
        self, all_of: Sequence[_Item], duties: Sequence[_Item]
    ) -> Callable[[Sequence[_Item]], bool]:
        def holds(kept: Sequence[_Item]) -> bool:
            gone = [item for item in all_of if item not in kept]
            return self._is_so(self._without(gone), duties)

        return holds

    def _is_so(self, agreement: Agreement, duties: Iterable[_Item]) -> bool:
        """Tell whether the claim holds of a text in which only some duties need be met.

        Once as much was asked as may be, nothing more is taken to be left out.
        """
        if self._is_spent or self._asked >= ASKED_AT_MOST or self._states >= STATES_AT_MOST:
            self._is_spent = True
            return False
        claim = self.claim
        if self._last[0].agreement is not agreement:
            self._last = self._machine(agreement), States()
        machine, states = self._last
        binding = {item.owner for item in duties}
        freed = frozenset(name for name in agreement.provisions if name not in binding)
        moved = movable(machine, self.names, claim) if claim.is_faithful else frozenset()
        is_late = claim.quantifier is Quantifier.EVERY
        runs = Runs(
            machine=machine,
            states=states,
            start=self.texts.start,
            names=self.names - never_owed(machine, self.names),
            points=points_of(agreement, claim.formula),
            faith=Faith(True, freed) if claim.is_faithful else NOBODY,
            asked=frozenset(targets_of(claim)),
            late=moved if is_late else frozenset(),
            early=frozenset() if is_late else moved,
            in_order=not asks_of_parties(claim),
        )
        left = STATES_AT_MOST - self._states
        runs.budget = Budget(nodes=left, until=self.budget.until, watch=self.budget.watch)
        found = judge(runs, Watch(formula=claim.formula), claim)
        self._asked += 1
        self._states += len(runs.nodes)
        self._is_spent |= found.verdict is Verdict.UNKNOWN
        is_so = Verdict.NO if claim.quantifier is Quantifier.SOME else Verdict.YES
        return found.verdict is is_so

    def _machine(self, agreement: Agreement) -> Machine:
        machine = Machine(agreement, self.choice)
        is_alike = agreement.events == self._agreement.events
        machine.memory = self.texts.memory if is_alike else Memory(self.texts.cones)
        return machine

    # -- what may be left out ----------------------------------------------------------------

    def _clauses(self, machine: Machine, duties: set[str]) -> Iterator[_Item]:
        agreement, names = self._agreement, self.names
        in_sight = (event for event in agreement.events.values() if event.id in names)
        breakable = {name for event in in_sight for name, _ in event.breaks}
        kinds: tuple[type[Clause], ...] = _OF_PHASES
        if self._is_of_none:
            kinds = _ENDING if self._is_of_keeping else _WEAKENED
        for phase in agreement.phases.values():
            if phase.id in names:
                yield from self._of(phase.id, phase.clauses, kinds)
        for provision in agreement.provisions.values():
            if provision.id not in names or not machine.applies(provision):
                continue
            kinds = (*_OF_PROVISIONS, *(_OF_DUTIES if provision.id in duties else ()))
            yield from self._of(provision.id, provision.clauses, kinds)
            if provision.modality in _STANDING and provision.id in breakable:
                yield _Item(owner=provision.id, span=provision.span)
        for event in agreement.events.values():
            if event.id in names:
                for place, rule in enumerate(event.rules):
                    if rule.under.admits(self.choice):
                        yield _Item(owner=event.id, span=event.span, place=place)

    def _distance(self, item: _Item) -> int:
        """Say how far what may be left out lies from the claim: what is near is needed more often."""
        targets = set(targets_of(self.claim))
        if item.owner in targets:
            return 0
        provisions = self._agreement.provisions
        phases = {provisions[t].phase for t in provisions if t in targets}
        return 1 if item.owner in phases else 2

    def _of(
        self, owner: str, clauses: Sequence[Clause], kinds: tuple[type[Clause], ...]
    ) -> Iterator[_Item]:
        for place, clause in enumerate(clauses):
            if isinstance(clause, kinds) and clause.under.admits(self.choice):
                yield _Item(owner=owner, span=clause.span, place=place)

    def _is_of_duty(self, item: _Item) -> bool:
        """Tell whether a clause only says when and how a duty must be met."""
        provision = self._agreement.provisions.get(ProvisionId(item.owner))
        if provision is None or item.place < 0:
            return False
        return isinstance(provision.clauses[item.place], _OF_DUTIES)

    def _told(self, duties: Sequence[_Item], clauses: Sequence[_Item]) -> Iterator[Reason]:
        """Sort what is needed by the sentences it stands in, in the order of the text."""
        agreement = self._agreement
        owners: dict[str, Phase | Provision | Event] = {}
        for things in (agreement.phases, agreement.provisions, agreement.events):
            owners.update({str(name): thing for name, thing in things.items()})
        binding = {item.owner for item in (*duties, *clauses) if item.place < 0}
        binds = (i for i in clauses if not self._is_of_duty(i) or i.owner in binding)
        clauses = list(binds)
        spans: dict[str, list[Span]] = {item.owner: [] for item in (*duties, *clauses)}
        for item in clauses:
            if item.place >= 0:
                spans[item.owner].append(item.span)
        for name in sorted(spans, key=lambda name: (owners[name].span, name)):
            yield Reason(
                name=name,
                span=owners[name].span,
                is_binding=name in binding,
                clauses=tuple(dict.fromkeys(spans[name])),
            )


def together(found: Iterable[Reasons]) -> Reasons:
    """Join what forces the parts of a claim: each sentence once, with all that is needed of it."""
    parts: dict[str, Reason] = {}
    is_minimal, under = True, dict[AmbiguityId, ReadingId]()
    for reasons in found:
        is_minimal &= reasons.is_minimal
        under.update(reasons.under)
        for each in reasons.parts:
            known = parts.get(each.name, each)
            parts[each.name] = replace(
                known,
                is_binding=known.is_binding or each.is_binding,
                clauses=tuple(dict.fromkeys((*known.clauses, *each.clauses))),
            )
    ordered = sorted(parts.values(), key=lambda reason: (reason.span, reason.name))
    return Reasons(parts=tuple(ordered), is_minimal=is_minimal, under=tuple(sorted(under.items())))


def _needed(items: list[_Item], holds: Callable[[Sequence[_Item]], bool]) -> list[_Item]:
    """Leave out whatever can be left out: all at once, else half by half, else one by one."""

    def shrunk(these: list[_Item], others: list[_Item]) -> list[_Item]:
        if not these or holds(others):
            return []
        if len(these) == 1:
            return these
        middle = len(these) // 2
        first, second = these[:middle], these[middle:]
        second = shrunk(second, [*others, *first])
        first = shrunk(first, [*others, *second])
        return [*first, *second]

    return shrunk(items, [])


def without(agreement: Agreement, gone: Iterable[_Item], *, is_weakened: bool) -> Agreement:
    """Give an agreement in which some clauses, rules and prohibitions are left out.

    If they are weakened, a phase begins with the agreement instead of never, and passes over in any case.
    """
    places: dict[str, set[int]] = {}
    for item in gone:
        places.setdefault(item.owner, set()).add(item.place)
    phases, provisions = dict(agreement.phases), dict(agreement.provisions)
    events = dict(agreement.events)
    for owner, cut in places.items():
        if owner in phases:
            phase = phases[PhaseId(owner)]
            clauses = _kept(phase.clauses, cut)
            if is_weakened:
                clauses = _weakened(phase.clauses, cut)
            phases[PhaseId(owner)] = replace(phase, clauses=clauses)
        elif owner in provisions:
            provision = provisions[ProvisionId(owner)]
            clauses = _kept(provision.clauses, cut)
            provisions[ProvisionId(owner)] = replace(provision, clauses=clauses)
    for name, event in agreement.events.items():
        events[name] = _freed(event, places)
    return replace(agreement, phases=phases, provisions=provisions, events=events)


def _weakened(clauses: Sequence[Clause], cut: set[int]) -> tuple[Clause, ...]:
    """Give the clauses on a phase with some of them holding nothing back any more.

    A phase begins with the agreement, passes over in any case, and without its term at once.
    """
    is_endless = any(isinstance(clauses[place], PhaseTerm) for place in cut)
    found: list[Clause] = []
    for place, clause in enumerate(clauses):
        entry = AnchorPoint(target=ENTRY, edge=Edge.HAPPENS, span=clause.span)
        if isinstance(clause, Then):
            if place in cut or (is_endless and clause.condition is None):
                clause = replace(clause, condition=Passed(point=entry, span=clause.span))
            found.append(replace(clause, at_once=clause.at_once or is_endless))
        elif isinstance(clause, PhaseStart) and place in cut:
            found.append(replace(clause, point=entry, condition=None))
        elif place not in cut:
            found.append(clause)
    return tuple(found)


def _freed(event: Event, places: Mapping[str, set[int]]) -> Event:
    breaks = tuple(each for each in event.breaks if -1 not in places.get(each[0], ()))
    rules = _kept(event.rules, places.get(event.id, set()))
    if len(breaks) == len(event.breaks) and len(rules) == len(event.rules):
        return event
    return replace(event, breaks=breaks, rules=rules)


def _kept(things: Sequence[T], cut: set[int]) -> tuple[T, ...]:
    return tuple(thing for place, thing in enumerate(things) if place not in cut)
