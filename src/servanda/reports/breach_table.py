"""Tabulate what follows hypothetical breaches, on the text alone."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.spans import Span
from servanda.checks.breach import (
    AfterBreach,
    BreachPath,
    BreachResult,
    Effect,
    Excepted,
    HoldUp,
    Means,
    Mention,
    ProvisionPaths,
    Return,
    VoidsAll,
    Withheld,
)
from servanda.checks.claims import Start
from servanda.model.agreement import Agreement
from servanda.reports.values import Reading, as_reading, day, deadline
from servanda.reports.words import sentence


class EffectRow(Struct, frozen=True, kw_only=True):
    """Hold what becomes otherwise for a provision, a phase or an event."""

    id: str
    what: str
    change: str
    by: tuple[str, ...]
    file: str
    line: int


class MeansRow(Struct, frozen=True, kw_only=True):
    """Hold a power that could lawfully be used: since when, until when, and what its use takes away.

    `only_then` where it is there only because of the breach; `lasts` where it is still there once what
    was overdue has been done late.
    """

    reading: Reading
    id: str
    what: str
    by: tuple[str, ...]
    jointly: bool
    effect: str
    target: str
    since: str
    until: str | None
    only_then: bool
    lasts: bool
    on_recommendation_of: tuple[str, ...]
    takes_away: tuple[EffectRow, ...]
    file: str
    line: int


class WithheldRow(Struct, frozen=True, kw_only=True):
    """Hold an event on the course that no duty obliges somebody to bring about."""

    id: str
    what: str
    by: tuple[str, ...]
    on: str
    file: str
    line: int


class ExceptionRow(Struct, frozen=True, kw_only=True):
    """Hold an exception to a prohibition of another; whether an act falls under it is an assessment."""

    id: str
    name: str
    what: str
    by: tuple[str, ...]
    assessed_by: tuple[str, ...]
    file: str
    line: int


class MentionRow(Struct, frozen=True, kw_only=True):
    """Point to a clause that looks at whether the thing was done."""

    id: str
    how: str
    file: str
    line: int


class ReturnRow(Struct, frozen=True, kw_only=True):
    """Say whether the run comes back to its course when the thing is done late.

    `until` is the last day on which it does; null where any day will do, or none.
    """

    returns: bool
    at_any_time: bool
    until: str | None
    cured_until: str | None
    lost: tuple[EffectRow, ...]


class PathRow(Struct, frozen=True, kw_only=True):
    """Hold one hypothetical breach, on one or more dates, with what follows."""

    reading: Reading
    kind: str
    due: tuple[str, ...]
    event: str | None
    by: tuple[str, ...]
    effects: tuple[EffectRow, ...]
    means: tuple[MeansRow, ...]
    need_not: tuple[WithheldRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    still_binds: tuple[str, ...]
    late: ReturnRow
    looked_at_by: tuple[MentionRow, ...]
    note: str


class BreachRow(Struct, frozen=True, kw_only=True):
    """Hold a duty or prohibition with the hypothetical breaches of it."""

    id: str
    what: str
    by: tuple[str, ...]
    consequence: bool
    cites: tuple[str, ...]
    paths: tuple[PathRow, ...]
    in_any_case: tuple[MeansRow, ...]
    file: str
    line: int


class VoidsRow(Struct, frozen=True, kw_only=True):
    """Hold one breach or event that lets one side alone end a phase or the whole text.

    `power` is null where it ends of itself.
    """

    reading: Reading
    cause: str
    power: str | None
    by: tuple[str, ...]
    ends: str
    file: str
    line: int


class HoldUpRow(Struct, frozen=True, kw_only=True):
    """Hold a stretch in which one side of an exchange has given all it owes and the other nothing.

    `since` is null where neither has a date, `until` where what is owed in return has none.
    """

    reading: Reading
    given: str
    given_by: tuple[str, ...]
    owed: str
    owed_by: tuple[str, ...]
    since: str | None
    until: str | None
    tie: str
    secured: bool
    file: str
    line: int


class AfterRow(Struct, frozen=True, kw_only=True):
    """Hold a claim before and after the breach, under some readings.

    Each is `guaranteed`, `can be met`, `can be met on no run`, `there is no such run` or `unknown`; both
    are null where the breach has no bearing on the claim.
    """

    claim: str
    title: str
    demanded_by: tuple[str, ...]
    reading: Reading
    before: str | None
    after: str | None


class BreachTable(Struct, frozen=True, kw_only=True):
    """Hold what follows breaches of a text, and where one breach or one gap weighs most."""

    agreement: str
    title: str
    start: str
    start_why: str
    start_assumed: bool
    readings_fixed: Reading
    of: str | None
    by: str | None
    voids_all: tuple[VoidsRow, ...]
    hold_ups: tuple[HoldUpRow, ...]
    late_on_course: tuple[str, ...]
    provisions: tuple[BreachRow, ...]
    claims: tuple[AfterRow, ...]


def tabulate_breach(
    agreement: Agreement,
    start: Start,
    result: BreachResult,
    *,
    fixed: Reading = (),
    of: str | None = None,
    by: str | None = None,
) -> BreachTable:
    """Make the table of breaches."""
    calendar = agreement.header.calendar
    return BreachTable(
        agreement=agreement.header.id,
        title=agreement.header.title,
        start=calendar.format(start.at),
        start_why=start.why,
        start_assumed=start.is_assumed,
        readings_fixed=fixed,
        of=of,
        by=by,
        voids_all=tuple(_voids(each) for each in result.voids_all),
        hold_ups=tuple(_hold_up(calendar, each) for each in result.hold_ups),
        late_on_course=tuple(map(str, result.off_course)),
        provisions=tuple(_provision(agreement, each) for each in result.provisions),
        claims=tuple(_after(agreement, each) for each in result.claims),
    )


def _after(agreement: Agreement, found: AfterBreach) -> AfterRow:
    claim = agreement.claims[found.claim]
    return AfterRow(
        claim=claim.id,
        title=claim.title,
        demanded_by=_names(claim.demanded_by),
        reading=as_reading(found.reading),
        before=None if found.before is None else found.before.value,
        after=None if found.after is None else found.after.value,
    )


def _names(actors: Iterable[ActorId]) -> tuple[str, ...]:
    return tuple(str(actor) for actor in actors)


def _place(span: Span) -> tuple[str, int]:
    return span.path, span.line


def title_of(agreement: Agreement, name: str) -> str:
    """Say what a name of the text stands for."""
    provision = agreement.provisions.get(ProvisionId(name))
    if provision is not None:
        return sentence(agreement, provision)
    phase = agreement.phases.get(PhaseId(name))
    if phase is not None:
        return phase.title
    event = agreement.events.get(EventId(name))
    return event.title if event is not None else name


def _provision(agreement: Agreement, paths: ProvisionPaths) -> BreachRow:
    provision = agreement.provisions[paths.provision]
    file, line = _place(paths.span)
    return BreachRow(
        id=provision.id,
        what=sentence(agreement, provision),
        by=_names(provision.agency.actors),
        consequence=paths.has_consequence,
        cites=provision.labels,
        paths=tuple(_path(agreement, path) for path in paths.paths),
        in_any_case=tuple(_means(agreement, means) for means in paths.regardless),
        file=file,
        line=line,
    )


def _path(agreement: Agreement, path: BreachPath) -> PathRow:
    calendar = agreement.header.calendar
    return PathRow(
        reading=as_reading(path.reading),
        kind=path.kind.value,
        due=tuple(deadline(calendar, due) for due in path.due),
        event=path.event,
        by=_names(path.by),
        effects=tuple(_effect(agreement, each) for each in path.effects),
        means=tuple(_means(agreement, each) for each in path.means),
        need_not=tuple(_withheld(agreement, each) for each in path.anyway),
        exceptions=tuple(_exception(each) for each in path.exceptions),
        still_binds=tuple(map(str, path.stays)),
        late=_return(agreement, path.back),
        looked_at_by=tuple(_mention(each) for each in path.mentions),
        note=path.note,
    )


def _effect(agreement: Agreement, effect: Effect) -> EffectRow:
    file, line = _place(effect.span)
    return EffectRow(
        id=effect.name,
        what=title_of(agreement, effect.name),
        change=effect.change.value,
        by=_names(effect.by),
        file=file,
        line=line,
    )


def _means(agreement: Agreement, means: Means) -> MeansRow:
    calendar = agreement.header.calendar
    file, line = _place(means.span)
    return MeansRow(
        reading=as_reading(means.reading),
        id=means.power,
        what=title_of(agreement, means.power),
        by=_names(means.by),
        jointly=means.is_joint,
        effect=means.kind.value,
        target=means.target,
        since=_from(calendar, means.since),
        until=_until(calendar, means.until),
        only_then=means.is_new,
        lasts=means.lasts,
        on_recommendation_of=_names(means.advisers),
        takes_away=tuple(_effect(agreement, each) for each in means.ends),
        file=file,
        line=line,
    )


def _from(calendar: Calendar, instant: Instant) -> str:
    return day(calendar, instant) or ""


def _until(calendar: Calendar, instant: Instant | None) -> str | None:
    return None if instant is None else deadline(calendar, instant)


def _withheld(agreement: Agreement, withheld: Withheld) -> WithheldRow:
    file, line = _place(withheld.span)
    return WithheldRow(
        id=withheld.event,
        what=title_of(agreement, withheld.event),
        by=_names(withheld.by),
        on=deadline(agreement.header.calendar, withheld.at),
        file=file,
        line=line,
    )


def _exception(exception: Excepted) -> ExceptionRow:
    file, line = _place(exception.span)
    return ExceptionRow(
        id=exception.prohibition,
        name=exception.name,
        what=exception.title,
        by=_names(exception.by),
        assessed_by=_names(exception.assessors),
        file=file,
        line=line,
    )


def _return(agreement: Agreement, back: Return) -> ReturnRow:
    calendar = agreement.header.calendar
    return ReturnRow(
        returns=back.returns,
        at_any_time=back.is_at_any_time,
        until=_until(calendar, back.until),
        cured_until=_until(calendar, back.cured_until),
        lost=tuple(_effect(agreement, each) for each in back.lost),
    )


def _mention(mention: Mention) -> MentionRow:
    file, line = _place(mention.span)
    return MentionRow(id=mention.name, how=mention.how, file=file, line=line)


def _voids(voids: VoidsAll) -> VoidsRow:
    file, line = _place(voids.span)
    return VoidsRow(
        reading=as_reading(voids.reading),
        cause=voids.cause,
        power=voids.power,
        by=_names(voids.by),
        ends=voids.target,
        file=file,
        line=line,
    )


def _hold_up(calendar: Calendar, held: HoldUp) -> HoldUpRow:
    file, line = _place(held.span)
    return HoldUpRow(
        reading=as_reading(held.reading),
        given=held.given,
        given_by=_names(held.given_by),
        owed=held.owed,
        owed_by=_names(held.owed_by),
        since=_until(calendar, held.since),
        until=_until(calendar, held.until),
        tie=held.how,
        secured=held.is_secured,
        file=file,
        line=line,
    )
