"""Print where an agreement stands, for a person: what needs attention first, the rest short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from servanda.model.agreement import Agreement
from servanda.reports.asked import assumed
from servanda.reports.attention import MARKS, is_limit, mark, verdict_of
from servanda.reports.page import Page, clip
from servanda.reports.readings import told, under
from servanda.reports.status_table import (
    AmbiguityRow,
    Cells,
    ProvisionRow,
    StatusTable,
)
from servanda.reports.values import Reading
from servanda.reports.verdicts import contested, lateness, phase_words, state_word
from servanda.reports.words import ReadingNames, actors

INDENT, LONGEST_NAME = 4, 18
_QUIET = frozenset(
    {"in-effect", "created", "terminated", "discharged", "inapplicable", "exercised", "suspended"}
)
_DONE = frozenset({"fulfilled", "fulfilled-late"})
_STYLES = {"!": "bad", "?": "open", "~": "held", ">": "open", "*": "open"}


def print_status(
    table: StatusTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print a status as a page."""
    printer = _Printer(table, agreement, width, colour)
    printer.head()
    printer.phases()
    printer.settled()
    printer.ambiguities()
    for phase in table.phases:
        printer.group(f"{phase.id} · {phase.title}", _of(table, phase.id))
    printer.group("Outside the phases", _of(table, None))
    printer.legend()
    return str(printer.page)


def print_attention(
    table: StatusTable,
    agreement: Agreement,
    width: int = 80,
    colour: bool = False,
    *,
    before: StatusTable | None = None,
) -> str:
    """Print only the phases and what needs attention; with an earlier status, only what changed."""
    printer = _Printer(table, agreement, width, colour, is_short=True)
    printer.phases()
    old = {row.id: (row.cells.state, row.readings) for row in before.provisions} if before else {}
    kept = [row for row in table.provisions if old.get(row.id) != (row.cells.state, row.readings)]
    printer.page.blank()
    printer.page.text("What changed" if before else "What needs attention", style="title")
    printer.urgent(kept)
    return str(printer.page)


def _of(table: StatusTable, phase: str | None) -> list[ProvisionRow]:
    return [row for row in table.provisions if row.phase == phase]


class _Printer:
    """Write a status on a page, remembering which marks it used."""

    def __init__(
        self,
        table: StatusTable,
        agreement: Agreement,
        width: int,
        colour: bool,
        *,
        is_short: bool = False,
    ) -> None:
        self.is_short = is_short
        self.table = table
        self.agreement = agreement
        self.page = Page(width, colour)
        self.names = ReadingNames(agreement)
        self.today = date.fromisoformat(table.on[:10])
        self.used: set[str] = set()
        longest = max((len(row.name) for row in table.provisions), default=0)
        self.column = INDENT + min(longest, LONGEST_NAME) + 2

    # -- the head ------------------------------------------------------------------------------

    def head(self) -> None:
        table, page = self.table, self.page
        page.text(table.title, style="title")
        page.text(f"{self._force()} Standing at {self._when()}.")
        page.text(assumed(self.agreement, table.assumptions), style="quiet")
        if table.in_force is False:
            page.blank()
            page.text("To see what would be owed, assume a date, for example")
            page.text(f'servanda status PATH --on {table.on[:10]} --if "2024-07-01 in force"', 2)

    def _force(self) -> str:
        if self.table.in_force is None:
            return "Whether it is in force depends on the reading."
        if not self.table.in_force:
            return "Not in force: nothing is due."
        since = self.table.in_force_since
        return (
            f"In force since {since}." if since else "In force; since when depends on the reading."
        )

    def _when(self) -> str:
        on = self.table.on if " " in self.table.on else f"the end of {self.table.on}"
        known = f", as known on {self.table.known}" if self.table.known else ""
        return f"{on}{known}"

    # -- phases and readings -------------------------------------------------------------------

    def phases(self) -> None:
        if not self.table.phases:
            return
        page = self.page
        page.blank()
        page.text("Phases", style="title")
        column = 2 + min(max(len(row.id) for row in self.table.phases), LONGEST_NAME) + 2
        for row in self.table.phases:
            if self.is_short and row.cells.state == "not started":
                continue
            if not row.readings:
                page.row(row.id, f"{row.title} – {phase_words(row.cells)}", 2, column)
                continue
            page.row(row.id, row.title, 2, column)
            pairs = ((each.reading, phase_words(each.cells)) for each in row.readings)
            page.items(self._told(pairs), column)

    def settled(self) -> None:
        rows = self.table.settled
        if not rows:
            return
        self.page.blank()
        self.page.text("Questions of reading that somebody settled", style="title")
        for row in rows:
            self.page.text(f"{row.id}: {row.asks}", 2, 2)
            how = f"{row.settled_as}, by {actors(self.agreement, row.by)} on {row.on}"
            if row.without:
                how += f"; not by {actors(self.agreement, row.without)}, so it stays open"
            self.page.text(how, 4, 4)

    def ambiguities(self) -> None:
        rows = self.table.ambiguities
        if not rows:
            return
        self.page.blank()
        self.page.text("Questions of reading on which something depends", style="title")
        for row in rows:
            self._ambiguity(row)

    def _ambiguity(self, row: AmbiguityRow) -> None:
        self.page.text(f"{row.id}: {row.asks}", 2, 2)
        options = []
        for option in row.options:
            held = f" ({actors(self.agreement, option.held_by)})" if option.held_by else ""
            options.append(f"{option.id}{held}")
        self.page.items(options, 4, "quiet")

    # -- provisions ----------------------------------------------------------------------------

    def group(self, title: str, rows: Sequence[ProvisionRow]) -> None:
        """Write the provisions of a phase: what needs attention, in effect, done, not yet."""
        if not rows:
            return
        self.page.blank()
        self.page.text(title, style="title")
        self.urgent(rows)
        self._rest([row for row in rows if not self.mark(row)])

    def urgent(self, rows: Sequence[ProvisionRow]) -> None:
        """Write what needs attention, the gravest first, and what differs alike together."""
        marked = [(row, self.mark(row)) for row in rows]
        alike = self._alike([row for row, sign in marked if sign == "?"])
        grouped = {row.id for group in alike for row in group}
        order = list(MARKS)
        urgent = [(row, sign) for row, sign in marked if sign and row.id not in grouped]
        for row, sign in sorted(urgent, key=lambda pair: order.index(pair[1])):
            self._block(row, sign)
        for group in alike:
            self._together(group)

    def mark(self, row: ProvisionRow) -> str:
        """Say what kind of attention a provision needs; empty for none."""
        return mark(row, self.today)

    def _alike(self, rows: Sequence[ProvisionRow]) -> list[list[ProvisionRow]]:
        """Find provisions that differ by reading in the same way, with nothing else to tell."""
        found: dict[object, list[ProvisionRow]] = {}
        for row in rows:
            if (
                row.findings
                or row.incidents
                or row.notices
                or not all(_is_quiet(r.cells) for r in row.readings)
            ):
                continue
            key = tuple((each.reading, each.cells.state) for each in row.readings)
            found.setdefault(key, []).append(row)
        return [group for group in found.values() if len(group) > 1]

    def _together(self, group: Sequence[ProvisionRow]) -> None:
        self.used.add("?")
        page = self.page
        page.row("?", f"{len(group)} provisions, in the same way", 2, INDENT, _STYLES["?"])
        pairs = ((each.reading, _quiet_word(each.cells)) for each in group[0].readings)
        page.items(self._told(pairs), self.column)
        page.text(", ".join(self._name(row) for row in group), self.column, 0)

    def _block(self, row: ProvisionRow, mark: str) -> None:
        """Write a provision that needs attention: who must do what, then where it stands."""
        self.used.add(mark)
        page = self.page
        if self.is_short and mark == ">":
            page.row(
                f"> {self._name(row)}", verdict_of(row, row.cells), 2, self.column, _STYLES[">"]
            )
            return
        cites = f" [{', '.join(row.cites)}]" if row.cites else ""
        page.row(f"{mark} {self._name(row)}", f"{row.words}{cites}", 2, self.column, _STYLES[mark])
        if row.readings:
            pairs = ((each.reading, verdict_of(row, each.cells)) for each in row.readings)
            for line in self._told(pairs):
                page.text(line, self.column, 2)
        else:
            page.text(verdict_of(row, row.cells), self.column, 2)
        for line in self._parts(row):
            page.text(line, self.column, 2)
        for line in contested(self.agreement, row.findings, row.incidents, row.notices):
            page.text(line, self.column, 2)

    def _parts(self, row: ProvisionRow) -> list[str]:
        """Say where areas, bearers or occurrences stand, where they do not stand alike."""
        found: dict[str, list[str]] = {}
        for part in row.parts:
            if not part.is_date:
                found.setdefault(state_word(part.cells.state), []).append(part.id)
        if len(found) < 2:
            return []
        return [f"{word}: {', '.join(names)}" for word, names in found.items()]

    def _rest(self, rows: Sequence[ProvisionRow]) -> None:
        """Write what needs no attention, a line each or less."""
        page = self.page
        in_effect = [row for row in rows if row.cells.state == "in-effect"]
        done = [row for row in rows if row.cells.state in _DONE]
        if in_effect:
            page.text("in effect", 2, style="quiet")
        for row in in_effect:
            words = clip(row.words, page.width - self.column)
            page.row(self._name(row), words, INDENT, self.column)
            if (is_limit(row) and row.cells.owed is not None) or lateness(row.cells):
                page.text(verdict_of(row, row.cells), self.column, 2)
        if done:
            page.text("done", 2, style="quiet")
        for row in done:
            page.row(self._name(row), verdict_of(row, row.cells), INDENT, self.column)
            for line in contested(self.agreement, row.findings, row.incidents, row.notices):
                page.text(line, self.column, 2)
        others: dict[str, list[str]] = {}
        for row in rows:
            if row.cells.state not in {"in-effect", *_DONE}:
                others.setdefault(state_word(row.cells.state), []).append(self._name(row))
        for word, names in others.items():
            page.text(word, 2, style="quiet")
            page.text(", ".join(names), INDENT)

    def _name(self, row: ProvisionRow) -> str:
        if row.rests_on_unverified:
            self.used.add("†")
            return f"{row.name}†"
        return row.name

    def _told(self, pairs: Iterable[tuple[Reading, str]]) -> list[str]:
        """Say what each reading leads to, together where it comes to the same."""
        return [under(*each) for each in told(self.names, pairs)]

    # -- the foot ------------------------------------------------------------------------------

    def legend(self) -> None:
        page = self.page
        page.blank()
        marks = [f"{mark} {words}" for mark, words in MARKS.items() if mark in self.used]
        if "†" in self.used:
            marks.append("† rests on entries that are recalled or unverified")
        if marks:
            page.items(marks, style="quiet")
        page.text(
            f"`servanda why PATH NAME --on {self.table.on[:10]}` explains a line.", style="quiet"
        )
        if self.table.ambiguities:
            first = self.table.ambiguities[0]
            fixed = f"--reading {first.id}={first.options[0].id}"
            page.text(f"`{fixed}` fixes how one question is read.", style="quiet")


def standing_lines(row: ProvisionRow, agreement: Agreement) -> list[str]:
    """Say where a provision stands, a line for each way it is read, then who contests it."""
    if row.readings:
        pairs = ((each.reading, verdict_of(row, each.cells)) for each in row.readings)
        lines = [under(*each) for each in told(ReadingNames(agreement), pairs)]
    else:
        lines = [verdict_of(row, row.cells)]
    return [*lines, *contested(agreement, row.findings, row.incidents, row.notices)]


def _is_quiet(cells: Cells) -> bool:
    """Tell whether the state alone says it all: nothing is dated, and nothing was late."""
    return cells.state in _QUIET and cells.due is None and not cells.late_minutes


def _quiet_word(cells: Cells) -> str:
    if cells.state == "terminated":
        return "ended with the phase"
    return state_word(cells.state)
