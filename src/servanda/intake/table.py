"""Hold what the words of a language of news mean, as its table says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

LANGUAGES = ("english",)


class Table(Struct, frozen=True, kw_only=True):
    """Hold the table of a language: each kind of use has its words."""

    stances: Mapping[str, str]
    particles: Mapping[tuple[str, ...], str]
    opening: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    agents: Mapping[str, str]
    alike: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    concepts: Mapping[str, str]
    force: Mapping[str, str]
    judgements: Mapping[str, str]
    doing: Mapping[str, str]

    def of(self, kind: str) -> frozenset[str]:
        """Give the words of a kind, such as `speech.verbs`."""
        return self.words.get(kind, frozenset())


@cache
def table_of(language: str) -> Table:
    """Read the table of a language."""
    text = files("servanda.intake").joinpath("tables", f"{language}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Table(
        stances=_by_word(data["stance"]),
        particles={tuple(k.split()): v for k, v in data["with"].items()},
        opening=_by_word(data["open"]),
        nouns=_by_word(data["nouns"]),
        adjectives=_by_word(data["adjectives"]),
        agents=_by_word(data["agents"]),
        alike=_by_word(data["alike"]),
        words={
            f"{kind}.{name}": frozenset(words.split())
            for kind in (
                "voiced",
                "speech",
                "contact",
                "bodies",
                "nominal",
                "terms",
                "heads",
                "ahead",
            )
            for name, words in data[kind].items()
        },
        concepts=_by_word(data["concepts"]),
        force=_by_word(data["force"]),
        judgements=_by_word(data["judgements"]),
        doing=_by_word(data["doing"]),
    )


def _by_word(rows: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, words in rows.items() for word in words.split()}


@cache
def confidences() -> Mapping[str, float]:
    """Read how often drafts of each rule were right, on articles with gold."""
    text = files("servanda.intake").joinpath("tables", "confidence.toml").read_text("utf-8")
    return {rule: float(value) for rule, value in tomllib.loads(text).items()}
