"""A second language is read by patterns that its table gives, and what is doubtful gives nothing."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from scoring import Case, read_case, score, total

from servanda.intake import open_report, read_article
from servanda.intake.formats import Refused
from servanda.intake.names import make_register
from servanda.intake.patterned import language_of
from servanda.intake.reading import read_report
from servanda.workspace import load_text

FOLDER = Path(__file__).parent / "spanish"
CASES = [
    Case(int(gold.stem), gold.with_suffix(".txt"), FOLDER / "valle.pact", gold)
    for gold in sorted(FOLDER.glob("*.record"))
]


def test_articles_in_spanish_are_read() -> None:
    found = total(score(case, read_case(case)[0]) for case in CASES)
    assert len(CASES) == 5
    assert found.signs == () and found.holders == ()
    assert found.precision >= 0.95, found.wrong
    assert found.recall >= 0.85, found.missed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elena Rivas rechaza el acuerdo.", ["say rivas rejects pacto-valle"]),
        ("Elena Rivas no acepta el acuerdo.", ["say rivas rejects pacto-valle"]),
        ("Elena Rivas no ha aceptado el acuerdo.", ["say rivas not-stated pacto-valle"]),
        ("Elena Rivas no rechaza el acuerdo.", []),
        ("Elena Rivas podría aceptar el acuerdo.", []),
        ("¿Acepta Elena Rivas el acuerdo?", []),
        ("Supuestamente Elena Rivas acepta el acuerdo.", []),
        ("Julio Ortega cree que Elena Rivas acepta el acuerdo.", []),
        ("Elena Rivas no se reunió con Julio Ortega.", []),
        ("Elena Rivas acepta el pan.", []),
        ("Nadie sabe si Elena Rivas acepta el acuerdo.", []),
    ],
)
def test_a_sentence_gives_what_it_says(text: str, expected: list[str]) -> None:
    agreement = load_text({"valle.pact": (FOLDER / "valle.pact").read_text("utf-8")}).agreement
    assert agreement is not None
    told = f"{text} El mediador dijo que las partes están en la ciudad con sus equipos."
    pieces = open_report(told.encode(), "a.txt")
    assert not isinstance(pieces, Refused)
    article = read_article(pieces[0], told.encode(), "a.txt", date(2031, 5, 6))
    assert language_of(article) == "spanish"
    seen = list(read_report(article, make_register(agreement), "a"))
    found = [f"{d.when} {d.body()}" for each in seen for d in each.drafts]
    assert len(found) == len(expected)
    assert all(line.endswith(told) for line, told in zip(found, expected, strict=True))


def test_english_is_taken_for_english() -> None:
    told = "Hale said that the plan of El Paso is to be signed in Los Angeles."
    pieces = open_report(told.encode(), "a.txt")
    assert not isinstance(pieces, Refused)
    assert language_of(read_article(pieces[0], told.encode(), "a.txt")) == "english"
