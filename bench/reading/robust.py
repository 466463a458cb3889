"""Print how far F falls when articles are disguised: other names, other days, clauses in another order."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from disguised import DISGUISES
from scoring import cases, read_case, score, told, total


def main() -> None:
    """Score the open part as it is, and in each disguise."""
    chosen = [case for case in cases() if case.path.parent.name != "gaza"]
    plain = total(score(case, read_case(case)[0]) for case in chosen)
    print(f"as written    {told(plain, len(chosen))}")
    for name, disguise in DISGUISES.items():
        with tempfile.TemporaryDirectory() as folder:
            others = [disguise(case, Path(folder) / f"{case.number}") for case in chosen]
            found = total(score(other, read_case(other)[0]) for other in others)
        print(f"{name:13} {told(found, len(others))}; F falls by {plain.f - found.f:+.3f}")


if __name__ == "__main__":
    main()
