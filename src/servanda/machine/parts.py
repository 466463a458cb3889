"""Say over which parts of a thing a power may be used, and divide what was done over the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.machine.machine import Machine
from servanda.machine.state import Amended, Hold, State, part_of
from servanda.model.provisions import Areas, EffectKind, InPart, Provision

_IN_PART = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.RESUME,
        EffectKind.TERMINATE,
        EffectKind.WITHDRAW,
        EffectKind.END,
        EffectKind.EXTEND,
        EffectKind.RENEW,
        EffectKind.WAIVE,
        EffectKind.REVIVE,
        EffectKind.AMEND,
        EffectKind.EXEMPT,
    }
)
"""What may be done over a part of a thing."""
_LENGTHENED = frozenset({EffectKind.EXTEND, EffectKind.RENEW})


def parts_of(machine: Machine, target: str, amended: tuple[Amended, ...] = ()) -> tuple[str, ...]:
    """Give the areas of a provision, or of all that a phase, or the agreement, holds."""
    agreement = machine.agreement
    bound = [p.id for p in agreement.provisions.values() if target in ("agreement", p.id, p.phase)]
    areas = [
        area
        for name in bound
        for clause in machine.clauses(name, amended)
        if isinstance(clause, Areas)
        for area in clause.areas
    ]
    return tuple(dict.fromkeys(areas))


def open_parts(
    machine: Machine, power: Provision, amended: tuple[Amended, ...] = ()
) -> tuple[str, ...]:
    """Give the parts of its target over which a power may be used; none where only over the whole."""
    effect = power.effect
    if effect is None or effect.kind not in _IN_PART:
        return ()
    if effect.kind in _LENGTHENED and effect.target in machine.agreement.phases:
        return ()  # a phase has one term
    scopes = [c for c in machine.clauses(power.id, amended) if isinstance(c, InPart)]
    if not scopes:
        return ()
    named = {area for scope in scopes for area in scope.areas}
    is_any = any(not scope.areas for scope in scopes)
    parts = parts_of(machine, effect.target, amended)
    return tuple(part for part in parts if is_any or part in named)


def parts_in_hands(machine: Machine, provision: Provision) -> tuple[str, ...]:
    """Give the parts of a provision that some power may act on apart from the others."""
    targets = (provision.id, provision.phase, "agreement")
    powers = machine.agreement.provisions.values()
    acting = (p for p in powers if p.effect is not None and p.effect.target in targets)
    return tuple(part for power in acting for part in open_parts(machine, power))


def is_for_parts_only(
    machine: Machine, power: Provision, amended: tuple[Amended, ...] = ()
) -> bool:
    """Tell whether the text names the parts over which a power may be used: then not over the whole."""
    scopes = [c for c in machine.clauses(power.id, amended) if isinstance(c, InPart)]
    return bool(scopes) and all(scope.areas for scope in scopes)


def part_obstacle(
    machine: Machine, power: Provision, area: str, amended: tuple[Amended, ...] = ()
) -> str:
    """Say why a power may not be used over a part, or over the whole; empty where it may."""
    if not area:
        if not is_for_parts_only(machine, power, amended):
            return ""
        names = ", ".join(open_parts(machine, power, amended))
        return f"it may be used over {names or 'parts'} only, not over the whole"
    if area in open_parts(machine, power, amended):
        return ""
    scopes = [c for c in machine.clauses(power.id, amended) if isinstance(c, InPart)]
    if not scopes:
        return "the text does not let it be used in part"
    return f"it may not be used over {area}"


def divided(holds: Sequence[Hold], area: str, parts: tuple[str, ...]) -> Sequence[Hold]:
    """Divide suspensions of the whole by parts, so that one of these may be resumed alone."""
    if area not in parts:
        return holds
    found: list[Hold] = []
    for hold in holds:
        found.extend([hold] if hold.area else [replace(hold, area=part) for part in parts])
    return tuple(found)


def resumed(
    state: State, target: str, at: Instant, area: str = "", parts: tuple[str, ...] = ()
) -> State:
    """End the suspensions of a thing, or of a part of it."""
    holds = divided(state.holds.get(target, ()), area, parts)
    ended = tuple(
        replace(hold, until=at)
        if (hold.until is None or hold.until > at) and (not area or hold.area == area)
        else hold
        for hold in holds
    )
    return state._replace(holds={**state.holds, target: ended})


def brought_back(state: State, target: str, area: str, parts: tuple[str, ...]) -> State:
    """Take back the termination of a thing, or of a part of it: then the others stay terminated."""
    whole = state.terminated.get(target)
    mine = (
        {target, *(part_of(target, part) for part in parts)}
        if not area
        else {part_of(target, area)}
    )
    kept = {name: found for name, found in state.terminated.items() if name not in mine}
    if area and whole is not None and area in parts:
        del kept[target]
        kept.update({part_of(target, part): whole for part in parts if part != area})
    return state._replace(terminated=kept)
