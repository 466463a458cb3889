"""Say who is quoted in a sentence that is only a part of a longer quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.intake.article import Paragraph
from servanda.intake.language import Sentence, Word
from servanda.intake.rules.meant import Who
from servanda.intake.rules.quoting import MARKS as _MARKS
from servanda.intake.rules.quoting import marks_before
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import who

_SCRIPT = re.compile('^([^"“”:.!?]{2,60}): ?["“]')


def quoted_whole(paragraph: str, sentence: Sentence) -> bool:
    """Tell whether a sentence stands within quotation marks from its start to its end.

    >>> from servanda.intake.language import Word
    >>> text = 'He said: "No. It is over. Go."'
    >>> word = Word("It", "it", "PRP", "nsubj", 14, 0)
    >>> quoted_whole(text, Sentence([word]))
    True
    """
    before = marks_before(paragraph, sentence.start)
    within = paragraph[sentence.start : sentence.end]
    starts = before % 2 == 1 or within[:1] in ('"', "“")
    inner = within.strip('"“”')
    return starts and not _MARKS.search(inner)


def voice_of(
    scene: Scene, paragraph: Paragraph, sentences: Sequence[Sentence], at: int, last: Who | None
) -> Who | None:
    """Find who is quoted: named behind the quotation where it goes on, else who spoke last."""
    text = paragraph.text.text
    sentence = sentences[at]
    own = text[sentence.start : sentence.end]
    script = _SCRIPT.match(text)
    if script is not None and text[script.start() : sentence.end].count(text[script.end() - 1]) < 3:
        named = scene.register.find(script[1]) or scene.register.find(script[1].title())
        if len(named) == 1 and len(named[0].actors) == 1:
            return Who(actors=named[0].actors, how="script")
        if marks_before(text, len(text)) == 2:
            return None
    if not quoted_whole(text, sentence):
        return None
    opens_here = own[:1] in ('"', "“") and marks_before(text, sentence.start) % 2 == 0
    is_open = not own.endswith(('"', "”"))
    if opens_here and not is_open:
        return last
    for later in sentences[at + 1 :] if is_open else ():
        told = text[later.start : later.end]
        speech = _speech(scene, later)
        if speech is not None:
            scene.enter(paragraph, later)
            return who(scene, speech.child("nsubj"), verb=speech)
        if _MARKS.search(told):
            break
    return last


def _speech(scene: Scene, sentence: Sentence) -> Word | None:
    """Give the verb of saying of a sentence, with its subject."""
    verbs = scene.table.of("speech.verbs") | scene.table.of("speech.pledging") | {"warn"}
    for word in sentence.words:
        if word.lemma in verbs and word.dep in ("ROOT", "parataxis") and word.child("nsubj"):
            return word
    for word in sentence.words:
        if word.lemma in verbs and word.child("nsubj") and _opens_quotation(sentence, word):
            return word
    return None


def _opens_quotation(sentence: Sentence, verb: Word) -> bool:
    """Tell whether a colon and a quotation follow right behind a verb: "here is what he said: ..."."""
    after = [w.text for w in sentence.words[verb.index + 1 : verb.index + 3]]
    return after[:1] == [":"] and len(after) == 2 and after[1] in ('"', "“")


def speaker_after(scene: Scene, last: Who | None) -> Who | None:
    """Say who spoke last, once a sentence was read."""
    speech = _speech(scene, scene.sentence)
    if speech is not None:
        found = who(scene, speech.child("nsubj"), verb=speech)
        return found if found.actors and not found.opens else None
    return scene.voice or (
        last if quoted_whole(scene.paragraph.text.text, scene.sentence) else None
    )


def day_of_speech(scene: Scene) -> str:
    """Give the day on which a sentence says that somebody spoke, or nothing."""
    speech = _speech(scene, scene.sentence)
    if speech is None:
        return ""
    when, told = scene.when(speech)
    return when if told else ""


def interviewed(
    scene: Scene, paragraphs: Sequence[Paragraph], read: Sequence[list[Sentence]]
) -> Who | None:
    """Find who is interviewed: questions stand alone, answers in quotation marks, one person at the head."""
    texts = [paragraph.text.text for paragraph in paragraphs]
    asked = sum(text.endswith("?") and not _MARKS.search(text) for text in texts)
    answered = sum(text[:1] in ('"', "“") and text[-1:] in ('"', "”") for text in texts)
    if asked < 2 or answered < 2:
        return None
    for paragraph, sentences in zip(paragraphs[:2], read[:2], strict=False):
        for sentence in sentences:
            scene.enter(paragraph, sentence)
            persons = [
                actor
                for mention in scene.mentions
                for actor in mention.actors
                if scene.register.kind(actor) == "person"
            ]
            if len(set(persons)) == 1:
                return Who(actors=(persons[0],), how="interview")
    return None
