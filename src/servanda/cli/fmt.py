"""Lay texts out in the canonical way."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from servanda.cli.terminal import say, shows_colour, width, write
from servanda.diagnostics import Severity, print_text
from servanda.workspace import CannotRun
from servanda.workspace.layout import Layout, lay_out
from servanda.workspace.load import PACT, RECORD, files_of
from servanda.workspace.texts import reason


@click.command(name="fmt")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail if one would.")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the text instead of writing it.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], only_check: bool, to_stdout: bool) -> None:
    """Lay texts out in the canonical way: two spaces a level, comments kept.

    PATH is a file, or a folder with *.pact and *.record texts.
    A file with a fault that would lose a part of its text is left as it is.
    """
    status = 0
    for file in _files(paths):
        layout = lay_out(file)
        if not _is_whole(layout):
            status = 1
        elif to_stdout:
            write(layout.after)
        elif layout.data != layout.encoded:
            status = max(status, _settle(file, layout, only_check))
    ctx.exit(status)


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for path in paths:
        files = files_of(Path(path))
        if not files:
            raise CannotRun(f"{path} holds no file that ends in {PACT} or {RECORD}")
        yield from files


def _is_whole(layout: Layout) -> bool:
    """Tell whether nothing would be lost; where something would, say what."""
    lost = [fault for fault in layout.diagnostics if fault.severity is Severity.ERROR]
    if not lost and layout.is_faithful:
        return True
    sources = {layout.source.path: layout.source} if layout.source else {}
    sys.stderr.write(print_text(lost, sources, width=width(), colour=shows_colour()))
    say(f"servanda: {layout.path} was left as it is, since a part of it could be lost")
    return False


def _settle(file: Path, layout: Layout, only_check: bool) -> int:
    if only_check:
        say(f"would lay out {file}")
        return 1
    _replace(file, layout.encoded)
    say(f"laid out {file}")
    return 0


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, keeping its mode; a link stays a link."""
    target = Path(os.path.realpath(path))
    try:
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {reason(error)}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            os.fchmod(stream.fileno(), target.stat().st_mode & 0o7777)
        os.replace(made, target)
    except OSError as error:
        Path(made).unlink(missing_ok=True)
        raise CannotRun(f"{path} cannot be written: {reason(error)}") from error
