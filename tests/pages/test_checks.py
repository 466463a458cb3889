"""Claims are answered beside the pages, and each run that shows an answer is a story of links."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.web import Site, make_app
from servanda.web.background import Background

sys.path.insert(0, str(Path(__file__).parent))
from asking import NOW, Asker
from test_pages import parsed, validate

ROOT = Path(__file__).parents[2]
STORY = "/checks?claim=full-withdrawal&answer=0&step="


@pytest.fixture(scope="module")
def gaza() -> Iterator[Asker]:
    site = Site(ROOT / "examples" / "gaza-2024", clock=lambda: NOW, claims_wait=120)
    yield Asker(make_app(site))
    site.close()


def test_the_page_says_what_check_says(
    gaza: Asker, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from servanda.cli.main import run

    told = json.loads(gaza("/checks.json").text)
    monkeypatch.chdir(ROOT)
    run(["check", "examples/gaza-2024", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    validate("page-checks", told)
    assert told["state"] == "done" and told["waiting"] == []
    assert told["start"] == said["start"]

    def verdicts(data: Any) -> list[Any]:
        return [
            (
                c["name"],
                c["verdict"],
                [(r["reading"], r["verdict"], r["run"]) for r in c["readings"]],
            )
            for c in data["claims"]
        ]

    assert verdicts(told) == verdicts(said)
    assert [f["rule"] for f in told["faults"]] == [f["rule"] for f in said["diagnostics"]]


def test_the_page_is_valid_and_leads_into_each_run(gaza: Asker) -> None:
    text = gaza("/checks?lang=ar").text
    parsed(text)
    assert "لا" in text and "claim=full-withdrawal" in text


def test_a_run_is_stepped_through_by_links(gaza: Asker) -> None:
    first = gaza(f"{STORY}1").text
    parsed(first)
    assert first.count('aria-current="step"') == 1
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert "the agreement enters into force" in first and "phase one begins" not in first
    last = gaza(f"{STORY}5").text
    assert 'rel="prev"' in last and 'rel="next"' not in last
    assert "they go on without end" in last and "Nobody broke the agreement" in last


@pytest.mark.parametrize("step", ["0", "999", "x", "", "-1", "9" * 50])
def test_a_step_that_is_none_is_the_nearest(gaza: Asker, step: str) -> None:
    assert gaza(f"{STORY}{step}").status == 200


def test_a_claim_that_is_none_is_refused(gaza: Asker) -> None:
    assert gaza("/checks?claim=peace").status == 400


def test_the_overview_waits_for_no_claim(gaza: Asker, examples: dict[str, Any]) -> None:
    assert "not yet computed" in examples["gaza-2024"]("/overview").text
    assert "not yet computed" not in gaza("/overview").text  # they were asked for above


def test_what_takes_too_long_can_be_let_go(tmp_path: Path) -> None:
    """Of a text that has changed nobody waits for the answer."""
    duties = "\n".join(f"d{n} x must do thing-{n}\n  by day {n}" for n in range(1, 60))
    claims = "\n".join(f"claim c{n}\n  every faithful run reaches d{n}" for n in range(1, 60))
    (tmp_path / "a.pact").write_text(f'agreement a "A"\nparty x "X"\n{duties}\n{claims}\n', "utf-8")
    background = Background(str(tmp_path))
    job = background.ask("one", ())
    begun = time.monotonic()
    other = background.ask("two", ())
    assert job.state == "stopped" and background.find("one", ()) is None
    background.close()
    assert other.state == "stopped"
    assert time.monotonic() - begun < 5


def test_a_text_that_cannot_be_checked_is_said_so(tmp_path: Path) -> None:
    background = Background(str(tmp_path / "nothing"))
    job = background.ask("one", ())
    background.wait(job, 30)
    assert (job.state, bool(job.trouble)) == ("stopped", True)
    background.close()
