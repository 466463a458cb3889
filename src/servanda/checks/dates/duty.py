"""Say what lets a duty be put off for ever, moves its date, or leaves it without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.base.calendar import Duration, Instant
from servanda.base.identities import ProvisionId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.checks.dates.compile import Compiler
from servanda.checks.dates.happens import may_come_back
from servanda.machine import Machine
from servanda.model.events import Number
from servanda.model.provisions import (
    Against,
    AtMostTimes,
    Clause,
    Cure,
    Deadline,
    EffectKind,
    Limit,
    Modality,
    OnEach,
    Precedent,
    Proportion,
    Provision,
    Rate,
    Trigger,
    WithholdWhile,
)
from servanda.model.provisions import Tranche as Recurring
from servanda.model.times import All, Any, Condition, Not

Loose = tuple[str, Span | None, str]
"""Why a duty is not forced, in words; the clause that says so; and the thing that would force it."""

NO_DATE = "it has no date"
PART_DATED = "only a part of it has a date"
_SOFT = {
    Modality.EFFORT: "it is an effort, which is never overdue",
    Modality.RECOMMENDATION: "it is a recommendation, which binds nobody",
    Modality.POWER: "a power need not be used",
}
LENGTHENS = (EffectKind.EXTEND, EffectKind.RENEW)
_TAKES_AWAY = (EffectKind.TERMINATE, EffectKind.WITHDRAW, EffectKind.END, EffectKind.WAIVE)


class Duties:
    """Ask of the duties of a machine what may keep them from falling due."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.compiler = Compiler(machine)
        self._powers: dict[str, list[Provision]] = {}
        for provision in machine.agreement.provisions.values():
            if provision.effect is not None and machine.applies(provision):
                self._powers.setdefault(provision.effect.target, []).append(provision)

    def powers_on(self, target: str, *kinds: EffectKind) -> Iterator[Provision]:
        """Give the powers that may be used on a thing, or on the whole agreement."""
        for name in (target, "agreement"):
            for power in self._powers.get(name, ()):
                if power.effect is not None and power.effect.kind in kinds:
                    yield power

    def lengthening(self, power: Provision, target: str) -> tuple[Duration, int] | None:
        """Say by how much a use of a power lengthens a thing, and how often it can be used.

        None where the text limits neither, or it lengthens the whole agreement.
        """
        effect = power.effect
        if effect is None or effect.target != target or effect.duration is None:
            return None
        clauses = self.machine.clauses(power.id)
        times = [clause.times for clause in clauses if isinstance(clause, AtMostTimes)]
        return (effect.duration, min(times)) if times else None

    def lengthened(self, target: str, at: Instant) -> Instant:
        """Move a last date by all the uses of powers to lengthen that the text allows."""
        for power in self.powers_on(target, *LENGTHENS):
            length, times = self.lengthening(power, target) or (Duration(), 0)
            for _ in range(times):
                at = self.machine.calendar.add(at, length)
        return at

    def counterparts(self, node: str) -> Iterator[str]:
        """Give the provisions whose tender a duty may wait for."""
        if node in self.machine.agreement.provisions:
            for clause in self.machine.clauses(node):
                if isinstance(clause, Against):
                    yield clause.provision

    def undated(self, provision: Provision) -> Loose | None:
        """Say why a duty has no date by which it is all done."""
        if provision.modality in _SOFT:
            return _SOFT[provision.modality], provision.span, ""
        if provision.modality is Modality.MAINTAIN or provision.action.per:
            return "it is owed throughout, and has no last date", provision.span, ""
        clauses = self.machine.clauses(provision.id)
        for clause in clauses:
            if isinstance(clause, Limit):
                return "it is owed throughout, and has no last date", clause.span, ""
            if isinstance(clause, OnEach):
                return f"it is owed only on each `{clause.event}`", clause.span, clause.event
            if isinstance(clause, Deadline) and clause.point is None:
                is_dated = any(isinstance(c, Deadline) and c.point is not None for c in clauses)
                return (PART_DATED if is_dated else NO_DATE), clause.span, ""
        part = _last_part(provision, clauses)
        return None if part is None else (PART_DATED, part.span, "")

    def loose(self, provision: Provision, forced: Mapping[str, Instant | None]) -> Loose | None:
        """Say what excuses, suspends or removes a duty without the leave of its date."""
        machine = self.machine
        if provision.agency.silence is not None and not machine.bearer(provision).actors:
            return "nobody is named who owes it", provision.span, ""
        if provision.modality in (Modality.RECOMMENDATION, Modality.EFFORT):
            return _SOFT[provision.modality], provision.span, ""
        for clause in machine.clauses(provision.id):
            match clause:
                case Against(provision=other) if forced.get(other) is None:
                    return f"it is excused while `{other}` is not tendered", clause.span, other
                case Proportion(provision=other):
                    return f"it is excused while it keeps pace with `{other}`", clause.span, ""
                case WithholdWhile():
                    return "it may be withheld while this holds", clause.span, ""
                case Trigger(condition=condition) | Precedent(condition=condition):
                    if may_come_back(machine, condition) or _is_negated(condition):
                        return "its condition may cease to hold", clause.span, ""
                case _:
                    continue
        for power in self.powers_on(
            provision.id, EffectKind.SUSPEND, EffectKind.EXTEND, *_TAKES_AWAY
        ):
            target = power.effect.target if power.effect is not None else ""
            is_limited = power.effect is not None and power.effect.kind in LENGTHENS
            if is_limited and self.lengthening(power, provision.id) is not None:
                continue
            if target == provision.id or provision.phase is None:
                return f"`{power.id}` may suspend, move or end it", power.span, ""
        for power in self.powers_on(provision.phase or "", EffectKind.SUSPEND):
            return f"`{power.id}` may suspend it", power.span, ""
        for later in machine.displacers(provision.id):
            return f"`{later.id}` may take its place", later.span, ""
        return None

    def later(
        self, provision: Provision, at: Instant, forced: Mapping[str, Instant | None]
    ) -> Instant:
        """Move a date by all extensions and a time of cure, and to when a counterpart must have tendered."""
        at = self.lengthened(provision.id, at)
        for clause in self.machine.clauses(provision.id):
            if isinstance(clause, Cure):
                at = self.machine.calendar.add(at, clause.duration)
            elif isinstance(clause, Against):
                at = max(at, forced.get(ProvisionId(clause.provision)) or at)
        return at


def _last_part(provision: Provision, clauses: tuple[Clause, ...]) -> Clause | None:
    """Give the last dated part of a duty, where all its dated parts do not make up the whole."""
    whole = provision.action.quantity
    parts = [c for c in clauses if isinstance(c, Deadline)]
    if whole is None or whole.low is None or any(c.amount is None for c in parts):
        return None
    if any(isinstance(c, Recurring | Rate) for c in clauses):
        return None
    total = Quantity.exact(0)
    for clause in parts:
        if not isinstance(clause.amount, Number):
            return None  # a share of a level: how much that is, nobody can tell beforehand
        total = clause.amount.value if clause.is_total else total + clause.amount.value
    is_short = total.high is not None and total.high < whole.low
    return parts[-1] if parts and is_short else None


def _is_negated(condition: Condition) -> bool:
    if isinstance(condition, All | Any):
        return any(_is_negated(part) for part in condition.parts)
    return isinstance(condition, Not)
