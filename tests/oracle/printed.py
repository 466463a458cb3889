"""Write a small agreement as the text that Servanda reads."""

from __future__ import annotations

from collections.abc import Iterator

from oracle import small as s

HEADER = """agreement drawn "A drawn agreement"
  counting day 1 is the day of entry into force
  in force on 2025-01-01
party north "North", south "South"
mediator host "Host"
"""
_STATUS = {
    "happened": "has happened",
    "fulfilled": "is fulfilled",
    "begun": "has started",
    "ended": "has ended",
    "lapsed": "has lapsed",
    "running": "is running",
    "open": "is open",
    "overdue": "is overdue",
    "suspended": "is suspended",
}


def text_of(small: s.Small) -> str:
    """Write a whole agreement."""
    lines = [HEADER.rstrip()]
    for question in small.questions:
        lines.append(f'ambiguity {question.name} "What does {question.name} mean?"')
        lines.extend(f'  reading {reading} "{reading}"' for reading in question.readings)
    for event in small.events:
        lines.append(f'event {event.name} "{event.name} comes about" {_by(event.agency)}')
        lines.extend(f"  {line}" for line in map(_clause, event.clauses))
        lines.extend(["  recurring"] if event.is_recurring else [])
    for process in small.processes:
        lines.extend(_process(process))
    lines.extend(_provisions(small, ""))
    for phase in small.phases:
        lines.append(f'phase {phase.name} "Phase {phase.name}"')
        lines.extend(f"  {line}" for line in map(_clause, phase.clauses))
        lines.extend(f"  {line}" for line in _provisions(small, phase.name))
    for claim in small.claims:
        lines.append(f'claim {claim.name} "{claim.name}"')
        lines.append(f"  {_claim(claim)}")
    return "\n".join(lines) + "\n"


def _process(process: s.Process) -> Iterator[str]:
    yield f'process {process.name} "{process.name}" between north and south'
    yield f"  opened {_by(process.opened)}"
    if process.concluded_by:
        yield f"  concluded by {process.concluded_by}"
    if process.ended_by:
        yield f"  ended by {process.ended_by}"
    if process.ended.manner != "nobody":
        yield f"  ended {_by(process.ended)}"


def _provisions(small: s.Small, phase: str) -> Iterator[str]:
    for provision in small.provisions:
        if provision.phase == phase:
            yield from _provision(provision)


def _provision(provision: s.Provision) -> Iterator[str]:
    name = provision.name.rpartition(".")[2]
    match provision:
        case s.Duty(agency=agency, amount=amount, is_effort=is_effort):
            verb = "must try to" if is_effort else "must"
            count = f"{amount} lots" if amount else "what is owed"
            yield f"{name}: {_who(agency)} {verb} deliver {count}"
        case s.Ban():
            yield f"{name}: north and south each must not disturb"
        case s.Power(verb=verb, target=target, days=days):
            length = f" by {days} days" if days else ""
            target = "the agreement" if target == "agreement" else target
            yield f"{name}: {_who(provision.agency)} may {verb} {target}{length}"
    yield from (f"  {line}" for line in map(_clause, provision.clauses))


def _by(agency: s.Agency) -> str:
    match agency.manner:
        case "one":
            return f"by {agency.actors[0]}"
        case "jointly":
            return f"by {' and '.join(agency.actors)} jointly"
        case "any":
            return f"by any of {', '.join(agency.actors)}"
        case "world":
            return "by the world"
        case _:
            return "by nobody named"


def _who(agency: s.Agency) -> str:
    match agency.manner:
        case "one":
            return agency.actors[0]
        case "any":
            return f"any of {', '.join(agency.actors)}"
        case manner:
            return f"{' and '.join(agency.actors)} {manner}"


def _clause(clause: s.Clause) -> str:
    return f"under {clause.under}: {_words(clause)}" if clause.under else _words(clause)


def _words(clause: s.Clause) -> str:
    match clause:
        case s.Starts(on=None, when=None):
            return "starts on entry into force"
        case s.Starts(on=None, when=when):
            return f"starts when {condition(when)}"
        case s.Starts(on=on):
            return f"starts on {point(on)}"
        case s.Lasts(days=days, until=None):
            return f"lasts {days} days"
        case s.Lasts(until=until):
            return f"lasts until {point(until)}"
        case s.RunsOn(while_=held):
            return f"runs on while {condition(held)}"
        case s.Then(phase=phase, when=None):
            return f"then {phase}"
        case s.Then(phase=phase, when=when, at_once=at_once):
            return f"then {phase} {'as soon as' if at_once else 'when'} {condition(when)}"
        case s.EndsWhen(when=when):
            return f"ends when {condition(when)}"
        case _:
            return _of_provision(clause)


def _of_provision(clause: s.Clause) -> str:
    match clause:
        case s.Due(point=due, amount=0):
            return f"by {point(due)}"
        case s.Due(point=due, amount=amount, is_total=is_total):
            return f"{'total ' if is_total else ''}{amount} by {point(due)}"
        case s.Once(when=when, is_precedent=is_precedent):
            return f"{'provided that' if is_precedent else 'once'} {condition(when)}"
        case s.Sequel(duty=duty):
            return f"after {duty}"
        case s.Earliest(point=first):
            return f"not before {point(first)}"
        case s.Against(duty=duty):
            return f"against {duty}"
        case s.Withheld(while_=held):
            return f"may be withheld while {condition(held)}"
        case s.DoneWhen(when=when):
            return f"done when {condition(when)}"
        case s.Cure(days=days):
            return f"cure within {days} days"
        case s.Certified(by=by):
            return f"certified by {by}"
        case s.Until(point=last):
            return f"until {point(last)}"
        case s.Survives():
            return "survives"
        case s.AtMost(times=times):
            return f"at most {times} times"
        case s.Notice(days=days):
            return f"with notice {days} days"
        case s.OnlyWhen(when=when):
            return f"only when {condition(when)}"
        case s.Breaks(ban=ban):
            return f"breaks {ban}"
        case _:
            raise AssertionError(clause)


def point(where: s.Point | None) -> str:
    """Write a moment."""
    match where:
        case s.Day(number=number, of=of):
            return f"day {number} of {of}" if of else f"day {number}"
        case s.After(days=days, what=what, edge=edge):
            return f"{days} days after {f'the {edge} of ' if edge else ''}{what}"
        case s.EndOf(phase=phase):
            return f"the end of {phase}"
        case s.Sooner(first=first, second=second, is_later=is_later):
            return f"the {'later' if is_later else 'earlier'} of {point(first)} and {point(second)}"
        case None:
            raise AssertionError("no moment to write")


def condition(asked: s.Condition | None) -> str:
    """Write a condition."""
    match asked:
        case s.Is(name=name, status=status):
            return f"{name} {_STATUS[status]}"
        case s.AtLeast(count=count, duty=duty):
            return f"{count} of {duty}"
        case s.Passed(point=over):
            return f"{point(over)} has passed"
        case s.Not(inner=inner):
            return f"not ({condition(inner)})"
        case s.Both(first=first, second=second, is_either=is_either):
            return f"({condition(first)} {'or' if is_either else 'and'} {condition(second)})"
        case None:
            raise AssertionError("no condition to write")


def _claim(claim: s.Claim) -> str:
    run = "faithful run" if claim.is_faithful else "run"
    if claim.keeps:
        keeps = f"keeps {claim.keeps} running past {point(claim.past)}"
        return f"{claim.quantifier} {run} {keeps}"
    if claim.form:
        return _formed(claim, f"{claim.quantifier} {run}")
    words = f"{claim.quantifier} {run} reaches {condition(claim.goal)}"
    for word, part in (
        ("before", claim.before),
        ("after", claim.after),
        ("without", claim.without),
    ):
        if part is not None:
            words += f" {word} {condition(part)}"
    return words + (f" by {point(claim.by)}" if claim.by is not None else "")


def _formed(claim: s.Claim, run: str) -> str:
    """Write a claim that asks for more than a goal."""
    goal, until = condition(claim.goal), ""
    if claim.second is not None:
        until = f" until {condition(claim.second)}"
    match claim.form:
        case "then":
            return f"{run} reaches {goal} and then {condition(claim.second)}"
        case "whenever":
            within = f" within {claim.within} days" if claim.within else ""
            return f"whenever {goal}, {run} reaches {condition(claim.second)}{within}"
        case _:
            return f"{run} {claim.form} {goal}{until}"
