"""The record of a mission that the bench writes is one that the language reads, nearly all by shapes."""

import sys
from pathlib import Path

import pytest

from servanda.resolve.bulk import Rows
from servanda.workspace.pipeline import load, load_plainly

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(ROOT / "bench" / "record"))
    monkeypatch.delitem(sys.modules, "make_mission", raising=False)
    from make_mission import write_mission

    return write_mission(tmp_path / "mission", 1_500)


def test_a_mission_is_read_without_faults_and_alike_in_both_ways(mission: Path) -> None:
    whole, plainly = load(mission), load_plainly(mission)
    assert whole.diagnostics == plainly.diagnostics == ()
    assert whole.agreement is not None and plainly.agreement is not None
    entries = plainly.agreement.entries
    assert len(entries) == len(whole.agreement.entries) == 1_500
    assert isinstance(entries, Rows)
    assert len(entries.columns.parsed) < 100
    assert [(e.id, e.kind, e.words, e.span) for e in entries] == [
        (e.id, e.kind, e.words, e.span) for e in whole.agreement.entries
    ]
