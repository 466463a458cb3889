"""Entries taken one by one lead where the whole record leads: the laws of what is kept up to date."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.base.spans import SourceFile
from servanda.model.agreement import Agreement
from servanda.monitor import Question, status
from servanda.monitor.live import Live, Verdict, verdicts
from servanda.resolve import resolve
from servanda.syntax import parse
from servanda.workspace.growing import Growing, Piece, Sentences

PACT = """agreement case "A case"
  counting day 1 is the day of entry into force
party north "North", south "South"
monitor mission "A mission"
event storm "a storm" by nobody named
level stock "stock" in tonnes
ambiguity lists "Are lists needed?"
  reading needed "yes"; held by north
  reading free "no"
phase one "One"
  starts on entry into force; lasts 20 days
  then two when captives is fulfilled
  captives: south must release 4 captives
    total 2 by day 5
    all by day 10
  prisoners: north must release prisoners; 2 for each any of captives; within 3 days
  names: north must hand over the list; by day 5
  pay: north must pay; by day 12
    under needed: provided that names is fulfilled
  truce: north and south each must not attack the other
  hold: north may suspend names; when captives is overdue
phase two "Two"
  stock-kept: south must keep stock at most 10 tonnes
    at most 10 from the start of two
"""
HEADS = (
    "act south captives 2",
    "act south captives 1",
    "act north prisoners 4",
    "act north names",
    "act north pay",
    "exercise north hold",
    "happens storm by north",
    "figure stock 12 tonnes by mission",
    "figure stock 8 tonnes by north",
    "incident south against truce alleged by north",
    "say north accepts case",
    "reading south holds lists free",
    "settle north, south lists needed",
    "deny north first",
    "retract south first",
    "act south captives 2 named first",
    "act nobody captives 1",
    "amend by north, south\n  one.pay by day 18",
    "amend by north, south\n  adds more: south must leave; by day 15",
)
WHEN = st.one_of(
    st.integers(2, 25).map("2025-01-{:02}".format),
    st.integers(2, 20).map("2025-01-{0:02}/2025-01-25".format),
    st.integers(2, 25).map("2025-01-{:02} 12:00".format),
)
ENTRIES = st.lists(st.tuples(WHEN, st.sampled_from(HEADS)).map(" ".join), max_size=7)
BEGIN = "record of case\n2025-01-01 in force\n"


def question(agreement: Agreement, day: int = 28) -> Question:
    return Question(on=agreement.header.calendar.end_of_day(date(2025, 1, day)))


def whole(text: str) -> Agreement:
    documents = [parse(SourceFile(path=p, text=t))[0] for p, t in (("a.pact", PACT), ("b", text))]
    agreement, _ = resolve(documents)
    assert agreement is not None
    return agreement


def base() -> Growing:
    return Growing([parse(SourceFile(path="a.pact", text=PACT))[0]], "b", BEGIN)


def agrees(found: Verdict, reading: dict[str, str], states: tuple[str, ...]) -> bool:
    """Tell whether all that a verdict says under a reading are these states."""
    mine = [s for r, s in found if all(reading.get(a, value) == value for a, value in r)]
    return bool(mine) and all(set(each) == set(states) for each in mine)


@settings(max_examples=60)
@given(ENTRIES, st.integers(6, 28))
def test_after_every_entry_the_verdicts_are_those_of_status_on_what_was_read(
    entries: list[str], day: int
) -> None:
    growing = base()
    assert growing.agreement is not None
    asked = question(growing.agreement, day)
    live = Live(growing.agreement, asked)
    text = BEGIN
    for entry in entries:
        grown = growing.more(Piece(f"{entry}\n", text.count("\n")))
        text += f"{entry}\n"
        before = dict(live.verdicts)
        turned = live.take(grown.entries) if grown.anew is None else live.begin(grown.anew)
        agreement = whole(text)
        assert live.verdicts == verdicts(agreement, asked)
        assert {t.name for t in turned} == {
            name
            for name in {*before, *live.verdicts}
            if before.get(name) != live.verdicts.get(name)
        }
    told = status(whole(text), asked)
    for each in told.provisions:
        for answer in each.answers:
            states = answer.verdict.states
            assert agrees(live.verdicts[each.provision.id], dict(answer.reading), states)
    for phase in told.phases:
        for found in phase.answers:
            assert agrees(live.verdicts[phase.phase.id], dict(found.reading), found.verdict.states)


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from([h for h in HEADS[:10] if not h.startswith("figure")]), max_size=6),
    st.integers(0, 999),
)
def test_the_order_of_lines_of_one_moment_does_not_matter(heads: list[str], seed: int) -> None:
    lines = [f"2025-01-08 12:00 {head}\n" for head in heads if "hold" not in head]
    shuffled = Random(seed).sample(lines, len(lines))
    ends = []
    for order in (lines, shuffled):
        growing = base()
        assert growing.agreement is not None
        live = Live(growing.agreement, question(growing.agreement))
        for number, line in enumerate(order):
            live.take(growing.more(Piece(line, 2 + number)).entries)
        ends.append(live.verdicts)
    assert ends[0] == ends[1]


@given(ENTRIES, st.lists(st.integers(1, 40), min_size=1), st.booleans())
def test_pieces_of_any_size_give_the_same_sentences(
    entries: list[str], sizes: list[int], is_crlf: bool
) -> None:
    text = "".join(f"{entry}\n" for entry in entries)
    data = (text.replace("\n", "\r\n") if is_crlf else text).encode()
    sentences, at, turn, pieces = Sentences(before=3), 0, 0, list[Piece]()
    while at < len(data):
        size = sizes[turn % len(sizes)]
        sentences.feed(data[at : at + size])
        at, turn = at + size, turn + 1
        piece = sentences.take()
        if piece is not None:
            pieces.append(piece)
    last = sentences.take(is_end=True)
    pieces.extend([last] if last is not None else [])
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text[0] not in " \n" for piece in pieces)
    lines = 3
    for piece in pieces:
        assert piece.before == lines
        lines += piece.text.count("\n")


def test_an_entry_that_was_waited_for_is_found() -> None:
    """A denial that stands before what it denies counts once that is there, as in the whole text."""
    growing = base()
    assert growing.agreement is not None
    live = Live(growing.agreement, question(growing.agreement))
    denial = growing.more(Piece("2025-01-09 deny north given\n", 2))
    assert denial.faults and not denial.entries
    act = growing.more(Piece("2025-01-08 act north names named given\n", 3))
    assert act.anew is not None
    live.begin(act.anew)
    assert len(live.verdicts["one.names"]) == 2


def test_another_day_turns_what_falls_due() -> None:
    growing = base()
    assert growing.agreement is not None
    live = Live(growing.agreement, question(growing.agreement, 5))
    turned = live.turn(question(growing.agreement, 6))
    assert {each.name for each in turned} == {"one.captives", "one.names", "one.hold"}
