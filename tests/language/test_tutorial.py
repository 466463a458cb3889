"""Run the tutorial and the front page as a newcomer would, block by block, in an empty folder.

A block whose fence names a file is written to it, and added to it when `more` follows the name. A block
of `console` is run and its output compared; `SERVANDA_UPDATE_SNAPSHOTS=1` records the outputs anew.
"""

import os
import re
import shlex
from pathlib import Path

import pytest

from servanda.cli.main import run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "tutorial.md", ROOT / "README.md"]
BLOCK = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
CONSOLE = "$ servanda "
LEFT_OUT = "…"


def output(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run one command line, with at most one `| head -N` or `| tail -N` behind it."""
    command, _, cut = line.removeprefix(CONSOLE).partition(" | ")
    run(shlex.split(command))
    captured = capsys.readouterr()
    lines = (captured.out + captured.err).rstrip("\n").splitlines()
    if cut:
        which, count = cut.split(" -")
        lines = lines[: int(count)] if which == "head" else lines[-int(count) :]
    return "\n".join(lines).strip("\n") + "\n"


def play(page: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Follow a page, and give it back with the outputs as they are."""

    def follow(block: re.Match[str]) -> str:
        kind, *rest = block["info"].split()
        if kind in ("pact", "record") and rest:
            with (folder / rest[0]).open("a" if "more" in rest else "w", encoding="utf-8") as file:
                file.write(block["text"])
        line = block["text"].partition("\n")[0]
        if kind == "console" and line.startswith(CONSOLE):
            return f"```console\n{line}\n{output(line, capsys)}```"
        return block[0]

    return BLOCK.sub(follow, page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_the_commands_print(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    written = page.read_text("utf-8")
    found = play(written, tmp_path, capsys)
    if os.environ.get("SERVANDA_UPDATE_SNAPSHOTS"):
        page.write_text(found, "utf-8")
    else:
        assert found == written


def test_every_block_of_the_tutorial_is_run() -> None:
    infos = [block["info"].split() for block in BLOCK.finditer(PAGES[0].read_text("utf-8"))]
    assert infos
    assert all(info == ["console"] or len(info) > 1 for info in infos)


def test_the_front_page_shows_the_demo_in_its_own_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = next(
        block["text"]
        for block in BLOCK.finditer(PAGES[1].read_text("utf-8"))
        if block["text"].startswith("$ make demo")
    )
    run(["demo", str(ROOT / "examples")])
    rest = capsys.readouterr().out.splitlines()
    for line in shown.splitlines()[1:]:
        if line and line != LEFT_OUT:
            assert line in rest, "not in the demo, or not in this order"
            rest = rest[rest.index(line) + 1 :]
