"""Show what Servanda does, on the examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import servanda
from servanda.checks.claims import start_of
from servanda.cli.question import Text, ask, read
from servanda.cli.terminal import shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.monitor import status
from servanda.reports.demo_page import print_claims_in_short, print_two_statuses
from servanda.reports.page import Page
from servanda.reports.status_table import StatusTable, tabulate_status
from servanda.workspace import CannotRun
from servanda.workspace.pipeline import answer_claims, lay_out

PROPOSAL, AGREEMENT = "gaza-2024", "gaza-2025"
START, FIRST, SECOND = "2024-07-01", "2025-02-22", "2025-03-05"


@click.command(name="demo")
@click.argument("path", required=False)
def command(path: str | None) -> None:
    """Show what Servanda does, on two of the examples that come with its source.

    PATH is the folder of examples; without it, it is looked for in the current folder, in those
    above it, beside the source, and where servanda is installed.
    """
    folder = _examples(path)
    proposal, agreement = (read(str(folder / name)) for name in (PROPOSAL, AGREEMENT))
    _say(
        "Does the text hold?",
        "A proposal of May 2024, checked before anybody signed it: is what each side demands "
        "guaranteed by the words, whenever everybody keeps them?",
        f"servanda check {folder / PROPOSAL} --start {START}",
    )
    write(_claims(proposal))
    _say(
        "Where does it stand?",
        "The agreement of January 2025, with its record: the same dates, read as each side reads "
        "them.",
        f"servanda status {folder / AGREEMENT} --on {FIRST}",
    )
    first, second = (_status(agreement, on) for on in (FIRST, SECOND))
    write(print_two_statuses(agreement.agreement, first, second, width(), shows_colour()))
    page = Page(width(), shows_colour())
    page.blank()
    page.text("Try next", style="title")
    page.text(f"servanda why {folder / AGREEMENT} one.road --on {FIRST}", 2)
    page.text(f"servanda due {folder / AGREEMENT} --on {FIRST} --within 30d", 2)
    page.text(f"servanda tally {folder / PROPOSAL} coalition --without jewish-power", 2)
    write("\n" + str(page))


def _examples(path: str | None) -> Path:
    """Find the folder of examples, or say how to get it."""
    for folder in [Path(path)] if path else _places():
        if (folder / PROPOSAL).is_dir() and (folder / AGREEMENT).is_dir():
            return folder
    if path:
        raise CannotRun(f"{path} does not hold the folders {PROPOSAL} and {AGREEMENT}")
    raise CannotRun(
        "the examples are not here; they come with the source of servanda, in its folder "
        "`examples`: name it with `servanda demo PATH`"
    )


def _places() -> Iterator[Path]:
    here = Path()
    yield here / "examples"
    yield here
    for folder in Path.cwd().parents:
        yield folder / "examples"
    yield Path(servanda.__file__).parents[2] / "examples"  # beside the source
    yield Path(servanda.__file__).parent / "examples"  # installed


def _say(title: str, words: str, example: str) -> None:
    page = Page(width(), shows_colour())
    page.text(title, style="title")
    page.text(words)
    page.text(f"$ {example}", style="quiet")
    write(f"{page}\n" if title.startswith("Does") else f"\n{page}\n")


def _claims(text: Text) -> str:
    agreement: Agreement = text.agreement
    calendar = agreement.header.calendar
    begin = ask(text, on=START).question.on
    start = start_of(agreement, calendar.start_of_day(calendar.date_of(begin)), begin)
    results = tuple(answer_claims(lay_out(text.agreement, start), {}))
    return print_claims_in_short(agreement, results, width(), shows_colour())


def _status(text: Text, on: str) -> StatusTable:
    asked = ask(text, on=on)
    return tabulate_status(status(text.agreement, asked.question), asked, text.loaded.sources)
