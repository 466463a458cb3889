"""What was answered about a large text is given again only where it would be answered so again."""

import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from servanda.cli import answers, question
from servanda.cli.main import run
from servanda.monitor import status
from servanda.workspace import answered, kept

ROOT = Path(__file__).parents[2]
ADDED = "2025-03-04 act israel one.road [un-reports, verified]\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with an example that is taken for large, and keep things beside it."""
    monkeypatch.setattr(sys.modules["servanda.workspace.load"], "LARGE_BYTES", 0)
    monkeypatch.setattr(kept, "LARGE_BYTES", 0)
    shutil.copytree(ROOT / "examples" / "gaza-2025", tmp_path / "text")
    monkeypatch.chdir(tmp_path / "text")
    monkeypatch.setenv("SERVANDA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note each time that it is worked out where all stands."""
    found: list[object] = []

    def noted(*arguments: object) -> object:
        found.append(arguments)
        return status(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(import_module("servanda.cli.status"), "status", noted)
    return found


@pytest.fixture
def ask(cache: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def asked(*more: str) -> str:
        assert run(["status", ".", *(more or ("--on", "2025-03-05"))]) == 0
        return capsys.readouterr().out

    return asked


def test_the_same_question_is_answered_once(
    ask: Callable[..., str], worked_out: list[object]
) -> None:
    first = ask()
    assert ask() == first and len(worked_out) == 1


@pytest.mark.parametrize(
    "more",
    [
        ("--on", "2025-03-05", "--format", "json"),
        ("--on", "2025-03-05", "--known", "2025-02-01"),
        ("--on", "2025-03-05", "--as", "hamas"),
        ("--on", "2025-03-05", "--if", "2025-03-04 act israel one.road"),
    ],
)
def test_another_question_is_answered_by_itself(
    ask: Callable[..., str],
    worked_out: list[object],
    more: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = ask()
    found = ask(*more)
    assert len(worked_out) == 2 and found != before
    monkeypatch.setenv("SERVANDA_CACHE", "off")
    assert ask(*more) == found


def test_a_text_that_changes_by_any_sign_is_asked_again(
    ask: Callable[..., str], worked_out: list[object]
) -> None:
    ask()
    record = Path("gaza-2025.record")
    old = record.read_text("utf-8")
    record.write_text(old + ADDED, "utf-8")
    ask()
    record.write_text(old.replace("verified", "recalled", 1), "utf-8")
    ask()
    Path("more.record").write_text("record of gaza-2025\n", "utf-8")
    ask()
    assert len(worked_out) == 4


def test_an_answer_about_today_holds_for_today(
    ask: Callable[..., str], worked_out: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_741_000_000]  # 2025-03-03 11:06 UTC
    monkeypatch.setattr(answers.time, "time", lambda: now[0])
    monkeypatch.setattr(question, "end_of_today", lambda calendar: _end(calendar, now[0]))
    first = ask("--format", "text")
    now[0] += 3600
    assert ask("--format", "text") == first and len(worked_out) == 1
    now[0] += 24 * 3600
    assert ask("--format", "text") != first and len(worked_out) == 2
    now[0] -= 24 * 3600
    assert ask("--format", "text") == first


def _end(calendar: object, now: int) -> int:
    return calendar.end_of_day(calendar.date_of(now // 60))  # type: ignore[attr-defined, no-any-return]


def test_a_damaged_answer_or_one_of_somebody_else_is_not_given(
    ask: Callable[..., str], worked_out: list[object], cache: Path
) -> None:
    first = ask()
    (place,) = cache.glob("*.answer")
    whole = place.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole.replace(b"Phase", b"Phrase", 1)):
        place.write_bytes(damaged)
        assert ask() == first
    assert len(worked_out) == 3
    place.chmod(0o666)
    assert ask() == first and len(worked_out) == 4


def test_only_some_answers_are_kept(
    ask: Callable[..., str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answered, "ANSWERS_AT_MOST", 2)
    for day in ("01", "02", "03"):
        ask("--on", f"2025-02-{day}")
    assert len(list(cache.glob("*.answer"))) == 2 and len(list(cache.glob("*.kept"))) == 1
