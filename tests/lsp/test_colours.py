"""The colours of an editor keep up with the words of the language."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from servanda.lsp.colours import grammar, printed
from servanda.model.events import Manner
from servanda.model.provisions import Modality
from servanda.resolve import actors, acts, entries, provisions
from servanda.resolve.resolve import KEYWORDS

VSCODE = Path(__file__).parents[2] / "editors" / "vscode"
RULES: dict[str, Any] = grammar()
PATTERNS: list[Any] = RULES["patterns"]
ENTRY: list[Any] = RULES["repository"]["entry"]["patterns"]


def scope(text: str, patterns: list[Any] = PATTERNS) -> str:
    """Give the last scope that a pattern gives to the whole end of a text, as the engine would."""
    for pattern in patterns:
        if "include" in pattern:
            part = RULES["repository"][pattern["include"].removeprefix("#")]
            found = "" if "begin" in part else scope(text, part.get("patterns", [part]))
            if found:
                return found
            continue
        if "begin" in pattern and "match" not in pattern:
            continue
        for match in re.finditer(pattern["match"], text):
            for group, name in pattern.get("captures", {}).items():
                if match.end(int(group)) == len(text):
                    return str(name["name"])
            if match.end() == len(text) and "name" in pattern:
                return str(pattern["name"])
    return ""


def test_the_copy_is_what_is_made_of_the_language() -> None:
    kept = (VSCODE / "syntaxes" / "servanda.tmLanguage.json").read_text("utf-8")
    assert kept == printed(), "print it anew: python -m servanda.lsp.colours"


def test_the_manifest_names_the_grammar() -> None:
    manifest = json.loads((VSCODE / "package.json").read_text("utf-8"))
    (language,) = manifest["contributes"]["languages"]
    (colours,) = manifest["contributes"]["grammars"]
    assert colours["scopeName"] == RULES["scopeName"]
    assert colours["language"] == language["id"]
    assert language["extensions"] == [f".{end}" for end in RULES["fileTypes"]]
    assert (VSCODE / colours["path"]).is_file() and (VSCODE / manifest["main"]).is_file()
    json.loads((VSCODE / language["configuration"]).read_text("utf-8"))


@pytest.mark.parametrize("word", [*KEYWORDS, *actors.ROLES])
def test_each_sentence_has_its_colour(word: str) -> None:
    assert scope(word).startswith("keyword.control.sentence")


@pytest.mark.parametrize("word", [*provisions.KEYWORDS, *provisions.PHASE_CLAUSES])
def test_each_clause_has_its_colour(word: str) -> None:
    assert scope(f"  {word}").startswith("keyword.other.clause")
    assert scope(f"a: north must act; {word}").startswith("keyword.other.clause")


@pytest.mark.parametrize("word", [modality.value for modality in Modality])
def test_each_modal_has_its_colour(word: str) -> None:
    assert scope(f"a: north {word}").startswith("keyword.operator.modal")


@pytest.mark.parametrize("word", acts.HEADS)
def test_each_kind_of_entry_has_its_colour(word: str) -> None:
    (begin,) = (each for each in PATTERNS if "begin" in each)
    for date in (
        "2024-06-11",
        "early 2024-06",
        "2024-06-11 10:15",
        "1999",
        "2024-06 recorded 2025-01",
    ):
        match = re.match(begin["begin"], f"{date} {word} north")
        assert match is not None and match.group(2) == word


@pytest.mark.parametrize("word", sorted({*acts.CLAUSE_WORDS, *acts.STANCES, *entries.VAGUE}))
def test_each_word_of_an_entry_has_its_colour(word: str) -> None:
    wanted = (
        "keyword.other.clause"
        if word in acts.CLAUSE_WORDS
        else "support.constant.stance"
        if word in acts.STANCES
        else ""
    )
    assert scope(word, ENTRY).startswith(wanted)


def test_words_of_names_and_of_texts_have_none_of_these() -> None:
    assert scope("  by-leaving") == ""
    assert scope("a: north must-not") == ""
    assert scope('a: "must not').startswith("string")
    assert scope("# must not").startswith("comment")
    assert Manner.EACH.value == "each" and scope("a: north and south each").startswith("keyword")
