"""What a save is read to is what the whole texts are read to, whether lines were added or changed."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.workspace import CannotRun, load
from servanda.workspace import saved as saved_
from servanda.workspace.growing import Grown
from servanda.workspace.saved import Saved

PACT = """agreement accord "Accord"
party north "North", south "South"
names: north must hand over the list; by 2025-02-01
"""
BEGIN = "record of accord\n2025-01-01 in force\n"
LINES = (
    "2025-01-04 act north names\n",
    "2025-01-05 say north accepts accord\n",
    "  because words\n",
    "2025-01-06 act norht names\n",
    'source paper "A paper"\n',
    "2025-01-07 note names “late”\n",
    '2025-01-08 note names "seen" [paper, verified]\n',
    "2025-01-09 deny south given\n",
    "2025-01-03 act north names named given\n",
    "2025-01-10 act north",
    "2025-01-11 say south rejects accord named word-1\n",
    "2025-01-12 deny south word-2\n",
)
ALIKE = "".join(f"2025-01-02 say south rejects accord named word-{n}\n" for n in range(4))


@pytest.fixture(params=["trees", "shapes"])
def begin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Begin a record: a short one, and one that is taken for long, with entries of one shape."""
    if request.param == "trees":
        return BEGIN
    monkeypatch.setattr(saved_, "is_large", lambda path: True)
    return BEGIN + ALIKE


def texts(folder: Path, record: str, annex: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.pact").write_text(PACT + annex, "utf-8")
    (folder / "a.record").write_text(record, "utf-8")
    return folder


def shown(entries: tuple[Entry, ...]) -> list[tuple[object, ...]]:
    return [(e.id, e.kind, e.when, e.span, len(e.under.options)) for e in entries]


def agreement_of(saved: Grown, before: Agreement | None) -> list[tuple[object, ...]]:
    if saved.anew is not None:
        return shown(saved.anew.entries)
    assert before is not None
    return shown((*before.entries, *saved.entries))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(st.sampled_from(LINES), max_size=4),
    more=st.lists(st.sampled_from(LINES), max_size=3),
)
def test_what_was_added_is_read_as_the_whole_would_be(
    tmp_path: Path, begin: str, first: list[str], more: list[str]
) -> None:
    folder = texts(tmp_path / "texts", begin + "".join(first))
    saved = Saved(str(folder))
    begun = saved.anew()
    texts(folder, begin + "".join((*first, *more)))
    grown = saved.again()
    whole = load(folder)
    assert whole.agreement is not None
    assert agreement_of(grown, begun.anew) == shown(whole.agreement.entries)
    told = {fault.message for fault in (*begun.faults, *grown.faults)}
    assert {fault.message for fault in whole.diagnostics} <= told


def test_only_what_was_added_is_read(tmp_path: Path, begin: str) -> None:
    folder = texts(tmp_path, begin)
    saved = Saved(str(folder))
    saved.anew()
    texts(folder, begin + LINES[0])
    grown = saved.again()
    line = begin.count("\n") + 1
    assert grown.anew is None and [entry.span.line for entry in grown.entries] == [line]
    texts(folder, begin + LINES[0] + LINES[3])
    assert saved.again().faults
    texts(folder, BEGIN + LINES[0] + LINES[1])
    mended = saved.again()
    assert mended.anew is not None and len(mended.anew.entries) == 3 and not mended.faults


def test_other_changes_are_read_whole(tmp_path: Path) -> None:
    folder = texts(tmp_path, BEGIN + LINES[0])
    saved = Saved(str(folder))
    saved.anew()
    texts(folder, BEGIN)
    assert saved.again().anew is not None
    texts(folder, BEGIN + LINES[0], 'party east "East"\n')
    found = saved.again().anew
    assert found is not None and "east" in found.actors
    (folder / "b.record").write_text("record of accord\n" + LINES[1])
    found = saved.again().anew
    assert found is not None and len(found.entries) == 3
    (folder / "a.pact").unlink()
    assert saved.again().faults
    for name in ("a.record", "b.record"):
        (folder / name).unlink()
    with pytest.raises(CannotRun):
        saved.again()
