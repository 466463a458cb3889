"""What is read does not hang on names, days and the order of clauses: in disguise the same is drafted."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from disguised import DISGUISES, reordered
from scoring import Outcome, cases, read_case, score, total

# Every second article; bench/reading/robust.py takes all.
CHOSEN = [case for case in cases() if case.path.parent.name != "gaza"][::2]


@pytest.fixture(scope="module")
def plain() -> Outcome:
    return total(score(case, read_case(case)[0]) for case in CHOSEN)


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_changes_little(name: str, plain: Outcome, tmp_path: Path) -> None:
    disguise = DISGUISES[name]
    found = total(
        score(other, read_case(other)[0])
        for other in (disguise(case, tmp_path / f"{case.number}") for case in CHOSEN)
    )
    assert found.sign_share <= 0.02, found.signs
    assert plain.f - found.f <= 0.05, (plain.f, found.f, found.missed, found.wrong)


def test_clauses_are_put_in_another_order(tmp_path: Path) -> None:
    changed = [
        case
        for case in CHOSEN
        if reordered(case, tmp_path / f"{case.number}").path.read_text() != case.path.read_text()
    ]
    assert len(changed) >= 0.5 * len(CHOSEN)
