"""Bad files: each is reported, and none keeps the others from being read."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = """\
agreement accord "An accord"
party north "North", south "South"
names: north must hand over the names; by 2025-01-19
"""
RECORD = "record of accord\n2025-01-18 act north names\n"

Printed = Callable[..., tuple[int, str]]
Expect = Callable[[str], None]


def without_lint(text: str) -> str:
    """Keep only what reading finds; what the rules say of the good part is tested elsewhere."""
    return text


def test_an_empty_record(printed: Printed, expect: Expect) -> None:
    status, text = printed({"accord.pact": GOOD, "accord.record": ""})
    assert status == 0
    expect(text)


def test_empty_files_only(printed: Printed, expect: Expect) -> None:
    status, text = printed({"a.pact": "", "b.pact": " \n\n"})
    assert status == 1
    expect(text)


def test_binary_bytes(printed: Printed, expect: Expect) -> None:
    texts = {"accord.pact": GOOD, "accord.record": bytes(range(256)) * 40}
    status, text = printed(texts)
    assert status == 1
    expect(text)


def test_utf_16(printed: Printed, expect: Expect) -> None:
    status, text = printed({"accord.pact": GOOD, "b.pact": RECORD.encode("utf-16")})
    assert status == 1
    expect(text)


def test_invalid_utf_8(printed: Printed, expect: Expect) -> None:
    text = GOOD.encode() + b'label A1 "caf\xe9" \nlabel A2 "\xf0\x9f\x92" [recalled]\n'
    status, shown = printed({"accord.pact": text})
    assert status == 1
    expect(shown)


def test_an_older_encoding_throughout(printed: Printed, expect: Expect) -> None:
    lines = [f'label A{n} "Соглашение"'.encode("cp1251") for n in range(4)]
    status, text = printed(
        {"accord.pact": GOOD.encode() + b"\n".join(lines) + b"\n"}, "--format", "concise"
    )
    assert status == 1
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
    status, text = printed({"accord.pact": GOOD, "accord.record": b"x" * 100_000_000})
    assert status == 1
    assert time.process_time() - started < 5
    expect(text)


def test_sixty_megabytes_of_one_line(printed: Printed, expect: Expect) -> None:
    started = time.process_time()
    status, text = printed({"accord.pact": GOOD, "accord.record": b"(" * 60_000_000})
    assert status == 1
    assert time.process_time() - started < 10
    expect(text)


def chain(length: int) -> dict[str, str]:
    texts = {f"{n}.pact": f'include "{n + 1}.pact"\n' for n in range(length)}
    texts["0.pact"] += GOOD
    texts[f"{length}.pact"] = "# the last\n"
    return texts


def test_ten_thousand_nested_includes(printed: Printed, expect: Expect) -> None:
    texts = chain(10_000)
    status, text = printed(texts, path="0.pact")
    assert status == 1
    expect(text)


def test_ten_thousand_nested_includes_of_one_folder_are_all_read(printed: Printed) -> None:
    status, text = printed(chain(10_000))
    assert (status, text) == (0, text)
    assert "include-too-deep" not in text


def test_a_chain_of_a_hundred_is_read(printed: Printed) -> None:
    status, text = printed(chain(100), path="0.pact")
    assert status == 0, text


def test_an_include_cycle(printed: Printed, expect: Expect) -> None:
    texts = {
        "accord.pact": GOOD + 'include "annex/a.pact"\n',
        "annex/a.pact": 'include "b.pact"\nactor carrier-one "A carrier"\n',
        "annex/b.pact": 'include "../accord.pact"\nactor carrier-two "A carrier"\n',
    }
    status, text = printed(texts)
    assert status == 1
    expect(text)


def test_a_file_that_includes_itself(printed: Printed, expect: Expect) -> None:
    status, text = printed({"accord.pact": GOOD + 'include "accord.pact"\n'})
    assert status == 1
    expect(text)


def test_a_long_cycle_is_named_in_short(printed: Printed, expect: Expect) -> None:
    texts = {f"{n:02}.pact": f'include "{(n + 1) % 40:02}.pact"\n' for n in range(40)}
    texts["00.pact"] += GOOD
    status, text = printed(texts, "--format", "concise")
    assert status == 1
    expect(text)


def test_a_file_reached_twice_is_read_once(printed: Printed) -> None:
    texts = {
        "accord.pact": GOOD + 'include "annex/a.pact"\ninclude "annex/b.pact"\n',
        "annex/a.pact": 'include "b.pact"\n',
        "annex/b.pact": 'actor carrier-two "A carrier"\n',
    }
    status, text = printed(texts)
    assert status == 0, text


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
    status, shown = printed({"home/accord.pact": text}, path="home")
    assert status == 1
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
    status, shown = printed(texts)
    assert status == 1
    expect(shown)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_what_is_no_file_in_a_folder_is_passed_over(folder: Path, printed: Printed) -> None:
    os.mkfifo(folder / "pipe.pact")
    (folder / "folder.pact").mkdir()
    (folder / "broken.pact").symlink_to(folder / "nowhere")
    status, text = printed({"accord.pact": GOOD})
    assert status == 0, text


def test_a_path_that_does_not_exist(printed: Printed) -> None:
    assert printed({}, path="nowhere") == (2, "servanda: nowhere does not exist\n")


def test_a_folder_without_texts(printed: Printed) -> None:
    found = printed({"readme.txt": "nothing"})
    assert found == (2, "servanda: . holds no file that ends in .pact or .record\n")


def test_a_file_that_may_not_be_read(printed: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = printed({"accord.pact": GOOD}, path="accord.pact")
    assert found == (2, "servanda: accord.pact cannot be read: permission denied\n")


def test_a_name_that_no_file_can_have(printed: Printed) -> None:
    status, text = printed({}, path="a\0b")
    assert (status, text) == (2, "servanda: a\0b cannot be the name of a file\n")
    status, text = printed({}, path="x" * 5000)
    assert status == 2
    assert text.endswith("cannot be read: file name too long\n")
