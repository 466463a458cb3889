"""Compare the texts of the examples with mended copies of them, and with one another."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from servanda.checks.comparing import Comparison, Fate, Outcome, Sort, compare
from servanda.checks.comparing.blocking import Strength
from servanda.model.agreement import Agreement
from servanda.workspace.pipeline import load_text

EXAMPLES = Path(__file__).parents[3] / "examples"


def agreement_of(name: str, *changes: tuple[str, str], claims: tuple[str, ...]) -> Agreement:
    texts = {}
    for end in ("pact", "record"):
        path = EXAMPLES / name / f"{name}.{end}"
        texts[path.name] = path.read_text("utf-8")
    pact = f"{name}.pact"
    for line, other in changes:
        assert line in texts[pact]
        texts[pact] = texts[pact].replace(line, other)
    agreement = load_text(texts).agreement
    assert agreement is not None
    kept = {n: claim for n, claim in agreement.claims.items() if n in claims}
    return replace(agreement, claims=kept)


def gaza(*changes: tuple[str, str]) -> Agreement:
    return agreement_of("gaza-2024", *changes, claims=("full-withdrawal",))


def compared(old: Agreement, new: Agreement, *, with_powers: bool = False) -> Comparison:
    start = new.header.calendar.start_of_day(date(2024, 7, 1))
    return compare(old, new, start, with_powers=with_powers)


RUNS_ON = ("  under continues and walk-out: runs on while talks", "  runs on while talks")
BY_MEDIATORS = (
    "  ended by any of israel, hamas\n",
    "  ended by us, egypt and qatar jointly\n",
)


def test_a_truce_that_runs_on_always_no_longer_lapses_and_talks_go_on_without_end() -> None:
    comparison = compared(gaza(), gaza(RUNS_ON))
    (claim,) = comparison.claims
    assert claim.outcome is Outcome.OTHERWISE
    assert claim.old is not None and claim.new is not None
    assert {a.kind for a in claim.old.answers} == {"lapse", "talks without end"}
    assert {a.kind for a in claim.new.answers} == {"talks without end"}
    changed = [(d.sort, d.name) for d in comparison.differences if d.fate is Fate.CHANGED]
    assert changed == [(Sort.PHASE, "one")]


def test_talks_that_only_mediators_end_are_told_as_a_change_of_the_process() -> None:
    comparison = compared(gaza(), gaza(BY_MEDIATORS))
    (process,) = comparison.differences
    assert (process.sort, process.name) == (Sort.PROCESS, "talks")
    assert [(d.old, d.new) for d in process.details] == [
        ("any of Israel or Hamas", "United States, Egypt and Qatar jointly")
    ]


def test_whom_it_takes_besides_to_bring_the_withdrawal_about() -> None:
    agreed = (
        'agreed" by israel and hamas jointly',
        'agreed" by israel and hamas and us jointly',
    )
    found = compared(gaza(), gaza(agreed), with_powers=True).powers
    both = [p for p in found if set(p.coalition) == {"israel", "hamas"}]
    assert [(p.can.value, p.new, p.also) for p in both] == [
        ("bring about", Strength.NONE, (("us",),))
    ]
    stopping = [p.coalition for p in found if p.can.value == "stop" and p.old is Strength.NONE]
    assert stopping == [("us",)]


def test_two_different_agreements_are_compared_claim_by_claim() -> None:
    old = agreement_of("gaza-2024", claims=("full-withdrawal", "permanent-end"))
    new = agreement_of("lebanon-2024", claims=("no-expiry",))
    found = {c.name: c for c in compared(old, new).claims}
    assert found["full-withdrawal"].outcome is Outcome.INCOMPARABLE
    assert found["full-withdrawal"].missing == ("two.withdrawal",)
    assert found["no-expiry"].stands_in_new and not found["no-expiry"].stands_in_old
    assert found["no-expiry"].outcome is Outcome.WON
