"""Fit how sure each rule is, so that what is stated holds of processes that no rule was made for.

Drafts on the open articles are nearly all right, since rules were made on these. So they count little
beside `first_sight.csv`: what the rules made of 48 articles before any rule was changed for them.
The confidence of a rule is (K p + right at first sight + W right) / (K + seen at first sight + W seen), p
the share of all drafts at first sight that were right. Each process in turn is left out of everything and
then foretold: of all K and W that do so nearly as well as the best, the most cautious are taken. `--write`
sets the confidences so. The locked third is counted by classes of confidence only. The diagram is SVG.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from scoring import LOCKED, Case, cases, judged

TABLE = Path(__file__).parents[2] / "src" / "servanda" / "intake" / "tables" / "confidence.toml"
FRESH = Path(__file__).with_name("first_sight.csv")
PRIORS = (5.0, 10.0, 20.0, 40.0, 80.0)
NEARLY = 0.02
WEIGHTS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
BINS = ((0.0, 0.6), (0.6, 0.65), (0.65, 0.7), (0.7, 0.75), (0.75, 0.8), (0.8, 0.9), (0.9, 1.01))
SIDE, EDGE = 300, 40


def counts(chosen: list[Case]) -> list[tuple[str, float, bool]]:
    """Give rule, confidence and truth of each draft that is right or wrong."""
    return [(key, draft.confidence, right) for case in chosen for draft, key, right in judged(case)]


class Row(NamedTuple):
    """Hold a draft that was judged: of which process, by which rule, and whether it was right."""

    process: str
    rule: str
    right: bool


def fresh_rows() -> list[Row]:
    """Read the drafts at first sight."""
    with FRESH.open(encoding="utf-8") as file:
        return [
            Row(row["process"], row["rule"], row["right"] == "1") for row in csv.DictReader(file)
        ]


def tuned_rows() -> list[Row]:
    """Judge the drafts of the open articles, on which the rules were made."""
    own = [case for case in cases() if case.path.parent.name != "gaza"]
    return [
        Row(case.path.parent.name, key, right) for case in own for _, key, right in judged(case)
    ]


def fitted(
    fresh: list[Row], tuned: list[Row], prior: float, weight: float
) -> Callable[[str], float]:
    """Give how sure a rule is, as a function of its name."""
    share = sum(row.right for row in fresh) / len(fresh)
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for rows, each in ((fresh, 1.0), (tuned, weight)):
        for row in rows:
            seen[row.rule] += each  # type: ignore[assignment]
            right[row.rule] += each * row.right  # type: ignore[assignment]
    return lambda rule: (prior * share + right[rule]) / (prior + seen[rule])


def left_out(
    fresh: list[Row], tuned: list[Row], prior: float, weight: float
) -> list[tuple[str, float, bool]]:
    """Foretell each process at first sight from all the others: rule, confidence and truth."""
    found = []
    for process in sorted({row.process for row in fresh}):
        sure = fitted(
            [row for row in fresh if row.process != process],
            [row for row in tuned if row.process != process],
            prior,
            weight,
        )
        found += [(r.rule, sure(r.rule), r.right) for r in fresh if r.process == process]
    return found


def loss(rows: list[tuple[str, float, bool]]) -> float:
    """Give the mean log loss of what was foretold."""
    return -sum(log(c if right else 1 - c) for _, c, right in rows) / len(rows)


def chosen_weights(fresh: list[Row], tuned: list[Row]) -> tuple[float, float]:
    """Choose how much the share of all and the open articles count, by what is left out.

    Of those that foretell nearly as well as the best, the most cautious is taken, which trusts few drafts of
    a rule least: the greatest prior, then the least weight.
    """
    losses = {
        (prior, weight): loss(left_out(fresh, tuned, prior, weight))
        for prior in PRIORS
        for weight in WEIGHTS
    }
    enough = min(losses.values()) * (1 + NEARLY)
    return max(
        (both for both, lost in losses.items() if lost <= enough),
        key=lambda both: (both[0], -both[1]),
    )


def reliability(
    rows: list[tuple[str, float, bool]],
) -> list[tuple[float, float, float, float, int]]:
    """Give for each class of confidence its bounds, mean confidence, share right, and number."""
    found = []
    for low, high in BINS:
        own = [(confidence, right) for _, confidence, right in rows if low <= confidence < high]
        if own:
            mean = sum(c for c, _ in own) / len(own)
            found.append((low, high, mean, sum(r for _, r in own) / len(own), len(own)))
    return found


def error(rows: list[tuple[float, float, float, float, int]]) -> float:
    """Give the expected calibration error: how far shares and confidences differ, by number."""
    whole = sum(n for *_, n in rows)
    return sum(abs(mean - share) * n for _, _, mean, share, n in rows) / max(whole, 1)


def diagram(series: dict[str, list[tuple[float, float, float, float, int]]]) -> str:
    """Draw shares over confidences, from 0.5 to 1, each set in a shape of its own."""

    def at(confidence: float, share: float) -> tuple[float, float]:
        return EDGE + (confidence - 0.5) * 2 * SIDE, EDGE + (1 - max(share, 0.0)) * SIDE

    width, height = SIDE + 2 * EDGE + 220, SIDE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="11">',
        "<title>Share of drafts that are right, by the confidence they state</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for step in range(6):
        x, _ = at(0.5 + step / 10, 0)
        y = EDGE + SIDE - step * SIDE / 5
        parts.append(
            f'<text x="{x:.0f}" y="{EDGE + SIDE + 16}" text-anchor="middle">{0.5 + step / 10:.1f}</text>'
        )
        parts.append(
            f'<text x="{EDGE - 6}" y="{y + 4:.0f}" text-anchor="end">{step / 5:.1f}</text>'
        )
    (x1, y1), (x2, y2) = at(0.5, 0.5), at(1, 1)
    parts.append(
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#888" '
        'stroke-dasharray="4 3"/>'
    )
    parts.append(
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#444"/>'
    )
    for number, (name, rows) in enumerate(series.items()):
        fill = ("#1a1a1a", "#999999", "white")[number % 3]
        for _, _, mean, share, n in rows:
            x, y = at(max(mean, 0.5), share)
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + n**0.5 / 2:.1f}" fill="{fill}" stroke="#1a1a1a">'
                f"<title>{name}: {n} drafts, confidence {mean:.2f}, {share:.2f} right</title></circle>"
            )
        parts.append(
            f'<circle cx="{EDGE + SIDE + 14}" cy="{EDGE + 12 + 20 * number}" r="5" fill="{fill}" '
            'stroke="#1a1a1a"/>'
        )
        parts.append(f'<text x="{EDGE + SIDE + 24}" y="{EDGE + 16 + 20 * number}">{name}</text>')
    parts.append(
        f'<text x="{EDGE + SIDE / 2}" y="{height - 6}" text-anchor="middle">confidence stated</text>'
    )
    parts.append(f'<text x="{EDGE}" y="{EDGE - 12}">share that is right</text></svg>')
    return "\n".join(parts) + "\n"


def write(fresh: list[Row], tuned: list[Row], sure: Callable[[str], float]) -> None:
    """Write the table of confidences, with the counts behind each."""
    lines = [
        "# How sure each rule is, fitted by bench/reading/calibrate.py so that it holds of new processes.",
        "# Behind each: right of drafts at first sight; on the open articles, where rules were made.",
        "# `+words` are positions on what the agreement does not name.",
        "",
        f'"other" = {sure(""):.2f}',
    ]
    for rule in sorted({row.rule for row in (*fresh, *tuned)}):
        own = [row.right for row in fresh if row.rule == rule]
        made = [row.right for row in tuned if row.rule == rule]
        counted = f"{sum(own)} of {len(own)}; {sum(made)} of {len(made)}"
        lines.append(f'"{rule}" = {sure(rule):.2f}  # {counted}')
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Print the counts, and write the table and the diagram where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="set the confidences of rules")
    parser.add_argument("--svg", type=Path, help="write the diagram here")
    arguments = parser.parse_args()
    fresh, tuned = fresh_rows(), tuned_rows()
    prior, weight = chosen_weights(fresh, tuned)
    told = left_out(fresh, tuned, prior, weight)
    print(f"K {prior:g}, W {weight:g}: log loss {loss(told):.3f} where each process is left out")
    if arguments.write:
        write(fresh, tuned, fitted(fresh, tuned, prior, weight))
        print(f"confidences written to {TABLE.name}; run again to see what they say")
        return
    rows = counts([case for case in cases() if case.path.parent.name != "gaza"])
    series = {
        "open part": reliability(rows),
        "at first sight, process left out": reliability(told),
        "locked third": reliability(counts(cases(LOCKED))),
    }
    for name, found in series.items():
        print(f"{name}: expected calibration error {error(found):.3f}")
        for low, high, mean, share, n in found:
            print(
                f"  {low:.2f}-{min(high, 1):.2f}  stated {mean:.2f}  right {share:.2f}  drafts {n}"
            )
    if arguments.svg:
        arguments.svg.write_text(diagram(series), "utf-8")


if __name__ == "__main__":
    main()
