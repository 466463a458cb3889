"""Write data to a file, wholly or not at all, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from servanda.cli.terminal import say, write_bytes
from servanda.record.files import replacing
from servanda.workspace import CannotRun
from servanda.workspace.texts import reason


def deliver(write: Callable[[BinaryIO], int], out: Path | None, *, is_binary: bool) -> None:
    """Let something write rows where they are wanted; it gives how many they were."""
    if out is None:
        if is_binary and sys.stdout.isatty():
            raise CannotRun("Parquet is no text for a terminal; name a file with --out")
        sys.stdout.flush()
        write_bytes(write)
        return
    try:
        with replacing(out) as stream:
            count = write(stream)
    except OSError as refused:
        raise CannotRun(f"{out} cannot be written: {reason(refused)}") from refused
    say(f"{out}: {count:,} {'row' if count == 1 else 'rows'}")
