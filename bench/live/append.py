"""Append entries to the record of a mission that `servanda watch` follows, and print what the verdict takes.

    python bench/live/append.py [ENTRIES]

Each entry ends a duty, so that a verdict changes. Seconds are from the write to the line that tells of it,
and hold two looks at the files, a tenth of a second apart; CPU is that of the running process in between.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "record"))
from make_mission import write_mission

ADDED = (
    "2029-12-30 act north posts [patrols, verified]\n",
    "2029-12-30 act mission report [patrols, verified]\n",
    "2029-12-30 act south captives 60000 [patrols, verified]\n",
)
TICKS = os.sysconf("SC_CLK_TCK")


def used(process: subprocess.Popen[str]) -> float:
    """Give the processor time of a running process."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def settled(process: subprocess.Popen[str]) -> None:
    """Wait until it only looks now and then."""
    last, quiet = used(process), 0
    while quiet < 8:
        time.sleep(0.25)
        now = used(process)
        quiet = quiet + 1 if now - last < 0.05 else 0
        last = now


def main(entries: int) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as home:
        mission = write_mission(Path(home) / "mission", entries)
        record = sorted(mission.glob("*.record"))[-1]
        servanda = str(Path(sys.executable).with_name("servanda"))
        command = [servanda, "watch", str(mission), "--on", "2029-12-31", "--format", "json"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout is not None
        try:
            settled(process)
            print(f"\n#### {entries:,} entries, one appended to a running `watch`\n")
            print("| | s | CPU, s |\n|---|---|---|")
            for line in ADDED:
                cpu, begun = used(process), time.perf_counter()
                with record.open("a", encoding="utf-8") as stream:
                    stream.write(line)
                told = process.stdout.readline()
                took = time.perf_counter() - begun
                assert told, "it ended"
                print(f"| {line[11:40]}… | {took:.2f} | {used(process) - cpu:.2f} |", flush=True)
                settled(process)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
