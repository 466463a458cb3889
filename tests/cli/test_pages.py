"""What is printed for a person: never wider than the page, in any script."""

import json
from pathlib import Path
from typing import Any

import pytest

from servanda.diagnostics.glyphs import columns
from servanda.reports.page import Page, wrap

EXAMPLES = Path(__file__).parents[2] / "examples"
ACCORD = str(Path(__file__).parent / "accord")
COMMANDS = [
    ("status", "--on", "2025-02-22"),
    ("due", "--on", "2025-02-22", "--within", "60d"),
    ("record",),
    ("figures",),
]
ARABIC = """\
agreement hudna "اتفاق وقف إطلاق النار"
party shamal "الشمال", janub "الجنوب"
phase awwal "المرحلة الأولى: هدنة طويلة الاسم إلى حد يملأ أكثر من سطر واحد على الصفحة"
  starts on entry into force; lasts 42 days
  tariq: shamal must فتح الطريق الساحلي أمام المشاة والمركبات بعد التفتيش ; by day 7
停火: shamal must 停火停火停火停火停火停火停火停火停火停火停火停火停火停火停火停火; by 2025-02-01
"""


def too_wide(out: str, width: int) -> list[str]:
    return [line for line in out.splitlines() if columns(line) > width]


@pytest.mark.parametrize("folder_name", sorted(f.name for f in EXAMPLES.iterdir() if f.is_dir()))
def test_no_page_is_wider_than_80_columns(servanda: Any, folder_name: str) -> None:
    for command, *arguments in COMMANDS:
        outcome = servanda(command, str(EXAMPLES / folder_name), *arguments)
        assert outcome.status == 0
        assert too_wide(outcome.out, 80) == []


@pytest.mark.parametrize("width", [40, 60, 120])
def test_a_page_fits_its_terminal(
    servanda: Any, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr("servanda.cli.status.width", lambda: width)
    out = servanda("status", ACCORD, "--on", "2025-03-05").out
    assert too_wide(out, width) == []


def test_other_scripts_are_laid_out_by_their_columns(servanda: Any, folder: Path) -> None:
    (folder / "accord.pact").write_text(ARABIC, "utf-8")
    outcome = servanda("status", ".", "--on", "2025-02-20", "--if", "2025-01-19 in force")
    assert outcome.status == 0
    assert too_wide(outcome.out, 80) == []
    assert "فتح الطريق الساحلي" in outcome.out
    assert "overdue by 25 days" in outcome.out
    data = json.loads(
        servanda(
            "status", ".", "--on", "2025-02-20", "--if", "2025-01-19 in force", "--format", "json"
        ).out
    )
    assert data["title"] == "اتفاق وقف إطلاق النار"


def test_a_hidden_turn_of_direction_is_spelled_out(servanda: Any, folder: Path) -> None:
    turn = chr(0x202E)
    text = f'agreement accord "An{turn} accord"\nparty north "North"\nnames: north must act\n'
    (folder / "accord.pact").write_text(text, "utf-8")
    out = servanda("status", ".", "--on", "2025-02-20").out
    assert turn not in out
    assert "\\u{202e}" in out


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrap("one two three four", 10, 2) == ["one two", "  three", "  four"]


def test_items_stand_side_by_side_only_where_they_fit() -> None:
    page = Page(40)
    page.items(["one", "two"])
    page.items(["a" * 30, "b" * 30])
    assert str(page) == f"one · two\n{'a' * 30}\n{'b' * 30}\n"
