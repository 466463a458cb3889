"""Read whole articles, and compare what is drafted with what a careful reader would draft."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scoring import LOCKED, Case, cases, read_case, score, total

ALL = cases()
FIRST = [case for case in ALL if not case.is_late and case.path.parent.name != "gaza"]
LATER = [case for case in ALL if 30 < case.number <= 76]
NEWEST = [case for case in ALL if 76 < case.number <= 92]
LATEST = [case for case in ALL if case.number > 92]
RETOLD = [case for case in ALL if case.path.parent.name == "gaza"]


@pytest.mark.parametrize(
    ("name", "chosen", "precision", "recall"),
    [
        ("first", FIRST, 0.97, 0.94),
        ("later", LATER, 0.95, 0.88),
        ("newest", NEWEST, 0.93, 0.78),
        ("latest", LATEST, 0.88, 0.66),
        ("the report of June 2024, retold", RETOLD, 0.95, 0.9),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_drafts_are_what_a_reader_would_draft(
    name: str, chosen: list[Case], precision: float, recall: float
) -> None:
    found = total(score(case, read_case(case)[0]) for case in chosen)
    assert found.signs == ()
    assert len(found.holders) <= (1 if name == "latest" else 0), found.holders
    assert found.precision >= precision, (found.precision, found.wrong)
    assert found.recall >= recall, (found.recall, found.missed)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.path.name)
def test_spans_are_exact(case: Case) -> None:
    """Each draft points to characters of the original that hold the words of those it names."""
    drafts, _, original = read_case(case)
    assert drafts or case.is_late
    for draft in drafts:
        quote = original[draft.start : draft.end]
        assert 0 <= draft.start < draft.end <= len(original)
        assert quote.strip() == quote
        assert not quote.startswith((",", ".", "<")), quote
        bound = original[max(draft.start - 1, 0) : draft.start + 1]
        assert not re.fullmatch(r"\w\w", bound), "a span starts within a word"


def test_the_set_is_as_large_as_it_says() -> None:
    locked = cases(LOCKED)
    assert len(ALL) + len(locked) >= 60
    assert len({case.path.parent.name for case in (*ALL, *locked)}) >= 12
    began = [case for case in ALL if case.number <= 64]
    assert 3 * len(locked) >= len(began) + len(locked)


@pytest.mark.parametrize("case", ALL[::3], ids=lambda case: case.path.name)
def test_an_article_about_another_matter_is_read_as_well(case: Case) -> None:
    """Names that mean nobody, and words that refer in a circle, are left open; nothing fails."""
    other = next(
        c for c in ALL if c.path.parent != case.path.parent and c.number > case.number % 30
    )
    drafts, _, original = read_case(case._replace(pact=other.pact))
    assert all(0 <= draft.start < draft.end <= len(original) for draft in drafts)
