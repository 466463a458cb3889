"""Keep what was answered about large texts, so that the same question of the same texts is answered at once.

An answer is a text for the screen. It is used only while every file that it was made from has the same
content, no file has come beside them, Servanda is the same, and, where it is about today, while it is that
day. Who asks says in words all that the answer may turn on. It stands beside what is kept of the texts, is
put there whole, and can always be deleted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from servanda.record.files import replacing
from servanda.workspace.kept import Contents, is_ours, prune, unchanged

ANSWERS_AT_MOST = 100
ENDING = ".answer"
_Span = tuple[int, int]


class Asked(Struct, frozen=True):
    """Hold a question about what a path stands for, in words, and what was found unchanged."""

    place: Path
    words: Sequence[str]
    contents: Contents


class _Answer(Struct, frozen=True):
    """Hold an answer, what it was made of, and from when to when it holds (in seconds), if not for ever."""

    words: Sequence[str]
    contents: Contents
    holds: _Span | None
    text: str
    digest: str


def asked(path: str, folder: Path | None, words: Sequence[str]) -> Asked | None:
    """Take up a question; None where nothing is kept of the texts as they are now."""
    found = None if folder is None else unchanged(path, folder)
    if found is None:
        return None
    place, contents = found
    name = hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return Asked(place.with_suffix(f".{name}{ENDING}"), tuple(words), contents)


def answer(question: Asked, now: int) -> str | None:
    """Give what was answered, if it holds now."""
    try:
        if not is_ours(question.place.parent) or not is_ours(question.place):
            return None
        found = msgspec.json.decode(question.place.read_bytes(), type=_Answer)
    except (OSError, msgspec.DecodeError):
        return None
    is_same = (tuple(found.words), found.contents) == (question.words, question.contents)
    holds = found.holds is None or found.holds[0] <= now <= found.holds[1]
    return found.text if is_same and holds and found.digest == _digest(found.text) else None


def keep_answer(question: Asked, text: str, holds: _Span | None) -> None:
    """Keep an answer; where that cannot be, nothing is lost."""
    found = _Answer(question.words, question.contents, holds, text, _digest(text))
    with suppress(OSError, UnicodeError):
        if not is_ours(question.place.parent):
            return
        with replacing(question.place, mode=0o600) as stream:
            stream.write(msgspec.json.encode(found))
        prune(question.place.parent, ENDING, ANSWERS_AT_MOST)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
