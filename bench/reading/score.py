"""Score what `servanda read` drafts from a report against entries that a person wrote.

The report stays where it is: nothing of its text is printed but what is missed or wrong, as entries.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from scoring import Case, gold_of, read_case, score


def main() -> None:
    """Score one report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument(
        "--for", dest="pact", type=Path, required=True, help="the agreement, a *.pact"
    )
    parser.add_argument("--gold", type=Path, help="the entries, a *.record without sources")
    arguments = parser.parse_args()
    case = Case(0, arguments.report, arguments.pact, arguments.gold or arguments.report)
    started = time.process_time()
    drafts, _, original = read_case(case)
    spent = time.process_time() - started
    words = len(original.split())
    print(
        f"{len(drafts)} drafts from {words} words in {spent:.1f} s of processor time, model included"
    )
    if arguments.gold is None:
        for draft in drafts:
            print(f"  {draft.start}-{draft.end} {draft.rule} {draft.confidence:.2f} {draft.line()}")
        return
    gold_of(case)
    found = score(case, drafts)
    print(f"precision {found.precision:.2f}, recall {found.recall:.2f}, {found.opens} open")
    print(f"wrong signs {len(found.signs)}, wrong holders {len(found.holders)}")
    for title, rows in (("missed", found.missed), ("wrong", found.wrong)):
        for row in rows:
            print(f"  {title}: {row}")


if __name__ == "__main__":
    main()
