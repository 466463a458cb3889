"""Show on standard error how far a long command has come, once it takes over a second."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_QUIET_SECONDS, _PAUSE_SECONDS = 1.0, 0.2
_ERASE = "\r\x1b[K"
_BAR = 20
_LOOKS_APART = 16

T = TypeVar("T")


def _bar(number: int, total: int, words: str) -> str:
    full = _BAR * number // max(total, 1)
    return f"[{'#' * full}{'.' * (_BAR - full)}] {number} of {total} {words}"


class Progress:
    """Hold what was last shown; where nobody watches, on no terminal, nothing is."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET_SECONDS
        self._is_watched = sys.stderr.isatty()
        self._is_shown = False
        self._bar = ""
        self._looks = 0

    def say(self, words: str) -> None:
        """Show some words in place of those shown before."""
        if self._is_watched and time.monotonic() >= self._next:
            sys.stderr.write(f"{_ERASE}{words}")
            sys.stderr.flush()
            self._next = time.monotonic() + _PAUSE_SECONDS
            self._is_shown = True

    def over(self, things: Iterable[T], total: int, words: str) -> Iterator[T]:
        """Pass things on as they come, with a bar of how many of the total have come."""
        self._bar = _bar(0, total, words)
        for number, thing in enumerate(things, start=1):
            self._bar = _bar(number, total, words)
            self.say(self._bar)
            yield thing

    def part(self, done: int, total: int, words: str) -> None:
        """Show how large a part of a whole is done, of which nobody wants to know the numbers."""
        full = min(_BAR * done // max(total, 1), _BAR)
        share = min(100 * done // max(total, 1), 100)
        self.say(f"[{'#' * full}{'.' * (_BAR - full)}] {share} % · {words}")

    def name(self, words: str) -> None:
        """Show what is looked for now, in place of what was shown before."""
        self._bar = words
        self.say(words)

    def states(self, count: int) -> None:
        """Show how many states were looked at so far, beside what was shown before."""
        self._looks += 1
        if self._looks % _LOOKS_APART == 0:
            self.say(f"{self._bar}: {count:,} states")

    def step(self, words: str, number: int, total: int) -> None:
        """Show a bar of how many steps of a count are done."""
        self.say(_bar(number, total, words))

    def hush(self) -> None:
        """Take away what is shown."""
        if self._is_shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._is_shown = False
