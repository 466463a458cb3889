"""What is kept of a large text says what the text says, or is not used."""

import os
import pickle
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from servanda.cli import question
from servanda.cli.main import run
from servanda.workspace import Loaded, kept, load
from servanda.workspace.kept import load_kept
from servanda.workspace.pipeline import load_plainly

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with an example, in which the test stands; every text is worth keeping."""
    monkeypatch.setattr(sys.modules["servanda.workspace.load"], "LARGE_BYTES", 0)
    shutil.copytree(ROOT / "examples" / "gaza-2025", tmp_path / "text")
    monkeypatch.chdir(tmp_path / "text")
    return tmp_path / "text"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time the texts are read anew."""
    found: list[str] = []

    def noted(path: Any) -> Any:
        found.append(str(path))
        return load_plainly(path)

    monkeypatch.setattr(kept, "load_plainly", noted)
    return found


def test_what_is_kept_gives_every_answer_that_the_text_gives(
    folder: Path,
    reads: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = [
        ("status", ".", "--on", "2025-03-05", "--format", "json"),
        ("why", ".", "one.road", "--on", "2025-01-28", "--format", "json"),
        ("due", ".", "--on", "2025-02-20", "--format", "json"),
        ("record", ".", "--format", "json"),
        ("positions", ".", "--on", "2025-03-05", "--no-check", "--format", "json"),
        ("export", ".", "--as", "jsonl"),
    ]
    answers: dict[str, list[str]] = {}
    for place in ("off", str(folder.parent / "cache")):
        monkeypatch.setenv("SERVANDA_CACHE", place)
        run(["actor", ".", "hamas"])
        capsys.readouterr()
        answers[place] = []
        for command in commands:
            assert run(command) == 0
            answers[place].append(capsys.readouterr().out)
    first, second = answers.values()
    assert first == second
    assert len(reads) == 1 + len(commands) + 1, "with a cache, only the first command reads"


def test_an_unchanged_text_is_not_read_again_and_a_changed_one_is(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    place = tmp_path / "cache"
    load_kept(".", place)
    assert load_kept(".", place).agreement is not None
    assert len(reads) == 1
    record = folder / "gaza-2025.record"
    record.write_text(record.read_text("utf-8") + '\n2025-03-19 note "one more"\n', "utf-8")
    record.write_text(record.read_text("utf-8").replace("wide strikes", "strikes", 1), "utf-8")
    changed = load_kept(".", place)
    assert len(reads) == 2
    assert changed.agreement is not None
    assert changed.agreement.entries[-1].words == "one more"
    again = load_kept(".", place).agreement
    assert again is not None and again.entries[-1].words == "one more"
    assert len(reads) == 2


def test_a_change_that_keeps_size_and_time_is_noticed(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    path = folder / "gaza-2025.record"
    load_kept(".", tmp_path / "cache")
    before = path.stat()
    text = path.read_text("utf-8").replace("2025-01-19 11:15 in force", "2025-01-19 11:16 in force")
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    load_kept(".", tmp_path / "cache")
    assert len(reads) == 2


def test_a_file_that_comes_or_goes_is_noticed(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    place = tmp_path / "cache"
    load_kept(".", place)
    (folder / "more.record").write_text('2025-03-19 note "another file"\n', "utf-8")
    assert len(load_kept(".", place).sources) == 3
    (folder / "more.record").unlink()
    assert len(load_kept(".", place).sources) == 2
    assert len(reads) == 2, "the first of what was kept fits again"


def test_an_included_file_that_changes_is_noticed(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    (folder / "annex").mkdir()
    (folder / "annex" / "more.record").write_text('2025-03-19 note "one"\n', "utf-8")
    with (folder / "gaza-2025.record").open("a", encoding="utf-8") as stream:
        stream.write('\ninclude "annex/more.record"\n')
    for _ in range(2):
        load_kept(".", tmp_path / "cache")
    assert len(reads) == 1
    (folder / "annex" / "more.record").write_text('2025-03-19 note "two"\n', "utf-8")
    load_kept(".", tmp_path / "cache")
    assert len(reads) == 2


def test_a_text_with_errors_is_not_kept(folder: Path, reads: list[str], tmp_path: Path) -> None:
    (folder / "bad.record").write_text("2025-03-19 nothing like an entry\n", "utf-8")
    for _ in range(2):
        assert load_kept(".", tmp_path / "cache").has_errors
    assert len(reads) == 2
    assert not (tmp_path / "cache").exists()


def test_another_servanda_does_not_use_it(
    folder: Path, reads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_kept(".", tmp_path / "cache")
    monkeypatch.setattr(kept, "_edition", lambda: "another")
    load_kept(".", tmp_path / "cache")
    assert len(reads) == 2


def test_damage_of_what_is_kept_costs_a_reading_and_nothing_else(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    place = tmp_path / "cache"
    load_kept(".", place)
    (file,) = place.iterdir()
    whole = file.read_bytes()
    chance = random.Random(5)
    wanted = [str(entry.id) for entry in load(".").agreement.entries]  # type: ignore[union-attr]
    damaged = [whole[: chance.randrange(len(whole))] for _ in range(20)]
    damaged += [b"", whole + b"x"]
    for _ in range(20):
        at = chance.randrange(len(whole))
        damaged.append(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    for number, data in enumerate(damaged, start=2):
        file.write_bytes(data)
        loaded = load_kept(".", place)
        assert loaded.agreement is not None
        assert [str(entry.id) for entry in loaded.agreement.entries] == wanted
        assert len(reads) == number
        assert file.read_bytes() == whole, "it is kept anew"


class Evil:
    """Do something when it is unpacked."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("evil",)


def test_nothing_but_values_is_made_of_what_is_kept(folder: Path) -> None:
    assert kept._unpacked(pickle.dumps(Evil())) is None
    assert not (folder / "evil").exists()


def test_what_others_could_have_written_is_not_used(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    place = tmp_path / "cache"
    load_kept(".", place)
    (file,) = place.iterdir()
    assert (place.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    file.chmod(0o622)
    load_kept(".", place)
    assert len(reads) == 2
    place.chmod(0o777)
    load_kept(".", place)
    assert len(reads) == 3
    place.chmod(0o700)


def test_where_nothing_can_be_kept_the_text_is_read(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    for _ in range(2):
        assert load_kept(".", tmp_path / "file").agreement is not None
    assert len(reads) == 2


def test_several_processes_at_once_give_one_answer(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys, servanda.workspace; sys.modules['servanda.workspace.load'].LARGE_BYTES = 0; "
        "from servanda.cli.main import main; main()"
    )
    environment = {**os.environ, "SERVANDA_CACHE": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, "record", ".", "--format", "json"],
            env=environment,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    answers = {process.communicate()[0] for process in running}
    assert len(answers) == 1 and answers != {b""}
    assert [each.suffix for each in (tmp_path / "cache").iterdir()] == [".kept"]


def test_only_some_are_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FILES_AT_MOST", 3)
    for number in range(6):
        other = tmp_path / f"folder-{number}"
        shutil.copytree(folder, other)
        load_kept(other, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 3


def test_small_texts_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_CACHE", str(tmp_path / "cache"))
    assert run(["record", str(ROOT / "examples" / "gaza-2025")]) == 0
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SERVANDA_CACHE": "off"}, None),
        ({"SERVANDA_CACHE": "/somewhere"}, Path("/somewhere")),
        ({"XDG_CACHE_HOME": "/x"}, Path("/x/servanda")),
        ({"HOME": "/h", "XDG_CACHE_HOME": "not-absolute"}, Path("/h/.cache/servanda")),
    ],
)
def test_the_folder_is_one_of_the_users(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: Path | None
) -> None:
    monkeypatch.delenv("SERVANDA_CACHE", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert question.kept_folder() == expected


@pytest.fixture
def long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was kept be written anew after few entries."""
    monkeypatch.setattr(kept, "LARGE_BYTES", 2_000)


def seen(loaded: Loaded) -> object:
    """Give all that was read, with its places."""
    texts = {path: source.text for path, source in loaded.sources.items()}
    # In what order a set gives its members is chance.
    agreement = re.sub(
        r"frozenset\(\{([^{}]*)\}\)",
        lambda found: str(sorted(found[1].split(", "))),
        repr(loaded.agreement),
    )
    return agreement, loaded.diagnostics, list(texts.items())


def test_an_append_reads_what_was_added_alone(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    load_kept(".", tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    before = file.read_bytes()
    for day in range(19, 29):
        with (folder / "gaza-2025.record").open("a", encoding="utf-8") as stream:
            stream.write(f'\n# a day\n2025-03-{day} note "a day" named day-{day}; cites R27\n')
            stream.write("  by israel\n")
        assert seen(load_kept(".", tmp_path / "cache")) == seen(load("."))
    assert len(reads) == 1
    assert file.read_bytes() == before, "so little is not written anew"


@pytest.mark.usefixtures("long_enough")
def test_what_was_kept_is_written_anew_once_much_was_added(
    folder: Path, reads: list[str], tmp_path: Path
) -> None:
    load_kept(".", tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    before = file.read_bytes()
    with (folder / "gaza-2025.record").open("a", encoding="utf-8") as stream:
        stream.write('2025-03-19 note "a day like many"\n' * 100)
    for _ in range(2):
        assert seen(load_kept(".", tmp_path / "cache")) == seen(load("."))
    assert file.read_bytes() != before
    assert len(reads) == 1


ADDED = (
    '2025-03-19 note "a day"\n',
    "2025-03-19 act israel one.road cites R4 named {name}\n",
    "2025-03-20 deny hamas {name}\n",
    "2025-03-20 deny hamas first-release\n",
    '2025-03-20 note "named as a clause begins" named by\n',
    "2025-03-20 say hamas rejects by\n",
    "2025-03-20 figure trucks 7 by un\n  cites R11\n",
    "  via qatar\n",
    "  named {name}\n",
    "# a comment\n\n",
    "2025-03-21 say israel criticises hamas cites R3,\n    A3\n",
    "2025-03-21 amend by qatar\n  one.captives 3 by 2025-04-30\n",
    "2025-03-21 amend by israel, hamas\n  adds {name}: israel must do well\n",
    "2025-03-21 nothing of a kind\n",
    '2025-03-22 note "no end',
    ' 2025-03-22 note "one step in"\n',
    'source {name} "Another source"\n',
    "silent on one.road\n",
    '2025-03-23 note "ended as elsewhere"\r\n',
    'include "none.record"\n',
)


@pytest.mark.usefixtures("long_enough")
@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_reads_as_the_texts_do_after_any_changes(
    folder: Path, reads: list[str], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    record = folder / "gaza-2025.record"
    sound = [record.read_bytes().decode()]
    for number in range(30):
        text = chance.choice([record.read_bytes().decode(), *sound[-3:], sound[-1]])
        lines = text.splitlines(keepends=True)
        at = chance.randrange(len(lines))
        match chance.choice("append append append append edit delete cut insert back".split()):
            case "append":
                text += chance.choice(ADDED).format(name=f"n{chance.randrange(6)}")
            case "edit":
                words = lines[at].split(" ")
                words[chance.randrange(len(words))] = chance.choice(text.split())
                text = "".join([*lines[:at], " ".join(words), *lines[at + 1 :]])
            case "delete":
                text = "".join([*lines[:at], *lines[at + 1 :]])
            case "cut":
                text = "".join(lines[: max(at, len(lines) - 3)])
            case "insert":
                text = "".join([*lines[:at], lines[chance.randrange(len(lines))], *lines[at:]])
            case _:
                text = sound[0]
        record.write_bytes(text.encode())
        cold = load(".")
        assert seen(load_kept(".", tmp_path / "cache")) == seen(cold), number
        if not cold.has_errors:
            sound.append(text)
    assert len(reads) < 30, "some were taken as they were kept, and grown"


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (
            '2025-03-19 say hamas rejects by qatar\n2025-03-19 note "a"\n',
            '2025-03-20 note "a word" named by\n',
        ),
        ('2025-03-19 note "one" named day-one\n2025-03-20 note "b"\n', "  named day-one\n"),
        (' 2025-03-19 note "one step in"\n2025-03-20 note "none"\n', '2025-03-21 note "c"\n'),
        ('2025-03-19 note "a"\nsource other "Other"\n', '2025-03-20 note "b" [other]\n'),
        ('2025-03-19 note "a', ' word"\n'),
        ("2025-03-19 amend by qatar\n", "  adds more: israel must do well\n"),
    ],
    ids=["a clause", "a name", "a fault", "a source", "half a line", "a provision"],
)
def test_an_end_that_changes_more_than_itself(
    folder: Path, tmp_path: Path, before: str, added: str
) -> None:
    more = folder / "more.record"
    for text in (before, before + added):
        more.write_text(text, "utf-8")
        assert seen(load_kept(".", tmp_path / "cache")) == seen(load("."))
