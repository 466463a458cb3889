"""Whatever happens in the cone, one schedule keeps every duty that is called easy: tried on the machine."""

from __future__ import annotations

from collections.abc import Iterator

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

START: Instant = 28_928_160
DAY, NOON, LAST = 1440, 720, 1439
HEADER = """agreement small "Small"
  counting day 1 is the day of entry into force
party a "A", b "B"
event e by a
event f by b
event free by a
"""
DAYS = st.integers(1, 12)
NAMES = ("c", "d", "g")
ACTIVE = {LifeState.IN_EFFECT, LifeState.OVERDUE, LifeState.EXCUSED, LifeState.WITHHELD}

POINTS = st.one_of(
    st.builds("day {}".format, DAYS),
    st.builds("{} days after {}".format, DAYS, st.sampled_from(("e", "f", "c", "d", "g"))),
    st.builds("{} hours after {}".format, DAYS, st.sampled_from(("e", "c"))),
    st.builds("{} days after the start of {}".format, DAYS, st.sampled_from(("one", "two"))),
    st.sampled_from(("the end of one", "the end of two", "the start of two")),
    st.builds("the later of day {} and {} days after f".format, DAYS, DAYS),
    st.builds("the earlier of day {} and {} days after e".format, DAYS, DAYS),
)
CONDITIONS = st.sampled_from(
    ("e", "f", "not e", "c is fulfilled", "d is fulfilled", "two is running", "one has ended")
    + ("e or f", "e and f", "day 4 has passed", "not one is running", "2 of g")
)
CLAUSES = st.one_of(
    st.builds("by {}".format, POINTS),
    st.builds("by {}".format, POINTS),
    st.builds("start by {}".format, POINTS),
    st.builds("not before {}".format, POINTS),
    st.builds("once {}".format, CONDITIONS),
    st.builds("provided that {}".format, CONDITIONS),
    st.builds(
        "done when {}".format, st.sampled_from(("free", "e", "c is fulfilled", "one has ended"))
    ),
    st.builds("total 1 by {}".format, POINTS),
    st.builds("1 more every {} days from {}".format, DAYS, POINTS),
    st.sampled_from(("survives", "against c", "1 for each any of c; within 2 days")),
    st.builds("from {}".format, POINTS),
    st.builds("until {}".format, POINTS),
)
PHASES = st.lists(
    st.sampled_from(("ends when e", "ends when f", "then two when e", "then two as soon as f"))
    | st.sampled_from(("then two", "ends when c is fulfilled", "runs on while not f")),
    max_size=2,
    unique=True,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Make a small agreement: two phases and three duties in one of them or outside."""
    lines: dict[str, list[str]] = {"": [], "one": [], "two": []}
    full: dict[str, str] = {}
    for name in NAMES:
        where = draw(st.sampled_from(("", "one", "two")))
        clauses = draw(st.lists(CLAUSES, min_size=1, max_size=3))
        what = "free 3 men" if name == "g" else "act"
        lines[where].append(f"{name}: {draw(st.sampled_from(('a', 'b')))} must {what}")
        lines[where].extend(f"  {clause}" for clause in clauses)
        full[name] = f"{where}.{name}" if where else name
    starts = draw(
        st.sampled_from(("", "  starts when f", "  starts on day 3", "  starts on 2 days after e"))
    )
    one = ["phase one", "  starts on entry into force", f"  lasts {draw(DAYS)} days"]
    two = ["phase two", *([starts] if starts else []), f"  lasts {draw(DAYS)} days"]
    one += [f"  {way}" for way in draw(PHASES)]
    two += [f"  {way}" for way in draw(PHASES) if "two" not in way]
    body = [*lines[""], *one, *(f"  {x}" for x in lines["one"])]
    body += [*two, *(f"  {x}" for x in lines["two"])]
    text = "\n".join(body) + "\n"
    for name, long in full.items():
        for place in (
            " after {}\n",
            "of {}\n",
            "after {};",
            "against {}\n",
            "of {};",
            "when {} ",
            "once {} ",
        ):
            text = text.replace(place.format(name), place.format(long))
        text = text.replace(f"that {name} is", f"that {long} is")
    return HEADER + text


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
