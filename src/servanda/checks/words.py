"""Look for words in what a text says, and put names into sentences.

The lists of words that rules hold are English. A text in another language is simply not found to
use them, so a rule that reads words stays silent about it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from servanda.model.provisions import ExceptionTo, Particular, Provision

SHOWN_AT_MOST = 4
_NO_WORD = re.compile(r"(?:[^\w'%-]|_)+")
_NEVER = re.compile(r"(?!)")
_REMEMBERED = 65_536
_SMALL = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "its", "their", "any", "all"}
    | {"each", "other"}
)


@lru_cache(maxsize=_REMEMBERED)  # two dozen rules ask it of the same words
def plain(text: str) -> str:
    """Lower a text and leave only its words, with one space around each.

    >>> plain("Self-defence, as Annex I has it.")
    ' self-defence as annex i has it '
    """
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "


def first_word(text: str, words: Iterable[str]) -> str:
    """Find the first of these words or phrases that a text has; empty for none.

    A word that ends in `*` stands for all words that begin so.

    >>> first_word("the withdrawal of forces", ("withdraw*",))
    'withdrawal'
    """
    words = tuple(words)
    wanted = plain(text)
    if not _any_of(words).search(wanted):
        return ""  # nearly always, and sooner said of all at once
    for word in words:
        start = wanted.find(f" {word[:-1]}" if word.endswith("*") else f" {word} ")
        if start < 0:
            continue
        if not word.endswith("*"):
            return word
        end = wanted.index(" ", start + len(word) - 1)
        return wanted[start + 1 : end].strip()
    return ""


def has_word(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text has one of these words or phrases."""
    return _any_of(tuple(words)).search(plain(text)) is not None


@lru_cache(maxsize=_REMEMBERED)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Make the pattern of which any of these words, in a plain text, is a match."""
    if not words:
        return _NEVER
    ways = (re.escape(w[:-1]) if w.endswith("*") else f"{re.escape(w)} " for w in words)
    return re.compile(f" (?:{'|'.join(ways)})")


@lru_cache(maxsize=_REMEMBERED)
def said_in(provision: Provision) -> str:
    """Join all that a provision says in words: its action, its exceptions, what documents it."""
    parts = [provision.action.words]
    for clause in provision.clauses:
        if isinstance(clause, Particular):
            parts.append(clause.text)
        elif isinstance(clause, ExceptionTo):
            parts.append(f"{clause.name} {clause.title}")
    return " ".join(parts)


def key_words(text: str) -> tuple[str, ...]:
    """Reduce a text to the words that carry it, so that two wordings can be compared.

    >>> key_words("open fire on the other") == key_words("open fire on any other")
    True
    """
    return tuple(word for word in plain(text).split() if word not in _SMALL)


def quoted(names: Iterable[str]) -> str:
    """Put names into a sentence, the first few of them.

    >>> quoted(["a", "b", "c"])
    '`a`, `b` and `c`'
    """
    shown = [f"`{name}`" for name in dict.fromkeys(names)]
    if len(shown) > SHOWN_AT_MOST:
        return f"{', '.join(shown[:3])} and {len(shown) - 3} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Count things in words.

    >>> counted(1, "duty", "duties"), counted(2, "duty", "duties")
    ('1 duty', '2 duties')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
