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

from servanda.base.quantities import PREFIXES, SUFFIXES
from servanda.reports.tongue import Tongue, marked
from servanda.web.safety import clean

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
"""The languages of the pages, each in its own words."""

RIGHT_TO_LEFT = frozenset({"ar"})
CONTRACTIONS = {
    "fr": (("de le", "du"), ("à le", "au")),
    "es": (("de el", "del"), ("a el", "al")),
}
LOCALE = Path(__file__).parent / "locale"
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])")
_TIME = re.compile(r"\d{2}:\d{2}")
VAGUE = {
    "early": marked("early %(date)s"),
    "mid": marked("mid %(date)s"),
    "late": marked("late %(date)s"),
    "before": marked("before %(date)s"),
    "after": marked("after %(date)s"),
    "about": marked("about %(date)s"),
    "spring": marked("spring %(date)s"),
    "summer": marked("summer %(date)s"),
    "autumn": marked("autumn %(date)s"),
    "winter": marked("winter %(date)s"),
}
"""The words of the language of records that make a date vague."""

_VAGUE = re.compile(rf"(?P<word>{'|'.join(VAGUE)}) (?P<date>\d{{4}}[-\d: ]*)")
_BETWEEN = re.compile(r"between (?P<first>\d{4}[\d: -]*) and (?P<last>\d{4}[\d: -]*)")
_EITHER = re.compile(r"(?P<first>\d{4}-[\d :-]+)/(?P<last>\d{4}-[\d :-]+)")
AMOUNTS = {
    "at least": marked("at least %(number)s"),
    "at most": marked("at most %(number)s"),
    "more than": marked("more than %(number)s"),
    "less than": marked("less than %(number)s"),
    "about": marked("about %(number)s"),
    "just over": marked("just over %(number)s"),
    "nearly": marked("nearly %(number)s"),
}
"""The words in which an amount is told that is not exact."""

VAGUE_AMOUNTS = {
    "unknown": marked("unknown"),
    "not known": marked("unknown"),
    "an unknown number": marked("an unknown number"),
    "some": marked("some"),
    "several": marked("several"),
    "a few": marked("a few"),
    "many": marked("many"),
    "numerous": marked("many"),
    "dozens": marked("dozens"),
    "hundreds": marked("hundreds"),
    "thousands": marked("thousands"),
}
"""The words of an amount without a number."""

_FIGURE = r"\d{1,3}(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,]){_FIGURE}(?![\w%]|[.,]\d)")
_WORDINGS = {wording.strip(): sense for wording, sense in PREFIXES}
_BEFORE = "|".join(re.escape(wording) for wording in _WORDINGS)
_AFTER = "|".join(re.escape(wording) for wording, _ in SUFFIXES)
_AMOUNT = re.compile(
    rf"(?:(?P<word>{_BEFORE}) ?)?(?P<first>{_FIGURE}%?)(?: to (?P<last>{_FIGURE}%?))?(?P<after>{_AFTER})?"
)


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
    def is_english(self) -> bool:
        """Tell whether messages are said as they are written."""
        return self.code == "en"

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

    def amount(self, value: object) -> str:
        """Write a plain value, or an amount in the words in which amounts are told."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        told = super().amount(value)
        if told in VAGUE_AMOUNTS:
            return self.say(VAGUE_AMOUNTS[told])
        found = _AMOUNT.fullmatch(told)
        if found is None:
            return _NUMBER.sub(lambda number: self._number(number[0]), told)
        first, last = self._number(found["first"]), found["last"]
        word = _WORDINGS.get(found["word"] or "") or dict(SUFFIXES).get(found["after"] or "")
        if last:
            first = self.say("%(first)s to %(last)s", first=first, last=self._number(last))
        return self.say(AMOUNTS[word], number=first) if word else first

    def _number(self, written: str) -> str:
        plain, part, _ = written.replace(",", "").partition("%")
        told = self.number(float(plain) if "." in plain else int(plain))
        return f"{told}{part}"

    def retold(self, text: str) -> str:
        """Say a sentence that was made in English, where its form is known; else as it is written."""
        from servanda.web.retelling import Retelling

        return Retelling(self).tell(text) or text

    def contracted(self, told: str) -> str:
        """Join a preposition and the article after it, as the language does.

        >>> Speech("es").contracted("firma de el texto entero")
        'firma del texto entero'
        """
        for apart, joined in CONTRACTIONS.get(self.code, ()):
            told = told.replace(f" {apart} ", f" {joined} ")
        return told

    def day(self, written: str) -> str:
        """Write the dates of a text in the language, with the words that make one vague."""
        found = _VAGUE.fullmatch(f"about {written[:-1]}" if written.endswith("~") else written)
        if found is not None:
            return self.say(VAGUE[found["word"]], date=self.day(found["date"]))
        between = _BETWEEN.fullmatch(written)
        if between is not None:
            first, last = (self.day(between[which]) for which in ("first", "last"))
            return self.say("between %(first)s and %(last)s", first=first, last=last)
        either = _EITHER.fullmatch(written)
        if either is not None:
            return self.dates(either["first"], either["last"])
        return _DAY.sub(lambda found: self._day(found[0]), written)

    def dates(self, first: str, last: str, common: int = 0) -> str:
        """Write two moments; of two on one day the second without its day."""
        later = last[common:] if _TIME.fullmatch(last[common:]) else self.day(last)
        return self.say("%(first)s to %(last)s", first=self.day(first), last=later)

    def _day(self, written: str) -> str:
        from babel.dates import format_date

        form = "d MMM y" if len(written) > len("2025-01") else "MMM y"
        try:
            return str(
                format_date(date.fromisoformat(f"{written}-01"[:10]), form, locale=self.code)
            )
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
