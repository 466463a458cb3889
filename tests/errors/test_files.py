"""Bad files: each is reported, and none keeps the others from being read."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.workspace import CannotRun, load

GOOD = """\
agreement accord "An accord"
party north "North", south "South"
names: north must hand over the names; by 2025-01-19
"""
RECORD = "record of accord\n2025-01-18 act north names\n"

Printed = Callable[..., tuple[bool, str]]
Expect = Callable[[str], None]


def test_an_empty_record(printed: Printed, expect: Expect) -> None:
    has_errors, text = printed({"accord.pact": GOOD, "accord.record": ""})
    assert not has_errors
    expect(text)


def test_empty_files_only(printed: Printed, expect: Expect) -> None:
    has_errors, text = printed({"a.pact": "", "b.pact": " \n\n"})
    assert has_errors
    expect(text)


def test_binary_bytes(printed: Printed, expect: Expect) -> None:
    texts = {"accord.pact": GOOD, "accord.record": bytes(range(256)) * 40}
    has_errors, text = printed(texts)
    assert has_errors
    expect(text)


def test_utf_16(printed: Printed, expect: Expect) -> None:
    has_errors, text = printed({"accord.pact": GOOD, "b.pact": RECORD.encode("utf-16")})
    assert has_errors
    expect(text)


def test_invalid_utf_8(printed: Printed, expect: Expect) -> None:
    text = GOOD.encode() + b'label A1 "caf\xe9" \nlabel A2 "\xf0\x9f\x92" [recalled]\n'
    has_errors, shown = printed({"accord.pact": text})
    assert has_errors
    expect(shown)


def test_an_older_encoding_throughout(printed: Printed, expect: Expect) -> None:
    lines = [f'label A{n} "Соглашение"'.encode("cp1251") for n in range(4)]
    has_errors, text = printed(
        {"accord.pact": GOOD.encode() + b"\n".join(lines) + b"\n"}, concise=True
    )
    assert has_errors
    expect(text)


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_other_line_ends_change_nothing(printed: Printed, ends: str) -> None:
    plain = printed({"accord.pact": GOOD, "accord.record": RECORD})
    other = printed(
        {"accord.pact": GOOD.replace("\n", ends), "accord.record": RECORD.replace("\n", ends)}
    )
    assert other == plain


def test_a_byte_order_mark_changes_nothing(printed: Printed) -> None:
    plain = printed({"accord.pact": GOOD, "accord.record": RECORD})
    assert printed({"accord.pact": b"\xef\xbb\xbf" + GOOD.encode()}) == plain


def test_a_hundred_megabytes_of_one_line(printed: Printed, expect: Expect) -> None:
    started = time.process_time()
    has_errors, text = printed({"accord.pact": GOOD, "accord.record": b"x" * 100_000_000})
    assert has_errors
    assert time.process_time() - started < 5
    expect(text)


def test_sixty_megabytes_of_one_line(printed: Printed, expect: Expect) -> None:
    started = time.process_time()
    has_errors, text = printed({"accord.pact": GOOD, "accord.record": b"(" * 60_000_000})
    assert has_errors
    assert time.process_time() - started < 10
    expect(text)


def chain(length: int) -> dict[str, str]:
    texts = {f"{n}.pact": f'include "{n + 1}.pact"\n' for n in range(length)}
    texts["0.pact"] += GOOD
    texts[f"{length}.pact"] = "# the last\n"
    return texts


def test_ten_thousand_nested_includes(printed: Printed, expect: Expect) -> None:
    texts = chain(10_000)
    has_errors, text = printed(texts, path="0.pact")
    assert has_errors
    expect(text)


def test_ten_thousand_nested_includes_of_one_folder_are_all_read(printed: Printed) -> None:
    started = time.process_time()
    has_errors, text = printed(chain(10_000))
    assert not has_errors, text
    assert time.process_time() - started < 20


def test_a_chain_of_a_hundred_is_read(printed: Printed) -> None:
    has_errors, text = printed(chain(100), path="0.pact")
    assert not has_errors, text


def test_an_include_cycle(printed: Printed, expect: Expect) -> None:
    texts = {
        "accord.pact": GOOD + 'include "annex/a.pact"\n',
        "annex/a.pact": 'include "b.pact"\nactor carrier-one "A carrier"\n',
        "annex/b.pact": 'include "../accord.pact"\nactor carrier-two "A carrier"\n',
    }
    has_errors, text = printed(texts)
    assert has_errors
    expect(text)


def test_a_file_that_includes_itself(printed: Printed, expect: Expect) -> None:
    has_errors, text = printed({"accord.pact": GOOD + 'include "accord.pact"\n'})
    assert has_errors
    expect(text)


def test_a_long_cycle_is_named_in_short(printed: Printed, expect: Expect) -> None:
    texts = {f"{n:02}.pact": f'include "{(n + 1) % 40:02}.pact"\n' for n in range(40)}
    texts["00.pact"] += GOOD
    has_errors, text = printed(texts, concise=True)
    assert has_errors
    expect(text)


def test_a_file_reached_twice_is_read_once(printed: Printed) -> None:
    texts = {
        "accord.pact": GOOD + 'include "annex/a.pact"\ninclude "annex/b.pact"\n',
        "annex/a.pact": 'include "b.pact"\n',
        "annex/b.pact": 'actor carrier-two "A carrier"\n',
    }
    has_errors, text = printed(texts)
    assert not has_errors, text


def test_paths_that_leave_the_folder(folder: Path, printed: Printed, expect: Expect) -> None:
    (folder / "secret.pact").write_text('party hidden "Hidden"\n', "utf-8")
    home = folder / "home"
    home.mkdir()
    (home / "link").symlink_to(folder)
    (home / "linked.pact").symlink_to(folder / "secret.pact")
    includes = (
        '"../secret.pact"',
        '"annex/../../secret.pact"',
        '"/etc/hostname"',
        '"link/secret.pact"',
        '"linked.pact"',
        '"~/secret.pact"',
    )
    text = GOOD + "".join(f"include {name}\n" for name in includes)
    has_errors, shown = printed({"home/accord.pact": text}, path="home")
    assert has_errors
    assert "Hidden" not in shown
    expect(shown)


def test_inclusions_that_name_no_file(printed: Printed, expect: Expect) -> None:
    text = (
        GOOD + 'include\ninclude annex.pact\ninclude "anex.pact"\ninclude "annexes"\ninclude ""\n'
    )
    texts = {
        "accord.pact": text + f'include "{"x" * 5000}.pact"\n',
        "annex.pact": 'actor carrier-one "A carrier"\n',
        "annexes/c.pact": "",
    }
    has_errors, shown = printed(texts)
    assert has_errors
    expect(shown)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_what_is_no_file_in_a_folder_is_passed_over(folder: Path, printed: Printed) -> None:
    os.mkfifo(folder / "pipe.pact")
    (folder / "folder.pact").mkdir()
    (folder / "broken.pact").symlink_to(folder / "nowhere")
    has_errors, text = printed({"accord.pact": GOOD})
    assert not has_errors, text


def test_a_path_that_does_not_exist(folder: Path) -> None:
    with pytest.raises(CannotRun, match=r"^nowhere does not exist$"):
        load("nowhere")


def test_a_folder_without_texts(folder: Path) -> None:
    (folder / "readme.txt").write_text("nothing", "utf-8")
    with pytest.raises(CannotRun, match=r"^\. holds no file that ends in \.pact or \.record$"):
        load(".")


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (folder / "accord.pact").write_text(GOOD, "utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CannotRun, match=r"^accord\.pact cannot be read: permission denied$"):
        load("accord.pact")


@pytest.mark.parametrize(
    ("name", "why"),
    [("a\0b", "cannot be the name of a file"), ("x" * 5000, "cannot be read: file name too long")],
    ids=["zero", "long"],
)
def test_a_name_that_no_file_can_have(folder: Path, name: str, why: str) -> None:
    with pytest.raises(CannotRun, match=why):
        load(name)
