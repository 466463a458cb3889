"""A long record, whose entries are made as they are looked at, gives the pages that any record gives."""

import json
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from asking import ROOT, Asker, idle_site

from servanda.resolve.bulk import Rows
from servanda.web import Site, make_app, view
from servanda.web import site as sites
from servanda.web.later import Later
from servanda.web.window import window
from servanda.workspace.pipeline import load_plainly

ENTRIES = 900
ASKED = (
    "overview",
    "overview?on=2024-05-01&since=2023-11-20",
    "overview?known=2022-03-01",
    "overview?view=direct",
    "text",
    "timeline",
    "exchange",
    "positions",
    "network?by=week",
    "network?on=2023-01-01&of=mission",
    "record",
    "record?order=oldest&page=3",
    "record?kind=incident&of=north",
    "record?known=2021-01-01",
    "record?about=lorries",
    "record?source=patrols&q=DUSK",
    "record?q=bridge&on=2022-02-02",
    "calendar?month=2023-04",
    "calendar?month=2023-04&known=2023-04-15",
)


class Served(Asker):
    """Ask about a folder, and look at what is served."""

    def __init__(self, folder: Path) -> None:
        self.site: Site = idle_site(folder)
        super().__init__(make_app(self.site))


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sys.path.insert(0, str(ROOT / "bench" / "record"))
    try:
        from make_mission import write_mission
    finally:
        sys.path.pop(0)
        sys.modules.pop("make_mission", None)
    return write_mission(tmp_path_factory.mktemp("long") / "mission", ENTRIES)


@pytest.fixture(scope="module")
def both(mission: Path) -> tuple[Served, Served]:
    """Serve the record with all its entries made, and with its entries in columns."""
    usual = Served(mission)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sites, "load", load_plainly)
        columns = Served(mission)
        entries = columns.site.now().agreement.entries
    assert isinstance(entries, Rows)
    assert len(entries.columns.parsed) < ENTRIES / 10
    assert not isinstance(usual.site.now().agreement.entries, Rows)
    return usual, columns


@pytest.mark.parametrize("target", ASKED)
def test_both_give_the_same_page(
    both: tuple[Served, Served], target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "FAULTS_WAIT", 60)
    usual, columns = (asker(f"/{target}") for asker in both)
    assert usual.status == columns.status == 200
    assert columns.text.split("<main", 1)[1] == usual.text.split("<main", 1)[1]


def test_an_entry_is_made_only_where_a_page_shows_it(
    mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites, "load", load_plainly)
    asker = Served(mission)
    for name in ("overview", "record", "calendar"):
        assert asker(f"/{name}").status == 200
    entries = asker.site.now().agreement.entries
    assert isinstance(entries, Rows)
    assert len(entries._made) < ENTRIES / 3


def test_rules_are_asked_of_a_long_record_beside_the_pages(
    mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    monkeypatch.setattr(sites, "load", load_plainly)
    monkeypatch.setattr("servanda.workspace.pipeline.check", lambda loaded: go.wait(60) and ())
    monkeypatch.setattr(view, "FAULTS_WAIT", 0)
    asker = Served(mission)
    for name in ("text", "checks"):
        answer = asker(f"/{name}")
        assert "still being asked of this long record" in answer.text
        assert json.loads(asker(f"/{name}.json").text)["are_rules_asked"] is False
    before = asker.site.now().later.done
    go.set()
    monkeypatch.setattr(view, "FAULTS_WAIT", 60)
    assert json.loads(asker("/text.json").text)["are_rules_asked"] is True
    assert "still being asked" not in asker("/checks").text
    assert asker.site.now().later.done == before + 1


def test_what_fails_beside_the_pages_is_told_and_stops_no_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    later = Later()

    def fail() -> int:
        raise ValueError("nothing to be had")

    assert later.get("it", fail, 60) is None
    assert "nothing to be had" in capsys.readouterr().err
    assert later.done == 1


@pytest.mark.parametrize("page", ["0", "99", "two", "1" * 400])
@pytest.mark.parametrize("name", ["record", "network", "exchange"])
def test_a_page_of_a_table_that_there_is_not_is_refused(
    both: tuple[Served, Served], name: str, page: str
) -> None:
    answer = both[1](f"/{name}?page={quote(page)}")
    assert answer.status == 400
    assert "there is no page" in answer.text


def test_tables_are_turned_over_together() -> None:
    first, second = window("2", list(range(450)), list(range(210)))
    assert (first.rows, first.page, first.pages) == (list(range(200, 400)), 2, 3)
    assert (second.rows, second.pages, second.total) == (list(range(200, 210)), 3, 210)
    assert window("3", range(450), ())[1].rows == ()
