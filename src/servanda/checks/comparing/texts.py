"""Compare what two texts say: who and what is in both, what each says of it, in words by clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from servanda.base.spans import Span
from servanda.checks.comparing.clauses import say_provision
from servanda.checks.comparing.facets import Facet, Facets
from servanda.model.agreement import Agreement


class Sort(Enum):
    """Say what kind of thing a difference is about, in the order in which they are told."""

    AGREEMENT = "agreement"
    ACTOR = "actor"
    AMBIGUITY = "question of reading"
    OPEN_WORD = "open word"
    EVENT = "event"
    PROCESS = "process"
    LEVEL = "level"
    KIND = "kind of incident"
    PLACE = "place"
    PHASE = "phase"
    PROVISION = "provision"


class Fate(Enum):
    """Say what became of a thing from one text to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


class Detail(Struct, frozen=True, kw_only=True):
    """Hold one thing that a sentence says otherwise: what it is about, what each text says of it."""

    about: str
    old: str | None
    new: str | None


class Difference(Struct, frozen=True, kw_only=True):
    """Hold how one thing differs: what it says where only one text has it, else what is different.

    `was` is the name it had, where it has another now; a new name alone changes nothing in meaning.
    """

    sort: Sort
    fate: Fate
    name: str
    was: str = ""
    kind: str = ""
    says: str = ""
    details: tuple[Detail, ...] = ()
    old: Span | None = None
    new: Span | None = None

    @property
    def is_of_meaning(self) -> bool:
        """Tell whether it changes what the text means."""
        return self.fate is not Fate.RENAMED


Things = Mapping[str, object]


def things_of(agreement: Agreement) -> dict[Sort, Things]:
    """Sort the things of an agreement; the edges of processes are compared with these."""
    edges = {e for p in agreement.processes.values() for e in (p.opened, p.ended)}
    declared = {n: a for n, a in agreement.ambiguities.items() if not a.is_implicit}
    return {
        Sort.AGREEMENT: {"": agreement.header},
        Sort.ACTOR: {str(n): a for n, a in agreement.actors.items()},
        Sort.AMBIGUITY: {str(n): a for n, a in declared.items()},
        Sort.OPEN_WORD: {str(n): w for n, w in agreement.open_words.items()},
        Sort.EVENT: {str(n): e for n, e in agreement.events.items() if n not in edges},
        Sort.PROCESS: {str(n): p for n, p in agreement.processes.items()},
        Sort.LEVEL: {str(n): level for n, level in agreement.levels.items()},
        Sort.KIND: dict(agreement.kinds),
        Sort.PLACE: dict(agreement.places),
        Sort.PHASE: {str(n): p for n, p in agreement.phases.items()},
        Sort.PROVISION: {str(n): p for n, p in agreement.provisions.items() if not p.is_added},
    }


def facets_of(facets: Facets, sort: Sort, thing: object) -> tuple[Facet, ...]:
    """Take a thing apart."""
    if sort is Sort.AGREEMENT:
        return tuple(facets.header())
    take: dict[Sort, Callable[..., Iterator[Facet]]] = {
        Sort.ACTOR: facets.actor,
        Sort.AMBIGUITY: facets.ambiguity,
        Sort.OPEN_WORD: facets.open_word,
        Sort.EVENT: facets.event,
        Sort.PROCESS: facets.process,
        Sort.LEVEL: facets.level,
        Sort.KIND: facets.wider,
        Sort.PLACE: facets.wider,
        Sort.PHASE: facets.phase,
        Sort.PROVISION: facets.provision,
    }
    return tuple(take[sort](thing))


def compare_texts(old: Agreement, new: Agreement) -> tuple[Difference, ...]:
    """List how two texts differ, in the order of the new one; names alone that changed come along."""
    renamed = renamings(old, new)
    before, after = Facets(old, renamed), Facets(new)
    olds, news = things_of(old), things_of(new)
    found: list[Difference] = []
    for sort in Sort:
        theirs = {renamed.get(name, name): (name, thing) for name, thing in olds[sort].items()}
        found.extend(_sort(sort, theirs, news[sort], before, after))
    return tuple(found)


def _sort(
    sort: Sort,
    olds: Mapping[str, tuple[str, object]],
    news: Things,
    before: Facets,
    after: Facets,
) -> Iterator[Difference]:
    for name, thing in news.items():
        if name not in olds:
            yield _only(sort, Fate.ADDED, name, thing, after)
            continue
        was, other = olds[name]
        details = details_of(facets_of(before, sort, other), facets_of(after, sort, thing))
        if details or was != name:
            yield Difference(
                sort=sort,
                fate=Fate.CHANGED if details else Fate.RENAMED,
                name=name,
                was=was if was != name else "",
                kind=kind_of(sort, thing),
                says=_says(sort, thing, after),
                details=details,
                old=getattr(other, "span", None),
                new=getattr(thing, "span", None),
            )
    for name, (was, thing) in olds.items():
        if name not in news:
            yield _only(sort, Fate.REMOVED, was, thing, before)


def _only(sort: Sort, fate: Fate, name: str, thing: object, facets: Facets) -> Difference:
    span: Span | None = getattr(thing, "span", None)
    taken = facets_of(facets, sort, thing)
    is_new = fate is Fate.ADDED
    kind = kind_of(sort, thing)
    own = [f for f in taken if not (sort is Sort.PROVISION and f.about in _IN_SENTENCE)]
    if kind == "liberty":
        own = [f for f in own if f.about != "effect"]
    return Difference(
        sort=sort,
        fate=fate,
        name=name,
        kind=kind,
        says=_says(sort, thing, facets),
        details=tuple(
            Detail(about=f.about, old=None if is_new else f.says, new=f.says if is_new else None)
            for f in own
        ),
        old=None if is_new else span,
        new=span if is_new else None,
    )


_IN_SENTENCE = frozenset({"bearer", "kind", "what"})
_KINDS = {
    "must": "duty",
    "must not": "prohibition",
    "must try to": "best effort",
    "must prevent": "duty to prevent",
    "must procure": "duty to procure",
    "must keep": "duty to maintain",
    "may": "power",
    "should": "recommendation",
}


def kind_of(sort: Sort, thing: object) -> str:
    """Say of what kind a provision is, in the words of the glossary; of others, what they are."""
    modality = getattr(thing, "modality", None)
    if modality is None:
        return sort.value
    is_liberty = modality.value == "may" and getattr(thing, "effect", None) is None
    return "liberty" if is_liberty else _KINDS[modality.value]


def _says(sort: Sort, thing: object, facets: Facets) -> str:
    if sort is Sort.PROVISION:
        return say_provision(facets.sayer, thing)  # type: ignore[arg-type]
    return str(getattr(thing, "title", ""))


def details_of(old: Sequence[Facet], new: Sequence[Facet]) -> tuple[Detail, ...]:
    """Pair what two sentences say of the same, leaving out what means the same in both."""
    olds, news = list(old), list(new)
    for facet in new:
        same = next((each for each in olds if each.means == facet.means), None)
        if same is not None:
            olds.remove(same)
            news.remove(facet)
    pairs = _pairs(olds, news)
    left = [facet for facet in olds if all(facet is not other for other, _ in pairs)]
    return (
        *(_detail(other, facet) for other, facet in pairs),
        *(Detail(about=facet.about, old=facet.says, new=None) for facet in left),
    )


def _detail(old: Facet | None, new: Facet) -> Detail:
    was = old.says if old is not None else None
    if was == new.says:
        was = f"{was} (in other words)"
    return Detail(about=new.about, old=was, new=new.says)


def _pairs(olds: Sequence[Facet], news: Sequence[Facet]) -> list[tuple[Facet | None, Facet]]:
    """Pair facets about the same by how alike they are, the most alike first."""
    ranked = sorted(
        (
            (likeness(old.says, new.says), i, j)
            for i, old in enumerate(olds)
            for j, new in enumerate(news)
            if old.about == new.about
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    partner: dict[int, int] = {}
    for _, i, j in ranked:
        if j not in partner and i not in partner.values():
            partner[j] = i
    return [(olds[partner[j]] if j in partner else None, new) for j, new in enumerate(news)]


def likeness(first: str, second: str) -> float:
    """Say how alike two sentences are, from 0 to 1: by the words they share.

    >>> likeness("by day 8", "by day 9") > likeness("by day 8", "without a date")
    True
    """
    one, other = first.split(), second.split()
    shared = sum(min(one.count(word), other.count(word)) for word in set(one))
    return 2 * shared / max(len(one) + len(other), 1)


ROUNDS_AT_MOST = 6


def renamings(old: Agreement, new: Agreement) -> dict[str, str]:
    """Find things that only have another name: each the only one that says what it said before."""
    renamed: dict[str, str] = {}
    for _ in range(ROUNDS_AT_MOST):
        more = dict(_renamed_now(old, new, renamed))
        if not more:
            break
        renamed.update(more)
    return renamed


def _renamed_now(
    old: Agreement, new: Agreement, renamed: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    before, after = Facets(old, renamed), Facets(new)
    olds, news = things_of(old), things_of(new)
    taken = set(renamed.values())
    for sort in Sort:
        gone = {n: t for n, t in olds[sort].items() if n not in news[sort] and n not in renamed}
        come = {n: t for n, t in news[sort].items() if n not in olds[sort] and n not in taken}
        if sort is Sort.PROVISION:
            yield from _with_phases(gone, come, renamed)
        means = {name: _means(before, sort, thing) for name, thing in gone.items()}
        others = {name: _means(after, sort, thing) for name, thing in come.items()}
        for name, mine in means.items():
            alike = [other for other, theirs in others.items() if theirs == mine]
            twins = [other for other, theirs in means.items() if theirs == mine]
            if len(alike) == 1 and len(twins) == 1 and mine:
                yield name, alike[0]


def _with_phases(
    gone: Things, come: Things, renamed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Follow a phase that was renamed: its provisions have its new name before theirs."""
    for name in gone:
        phase, dot, rest = name.rpartition(".")
        moved = f"{renamed.get(phase, phase)}{dot}{rest}"
        if moved != name and moved in come:
            yield name, moved


def _means(facets: Facets, sort: Sort, thing: object) -> tuple[object, ...]:
    taken = facets_of(facets, sort, thing)
    title = "" if sort in (Sort.PHASE, Sort.PROVISION) else getattr(thing, "title", "")
    return (*sorted((f.means for f in taken), key=repr), title)
