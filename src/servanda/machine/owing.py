"""Say how a party stands: what it owes, what it is late with, and whether it has performed all it had to."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.calendar import Instant
from servanda.machine.life import DONE, Life, LifeState
from servanda.machine.recall import ALWAYS_BEFORE
from servanda.machine.view import View
from servanda.model.times import Standing, Stands

_OWED = frozenset(
    {LifeState.IN_EFFECT, LifeState.OVERDUE, LifeState.EXCUSED, LifeState.WITHHELD, LifeState.OPEN}
)


def stands(view: View, condition: Stands) -> Instant | None:
    """Say since when a party stands as asked; None while it does not.

    What it owes or is late with is of the moment. A party that had nothing to perform has performed it.
    """
    lives = list(_borne(view, condition))
    match condition.asked:
        case Standing.OWES:
            return view.now if any(life.state in _OWED for life in lives) else None
        case Standing.LATE:
            return view.now if any(life.state is LifeState.OVERDUE for life in lives) else None
        case Standing.PERFORMED:
            met = [life.met for life in lives if life.state in DONE]
            known = [at for at in met if at is not None]
            return max(known, default=ALWAYS_BEFORE) if len(known) == len(lives) else None


def _borne(view: View, condition: Stands) -> Iterator[Life]:
    """Give the lives of the duties asked about that bind the party: of a duty of each, its own part."""
    machine = view.machine
    for name in condition.provisions:
        provision = machine.agreement.provisions[name]
        if not machine.applies(provision, view.amended):
            continue
        if condition.actor not in machine.bearer(provision).actors:
            continue
        life = view.life(name)
        own = next((p for p in life.parts if p.id == f"{name}/{condition.actor}"), None)
        yield own or life
