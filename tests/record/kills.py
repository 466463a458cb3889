"""Kill Servanda at random moments, and see whether the next start finds what one does that was never killed.

    python tests/record/kills.py --times 200 [--what import cache tail] [--seed 1]

The moments are calls of the system that write, settle, cut or remove: the process is killed with SIGKILL
before the call, after it, or, of one that writes, when a part is written. Between kills it is started
again, as a person would. Killed are imports, commands that keep what they read, and `tail`, between one
entry that comes and another.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from tables import lay_out

ROWS, ROWS_AT_ONCE = 120, 10
SERVANDA = (
    sys.executable,
    "-c",
    "import sys; from servanda.cli.main import run; sys.exit(run(sys.argv[1:]))",
)

# It counts the calls, and kills its own process at the one it is told.
WATCHED = """
import os, signal, sys
from servanda.cli.main import run

last, share, count = {last}, {share}, 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def watched(name):
    real = getattr(os, name)
    def call(*arguments, **named):
        global count
        count += 1
        if count != last:
            return real(*arguments, **named)
        if share < 0.3:
            die()
        if name == "write" and share < 0.8:
            handle, data = arguments
            real(handle, data[: int(len(data) * (share - 0.3) * 2)])
            die()
        real(*arguments, **named)
        die()
    setattr(os, name, call)

for name in ("write", "fsync", "ftruncate", "unlink", "replace", "rename"):
    watched(name)
"""
IMPORT = """
from servanda.record.imports import run as importing

importing.ROWS_AT_ONCE = {at_once}
status = run(["import", "log.csv", "--as", "csv", "--map", "map.toml", "--into", "log.record"])
print("calls", count)
sys.exit(status)
"""


def run_import(folder: Path, last: int = 0, share: float = 0.0) -> subprocess.CompletedProcess[str]:
    code = (WATCHED + IMPORT).format(at_once=ROWS_AT_ONCE, last=last, share=share)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


def kill_imports(times: int, seed: int, folder: Path) -> tuple[int, int]:
    """Kill imports so many times; give how many records were completed, and how many kills took place.

    Raises `AssertionError` where a record differs from one whose import was never killed.
    """
    chance = random.Random(seed)
    lay_out(folder, ROWS)
    whole = run_import(folder)
    assert whole.returncode == 0, whole.stderr
    calls = int(whole.stdout.rsplit("calls ", 1)[1])
    expected = (folder / "log.record").read_bytes()
    kills = records = 0
    while kills < times:
        (folder / "log.record").unlink()
        for _ in range(chance.randint(1, 4)):
            ended = run_import(folder, chance.randint(1, calls), chance.random())
            if ended.returncode == 0:
                break  # there was less left to do than the moment it was to be killed at
            assert ended.returncode == -9, ended.stderr
            kills += 1
        ended = run_import(folder)
        assert ended.returncode == 0, ended.stderr
        assert (folder / "log.record").read_bytes() == expected, "the record differs"
        left = {each.name for each in folder.iterdir()}
        assert left == {"accord.pact", "map.toml", "log.csv", "log.record"}, left
        records += 1
    return records, kills


STATUS = """
import io, servanda.workspace
sys.modules["servanda.workspace.load"].LARGE_BYTES = 0
status = run(["status", ".", "--on", "2024-12-31", "--format", "json"])
print("calls", count, file=sys.stderr)
sys.exit(status)
"""


def run_status(
    folder: Path, cache: str, last: int = 0, share: float = 0.0
) -> subprocess.CompletedProcess[str]:
    """Ask where an agreement stands, and keep what was read."""
    return subprocess.run(
        [sys.executable, "-c", (WATCHED + STATUS).format(last=last, share=share)],
        cwd=folder,
        env={**os.environ, "SERVANDA_CACHE": cache},
        capture_output=True,
        text=True,
        check=False,
    )


def kill_cache(times: int, seed: int, folder: Path) -> tuple[int, int]:
    """Kill commands that write what they read, on a record that grows; give how many were asked, and kills.

    Raises `AssertionError` where one that was not killed tells otherwise than one that keeps nothing.
    """
    chance = random.Random(seed)
    lay_out(folder, 0)
    record = folder / "log.record"
    record.write_text("2024-01-01 in force\n", "utf-8")
    cache = str(folder / "cache")
    calls = int(run_status(folder, cache).stderr.rsplit("calls ", 1)[1])
    kills = asked = day = 0
    while kills < times:
        day += 1
        if chance.random() < 0.7:  # one that changes elsewhere is read anew
            with record.open("a", encoding="utf-8") as stream:
                stream.write(_incidents(chance, day))
        else:
            record.write_text(f"2024-01-01 in force\n{_incidents(chance, day)}", "utf-8")
        for _ in range(chance.randint(1, 3)):
            ended = run_status(folder, cache, chance.randint(1, calls), chance.random())
            assert ended.returncode in (0, -9), ended.stderr
            kills += ended.returncode == -9
        expected, found = run_status(folder, "off"), run_status(folder, cache)
        assert found.returncode == expected.returncode == 0, found.stderr
        assert found.stdout == expected.stdout, "what was kept answers otherwise"
        asked += 1
    return asked, kills


def _incidents(chance: random.Random, day: int) -> str:
    side = chance.choice(("north", "south"))
    line = f"2024-{day % 12 + 1:02}-{day % 28 + 1:02} incident {side} against truce observed by mission"
    return "".join(f'{line} words "{day} {n}"\n' for n in range(chance.randint(1, 6)))


def kill_tail(times: int, seed: int, folder: Path) -> tuple[int, int]:
    """Kill `tail` while entries come; give how often a whole record was followed to its end, and kills.

    Raises `AssertionError` where one that was started anew tells otherwise than one that was never killed.
    """
    chance = random.Random(seed)
    folder.mkdir(exist_ok=True)
    (folder / "accord.pact").write_text(_DUTY, "utf-8")
    record = folder / "log.record"
    command = [*SERVANDA, "tail", "accord.pact", "log.record"]
    command += ["--from-start", "--on", "2024-12-31", "--format", "json"]
    kills = followed = 0
    while kills < times:
        record.write_text("2024-01-01 in force\n", "utf-8")
        for number in range(1, chance.randint(2, 5)):
            with open(os.devnull, "wb") as nowhere:
                tail = subprocess.Popen(command, cwd=folder, stdout=nowhere, stderr=nowhere)
            time.sleep(chance.uniform(0, 0.6))
            with record.open("a", encoding="utf-8") as stream:
                stream.write(f"2024-02-{number:02} act north captives {chance.randint(1, 30)}\n")
            time.sleep(chance.uniform(0, 0.1))
            tail.kill()
            tail.wait()
            kills += 1
        before = record.read_bytes()
        told = [
            subprocess.run(
                [*command, "--to-end"], cwd=folder, capture_output=True, check=True
            ).stdout
            for _ in range(2)
        ]
        assert told[0] == told[1] and record.read_bytes() == before
        status = ["status", ".", "--on", "2024-12-31", "--format", "json"]
        ended = subprocess.run(
            [*SERVANDA, *status],
            cwd=folder,
            capture_output=True,
            check=True,
        )
        (row,) = json.loads(ended.stdout)["provisions"]
        lines = [json.loads(line) for line in told[0].decode().splitlines()]
        last = [c for line in lines for c in line["changes"] if c["name"] == "captives"]
        assert last[-1]["after"][0]["states"] == [row["state"]], (last[-1], row["state"])
        followed += 1
    return followed, kills


_DUTY = """agreement accord "An accord of synthetic parties"
party north "North", south "South"
captives: north must release 40 captives
  by 2024-06-01
"""


KILLED = {"import": kill_imports, "cache": kill_cache, "tail": kill_tail}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--what", nargs="+", choices=tuple(KILLED), default=list(KILLED))
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(0, 10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    for what in asked.what:
        folder = Path(tempfile.mkdtemp())
        try:
            whole, kills = KILLED[what](asked.times, asked.seed, folder)
        finally:
            shutil.rmtree(folder)
        print(f"{what}: {kills} kills; {whole} times as if nothing had been killed")


if __name__ == "__main__":
    main()
