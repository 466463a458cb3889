"""Where things stand on every day is what `status` says of that day."""

import random
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from servanda.model.agreement import Agreement
from servanda.monitor import Question, status
from servanda.monitor.days import Stretch, stretches
from servanda.workspace import load, load_text

sys.path.insert(0, str(Path(__file__).parents[1] / "semantics"))
import semantic_cases

EXAMPLES = Path(__file__).parents[2] / "examples"
DAYS_AT_MOST = 24
Found = dict[str, set[tuple[str, tuple[str, ...]]]]


def span(agreement: Agreement) -> tuple[date, date]:
    """Give the days of a record, with some before and after it."""
    calendar, header = agreement.header.calendar, agreement.header
    moments = [entry.when for entry in agreement.entries]
    moments += [each for each in (header.in_force, header.signed) if each is not None]
    days = [
        calendar.date_of(instant)
        for moment in moments
        for instant in (moment.earliest, moment.latest)
        if instant is not None
    ]
    first, last = min(days, default=date(2025, 1, 1)), max(days, default=date(2025, 2, 1))
    return first - timedelta(days=3), last + timedelta(days=40)


def on_day(found: tuple[Stretch, ...], day: date) -> Found:
    told: Found = {}
    for each in found:
        if each.first <= day <= each.last:
            told.setdefault(each.target, set()).add((each.stand.state, each.stand.states))
    return told


def by_status(agreement: Agreement, day: date) -> Found:
    found = status(agreement, Question(on=agreement.header.calendar.end_of_day(day)))
    told: Found = {}
    for provision in found.provisions:
        verdicts = [answer.verdict for answer in provision.answers]
        told[provision.provision.id] = {(v.state, v.states) for v in verdicts}
    for phase in found.phases:
        told[phase.phase.id] = {(a.verdict.state, a.verdict.states) for a in phase.answers}
    return told


def compare(agreement: Agreement, seed: int, count: int) -> None:
    """Compare some days, among them those at which something changes, and those before."""
    first, last = span(agreement)
    found = stretches(agreement, Question(on=0), first, last)
    chance = random.Random(seed)
    if names := [*agreement.provisions, *agreement.phases]:
        alone = chance.choice(names)  # of which only what is in its sight is replayed
        mine = tuple(each for each in found if each.target == alone)
        assert stretches(agreement, Question(on=0), first, last, [alone]) == mine
    changes = sorted({day for each in found for day in (each.first, each.last)})
    days = set(chance.sample(changes, min(len(changes), count // 2)))
    days |= {first + timedelta(days=chance.randint(0, (last - first).days)) for _ in range(count)}
    for day in sorted(days):
        assert on_day(found, day) == by_status(agreement, day), day


CASES = [pytest.param(case, id=case.name) for case in semantic_cases.all_cases()]


@pytest.mark.parametrize("case", CASES)
def test_each_rule_of_the_semantics_holds_on_every_day(case: semantic_cases.Case) -> None:
    for variant in case.variants:
        texts = {"a.pact": variant.pact, "a.record": variant.record}
        agreement = load_text(texts).agreement
        assert agreement is not None
        compare(agreement, case.line, DAYS_AT_MOST)


@pytest.mark.parametrize(
    "name", ["minsk-2-2015", "korea-1953", "montreal-protocol-1987", "lebanon-2024"]
)
def test_an_example_stands_each_day_where_status_says(name: str) -> None:
    agreement = load(EXAMPLES / name).agreement
    assert agreement is not None
    compare(agreement, 7, 8)


def test_stretches_of_a_thing_leave_no_day_out_and_tell_none_twice() -> None:
    agreement = load(EXAMPLES / "colombia-2016").agreement
    assert agreement is not None
    first, last = date(2016, 11, 1), date(2017, 9, 30)
    found = stretches(agreement, Question(on=0), first, last)
    for name in (*agreement.provisions, *agreement.phases):
        mine = [each for each in found if each.target == name]
        days = sum((each.last - each.first).days + 1 for each in mine if not each.reading)
        by_first = sorted({(each.first, each.last) for each in mine})
        assert by_first[0][0] == first and by_first[-1][1] == last
        for before, after in pairwise(by_first):
            assert after[0] == before[1] + timedelta(days=1)
        assert days <= (last - first).days + 1


def test_what_only_happens_costs_no_look() -> None:
    pact = (
        'agreement accord "An accord"\n  zone UTC\nparty north "North", south "South"\n'
        "truce: south must not attack\nnames: north must hand over the names; by 2025-03-01\n"
    )
    force = "2025-01-01 in force\n"
    incidents = "".join(
        f"2025-01-{1 + number % 28:02} incident south against truce alleged by north\n"
        for number in range(300)
    )
    looks: dict[str, int] = {}
    for name, record in (("without", force), ("with", force + incidents)):
        agreement = load_text({"a.pact": pact, "a.record": record}).agreement
        assert agreement is not None

        def watch(day: date, count: int, name: str = name) -> None:
            looks[name] = count

        stretches(agreement, Question(on=0), date(2025, 1, 1), date(2034, 12, 31), watch=watch)
    assert looks["with"] == looks["without"] < 12


def test_no_days_are_asked_about() -> None:
    agreement = load(EXAMPLES / "korea-1953").agreement
    assert agreement is not None
    assert stretches(agreement, Question(on=0), date(2000, 1, 2), date(2000, 1, 1)) == ()
