"""Make the grammar by which an editor colours texts, in the form of TextMate, of the words of the language.

The words are heard from the readers of the language, like completions. `python -m servanda.lsp.colours`
prints it; `editors/vscode` keeps a copy, and a test says when it is no longer the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from servanda.base.calendar import Calendar
from servanda.base.spans import Span
from servanda.resolve.entries import VAGUE
from servanda.resolve.listening import wanted_at
from servanda.resolve.names import Names
from servanda.syntax.tokens import DATE, NUMBER, STRING, TIME

WORD = r"[^\W\d_][\w'’]*(?:[-.][\w'’]+)*"
_BEFORE = r"(?<![\w'’.-])"
_BEHIND = r"(?![\w'’]|[-.]\w)"

Rule = dict[str, object]


def grammar() -> Rule:
    """Make the grammar."""
    names = Names()
    here = Span(path="", line=1, column=1, end_column=2)
    for kind in ("event", "actor", "provision"):
        names.declare(kind, f"some-{kind}", here)

    def heard(text: str) -> list[str]:
        found = wanted_at(text, "", names, Calendar()).words
        return [wording for wording in found if wording[0].isalpha()]

    sentences = heard("")
    below = [
        *(wording for each in sentences for wording in heard(f'{each} some "Some"\n  ')),
        *heard('ambiguity some "Some"\n  reading some\n    '),
        *heard("some: some-actor must act\n  "),
    ]
    kinds = [each for each in heard("2024-01-01 ") if each != "recorded"]
    clauses = heard('2024-01-01 note "some" ')
    said = heard("2024-01-01 say some-actor ")
    found = heard("2024-01-01 finding some-actor some-provision ")
    modals = [w for w in heard("some: some-actor ") if w.split()[0] in ("must", "may", "should")]
    agents = [*heard("some: "), *(w for w in heard("some: some-actor ") if w not in modals)]
    states = heard("some: some-actor must act\n  when some-event is ")
    return {
        "name": "Servanda",
        "scopeName": "source.servanda",
        "fileTypes": ["pact", "record", "draft"],
        "patterns": [
            {"include": "#comment"},
            _entry(kinds),
            _provision(),
            _sentence(sentences),
            {"include": "#text"},
            {"include": "#citation"},
            _clause(below),
            _words("keyword.operator.modal", modals),
            {"include": "#numbers"},
            _words("keyword.other.agency", agents),
            _words("constant.language.state", states),
        ],
        "repository": {
            "comment": {"name": "comment.line.number-sign.servanda", "match": "#.*$"},
            "text": {"name": "string.quoted.double.servanda", "match": STRING},
            "citation": {
                "begin": r"\[",
                "end": r"\]|$",
                "name": "meta.citation.servanda",
                "patterns": [{"name": "variable.other.source.servanda", "match": r"[^\]\[#]+"}],
            },
            "numbers": {
                "patterns": [
                    {"name": "constant.numeric.date.servanda", "match": rf"(?<!\w)(?:{DATE})"},
                    {"name": "constant.numeric.time.servanda", "match": rf"(?<![\w-]){TIME}"},
                    {"name": "constant.numeric.servanda", "match": rf"(?<![\w.-]){NUMBER}"},
                ]
            },
            "entry": {
                "patterns": [
                    {"include": "#comment"},
                    {"include": "#text"},
                    {"include": "#citation"},
                    {"include": "#numbers"},
                    _words("keyword.other.clause", clauses),
                    _words("support.constant.stance", [*said, *found]),
                ]
            },
        },
    }


def _any(wordings: Iterable[str]) -> str:
    """Match any of some wordings, the longest first, as words of their own."""
    several = sorted(set(wordings), key=lambda wording: (-len(wording), wording))
    joined = "|".join(wording.replace(" ", r"[ \t]+") for wording in several)
    return f"{_BEFORE}(?:{joined}){_BEHIND}"


def _words(scope: str, wordings: Iterable[str]) -> Rule:
    return {"name": f"{scope}.servanda", "match": _any(wordings)}


def _sentence(keywords: Iterable[str]) -> Rule:
    """Match the keyword that begins a sentence, and the name that it declares."""
    name = rf"(?:[ \t]+(?:(?:word|of|on|table)[ \t]+)?({WORD}))?"
    return {
        "match": f"^({_any(keywords)}){name}",
        "captures": {
            "1": {"name": "keyword.control.sentence.servanda"},
            "2": {"name": "entity.name.type.servanda"},
        },
    }


def _entry(kinds: Iterable[str]) -> Rule:
    """Match a dated entry to the end of its line, with words of its own."""
    vague = rf"(?:(?:{'|'.join(sorted(VAGUE))})[ \t]+)?"
    one = rf"(?:{DATE}|\d{{4}})(?:[ \t]+{TIME}~?)?"
    date = rf"{vague}{one}(?:[ \t]+and[ \t]+{one})?"
    return {
        "begin": f"^({date})(?=[ \\t])(?:.*?[ \\t]({_any(kinds)}))?",
        "end": "$",
        "name": "meta.entry.servanda",
        "beginCaptures": {
            "1": {"name": "constant.numeric.date.servanda"},
            "2": {"name": "keyword.control.entry.servanda"},
        },
        "patterns": [{"include": "#entry"}],
    }


def _provision() -> Rule:
    """Match the name of a provision, and its colon."""
    return {
        "match": rf"^[ \t]*({WORD})(:)(?=\s|$)",
        "captures": {
            "1": {"name": "entity.name.function.servanda"},
            "2": {"name": "punctuation.separator.servanda"},
        },
    }


def _clause(wordings: Iterable[str]) -> Rule:
    """Match what begins a clause: on a line of its own, after a semicolon, or after a reading."""
    return {
        "match": rf"(?:^[ \t]+|;[ \t]*|:[ \t]+)({_any(wordings)})",
        "captures": {"1": {"name": "keyword.other.clause.servanda"}},
    }


def printed() -> str:
    """Print the grammar as it is kept."""
    return json.dumps(grammar(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(printed(), end="")
