"""Decide the claim with clingo from a text: `text_clingo.py FILE`, or `--write FILE DUTIES VARIANT`.

The text is the program of `by_clingo_moments.py` with its facts, in clingo's own language: what is
measured is a whole process that reads its agreement, as Servanda's does.
"""

import sys
from pathlib import Path


def write(path: Path, count: int, variant: str) -> None:
    """Write the program and the facts of an agreement."""
    from by_clingo_moments import RULES, constants, facts

    lines = [f"#const {name}={value}." for name, value in constants().items()]
    path.write_text("\n".join((*lines, RULES, *facts(count, variant))) + "\n", "utf-8")


def main() -> None:
    """Read the text and decide."""
    import clingo
    from by_clingo_moments import decide

    control = clingo.Control(["1"])
    control.load(sys.argv[1])
    print(decide(control).verdict)


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        main()
