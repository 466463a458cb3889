"""Find what a verb is made to depend on: "if", "unless", "until", "the day", "in exchange for"."""

from __future__ import annotations

from servanda.intake.language import Word
from servanda.intake.rules.grammar import is_ahead

_CONDITIONS = frozenset({"if", "unless", "until", "till", "provided", "once", "before"})


def depends_on(verb: Word) -> Word | None:
    """Give the head of the clause on which a verb depends: "if …", "unless …", "until …"."""
    at: Word = verb
    for _ in range(3):
        spans = [w for w in at.all("advmod") if w.lemma in ("soon", "long")]
        for clause in (
            *at.all("advcl", "prep", "ccomp"),
            *(c for w in spans for c in w.all("advcl")),
        ):
            marks = [w for w in clause.all("mark", "advmod") if w.index < clause.index]
            if any(w.lemma == "even" for w in clause.all("advmod")):
                continue  # "even if" binds nobody
            if any(mark.lemma in _CONDITIONS for mark in marks) or _after_once(at, clause):
                return clause
            if any(m.lemma in ("after", "when") for m in marks):
                own = clause.child("nsubj", "nsubjpass", "expl")
                is_event = own is not None and is_ahead(at)
                if _has_only(at, clause) or (is_event and clause.tag != "VBG"):
                    return clause
            if any(m.lemma == "as" for m in marks) and _as_long(at, clause):
                return clause
            if clause.dep == "prep" and _in_exchange(clause):
                return clause
            if (
                clause.dep == "prep"
                and clause.lemma in ("without", "until")
                and not _is_free(clause)
            ):
                return clause
            is_provided = clause.text.lower() in ("provided", "providing")
            if is_provided and clause.dep in ("advcl", "prep"):
                return clause
            if clause.dep == "prep" and clause.lemma == "on" and _on_condition(clause):
                return clause
            if any(m.lemma == "as" for m in marks) and _as_soon(at, clause):
                return clause
        if (on_day := _on_day(at)) is not None:
            return on_day
        if at.dep in ("xcomp", "conj") and at.head.is_verb and at.head is not at:
            at = at.head
        else:
            break
    return next(
        (
            clause
            for child in verb.children
            if child.dep in ("xcomp", "ccomp", "dobj", "prep")
            for clause in child.all("advcl")
            if not any(w.lemma == "even" for w in clause.all("advmod"))
            if any(mark.lemma in _CONDITIONS for mark in clause.all("mark", "advmod"))
        ),
        None,
    )


def _after_once(verb: Word, clause: Word) -> bool:
    """Tell whether "once" stands right before a clause, where the parser hung it on the verb above."""
    first = min(word.index for word in clause.subtree())
    return is_ahead(verb) and any(
        w.lemma == "once" and w.index == first - 1 for w in verb.all("advmod")
    )


def _is_free(prep: Word) -> bool:
    """Tell whether it is "without conditions" or "without delay"."""
    noun = prep.child("pobj")
    return noun is not None and noun.lemma in _FREE


_FREE = frozenset("condition reservation delay hesitation precondition".split())


def _has_only(verb: Word, clause: Word) -> bool:
    """Tell whether "only" stands right before a clause: "only after the road is open"."""
    first = min(word.index for word in clause.subtree())
    beside = (*verb.children, *clause.subtree())
    return any(w.lemma == "only" and w.index in (first, first - 1) for w in beside)


def _as_long(verb: Word, clause: Word) -> bool:
    """Tell whether a clause is one of "as long as"."""
    return any(
        w.lemma == "long" and any(c.lemma in ("as", "so") for c in w.children)
        for w in (*verb.subtree(),)
        if w.index <= clause.index
    )


def _as_soon(verb: Word, clause: Word) -> bool:
    """Tell whether a clause is one of "as soon as", of what is still to come."""
    is_soon = any(w.lemma == "soon" and w.index < clause.index for w in verb.subtree())
    return is_soon and is_ahead(verb)


def _on_day(verb: Word) -> Word | None:
    """Give what else is to be on the day of an act to come: "would open it the day they come home"."""
    days = [
        *verb.all("npadvmod"),
        *(n for p in verb.all("prep") if p.lemma == "on" for n in p.all("pobj")),
    ]
    found = (c for d in days if d.lemma in _SAME_TIME for c in d.all("relcl", "acl"))
    return next(found, None) if is_ahead(verb) else None


_SAME_TIME = frozenset({"day", "moment", "minute", "hour", "week"})


def _in_exchange(word: Word) -> bool:
    noun = word.child("pobj")
    return word.lemma == "in" and noun is not None and noun.lemma in ("exchange", "return")


def _on_condition(word: Word) -> bool:
    noun = word.child("pobj")
    return noun is not None and noun.lemma == "condition"
