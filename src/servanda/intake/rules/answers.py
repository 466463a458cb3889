"""Read answers that leave the verb to the question: "asked whether they would leave, she said they would"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import provision_for
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.use import WILLING, Use
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who

_ASKED = frozenset("ask press question quiz challenge".split())


def answered(scene: Scene, verb: Word) -> Iterator[Use]:
    """Read the act of a question as one that is promised or refused by who answers."""
    question = _question(scene, verb)
    helper = _helper(scene, verb, question) if question is not None else None
    if question is None or helper is None:
        return
    name = provision_for(scene, question) or target(scene, grammar.patient(question))
    doer = question.child("nsubj", "nsubjpass")
    if not name or doer is None:
        return
    holder = doer
    if who(scene, doer).opens and (own := helper_subject(scene, helper)) is not None:
        holder = own
    denied = _is_no(scene, helper)
    is_text = question.lemma in WILLING or scene.table.stances.get(question.lemma) is not None
    against = scene.table.stances.get(question.lemma) == "rejects"
    stance = "commits" if is_text else "promises"
    if denied or against:
        stance = "rejects" if denied != against else ""
    if stance:
        yield Use(
            verb=verb,
            word=helper,
            stance=stance,
            object=grammar.patient(question) or question,
            rule="stance.answered",
            confidence=0.65,
            holder=holder,
            target=name,
            settled=True,
            teller=verb,
            condition=_condition(scene, helper),
        )


def _question(scene: Scene, verb: Word) -> Word | None:
    """Give the verb of "asked whether X would …" beside a verb of answering."""
    if verb.lemma not in scene.table.of("speech.verbs"):
        return None
    for asked in scene.sentence.words[: verb.index]:
        if asked.lemma in _ASKED and asked.tag in ("VBN", "VBD") and asked.child("dobj") is None:
            for word in asked.subtree():
                if word.is_verb and any(m.lemma in ("whether", "if") for m in word.all("mark")):
                    return word
    return None


def _helper(scene: Scene, verb: Word, question: Word) -> Word | None:
    """Give the "would" that stands for the whole answer, with no verb of its own."""
    last = max(w.index for w in question.subtree())
    after = scene.sentence.words[max(last, verb.index) + 1 :]
    for at, word in enumerate(after):
        if word.tag != "MD" and (word.lemma != "do" or word.tag == "VB"):
            continue
        rest = [w for w in after[at + 1 : at + 3] if w.text.lower() not in ("not", "n't", "n’t")]
        return word if not rest or rest[0].tag in (",", ".", "``", "''", ":") else None
    return None


def helper_subject(scene: Scene, helper: Word) -> Word | None:
    """Give the word before the helper, where it names somebody."""
    before = scene.sentence.words[helper.index - 1]
    return before if before.tag in ("PRP", "NNP", "NN", "NNS") else None


def _is_no(scene: Scene, helper: Word) -> bool:
    after = scene.sentence.words[helper.index + 1 : helper.index + 2]
    return bool(after) and after[0].text.lower() in ("not", "n't", "n’t")


def _condition(scene: Scene, helper: Word) -> str:
    """Give what an answer hangs on: "that it would, provided the road was opened first"."""
    rest = scene.paragraph.text.text[helper.end : scene.sentence.end]
    found = _PROVIDED.match(rest)
    return found[1].strip() if found else ""


_PROVIDED = re.compile(
    r",? (?:provided(?: that)?|if|once|as long as|on condition that) ([^,;.\"“”]+)"
)
