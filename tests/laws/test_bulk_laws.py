"""A record that is read by its shapes is read as the parser reads it: entries, places and faults."""

import pickle
import random
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from servanda.base.spans import SourceFile
from servanda.diagnostics import in_order
from servanda.model.agreement import Agreement
from servanda.model.entries import Act, Entry, Incident
from servanda.resolve import resolve
from servanda.resolve.bulk import Rows
from servanda.resolve.bulk.groups import Group, group_of
from servanda.syntax import parse
from servanda.syntax.plain import AT_ONCE, parse_plainly

pytestmark = pytest.mark.hypothesis

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.pact"))
ENTRY = re.compile(r"(?:(?:early|mid|late|before|after|about|between) )?\d{4}")
NUMBER = re.compile(r"(?<= )\d[\d,]*(?= |$)")
QUOTED = re.compile(r'"[^"\\]*"')
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\dZ)?")
NAME = re.compile(r"(?<= named )[\w.-]*\w")
TEXTS = (
    '""',
    '"a , b"',
    '" c"',
    '"d,"',
    '"é ¶ 3"',
    '"#5"',
    '"say named x"',
    '"2024"',
    '"two words"',
)
NUMBERS = ("0", "3", "17", "2024", "1,250", "12,34", "4.5", "7%", "99999999999999999999")
DAYS = (
    "2025-01-19",
    "2025-02",
    "2024-12-31T23:59Z",
    "2025-02-30",
    "2025",
    "2025-03-01/2025-03-05",
    "early 2025-03",
)
ODD = (
    ";",
    ",",
    "#",
    '"',
    "\\",
    " named",
    " named n-1",
    " [",
    "]",
    " recorded 2025-01-03",
    " # why",
    "\n  by un",
    "\n",
    '\n\n  note "x"',
    " credibility 3",
    " credibility 9",
    "\t",
    " answers n-2",
    ' in "there"',
    " 12",
    "¶4",
)


def parted(text: str) -> tuple[str, list[str]]:
    """Part a record into what stands before its entries, and the entries with their lines."""
    head, blocks = "", list[str]()
    for line in text.splitlines(keepends=True):
        if ENTRY.match(line):
            blocks.append(line)
        elif blocks:
            blocks[-1] += line
        else:
            head += line
    return head, blocks


def varied(block: str, draw: random.Random, number: int) -> str:
    """Give an entry with another date, other texts, numbers and a name of its own."""
    block = QUOTED.sub(
        lambda q: draw.choice(TEXTS) if draw.random() < 0.3 else f'"t {number}"', block
    )
    block = NUMBER.sub(
        lambda n: draw.choice(NUMBERS) if draw.random() < 0.4 else str(number), block
    )
    block = NAME.sub(lambda n: f"n-{draw.choice((number, number, number, 1))}", block)
    return DAY.sub(lambda d: draw.choice(DAYS) if draw.random() < 0.2 else d[0], block)


def mutated(block: str, draw: random.Random) -> str:
    """Put something out of the ordinary somewhere in an entry, or take a word out."""
    at = draw.randrange(len(block))
    if draw.random() < 0.3:
        words = block.split(" ")
        del words[draw.randrange(len(words))]
        return " ".join(words)
    return block[:at] + draw.choice(ODD) + block[at:]


def record(draw: random.Random) -> tuple[str, str]:
    """Write an agreement and a record in which entries of a few forms come again and again."""
    pact = draw.choice(EXAMPLES)
    head, blocks = parted(pact.with_suffix(".record").read_text("utf-8"))
    named = [block for block in blocks if " named " in block]
    chosen = [*draw.sample(blocks, min(4, len(blocks))), *draw.sample(named, min(1, len(named)))]
    lines = [varied(b, draw, n) for n in range(draw.randint(3, 7)) for b in chosen]
    chance = draw.choice((0.0, 0.05, 0.3))
    lines = [mutated(line, draw) if draw.random() < chance else line for line in lines]
    draw.shuffle(lines)
    return pact.read_text("utf-8"), head + "".join(lines)


def plain(value: object) -> object:
    """Give a value with all that it is made of, since entries are told apart by identity."""
    if isinstance(value, Struct):
        return type(value).__name__, *(plain(getattr(value, each.name)) for each in fields(value))
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def both(pact: str, text: str, at_once: int = AT_ONCE) -> tuple[Agreement | None, Agreement | None]:
    """Read a record in both ways, so many signs at a time, and hold them to the same faults."""
    files = [SourceFile(path="a.pact", text=pact), SourceFile(path="a.record", text=text)]
    found = []
    for read in (parse, partial(parse_plainly, at_once=at_once)):
        documents = [read(file) for file in files]
        agreement, faults = resolve([document for document, _ in documents])
        every = dict.fromkeys((*(f for _, more in documents for f in more), *faults))
        found.append((agreement, in_order(every)))
    (whole, faults), (rows, same) = found
    assert same == faults
    return whole, rows


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.sampled_from((0, 1, 50, 300, AT_ONCE)))
def test_both_ways_of_reading_give_the_same(seed: int, at_once: int) -> None:
    whole, rows = both(*record(random.Random(seed)), at_once)
    assert (whole is None) == (rows is None)
    if whole is not None and rows is not None:
        assert [plain(e) for e in rows.entries] == [plain(e) for e in whole.entries]
        assert dict(whole.ambiguities) == dict(rows.ambiguities)


def grouped(groups: Iterable[Group]) -> list[tuple[list[int], list[int], bool]]:
    return [(list(g.places), list(g.dates), g.is_steady) for g in groups]


@settings(max_examples=10)
@given(st.integers(0, 2**32), st.data())
def test_what_is_kept_of_shapes_and_groups_is_what_would_be_made(
    seed: int, data: st.DataObject
) -> None:
    """Kept and taken up, cut at any place, or without some dates, they are as if made of what is left."""
    _, rows = both(*record(random.Random(seed)))
    if rows is None or not isinstance(rows.entries, Rows):
        return
    columns, texts = rows.entries.columns, rows.entries.columns.texts
    taken = pickle.loads(pickle.dumps(columns))
    taken.texts = texts
    at = data.draw(st.integers(0, len(columns.shape)))
    late = data.draw(st.frozensets(st.integers(0, max(len(columns.dates) - 1, 0))))
    cut = taken.groups().cut(at, columns.date)
    for shape, places in enumerate(columns.places()):
        assert list(taken.places()[shape]) == list(places)
        assert list(cut.places[shape]) == [place for place in places if place < at]
        mine = columns.groups_of(shape)
        assert grouped(taken.groups_of(shape)) == grouped(mine)
        assert sorted(place for group in mine for place in group.places) == list(places)
        if shape in cut.groups:
            left = [[place for place in group.places if place < at] for group in mine]
            made = [group_of(group, columns.date) for group in left if group]
            assert grouped(cut.groups[shape]) == grouped(made)
        for group in mine:
            rest = group.without(late, columns.date)
            kept = [place for place in group.places if columns.date[place] not in late]
            assert list(rest.places) == kept
            assert list(rest.dates) == sorted({columns.date[place] for place in kept})


@settings(max_examples=10)
@given(st.integers(0, 2**32), st.randoms())
def test_incidents_are_parted_into_groups_of_which_all_are_alike(
    seed: int, draw: random.Random
) -> None:
    """Of every group the entries differ in nothing but dates, words, names and places; none is left out."""
    _, rows = both(*record(random.Random(seed)))
    if rows is None or not isinstance(rows.entries, Rows):
        return
    days = sorted(rows.entries.dates())
    late = set(draw.sample(days, draw.randint(0, len(days))))
    found = rows.entries.alike((Act, Incident), late)
    told = [at for group in found for at in group.places]
    every = [at for at, e in enumerate(rows.entries) if isinstance(e.what, Act | Incident)]
    assert sorted(told) == [at for at in every if rows.entries[at].when.written not in late]
    for group in found:
        assert group.dates == {rows.entries[at].when.written for at in group.places}
        for at in group.places:
            assert weighs(rows.entries[at]) == weighs(group.sample)


def weighs(entry: Entry) -> object:
    """Give what a verdict on an incident may turn on but for its date."""
    return plain(entry.what), entry.actors, entry.by, entry.via, plain(entry.under)


def test_the_law_is_of_entries_that_were_not_parsed() -> None:
    """Of what the law draws, a good part is read by shapes: with texts, numbers, names, and lines below."""
    parsed, learned, masks, lines = 0, 0, set[str](), 0
    for seed in range(15):
        _, rows = both(*record(random.Random(seed)))
        if rows is not None and isinstance(rows.entries, Rows):
            columns = rows.entries.columns
            parsed += len(columns.parsed)
            learned += len(columns.shape) - len(columns.parsed)
            masks.update(m for each in columns.shapes for m in each.layout.masks)
            lines = max(lines, *(len(each.layout.lines) for each in columns.shapes), 0, 0)
    assert learned > parsed / 2
    assert len(masks) >= 5 and lines > 0
