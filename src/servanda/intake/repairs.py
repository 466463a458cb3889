"""Mend what the parser is known to hang wrongly: each repair moves words of one sentence, and reads none.

They come in two kinds. Some give a sentence its main verb back, which an aside before it had made a part of a
noun. The others hang the clause that completes a verb on that verb, where it was hung on a noun between.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from servanda.intake.table import table_of

if TYPE_CHECKING:
    from servanda.intake.language import Word


def repair(word: Word) -> None:
    """Mend what the parser is known to hang wrongly."""
    head = word.head
    match word.dep:
        case "agent":
            means = word.child("pobj")
            if means is not None and means.lemma in _MEANS:
                word.dep = "prep"  # "spoke by telephone"
        case "acl" | "ccomp" | "relcl":
            if word.dep == "acl" and word.tag in ("VBN", "VBD") and head.head is head:
                _raise_verb(word, head)
            else:
                _raise_clause(word)
        case "nsubj" if word.tag == "VBG":
            _swap_opening(word)
        case "poss" if word.text == "her" and head.tag.startswith("NNP"):
            _give_back(word, head)
        case "dobj" if word.text.lower() == "that" and head.dep == "ccomp":
            if any(c.index > word.index for c in head.all("nsubj")):
                word.dep = "mark"  # "assured her that they would leave"
        case "advcl":
            _complete(word)
            if word.tag == "VBD" and word.child("nsubj", "mark", "aux") is None:
                _find_subject(word)
    _part_from_wish(word)


def _is_marked(word: Word, *marks: str) -> bool:
    return any(m.lemma in marks for m in word.all("mark"))


def _raise_clause(word: Word) -> None:
    """Hang a clause with "that" on the verb that it completes, where it was hung on a noun between."""
    head = word.head
    that = next((m for m in word.all("mark") if m.lemma == "that"), None)
    if that is None or word.dep == "relcl":
        return
    above = head.head
    if word.dep == "ccomp" and head.dep == "pcomp" and head.tag == "VBG" and above.dep == "prep":
        _complete_teller(word, above.head)  # "said after meeting him that they had accepted it"
    elif head.is_noun and head.dep == "pobj" and above.lemma in _PLACING:
        _complete_teller(word, above.head)  # "said in a statement that"
    elif head.is_noun and head.dep == "dobj" and above.lemma in _TELLING_WHOM:
        _complete_teller(word, above)  # "told a rally that"
    elif word.dep == "ccomp" and head.lemma in _CARRYING:
        told = head.child("dobj")
        if told is not None and that.index == told.index + 1:
            _hang(word, told)  # "conveyed his assurance that they would leave"
            word.dep = "acl"


def _complete_teller(word: Word, teller: Word) -> None:
    is_free = teller.child("ccomp") is None
    if teller.is_verb and teller.lemma in _telling() and is_free and teller.index < word.index:
        _hang(word, teller)
        word.dep = "ccomp"


def _complete(word: Word) -> None:
    """Take a clause beside a verb for the one that completes it, as its own words say that it is."""
    head = word.head
    is_behind = word.index > head.index
    is_open = head.child("ccomp", "xcomp") is None
    if not is_behind or not is_open:
        return
    if _is_marked(word, "if", "whether") and head.lemma in _ASKING and head.tag in ("VB", "VBN"):
        word.dep = "ccomp"  # "did not say if he supports it"
    elif _is_marked(word, "that") and head.lemma in ("clear", "plain"):
        word.dep = "ccomp"  # "made it clear to us that"
    elif head.lemma in _opening() and _is_infinitive(word) and word.child("mark", "nsubj") is None:
        word.dep = "xcomp"  # "had promised him in June to leave"


def _is_infinitive(word: Word) -> bool:
    return word.tag == "VB" and any(w.tag == "TO" for w in word.all("aux"))


def _part_from_wish(word: Word) -> None:
    """Give "ruled out talks" to who said so in "demanded that they leave, and ruled out talks"."""
    head, above = word.head, word.head.head
    is_finite = word.tag in ("VBD", "VBZ", "VBP")
    if word.dep != "conj" or not is_finite or head.dep != "ccomp" or above.tag != word.tag:
        return
    is_wish = head.tag in ("VB", "VBN") or above.lemma in _WISHING
    if word.child("nsubj", "nsubjpass", "mark", "aux") is None and is_wish:
        _hang(word, above)


def _raise_verb(verb: Word, noun: Word) -> None:
    """Make "Its president, Owen Marsh, called on them" a sentence of its verb, not one of its noun.

    So too where a clause stands between: "Lenz, whose faction holds a third of the seats, repeated that".
    """
    beside = noun.child("appos") or _closed(noun, verb)
    is_known = beside is not None and noun.index < beside.index < verb.index
    is_first = (
        beside is None and noun.child("det") is not None and verb.child("prep", "dobj", "ccomp")
    )
    if not noun.is_noun or not (is_known or is_first):
        return
    if verb.child("agent", "aux", "auxpass") is not None or noun.child("ROOT") is not None:
        return
    rest = [w for w in noun.children if w.index > verb.index]
    noun.children = [w for w in noun.children if w is not verb and w not in rest]
    verb.head, verb.dep, verb.tag = verb, "ROOT", "VBD"
    noun.head, noun.dep = verb, "nsubj"
    for each in rest:
        each.head = verb
    verb.children = sorted([*verb.children, noun, *rest], key=lambda child: child.index)


def _closed(noun: Word, verb: Word) -> Word | None:
    """Give the relative clause of a noun that a comma closes right before a verb."""
    clause = noun.child("relcl")
    stops = [c for c in noun.all("punct") if c.text == "," and c.index == verb.index - 1]
    return clause if stops else None


def _swap_opening(word: Word) -> None:
    """Make the name the subject in "Reacting, the chairman denied it", and the word before it none."""
    name, verb = word.child("appos"), word.head
    if name is None or word.index > 1 or not verb.is_verb:
        return
    _hang(name, verb)
    name.dep, word.dep = "nsubj", "advcl"


def _give_back(word: Word, name: Word) -> None:
    """Take "her" from the name that follows in "assured her Varn would clear them"."""
    clause = name.head
    told = clause.head
    if name.dep == "nsubj" and clause.dep == "ccomp" and told.lemma in ("assure", "tell", "inform"):
        _hang(word, told)
        word.dep, word.tag = "dobj", "PRP"


def _find_subject(word: Word) -> None:
    """Give "its head Paulo da Costa" back to "said", where it was hung on the noun before."""
    top = word
    while top.head is not top:
        top = top.head
    words = top.subtree()
    at = words.index(word)
    last = words[at - 1] if at else word
    found = last if last.dep == "appos" else None
    while found is not None and found.head.dep == "appos":
        found = found.head
    if found is not None and last.tag.startswith("NNP") and word.lemma in ("say", "add", "tell"):
        _hang(found, word)
        found.dep, word.dep = "nsubj", "parataxis"


_CARRYING = frozenset("convey pass relay deliver carry bring transmit forward".split())
_ASKING = frozenset({"say", "know", "confirm", "reveal", "indicate", "disclose", "clear"})
_MEANS = frozenset({"telephone", "phone", "video", "letter", "mail"})
_WISHING = frozenset({"demand", "insist", "ask", "urge", "require", "request", "propose"})
_PLACING = frozenset("in on at to during after before through via by from with".split())
_TELLING_WHOM = frozenset("tell inform assure remind notify warn advise reassure".split())


@cache
def _telling() -> frozenset[str]:
    return table_of("english").of("speech.verbs")


@cache
def _opening() -> frozenset[str]:
    return frozenset(table_of("english").opening) | {"urge", "ask", "press", "call"}


def _hang(word: Word, head: Word) -> None:
    word.head.children.remove(word)
    word.head = head
    head.children.append(word)
    head.children.sort(key=lambda child: child.index)
