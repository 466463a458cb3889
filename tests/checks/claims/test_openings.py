"""Where in the text the questions stand that leave a claim open; and what no run of the text decides."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import HEAD, agreement_of

from servanda.checks.claims import ClaimResult, Texts, answer
from servanda.checks.claims.openings import openings
from servanda.model.claims import Verdict

QUESTIONS = """ambiguity q "Q?"
  reading yes "yes"
  reading no "no"
ambiguity other "Other?"
  reading one "one"
  reading two "two"
calm: south must not shoot
"""

PLACES = {
    "a clause of a phase": ("phase one\n  starts on entry into force\n  under yes: lasts 5 days\n", "one", 3),
    "a clause of a provision": ("a: north must act\n  under yes: by day 5\n", "a", 2),
    "when an event may happen": ("event e by north\n  under yes: not before day 5\n", "e", 1),
    "what an event breaks": ("event e by north\n  under yes: breaks calm\n", "e", 1),
    "who brings an event about": ("event e by north\n  under yes: by south\n", "e", 1),
    "who ends a process": (
        "event e by south\n"
        'process talks "talks" between north and south\n  opened by north\n  under yes: ended by e\n',
        "talks",
        2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_each_place_at_which_a_question_stands(place: str) -> None:
    text, name, line = PLACES[place]
    agreement = agreement_of(QUESTIONS + text)
    names = frozenset((name, "calm"))
    (found,) = openings(agreement, agreement.ambiguities.keys() & {"q"}, names)
    assert found.question == "q"
    lines = {(p.name, p.span.line - _lines_before()) for p in found.places}
    assert lines == {(name, line)}
    (unseen,) = openings(agreement, agreement.ambiguities.keys() & {"q"}, frozenset(("calm",)))
    assert unseen.places == ()


def _lines_before() -> int:
    return (HEAD + QUESTIONS).count("\n")


def test_questions_stand_in_the_order_of_the_text_and_only_those_asked_about() -> None:
    agreement = agreement_of(
        f"{QUESTIONS}a: north must act\n  under one: by day 5\nb: south must act\n  under yes: by day 5\n"
    )
    found = openings(agreement, reversed(list(agreement.ambiguities)), frozenset("ab"))
    assert [opening.question for opening in found] == ["q", "other"]
    only = openings(agreement, agreement.ambiguities.keys() & {"other"}, frozenset("ab"))
    assert [(o.question, [p.name for p in o.places]) for o in only] == [("other", ["a"])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a: nobody named must act\n", "a"),
        ("event e by nobody named\n", "e"),
    ],
)
def test_a_silence_about_who_acts_is_a_question_where_it_stands(text: str, name: str) -> None:
    agreement = agreement_of(QUESTIONS + text)
    (silence,) = agreement.ambiguities.keys() - {"q", "other"}
    (found,) = openings(agreement, [silence], frozenset((name,)))
    assert [place.name for place in found.places] == [name]


# -- what runs cannot decide ----------------------------------------------------------------------

GIVEN = "event e by host\ngive: north must free 33 men; by day 5\n"


@pytest.mark.parametrize(
    ("claim", "is_beyond"),
    [
        ("every faithful run reaches at least 33 of give", False),
        ("every faithful run reaches over 33 of give", False),
        ("some faithful run reaches at least 33 of give", False),
        ("some faithful run reaches over 33 of give", True),
        ("some faithful run reaches at least 34 of give", True),
        ("some faithful run reaches at least 32 of give", False),
        ("some faithful run reaches at most 32 of give", False),
        ("some faithful run reaches at most 33 of give", True),
        ("some faithful run reaches not (at least 34 of give)", True),
        ("some faithful run reaches e and at least 34 of give", True),
        ("no faithful run reaches e and at least 34 of give", True),
    ],
)
def test_what_is_given_beyond_what_is_owed_is_not_explored(claim: str, is_beyond: bool) -> None:
    found = asked(f'{GIVEN}claim c "c"\n  {claim}\n')
    assert (found.answers[0].note.startswith("more may be given under give")) is is_beyond
    assert (found.verdict is Verdict.UNKNOWN) is is_beyond


def asked(text: str) -> ClaimResult:
    agreement = agreement_of(text)
    (claim,) = agreement.claims.values()
    return answer(Texts(agreement=agreement, start=28_928_160), claim, {})
