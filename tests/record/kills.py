"""Kill an import at random moments, and see whether the next one leaves what one does that was never killed.

    python tests/record/kills.py --times 200 [--seed 1]

The moments are calls of the system that write, settle, cut or remove: the process is killed with SIGKILL
before the call, after it, or, of one that writes, when a part is written. Between kills the import is started
again, as a person would.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from tables import lay_out

ROWS, ROWS_AT_ONCE = 120, 10

# It counts the calls, and kills its own process at the one it is told.
CHILD = """
import os, signal, sys
from servanda.record.imports import run as importing
from servanda.cli.main import run

importing.ROWS_AT_ONCE = {at_once}
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

for name in ("write", "fsync", "ftruncate", "unlink", "replace"):
    watched(name)
status = run(["import", "log.csv", "--as", "csv", "--map", "map.toml", "--into", "log.record"])
print("calls", count)
sys.exit(status)
"""


def run_import(folder: Path, last: int = 0, share: float = 0.0) -> subprocess.CompletedProcess[str]:
    code = CHILD.format(at_once=ROWS_AT_ONCE, last=last, share=share)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(0, 10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    folder = Path(tempfile.mkdtemp())
    try:
        records, kills = kill_imports(asked.times, asked.seed, folder)
    finally:
        shutil.rmtree(folder)
    print(f"{kills} kills; {records} records, each as one whose import was never killed")


if __name__ == "__main__":
    main()
