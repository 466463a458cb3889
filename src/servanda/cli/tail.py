"""Follow a record that grows, and print each transition as it happens."""

from __future__ import annotations

import math
import os
import select
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from servanda.cli.live import Asking, Teller, tell_faults
from servanda.cli.question import (
    known_option,
    on_option,
    party_option,
    reading_option,
    view_option,
)
from servanda.cli.terminal import say
from servanda.model.entries import Entry
from servanda.monitor.days import moves
from servanda.monitor.live import Live
from servanda.syntax import parse
from servanda.workspace import CannotRun
from servanda.workspace.growing import Growing, Grown, Piece, Sentences, runs
from servanda.workspace.load import read_texts

PAUSE_SECONDS, IDLE_SECONDS = 0.1, 0.3
BEHIND_SECONDS = 0.5
"""Where judging entry by entry takes longer than this, the entries that wait are judged together."""
BYTES_AT_ONCE = 1 << 16


@click.command(name="tail")
@click.argument("path", default=".")
@click.argument("file", default="")
@on_option
@known_option
@reading_option
@party_option
@view_option
@click.option(
    "--from-start", is_flag=True, help="Also tell what the entries already there changed."
)
@click.option("--to-end", is_flag=True, help="Stop at the end of what is there.")
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
    file: str,
    on: str | None,
    known: str | None,
    readings: tuple[str, ...],
    party: str | None,
    view: str,
    from_start: bool,
    to_end: bool,
    form: str,
) -> None:
    """Follow a record that grows, and say what each entry changes in where things stand.

    PATH is the agreement; FILE its record that grows, or `-` for standard input; without it, the last
    record of PATH. It goes on until it is stopped, or standard input ends.
    """
    stream = _Stdin() if file == "-" else _File(_followed(path, file))
    texts = read_texts(Path(path), parse)
    base = [d for d in texts.documents if not stream.is_at(d.file.path)]
    begun = "" if from_start or file == "-" else stream.begun()
    growing = Growing(base, stream.shown, begun)
    agreement = growing.agreement
    if agreement is None:
        raise CannotRun(f'{path} declares no agreement; a line `agreement NAME "Title"` does')
    if from_start:
        growing.forget()  # what it lacks may be in the record that is still to come
    else:
        tell_faults((*texts.faults, *growing.faults))
    asking = Asking(agreement, on=on, known=known, readings=readings, party=party, view=view)
    live = Live(agreement, asking.question)
    follower = _Follower(growing, live, Teller(asking, form), is_live=not to_end)
    if not to_end and file != "-":
        say(f"servanda: following {stream.shown}, as of {asking.shown()}; Ctrl-C stops it")
    sentences = Sentences(before=begun.count("\n"))
    try:
        for is_idle in stream.read_into(sentences, to_end=to_end):
            piece = sentences.take(is_idle=is_idle, is_end=stream.is_over)
            while piece is not None:
                for run in runs(piece):
                    follower.take(run)
                piece = sentences.take() if not (is_idle or stream.is_over) else None
            follower.teller.pass_time(live)
    except KeyboardInterrupt:
        return


def _followed(path: str, file: str) -> Path:
    if file:
        return Path(file)
    records = [d.file.path for d in read_texts(Path(path), parse).documents]
    found = [name for name in records if name.endswith(".record")]
    if not found:
        raise CannotRun(f"{path} has no record; name one, or `-` for standard input")
    return Path(found[-1])


class _Follower:
    """Read the pieces that come, and tell what their entries change."""

    def __init__(self, growing: Growing, live: Live, teller: Teller, *, is_live: bool) -> None:
        self._growing, self._live, self.teller = growing, live, teller
        self._seconds = BEHIND_SECONDS if is_live else math.inf

    def take(self, piece: Piece) -> None:
        """Judge a piece entry by entry, until that takes too long; the rest of it together."""
        grown = self._growing.more(piece)
        tell_faults(grown.faults)
        lines = piece.text.split("\n")
        if grown.anew is not None:
            self._anew(grown, piece, lines)
            return
        late = time.monotonic() + self._seconds
        waiting: list[Entry] = []
        for entry in filter(moves, grown.entries):
            if time.monotonic() > late:
                waiting.append(entry)
                continue
            self._judge([entry], piece, lines)
        if waiting:
            self._judge(waiting, piece, lines)

    def _judge(self, entries: Sequence[Entry], piece: Piece, lines: Sequence[str]) -> None:
        found = self._live.take(entries)
        first, last = entries[0].span, entries[-1].span
        if len(entries) == 1:
            words = [f"{first.path}:{first.line}  {lines[first.line - 1 - piece.before].strip()}"]
        else:
            words = [f"{first.path}:{first.line}–{last.line}  {len(entries):,} entries together"]
        self.teller.tell("entries", found, entries, words)

    def _anew(self, grown: Grown, piece: Piece, lines: Sequence[str]) -> None:
        assert grown.anew is not None
        found = self._live.begin(grown.anew)
        last = piece.before + len([line for line in lines if line.strip()])
        mine = [
            e
            for e in grown.anew.entries
            if e.span.path == self._growing.shown and e.span.line > piece.before
        ]
        at = f"{self._growing.shown}:{piece.before + 1}"
        shown = lines[0].strip() if last == piece.before + 1 else f"to {last}, read together"
        self.teller.tell("entries", found, mine, [f"{at}  {shown}"])


class _Stdin:
    """Read standard input as it comes."""

    shown = "standard input"

    def __init__(self) -> None:
        self.is_over = False

    def is_at(self, path: str) -> bool:
        """Standard input is none of the files."""
        return False

    def begun(self) -> str:
        """Nothing of it is there before it comes."""
        return ""

    def read_into(self, sentences: Sentences, *, to_end: bool) -> Iterator[bool]:
        """Read on until it ends; say at each step whether nothing more comes for now."""
        try:
            number = sys.stdin.fileno()
        except (OSError, ValueError):  # a text in memory stands for it
            sentences.feed(sys.stdin.read().encode("utf-8", "surrogateescape"))
            self.is_over = True
            yield True
            return
        while not self.is_over:
            if sys.platform != "win32" and not select.select([number], [], [], IDLE_SECONDS)[0]:
                yield True
                continue
            data = os.read(number, BYTES_AT_ONCE)
            sentences.feed(data)
            self.is_over = not data
            yield self.is_over


class _File:
    """Read a file that grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at = 0
        self.is_over = False
        self.shown = os.path.normpath(path).removeprefix(os.getcwd() + os.sep)
        if not path.is_file():
            raise CannotRun(f"{self.shown} is no file that can be followed")

    def is_at(self, path: str) -> bool:
        """Tell whether a path is that of this file."""
        return os.path.realpath(path) == os.path.realpath(self._path)

    def begun(self) -> str:
        """Give the lines that are there already, and go on after them."""
        data = self._path.read_bytes()
        self._at = data.rfind(b"\n") + 1
        return data[: self._at].decode("utf-8", "replace").replace("\r\n", "\n")

    def read_into(self, sentences: Sentences, *, to_end: bool) -> Iterator[bool]:
        """Read on as it grows; what is shortened or gone is told, and waited for."""
        quiet, told = 0.0, ""
        while True:
            trouble, data = self._next()
            if trouble and trouble != told:
                say(f"servanda: {trouble}; where things stand is as it was")
            told = trouble
            sentences.feed(data)
            quiet = 0.0 if data else quiet + PAUSE_SECONDS
            self.is_over = to_end and not data
            yield self.is_over or quiet >= IDLE_SECONDS
            if self.is_over:
                return
            if not data:
                time.sleep(PAUSE_SECONDS)

    def _next(self) -> tuple[str, bytes]:
        try:
            with self._path.open("rb") as stream:
                if os.fstat(stream.fileno()).st_size < self._at:
                    return f"{self.shown} was shortened; start again to read it anew", b""
                stream.seek(self._at)
                data = stream.read(BYTES_AT_ONCE)
        except OSError as error:
            return f"{self.shown} cannot be read: {(error.strerror or '').lower()}", b""
        self._at += len(data)
        return "", data
