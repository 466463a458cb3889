"""Count how often drafts of each rule are right, and how far their confidence says so.

`--write` sets the confidences of rules from the open part's counts: (right + 15.6) / (drafts + 20), so
that a rule seen rarely stands near 0.78, what drafts were worth on articles that nobody had tuned for.
The locked third is counted by classes of confidence only. The diagram is written as SVG.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from scoring import LOCKED, Case, cases, judged

TABLE = Path(__file__).parents[2] / "src" / "servanda" / "intake" / "tables" / "confidence.toml"
RIGHT, SEEN = 15.6, 20.0
BINS = ((0.0, 0.7), (0.7, 0.75), (0.75, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 1.01))
SIDE, EDGE = 300, 40


def counts(chosen: list[Case]) -> list[tuple[str, float, bool]]:
    """Give rule, confidence and truth of each draft that is right or wrong."""
    return [(key, draft.confidence, right) for case in chosen for draft, key, right in judged(case)]


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

    width, height = SIDE + 2 * EDGE + 130, SIDE + 2 * EDGE
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
        fill = "#1a1a1a" if number == 0 else "white"
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


def main() -> None:
    """Print the counts, and write the table and the diagram where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="set the confidences of rules")
    parser.add_argument("--svg", type=Path, help="write the diagram here")
    arguments = parser.parse_args()
    rows = counts([case for case in cases() if case.path.parent.name != "gaza"])
    if arguments.write:
        seen, right = Counter(k for k, _, _ in rows), Counter(k for k, _, r in rows if r)
        lines = [
            "# How often drafts of a rule are right, by counts on the open articles",
            "# (bench/reading/calibrate.py).",
            "# Behind each: right of drafts. `+words` are positions on what the agreement does not name.",
            "",
        ]
        lines += [
            f'"{key}" = {(right[key] + RIGHT) / (seen[key] + SEEN):.2f}  # {right[key]} of {seen[key]}'
            for key in sorted(seen)
        ]
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{len(seen)} rules written to {TABLE.name}; run again to see what they say")
        return
    series = {
        "open part": reliability(rows),
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
