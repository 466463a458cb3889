"""Run the cases of each rule: what fires, with all that is printed, and what nearly does.

A file `RULE.md` holds cases under headings of the second rank. A case has an agreement in a block
`pact`, perhaps a record in a block `record`, and what the rule prints in a block `text`. A case
without that block is one in which the rule stays silent.

`SERVANDA_UPDATE_SNAPSHOTS=1 pytest tests/rules` keeps what is printed now, to be read by a person.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from servanda.checks.lint import LINT_RULES, lint, page_of
from servanda.diagnostics import Rule, explain, print_text
from servanda.workspace import Loaded, load, load_text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
UPDATING = bool(os.environ.get("SERVANDA_UPDATE_SNAPSHOTS"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMES = [rule.name for rule in LINT_RULES]

sys.path.insert(0, str(ROOT / "tools"))
import rule_pages  # noqa: E402


@dataclass(frozen=True, kw_only=True)
class Case:
    rule: str
    title: str
    texts: dict[str, str]
    expected: str | None

    def __str__(self) -> str:
        return f"{self.rule}: {self.title}"


def cases_of(path: Path) -> Iterator[Case]:
    for part in path.read_text("utf-8").split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        blocks = dict(BLOCK.findall(body))
        texts = {"accord.pact": blocks["pact"]}
        if "record" in blocks:
            texts["accord.record"] = blocks["record"]
        expected = blocks.get("text")
        yield Case(rule=path.stem, title=title, texts=texts, expected=expected)


CASES = [case for path in sorted(HERE.glob("*.md")) for case in cases_of(path)]


def readable(texts: dict[str, str]) -> Loaded:
    loaded = load_text(texts)
    assert loaded.agreement is not None
    assert loaded.diagnostics == (), print_text(loaded.diagnostics, loaded.sources)
    return loaded


def printed(loaded: Loaded, rule: str) -> str:
    assert loaded.agreement is not None
    return print_text(lint(loaded.agreement, only=[rule]), loaded.sources)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case: Case) -> None:
    text = printed(readable(case.texts), case.rule)
    if UPDATING and case.expected is not None:
        path = HERE / f"{case.rule}.md"
        whole = path.read_text("utf-8")
        before, title, after = whole.partition(f"## {case.title}\n")
        old = f"```text\n{case.expected}```"
        path.write_text(before + title + after.replace(old, f"```text\n{text}```", 1), "utf-8")
        return
    assert text == (case.expected or "")


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_a_case_that_fires_and_one_that_nearly_does(name: str) -> None:
    mine = [case for case in CASES if case.rule == name]
    assert any(case.expected for case in mine)
    assert any(case.expected is None for case in mine)


def test_every_case_is_of_a_rule() -> None:
    assert {case.rule for case in CASES} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_page_fires_and_is_mended(name: str) -> None:
    example = page_of(name).partition("## Example")[2].partition("\n## ")[0]
    faulty, mended = (text for _, text in BLOCK.findall(example))
    assert printed(readable({"example.pact": faulty}), name)
    assert printed(readable({"example.pact": mended}), name) == ""


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda rule: rule.name)
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.why and rule.example and rule.source
    assert explain(rule.name).startswith(f"{rule.severity.value}[{rule.name}]: ")


@pytest.mark.parametrize("name", sorted(rule_pages.pages()))
def test_a_page_is_up_to_date(name: str) -> None:
    page = ROOT / "docs" / "rules" / name
    assert page.read_text("utf-8") == rule_pages.pages()[name], "run tools/rule_pages.py"


def test_no_page_is_left_over() -> None:
    kept = {page.name for page in (ROOT / "docs" / "rules").glob("*.md")}
    assert kept == set(rule_pages.pages())


@pytest.mark.parametrize("example", sorted(path.name for path in (ROOT / "examples").iterdir()))
def test_findings_lie_in_the_examples(example: str) -> None:
    loaded = load(ROOT / "examples" / example)
    assert loaded.agreement is not None
    for diagnostic in lint(loaded.agreement):
        for span in (diagnostic.span, *(label.span for label in diagnostic.labels)):
            assert span.end_column <= len(loaded.sources[span.path].line_text(span.line)) + 1
        assert diagnostic.message[0].islower() or not diagnostic.message[0].isalpha()
        assert not diagnostic.message.endswith(".")
        assert "\n" not in diagnostic.message
