"""Run the examples of the reference: without the change the claim does not hold, with it it does."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from servanda.base.spans import SourceFile
from servanda.checks.mending import KINDS, Edit, differences
from servanda.checks.mending.bench import Bench, bench_of, sight
from servanda.checks.mending.search import candidates_for
from servanda.model.claims import Claim, Verdict
from servanda.syntax import parse, print_document
from servanda.workspace import load, load_text

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "reference" / "mending.md"
EXAMPLE = re.compile(
    r"^### (?P<kind>[\w-]+)\n(?P<told>.*?)```pact\n(?P<text>.*?)```\n```diff\n(?P<diff>.*?)```",
    re.DOTALL | re.MULTILINE,
)
START = 28_600_000
"""An instant in 2024; which one does not matter to the examples."""


class Example(NamedTuple):
    kind: str
    told: str
    text: str
    diff: str


def examples() -> list[Example]:
    found = EXAMPLE.finditer(PAGE.read_text("utf-8"))
    return [Example(e["kind"], e["told"], e["text"], e["diff"]) for e in found]


def set_up(text: str) -> tuple[Bench, tuple[Claim, ...], list[Edit]]:
    loaded = load_text({"example.pact": text})
    assert loaded.diagnostics == ()
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    claims = tuple(bench.base.agreement.claims.values())
    return bench, claims, candidates_for(bench.base, claims, sight(bench.base, claims))


def diff(bench: Bench, edit: Edit) -> str:
    old = {document.file.path: document.file for document in bench.base.documents}
    lines = [
        line
        for path, file in bench.changed_files([edit]).items()
        for line in differences(old[path], file, 1)
    ]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.kind)
def test_the_example_of_a_kind_is_mended_as_shown(example: Example) -> None:
    bench, (claim, *_), edits = set_up(example.text)
    assert bench.ask(bench.base, claim).verdict in (Verdict.NO, Verdict.UNSETTLED)
    shown = [e for e in edits if e.kind == example.kind and diff(bench, e) == example.diff]
    assert len(shown) == 1
    after = bench.read(shown)
    assert after is not None
    assert bench.ask(after, claim).verdict is Verdict.YES


def test_every_kind_has_an_example_and_says_what_it_costs() -> None:
    assert [example.kind for example in examples()] == [kind.name for kind in KINDS]
    for example, kind in zip(examples(), KINDS, strict=True):
        assert f"It {kind.does}. What it takes: {kind.costs}." in example.told


def laid_out(file: SourceFile) -> str:
    return print_document(parse(file)[0])


def comments(text: str) -> set[str]:
    return set(re.findall(r"#[^\n\"]*$", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["gaza-2024", "gaza-2025", "korea-1953", "good-friday-1998"])
def test_an_edited_example_keeps_its_comments_and_its_layout(name: str) -> None:
    read = load(ROOT / "examples" / name)
    loaded = load_text({path: laid_out(file) for path, file in read.sources.items()})
    bench = bench_of(loaded.documents, START, {})
    assert bench is not None
    claims = tuple(bench.base.agreement.claims.values())
    edits = candidates_for(bench.base, claims, sight(bench.base, claims))
    assert len(edits) > 5
    for edit in edits:
        for path, file in bench.changed_files([edit]).items():
            before = loaded.sources[path]
            assert laid_out(file) == file.text, edit.words
            assert comments(file.text) == comments(before.text), edit.words
        assert bench.read([edit]) is not None, edit.words


def test_a_date_is_offered_only_where_there_is_none() -> None:
    text = next(example.text for example in examples() if example.kind == "deadline")
    dated = text.replace("leave the valley\n", "leave the valley; by day 3\n")
    assert [e.kind for e in set_up(text)[2]] == ["deadline"]
    assert [e.kind for e in set_up(dated)[2]] == []


def test_a_clause_beside_others_on_its_line_is_taken_out_alone() -> None:
    text = next(example.text for example in examples() if example.kind == "unlink")
    bench, _, edits = set_up(text.replace("by day 7; against leave", "against leave; by day 7"))
    lines = [diff(bench, edit) for edit in edits if edit.kind == "unlink"]
    assert "+release: north must release the captives; by day 7\n" in lines[0]
    assert "+leave: south must leave the valley; by day 7\n" in lines[1]
