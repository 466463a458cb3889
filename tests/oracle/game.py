"""Play a claim as a game, day by day: can a coalition force what it speaks of, or keep it from coming about?

The coalition stays faithful; the others are faithful, too, or may do anything. At every state the others may
act first: whatever they may do there must suit the coalition. If they do nothing, the coalition acts, or time
passes. An act of several jointly needs all of them. Nobody gains by holding up time: where a duty that is due
keeps the day from passing, those who owe it must act; and neither side may hold time up for ever by doing and
undoing. All see everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from oracle.day_by_day import LOST, WON, Graph, Watched
from oracle.rules import Act, Rules
from oracle.small import Claim, Notice

Coalition = frozenset[str]
One = tuple[str, str]
"""A duty, and the instance of it that is meant."""


class OutsideTheGame(Exception):
    """Say that an agreement has something that this game does not play, such as notice."""


@dataclass(slots=True)
class Game:
    """Hold the game of one claim for one coalition."""

    watched: Watched
    coalition: Coalition
    is_free: bool
    blocks: dict[int, frozenset[One]] = field(default_factory=dict)
    shut: dict[int, bool] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """Give the rules of the agreement."""
        return self.watched.graph.rules

    # -- whose moves -------------------------------------------------------------------------

    def ours(self, act: Act) -> bool:
        """Tell whether the coalition can do this alone, and may."""
        if self.is_free and act.is_breach:
            return False
        if act.is_any:
            return any(actor in self.coalition for actor in act.by)
        return bool(act.by) and all(actor in self.coalition for actor in act.by)

    def theirs(self, act: Act) -> bool:
        """Tell whether the others, or the world, can do this without the coalition."""
        if act.is_any:
            return any(actor not in self.coalition for actor in act.by)
        return not any(actor in self.coalition for actor in act.by)

    def joint(self, act: Act) -> bool:
        """Tell whether this needs the coalition and others."""
        return not self.ours(act) and not self.theirs(act) and not (self.is_free and act.is_breach)

    def targets(self, place: int, whose: Callable[[Act], bool]) -> list[int]:
        """Give where the acts of somebody lead."""
        return [t for t, act in self.watched.acts[place] if act is not None and whose(act)]

    def days(self, place: int) -> list[int]:
        """Give where the passing of a day leads, if nobody of the coalition is late then."""
        found = [t for t, act in self.watched.acts[place] if act is None]
        return [target for target in found if not self._is_late(target)]

    def _is_late(self, place: int) -> bool:
        """Tell whether a duty that is the coalition's alone is overdue without excuse."""
        if not self.is_free:
            return False
        if place not in self.shut:
            state = self.watched.graph.states[self.watched.nodes[place][0]]
            late = self.rules.late(state)
            self.shut[place] = any(set(self.rules.debtors(*one)) <= self.coalition for one in late)
        return self.shut[place]

    # -- who must move -----------------------------------------------------------------------

    def blocking(self, place: int) -> frozenset[One]:
        """Give the duties that keep the day from passing."""
        if self.is_free:
            return frozenset()
        index = self.watched.nodes[place][0]
        if index not in self.blocks:
            self.blocks[index] = self.rules.blocking(self.watched.graph.states[index])
        return self.blocks[index]

    def they_must(self, place: int) -> bool:
        """Tell whether a shortest way to do what is due begins with an act of the others.

        So who withholds a certificate that is all that is missing holds up time.
        """
        return any(
            self._leads_on(place, target, one)
            for one in self._due(place)
            for target in self.targets(place, self.theirs)
        )

    def all_must(self, place: int, inside: set[int]) -> bool:
        """Tell whether an act of the coalition and others leads inside that begins such a way.

        The coalition is willing, so the others must be, or they hold up time.
        """
        return any(
            target in inside and self._leads_on(place, target, one)
            for one in self._due(place)
            for target in self.targets(place, self.joint)
        )

    def _due(self, place: int) -> Iterable[One | None]:
        """Give what keeps the day from passing; None where it could pass, but nobody be faithful after."""
        if self.is_free or any(act is None for _, act in self.watched.acts[place]):
            return ()
        return self.blocking(place) or (None,)

    def _leads_on(self, place: int, target: int, one: One | None) -> bool:
        return self._far(target, one) < self._far(place, one)

    def _far(self, place: int, one: One | None) -> int:
        """Count the acts, of anybody, that it takes until what is due is done, or the day can pass."""
        ahead, seen, steps = {place}, {place}, 0
        while ahead:
            if any(self._is_done(here, one) for here in ahead):
                return steps
            found = {t for here in ahead for t, act in self.watched.acts[here] if act is not None}
            ahead, steps = found - seen, steps + 1
            seen |= ahead
        return 1_000

    def _is_done(self, place: int, one: One | None) -> bool:
        if one is None:
            return any(act is None for _, act in self.watched.acts[place])
        return one not in self.blocking(place)

    # -- who wins ----------------------------------------------------------------------------

    def suits(self, place: int, inside: set[int]) -> bool:
        """Tell whether nothing that the others may do leads out."""
        return all(target in inside for target in self.targets(place, self.theirs))

    def forces(self) -> bool:
        """Tell whether the coalition can see to it that the goal is reached."""
        places = range(len(self.watched.nodes))
        inside = {p for p in places if self.watched.nodes[p][1][0] == WON and not self._is_late(p)}
        while True:
            found = {p for p in places if self.watched.nodes[p][1][0] == 0 and p not in inside}
            while True:  # others may go about among these: but not for ever, or they hold up time
                kept = {
                    p for p in found if self.suits(p, found | inside) and self._gets_in(p, inside)
                }
                if kept == found:
                    break
                found = kept
            if not found:
                return 0 in inside
            inside |= found

    def _gets_in(self, place: int, inside: set[int]) -> bool:
        if any(target in inside for target in (*self.days(place), *self.targets(place, self.ours))):
            return True
        return self.they_must(place) or self.all_must(place, inside)

    def keeps_off(self) -> bool:
        """Tell whether the coalition can see to it that the goal is never reached, while days pass."""
        places = range(len(self.watched.nodes))
        inside = {p for p in places if self.watched.nodes[p][1][0] != WON}
        while True:
            stays = {p for p in inside if self.watched.nodes[p][1][0] == LOST}
            stays |= {
                p for p in inside - stays if self.suits(p, inside) and self._lets_pass(p, inside)
            }
            while True:
                more = {
                    place
                    for place in inside - stays
                    if self.suits(place, inside)
                    and any(target in stays for target in self.targets(place, self.ours))
                }
                if not more:
                    break
                stays |= more
            if stays == inside:
                return 0 in inside
            inside = stays

    def _lets_pass(self, place: int, inside: set[int]) -> bool:
        if any(target in inside for target in self.days(place)):
            return True
        return self.they_must(place) or self.all_must(place, inside)


def can_stop(graph: Graph, claim: Claim, coalition: Coalition, *, is_free: bool) -> bool:
    """Tell whether a coalition can see to it that what a claim asks for fails."""
    game = _game(graph, claim, coalition, is_free)
    return game.forces() if claim.quantifier == "no" else game.keeps_off()


def can_bring_about(graph: Graph, claim: Claim, coalition: Coalition, *, is_free: bool) -> bool:
    """Tell whether a coalition can see to it that what a claim asks for comes about."""
    game = _game(graph, claim, coalition, is_free)
    return game.keeps_off() if claim.quantifier == "no" else game.forces()


def _game(graph: Graph, claim: Claim, coalition: Coalition, is_free: bool) -> Game:
    clauses = [c for name in graph.rules.powers for c in graph.rules.clauses[name]]
    if any(isinstance(clause, Notice) for clause in clauses):
        raise OutsideTheGame("notice: the minute of its use decides who comes first")
    watched = Watched(graph, claim)
    watched.grow(lambda seen: seen[0] != 0)
    return Game(watched, coalition, is_free)
