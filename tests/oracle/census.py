"""Count which constructs a small agreement uses, so that none is left out unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from oracle import small as s
from oracle.mentions import flat, points_of, points_of_claim

CONSTRUCTS = tuple(
    """
    ambiguity, clause under a reading, event by one, event jointly, event by any of, event by the world,
    event by nobody named, event recurring, event only when, event not before, event breaks a prohibition,
    process, process opened jointly, process opened by any of, process ended by an agency,
    process ended by nobody named, process ended by an event, process concluded, phase starts on entry,
    phase starts on a day, phase starts when, phase lasts, phase lasts until, phase without a term,
    phase runs on, phase runs on while talks are open, phase then, phase then when, phase then as soon as,
    phase ends when, duty of one, duty of each, duty jointly, duty of any of, duty outside phases,
    duty in a phase, duty without a date, duty in parts, duty in parts as totals, effort, due on a day,
    due at the end of its phase, duty once, duty provided that, duty after another, duty not before,
    duty against another, duty withheld, duty done when, duty cured, duty certified, duty until,
    duty survives, prohibition, prohibition until, prohibition once, power to renew, power to extend a phase,
    power to extend a duty, power to suspend, power to suspend the agreement, power to resume,
    power to terminate a phase, power to terminate a duty, power to terminate the agreement, power to waive,
    power to end talks, power to declare, power at most, power without limit, power with notice, power when,
    power not before, power until, moment day, moment day of a phase, moment after entry,
    moment after an event, moment after a duty, moment after a start, moment after an end,
    moment the earlier of, moment the later of, condition and, condition or, condition not,
    condition passed, condition amount, claim every, claim no, claim some, claim of any run,
    claim before, claim after, claim without, claim by, claim keeps running, claim then, claim keeps,
    claim avoids, claim whenever, claim overdue, claim open,
    claim running, claim lapsed
    """.replace("\n", " ").split(",")
)
NAMES = tuple(" ".join(name.split()) for name in CONSTRUCTS)
_EVENTS = {
    "one": "by one",
    "jointly": "jointly",
    "any": "by any of",
    "world": "by the world",
    "nobody": "by nobody named",
}
_DUTIES = {"one": "of one", "each": "of each", "jointly": "jointly", "any": "of any of"}


def census(smalls: Iterable[s.Small]) -> Counter[str]:
    """Count in how many agreements each construct occurs; those that never do are counted as 0."""
    counts = Counter(dict.fromkeys(NAMES, 0))
    for small in smalls:
        counts.update(set(constructs(small)))
    unknown = set(counts) - set(NAMES)
    assert not unknown, f"constructs without a place in the table: {sorted(unknown)}"
    return counts


def table(counts: Counter[str], reckoned: Counter[str], total: int) -> str:
    """Write in how many agreements each construct was, and how many of these arithmetic decided, too."""
    rows = [f"| {name:35} | {counts[name]:6} | {reckoned[name]:12} |" for name in NAMES]
    head = f"| construct (of {total:,} agreements)".ljust(38) + "| in     | by z3 as well |"
    left = sum(reckoned[name] == 0 for name in NAMES)
    return "\n".join(
        [head, *rows, f"{len(NAMES)} constructs, {left} of them outside the arithmetic"]
    )


def constructs(small: s.Small) -> Iterator[str]:
    """Name the constructs of one agreement, some of them more than once."""
    if small.questions:
        yield "ambiguity"
    for event in small.events:
        yield from _of_event(event)
    for process in small.processes:
        yield from _of_process(process)
    for phase in small.phases:
        yield from _of_phase(phase, small)
    for provision in small.provisions:
        match provision:
            case s.Duty():
                yield from _of_duty(provision)
            case s.Ban(clauses=clauses):
                yield "prohibition"
                yield from (f"prohibition {_word(c)}" for c in clauses)
            case s.Power():
                yield from _of_power(provision, small)
    for claim in small.claims:
        yield from _of_claim(claim)
    sentences = (*small.events, *small.phases, *small.provisions)
    for clause in (c for sentence in sentences for c in sentence.clauses):
        yield from _of_clause(clause)


def _word(clause: s.Clause) -> str:
    match clause:
        case s.Once(is_precedent=True):
            return "provided that"
        case s.Once():
            return "once"
        case s.Sequel():
            return "after another"
        case s.Earliest():
            return "not before"
        case s.Against():
            return "against another"
        case s.Withheld():
            return "withheld"
        case s.DoneWhen():
            return "done when"
        case s.Cure():
            return "cured"
        case s.Certified():
            return "certified"
        case s.Until():
            return "until"
        case s.Survives():
            return "survives"
        case s.AtMost():
            return "at most"
        case s.Notice():
            return "with notice"
        case s.OnlyWhen():
            return "only when"
        case s.Breaks():
            return "breaks a prohibition"
        case _:
            raise AssertionError(clause)


def _of_event(event: s.Event) -> Iterator[str]:
    yield f"event {_EVENTS[event.agency.manner]}"
    if event.is_recurring:
        yield "event recurring"
    yield from (f"event {_word(c)}" for c in event.clauses)


def _of_process(process: s.Process) -> Iterator[str]:
    yield "process"
    if process.opened.manner in ("jointly", "any"):
        yield f"process opened {'jointly' if process.opened.manner == 'jointly' else 'by any of'}"
    is_named = process.ended.manner != "nobody"
    yield "process ended by an agency" if is_named else "process ended by nobody named"
    if process.concluded_by:
        yield "process concluded"
    if process.ended_by:
        yield "process ended by an event"


def _of_phase(phase: s.Phase, small: s.Small) -> Iterator[str]:
    if not any(isinstance(c, s.Lasts) for c in phase.clauses):
        yield "phase without a term"
    for clause in phase.clauses:
        match clause:
            case s.Starts(on=None, when=None):
                yield "phase starts on entry"
            case s.Starts(when=None):
                yield "phase starts on a day"
            case s.Starts():
                yield "phase starts when"
            case s.Lasts(until=None):
                yield "phase lasts"
            case s.Lasts():
                yield "phase lasts until"
            case s.RunsOn(while_=held):
                yield "phase runs on"
                if held in [s.Is(process.name, "open") for process in small.processes]:
                    yield "phase runs on while talks are open"
            case s.Then(when=None):
                yield "phase then"
            case s.Then(at_once=at_once):
                yield f"phase then {'as soon as' if at_once else 'when'}"
            case _:
                yield "phase ends when"


def _of_duty(duty: s.Duty) -> Iterator[str]:
    yield f"duty {_DUTIES[duty.agency.manner]}"
    yield "duty in a phase" if duty.phase else "duty outside phases"
    if duty.is_effort:
        yield "effort"
    dues = [c for c in duty.clauses if isinstance(c, s.Due)]
    if not dues:
        yield "duty without a date"
    if any(due.amount for due in dues):
        is_total = any(due.amount and due.is_total for due in dues)
        yield f"duty in parts{' as totals' if is_total else ''}"
    for due in dues:
        is_end = isinstance(due.point, s.EndOf)
        yield "due at the end of its phase" if is_end else "due on a day"
    yield from (f"duty {_word(c)}" for c in duty.clauses if not isinstance(c, s.Due))


def _of_power(power: s.Power, small: s.Small) -> Iterator[str]:
    is_phase = power.target in {phase.name for phase in small.phases}
    kind = "the agreement" if power.target == "agreement" else "a phase" if is_phase else "a duty"
    match power.verb:
        case "extend" | "terminate":
            yield f"power to {power.verb} {kind}"
        case "suspend":
            yield "power to suspend"
            if kind == "the agreement":
                yield "power to suspend the agreement"
        case "end":
            yield "power to end talks"
        case verb:
            yield f"power to {verb}"
    if power.verb == "renew" and not any(isinstance(c, s.AtMost) for c in power.clauses):
        yield "power without limit"
    for clause in power.clauses:
        yield "power when" if isinstance(clause, s.Once) else f"power {_word(clause)}"


def _of_clause(clause: s.Clause) -> Iterator[str]:
    if clause.under:
        yield "clause under a reading"
    yield from (_moment(one) for point in points_of(clause) for one in _parts(point))
    for name in ("when", "while_"):
        yield from _of_condition(getattr(clause, name, None))


def _parts(point: s.Point) -> Iterator[s.Point]:
    yield point
    if isinstance(point, s.Sooner):
        yield from flat(point)


def _moment(point: s.Point) -> str:
    match point:
        case s.Day(of=of):
            return "moment day of a phase" if of else "moment day"
        case s.After(what=s.ENTRY):
            return "moment after entry"
        case s.After(edge="start"):
            return "moment after a start"
        case s.After(edge="end"):
            return "moment after an end"
        case s.After(what=what):
            is_duty = what.rpartition(".")[2] in ("map", "list", "pay", "road")
            return f"moment after {'a duty' if is_duty else 'an event'}"
        case s.Sooner(is_later=is_later):
            return f"moment the {'later' if is_later else 'earlier'} of"
        case s.EndOf():
            return "due at the end of its phase"


def _of_condition(asked: s.Condition | None) -> Iterator[str]:
    match asked:
        case s.Passed():
            yield "condition passed"
        case s.AtLeast():
            yield "condition amount"
        case s.Not(inner=inner):
            yield "condition not"
            yield from _of_condition(inner)
        case s.Both(first=first, second=second, is_either=is_either):
            yield f"condition {'or' if is_either else 'and'}"
            yield from _of_condition(first)
            yield from _of_condition(second)
        case _:
            return


def _of_claim(claim: s.Claim) -> Iterator[str]:
    yield f"claim {claim.quantifier}"
    if not claim.is_faithful:
        yield "claim of any run"
    if claim.keeps:
        yield "claim keeps running"
    if claim.form:
        yield f"claim {claim.form}"
    for name in ("before", "after", "without", "by"):
        if getattr(claim, name) is not None:
            yield f"claim {name}"
    yield from (_moment(one) for point in points_of_claim(claim) for one in _parts(point))
    for part in (claim.goal, claim.second, claim.before, claim.after, claim.without):
        yield from _of_condition(part)
        if isinstance(part, s.Is) and part.status in ("overdue", "open", "running", "lapsed"):
            yield f"claim {part.status}"
