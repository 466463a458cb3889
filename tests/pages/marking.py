"""Say each word of the pages with a mark, and write each word of a text in other letters.

What a page says is then of three kinds: what is marked went through the language of the page; what is in
other letters stood between quotation marks in a text; what is neither must be a name of the text, or is a
word of the interface that nobody can translate.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from servanda.diagnostics import RULES
from servanda.model import entries as kinds
from servanda.model.agreement import Agreement
from servanda.reports.words import sentence, who
from servanda.web import forms, language

CODE = "fr"
"""The marked language stands in the place of this one, and has its plurals."""

BEGIN, END = "⟦", "⟧"
SHOWN = ("title", "aria-label", "aria-valuetext", "alt", "placeholder", "label")
"""The attributes whose words a person reads or hears."""

FORMATS = ("number", "_day", "short_day", "month")
"""What writes numbers and dates in a language."""

OWN = frozenset({"Servanda", "JSON", "CSV", "English", "Français", "Español", "العربية"})
"""What has one name in every language."""

OF_THE_TEXT = frozenset({"said", "id", "place", "lines", "source", "cites"})
AS_WRITTEN = frozenset({"bdi", "pre", "code", "textarea", "q", "blockquote"})
_PLACED = re.compile(r"(%\(\w+\)s)")
_TYPED = "\0"
_MARKED = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_LATIN = re.compile(r"[A-Za-z]")
_JOINT = re.compile(r"[:;,·–—…()\[\]“”«»†/→↔⇄¶]+(?:\s|$)|(?:^|\s)[:;,·–—…()\[\]†/→↔⇄]+|[“”«»()]")
_PLACE = re.compile(r"[\w./-]+\.(?:pact|record|csv|draft)(?::\d+)?")
_EDGES = " `●■▲◆\t.,;:·–—†…()[]“”«»\"'/›✓✗!?#=*~≠"
_OTHERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхижклмнопэрстувюъйзАБЦДЕФГХИЖКЛМНОПЭРСТУВЮЪЙЗ",
)


def in_other_letters(text: str) -> str:
    """Write what stands between quotation marks in letters that no message has.

    >>> in_other_letters('party north "North"')
    'party north "Нортх"'
    """
    return _QUOTED.sub(lambda found: f'"{found[1].translate(_OTHERS)}"', text)


def copied(folder: Path, to: Path) -> Path:
    """Copy an agreement, its words in other letters."""
    made = shutil.copytree(folder, to / folder.name)
    for file in made.rglob("*"):
        if file.suffix in (".pact", ".record"):
            file.write_text(in_other_letters(file.read_text("utf-8")), "utf-8")
    return Path(made)


def marked(text: str) -> str:
    """Put a message between marks, but for the places of its parts; what is to be typed stays inside.

    >>> marked("due %(date)s"), marked("write `%(code)s`")
    ('⟦due ⟧%(date)s', '⟦write ⟧`⟦%(code)s⟧`⟦⟧')
    """
    pieces = _PLACED.split(text.replace("%(code)s", _TYPED))
    told = "".join(p if at % 2 or not p else _between(p) for at, p in enumerate(pieces))
    return told.replace(_TYPED, "%(code)s")


def _between(piece: str) -> str:
    """Put a piece between marks; what stands between backticks becomes an element of its own."""
    return BEGIN + piece.replace("`", f"{END}`{BEGIN}") + END


class Marks(NullTranslations):
    """Say each message with marks."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return marked(one if number == 1 else many)


def speak_marked(patch: pytest.MonkeyPatch) -> None:
    """Have the pages speak the marked language; clear the templates when it is over."""
    kept = language.catalogue

    def catalogue(code: str) -> NullTranslations:
        return Marks() if code == CODE else kept(code)

    def wrapped(make: Callable[..., str]) -> Callable[..., str]:
        return lambda *given: f"{BEGIN}{make(*given)}{END}"

    patch.setattr(language, "catalogue", catalogue)
    for name in FORMATS:
        patch.setattr(language.Speech, name, wrapped(getattr(language.Speech, name)))
    week = language.Speech.weekdays
    patch.setattr(language.Speech, "weekdays", lambda self: [marked(day) for day in week(self)])
    forms.environment.cache_clear()


def names_of(agreement: Agreement) -> frozenset[str]:
    """Give the names of a text that stand outside quotation marks, and its sentences."""
    found = {agreement.header.id, agreement.header.title, agreement.header.calendar.zone}
    for table in (
        "actors",
        "provisions",
        "phases",
        "claims",
        "labels",
        "sources",
        "kinds",
        "events",
    ):
        for name, value in getattr(agreement, table).items():
            found |= {str(name), getattr(value, "title", "") or ""}
    for ambiguity in agreement.ambiguities.values():
        found |= {str(ambiguity.id), *(str(reading.id) for reading in ambiguity.readings)}
        found |= {f"{ambiguity.id}.{reading.id}" for reading in ambiguity.readings}
    for provision in agreement.provisions.values():
        found |= {sentence(agreement, provision), who(agreement, provision), provision.name}
        found.add(provision.action.unit)
        found |= {getattr(clause, "category", "") for clause in provision.clauses}
    for entry in agreement.entries:
        found |= {str(entry.id), *_counted(entry.what)}
        found |= {f"{cited.source} {cited.place}".strip() for cited in entry.citations}
    return frozenset(found)


def _counted(what: kinds.What) -> Iterator[str]:
    """Give the names that an entry alone gives: of what it counts, and of the parts of that."""
    parts = what.harm if isinstance(what, kinds.Incident) else getattr(what, "parts", ())
    yield from (part.category for part in parts)
    yield getattr(what, "category", "")
    yield getattr(what, "unit", "")
    yield getattr(what, "name", "")


def bare(text: str) -> list[str]:
    """Give the runs of a text that stand outside all marks and have a Latin letter."""
    while (plain := _MARKED.sub("\n", text)) != text:
        text = plain
    text = text.partition(BEGIN)[0]  # a chart has cut what is longer than its place
    runs = (" ".join(run.split()) for run in text.split("\n"))
    return [run for run in runs if _LATIN.search(run)]


def left_in(root: Element, names: frozenset[str]) -> list[str]:
    """List what a page says that is neither marked, nor in other letters, nor a name of the text."""
    found: dict[str, None] = {}
    for text, is_of_text in _texts(root, is_of_text=False):
        if not is_of_text:
            for run in bare(text):
                found.update(dict.fromkeys(_left_of(run, names)))
    return list(found)


def _texts(each: Element, *, is_of_text: bool) -> Iterator[tuple[str, bool]]:
    """Give each text of a page, each attribute that is read, and whether a text of the folder says it."""
    if not isinstance(each.tag, str) or each.tag in ("script", "style"):
        return
    classes = set((each.get("class") or "").split())
    mine = (
        is_of_text or bool(classes & OF_THE_TEXT) or each.tag in AS_WRITTEN
    ) and "told" not in classes
    yield each.text or "", mine
    for name in SHOWN:
        yield each.get(name) or "", False
    for inner in each:
        yield from _texts(inner, is_of_text=mine)
        yield inner.tail or "", mine


def _left_of(run: str, names: frozenset[str]) -> list[str]:
    """Part a run where names are joined, and list the parts that are no names."""
    if run.strip(_EDGES) in names:
        return []
    parts = (part.strip(_EDGES) for part in _JOINT.split(_PLACE.sub("", run)))
    return [part for part in parts if _LATIN.search(part) and not _is_name(part, names)]


def _is_name(part: str, names: frozenset[str]) -> bool:
    """Tell whether words are a name, or the beginning of one that a chart has cut."""
    if part in names or part in OWN or part in RULES:
        return True
    return any(part in name for name in names if name.startswith(part) or " must " in name)
