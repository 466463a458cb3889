"""Say how often the class of act that Servanda sees in a sentence is that of PLOVER's gold records.

The records (openeventdata/PLOVER, CC BY-SA 4.0) are no part of this repository: the path of
PLOVER_GSR_CAMEO.txt is an argument. Odd records, counted from 0, are those that rules may be tuned
on; even ones are only counted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from servanda.intake import open_report, read_article
from servanda.intake.formats import Refused
from servanda.intake.language import parse
from servanda.intake.names import Register, make_register
from servanda.intake.rules.announced import read_announcements
from servanda.intake.rules.contacts import read_contacts
from servanda.intake.rules.events import read_events
from servanda.intake.rules.positions import stances
from servanda.intake.rules.scene import Scene
from servanda.intake.table import table_of
from servanda.workspace import load_text

TYPES = ("AGREE", "CONSULT", "SUPPORT", "REJECT", "DEMAND", "THREATEN", "DISAPPROVE")
OF_STANCE = {
    "supports": "SUPPORT",
    "accepts": "AGREE",
    "welcomes": "SUPPORT",
    "commits": "AGREE",
    "promises": "AGREE",
    "conditions": "AGREE",
    "demands": "DEMAND",
    "urges": "DEMAND",
    "rejects": "REJECT",
    "denies": "REJECT",
    "threatens": "THREATEN",
    "warns": "THREATEN",
    "blames": "DISAPPROVE",
    "criticises": "DISAPPROVE",
}
OF_KIND = {
    "meet": "CONSULT",
    "call": "CONSULT",
    "visit": "CONSULT",
    "host": "CONSULT",
    "write": "CONSULT",
    "request": "DEMAND",
    "sign": "SUPPORT",
    "announce": "AGREE",
}


def register_of(record: dict[str, object]) -> Register:
    """Make an agreement of the actors that a record names, so that contacts between them are seen."""
    names = []
    for side in ("source", "target"):
        given = record.get(side)
        if isinstance(given, list):
            names += [str(each.get("actorText", "")) for each in given]
    told = [re.sub(r'["\\]', "", name).strip() for name in names]
    lines = [f'actor a{at} "{name}"' for at, name in enumerate(dict.fromkeys(told)) if name]
    text = 'agreement plover "A matter of no agreement"\n' + "\n".join(lines) + "\n"
    agreement = load_text({"plover.pact": text}).agreement
    assert agreement is not None
    return make_register(agreement)


def seen(record: dict[str, object]) -> Iterator[tuple[str, float]]:
    """Give the classes that the rules see in a record's sentence, each with its confidence."""
    text = str(record["text"]).strip(" {}")
    pieces = open_report(text.encode(), "plover.txt")
    if isinstance(pieces, Refused):
        return
    article = read_article(pieces[0], text.encode(), "plover.txt", date(2000, 1, 3))
    register = register_of(record)
    scene = Scene(register, table_of("english"), date(2000, 1, 3), "plover")
    texts = [paragraph.text.text for paragraph in article.paragraphs]
    for paragraph, sentences in zip(article.paragraphs, parse(texts), strict=True):
        for sentence in sentences:
            scene.enter(paragraph, sentence)
            for stance, confidence in stances(scene):
                if stance in OF_STANCE:
                    yield OF_STANCE[stance], confidence
            ahead = read_announcements(scene)
            for draft in (*read_contacts(scene), *read_events(scene), *ahead):
                if draft.kind in OF_KIND:
                    yield OF_KIND[draft.kind], draft.confidence


def main() -> None:
    """Print precision, recall and F of the class on one half of the records."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), default="even")
    parser.add_argument(
        "--show", action="store_true", help="print what is wrong (odd records only)"
    )
    arguments = parser.parse_args()
    records = json.loads(arguments.records.read_text("utf-8"))
    half = [
        r for at, r in enumerate(records) if at % 2 == (arguments.half == "odd") and "text" in r
    ]
    right, told, gold, spurious = Counter(), Counter(), Counter(), 0
    for record in half:
        found = sorted(seen(record), key=lambda each: -each[1])
        guess = found[0][0] if found else ""
        truth = record["event"]
        if truth not in TYPES:
            spurious += bool(guess)
            continue
        gold[truth] += 1
        if guess:
            told[guess] += 1
            right[guess] += guess == truth
        if guess != truth and arguments.show and arguments.half == "odd":
            print(f"{truth:10} {guess:10} {record['text'][:170]}")
    print(f"{arguments.half} records, the seven types: {sum(gold.values())} sentences")
    for name in TYPES:
        print(f"  {name:10} {_scores(right[name], told[name], gold[name])}")
    print(f"  all        {_scores(right.total(), told.total(), gold.total())}")
    print(
        f"  with the other types ({len(half) - gold.total()} sentences, {spurious} of them given a class): "
        f"{_scores(right.total(), told.total() + spurious, gold.total())}"
    )


def _scores(right: int, told: int, gold: int) -> str:
    precision, recall = right / max(told, 1), right / max(gold, 1)
    return f"precision {precision:.2f} recall {recall:.2f} F {2 * right / max(told + gold, 1):.2f}"


if __name__ == "__main__":
    main()
