"""The semantics: an agreement under one choice of readings becomes a machine; steps move its state,
and every verdict is derived from a state. It refuses to know who asks, or what a record is.
"""

from servanda.machine.life import DONE, Life, LifeState, Reason
from servanda.machine.machine import Machine
from servanda.machine.moves import (
    Amend,
    Certify,
    Enter,
    Move,
    Observe,
    Occur,
    Perform,
    Step,
    Use,
)
from servanda.machine.powers import obstacle
from servanda.machine.schedule import Tranche, at_rate, composition, share_of
from servanda.machine.state import Delivery, Ending, Happening, PhaseLog, State, counted
from servanda.machine.steps import advance, initial, next_turn, points_in, settle, take
from servanda.machine.terms import term_of
from servanda.machine.view import View, view_of

__all__ = [
    "DONE",
    "Amend",
    "Certify",
    "Delivery",
    "Ending",
    "Enter",
    "Happening",
    "Life",
    "LifeState",
    "Machine",
    "Move",
    "Observe",
    "Occur",
    "Perform",
    "PhaseLog",
    "Reason",
    "State",
    "Step",
    "Tranche",
    "Use",
    "View",
    "advance",
    "at_rate",
    "composition",
    "counted",
    "initial",
    "next_turn",
    "obstacle",
    "points_in",
    "settle",
    "share_of",
    "take",
    "term_of",
    "view_of",
]
