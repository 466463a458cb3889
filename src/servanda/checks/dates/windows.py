"""Solve one network to the end: earliest and latest dates, what backward bounds raise, what clashes."""

from __future__ import annotations

from collections import ChainMap

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ProvisionId
from servanda.checks.dates.compile import term_of
from servanda.checks.dates.conflicts import Clashes, Conflict, conflicts, due_at
from servanda.checks.dates.dues import Bound, Due
from servanda.checks.dates.duty import Duties
from servanda.checks.dates.forced import Forced, Latest, latest
from servanda.checks.dates.forms import Fixed, nodes_of
from servanda.checks.dates.happens import OWED
from servanda.checks.dates.network import Network, draw
from servanda.checks.dates.solve import Earliest, earliest
from servanda.checks.waits import end_of, start_of
from servanda.machine import Machine
from servanda.model.provisions import (
    Against,
    DoneWhen,
    OwnSpan,
    Proportion,
    Survives,
    WithholdWhile,
)

_ROUNDS = 4
_OUTLIVES = Survives | DoneWhen | Against | Proportion | WithholdWhile
"""What lets a duty be done after its phase: it survives, is done by events, or was excused before."""


class Solved(Struct, frozen=True, kw_only=True):
    """Hold all that follows from the dates of a text under one choice of readings."""

    network: Network
    earliest: Earliest
    latest: Latest
    conflicts: tuple[Conflict, ...]
    is_settled: bool


def solve(machine: Machine, start: Instant) -> Solved:
    """Draw the network of a machine and solve it; a few rounds, since late dates push early ones up."""
    network = draw(machine, start)
    closed: frozenset[str] = frozenset()
    raised: dict[str, Bound] = {}
    first = earliest(network)
    last = latest(first)
    is_stable = False
    for _ in range(_ROUNDS):
        over = closed | _over_before(first, last)
        more = _raised(first, last)
        if over == closed and all(node in raised and raised[node] == b for node, b in more.items()):
            is_stable = True
            break
        closed, raised = over, {**raised, **more}
        first = earliest(network, closed, raised)
        last = latest(first)
    return Solved(
        network=network,
        earliest=first,
        latest=last,
        conflicts=tuple(conflicts(first, last)),
        is_settled=is_stable and first.is_settled,
    )


def _over_before(first: Earliest, last: Latest) -> frozenset[str]:
    """Give the acts that can come only when their phase is surely over."""
    machine = first.network.machine
    found: set[str] = set()
    for provision in machine.agreement.provisions.values():
        at = first.at.get(provision.id)
        if provision.phase is None or at is None:
            continue
        fate = last.fates.get(end_of(provision.phase))
        is_by_term = isinstance(fate, Forced) and fate.source == term_of(provision.phase)
        if not is_by_term or at <= (last.at.get(end_of(provision.phase)) or at):
            continue
        if not any(isinstance(c, _OUTLIVES) for c in machine.clauses(provision.id)):
            found.add(provision.id)
    return frozenset(found)


def _raised(first: Earliest, last: Latest) -> dict[str, Bound]:
    """Keep back what would set a clock running too early for a duty that is owed in any case."""
    found: dict[str, tuple[Instant, Bound]] = {}
    judge = Clashes(first, last)
    duties = Duties(first.network.machine)
    for due in first.network.dues:
        at, by = first.at.get(due.node), due_at(first, due)
        if at is None or by is None or at <= by[0] or not _is_firm(last, duties, due):
            continue
        nodes = [node for node in nodes_of(due.form) if node in first.network.waits]
        if not nodes or judge.conflict(due, is_told=False) is not None:
            continue  # no date fits, however late its clock is set running
        for node in nodes:
            soonest = _soonest(first, due, node, at)
            if soonest is None:
                continue
            if node not in found or found[node][0] < soonest:
                why = f"would set the clock of {due.node} running too early"
                found[node] = (soonest, Bound(Fixed(soonest, soonest), why, due.span))
    return {node: bound for node, (_, bound) in found.items()}


def _is_firm(last: Latest, duties: Duties, due: Due) -> bool:
    """Tell whether a duty is owed on every run, whatever happens, from a date that is known."""
    machine = duties.machine
    provision = machine.agreement.provisions.get(ProvisionId(due.node))
    if provision is None or due.floors or due.each or provision.modality not in OWED:
        return False
    if duties.loose(provision, last.at) is not None:
        return False
    spans = [c for c in machine.clauses(provision.id) if isinstance(c, OwnSpan)]
    if any(span.end is not None for span in spans):
        return False
    starts = [duties.compiler.point(span.start) for span in spans if span.start is not None]
    if any(last.at.get(node) is None for form in starts for node in nodes_of(form)):
        return False
    if provision.phase is None or starts:
        return True
    node = start_of(provision.phase)
    ends = last.fates.get(end_of(provision.phase))
    is_by_term = isinstance(ends, Forced) and ends.source == term_of(provision.phase)
    return last.at.get(node) is not None and is_by_term


def _soonest(first: Earliest, due: Due, node: str, at: Instant) -> Instant | None:
    """Find the soonest instant of a thing from which a date reaches an act, by halving."""
    low = first.at.get(node)
    if low is None:
        return None

    def reaches(instant: Instant) -> bool:
        value = first.dates.on(ChainMap({node: instant}, first.at)).value(due.form, is_last=True)
        return value is not None and value[0] >= at

    high = at + 1
    if reaches(low) or not reaches(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high
