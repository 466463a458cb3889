"""Show on standard error how far a long command has come, once it takes over a second."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_QUIET_SECONDS, _PAUSE_SECONDS = 1.0, 0.2
_ERASE = "\r\x1b[K"
_BAR = 20

T = TypeVar("T")


class Progress:
    """Hold what was last shown; where nobody watches, on no terminal, nothing is."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET_SECONDS
        self._is_watched = sys.stderr.isatty()
        self._is_shown = False

    def say(self, words: str) -> None:
        """Show some words in place of those shown before."""
        if self._is_watched and time.monotonic() >= self._next:
            sys.stderr.write(f"{_ERASE}{words}")
            sys.stderr.flush()
            self._next = time.monotonic() + _PAUSE_SECONDS
            self._is_shown = True

    def over(self, things: Iterable[T], total: int, words: str) -> Iterator[T]:
        """Pass things on as they come, with a bar of how many of the total have come."""
        for number, thing in enumerate(things, start=1):
            full = _BAR * number // max(total, 1)
            self.say(f"[{'#' * full}{'.' * (_BAR - full)}] {number} of {total} {words}")
            yield thing

    def hush(self) -> None:
        """Take away what is shown."""
        if self._is_shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._is_shown = False
