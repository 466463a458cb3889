"""The record of a mission that the bench writes is one that the language reads, nearly all by shapes."""

import sys
from pathlib import Path

import pytest

from servanda.cli.main import run
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


def test_a_check_of_a_mission_finds_the_same_in_both_ways(
    mission: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (mission / "000.record").open("a", encoding="utf-8") as stream:
        stream.write("2029-12-31 act south captivs 3 [patrols]\n2029-12-30 figure shots x\n")
    told = []
    for size in (0, 10**9):
        monkeypatch.setattr(sys.modules["servanda.workspace.load"], "LARGE_BYTES", size)
        run(["check", str(mission)])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "no provision is called `captivs`" in told[0]
