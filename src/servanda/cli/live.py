"""Say what changed in verdicts as it changes, for `watch` and `tail`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

import msgspec

from servanda.base.calendar import Calendar
from servanda.cli.question import (
    end_of_today,
    read_actor,
    read_date,
    read_readings,
    read_view,
)
from servanda.cli.terminal import say, shows_colour, takes_unicode, width, write
from servanda.diagnostics import Diagnostic, Severity, print_concise
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.monitor import Question
from servanda.monitor.live import Live, Transition
from servanda.reports.live_page import live_row, print_live
from servanda.reports.values import as_data, deadline

FAULTS_SHOWN = 5


class Asking:
    """Hold what is asked of each new state of the texts; where no date is asked, of today, which passes."""

    def __init__(
        self,
        agreement: Agreement,
        *,
        on: str | None,
        known: str | None,
        readings: Sequence[str],
        party: str | None,
        view: str,
    ) -> None:
        self._calendar: Calendar = agreement.header.calendar
        self._is_today = on is None
        self.question = Question(
            on=end_of_today(self._calendar)
            if on is None
            else read_date(self._calendar, "--on", on),
            known=None if known is None else read_date(self._calendar, "--known", known),
            fixed=tuple(read_readings(agreement, readings).items()),
            as_party=None if party is None else read_actor(agreement, "--as", party),
            view=read_view(view),
        )

    def shown(self) -> str:
        """Say of which date is asked."""
        return deadline(self._calendar, self.question.on)

    def has_turned(self) -> bool:
        """Tell whether another day has begun, and ask of it from now on."""
        if not self._is_today:
            return False
        today = end_of_today(self._calendar)
        if today == self.question.on:
            return False
        self.question = msgspec.structs.replace(self.question, on=today)
        return True


class Teller:
    """Print what changed, for a person or as lines of JSON."""

    def __init__(self, asking: Asking, form: str) -> None:
        self._asking, self._form = asking, form

    def tell(
        self,
        cause: str,
        found: Sequence[Transition],
        entries: Sequence[Entry],
        lines: Sequence[str],
    ) -> None:
        """Print transitions below what caused them; nothing where there are none."""
        if not found:
            return
        row = live_row(cause, self._asking.shown(), entries, found)
        if self._form == "json":
            write(json.dumps(as_data(row), ensure_ascii=not takes_unicode()) + "\n")
        else:
            write(print_live(row, lines, width(), shows_colour()))
        sys.stdout.flush()

    def pass_time(self, live: Live) -> None:
        """Say what the beginning of another day changed."""
        if self._asking.has_turned():
            found = live.turn(self._asking.question)
            self.tell("time", found, (), [f"with the day, on {self._asking.shown()}"])


def tell_faults(faults: Iterable[Diagnostic], kept: str = "") -> bool:
    """Say the first errors on standard error; tell whether there are any."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if not errors:
        return False
    say(print_concise(errors[:FAULTS_SHOWN]).rstrip("\n"))
    if len(errors) > FAULTS_SHOWN:
        say(f"and {len(errors) - FAULTS_SHOWN:,} more")
    if kept:
        say(kept)
    return True
