"""Readings multiply: which choices are consistent, how many are looked at, and which decide a verdict."""

from __future__ import annotations

import pytest
from lived import agreement_of

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.machine import choices as chosen
from servanda.machine.choices import (
    are_too_many,
    choices,
    decided,
    default_choice,
    is_consistent,
    mattering,
)

PACT = """ambiguity a "A?"
  reading a1 "a1"
  reading a2 "a2"; requires b.b2
ambiguity b "B?"
  reading b1 "b1"; excludes c.c2
  reading b2 "b2"
ambiguity c "C?"
  reading c1 "c1"
  reading c2 "c2"
"""
A, B, C = AmbiguityId("a"), AmbiguityId("b"), AmbiguityId("c")


def chosen_of(*names: AmbiguityId, **fixed: str) -> list[str]:
    """Give the choices over some ambiguities, written as the last letters of their readings."""
    held = {AmbiguityId(k): ReadingId(v) for k, v in fixed.items()}
    found = choices(agreement_of(PACT), names, held)
    return ["".join(each[name][-1] for name in (A, B, C)) for each in found]


def test_every_consistent_choice_in_the_order_of_the_text() -> None:
    """a2 needs b2, b1 rules out c2; a1 with b1 leaves c1 only."""
    assert chosen_of(A, B, C) == ["111", "121", "122", "221", "222"]


def test_what_is_not_asked_about_stays_as_it_is_first_read() -> None:
    """A reading is only held against those of ambiguities that are asked about, or fixed."""
    assert chosen_of(A) == ["111", "211"]
    assert chosen_of(B, C) == ["111", "121", "122"]
    assert chosen_of(C) == ["111", "112"]
    assert chosen_of() == ["111"]


def test_what_is_fixed_stays_and_rules_out_others() -> None:
    assert chosen_of(A, B, C, a="a2") == ["221", "222"]
    assert chosen_of(B, a="a2") == ["221"]
    assert chosen_of(A, b="b1") == ["111"]
    assert chosen_of(C, b="b1") == ["111"]


def test_beyond_the_bound_ambiguities_vary_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight combinations are as many as may be looked at, and not too many."""
    agreement = agreement_of(PACT)
    monkeypatch.setattr(chosen, "CHOICES_AT_MOST", 8)
    assert not are_too_many(agreement, (A, B, C), {})
    monkeypatch.setattr(chosen, "CHOICES_AT_MOST", 7)
    assert are_too_many(agreement, (A, B, C), {})
    assert not are_too_many(agreement, (A, B, C), {A: ReadingId("a1")})
    assert not are_too_many(agreement, (A, B, AmbiguityId("elsewhere")), {})
    assert chosen_of(A, B, C) == ["111", "211", "121", "112"]


def test_a_default_is_the_first_reading_unless_another_is_fixed() -> None:
    agreement = agreement_of(PACT)
    assert default_choice(agreement, {B: ReadingId("b2")}) == {A: "a1", B: "b2", C: "c1"}


def test_what_may_be_held_together() -> None:
    agreement = agreement_of(PACT)
    both = {A: ReadingId("a2"), B: ReadingId("b1"), C: ReadingId("c1")}
    assert not is_consistent(agreement, both, {A, B})
    assert is_consistent(agreement, both, {A, C})
    assert is_consistent(agreement, both, {B, C, AmbiguityId("elsewhere")})
    assert not is_consistent(agreement, both, {AmbiguityId("elsewhere"), A, B})
    assert not is_consistent(agreement, {**both, A: ReadingId("a1"), C: ReadingId("c2")}, {B, C})


# -- which readings decide -------------------------------------------------------------------

Rows = dict[tuple[tuple[AmbiguityId, ReadingId], ...], str]


def rows(**verdicts: str) -> Rows:
    """Make rows of verdicts: `a1b2="yes"`."""
    return {
        tuple((AmbiguityId(w[i]), ReadingId(w[i : i + 2])) for i in range(0, len(w), 2)): verdict
        for w, verdict in verdicts.items()
    }


def lines(**verdicts: str) -> list[str]:
    """Sum rows up, each line written as `a: a1 or a2, b: b1 = yes`."""
    return [
        ", ".join(f"{name}: {readings}" for name, readings in pairs) + f" = {verdict}"
        for pairs, verdict in decided(rows(**verdicts))
    ]


@pytest.mark.parametrize(
    ("verdicts", "names", "told"),
    [
        ({}, [], []),
        ({"a1b1": "yes", "a1b2": "yes", "a2b1": "yes", "a2b2": "yes"}, [], [" = yes"]),
        (
            {"a1b1": "yes", "a1b2": "yes", "a2b1": "no", "a2b2": "no"},
            ["a"],
            ["a: a1 = yes", "a: a2 = no"],
        ),
        (
            {"a1b1": "yes", "a1b2": "no", "a2b1": "yes", "a2b2": "no"},
            ["b"],
            ["b: b1 = yes", "b: b2 = no"],
        ),
        (
            {"a1b1": "yes", "a1b2": "yes", "a2b1": "yes", "a2b2": "no"},
            ["a", "b"],
            ["a: a1 = yes", "a: a2, b: b1 = yes", "a: a2, b: b2 = no"],
        ),
        (
            {"a1": "yes", "a2": "no", "a3": "yes"},
            ["a"],
            ["a: a1 or a3 = yes", "a: a2 = no"],
        ),
        # What leaves the least to say is asked first.
        (
            {"a1b1": "yes", "a1b2": "no", "a2b1": "yes", "a2b2": "open"},
            ["a", "b"],
            ["b: b1 = yes", "b: b2, a: a1 = no", "b: b2, a: a2 = open"],
        ),
        # Where a2 needs b2, the two stand for each other, and the first named is kept.
        ({"a1b1": "yes", "a2b2": "no"}, ["a"], ["a: a1 = yes", "a: a2 = no"]),
    ],
)
def test_as_few_readings_as_decide(
    verdicts: dict[str, str], names: list[str], told: list[str]
) -> None:
    assert mattering(rows(**verdicts)) == names
    assert lines(**verdicts) == told
