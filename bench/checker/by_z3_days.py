"""Decide the claim with z3, day by day: bits for what is done after each step (bit-blasted).

Finds lapses only, for the reason given in `by_clingo_days.py`. The horizon is proved in
`stepping.py`.
"""

import z3
from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, PHASES, RENEWALS, WEEK, duties
from stepping import horizon

OVER = len(PHASES) + 1


class Step:
    """Hold the state after so many steps."""

    def __init__(self, number: int, names: list[str]) -> None:
        self.phase = z3.BitVec(f"phase-{number}", 3)
        self.day = z3.BitVec(f"day-{number}", 6)
        self.renewals = z3.BitVec(f"renewals-{number}", 2)
        self.agreed = z3.Bool(f"agreed-{number}")
        self.done = {name: z3.Bool(f"{name}-done-{number}") for name in names}


class Model:
    """Hold a solver with the faithful runs, and what makes one a run to the contrary."""

    def __init__(self, count: int, variant: str) -> None:
        self.solver = z3.SolverFor("QF_FD")
        self.variant = variant
        self.bounded = variant in ("B", "V")
        self.laid = [(n, d) for n, p in enumerate(PHASES, 1) for d in duties(count, variant, p)]
        names = [f"{number}-{duty.number}" for number, duty in self.laid]
        step = Step(0, names)
        self.solver.add(step.phase == 1, step.day == 0, step.renewals == 0, z3.Not(step.agreed))
        self.solver.add(*(z3.Not(done) for done in step.done.values()))
        for number in range(1, horizon(variant) + 1):
            following = Step(number, names)
            self._step(number, step, following)
            step = following
        self.missed = step.phase != OVER if self.bounded else step.phase == 0

    def _step(self, number: int, old: Step, new: Step) -> None:
        run = z3.And(old.phase != 0, old.phase != OVER)
        had = self._acts(number, old)
        agree = z3.Bool(f"agree-{number}")
        opens = z3.And(old.phase == 1, z3.UGE(old.day, AGREED_FROM))
        self.solver.add(z3.Implies(agree, opens))
        ready = z3.Or(old.agreed, agree)
        over = z3.And(run, old.day == DAYS)
        unready = z3.And(over, old.phase == 1, z3.Not(ready))
        renews = z3.And(unready, z3.Bool(f"renews-{number}"))
        if self.bounded:
            renews = z3.And(renews, old.renewals != RENEWALS)
        if self.variant == "C":
            renews = unready
        passes = z3.And(over, z3.Not(unready))
        if self.bounded:
            passes = z3.And(over, z3.Not(renews))
        lapses = z3.And(over, z3.Not(renews), z3.Not(passes))
        nought = z3.BitVecVal(0, 3)
        phase = z3.If(passes, old.phase + 1, z3.If(lapses, nought, old.phase))
        back = z3.BitVecVal(DAYS - WEEK, 6)
        on = z3.If(passes, z3.BitVecVal(0, 6), z3.If(renews, back, old.day))
        counted = z3.If(renews, old.renewals + 1, old.renewals) if self.bounded else old.renewals
        self.solver.add(
            new.phase == phase,
            new.day == z3.If(z3.And(run, z3.ULT(old.day, DAYS)), old.day + 1, on),
            new.renewals == counted,
            new.agreed == ready,
            *(new.done[name] == had[name] for name in had),
        )

    def _acts(self, number: int, old: Step) -> dict[str, z3.BoolRef]:
        """Let duties be done in their days, in their order, and all those due by now."""
        had: dict[str, z3.BoolRef] = {}
        for phase, duty in self.laid:
            name = f"{phase}-{duty.number}"
            act = z3.Bool(f"{name}-act-{number}")
            open_now = [
                old.phase == phase,
                z3.UGE(old.day, duty.from_day),
                z3.ULE(old.day, duty.due_day),
            ]
            if duty.after is not None:
                open_now.append(had[f"{phase}-{duty.after}"])
            had[name] = z3.Or(old.done[name], act)
            due = z3.And(old.phase == phase, old.day == duty.due_day)
            self.solver.add(z3.Implies(act, z3.And(open_now)), z3.Implies(due, had[name]))
        return had


def decide(model: Model) -> Answer:
    """Look for a faithful run that does not complete phase three, then for any at all."""
    model.solver.push()
    model.solver.add(model.missed)
    if model.solver.check() == z3.sat:
        return Answer("no", f"lapse on day {DAYS}")
    model.solver.pop()
    return Answer("yes" if model.solver.check() == z3.sat else "vacuous")


if __name__ == "__main__":
    compete(f"z3 {z3.get_version_string()}, day by day", Model, decide, complete=False)
