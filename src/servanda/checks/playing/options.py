"""List what may be done at a state of a played run, with who decides and what it is against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.checks.claims.faith import NOBODY
from servanda.checks.claims.moves import options
from servanda.machine import Certify, Life, LifeState, Move, Occur, Perform, Use, View
from servanda.model.entries import (
    Act,
    Certificate,
    Exercise,
    Figure,
    Incident,
    IncidentState,
    InForce,
    Occurrence,
    What,
)
from servanda.model.events import Manner
from servanda.model.provisions import Modality, Provision, Rate


class Option(Struct, frozen=True, kw_only=True):
    """Hold something that may be done now: in words, by whom, and as a record would say it.

    `against` names the prohibitions it is against; `categories` are those for which an exchange of
    the text owes something in return.
    """

    words: str
    what: What
    by: tuple[ActorId, ...] = ()
    manner: Manner = Manner.ONE
    against: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    span: Span

    @property
    def takes_amount(self) -> bool:
        """Tell whether it may be done in a quantity of one's own."""
        return self.needs_amount or (isinstance(self.what, Act) and not self.what.is_start)

    @property
    def needs_amount(self) -> bool:
        """Tell whether it means nothing without a quantity."""
        return isinstance(self.what, Figure)


def possible(view: View) -> tuple[Option, ...]:
    """List what may be done now: what is lawful first, then what is against a prohibition."""
    found = [
        *_entry_into_force(view),
        *_once(_lawful_or_not(view)),
        *_figures(view),
        *_against(view),
    ]
    return tuple(sorted(found, key=lambda option: _rank(view, option)))


def _rank(view: View, option: Option) -> tuple[bool, int, Instant]:
    """Order options: events, powers, then what is owed by its date, then what binds nobody."""
    if isinstance(option.what, Figure):
        return False, 4, 0
    if not isinstance(option.what, Act):
        return bool(option.against), 0, 0
    provision = view.machine.agreement.provisions[option.what.provision]
    due = view.life(provision.id).due
    is_bound = provision.modality not in (Modality.RECOMMENDATION, Modality.POWER)
    return bool(option.against), (1 if due is not None else 2) if is_bound else 3, due or 0


def _once(found: Iterable[Option]) -> Iterator[Option]:
    """Leave out what was offered before, by the same actors."""
    seen: set[object] = set()
    for option in found:
        key = (option.words, option.by)
        if key not in seen:
            seen.add(key)
            yield option


def _entry_into_force(view: View) -> Iterator[Option]:
    if view.state.entry is None:
        span = view.machine.agreement.header.span
        yield Option(words="the agreement enters into force", what=InForce(), span=span)


def _lawful_or_not(view: View) -> Iterator[Option]:
    agreement = view.machine.agreement
    names = frozenset((*agreement.events, *agreement.provisions, *agreement.phases))
    names |= frozenset((*agreement.processes, *agreement.levels))
    for option in options(names, view, NOBODY):
        for by in _authors(view, option.move, option.by):
            made = _option(view, option.move, by, option.words)
            if made is not None:
                yield from (made, *_siblings(view, made))


def _siblings(view: View, option: Option) -> Iterator[Option]:
    """Offer the other instances of what is offered: another bearer's, another area's."""
    act = option.what
    if not isinstance(act, Act):
        return
    provision = view.machine.agreement.provisions[act.provision]
    bearers = view.machine.bearer(provision).actors
    waiting = [p for p in view.life(provision.id).parts if p.met is None and p.state in _ACTIVE]
    for part in waiting[1:]:
        name = part.id.partition("/")[2]
        if name.isdigit():
            continue
        words = option.words.replace(waiting[0].id, part.id)
        is_bearer = name in bearers
        yield replace(
            option,
            words=words if part.id in words else f"{words} ({part.id})",
            what=replace(
                act,
                area="" if is_bearer else name,
                quantity=None if act.is_start else missing_of(part),
            ),
            by=(ActorId(name),) if is_bearer else bearers,
        )


_ACTIVE = frozenset(
    {LifeState.IN_EFFECT, LifeState.OVERDUE, LifeState.EXCUSED, LifeState.WITHHELD}
) | {LifeState.MISSED}


def missing_of(life: Life) -> Quantity | None:
    """Give what is missing to the next date of an instance; none means all of it."""
    waits = [tranche for tranche in life.tranches if tranche.met is None]
    if not waits or life.owed is None or life.done is None or not waits[0].owed.is_exact:
        return None
    missing = waits[0].owed - life.done
    return missing if missing.low is not None and missing.low > 0 else None


def _authors(view: View, move: Move, by: tuple[ActorId, ...]) -> tuple[tuple[ActorId, ...], ...]:
    """Give who may do it: where any of several suffices, each of them apart."""
    agreement = view.machine.agreement
    if isinstance(move, Occur):
        agency = view.machine.agency(agreement.events[move.event])
        if agency.manner is Manner.ANY:
            return tuple((actor,) for actor in agency.actors)
    if isinstance(move, Use) and by == _bearer(view, move.power)[1]:
        manner, actors = _bearer(view, move.power)
        if manner in (Manner.ANY, Manner.EACH):
            return tuple((actor,) for actor in actors)
    return (by,)


def _bearer(view: View, name: ProvisionId) -> tuple[Manner, tuple[ActorId, ...]]:
    agency = view.machine.bearer(view.machine.agreement.provisions[name])
    return agency.manner, agency.actors


def _option(view: View, move: Move, by: tuple[ActorId, ...], words: str) -> Option | None:
    """Put a move as a record would; an act that nobody is named to do cannot be recorded."""
    agreement = view.machine.agreement
    match move:
        case Occur(event=event):
            return Option(
                words=words or event,
                what=Occurrence(event=event),
                by=by,
                manner=view.machine.agency(agreement.events[event]).manner,
                against=_broken(view, event),
                span=agreement.events[event].span,
            )
        case Use(power=power):
            what: What = Exercise(
                power=power, until=move.until, duration=move.duration, area=move.area
            )
            manner = _bearer(view, power)[0] if by == _bearer(view, power)[1] else Manner.ONE
            span = agreement.provisions[power].span
            return Option(words=words, what=what, by=by, manner=manner, span=span)
        case Certify(provision=name):
            what = Certificate(provision=name, is_given=True)
            return Option(words=words, what=what, by=by, span=agreement.provisions[name].span)
        case Perform(provision=name) if by:
            return Option(
                words=words,
                what=_act(move),
                by=by,
                manner=_bearer(view, name)[0] if len(by) > 1 else Manner.ONE,
                categories=categories(view, name),
                span=agreement.provisions[name].span,
            )
        case _:
            return None


def _act(move: Perform) -> Act:
    delivery = move.delivery
    return Act(
        provision=move.provision,
        quantity=delivery.quantity,
        category="",
        parts=(),
        area=delivery.area,
        is_start=delivery.is_start,
        defect="",
    )


def _broken(view: View, event: EventId) -> tuple[str, ...]:
    """Name the prohibitions in effect that an event breaks, by the text."""
    machine = view.machine
    breaks = machine.agreement.events[event].breaks
    return tuple(
        name
        for name, under in breaks
        if under.admits(machine.choice)
        and view.life(ProvisionId(name)).state is LifeState.IN_EFFECT
    )


def categories(view: View, name: ProvisionId) -> tuple[str, ...]:
    """Name the kinds of what a provision performs for which something is owed in return."""
    machine = view.machine
    found: dict[str, None] = {}
    for provision in machine.agreement.provisions.values():
        if not machine.applies(provision, view.state.amended):
            continue
        for clause in machine.clauses(provision.id, view.state.amended):
            if isinstance(clause, Rate) and clause.provision == name and clause.category:
                found[clause.category] = None
    return tuple(found)


def _figures(view: View) -> Iterator[Option]:
    """Offer a figure for each level that no formula gives."""
    for level in view.machine.agreement.levels.values():
        if any(guard.admits(view.machine.choice) for guard, _ in level.formulas):
            continue
        what = Figure(name=level.id, value=Quantity.exact(0), of=None, unit="")
        unit = f" in {level.unit}" if level.unit else ""
        words = f"{level.title or level.id} is measured{unit}"
        yield Option(words=words, what=what, manner=Manner.WORLD, span=level.span)


def _against(view: View) -> Iterator[Option]:
    """Give what prohibitions in effect forbid: an act of each bearer against each of them."""
    for provision in view.machine.agreement.provisions.values():
        if provision.modality is not Modality.PROHIBITION:
            continue
        if view.life(provision.id).state is LifeState.IN_EFFECT:
            yield from _forbidden(view, provision)


def _forbidden(view: View, provision: Provision) -> Iterator[Option]:
    for actor in view.machine.bearer(provision).actors:
        yield Option(
            words=f"acts against {provision.id}: must not {provision.action.words}",
            what=Incident(provision=provision.id, state=IncidentState.REPORTED),
            by=(actor,),
            against=(provision.id,),
            span=provision.span,
        )
