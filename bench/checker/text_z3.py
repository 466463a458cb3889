"""Decide the claim with z3 from a text: `text_z3.py FILE`, or `--write FILE DUTIES VARIANT`.

The text is the model of `by_z3_moments.py` in SMT-LIB, with a name for what makes a faithful run one to
the contrary: what is measured is a whole process that reads its agreement, as Servanda's does.
"""

import sys
from pathlib import Path

import z3

ASKED = "asked"


def write(path: Path, count: int, variant: str) -> None:
    """Write the constraints of an agreement."""
    from by_z3_moments import Model

    model = Model(count, variant)
    model.solver.add(z3.Implies(z3.Bool(ASKED), model.missed))
    path.write_text(model.solver.sexpr(), "utf-8")


def main() -> None:
    """Read the text and decide: is there a run to the contrary; if not, any faithful run."""
    solver = z3.SolverFor("QF_IDL")
    solver.from_file(sys.argv[1])
    solver.push()
    solver.add(z3.Bool(ASKED))
    if solver.check() == z3.sat:
        print("no")
        return
    solver.pop()
    print("yes" if solver.check() == z3.sat else "vacuous")


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        main()
