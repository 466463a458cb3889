"""Check an agreement and its record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from servanda.checks.claims import ClaimResult, Start, start_of
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import Seconds, end_of_today, read_readings, read_start
from servanda.cli.terminal import shows_colour, width, write
from servanda.diagnostics import (
    Diagnostic,
    Severity,
    as_json,
    print_concise,
    print_text,
)
from servanda.reports.claims_page import (
    claims_as_data,
    print_claims,
    print_unreached,
    unreached_as_data,
)
from servanda.reports.values import as_data
from servanda.workspace import Loaded, load
from servanda.workspace.load import is_large
from servanda.workspace.pipeline import (
    answer_claims,
    check,
    find_strategies,
    find_unreached,
    lay_out,
    load_plainly,
)

if TYPE_CHECKING:
    from servanda.checks.claims.reach import Unreached
    from servanda.checks.strategy import Standings
    from servanda.model.ambiguities import Choice
    from servanda.reports.dates_table import DatesTable


@click.command(name="check")
@click.argument("path", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    help="For a person, one line each, or as data.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as faults too.")
@click.option("--if", "hypothetical", multiple=True, metavar="ENTRY", help="Assume an entry.")
@click.option("--start", metavar="DATE", help="Let the runs of the claims begin on this date.")
@click.option(
    "--reading", "readings", multiple=True, metavar="AMBIGUITY=READING", help="Fix one reading."
)
@click.option(
    "--who", is_flag=True, help="Say too who can lawfully stop or bring about each claim."
)
@click.option("--dates", is_flag=True, help="Say too how early and how late each milestone can be.")
@click.option(
    "--limit",
    type=Seconds(min=0, min_open=True),
    metavar="SECONDS",
    help="Leave a claim unknown that takes longer.",
)
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    form: str,
    strict: bool,
    hypothetical: tuple[str, ...],
    start: str | None,
    readings: tuple[str, ...],
    who: bool,
    dates: bool,
    limit: float | None,
) -> None:
    """Look for faults in an agreement and its record, and answer the claims made about its text.

    PATH is a folder with *.pact and *.record texts, or one file; the current folder by default.
    """
    read = load_plainly if is_large(Path(path)) else load
    loaded = read(path, hypothetical)
    diagnostics = check(loaded)
    claims = _claims(
        loaded,
        _Asked(start, readings, who=who, dates=dates, limit=limit, with_reasons=form != "concise"),
    )
    if form == "json":
        write_data(_data(loaded, diagnostics, claims))
    elif form == "concise":
        write(print_concise(diagnostics))
        write("".join(_one_line(result) for result in claims.results))
    else:
        write(print_text(diagnostics, loaded.sources, width=width(), colour=shows_colour()))
        page = _page(loaded, claims)
        write(page if diagnostics else page.lstrip("\n"))
        write(_summary(diagnostics, loaded, claims.results))
    unexpected = any(not result.is_expected for result in claims.results)
    ctx.exit(1 if unexpected or _fails(diagnostics, strict) else 0)


class _Asked(Struct, frozen=True):
    """Hold what was asked of the claims."""

    start: str | None
    readings: Sequence[str]
    who: bool
    dates: bool
    limit: float | None
    with_reasons: bool = True


class _Claims(Struct, frozen=True, kw_only=True):
    """Hold the verdicts on claims, when the runs they speak of begin, and what else was asked."""

    start: Start | None = None
    results: tuple[ClaimResult, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    standings: tuple[Standings, ...] | None = None
    dates: DatesTable | None = None


def _claims(loaded: Loaded, asked: _Asked) -> _Claims:
    agreement = loaded.agreement
    if agreement is None:
        return _Claims()
    calendar = agreement.header.calendar
    given = read_start(calendar, asked.start)
    fixed = read_readings(agreement, asked.readings)
    start = start_of(agreement, given, end_of_today(calendar))
    count, progress = len(agreement.claims), Progress()
    texts = lay_out(agreement, start)
    answers = answer_claims(
        texts, fixed, asked.limit, with_reasons=asked.with_reasons, watch=progress.states
    )
    results = tuple(progress.over(answers, count, "claims"))
    standings: tuple[Standings, ...] | None = None
    if asked.who:
        found = find_strategies(texts, fixed, asked.limit)
        standings = tuple(progress.over(found, count, "claims: who can stop them"))
    progress.name("phases nobody can reach")
    unreached = find_unreached(texts, fixed, asked.limit, progress.states)
    table = _dates(loaded, start, fixed) if asked.dates else None
    progress.hush()
    return _Claims(
        start=start, results=results, unreached=unreached, standings=standings, dates=table
    )


def _dates(loaded: Loaded, start: Start, fixed: Choice) -> DatesTable | None:
    from servanda.checks.dates import dates
    from servanda.reports.dates_table import tabulate_dates

    if loaded.agreement is None:
        return None
    found = dates(loaded.agreement, start.at, fixed)
    return tabulate_dates(loaded.agreement, start, found, loaded.sources)


def _data(loaded: Loaded, diagnostics: Sequence[Diagnostic], claims: _Claims) -> dict[str, object]:
    data: dict[str, object] = {
        "files": list(loaded.sources),
        "diagnostics": as_json(diagnostics),
        "start": None,
        "claims": [],
        "unreached": unreached_as_data(claims.unreached),
        "strategies": None,
        "dates": None if claims.dates is None else as_data(claims.dates),
    }
    agreement = loaded.agreement
    if agreement is not None and claims.start is not None:
        data["start"] = {
            "on": agreement.header.calendar.format(claims.start.at),
            "why": claims.start.why,
            "assumed": claims.start.is_assumed,
        }
        data["claims"] = claims_as_data(agreement, claims.results, loaded.sources)
        if claims.standings is not None:
            from servanda.reports.standings_page import standings_as_data

            data["strategies"] = standings_as_data(agreement, claims.standings)
    return data


def _page(loaded: Loaded, claims: _Claims) -> str:
    agreement = loaded.agreement
    if agreement is None or claims.start is None:
        return ""
    parts = [
        print_claims(agreement, claims.results, claims.start, loaded.sources, width()),
        print_unreached(claims.unreached, width()),
    ]
    if claims.standings is not None:
        from servanda.reports.standings_page import print_standings

        parts.append(print_standings(agreement, claims.standings, width(), shows_colour()))
    if claims.dates is not None:
        from servanda.reports.dates_page import print_dates

        parts.append(print_dates(claims.dates, agreement, width=width(), colour=shows_colour()))
    return "".join(f"\n{part}" for part in parts if part)


def _one_line(result: ClaimResult) -> str:
    mark = "" if result.is_expected else f" (expected {result.claim.expected.value})"
    return f"{result.claim.span}: claim {result.claim.id}: {result.verdict.value}{mark}\n"


def _summary(
    diagnostics: Sequence[Diagnostic], loaded: Loaded, results: Sequence[ClaimResult]
) -> str:
    read = _count(len(loaded.sources), "file")
    counts = [
        _count(number, severity.value)
        for severity in Severity
        if (number := sum(fault.severity is severity for fault in diagnostics))
    ]
    gap = "\n" if counts or results else ""
    odd = [result.claim.id for result in results if not result.is_expected]
    unexpected = f"not as the text expects: {', '.join(odd)}\n" if odd else ""
    if not counts:
        return f"{gap}no faults found in {read}\n{unexpected}"
    more = "`servanda explain RULE` says more of a rule"
    return f"{gap}{', '.join(counts)} in {read}; {more}\n{unexpected}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _fails(diagnostics: Sequence[Diagnostic], strict: bool) -> bool:
    weighty = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(fault.severity in weighty for fault in diagnostics)
