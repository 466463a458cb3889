"""Hold the glossary and the language to one another: every word a reader may meet is explained."""

import re
from pathlib import Path

import pytest

from servanda.machine import Ending, LifeState
from servanda.model.actors import Role
from servanda.model.claims import Verdict
from servanda.model.entries import IncidentState
from servanda.model.provisions import EffectKind, Modality
from servanda.model.sources import Certainty
from servanda.reports.verdicts import STATES
from servanda.resolve.acts import CLAUSE_WORDS, HEADS, STANCES
from servanda.resolve.provisions import KEYWORDS, PHASE_CLAUSES
from servanda.resolve.resolve import KEYWORDS as SENTENCES

DOCS = Path(__file__).parents[2] / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")
REFERENCE = (DOCS / "reference" / "language.md").read_text("utf-8")


def quoted(page: str) -> set[str]:
    """Give the words that stand in type on a page, and the code it shows."""
    return {
        *re.findall(r"`([^`\n]+)`", page),
        *(
            line.strip()
            for block in re.findall(r"```\w+\n(.*?)```", page, re.DOTALL)
            for line in block.split("\n")
        ),
    }


IN_GLOSSARY, IN_REFERENCE = quoted(GLOSSARY), quoted(REFERENCE)


def is_shown(word: str, texts: set[str]) -> bool:
    """Tell whether a word begins, or stands inside, something shown in type."""
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) for text in texts)


@pytest.mark.parametrize("state", [state.value for state in LifeState])
def test_a_state_of_a_provision_is_explained(state: str) -> None:
    row = next(line for line in GLOSSARY.split("\n") if line.startswith(f"| `{state}` |"))
    assert STATES[state].split(",")[0] in row, "the word that pages print"


@pytest.mark.parametrize("ending", [ending.value for ending in Ending])
def test_an_ending_of_a_phase_is_explained(ending: str) -> None:
    assert ending in IN_GLOSSARY


@pytest.mark.parametrize("verdict", [verdict.value for verdict in Verdict])
def test_a_verdict_is_explained(verdict: str) -> None:
    assert verdict in IN_GLOSSARY


@pytest.mark.parametrize("modality", [modality.value for modality in Modality])
def test_a_kind_of_norm_is_explained(modality: str) -> None:
    assert modality in IN_GLOSSARY


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_role_is_explained(role: str) -> None:
    assert role in IN_GLOSSARY or f"| {role} |" in GLOSSARY


@pytest.mark.parametrize("kind", ["in force" if kind == "in" else kind for kind in HEADS])
def test_a_kind_of_entry_is_in_both(kind: str) -> None:
    assert kind in IN_GLOSSARY
    assert is_shown(kind, IN_REFERENCE)


@pytest.mark.parametrize("state", [state.value for state in IncidentState])
def test_a_state_of_an_incident_is_in_both(state: str) -> None:
    assert state in IN_GLOSSARY
    assert is_shown(state, IN_REFERENCE)


@pytest.mark.parametrize("certainty", [certainty.value for certainty in Certainty])
def test_a_certainty_is_in_both(certainty: str) -> None:
    assert certainty in IN_GLOSSARY
    assert is_shown(certainty, IN_REFERENCE)


@pytest.mark.parametrize(
    "word",
    sorted({*KEYWORDS, *PHASE_CLAUSES, *SENTENCES, *STANCES, *CLAUSE_WORDS}),
)
def test_a_word_of_the_language_is_in_its_reference(word: str) -> None:
    assert is_shown(word, IN_REFERENCE)


@pytest.mark.parametrize(
    "effect", [kind.value for kind in EffectKind if kind is not EffectKind.NOTHING]
)
def test_an_effect_of_a_power_is_in_the_reference(effect: str) -> None:
    assert is_shown(effect, IN_REFERENCE)


def test_a_word_is_registered_once() -> None:
    words = re.findall(r"^\| ([^|]+?) \|", GLOSSARY, re.MULTILINE)
    words = [word for word in words if word not in ("word", "state", "---")]
    assert sorted(words) == sorted(set(words))
