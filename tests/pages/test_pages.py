"""Every page of every example is there as valid HTML, as JSON that fits its schema, and as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jsonschema import Draft202012Validator

from servanda.cli.main import run
from servanda.reports.schemas import TABLES
from servanda.reports.values import as_data
from servanda.web.registry import BEHIND, LISTED, page_of, schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "reference" / "json"
PAGES = (*LISTED, *BEHIND)

sys.path.insert(0, str(Path(__file__).parent))
import addresses  # noqa: E402


def parsed(text: str) -> Element:
    """Read HTML as strictly as the standard has it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def validate(schema: str, data: Any) -> None:
    kept = json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8"))
    assert [fault.message for fault in Draft202012Validator(kept).iter_errors(data)] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", addresses.NAMES)
def test_a_page_is_valid_html(examples: dict[str, Any], name: str, page: str) -> None:
    answer = examples[name](f"/{page}?{addresses.query_of(name, page)}")
    assert answer.status == 200, answer.text
    root = parsed(answer.text)
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert sorted(set(ids)) == sorted(ids)
    assert len([each for each in root.iter() if each.tag == "h1"]) == 1
    assert answer.text.count("\\u{") == 0


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", addresses.NAMES)
def test_links_of_a_page_lead_somewhere(examples: dict[str, Any], name: str, page: str) -> None:
    """Each link to a page of its own kind is followed once, and each to a place in the page is there."""
    root = parsed(examples[name](f"/{page}?{addresses.query_of(name, page)}").text)
    ids = {each.get("id") for each in root.iter()}
    found: dict[str, str] = {}
    for link in root.iter("a"):
        target = link.get("href") or ""
        if target.startswith("#"):
            assert target[1:] in ids, target
        elif target.startswith("/"):
            found.setdefault(re.split(r"[?.]", target)[0], target)
    for target in found.values():
        assert examples[name](target).status == 200, target


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", addresses.NAMES)
def test_a_page_gives_its_data(examples: dict[str, Any], name: str, page: str) -> None:
    query = addresses.query_of(name, page)
    answer = examples[name](f"/{page}.json?{query}")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    made = page_of(page)
    assert made is not None
    command = next((each for each, table in TABLES.items() if table is made.value), f"page-{page}")
    validate(command, json.loads(answer.text))
    rows = list(csv.reader(io.StringIO(examples[name](f"/{page}.csv?{query}").text)))
    assert rows and {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schema_kept_is_the_one_of_the_page(name: str) -> None:
    kept = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    assert kept == schemas()[name], "run tools/make_schemas.py"


def test_the_page_of_a_provision_says_what_why_says(
    examples: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    told = json.loads(examples["gaza-2025"]("/provision.json?of=one.road&on=2025-02-20").text)
    run(
        ["why", "examples/gaza-2025", "one.road", "--on", "2025-02-20", "--format", "json"],
    )
    said = json.loads(capsys.readouterr().out)
    assert told.pop("file").endswith(said.pop("file"))
    assert told["state"] == said["state"] and len(told["readings"]) == len(said["readings"])
    assert [step["text"] for step in told["steps"]] == [step["text"] for step in said["steps"]]
    assert told.keys() == said.keys()


def test_the_overview_says_what_status_says(examples: dict[str, Any]) -> None:
    from servanda.monitor import Question, status
    from servanda.reports.asked import Asked
    from servanda.reports.status_table import tabulate_status
    from servanda.workspace import load

    told = json.loads(examples["gaza-2025"]("/overview.json?on=2025-02-20").text)
    loaded = load(ROOT / "examples" / "gaza-2025")
    assert loaded.agreement is not None
    calendar = loaded.agreement.header.calendar
    on = calendar.end_of_day(date(2025, 2, 20))
    found = status(loaded.agreement, Question(on=on))
    table: Any = as_data(tabulate_status(found, Asked(question=found.question), loaded.sources))
    by_name = {row["id"]: row for row in table["provisions"]}
    assert [each["provision"] for each in told["attention"]] == [
        by_name[each["provision"]["id"]] for each in told["attention"]
    ]
    assert {name for row in told["counts"] for name in row["names"]} == set(by_name)
    assert told["phases"] == table["phases"]


def test_defaults_are_printed_on_the_page(examples: dict[str, Any]) -> None:
    text = examples["gaza-2025"]("/overview").text
    assert "30 Nov 2026" in text and "(today)" in text
    assert "all that is recorded" in text and "(30 days before)" in text
    assert "nobody’s reading: each is shown" in text


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/overview?on=yesterday", "on yesterday"),
        ("/overview?reading=order-of-release=never", "has no reading `never`"),
        ("/overview?as=nobody-here", "no actor is named"),
        ("/overview?colour=red", "knows no `colour`"),
        ("/overview?on=2025-01-01&on=2025-01-02", "says `on` twice"),
        ("/overview?view=rumours", "no view is named"),
        ("/provision?of=nothing", "no provision is named"),
        ("/entry?of=elsewhere.record:1", "no text of this folder"),
        ("/file?of=../../../etc/passwd", "no text of this folder"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(
    examples: dict[str, Any], target: str, told: str
) -> None:
    answer = examples["gaza-2025"](target)
    assert answer.status == 400
    assert told in answer.text
    parsed(answer.text)


def test_a_page_that_is_not_there_says_which_are(examples: dict[str, Any]) -> None:
    answer = examples["gaza-2025"]("/nowhere")
    assert answer.status == 404
    assert 'href="/overview' in answer.text


def test_the_first_page_is_the_overview_of_the_same_question(examples: dict[str, Any]) -> None:
    answer = examples["gaza-2025"]("/?on=2025-02-20")
    assert (answer.status, answer.headers["location"]) == (307, "/overview?on=2025-02-20")


def test_a_permalink_finds_a_line_that_has_moved(tmp_path: Path, ask_about: Any) -> None:
    text = (ROOT / "examples" / "gaza-2025" / "gaza-2025.record").read_text("utf-8")
    pact = (ROOT / "examples" / "gaza-2025" / "gaza-2025.pact").read_text("utf-8")
    (tmp_path / "a.pact").write_text(pact, "utf-8")
    (tmp_path / "a.record").write_text(text, "utf-8")
    ask = ask_about(tmp_path)
    cited = json.loads(ask("/entry.json?of=a.record:90").text)
    (tmp_path / "a.record").write_text(f"# a line\n# another\n{text}", "utf-8")
    again = json.loads(ask(f"/entry.json?of={cited['permalink']}").text)
    assert again["quote"] == cited["quote"]
    assert again["entry"]["line"] == cited["entry"]["line"] + 2
    (tmp_path / "a.record").write_text(text.replace(cited["quote"], "# gone"), "utf-8")
    assert "no longer in the text" in ask(f"/entry?of={cited['permalink']}").text


def test_pages_follow_the_texts_and_stay_where_they_cannot_be_read(
    tmp_path: Path, ask_about: Any
) -> None:
    pact = tmp_path / "a.pact"
    pact.write_text('agreement a "First"\nparty x "X"\nd: x must leave\n', "utf-8")
    ask = ask_about(tmp_path)
    assert "First" in ask("/overview").text
    pact.write_text('agreement a "Second title"\nparty x "X"\nd: x must leave\n', "utf-8")
    assert "Second title" in ask("/overview").text
    pact.write_text("nothing\n", "utf-8")
    text = ask("/overview").text
    assert "Second title" in text and "cannot be read as they are now" in text
