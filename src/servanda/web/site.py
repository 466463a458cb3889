"""Hold the texts of a folder as they were last read, and what was evaluated of them, for all who ask."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from servanda.base.calendar import Calendar, Instant
from servanda.diagnostics import Severity
from servanda.machine.choices import Pairs
from servanda.model.agreement import Agreement
from servanda.monitor.replay import Passed
from servanda.web.background import Background
from servanda.web.later import Later
from servanda.workspace import CannotRun, Loaded, load
from servanda.workspace.asking import kept_folder
from servanda.workspace.load import files_of, is_large

T = TypeVar("T")
Clock = Callable[[], datetime]
Stamp = tuple[tuple[str, int, int], ...]
KEPT_AT_MOST = 64
INQUIRIES_AT_MOST = 4
"""So many questions are kept with all that was replayed for them."""


class Kept:
    """Keep what was evaluated, each once however many ask at a time; the longest unused goes first."""

    def __init__(self, at_most: int = KEPT_AT_MOST) -> None:
        self._at_most = at_most
        self._lock = threading.Lock()
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is kept under a key, or make it."""
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._at_most:
                self._slots.popitem(last=False)
        with slot.lock:
            if not slot.is_made:
                slot.value = make()
                slot.is_made = True
            value: T = slot.value
            return value


class _Slot:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_made = False
        self.value: Any = None


class Snapshot:
    """Hold the texts as they were at one moment, and what was evaluated of them.

    `begun` are the replays of the record, shared by the questions of all dates.
    """

    def __init__(
        self, loaded: Loaded, agreement: Agreement, stamp: Stamp, read_at: datetime
    ) -> None:
        self.loaded = loaded
        self.agreement = agreement
        self.stamp = stamp
        self.read_at = read_at
        self.kept = Kept()
        self.later = Later()
        self.inquiries = Kept(INQUIRIES_AT_MOST)
        self.begun: dict[Pairs, Passed] = {}
        self.version = f"{crc32(repr(stamp).encode()):08x}"
        self.faults = sum(f.severity is Severity.ERROR for f in loaded.diagnostics)

    def today(self, now: datetime) -> Instant:
        """Give the last minute of the day that the clock shows in the agreement's zone."""
        calendar: Calendar = self.agreement.header.calendar
        return calendar.end_of_day(calendar.date_of(int(now.timestamp()) // 60))


class Site:
    """Hold a folder, or a file, that is served; texts are read again when they change.

    A page waits `claims_wait` seconds for claims that nobody has asked before; with `checks_ahead` they are
    asked for as soon as somebody looks at the overview.
    Where they cannot be read, the pages keep showing what was read before, and `trouble` says why.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        is_read_only: bool = False,
        clock: Clock = lambda: datetime.now(UTC),
        claims_wait: float = 1.0,
        checks_ahead: bool = False,
    ) -> None:
        self.path = Path(path)
        self.is_read_only = is_read_only
        self.clock = clock
        self.claims_wait = claims_wait
        self.checks_ahead = checks_ahead
        self.background = Background(str(self.path))
        self.trouble = ""
        folder = self.path if self.path.is_dir() else self.path.parent
        self.home = os.path.realpath(folder)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._tried: Stamp = ()

    def now(self) -> Snapshot:
        """Give the texts as they are now. Raises `CannotRun` where they could never be read."""
        with self._lock:
            snapshot = self._snapshot
            stamp = self.stamp()
            if snapshot is not None and stamp in (snapshot.stamp, self._tried):
                return snapshot
            try:
                self._snapshot = self._read(stamp)
                self.trouble = ""
            except CannotRun as trouble:
                if snapshot is None:
                    raise
                self._tried, self.trouble = stamp, str(trouble)
            assert self._snapshot is not None
            return self._snapshot

    def close(self) -> None:
        """Let go of what still works in the background."""
        self.background.close()

    def stamp(self) -> Stamp:
        """Tell by size and time of change which files are there."""
        try:
            found = {str(each) for each in files_of(self.path)}
        except CannotRun:
            found = set()
        if self._snapshot is not None:
            found.update(self._snapshot.loaded.sources)
        stamps = []
        for name in sorted(found):
            try:
                stat = os.stat(name)
            except OSError:
                continue
            stamps.append((os.path.realpath(name), stat.st_size, stat.st_mtime_ns))
        return tuple(dict.fromkeys(stamps))

    def short(self, shown: str) -> str:
        """Name a file of the folder by its path in it."""
        return os.path.relpath(os.path.realpath(shown), self.home).replace(os.sep, "/")

    def _read(self, stamp: Stamp) -> Snapshot:
        if is_large(self.path):
            from servanda.workspace.kept import load_kept

            loaded = load_kept(self.path, kept_folder())
        else:
            loaded = load(self.path)
        if loaded.agreement is None:
            raise CannotRun(
                f'{self.path} declares no agreement; a line `agreement NAME "Title"` does'
            )
        snapshot = Snapshot(loaded, loaded.agreement, stamp, self.clock())
        self._snapshot = snapshot
        snapshot.stamp = self.stamp()  # the files that were included are known only now
        return snapshot
