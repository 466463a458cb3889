"""Read a report for an agreement: make drafts of what it says, with what bears each out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.intake.article import Article, Paragraph
from servanda.intake.drafts import Draft, in_order
from servanda.intake.language import Sentence, parse
from servanda.intake.names import Register
from servanda.intake.patterned import PATTERNED, language_of, read_patterned
from servanda.intake.rules import grammar
from servanda.intake.rules.acts import read_acts
from servanda.intake.rules.announced import read_announcements
from servanda.intake.rules.contacts import read_contacts
from servanda.intake.rules.events import read_events
from servanda.intake.rules.incidents import read_incidents
from servanda.intake.rules.meant import Who
from servanda.intake.rules.positions import read_positions
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.turns import read_turns
from servanda.intake.rules.voices import day_of_speech, interviewed, speaker_after, voice_of
from servanda.intake.rules.what import naming, target
from servanda.intake.rules.who import who
from servanda.intake.seen import Seen as Seen
from servanda.intake.table import confidences, table_of

LANGUAGE = "english"
_SURE = 0.3


WORDS_AT_MOST = 400
"""What has more words is no sentence, but a list or a text without stops."""


def _too_long(paragraph: Paragraph, sentence: Sentence) -> Seen:
    start, end = paragraph.text.span(sentence.start, sentence.end)
    note = f"more than {WORDS_AT_MOST} words without an end: no sentence"
    return Seen(start=start, end=end, paragraph=paragraph.number, drafts=(), notes=(note,))


def texts_of(article: Article) -> list[str]:
    """Give the paragraphs of a report as they are parsed."""
    return [paragraph.text.text for paragraph in article.paragraphs]


def read_report(
    article: Article,
    register: Register,
    source: str,
    parsed: Sequence[list[Sentence]] | None = None,
) -> Iterator[Seen]:
    """Read the sentences of a report, in order. The report must have a date.

    `parsed` are its paragraphs, where they were parsed with those of other reports, which is sooner done.
    """
    assert article.dated is not None
    language = language_of(article)
    if language in PATTERNED:
        yield from read_patterned(article, register, source, language)
        return
    scene = Scene(register, table_of(LANGUAGE), article.dated, source)
    scene.matters = naming(scene)
    known: set[str] = set()
    contacts: list[frozenset[str]] = []
    last: Who | None = None
    read = list(parse(texts_of(article)) if parsed is None else parsed)
    guest = interviewed(scene, article.paragraphs, read)
    for paragraph, sentences in zip(article.paragraphs, read, strict=True):
        for at, sentence in enumerate(sentences):
            if len(sentence.words) > WORDS_AT_MOST:
                yield _too_long(paragraph, sentence)
                continue
            scene.voice = voice_of(scene, paragraph, sentences, at, guest or last)
            scene.enter(paragraph, sentence)
            for word in sentence.words if scene.names_something else ():
                if word.is_noun:
                    target(scene, word)  # what is named without a stance may be "it" as well
            found = [draft for draft in _drafts(scene) if draft.confidence >= _SURE]
            fresh = [
                draft
                for draft in _once(found)
                if _told(draft) not in known and not _is_repeated(draft, contacts)
            ]
            contacts.extend(_present(draft) for draft in fresh if draft.kind in _CONTACTS)
            known.update(_told(draft) for draft in fresh)
            before, last = last, speaker_after(scene, last)
            scene.spoken = last
            scene.said_on = day_of_speech(scene) or (
                scene.said_on if _is_same(last, before) else ""
            )
            scene.office = _office(scene, sentence)
            scene.spokesman = _spokesman(scene, sentence)
            scene.leave(_subject(scene, sentence), _others(scene, sentence))
            start, end = paragraph.text.span(sentence.start, sentence.end)
            yield Seen(
                start=start,
                end=end,
                paragraph=paragraph.number,
                drafts=in_order([_measured(draft) for draft in fresh]),
                notes=tuple(dict.fromkeys(scene.notes)),
            )


def _subject(scene: Scene, sentence: Sentence) -> tuple[ActorId, ...]:
    """Give whom a sentence is about: its subject, or where that is nobody known the first that it has."""
    root = sentence.root
    chosen = [grammar.subject(root), root.child("nsubjpass")]
    chosen += [w for w in sentence.words if w.dep in ("nsubj", "nsubjpass")][:1]
    for word in chosen:
        found = who(scene, word) if word is not None else Who()
        if found.actors:
            return found.actors
    return ()


def _office(scene: Scene, sentence: Sentence) -> ActorId | None:
    """Give whose office a sentence is about, so that "it" means that person's office after it."""
    subject = grammar.subject(sentence.root)
    if subject is None or subject.lemma not in ("office", "camp", "team"):
        return None
    found = who(scene, subject)
    return found.actors[0] if len(found.actors) == 1 else None


def _spokesman(scene: Scene, sentence: Sentence) -> Who | None:
    """Give the side for which "a League spokesman" spoke, whom "he" means in the next sentence."""
    subject = grammar.subject(sentence.root)
    if subject is None or subject.lemma not in scene.table.of("heads.speaking"):
        return None
    found = who(scene, subject)
    return found if found.how == "side" and len(found.actors) == 1 else None


def _is_same(one: Who | None, other: Who | None) -> bool:
    return one is not None and other is not None and one.actors == other.actors


def _others(scene: Scene, sentence: Sentence) -> Iterator[ActorId]:
    """Give those whom the clauses of a sentence are about, where a noun means them that is no name."""
    for word in sentence.words:
        if word.dep in ("nsubj", "nsubjpass") and word.is_noun and scene.mention(word) is None:
            found = who(scene, word)
            if len(found.actors) == 1:
                yield found.actors[0]


def key_of(draft: Draft) -> str:
    """Name the rule of a draft, apart for positions on what the agreement does not name."""
    is_free = draft.kind == "say" and " " not in draft.head.strip()
    return f"{draft.rule}+words" if is_free else draft.rule


def _measured(draft: Draft) -> Draft:
    """State with a draft how sure its rule is; one that was never counted is as sure as all are together."""
    measured = confidences()
    return replace(draft, confidence=measured.get(key_of(draft), measured["other"]))


def _drafts(scene: Scene) -> Iterator[Draft]:
    events = list(read_events(scene))
    yield from events
    decided = {(d.actors, d.kind) for d in events if d.kind in ("vote", "propose")}
    voters = {actors for actors, _ in decided}
    for draft in read_positions(scene):
        # A body's vote, and who put a text forward, are told already; they are no opinion besides.
        if draft.actors in voters and not draft.opens:
            continue
        yield draft
    yield from read_contacts(scene)
    for act in read_acts(scene):
        if act.actors not in voters:  # what a body votes is told already, and is no act besides
            yield act
    yield from read_incidents(scene)
    yield from read_turns(scene)
    yield from read_announcements(scene)


_CONTACTS = frozenset({"meet", "call", "host", "visit"})


def _present(draft: Draft) -> frozenset[str]:
    return frozenset((*draft.actors, *draft.with_, *draft.to))


def _is_repeated(draft: Draft, contacts: Sequence[frozenset[str]]) -> bool:
    """Tell whether a contact told by a noun, without a day, is one that was told: "in their meeting"."""
    if draft.rule != "contact.noun" or not draft.when.startswith("before"):
        return False
    return any(_present(draft) <= told for told in contacts)


def _told(draft: Draft) -> str:
    """Say what a draft says without where it stands: what a report repeats is drafted once."""
    return f"{draft.when} {draft.body()} {draft.opens}"


def _once(drafts: list[Draft]) -> list[Draft]:
    """Keep the surest of several that say the same by different rules."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.kind, draft.actors, draft.head, draft.with_, draft.to)
        if key not in best or best[key].confidence < draft.confidence:
            best[key] = draft
    return list(best.values())
