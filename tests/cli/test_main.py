"""The command line as a whole: help, mistakes, and the ways in which a run can end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

from servanda.cli.main import COMMANDS, run

Run = Callable[..., tuple[int, str, str]]

TRACEBACK = "SERVANDA_TRACEBACK"
PROGRAM = (sys.executable, "-c", "from servanda.cli.main import main; main()")


def test_help_lists_every_command_with_its_summary(servanda: Run) -> None:
    status, out, err = servanda("--help")
    assert (status, err) == (0, "")
    for name, (_, summary) in COMMANDS.items():
        assert name in out
        assert summary in " ".join(out.split())


def test_help_imports_no_command_and_no_pass(program: Run) -> None:
    code = (
        "import sys\nfrom servanda.cli.main import run\nrun(['--help'])\n"
        "print(sorted(m for m in sys.modules if m.startswith('servanda.')), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "['servanda.cli', 'servanda.cli.main', 'servanda.cli.terminal']"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_can_be_imported_and_explains_itself(name: str, servanda: Run) -> None:
    module, summary = COMMANDS[name]
    command = import_module(module).command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert summary.endswith(".")
    status, out, _ = servanda(name, "--help")
    assert status == 0
    assert out.startswith("Usage: servanda ")


def test_the_version(servanda: Run) -> None:
    status, out, _ = servanda("--version")
    assert status == 0
    assert out.startswith("servanda ")


def test_an_unknown_command_is_no_traceback(servanda: Run) -> None:
    status, out, err = servanda("chekc")
    assert (status, out) == (2, "")
    assert "no command is named `chekc`; did you mean `check`?" in err


def test_an_unknown_option(servanda: Run) -> None:
    status, _, err = servanda("check", "--frmat", "json")
    assert status == 2
    assert "--frmat" in err
    assert "Traceback" not in err


def test_a_fault_of_ours_says_so(servanda: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("inner")

    monkeypatch.setattr("servanda.cli.check.load", fail)
    monkeypatch.delenv(TRACEBACK, raising=False)
    status, out, err = servanda("check")
    assert (status, out) == (2, "")
    assert err.startswith("servanda: this is a fault of servanda, not of your text: KeyError in ")
    monkeypatch.setenv(TRACEBACK, "1")
    with pytest.raises(KeyError):
        run(["check"])


def test_stopping_it_says_so(servanda: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("servanda.cli.check.load", interrupt)
    assert servanda("check") == (130, "", "\nservanda: stopped before the end\n")


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    (folder / "accord.record").write_text("2025-01-19 dance\n" * 5000, "utf-8")
    with subprocess.Popen(
        [*PROGRAM, "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None and started.stderr is not None
        started.stdout.read(10)
        started.stdout.close()
        assert started.stderr.read() == b""
        assert started.wait(60) == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")
@pytest.mark.parametrize("command", [("check",), ("status", "--on", "2025-01-01"), ("--help",)])
def test_a_full_disk_is_no_fault_of_ours(folder: Path, command: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [*PROGRAM, *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith("servanda: what there is to say cannot be written: no space")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_traceback(folder: Path, closed: str) -> None:
    program = f"'{sys.executable}' -c 'from servanda.cli.main import main; main()' check {closed}"
    ended = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("status", "--on", ""), "--on is empty"),
        (("status", "--known", " "), "--known is empty"),
        (("due", "--on", ""), "--on is empty"),
        (("status", "--if", " "), '--if " " has no entry in it'),
        (("check", "--limit", "nan"), "nan is no number of seconds"),
        (("record", "--about", "nothing"), "no thing is named `nothing`; there are "),
        (("why", "."), "Missing argument"),
    ],
)
def test_what_a_script_may_have_lost_is_refused(
    arguments: tuple[str, ...], why: str, servanda: Run
) -> None:
    status, _, err = servanda(*arguments)
    assert status == 2
    assert why in err
    assert ":1" not in err  # an entry is no name to choose from


def test_a_question_is_read_in_one_way_at_a_time(servanda: Run, folder: Path) -> None:
    question = 'ambiguity x "Which?"\n  reading a "one"\n  reading b "other"\n'
    (folder / "accord.pact").write_text(
        'agreement accord "An accord"\nparty north "North"\n' + question, "utf-8"
    )
    status, _, err = servanda("status", "--reading", "x=a", "--reading", "b")
    assert (status, err) == (2, "servanda: `x` cannot be both a and b\n")
    assert servanda("status", "--reading", "x=a", "--reading", "a").status == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_encoding_of_the_output_will_do(program: Run, folder: Path, encoding: str) -> None:
    (folder / "accord.record").write_text('2025-01-19 say хамас "שלום"\n', "utf-8")
    status, out, err = program("check", PYTHONIOENCODING=encoding)
    assert (status, err) == (1, "")
    assert "unknown-name" in out
    assert "\\u0445\\u0430\\u043c\\u0430\\u0441" in out


def test_json_stays_json_in_any_encoding(folder: Path) -> None:
    (folder / "accord.record").write_text('2025-01-19 say café "é"\n', "utf-8")
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "from servanda.cli.main import main; main()",
            "check",
            "--format",
            "json",
        ],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    data = json.loads(ended.stdout)
    assert any(each["found"] == "café" for each in data["diagnostics"])


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "no-colour", "dumb"],
)
def test_colour_is_for_terminals(
    servanda: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_coloured: bool,
) -> None:
    (folder / "accord.record").write_text("2025-01-19 dance\n", "utf-8")
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "\x1b[" not in servanda("check")[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ("\x1b[" in servanda("check")[1]) is is_coloured
