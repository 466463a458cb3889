"""Reasons, steps and entries are told in the language of a page; words of a record stay as they are."""

from pathlib import Path

import pytest
from asking import EXAMPLES, Asker

from servanda.model.agreement import Agreement
from servanda.monitor import Question
from servanda.monitor.why import why
from servanda.reports.entry_words import DEEDS, told_entry, told_notes
from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.tongue import Tongue
from servanda.resolve.acts import HEADS, STANCES
from servanda.web.language import Speech
from servanda.web.retelling import FORMS, MOMENTS, Retelling, untold
from servanda.workspace import load

OF_THE_RECORD = ["the fourth coffin held an unknown woman"]
BY_THEIR_OWN_MESSAGE = {
    *("in", "say", "vote", "rule", "act", "happens", "opens", "ends", "notify", "figure"),
    *("incident", "merge", "distinguish", "finding", "reading", "note"),
}
FRENCH = Speech("fr")


class Marking(Tongue):
    """Put each message that is said in brackets, and keep it."""

    is_english = False

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, message: str, **parts: object) -> str:
        self.said.append(message)
        return f"[{super().say(message, **parts)}]"


def agreement_of(name: str) -> Agreement:
    folder = next(each for each in EXAMPLES if each.name == name)
    found = load(folder).agreement
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["gaza-2025", "lebanon-2024", "colombia-2016", "korea-1953"])
def test_every_reason_and_step_is_of_a_known_form(name: str) -> None:
    agreement = agreement_of(name)
    dated = sorted(e.when.earliest for e in agreement.entries if e.when.earliest is not None)
    texts = set()
    for on in (dated[len(dated) // 2], dated[-1] + 60 * 24 * 365):
        for provision in agreement.provisions.values():
            found = why(agreement, Question(on=on), provision)
            texts.update(reason.text for reason in found.status.because)
            texts.update(step.text for a in found.answers for step in a.verdict.steps)
    assert len(texts) > 20
    assert set(untold(texts, FRENCH)) <= set(OF_THE_RECORD)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "33 captives in all owed by 2025-03-01 (day 42, with 2025-01-19 as day 1); met on 2025-02-27",
            "33 captives en tout dus d’ici : 1 mars 2025 (jour 42, le 19 janv. 2025 étant le jour 1) ; "
            "rempli le 27 févr. 2025",
        ),
        (
            "owed by 2 years after scheme-begins on 1992-01-01: a clock that has not started",
            "dû d’ici : 2 ans après : scheme-begins le 1 janv. 1992 : un délai qui n’a pas commencé",
        ),
        ("in-effect: israel, hamas", "en vigueur : israel, hamas"),
        ("performed 2025-01-19/2025-01-20: 3", "exécuté 19 janv. 2025 à 20 janv. 2025 : 3"),
        (
            "from 2025-02-03 (due) to 2025-02-05 (done): 2 days late",
            "du 3 févr. 2025 (échéance) au 5 févr. 2025 (fait) : 2 jours de retard",
        ),
        ("what no form has", None),
        ("an unheard-of thing; not met", None),
    ],
)
def test_a_sentence_is_taken_apart_and_said_again(text: str, told: str | None) -> None:
    assert Retelling(FRENCH).tell(text) == told


@pytest.mark.parametrize("message", FORMS)
def test_no_form_is_taken_for_another(message: str) -> None:
    """A sentence made by a form is told by that form: none before it takes it for one of its own."""
    parts = {
        **dict.fromkeys(("date", "later"), "2025-02-03"),
        **{"number": "12", "amount": "3 tents", "owed": "5 tents", "parts": "2 old", "first": "1"},
        **{"name": "one.truce", "text": "words of a record", "who": "United Nations"},
        **{"told": "owed by 2025-01-02", "when": "2025-01-03", "length": "4 days"},
        **{"state": "observed", "pieces": "nobody against; 3 for, 2 needed (majority)"},
        "sum": "3 + 4 = 7",
    }
    marking = Marking()
    text = message % parts
    assert Retelling(marking).tell(text) is not None
    same = {message, message.replace(" in all of ", " of ")}
    assert same & set(marking.said), marking.said


def test_forms_of_moments_and_amounts_are_said_in_other_languages() -> None:
    assert len(set(FORMS)) == len(FORMS)
    assert len(set(MOMENTS)) == len(MOMENTS)
    arabic = Speech("ar")
    assert arabic.amount("at least 60,000") == "60,000 على الأقل"
    assert arabic.day("mid 2025-03") == "منتصف مارس 2025"
    assert FRENCH.dates("2025-01-27 06:00", "2025-01-27 08:00", 11) == "27 janv. 2025 06:00 à 08:00"
    assert Speech("en").dates("2025-02-26", "2025-02-27", 8) == "26 Feb 2025 to 27 Feb 2025"
    assert FRENCH.amount("25 to 30") == "25 à 30"
    assert FRENCH.amount("S/2735 (2024)") == "S/2735 (2024)"


def test_every_kind_of_entry_has_a_message() -> None:
    stances = {
        f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") for word in STANCES
    }
    assert stances - {"not-stated"} <= set(DEEDS)
    assert set(HEADS) - BY_THEIR_OWN_MESSAGE <= set(DEEDS)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_entry_of_the_examples_is_told_by_messages(folder: Path) -> None:
    agreement = agreement_of(folder.name)
    for entry in agreement.entries:
        row, marking = entry_row(agreement, entry), Marking()
        told = told_entry(agreement, row, marking)
        assert told.startswith("[") and "%(who)s: %(what)s" not in marking.said
        assert all(
            note.startswith("[") or note == row.result
            for note in told_notes(agreement, row, marking)
        )
        assert entry_sentence(agreement, row) == entry_sentence(agreement, row, Speech("en"))


def test_a_page_tells_entries_and_reasons_in_its_language(examples: dict[str, Asker]) -> None:
    page = examples["gaza-2025"]("/provision?of=one.captives&on=2025-02-22&lang=es").text
    assert "la fase one comenzó el 19 ene 2025" in page
    assert "captives in all owed by" not in page
    record = examples["gaza-2025"]("/record?lang=fr").text
    assert "exécution de one.captives" in record
