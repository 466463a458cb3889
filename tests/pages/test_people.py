"""The pages of the record, of positions and of contacts say what the commands say, and can be searched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    from servanda.cli.main import run

    def call(*arguments: str) -> Any:
        monkeypatch.chdir(ROOT)
        run([*arguments, "--on", "2024-06-12", "--format", "json"])
        return without_places(json.loads(capsys.readouterr().out))

    return call


def without_places(data: Any) -> Any:
    """Leave out the folder in which a file is named: it depends on where one asks from."""
    if isinstance(data, dict):
        return {name: without_places(value) for name, value in data.items()}
    if isinstance(data, list):
        return [without_places(each) for each in data]
    return data.rpartition("/")[2] if isinstance(data, str) else data


@pytest.mark.parametrize(
    ("page", "arguments"),
    [
        ("positions", ("positions", "--no-check")),
        ("positions", ("positions", "--no-check", "--of", "hamas")),
        ("network", ("contacts",)),
        ("network", ("contacts", "--of", "blinken")),
    ],
)
def test_a_page_says_what_the_command_says(
    examples: dict[str, Any], said: Any, page: str, arguments: tuple[str, ...]
) -> None:
    of = f"&of={arguments[-1]}" if "--of" in arguments else ""
    told = json.loads(examples["gaza-2024"](f"/{page}.json?on=2024-06-12{of}").text)
    command, *options = arguments
    assert without_places(told) == said(command, "examples/gaza-2024", *options)


def found(examples: dict[str, Any], query: str) -> list[dict[str, Any]]:
    told = json.loads(examples["gaza-2024"](f"/record.json?on=2024-12-31&{query}").text)
    assert told["total"] == len(told["entries"]) or told["pages"] > 1
    entries: list[dict[str, Any]] = told["entries"]
    return entries


def test_the_record_is_searched_and_filtered(examples: dict[str, Any]) -> None:
    every = found(examples, "")
    assert len(every) > 60
    by_words = found(examples, "q=GANTZ")
    assert by_words and len(by_words) < len(every)
    meetings = found(examples, "kind=meet")
    assert {each["entry"]["kind"] for each in meetings} == {"meet"}
    of_one = found(examples, "of=blinken&kind=meet")
    assert of_one and all("blinken" in each["entry"]["actors"] for each in of_one)
    from_one = found(examples, "source=rhc")
    assert all("rhc" in {s["id"] for s in each["entry"]["sources"]} for each in from_one)
    assert found(examples, "order=oldest")[0]["permalink"] == every[-1]["permalink"]
    relayed = [each for each in every if each["entry"]["via"]]
    assert relayed and all(len(each["chain"]) >= 2 for each in relayed)


def test_a_long_record_is_turned_page_by_page(tmp_path: Path, ask_about: Any) -> None:
    (tmp_path / "a.pact").write_text('agreement a "A"\nparty x "X"\n', "utf-8")
    notes = "".join(f'2025-01-{n % 28 + 1:02} note "n{n}"\n' for n in range(250))
    (tmp_path / "a.record").write_text(f"record of a\n{notes}", "utf-8")
    ask = ask_about(tmp_path)
    seen: list[str] = []
    for page in (1, 2, 3):
        told = json.loads(ask(f"/record.json?on=2025-02-01&page={page}").text)
        assert (told["total"], told["pages"], told["before"]) == (250, 3, (page - 1) * 100)
        seen.extend(each["permalink"] for each in told["entries"])
    assert len(set(seen)) == 250
    assert 'rel="next"' in ask("/record?on=2025-02-01").text
    assert "there is no page 4" in ask("/record?on=2025-02-01&page=4").text
    assert "there is no page 0" in ask("/record?on=2025-02-01&page=0").text


def test_the_matrix_says_in_words_what_it_shows(examples: dict[str, Any]) -> None:
    text = examples["gaza-2024"]("/positions?on=2024-06-12").text
    assert (
        "✓</span> accepts" in text and "own word" in text and "other words stand beside it" in text
    )


def test_a_date_that_is_none_is_refused(examples: dict[str, Any]) -> None:
    for query in ("from=soon", "from=2030-01-01", "by=day", "of=nobody-here"):
        assert examples["gaza-2024"](f"/network?on=2024-06-12&{query}").status == 400
