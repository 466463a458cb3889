"""Import tables while others write, are killed, or leave no room: nothing is lost or there twice."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from servanda.record.imports import run as importing
from servanda.record.imports.append import Appender, Busy, Changed, Full

sys.path.insert(0, str(Path(__file__).parent))
import kills
from imported import Import
from tables import lay_out, row, write_table

MIB = 2**20


def test_killed_at_any_moment_an_import_goes_on_from_there(tmp_path: Path) -> None:
    records, killed = kills.kill_imports(12, 3, tmp_path)
    assert records > 2 and killed >= 12


def test_killed_at_any_moment_what_is_kept_answers_for_no_other_text(tmp_path: Path) -> None:
    asked, killed = kills.kill_cache(2, 3, tmp_path)
    assert asked and killed >= 2


def test_killed_at_any_moment_a_tail_tells_the_same_when_it_is_started_again(
    tmp_path: Path,
) -> None:
    followed, killed = kills.kill_tail(2, 3, tmp_path)
    assert followed and killed >= 2


def test_only_one_import_writes_to_a_record(import_: Import, tmp_path: Path) -> None:
    write_table(tmp_path / "log.csv", [row(1)])
    held = Appender(tmp_path / "log.record", MIB)
    try:
        done = import_()
        assert done.status == 2
        assert "another import is writing to log.record" in done.err
    finally:
        held.close()
    assert import_().table["written"] == 1


def test_two_imports_at_once_lose_and_repeat_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, 400)
    command = [sys.executable, "-c", "from servanda.cli.main import main; main()", "import"]
    command += ["log.csv", "--as", "csv", "--map", "map.toml", "--into", "log.record"]
    running = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in running:
        process.communicate()
    assert {process.returncode for process in running} <= {0, 2}
    assert 0 in {process.returncode for process in running}
    text = (tmp_path / "log.record").read_text("utf-8")
    assert [text.count(f" named log-{number} ") for number in range(400)] == [1] * 400


def test_a_table_that_changes_while_it_is_read_stops_the_import(
    import_: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 10)
    path = write_table(tmp_path / "log.csv", [row(number) for number in range(40)])
    real = importing.known_entries

    def meanwhile(*arguments: Any) -> Any:
        with path.open("a", encoding="utf-8") as stream:
            stream.write("40,2024-01-0")
        return real(*arguments)

    monkeypatch.setattr(importing, "known_entries", meanwhile)
    done = import_()
    assert done.status == 2
    assert "it was changed while it was read" in done.err
    assert done.record == ""


def test_a_record_that_somebody_else_changes_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "log.record"
    appender = Appender(path, MIB)
    try:
        appender.append("one\n")
        os.utime(path, ns=(1, 1))
        path.write_text("one\ntwo\n", "utf-8")
        with pytest.raises(Changed):
            appender.append("three\n")
    finally:
        appender.close()
    assert path.read_text("utf-8") == "one\ntwo\n"


def test_a_record_that_an_editor_put_in_its_place_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "log.record"
    appender = Appender(path, MIB)
    try:
        appender.append("one\n")
        (tmp_path / "new").write_text("mine\n", "utf-8")
        (tmp_path / "new").rename(path)
        with pytest.raises(Changed):
            appender.append("two\n")
    finally:
        appender.close()
    assert path.read_text("utf-8") == "mine\n"


def test_what_was_written_by_hand_after_a_kill_stays(tmp_path: Path) -> None:
    path, journal = tmp_path / "log.record", tmp_path / ".log.record.journal"
    appender = Appender(path, MIB)
    appender.append("one\n")
    appender._write_journal(b"two\nthree\n")
    appender.close()
    path.write_text("one\ntw\n# by hand\n", "utf-8")
    again = Appender(path, MIB)
    again.close()
    assert path.read_text("utf-8") == "one\ntw\n# by hand\n"
    assert not journal.exists()


def test_a_line_without_an_end_is_ended_first(tmp_path: Path) -> None:
    path = tmp_path / "log.record"
    path.write_text("# by hand", "utf-8")
    appender = Appender(path, MIB)
    appender.append("one\n")
    appender.close()
    assert path.read_text("utf-8") == "# by hand\none\n"


def test_a_record_grows_no_larger_than_a_text_may_be(tmp_path: Path) -> None:
    appender = Appender(tmp_path / "log.record", 10)
    try:
        appender.append("12345\n")
        with pytest.raises(Full):
            appender.append("12345\n")
    finally:
        appender.close()
    assert (tmp_path / "log.record").read_text("utf-8") == "12345\n"


def test_a_lock_is_given_up_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "log.record"
    code = (
        "import sys; from pathlib import Path; from servanda.record.imports.append import Appender; "
        f"held = Appender(Path({str(path)!r}), 100); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None and process.stdout.readline() == b"held\n"
    with pytest.raises(Busy):
        Appender(path, MIB)
    process.kill()
    process.communicate()
    Appender(path, MIB).close()


def test_a_full_disk_leaves_whole_batches_and_the_import_goes_on_later(tmp_path: Path) -> None:
    lay_out(tmp_path, 300)
    code = (
        "from servanda.record.imports import run; run.ROWS_AT_ONCE = 20; "
        "from servanda.cli.main import main; main()"
    )
    command = [sys.executable, "-c", code, "import", "log.csv", "--as", "csv"]
    command += ["--map", "map.toml", "--into", "log.record"]

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    full = subprocess.run(
        command, cwd=tmp_path, env=environment, preexec_fn=small, capture_output=True, check=False
    )
    assert full.returncode == 2
    assert b"cannot be written: file too large" in full.stderr
    text = (tmp_path / "log.record").read_text("utf-8")
    written = text.count("[log, unverified]")
    assert 20 <= written < 300 and written % 20 == 0
    assert text.endswith("\n")
    assert not (tmp_path / ".log.record.journal").exists()
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    whole = (tmp_path / "log.record").read_text("utf-8")
    assert whole.startswith(text)
    assert [whole.count(f" named log-{number} ") for number in range(300)] == [1] * 300
