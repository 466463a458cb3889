"""Bad texts: each fault is reported where it stands, and none hides another."""

import time
from collections.abc import Callable

import pytest

from servanda.diagnostics import Severity
from servanda.workspace import load_text

GOOD = """\
agreement accord "An accord"
party north "North", south "South"
names: north must hand over the names; by 2025-01-19
"""

Printed = Callable[..., tuple[bool, str]]
Expect = Callable[[str], None]


def test_impossible_dates(printed: Printed, expect: Expect) -> None:
    text = """\
agreement accord "An accord"
  holidays 2025-02-29, 2025-04-14
  rest days fryday
  signed 2025-13-01
party north "North"
first: north must act well; by 2025-02-30
second: north must act well; by 2025-06-31 12:00
third: north must act well; by 2025-06-30 25:00
2025-00-10 act north first
2025-03-02/2025-03-01 act north first
0000-01-01 act north first
2025-01-19 11:15 Asia/Jerusalam act north first
"""
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_contradictory_declarations(printed: Printed, expect: Expect) -> None:
    text = (
        GOOD
        + """\
party south "The South"
names: south must hand over the names
agreement treaty "A treaty"
event names "names are handed over" by north
phase one "First"
  starts on entry into force; lasts 7 days
  calm: north must keep calm
  calm: south must keep calm
ambiguity lines "Which lines?"
  reading former "the former"
  reading former "the former again"
ambiguity only "One answer?"
  reading yes "yes"
"""
    )
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_an_agreement_says_each_thing_of_itself_once(printed: Printed, expect: Expect) -> None:
    text = """\
agreement accord "An accord"
  zone Asia/Beirut
  counting day 1 is the day of entry into force
  zone Europe/Kyiv
  counting day 0 is the day of entry into force
  signed 2025-01-01; signed 2025-01-02
  under week: deadlines fall at the exact hour
party north "North"
ambiguity length "How long?"
  reading week "a week"
  reading month "a month"
phase one "First"
  starts on entry into force
  under week: lasts 7 days
  under month: lasts 30 days
  names: north must hand over the names; by day 3
"""
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_the_first_zone_stands() -> None:
    text = 'agreement accord "An accord"\n  zone Asia/Beirut\n  zone Europe/Kyiv\n'
    agreement = load_text({"accord.pact": text}).agreement
    assert agreement is not None and agreement.header.calendar.zone == "Asia/Beirut"


def test_unknown_names(printed: Printed, expect: Expect) -> None:
    text = (
        GOOD
        + """\
hostages: nroth must release hostages to sotuh; by day 7
calm: north must keep calm; provided that namse is fulfilled; cites C1 [agency, verified]
vip: north must keep calm; assesed by nobody-known
2025-01-19 act south name
2025-01-19 ratifies south accord
2025-01-19 say south supprots accord
actr third "Third"
"""
    )
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_a_record_of_another_agreement(printed: Printed, expect: Expect) -> None:
    texts = {
        "accord.pact": GOOD,
        "a.record": "record of acord\n2025-01-18 act north names\n2025-01-18 nonsense\n",
        "b.record": "record of treaty\n2025-01-18 act east lines\n",
        "c.record": "record of accord\n2025-01-18 act north names\n",
    }
    has_errors, shown = printed(texts)
    assert has_errors
    expect(shown)


def test_ten_thousand_levels_of_indentation(printed: Printed, expect: Expect) -> None:
    deep = "".join(f'{" " * level}words "level {level}"\n' for level in range(1, 10_001))
    has_errors, shown = printed({"accord.pact": 'agreement accord "An accord"\n' + deep})
    assert has_errors
    expect(shown)


def test_giant_numbers(printed: Printed, expect: Expect) -> None:
    nines = "9" * 5000
    text = (
        GOOD
        + f"""\
captives: north must release {nines} captives; by day {nines}
houses: north must build {"9" * 39} houses; within {"9" * 39} days of entry into force
level arms "arms" in tonnes; is {nines} * {"9" * 40}
2025-01-19 act north captives {nines}
2025-01-19 figure arms {nines} by north
dated: north must act well; by {nines}-01-19
"""
    )
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_very_long_names(printed: Printed, expect: Expect) -> None:
    name = "x" * 9_000
    text = (
        GOOD
        + f"""\
party {name} "Long"
{name}-1: {name} must keep calm
2025-01-19 act {name}y {name}-2
{name}: {name}z must keep calm
"""
    )
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    assert max(map(len, shown.split("\n"))) < 800
    expect(shown)


def nested(before: str, opening: str, inner: str, closing: str, times: int) -> str:
    return f"{before} {opening * times} {inner} {closing * times}\n"


def test_nesting_in_clauses(printed: Printed, expect: Expect) -> None:
    lines = [
        nested("  provided that", "(", "names is fulfilled", ")", 5000),
        nested("  provided that", "not ", "names is fulfilled", "", 4000),
        "  provided that " + " and ".join(["names is fulfilled"] * 500) + "\n",
        nested("  by", "(", "2025-01-19", ")", 5000),
        nested("  by", "the earlier of ", "2025-01-19", "", 1000),
        nested("  by", "1 day after ", "2025-01-19", "", 1000),
        nested("  by", "day 1 of ", "2025-01-19", "", 1000),
        "  by " + " and ".join(["1 day"] * 1000) + " after 2025-01-19\n",
        "2025-01-19 act north names by north in (((((((\n",
        "2025/" * 3000 + "2025 act north names\n",
        'level a "a" in tonnes\n',
        nested("  is", "(", "7", ")", 5000),
        "  is " + "+".join(["7"] * 5000) + "\n",
        "  is " + "*".join(["7"] * 5000) + "\n",
        nested("  is", "the mean of ", "7", "", 1000),
        nested("  is", "5% of ", "7", "", 1000),
        "  is the mean of " + ", ".join(["7"] * 2000) + "\n",
    ]
    has_errors, shown = printed({"accord.pact": GOOD + "".join(lines)}, concise=True)
    assert has_errors
    expect(shown)


def test_ten_faults_among_a_hundred_lines(printed: Printed, expect: Expect) -> None:
    right = [f'label L{n} "Article {n}" [recalled]' for n in range(87)]
    wrong = [
        'lable X1 "misspelt"',
        'label X2 "not closed',
        "x3: nobody must keep calm",
        "x4: north must keep calm; by 2025-02-30",
        "x5: north must keep calm; ; by 2025-02-28",
        "x6: north and south must keep calm",
        "2025-01-19 acct north names",
        "2025-01-19 act north x7",
        'label X8 \u200b "unseen"',
        'label X9 "open" [un, verified',
    ]
    lines = GOOD.splitlines() + right
    for place, line in enumerate(wrong):
        lines.insert(3 + place * 9, line)
    has_errors, shown = printed({"accord.pact": "\n".join(lines) + "\n"})
    assert has_errors
    expect(shown)


def test_many_faults_take_no_long_time(printed: Printed) -> None:
    declared = "".join(f"p{n}-{n * 7}: north must act well\n" for n in range(2000))
    wrong = "".join(f"2025-01-19 act north q{n}-{n * 7}\n" for n in range(2000))
    started = time.process_time()
    has_errors, shown = printed({"accord.pact": GOOD + declared + wrong}, concise=True)
    assert has_errors
    assert shown.count("unknown-name") == 2000
    assert time.process_time() - started < 20


HEADS_AND_CLAUSES = {
    "agreement": 'agreement accord "An accord" too\n  signed 2025-02-30',
    "party": 'party east "East" too\n  office 7',
    "several parties": 'party east "East", 7\n  office 7',
    "source": 'source agency "Agency" too\n  reliability Z',
    "ambiguity": 'ambiguity lines "Which?" too\n  reading a\n  reading b\n  held by nobody',
    "open word": 'open word calm "What?" too\n  about nothing',
    "event": 'event storm "A storm" by the world too\n  breaks nothing',
    "process": 'process talks "Talks" between north too\n  concluded by nothing',
    "level": 'level arms "arms" too\n  is nothing',
    "phase": 'phase one "One" too\n  lasts nothing\n  calm: nobody must keep calm',
    "a phase without a name": 'phase "One"\n  lasts 7 days\n  calm: nobody must keep calm',
    "provision": "calm: north shall keep calm\n  by 2025-02-30",
    "provision under a reading": "under nothing: calm: north must keep calm\n  by 2025-02-30",
    "claim": 'claim soon "Soon" too\n  every faithful run reaches nothing',
    "entry": "2025-01-19 act nobody too\n  by nobody",
    "entry of a bad date": "2025-02-30 act nobody names\n  by nobody",
    "entry of a bad kind": "2025-01-19 akt north names\n  by nobody; because",
    "amendment": "2025-01-19 amend north\n  names by 2025-02-30",
}


@pytest.mark.parametrize("text", HEADS_AND_CLAUSES.values(), ids=HEADS_AND_CLAUSES.keys())
def test_a_fault_of_the_head_hides_none_below(text: str) -> None:
    start = "" if text.startswith("agreement") else GOOD
    first = 1 + start.count("\n")
    loaded = load_text({"accord.pact": start + text + "\n"})
    found = {fault.span.line for fault in loaded.diagnostics if fault.severity is Severity.ERROR}
    assert found >= {first, first + text.count("\n")}, loaded.diagnostics


def test_texts_on_one_matter_without_dates(printed: Printed, expect: Expect) -> None:
    text = """\
agreement accord "An accord"
  signed 2025-01-15
  precedence later text prevails
party north "North"
instrument annex "An annex"
instrument notes "Notes"; dated 2025-01-15; signed by north
old: north must hand over the list; by 2025-02-01
new: north must hand over the list; by 2025-03-01
  set out in annex
  on the same matter as old
newer: north must hand over the list; by 2025-03-01; set out in notes; on the same matter as old
newest: north must hand over the list; set out in nots; on the same matter as oldest
"""
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_lengths_beyond_the_calendar(printed: Printed, expect: Expect) -> None:
    text = """\
agreement accord "An accord"
  counting day 1 is the day of entry into force
  term 20000 years
party north "North"
phase one "One"
  starts on week 100000000000; lasts 100000000000 days
map: north must hand over the map; by day 100000000000
list: north must hand over the list; by 100000000000 days after entry into force
names: north must hand over the names; by 9000 years and 9000 years after entry into force
late: north must hand over the rest; cure within 9000000000000 hours; by day 3652059
"""
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


@pytest.mark.parametrize(
    "origin", ["day 5", "the later of day 3 and 2026-01-01", "3 days after day 4"]
)
def test_days_are_not_counted_from_themselves(origin: str) -> None:
    text = GOOD.replace('"An accord"\n', f'"An accord"\n  counting day 1 is {origin}\n')
    found = [
        d for d in load_text({"accord.pact": text}).diagnostics if d.severity is Severity.ERROR
    ]
    assert [(d.span.line, d.span.column, d.rule) for d in found] == [(2, 21, "syntax")]
    assert "counted from one of these days themselves" in found[0].message
