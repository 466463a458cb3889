"""Print who was in contact with whom, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.analysis.presence import is_body
from servanda.analysis.usual import ENOUGH
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.reports.contacts_table import (
    BrokerRow,
    ContactRow,
    ContactsTable,
    LinkRow,
    PresenceRow,
    RateRow,
    ShareRow,
    StretchRow,
)
from servanda.reports.page import Page
from servanda.reports.words import listed, thing, title, titles

COLUMN = 13
PAIRS_SHOWN = 6
_ONE_SIDED = {
    "met": "met somebody who is not named",
    "called": "called somebody who is not named",
    "wrote": "wrote to somebody who is not named",
    "visited": "went on a visit",
    "hosted": "received somebody who is not named",
    "sent": "sent word",
}
_ONWARD = {
    "met": "met",
    "called": "called",
    "wrote": "wrote to",
    "visited": "visited",
    "hosted": "received",
    "sent": "sent word to",
}


def print_contacts(
    table: ContactsTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print contacts in time, the links they make, the periods, who stands between, and how usual."""
    page = Page(width, colour)
    page.text(f"{agreement.header.title}: contacts {_asked(agreement, table)}", style="title")
    page.blank()
    told: dict[str, str] = {}
    for row in table.contacts:
        page.row(row.on, _sentence(agreement, row, told), 0, COLUMN)
    if not table.contacts:
        page.text("The record tells of no such contact.")
    _links(page, agreement, "Who is linked to whom", table.links)
    _links(page, agreement, "Between those for whom others spoke", table.principals)
    _periods(page, agreement, table)
    _brokers(page, agreement, table.brokers)
    _usual(page, agreement, table.usual, table.rate)
    return str(page)


def _asked(agreement: Agreement, table: ContactsTable) -> str:
    """Say of whom and of which time."""
    parts = []
    if table.of:
        parts.append(f"of {title(agreement, table.of)}")
    if table.through:
        parts.append(f"through {title(agreement, table.through)}")
    since = f"from {table.since} " if table.since else ""
    known = f", as known at {table.known}" if table.known else ""
    return " ".join((*parts, f"{since}until {table.on}{known}"))


# -- contacts ----------------------------------------------------------------------------------


def _sentence(agreement: Agreement, row: ContactRow, told: dict[str, str]) -> str:
    """Tell a contact; a quality is told once, and again when it has changed."""
    sides = [
        listed([_present(agreement, each, told) for each in side.present]) for side in row.sides
    ]
    parts = [_who(row, sides)]
    if row.times != (1, 1):
        parts.append(_times(row.times))
    if row.through:
        carried = [_present(agreement, each, told) for each in row.through]
        parts.append(f"through {listed(carried)}")
    if row.places:
        parts.append(f"in {', '.join(title(agreement, place) for place in row.places)}")
    if row.manner == "sent" and row.about:
        parts.append(f"on {thing(agreement, row.about)}")
    if row.words:
        parts.append(f"“{row.words}”")
    if row.acknowledged:
        parts.append(f"acknowledged in {_lines(row.acknowledged)}")
    if row.denied_by:
        parts.append(f"denied in {_lines(row.denied_by)}")
    elif not row.sure:
        parts.append("perhaps outside this time")
    if row.certainty not in (None, "verified"):
        parts.append(row.certainty)
    parts.append(_file(row.entry))
    return "; ".join(parts)


def _who(row: ContactRow, sides: Sequence[str]) -> str:
    if len(sides) == 1:
        return f"{sides[0]} {_ONE_SIDED[row.manner]}"
    if row.manner == "called" and not row.directed:
        return f"{listed(sides)} spoke by telephone"
    if len(sides) > 2:
        return f"{listed(sides)} met"
    return f"{sides[0]} {_ONWARD[row.manner]} {sides[1]}"


def _present(agreement: Agreement, row: PresenceRow, told: dict[str, str]) -> str:
    quality = _quality(agreement, row)
    if not quality or told.get(row.actor) == quality:
        return row.title
    told[row.actor] = quality
    return f"{row.title} ({quality})"


def _quality(agreement: Agreement, row: PresenceRow) -> str:
    """Say in which quality somebody took part: office, for whom, else where he sat; what is open too."""
    parts = list(row.offices)
    if row.speaks_for:
        parts.append(f"for {titles(agreement, row.speaks_for)}")
    bodies = [name for name in row.bodies if is_body(agreement, ActorId(name))]
    if not parts and bodies:
        parts.append(titles(agreement, bodies))
    if row.perhaps:
        open_ = listed([title(agreement, each) for each in row.perhaps], "or")
        parts.append(f"perhaps: {open_}")
    return "; ".join(parts)


def _times(times: tuple[int, int | None]) -> str:
    least, most = times
    if most is None:
        return "at least once" if least == 1 else f"at least {least} times"
    return f"{least} times" if least == most else f"{least} to {most} times"


# -- links -------------------------------------------------------------------------------------


def _links(page: Page, agreement: Agreement, head: str, rows: Sequence[LinkRow]) -> None:
    if not rows:
        return
    page.blank()
    page.text(head, style="title")
    for row in rows:
        page.text(f"{_pair(agreement, row)}: {_told(row)}", 2, 2)


def _pair(agreement: Agreement, row: LinkRow) -> str:
    one, other = row.between
    through = f", through {titles(agreement, row.through)}" if row.through else ""
    return f"{title(agreement, one)} – {title(agreement, other)}{through}"


def _told(row: LinkRow) -> str:
    span = row.first if row.first == row.last else f"{row.first} … {row.last}"
    return f"{_count(row.contacts)}, {span}; {_lines(row.entries)}"


def _count(bounds: tuple[int, int | None], noun: str = "") -> str:
    least, most = bounds
    told = f"at least {least}" if most is None else f"{least} to {most}"
    return f"{least if least == most else told} {noun}".strip()


# -- periods -----------------------------------------------------------------------------------


def _periods(page: Page, agreement: Agreement, table: ContactsTable) -> None:
    if not table.periods:
        return
    page.blank()
    page.text(f"By {table.by}", style="title")
    for row in table.periods:
        page.row(row.period, _period(agreement, row), 2, 2 + COLUMN)
    if table.undated:
        page.text(f"dated to no single {table.by}: {_lines(table.undated)}", 2, 2)


def _period(agreement: Agreement, row: StretchRow) -> str:
    """Say how much contact there was, which links are new, and which are not heard of again."""
    parts = [
        f"{_many(len(row.contacts), 'contact')} ({_lines(row.contacts)})",
        f"{_many(len(row.links), 'link')}",
    ]
    if row.new:
        parts.append(f"new: {'; '.join(_pair(agreement, link) for link in row.new)}")
    if row.last:
        parts.append(f"silent after it: {'; '.join(_pair(agreement, link) for link in row.last)}")
    return ". ".join(_first_up(part) for part in parts) + "."


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _many(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


# -- who stands between ------------------------------------------------------------------------


def _brokers(page: Page, agreement: Agreement, rows: Sequence[BrokerRow]) -> None:
    if not rows:
        return
    page.blank()
    page.text("Who stands between", style="title")
    for row in rows:
        parts = []
        if row.carried:
            parts.append(f"carried {_many(len(row.carried), 'message')} ({_lines(row.carried)})")
        if row.between:
            shown = [" – ".join(title(agreement, n) for n in p) for p in row.between[:PAIRS_SHOWN]]
            more = len(row.between) - len(shown)
            shown += [f"and {more:,} pairs more"] if more else []
            parts.append(f"between two without a direct contact on record: {'; '.join(shown)}")
        page.text(f"{title(agreement, row.actor)}: {'; '.join(parts)}", 2, 2)


# -- how usual ---------------------------------------------------------------------------------


def _usual(
    page: Page, agreement: Agreement, rows: Sequence[ShareRow], rate: RateRow | None
) -> None:
    if not rows and rate is None:
        return
    page.blank()
    page.text("How usual, by what is recorded", style="title")
    if rate is not None:
        low, high = rate.interval
        page.text(
            f"{title(agreement, rate.of)}: {_many(rate.contacts, 'contact')} in "
            f"{rate.days:g} days, {rate.a_month:.2f} a month; between {low:.2f} and {high:.2f} "
            "(95 per cent, exact)",
            2,
            2,
        )
    for row in rows:
        page.text(_share(agreement, row), 2, 2)
        if row.phrase:
            by = f"{titles(agreement, row.phrase_by)}: " if row.phrase_by else ""
            page.text(f"beside: {by}“{row.phrase}”; {_file(row.phrase_entry)}", 4, 2, "quiet")
    page.text("A record holds what its sources tell: it is no fair sample of all contacts.", 2, 2)


def _share(agreement: Agreement, row: ShareRow) -> str:
    """Say a share with its base, or that the record is not enough for one."""
    told = (
        f"{title(agreement, row.of)} with {title(agreement, row.with_)}: {_count(row.contacts)} of "
        f"{_count(row.base, 'recorded contacts')}"
    )
    if row.interval is not None and row.share is not None:
        low, high = row.interval
        told += f", {row.share:.0%}; between {low:.0%} and {high:.0%} (95 per cent, exact)"
    elif row.why_not == "few":
        told += f": not enough record to say (fewer than {ENOUGH} are sure)"
    else:
        told += ": no share, for a count is open"
    return f"{told}; {_lines(row.entries) or 'no entry'}"


# -- places ------------------------------------------------------------------------------------


def _file(place: str) -> str:
    return place.rpartition("/")[2]


def _lines(places: Iterable[str]) -> str:
    """Name lines, with their file once where they share it.

    >>> _lines(["a/b.record:3", "a/b.record:9"])
    'b.record:3, :9'
    """
    shown: list[str] = []
    before = ""
    for place in map(_file, places):
        file, _, line = place.rpartition(":")
        shown.append(f":{line}" if file == before else place)
        before = file
    return ", ".join(shown)
