"""Disguise articles: other names of persons and places, other days, clauses in another order."""

from __future__ import annotations

import re
import sys
from calendar import month_name
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from scoring import Case

from servanda.intake.datelines import DATE, read_day

OTHERS = (
    "Birk Sandoval Achebe Lindgren Moran Petit Duarte Osei Tanaka Novak Keller Brandao Ibsen Castellan "
    "Whitlock Amadi Serrano Halvorsen Quiroga Mbeki"
).split()
PLACES = {
    "Kestra": "Morava", "Norland": "Sunderia", "Osric": "Belgar", "Haldane": "Tormund", "Tavira": "Cordara",
    "Halden": "Vestria", "Ardent": "Lucania", "Sirra": "Zamora", "Dovan": "Gerona", "Tolland": "Ravenna",
    "Merin": "Arden", "Lorn": "Skerry", "Sable": "Ostrava", "Ostia": "Palmyra", "Varn": "Torvan",
    "Varnish": "Torvanish", "Cassel": "Belmar", "Anse": "Portel", "Ilmar": "Casora", "Vesper": "Aldania",
    "Quellin": "Doruba", "Mbara": "Kefu", "Tarn": "Bosso", "Oba": "Ilu", "Aurel": "Zadar", "Qasr": "Rimal",
    "Valdora": "Lucena", "Seld": "Brod", "Orla": "Teme", "Wadi": "Sarq", "Averne": "Monteval",
}  # fmt: skip
WEEKS = 104
_YEARS = 2
_WHOLE = re.compile(rf"\b{DATE}\b")
_SAID = re.compile(
    r"^(?P<who>[A-Z][^,.;:\"“”]{2,60}?) said(?P<day> on [A-Z][a-z]+day)? (?:that )?(?P<told>[^\"“”;:]+)\.$"
)
_TOLD = re.compile(
    r"^(?P<told>[A-Z][^\"“”;:]+), (?P<who>(?:the )?[A-Z][^,.;:\"“”]{2,50}) "
    r"said(?P<day> on [A-Z][a-z]+day)?\.$"
)
_DAY_LAST = re.compile(r"^(?P<told>[A-Z][^\"“”;:,]+) (?P<day>on [A-Z][a-z]+day)\.$")
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z\"“])")


def _written(case: Case, folder: Path, pact: str, text: str, gold: str) -> Case:
    folder.mkdir(parents=True, exist_ok=True)
    new = Case(
        case.number, folder / case.path.name, folder / case.pact.name, folder / case.gold.name
    )
    for path, told in ((new.path, text), (new.pact, pact), (new.gold, gold)):
        path.write_text(told, "utf-8")
    return new


def _texts(case: Case) -> tuple[str, str, str]:
    return tuple(path.read_text("utf-8") for path in (case.pact, case.path, case.gold))  # type: ignore[return-value]


def renamed(case: Case, folder: Path) -> Case:
    """Give the persons and the places of an article other names, in its agreement too."""
    texts = _texts(case)
    persons = re.findall(r'^person \w+ "([^"]+)"', texts[0], re.MULTILINE)
    changes = dict(PLACES)
    for number, person in enumerate(persons):
        words = re.sub(r"^(?:General|Bishop|Colonel|Father) ", "", person).split()
        changes[words[-1]] = OTHERS[number]
        changes[words[0]] = OTHERS[-1 - number]
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, changes)) + r")\b")
    return _written(case, folder, *(pattern.sub(lambda found: changes[found[0]], t) for t in texts))


def shifted(case: Case, folder: Path) -> Case:
    """Move an article by 104 weeks: days of the week stay, all dates and years change."""
    pact, text, gold = _texts(case)
    years = {int(year) for year in re.findall(r"\b(20\d\d)-", gold)}
    year = max(years)

    def moved(found: re.Match[str]) -> str:
        day = read_day(found[0], year)
        if day is None:
            return found[0]
        new = day + timedelta(weeks=WEEKS)
        name = month_name[new.month]
        told = f"{new.day} {name}" if found[0][0].isdigit() else f"{name} {new.day}"
        return (
            f"{told}{', ' if ',' in found[0] else ' '}{new.year}"
            if re.search(r"\d{4}", found[0])
            else told
        )

    def iso(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(weeks=WEEKS)).isoformat()

    text = re.sub(r"\b20\d\d-\d\d-\d\d(?!\d)", iso, _WHOLE.sub(moved, text))
    text = re.sub(
        r"(Date: )\w{3}, (\d{1,2} \w{3} \d{4})",
        lambda m: m[1] + (read_day(m[2]) + timedelta(weeks=WEEKS)).strftime("%a, %d %b %Y"),
        text,
    )
    gold = re.sub(r"\b20\d\d-\d\d-\d\d\b", iso, gold)
    gold = re.sub(r"\b(20\d\d)-(\d\d)(?!-|\d)", lambda m: f"{int(m[1]) + _YEARS}-{m[2]}", gold)
    return _written(case, folder, pact, text, gold)


def reordered(case: Case, folder: Path) -> Case:
    """Put what was said before who said it, or behind; and days of the week first."""
    pact, text, gold = _texts(case)
    if case.path.suffix in (".html", ".eml"):
        return _written(case, folder, pact, text, gold)
    lines = []
    for line in text.split("\n"):
        head, mark, rest = line.partition(") - ") if ") - " in line else ("", "", line)
        told = " ".join(_turned(sentence) for sentence in _SENTENCE.split(rest))
        lines.append(head + mark + told)
    return _written(case, folder, pact, "\n".join(lines), gold)


def _turned(sentence: str) -> str:
    if (
        (said := _SAID.match(sentence))
        and " if " not in sentence
        and said["who"].split()[0] not in _NO_NAMES
    ):
        told = said["told"][0].upper() + said["told"][1:]
        return f"{told}, {_lowered(said['who'])} said{said['day'] or ''}."
    if (told_ := _TOLD.match(sentence)) and not re.match(
        r"(?:When|If|After|As|On|In|At)\b", sentence
    ):
        who = told_["who"][0].upper() + told_["who"][1:]
        return f"{who} said{told_['day'] or ''} that {_lowered(told_['told'])}."
    if last := _DAY_LAST.match(sentence):
        return f"{last['day'].capitalize()} {_lowered(last['told'])}.".replace("On ", "On ", 1)
    return sentence


_NO_NAMES = frozenset({"It", "He", "She", "They"})


def _lowered(text: str) -> str:
    """Begin with a small letter where the first word is no name."""
    first = text.split()[0]
    small = first in (
        "The",
        "A",
        "An",
        "Its",
        "His",
        "Her",
        "Their",
        "It",
        "He",
        "She",
        "They",
        "Talks",
        "At",
    )
    return text[0].lower() + text[1:] if small else text


DISGUISES = {"other names": renamed, "other days": shifted, "other order": reordered}
