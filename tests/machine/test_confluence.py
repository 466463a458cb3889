"""Hold the machine to confluence: orders that say nothing change no verdict.

Neither does the order of declarations, nor that of entries of other dates, nor that of entries of one moment
that bear on nothing in common. Where two entries of one moment do bear on the same thing, the order of the
record is what it says (M8), and is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from servanda.checks.claims import check_claims
from servanda.machine.cone import Cones, touched
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.monitor import Question, status
from servanda.workspace import load, load_text

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from oracle import small as s  # noqa: E402
from oracle.drawn import agreements  # noqa: E402
from oracle.printed import text_of  # noqa: E402

K = TypeVar("K")
V = TypeVar("V")
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
SEEDS = 2


def verdicts(agreement: Agreement, on: int) -> object:
    """Give all that is said of an agreement on a date, by name."""
    found = status(agreement, Question(on=on))
    phases = {
        p.phase.id: {
            (a.reading, a.verdict.states, a.verdict.started, a.verdict.ended) for a in p.answers
        }
        for p in found.phases
    }
    provisions = {
        p.provision.id: {
            (
                a.reading,
                v.states,
                v.due,
                v.amended_due,
                v.met,
                v.late_days,
                str(v.done),
                str(v.owed),
            )
            for a in p.answers
            for v in (a.verdict,)
        }
        for p in found.provisions
    }
    return phases, provisions


def shuffled(things: Mapping[K, V], random: Random) -> dict[K, V]:
    names = list(things)
    random.shuffle(names)
    return {name: things[name] for name in names}


def otherwise_declared(agreement: Agreement, random: Random) -> Agreement:
    """Give the agreement with its declarations in another order."""
    return replace(
        agreement,
        events=shuffled(agreement.events, random),
        processes=shuffled(agreement.processes, random),
        levels=shuffled(agreement.levels, random),
        phases=shuffled(agreement.phases, random),
        provisions=shuffled(agreement.provisions, random),
    )


def otherwise_recorded(agreement: Agreement, random: Random, swaps: int = 2_000) -> Agreement:
    """Give the agreement with its entries in another order, those kept that bear on the same thing."""
    bearing = Bearing(agreement)
    entries = list(agreement.entries)
    for _ in range(swaps if len(entries) > 1 else 0):
        at = random.randrange(len(entries) - 1)
        one, other = entries[at : at + 2]
        if not may_meet(one, other) or bearing.are_apart(one, other):
            entries[at : at + 2] = [other, one]
    return replace(agreement, entries=tuple(entries))


def may_meet(one: Entry, other: Entry) -> bool:
    """Tell whether two entries may be of one moment."""
    if one.when.latest is None or other.when.latest is None:
        return True
    if one.when.earliest is None or other.when.earliest is None:
        return True
    return one.when.earliest <= other.when.latest and other.when.earliest <= one.when.latest


class Bearing:
    """Say on what entries bear: on which names that anything else may bear on, too."""

    def __init__(self, agreement: Agreement) -> None:
        cones = Cones(agreement)
        self._on: dict[str, set[str]] = {}
        for name in (*agreement.phases, *agreement.provisions, *agreement.processes):
            for below in cones.names(name):
                self._on.setdefault(below, set()).add(name)

    def are_apart(self, one: Entry, other: Entry) -> bool:
        return self._of(one).isdisjoint(self._of(other))

    def _of(self, entry: Entry) -> set[str]:
        names = touched(entry)
        return set(names).union(*(self._on.get(name, set()) for name in names))


def instants(agreement: Agreement) -> Sequence[int]:
    """Give the middle and the end of the record."""
    known = sorted(e.when.latest for e in agreement.entries if e.when.latest is not None)
    return [known[len(known) // 2], known[-1]] if known else []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_stands_alike_in_other_orders(name: str) -> None:
    agreement = load(ROOT / "examples" / name).agreement
    assert agreement is not None
    for on in instants(agreement):
        expected = verdicts(agreement, on)
        for seed in range(SEEDS):
            random = Random(seed)
            other = otherwise_recorded(otherwise_declared(agreement, random), random)
            assert list(other.provisions) != list(agreement.provisions)
            assert verdicts(other, on) == expected, (name, on, seed)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(agreements(), st.randoms(use_true_random=False))
def test_the_order_of_a_text_changes_no_answer(small: s.Small, random: Random) -> None:
    text = text_of(small)
    head, *sentences = sentences_of(text)
    random.shuffle(sentences)
    again = "".join([head, *sentences])
    one, other = (load_text({"a.pact": each}).agreement for each in (text, again))
    assert one is not None
    assert other is not None
    first, second = answers(one), answers(other)
    assume("unknown" not in str(first) and "unknown" not in str(second))
    assert first == second, again


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(agreements(), st.randoms(use_true_random=False))
def test_acts_of_one_day_that_bear_on_nothing_in_common_may_change_places(
    small: s.Small, random: Random
) -> None:
    text = text_of(small)
    record = drawn_record(small, random)
    agreement = load_text({"a.pact": text, "a.record": record}).agreement
    assert agreement is not None
    other = otherwise_recorded(otherwise_declared(agreement, random), random, swaps=200)
    for on in instants(agreement):
        assert verdicts(other, on) == verdicts(agreement, on), f"{text}\n{record}"


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.randoms(use_true_random=False))
def test_phases_that_ask_of_one_another_run_alike_in_any_order(random: Random) -> None:
    names = ["one", "two", "three", "four"][: random.randint(2, 4)]
    phases = [phase_asking(name, names, random) for name in names]
    record = f"record of circle\n2025-01-0{random.randint(1, 6)} happens alarm\n"
    found = set()
    for _ in range(3):
        agreement = load_text({"a.pact": CIRCLE + "".join(phases), "a.record": record}).agreement
        assert agreement is not None
        entry = agreement.header.in_force
        assert entry is not None
        assert entry.earliest is not None
        days = [entry.earliest + 1_440 * day for day in range(5)]
        found.add(str([sorted(phase_states(agreement, on).items()) for on in days]))
        random.shuffle(phases)
    assert len(found) == 1, "".join(phases)


CIRCLE = """\
agreement circle "A circle"
  counting day 1 is the day of entry into force
  in force on 2025-01-01
party north "North", south "South"
event alarm "the alarm is given" by the world
"""


def phase_asking(name: str, names: Sequence[str], random: Random) -> str:
    """Write a phase that begins and ends as others run, or do not."""

    def asked() -> str:
        other = random.choice([n for n in names if n != name])
        what = random.choice([f"{other} is running", f"{other} has started", "alarm"])
        return f"not ({what})" if random.random() < 0.4 else what

    start = random.choice(
        ["on entry into force", f"on day {random.randint(1, 3)}", f"when {asked()}"]
    )
    lines = [f'phase {name} "Phase {name}"', f"  starts {start}"]
    lines += [f"  lasts {random.randint(1, 4)} days"] if random.random() < 0.6 else []
    lines += [f"  ends when {asked()}"] if random.random() < 0.6 else []
    lines += [f"  runs on while {asked()}"] if random.random() < 0.3 else []
    if random.random() < 0.4:
        other = random.choice([n for n in names if n != name])
        when = f" as soon as {asked()}" if random.random() < 0.5 else ""
        lines += [f"  then {other}{when}"]
    return "\n".join(lines) + "\n"


def phase_states(agreement: Agreement, on: int) -> dict[str, str]:
    found = status(agreement, Question(on=on))
    return {
        p.phase.id: str([(a.verdict.states, a.verdict.started) for a in p.answers])
        for p in found.phases
    }


def sentences_of(text: str) -> list[str]:
    """Cut a text into its sentences: a line that is not indented begins one."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[:1].isspace() and found:
            found[-1] += line
        else:
            found.append(line)
    return found


def answers(agreement: Agreement) -> object:
    """Give the answers to the claims of an agreement, by name."""
    start = agreement.header.in_force
    assert start is not None
    assert start.earliest is not None
    return {
        result.claim.id: {(tuple(sorted(a.reading)), a.verdict) for a in result.answers}
        for result in check_claims(agreement, start.earliest)
    }


def drawn_record(small: s.Small, random: Random) -> str:
    """Write a record in which much happens on few days."""
    lines = ["record of drawn"]
    names = [
        *(f"happens {event.name}" for event in small.events),
        *(f"exercise north {p.name}" for p in small.provisions if isinstance(p, s.Power)),
        *(f"act north {p.name}" for p in small.provisions if isinstance(p, s.Duty)),
    ]
    for _ in range(8 if names else 0):
        lines.append(f"2025-01-0{random.randint(2, 5)} {random.choice(names)}")
    return "\n".join(lines) + "\n"
