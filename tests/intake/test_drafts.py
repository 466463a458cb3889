"""Drafts are text in the language; what was decided is kept, and asked only once."""

from servanda.base.identities import ActorId
from servanda.intake.comparing import Standing, compare
from servanda.intake.draft_text import join, known_texts, read_drafts, write_item
from servanda.intake.drafts import Draft, quoted
from servanda.model.entries import Entry
from servanda.workspace import load_text

PACT = """\
agreement accord "An accord"
party north "North", south "South"
person hale "Hale"
body senate "Senate"
mines: north must remove 40 mines
"""
RECORD = """\
record of accord
2031-05-05 meet north, south
2031-05-06 say hale supports accord
2031-05-06 vote senate adopts accord for 10 against 4
2031-05-06 figure people-killed 12
2031-05-01 act north mines 4
"""


def draft(**fields: object) -> Draft:
    given = {
        "kind": "say",
        "actors": (ActorId("hale"),),
        "head": "rejects accord",
        "when": "2031-05-06",
        "recorded": "2031-05-06",
        "source": "report",
        "paragraph": 2,
        "start": 10,
        "end": 30,
        "rule": "stance.verb",
        "confidence": 0.9,
        **fields,
    }
    return Draft(**given)  # type: ignore[arg-type]


def entries(*lines: str) -> list[Entry]:
    loaded = load_text({"a.pact": PACT, "a.record": RECORD}, lines)
    assert loaded.agreement is not None and not loaded.has_errors, loaded.diagnostics
    return list(loaded.agreement.entries)


def standing(line: str) -> str:
    found = entries(line)
    new = next(entry for entry in found if entry.is_hypothetical)
    return str(compare(new, [entry for entry in found if not entry.is_hypothetical]))


def test_a_text_of_drafts_is_read_back_as_it_was_written() -> None:
    one = write_item(draft(), Standing(), 'He "rejects"\nthe accord')
    two = write_item(draft(opens=("who?",), actors=(), end=40), Standing(), "Somebody")
    text, added = join(
        read_drafts("record of accord\n"), ["source report\n  dated 2031-05-06"], [one, two]
    )
    assert added == 2
    assert read_drafts(text.text()) == text
    again, added = join(read_drafts(text.text()), ["source report"], [one, two])
    assert added == 0 and again.text() == text.text()


def test_the_language_reads_a_text_of_drafts() -> None:
    items = [
        write_item(draft(), Standing(), "quote"),
        write_item(draft(opens=("who?",), actors=(), end=40), Standing(), "quote"),
    ]
    text, _ = join(read_drafts("record of accord\n"), ['source report "R"'], items)
    loaded = load_text({"a.pact": PACT, "a.draft": text.text()})
    assert loaded.diagnostics == ()
    assert loaded.agreement is not None and len(loaded.agreement.entries) == 1


def test_what_is_decided_is_a_comment_and_not_asked_again() -> None:
    item = write_item(draft(), Standing(), "quote")
    text = f"record of accord\n\n# rejected {item.id} · stance.verb\n"
    joined, added = join(read_drafts(text), [], [item])
    assert added == 0
    assert [each.state for each in joined.items] == ["rejected"]


def test_a_person_may_write_between_the_drafts() -> None:
    item = write_item(draft(), Standing(), "quote")
    text = f"record of accord\n\n{item.text()}\n# a note of mine\n\n2031-05-07 say hale supports accord\n"
    assert read_drafts(text).text() == text


def test_reports_are_known_again_by_file_and_by_words() -> None:
    text = f"# text of report: sha256 {'a' * 64}, words {'b' * 64}, at Amman\n"
    assert known_texts(text) == {"a" * 64: "report", "b" * 64: "report"}


def test_words_fit_in_a_line() -> None:
    assert quoted('a "b"\n c\\') == '"a \\"b\\" c\\\\"'
    assert len(quoted("word " * 500)) < 250


def test_how_a_draft_stands_to_the_record() -> None:
    assert standing("2031-05-05 meet south, north") == "repeats a.record:2"
    assert standing("2031-05-05 meet north, south, hale") == "updates a.record:2; more took part"
    assert standing("2031-05-08 meet north, south") == "new"
    assert standing("2031-05-06 say hale supports accord") == "repeats a.record:3"
    assert standing("2031-05-06 say hale rejects accord") == "contradicts a.record:3"
    assert (
        standing("2031-05-09 say hale rejects accord")
        == "new; changes the stance of a.record:3, supports"
    )
    assert standing("2031-05-09 say hale supports accord") == "new; holds to a.record:3"
    assert (
        standing("2031-05-09 say hale not-stated accord")
        == "new; changes the stance of a.record:3, supports"
    )
    assert (
        standing("2031-05-06 say hale supports accord via north")
        == "updates a.record:3; on another's word"
    )
    assert (
        standing("2031-05-06 vote senate adopts accord for 10 against 5")
        == "contradicts a.record:4"
    )
    assert (
        standing("2031-05-06 vote senate adopts accord for 10 against 4 abstain 1")
        == "updates a.record:4; more is counted"
    )
    assert standing("2031-05-06 figure people-killed 13") == "contradicts a.record:5"
    assert standing("2031-05-01 act north mines 4") == "repeats a.record:6"
    assert standing("2031-05-01 act north mines 5") == "updates a.record:6"
