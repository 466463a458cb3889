"""Decide the claim with clingo: the day of each act counted from the start of its phase.

Decides the whole claim. An act's day is one of a chain of facts "done by day T" (the order
encoding), which keeps the ground program linear in the duties. Since the days of a phase are counted
from its own start, no horizon is needed; the terms of phase one are unrolled as in
`by_z3_moments.py`: three in B, else two, since all its terms find it in the same state.
"""

import clingo
from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, LAST_DAY, PHASES, RENEWALS, WEEK, duties

RULES = """
done(P,I,T) :- done(P,I,U), T=U+1, due(P,I,D), T<=D.
{ done(P,I,T) } :- runs(P), due(P,I,D), from(P,I,F), T=F..D.
:- runs(P), due(P,I,D), not done(P,I,D).
:- done(P,I,T), after(P,I,J), due(P,J,D), T<=D, not done(P,J,T).

% Nothing, or an agreement in one of the stretches that end with a term.
{ agreed(K) : term(K,_) } 1.
ready(K) :- agreed(K).
ready(K+1) :- ready(K), term(K+1,_).
:- agreed(K), term(K,T), T<opens.

reached(0).
{ renewed(K) } :- reached(K), not ready(K), may_renew(K).
renewed(K) :- reached(K), not ready(K), must_renew(K).
reached(K+1) :- renewed(K).
passed(T) :- reached(K), ready(K), term(K,T).
passed(T) :- reached(K), not ready(K), not renewed(K), deemed, term(K,T).
lapsed(T) :- reached(K), not ready(K), not renewed(K), not deemed, term(K,T).
endless :- reached(K), unbounded(K).

runs(1).
runs(2) :- passed(_).
runs(3) :- passed(_).
completed(T+2*days) :- passed(T).
#external asked.
#defined must_renew/1. #defined may_renew/1. #defined deemed/0. #defined unbounded/1.
:- asked, completed(T), T<=last.
#show lapsed/1. #show endless/0.
"""


def build(count: int, variant: str) -> clingo.Control:
    """Write the program and give it to clingo, which has yet to ground it."""
    control = clingo.Control(["1", *(f"-c{name}={value}" for name, value in constants().items())])
    control.add("base", [], RULES + "".join(facts(count, variant)))
    return control


def constants() -> dict[str, int]:
    """Give the numbers that the rules name."""
    return {"opens": AGREED_FROM, "days": DAYS, "last": LAST_DAY}


def facts(count: int, variant: str) -> list[str]:
    """Write the facts of an agreement."""
    bounded = variant in ("B", "V")
    terms = RENEWALS + 1 if bounded else 2
    renewable = RENEWALS if bounded else terms
    found = [f"term({k},{DAYS + WEEK * k})." for k in range(terms)]
    word = "must_renew" if variant == "C" else "may_renew"
    found.extend(f"{word}({k})." for k in range(renewable))
    found.append("deemed." if bounded else f"unbounded({terms}).")
    for number, phase in enumerate(PHASES, start=1):
        for duty in duties(count, variant, phase):
            name = f"{number},{duty.number}"
            found.append(f"from({name},{duty.from_day}). due({name},{duty.due_day}).")
            if duty.after is not None:
                found.append(f"after({name},{duty.after}).")
    return found


def decide(control: clingo.Control) -> Answer:
    """Ground; look for a faithful run that does not complete phase three, then for any at all."""
    control.ground([("base", [])])
    asked = clingo.Function("asked")
    control.assign_external(asked, True)
    shown: list[str] = []
    contrary = control.solve(
        on_model=lambda model: shown.extend(map(str, model.symbols(shown=True)))
    )
    if contrary.satisfiable:
        if "endless" in shown:
            return Answer("no", "endless renewal")
        day = next(word for word in shown if word.startswith("lapsed"))[len("lapsed(") : -1]
        return Answer("no", f"lapse on day {day}")
    control.assign_external(asked, False)
    return Answer("yes" if control.solve().satisfiable else "vacuous")


if __name__ == "__main__":
    compete(f"clingo {clingo.__version__}, days of acts", build, decide, complete=True)
