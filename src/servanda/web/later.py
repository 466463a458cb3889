"""Work out beside the pages what takes long of a long record; a page says so until it is there."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Later:
    """Hold what is worked out beside the pages; `done` counts what is, so that open pages look again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[Hashable, _Work] = {}

    @property
    def done(self) -> int:
        """Count what has been worked out."""
        with self._lock:
            return sum(work.is_done.is_set() for work in self._found.values())

    def get(self, key: Hashable, make: Callable[[], T], seconds: float | None) -> T | None:
        """Have something worked out once, and give it; None where it takes longer, or came to nothing.

        Without `seconds` it is waited for, however long it takes.
        """
        with self._lock:
            work = self._found.get(key)
            if work is None:
                work = self._found[key] = _Work(make)
                threading.Thread(target=work.run, daemon=True).start()
        work.is_done.wait(seconds)
        value: T | None = work.value
        return value


class _Work:
    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self.is_done = threading.Event()
        self.value: Any = None

    def run(self) -> None:
        """Work it out; a fault of ours is told where the program was started, and the page does without."""
        try:
            self.value = self._make()
        except Exception:
            traceback.print_exc(file=sys.stderr)
        finally:
            self.is_done.set()
