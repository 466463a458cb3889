"""Play a claim as a game, day by day: can a coalition force what it speaks of, or keep it from coming about?

The coalition stays faithful; the others are faithful, too, or may do anything. At every state the others may
act first: whatever they may do there must suit the coalition. If they do nothing, the coalition acts, or time
passes. An act of several jointly needs all of them. Nobody gains by holding up time: where a duty that is due
keeps the day from passing, those who owe it must act, and the coalition as soon as it is among them; and
neither side may hold time up for ever by doing and undoing, the coalition not even where the others do so,
too. All see everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from oracle.day_by_day import LOST, WON, Graph, Seen, Watched
from oracle.forms import is_kept
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
    waits: dict[int, frozenset[Act]] = field(default_factory=dict)
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
        """Tell whether a duty is overdue without excuse that the coalition could have done alone."""
        if not self.is_free:
            return False
        if place not in self.shut:
            state = self.watched.graph.states[self.watched.nodes[place][0]]
            self.shut[place] = any(self._is_ours(one) for one in self.rules.late(state))
        return self.shut[place]

    def _is_ours(self, one: One) -> bool:
        debtors = self.rules.debtors(*one)
        alone = any if self.rules.duties[one[0]].agency.manner == "any" else all
        return alone(actor in self.coalition for actor in debtors)

    # -- who must move -----------------------------------------------------------------------

    def may_wait(self, place: int, ready: set[int]) -> bool:
        """Tell whether it is the others who hold up time, if the coalition does nothing here.

        So it is where time waits for something, for nothing that the coalition can do alone, and where the
        coalition is ready for what it can do with others.
        """
        if self.is_free or any(act is None for _, act in self.watched.acts[place]):
            return False
        awaited = self.awaited(self.watched.nodes[place][0])
        for target, act in self.watched.acts[place]:
            if act not in awaited:
                continue
            assert act is not None
            if self.ours(act) or (self.joint(act) and target not in ready):
                return False
        return bool(awaited)

    def awaited(self, node: int) -> frozenset[Act]:
        """Give the acts that begin a shortest way to what is due, by those who owe it if they can act.

        So who withholds a certificate that is all that is missing holds up time, and who has a power to
        waive what another could do does not.
        """
        if node not in self.waits:
            found: set[Act] = set()
            for one in self.blocking(node) or (None,):
                acts = {
                    act
                    for target, act in self._acts(node)
                    if self._far(target, one) < self._far(node, one)
                }
                debtors = set(self.rules.debtors(*one)) if one else set()
                found |= {act for act in acts if debtors & set(act.by)} or acts
            self.waits[node] = frozenset(found)
        return self.waits[node]

    def blocking(self, node: int) -> frozenset[One]:
        """Give the duties that keep the day from passing."""
        return self.rules.blocking(self.watched.graph.states[node])

    def _acts(self, node: int) -> list[tuple[int, Act]]:
        """Give the acts that are open to the faithful, whatever the claim has seen."""
        graph = self.watched.graph
        edges = graph.edges[node]
        return [(e.target, e.act) for e in edges if e.act is not None and e.target in graph.alive]

    def _far(self, node: int, one: One | None) -> int:
        """Count the acts, of anybody, that it takes until what is due is done, or the day can pass."""
        ahead, seen, steps = {node}, {node}, 0
        while ahead:
            if any(self._is_done(here, one) for here in ahead):
                return steps
            found = {target for here in ahead for target, _ in self._acts(here)}
            ahead, steps = found - seen, steps + 1
            seen |= ahead
        return 1_000

    def _is_done(self, node: int, one: One | None) -> bool:
        if one is not None:
            return one not in self.blocking(node)
        graph = self.watched.graph
        return any(e.act is None and e.target in graph.alive for e in graph.edges[node])

    # -- who wins ----------------------------------------------------------------------------

    def suits(self, place: int, inside: set[int]) -> bool:
        """Tell whether nothing that the others may do leads out."""
        return all(target in inside for target in self.targets(place, self.theirs))

    def forces(self) -> bool:
        """Tell whether the coalition can see to it that the goal is reached."""
        return 0 in self.into(self._where(lambda seen: seen[0] == WON))

    def _where(self, is_so: Callable[[Seen], bool]) -> set[int]:
        """Give the places of which something is so, and where nobody of the coalition is late."""
        nodes = enumerate(self.watched.nodes)
        return {p for p, (_, seen) in nodes if is_so(seen) and not self._is_late(p)}

    def into(self, goals: set[int]) -> set[int]:
        """Give the places from which the coalition can bring the run to one of some."""
        inside = set(goals)
        while True:
            found = self._where(lambda seen: seen[0] == 0) - inside
            while True:  # others may go about among these: but not for ever, or they hold up time
                kept = {
                    p for p in found if self.suits(p, found | inside) and self._gets_in(p, inside)
                }
                if kept == found:
                    break
                found = kept
            if not found:
                return inside
            inside |= found

    def _gets_in(self, place: int, inside: set[int]) -> bool:
        if any(target in inside for target in (*self.days(place), *self.targets(place, self.ours))):
            return True
        return self.may_wait(place, inside)

    def keeps_off(self) -> bool:
        """Tell whether the coalition can see to it that the goal is never reached, while days pass."""
        lost = self._where(lambda seen: seen[0] == LOST)
        return 0 in self.within(self._where(lambda seen: seen[0] != WON), lost)

    def within(self, places: set[int], safe: set[int]) -> set[int]:
        """Give the places among some within which the coalition can keep the run, while days pass.

        Once it is at a safe one, that is enough. The coalition may not act without end while no day passes;
        if only the others do, they hold up time.
        """
        whole = set(places)
        while True:
            acted: set[int] = (
                set()
            )  # where so many acts of the coalition are enough until a day passes
            while True:
                inside = set(whole)
                while True:
                    kept = {p for p in inside if p in safe or self._stays(p, inside, acted, whole)}
                    if kept == inside:
                        break
                    inside = kept
                if inside == acted:
                    break
                acted = inside
            if acted == whole:
                return whole
            whole = acted

    def _stays(self, place: int, inside: set[int], acted: set[int], whole: set[int]) -> bool:
        if not self.suits(place, inside):
            return False
        if any(target in whole for target in self.days(place)):
            return True
        if any(target in acted for target in self.targets(place, self.ours)):
            return True
        return self.may_wait(place, acted)

    # -- what is kept for ever ---------------------------------------------------------------

    def comes_back(self) -> bool:
        """Tell whether the coalition can bring the run back, again and again, to where all is kept."""
        claim, nodes = self.watched.claim, self.watched.nodes
        won = self._where(lambda seen: seen[0] == WON)
        inside = self._where(lambda seen: seen[0] != LOST)
        while True:
            kept = {p for p in inside if is_kept(claim, nodes[p][1]) and self.suits(p, inside)}
            kept = {p for p in kept if self._gets_in(p, inside)}
            moved = {p for p in inside if self.suits(p, inside) and inside & set(self.days(p))}
            again = inside & self.into(won | kept) & self.into(won | moved)
            if again == inside:
                return 0 in inside
            inside = again

    def gives_up(self) -> bool:
        """Tell whether the coalition can keep the run, from some day on, from where all is kept."""
        claim = self.watched.claim
        amiss = self._where(lambda seen: seen[0] != WON and not is_kept(claim, seen))
        settled = self._where(lambda seen: seen[0] == LOST)
        while True:
            sure = self.into(settled)
            stays = self.within(amiss | sure, sure)
            if stays <= sure:
                return 0 in sure
            settled |= stays


def can_stop(graph: Graph, claim: Claim, coalition: Coalition, *, is_free: bool) -> bool:
    """Tell whether a coalition can see to it that what a claim asks for fails."""
    game = _game(graph, claim, coalition, is_free)
    return _succeeds(game) if claim.quantifier == "no" else _prevents(game)


def can_bring_about(graph: Graph, claim: Claim, coalition: Coalition, *, is_free: bool) -> bool:
    """Tell whether a coalition can see to it that what a claim asks for comes about."""
    game = _game(graph, claim, coalition, is_free)
    return _prevents(game) if claim.quantifier == "no" else _succeeds(game)


def _succeeds(game: Game) -> bool:
    return game.comes_back() if _is_for_ever(game) else game.forces()


def _prevents(game: Game) -> bool:
    return game.gives_up() if _is_for_ever(game) else game.keeps_off()


def _is_for_ever(game: Game) -> bool:
    return game.watched.claim.form in ("keeps", "avoids", "whenever")


def _game(graph: Graph, claim: Claim, coalition: Coalition, is_free: bool) -> Game:
    clauses = [c for name in graph.rules.powers for c in graph.rules.clauses[name]]
    if any(isinstance(clause, Notice) for clause in clauses):
        raise OutsideTheGame("notice: the minute of its use decides who comes first")
    watched = Watched(graph, claim)
    watched.grow(lambda seen: seen[0] != 0)
    return Game(watched, coalition, is_free)
