"""List what may be done at a state, when time next matters, and when two states are alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ActorId
from servanda.base.quantities import Quantity
from servanda.machine import (
    Certify,
    Delivery,
    Life,
    LifeState,
    Move,
    Occur,
    Perform,
    Tranche,
    Use,
    View,
    obstacle,
    points_in,
    term_of,
)
from servanda.machine.powers import recommenders
from servanda.machine.steps import turns
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    AtMostTimes,
    CertifiedBy,
    DoneWhen,
    Effect,
    EffectKind,
    Modality,
    NotBefore,
    OwnSpan,
    PhaseTerm,
    Precedent,
    Provision,
    StartBy,
    Trigger,
    WithholdWhile,
)
from servanda.model.times import Point

_DONE_BY_ACTS = frozenset(
    {Modality.DUTY, Modality.PROCURE, Modality.EFFORT, Modality.RECOMMENDATION}
)
_ACTIVE = frozenset(
    {
        LifeState.IN_EFFECT,
        LifeState.OVERDUE,
        LifeState.EXCUSED,
        LifeState.WITHHELD,
        LifeState.MISSED,
    }
)
_TIMES_AT_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Hold something that may be done, by whom, and how to say it."""

    move: Move
    by: tuple[ActorId, ...]
    words: str


def options(names: frozenset[str], view: View, *, is_faithful: bool) -> Iterator[Option]:
    """Give what may be done now about the things in sight."""
    agreement = view.machine.agreement
    for event in agreement.events.values():
        if event.id in names and _may_happen(view, event, is_faithful):
            agency = view.machine.agency(event)
            by = agency.actors[:1] if agency.manner is Manner.ANY else agency.actors
            yield Option(move=Occur(event=event.id), by=by, words=event.title)
    for provision in agreement.provisions.values():
        if provision.id not in names or not view.machine.applies(provision):
            continue
        if provision.modality is Modality.POWER:
            yield from _exercises(view, provision)
        elif provision.modality in _DONE_BY_ACTS:
            yield from _performances(view, provision)


def _may_happen(view: View, event: Event, is_faithful: bool) -> bool:
    machine, state = view.machine, view.state
    if not machine.can_happen(event):
        return False
    found = state.happened.get(event.id, ())
    if found and not (event.is_recurring and found[-1].at < view.now):
        return False
    if len(found) >= _TIMES_AT_MOST and not _is_edge(view, event):
        return False
    if not _edge_fits(view, event):
        return False
    for rule in event.rules:
        if not rule.under.admits(machine.choice):
            continue
        if rule.only_when is not None and not view.holds(rule.only_when):
            return False
        if rule.not_before is not None:
            stretch = view.stretch(rule.not_before)
            if stretch is None or view.now < stretch[0]:
                return False
        if rule.apart is not None and found:
            again = machine.calendar.add(found[-1].at, rule.apart)
            if view.now < again:
                return False
    return not is_faithful or not any(
        _forbids(view, name) for name, under in event.breaks if under.admits(machine.choice)
    )


def _is_edge(view: View, event: Event) -> bool:
    return any(event.id in (p.opened, p.ended) for p in view.machine.agreement.processes.values())


def _edge_fits(view: View, event: Event) -> bool:
    """Let a process be opened only while it is not open, and ended or concluded only while it is."""
    from servanda.model.times import Is, Status

    for process in view.machine.agreement.processes.values():
        is_open = view.holds(Is(target=process.id, status=Status.OPEN, span=process.span))
        if event.id == process.opened and is_open:
            return False
        if event.id == process.ended and not is_open:
            return False
    return True


def _forbids(view: View, name: str) -> bool:
    provision = view.machine.agreement.provisions[name]  # type: ignore[index]
    return view.life(provision.id).state is LifeState.IN_EFFECT


def _exercises(view: View, provision: Provision) -> Iterator[Option]:
    effect = provision.effect
    if effect is None:
        yield from _liberty(view, provision)
        return
    if effect.kind in (EffectKind.AMEND, EffectKind.EXEMPT):
        return
    uses = view.state.uses.get(provision.id, ())
    if uses and uses[-1].at == view.now:
        return
    limited = any(isinstance(c, AtMostTimes) for c in view.machine.clauses(provision.id))
    renews = effect.kind in (EffectKind.EXTEND, EffectKind.RENEW)
    if uses and not limited and not renews:
        return
    if not _is_of_use(view, effect):
        return
    agency = view.machine.bearer(provision)
    if agency.manner is Manner.UNNAMED:
        return
    if view.life(provision.id).state is not LifeState.IN_EFFECT:
        return
    advisers = recommenders(view.machine, provision)
    if advisers and not view.state.recommended.get(provision.id):
        words = f"recommends: {provision.action.words} ({provision.id})"
        yield Option(move=Use(power=provision.id), by=advisers, words=words)
        return
    if obstacle(view.machine, view.state, provision, agency.actors):
        return
    words = f"{provision.action.words} ({provision.id})"
    length = _free_length(view, effect)
    use = Use(power=provision.id, duration=length)
    words = f"{words}, for {length.describe()}" if length is not None else words
    yield Option(move=use, by=agency.actors, words=words)


def _is_of_use(view: View, effect: Effect) -> bool:
    """Tell whether using a power now changes anything that using it later would not."""
    match effect.kind:
        case EffectKind.EXTEND | EffectKind.RENEW:
            return _near_its_end(view, effect.target)
        case EffectKind.SUSPEND:
            return view.held(effect.target) is None
        case EffectKind.RESUME:
            return view.held(effect.target) is not None
        case _:
            return True


def _free_length(view: View, effect: Effect) -> Duration | None:
    """Take a renewal of unstated length as long as the term it renews: any other would do as well."""
    if effect.kind not in (EffectKind.EXTEND, EffectKind.RENEW) or effect.duration is not None:
        return None
    clauses = view.machine.clauses(effect.target, view.state.amended)
    terms = [c.duration for c in clauses if isinstance(c, PhaseTerm) and c.duration is not None]
    return terms[-1] if terms else Duration(days=1)


def _liberty(view: View, provision: Provision) -> Iterator[Option]:
    """Let a liberty be used once: it has no effect but that it was."""
    agency = view.machine.bearer(provision)
    if view.state.delivered.get(provision.id) or not agency.actors:
        return
    if view.life(provision.id).state is LifeState.IN_EFFECT:
        delivery = Delivery(at=view.now, by=agency.actors)
        words = f"{provision.action.words} ({provision.id})"
        move = Perform(provision=provision.id, delivery=delivery)
        yield Option(move=move, by=agency.actors, words=words)


def _near_its_end(view: View, target: str) -> bool:
    """Renew only on the last day: earlier renewals give the same run, told less clearly."""
    if target not in view.machine.agreement.phases:
        return True
    term = term_of(view.machine, view.state, target)  # type: ignore[arg-type]
    return term is not None and term == view.now


def _performances(view: View, provision: Provision) -> Iterator[Option]:
    machine = view.machine
    clauses = machine.clauses(provision.id, view.state.amended)
    if any(isinstance(clause, DoneWhen) for clause in clauses):
        return
    life = view.life(provision.id)
    agency = machine.bearer(provision)
    certifiers = [c.actor for c in clauses if isinstance(c, CertifiedBy)]
    is_done = bool(view.state.delivered.get(provision.id))
    if certifiers and is_done and not view.state.certificates.get(provision.id):
        words = f"certifies {provision.id}"
        yield Option(move=Certify(provision=provision.id), by=(certifiers[-1],), words=words)
    for clause in clauses:
        if isinstance(clause, NotBefore):
            stretch = view.stretch(clause.point)
            if stretch is None or view.now < stretch[0]:
                return
    for part in _next_parts(life):
        yield from _tranche(view, provision, part, agency.actors)


def _next_parts(life: Life) -> tuple[Life, ...]:
    """Take instances in the order of the text: other orders give the same run under other names."""
    if not life.parts:
        return (life,)
    return tuple(p for p in life.parts if p.state in _ACTIVE and p.met is None)[:1]


def _tranche(
    view: View, provision: Provision, life: Life, by: tuple[ActorId, ...]
) -> Iterator[Option]:
    """Offer to perform the next tranche of an instance."""
    if life.state not in _ACTIVE:
        return
    area = life.id.partition("/")[2]
    actors = tuple(actor for actor in by if actor == area) or by
    area = "" if area in by or area.isdigit() else area
    starts = [c for c in view.machine.clauses(provision.id) if isinstance(c, StartBy)]
    done = view.state.delivered.get(provision.id, ())
    open_ones = [tranche for tranche in life.tranches if tranche.met is None]
    quantity = _missing(life, open_ones) if open_ones else None
    if starts and not done:
        begun = Delivery(at=view.now, by=actors, is_start=True, area=area)
        words = f"begins: {provision.action.words}"
        yield Option(move=Perform(provision=provision.id, delivery=begun), by=actors, words=words)
    if not open_ones:
        return
    delivery = Delivery(at=view.now, by=actors, quantity=quantity, area=area)
    is_counted = quantity is not None and provision.action.quantity is not None
    count = f" ({quantity.describe()})" if quantity is not None and is_counted else ""
    words = f"performs {life.id}: {provision.action.words}{count}"
    yield Option(move=Perform(provision=provision.id, delivery=delivery), by=actors, words=words)


def _missing(life: Life, open_ones: list[Tranche]) -> Quantity | None:
    """Give what is missing to the next tranche; nothing said means all."""
    if life.owed is None or life.done is None or not open_ones[0].owed.is_exact:
        return None
    missing = open_ones[0].owed - life.done
    return missing if missing.low is not None and missing.low > 0 else None


# -- time ------------------------------------------------------------------------------------


def boundaries(
    provisions: Iterable[Provision],
    names: frozenset[str],
    view: View,
    points: tuple[Point, ...],
    *,
    is_faithful: bool,
) -> Iterator[Instant]:
    """Give the instants at which something in sight may change by itself, past ones included."""
    in_sight = [phase for phase in view.machine.agreement.phases if phase in names]
    yield from turns(view, in_sight)
    for phase in in_sight:
        term = term_of(view.machine, view.state, phase)
        if term is not None:
            yield term + 1
    for provision in provisions:
        for tranche in view.life(provision.id).tranches:
            if tranche.due is not None and tranche.met is None:
                yield tranche.due
                if not is_faithful:
                    yield tranche.due + 1
        for part in view.life(provision.id).parts:
            yield from (t.due for t in part.tranches if t.due is not None and t.met is None)
        for clause in view.machine.clauses(provision.id, view.state.amended):
            yield from _of_clause(view, clause, is_faithful=is_faithful)
    for event in view.machine.agreement.events.values():
        if event.id in names:
            yield from _of_event(view, event)
    for point in points:
        stretch = view.stretch(point)
        if stretch is not None:
            yield stretch[1]
            yield stretch[1] + 1


def _of_clause(view: View, clause: object, *, is_faithful: bool) -> Iterator[Instant]:
    found: list[tuple[Point, bool]] = []
    if isinstance(clause, Trigger | Precedent | WithholdWhile | DoneWhen):
        found = [(point, True) for point in points_in(clause.condition)]
    elif isinstance(clause, NotBefore):
        found = [(clause.point, False)]
    elif isinstance(clause, StartBy):
        stretch = view.stretch(clause.point)
        if stretch is not None:
            yield stretch[1]
            if not is_faithful:
                yield stretch[1] + 1
    elif isinstance(clause, OwnSpan):
        found = [(p, last) for p, last in ((clause.start, False), (clause.end, True)) if p]
    for point, after in found:
        stretch = view.stretch(point)
        if stretch is not None:
            yield stretch[1] + 1 if after else stretch[0]


def _of_event(view: View, event: Event) -> Iterator[Instant]:
    happened = view.state.happened.get(event.id, ())
    if (
        event.is_recurring
        and happened
        and happened[-1].at == view.now
        and not _is_edge(view, event)
    ):
        yield view.now + 1
    for rule in event.rules:
        if rule.not_before is not None:
            stretch = view.stretch(rule.not_before)
            if stretch is not None:
                yield stretch[0]
        if rule.only_when is not None:
            for point in points_in(rule.only_when):
                stretch = view.stretch(point)
                if stretch is not None:
                    yield stretch[1] + 1
        found = view.state.happened.get(event.id, ())
        if rule.apart is not None and found:
            yield view.machine.calendar.add(found[-1].at, rule.apart)


# -- likeness --------------------------------------------------------------------------------


def signature(names: frozenset[str], view: View) -> object:
    """Describe a state by what its future depends on; the instants ahead are described apart."""
    state, agreement, now = view.state, view.machine.agreement, view.now
    phases = tuple(
        (
            p,
            log.started is not None,
            log.ended is not None,
            log.how,
            log.prolonged is not None,
            _ahead(term_of(view.machine, state, p), now),
        )
        for p in agreement.phases
        if p in names
        for log in (state.phase(p),)
    )
    events = tuple(
        (e.id, _times(view, e, len(found)), found[-1].at == now if e.is_recurring else None)
        for e in agreement.events.values()
        if e.id in names and (found := state.happened.get(e.id, ()))
    )
    processes = tuple(
        (p.id, _is_open(view, p.id)) for p in agreement.processes.values() if p.id in names
    )
    lives = tuple(
        (p.id, _key(view, p), _uses(view, p), p.id in state.certificates, p.id in state.recommended)
        for p in agreement.provisions.values()
        if p.id in names
    )
    terminated = tuple(sorted((n, _ahead(h.at, now)) for n, h in state.terminated.items()))
    holds = tuple(sorted(t for t in state.holds if view.held(t) is not None))
    entered = state.entry is not None
    return phases, events, processes, lives, holds, terminated, entered


def _times(view: View, event: Event, count: int) -> int:
    """Count occurrences as far as they can matter: a process is only open or closed."""
    return 1 if _is_edge(view, event) else min(count, _TIMES_AT_MOST)


def _uses(view: View, provision: Provision) -> int:
    """Count the uses of a power only as far as the text limits them."""
    uses = view.state.uses.get(provision.id, ())
    times = [c.times for c in view.machine.clauses(provision.id) if isinstance(c, AtMostTimes)]
    if not uses:
        return 0
    used_now = 1 if uses[-1].at == view.now else 0
    return min(len(uses), times[0]) * 2 + used_now if times else 1 + used_now


def _is_open(view: View, process: str) -> bool:
    from servanda.model.times import Is, Status

    span = view.machine.agreement.processes[process].span
    return view.holds(Is(target=process, status=Status.OPEN, span=span))


def _key(view: View, provision: Provision) -> object:
    """Describe a provision; how often a power was used is counted apart, as far as it matters.

    One act may answer several occurrences, so the acts of a procedure are counted with its lives.
    """
    life = view.life(provision.id)
    if provision.modality is Modality.POWER:
        return life.state
    acts = len(view.state.delivered.get(provision.id, ())) if life.parts else 0
    return _life_key(life, view.now), acts


def _life_key(life: Life, now: Instant) -> object:
    tranches = tuple(
        (_ahead(t.due, now), t.met is not None) for t in life.tranches if t.met is None
    )
    done = None if life.done is None else (life.done.low, life.done.high)
    parts = tuple(_life_key(part, now) for part in life.parts)
    return life.state, tranches, done, life.is_curable, parts


def _ahead(instant: Instant | None, now: Instant) -> Instant | None:
    """Count how far an instant lies ahead; all that is past is alike."""
    if instant is None:
        return None
    return instant - now if instant >= now else -1
