"""`servanda explain`: each rule that a diagnostic may name has a page, and its example shows it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servanda.diagnostics import RULES, Diagnostic, Rule, language_rules
from servanda.workspace import load_text
from servanda.workspace.rules import register_all

Run = Callable[..., tuple[int, str, str]]
SOURCE = Path(__file__).parents[2] / "src" / "servanda"

register_all()
ABOUT_TEXTS = language_rules.RULES_OF_READING
ABOUT_FILES = [rule for rule in ABOUT_TEXTS if rule.example.lstrip().startswith("$")]


def test_a_rule_is_explained(servanda: Run) -> None:
    status, out, err = servanda("explain", "each-or-jointly")
    assert (status, err) == (0, "")
    assert out.startswith("error[each-or-jointly]: Several actors are named")
    assert "Mended:" in out


def test_an_unknown_rule_is_answered_with_the_nearest(servanda: Run) -> None:
    outcome = servanda("explain", "each-or-joint")
    message = "servanda: no rule is named `each-or-joint`; did you mean `each-or-jointly`?\n"
    assert outcome == (2, "", message)


def test_all_rules_are_listed(servanda: Run) -> None:
    status, out, _ = servanda("explain")
    assert status == 0
    listed = [line.split()[0] for line in out.splitlines()]
    assert listed == sorted(RULES)


def named_rules() -> Iterator[tuple[str, str]]:
    """Find each rule that the code names in a diagnostic: by keyword, or to a maker of faults.

    By the rules of `intake/rules`, and by patterns, reports are read: they stand in drafts, and
    `read --explain` tells of them.
    """
    reading = {SOURCE / "intake" / "rules", SOURCE / "intake" / "patterned.py"}
    for file in sorted(f for f in SOURCE.rglob("*.py") if reading.isdisjoint((f, *f.parents))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for keyword in node.keywords:
                if keyword.arg == "rule" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value), file.name
            is_maker = isinstance(node.func, ast.Name) and node.func.id == "_error"
            if is_maker and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), file.name


def test_every_rule_that_a_diagnostic_names_is_registered() -> None:
    found = set(named_rules())
    assert len(found) > 25
    assert {(rule, file) for rule, file in found if rule not in RULES} == set()


def test_every_rule_of_reading_is_used() -> None:
    used = {rule for rule, _ in named_rules()} | {"syntax"}
    assert {rule.name for rule in ABOUT_TEXTS} - used == set()


@pytest.mark.parametrize("rule", ABOUT_TEXTS, ids=lambda rule: rule.name)
def test_a_page_says_what_why_and_how(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.why.split()) > 12
    assert max(map(len, rule.why.splitlines())) <= 100
    assert "Mended:" in rule.example


@pytest.mark.parametrize(
    "rule", [rule for rule in ABOUT_TEXTS if rule not in ABOUT_FILES], ids=lambda rule: rule.name
)
def test_the_example_of_a_page_shows_the_rule(rule: Rule) -> None:
    bad, _, mended = rule.example.partition("Mended:")
    assert rule.name in {fault.rule for fault in faults(bad)}
    assert faults(mended) == ()


def faults(text: str) -> tuple[Diagnostic, ...]:
    return load_text({"example.pact": text.strip("\n") + "\n"}).diagnostics
