"""Check an agreement and its record."""

import json
from collections.abc import Sequence

import click

from servanda.cli.terminal import shows_colour, width, write
from servanda.diagnostics import (
    Diagnostic,
    Severity,
    as_json,
    print_concise,
    print_text,
)
from servanda.workspace import Loaded, load
from servanda.workspace.pipeline import check


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
@click.pass_context
def command(
    ctx: click.Context, path: str, form: str, strict: bool, hypothetical: tuple[str, ...]
) -> None:
    """Look for faults in an agreement and its record.

    PATH is a folder with *.pact and *.record texts, or one file; the current folder by default.
    """
    loaded = load(path, hypothetical)
    diagnostics = check(loaded)
    # CLAIMS: the answers to the agreement's claims are checked and printed here.
    write(_shown(diagnostics, loaded, form))
    if form == "text":
        write(_summary(diagnostics, loaded))
    ctx.exit(1 if _fails(diagnostics, strict) else 0)


def _shown(diagnostics: Sequence[Diagnostic], loaded: Loaded, form: str) -> str:
    if form == "json":
        data = {"files": list(loaded.sources), "diagnostics": as_json(diagnostics)}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if form == "concise":
        return print_concise(diagnostics)
    return print_text(diagnostics, loaded.sources, width=width(), colour=shows_colour())


def _summary(diagnostics: Sequence[Diagnostic], loaded: Loaded) -> str:
    read = _count(len(loaded.sources), "file")
    counts = [
        _count(number, severity.value)
        for severity in Severity
        if (number := sum(fault.severity is severity for fault in diagnostics))
    ]
    if not counts:
        return f"no faults found in {read}\n"
    return f"\n{', '.join(counts)} in {read}; `servanda explain RULE` says more of a rule\n"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _fails(diagnostics: Sequence[Diagnostic], strict: bool) -> bool:
    weighty = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(fault.severity in weighty for fault in diagnostics)
