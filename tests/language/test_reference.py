"""Run every example of the reference: with its preamble it must be read without a fault.

What an example uses and does not declare stands in a comment above it in the page's source:
`<!-- preamble`, lines of language, `-->`.
"""

import re
from pathlib import Path

import pytest

from servanda.diagnostics import print_concise
from servanda.workspace import load_text

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"
BLOCK = re.compile(
    r"(?:<!-- preamble\n(?P<preamble>.*?)-->\n)?```(?P<kind>pact|record)\n(?P<text>.*?)```",
    re.DOTALL,
)
AGREEMENT = 'agreement example "An example"\n'


def blocks() -> list[tuple[str, str, str]]:
    found = BLOCK.finditer(PAGE.read_text("utf-8"))
    return [(each["kind"], each["preamble"] or "", each["text"]) for each in found]


def faults(preamble: str, kind: str, text: str) -> str:
    head = "" if "agreement " in text.partition("\n")[0] else AGREEMENT
    texts = {"preamble.pact": head + preamble, f"example.{kind}": text}
    loaded = load_text({name: each for name, each in texts.items() if each})
    return print_concise(loaded.diagnostics)


@pytest.mark.parametrize(
    ("kind", "preamble", "text"),
    blocks(),
    ids=[text.partition("\n")[0][:40].strip() for _, _, text in blocks()],
)
def test_an_example_is_read_without_a_fault(kind: str, preamble: str, text: str) -> None:
    assert faults(preamble, kind, text) == ""


def test_every_fence_of_the_page_is_run() -> None:
    assert len(blocks()) == PAGE.read_text("utf-8").count("\n```") / 2


CAST = """\
party israel "Israel", hamas "Hamas"
event two-agreed "phase two is agreed" by israel and hamas jointly
process talks "talks" between israel and hamas
level registered "weapons registered" in weapons
phase one "One"
  starts on entry into force; lasts 42 days
  captives: hamas must release 33 captives
"""


def phrases(heading: str) -> list[str]:
    """List the phrases of a section that stand for themselves, with no word in capitals."""
    section = PAGE.read_text("utf-8").partition(f"### {heading}\n")[2].partition("\n## ")[0]
    section = section.partition("\n### ")[0]
    found = re.findall(r"`([^`\n]+)`", section)
    return [phrase for phrase in found if not re.search(r"\b[A-Z]+\b|…", phrase)]


@pytest.mark.parametrize("phrase", phrases("Moments"))
def test_a_moment_is_read(phrase: str) -> None:
    if phrase == "working days" or phrase.startswith("minutes "):
        phrase = f"5 {phrase.split()[-1]} after signature"
    assert faults(CAST + f"do: israel must act well; by {phrase}\n", "pact", "") == ""


@pytest.mark.parametrize("phrase", phrases("Conditions"))
def test_a_condition_is_read(phrase: str) -> None:
    assert faults(CAST + f"do: israel must act well; once {phrase}\n", "pact", "") == ""
