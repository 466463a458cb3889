"""Write the record of a monitoring mission: some hundreds of reports a day, for years, as they come.

Of a hundred entries 78 are incidents, 12 figures, 6 statements, 2 meetings and 2 acts; texts, numbers and
names differ from line to line. The draw is fixed, so that the same length gives the same record. A record
is parted into files of a quarter of a million entries, since a text of Servanda has 64 MB at most.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PACT = """agreement accord "Ceasefire accord"
  signed 2020-01-01
party north "North"
party south "South"
mediator mission "Monitoring mission"
kind shooting "Small-arms fire"
  part of violence
kind shelling "Shelling"
  part of violence
kind violence "Violence"
kind flight "Flight over the line"
place valley "The valley"
place bridge "The bridge"
  part of valley
place ridge "The ridge"
silence: north and south each must not open fire at the other
  counts incidents of shooting, shelling
flights: north and south each must not fly over the line
  counts incidents of flight
captives: south must release 60000 captives
  by 2031-01-01
lorries: north must deliver 600 lorries per day
posts: north must withdraw from the ridge
  by 2020-06-01
report: mission must report on incidents
  by 2020-03-01
"""
SOURCES = """source patrols "Reports of patrols"
  publisher "Monitoring mission"
source north-office "Statements of the north"
source south-office "Statements of the south"
"""
FILE_ENTRIES = 250_000
WORDS = "shots near the bridge at dusk two shells from the ridge a patrol heard nobody saw who fired".split()


def lines(entries: int, days: int, seed: int = 7) -> Iterator[str]:
    """Give the entries in the order of their days, the first of them the entry into force."""
    draw = random.Random(seed)
    first = date(2020, 1, 1)
    yield f"{first} in force [patrols, verified]\n"
    for number in range(1, entries):
        day = first + timedelta(days=number * days // entries)
        side, other = draw.choice((("north", "south"), ("south", "north")))
        said = " ".join(draw.choices(WORDS, k=draw.randint(3, 9)))
        lot = draw.random()
        if lot < 0.78:
            kind = draw.choice(("shooting", "shelling", "flight"))
            place = draw.choice(("valley", "bridge", "ridge"))
            state = draw.choice(("alleged", "reported", "observed"))
            by = f"by {other}" if state == "alleged" else "by mission"
            dead = f" {draw.randint(1, 9)} dead" if draw.random() < 0.1 else ""
            yield (
                f'{day} incident {side} {kind} {state} {by} upon {other} in {place}{dead} words "{said}" '
                f"named i-{number} [patrols ¶{draw.randint(1, 40)}, verified]\n"
            )
        elif lot < 0.90:
            yield f"{day} figure shots {draw.randint(0, 4000)} by mission [patrols, verified]\n"
        elif lot < 0.96:
            yield f'{day} say {side} blames {other} words "{said}" [{side}-office, recalled]\n'
        elif lot < 0.98:
            yield f"{day} meet north, south with mission in geneva [patrols, verified]\n"
        elif lot < 0.99:
            yield f"{day} act south captives {draw.randint(1, 4)} via mission [patrols, verified]\n"
        else:
            yield f"{day} act north lorries {draw.randint(200, 900)} by mission [patrols, verified]\n"


def write_mission(folder: Path, entries: int, days: int = 3_650) -> Path:
    """Write an agreement and so many entries into a folder, and give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "accord.pact").write_text(PACT, "utf-8")
    found = lines(entries, days)
    for part in range(-(-entries // FILE_ENTRIES)):
        with (folder / f"{part:03}.record").open("w", encoding="utf-8") as stream:
            stream.write(SOURCES if part == 0 else "")
            for _, line in zip(range(FILE_ENTRIES), found, strict=False):
                stream.write(line)
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("entries", type=int)
    asked = parser.parse_args()
    write_mission(asked.folder, asked.entries)
