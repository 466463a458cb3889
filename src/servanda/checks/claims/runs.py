"""Lay out the runs of a machine as a graph, made only as far as somebody looks.

A node is a state; from it somebody may act, or time may pass to the next instant at which anything in
sight can change. Two states that differ only in their date are one node, so that an endless renewal
closes into a loop, and every claim and every strategy on the same text walks the same graph.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.checks.claims.bearing import Bearing, Live
from servanda.checks.claims.faith import EVERYBODY, Debt, Faith, broken
from servanda.checks.claims.instants import Sight
from servanda.checks.claims.lasting import goes_on
from servanda.checks.claims.moves import Option, options
from servanda.checks.claims.signature import signature
from servanda.checks.claims.states import Key, States
from servanda.machine import (
    Machine,
    Observe,
    State,
    Step,
    View,
    advance,
    settle,
    take,
    view_of,
)
from servanda.machine.moves import Enter
from servanda.machine.steps import initial, is_signature
from servanda.model.provisions import EffectKind, PhaseStart
from servanda.model.times import Point

NODES_AT_MOST = 20_000
_STILL_AT_MOST = 200


class TooMany(Exception):
    """Say that there are more states, or that it takes longer, than was allowed."""


class Budget(Struct, kw_only=True):
    """Bound the work on one question: states looked at, and seconds by the clock if given.

    `watch` is told at each state how many there are, so that somebody who waits sees that it goes on.
    """

    nodes: int
    until: float | None = None
    seconds: float | None = None
    is_out_of_time: bool = False
    watch: Callable[[int], None] | None = None

    @classmethod
    def of(cls, seconds: float | None, watch: Callable[[int], None] | None = None) -> Budget:
        """Make the budget of a question that may take some seconds, or as long as it needs."""
        until = None if seconds is None else time.monotonic() + seconds
        return cls(nodes=NODES_AT_MOST, until=until, seconds=seconds, watch=watch)

    def spend(self, nodes: int) -> None:
        """Stop where more was spent than was given.

        Raises:
            TooMany: when that is so.
        """
        if self.watch is not None:
            self.watch(nodes)
        if self.until is not None and time.monotonic() > self.until:
            self.is_out_of_time = True
            raise TooMany
        if nodes > self.nodes:
            raise TooMany


class Edge(Struct, frozen=True):
    """Hold how a run goes from a node to another: something is done, or time passes.

    `evening` is the state in between, when terms that ended at that very instant have run out; `minutes` is
    how long it takes.
    """

    target: int
    option: Option | None
    evening: View | None = None
    minutes: int = 0

    @property
    def by(self) -> tuple[ActorId, ...]:
        """Give who acts; nobody where time passes."""
        return self.option.by if self.option is not None else ()


class Node(Struct, kw_only=True):
    """Hold a state on some run. Its edges are None until somebody looks.

    `is_forever` when nothing ever need change from here; `owing` are the duties that keep time from
    passing, and `barred` is the state they keep it from.
    """

    view: View
    made: frozenset[object]
    edges: list[Edge] | None = None
    is_forever: bool = False
    owing: tuple[Debt, ...] = ()
    barred: View | None = None

    @property
    def blocked(self) -> tuple[ProvisionId, ...]:
        """Name the duties that keep time from passing."""
        return tuple(dict.fromkeys(debt.duty for debt in self.owing))


@dataclass(slots=True, kw_only=True)
class Runs:
    """Hold the runs of a machine from a start, as far as some names show, node 0 first.

    `faith` says whose duties keep time from passing, and who breaks no prohibition; `asked` names what is
    asked about, so that what bears on nothing of it any more is left out. What may be moved is done
    `late`, only when time waits for it, or `early`, before anything else, if it is named so. `in_order` where
    it does not matter who of several does his part first. `states` are those made so far, by what was
    done and when; runs of one text that differ in faith or in what is asked may share them.
    """

    machine: Machine
    start: Instant
    names: frozenset[str]
    points: tuple[Point, ...] = ()
    faith: Faith = EVERYBODY
    asked: frozenset[str] | None = None
    late: frozenset[ProvisionId] = frozenset()
    early: frozenset[ProvisionId] = frozenset()
    in_order: bool = False
    budget: Budget = field(default_factory=lambda: Budget.of(None))
    states: States = field(default_factory=States)
    nodes: list[Node] = field(default_factory=list)
    sight: Sight = field(init=False)
    _ordered: frozenset[str] = field(init=False)
    _bearing: Bearing | None = field(init=False)
    _all: Live = field(init=False)
    _keys: dict[tuple[View, Live], Key] = field(init=False)
    _known: dict[Key, int] = field(default_factory=dict)
    _places: dict[View, int] = field(default_factory=dict)
    _lasting: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sight = Sight(
            machine=self.machine,
            names=self.names,
            points=self.points,
        )
        self._ordered = frozenset(_ordered(self.machine))
        self._all = Live(names=self.names, open_ones=self.names)
        self._keys = self.states.keys.setdefault(self.points, {})
        self._bearing = None
        if self.asked is not None:
            self._bearing = Bearing(
                machine=self.machine,
                names=self.names,
                asked=self.asked,
                faith=self.faith,
                over=self.states.over,
            )
        beginning = _beginning(self.machine, self.start)
        state = _measured(self.machine, self.names, beginning)
        self._node(view_of(self.machine, state), frozenset())

    def edges(self, index: int) -> list[Edge]:
        """Give the ways on from a node: what may be done, in the order of the text, then time.

        Raises:
            TooMany: when the budget is spent.
        """
        node = self.nodes[index]
        if node.edges is None:
            self.budget.spend(len(self.nodes))
            waiting = self._wait(index, node)
            node.edges = self._acts(node)
            if waiting is not None and not self._is_hurried(node.edges):
                node.edges.append(waiting)
        return node.edges

    def _node(self, view: View, made: frozenset[object]) -> int:
        """Give the node of a state, a new one where there is none like it."""
        if view in self._places:
            return self._places[view]
        key = self._key(view)
        index = self._places[view] = self._known.setdefault(key, len(self.nodes))
        if index == len(self.nodes):
            self.nodes.append(Node(view=view, made=made))
        return index

    def _key(self, view: View) -> Key:
        """Say what a state's future depends on, with every date counted from now."""
        live = self._live(view)
        key = self._keys.get((view, live))
        if key is None:
            now, names = view.now, live.names
            outlooks = self.sight.outlooks(view, names)
            ahead = [at - now for at in self.sight.ahead(view, names)]
            if view.state.entry is None and self.start > now:
                ahead.append(self.start - now)
            key = self._keys[view, live] = Key(
                signature(view, outlooks), tuple(sorted(ahead)), live
            )
        return key

    def _live(self, view: View) -> Live:
        """Give what still bears on the question at a state; all there is where none is asked."""
        return self._all if self._bearing is None else self._bearing.at(view)

    def _next(self, view: View) -> Instant | None:
        key = self._key(view)
        ahead = [view.now + minutes for minutes in key.ahead]
        return self.sight.next(view, ahead, key.live.names)

    def _acts(self, node: Node) -> list[Edge]:
        """Let somebody act; the same acts in another order give the same state, made once."""
        edges: list[Edge] = []
        view = node.view
        for option in self._tried(node):
            made = _also(node.made, self._mark(option, view))
            after = self.states.after.get((made, view.now))
            if after is None:
                step = Step(at=view.now, move=option.move, by=option.by)
                view.take_up()
                after = view_of(self.machine, take(self.machine, view.state, step))
                self.states.after[made, view.now] = after
            target = self._node(after, made)
            if self.nodes[target] is not node:
                edges.append(Edge(target, option))
        return edges

    def _mark(self, option: Option, view: View) -> object:
        """Say what was done, and when; how often, and after what, where that matters within a minute."""
        state, subject, now = view.state, option.subject, view.now
        again = sum(use.at == now for use in state.uses.get(ProvisionId(subject), ()))
        if subject not in self._ordered:
            return option.words, now, again
        edges = self.machine.edges_of_processes
        done = [h for e, found in state.happened.items() if e in edges for h in found]
        return option.words, now, again, sum(h.at == now for h in done)

    def _tried(self, node: Node) -> list[Option]:
        """Give what to try at a node: of what may be moved, only what must be done, or that alone."""
        names = self._live(node.view).open_ones
        found = list(options(names, node.view, self.faith, in_order=self.in_order))
        if self.early:
            first = next((option for option in found if option.subject in self.early), None)
            return found if first is None else [first]
        if self.late:
            forced = next((name for name in node.blocked if name in self.late), None)
            found = [o for o in found if o.subject not in self.late or o.subject == forced]
        return found

    def _is_hurried(self, edges: list[Edge]) -> bool:
        """Tell whether what is done early is done here, before time passes."""
        return any(edge.option is not None and edge.option.subject in self.early for edge in edges)

    def _wait(self, index: int, node: Node) -> Edge | None:
        """Let time pass to where anything changes, unless a duty keeps it from passing.

        An instant at which nothing in sight has changed is passed over. Where nothing changes any
        more, the run may stay for ever if nothing is owed.
        """
        view = node.view
        evening = self._evening(view)
        for _ in range(_STILL_AT_MOST):
            boundary = self._next(view)
            after = self.states.after.get((node.made, boundary))
            if after is None:
                after = self.states.after[node.made, boundary] = self._later(view, boundary)
            node.owing = broken(self.sight.provisions, after, self.faith)
            if node.owing:
                node.barred = after
                return None
            if boundary is None:
                break
            target = self._node(after, node.made)
            if target != index:
                return Edge(target, None, evening, after.now - node.view.now)
            view = after
        node.is_forever = True
        return None

    def _evening(self, view: View) -> View | None:
        """Give the state when what ends at this instant has ended; None where nothing does."""
        state = view.state
        if all(view.term(phase) != view.now for phase in self.sight.phases):
            return None
        view.take_up()
        after = settle(self.machine, state, expire=True)
        return View(self.machine, after) if after is not state else None

    def _later(self, view: View, boundary: Instant | None) -> View:
        """Give the state at a boundary, or a minute on where there is none."""
        to = boundary if boundary is not None else view.now + 1
        view.take_up()
        state = advance(self.machine, view.state, to)
        if state.entry is None and to >= self.start:
            state = take(self.machine, state, Step(at=to, move=Enter()))
        return view_of(self.machine, state)

    # -- runs that go on ---------------------------------------------------------------------

    def goes_on(self, index: int) -> bool:
        """Tell whether some run goes on for ever from a node; what was found out is remembered."""
        return goes_on(self, index, self._lasting)

    def walk(self, way: Iterable[Edge]) -> list[tuple[Edge | None, View]]:
        """Follow a run from the start, edge by edge, each taken anew so that its dates are its own."""
        view = self.nodes[0].view
        walked: list[tuple[Edge | None, View]] = [(None, view)]
        for edge in way:
            after = self._taken(view, edge.option) if edge.option else self._waited(view)
            view = after if after is not None else self.nodes[edge.target].view
            walked.append((edge, view))
        return walked

    def _taken(self, view: View, option: Option) -> View | None:
        """Take an option that was found in a like state at another date, if it is found here too."""
        found = options(self.names, view, self.faith, in_order=self.in_order)
        again = next((each for each in found if each.words == option.words), None)
        if again is None:
            return None
        step = Step(at=view.now, move=again.move, by=again.by)
        return view_of(self.machine, take(self.machine, view.state, step))

    def _waited(self, view: View) -> View:
        """Let time pass to where something in sight has changed."""
        key = self._key(view)
        for _ in range(_STILL_AT_MOST):
            view = self._later(view, self._next(view))
            if self._key(view) != key:
                break
        return view


def _also(made: frozenset[object], mark: object) -> frozenset[object]:
    """Add an act to those made: the same one may be done again at the same instant."""
    times = 0
    while (mark, times) in made:
        times += 1
    return made | {(mark, times)}


def _beginning(machine: Machine, start: Instant) -> State:
    """Give the state in which runs begin: entry into force, or signature where a phase binds from it."""
    signed = signature_before(machine, start)
    if signed is not None:
        return advance(machine, initial(machine), signed)
    return take(machine, initial(machine), Step(at=start, move=Enter()))


def signature_before(machine: Machine, start: Instant) -> Instant | None:
    """Say when the text was signed, if a phase binds from then and it came before the start."""
    signed = initial(machine).signed
    if signed is None or signed >= start:
        return None
    starts = [c for p in machine.agreement.phases for c in machine.clauses(p)]
    binding = any(
        isinstance(c, PhaseStart) and c.point is not None and is_signature(c.point) for c in starts
    )
    return signed if binding else None


def _ordered(machine: Machine) -> Iterator[str]:
    """Name the events and powers that open or close a process: their order within a minute matters."""
    yield from machine.edges_of_processes
    for power in machine.agreement.provisions.values():
        if power.effect is not None and power.effect.kind in (EffectKind.DECLARE, EffectKind.END):
            yield power.id


def _measured(machine: Machine, names: frozenset[str], state: State) -> State:
    """Take each level in sight that nothing determines as 100 of its unit: shares of it stay shares."""
    for name in machine.agreement.levels:
        view = view_of(machine, state)
        if name in names and view.level(name) is None:
            step = Step(at=view.now, move=Observe(level=name, value=Quantity.exact(100)))
            state = take(machine, state, step)
    return state
