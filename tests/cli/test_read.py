"""Read reports from the command line."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from servanda.cli import extras
from servanda.workspace import load

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "json" / "read.schema.json"
REPORT = """\
North signs

PORT, May 6, 2031 (Wire) - North accepts the accord. South has not said publicly that it accepts the accord.

Somebody else rejected the accord.
"""


@pytest.fixture
def report(folder: Path) -> Path:
    path = folder / "news.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_drafts_go_to_standard_output(servanda, report, folder) -> None:  # type: ignore[no-untyped-def]
    status, out, err = servanda("read", "news.txt")
    assert (status, err) == (0, "")
    assert "2031-05-06 say north accepts accord [news ¶1, unverified]" in out
    assert "2031-05-06 say south not-stated accord [news ¶1, unverified]" in out
    assert "#? before 2031-05-07 say ? rejects accord" in out
    assert '#   open: who is "Somebody else"?' in out
    (folder / "accord.record").write_text(out, "utf-8")
    loaded = load(folder)
    assert loaded.diagnostics == ()


def test_drafts_are_kept_and_not_drafted_again(servanda, report, folder) -> None:  # type: ignore[no-untyped-def]
    assert servanda("read", "news.txt", "--into", "a.draft").status == 0
    first = (folder / "a.draft").read_text("utf-8")
    status, out, _ = servanda("read", "news.txt", "--into", "a.draft")
    assert status == 0 and "is the same text as news" in out
    assert (folder / "a.draft").read_text("utf-8") == first


def test_a_reprint_is_passed_over(servanda, report, folder) -> None:  # type: ignore[no-untyped-def]
    (folder / "again.html").write_text(f"<p>{REPORT.split(' - ')[1]}</p>", "utf-8")
    status, out, _ = servanda(
        "read", "news.txt", "again.html", "--dated", "2031-05-06", "--explain"
    )
    assert status == 0 and "is the same text as news" in out


def test_data_fits_its_schema(servanda, report) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(servanda("read", "news.txt", "--format", "json").out)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    found = data["reports"][0]["drafts"]
    assert [REPORT[d["start"] : d["end"]] for d in found] == [d["quote"] for d in found]


def test_each_sentence_is_explained(servanda, report) -> None:  # type: ignore[no-untyped-def]
    out = servanda("read", "news.txt", "--explain").out
    assert "left out, front: North signs" in out
    assert re.search(r"stance\.verb, 0\.\d\d", out)


def test_standard_input_and_folders(servanda, report, folder, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    assert "say north accepts accord [standard-input ¶1" in servanda("read", "-").out
    assert "say north accepts accord [news ¶1" in servanda("read", ".").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("absent.txt",), "absent.txt does not exist"),
        (("empty.txt",), "empty.txt is empty"),
        (("undated.txt",), "undated.txt gives no day from which its weekdays count; name it with --dated"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(servanda, folder, arguments, said) -> None:  # type: ignore[no-untyped-def]
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "undated.txt").write_text("North accepts the accord.", "utf-8")
    status, _, err = servanda("read", *arguments)
    assert status == 1 and said in err


def test_options_that_cannot_be(servanda, report) -> None:  # type: ignore[no-untyped-def]
    assert servanda("read", "news.txt", "--dated", "Monday").status == 2
    assert servanda("read", "news.txt", "--into", "a.txt").status == 2


def test_a_missing_extra_is_named(servanda, report, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda name: None)
    status, _, err = servanda("read", "news.txt")
    assert status == 2 and "pip install 'servanda[read]'" in err


def test_a_new_name_is_proposed_and_not_added(servanda, folder) -> None:  # type: ignore[no-untyped-def]
    (folder / "new.txt").write_text(
        "PORT, May 6, 2031 (Wire) - Foreign Minister Jane Roe rejected the accord. "
        "The Workers Reform Party accepted the accord.\n",
        "utf-8",
    )
    status, out, _ = servanda("read", "new.txt", "--into", "new.draft")
    assert status == 0
    assert 'person roe "Jane Roe"; office "Foreign Minister"' in out
    assert 'actor workers-reform-party "Workers Reform Party"' in out
    assert "before 2031-05-07 say ? rejects" in (folder / "new.draft").read_text("utf-8")
    assert "roe" not in (folder / "accord.pact").read_text("utf-8")


def test_words_in_quotation_marks_are_told_from_a_paraphrase(servanda, folder) -> None:  # type: ignore[no-untyped-def]
    (folder / "said.txt").write_text(
        'PORT, May 6, 2031 (Wire) - "North accepts the accord," South said. North rejects the accord.\n',
        "utf-8",
    )
    report = json.loads(servanda("read", "said.txt", "--format", "json").out)["reports"][0]
    assert [draft["manner"] for draft in report["drafts"]] == ["direct", "paraphrase"]
    assert " · direct quotation" in servanda("read", "said.txt").out


def test_drafts_are_no_text_to_check(servanda, report, folder) -> None:  # type: ignore[no-untyped-def]
    assert servanda("read", "news.txt", "--into", "a.draft").status == 0
    status, out, err = servanda("check", "a.draft")
    assert (status, out) == (2, "")
    assert "`servanda review a.draft` steps through them" in err


def test_many_reports_are_read_on_several_cores_in_their_order(servanda, folder) -> None:  # type: ignore[no-untyped-def]
    (folder / "news").mkdir()
    for number in range(40):
        (folder / "news" / f"{number:02}.txt").write_text(
            f"PORT, May {number % 28 + 1}, 2031 (Wire) - North accepts the accord in its version {number}.\n",
            "utf-8",
        )
    status, out, err = servanda("read", "news", "--format", "json")
    assert (status, err) == (0, "")
    reports = json.loads(out)["reports"]
    assert [report["file"] for report in reports] == [f"{number:02}.txt" for number in range(40)]
    assert all(
        report["drafts"][0]["entry"].startswith(
            f"2031-05-{number % 28 + 1:02} say north accepts accord"
        )
        for number, report in enumerate(reports)
    )
