"""The pages speak four languages, and leave no message of theirs untranslated in any."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from asking import asker

from servanda.web.language import LANGUAGES, LOCALE, Speech, chosen

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import messages  # noqa: E402

TRANSLATED = [code for code in LANGUAGES if code != "en"]
_PLACE = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def template() -> Any:
    return messages.messages()


def test_there_are_messages_and_languages(template: Any) -> None:
    assert len(template) > 100
    assert set(TRANSLATED) == set(messages.LANGUAGES) == {file.stem for file in LOCALE.glob("*.po")}


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_untranslated_and_nothing_is_left_over(template: Any, code: str) -> None:
    kept = messages.catalogue(code)
    assert messages.untranslated(kept) == []
    assert {m.id for m in kept if m.id} == {m.id for m in template if m.id}, "run tools/messages.py"


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_says_the_same_parts(code: str) -> None:
    """A translation may leave a number out (`one day`), and nothing else; it adds nothing."""
    for message in messages.catalogue(code):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(_PLACE.findall(ids[0]))
        for string in strings:
            assert wanted - {"num"} <= set(_PLACE.findall(string)) <= wanted, (code, message.id)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_says_nothing_in_another_language(
    examples: dict[str, Any], template: Any, code: str
) -> None:
    """No English message is left on a page in another language, but where the translation is the same."""
    text = examples["gaza-2025"](f"/overview?on=2025-02-20&lang={code}").text
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in text
    spoken = Speech(code)
    plain = [m.id for m in template if isinstance(m.id, str) and m.id and "%" not in m.id]
    long = [each for each in plain if len(each) > 16]
    left = [each for each in long if f">{each}<" in text and spoken.say(each) != each]
    assert left == []


def test_a_language_is_chosen_by_the_address_else_by_the_reader() -> None:
    assert chosen("ar", "fr") == "ar"
    assert chosen("", "de, fr;q=0.8, en;q=0.5") == "fr"
    assert chosen("xx", "de;q=0.9") == "en"
    assert chosen("", "es;q=x, ar;q=0.1") == "ar"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("between 2017-09-01 and 2017-09-22", "entre 1 sept. 2017 et 22 sept. 2017"),
        ("between 1994 and 2013", "entre 1994 et 2013"),
        ("between 2025-01-26 10:00 and 2025-01-26 12:00", None),
        ("2017-02-18~", "vers 18 févr. 2017"),
        ("about 2007", "vers 2007"),
        ("summer 1999", "été 1999"),
        ("late 2015-02", "fin févr. 2015"),
    ],
)
def test_what_makes_a_date_vague_is_said_in_the_language(written: str, told: str | None) -> None:
    found = Speech("fr").day(written)
    assert told is None or found == told
    assert not any(word in found for word in ("between", "about", "summer", " and "))


def test_dates_and_numbers_are_those_of_the_language() -> None:
    assert Speech("fr").day("due 2025-03-01") == "due 1 mars 2025"
    assert Speech("en").count("%(num)s day", "%(num)s days", 4292) == "4,292 days"
    assert Speech("ar").count("%(num)s day", "%(num)s days", 2) == "يومان"


def test_what_is_quoted_runs_by_itself_so_that_its_marks_go_with_the_page() -> None:
    """Between English words and Arabic ones a mark alone would turn with the words on its one side."""
    page = asker(ROOT / "examples" / "gaza-2024")("/record?on=2024-06-11&lang=ar").text
    assert "«<bdi>received and studied; they call for acceptance</bdi>»" in page
    assert not re.search(r"«(?!<bdi>)", page)
