"""Read the texts again whenever they are saved, and say what changed in verdicts."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from servanda.cli.live import Asking, Teller, tell_faults
from servanda.cli.question import (
    kept_folder,
    known_option,
    on_option,
    party_option,
    path_argument,
    read,
    reading_option,
    view_option,
)
from servanda.cli.terminal import say
from servanda.monitor.live import Live
from servanda.workspace import CannotRun
from servanda.workspace.load import files_of
from servanda.workspace.saved import Saved

Stamp = tuple[tuple[str, int, int], ...]
KEPT = "servanda: the verdicts stay as they were until this is mended"


@click.command(name="watch")
@path_argument
@on_option
@known_option
@reading_option
@party_option
@view_option
@click.option(
    "--every",
    type=click.FloatRange(0.02, 3600),
    default=0.1,
    show_default=True,
    metavar="SECONDS",
    help="Look at the files so often.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or a line of JSON for each change.",
)
def command(
    path: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    every: float,
    form: str,
) -> None:
    """Watch the texts, and say what each save changes in where things stand, until it is stopped.

    A save that changes words and no verdict says nothing. Where a file cannot be read, or has faults, that
    is said, and the verdicts stay as they were.
    """
    before = _stamp(path, ())
    text = read(path)
    asking = Asking(text.agreement, on=on, known=known, readings=readings, party=party, view=view)
    live = Live(text.agreement, asking.question)
    say(f"servanda: watching {path}, as of {asking.shown()}; Ctrl-C stops it")
    try:
        _watch(path, live, Teller(asking, form), every, before)
    except KeyboardInterrupt:
        return


def _watch(path: str, live: Live, teller: Teller, every: float, read_at: Stamp) -> None:
    """Look again and again; a file is read once two looks find it the same, so that a save is whole."""
    saved = Saved(path, kept_folder())
    with suppress(CannotRun):  # whatever has become of the texts meanwhile is seen below
        saved.anew()
    seen = read_at = _stamp(path, saved.files) if _stamp(path, ()) == read_at else read_at
    while True:
        time.sleep(every)
        teller.pass_time(live)
        now = _stamp(path, saved.files)
        if now != seen or now == read_at:
            seen = now
            continue
        read_at = now
        try:
            grown = saved.again()
        except CannotRun as trouble:
            say(f"servanda: {trouble}")
            say(KEPT)
            continue
        if tell_faults(grown.faults, KEPT):
            continue
        if grown.anew is None and not grown.entries:
            continue
        found = live.take(grown.entries) if grown.anew is None else live.begin(grown.anew)
        teller.tell(
            "text", found, grown.entries, [f"after the save at {time.strftime('%H:%M:%S')}"]
        )


def _stamp(path: str, files: Iterable[str]) -> Stamp:
    """Tell by size and time of change which files are there, and as of when."""
    try:
        found = {str(each) for each in files_of(Path(path))}
    except CannotRun:
        found = set()
    stamps = []
    for name in sorted(found | set(files)):
        try:
            stat = os.stat(name)
        except OSError:
            continue
        stamps.append((os.path.realpath(name), stat.st_size, stat.st_mtime_ns))
    return tuple(dict.fromkeys(stamps))
