"""Decide the claim with SPIN: a process in Promela, the claim in linear time, state by state.

Decides the whole claim, endless renewal included. Not for variant V: a run that is stuck in front of
a missed duty would count as a run. Needs the programs `spin` and `gcc`; compiling counts as building.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, PHASES, RENEWALS, WEEK, duties

OVER = len(PHASES) + 1
MEGABYTES_AT_MOST = 4_000
DEPTH_AT_MOST = 1_000_000


def build(count: int, variant: str) -> tempfile.TemporaryDirectory[str]:
    """Write the process, turn it into a verifier, and compile that."""
    if variant == "V":
        raise SystemExit("this encoding has no variant V")
    folder = tempfile.TemporaryDirectory()
    Path(folder.name, "agreement.pml").write_text("\n".join(_process(count, variant)), "utf-8")
    _run(folder.name, "spin", "-a", "agreement.pml")
    size = f"-DVECTORSZ={4096 + 4 * count}"
    _run(folder.name, "gcc", "-O2", size, f"-DMEMLIM={MEGABYTES_AT_MOST}", "-o", "pan", "pan.c")
    return folder


def _process(count: int, variant: str) -> Iterator[str]:
    laid = duties(count, variant, PHASES[0])  # without V all phases are alike
    due: dict[int, list[int]] = {}
    for duty in laid:
        due.setdefault(duty.due_day, []).append(duty.number)
    kept = " && ".join(
        f"(day != {day} || ({' && '.join(f'done[{n}]' for n in numbers)}))"
        for day, numbers in sorted(due.items())
    )
    yield f"bit done[{len(laid)}]; byte phase = 1; byte day = 0; byte renewals = 0; bit agreed = 0;"
    yield f"#define RUNS (phase > 0 && phase < {OVER})"
    yield f"#define KEPT ({kept})"
    yield f"#define OVER (RUNS && day == {DAYS})"
    yield "inline afresh() { byte k = 0; day = 0; agreed = 0; renewals = 0;"
    yield f"  do :: k < {len(laid)} -> done[k] = 0; k++ :: else -> break od; k = 0 }}"
    yield "active proctype agreement() { end: do"
    for duty in laid:
        name = f"done[{duty.number}]"
        waits = "" if duty.after is None else f" && done[{duty.after}]"
        yield f":: d_step {{ RUNS && !{name}{waits} && day <= {duty.due_day} -> {name} = 1 }}"
    yield f":: d_step {{ phase == 1 && !agreed && day >= {AGREED_FROM} -> agreed = 1 }}"
    yield f":: d_step {{ RUNS && day < {DAYS} && KEPT -> day++ }}"
    yield ":: d_step { OVER && (phase > 1 || agreed) -> phase++; afresh() }"
    unready = "OVER && phase == 1 && !agreed"
    if variant == "B":
        more = f"{unready} && renewals < {RENEWALS}"
        yield f":: d_step {{ {more} -> day = {DAYS - WEEK}; renewals++ }}"
        yield f":: d_step {{ {unready} -> phase++; afresh() }}"
    else:
        yield f":: d_step {{ {unready} -> day = {DAYS - WEEK} }}"
    if variant == "A":
        yield f":: d_step {{ {unready} -> phase = 0; afresh() }}"
    yield f":: phase == 0 || phase == {OVER} -> skip"
    yield "od }"
    yield f"ltl claim {{ <> (phase == {OVER}) }}"


def decide(folder: tempfile.TemporaryDirectory[str]) -> Answer:
    """Let the verifier look for a run on which the claim never comes true."""
    said = _run(folder.name, "./pan", "-a", f"-m{DEPTH_AT_MOST}")
    folder.cleanup()
    errors, states = re.search(r"errors: (\d+)", said), re.search(r"(\S+) states, stored", said)
    if errors is None or states is None or "max search depth too small" in said:
        raise SystemExit("SPIN gave up")
    if "out of memory" in said or "reached -DMEMLIM" in said:
        raise SystemExit("SPIN ran out of memory")
    return Answer("yes" if errors[1] == "0" else "no", f"among {states[1]} states")


def _run(folder: str, *command: str) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, env=os.environ
    )
    return done.stdout


def _version() -> str:
    said = subprocess.run(("spin", "-V"), capture_output=True, text=True, check=True).stdout
    return said.split()[2]


if __name__ == "__main__":
    compete(f"SPIN {_version()}, states", build, decide, complete=True, warms_up=False)
