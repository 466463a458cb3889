"""What a path stands for: which files are read, in which order, and under which names."""

from pathlib import Path

import pytest

from servanda.diagnostics import Severity
from servanda.workspace import Loaded, load, load_text
from servanda.workspace.pipeline import check

PACT = 'agreement accord "An accord"\nparty north "North"\nnames: north must hand over names\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, "utf-8")


def paths(loaded: Loaded) -> list[str]:
    assert list(loaded.sources) == [document.file.path for document in loaded.documents]
    return list(loaded.sources)


def test_a_folder_stands_for_its_pacts_and_then_its_records(folder: Path) -> None:
    write(folder, b_pact="# b\n", a_pact=PACT, a_record="# a\n", c_record="# c\n", d_txt="no")
    (folder / "inner").mkdir()
    write(folder / "inner", e_pact="# e\n")
    assert paths(load(".")) == ["a.pact", "b.pact", "a.record", "c.record"]


def test_a_pact_brings_the_record_beside_it(folder: Path) -> None:
    write(folder, a_pact=PACT, a_record="# a\n", b_record="# b\n")
    assert paths(load("a.pact")) == ["a.pact", "a.record"]
    assert paths(load("a.record")) == ["a.record"]


def test_what_is_included_follows_the_file_that_includes_it(folder: Path) -> None:
    write(folder, a_pact=f'{PACT}include "c.pact"\n', b_pact="# b\n", c_pact='include "d.pact"\n')
    write(folder, d_pact='event peace "peace" by north\n')
    loaded = load(".")
    assert paths(loaded) == ["a.pact", "c.pact", "d.pact", "b.pact"]
    assert loaded.agreement is not None
    assert "peace" in loaded.agreement.events


def test_a_record_may_include_its_agreement(folder: Path) -> None:
    write(folder, a_pact=PACT, b_record='record of accord\ninclude "a.pact"\n')
    loaded = load("b.record")
    assert paths(loaded) == ["b.record", "a.pact"]
    assert loaded.diagnostics == ()


def test_paths_are_shown_as_given_or_relative_to_here(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    write(inner, a_pact=PACT)
    assert paths(load(inner)) == ["inner/a.pact"]
    assert paths(load("inner/a.pact")) == ["inner/a.pact"]
    assert paths(load("./inner/../inner")) == ["inner/a.pact"]


def test_paths_elsewhere_are_shown_as_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, a_pact=PACT)
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert paths(load("..")) == ["../a.pact"]
    assert paths(load(folder)) == [str(folder / "a.pact")]


def test_diagnostics_come_in_the_order_of_the_text(folder: Path) -> None:
    write(folder, b_pact="what 7\n", a_pact=f'{PACT}x: south must go\nlabel L "open\n')
    found = load(".").diagnostics
    assert [(fault.span.path, fault.span.line) for fault in found] == [
        ("a.pact", 4),
        ("a.pact", 5),
        ("b.pact", 1),
    ]


def test_an_assumed_entry_is_marked(folder: Path) -> None:
    write(folder, a_pact=PACT)
    loaded = load("a.pact", ["2025-01-19 act north names", "2025-01-20 sign north accord"])
    assert loaded.agreement is not None
    assert [entry.is_hypothetical for entry in loaded.agreement.entries] == [True, True]
    assert list(loaded.sources) == ["a.pact", "--if 1", "--if 2"]


def test_texts_in_memory_are_read_alike() -> None:
    loaded = load_text(
        {"a.pact": "\ufeff" + PACT, "a.record": "2025-01-19 act north names\r\n"},
        ["2025-01-20 sign north accord"],
    )
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None
    assert len(loaded.agreement.entries) == 2
    assert not loaded.has_errors


def test_texts_in_memory_are_held_to_the_same_encoding() -> None:
    loaded = load_text({"a.pact": PACT, "b.pact": "\0", "c.pact": 'label A "\ud800"\n'})
    assert [fault.rule for fault in loaded.diagnostics if fault.span.path != "a.pact"] == [
        "not-text",
        "not-utf8",
        "not-utf8",
        "not-utf8",
    ]
    assert loaded.has_errors


def test_without_an_agreement_only_reading_is_checked() -> None:
    loaded = load_text({"a.record": '2025-01-19 note "nothing"\n'})
    assert loaded.agreement is None
    assert check(loaded) == loaded.diagnostics
    assert [fault.severity for fault in loaded.diagnostics] == [Severity.ERROR]
