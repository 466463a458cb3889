"""Decide the claim with clingo, day by day: one ground program, unrolled to a horizon.

Finds lapses only: a run without end has no last step, and the program looks at the last one. In A it
finds a lapse; in C it finds nothing and would say yes. The horizon is proved in `stepping.py`.
"""

import clingo
from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, PHASES, RENEWALS, WEEK, duties
from stepping import horizon

RULES = """
step(0..h). phase(1,0). day(0,0). renewals(0,0).
run(T) :- phase(P,T), P=1..3.
{ act(P,I,T) } :- phase(P,T), due(P,I,D), from(P,I,F), day(Y,T), F<=Y, Y<=D, not done(P,I,T).
had(P,I,T) :- act(P,I,T).
had(P,I,T) :- done(P,I,T).
done(P,I,T+1) :- had(P,I,T), T<h, not passes(T).
:- act(P,I,T), after(P,I,J), not had(P,J,T).
:- phase(P,T), due(P,I,D), day(D,T), not had(P,I,T).

{ agree(T) } :- phase(1,T), day(Y,T), Y>=opens, not agreed(T).
ready(T) :- agree(T).
ready(T) :- agreed(T).
agreed(T+1) :- ready(T), T<h, not passes(T).

over(P,T) :- phase(P,T), day(days,T).
passes(T) :- over(P,T), P>1, P<4.
passes(T) :- over(1,T), ready(T).
unready(T) :- over(1,T), not ready(T).
{ renews(T) } :- unready(T), renewals(R,T), R<most.
renews(T) :- unready(T), must_renew.
passes(T) :- unready(T), not renews(T), deemed.
lapses(T) :- unready(T), not renews(T), not deemed.

day(Y+1,T+1) :- run(T), day(Y,T), Y<days, T<h.
phase(P,T+1) :- run(T), phase(P,T), day(Y,T), Y<days, T<h.
day(0,T+1) :- passes(T), T<h.
phase(P+1,T+1) :- passes(T), phase(P,T), T<h.
day(days-week,T+1) :- renews(T), T<h.
phase(1,T+1) :- renews(T), T<h.
renewals(R,T+1) :- renewals(R,T), not renews(T), T<h.
renewals(@counted(R),T+1) :- renewals(R,T), renews(T), T<h.
phase(0,T+1) :- lapses(T), T<h.
phase(P,T+1) :- phase(P,T), not run(T), T<h.
#external asked.
#defined must_renew/0. #defined deemed/0.
:- asked, phase(4,h).
:- asked, not deemed, not phase(0,h).
#show lapses/1.
"""


class Counted:
    """Count renewals as far as they matter: where they are unbounded, they are not counted."""

    def __init__(self, bounded: bool) -> None:
        self.bounded = bounded

    def counted(self, number: clingo.Symbol) -> clingo.Symbol:
        """Give the number of renewals after one more."""
        return clingo.Number(number.number + 1) if self.bounded else number


def build(count: int, variant: str) -> tuple[clingo.Control, Counted]:
    """Write the program and give it to clingo, which has yet to ground it."""
    bounded = variant in ("B", "V")
    constants = {
        "opens": AGREED_FROM,
        "days": DAYS,
        "week": WEEK,
        "h": horizon(variant),
        "most": RENEWALS if bounded else 1,
    }
    control = clingo.Control(["1", *(f"-c{name}={value}" for name, value in constants.items())])
    facts = ["deemed."] if bounded else []
    if variant == "C":
        facts.append("must_renew.")
    for number, phase in enumerate(PHASES, start=1):
        for duty in duties(count, variant, phase):
            name = f"{number},{duty.number}"
            facts.append(f"from({name},{duty.from_day}). due({name},{duty.due_day}).")
            if duty.after is not None:
                facts.append(f"after({name},{duty.after}).")
    control.add("base", [], RULES + "".join(facts))
    return control, Counted(bounded)


def decide(model: tuple[clingo.Control, Counted]) -> Answer:
    """Ground; look for a faithful run that does not complete phase three, then for any at all."""
    control, counted = model
    control.ground([("base", [])], context=counted)
    asked = clingo.Function("asked")
    control.assign_external(asked, True)
    if control.solve().satisfiable:
        return Answer("no", f"lapse on day {DAYS}")
    control.assign_external(asked, False)
    return Answer("yes" if control.solve().satisfiable else "vacuous")


if __name__ == "__main__":
    compete(f"clingo {clingo.__version__}, day by day", build, decide, complete=False)
