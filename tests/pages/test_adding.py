"""An entry is prepared, looked at, and appended once it is confirmed: wholly, and over nobody's change."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

ORIGIN = {"origin": "http://127.0.0.1:8642"}
PACT = 'agreement a "A"\nparty x "X"\nparty y "Y"\nleave: x must leave the hill\n  by 2025-02-01\n'
RECORD = 'record of a\nsource paper "The Paper"\n  kind press\n2025-01-01 in force\n'
ENTRY = "2025-01-20 act x leave"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.pact").write_text(PACT, "utf-8")
    (tmp_path / "a.record").write_text(RECORD, "utf-8")
    return tmp_path


def post(ask: Any, form: dict[str, str], page: str = "add", **headers: str) -> Any:
    named = {**ORIGIN, "content_type": "application/x-www-form-urlencoded", **headers}
    return ask(f"/{page}?on=2025-03-01", "POST", urlencode(form).encode(), **named)


def hidden(text: str) -> dict[str, str]:
    """Read the form that confirms."""
    section = text.partition('aria-labelledby="ready"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', section)
    return {name: unescape(value) for name, value in found}


def test_an_entry_is_looked_at_and_then_appended(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    assert "overdue" in ask("/overview?on=2025-03-01").text
    form = {
        "text": ENTRY,
        "via": "y",
        "source": "paper",
        "place": "page 3",
        "certainty": "verified",
    }
    looked = post(ask, form)
    assert looked.status == 200
    assert (folder / "a.record").read_text("utf-8") == RECORD
    assert "X performs leave" in looked.text and "relayed by Y" in looked.text
    ready = hidden(looked.text)
    assert ready["text"] == f'{ENTRY} via y [paper "page 3", verified]'
    done = post(ask, ready)
    assert (done.status, done.headers["location"]) == (303, "/record?on=2025-03-01")
    assert (folder / "a.record").read_text("utf-8") == f"{RECORD}{ready['text']}\n"
    assert "overdue" not in ask("/overview?on=2025-03-01").text


def test_a_record_that_changed_meanwhile_is_left_alone(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    ready = hidden(post(ask, {"text": ENTRY}).text)
    changed = f"{RECORD}# somebody else wrote this\n"
    (folder / "a.record").write_text(changed, "utf-8")
    answer = post(ask, ready)
    assert answer.status == 400 and "was changed meanwhile" in answer.text
    assert (folder / "a.record").read_text("utf-8") == changed


@pytest.mark.parametrize(
    "text",
    ["2025-01-20 act x go-away", "nonsense", "2025-13-40 act x leave", "2025-01-20 act x leave ["],
)
def test_what_is_not_in_order_is_not_written(folder: Path, ask_about: Any, text: str) -> None:
    ask = ask_about(folder)
    looked = post(ask, {"text": text})
    assert "would not be in order" in looked.text and hidden(looked.text) == {}
    forced = post(ask, {"text": text, "confirm": "yes", "record": "a.record", "digest": ""})
    assert "would not be in order" in forced.text
    assert (folder / "a.record").read_text("utf-8") == RECORD


@pytest.mark.parametrize(
    "form",
    [
        {"text": ""},
        {"text": "x" * 30_000},
        {"text": ENTRY, "record": "../other.record"},
        {"text": ENTRY, "record": "a.pact"},
    ],
)
def test_what_cannot_be_an_entry_is_refused(
    folder: Path, ask_about: Any, form: dict[str, str]
) -> None:
    assert post(ask_about(folder), form).status == 400
    assert (folder / "a.record").read_text("utf-8") == RECORD


def test_read_only_pages_write_nothing(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder, is_read_only=True)
    assert "read-only" in ask("/add").text and "<textarea" not in ask("/add").text
    assert post(ask, {"text": ENTRY}).status == 403


def test_a_page_elsewhere_writes_nothing(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    ready = hidden(post(ask, {"text": ENTRY}).text)
    assert post(ask, ready, origin="http://evil.example").status == 403
    assert post(ask, ready, sec_fetch_site="cross-site").status == 403
    assert (folder / "a.record").read_text("utf-8") == RECORD


def test_a_link_is_not_written_through(folder: Path, ask_about: Any) -> None:
    real = folder / "elsewhere"
    real.write_text(RECORD, "utf-8")
    (folder / "a.record").unlink()
    (folder / "a.record").symlink_to(real)
    ask = ask_about(folder)
    ready = hidden(post(ask, {"text": ENTRY}).text)
    assert post(ask, ready).status == 400
    assert real.read_text("utf-8") == RECORD


def test_the_first_entry_makes_the_record(folder: Path, ask_about: Any) -> None:
    (folder / "a.record").unlink()
    ask = ask_about(folder)
    text = "record of a\n2025-01-01 in force"
    ready = hidden(post(ask, {"text": text}).text)
    assert post(ask, ready).status == 303
    assert (folder / "a.record").read_text("utf-8") == f"{text}\n"
