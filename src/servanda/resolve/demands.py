"""Read what a claim says of runs: what they reach, keep, avoid or answer, in words to be read aloud."""

from msgspec.structs import replace

from servanda.base.identities import PhaseId
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.claims import Answers, Demand, Follows, Keeps, KeepsRunning, Quantifier, Reaches
from servanda.model.times import Condition, Is, Not, OffsetPoint, Status
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.names import Context
from servanda.resolve.parties import read_owing, sees_party
from servanda.resolve.phrases import read_duration
from servanda.resolve.points import read_condition, read_point, sees_status

Body = tuple[Quantifier, bool, Demand]
RUNS = ("every", "no", "some")


def read_body(cursor: Cursor, context: Context) -> Body:
    """Read `every faithful run reaches …`, or `whenever …, every faithful run reaches …`."""
    cursor.asks_of_parties = True
    if cursor.accept("whenever"):
        span = cursor.span()
        trigger = read_condition(cursor, context)
        cursor.expect(",")
        quantifier, is_faithful = _runs(cursor)
        cursor.expect("reaches")
        goal = read_condition(cursor, context)
        within = read_duration(cursor) if cursor.accept("within") else None
        demand = Answers(trigger=trigger, goal=goal, within=within, span=span)
        return quantifier, is_faithful, demand
    quantifier, is_faithful = _runs(cursor)
    return quantifier, is_faithful, _demand(cursor, context)


def _runs(cursor: Cursor) -> tuple[Quantifier, bool]:
    word = cursor.accept_any(*RUNS)
    if not word:
        raise cursor.fault("`every`, `no` or `some`")
    is_faithful = cursor.accept("faithful")
    cursor.expect("run")
    return Quantifier(word), is_faithful


def _demand(cursor: Cursor, context: Context) -> Demand:
    if cursor.accept("keeps"):
        return _keeps(cursor, context)
    if cursor.accept("avoids"):
        span = cursor.span()
        avoided = read_condition(cursor, context)
        until = read_condition(cursor, context) if cursor.accept("until") else None
        return Keeps(kept=Not(inner=avoided, span=span), until=until, is_from_start=True)
    if cursor.accept("has"):
        if not sees_party(cursor, context):
            raise cursor.fault("an actor, then `owing`, `late` or `perform`")
        return _limited(Reaches(goal=read_owing(cursor, context)), cursor, context)
    if not cursor.accept("reaches"):
        raise cursor.fault("`reaches`, `keeps`, `avoids` or `has`")
    stages = [_stage(cursor, context)]
    while cursor.accept("and", "then"):
        stages.append(_stage(cursor, context))
    cursor.end()
    return stages[0] if len(stages) == 1 else Follows(stages=tuple(stages))


def _keeps(cursor: Cursor, context: Context) -> Demand:
    """Read `keeps one running past day 42`, `keeps truce in effect until two`, `keeps … ` for ever."""
    start = cursor.at
    kept = _kept(cursor, context)
    if cursor.accept("past"):
        past = read_point(cursor, context)
        is_running = isinstance(kept, Is) and kept.status is Status.RUNNING
        if is_running and context.names.kind_of(kept.target) == "phase":  # type: ignore[union-attr]
            return KeepsRunning(phase=PhaseId(kept.target), past=past)  # type: ignore[union-attr]
        cursor.at = start
        raise cursor.fault("a phase and `running` before `past`")
    until = read_condition(cursor, context) if cursor.accept("until") else None
    return Keeps(kept=kept, until=until)


def _kept(cursor: Cursor, context: Context) -> Condition:
    """Read a thing and its state, as in `talks open`, or a whole condition."""
    if sees_status(cursor, 1):
        return read_condition(cursor, context, is_linked=False)
    return read_condition(cursor, context)


def _stage(cursor: Cursor, context: Context) -> Reaches:
    return _limited(Reaches(goal=read_condition(cursor, context)), cursor, context)


def _limited(formula: Reaches, cursor: Cursor, context: Context) -> Reaches:
    while not cursor.is_done and not cursor.sees("and", "then"):
        formula = _limit(formula, cursor, context)
    return formula


def _limit(formula: Reaches, cursor: Cursor, context: Context) -> Reaches:
    word = cursor.accept_any("before", "after", "without", "by", "within")
    if word in ("before", "after", "without"):
        if getattr(formula, word) is not None:
            raise Unreadable(_twice(cursor, word))
        return replace(formula, **{word: read_condition(cursor, context)})
    if word and formula.by is not None:
        raise Unreadable(_twice(cursor, "`by` or `within`"))
    if word == "by":
        return replace(formula, by=read_point(cursor, context))
    if word == "within":
        span = cursor.span()
        duration = read_duration(cursor)
        if not cursor.accept_any("of", "after", "from"):
            raise cursor.fault("`of` and what it is counted from")
        point = OffsetPoint(duration=duration, origin=read_point(cursor, context), span=span)
        return replace(formula, by=point)
    raise cursor.fault(
        "`before`, `after`, `without`, `by`, `within`, `and then` or the end of the claim"
    )


def _twice(cursor: Cursor, word: str) -> Diagnostic:
    return Diagnostic(
        rule="syntax",
        severity=Severity.ERROR,
        message=f"one goal has two limits of a kind: `{word}`",
        span=cursor.span(),
        found=word,
        expected="one of them",
        help=f"join two conditions by `or`: `{word} A or B`",
    )
