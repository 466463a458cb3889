"""What is remembered from state to state is what is worked out anew, over states drawn at random."""

from __future__ import annotations

import random
from typing import Any

from lived import condition, first, machine_of
from test_recall import plain

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.machine import Machine, View
from servanda.machine.cone import Cones
from servanda.machine.memory import Memory
from servanda.machine.powers import obstacle_in
from servanda.machine.state import Delivery, Happening, Hold, Observation, PhaseLog, State
from servanda.machine.steps import turns_of

PACT = """event e by north
event f by south
event bell by host; recurring
process talks "talks" between north and south
  concluded by f
  ended by host
level stock "stock" in guns; starts at 10
phase one "One"
  starts on entry into force
  lasts 6 days
  then two when e
phase two "Two"
  starts on 3 days after signature
  lasts 4 days
plain: north must act; by 3 days after entry into force; cure within 1 days
signed: north must act; by 5 days after signature
triggered: north must act; once e; by 2 days after e
facing: north must act; by day 2; against plain
share: north must hand over guns; total 30% of stock by day 3
level-with: north must hand over 10 guns; by day 3; in proportion to y within 10%
y: south must hand over 10 guns; by day 4
sworn: south must swear; by day 3; certified by host
seen: south must act; by day 4; done when talks have ended
withheld: south must act; by day 2; may be withheld while talks are open
limit: south must keep stock; at most 9 guns from day 1
each-bell: south must report; on each bell; within 2 days of bell
spanned: south must report; from 2 days after e; until 4 days after f
rate: south must free men; 3 for each any of y; on the same day
calm: north and south each must not shoot
stop: host may terminate plain; on recommendation of south; not before day 2; at most 2 times
used: south must report; once stop is fulfilled
two.in-two: south must report
"""
PACT = PACT.replace("two.in-two: south must report\n", "").replace(
    "  lasts 4 days\n", "  lasts 4 days\n  in-two: south must report\n"
)
NORTH = (ActorId("north"),)
LEAST = 120


def drawn(chance: random.Random, zero: Instant) -> State:
    """Draw a state: of each kind of fact none, one, or another."""

    def day() -> Instant:
        return zero + chance.randrange(5) * 1440

    def some(*names: str) -> list[str]:
        return [name for name in names if chance.random() < 0.25]

    def here() -> Happening:
        return Happening(at=day(), by=NORTH)

    def act() -> Delivery:
        amount = chance.choice((None, Quantity.exact(4), Quantity.exact(10)))
        return Delivery(at=day(), by=NORTH, quantity=amount, is_start=chance.random() < 0.2)

    def hold() -> Hold:
        until = chance.choice((None, day()))
        return Hold(since=day(), power=ProvisionId("stop"), until=until)

    def log() -> PhaseLog:
        return PhaseLog(
            started=chance.choice((None, day())),
            ended=chance.choice((None, None, day())),
            extended_to=chance.choice((None, None, day())),
        )

    provisions = ("plain", "y", "sworn", "facing", "share", "triggered", "two.in-two")
    facts: dict[str, Any] = {
        "happened": {EventId(n): (here(),) for n in some("e", "f", "bell", "talks.opened")},
        "delivered": {ProvisionId(n): (act(),) for n in some(*provisions)},
        "phases": {PhaseId(n): log() for n in some("one", "two")},
        "holds": {n: (hold(),) for n in some("plain", "two", "agreement")},
        "uses": {ProvisionId(n): (here(),) for n in some("stop")},
        "recommended": {ProvisionId(n): (here(),) for n in some("stop")},
        "certificates": {ProvisionId(n): (here(),) for n in some("sworn")},
        "waived": {n: here() for n in some("plain", "y")},
        "terminated": {n: here() for n in some("plain", "two", "agreement")},
        "extended": {n: day() for n in some("plain", "share")},
        "observed": {
            n: (Observation(at=day(), value=Quantity.exact(chance.choice((5, 20)))),)
            for n in some("stock")
        },
    }
    entry = Happening(at=zero) if chance.random() < 0.85 else None
    signed = chance.choice((None, zero, zero + 1440))
    return State(now=day() + chance.choice((0, 1439)), entry=entry, signed=signed, **facts)


CONDITIONS = [
    "talks are open",
    "plain is fulfilled",
    "plain is overdue",
    "two is suspended",
    "stock is at least 7",
    "4 of y",
    "2 days after e has passed",
    "one has ended",
    "stop is fulfilled",
]


def answers(machine: Machine, state: State) -> dict[str, object]:
    """Answer all that can be asked of a state."""
    view = View(machine, state)
    found: dict[str, object] = {}
    for provision in machine.agreement.provisions.values():
        found[provision.id] = plain(view.life(provision.id))
        found[f"held {provision.id}"] = view.held(provision.id)
    for phase in machine.agreement.phases:
        found[f"term {phase}"] = view.term(phase)
        found[f"turns {phase}"] = turns_of(view, phase)
    stop = machine.agreement.provisions[ProvisionId("stop")]
    found["may stop"] = view.recall(
        ("obstacle", "stop"), lambda: obstacle_in(view, stop, (ActorId("host"),))
    )
    for asked in CONDITIONS:
        goal = condition(PACT, asked)
        found[asked] = view.recall(("holds", asked), lambda goal=goal: view.holds(goal))  # type: ignore[misc]
    return found


def test_nothing_is_remembered_that_is_not_so() -> None:
    remembering = machine_of(PACT)
    remembering.memory = Memory(Cones(remembering.agreement))
    zero = first(remembering.calendar, "2025-01-01")
    chance = random.Random(1)
    seen: set[object] = set()
    for number in range(LEAST):
        state = drawn(chance, zero)
        known, anew = answers(remembering, state), answers(machine_of(PACT), state)
        assert known == anew, [key for key in anew if known[key] != anew[key]] + [number]
        seen |= {(key, str(value)) for key, value in anew.items()}
    assert len(seen) > 5 * len(anew), "the states differ in what they answer"
