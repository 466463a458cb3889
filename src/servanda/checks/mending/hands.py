"""Say whether those who demand a thing can lawfully see to it alone, as by not agreeing."""

from __future__ import annotations

import math

from servanda.base.identities import ActorId
from servanda.checks.claims.faith import EVERYBODY
from servanda.checks.claims.judge import Search
from servanda.checks.claims.runs import Budget, TooMany
from servanda.checks.claims.watch import Watch
from servanda.checks.mending.bench import Bench, Text
from servanda.checks.strategy.game import Arena, Game
from servanda.checks.strategy.hands import hands_of
from servanda.machine import Machine
from servanda.machine.choices import choices
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.claims import Claim, Quantifier

_SECONDS_AT_LEAST = 2.0


def in_hands(bench: Bench, text: Text, claim: Claim) -> tuple[ActorId, ...] | None:
    """Give the parties behind a demand that can see to it alone, under every reading.

    The others are faithful. None where that is not found out in time.
    """
    names, seen = text.texts.sight(claim, bench.fixed)
    able = set(parties_behind(text.agreement, claim))
    left = bench.seconds_left()
    budget = Budget.of(None if math.isinf(left) else max(left, _SECONDS_AT_LEAST))
    arenas: dict[int, Arena] = {}
    try:
        for choice in choices(text.agreement, seen, bench.fixed) if able else ():
            runs = text.texts.runs(claim, names, choice, EVERYBODY)
            if id(runs) not in arenas:
                runs.budget = budget
                arenas[id(runs)] = Arena.of(Search(runs=runs, watch=Watch(formula=claim.formula)))
            machine = Machine(runs.machine.agreement, choice)
            arena = arenas[id(runs)].in_hands(hands_of(machine))
            able &= {actor for actor in able if _sees_to(arena, claim, actor)}
    except TooMany:
        return None
    return tuple(actor for actor in text.agreement.actors if actor in able)


def _sees_to(arena: Arena, claim: Claim, actor: ActorId) -> bool:
    """Tell whether a party can make sure that a claim is met, if the others are faithful."""
    if 0 not in arena.lasting:
        return False
    game = Game(arena=arena, coalition=frozenset({actor}), is_free=False)
    return 0 in (game.keeps_off() if claim.quantifier is Quantifier.NO else game.forces())


def parties_behind(agreement: Agreement, claim: Claim) -> tuple[ActorId, ...]:
    """Give the parties that demand a claim, by themselves or by one who speaks for them."""
    found: list[ActorId] = []
    ahead = list(claim.demanded_by)
    while ahead:
        name = ahead.pop(0)
        actor = agreement.actors.get(name)
        if actor is None or name in found:
            continue
        found.append(name)
        ahead.extend(actor.speaks_for)
    return tuple(name for name in found if Role.PARTY in agreement.actors[name].roles)
