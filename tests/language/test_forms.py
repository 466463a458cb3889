"""Run the forms of the reference: each line of its tables, with things of a small cast put in."""

import re
from itertools import product
from pathlib import Path

import pytest

from servanda.diagnostics import print_concise
from servanda.workspace import load_text

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "language.md").read_text("utf-8")

CAST = """\
agreement accord "An accord"
party israel "Israel", hamas "Hamas"
body council "Council"; members israel, hamas; decides by majority
label C1 "Article 1"
event two-agreed "phase two is agreed" by israel and hamas jointly
process talks "talks" between israel and hamas
level registered "weapons registered" in weapons
ambiguity end-of-one "Does the truce outlast its term?"
  reading continues "it runs on"
  reading lapses "it ends"
other: hamas must release 33 captives
truce: israel must not attack
verify: israel may certify other
kind shelling "Shelling"
place north "The north"
phase one "One"
  starts on entry into force; lasts 42 days
instrument annex "An annex"; dated 2025-01-01
phase two "Two"
  starts on the end of one
2025-01-01 act hamas other 3 named first-release
"""
PUT_IN = {
    "ACTORS": "israel, hamas",
    "ACTOR": "israel",
    "ACTION": "do well",
    "POINT": "day 7",
    "DURATION": "6 weeks",
    "PROVISION": "other",
    "INSTRUMENT": "annex",
    "PHASE": "one",
    "PROCESS": "talks",
    "EVENT": "two-agreed",
    "LEVEL": "registered",
    "LABEL": "C1",
    "CATEGORY": "civilian",
    "AREA": "north",
    "GOAL": "two",
    "KIND": "shelling",
    "PLACE": "north",
    "UNIT": "dead",
    "NAME": "self-defence",
    "CONDITION": "two-agreed",
    "N": "7",
    "M": "9",
    "P": "other",
    "Q": "7",
    "C": "two-agreed",
    "A": "israel",
    "B": "hamas",
    "…": "text",
}


def column(heading: str) -> list[str]:
    """Give the first cells of the table under a heading, cut into their forms."""
    table = PAGE.partition(f"\n{heading}\n|---")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    return [form for cell in cells for form in re.findall(r"`([^`]+)`", cell)]


def spelled_out(form: str) -> list[str]:
    """Write a form with and without its optional parts, and with things put in."""
    parts = re.split(r"\[([^]]*)\]", form)
    choices = [(part,) if at % 2 == 0 else (part, "") for at, part in enumerate(parts)]
    return [" ".join(put_in("".join(each)).split()) for each in product(*choices)]


def put_in(form: str) -> str:
    return re.sub(r"\b[A-Z]+\b|…", lambda found: PUT_IN[found[0]], form)


def faults(text: str) -> str:
    return print_concise(load_text({"form.pact": f"{CAST}{text}\n"}).diagnostics)


@pytest.mark.parametrize("form", column("| form | kind |"))
def test_a_kind_of_provision_is_read(form: str) -> None:
    for text in spelled_out(form):
        assert faults(f"do: israel {text}") == ""


@pytest.mark.parametrize("form", column("| clause | meaning |"))
def test_a_clause_of_a_provision_is_read(form: str) -> None:
    head = "must keep registered" if form.startswith("at ") else "must do 9 deeds"
    for text in spelled_out(form):
        assert faults(f"do: israel {head}; {text}") == ""


@pytest.mark.parametrize("form", column("| what a run does | meaning |"))
def test_what_a_claim_says_of_a_run_is_read(form: str) -> None:
    for runs in ("every faithful run", "no run", "some faithful run"):
        for text in spelled_out(form):
            assert faults(f"claim it; {runs} {text}") == ""


@pytest.mark.parametrize("form", column("| of each time | meaning |"))
def test_what_a_claim_says_of_each_time_is_read(form: str) -> None:
    for text in spelled_out(form):
        assert faults(f"claim it; {text}") == ""


@pytest.mark.parametrize("form", column("| condition of a party | meaning |"))
def test_a_condition_of_a_party_is_read(form: str) -> None:
    for text in spelled_out(form):
        assert faults(f"claim it; every faithful run reaches {text}") == ""
        assert faults(f"claim it; every faithful run reaches two without {text} or one") == ""


def effects() -> list[str]:
    line = PAGE.partition("\nEffects: ")[2].partition("Any other words")[0]
    found = re.findall(r"`([^`]+)`", line.replace("`to a date`", ""))
    return [
        form.replace("PHASE|P|the agreement", each)
        .replace("PHASE|P", each)
        .replace("P|PHASE", each)
        for form in found
        for each in ("P", "PHASE")
    ]


@pytest.mark.parametrize("form", effects())
def test_an_effect_of_a_power_is_read(form: str) -> None:
    loaded = load_text({"form.pact": f"{CAST}do: israel may {put_in(form)}\n"})
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None
    effect = loaded.agreement.provisions["do"].effect  # type: ignore[index]
    assert effect is not None, "these words were taken for a liberty"


HEADS = {
    "in force": ["in force"],
    "propose": ["propose israel accord"],
    "sign": ["sign israel, hamas accord"],
    "endorse": ["endorse council accord"],
    "ratify": ["ratify israel accord"],
    "accept": ["accept hamas accord"],
    "welcome": ["welcome council accord"],
    "say": ['say hamas "words"', 'say hamas rejects accord "words" warns "war"'],
    "meet": ["meet israel, hamas in cairo"],
    "call": ["call israel to hamas"],
    "write": ['write israel "a letter" to hamas'],
    "visit": ['visit israel at "a place"'],
    "host": ["host israel with hamas"],
    "vote": [
        "vote council adopts accord for 14 against 0 abstain 1 absent 2; abstaining hamas",
        "vote council rejects accord share 71.1% turnout 81.1%",
        "vote council on accord",
    ],
    "join": ["join israel council"],
    "leave": ["leave hamas council"],
    "dissolve": ["dissolve council by israel"],
    "split": ["split council into israel, hamas"],
    "authorise": ["authorise israel for council, hamas"],
    "disavow": ["disavow israel for council"],
    "appoint": ['appoint israel "Chair"'],
    "resign": ['resign israel "Chair" because "reasons"'],
    "rule": ["rule council decides by two thirds of seats"],
    "act": [
        "act hamas other 3 civilian",
        "act hamas other starts",
        "act hamas other total 9",
        "act hamas other 9; of which 3 for truce, 6 ill",
        "act hamas other 9; of which 5 ill, 4 old",
    ],
    "happens": ["happens two-agreed by israel, hamas"],
    "opens": ["opens talks by israel, hamas"],
    "ends": ["ends talks"],
    "exercise": [
        "exercise israel verify",
        "exercise israel verify until 2025-03-01",
        "exercise israel verify for 2 weeks over north",
    ],
    "certify": ["certify israel other", "certify israel that other"],
    "refuse": ["refuse israel other"],
    "amend": [
        "amend by israel, hamas\n  other by day 9\n  one lasts until 2025-03-01",
        "amend\n  adds more: hamas must release 3 more captives; by day 9",
    ],
    "suspend": ["suspend israel other"],
    "resume": ["resume israel other"],
    "waive": ["waive israel other"],
    "terminate": ["terminate israel accord"],
    "notify": ['notify hamas suspends other because "reasons"', 'notify hamas "words"'],
    "figure": ["figure registered 25 of 33 weapons by hamas", "figure captives about 25 by israel"],
    "incident": [
        "incident israel against truce alleged by hamas",
        "incident against truce unverifiable",
        "incident israel shelling alleged by hamas upon hamas in north at least 3 dead, 5 wounded",
        "incident shelling against truce unattributable by council; upon israel; 2 dead",
    ],
    "merge": ['merge council first-release, first-release because "reasons"'],
    "distinguish": ["distinguish israel first-release and first-release"],
    "finding": [
        'finding council truce breached "words"',
        "finding council that other late",
        "finding other not-met",
    ],
    "reading": ["reading israel holds end-of-one lapses"],
    "settle": ["settle israel, hamas end-of-one lapses"],
    "appraise": ['appraise israel of hamas accord "words"'],
    "request": ["request israel to hamas other"],
    "pledge": ['pledge hamas "words"'],
    "announce": ["announce israel accord"],
    "deny": ["deny israel first-release"],
    "retract": ["retract hamas first-release"],
    "note": ['note "words"', 'note other "words"'],
}


@pytest.mark.parametrize("kind", column("| kind | head | effect |"))
def test_a_kind_of_entry_is_read(kind: str) -> None:
    for head in HEADS[kind]:
        assert faults(f"2025-01-19 recorded 2025-01-20 {head}") == ""


CLAUSES = (
    "by israel, hamas",
    "via israel, hamas",
    "to hamas",
    "with hamas",
    "through hamas",
    "in cairo",
    'at "a place"',
    'because "reasons"',
    'warns "war"',
    'if "conditions"',
    'words "words"',
    "named it",
    "cites C1",
    "under continues",
    "credibility 3",
    'defective "half of them"',
    "defective",
    "recorded 2025-02-01",
    "under end-of-one.continues or end-of-one.lapses",
)


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize("glue", [" ", "; ", "\n  "], ids=["after", "semicolon", "below"])
def test_a_clause_of_an_entry_is_read(clause: str, glue: str) -> None:
    assert faults(f"2025-01-19 act hamas other 3{glue}{clause}") == ""


WHENS = (
    "2024-06-10",
    "2024-06-10 18:30",
    "2024-11-27 04:00 Asia/Beirut",
    "2024-11-27 04:00 +02:00",
    "2024-11-27 04:00 Z",
    "2024-06",
    "2024-06-10~",
    "2024-12-01/2024-12-07",
    "2024-12-01 04:00 Asia/Beirut/2024-12-07 04:00 Asia/Beirut",
    "early 2024-12",
    "mid 2024-12",
    "late 2024-12",
    "before 2024-12-01",
    "after 2024-12-01",
    "about 2024-12-01",
    "between 2024-12-01 and 2024-12-07",
    "summer 1999",
    "2024",
)


@pytest.mark.parametrize("when", WHENS)
def test_a_time_of_an_entry_is_read(when: str) -> None:
    loaded = load_text({"form.pact": f'{CAST}{when} note "words"\n'})
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None
    assert loaded.agreement.entries[-1].when.written == when


DECISIONS = (
    "majority",
    "majority of seats",
    "at least 61",
    "9 of 15",
    "two thirds",
    "three quarters",
    "consensus",
    "all of israel, hamas",
    "decision of israel",
    "majority in each of israel, hamas",
)


@pytest.mark.parametrize("rule", DECISIONS)
def test_a_rule_of_decision_is_read(rule: str) -> None:
    assert faults(f'body court "Court"; decides by {rule}; veto by hamas; seats 15') == ""


DECLARATIONS = (
    'event calm "calm"; by israel and hamas jointly',
    'event calm "calm"; under continues: by israel; under lapses: by nobody named',
    'event calm "calm" by all of israel, hamas; breaks truce and other; cites C1; words "w"',
    'event calm "calm" by the world; not before day 7; not within 7 years of calm; recurring',
    'event calm "calm" by any of israel, hamas; only when two-agreed and not one has ended',
    'process truce-talks "talks"; between israel, hamas; cites C1; words "words"',
    'process truce-talks "talks"; ended by two-agreed; opened by nobody named',
    'process truce-talks "talks"; ended by israel; under lapses: ended by hamas',
    'process truce-talks "talks" between israel and hamas; concluded by two-agreed',
    'level arms "arms"; in tonnes; starts at 2,400; cites C1; words "words"',
    'level arms "arms" in tonnes; is 90% of registered + 5 * (registered - 3) / 2',
    'level arms "arms"; is the mean of registered, 7 and 9; under lapses: is registered minus 1',
    'source un "UN"; publisher "UN"; dated 2024; reliability A; kind report; address "x"',
    'ambiguity lines "Which?"; reading a; requires end-of-one.lapses; reading b; excludes lapses',
    'ambiguity lines "Which?"; cites C1; about one, truce; words "w"; reading a; reading b',
    'open word calm "calm"; about one and truce; cites C1; words "words"',
    'party east "East"; also called "E", "the east"; also witness; office "seat"; cites C1',
    'party east "East"; speaks for israel; answered for by hamas; allied to israel; words "w"',
    'person p "P"; member of council from 2023-10-11 until 2024-06-09',
    'phase three "Three"; starts when two-agreed; lasts until 2025-03-01; ends when talks are open',
    'phase three "Three"; starts on day 9; lasts 7 days; then two as soon as two-agreed; cites C1',
)


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_declaration_is_read(declaration: str) -> None:
    assert faults(declaration) == ""
    assert faults(declaration.replace("; ", "\n  ")) == ""


HEADERS = (
    "counting day 0 is the day of entry into force",
    "counting day 1 is 2025-01-19",
    "counting day 1 is the day of two-agreed",
    "deadlines fall at the exact hour",
    "rest days friday, saturday; holidays 2025-04-13, 2025-04-14",
    "in force on 2025-01-19 11:15",
    "term 2 years",
    "term indefinite; precedence later text prevails",
    "zone Asia/Jerusalem; signed 2025-01-15; status proposal",
)


@pytest.mark.parametrize("header", HEADERS)
def test_a_clause_of_the_header_is_read(header: str) -> None:
    text = CAST.replace("\n", f"\n  {header}\n", 1)
    assert print_concise(load_text({"form.pact": text}).diagnostics) == ""


CLAIMS = (
    "every faithful run reaches two",
    "no run reaches two before two-agreed",
    "some faithful run reaches other after two-agreed without talks.opened",
    "every run reaches the end of one by day 50",
    "every faithful run reaches two within 70 days of entry into force",
    "some faithful run keeps one running past day 42",
    "every faithful run reaches (two or not other) and 7 of other",
    "every faithful run reaches registered is at least 7,000",
)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_read(claim: str) -> None:
    assert faults(f'claim it "It"; {claim}; expected unsettled; demanded by hamas; cites C1') == ""


WRONG = {
    "a claim of what never ends": 'claim it "It"; every faithful run keeps one going',
    "a claim with a stray limit": 'claim it "It"; every faithful run reaches two during one',
    "a claim of no known answer": 'claim it "It"; every run reaches two; expected perhaps',
    "a limit without an origin": 'claim it "It"; every run reaches two within 7 days to one',
    "a vote without an outcome": "2025-01-19 vote council likes accord",
    "votes that are no number": "2025-01-19 vote council adopts accord for 7.5",
    "a reading of another question": "2025-01-19 reading israel holds end-of-one truce",
    "an incident without a state": "2025-01-19 incident israel against truce perhaps",
    "a finding without a verdict": "2025-01-19 finding council truce maybe",
    "a grade that is none": '2025-01-19 note "words" credibility 7',
    "parts of what has none": '2025-01-19 note "words"; of which 5 ill',
    "a level without a condition": "do: israel must do well; once registered",
    "a state that is none": "do: israel must do well; once other is quick",
    "a duration without an origin": "do: israel must do well; by 7 days",
    "readings of two questions in one": "under continues or truce: x: israel must do well",
    "an event of no rule": 'event calm "calm" by israel; not within 7 days',
    "a role that is none": 'party east "East"; also friendly',
    "a zone of two words": '2025-01-19 11:15 Asia/Nowhere note "words"',
    "actors that are none": "do: 7 must do well",
    "a day that is no number": "do: israel must do well; by day 7.5",
    "a modal that is none": "do: israel shall do well",
    "an amount in words": "2025-01-19 figure registered none-at-all by israel",
    "a citation of nobody": "do: israel must do well [nobody, verified]",
    "an inclusion with clauses": 'include "form.pact"; by israel',
    "a record of nothing": "record accord",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_form_is_one_fault(text: str) -> None:
    found = load_text({"form.pact": f"{CAST}{text}\n"}).diagnostics
    assert [fault.span.line for fault in found] == [CAST.count("\n") + 1], found
