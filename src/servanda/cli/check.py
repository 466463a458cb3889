"""Check an agreement and its record."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from servanda.base.moments import Moment, parse_moment
from servanda.checks.claims import ClaimResult, Start, start_of
from servanda.cli.output import write_data
from servanda.cli.question import end_of_today, read_reading
from servanda.cli.terminal import shows_colour, width, write
from servanda.diagnostics import (
    Diagnostic,
    Severity,
    as_json,
    print_concise,
    print_text,
)
from servanda.reports.claims_page import claims_as_data, print_claims
from servanda.workspace import CannotRun, Loaded, load
from servanda.workspace.pipeline import answer_claims, check


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
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    form: str,
    strict: bool,
    hypothetical: tuple[str, ...],
    start: str | None,
    readings: tuple[str, ...],
) -> None:
    """Look for faults in an agreement and its record, and answer the claims made about its text.

    PATH is a folder with *.pact and *.record texts, or one file; the current folder by default.
    """
    loaded = load(path, hypothetical)
    diagnostics = check(loaded)
    claims = _claims(loaded, start, readings)
    if form == "json":
        write_data(_data(loaded, diagnostics, claims))
    elif form == "concise":
        write(print_concise(diagnostics))
        write("".join(_one_line(result) for result in claims.results))
    else:
        write(print_text(diagnostics, loaded.sources, width=width(), colour=shows_colour()))
        write(_page(loaded, claims, diagnostics))
        write(_summary(diagnostics, loaded, claims.results))
    unexpected = any(not result.is_expected for result in claims.results)
    ctx.exit(1 if unexpected or _fails(diagnostics, strict) else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claims:
    """Hold the verdicts on claims, and when the runs they speak of begin."""

    start: Start | None = None
    results: tuple[ClaimResult, ...] = ()


def _claims(loaded: Loaded, start: str | None, readings: Sequence[str]) -> _Claims:
    agreement = loaded.agreement
    if agreement is None or not agreement.claims:
        return _Claims()
    calendar = agreement.header.calendar
    given = None
    if start is not None:
        moment = parse_moment(start, calendar)
        if not isinstance(moment, Moment) or moment.earliest is None:
            raise CannotRun(f"--start {start}: expected a date such as 2024-07-01")
        given = moment.earliest
    chosen = start_of(agreement, given, end_of_today(calendar))
    fixed = dict(read_reading(agreement, reading) for reading in readings)
    return _Claims(start=chosen, results=answer_claims(loaded, chosen, fixed))


def _data(loaded: Loaded, diagnostics: Sequence[Diagnostic], claims: _Claims) -> dict[str, object]:
    data: dict[str, object] = {
        "files": list(loaded.sources),
        "diagnostics": as_json(diagnostics),
        "start": None,
        "claims": [],
    }
    if loaded.agreement is not None and claims.start is not None:
        data["start"] = {
            "on": loaded.agreement.header.calendar.format(claims.start.at),
            "why": claims.start.why,
            "assumed": claims.start.is_assumed,
        }
        data["claims"] = claims_as_data(loaded.agreement, claims.results)
    return data


def _page(loaded: Loaded, claims: _Claims, diagnostics: Sequence[Diagnostic]) -> str:
    if loaded.agreement is None or claims.start is None:
        return ""
    gap = "\n" if diagnostics else ""
    return gap + print_claims(loaded.agreement, claims.results, claims.start, width())


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
