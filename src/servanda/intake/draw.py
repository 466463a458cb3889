"""Draw drafts from reports for an agreement: find sources, reprints and repeats, and compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from servanda.intake.article import Article, is_reprint
from servanda.intake.comparing import Standing, compare
from servanda.intake.draft_text import Item, write_item, write_marks, write_source
from servanda.intake.drafts import Draft
from servanda.intake.many import read_many
from servanda.intake.names import Register
from servanda.intake.outside import (
    Extractor,
    Refusal,
    drafts_of,
    read_answer,
    task_for,
    without_known,
)
from servanda.intake.reading import Seen
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry

Resolve = Callable[[Sequence[str]], Sequence[Entry | str]]
"""Read lines as entries of the agreement; a line that is none gives the fault instead."""


class Drawn(Struct, frozen=True, kw_only=True):
    """Hold what was drawn from one report, or why nothing was."""

    article: Article
    source: str
    declaration: str = ""
    items: tuple[Item, ...] = ()
    drafts: tuple[tuple[Draft, Standing], ...] = ()
    seen: tuple[Seen, ...] = ()
    refused: tuple[Refusal, ...] = ()
    passed_over: str = ""


def draw(
    articles: Sequence[Article],
    register: Register,
    resolve: Resolve,
    known: Mapping[str, str],
    extractors: Sequence[Extractor] = (),
    cores: int = 1,
    on_read: Callable[[str], None] = lambda _: None,
) -> Iterator[Drawn]:
    """Draw the drafts of reports in order; the same report and a reprint are read once.

    `extractors` propose drafts besides, under the rule that their evidence is in the report. Many reports
    are read on as many cores as are given; `on_read` is told the name of each that is done.
    """
    plans = _planned(articles, register.agreement, known)
    for at in range(0, len(plans), _TOGETHER):
        part = plans[at : at + _TOGETHER]
        tasks = [(plan.article, plan.source) for plan in part if not plan.passed_over]
        read = read_many(tasks, register, cores)
        yield from _drawn(part, read, register, resolve, extractors, on_read)


_TOGETHER = 128


class _Plan(Struct, frozen=True, kw_only=True):
    """Hold what is to be done with a report: the source it becomes, or why it is passed over."""

    article: Article
    source: str
    declared: bool = False
    passed_over: str = ""


def _planned(
    articles: Sequence[Article], agreement: Agreement, known: Mapping[str, str]
) -> list[_Plan]:
    """Name the sources of reports, and find those that are read already."""
    plans: list[_Plan] = []
    taken = {str(each) for each in agreement.sources}
    shelf = _Shelf()
    for article in articles:
        earlier = (
            known.get(article.sha256) or known.get(article.fingerprint) or shelf.reprinted(article)
        )
        if earlier:
            told = f"is the same text as {earlier}"
            plans.append(_Plan(article=article, source=earlier, passed_over=told))
            continue
        if article.dated is None:
            why = "gives no day from which its weekdays count; name it with --dated"
            plans.append(_Plan(article=article, source="", passed_over=why))
            continue
        source, declared = _source(article, agreement, taken)
        taken.add(source)
        shelf.put(article, source)
        plans.append(_Plan(article=article, source=source, declared=declared))
    return plans


class _Shelf:
    """Keep the reports read so far, and find the few that share words with another."""

    def __init__(self) -> None:
        self.reports: list[tuple[Article, str]] = []
        self.by_words: dict[int, list[int]] = {}

    def put(self, article: Article, source: str) -> None:
        """Keep a report."""
        for shingle in article.shingles:
            self.by_words.setdefault(shingle, []).append(len(self.reports))
        self.reports.append((article, source))

    def reprinted(self, article: Article) -> str:
        """Name the report of which this is a reprint, or nothing."""
        shared = Counter(at for each in article.shingles for at in self.by_words.get(each, ()))
        likely = [at for at, _ in shared.most_common(5)]
        alike = (self.reports[at] for at in likely)
        return next((source for other, source in alike if is_reprint(article, other)), "")


def _source(article: Article, agreement: Agreement, taken: set[str]) -> tuple[str, bool]:
    """Name the source: as the agreement does where it has it by its address, else after the file."""
    for source in agreement.sources.values():
        if article.address and source.address == article.address:
            return source.id, True
    plain = (
        re.sub(r"[^a-z0-9]+", "-", article.name.lower().rsplit(".", 1)[0]).strip("-") or "report"
    )
    name = plain if plain[0].isalpha() else f"report-{plain}"
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique, False


def _drawn(
    plans: Sequence[_Plan],
    read: Iterator[tuple[Seen, ...]],
    register: Register,
    resolve: Resolve,
    extractors: Sequence[Extractor],
    on_read: Callable[[str], None],
) -> Iterator[Drawn]:
    """Make what was drawn of each plan, in order; what the language takes is asked once for all."""
    found: list[tuple[_Plan, tuple[Seen, ...], list[Draft], list[Refusal]]] = []
    for plan in plans:
        seen = () if plan.passed_over else next(read)
        on_read(plan.article.name)
        drafts = [draft for each in seen for draft in each.drafts]
        refused: list[Refusal] = []
        for extractor in () if plan.passed_over else extractors:
            proposals, not_read = read_answer(extractor.propose(task_for(plan.article, register)))
            more, not_in = drafts_of(proposals, plan.article, plan.source, extractor.name)
            refused.extend((*not_read, *not_in))
            drafts.extend(without_known(more, drafts))
        found.append((plan, seen, drafts, refused))
    every = [draft for _, _, drafts, _ in found for draft in drafts]
    judged = iter(_judged(every, register.agreement, resolve))
    for plan, seen, drafts, refused in found:
        own = [next(judged) for _ in drafts]
        yield _as_drawn(plan, seen, own, refused)


def _as_drawn(
    plan: _Plan,
    seen: tuple[Seen, ...],
    judged: Sequence[tuple[Draft, Standing]],
    refused: Sequence[Refusal],
) -> Drawn:
    article, source = plan.article, plan.source
    if plan.passed_over:
        return Drawn(article=article, source=source, passed_over=plan.passed_over)
    marks = write_marks(article, source)
    return Drawn(
        article=article,
        source=source,
        declaration=marks if plan.declared else f"{write_source(article, source)}\n{marks}",
        items=tuple(
            write_item(draft, standing, article.quote(draft.start, draft.end))
            for draft, standing in judged
        ),
        drafts=tuple(judged),
        seen=seen,
        refused=tuple(refused),
    )


def _judged(
    drafts: Sequence[Draft], agreement: Agreement, resolve: Resolve
) -> list[tuple[Draft, Standing]]:
    """Compare each draft with the record; what the language does not take is left open."""
    from msgspec.structs import replace

    closed = [draft for draft in drafts if not draft.opens]
    lines = [f"{draft.when} {draft.body()} recorded {draft.recorded}" for draft in closed]
    resolved = dict(zip((d.id for d in closed), resolve(lines), strict=True))
    found: list[tuple[Draft, Standing]] = []
    for draft in drafts:
        entry = resolved.get(draft.id)
        if isinstance(entry, str):
            found.append((replace(draft, opens=(entry,)), Standing()))
        elif entry is None:
            found.append((draft, Standing()))
        else:
            found.append((draft, compare(entry, agreement.entries)))
    return found
