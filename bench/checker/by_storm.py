"""Decide the claim with Storm, as a Markov decision process, state by state.

Decides the whole claim, endless renewal included: the least probability of completing phase three is
1 exactly when no choices lead past it. It shows no run to the contrary. Not for variant V: a run that
is stuck in front of a missed duty would count as a run. Storm is under the GPL; it runs in this
process of its own, and is no part of Servanda.
"""

import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import stormpy
from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, PHASES, RENEWALS, WEEK, duties

OVER = len(PHASES) + 1


def build(count: int, variant: str) -> tuple[Any, Any]:
    """Write the program in PRISM's language and let Storm build its states."""
    if variant == "V":
        raise SystemExit("this encoding has no variant V")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "agreement.prism"
        file.write_text("\n".join(_program(count, variant)), "utf-8")
        program = stormpy.parse_prism_program(str(file))
    asked = stormpy.parse_properties('Pmin=? [F "complete"]', program)
    return stormpy.build_model(program, asked), asked[0]


def _program(count: int, variant: str) -> Iterator[str]:
    laid = duties(count, variant, PHASES[0])  # without V all phases are alike
    due: dict[int, list[int]] = {}
    for duty in laid:
        due.setdefault(duty.due_day, []).append(duty.number)
    kept = " & ".join(
        f"(day != {day} | ({' & '.join(f'done{n}' for n in numbers)}))"
        for day, numbers in sorted(due.items())
    )
    afresh = " & ".join(f"(done{duty.number}'=false)" for duty in laid)
    yield "mdp"
    yield f"formula runs = phase > 0 & phase < {OVER};"
    yield f"formula kept = {kept};"
    yield "module agreement"
    yield f"phase: [0..{OVER}] init 1; day: [0..{DAYS}] init 0; renewals: [0..{RENEWALS}] init 0;"
    yield "agreed: bool init false;"
    yield from (f"done{duty.number}: bool init false;" for duty in laid)
    for duty in laid:
        name = f"done{duty.number}"
        waits = "" if duty.after is None else f" & done{duty.after}"
        yield f"[] runs & !{name}{waits} & day <= {duty.due_day} -> ({name}'=true);"
    yield f"[] phase = 1 & !agreed & day >= {AGREED_FROM} -> (agreed'=true);"
    yield f"[] runs & day < {DAYS} & kept -> (day'=day+1);"
    passing = f"(phase'=phase+1) & (day'=0) & (agreed'=false) & (renewals'=0) & {afresh}"
    yield f"[] runs & day = {DAYS} & (phase > 1 | agreed) -> {passing};"
    unready = f"phase = 1 & day = {DAYS} & !agreed"
    back = f"(day'={DAYS - WEEK})"
    if variant == "B":
        yield f"[] {unready} & renewals < {RENEWALS} -> {back} & (renewals'=renewals+1);"
        yield f"[] {unready} -> {passing};"
    else:
        yield f"[] {unready} -> {back};"
    if variant == "A":
        yield f"[] {unready} -> (phase'=0) & (day'=0) & {afresh};"
    yield f"[] phase = 0 | phase = {OVER} -> true;"
    yield "endmodule"
    yield f'label "complete" = phase = {OVER};'


def decide(model: tuple[Any, Any]) -> Answer:
    """Ask for the least probability, over all choices, of completing phase three."""
    states, asked = model
    result = stormpy.model_checking(states, asked)
    least = result.get_value(states.initial_states[0])
    return Answer("yes" if least > 0.5 else "no", f"among {states.nr_states:,} states")


if __name__ == "__main__":
    compete(f"Storm (stormpy {version('stormpy')}), states", build, decide, complete=True)
