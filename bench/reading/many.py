"""Time how many reports are read on one core and on two: copies of the open articles.

What counts is the time that passes, so nothing else should run; the seconds of processor are printed
beside it.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from scoring import cases

from servanda.intake import open_report, read_article
from servanda.intake.formats import Refused
from servanda.intake.language import warm
from servanda.intake.many import read_many
from servanda.intake.names import make_register
from servanda.workspace import load_text

REPORTS = 1000


def main() -> None:
    """Read the reports on one core, then on two."""
    started = time.perf_counter()
    warm()
    print(f"load: {time.perf_counter() - started:.1f} s")
    case = next(c for c in cases() if c.path.parent.name == "varn")
    agreement = load_text({case.pact.name: case.pact.read_text("utf-8")}).agreement
    assert agreement is not None
    register = make_register(agreement)
    texts = [c.path for c in cases() if c.path.suffix == ".txt"]
    tasks = []
    for number in range(REPORTS):
        data = texts[number % len(texts)].read_bytes()
        pieces = open_report(data, f"{number}.txt")
        assert not isinstance(pieces, Refused)
        article = read_article(pieces[0], data, f"{number}.txt", date(2031, 5, 6))
        tasks.append((article, f"r{number}"))
    words = sum(len(p.text.text.split()) for article, _ in tasks for p in article.paragraphs)
    spent = {}
    for cores in (1, 2):
        started, used = time.perf_counter(), _used()
        drafts = sum(len(s.drafts) for seen in read_many(tasks, register, cores) for s in seen)
        spent[cores] = time.perf_counter() - started
        print(
            f"{cores} core{'s' * (cores > 1)}: {REPORTS} reports, {words} words, {drafts} drafts in "
            f"{spent[cores]:.1f} s, {_used() - used:.1f} s of processor"
        )
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"twice the cores: {spent[1] / spent[2]:.2f} times as fast; peak memory {peak / 1024:.0f} MB each"
    )


def _used() -> float:
    return sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


if __name__ == "__main__":
    main()
