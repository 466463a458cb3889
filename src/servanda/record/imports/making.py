"""Make the line of an entry of a row of a table, or say why the row is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from servanda.record.imports.mapping import Amount, Mapping, Rule, Where

LINE_AT_MOST = 20_000
"""How long a line of a text may be: as `syntax` has it."""

_WHOLE = re.compile(r"(-?\d+)\.0+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
_BLANKS = re.compile(r"\s+")
_UNIX_AT_MOST = 253_402_300_799  # the last second of the year 9999


class Made(Struct, frozen=True):
    """Hold the lines of a row, each under the name of its entry."""

    entries: tuple[tuple[str, str], ...]


class Rejected(Struct, frozen=True):
    """Say why a row is no entry; `kind` gathers rows with one reason, `is_meant` that a rule says so."""

    kind: str
    reason: str
    is_meant: bool = False


class Bearing(Struct, frozen=True):
    """Hold what an entry says but for its dates, name and words; or why rows like this are none.

    A row that no rule takes, or one leaves out, is none `before` its dates are looked at.
    """

    text: str = ""
    before: Rejected | None = None
    after: Rejected | None = None


class _No(Exception):
    """Leave a row: it is none of ours."""

    def __init__(self, kind: str, reason: str = "") -> None:
        self.rejected = Rejected(kind, reason or kind)


class Maker:
    """Make entries of rows by a map."""

    def __init__(self, mapping: Mapping, header: Sequence[str]) -> None:
        self.mapping = mapping
        self._at = {name: number for number, name in enumerate(header)}
        self._recorded = mapping.dates.recorded
        self._placeholders = frozenset(mapping.dates.placeholders)

    def make(self, cells: Sequence[str]) -> Made | Rejected:
        """Make the entries of a row."""
        row = {name: cells[self._at[name]].strip() for name in self.mapping.used}
        try:
            rule = self._rule(row)
            if rule.leave_out:
                return Rejected(f"left out: {rule.leave_out}", rule.leave_out, is_meant=True)
            return Made(tuple(self._entries(row, rule, cells)))
        except _No as no:
            return no.rejected

    def bearing(self, row: AnyMapping[str, str]) -> Bearing:
        """Make of a row what its entry says but for dates, name and words; these may be missing."""
        try:
            rule = self._rule(row)
        except _No as no:
            return Bearing(before=no.rejected)
        if rule.leave_out:
            told = f"left out: {rule.leave_out}"
            return Bearing(before=Rejected(told, rule.leave_out, is_meant=True))
        try:
            head = self._head(row, rule) + self._struck(row, rule)
        except _No as no:
            return Bearing(after=no.rejected)
        return Bearing(" ".join([*self._said(head, row), self._cited("")]))

    def moment(self, row: AnyMapping[str, str]) -> str | Rejected:
        """Make of a row when its entry happened, as the language writes it."""
        try:
            when, _ = self._times(row)
        except _No as no:
            return no.rejected
        return when

    def _rule(self, row: AnyMapping[str, str]) -> Rule:
        for rule in self.mapping.rule:
            if _holds(rule.where, row) and not (rule.unless and _holds(rule.unless, row)):
                return rule
        raise _No("no rule of the map takes the row")

    def _entries(
        self, row: AnyMapping[str, str], rule: Rule, cells: Sequence[str]
    ) -> list[tuple[str, str]]:
        name = self._name(row, cells)
        when, recorded = self._times(row)
        begin = f"{when} recorded {recorded}"
        head = self._head(row, rule) + self._struck(row, rule)
        found = [(name, self._line(begin, head, row, name))]
        for figure in rule.figures:
            amount = _amount(row, figure)
            head = f"figure {figure.name}.{name} {amount}" + (f" {figure.unit}" * bool(figure.unit))
            other = f"{name}.{figure.name}"
            found.append((other, self._line(begin, head, {}, other)))
        return found

    def _head(self, row: AnyMapping[str, str], rule: Rule) -> str:
        if rule.write == "note":
            return f"note {rule.provision}".rstrip() + f" {quoted(self._words(row) or '?')}"
        amount = f" {_amount(row, rule.quantity)}" if rule.quantity else ""
        unit = f" {rule.quantity.unit}" if rule.quantity and rule.quantity.unit else ""
        if rule.write == "figure":
            return f"figure {rule.name}{amount}{unit}"
        column = rule.actor if rule.actor is not None else self.mapping.columns.actor
        actors = self._actors(row, column)
        if rule.write == "act":
            if not actors:
                raise _No("an act needs an actor")
            return f"act {actors} {rule.provision}{amount}{unit}"
        state = rule.state or self.mapping.entry.state
        against = f"against {rule.against}" if rule.against else ""
        parts = ("incident", actors, self._kind(row, rule), against, state)
        return " ".join(filter(None, parts))

    def _kind(self, row: AnyMapping[str, str], rule: Rule) -> str:
        """Give the kind of an incident: that of the rule, else what the map makes of a column."""
        column = self.mapping.columns.kind
        if rule.kind or not column:
            return rule.kind
        said = plain(row[column])
        if said not in self.mapping.kinds:
            raise _No(f"{column} {_clip(said) if said else 'nothing'} is no kind in the map")
        return self.mapping.kinds[said]

    def _struck(self, row: AnyMapping[str, str], rule: Rule) -> str:
        """Write whom an incident struck, and what it cost."""
        if rule.write != "incident":
            return ""
        struck = self._actors(row, self.mapping.columns.upon)
        upon = f" upon {struck}" if struck else ""
        return upon + "".join(f" {_amount(row, harm)} {harm.name}" for harm in rule.harms)

    def _line(self, begin: str, head: str, row: AnyMapping[str, str], name: str) -> str:
        columns = self.mapping.columns
        parts = [begin, *self._said(head, row)]
        words = self._words(row)
        if words and not head.startswith("note"):
            parts.append(f"words {quoted(words)}")
        passage = plain(_clean(row.get(columns.id, ""))) if columns.id else ""
        parts.extend((f"named {name}", self._cited(passage)))
        line = " ".join(parts)
        if len(line) > LINE_AT_MOST:
            raise _No("its texts are too long for a line", f"{len(line):,} characters")
        return line

    def _said(self, head: str, row: AnyMapping[str, str]) -> list[str]:
        """Write what is said, by whom, through whom, and where."""
        mapping = self.mapping
        parts = [head]
        if mapping.entry.by:
            parts.append(f"by {mapping.entry.by}")
        if mapping.entry.via:
            parts.append(f"via {', '.join(mapping.entry.via)}")
        if place := _clean(row.get(mapping.columns.place, "")):
            named = mapping.places.get(place) if head.startswith("incident") else None
            parts.append(f"in {named}" if named else f"at {quoted(place)}")
        return parts

    def _cited(self, passage: str) -> str:
        mapping = self.mapping
        cited = f"{mapping.source.id} {quoted(passage)}" if passage else mapping.source.id
        return f"[{cited}, {mapping.entry.certainty}]"

    def _words(self, row: AnyMapping[str, str]) -> str:
        return _clean(row.get(self.mapping.columns.words, ""))

    def _name(self, row: AnyMapping[str, str], cells: Sequence[str]) -> str:
        """Name an entry for good: by the row's identity, or by all that stands in it."""
        column = self.mapping.columns.id
        if not column:
            digest = hashlib.sha256("\0".join(cells).encode("utf-8", "surrogatepass")).hexdigest()
            return f"{self.mapping.prefix}{digest[:24]}"
        if not row[column]:
            raise _No(f"{column} is empty, which names the row")
        return self.mapping.prefix + spelled(plain(row[column]))

    def _when(self, row: AnyMapping[str, str]) -> tuple[str, date]:
        """Read when it happened, as wide as the row leaves it; give its first day besides."""
        columns, dates = self.mapping.columns, self.mapping.dates
        first, minute = self._read(row[columns.date], dates.format, columns.date)
        last = first
        if columns.date_end and row[columns.date_end]:
            last, _ = self._read(row[columns.date_end], dates.format, columns.date_end)
            if last < first:
                raise _No(f"{columns.date_end} is before {columns.date}", f"{last} before {first}")
        if dates.precision is not None:
            said = plain(row[dates.precision.column])
            if said not in dates.precision.days:
                raise _No(f"{dates.precision.column} {said or 'nothing'} has no days in the map")
            if days := dates.precision.days[said]:
                first, last = _widened(first, -days), _widened(last, days)
                minute = ""
        if first != last:
            return f"{first.isoformat()}/{last.isoformat()}", first
        return first.isoformat() + minute, first

    def _times(self, row: AnyMapping[str, str]) -> tuple[str, str]:
        """Read when it happened and when it was recorded, as the language writes both."""
        when, recorded = self._when(row), self._recorded_on(row)
        if (when[1] - recorded[1]).days > 1:  # a day may be another one in another zone
            raise _No("it was recorded before it happened", f"{recorded[0]} before {when[0]}")
        return when[0], recorded[0]

    def _recorded_on(self, row: AnyMapping[str, str]) -> tuple[str, date]:
        columns, dates = self.mapping.columns, self.mapping.dates
        if not columns.recorded:
            return self._recorded, date.fromisoformat(self._recorded[:10])
        day, minute = self._read(row[columns.recorded], dates.recorded_format, columns.recorded)
        return day.isoformat() + minute, day

    def _read(self, text: str, form: str, column: str) -> tuple[date, str]:
        """Read a date: its day, and the minute as the language writes it, or nothing."""
        if not text:
            raise _No(f"{column} is empty")
        try:
            day, minute = _date(text, form)
        except (ValueError, OverflowError, OSError):
            expected = "2024-06-10" if form == "iso" else form
            raise _No(f"{column} is no date", f"{_clip(text)}; expected {expected}") from None
        if day.isoformat() in self._placeholders:
            told = "which stands for no date"
            raise _No(f"{column} is {day.isoformat()}, {told}")
        return day, minute

    def _actors(self, row: AnyMapping[str, str], column: str) -> str:
        name = row[column] if column else ""
        if not name:
            return ""
        if name in self.mapping.actors:
            return self.mapping.actors[name]
        if self.mapping.entry.unknown_actor == "reject":
            raise _No(f"{column} {_clip(name)} is not in the map")
        return ""


def _date(text: str, form: str) -> tuple[date, str]:
    if form == "unix":
        seconds = float(text)
        if not 0 <= seconds <= _UNIX_AT_MOST:
            raise ValueError
        instant = datetime.fromtimestamp(seconds, UTC)
        return instant.date(), instant.strftime("T%H:%MZ")
    if form != "iso":
        return datetime.strptime(text, form).date(), ""
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError
    day, minute, zone = found.groups()
    # Midnight without a zone is how programs write a day.
    if minute is None or (minute == "00:00" and not zone):
        return date.fromisoformat(day), ""
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return date.fromisoformat(day), f"T{minute}{zone or ''}"


def _widened(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _No("its date is too near the end of the calendar to be widened") from None


def _amount(row: AnyMapping[str, str], amount: Amount) -> str:
    """Write an amount as the language does: a number, or its least and its most."""
    if amount.column:
        return _number(row, amount.column)
    low = _number(row, amount.low) if amount.low else ""
    high = _number(row, amount.high) if amount.high else ""
    if low and high:
        if float(low) > float(high):
            raise _No(f"{amount.low} is more than {amount.high}", f"{low} and {high}")
        return low if low == high else f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}"


def _number(row: AnyMapping[str, str], column: str) -> str:
    text = plain(row[column])
    if not _NUMBER.fullmatch(text):
        raise _No(f"{column} is no number", _clip(text))
    if text.startswith("-"):
        raise _No(f"{column} is below zero", _clip(text))
    return text


def _holds(tests: Where, row: AnyMapping[str, str]) -> bool:
    return all(_passes(row[name], test) for name, test in tests.items())


def _passes(cell: str, test: object) -> bool:
    if isinstance(test, dict):
        try:
            number = float(cell)
        except ValueError:
            return False
        return bool(test.get("from", number) <= number <= test.get("to", number))
    wanted = test if isinstance(test, list) else [test]
    return plain(cell) in {plain(str(each)) for each in wanted}


def plain(text: str) -> str:
    """Write a whole number without the point that statistics programs give it.

    >>> plain("300380.0"), plain("A.0")
    ('300380', 'A.0')
    """
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def spelled(text: str) -> str:
    """Spell an identity with what a name may have, so that no two are spelled alike.

    >>> spelled("ARG10607"), spelled("a b_c")
    ('ARG10607', 'a_20_b__c')
    """
    return "".join(_sign(text, at) for at in range(len(text)))


def _sign(text: str, at: int) -> str:
    sign = text[at]
    if sign == "_":
        return "__"
    # A hyphen of a name stands between letters or digits.
    inside = sign == "-" and _is_plain(text[at - 1 : at]) and _is_plain(text[at + 1 : at + 2])
    return sign if inside or _is_plain(sign) else f"_{ord(sign):x}_"


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def quoted(text: str) -> str:
    r"""Put a text in quotation marks, as the language reads it.

    >>> quoted('a "b"')
    '"a \\"b\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _clean(text: str) -> str:
    """Make one line of a text: ends of lines and tabs become blanks."""
    return _BLANKS.sub(" ", text).strip()


def _clip(text: str) -> str:
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"
