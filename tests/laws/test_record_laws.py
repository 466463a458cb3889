"""Verdicts are of what happened, not of the order in files nor of the way in which these are read."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.base.spans import SourceFile
from servanda.model.agreement import Agreement
from servanda.monitor import Question, status
from servanda.monitor.live import Live, verdicts
from servanda.monitor.reported import Chosen
from servanda.resolve import resolve
from servanda.resolve.bulk import Rows
from servanda.syntax import parse
from servanda.syntax.plain import parse_plainly
from servanda.workspace.growing import Growing, Sentences, runs

pytestmark = pytest.mark.hypothesis

PACT = """agreement accord "Accord"
  signed 2024-01-01
party north "North"
party south "South"
mediator mission "Mission"
kind violence "Violence"
kind shelling "Shelling"
  part of violence
place valley "The valley"
place bridge "The bridge"
  part of valley
event lapse "the talks lapse" by nobody named
phase one "First"
  starts on entry into force
  lasts 60 days
  silence: north and south each must not open fire
    counts incidents of violence by north, south in valley
  captives: south must release 40 captives
    by day 30
  prisoners: north must release 20 prisoners
    by day 40
  then two when captives is fulfilled
phase two "Second"
  posts: north must withdraw from the ridge
    by 2024-03-20
calm: north must not shell
  counts incidents of shelling with at least 3 dead
"""
SOURCES = 'source patrols "Patrols"\n'


def entries(draw: random.Random) -> list[str]:
    """Give entries of a few forms, each of another day, the entry into force among them."""
    days = draw.sample(range(1, 90), draw.randint(12, 40))
    found = ["2024-01-02 in force [patrols]\n"]
    for number, day in enumerate(days):
        date = f"2024-{1 + day // 30:02}-{1 + day % 28:02}"
        side = draw.choice(("north", "south"))
        dead = f" {draw.randint(1, 6)} dead" if draw.random() < 0.5 else ""
        found.append(
            f"{date} "
            + draw.choice(
                (
                    f'incident {side} shelling observed by mission in bridge{dead} words "w {number}"',
                    f"incident {side} violence alleged by {side} in valley named i-{number}",
                    f"incident {side} against one.silence reported by mission",
                    f"act south captives {draw.randint(1, 9)}",
                    f"act north prisoners {draw.randint(1, 5)}",
                    f'say {side} blames mission words "n {number}"',
                    f"figure shots {number} by mission",
                    "act north posts",
                    "finding mission that one.silence breached",
                )
            )
            + " [patrols, verified]\n"
        )
    return list({line[:10]: line for line in found}.values())


def read(texts: list[str], *, plainly: bool) -> Agreement:
    """Read an agreement with a record in several files."""
    files = [SourceFile(path="a.pact", text=PACT + SOURCES)]
    files += [SourceFile(path=f"{n}.record", text=text) for n, text in enumerate(texts)]
    documents = [(parse_plainly if plainly else parse)(file)[0] for file in files]
    agreement, faults = resolve(documents)
    assert agreement is not None and not [f for f in faults if f.severity.value == "error"], faults
    assert isinstance(agreement.entries, Rows) == plainly
    return agreement


def stands(agreement: Agreement, on: int) -> object:
    """Say where all stands, and what is counted, without the places of the entries that say so."""
    found = status(agreement, Question(on=on))
    return [
        (
            each.provision.id,
            each.answers,
            [(part.id, part.answers) for part in each.parts],
            sorted(reason.text for reason in each.because),
            sorted((e.when.written, e.kind, e.words, e.actors) for e in each.incidents),
            sorted((e.when.written, e.kind) for e in (*each.findings, *each.notices)),
        )
        for each in found.provisions
    ] + [(phase.phase.id, phase.answers) for phase in found.phases]


def parted(draw: random.Random, lines: list[str]) -> list[str]:
    """Part entries among up to four files."""
    texts = [""] * draw.randint(1, 4)
    for line in lines:
        texts[draw.randrange(len(texts))] += line
    return texts


ON = st.integers(28_401_000, 28_560_000)


@settings(max_examples=25)
@given(st.integers(0, 2**32), ON)
def test_neither_order_nor_files_nor_the_way_of_reading_changes_a_verdict(
    seed: int, on: int
) -> None:
    draw = random.Random(seed)
    lines = entries(draw)
    wanted = stands(read(["".join(sorted(lines))], plainly=False), on)
    assert stands(read(["".join(sorted(lines))], plainly=True), on) == wanted
    draw.shuffle(lines)
    assert stands(read(parted(draw, lines), plainly=True), on) == wanted


@settings(max_examples=15)
@given(st.integers(0, 2**32), ON)
def test_what_is_followed_as_it_comes_stands_as_what_is_read_whole(seed: int, on: int) -> None:
    """However the stream is cut into pieces, the last verdicts are those of the columns."""
    draw = random.Random(seed)
    lines = sorted(entries(draw))
    question = Question(on=on)
    growing = Growing([parse(SourceFile(path="a.pact", text=PACT + SOURCES))[0]], "0.record", "")
    assert growing.agreement is not None
    live, sentences = Live(growing.agreement, question), Sentences()
    data = "".join(lines).encode()
    while data:
        size = draw.randint(1, 200)
        sentences.feed(data[:size])
        data = data[size:]
        piece = sentences.take(is_end=not data)
        for run in runs(piece) if piece is not None else ():
            grown = growing.more(run)
            live.take(grown.entries) if grown.anew is None else live.begin(grown.anew)
    assert dict(live.verdicts) == verdicts(read(["".join(lines)], plainly=True), question)


def test_incidents_of_a_long_record_are_counted_without_being_made() -> None:
    lines = [
        f"2024-{n % 3 + 2:02}-{n % 28 + 1:02} incident north shelling observed by mission "
        "in bridge [patrols]\n"
        for n in range(300)
    ]
    agreement = read(["2024-01-02 in force [patrols]\n" + "".join(lines)], plainly=True)
    found = status(agreement, Question(on=28_560_000))
    (silence,) = (each for each in found.provisions if each.provision.id == "one.silence")
    assert isinstance(silence.incidents, Chosen) and len(silence.incidents) > 50
    assert isinstance(agreement.entries, Rows) and len(agreement.entries._made) < 20
    assert any("incidents observed by Mission are counted" in r.text for r in silence.because)
