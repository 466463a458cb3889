"""Give again what was answered before about large texts that are the same, where it was the same question."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.cli.question import kept_folder
from servanda.cli.terminal import shows_colour, takes_unicode, width
from servanda.workspace.load import is_large

if TYPE_CHECKING:
    from servanda.base.calendar import Calendar, Instant
    from servanda.workspace.answered import Asked

SECONDS = 60


class Before:
    """Hold what was said to a question before; nothing of small texts, which are quickly asked.

    `words` are all that the answer turns on beside the texts, the terminal and, where none is named, the day.
    """

    def __init__(self, path: str, words: Sequence[object]) -> None:
        seen = (width(), shows_colour(), takes_unicode())
        self._path, self._words = path, [repr(word) for word in (*words, *seen)]
        self._asked: Asked | None = None
        self.text: str | None = None
        if is_large(Path(path)):
            from servanda.workspace.answered import answer  # only large texts need it

            self._asked = self._ask()
            if self._asked is not None:
                self.text = answer(self._asked, int(time.time()))

    def _ask(self) -> Asked | None:
        from servanda.workspace.answered import asked

        return asked(self._path, kept_folder(), self._words)

    def keep(self, text: str, calendar: Calendar, today: Instant | None) -> None:
        """Keep what is said now; until the end of `today`, where it is about that."""
        if not is_large(Path(self._path)):
            return
        from servanda.workspace.answered import keep_answer

        question = self._asked or self._ask()  # what is kept may only now have been written
        if question is None:
            return
        holds = None
        if today is not None:
            first = calendar.start_of_day(calendar.date_of(today))
            holds = (first * SECONDS, today * SECONDS + SECONDS - 1)
        keep_answer(question, text, holds)
