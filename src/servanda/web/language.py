"""Say the words of the pages in English, French, Spanish and Arabic, with their dates and numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from markupsafe import Markup, escape

from servanda.reports.tongue import Tongue
from servanda.web.safety import clean

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
"""The languages of the pages, each in its own words."""

RIGHT_TO_LEFT = frozenset({"ar"})
LOCALE = Path(__file__).parent / "locale"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def catalogue(code: str) -> NullTranslations:
    """Read the messages of a language; English is as written."""
    if code == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (LOCALE / f"{code}.po").open("rb") as stream:
        messages = read_po(stream, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


class Speech(Tongue):
    """Say messages, dates and numbers in one language."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._messages = catalogue(code)

    @property
    def direction(self) -> str:
        """Say which way the language is written."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    def say(self, message: str, **parts: object) -> str:
        """Say a message, with its parts put in."""
        told = self._messages.gettext(message) if message else ""
        return told % parts if parts else told

    def count(self, one: str, many: str, number: int, **parts: object) -> str:
        """Say how many there are; `%(num)s` stands for the number."""
        told = self._messages.ngettext(one, many, number)
        return told % {"num": self.number(number), **parts}

    def number(self, number: float) -> str:
        """Write a number with the marks of the language."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.code))

    def day(self, written: str) -> str:
        """Write each whole date in a text in the language; what is vaguer stays as it is written."""
        return _DAY.sub(lambda found: self._day(found[0]), written)

    def _day(self, written: str) -> str:
        from babel.dates import format_date

        try:
            return str(format_date(date.fromisoformat(written), "d MMM y", locale=self.code))
        except ValueError:
            return written

    def short_day(self, day: date) -> str:
        """Write a day for where there is little room: without its number where it begins a month."""
        from babel.dates import format_date

        form = "d MMM yy" if day.day != 1 else "MMM y" if day.month != 1 else "y"
        return str(format_date(day, form, locale=self.code))

    def month(self, day: date) -> str:
        """Name the month of a day, with its year."""
        from babel.dates import format_date

        return str(format_date(day, "LLLL y", locale=self.code))

    @property
    def first_weekday(self) -> int:
        """Say with which day a week begins; Monday is 0."""
        from babel import Locale

        return int(Locale.parse(self.code).first_week_day)

    def weekdays(self) -> list[str]:
        """Name the days of the week, from the first on."""
        from babel.dates import get_day_names

        names = get_day_names("abbreviated", context="stand-alone", locale=self.code)
        return [str(names[(self.first_weekday + at) % 7]) for at in range(7)]

    def html(self, message: str, **parts: object) -> Markup:
        """Say a message in HTML: its own words as they are, its parts escaped and made visible."""
        shown = {name: _part(value) for name, value in parts.items()}
        told = escape(self._messages.gettext(message))
        return told % shown if shown else told

    def html_count(self, one: str, many: str, number: int, **parts: object) -> Markup:
        """Say how many there are, in HTML."""
        shown = {name: _part(value) for name, value in parts.items()}
        told = escape(self._messages.ngettext(one, many, number))
        return told % {"num": self.number(number), **shown}


def _part(value: object) -> Markup:
    return value if isinstance(value, Markup) else escape(clean(str(value)))


def chosen(asked: str, accepted: str) -> str:
    """Choose a language: the one that is asked for, else the first the reader's program accepts."""
    if asked in LANGUAGES:
        return asked
    wanted: list[tuple[float, str]] = []
    for place, piece in enumerate(accepted.split(",")[:20]):
        name, _, weight = piece.partition(";q=")
        try:
            value = float(weight or 1)
        except ValueError:
            value = 0.0
        wanted.append((-value + place / 1000, name.strip()[:2].lower()))
    return next((code for _, code in sorted(wanted) if code in LANGUAGES), "en")


def names_of(codes: Sequence[str] = tuple(LANGUAGES)) -> list[tuple[str, str]]:
    """List languages, each with its own name."""
    return [(code, LANGUAGES[code]) for code in codes]
