"""Drafts are decided on from a page as from the command line: accepted, edited, rejected, merged."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_adding import post

from servanda.intake.draft_text import read_drafts
from servanda.intake.review import pending
from servanda.workspace import load

ROOT = Path(__file__).parents[2]
DRAFT = """\
record of accord

source news "North signs"
  dated 2031-05-06

# draft aaaaaaaaaa · stance.verb · 0.90 · new
#   news 10-30 "North accepts the <b>accord</b>"
2031-05-06 say north accepts accord [news ¶1, unverified]

# draft bbbbbbbbbb · stance.verb · 0.90 · repeats accord.record:3
#   news 40-50 "South rejects the accord"
2031-05-06 say south rejects accord [news ¶2, unverified]

# draft cccccccccc · stance.verb · 0.50 · new
#   news 60-80 "Somebody else rejected the accord"
#   open: who is "Somebody else"?
#? before 2031-05-07 say ? rejects accord [news ¶3, unverified]
"""
RECORD = """\
record of accord
source wire "A wire"
2031-05-06 say south rejects accord words "no" [wire ¶4, verified]  # as told
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for pact in (ROOT / "tests" / "cli" / "accord").glob("*.pact"):
        shutil.copy(pact, tmp_path / pact.name)
    (tmp_path / "accord.record").write_text(RECORD, "utf-8")
    (tmp_path / "news.draft").write_text(DRAFT, "utf-8")
    return tmp_path


def drafts(ask: Any) -> dict[str, Any]:
    return {each["id"][0]: each for each in json.loads(ask("/inbox.json").text)["drafts"]}


def decide(ask: Any, letter: str, what: str, **more: str) -> Any:
    draft = drafts(ask)[letter]
    form = {"file": draft["file"], "id": draft["id"], "digest": draft["digest"], "what": what}
    return post(ask, {**form, **more}, page="inbox")


def record(folder: Path) -> str:
    return (folder / "accord.record").read_text("utf-8")


def test_drafts_are_shown_with_what_bears_them_out(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    text = ask("/inbox?lang=en").text
    assert "3 drafts wait" in text and "&lt;b&gt;accord&lt;/b&gt;" in text
    assert "Something is open" in text and "The record has:" in text
    assert text.count('value="accept"') == 2 and text.count('value="merge"') == 1


def test_a_draft_is_accepted(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    assert decide(ask, "a", "accept").status == 303
    assert "2031-05-06 say north accepts accord [news ¶1, verified]  # draft aaaaaaaaaa" in record(
        folder
    )
    assert 'source news "North signs"' in record(folder)
    assert set(drafts(ask)) == {"b", "c"}
    assert load(folder).diagnostics == ()


def test_a_draft_is_rejected_and_remembered(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    assert decide(ask, "a", "reject").status == 303
    assert record(folder) == RECORD
    text = read_drafts((folder / "news.draft").read_text("utf-8"))
    assert [item.id[0] for item in pending(text)] == ["b", "c"]
    assert "# rejected aaaaaaaaaa" in (folder / "news.draft").read_text("utf-8")


def test_a_draft_is_merged_with_the_entry_it_repeats(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    assert decide(ask, "b", "merge").status == 303
    assert "[wire ¶4, verified] [news ¶2, verified]  # as told" in record(folder)
    assert load(folder).diagnostics == ()


def test_what_is_open_is_settled_by_an_edit_first(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    assert "something is open" in decide(ask, "c", "accept").text
    assert decide(ask, "c", "edit", line="nonsense").status == 400
    line = "before 2031-05-07 say south rejects accord [news ¶3, unverified]"
    assert decide(ask, "c", "edit", line=line).status == 303
    assert record(folder) == RECORD
    assert decide(ask, "c", "accept").status == 303
    assert "before 2031-05-07 say south rejects accord [news ¶3, verified]" in record(folder)


def test_a_draft_that_changed_meanwhile_is_looked_at_again(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder)
    draft = drafts(ask)["a"]
    decide(ask, "b", "reject")
    form = {"file": draft["file"], "id": draft["id"], "digest": draft["digest"], "what": "accept"}
    answer = post(ask, form, page="inbox")
    assert answer.status == 400 and "changed meanwhile" in answer.text
    assert record(folder) == RECORD


@pytest.mark.parametrize(
    "more", [{"file": "../news.draft"}, {"file": "accord.record"}, {"id": "x"}, {"what": "burn"}]
)
def test_what_is_no_decision_is_refused(folder: Path, ask_about: Any, more: dict[str, str]) -> None:
    ask = ask_about(folder)
    draft = drafts(ask)["a"]
    form = {"file": draft["file"], "id": draft["id"], "digest": draft["digest"], "what": "accept"}
    assert post(ask, {**form, **more}, page="inbox").status == 400
    assert record(folder) == RECORD


def test_read_only_pages_decide_nothing(folder: Path, ask_about: Any) -> None:
    ask = ask_about(folder, is_read_only=True)
    assert "<button" not in ask("/inbox").text.partition("<main")[2].partition("</main>")[0]
    assert decide(ask, "a", "accept").status == 403
    assert record(folder) == RECORD
