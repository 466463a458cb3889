"""Derive the life of a provision from the facts: each instance alone, then all together."""

from __future__ import annotations

from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import EventId
from servanda.base.quantities import Quantity, Truth, at_least, at_most
from servanda.machine.caps import capped
from servanda.machine.case import Case, End, beginning, ending
from servanda.machine.duties import delivery_reasons, done_so_far, owed, reaches
from servanda.machine.life import DONE, Life, LifeState, Reason
from servanda.machine.parts import open_parts
from servanda.machine.schedule import ONE, asked_in_all
from servanda.machine.view import View
from servanda.model.events import Manner
from servanda.model.provisions import (
    Areas,
    AtMostTimes,
    CertifiedBy,
    Deadline,
    DoneWhen,
    EffectKind,
    Limit,
    Modality,
    OnEach,
    Provision,
    Rate,
)

_STANDING = frozenset({Modality.PROHIBITION, Modality.PREVENT})


def live(view: View, provision: Provision) -> Life:
    """Derive the life of a provision, with one part for each of its instances."""
    amended = view.amended
    clauses = view.machine.clauses(provision.id, amended)
    if not view.machine.applies(provision, amended):
        reason = Reason(text="the text has no such provision under this reading")
        return Life(id=provision.id, state=LifeState.INAPPLICABLE, reasons=(reason,))
    case = Case(view=view, provision=provision, clauses=clauses)
    cases = _instances(case)
    if not cases:
        return _live(case)
    parts = tuple(_live(c, name) for name, c in cases)
    return _together(provision, parts)


def _instances(case: Case) -> list[tuple[str, Case]]:
    """Cut a provision into instances: by occurrence, by area, or by bearer."""
    provision = case.provision
    for clause in case.clauses:
        if isinstance(clause, OnEach):
            return _by_occurrence(case, clause.event)
        if isinstance(clause, Areas):
            return [(f"{provision.id}/{a}", replace(case, area=a)) for a in clause.areas]
    agency = case.view.machine.bearer(provision)
    is_split = agency.manner in (Manner.EACH, Manner.ALL) and len(agency.actors) > 1
    if not is_split or provision.modality in _STANDING | {Modality.POWER}:
        return []
    if any(isinstance(c, DoneWhen) for c in case.clauses):
        return []
    return [(f"{provision.id}/{a}", replace(case, actor=a)) for a in agency.actors]


def _by_occurrence(case: Case, event: EventId) -> list[tuple[str, Case]]:
    found = case.view.happenings(event)
    cases = []
    for number, happening in enumerate(found, start=1):
        view = case.view.bound_to(event, happening.at)
        instance = replace(case, view=view, since=happening.at)
        cases.append((f"{case.provision.id}/{number}", instance))
    return cases


_GRAVITY = [
    LifeState.OVERDUE,
    LifeState.EXCEEDED,
    LifeState.OPEN,
    LifeState.UNRECORDED,
    LifeState.WITHHELD,
    LifeState.EXCUSED,
    LifeState.SUSPENDED,
    LifeState.IN_EFFECT,
    LifeState.CREATED,
    LifeState.MISSED,
    LifeState.TERMINATED,
    LifeState.DISCHARGED,
    LifeState.FULFILLED_LATE,
    LifeState.FULFILLED,
    LifeState.EXERCISED,
    LifeState.INAPPLICABLE,
]


def _together(provision: Provision, parts: tuple[Life, ...]) -> Life:
    """Join instances: the whole stands where its least advanced part stands."""
    worst = min(parts, key=lambda life: _GRAVITY.index(life.state))
    done = [life.met for life in parts if life.met is not None]
    dues = [life.due for life in parts if life.due is not None]
    complete = sum(life.state in DONE for life in parts)
    reasons = tuple(reason for life in parts for reason in life.reasons)
    return Life(
        id=provision.id,
        state=worst.state,
        owed=Quantity.exact(len(parts)),
        owed_by_now=worst.owed_by_now,
        done=Quantity.exact(complete),
        due=worst.due if worst.due is not None else max(dues, default=None),
        met=max(done) if len(done) == len(parts) else None,
        late_minutes=max(life.late_minutes for life in parts),
        late_since=min((p.late_since for p in parts if p.late_since is not None), default=None),
        is_curable=all(p.is_curable for p in parts if p.state is LifeState.OVERDUE)
        and worst.state is LifeState.OVERDUE,
        start_overdue=any(life.start_overdue for life in parts),
        tranches=worst.tranches,
        reasons=tuple(dict.fromkeys(reasons)),
        parts=parts,
    )


def _live(case: Case, name: str = "") -> Life:
    """Derive the life of one instance."""
    life = Life(id=name or case.provision.id, state=LifeState.CREATED)
    began, waiting, owed_from = beginning(case)
    if began is None:
        return _performed_early(case, life._replace(reasons=waiting))
    ended = ending(case)
    match case.provision.modality:
        case Modality.POWER:
            life = _power(case, life)
        case Modality.PROHIBITION | Modality.PREVENT:
            reasons = _acts_against(case, began, ended)
            life = life._replace(state=LifeState.IN_EFFECT, reasons=reasons)
            life = capped(case, life)
        case _ if case.of(Limit):
            life = _limited(case, life)
        case _:
            life = owed(case, life, began, owed_from)
    life = life._replace(reasons=(*life.reasons, *waiting))
    return _overlaid(case, life, ended)


def _acts_against(case: Case, began: Instant, ended: End | None) -> tuple[Reason, ...]:
    """Name what happened while a prohibition bound that the text itself counts as against it."""
    view = case.view
    return tuple(
        Reason(text=f"against it, by the text: {event.title}", entry=happening.source)
        for event in view.machine.agreement.events.values()
        if any(n == case.provision.id and g.admits(view.machine.choice) for n, g in event.breaks)
        for happening in view.happenings(event.id)
        if began <= happening.at and (ended is None or happening.at <= ended.at)
    )


_REPEATABLE = frozenset(
    {EffectKind.EXTEND, EffectKind.RENEW, EffectKind.SUSPEND, EffectKind.RESUME}
)
"""What may be done again and again, unless the text says how often; the rest is done once."""


def _power(case: Case, life: Life) -> Life:
    uses = case.view.uses(case.provision.id)
    done = case.view.deliveries(case.provision.id)
    times = [clause.times for clause in case.clauses if isinstance(clause, AtMostTimes)]
    count = len(uses) + len(done)
    sources = [use.source for use in uses] + [delivery.source for delivery in done]
    moments = [use.at for use in uses] + [delivery.at for delivery in done]
    reasons = tuple(
        Reason(text="exercised", entry=source) for source in sources if source is not None
    )
    reasons += tuple(
        Reason(text=f"its notice runs until {_day(case.view, found.at)}", entry=found.here.source)
        for found in case.view.notices(case.provision.id)
        if found.here.source is not None
    )
    reasons += tuple(
        Reason(text=f"used without effect: {refusal.why}", entry=refusal.source)
        for refusal in case.view.refusals(case.provision.id)
    )
    effect = case.provision.effect
    may_repeat = effect is not None and effect.kind in _REPEATABLE
    is_used_up = count >= times[0] if times else count > 0 and not may_repeat
    areas = {use.area for use in uses}
    if is_used_up and not times and "" not in areas and not done:
        parts = open_parts(case.view.machine, case.provision, case.view.amended)
        is_used_up = areas.issuperset(parts)
    return life._replace(
        state=LifeState.EXERCISED if is_used_up else LifeState.IN_EFFECT,
        owed=Quantity.exact(times[0]) if times else None,
        done=Quantity.exact(count) if count else None,
        met=min(moments, default=None),
        reasons=reasons,
    )


def _day(view: View, at: Instant) -> str:
    return view.machine.calendar.format(at)


def _limited(case: Case, life: Life) -> Life:
    """Judge a duty to keep a level within the limit in force."""
    view = case.view
    limits: list[tuple[Instant, Limit]] = []
    for clause in case.clauses:
        if isinstance(clause, Limit):
            stretch = view.stretch(clause.start) if clause.start else (0, 0)
            if stretch is not None and (clause.start is None or view.has_come(stretch[0])):
                limits.append((stretch[0], clause))
    if not limits:
        reason = Reason(text="no limit is in force yet", span=case.provision.span)
        return life._replace(state=LifeState.CREATED, reasons=(reason,))
    limit = sorted(limits, key=lambda pair: pair[0])[-1][1]  # of one date the last written
    owed = view.value(limit.amount)
    target = case.provision.action.target
    done = view.level(target) if target else None
    reason = Reason(text="the limit in force", span=limit.span)
    state = LifeState.IN_EFFECT
    if owed is not None and done is not None:
        within = at_most(done, owed) if limit.is_upper else at_least(done, owed)
        state = LifeState.EXCEEDED if within is Truth.NO else state
    entries = view.figures(target)
    seen = tuple(Reason(text="observed", entry=o.source) for o in entries[-1:] if o.source)
    return life._replace(state=state, owed=owed, done=done, reasons=(reason, *seen))


def suspended_since(view: View, provision: Provision, area: str = "") -> Instant | None:
    """Say since when a provision is suspended; what suspends a thing leaves the power to resume it."""
    effect = provision.effect
    spared = effect.target if effect is not None and effect.kind is EffectKind.RESUME else ""
    return view.held(provision.id, area, spared)


def _performed_early(case: Case, life: Life) -> Life:
    """Keep what was done although nothing was owed yet."""
    held = case.view.held(case.provision.id, case.area)
    if held is not None:
        life = life._replace(state=LifeState.SUSPENDED)
    deliveries = case.deliveries()
    if not deliveries or case.of(DoneWhen):
        return life
    total = asked_in_all(case.provision)
    done = done_so_far(deliveries, total)
    reasons = (*life.reasons, *delivery_reasons(deliveries))
    life = life._replace(done=done, reasons=reasons)
    is_dated = any(isinstance(c, Deadline) and c.amount is not None for c in case.clauses)
    if is_dated or case.of(Rate) or done is None or case.provision.modality in _STANDING:
        return life
    if reaches(done, total or ONE) and not case.of(CertifiedBy):
        return life._replace(state=LifeState.FULFILLED, met=deliveries[-1].at)
    return life


def _overlaid(case: Case, life: Life, ended: End | None) -> Life:
    """Lay waivers, suspensions and endings over a life."""
    view, provision = case.view, case.provision
    if life.state in DONE or life.state is LifeState.EXERCISED:
        return life
    waiver = view.waiver(provision.id, case.area)
    if waiver is not None and view.has_come(waiver.at):
        reason = Reason(text="waived", entry=waiver.source)
        return life._replace(state=LifeState.DISCHARGED, reasons=(*life.reasons, reason))
    if ended is not None and not (
        life.late_since is not None and ended.comes_after(life.late_since)
    ):
        reason = Reason(text=ended.why, span=provision.span)
        met = tuple(t for t in life.tranches if t.met is not None)
        late = [t.met - t.due for t in met if t.met and t.due is not None and t.met > t.due]
        state = LifeState.DISCHARGED if "displaced" in ended.why else LifeState.TERMINATED
        return life._replace(
            state=state,
            tranches=met,
            late_minutes=max(late, default=0),
            reasons=(*life.reasons, reason),
        )
    held = suspended_since(view, provision, case.area)
    if held is not None and (life.late_since is None or life.late_since > held):
        reason = Reason(text="suspended by a power of the text", span=provision.span)
        return life._replace(state=LifeState.SUSPENDED, reasons=(*life.reasons, reason))
    return life
