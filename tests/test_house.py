"""Keep the house in order: what a tracked file may say, and how a room is kept."""

import ast
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from servanda.cli import demo
from servanda.web.paper import printing

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "servanda"
LINES_AT_MOST = 500

# In pieces, so that this file does not name them either.
FORBIDDEN = tuple(
    "".join(pieces)
    for pieces in (
        ("/wo", "rk/"),
        ("/tmp/ba", "sh_jobs"),
        ("/ro", "ot/"),
        ("/opt/py", "pi"),
        (".py", "env/"),
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("registry.np", "mjs.org"),
        ("deb.deb", "ian.org"),
        ("proxy.go", "lang.org"),
        ("crat", "es.io"),
    )
)


def kept_files() -> list[Path]:
    """List what git tracks, and what it would track with the next `git add`."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    files = (ROOT / name for name in listing.split("\0") if name)
    return [file for file in files if file.is_file()]


def python_files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def rooms() -> list[Path]:
    return sorted(file.parent for file in SOURCE.glob("*/__init__.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_git_is_asked_about_this_repository() -> None:
    assert Path(__file__).resolve() in {file.resolve() for file in kept_files()}


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_no_kept_file_names_a_machine_or_a_registry(forbidden: str) -> None:
    guilty = [named(file) for file in kept_files() if forbidden.encode() in file.read_bytes()]
    assert guilty == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_says_what_it_is_for(room: Path) -> None:
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
    assert len(docstring.split()) >= 10, "say what comes in, what goes out, what it does not know"


def test_every_folder_of_python_is_a_package() -> None:
    folders = {file.parent for file in python_files()}
    assert [named(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_source_file_is_too_long() -> None:
    lengths = {named(file): len(file.read_text("utf-8").splitlines()) for file in python_files()}
    assert {name: n for name, n in lengths.items() if n > LINES_AT_MOST} == {}


def test_no_room_is_a_lumber_room() -> None:
    lumber = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert [named(file) for file in python_files() if lumber & {file.stem, file.parent.name}] == []


def test_what_tests_import_of_one_another_has_a_name_of_its_own() -> None:
    """Folders of tests stand on one path, so of two modules with one name only the first is found."""
    tests = [
        file for file in kept_files() if file.suffix == ".py" and ROOT / "tests" in file.parents
    ]
    names = Counter(file.stem for file in tests if not file.stem.startswith(("test_", "__")))
    del names["conftest"]
    assert [name for name, count in names.items() if count > 1] == []


def test_every_pin_is_a_plain_name_and_version() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        name, separator, version = line.partition("==")
        assert separator and version, line
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum(), line
        assert version[0].isdigit() and " " not in version, line


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        requirement.split(">=")[0].lower()
        for group in (project["dependencies"], *project["optional-dependencies"].values())
        for requirement in group
    }
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    }
    assert wanted - pinned == set()


def test_servanda_is_installed_with_the_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert built["targets"]["wheel"]["force-include"] == {"examples": "servanda/examples"}
    shutil.copytree(ROOT / "examples", tmp_path / "lib" / "servanda" / "examples")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(demo.servanda, "__file__", str(tmp_path / "lib/servanda/__init__.py"))
    assert demo._examples(None) == tmp_path / "lib" / "servanda" / "examples"


def test_what_the_tests_need_of_the_system_is_named(tmp_path: Path) -> None:
    """Nothing is on the path here; what a printed report needs is the same list as the command's own."""
    tool = ROOT / "tools" / "packages.py"
    done = subprocess.run(
        [sys.executable, tool],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"chromium", "fontconfig", printing.FONTS} <= set(done.stdout.split())
    assert runpy.run_path(str(tool))["LIBRARIES"] == printing.LIBRARIES
