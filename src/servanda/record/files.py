"""Write a file so that a reader finds the old one or the new one, and never half of either."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of a file when all of it is on the disk.

    Where anything fails before that, the file stays as it was. Raises `OSError` where the folder cannot be
    written to, or the disk is full. Without a mode a file keeps its permissions, and a new one has the usual.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            os.chmod(name, _mode(path) if mode is None else mode)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    settle_folder(path)


def _mode(path: Path) -> int:
    """Keep the permissions of the file that is replaced; else give what a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def settle_folder(path: Path) -> None:
    """Have the folder of a file keep its name through a loss of power, where the system can."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
