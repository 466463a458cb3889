"""Hold the texts of the benchmark to what the benchmark says of them, at small sizes."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from servanda.checks.claims import check_claims, start_of
from servanda.diagnostics import Severity
from servanda.workspace import load_text

Part = Callable[[str], ModuleType]
FOLDER = Path(__file__).parents[2] / "bench" / "checker"


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Iterator[Part]:
    """Import a module of the benchmark by its name, and forget it afterwards."""
    monkeypatch.syspath_prepend(FOLDER)
    before = set(sys.modules)
    yield import_module
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and FOLDER in (
            Path(sys.modules[name].__file__ or "").parents
        ):
            del sys.modules[name]


def verdict_of(text: str) -> str:
    loaded = load_text({"bench.pact": text})
    assert [f for f in loaded.diagnostics if f.severity is Severity.ERROR] == []
    assert loaded.agreement is not None
    (result,) = check_claims(loaded.agreement, start_of(loaded.agreement, None, 0).at)
    return result.verdict.value


@pytest.mark.parametrize("variant", ["A", "B", "C", "V"])
def test_the_verdicts_on_the_agreement_are_those_the_benchmark_expects(
    part: Part, variant: str
) -> None:
    make = part("make_agreement")
    assert verdict_of(make.agreement(4, variant)) == make.EXPECTED[variant]


@pytest.mark.parametrize("variant", ["A", "B", "C", "V"])
def test_the_sketch_gives_the_verdicts_that_are_expected(part: Part, variant: str) -> None:
    sketch, make = part("by_sketch"), part("make_agreement")
    assert sketch.decide(sketch.build(4, variant)).verdict == make.EXPECTED[variant]


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ("waits", 2),
        ("suspensions", 2),
        ("quotas", 1),
        ("readings_all", 3),
        ("readings_any", 3),
        ("ring", 5),
        ("nested", 2),
    ],
)
def test_the_verdicts_on_the_hard_shapes_are_those_the_benchmark_expects(
    part: Part, shape: str, size: int
) -> None:
    shapes = part("shapes")
    assert verdict_of(shapes.text(shape, size)) == shapes.SHAPES[shape].verdict


def test_every_shape_is_tried_here(part: Part) -> None:
    mark = test_the_verdicts_on_the_hard_shapes_are_those_the_benchmark_expects.pytestmark[0]
    assert {shape for shape, _ in mark.args[1]} == set(part("shapes").SHAPES)


def test_no_horizon_is_one_step_longer_than_the_longest_run(part: Part) -> None:
    """Walk the longest run of B step by step: days, renewals, passages."""
    stepping, make = part("stepping"), part("make_agreement")
    steps, day, phase, renewals = 0, 0, 1, 0
    while phase <= len(make.PHASES):
        if day < make.DAYS:
            day += 1
        elif phase == 1 and renewals < make.RENEWALS:
            day, renewals = make.DAYS - make.WEEK, renewals + 1
        else:
            day, phase = 0, phase + 1
        steps += 1
    assert stepping.horizon("B") == steps


def test_the_pairs_of_duties_wait_as_the_benchmark_says(part: Part) -> None:
    make = part("make_agreement")
    laid = make.duties(10, "B", "one")
    assert [duty.due_day for duty in laid[:4]] == [1, 4, 6, 9]
    assert [duty.after for duty in laid[:4]] == [None, 0, None, 2]
    assert all(duty.due_day <= make.DAYS for duty in make.duties(1000, "B", "one"))
    impossible = make.duties(10, "V", "three")[-2]
    assert impossible.due_day < impossible.from_day
