"""Decide on drafts from the command line: accept, edit, reject, merge, and go on later."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from servanda.intake.draft_text import read_drafts
from servanda.intake.review import pending
from servanda.workspace import load

Run = Callable[..., Any]
DRAFT = """\
record of accord

source news "North signs"
  dated 2031-05-06

# draft aaaaaaaaaa · stance.verb · 0.90 · new
#   news 10-30 "North accepts the accord"
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
def drafts(folder: Path) -> Path:
    (folder / "accord.record").write_text(RECORD, "utf-8")
    path = folder / "news.draft"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def review(servanda: Run, drafts: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def call(*lines: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        outcome = servanda("review", str(drafts))
        assert (outcome.status, outcome.err) == (0, "")
        assert load(drafts.parent).diagnostics == ()
        return outcome.out

    return call


def record(drafts: Path) -> str:
    return (drafts.parent / "accord.record").read_text("utf-8")


def test_an_accepted_draft_goes_to_the_record_with_its_source(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    out = review("a", "q")
    assert record(drafts) == RECORD + (
        'source news "North signs"\n  dated 2031-05-06\n'
        "2031-05-06 say north accepts accord [news ¶1, verified]  # draft aaaaaaaaaa\n"
    )
    assert "1 accepted into" in out and out.split()[-2:] == ["2", "left"]
    left = pending(read_drafts(drafts.read_text("utf-8")))
    assert [item.id[0] for item in left] == ["b", "c"]


def test_a_rejected_draft_is_remembered(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    review("r", "q")
    assert record(drafts) == RECORD
    assert "# rejected aaaaaaaaaa · 2031-05-06 say north accepts accord" in drafts.read_text(
        "utf-8"
    )
    assert "1 of 2" in review("q")


def test_a_merged_draft_adds_its_passage(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    out = review("a", "m", "q")
    assert 'in the record:\n    2031-05-06 say south rejects accord words "no"' in out
    told = '2031-05-06 say south rejects accord words "no"'
    assert f"{told} [wire ¶4, verified] [news ¶2, verified]  # as told\n" in record(drafts)
    assert "# accepted bbbbbbbbbb with accord.record:3" in drafts.read_text("utf-8")


def test_merging_declares_the_source_where_the_record_lacks_it(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    review("n", "m", "q")
    assert record(drafts).endswith('# as told\nsource news "North signs"\n  dated 2031-05-06\n')
    assert "[wire ¶4, verified] [news ¶2, verified]" in record(drafts)


def test_an_open_draft_is_edited_before_it_is_accepted(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    out = review(
        "n", "n", "a", "e before 2031-05-07 say nobody rejects accord",
        "e before 2031-05-07 say south rejects accord [news ¶3, unverified]", "a", "q",
    )  # fmt: skip
    assert "something is open in it" in out
    assert "no actor is named `nobody`" in out or "nobody" in out
    assert (
        "before 2031-05-07 say south rejects accord [news ¶3, verified]  # draft cccccccccc"
        in record(drafts)
    )


def test_what_was_accepted_before_a_kill_is_not_entered_twice(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    review("a", "q")
    once = record(drafts)
    drafts.write_text(DRAFT, "utf-8")  # as if stopped between the record and the drafts
    review("a", "q")
    assert record(drafts) == once


def test_all_decided(review) -> None:  # type: ignore[no-untyped-def]
    review("r", "r", "r")
    assert "nothing decided; 0 left" in review()


def test_other_words(review) -> None:  # type: ignore[no-untyped-def]
    out = review("?", "p", "rejcet", "m", "q")
    assert "merge: add its passage" in out
    assert "this is the first one" in out
    assert "did you mean `reject`?" in out
    assert "it repeats no entry" in out


def test_a_new_record_says_of_what_it_is(review, drafts: Path) -> None:  # type: ignore[no-untyped-def]
    (drafts.parent / "accord.record").unlink()
    review("a", "q")
    assert record(drafts).startswith("record of accord\n")


def test_what_cannot_be_reviewed(servanda: Run, folder: Path) -> None:
    assert "does not exist" in servanda("review", "absent.draft").err
    (folder / "a.record").write_text("", "utf-8")
    (folder / "b.record").write_text("", "utf-8")
    (folder / "b.pact").write_text("", "utf-8")
    (folder / "x.draft").write_text(DRAFT, "utf-8")
    assert "has 2 records; name the one" in servanda("review", "x.draft").err


def test_a_record_that_is_a_link_is_followed(review, drafts: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The page of drafts writes to no link, whoever opens it; here somebody has named the folder himself."""
    told = tmp_path / "elsewhere" / "kept.record"
    told.parent.mkdir()
    link = drafts.parent / "accord.record"
    link.rename(told)
    link.symlink_to(told)
    assert "1 accepted into" in review("a", "q")
    assert link.is_symlink() and "# draft aaaaaaaaaa" in told.read_text("utf-8")


def test_a_record_that_changes_while_the_entry_is_looked_at_is_not_written(  # type: ignore[no-untyped-def]
    review, drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was checked is the record as it was; another's line in between would stand unchecked."""
    from servanda.cli import review as face

    def and_another(*told: object) -> list[str]:
        path = drafts.parent / "accord.record"
        path.write_text(record(drafts) + "# another's line\n", "utf-8")
        return []

    monkeypatch.setattr(face, "new_faults", and_another)
    assert "was changed meanwhile" in review("a", "q")
    assert record(drafts) == RECORD + "# another's line\n"
