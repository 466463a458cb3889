"""What the rules and the reader of texts find is said in each language: each message is of a form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from addresses import ROOT

from servanda.diagnostics import RULES
from servanda.reports.tongue import Tongue
from servanda.web.fault_forms import HELPS, MESSAGES
from servanda.web.fault_words import READING, THINGS, FaultWords
from servanda.web.language import Speech
from servanda.web.refusal_words import REFUSALS
from servanda.workspace import load
from servanda.workspace.pipeline import check

RULE_TESTS = sorted((ROOT / "tests" / "rules").glob("*.md"))
BLOCK = re.compile(r"^```(pact|record)[^\n]*\n(.*?)^```", re.S | re.M)


@pytest.mark.parametrize("file", RULE_TESTS, ids=lambda file: file.stem)
def test_what_a_rule_says_is_of_a_known_form(file: Path, tmp_path: Path) -> None:
    """Taken apart and put together in English, each message and each help says the same."""
    words, found, pact = FaultWords(Tongue()), set(), ""
    for number, (kind, text) in enumerate(BLOCK.findall(file.read_text("utf-8"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        pact = text if kind == "pact" else pact
        (folder / "a.pact").write_text(pact, "utf-8")
        if kind == "record":
            (folder / "a.record").write_text(text, "utf-8")
        for fault in check(load(folder)):
            found.add(fault.rule)
            for told in (fault.message, fault.help):
                assert not told or words.tell(told) == " ".join(told.split())
    assert file.stem in found


def test_each_rule_has_a_test_of_its_own() -> None:
    from servanda.checks import rules

    folder = Path(next(iter(rules.__path__)))
    named = {file.stem.replace("_", "-") for file in folder.glob("[a-z]*.py")}
    assert named <= {file.stem for file in RULE_TESTS} and named <= set(RULES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "no day makes `a`, `b`, `c` and 3 more late",
            "aucun jour ne met `a`, `b`, `c` et 3 autres en retard",
        ),
        ("expected `against`, found `raid`", "attendu : `against` ; trouvé : `raid`"),
        (
            "`end` ends phase `one` at the first breach of `one.lists`, however small",
            "`end` met fin à la phase `one` dès la première violation de `one.lists`, si minime soit-elle",
        ),
        ("what nobody has written", None),
    ],
)
def test_a_fault_is_said_in_another_language(text: str, told: str | None) -> None:
    assert FaultWords(Speech("fr")).tell(text) == told


def test_no_form_stands_twice() -> None:
    forms = (*MESSAGES, *HELPS, *READING, *REFUSALS)
    assert len(set(forms)) == len(forms)
    assert len(set(THINGS)) == len(THINGS)


def _expected(file: Path) -> Iterator[str]:
    """Give what a reader of texts says that it expected, with `X` for what is put in."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        whats = [each.value for each in node.keywords if each.arg == "what"]
        for each in node.args + whats if node.func.attr in ("fault", "name") else ():
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value
            elif isinstance(each, ast.JoinedStr):
                yield "".join(
                    part.value if isinstance(part, ast.Constant) else "X" for part in each.values
                )


CODES = re.compile(r"(`[^`]*`(, | or |, or )?)+")
PARTS = re.compile(r", | or ")


def test_what_is_expected_can_be_said_in_each_language() -> None:
    """Whatever the reader of texts expects is a word of the language of texts, or a message."""
    words, source = FaultWords(Tongue()), ROOT / "src" / "servanda"
    things = (*THINGS, "provision, nor is it `%(text)s`,")
    files = [*(source / "resolve").rglob("*.py"), *(source / "syntax").rglob("*.py")]
    found = {text for file in files for text in _expected(file)}
    assert len(found) > 40
    unknown = {
        text
        for text in found
        if not CODES.fullmatch(text)
        and words._by_form(text, things) is None
        and not all(words._by_form(part, things) for part in PARTS.split(text))
    }
    assert unknown == set()
