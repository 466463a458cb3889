"""Names in any script: a word is a word with all its marks, and nothing unseen is a part of it."""

import sys
import unicodedata

import pytest

from servanda.syntax import Kind
from servanda.syntax.marks import MARKS
from servanda.syntax.tokens import tokenize


def pieces(text: str) -> list[tuple[Kind, str]]:
    return [(token.kind, token.text) for token in tokenize(text, "a.pact", 1)[0]]


@pytest.mark.parametrize(
    "word",
    [
        "ceasefire",
        "north-list",
        "one.captives",
        "préambule",
        "हिन्दी",
        "தமிழ்",
        "မြန်မာ",
        "ภาษาไทย",
        "اتّفاق",
        "می‌خواهم",
        "שְׁלוֹם",
        "停火",
        "정전협정",
        "ስምምነት",
        "перемир’я",
    ],
)
def test_a_name_is_one_word(word: str) -> None:
    assert pieces(word) == [(Kind.WORD, unicodedata.normalize("NFC", word))]


def test_two_spellings_of_a_letter_are_one_name() -> None:
    assert pieces("pre\u0301ambule") == pieces("pr\u00e9ambule")


@pytest.mark.parametrize("unseen", ["\u200b", "\u200c", "\u200d", "\u202e", "\u2066", "\ufeff"])
@pytest.mark.parametrize("text", ["acc{}ord", "accord{}", "{}accord"])
def test_what_cannot_be_seen_is_no_part_of_a_name(text: str, unseen: str) -> None:
    _, faults = tokenize(text.format(unseen), "a.pact", 1)
    assert [fault.rule for fault in faults] == ["stray-character"]


def test_the_marks_are_those_of_unicode() -> None:
    listed = {code for part in ranges() for code in range(ord(part[0]), ord(part[-1]) + 1)}
    assert {unicodedata.category(chr(code)) for code in listed} <= {"Mn", "Mc", "Cn", "Lo"}
    if unicodedata.unidata_version == "14.0.0":
        marks = {c for c in range(sys.maxunicode) if unicodedata.category(chr(c)) in ("Mn", "Mc")}
        selectors = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)}
        assert marks - selectors == listed


def ranges() -> list[str]:
    """Part the class of characters into single ones and ranges."""
    found: list[str] = []
    for character in MARKS:
        if character == "-" or (found and found[-1].endswith("-")):
            found[-1] += character
        else:
            found.append(character)
    return found
