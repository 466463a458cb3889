"""Lay out the runs of an agreement once for each text that its readings give, for all questions on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId
from servanda.checks.claims.dangers import Dangers
from servanda.checks.claims.faith import EVERYBODY, NOBODY, Faith
from servanda.checks.claims.pace import movable
from servanda.checks.claims.resting import Sites
from servanda.checks.claims.runs import Runs
from servanda.checks.claims.states import States
from servanda.checks.claims.stuck import never_owed
from servanda.machine import Machine, points_in
from servanda.machine.beginnings import Beginnings
from servanda.machine.cone import Cones, conditions_in, names_in_condition, names_in_point
from servanda.machine.memory import Memory, text_of
from servanda.machine.slice import sliced
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Answers, Claim, Demand, KeepsRunning, Quantifier, conditions_of
from servanda.model.claims import points_of as demanded_points
from servanda.model.provisions import BY_ACTS, Provision
from servanda.model.times import AnchorPoint, Edge, OffsetPoint, Point, Stands


@dataclass(slots=True, kw_only=True)
class Texts:
    """Hold what was laid out of one agreement, over runs from a start.

    `together` are claims that will be asked of it, as far as they were not looked at yet.
    """

    agreement: Agreement
    start: Instant
    together: list[Claim] = field(default_factory=list)
    cones: Cones = field(init=False)
    beginnings: Beginnings = field(init=False)
    dangers: Dangers = field(init=False)
    sites: Sites = field(init=False)
    memory: Memory = field(init=False)
    _slices: dict[frozenset[str], Agreement] = field(default_factory=dict)
    _runs: dict[object, Runs] = field(default_factory=dict)
    _states: dict[object, tuple[Machine, States]] = field(default_factory=dict)
    _asked: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cones = Cones(self.agreement)
        self.beginnings = Beginnings(self.cones)
        self.sites = Sites(agreement=self.agreement)
        self.memory = Memory(self.cones)
        self.dangers = Dangers(
            agreement=self.agreement, start=self.start, cones=self.cones, memory=self.memory
        )

    def sight(self, claim: Claim, fixed: Choice) -> tuple[frozenset[str], frozenset[AmbiguityId]]:
        """Give the names a claim can see, and the ambiguities that can bear on it.

        What could keep a run from being faithful is in sight of every claim.
        """
        targets, beside = frozenset(targets_of(claim)), frozenset[AmbiguityId]()
        while True:
            names = self.beginnings.seen(targets)
            seen = self.cones.ambiguities(names) | self.cones.silences(names) | beside
            seen -= of_record(self.agreement)
            if not claim.is_faithful:
                return names, seen
            in_the_way = self.dangers.at_times(names, fixed)
            beside |= self.dangers.ambiguities(names, fixed)
            if in_the_way <= names and beside - of_record(self.agreement) <= seen:
                return names, seen
            targets |= in_the_way

    def share(self, claim: Claim, fixed: Choice) -> None:
        """Note what a claim asks about, for the others that see the same."""
        names, _ = self.sight(claim, fixed)
        self._asked[names] = self._asked.get(names, frozenset()).union(targets_of(claim))

    def _asked_with(self, claim: Claim, names: frozenset[str]) -> frozenset[str]:
        """Give what a claim, and the others that see the same names, ask about."""
        shared = (asked for seen, asked in self._asked.items() if asked <= names <= seen)
        return frozenset(targets_of(claim)).union(*shared)

    def runs(
        self,
        claim: Claim,
        names: frozenset[str],
        choice: Choice,
        faith: Faith | None = None,
        *,
        is_alone: bool = False,
    ) -> Runs:
        """Give the runs that a claim looks at under a choice; the same ones where the text is the same.

        They suppose the faith that the claim speaks of, or another that is named. Only the claim itself
        may leave out when acts fall that cannot matter to it: who decides on them may matter. They are
        shared with other claims that see the same names, unless the claim is to be looked at alone.
        """
        is_claim = faith is None
        faith = faith or (EVERYBODY if claim.is_faithful else NOBODY)
        if names not in self._slices:
            self._slices[names] = sliced(self.agreement, names, self.cones)
        machine = Machine(self._slices[names], choice)
        machine.memory = self.memory
        if _is_faith_of_all(machine, names, faith):
            faith = EVERYBODY
        points = points_of(self.agreement, claim.formula)
        moved = movable(machine, names, claim) if is_claim and claim.is_faithful else frozenset()
        is_late = claim.quantifier is Quantifier.EVERY
        hands = () if is_claim else _hands(machine, names, faith)
        is_late = is_late and bool(moved)
        asked = frozenset(targets_of(claim)) if is_alone else self._asked_with(claim, names)
        in_order = is_claim and not asks_of_parties(claim)
        text = text_of(machine, names)
        key = (text, names, points, asked, faith, moved, is_late, hands, in_order)
        if key not in self._runs:
            # Whose faith is supposed changes which runs there are, and not what their states are.
            alike = text, names, _hands(machine, names, EVERYBODY)
            machine, states = self._states.setdefault(alike, (machine, States()))
            self._runs[key] = Runs(
                machine=machine,
                states=states,
                start=self.start,
                names=names - never_owed(machine, names),
                points=points,
                faith=faith,
                asked=asked,
                late=moved if is_late else frozenset(),
                early=frozenset() if is_late else moved,
                in_order=in_order,
            )
        return self._runs[key]


def _hands(machine: Machine, names: frozenset[str], faith: Faith) -> tuple[tuple[str, object], ...]:
    """Give in whose hands each event and each provision in sight is, where the text names anybody.

    No verdict turns on that, but who decides it. Who fills a silence is put into the runs afterwards:
    only whether a duty binds anybody faithful turns on it.
    """
    agreement = machine.agreement
    events = (e for e in agreement.events.values() if e.id in names)
    provisions = (p for p in agreement.provisions.values() if p.id in names)
    return (
        *((e.id, machine.is_silent_on(e) or machine.agency(e)) for e in events),
        *(
            (p.id, faith.binds(bearer.actors) if is_filled(machine, p) else bearer)
            for p in provisions
            for bearer in (machine.bearer(p),)
        ),
    )


def _is_faith_of_all(machine: Machine, names: frozenset[str], faith: Faith) -> bool:
    """Tell whether no run in sight turns on whether anybody else is faithful, too.

    So it is where none but those who are faithful is bound by anything, and nothing breaks a prohibition.
    """
    agreement = machine.agreement
    if any(event.breaks for event in agreement.events.values() if event.id in names):
        return False
    if not faith.actors or faith.freed:
        return False
    provisions = [p for p in agreement.provisions.values() if p.id in names and machine.applies(p)]
    bearers = [(machine.bearer(p).actors, p.agency.silence is not None) for p in provisions]
    return all(
        faith.actors.issuperset(actors) and (bool(actors) or is_silent)
        for actors, is_silent in bearers
    )


def is_filled(machine: Machine, provision: Provision) -> bool:
    """Tell whether it is a duty whose bearer the text leaves to its readings."""
    return provision.modality in BY_ACTS and machine.is_borne_in_silence(provision)


def of_record(agreement: Agreement) -> frozenset[AmbiguityId]:
    """Give the ambiguities that concern only what the record says happened."""
    return frozenset(a.id for a in agreement.ambiguities.values() if a.of_record)


def targets_of(claim: Claim) -> list[str]:
    """Give the names that a claim mentions."""
    formula = claim.formula
    mine = [formula.phase] if isinstance(formula, KeepsRunning) else []
    asked = (name for c in conditions_of(formula) for name in names_in_condition(c))
    return [*mine, *asked, *(name for p in demanded_points(formula) for name in names_in_point(p))]


def asks_of_parties(claim: Claim) -> bool:
    """Tell whether a claim asks how a party stands with its own part of what several owe."""
    parts = (part for c in conditions_of(claim.formula) for part in conditions_in(c))
    return any(isinstance(part, Stands) for part in parts)


def points_of(agreement: Agreement, formula: Demand) -> tuple[Point, ...]:
    """Give the moments that a claim mentions, and those at which its own clocks run out."""
    found = [point for c in conditions_of(formula) for point in points_in(c)]
    return (*found, *demanded_points(formula), *_answers_due(agreement, formula))


def _answers_due(agreement: Agreement, formula: Demand) -> Iterator[Point]:
    """Give by when what comes to be must be answered: counted from when it last came to be."""
    if not isinstance(formula, Answers) or formula.within is None:
        return
    for name in dict.fromkeys(names_in_condition(formula.trigger)):
        edges = (Edge.HAPPENS, Edge.END) if name in agreement.phases else (Edge.HAPPENS,)
        for edge in (Edge.LAST,) if name in agreement.events else edges:
            origin = AnchorPoint(target=name, edge=edge, span=formula.span)
            yield OffsetPoint(duration=formula.within, origin=origin, span=formula.span)
