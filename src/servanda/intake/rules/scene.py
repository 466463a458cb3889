"""Know where in a report one stands: its sentences, whom they name, and whom they named before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from servanda.base.identities import ActorId
from servanda.intake.article import Paragraph
from servanda.intake.drafts import Draft
from servanda.intake.language import Sentence, Word
from servanda.intake.names import Mention, Register
from servanda.intake.rules import grammar
from servanda.intake.rules.quoting import marks_before
from servanda.intake.table import Table
from servanda.intake.when import Said, find_dates
from servanda.model.provisions import Provision

if TYPE_CHECKING:
    from servanda.intake.rules.meant import Who


class Scene:
    """Hold the sentence that is read, and what was said before it in the report."""

    def __init__(self, register: Register, table: Table, dated: date, source: str) -> None:
        self.register, self.table, self.dated, self.source = register, table, dated, source
        self.sentence: Sentence
        self.paragraph: Paragraph
        self.mentions: tuple[Mention, ...] = ()
        self.before: list[tuple[ActorId, ...]] = []
        """Whom each sentence before this one named, the latest last; its subject comes first."""
        self.last_target = ""
        """What "it" means where it means a text, and for how many sentences that was not named."""
        self.unnamed = 0
        self.last_position: Draft | None = None
        """The last position of the sentence before, which "So does X" repeats for another."""
        self.last_provision, self.own_provisions = "", set[str]()
        """The one provision that the sentence before named, and those that this one does."""
        self.spoken: Who | None = None
        """Who spoke last, in a sentence before."""
        self.office: ActorId | None = None
        self.spokesman: Who | None = None
        """For whom somebody spoke who was the subject of the sentence before, and has no name."""
        """Whose office, camp or staff was the subject of the sentence before, which "it" means then."""
        self.said_on = ""
        """The day on which who spoke last is said to have spoken."""
        self.voice: Who | None = None
        """Who is quoted, in a sentence that is wholly a part of a longer quotation."""
        self.stems_of: dict[str, frozenset[str]] = {}
        self.provisions: list[tuple[str, frozenset[str]]] = []
        self.relays: dict[int, object] = {}
        self.told: dict[int, bool] = {}
        self.meant: dict[int, Who] = {}
        self.owed: dict[str, list[Provision]] | None = None
        self._matter: tuple[int, ...] | None = None
        self.matters: Callable[[Word], bool] = lambda _: True
        """Whether a word may belong to the name of something that one can take a stance on."""
        self._dates: dict[bool, tuple[Said, ...]] = {}
        """What was worked out once: stems of words, of provisions, and relays of this sentence."""
        self.notes: list[str] = []
        self.resolving: set[int] = set()
        """The words of this sentence that are being resolved."""
        self.new_names: dict[str, str] = {}
        """Names of this sentence that nobody bears in the agreement, with what would declare them."""
        self.used: set[int] = set()
        """The words of this sentence that gave a position."""

    def enter(self, paragraph: Paragraph, sentence: Sentence) -> None:
        """Go on to the next sentence."""
        self.paragraph, self.sentence = paragraph, sentence
        self.mentions = tuple(
            Mention(start=m.start + sentence.start, end=m.end + sentence.start, actors=m.actors)
            for m in self.register.find(self.text)
        )
        self.notes, self.used, self.new_names, self.relays = [], set(), {}, {}
        self.told, self.meant = {}, {}
        self._matter = None
        self._dates, self.resolving = {}, set()

    def leave(self, subject: Sequence[ActorId] = (), others: Iterable[ActorId] = ()) -> None:
        """Remember whom this sentence named or meant: its subject first, and `others` that it meant last."""
        named = [m.actors[0] for m in self.mentions if len(m.actors) == 1]
        named.extend(others)
        named = [*subject[:1], *named] if len(subject) == 1 else named
        self.before.append(tuple(dict.fromkeys(named)))
        self.unnamed += 1
        self.last_provision = (
            next(iter(self.own_provisions)) if len(self.own_provisions) == 1 else ""
        )
        self.own_provisions = set()
        if self.unnamed > _REACH:
            self.last_target = ""

    def name_text(self, name: str) -> None:
        """Remember that a text was named."""
        self.last_target, self.unnamed = name, 0

    @property
    def text(self) -> str:
        """Give the words of the sentence."""
        return self.paragraph.text.text[self.sentence.start : self.sentence.end]

    def mention(self, word: Word | None) -> Mention | None:
        """Give the name in which a word stands."""
        if word is None:
            return None
        return next((m for m in self.mentions if m.start <= word.start < m.end), None)

    def stretch(self, words: Sequence[Word]) -> str:
        """Give the text from the first of some words to the last."""
        return self.paragraph.text.text[words[0].start : words[-1].end]

    def is_quoted(self, word: Word) -> bool:
        """Tell whether a word stands within quotation marks."""
        return marks_before(self.paragraph.text.text, word.start) % 2 == 1

    @property
    def names_something(self) -> bool:
        """Tell whether the sentence has any word of such a name."""
        if self._matter is None:
            known = self.matters
            self._matter = tuple(w.index for w in self.sentence.words if known(w))
        return bool(self._matter)

    def may_name(self, word: Word) -> bool:
        """Tell whether a phrase has a word by which a text, a provision, a claim or a process is known."""
        if not self.names_something:
            return False
        assert self._matter is not None
        if not word.children:
            return word.index in self._matter
        first, last = word.index, word.index
        left = [word]
        for each in left:
            first, last = min(first, each.index), max(last, each.index)
            left += each.children
        return any(first <= at <= last for at in self._matter)

    def phrase(self, word: Word, *without: Word) -> str:
        """Give a word with all that depends on it, but for some parts."""
        left_out = {w for each in without for w in each.subtree()}
        words = [w for w in word.subtree() if w not in left_out]
        while words and (words[0].tag in (",", ":", "``", "''", "CC") or words[0].dep == "punct"):
            words.pop(0)
        while words and words[-1].tag in (",", ":", ".", "``", "''"):
            words.pop()
        return self.stretch(words) if words else word.text

    def dates(self, verb: Word) -> tuple[Said, ...]:
        """Give the dates in the part of the sentence that a verb rules, not those of other clauses."""
        own = {w.index for w in _own_part(verb)}
        base = self.sentence.start
        found = []
        for said in self._said(ahead=grammar.looks_ahead(verb)):
            words = [
                w for w in self.sentence.words if said.start + base <= w.start < said.end + base
            ]
            if any(w.index in own for w in words) and not said.bounds:
                found.append(said)
        return tuple(found)

    def _said(self, *, ahead: bool) -> tuple[Said, ...]:
        """Give the dates of the sentence, found once."""
        if ahead not in self._dates:
            self._dates[ahead] = find_dates(self.text, self.dated, ahead=ahead)
        return self._dates[ahead]

    def dates_of(self, noun: Word) -> str:
        """Write the date that stands in a noun's phrase, as "the ambush of 23 September"; or nothing."""
        told = self.phrase(noun, *noun.all("relcl", "acl", "conj"))
        found = [said for said in find_dates(told, self.dated) if not said.bounds]
        return found[0].written if found else ""

    def when(self, verb: Word, *, once: bool = False) -> tuple[str, bool]:
        """Say when a thing happened, and whether the report gives a date for it.

        `once` says that it is over when it is done, as a meeting is, and not a stance that is still held.
        """
        at: Word = verb
        for _ in range(5):
            said = self.dates(at) or self._shared(at)
            if said:
                return said[0].written, True
            if at.dep in ("advcl", "xcomp", "conj", "pcomp") and at.head is not at:
                shifted = self._shifted(at)
                if shifted:
                    return shifted, True
                if at.dep == "advcl" and at.child("nsubj") is not None:
                    break
                at = at.head
                while not at.is_verb and at.head is not at:
                    at = at.head
            else:
                break
        return self.undated(verb, once=once), False

    def _shared(self, verb: Word) -> tuple[Said, ...]:
        """Read "resigned and joined the opposition on Sunday": the date at the end is that of both."""
        for other in verb.all("conj"):
            own = other.child("nsubj", "nsubjpass", "aux", "mark")
            if other.is_verb and own is None and other.tag == verb.tag:
                return self.dates(other)
        return ()

    def _shifted(self, verb: Word) -> str:
        """Read "two days after she held talks": so many days from the date of the main verb."""
        mark = next((m for m in verb.all("mark") if m.lemma in ("after", "before")), None)
        days = next((d for d in verb.all("npadvmod") if d.lemma == "day"), None)
        count = days.child("nummod") if days is not None else None
        main = self.dates(verb.head) if verb.head.is_verb else ()
        if mark is None or count is None or not main or main[0].day is None:
            return ""
        number = number_of(count.text)
        if number is None:
            return ""
        shift = -number if mark.lemma == "after" else number
        return (main[0].day + timedelta(days=shift)).isoformat()

    def undated(self, verb: Word, *, once: bool = False) -> str:
        """Date what the report does not: its own day where it is so now, else some time until then."""
        helpers = [c.text.lower() for c in verb.all("aux", "auxpass")]
        is_now = verb.tag in ("VBZ", "VBP") or (
            verb.tag == "VBG" and any(h in ("is", "are", "'s", "’s") for h in helpers)
        )
        is_held = not once and ("has" in helpers or "have" in helpers)
        if is_now or is_held or grammar.modal(verb) in ("will", "would"):
            return self.dated.isoformat()
        return f"before {(self.dated + timedelta(days=1)).isoformat()}"

    def amount(self, number: Word) -> str:
        """Write a number with the words before it, as the language has them; nothing for no number."""
        value = number_of(number.text)
        if value is None:
            return ""
        before = _BEFORE_NUMBER.search(self.paragraph.text.text[: number.start])
        said = before[1].lower() if before else ""
        if said in ("fewer than", "less than"):
            return ""
        return f"{_WRITTEN.get(said, said)} {value:,}".strip()

    def draft(self, on: Sequence[Word], /, **fields: object) -> Draft:
        """Make a draft that rests on some words of the sentence."""
        first = min(word.start for word in on)
        last = max(word.end for word in on)
        start, end = self.paragraph.text.span(first, last)
        opens = " ".join(str(each) for each in fields.get("opens", ()))  # type: ignore[attr-defined]
        new = tuple(line for name, line in self.new_names.items() if name in opens)
        return Draft(
            new=new,
            recorded=self.dated.isoformat(),
            source=self.source,
            paragraph=self.paragraph.number,
            page=self.paragraph.page,
            start=start,
            end=end,
            **fields,  # type: ignore[arg-type]
        )


def iso_day(written: str) -> date | None:
    """Read a day as the language writes it; None for what is vaguer."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


_BEFORE_NUMBER = re.compile(
    r"\b(more than|at least|about|around|nearly|almost|up to|some|fewer than|less than)\s+$",
    re.I,
)
_WRITTEN = {"around": "about", "almost": "nearly"}
_TIMES = frozenset({"evening", "morning", "night", "afternoon", "day", "end", "eve", "week"})
_REACH = 2
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def number_of(text: str) -> int | None:
    """Read a whole number in digits, or in words up to ninety-nine.

    >>> number_of("1,150"), number_of("forty-eight"), number_of("many")
    (1150, 48, None)
    """
    lower = text.lower().replace(",", "")
    if lower.isdigit():
        return int(lower)
    if lower in _NUMBERS:
        return _NUMBERS.index(lower)
    tens, _, ones = lower.partition("-")
    if tens in _TENS and (not ones or ones in _NUMBERS[1:10]):
        return 20 + 10 * _TENS.index(tens) + (_NUMBERS.index(ones) if ones else 0)
    return {"dozen": 12}.get(lower)


def _own_part(verb: Word) -> list[Word]:
    """Give the words a verb rules without those of the clauses that hang on it."""
    found, left = [], [verb]
    while left:
        word = left.pop()
        found.append(word)
        for child in word.children:
            is_clause = child.dep in ("relcl", "advcl", "ccomp", "parataxis", "pcomp") or (
                child.dep in ("conj", "acl", "xcomp") and child.is_verb
            )
            is_of = child.dep == "prep" and child.lemma == "of" and word.is_noun
            if is_of and word.lemma not in _TIMES:
                continue  # "the attacks of last week"
            if not is_clause:
                left.append(child)
    return found
