"""Hold a run that is played by hand: a state, the turns that led to it, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, EntryId, ReadingId
from servanda.base.moments import Moment
from servanda.base.quantities import Quantity
from servanda.checks.playing.changes import Change, changes
from servanda.checks.playing.options import Option
from servanda.machine import (
    Enter,
    LifeState,
    Machine,
    State,
    Step,
    View,
    advance,
    initial,
    take,
    view_of,
)
from servanda.machine.choices import default_choice, is_consistent
from servanda.machine.steps import is_signature
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import ALWAYS, Choice
from servanda.model.entries import Act, Entry, Figure, InForce
from servanda.model.provisions import PhaseStart, Provision
from servanda.monitor.replay import Outlook, moves


class Turn(Struct, frozen=True, kw_only=True):
    """Hold one turn: what was done or that time passed, the state after it, and what it changed.

    `entry` is what a record says of it; none where time passed. `against` names what it breaks: the
    prohibitions it is against, the duties that it lets become overdue.
    """

    words: str
    state: State
    entry: Entry | None = None
    against: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


class Play(Struct, frozen=True, kw_only=True):
    """Hold a played run. It never changes: each turn gives another.

    At `start` the agreement enters into force, if nothing has put it in force before.
    """

    machine: Machine
    start: Instant
    beginning: State
    turns: tuple[Turn, ...] = ()

    @property
    def state(self) -> State:
        """Give the state after the last turn."""
        return self.turns[-1].state if self.turns else self.beginning

    @property
    def view(self) -> View:
        """Look at the state after the last turn."""
        return view_of(self.machine, self.state)

    @property
    def now(self) -> Instant:
        """Say when it is."""
        assert self.state.now is not None
        return self.state.now

    @property
    def is_faithful(self) -> bool:
        """Tell whether no turn so far was against the words or let a date pass."""
        return not any(turn.against for turn in self.turns)

    def do(self, option: Option, quantity: Quantity | None = None, category: str = "") -> Play:
        """Let somebody do what may be done; in another quantity, of a category, if that is said."""
        entry = self._entry(option, quantity, category)
        said = " ".join(filter(None, [quantity.describe() if quantity else "", category]))
        words = f"{option.words} – {said}" if said else option.words
        return self._then(Turn(words=words, state=self.state, entry=entry, against=option.against))

    def wait(self, to: Instant) -> Play:
        """Let time pass; duties that become overdue on the way are noted."""
        if to <= self.now:
            return self
        if self.state.entry is None and self.now < self.start <= to:
            return self._pass(self.start)._enter().wait(to)
        return self._pass(to)

    def _pass(self, to: Instant) -> Play:
        state = advance(self.machine, self.state, to)
        before, after = self.view, View(self.machine, state)
        late, found = newly_overdue(before, after), changes(before, after)
        turn = Turn(words="time passes", state=state, against=late, changes=found)
        return replace(self, turns=(*self.turns, turn))

    def _enter(self) -> Play:
        words, span = "the agreement enters into force", self.machine.agreement.header.span
        return self.do(Option(words=words, what=InForce(), span=span))

    def undo(self) -> Play:
        """Take the last turn back."""
        return replace(self, turns=self.turns[:-1])

    def restart(self) -> Play:
        """Go back to the start."""
        return replace(self, turns=())

    def under(self, choice: Choice) -> Play:
        """Play the same turns again under other readings: what was done is a fact under each."""
        again = _begun(Machine(self.machine.agreement, choice), self.start)
        for turn in self.turns:
            assert turn.state.now is not None
            again = again._then(turn) if turn.entry is not None else again.wait(turn.state.now)
        return again

    def _then(self, turn: Turn) -> Play:
        """Add a turn that was done, with the state to which it leads from here."""
        assert turn.entry is not None
        before = self.view
        state = enact(self.machine, self.state, turn.entry)
        found = changes(before, View(self.machine, state))
        turn = replace(turn, state=state, changes=found)
        return replace(self, turns=(*self.turns, turn))

    def _entry(self, option: Option, quantity: Quantity | None, category: str) -> Entry:
        when = Moment(earliest=self.now, latest=self.now)
        what = option.what
        if isinstance(what, Act) and not what.is_start:
            what = replace(what, quantity=quantity or what.quantity, category=category)
        elif isinstance(what, Figure) and quantity is not None:
            what = replace(what, value=quantity)
        return Entry(
            id=EntryId(f"turn-{len(self.turns) + 1}"),
            kind="played",
            when=when,
            recorded=when,
            what=what,
            actors=option.by,
            under=ALWAYS,
            span=option.span,
        )


def enact(machine: Machine, state: State, entry: Entry) -> State:
    """Let what an entry says happen, just as a replay of the record does."""
    at = entry.when.earliest
    assert at is not None
    for move in moves(machine, entry, at, Outlook(on=at)):
        state = take(machine, state, Step(at=at, move=move, by=entry.actors, source=entry))
    return state


def begin(agreement: Agreement, start: Instant, fixed: Choice) -> Play:
    """Begin a play: with entry into force at the start, under the readings fixed and the first others.

    A text that binds from its signature begins with that, where it was signed before. The record
    does not count, nor what it is silent on.
    """
    text = replace(agreement, entries=(), silent_on=frozenset())
    return _begun(Machine(text, first_choice(text, fixed)), start)


def _begun(machine: Machine, start: Instant) -> Play:
    state = initial(machine)
    if state.signed is not None and state.signed < start and _binds_from_signature(machine):
        beginning = advance(machine, state, state.signed)
    else:
        beginning = take(machine, state, Step(at=start, move=Enter()))
    return Play(machine=machine, start=start, beginning=beginning)


def _binds_from_signature(machine: Machine) -> bool:
    starts = [c for p in machine.agreement.phases for c in machine.clauses(p)]
    return any(
        isinstance(c, PhaseStart) and c.point is not None and is_signature(c.point) for c in starts
    )


def first_choice(agreement: Agreement, fixed: Choice) -> dict[AmbiguityId, ReadingId]:
    """Choose the first readings that can be held together with those fixed, in the order of the text."""
    names = [a.id for a in agreement.ambiguities.values() if a.readings and a.id not in fixed]
    found = _completed(agreement, dict(fixed), names)
    return found if found is not None else default_choice(agreement, fixed)


def _completed(
    agreement: Agreement, chosen: Mapping[AmbiguityId, ReadingId], names: list[AmbiguityId]
) -> dict[AmbiguityId, ReadingId] | None:
    if not is_consistent(agreement, chosen, set(chosen)):
        return None
    if not names:
        return dict(chosen)
    for reading in agreement.ambiguities[names[0]].readings:
        found = _completed(agreement, {**chosen, names[0]: reading.id}, names[1:])
        if found is not None:
            return found
    return None


def newly_overdue(before: View, after: View) -> tuple[str, ...]:
    """Name the duties that are overdue after and were not before: a part, where it alone is.

    Lateness within a time to cure is forgiven by the text; what nobody is named to do is nobody's.
    """
    was = {name for provision in _bound(before) for name in _late(before, provision)}
    now = [name for provision in _bound(after) for name in _late(after, provision)]
    return tuple(name for name in now if name not in was)


def _bound(view: View) -> Iterator[Provision]:
    for provision in view.machine.agreement.provisions.values():
        if provision.agency.silence is None or view.machine.bearer(provision).actors:
            yield provision


def _late(view: View, provision: Provision) -> Iterator[str]:
    life = view.life(provision.id)
    for part in life.parts or (life,):
        if part.state is LifeState.OVERDUE and not part.is_curable:
            yield part.id
