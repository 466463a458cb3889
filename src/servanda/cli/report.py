"""Write an agreement and its record as one document."""

from __future__ import annotations

import os
from pathlib import Path

import click

from servanda.cli.extras import require
from servanda.cli.question import (
    Seconds,
    known_option,
    on_option,
    party_option,
    path_argument,
    reading_option,
    view_option,
)
from servanda.cli.terminal import say
from servanda.record.files import replacing
from servanda.workspace import CannotRun
from servanda.workspace.texts import reason

LANGUAGES = ("en", "fr", "es", "ar")
ENDS = (".html", ".pdf")


@click.command(name="report")
@path_argument
@click.option(
    "--to",
    "target",
    metavar="FILE",
    help="Write this file; its end, .html or .pdf, says in which form. By default NAME-DATE.html.",
)
@click.option("--pdf", "is_pdf", is_flag=True, help="Write a PDF, on sheets of A4.")
@on_option
@known_option
@reading_option
@party_option
@view_option
@click.option(
    "--since", metavar="DATE", help="Say what changed since this date; 30 days before if absent."
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of all but the texts themselves.",
)
@click.option(
    "--template",
    metavar="FILE",
    help="Write it on the letterhead of a mission: a template of HTML.",
)
@click.option(
    "--limit",
    type=Seconds(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Leave a claim undecided that takes longer.",
)
def command(
    path: str,
    target: str | None,
    is_pdf: bool,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    since: str | None,
    lang: str,
    template: str | None,
    limit: float,
) -> None:
    """Write an agreement and its record as one document, to be read without this program.

    It says where things stand, when they were promised and done, what each clause says, what the text
    guarantees, who stands where, from which sources, and what all of this rests on. It refers to nothing
    outside itself.

    PATH is a folder with *.pact and *.record texts, or one file; the current folder by default.
    """
    end = _end(target, is_pdf)
    if end == ".pdf":
        require("a report as PDF", "weasyprint")
    from servanda.web.address import Address
    from servanda.web.paper import as_pdf, compose
    from servanda.web.paper.letterhead import Letterhead
    from servanda.web.site import Site

    address = Address(
        on=on or "",
        known=known or "",
        reading=readings,
        as_=party or "",
        view=view,
        since=since or "",
        lang=lang,
    )
    letterhead = Letterhead(Path(template)) if template else None
    report = compose(Site(path), address, letterhead=letterhead, seconds=limit)
    data = as_pdf(report) if end == ".pdf" else report.html.encode("utf-8")
    file = Path(target) if target else Path(f"{report.name}{end}")
    try:
        with replacing(file) as stream:
            stream.write(data)
    except OSError as error:
        raise CannotRun(f"{file} cannot be written: {reason(error)}") from error
    say(f"servanda: the report is in {file}")


def _end(target: str | None, is_pdf: bool) -> str:
    """Find in which form to write."""
    if target is None:
        return ".pdf" if is_pdf else ".html"
    end = os.path.splitext(target)[1].lower()
    if end not in ENDS:
        raise CannotRun(f"--to {target}: a report ends in {' or '.join(ENDS)}")
    if is_pdf and end != ".pdf":
        raise CannotRun(f"--to {target}: a PDF ends in .pdf")
    return end
