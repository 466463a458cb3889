"""Run the cases of the semantics, and hold `docs/semantics.md` and the cases to one another."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from servanda.base.calendar import Calendar, Instant
from servanda.base.moments import Moment, parse_moment
from servanda.base.quantities import Quantity
from servanda.checks.claims import ClaimResult, check_claims, start_of
from servanda.diagnostics import Severity
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.monitor import Question, status
from servanda.monitor.status import PhaseStanding, ProvisionStatus, Standing
from servanda.workspace import load_text

sys.path.insert(0, str(Path(__file__).parent))
from semantic_cases import RULE, Case, Row, Variant, all_cases

SEMANTICS = Path(__file__).parents[2] / "docs" / "semantics.md"
CASES = all_cases()
RUNS = [
    pytest.param(variant, id=f"{case.name}{'' if n == 0 else f'-changed-{n}'}")
    for case in CASES
    for n, variant in enumerate(case.variants)
]
SEPARATE = "not settled"


@pytest.mark.parametrize("variant", RUNS)
def test_the_answers_are_those_of_the_table(variant: Variant) -> None:
    assert variant.rows, "a case has a table of answers"
    found = [(row, fault) for row in variant.rows if (fault := fault_of(variant, row))]
    told = [f"line {row.line}: {row.cells['is']!r}, but {fault}" for row, fault in found]
    assert not told, "\n".join(told)


def test_every_reading_of_an_answer_is_in_the_table() -> None:
    """A table that gives one reading of an answer gives them all."""
    for case in CASES:
        for variant in case.variants:
            for (on, of), unders in grouped(variant).items():
                if len(unders) > 1 or unders != [""]:
                    answers = answers_of(variant, on, of)
                    known = {shown_reading(reading) for reading, _ in answers}
                    given = {under for under in unders if under}
                    assert not given or given == known, f"{case.name}: {of}: {given} of {known}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_change_changes_an_answer(case: Case) -> None:
    """Each case has a variant, and an answer of the unchanged text is wrong of each variant."""
    assert case.rules, "the title of a case begins with the rules it pins, in brackets"
    whole, *changed = case.variants
    assert changed, "a case shows what would change its answer"
    for variant in changed:
        asked = grouped(variant)
        shared = [row for row in whole.rows if place(row) in asked]
        assert any(fault_of(variant, row) for row in shared), f"{variant.name} changes no answer"


@pytest.mark.parametrize("variant", RUNS)
def test_the_order_of_the_record_does_not_matter(variant: Variant) -> None:
    """Entries of different dates may stand in any order; those of one date keep theirs (S2, S8)."""
    entries = re.split(r"\n(?=\S)", variant.record.rstrip("\n"))
    by_date = sorted(entries, key=lambda entry: entry.partition(" ")[0], reverse=True)
    shuffled = replace(variant, record="\n".join(by_date) + "\n" if variant.record else "")
    found = [(row, fault) for row in variant.rows if (fault := fault_of(shuffled, row))]
    assert not found


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    stated: dict[str, str] = {}
    for line in SEMANTICS.read_text("utf-8").split("\n"):
        if found := re.match(r"- \*\*\(([A-Z]+\d+)\)\*\*", line):
            assert found[1] not in stated, f"({found[1]}) is stated twice"
            stated[found[1]] = line
    pinned = {rule: case.file for case in CASES for rule in case.rules}
    for name in ("test_bounds", "test_incidents"):
        text = (Path(__file__).parent / f"{name}.py").read_text("utf-8")
        pinned |= dict.fromkeys(RULE.findall(text), name)
    assert sorted(stated) == sorted(pinned)


def test_every_rule_names_the_file_that_pins_it() -> None:
    """After each rule stands the file of its case."""
    text = SEMANTICS.read_text("utf-8")
    rules = re.split(r"\n(?=- \*\*\([A-Z]+\d+\)\*\*|#)", text)
    named: dict[str, str] = {}
    for rule in rules:
        if found := re.match(r"- \*\*\(([A-Z]+\d+)\)\*\*", rule):
            first = rule.split("\n\n")[0]
            file = re.search(
                r"→ \[([\w-]+)\]\(\.\./tests/semantics/([\w-]+)\.(?:md|py)\)\s*$", first
            )
            assert file and file[1] == file[2], f"({found[1]}) names no file"
            named[found[1]] = file[1]
    for case in CASES:
        for rule in case.rules:
            assert named[rule] == case.file, f"({rule}) is pinned in {case.file}"


# -- asking ----------------------------------------------------------------------------------


@cache
def agreement_of(variant: Variant, hypothetical: tuple[str, ...] = ()) -> Agreement:
    texts = {"case.pact": variant.pact}
    if variant.record:
        texts["case.record"] = f"record of case\n{variant.record}"
    loaded = load_text(texts, hypothetical)
    faults = [f for f in loaded.diagnostics if f.severity is Severity.ERROR]
    assert not faults, [f"{f.span.path}:{f.span.line}: {f.message}" for f in faults]
    assert loaded.agreement is not None
    return loaded.agreement


@cache
def claims_of(variant: Variant) -> dict[str, ClaimResult]:
    agreement = agreement_of(variant)
    start = start_of(
        agreement, None, instant(agreement.header.calendar, "2025-01-01", at_end=False)
    )
    return {result.claim.id: result for result in check_claims(agreement, start.at)}


def moment(calendar: Calendar, text: str) -> Moment:
    found = parse_moment(text, calendar)
    assert isinstance(found, Moment), text
    return found


def instant(calendar: Calendar, text: str, *, at_end: bool = True) -> Instant:
    found = moment(calendar, text)
    chosen = found.latest if at_end else found.earliest
    assert chosen is not None
    return chosen


def question(agreement: Agreement, on: str) -> Question:
    """Read `2025-03-01, known 2025-02-01, as north, view direct, reading a=x`."""
    calendar = agreement.header.calendar
    date, *options = [part.strip() for part in on.split(",")]
    values: dict[str, object] = {"on": instant(calendar, date)}
    for option in options:
        word, _, rest = option.partition(" ")
        if word == "known":
            values["known"] = instant(calendar, rest)
        elif word == "as":
            values["as_party"] = rest
        elif word == "view":
            values["view"] = rest
        elif word == "accepted":
            values["accepted_by"] = rest.removeprefix("by ")
        elif word == "reading":
            values["fixed"] = (*values.get("fixed", ()), tuple(rest.split("=")))  # type: ignore[misc]
        elif word != "if":
            raise AssertionError(f"an option {option!r}")
    return Question(**values)  # type: ignore[arg-type]


Reading = tuple[tuple[str, str], ...]


@cache
def answers_of(variant: Variant, on: str, of: str) -> list[tuple[Reading, object]]:
    """Give the answers for a provision, an instance of one, a phase, or a claim, by reading."""
    assumed = tuple(
        part.strip().removeprefix("if ").strip("`")
        for part in on.split(",")
        if part.strip().startswith("if ")
    )
    agreement = agreement_of(variant, assumed)
    if on == "claim":
        return [(a.reading, a) for a in claims_of(variant)[of].answers]
    found = status(agreement, question(agreement, on))
    if of.startswith("phase "):
        phase = next(p for p in found.phases if p.phase.id == of[6:])
        return [(a.reading, a.verdict) for a in phase.answers]
    for each in found.provisions:
        if each.provision.id == of:
            return [(a.reading, (each, a.verdict)) for a in each.answers]
        for part in each.parts:
            if part.id == of:
                return [(a.reading, (each, a.verdict)) for a in part.answers]
    raise AssertionError(f"nothing is called {of}")


def place(row: Row) -> tuple[str, str]:
    """Name what a row asks about: a date and a thing, or a claim."""
    return row.cells.get("on", "claim"), row.cells.get("of", row.cells.get("claim", ""))


def grouped(variant: Variant) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in variant.rows:
        found.setdefault(place(row), []).append(row.cells["under"])
    return found


def shown_reading(reading: Reading) -> str:
    return ", ".join(f"{ambiguity}={chosen}" for ambiguity, chosen in reading)


# -- comparing -------------------------------------------------------------------------------


def fault_of(variant: Variant, row: Row) -> str:
    """Say what is wrong with a row; nothing when it is right."""
    if "claim" in row.cells:
        return wrong_claim(claims_of(variant)[row.cells["claim"]], row)
    return wrong(variant, row)


def wrong(variant: Variant, row: Row) -> str:
    """Say what is wrong with an answer about the record."""
    answers = answers_of(variant, row.cells["on"], row.cells["of"])
    under, wanted = row.cells["under"], row.cells["is"]
    if wanted == SEPARATE:
        return "" if len(answers) > 1 else f"one answer: {told(variant, row, answers[0][1])}"
    if not under and len(answers) > 1:
        return f"{[shown_reading(reading) for reading, _ in answers]}"
    for reading, answer in answers:
        if shown_reading(reading) == under:
            given = told(variant, row, answer)
            missing = [part for part in _parts(wanted) if not _is_told(part, given)]
            return f"not {missing}: {given}" if missing else ""
    return f"only {[shown_reading(reading) for reading, _ in answers]}"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


def _is_told(part: str, given: list[str]) -> bool:
    if part.startswith(("because ", "note ", "run ")):
        word, _, rest = part.partition(" ")
        return any(each.startswith(f"{word} ") and rest in each for each in given)
    return part in given


def told(variant: Variant, row: Row, answer: object) -> list[str]:
    calendar = agreement_of(variant).header.calendar
    if isinstance(answer, PhaseStanding):
        return _phase_told(calendar, answer)
    each, standing = answer  # type: ignore[misc]
    assert isinstance(each, ProvisionStatus) and isinstance(standing, Standing)
    return _standing_told(calendar, each, standing)


def _standing_told(calendar: Calendar, each: ProvisionStatus, standing: Standing) -> list[str]:
    said = [standing.state]
    if standing.state == "open":
        said.append(" or ".join(standing.states))
    dated = {"due": standing.due, "amended": standing.amended_due, "met": standing.met}
    said += [
        f"{word} {_bounds(calendar, value) if value else 'none'}" for word, value in dated.items()
    ]
    said += [
        f"late {_range(standing.late_days)}",
        f"late minutes {_range(standing.late_minutes)}",
        f"originally late {_range(standing.original_late_days)}",
        f"done {_amount(standing.done)}",
        f"owed {_amount(standing.owed)}",
        "curable" if standing.is_curable else "past cure",
        f"findings {len(each.findings)}",
        f"incidents {len(each.incidents)}",
    ]
    if standing.start_overdue:
        said.append("not begun")
    said += [f"because {reason.text}" for reason in each.because]
    return said


def _phase_told(calendar: Calendar, standing: PhaseStanding) -> list[str]:
    said = [standing.state]
    if standing.state == "open":
        said.append(" or ".join(standing.states))
    dated = {
        "started": standing.started,
        "ended": standing.ended,
        "term": standing.term,
        "prolonged": standing.prolonged,
    }
    return said + [
        f"{word} {_bounds(calendar, value) if value else 'none'}" for word, value in dated.items()
    ]


def _bounds(calendar: Calendar, bounds: tuple[Instant, Instant]) -> str:
    first, last = (calendar.format(each) for each in bounds)
    return first if first == last else f"{first} to {last}"


def _range(bounds: tuple[int, int]) -> str:
    return f"{bounds[0]}" if bounds[0] == bounds[1] else f"{bounds[0]} to {bounds[1]}"


def _amount(quantity: Quantity | None) -> str:
    return "unknown" if quantity is None else quantity.describe()


def wrong_claim(result: ClaimResult, row: Row) -> str:
    """Say what is wrong with the answer to a claim."""
    under, wanted = row.cells["under"], _parts(row.cells["is"])
    if not under:
        given = [result.verdict.value]
        if result.verdict is not Verdict.UNSETTLED and len(result.answers) == 1:
            given += _claim_told(result.answers[0])
        missing = [part for part in wanted if not _is_told(part, given)]
        return f"not {missing}: {given}" if missing else ""
    for answer in result.answers:
        if shown_reading(answer.reading) == under:
            given = _claim_told(answer)
            missing = [part for part in wanted if not _is_told(part, given)]
            return f"not {missing}: {given}" if missing else ""
    return f"only {[shown_reading(a.reading) for a in result.answers]}"


def _claim_told(answer: object) -> list[str]:
    from servanda.checks.claims import ClaimAnswer

    assert isinstance(answer, ClaimAnswer)
    said = [answer.verdict.value, answer.kind, f"note {answer.note}"]
    return said + [f"run {told.what}" for told in answer.run]
