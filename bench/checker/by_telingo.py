"""Decide the claim with telingo: linear time over finite traces, day by day.

Finds lapses only: a finite trace cannot show a run without end, and in C the answer would be yes.
The length of the traces is proved in `stepping.py`; telingo counts states, one more than steps. It
runs as a program of its own, and its decision cannot be timed apart from its start.
"""

import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, PHASES, RENEWALS, WEEK, duties
from stepping import horizon

RULES = """
#program initial.
phase(1). day(0). renewals(0).
#program always.
run :- phase(P), P=1..3.
{ act(P,I) } :- phase(P), due(P,I,D), from(P,I,F), day(Y), F<=Y, Y<=D, not done(P,I).
had(P,I) :- act(P,I).
had(P,I) :- done(P,I).
:- act(P,I), after(P,I,J), not had(P,J).
:- phase(P), due(P,I,D), day(D), not had(P,I).
{ agree } :- phase(1), day(Y), Y>=opens, not agreed.
ready :- agree.
ready :- agreed.
over(P) :- phase(P), day(days).
passes :- over(P), P>1, P<4.
passes :- over(1), ready.
unready :- over(1), not ready.
{ renews } :- unready, renewals(R), R<most.
renews :- unready, must_renew.
passes :- unready, not renews, deemed.
lapses :- unready, not renews, not deemed.
#program dynamic.
done(P,I) :- 'had(P,I), not 'passes.
agreed :- 'ready, not 'passes.
day(Y+1) :- 'run, 'day(Y), Y<days.
phase(P) :- 'run, 'phase(P), 'day(Y), Y<days.
day(0) :- 'passes.
phase(P+1) :- 'passes, 'phase(P).
day(days-week) :- 'renews.
phase(1) :- 'renews.
renewals(R) :- 'renewals(R), not 'renews.
renewals(R) :- 'renewals(R), 'renews, not deemed.
renewals(R+1) :- 'renewals(R), 'renews, deemed.
phase(0) :- 'lapses.
phase(P) :- 'phase(P), not 'run.
#defined must_renew/0.
#defined deemed/0.
"""
CONTRARY = """
#program final.
:- phase(4).
:- not deemed, not phase(0).
"""


def build(count: int, variant: str) -> tuple[str, str, int]:
    """Write the program with its question, the program without, and how many states to look at."""
    bounded = variant in ("B", "V")
    constants = {"opens": AGREED_FROM, "days": DAYS, "week": WEEK}
    constants["most"] = RENEWALS if bounded else 1
    facts = [f"#const {name}={value}.\n" for name, value in constants.items()]
    facts.append("#program always.\n")
    facts.append("deemed.\n" if bounded else "")
    facts.append("must_renew.\n" if variant == "C" else "")
    for number, phase in enumerate(PHASES, start=1):
        for duty in duties(count, variant, phase):
            name = f"{number},{duty.number}"
            facts.append(f"from({name},{duty.from_day}). due({name},{duty.due_day}).\n")
            if duty.after is not None:
                facts.append(f"after({name},{duty.after}).\n")
    program = RULES + "".join(facts)
    return program + CONTRARY, program, horizon(variant) + 1


def decide(model: tuple[str, str, int]) -> Answer:
    """Look for a faithful trace that does not complete phase three, then for any at all."""
    contrary, faithful, states = model
    if _has_trace(contrary, states):
        return Answer("no", f"lapse on day {DAYS}")
    return Answer("yes" if _has_trace(faithful, states) else "vacuous")


def _has_trace(program: str, states: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "agreement.lp"
        file.write_text(program, "utf-8")
        bounds = (f"--imin={states}", f"--imax={states}")
        run = [sys.executable, "-m", "telingo", "1", "--outf=3", *bounds, str(file)]
        code = subprocess.run(run, capture_output=True, check=False).returncode
    if code not in (10, 20, 30):
        raise SystemExit(f"telingo ended with {code}")
    return code != 20


if __name__ == "__main__":
    compete(
        f"telingo {version('telingo')}, day by day", build, decide, complete=False, warms_up=False
    )
