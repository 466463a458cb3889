"""Measure how long after an act is written to `servanda tail` its transition is printed, at a steady rate.

Run with a Python in which Servanda is installed: `python bench/live/delay.py [ENTRIES_A_SECOND] [SECONDS]`.
The record is synthetic: allegations, which move nothing, and two acts a second, each under a duty of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TICK_SECONDS = 0.1
ACT_EVERY = 5


def pact(duties: int) -> str:
    """Write an agreement with so many duties."""
    head = 'agreement accord "Accord"\nparty north "North", south "South"\n'
    head += "truce: north and south each must not attack\n"
    lines = (f"d{n}: south must do deed {n}; by 2025-02-01\n" for n in range(duties))
    return head + "".join(lines)


def main() -> None:
    """Feed a running `tail`, and print the delays in seconds, and what the processor took."""
    rate = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 6.0
    ticks = int(seconds / TICK_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.pact").write_text(pact(ticks // ACT_EVERY + 1), "utf-8")
        Path(folder, "a.record").write_text("record of accord\n2025-01-01 in force\n", "utf-8")
        program = "from servanda.cli.main import main; main()"
        command = [sys.executable, "-c", program, "tail", folder, "-", "--on", "2026-01-01"]
        tailing = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert tailing.stdin is not None and tailing.stdout is not None
        sent: dict[int, float] = {}
        delays: list[float] = []

        def listen() -> None:
            for line in tailing.stdout or ():
                if " act south d" in line:
                    number = int(line.rpartition(" d")[2])
                    delays.append(time.monotonic() - sent[number])

        listener = threading.Thread(target=listen)
        listener.start()
        time.sleep(2)  # until it has begun
        begun = time.monotonic()
        for tick in range(ticks):
            many = int(rate * TICK_SECONDS)
            lines = ["2025-03-01 incident south against truce alleged by north\n"] * many
            if tick % ACT_EVERY == 0:
                sent[tick // ACT_EVERY] = time.monotonic()
                lines.insert(many // 2, f"2025-01-05 act south d{tick // ACT_EVERY}\n")
            tailing.stdin.write("".join(lines))
            tailing.stdin.flush()
            time.sleep(max(0.0, begun + (tick + 1) * TICK_SECONDS - time.monotonic()))
        took = time.monotonic() - begun
        tailing.stdin.close()
        listener.join()
        tailing.wait()
    user = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    print(
        f"{rate * ticks * TICK_SECONDS:,.0f} entries in {took:.1f} s, {user:.1f} s of the processor"
    )
    print(f"{len(delays)} transitions; longest delay {max(delays):.2f} s")


if __name__ == "__main__":
    main()
