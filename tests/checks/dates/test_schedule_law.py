"""Whatever happens in the cone, one schedule keeps every duty that is called easy: tried on the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from servanda.base.calendar import Instant
from servanda.base.identities import EventId, ProvisionId
from servanda.checks.dates import hard_to_meet
from servanda.machine import (
    Delivery,
    Enter,
    LifeState,
    Machine,
    Occur,
    Perform,
    State,
    Step,
    View,
    advance,
    initial,
    take,
)
from servanda.machine.choices import default_choice
from servanda.model.provisions import DoneWhen, NotBefore, StartBy
from servanda.workspace import load_text

sys.path.insert(0, str(Path(__file__).parent))
from dates_texts import START, texts

DAY, NOON, LAST = 1440, 720, 1439
ACTIVE = {LifeState.IN_EFFECT, LifeState.OVERDUE, LifeState.EXCUSED, LifeState.WITHHELD}


def instants() -> Iterator[Instant]:
    """Give the instants at which anybody acts: the first, the middle and the last of each day."""
    for day in range(40):
        yield from (START + day * DAY + at for at in (0, NOON, LAST))


def done_at_once(machine: Machine, state: State) -> State:
    """Do every act that may be done now, until nothing more can be."""
    assert state.now is not None
    for _ in range(20):
        before = state
        for provision in machine.agreement.provisions.values():
            clauses = machine.clauses(provision.id)
            view = View(machine, state)
            life = view.life(provision.id)
            open_ones = [t for t in life.tranches if t.met is None]
            late_start = any(isinstance(c, StartBy) for c in clauses)
            is_begun = bool(state.delivered.get(provision.id))
            if life.state not in ACTIVE or any(isinstance(c, DoneWhen) for c in clauses):
                continue
            if not open_ones and not (late_start and not is_begun):
                continue
            early = [view.stretch(c.point) for c in clauses if isinstance(c, NotBefore)]
            if any(s is None or state.now < s[0] for s in early):
                continue
            delivery = Delivery(at=state.now, by=provision.agency.actors)
            move = Perform(provision=provision.id, delivery=delivery)
            state = take(machine, state, Step(at=state.now, move=move))
        if state is before:
            return state
    return state


def overdue(machine: Machine, state: State) -> set[ProvisionId]:
    """Give the duties that are overdue at a state."""
    view = View(machine, state)
    lives = ((p.id, view.life(p.id)) for p in machine.agreement.provisions.values())
    return {name for name, life in lives if life.state is LifeState.OVERDUE}


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    texts(),
    st.dictionaries(
        st.sampled_from(("e", "f")), st.tuples(st.integers(0, 25), st.sampled_from((NOON, LAST)))
    ),
)
def test_easy_duties_are_never_overdue_on_the_schedule(
    text: str, happens: dict[str, tuple[int, int]]
) -> None:
    """Events of the cone come at any time or never; the rest is done as soon as it may be."""
    loaded = load_text({"small.pact": text})
    if loaded.agreement is None or loaded.has_errors:
        event("not a text")
        return
    machine = Machine(loaded.agreement, default_choice(loaded.agreement, {}))
    hard = hard_to_meet(machine, START, frozenset({"e", "f", "one", "two"}))
    event(f"{len(hard)} of {len(machine.agreement.provisions)} are hard")
    times = {START + day * DAY + minute: name for name, (day, minute) in happens.items()}
    state = take(machine, initial(machine), Step(at=START, move=Enter()))
    state = take(machine, state, Step(at=START, move=Occur(event=EventId("free"))))
    for at in instants():
        state = done_at_once(machine, advance(machine, state, at))
        if at in times:
            move = Occur(event=EventId(times[at]))
            state = done_at_once(machine, take(machine, state, Step(at=at, move=move)))
        late = overdue(machine, state) - hard
        assert not late, (late, text, happens, at - START)
