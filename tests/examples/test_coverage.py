"""Every clause, ambiguity, fact and row of the sheets the examples were made from is in the files.

A sheet numbers its clauses (C), its ambiguities (A), the facts of a report (S), the rows of its
record (R) and the positions it lists (P). Each number is a label, marked with its certainty and,
but for rows and positions, whose entries have sources of their own, with a source of some kind.
"""

from pathlib import Path

import pytest

from servanda.model.agreement import Agreement
from servanda.model.sources import Citation
from servanda.workspace import load

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(letter: str, last: int, first: int = 1) -> set[str]:
    return {f"{letter}{number}" for number in range(first, last + 1)}


def split(labels: set[str], name: str, parts: str) -> set[str]:
    return labels - {name} | {f"{name}{part}" for part in parts}


SHEETS = {
    "gaza-2024": run("C", 26) | run("A", 9) | run("S", 23) | run("R", 16) | run("P", 7),
    "gaza-2025": run("C", 22) | run("A", 10) | run("R", 27),
    "lebanon-2024": split(split(run("C", 13), "C2", "ab"), "C7", "abc")
    | run("A", 7)
    | run("R", 11),
    "colombia-2016": split(run("C", 18), "C10", "abc") | run("A", 6) | run("R", 8, first=0),
    "minsk-2-2015": split(run("C", 13), "C4", "ab") | run("A", 6) | run("R", 13),
    "good-friday-1998": run("C", 12) | run("A", 5) | run("R", 16),
    "korea-1953": run("C", 10) | run("A", 5) | run("R", 7),
    "mindanao-2014": run("C", 10) | run("A", 5) | run("R", 7),
    "montreal-protocol-1987": run("C", 13) | run("A", 5) | run("R", 4),
}


def read(name: str) -> Agreement:
    agreement = load(str(EXAMPLES / name)).agreement
    assert agreement is not None
    return agreement


def is_marked(citations: tuple[Citation, ...]) -> bool:
    return bool(citations) and all(each.certainty is not None for each in citations)


def test_every_example_has_its_sheet() -> None:
    assert {each.name for each in EXAMPLES.iterdir() if each.is_dir()} == set(SHEETS)


@pytest.mark.parametrize("name", SHEETS)
def test_every_number_of_the_sheet_is_a_label_with_its_certainty(name: str) -> None:
    labels = read(name).labels
    assert set(labels) == SHEETS[name]
    assert [label for label, each in labels.items() if not is_marked(each.citations)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_clauses_ambiguities_and_facts_have_a_source_of_a_kind(name: str) -> None:
    agreement = read(name)
    for name_, label in agreement.labels.items():
        if name_[0] in "CAS":
            kinds = {agreement.sources[c.source].kind for c in label.citations if c.source}
            assert kinds - {""}, f"{name_} has no source with a kind"


@pytest.mark.parametrize("name", SHEETS)
def test_every_label_is_cited(name: str) -> None:
    agreement = read(name)
    cited = {
        label
        for each in (
            *agreement.provisions.values(),
            *agreement.phases.values(),
            *agreement.events.values(),
            *agreement.processes.values(),
            *agreement.ambiguities.values(),
            *agreement.claims.values(),
            *agreement.actors.values(),
            *agreement.open_words.values(),
            *agreement.entries,
        )
        for label in each.labels
    }
    assert SHEETS[name] - cited == set()


@pytest.mark.parametrize("name", SHEETS)
def test_every_entry_has_a_source_of_a_kind_and_a_certainty(name: str) -> None:
    agreement = read(name)
    bare = [
        entry.id
        for entry in agreement.entries
        if not is_marked(entry.citations)
        or not all(agreement.sources[c.source].kind for c in entry.citations if c.source)
    ]
    assert bare == []


@pytest.mark.parametrize("name", SHEETS)
def test_whoever_holds_a_reading_is_named_on_a_source(name: str) -> None:
    agreement = read(name)
    for ambiguity in agreement.ambiguities.values():
        for reading in ambiguity.readings:
            for held in reading.held_by:
                assert is_marked(held.citations), f"{ambiguity.id}.{reading.id}"


def test_no_file_is_laid_out_otherwise_than_it_would_be() -> None:
    from servanda.workspace.layout import lay_out

    files = [file for end in ("pact", "record") for file in EXAMPLES.glob(f"*/*.{end}")]
    assert len(files) == 2 * len(SHEETS)
    assert [file.name for file in files if lay_out(file).data != lay_out(file).encoded] == []
