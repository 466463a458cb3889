"""What is judged of one duty of a sort holds for each: every duty, judged by itself, is judged so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from servanda.checks.dates import hard_to_meet
from servanda.checks.dates.alike import Sorts
from servanda.checks.dates.impossible import _Judge
from servanda.checks.dates.placing import Places
from servanda.machine import Machine
from servanda.machine.choices import default_choice
from servanda.model.agreement import Agreement
from servanda.workspace import load, load_text

sys.path.insert(0, str(Path(__file__).parent))
from dates_texts import START, texts

EXAMPLES = sorted(p for p in (Path(__file__).parents[3] / "examples").iterdir() if p.is_dir())
HEAD = """agreement case "A case"
  in force on 2025-01-01
party north "North", south "South"
event thaw "the thaw" by the world
phase one "One"
  starts on entry into force
  lasts 30 days
"""


def judged_alone(machine: Machine, outside: frozenset[str]) -> set[str]:
    judge = _Judge(Places(machine, START, outside))
    found = machine.agreement.provisions.values()
    return {p.id for p in found if p.id not in outside and judge.is_hard(p)}


def compare(agreement: Agreement, outside: frozenset[str]) -> None:
    machine = Machine(agreement, default_choice(agreement, {}))
    assert hard_to_meet(machine, START, outside) == judged_alone(machine, outside)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(texts(), st.data())
def test_in_small_texts(text: str, data: st.DataObject) -> None:
    loaded = load_text({"small.pact": text})
    if loaded.agreement is None or loaded.has_errors:
        event("not a text")
        return
    agreement = loaded.agreement
    names = sorted((*agreement.provisions, *agreement.phases, *agreement.events))
    compare(
        agreement, frozenset(data.draw(st.sets(st.sampled_from(names)))) if names else frozenset()
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_in_the_examples(path: Path) -> None:
    agreement = load(str(path), ()).agreement
    assert agreement is not None
    compare(agreement, frozenset())
    compare(agreement, frozenset((*agreement.phases, *list(agreement.provisions)[::3])))


def sorts_of(lines: str) -> dict[str, int]:
    loaded = load_text({"case.pact": HEAD + lines})
    assert loaded.agreement is not None and not loaded.has_errors, loaded.diagnostics
    sorts = Sorts(Machine(loaded.agreement, {}))
    return {name.split(".")[-1]: sorts.of(name) for name in loaded.agreement.provisions}


PAIR = """  a{n}: north must clear field {n}; by day {day} of one
  b{n}: south must mark field {n}; after {first}; by day 9 of one
"""


def pair(number: int, *, day: int = 5, first: str = "") -> str:
    return PAIR.format(n=number, day=day, first=first or f"a{number}")


def test_pairs_that_say_the_same_are_alike() -> None:
    found = sorts_of(pair(1) + pair(2) + pair(3, day=6) + pair(4, first="thaw"))
    assert found["a1"] == found["a2"] == found["a4"] != found["a3"]
    assert found["b1"] == found["b2"]
    assert len({found["b1"], found["b3"], found["b4"]}) == 3


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  then two when a1\n", 'phase two "Two"\n  lasts 3 days\n'),
        ("", "  hold: south may suspend a1\n"),
    ],
)
def test_what_something_else_speaks_of_is_of_a_sort_of_its_own(before: str, after: str) -> None:
    found = sorts_of(before + pair(1) + pair(2) + after)
    assert found["a1"] != found["a2"]
    assert found["b1"] != found["b2"]


def test_what_waits_for_itself_is_of_a_sort_of_its_own() -> None:
    ring = "".join(f"d{n}: north must clear field {n}; after d{(n + 1) % 3}\n" for n in range(3))
    assert len(set(sorts_of(ring).values())) == 3
