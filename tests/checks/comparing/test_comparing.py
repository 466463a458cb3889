"""Compare texts in meaning: what changed, what did not, in words by clause."""

import sys
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from servanda.checks.comparing import (
    Difference,
    Fate,
    Outcome,
    Sort,
    compare,
    compare_texts,
)
from servanda.checks.comparing.meaning import is_silent
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import ALWAYS
from servanda.model.provisions import Clause, Provision
from servanda.workspace import load, load_text
from servanda.workspace.layout import lay_out

sys.path.insert(0, str(Path(__file__).parent))
from accord import TEXT, agreement_of, changed, compared

EXAMPLES = Path(__file__).parents[3] / "examples"
FOLDERS = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())


def told(
    new: str, old: str = TEXT
) -> list[tuple[str, Fate, list[tuple[str, str | None, str | None]]]]:
    return [
        (d.name, d.fate, [(x.about, x.old, x.new) for x in d.details])
        for d in compare_texts(agreement_of(old), agreement_of(new))
    ]


# -- what is no change -------------------------------------------------------------------------

TWO_LINES = "    total 2 by day 3\n    all by day 8"
SAME = {
    "layout": TEXT.replace("    by the end of two\n", "       by the end of two\n"),
    "comments": TEXT.replace("phase two", "# a remark\nphase two"),
    "titles": TEXT.replace('"Truce"', '"Calm"').replace('"An accord"', '"The accord"'),
    "citations": TEXT.replace("all by day 8", "all by day 8 [recalled]"),
    "semicolons": TEXT.replace(TWO_LINES, TWO_LINES.replace("\n    ", "; ")),
    "the order of clauses": TEXT.replace(TWO_LINES, "    all by day 8\n    total 2 by day 3"),
    "all by for by": TEXT.replace("all by day 8", "by day 8"),
    "an article": TEXT.replace("    to north\n", '    to north\n    article "2(1)"\n'),
    "the order of names": TEXT.replace("north and south jointly", "south and north jointly"),
    "an expectation": TEXT.replace("  expected no\n", ""),
    "who is named first": TEXT.replace(
        'north "North", south "South"', 'south "South", north "North"'
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_what_changes_nothing_in_meaning(name: str) -> None:
    assert SAME[name] != TEXT
    assert compare_texts(agreement_of(TEXT), agreement_of(SAME[name])) == ()


def test_the_order_of_sentences_is_no_change() -> None:
    report = "  report: hill should report; by day 9\n"
    moved = TEXT.replace(report, "").replace("  captives: south", f"{report}  captives: south")
    assert moved != TEXT
    assert compared(moved).is_same


def test_weeks_are_seven_days_each() -> None:
    weeks = changed("lasts 10 days", "lasts 2 weeks").replace("lasts 30 days", "lasts 28 days")
    days = changed("lasts 10 days", "lasts 14 days").replace("lasts 30 days", "lasts 4 weeks")
    assert compare_texts(agreement_of(weeks), agreement_of(days)) == ()
    assert compare_texts(agreement_of(weeks), agreement_of(TEXT)) != ()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_text_laid_out_anew_means_the_same(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        if file.suffix in (".pact", ".record"):
            (tmp_path / file.name).write_text(spread(file.read_text("utf-8")), "utf-8")
    old, new = load(folder).agreement, load(tmp_path).agreement
    assert old is not None and new is not None
    assert compare_texts(old, new) == ()
    for file in tmp_path.iterdir():
        before = file.read_text("utf-8")
        file.write_text(lay_out(file).after, "utf-8")
        assert file.read_text("utf-8") != before
    again = load(tmp_path).agreement
    assert again is not None
    assert compare_texts(old, again) == ()


def spread(text: str) -> str:
    """Indent twice as far, leave lines empty, and leave whole lines of comment out.

    A line that a comma ends goes on in the next one, and no empty line may stand between them.
    """
    lines = [line for line in text.splitlines() if not line.startswith("#") and line.strip()]
    return "\n".join(
        " " * (len(line) - len(line.lstrip(" "))) + line + ("" if line.endswith(",") else "\n")
        for line in lines
    ).rstrip("\n")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_clause_of_a_provision_can_be_missed(folder: Path) -> None:
    """Take each clause out, or its reading away: the texts differ, unless it only documents."""
    agreement = load(folder).agreement
    assert agreement is not None
    for provision in agreement.provisions.values():
        for clause in () if provision.is_added else provision.clauses:
            for other in (None, replace(clause, under=ALWAYS)):
                if other is not None and not clause.under.options:
                    continue
                clauses = tuple(
                    other if each is clause else each
                    for each in provision.clauses
                    if each is not clause or other is not None
                )
                found = compare_texts(agreement, _with_clauses(agreement, provision, clauses))
                assert bool(found) is not is_silent(clause)
                assert all(d.name == provision.id for d in found)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_part_of_what_is_declared_can_be_missed(folder: Path) -> None:
    """Take each clause, rule, reading and role out in turn: the texts no longer mean the same."""
    agreement = load(folder).agreement
    assert agreement is not None
    edges = {e for p in agreement.processes.values() for e in (p.opened, p.ended)}
    for kind, field in (
        ("phases", "clauses"),
        ("events", "rules"),
        ("events", "breaks"),
        ("events", "agency_under"),
        ("processes", "ended_by"),
        ("levels", "formulas"),
        ("actors", "roles"),
        ("actors", "members"),
    ):
        things = getattr(agreement, kind)
        for name, thing in things.items():
            for part in getattr(thing, field):
                if (name in edges and field != "agency_under") or is_silent(part):
                    continue
                left = tuple(each for each in getattr(thing, field) if each is not part)
                other = replace(
                    agreement, **{kind: {**things, name: replace(thing, **{field: left})}}
                )
                assert compare_texts(agreement, other), (kind, name, field)


def _with_clauses(
    agreement: Agreement, provision: Provision, clauses: tuple[Clause, ...]
) -> Agreement:
    provisions = {**agreement.provisions, provision.id: replace(provision, clauses=clauses)}
    return replace(agreement, provisions=provisions)


# -- what is a change, in words ----------------------------------------------------------------

CHANGES = [
    ("all by day 8", "all by day 9", "one.captives", ("deadline", "by day 8", "by day 9")),
    (
        "release 6 captives",
        "release 7 captives",
        "one.captives",
        ("what", "release 6 captives", "release 7 captives"),
    ),
    ("total 2 by day 3\n    ", "", "one.captives", ("deadline", "a total of 2 by day 3", None)),
    ("    to north\n", "    to hill\n", "one.captives", ("creditor", "North", "Hill")),
    (
        "captives: south must",
        "captives: hill must",
        "one.captives",
        ("bearer", "South", "Hill"),
    ),
    (
        "must not attack\n",
        "must try to attack\n",
        "one.truce",
        ("kind", "must not", "must try to"),
    ),
    (
        "except self-defence",
        "except rescue",
        "one.truce",
        (
            "exception",
            "except self-defence “an imminent threat”",
            "except rescue “an imminent threat”",
        ),
    ),
    (
        "5 for each soldier",
        "5 for 2 soldier",
        "one.prisoners",
        ("exchange", "5 for each soldier of one.captives", "5 for 2 soldier of one.captives"),
    ),
    (
        "on the same day",
        "within 3 days",
        "one.prisoners",
        ("time of the exchange", "due on the same day", "due within 3 days"),
    ),
    (
        "provided that captives is fulfilled",
        "provided that 3 of captives",
        "two.leave",
        (
            "condition",
            "provided that one.captives is fulfilled",
            "provided that 3 of one.captives done",
        ),
    ),
    ("lasts 10 days", "lasts 12 days", "one", ("term", "lasts 10 days", "lasts 12 days")),
    (
        "under goes-on: runs on",
        "runs on",
        "one",
        (
            "prolongation",
            "under tail.goes-on: runs on while talks are open",
            "runs on while talks are open",
        ),
    ),
    (
        "then two when agreed",
        "then two as soon as agreed",
        "one",
        (
            "passage",
            "then two when agreed has happened",
            "then two as soon as agreed has happened",
        ),
    ),
    (
        "ended by any of north, south",
        "ended by hill",
        "talks",
        ("ended by", "any of North or South", "Hill"),
    ),
    (
        'event agreed "they agree" by north and south jointly',
        'event agreed "they agree" by any of north, south',
        "agreed",
        ("brought about by", "North and South jointly", "any of North or South"),
    ),
    ('mediator hill "Hill"', 'guarantor hill "Hill"', "hill", ("role", "mediator", "guarantor")),
    (
        '  reading goes-on "while talks are open"\n',
        '  reading goes-on "while talks are open"\n    requires tail.ends\n',
        "tail",
        ("requires", None, "goes-on requires tail.ends"),
    ),
    (
        "counting day 1 is",
        "counting day 0 is",
        "",
        (
            "counting",
            "day 1 is the day of entry into force",
            "day 0 is the day of entry into force",
        ),
    ),
]


@pytest.mark.parametrize(
    ("line", "other", "name", "detail"), CHANGES, ids=lambda each: str(each)[:30]
)
def test_a_change_is_said_by_clause(
    line: str, other: str, name: str, detail: tuple[str, str | None, str | None]
) -> None:
    found = told(changed(line, other))
    assert (name, Fate.CHANGED) in [(n, fate) for n, fate, _ in found]
    assert detail in next(details for n, _, details in found if n == name)


INCIDENTS = """agreement accord "An accord"
party north "North", south "South"
kind force "Force"
kind raid "A raid"; part of force
place strip "The strip", shore "The shore"
place ford "The ford"; also called "the second ford"; part of strip
truce: north and south each must not attack
  counts incidents of force by north upon south in strip with at least 3 dead or 5 wounded except raid
"""


@pytest.mark.parametrize(
    ("line", "other", "name", "about"),
    [
        ("of force by", "of raid by", "truce", "incidents counted"),
        ("by north upon", "by south upon", "truce", "incidents counted"),
        ("upon south in", "upon north in", "truce", "incidents counted"),
        ("in strip with", "in shore with", "truce", "incidents counted"),
        ("5 wounded", "6 wounded", "truce", "incidents counted"),
        (" except raid", "", "truce", "incidents counted"),
        ("part of strip", "part of shore", "ford", "part of"),
        ("second ford", "third ford", "ford", "also called"),
        ("; part of force", "", "raid", "part of"),
    ],
)
def test_what_changes_which_incidents_count_is_told(
    line: str, other: str, name: str, about: str
) -> None:
    old, new = (
        load_text({"accord.pact": text}).agreement
        for text in (INCIDENTS, INCIDENTS.replace(line, other))
    )
    assert old is not None and new is not None
    found = {each.name: each for each in compare_texts(old, new)}
    assert set(found) == {name}
    assert {detail.about for detail in found[name].details} == {about}


def test_what_only_one_text_has_is_told_with_its_sentence() -> None:
    more = TEXT + "watch: hill must watch the line; by day 5\n"
    added = compare_texts(agreement_of(TEXT), agreement_of(more))
    assert [(d.sort, d.fate, d.name, d.kind, d.says) for d in added] == [
        (Sort.PROVISION, Fate.ADDED, "watch", "duty", "Hill must watch the line")
    ]
    removed = compare_texts(agreement_of(more), agreement_of(TEXT))
    assert [(d.fate, d.name) for d in removed] == [(Fate.REMOVED, "watch")]


# -- names -------------------------------------------------------------------------------------


def renamed(found: tuple[Difference, ...]) -> list[tuple[str, str]]:
    return [(d.was, d.name) for d in found if d.fate is Fate.RENAMED]


def test_a_new_name_is_no_change_in_meaning() -> None:
    other = TEXT.replace("captives:", "hostages:").replace("of captives", "of hostages")
    other = other.replace("captives is fulfilled", "hostages is fulfilled")
    other = other.replace("one.captives", "one.hostages")
    comparison = compared(other)
    assert renamed(comparison.differences) == [("one.captives", "one.hostages")]
    assert comparison.is_same
    assert not comparison.faults


def test_a_phase_with_another_name_takes_its_provisions_along() -> None:
    other = TEXT.replace("phase two", "phase peace").replace("then two", "then peace")
    other = other.replace("end of two", "end of peace").replace("two.leave", "peace.leave")
    comparison = compared(other)
    assert set(renamed(comparison.differences)) == {("two", "peace"), ("two.leave", "peace.leave")}
    assert comparison.is_same


def test_a_new_name_with_another_sentence_is_one_gone_and_one_new() -> None:
    found = told(changed("report: hill should report", "word: hill should speak"))
    assert {(name, fate) for name, fate, _ in found} == {
        ("one.report", Fate.REMOVED),
        ("one.word", Fate.ADDED),
    }


# -- claims, dates, faults, powers -------------------------------------------------------------


def test_a_claim_is_won_and_lost() -> None:
    always = changed("  then two when agreed", "  then two").replace(
        "  under goes-on: runs on while talks are open\n", ""
    )
    won = {c.name: c for c in compared(always).claims}
    assert won["out"].outcome is Outcome.WON
    assert won["all-home"].outcome is Outcome.SAME
    lost = {c.name: c for c in compared(TEXT, always).claims}
    assert lost["out"].outcome is Outcome.LOST
    assert lost["out"].new is not None
    assert any(answer.run for answer in lost["out"].new.answers)


def test_what_is_not_decided_is_neither_won_nor_lost() -> None:
    before, after = agreement_of(TEXT), agreement_of(changed("all by day 8", "all by day 9"))
    start = before.header.calendar.start_of_day(date(2025, 3, 1))
    found = compare(before, after, start, 0.0, with_powers=False).claims
    assert {c.outcome for c in found} == {Outcome.UNDECIDED}
    assert {c.outcome for c in compare(before, after, start, with_powers=False).claims} == {
        Outcome.SAME
    }


def test_a_claim_of_one_text_is_put_to_the_other() -> None:
    start = TEXT.index("claim out")
    shorter = TEXT[:start]
    found = {c.name: c for c in compared(TEXT, shorter).claims}["out"]
    assert (found.stands_in_old, found.stands_in_new) == (False, True)
    assert found.old is not None
    assert found.outcome is Outcome.SAME


def test_a_claim_about_what_a_text_lacks_cannot_be_put_to_it() -> None:
    without = TEXT[: TEXT.index("claim out")].replace(
        "  leave: north must leave\n    by the end of two\n"
        "    provided that captives is fulfilled\n",
        "",
    )
    found = {c.name: c for c in compared(TEXT, without).claims}["out"]
    assert found.outcome is Outcome.INCOMPARABLE
    assert found.missing == ("two.leave",)


def test_a_claim_of_the_same_name_that_asks_for_something_else_is_marked() -> None:
    other = changed("every faithful run reaches two.leave", "some faithful run reaches two.leave")
    found = {c.name: c for c in compared(other).claims}
    assert found["out"].is_reworded
    assert not found["all-home"].is_reworded


def test_dates_move_for_the_same_start() -> None:
    found = compared(changed("lasts 10 days", "lasts 12 days")).dates
    assert [(d.name, d.what, dict(d.reading), d.days) for d in found] == [
        ("one", "ends, earliest", {"tail": "ends"}, 2),
        ("one", "ends, latest", {"tail": "ends"}, 2),
        ("two", "begins, earliest", {}, 2),
        ("two", "ends, earliest", {}, 2),
        ("two.leave", "earliest", {}, 2),
        ("two.leave", "due", {}, 2),
    ]


def test_a_date_that_came_or_went_has_no_days() -> None:
    other = changed("  report: hill should report; by day 9", "  report: hill should report")
    for found in (compared(other).dates, compared(TEXT, other).dates):
        ((name, what, days),) = [(d.name, d.what, d.days) for d in found]
        assert (name, what, days) == ("one.report", "due", None)
    assert [d.new for d in compared(other).dates] == [None]


def test_what_no_longer_waits_for_an_agreement_comes_at_the_latest_by_a_date() -> None:
    found = compared(changed("then two when agreed", "then two")).dates
    open_before = [(d.name, d.what) for d in found if d.old is None]
    assert open_before == [
        ("one", "ends, latest"),
        ("two", "begins, latest"),
        ("two", "ends, latest"),
        ("two.leave", "latest"),
    ]
    assert all(d.new is not None for d in found)


def test_dates_move_under_one_reading_only() -> None:
    other = changed(
        "    all by day 8", "    under ends: all by day 8\n    under goes-on: all by day 10"
    )
    found = compared(other).dates
    assert [(d.name, d.what, dict(d.reading), d.days) for d in found] == [
        ("one.captives", "latest", {"tail": "goes-on"}, 2),
        ("one.captives", "last due", {"tail": "goes-on"}, 2),
        ("one.prisoners", "latest", {"tail": "goes-on"}, 2),
    ]


def test_faults_come_and_go() -> None:
    without = TEXT.replace("    total 2 by day 3\n    all by day 8\n", "")
    arisen = {f.new.rule for f in compared(without).faults if f.new is not None}
    assert "deadline-missing" in arisen
    back = compared(TEXT, without).faults
    assert "deadline-missing" in {f.old.rule for f in back if f.old is not None}


def test_a_fault_on_the_same_thing_reads_otherwise() -> None:
    old = TEXT.replace("    all by day 8\n", "").replace("    total 2 by day 3\n", "")
    new = old.replace("    by the end of two\n", "")
    both = [f for f in compared(new, old).faults if f.old is not None and f.new is not None]
    assert [(f.old.rule, f.new.rule) for f in both if f.old and f.new] == [
        ("deadline-missing", "deadline-missing")
    ]
