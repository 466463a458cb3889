"""Decide the claim with z3: a variable for the day of each act, in difference logic.

Decides the whole claim. There is no horizon in days. Terms of phase one are unrolled: in B three,
for its two renewals; else two, since at each of its terms phase one is in the same state (all its
duties are done, nothing is agreed), so whoever could renew twice can renew without end, and whoever
lapses later could have lapsed at once. Three questions at most: is there a run to the contrary;
if not, is there any faithful run.
"""

import z3
from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, LAST_DAY, PHASES, RENEWALS, WEEK, duties


class Model:
    """Hold a solver with the faithful runs, and what makes one a run to the contrary."""

    def __init__(self, count: int, variant: str) -> None:
        self.solver = z3.SolverFor("QF_IDL")
        self.starts = [z3.Int(f"start-{n}") for n in range(len(PHASES) + 1)]
        self.end = z3.Int("end-of-one")
        self.lapsed, self.endless = z3.Bool("lapsed"), z3.Bool("endless")
        self.solver.add(self.starts[0] == 0)
        self._way_out(variant)
        passed = z3.And(z3.Not(self.lapsed), z3.Not(self.endless))
        first, second, third, over = self.starts
        self.solver.add(
            z3.Implies(
                passed,
                z3.And(second == self.end, third - second == DAYS, over - third == DAYS),
            )
        )
        for number, phase in enumerate(PHASES):
            within = passed if number else z3.BoolVal(True)
            self._duties(count, variant, phase, self.starts[number], within)
        self.missed = z3.Or(z3.Not(passed), over - first > LAST_DAY)

    def _way_out(self, variant: str) -> None:
        """State how phase one ends: term by term."""
        agreed, day = z3.Bool("agreed"), z3.Int("agreed-on")
        self.solver.add(z3.Implies(agreed, day - self.starts[0] >= AGREED_FROM))
        reached = z3.BoolVal(True)
        passing, lapsing = [], []
        bounded = variant in ("B", "V")
        for term in range(RENEWALS + 1 if bounded else 2):
            last = DAYS + WEEK * term
            ready = z3.And(agreed, day - self.starts[0] <= last)
            may_renew = not bounded or term < RENEWALS
            renewed = z3.BoolVal(variant == "C")
            if may_renew and variant != "C":
                renewed = z3.Bool(f"renewed-{term}")
            leaves = z3.And(reached, z3.Not(ready), z3.Not(renewed), self.end == last)
            passing.append(z3.And(reached, ready, self.end == last))
            (passing if bounded else lapsing).append(leaves)
            reached = z3.And(reached, z3.Not(ready), renewed)
        without_end = z3.BoolVal(False) if bounded else reached
        self.solver.add(
            self.lapsed == z3.Or(lapsing),
            self.endless == without_end,
            z3.Or(*passing, *lapsing, without_end),
        )

    def _duties(
        self, count: int, variant: str, phase: str, start: z3.ArithRef, within: z3.BoolRef
    ) -> None:
        """Let each act fall into its days, and after the one it waits for."""
        laid = duties(count, variant, phase)
        days = [z3.Int(f"{phase}-{duty.number}") for duty in laid]
        for duty, day in zip(laid, days, strict=True):
            rules = [day - start >= duty.from_day, day - start <= duty.due_day]
            if duty.after is not None:
                rules.append(day - days[duty.after] >= 0)
            self.solver.add(z3.Implies(within, z3.And(rules)))


def decide(model: Model) -> Answer:
    """Look for a faithful run that does not complete phase three, then for any at all."""
    model.solver.push()
    model.solver.add(model.missed)
    if model.solver.check() == z3.sat:
        found = model.solver.model()
        if z3.is_true(found[model.endless]):
            return Answer("no", "endless renewal")
        return Answer("no", f"lapse on day {found[model.end]}")
    model.solver.pop()
    return Answer("yes" if model.solver.check() == z3.sat else "vacuous")


if __name__ == "__main__":
    engine = f"z3 {z3.get_version_string()}, days of acts"
    compete(engine, Model, decide, complete=True)
