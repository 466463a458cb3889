"""Show how far a long command has come, on a terminal only, and only after a second."""

import pytest

from servanda.cli.progress import Progress


class Clock:
    """Stand for the clock of a command."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, is_watched: bool) -> None:
        self.now = 0.0
        monkeypatch.setattr("servanda.cli.progress.time.monotonic", lambda: self.now)
        isatty = "servanda.cli.progress.sys.stderr.isatty"
        monkeypatch.setattr(isatty, lambda: is_watched, raising=False)


def test_words_are_shown_after_a_second_and_erased(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(monkeypatch, is_watched=True)
    progress = Progress()
    progress.say("too early")
    clock.now = 1.5
    progress.say("1 edit: 3 texts tried, 0 mends")
    progress.say("too soon after")
    progress.hush()
    progress.hush()
    assert capsys.readouterr().err == "\r\x1b[K1 edit: 3 texts tried, 0 mends\r\x1b[K"


def test_a_bar_fills_as_things_come(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(monkeypatch, is_watched=True)
    progress = Progress()
    clock.now = 2.0
    assert list(progress.over("ab", 4, "claims")) == ["a", "b"]
    assert capsys.readouterr().err == "\r\x1b[K[#####...............] 1 of 4 claims"


def test_nothing_is_shown_where_nobody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(monkeypatch, is_watched=False)
    progress = Progress()
    clock.now = 9.0
    progress.say("words")
    progress.hush()
    assert capsys.readouterr().err == ""


def test_states_are_counted_beside_the_bar_while_one_claim_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(monkeypatch, is_watched=True)
    progress = Progress()
    claims = progress.over(iter("ab"), 2, "claims")
    next(claims)
    clock.now = 3.0
    for count in range(1, 33):
        progress.states(count * 100)
    assert capsys.readouterr().err == "\r\x1b[K[##########..........] 1 of 2 claims: 1,600 states"
