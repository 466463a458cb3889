"""`servanda fmt`: texts are laid out, never changed in what they say, and never half written."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

UGLY = """\
# first

# second
agreement   accord "An accord"
    purpose   "calm" ;   area "the valley"   # why
party north "North" , south "South"


names : north must hand over the names
      by 2025-01-19 [ recalled ]
# last
"""
PLAIN = """\
# first

# second
agreement accord "An accord"
  purpose "calm"; area "the valley"  # why
party north "North", south "South"

names: north must hand over the names
  by 2025-01-19 [recalled]
# last
"""


@pytest.fixture
def ugly(folder: Path) -> Path:
    file = folder / "ugly.pact"
    file.write_text(UGLY, "utf-8")
    return file


def test_a_text_is_laid_out(servanda: Run, ugly: Path) -> None:
    assert servanda("fmt", "ugly.pact") == (0, "", "laid out ugly.pact\n")
    assert ugly.read_text("utf-8") == PLAIN


def test_a_second_time_nothing_changes(servanda: Run, ugly: Path) -> None:
    servanda("fmt", "ugly.pact")
    before = ugly.stat().st_mtime_ns
    assert servanda("fmt", "ugly.pact") == (0, "", "")
    assert ugly.stat().st_mtime_ns == before


def test_only_checking_changes_nothing(servanda: Run, ugly: Path) -> None:
    assert servanda("fmt", "--check", "ugly.pact", "accord.pact") == (
        1,
        "",
        "would lay out ugly.pact\n",
    )
    assert ugly.read_text("utf-8") == UGLY


def test_to_standard_output(servanda: Run, ugly: Path) -> None:
    assert servanda("fmt", "--stdout", "ugly.pact") == (0, PLAIN, "")
    assert ugly.read_text("utf-8") == UGLY


def test_the_line_ends_of_the_file_are_kept(servanda: Run, ugly: Path) -> None:
    ugly.write_bytes(b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode())
    assert servanda("fmt", "ugly.pact")[0] == 0
    assert ugly.read_bytes() == PLAIN.replace("\n", "\r\n").encode()
    assert servanda("fmt", "--check", "ugly.pact")[0] == 0


def test_the_mode_of_the_file_is_kept(servanda: Run, ugly: Path) -> None:
    ugly.chmod(0o640)
    servanda("fmt", "ugly.pact")
    assert stat.S_IMODE(ugly.stat().st_mode) == 0o640


def test_a_link_stays_a_link(servanda: Run, folder: Path, ugly: Path) -> None:
    link = folder / "link.pact"
    link.symlink_to(ugly)
    servanda("fmt", "link.pact")
    assert link.is_symlink()
    assert ugly.read_text("utf-8") == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        'label A1 "not closed\n',
        "names: north must;; act\n",
        "label A\u200b\n",
        "label A1 " + "x " * 20_000 + "\n",
        "agreement accord\n" + "".join(f'{" " * n}words "{n}"\n' for n in range(1, 20)),
    ],
    ids=["unclosed", "empty-clause", "stray", "long", "deep"],
)
def test_a_text_that_would_lose_something_is_left(servanda: Run, folder: Path, text: str) -> None:
    file = folder / "bad.pact"
    file.write_text(text, "utf-8")
    status, out, err = servanda("fmt", "bad.pact", "accord.pact")
    assert (status, out) == (1, "")
    assert err.endswith("bad.pact was left as it is, since a part of it could be lost\n")
    assert file.read_text("utf-8") == text


def test_bytes_that_are_no_text_are_left(servanda: Run, folder: Path) -> None:
    for data in (b"\0", b"label A \xff\n"):
        (folder / "bad.pact").write_bytes(data)
        assert servanda("fmt", "bad.pact")[0] == 1
        assert (folder / "bad.pact").read_bytes() == data


def test_a_file_is_replaced_whole_or_not_at_all(
    servanda: Run, folder: Path, ugly: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    outcome = servanda("fmt", "ugly.pact")
    assert outcome == (2, "", "servanda: ugly.pact cannot be written: no space left on device\n")
    assert ugly.read_text("utf-8") == UGLY
    assert sorted(each.name for each in folder.iterdir()) == ["accord.pact", "ugly.pact"]


def test_a_folder_that_may_not_be_written(
    servanda: Run, ugly: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    outcome = servanda("fmt", "ugly.pact")
    assert outcome == (2, "", "servanda: ugly.pact cannot be written: permission denied\n")


def test_a_file_that_does_not_exist(servanda: Run) -> None:
    assert servanda("fmt", "none.pact") == (2, "", "servanda: none.pact does not exist\n")


def test_a_folder_stands_for_its_texts(servanda: Run, folder: Path, ugly: Path) -> None:
    (folder / "other.txt").write_text("   not ours", "utf-8")
    assert servanda("fmt", "--check", ".").status == 1
    assert servanda("fmt", ".").status == 0
    assert servanda("fmt", "--check", ".").status == 0
    assert (folder / "other.txt").read_text("utf-8") == "   not ours"
    (folder / "empty").mkdir()
    assert servanda("fmt", "empty").status == 2
