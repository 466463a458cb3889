"""Read whole articles, and compare what is drafted with what a careful reader would draft."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scoring import Case, cases, read_case, score, total

ALL = cases()
TUNED = [case for case in ALL if not case.is_held_out and case.path.parent.name != "gaza"]
HELD_OUT = [case for case in ALL if case.is_held_out]
RETOLD = [case for case in ALL if case.path.parent.name == "gaza"]


@pytest.mark.parametrize(
    ("name", "chosen", "precision", "recall"),
    [
        ("tuned", TUNED, 0.97, 0.94),
        ("held out", HELD_OUT, 0.85, 0.75),
        ("the report of June 2024, retold", RETOLD, 0.95, 0.9),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_drafts_are_what_a_reader_would_draft(
    name: str, chosen: list[Case], precision: float, recall: float
) -> None:
    found = total(score(case, read_case(case)[0]) for case in chosen)
    assert found.signs == ()
    assert found.holders == ()
    assert found.precision >= precision, (found.precision, found.wrong)
    assert found.recall >= recall, (found.recall, found.missed)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.path.name)
def test_spans_are_exact(case: Case) -> None:
    """Each draft points to characters of the original that hold the words of those it names."""
    drafts, _, original = read_case(case)
    assert drafts
    for draft in drafts:
        quote = original[draft.start : draft.end]
        assert 0 <= draft.start < draft.end <= len(original)
        assert quote.strip() == quote
        assert not quote.startswith((",", ".", "<")), quote
        bound = original[max(draft.start - 1, 0) : draft.start + 1]
        assert not re.fullmatch(r"\w\w", bound), "a span starts within a word"


def test_the_set_is_as_large_as_it_says() -> None:
    assert len(ALL) >= 20
    assert len({case.path.parent for case in ALL}) >= 7
    assert len(HELD_OUT) * 3 >= len(ALL)
