"""Tell the dateline, the date, the place and the agency of a report from the words around them."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from msgspec import Struct

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
# A day of the month in Spanish: "6 de mayo de 2031".
_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MES = "(?:" + "|".join(_MESES) + ")"
MONTHS.update({name: number for number, name in enumerate(_MESES, start=1)})
MONTH = (
    "(?:"
    + "|".join(
        sorted(
            (form for n in MONTHS if n not in _MESES for form in (n.capitalize(), n.upper())),
            key=len,
            reverse=True,
        )
    )
    + r")\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = "(?:st|nd|rd|th)?"
DATE = (
    rf"(?:{MONTH} {_DAY}{_TH}(?:,? \d{{4}})?|{_DAY}{_TH}(?: of)? {MONTH}(?:,? \d{{4}})?|"
    rf"{_DAY} de {_MES}(?: de \d{{4}})?)"
)
_PLACE = r"(?:[A-Z][\w’'.-]*(?:[ -](?:[A-Z][\w’'.-]*|de|da|al|el|of|the)){0,3})"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}})(?: \((?P<before>[^()]{{2,40}})\))?"
    rf"(?:,|:)? (?:[A-Z][a-z]+day,? )?(?P<date>{DATE})"
    rf"[.,]? ?(?:\((?P<agency>[^()]{{2,40}})\))?\s*[-–—:.]{{1,3}}\s+"
)
_WHOLE = re.compile(
    rf"(?:(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}})[,:]? )?(?:[A-Z][a-z]+day,? )?"
    rf"(?P<date>{MONTH} {_DAY}{_TH},? \d{{4}}|{_DAY}{_TH}(?: of)? {MONTH},? \d{{4}})"
    r"[.,]?(?: ?\((?P<agency>[^()]{2,60})\))?[.:]?"
)
_DATE_ALONE = re.compile(
    rf"(?P<date>{MONTH} {_DAY}{_TH},? \d{{4}}|{_DAY}{_TH}(?: of)? {MONTH},? \d{{4}})[.:]?\s*(?:[-–—]+\s+)?"
)
_AGENCY_ONLY = re.compile(
    rf"(?P<place>{_PLACE}(?:, {_PLACE})?) \((?P<agency>[^()]{{2,40}})\)\s*[-–—]{{1,2}}\s+"
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
_PARTS = re.compile(
    rf"(?:(?P<m1>{MONTH}) (?P<d1>\d+){_TH}|(?P<d2>\d+){_TH} (?:de |of )?(?P<m2>{MONTH}|{_MES}))"
    r"(?:(?:,| de)? (?P<y>\d{4}))?"
)
_NUMERIC = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2(\d{4})\b")
_FULL = re.compile(
    rf"{MONTH} {_DAY}{_TH},? \d{{4}}|{_DAY}{_TH}(?: of)? {MONTH},? \d{{4}}|{_DAY}-{MONTH}-\d{{4}}|"
    r"\b\d{4}-\d{2}-\d{2}|\b\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/)\d{4}\b"
)


class Dateline(Struct, frozen=True, kw_only=True):
    """Hold a dateline: where it stands in its block, and what it says."""

    start: int
    end: int
    written: str
    place: str = ""
    agency: str = ""


def find_dateline(text: str) -> Dateline | None:
    """Find the dateline at the start of a text, or after a caption that shares its line.

    >>> find_dateline("A caption, via Agency] Amman, June 11 (XY)-- He came.").place
    'Amman'
    """
    whole = _WHOLE.fullmatch(text) if len(text) < 160 else None
    for pattern in (_DATELINE, _AGENCY_ONLY, _DATE_ALONE):
        for found in (whole,) if whole is not None else pattern.finditer(text[:600]):
            if found.start() and not text[: found.start()].rstrip().endswith(("]", ")")):
                continue
            parts = found.groupdict()
            return Dateline(
                start=found.start(),
                end=found.end(),
                written=parts.get("date") or "",
                place=(parts.get("place") or "").title()
                if (parts.get("place") or "").isupper()
                else parts.get("place") or "",
                agency=parts.get("agency") or parts.get("before") or "",
            )
    return None


def read_day(written: str, year: int | None = None) -> date | None:
    """Read a whole date as newsrooms, pages, feeds and mails write it; without a year, of this one."""
    iso = _ISO.search(written)
    if iso is not None:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if (numbers := _NUMERIC.fullmatch(written)) is not None:
        return _numeric(int(numbers[1]), int(numbers[3]), int(numbers[4]), numbers[2])
    parts = _PARTS.search(written.replace("-", " "))
    if parts is not None and (parts["y"] or year):
        month = MONTHS[(parts["m1"] or parts["m2"]).rstrip(".").lower()]
        return _day(int(parts["y"] or year or 0), month, int(parts["d1"] or parts["d2"]))
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _numeric(first: int, second: int, year: int, sign: str) -> date | None:
    """Read "3.10.2031" day first; "3/10/2031" only where one order is possible."""
    if sign == "/" and first <= 12 and second <= 12 and first != second:
        return None
    return _day(year, second, first) if second <= 12 else _day(year, first, second)


def full_dates(text: str) -> list[date]:
    """List the dates of a text that have a year."""
    found = (read_day(each[0]) for each in _FULL.finditer(text))
    return [day for day in found if day is not None]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
