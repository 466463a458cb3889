"""Hold one request: what it asks of which texts, in which language, and what was evaluated for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from msgspec.structs import replace

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ProvisionId
from servanda.base.spans import Span
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Record
from servanda.monitor import DEFAULT_VIEW, Inquiry, Question, status
from servanda.reports.asked import Asked
from servanda.reports.status_table import StatusTable, tabulate_status
from servanda.reports.values import deadline
from servanda.reports.words import ReadingNames, actor, listed
from servanda.web.address import Address
from servanda.web.language import Speech
from servanda.web.people import People
from servanda.web.planning import Planning
from servanda.web.site import Site, Snapshot
from servanda.web.window import Window, window
from servanda.web.words import Words
from servanda.workspace import CannotRun
from servanda.workspace.asking import last_minute, read_actor, read_readings, read_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from servanda.diagnostics import Diagnostic
    from servanda.reports.due_table import DueTable
    from servanda.web.background import Job

T = TypeVar("T")
SINCE_DAYS, AHEAD_DAYS = 30, 30
FAULTS_WAIT = 0.2
"""So many seconds a page waits for what the rules find in a long record."""


class View(Words, People, Planning):
    """Answer what an address asks; what cannot be understood raises `CannotRun`.

    On paper, in a report, there is nothing to choose: `is_paper` leaves the controls out.
    """

    is_paper = False

    def __init__(self, site: Site, snapshot: Snapshot, address: Address, speech: Speech) -> None:
        super().__init__(self)
        self.site = site
        self.snapshot = snapshot
        self.address = address
        self.speech = speech
        self.agreement: Agreement = snapshot.agreement
        self.calendar: Calendar = self.agreement.header.calendar
        self.names = ReadingNames(self.agreement, speech)
        self.asked = self._asked()

    # -- what is asked -------------------------------------------------------------------------

    def _asked(self) -> Asked:
        address, agreement = self.address, self.agreement
        self.today = self.snapshot.today(self.site.clock())
        question = Question(
            on=self._date("on", address.on) if address.on else self.today,
            known=self._date("known", address.known) if address.known else None,
            fixed=tuple(sorted(read_readings(agreement, address.reading).items())),
            as_party=read_actor(agreement, "as", address.as_) if address.as_ else None,
            view=read_view(address.view or DEFAULT_VIEW),
        )
        return Asked(question=question, is_today=not address.on)

    def _date(self, name: str, written: str) -> Instant:
        return last_minute(self.calendar, name, written, self.today)

    @property
    def question(self) -> Question:
        """Give the question that is asked."""
        return self.asked.question

    @cached_property
    def on(self) -> str:
        """Write the date asked about, as a day or with its minute."""
        return deadline(self.calendar, self.question.on)

    @cached_property
    def on_date(self) -> date:
        """Give the day asked about."""
        return self.calendar.date_of(self.question.on)

    @cached_property
    def known(self) -> str:
        """Write the date as known at which one asks; empty where all that is known counts."""
        known = self.question.known
        return "" if known is None else deadline(self.calendar, known)

    @cached_property
    def since(self) -> Instant:
        """Give the date with which this one is compared: as asked, else thirty days before."""
        if self.address.since:
            return self._date("since", self.address.since)
        return self.calendar.end_of_day(self.on_date - timedelta(days=SINCE_DAYS))

    @cached_property
    def since_shown(self) -> str:
        """Write the date with which this one is compared."""
        return deadline(self.calendar, self.since)

    def filter(self, name: str) -> str:
        """Give a filter of the page, empty where it lets all through."""
        return self.address.filter(name)

    # -- what was evaluated --------------------------------------------------------------------

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what was evaluated of these texts under a key, or evaluate it now."""
        return self.snapshot.kept.get(key, make)

    @contextmanager
    def asking(self, question: Question) -> Iterator[Inquiry]:
        """Lend the inquiry into a question, in which each choice is replayed once, to one at a time."""

        def make() -> tuple[Inquiry, Lock]:
            return Inquiry(self.agreement, question, self.snapshot.begun), Lock()

        inquiry, lock = self.snapshot.inquiries.get(question, make)
        with lock:
            yield inquiry

    def status(self, on: Instant | None = None) -> StatusTable:
        """Say where the agreement stands, on the date asked about or another."""
        return self.status_of(self.question if on is None else replace(self.question, on=on))

    def status_of(self, question: Question) -> StatusTable:
        """Say where the agreement stands, by another question than that of the address."""
        asked = replace(self.asked, question=question)

        def make() -> StatusTable:
            with self.asking(question) as inquiry:
                found = status(self.agreement, question, inquiry)
            return tabulate_status(found, asked, self.snapshot.loaded.sources)

        return self.keep(("status", question, asked.is_today), make)

    def due(self, days: int = AHEAD_DAYS) -> DueTable:
        """Say what falls due in the next days, and what is overdue already."""
        from servanda.monitor.due import due
        from servanda.monitor.status import in_force
        from servanda.reports.due_table import tabulate_due

        until = self.calendar.end_of_day(self.on_date + timedelta(days=days))

        def make() -> DueTable:
            with self.asking(self.question) as inquiry:
                items = due(self.agreement, self.question, until, inquiry)
                is_in_force = in_force(self.agreement, self.question, inquiry)
            return tabulate_due(self.agreement, self.asked, until, items, is_in_force=is_in_force)

        return self.keep(("due", self.question, self.asked.is_today, until), make)

    def faults(self) -> tuple[Diagnostic, ...] | None:
        """Give what is to be asked of the texts: the faults of reading them, and what the rules find.

        Of a long record it is worked out beside the pages: None until then.
        """
        from servanda.workspace.pipeline import check

        def make() -> tuple[Diagnostic, ...]:
            return check(self.snapshot.loaded)

        if isinstance(self.agreement.entries, Record):
            seconds = None if self.is_paper else FAULTS_WAIT
            return self.snapshot.later.get("faults", make, seconds)
        return self.keep("faults", make)

    def window(self, *tables: Sequence[T]) -> list[Window[T]]:
        """Give of long tables the rows that the address asks for."""
        return window(self.filter("page"), *tables)

    def ask_claims(self) -> Job:
        """Have the claims of the text answered under the readings that are fixed, beside the pages."""
        return self.site.background.ask(self.snapshot.version, self.fixed)

    def claims_so_far(self) -> Job | None:
        """Give what is answered of the claims, where somebody has asked."""
        if self.site.checks_ahead and self.agreement.claims:
            return self.ask_claims()
        return self.site.background.find(self.snapshot.version, self.fixed)

    @property
    def fixed(self) -> tuple[str, ...]:
        """Name the readings that the address fixes."""
        return tuple(f"{ambiguity}={reading}" for ambiguity, reading in self.question.fixed)

    def takes_provision(self, name: str) -> bool:
        """Tell whether the filter lets a provision through: it binds the party, or is owed to it."""
        party = self.filter("party")
        if not party:
            return True
        wanted = read_actor(self.agreement, "party", party)
        provision = self.agreement.provisions[ProvisionId(name)]
        return wanted in (*provision.agency.actors, *provision.creditors)

    # -- words ---------------------------------------------------------------------------------

    def actor(self, name: str) -> str:
        """Name an actor by its title, or by its name in the text where the title is long."""
        return actor(self.agreement, name)

    def actors(self, names: Sequence[str]) -> str:
        """Name several actors."""
        return self.speech.say(", ").join(self.actor(name) for name in names)

    # -- links ---------------------------------------------------------------------------------

    def href(self, name: str, /, **changes: object) -> str:
        """Write a link to a page: the date, the reading and the language go along, filters do not."""
        plain = replace(self.address, filters=())
        return plain.with_(**changes).path(name)

    def here(self, name: str, form: str = "", /, **changes: object) -> str:
        """Write a link to the same page with some of its address changed."""
        return self.address.with_(**changes).path(name, form)

    def provision_href(self, name: str) -> str:
        """Write a link to what explains a provision."""
        return self.href("provision", of=name)

    def permalink(self, span: Span | None = None, file: str = "", line: int = 0) -> str:
        """Name a line of a text so that it is found again when other lines move: `FILE:LINE~DIGEST`."""
        shown, number = (span.path, span.line) if span is not None else (file, line)
        source = self.snapshot.loaded.sources.get(shown)
        text = source.line_text(number).strip() if source is not None else ""
        return f"{self.site.short(shown)}:{number}~{crc32(text.encode()):08x}"

    def entry_href(self, entry: Entry) -> str:
        """Write a link to an entry."""
        return self.href("entry", of=self.permalink(entry.span))

    def line_href(self, file: str | None, line: int | None) -> str:
        """Write a link to a line of a text, shown among its neighbours."""
        if not file or not line:
            return ""
        return self.href("file", of=self.permalink(file=file, line=line))

    def place(self, file: str | None, line: int | None) -> str:
        """Name a line of a text for a person."""
        return f"{self.site.short(file)}:{line}" if file else ""

    def find_line(self, name: str) -> tuple[str, int]:
        """Find the file and line that a permalink names; where it has moved, where it stands now."""
        place, _, digest = name.partition("~")
        file, _, number = place.rpartition(":")
        sources = self.snapshot.loaded.sources
        shown = next((each for each in sources if self.site.short(each) == file), None)
        if shown is None or not number.isdigit():
            raise CannotRun(f"no text of this folder has a line {place[:200]}")
        lines, wanted = sources[shown].lines, int(number)
        if not digest:
            return shown, wanted
        order = sorted(range(len(lines)), key=lambda at: abs(at + 1 - wanted))
        for at in order:
            if f"{crc32(lines[at].strip().encode()):08x}" == digest:
                return shown, at + 1
        raise CannotRun(f"the line {place[:200]} is no longer in the text as it was cited")

    def listed(self, names: Sequence[str]) -> str:
        """Join names as a sentence does."""
        return listed(names)
