"""Hold the register of words to the code: what a person can meet in an answer is explained there."""

import re
from enum import Enum
from pathlib import Path

import pytest

from servanda.machine import LifeState
from servanda.model.actors import Role
from servanda.model.claims import Verdict
from servanda.model.provisions import Modality

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
WORDS: list[Enum] = [word for kind in (LifeState, Verdict, Modality, Role) for word in kind]


def first_cells() -> list[str]:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    return [" | ".join(row) for row in rows]


@pytest.mark.parametrize("word", WORDS, ids=str)
def test_a_word_of_the_code_is_in_the_register(word: Enum) -> None:
    spelt = rf"(?<![\w-]){re.escape(str(word.value))}(?![\w-])"
    assert any(re.search(spelt, row) for row in first_cells())
