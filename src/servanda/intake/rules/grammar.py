"""Ask a parsed sentence simple questions: who does it, is it denied, under which condition."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.language import Word

_NEVER = frozenset({"never", "not", "n't", "n’t", "neither", "nor", "no", "hardly"})
_POSSIBLE = frozenset({"can", "could", "may", "might", "should", "must"})
_OPENING = frozenset({"if", "unless", "whether"})
_CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "conj", "pcomp", "acl", "relcl", "parataxis", "dep"}
)
_ON_AND_ON = frozenset({"continue", "keep", "remain", "start", "begin"})
_SPANS = frozenset({"day", "week", "month", "year"})


def subject(verb: Word) -> Word | None:
    """Give the word that names who does it: its own subject, or the one it shares with another verb."""
    if _shares_passive(verb):
        return agent(verb)
    seen = 0
    while seen < 8:
        own = _own_subject(verb)
        if own is not None and own.dep == "nsubj":
            return own
        if own is not None:
            return agent(verb)
        if agent(verb) is not None and verb.tag == "VBN" and verb.dep in ("acl", "relcl"):
            return agent(verb)
        lost = next(
            (c for c in verb.all("advmod") if c.tag == "NNP" and c.index < verb.index), None
        )
        lost = lost or _before_teller(verb)
        if lost is not None:
            return lost
        above = _sharing(verb)
        if above is None:
            return None
        if above.is_noun or (not above.is_verb and above.dep not in ("ROOT", "ccomp", "conj")):
            return above
        verb, seen = above, seen + 1
    return None


def _own_subject(verb: Word) -> Word | None:
    """Give the subject of a verb; of two that the parser gave it, the one that stands right before it."""
    found = verb.all("nsubj", "nsubjpass", "csubj")
    before = [w for w in found if w.index < verb.index and w.dep == "nsubj"]
    return before[-1] if len(before) > 1 else (found[0] if found else None)


def _before_teller(verb: Word) -> Word | None:
    """Give "Idris" in "Idris, she said, had told her": the name hangs on the verb put in between."""
    for teller in verb.all("parataxis"):
        own = teller.child("nsubj")
        before = [w for w in teller.all("npadvmod", "dep", "dobj") if w.tag.startswith("NNP")]
        if own is not None and before and before[0].index < own.index < teller.index < verb.index:
            return before[0]
    return None


def _sharing(verb: Word) -> Word | None:
    """Give the verb whose subject a verb shares, or the noun that it is said of."""
    head = verb.head
    if head is verb:
        return None
    if verb.dep == "ccomp" and verb.child("aux", "mark") is not None:
        return None  # a clause of its own, whose subject the parser missed
    if verb.dep in ("conj", "xcomp", "advcl", "dep", "ccomp") and head.is_verb:
        return head
    if verb.dep in ("relcl", "acl") and head.is_noun:
        # A name alone at the root, with all the rest hanging on it, is a subject that was not seen as one.
        is_lost = head.head is head and head.text[0].isupper() and verb.tag in ("VBN", "VBD")
        return head if verb.dep == "relcl" or verb.tag == "VBG" or is_lost else None
    if verb.dep in ("pcomp", "xcomp", "acl"):
        above = head
        while above.head is not above and not above.is_verb:
            above = above.head
        return above if above.is_verb else None
    return None


def agent(verb: Word) -> Word | None:
    """Give whom a passive names after "by"."""
    by = verb.child("agent") or next(
        (w for w in verb.all("prep") if w.lemma == "by" and is_passive(verb)), None
    )
    if by is None:
        return None
    return by.child("pobj") or _name_after(by)


def _name_after(by: Word) -> Word | None:
    """Give the name that follows "by" where the parser hung it elsewhere: "by Victor Crane hours later"."""
    top = by
    while top.head is not top:
        top = top.head
    found = None
    for word in top.subtree():
        if word.index == by.index + 1 + (0 if found is None else found.index - by.index):
            if not word.tag.startswith("NNP"):
                break
            found = word
    return found


def is_passive(verb: Word) -> bool:
    """Tell whether a verb is in the passive."""
    if verb.child("auxpass", "nsubjpass") is not None:
        return True
    return _shares_passive(verb)


def _shares_passive(verb: Word) -> bool:
    """Tell whether a verb shares the passive of the one it is joined to: "was praised and condemned by"."""
    return (
        verb.dep == "conj"
        and verb.tag == "VBN"
        and verb.child("nsubj", "aux", "dobj") is None
        and verb.child("agent") is not None
        and verb.head.is_verb
        and is_passive(verb.head)
    )


def patient(verb: Word) -> Word | None:
    """Give what a verb is done to."""
    if is_passive(verb):
        if _shares_passive(verb):
            return patient(verb.head)
        return verb.child("nsubjpass") or (subject_of_relative(verb))
    return verb.child("dobj", "dative", "obj") or _shared_relative(verb) or _bare_relative(verb)


def _shared_relative(verb: Word) -> Word | None:
    """Give "which" to both verbs of "an offer which the one turned down and the other accepted"."""
    other = verb.head
    if (
        verb.dep != "conj"
        or other.dep != "relcl"
        or verb.child("ccomp", "xcomp", "prep") is not None
    ):
        return None
    thing = other.child("dobj")
    return thing if thing is not None and thing.tag == "WDT" else None


def _bare_relative(verb: Word) -> Word | None:
    """Give "a demand" to "rejected" in "a demand the Council has rejected"."""
    if verb.dep != "relcl" or verb.child("nsubj") is None or not verb.head.is_noun:
        return None
    is_whole = verb.child("ccomp", "xcomp") is not None
    has_link = any(w.tag.startswith("W") for w in verb.subtree())
    return None if is_whole or has_link else verb.head


def subject_of_relative(verb: Word) -> Word | None:
    """Give the noun a relative clause hangs on."""
    return verb.head if verb.dep == "relcl" else None


def is_denied(verb: Word) -> bool:
    """Tell whether a verb is denied, by itself, by its helpers or by its subject."""
    for child in verb.children:
        if child.dep == "neg" or (
            child.dep in ("advmod", "preconj", "cc")
            and child.lemma in _NEVER
            and child.index < verb.index
            and child.dep != "cc"
        ):
            return True
    own = verb.child("nsubj", "nsubjpass")
    if own is not None and _is_none(own):
        return True
    if verb.dep == "xcomp" and verb.head.lemma in ("have", "fail", "stop") and has_yet(verb):
        return True
    return (
        verb.dep == "conj"
        and verb.child("nsubj") is None
        and verb.child("aux") is None
        and verb.head.is_verb
        and is_denied(verb.head)
        and _joined_by(verb, "or")
    )


def is_unspoken(verb: Word) -> bool:
    """Tell whether a verb only names an act that nobody is said to do: "called for him to accept"."""
    if verb.dep == "conj" and verb.child("nsubj", "aux") is None and verb.head.is_verb:
        return is_unspoken(verb.head)
    if any(w.tag == "TO" for w in verb.all("aux")) or (verb.tag == "VB" and verb.dep == "xcomp"):
        told = verb.head.lemma in _ON_AND_ON or has_yet(verb)
        return verb.dep != "xcomp" or not told
    if verb.dep == "pcomp" and any(w.text.lower() == "having" for w in verb.all("aux")):
        return True
    if verb.tag == "VBG" and verb.dep == "pcomp":
        return verb.head.head.lemma not in _SPANS | {"join"}  # "after months of opposing it"
    return verb.tag == "VBG" and verb.dep == "xcomp" and verb.head.lemma not in _ON_AND_ON


def is_still_open(verb: Word) -> bool:
    """Tell whether a denial leaves the matter open: "has not accepted", "has yet to accept"."""
    if verb.dep == "xcomp" and has_yet(verb):
        return True
    helpers = [c.text.lower() for c in verb.all("aux")]
    if not helpers and verb.dep == "conj" and verb.head.is_verb:
        helpers = [c.text.lower() for c in verb.head.all("aux")]
    is_perfect = any(h in ("has", "have", "had", "'ve", "’ve") for h in helpers)
    return modal(verb) == "" and (is_perfect or "did" in helpers)


def takes_none(verb: Word) -> bool:
    """Tell whether a verb is denied by what it is done to: "would disband no fighters"."""
    thing = patient(verb)
    if thing is None:
        return False
    is_nobody = thing.lemma in ("nobody", "none") and thing.dep == "dobj"
    return is_nobody or any(c.lemma == "no" and c.dep == "det" for c in thing.children)


def none_does(verb: Word) -> bool:
    """Tell whether it is none that will do or be so: "no more fighters would disband"."""
    own = verb.child("nsubj", "nsubjpass")
    beside = [*(own.children if own is not None else ()), *verb.all("neg")]
    return any(c.lemma == "no" for c in beside if c.dep in ("det", "neg"))


def _is_none(noun: Word) -> bool:
    return noun.lemma in ("nobody", "none", "neither") or any(
        child.lemma in ("neither", "no", "none") for child in noun.children
    )


def has_yet(verb: Word) -> bool:
    """Tell whether an infinitive is what has yet to be done, or what somebody failed to do."""
    return (
        verb.head.lemma == "fail"
        or any(child.lemma == "yet" for child in verb.head.children)
        or any(child.lemma == "yet" for child in verb.children)
    )


def _joined_by(verb: Word, word: str) -> bool:
    return any(child.dep == "cc" and child.lemma == word for child in verb.head.children)


def modal(verb: Word) -> str:
    """Give the helper that makes a verb possible, likely or conditional: "may", "would", "will"."""
    at = verb
    for _ in range(4):
        for child in at.all("aux"):
            if child.tag == "MD":
                word = child.text.lower()
                return {"ca": "can", "wo": "will", "'ll": "will", "’ll": "will", "'d": "would"}.get(
                    word, word
                )
        if (
            at.dep == "conj"
            and at.child("nsubj") is None
            and at.head.is_verb
            and at.child("aux") is None
        ):
            at = at.head
        else:
            break
    return ""


def is_possible_only(verb: Word) -> bool:
    """Tell whether it is only said to be possible or fitting, or would have been or nearly was."""
    if any(
        w.lemma in ("almost", "nearly", "neither") for w in (*verb.all("advmod"), *_before(verb))
    ):
        return True
    would_have = (
        verb.tag == "VBN" and modal(verb) and any(w.lemma == "have" for w in verb.all("aux"))
    )
    return bool(would_have) or modal(verb) in _POSSIBLE


def _before(verb: Word) -> list[Word]:
    """Give "neither" before a verb, or before the one it is joined to by "nor"."""
    joined = verb.head.children if verb.dep == "conj" and verb.head.is_verb else []
    return [
        w for w in (*verb.children, *joined) if w.dep in ("cc", "preconj") and w.lemma == "neither"
    ]


def is_supposed(verb: Word) -> bool:
    """Tell whether a verb stands in a condition or a question, and is not said to be so."""
    at: Word = verb
    own = verb.child("nsubj")
    if own is not None and any(w.text == "Had" and w.index < own.index for w in verb.all("aux")):
        return True  # "Had she accepted it, …"
    if is_mandative(verb):
        return True
    for _ in range(6):
        if any(w.lemma in _OPENING for w in at.all("mark", "advmod") if w.index < at.index):
            return True
        if _is_awaited(at):
            return True
        if at.dep in ("conj", "xcomp") and at.head is not at and at.head.is_verb:
            at = at.head
        else:
            return False
    return False


def is_mandative(verb: Word) -> bool:
    """Tell whether a clause says what shall be, and not what is: "insisted that the harbour be opened"."""
    helpers = [w for w in (*verb.all("aux", "auxpass"),) if w.tag != "RB"]
    if verb.dep != "ccomp" or not any(m.lemma == "that" for m in verb.all("mark")):
        return False
    if verb.tag == "VBN":
        return [w.text.lower() for w in helpers] == ["be"]
    return verb.tag == "VB" and not helpers


def _is_awaited(verb: Word) -> bool:
    """Tell whether a clause is what somebody waits for: "would leave once the law was passed"."""
    if verb.dep != "advcl" or verb.head is verb:
        return False
    marks = {w.lemma for w in verb.all("mark", "advmod") if w.index < verb.index}
    waits = bool(marks & {"once", "until", "till", "when", "after", "before"})
    main = verb.head if verb.head.is_verb else verb.head.head
    waits = waits or ("as" in marks and any(w.lemma == "soon" for w in main.subtree()))
    return waits and is_ahead(main)


def is_ahead(verb: Word) -> bool:
    """Tell whether a verb is of what will be, or of what somebody undertakes to do."""
    return modal(verb) in ("will", "would", "shall") or any(w.tag == "TO" for w in verb.all("aux"))


def looks_ahead(verb: Word) -> bool:
    """Tell whether a verb speaks of what is still to come."""
    if modal(verb) in ("will", "would", "shall"):
        return True
    if any(child.tag == "TO" for child in verb.children) and verb.dep == "xcomp":
        return verb.head.lemma in ("be", "plan", "expect", "intend", "schedule", "due", "agree")
    return verb.tag == "VBG" and any(
        c.lemma == "be" and c.tag in ("VBP", "VBZ") for c in verb.all("aux")
    )


def is_once(verb: Word) -> bool:
    """Tell whether it was so once, and is said to be so no more."""
    words = {child.text.lower() for child in verb.all("advmod", "npadvmod", "neg")}
    if words & {"once", "formerly", "previously"} and not is_ahead(verb):
        return True
    return (
        verb.tag == "VBN"
        and any(c.text.lower() == "had" for c in verb.all("aux"))
        and verb.dep in ("relcl", "advcl", "ROOT")
        and not (verb.dep == "ROOT" and _has_day(verb))
    )


def is_no_longer(verb: Word) -> bool:
    """Tell whether it is said to be so no longer, or not any more."""
    words = [
        w for w in verb.all("advmod", "npadvmod", "neg") if w.text.lower() in ("longer", "more")
    ]
    beside = {c.text.lower() for w in words for c in w.children}
    return "no" in beside or ("any" in beside and is_denied(verb))


def is_of_before(verb: Word) -> bool:
    """Tell whether it stands aside as what was so before: "who has long opposed it", "having opposed it"."""
    aside = verb
    while aside.dep in ("conj", "xcomp") and aside.head is not aside:
        aside = aside.head
    helpers = {c.text.lower() for c in aside.all("aux")}
    return aside.dep in ("relcl", "advcl", "acl") and bool(
        helpers & {"has", "have", "had", "having"}
    )


def _has_day(verb: Word) -> bool:
    """Tell whether a verb has a time of its own: "had warned last week", "on Monday", "in May"."""
    nouns = [n for p in verb.all("prep") if p.lemma in ("on", "in") for n in p.all("pobj")]
    return verb.child("npadvmod") is not None or any(is_time(n) for n in nouns)


def is_time(noun: Word) -> bool:
    """Tell whether a name is that of a day of the week or of a month."""
    return noun.tag == "NNP" and (noun.text.endswith("day") or noun.text in _MONTHS)


_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)


def above(verb: Word) -> Iterator[tuple[Word, str]]:
    """Climb from a verb to the verbs in whose complement it stands, each with the way it hangs there.

    It ends where another clause begins to speak for the report itself: a relative clause, a contrast with
    a subject of its own.
    """
    at = verb
    for _ in range(10):
        head = at.head
        if head is at:
            return
        if at.dep in (
            "ccomp",
            "xcomp",
            "acl",
            "pcomp",
            "advcl",
            "conj",
            "parataxis",
            "prep",
            "pobj",
            "dobj",
            "attr",
            "acomp",
            "oprd",
            "nsubjpass",
        ):
            if at.dep == "advcl" and at.child("nsubj", "nsubjpass") is not None:
                return
            if at.dep == "conj" and _breaks(at):
                return
            if head.is_verb or not at.is_verb:
                yield head, at.dep
            at = head
            continue
        return


def _breaks(verb: Word) -> bool:
    """Tell whether a clause joined to another speaks for itself: it has a subject, and no "that"."""
    if verb.child("nsubj", "nsubjpass") is None:
        return False
    return not any(mark.lemma == "that" for mark in verb.all("mark"))
