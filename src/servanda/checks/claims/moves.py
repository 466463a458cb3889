"""List what may be done at a state: events, powers, performances, certificates."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ActorId, PhaseId
from servanda.base.quantities import Quantity
from servanda.checks.claims.faith import EVERYBODY, Faith
from servanda.checks.claims.losable import losable
from servanda.machine import (
    Certify,
    Delivery,
    Life,
    LifeState,
    Move,
    Observe,
    Occur,
    Perform,
    Tranche,
    Use,
    View,
)
from servanda.machine.asleep import is_asleep
from servanda.machine.duties import reaches
from servanda.machine.parts import is_for_parts_only, open_parts, parts_in_hands
from servanda.machine.powers import obstacle_in, recommenders
from servanda.model.events import Agency, Event, Manner
from servanda.model.provisions import (
    BY_ACTS,
    AtMostTimes,
    CertifiedBy,
    DoneWhen,
    Effect,
    EffectKind,
    Modality,
    NotBefore,
    OnEach,
    PhaseTerm,
    Provision,
    StartBy,
)
from servanda.model.times import Is, Status

_ACTIVE = frozenset(
    {
        LifeState.IN_EFFECT,
        LifeState.OVERDUE,
        LifeState.EXCUSED,
        LifeState.WITHHELD,
        LifeState.MISSED,
    }
)
_REPEATABLE = frozenset(
    {EffectKind.EXTEND, EffectKind.RENEW, EffectKind.SUSPEND, EffectKind.RESUME}
)


UNDATED: Instant = 0
"""The date of a performance that is only thought of: it is recalled from state to state."""

TIMES_AT_MOST = 3
"""How often an event is tried each of whose occurrences starts a clock of its own."""


class Option(Struct, frozen=True, kw_only=True):
    """Hold something that may be done, by whom, and how to say it.

    `is_breach` where it breaks a prohibition in effect: nobody who is faithful does it.
    """

    move: Move
    by: tuple[ActorId, ...]
    words: str
    is_breach: bool = False

    @property
    def subject(self) -> str:
        """Name what the act is about: an event, a provision, a power or a level."""
        match self.move:
            case Occur(event=event):
                return event
            case Perform(provision=provision) | Certify(provision=provision):
                return provision
            case Use(power=power):
                return power
            case Observe(level=level):
                return level
            case _:
                return ""


def options(
    names: frozenset[str], view: View, faith: Faith = EVERYBODY, *, in_order: bool = False
) -> Iterator[Option]:
    """Give what may be done now about the things in sight, the faithful breaking no prohibition.

    `in_order` where it does not matter who of several does his part first: then the first named does.
    """
    agreement = view.machine.agreement
    for event in agreement.events.values():
        if event.id in names:
            yield from _occurrences(view, event, faith)
    for provision in agreement.provisions.values():
        if provision.id in names and not is_asleep(view, provision.id):
            if not view.machine.applies(provision):
                continue
            for option in _acts(view, provision, in_order=in_order):
                yield _dated(option, view.now)


def _occurrences(view: View, event: Event, faith: Faith) -> Iterator[Option]:
    if len(view.happenings(event.id)) >= TIMES_AT_MOST and _is_counted_one_by_one(view, event):
        return
    can, is_breach = view.recall(("occurrence", event.id), lambda: _may_happen(view, event))
    if not can or (is_breach and faith.is_everybody):
        return
    for by in hands(view.machine.agency(event)):
        yield Option(move=Occur(event=event.id), by=by, words=event.title, is_breach=is_breach)


def _acts(view: View, provision: Provision, *, in_order: bool) -> tuple[Option, ...]:
    """Give what may be done about a provision, with no date; recalled where the text says who acts."""
    effect = provision.effect
    if provision.modality is Modality.POWER:
        find = _exercises if effect is not None else _liberty
    elif provision.modality in BY_ACTS:
        find = _first_performances if in_order else _performances
    else:
        return ()
    if view.machine.is_borne_in_silence(provision):
        return tuple(find(view, provision))
    targets = (effect.target,) if effect is not None else ()
    kind = "acts in order" if in_order else "acts"
    return view.recall((kind, provision.id), lambda: tuple(find(view, provision)), targets)


def _dated(option: Option, now: Instant) -> Option:
    """Give an option the date on which it is taken up."""
    if not isinstance(option.move, Perform):
        return option
    move = Perform(provision=option.move.provision, delivery=replace(option.move.delivery, at=now))
    return Option(move=move, by=option.by, words=option.words, is_breach=option.is_breach)


def hands(agency: Agency) -> list[tuple[ActorId, ...]]:
    """Give who may act: each alone where any of them may, else all together, or nobody named."""
    if agency.manner in (Manner.ANY, Manner.EACH) and agency.actors:
        return [(actor,) for actor in agency.actors]
    return [agency.actors]


def _may_happen(view: View, event: Event) -> tuple[bool, bool]:
    """Tell whether an event may happen now, and whether that would break a prohibition."""
    can = view.machine.can_happen(event) and _is_possible(view, event)
    return can, can and _is_forbidden(view, event)


def _is_possible(view: View, event: Event) -> bool:
    machine = view.machine
    found = view.happenings(event.id)
    is_edge = event.id in machine.edges_of_processes
    if found and not (event.is_recurring and (is_edge or view.is_past(found[-1].at))):
        return False
    if is_edge and not _edge_fits(view, event):
        return False
    for rule in event.rules:
        if not rule.under.admits(machine.choice):
            continue
        if rule.only_when is not None and not view.holds(rule.only_when):
            return False
        if rule.not_before is not None:
            stretch = view.stretch(rule.not_before)
            if stretch is None or not view.has_come(stretch[0]):
                return False
        if rule.apart is not None and found:
            again = machine.calendar.add(found[-1].at, rule.apart)
            if not view.has_come(again):
                return False
    return True


def _is_forbidden(view: View, event: Event) -> bool:
    """Tell whether an event would break a prohibition in effect."""
    choice = view.machine.choice
    return any(_forbids(view, name) for name, under in event.breaks if under.admits(choice))


def _is_counted_one_by_one(view: View, event: Event) -> bool:
    """Tell whether each occurrence of an event starts a clock of its own."""
    machine = view.machine
    return any(
        isinstance(clause, OnEach) and clause.event == event.id
        for provision in machine.agreement.provisions
        for clause in machine.clauses(provision)
    )


def _edge_fits(view: View, event: Event) -> bool:
    """Let a process be opened only while it is not open, and ended or concluded only while it is."""
    for process in view.machine.agreement.processes.values():
        if event.id not in (process.opened, process.ended):
            continue
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
    if effect is None or effect.kind in (EffectKind.AMEND, EffectKind.EXEMPT):
        return
    whole = _exercises_over(view, provision, effect, "")
    yield from () if is_for_parts_only(view.machine, provision, view.amended) else whole
    for area in open_parts(view.machine, provision, view.amended):
        yield from _exercises_over(view, provision, effect, area)


def _exercises_over(
    view: View, provision: Provision, effect: Effect, area: str
) -> Iterator[Option]:
    """Offer to use a power over the whole, or over a part."""
    uses = view.uses(provision.id)
    limited = any(isinstance(c, AtMostTimes) for c in view.machine.clauses(provision.id))
    is_used = any(use.area in ("", area) for use in uses)
    if is_used and not limited and effect.kind not in _REPEATABLE:
        return
    if uses and not limited and is_put_off(view, provision) and view.is_now(uses[-1].at):
        return
    if not _is_of_use(view, provision, effect, area, is_limited=limited):
        return
    agency = view.machine.bearer(provision)
    if agency.manner is Manner.UNNAMED:
        return
    if view.life(provision.id).state is not LifeState.IN_EFFECT:
        return
    advisers = recommenders(view.machine, provision)
    if advisers and not view.recommendations(provision.id):
        words = f"recommends: {provision.action.words} ({provision.id})"
        yield Option(move=Use(power=provision.id), by=advisers, words=words)
        return
    words = f"{provision.action.words} ({provision.id})"
    length = _free_length(view, effect)
    use = Use(power=provision.id, duration=length, area=area)
    words = f"{words} over {area}" if area else words
    words = f"{words}, for {length.describe()}" if length is not None else words
    for by in hands(agency):
        if not obstacle_in(view, provision, by, area):
            yield Option(move=use, by=by, words=words)


def is_put_off(view: View, power: Provision) -> bool:
    """Tell whether a power puts off the date of a duty: without limit, it is used once at an instant."""
    effect = power.effect
    is_more = effect is not None and effect.kind in (EffectKind.EXTEND, EffectKind.RENEW)
    return is_more and effect is not None and effect.target not in view.machine.agreement.phases


def _is_of_use(
    view: View, provision: Provision, effect: Effect, area: str, *, is_limited: bool
) -> bool:
    """Tell whether using a power now changes anything that using it later would not."""
    match effect.kind:
        case EffectKind.EXTEND | EffectKind.RENEW:
            return _is_time_to_prolong(view, provision, effect, is_limited=is_limited)
        case EffectKind.SUSPEND:
            is_given = any(
                hold.power == provision.id
                and hold.area in ("", area)
                and (hold.until is None or not view.has_come(hold.until))
                for hold in view.holds_on(effect.target)
            )
            return not is_given and view.held(effect.target, area) is None
        case EffectKind.RESUME:
            parts = {hold.area for hold in view.holds_on(effect.target)} if not area else {area}
            return any(view.held(effect.target, part) is not None for part in ("", *parts))
        case _:
            return True


def _free_length(view: View, effect: Effect) -> Duration | None:
    """Take a renewal of unstated length as long as the term it renews: any other would do as well."""
    if effect.kind not in (EffectKind.EXTEND, EffectKind.RENEW) or effect.duration is not None:
        return None
    clauses = view.machine.clauses(effect.target, view.amended)
    terms = [c.duration for c in clauses if isinstance(c, PhaseTerm) and c.duration is not None]
    return terms[-1] if terms else Duration(days=1)


def _liberty(view: View, provision: Provision) -> Iterator[Option]:
    """Let a liberty be used once: it has no effect but that it was."""
    agency = view.machine.bearer(provision)
    if view.deliveries(provision.id) or not agency.actors:
        return
    if view.life(provision.id).state is LifeState.IN_EFFECT:
        delivery = Delivery(at=UNDATED, by=agency.actors)
        words = f"{provision.action.words} ({provision.id})"
        move = Perform(provision=provision.id, delivery=delivery)
        yield Option(move=move, by=agency.actors, words=words)


def _is_time_to_prolong(
    view: View, provision: Provision, effect: Effect, *, is_limited: bool
) -> bool:
    """Prolong a phase on its last day only: doing so earlier gives the same run, told less clearly.

    A power that may be lost by then is used earlier, too; one without limit not before the length of
    time by which it prolongs.
    """
    if effect.target not in view.machine.agreement.phases:
        return True
    term = view.term(PhaseId(effect.target))
    if term is None or view.is_past(term):
        return False
    if provision.id not in losable(view.machine):
        return view.is_now(term)
    first = time_to_prolong(view, provision)
    return is_limited or first is None or view.has_come(first)


def time_to_prolong(view: View, power: Provision) -> Instant | None:
    """Say from when a power that may be lost is used to prolong a running phase, if without limit."""
    effect = power.effect
    if effect is None or power.id not in losable(view.machine):
        return None
    term = view.term(PhaseId(effect.target))
    length = effect.duration or _free_length(view, effect)
    return None if term is None or length is None else view.machine.calendar.subtract(term, length)


def _first_performances(view: View, provision: Provision) -> Iterator[Option]:
    """Take the parts of a duty in the order of the text: other orders give the same run under other names."""
    return _performances(view, provision, in_order=True)


def _performances(view: View, provision: Provision, *, in_order: bool = False) -> Iterator[Option]:
    machine = view.machine
    clauses = machine.clauses(provision.id, view.amended)
    if any(isinstance(clause, DoneWhen) for clause in clauses):
        return
    life = view.life(provision.id)
    agency = machine.bearer(provision)
    certifiers = [c.actor for c in clauses if isinstance(c, CertifiedBy)]
    is_done = bool(view.deliveries(provision.id))
    if certifiers and is_done and not view.certificates(provision.id):
        words = f"certifies {provision.id}"
        yield Option(move=Certify(provision=provision.id), by=(certifiers[-1],), words=words)
    for clause in clauses:
        if isinstance(clause, NotBefore):
            stretch = view.stretch(clause.point)
            if stretch is None or not view.has_come(stretch[0]):
                return
    each = hands(agency) if agency.manner is Manner.ANY else [agency.actors]
    apart = (*parts_in_hands(machine, provision), *(() if in_order else agency.actors))
    for part in _next_parts(life, apart):
        for by in each:
            yield from _tranche(view, provision, part, by)


def _next_parts(life: Life, apart: tuple[str, ...]) -> tuple[Life, ...]:
    """Give the first instance to be performed yet, in the order of the text; of those told apart, each."""
    if not life.parts:
        return (life,)
    first: dict[str, Life] = {}
    for part in life.parts:
        if part.state in _ACTIVE and part.met is None:
            own = part.id.partition("/")[2]
            first.setdefault(own if own in apart else "", part)
    return tuple(first.values())


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
    done = view.deliveries(provision.id)
    open_ones = [tranche for tranche in life.tranches if tranche.met is None]
    quantity = _missing(life, open_ones)
    if starts and not done:
        begun = Delivery(at=UNDATED, by=actors, is_start=True, area=area)
        words = f"begins: {provision.action.words}"
        yield Option(move=Perform(provision=provision.id, delivery=begun), by=actors, words=words)
    if quantity is None and (not open_ones or _waits_for_certificate(life, open_ones[0])):
        return
    delivery = Delivery(at=UNDATED, by=actors, quantity=quantity, area=area)
    is_counted = quantity is not None and provision.action.quantity is not None
    count = f" ({quantity.describe()})" if quantity is not None and is_counted else ""
    words = f"performs {life.id}: {provision.action.words}{count}"
    yield Option(move=Perform(provision=provision.id, delivery=delivery), by=actors, words=words)


def _waits_for_certificate(life: Life, tranche: Tranche) -> bool:
    """Tell whether all that a tranche asks for was done, though it does not count yet."""
    return life.done is not None and reaches(life.done, tranche.owed)


def _missing(life: Life, open_ones: list[Tranche]) -> Quantity | None:
    """Give what is missing to the next tranche, or beyond the last one; nothing said means all."""
    owed = open_ones[0].owed if open_ones else life.owed
    if life.owed is None or life.done is None or owed is None or not owed.is_exact:
        return None
    missing = owed - life.done
    return missing if missing.low is not None and missing.low > 0 else None
