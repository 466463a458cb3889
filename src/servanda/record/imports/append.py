"""Append to a record so that nothing is lost and nothing stands there twice or by half.

Each batch is first written to a journal beside the record, and brought to the disk; then to the record;
then the journal is removed. Whoever is killed in between leaves a journal, and the next who appends completes
the batch: its text says what is missing. A journal that is not whole says that the record was not touched.
The record is locked while somebody appends to it, so there is never more than one.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from servanda.record.files import settle_folder

_MAGIC = b"servanda journal 1\n"
_DIGEST = hashlib.sha256().digest_size
_NUMBER = 8
_AS_BYTES = getattr(os, "O_BINARY", 0)
_BEYOND = 2**40


class Busy(Exception):
    """Say that another process appends to the record."""


class Changed(Exception):
    """Say that the record was changed by somebody else while it was appended to."""


class Full(Exception):
    """Say that the record would become larger than a text may be."""


class Appender:
    """Append to one record. Raises `Busy` where somebody else does, `OSError` where the system refuses."""

    def __init__(self, path: Path, bytes_at_most: int) -> None:
        self.path = path
        self._journal = path.with_name(f".{path.name}.journal")
        self._at_most = bytes_at_most
        self._file = _opened(path)
        try:
            self.recovered = self._recover()
            self.size = os.fstat(self._file).st_size
            self._mark = self._now()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let others append."""
        with suppress(OSError):
            os.close(self._file)

    def append(self, text: str) -> None:
        """Append a text, wholly or not at all.

        Raises `Changed` where the record is not as this left it, `Full` where it would become too large, and
        `OSError` where the disk is full; the record then ends where it ended before.
        """
        payload = text.encode("utf-8")
        if self._now() != self._mark:
            raise Changed
        if self.size and not self._ends_a_line():
            payload = b"\n" + payload
        if self.size + len(payload) > self._at_most:
            raise Full
        try:
            self._write_journal(payload)
            _write(self._file, payload, self.size)
            os.fsync(self._file)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self.size)
            self._forget()
            self._mark = self._now()
            raise
        self.size += len(payload)
        self._forget()
        self._mark = self._now()

    def _now(self) -> tuple[int, int, int, int]:
        """Give what would differ if somebody wrote to the file, or put another in its place."""
        held, named = os.fstat(self._file), _stat(self.path)
        inode = named.st_ino if named is not None else -1
        return held.st_ino, inode, held.st_size, held.st_mtime_ns

    def _ends_a_line(self) -> bool:
        return _read(self._file, 1, self.size - 1) == b"\n"

    def _write_journal(self, payload: bytes) -> None:
        body = self.size.to_bytes(_NUMBER) + payload
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _AS_BYTES
        handle = os.open(self._journal, flags, 0o600)
        try:
            _write(handle, _MAGIC + hashlib.sha256(body).digest() + body, 0)
            os.fsync(handle)
        finally:
            os.close(handle)
        settle_folder(self._journal)

    def _recover(self) -> bool:
        """Complete what somebody who was stopped had begun; True where there was anything to do."""
        try:
            data = self._journal.read_bytes()
        except FileNotFoundError:
            return False
        begun = _batch(data)
        if begun is not None:
            at, payload = begun
            there = _read(self._file, len(payload) + 1, at)
            # Where something else stands there, somebody has written since; the rows come again anyway.
            if os.fstat(self._file).st_size >= at and payload.startswith(there):
                _write(self._file, payload[len(there) :], at + len(there))
                os.fsync(self._file)
        self._forget()
        return begun is not None

    def _forget(self) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self._journal)
        settle_folder(self._journal)


def _batch(data: bytes) -> tuple[int, bytes] | None:
    """Read a journal; None where it is not whole."""
    if not data.startswith(_MAGIC) or len(data) < len(_MAGIC) + _DIGEST + _NUMBER:
        return None
    digest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST]
    body = data[len(_MAGIC) + _DIGEST :]
    if hashlib.sha256(body).digest() != digest:
        return None
    return int.from_bytes(body[:_NUMBER]), body[_NUMBER:]


def _opened(path: Path) -> int:
    """Open and lock a record; make it where there is none."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _AS_BYTES, 0o666)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise Busy from error
        named = _stat(path)
        if named is not None and named.st_ino == os.fstat(handle).st_ino:
            return handle
        os.close(handle)  # somebody put another file in its place meanwhile


def _stat(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _lock(handle: int) -> None:
    """Lock a file until it is closed, also by the end of the process, or fail at once."""
    if sys.platform == "win32":
        import msvcrt

        # There nobody else can read what is locked, so what is locked is a place beyond any text.
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write(handle: int, data: bytes, at: int) -> None:
    """Write all of something at a place."""
    os.lseek(handle, at, os.SEEK_SET)
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _read(handle: int, length: int, at: int) -> bytes:
    """Read from a place as much as there is, up to a length."""
    os.lseek(handle, at, os.SEEK_SET)
    found = b""
    while len(found) < length and (more := os.read(handle, length - len(found))):
        found += more
    return found
