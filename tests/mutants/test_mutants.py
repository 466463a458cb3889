"""The tool that changes the program in small places: which changes it makes, and what becomes of them."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from mutants.__main__ import SCOPE, _modules
from mutants.accepted import Faulty, accepted, stale
from mutants.change import Mutant
from mutants.operators import mutants_of, parsed
from mutants.report import wilson
from mutants.running import code_of, live

ROOT = Path(__file__).parents[2]
MODULES = dict(_modules(SCOPE))
SOME = [name for name in MODULES if name.endswith(("steps", "lengths", "recall", "watch"))]


@cache
def of(module: str) -> list[Mutant]:
    return [each for each, _ in mutants_of(module, parsed(MODULES[module].read_text("utf-8")))]


def changes(source: str) -> list[str]:
    return [f"{each.operator}: {each.change}" for each, _ in mutants_of("m", parsed(source))]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("x = a < b", ["comparison: a < b -> a <= b", "comparison: a < b -> a >= b"]),
        ("x = a is not None", ["comparison: a is not None -> a is None"]),
        (
            "x = a and b",
            ["and/or: a and b -> a or b", "part: a and b -> b", "part: a and b -> a"],
        ),
        (
            "x = f(a + 1)",
            ["arithmetic: a + 1 -> a - 1", "number: a + 1 -> a + 2", "number: a + 1 -> a + 0"],
        ),
        ("x = min(a, b)", ["call: min(a, b) -> max(a, b)"]),
        ("x = f(flag=True)", ["boolean: f(flag=True) -> f(flag=False)"]),
        ("x = not a", ["condition: not a -> a"]),
        ("a.append(b)", ["statement: a.append(b) -> (nothing)"]),
        ("a[b] = c", ["statement: a[b] = c -> (nothing)"]),
        ("return f(a)", ["return: f(a) -> f(a) + 1"]),
        (
            "if f(a):\n    pass",
            ["condition: f(a) -> not f(a)"],
        ),
        (
            "for x in a:\n    continue",
            ["loop: continue -> break"],
        ),
        (
            "x = [y for y in a if f(y)]",
            ["part: [y for y in a if f(y)] -> [y for y in a if True]"],
        ),
        (
            "match a:\n    case 1 if b:\n        f()\n    case _:\n        f()",
            [
                "arm: case 1: f() -> (no such arm)",
                "arm: b -> True",
                "statement: f() -> (nothing)",
                "arm: case _: f() -> (no such arm)",
                "statement: f() -> (nothing)",
            ],
        ),
        ('raise Fault(f"{a + 1}")', ["statement: raise Fault(f'{a + 1}') -> (nothing)"]),
        ('x = f"{a + 1}"', []),
        ("x: int | None = None", []),
        ("assert a < b", []),
        ('"""Say what it does."""', []),
    ],
)
def test_the_changes_to_a_statement(body: str, wanted: list[str]) -> None:
    indented = "\n".join(f"    {line}" for line in body.split("\n"))
    assert changes(f"def told(a, b) -> int:\n{indented}\n") == wanted


def test_what_is_changed_as_a_module_is_imported_has_no_function() -> None:
    source = "LIMIT = f(3)\nclass A:\n    x: int = 0\n    def b(self, c=1):\n        return 2 < c\n"
    found = [(m.function, m.owner) for m, _ in mutants_of("m", parsed(source))]
    assert found[0] == ("", ())
    assert ("A", ()) in found and ("A.b", ()) in found and ("A.b", ("A", "b")) in found


@pytest.mark.parametrize("module", SOME)
def test_each_change_makes_another_program_that_compiles(module: str) -> None:
    """Some changes of each module are made; their functions are found, and take the code."""
    path = MODULES[module]
    importlib.import_module(module)
    source = path.read_text("utf-8")
    before = ast.unparse(parsed(source))
    for place in range(0, len(of(module)), len(of(module)) // 4 or 1):
        tree = parsed(source)
        mutant, make = mutants_of(module, tree)[place]
        make()
        assert ast.unparse(tree) != before, mutant
        code = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
        if mutant.owner:
            assert len(code_of(code, mutant.owner).co_freevars) == len(
                live(mutant).__code__.co_freevars
            )


def test_changes_are_told_apart() -> None:
    for module in SOME:
        assert len({mutant.key for mutant in of(module)}) == len(of(module))


def test_every_listed_survivor_is_a_change_to_the_text_as_it_stands() -> None:
    listed = {key[0] for key in accepted()}
    assert listed <= set(MODULES)
    assert stale(accepted(), (mutant for module in listed for mutant in of(module)), listed) == []


def test_a_list_without_reasons_is_refused(tmp_path: Path) -> None:
    item = '[[survivor]]\nmodule = "m"\nfunction = "f"\nchange = "a -> b"\n'
    for rest in ('because = "lazy"\nwhy = "so"\n', 'because = "speed"\nwhy = " "\n'):
        (tmp_path / "list.toml").write_text(item + rest)
        with pytest.raises(Faulty):
            accepted(tmp_path / "list.toml")


def test_the_interval_of_a_sample() -> None:
    """Wilson's interval for 27 of 30, as tables give it."""
    low, high = wilson(27, 30)
    assert (round(low, 3), round(high, 3)) == (0.744, 0.965)


SMALL = """\
LIMIT = f(3) if False else 3


def under(n: int) -> bool:
    return n < LIMIT


def down(n: int) -> int:
    while n > 0:
        n -= 1
    return n


def unseen(n: int) -> int:
    return n + 1
"""
TESTS = """\
import pytest
from small import down, under


@pytest.mark.parametrize(("n", "wanted"), [(2, True), (4, False)])
def test_under(n, wanted):
    assert under(n) is wanted


def test_down():
    assert down(3) == 0
"""
ASK = """\
import json, sys
from pathlib import Path
from mutants.change import Mutant
from mutants.operators import mutants_of, parsed
from mutants.running import Job, run
here = Path(sys.argv[1])
path = here / "small.py"
found = {}
tree = parsed(path.read_text())
made = mutants_of("small", tree)
job = Job(
    mutants=[mutant for mutant, _ in made], trees={"small": tree},
    makes={mutant.key: make for mutant, make in made},
    paths={"small": path}, tests=[str(here)], kept=here / "kept", digest="", slowest=9, patience=9,
    without="", tell=lambda outcome: found.update({outcome.mutant.change: outcome.fate.value}),
)
run(job)
print(json.dumps(found))
"""


def test_what_becomes_of_changes(tmp_path: Path) -> None:
    """Noticed, run out of time, survived, never run; inside functions and as the module is imported."""
    (tmp_path / "small.py").write_text(SMALL)
    (tmp_path / "test_small.py").write_text(TESTS)
    command = [sys.executable, "-c", ASK, str(tmp_path)]
    paths = f"{ROOT / 'tools'}:{tmp_path}"
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": paths}, check=True
    )
    found = json.loads(done.stdout)
    assert found["n < LIMIT -> n >= LIMIT"] == "killed"
    assert found["n < LIMIT -> n <= LIMIT"] == "survived"
    assert found["n -= 1 -> (nothing)"] == "too long"
    assert found["n + 1 -> n - 1"] == "no test runs it"
    assert found["f(3) if False else 3 -> f(3) if False else 2"] == "killed"
    assert found["f(3) if False else 3 -> f(3) if False else 4"] == "survived"
