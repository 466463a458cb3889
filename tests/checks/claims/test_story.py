"""A run in words: what happens on which date, by whom, what is repeated, and of what kind the run is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import agreement_of, first, told

from servanda.checks.claims import check_claims

LAPSE = """event e "terms" by north and south jointly
phase one "One"
  starts on entry into force
  lasts 5 days
  then two when e
phase two "Two"
"""
STORIES: dict[str, tuple[str, str, str, list[str]]] = {
    "a lapse": (
        LAPSE,
        "every faithful run reaches two",
        "lapse",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one begins",
            "2025-01-06 phase one reaches its term and lapses: nothing follows it",
            "2025-01-06 nothing more has to happen: nobody has broken the agreement",
        ],
    ),
    "a run to the goal": (
        LAPSE,
        "some faithful run reaches two",
        "run",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one begins",
            "2025-01-01 00:00 north+south: terms",
            "2025-01-06 phase one ends and passes to the next",
            "2025-01-06 phase two begins",
            "2025-01-07 00:00 and so the goal is reached",
        ],
    ),
    "a run against a claim of none": (
        LAPSE,
        "no faithful run reaches e",
        "run",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 north+south: terms",
            "2025-01-01 00:00 and so the goal is reached",
        ],
    ),
    "an endless renewal": (
        LAPSE.replace("  then two when e\n", "  then two\n  more: host may renew one by 5 days\n"),
        "every faithful run reaches two",
        "endless renewal",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one begins",
            "2025-01-06 host: renew one by 5 days (one.more)",
            "2025-01-11 host: renew one by 5 days (one.more) (again and again)",
            "2025-01-11 and so on without end",
        ],
    ),
    "talks without end": (
        LAPSE.replace("  then two when e\n", "  then two when e\n  runs on while talks are open\n")
        + 'process talks "the talks" between north and south\n  opened by north\n  ended by host\n',
        "every faithful run reaches the end of one",
        "talks without end",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one begins",
            "2025-01-01 00:00 north: the talks: opened",
            "2025-01-06 phase one reaches its term and runs on",
            "2025-01-06 the talks: they go on without end",
        ],
    ),
    "one who need not act": (
        'event e "terms" by north\n',
        "every faithful run reaches e",
        "blocked by north",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 it may stay so for ever: nothing obliges North to go on by any date",
        ],
    ),
    "two who need not act": (
        'event e "terms" by north and south jointly\n',
        "every faithful run reaches e",
        "postponement",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 it may stay so for ever: nothing that bears on this has a date",
        ],
    ),
    "a phase that never begins": (
        'event e "terms" by north and south jointly\nphase one "One"\n  starts when e\n',
        "every faithful run reaches one",
        "deadlock",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one never begins: nothing obliges anybody to begin it",
        ],
    ),
    "a phase that one need not let begin": (
        'event e "terms" by north\nphase one "One"\n  starts when e\n',
        "every faithful run reaches one",
        "blocked by north",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one never begins: nothing obliges anybody to begin it",
        ],
    ),
    "a phase is ended, and another terminated": (
        'event e "terms" by north\nphase one "One"\n  starts on entry into force\n'
        '  ends when e\nphase two "Two"\n  starts when one has ended\n'
        "  stop: host may terminate two\n",
        "some faithful run reaches the end of two",
        "run",
        [
            "2025-01-01 00:00 the agreement enters into force",
            "2025-01-01 00:00 phase one begins",
            "2025-01-01 00:00 north: terms",
            "2025-01-01 00:00 phase one ends",
            "2025-01-01 00:00 phase two begins",
            "2025-01-01 00:00 host: terminate two (two.stop)",
            "2025-01-01 00:00 phase two is terminated",
            "2025-01-01 00:00 and so the goal is reached",
        ],
    ),
}


@pytest.mark.parametrize("case", STORIES.values(), ids=STORIES)
def test_a_story(case: tuple[str, str, str, list[str]]) -> None:
    text, claim, kind, wanted = case
    agreement = agreement_of(f'{text}claim c "c"\n  {claim}\n')
    calendar = agreement.header.calendar
    (result,) = check_claims(agreement, first(calendar, "2025-01-01"))
    (answer,) = result.answers
    lines = [
        f"{told(calendar, each.on)} {'+'.join(each.by)}{': ' if each.by else ''}{each.what}"
        f"{' (again and again)' if each.is_repeated else ''}"
        for each in answer.run
    ]
    assert (answer.kind, lines) == (kind, wanted)


def test_a_text_that_binds_from_its_signature_begins_with_it() -> None:
    text = 'phase one "One"\n  starts on signature\n  lasts 20 days\nphase two "Two"\n'
    text += "  starts on 5 days after the start of one\n"
    agreement = agreement_of(
        f'{text}claim c "c"\n  some faithful run reaches two\n', "", "signed 2024-12-20"
    )
    calendar = agreement.header.calendar
    (result,) = check_claims(agreement, first(calendar, "2025-01-01"))
    (answer,) = result.answers
    assert [f"{told(calendar, each.on)} {each.what}" for each in answer.run] == [
        "2024-12-20 00:00 the text is signed",
        "2024-12-20 00:00 phase one begins",
        "2025-01-01 00:00 the agreement enters into force",
        "2025-01-01 00:00 phase two begins",
        "2025-01-01 00:00 and so the goal is reached",
    ]
