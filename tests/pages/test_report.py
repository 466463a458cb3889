"""A report is one document that refers to nothing outside itself, on screen and on sheets of A4."""

from __future__ import annotations

import base64
import io
import re
import shutil
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from pypdf import PdfReader

from servanda.cli.main import run
from servanda.web import Site
from servanda.web.address import Address
from servanda.web.language import LANGUAGES
from servanda.web.paper import Report, as_pdf, compose, printing
from servanda.web.paper.letterhead import Letterhead
from servanda.workspace import CannotRun

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 3, 6, 12, tzinfo=UTC)
ACCORD = """\
agreement accord "Accord <b>of</b> the banks"
party north "הגדה הצפונית"
party south "الضفة الجنوبية"
source agency "News agency"
  address "javascript:alert(1)"
ambiguity end "Does <script>alert(1)</script> outlast its term?"
  reading goes-on "it does"; held by north
  reading lapses "no longer"
open word calm "What is calm?"
phase first "هدنة أولى"
  starts on entry into force
  lasts 6 weeks
  captives: north must release 10 captives
    by day 7
  hand-over: south must hand over 5 boats
    by day 9
    under lapses: does not apply
claim all-free "all are free" demanded by south
  every faithful run reaches captives by day 3
"""
RECORD = """\
record of accord
2025-01-01 in force [agency]
2025-01-04 act north captives 4 words "<img src=x onerror=alert(1)>" [agency]
2025-01-05 say south supports accord "نعم" [agency, verified]
"""


@pytest.fixture
def accord(tmp_path: Path) -> Path:
    folder = tmp_path / "accord"
    folder.mkdir()
    (folder / "accord.pact").write_text(ACCORD)
    (folder / "accord.record").write_text(RECORD)
    return folder


def written(folder: Path, letterhead: Letterhead | None = None, **asked: str) -> Report:
    site = Site(folder, clock=lambda: NOW)
    return compose(site, Address(**asked), letterhead=letterhead, seconds=0.2)  # type: ignore[arg-type]


def outside(html: str) -> list[str]:
    """Find what a document would fetch from elsewhere, or lead to."""
    named = re.findall(r"""\b(?:src|href|srcset|action|data)=["']([^"']*)""", html)
    named += re.findall(r"url\(([^)]*)\)", html)
    return [name for name in named if not name.strip("\"'").startswith(("#", "data:"))]


@pytest.mark.parametrize("name", ["gaza-2024", "gaza-2025", "good-friday-1998", "korea-1953"])
def test_a_report_of_an_example_is_whole_in_itself(name: str) -> None:
    html = written(ROOT / "examples" / name).html
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(html)
    assert outside(html) == []
    assert not re.search(r"<(script|form|iframe|link)\b", html)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]*)"', html))
    assert targets <= set(ids) and len(targets) > 20
    headings = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_what_is_told_is_what_was_asked(accord: Path) -> None:
    html = written(accord, on="2025-01-10").html
    assert "4 of 10 captives" in html and "overdue by 2 days" in html
    early = written(accord, on="2025-01-03").html
    assert "0 of 10 captives" in early
    fixed = written(accord, on="2025-01-12", reading=("end=lapses",)).html  # type: ignore[arg-type]
    assert "0 of 5 boats" in html and "0 of 5 boats" not in fixed
    for told in (
        "the words do not guarantee it",  # the claim, by a run in which nobody breaks a word
        "What is calm?",
        "held by",
        "News agency",
    ):
        assert told in html


def test_nothing_of_a_text_is_taken_for_the_document(accord: Path) -> None:
    html = written(accord).html
    assert "<script" not in html and "<img" not in html and "<b>of" not in html
    assert "&lt;script&gt;" in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_told_in_each_language(accord: Path, code: str) -> None:
    report = written(accord, lang=code)
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in report.html
    assert report.direction == ("rtl" if code == "ar" else "ltr")
    is_english = "What this report rests on" in report.html
    assert is_english == (code == "en")


# -- letterhead ------------------------------------------------------------------------------------

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HEAD = """\
{% extends "report.html" %}
{% block letterhead %}<div class="mission"><img src="emblem.png" alt=""> Mission</div>{% endblock %}
{% block style %}.mission { background: url(emblem.png) }{% endblock %}
{% block closing %}<p>As of {{ view.on }}</p>{% endblock %}
"""


def head(tmp_path: Path, text: str) -> Letterhead:
    (tmp_path / "emblem.png").write_bytes(DOT)
    (tmp_path / "head.html").write_text(text)
    return Letterhead(tmp_path / "head.html")


def test_a_mission_has_its_own_letterhead(tmp_path: Path, accord: Path) -> None:
    html = written(accord, head(tmp_path, HEAD), on="2025-01-10").html
    assert outside(html) == []
    assert html.count(f"data:image/png;base64,{base64.b64encode(DOT).decode()}") == 2
    assert "Mission</div>" in html and "<p>As of 2025-01-10</p>" in html
    assert html.index("Mission</div>") < html.index("<h1")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<img src="https://example.org/a.png">', "refers to nothing outside it"),
        ('<img src="//example.org/a.png">', "refers to nothing outside it"),
        ('<img src="../secret.png">', "outside its folder"),
        ('<img src="notes.txt">', "it may name"),
        ('<img src="gone.png">', "cannot be read"),
        ("<script>1</script>", "`<script>`"),
        ('<link rel="stylesheet" href="a.css">', "`<link>`"),
        ("<style>@import 'a.css'</style>", "`@import`"),
        ("<style>p { background: url(file:///etc/passwd) }</style>", "outside"),
        ("{% block", "cannot be used"),
        ("{{ nothing.at.all }}", "cannot be used"),
        ("{{ ''.__class__.__mro__ }}", "cannot be used"),
        ('{% include "/etc/passwd" %}', "cannot be used"),
    ],
)
def test_what_a_letterhead_must_not_do_is_refused(
    tmp_path: Path, accord: Path, text: str, why: str
) -> None:
    with pytest.raises(CannotRun, match=re.escape(why)):
        written(accord, head(tmp_path, text))


# -- PDF -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    folder = tmp_path_factory.mktemp("accord")
    (folder / "accord.pact").write_text(ACCORD)
    (folder / "accord.record").write_text(RECORD)
    return PdfReader(io.BytesIO(as_pdf(written(folder, on="2025-01-10", lang="ar"))))


def test_a_pdf_is_of_sheets_of_a4(sheets: PdfReader) -> None:
    sizes = {
        tuple(sorted(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]))
        for page in sheets.pages
    }
    assert sizes == {(210, 297)}
    assert len(sheets.pages) >= 6
    titles = [str(each.title) for each in sheets.outline if not isinstance(each, list)]
    assert titles and sheets.metadata is not None
    assert "Accord" in str(sheets.metadata.title)


def test_arabic_and_hebrew_have_fonts_of_their_own(sheets: PdfReader) -> None:
    fonts: set[str] = set()
    for page in sheets.pages:
        resources = page["/Resources"]
        for font in (resources.get("/Font") or {}).values():  # type: ignore[union-attr]
            fonts.add(str(font.get_object()["/BaseFont"]))
    assert any("Arab" in font or "Naskh" in font or "DejaVu" in font for font in fonts)
    assert any("Hebrew" in font or "DejaVu" in font for font in fonts)
    text = "\n".join(page.extract_text() for page in sheets.pages)
    assert "\ufffd" not in text
    # Letters of each script are there, in whatever order they are drawn.
    assert re.search("[\u0600-\u06ff\ufe70-\ufefe]{3}", text)
    assert re.search("[\u05d0-\u05ea]{3}", text)


def test_styles_are_put_in_words_that_are_known_on_paper(accord: Path) -> None:
    html = printing.settled(written(accord, lang="ar"))
    style = html[html.index("<style>") : html.index("</style>")]
    assert "inline-start" not in style and "var(" not in style and "block-size" not in style
    assert "padding-right: 1.4rem" in style  # where lists begin in Arabic
    assert 'dir="auto"' not in html


def test_words_of_drawings_are_shaped_as_their_script_wants(accord: Path) -> None:
    html = printing.settled(written(accord, on="2025-01-10", lang="ar"))
    assert "<text" not in html  # of which a printer would turn each letter by itself
    laid = re.findall(r'<span class="label-phase" dir="(\w+)" style="[^"]*">([^<]*)</span>', html)
    assert laid == [("ltr", "first: هدنة أولى")]
    labels = re.findall(r'<span class="label" dir="(\w+)" style="[^"]*">([^<]*)</span>', html)
    assert ("rtl", "הגדה הצפונית must release 10 captives") in labels
    assert ".drawn span.tick { color: #" in html


def test_the_overview_has_the_answers_to_claims(accord: Path) -> None:
    html = written(accord).html
    overview = html[html.index('id="overview"') : html.index('id="timeline"')]
    assert 'href="#claims"' in overview and "not yet computed" not in html


def test_what_is_missing_is_named(
    tmp_path: Path,
    accord: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = written(accord)
    monkeypatch.setattr(printing.ctypes.util, "find_library", lambda name: None)
    with pytest.raises(CannotRun, match=r"apt-get install libpango-1\.0-0 libpangoft2-1\.0-0"):
        as_pdf(report)
    monkeypatch.setattr(printing.ctypes.util, "find_library", lambda name: name)
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\n")
    lister.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(lister))
    with pytest.raises(CannotRun, match=r"no font for Arabic and Hebrew .* fonts-noto-core"):
        as_pdf(report)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run(["report", str(accord), "--pdf"]) == 2
    assert "`pip install 'servanda[pdf]'` brings it" in capsys.readouterr().err


# -- the command -----------------------------------------------------------------------------------


def test_the_command_writes_a_file_and_says_where(
    accord: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(accord.parent)
    assert run(["report", "accord", "--on", "2025-01-10"]) == 0
    assert capsys.readouterr().err == "servanda: the report is in accord-2025-01-10.html\n"
    text = (accord.parent / "accord-2025-01-10.html").read_text("utf-8")
    assert text.startswith("<!doctype html>") and "4 of 10 captives" in text


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--to", "a.doc"], "a report ends in .html or .pdf"),
        (["--to", "a.html", "--pdf"], "a PDF ends in .pdf"),
        (["--to", "no/such/folder/a.html"], "cannot be written"),
        (["--on", "soon"], "expected"),
        (["--as", "nobdy"], "no actor is named"),
        (["--template", "gone.html"], "cannot be read"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    accord: Path,
    options: list[str],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(accord.parent)
    assert run(["report", "accord", *options]) == 2
    told = capsys.readouterr().err
    assert why in told and told.count("\n") == 1
    assert [file.name for file in accord.parent.iterdir()] == ["accord"]


LATE = """\
2025-01-06 act north captives 6 recorded 2025-01-20 [agency]
2025-01-07 meet north, south in geneva [agency]
"""


def test_what_was_learned_later_stands_beside_what_was_known(accord: Path) -> None:
    with (accord / "accord.record").open("a") as stream:
        stream.write(LATE)
    html = written(accord, on="2025-01-10").html
    part = html.split('id="learned"', 1)[1].split("</section>", 1)[0]
    assert "1 entry recorded later" in part
    row = next(each for each in part.split("<tr>") if "must release" in each)
    assert "4 of 10" in row and "done" in row
    assert row.index("4 of 10") < row.index("done")
    assert 'id="learned"' not in written(accord, on="2025-01-25").html
    known = written(accord, on="2025-01-25", known="2025-01-10").html
    assert "1 entry recorded later" in known
    assert 'id="learned"' not in written(accord, on="2025-01-25", known="2025-01-20").html


def test_a_report_tells_contacts_where_there_are_any(accord: Path) -> None:
    assert 'id="network"' not in written(accord).html
    with (accord / "accord.record").open("a") as stream:
        stream.write(LATE)
    part = written(accord, lang="fr").html.split('id="network"', 1)[1].split("</section>", 1)[0]
    assert "geneva" in part and "<svg" in part
