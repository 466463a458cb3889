"""Refuse what is no mend: a duty that is gone or weaker, and a claim written into the text itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from servanda.machine.cone import names_in_condition, names_in_point
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice, Guard
from servanda.model.claims import Answers, Claim, Keeps, KeepsRunning, stages_of
from servanda.model.events import Manner
from servanda.model.provisions import (
    Clause,
    Deadline,
    Displaces,
    DoesNotApply,
    DoneWhen,
    EndsWhen,
    ExceptionTo,
    Modality,
    Phase,
    PhaseStart,
    PhaseTerm,
    Provision,
    StartBy,
    Survives,
    Then,
    Tranche,
)
from servanda.model.times import Condition, DayPoint, OffsetPoint

_STRONGER = {
    (Modality.EFFORT, Modality.DUTY),
    (Modality.RECOMMENDATION, Modality.DUTY),
}

_DATED = (Deadline, StartBy, Tranche)


def offence(before: Agreement, after: Agreement, claims: Iterable[Claim], settled: Choice) -> str:
    """Say why a changed text is no mend, in words; empty where nothing is to be said against it.

    `settled` are the readings that the change leaves as the only ones: what they take out of the
    text was not there for those who read it so.
    """
    found = (
        *_in_provisions(before, after, settled),
        *_in_phases(before, after),
        *_in_events(before, after, settled),
        *_in_claims(before, after),
        *_in_additions(before, after, tuple(claims)),
    )
    return found[0] if found else ""


def _in_provisions(before: Agreement, after: Agreement, settled: Choice) -> Iterator[str]:
    for old in before.provisions.values():
        if _falls(old.under, settled):
            continue
        new = after.provisions.get(old.id)
        if new is None:
            yield f"{old.id} is gone"
        else:
            yield from _weaker(old, new, settled)


def _weaker(old: Provision, new: Provision, settled: Choice) -> Iterator[str]:
    """Say in what a provision asks for less than it did."""
    if new.modality is not old.modality and (old.modality, new.modality) not in _STRONGER:
        yield f"{old.id} binds less than it did"
    if new.action.words != old.action.words:
        yield f"{old.id} asks for something else"
    was_named = old.agency.manner is not Manner.UNNAMED
    if was_named and _who(new) != _who(old):
        yield f"{old.id} binds others than it did"
    for kind, words in (
        (DoesNotApply, "no longer applies"),
        (ExceptionTo, "has an exception more"),
        (Displaces, "puts itself in the place of another"),
    ):
        if _guards(new, kind, settled) - _guards(old, kind, settled):
            yield f"{old.id} {words}"
    if _guards(old, Survives, settled) - _guards(new, Survives, settled):
        yield f"{old.id} no longer survives"
    if old.modality is not Modality.EFFORT and _done_when(old) != _done_when(new):
        yield f"{old.id} is done by something else than before"
    yield from _owed_later(old, new, settled)


def _owed_later(old: Provision, new: Provision, settled: Choice) -> Iterator[str]:
    """Say whether a duty lost a date, or has a later one in its place."""
    before = [c for c in old.clauses if isinstance(c, _DATED) and not _falls(c.under, settled)]
    after = [clause for clause in new.clauses if isinstance(clause, _DATED)]
    for kind in _DATED:
        if sum(isinstance(c, kind) for c in after) < sum(isinstance(c, kind) for c in before):
            yield f"{old.id} has a date less than it had"
            return
    for first, second in zip(_days(before), _days(after), strict=False):
        if second > first:
            yield f"{old.id} is owed later than before"


def _days(clauses: Iterable[Clause]) -> list[tuple[int, ...]]:
    """Give the dates of deadlines that are counted from one day, or stand in the calendar."""
    found: list[tuple[int, ...]] = []
    for clause in clauses:
        point = clause.point if isinstance(clause, Deadline) else None
        if isinstance(point, DayPoint):
            found.append((0, point.number))
        elif isinstance(point, OffsetPoint):
            length = point.duration
            found.append((1, length.months, length.days, length.working_days, length.minutes))
    return found


def _who(provision: Provision) -> tuple[object, ...]:
    return provision.agency.manner, provision.agency.actors


def _guards(
    provision: Provision, kind: type[Clause], settled: Choice
) -> Counter[frozenset[object]]:
    """Count the clauses of a kind by the readings that still limit them."""
    found = (c.under for c in provision.clauses if isinstance(c, kind))
    return Counter(
        frozenset(option for option in under.options if option[0] not in settled)
        for under in found
        if not _falls(under, settled)
    )


def _done_when(provision: Provision) -> list[frozenset[str]]:
    """Give the names that each `done when` of a provision asks for."""
    found = (c for c in provision.clauses if isinstance(c, DoneWhen))
    return [frozenset(names_in_condition(clause.condition)) for clause in found]


def _in_phases(before: Agreement, after: Agreement) -> Iterator[str]:
    """Say which prohibition would end with a phase that had no end of its own."""
    for old in before.phases.values():
        new = after.phases.get(old.id)
        if new is None:
            yield f"{old.id} is gone"
            continue
        yield from _sooner(old, new)
        if _has_end(new) and not _has_end(old):
            for provision in after.in_phase(old.id):
                if _needs_its_phase(provision):
                    yield f"{provision.id} would end with its phase, which had no end"


def _sooner(old: Phase, new: Phase) -> Iterator[str]:
    """Say whether a phase would begin otherwise than the text has it, or pass over at once."""
    if _starts(old) != _starts(new):
        yield f"{old.id} would begin otherwise than it did"
    passed = {then.phase for then in _at_once(old)}
    for then in _at_once(new):
        if then.phase not in passed:
            yield f"{then.phase} would begin at once, whatever {old.id} still asks for"


def _starts(phase: Phase) -> list[tuple[str, ...]]:
    """Say for each beginning of a phase what it waits for."""
    found = [clause for clause in phase.clauses if isinstance(clause, PhaseStart)]
    return [
        (type(c.point).__name__, *names_in_point(c.point), "", *names_in_condition(c.condition))
        for c in found
    ]


def _at_once(phase: Phase) -> Iterator[Then]:
    """Give the passages of a phase that do not wait for its term, nor for anybody's act."""
    for clause in phase.clauses:
        if isinstance(clause, Then) and clause.at_once:
            names = set(names_in_condition(clause.condition))
            if not names - {phase.id}:
                yield clause


def _needs_its_phase(provision: Provision) -> bool:
    """Tell whether a provision would fall away undone with its phase: nothing dates it before."""
    if any(isinstance(clause, Survives | Deadline) for clause in provision.clauses):
        return False
    return provision.modality in (Modality.PROHIBITION, Modality.DUTY, Modality.PROCURE)


def _has_end(phase: Phase) -> bool:
    return any(isinstance(clause, PhaseTerm | EndsWhen) for clause in phase.clauses)


def _in_events(before: Agreement, after: Agreement, settled: Choice) -> Iterator[str]:
    for old in before.events.values():
        new = after.events.get(old.id)
        if new is None:
            yield f"{old.id} is gone"
            continue
        kept = {name for name, _ in new.breaks}
        gone = [n for n, under in old.breaks if n not in kept and not _falls(under, settled)]
        if gone:
            yield f"{old.id} no longer breaks {gone[0]}"


def _in_claims(before: Agreement, after: Agreement) -> Iterator[str]:
    old = {name: (claim.words, claim.quantifier) for name, claim in before.claims.items()}
    new = {name: (claim.words, claim.quantifier) for name, claim in after.claims.items()}
    if old != new:
        yield "the claims themselves are changed"


def _in_additions(before: Agreement, after: Agreement, claims: tuple[Claim, ...]) -> Iterator[str]:
    """Say where a new provision is what a claim asks for, and nothing else."""
    goals = {name for claim in claims for name in goal_names(claim)}
    asked = {before.provisions[p].action.words for p in before.provisions if p in goals}
    for new in after.provisions.values():
        if new.id in before.provisions:
            continue
        if new.action.words in asked:
            yield f"{new.id} is a duty to do what the claim asks for"
        if any(names & goals for names in _done_when(new)):
            yield f"{new.id} is a duty to reach what the claim asks for"
        if new.modality is Modality.PROHIBITION:
            yield f"{new.id} forbids what was open before"
        if any(isinstance(clause, Displaces) for clause in new.clauses):
            yield f"{new.id} puts itself in the place of another"
        if new.modality is Modality.POWER and new.effect is not None:
            yield f"{new.id} is a power that the text did not give"


def goal_names(claim: Claim) -> tuple[str, ...]:
    """Give the names of the goal of a claim."""
    formula = claim.formula
    match formula:
        case KeepsRunning():
            return (formula.phase,)
        case Keeps():
            goals: tuple[Condition, ...] = (formula.kept,)
        case Answers():
            goals = (formula.goal,)
        case _:
            goals = tuple(stage.goal for stage in stages_of(formula))
    return tuple(name for goal in goals for name in names_in_condition(goal))


def _falls(under: Guard, settled: Choice) -> bool:
    """Tell whether what stands under a guard falls away with the readings that are settled."""
    return any(
        ambiguity in settled and settled[ambiguity] not in readings
        for ambiguity, readings in under.options
    )
