"""Draw drafts from reports for an agreement: find sources, reprints and repeats, and compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from servanda.intake.article import Article, is_reprint
from servanda.intake.comparing import Standing, compare
from servanda.intake.draft_text import Item, write_item, write_marks, write_source
from servanda.intake.drafts import Draft
from servanda.intake.names import Register
from servanda.intake.outside import (
    Extractor,
    Refusal,
    drafts_of,
    read_answer,
    task_for,
    without_known,
)
from servanda.intake.reading import Seen, read_report
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
) -> Iterator[Drawn]:
    """Draw the drafts of reports in order; the same report and a reprint are read once.

    `extractors` propose drafts besides, under the rule that their evidence is in the report.
    """
    agreement = register.agreement
    read: list[tuple[Article, str]] = []
    taken = {str(each) for each in agreement.sources}
    for article in articles:
        earlier = (
            known.get(article.sha256)
            or known.get(article.fingerprint)
            or next((source for other, source in read if is_reprint(article, other)), "")
        )
        if earlier:
            yield Drawn(
                article=article, source=earlier, passed_over=f"is the same text as {earlier}"
            )
            continue
        if article.dated is None:
            why = "gives no day from which its weekdays count; name it with --dated"
            yield Drawn(article=article, source="", passed_over=why)
            continue
        source, declared = _source(article, agreement, taken)
        taken.add(source)
        read.append((article, source))
        yield _drawn(article, register, resolve, source, declared, extractors)


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
    article: Article,
    register: Register,
    resolve: Resolve,
    source: str,
    declared: bool,
    extractors: Sequence[Extractor],
) -> Drawn:
    seen = tuple(read_report(article, register, source))
    drafts = [draft for each in seen for draft in each.drafts]
    refused: list[Refusal] = []
    for extractor in extractors:
        proposals, not_read = read_answer(extractor.propose(task_for(article, register)))
        more, not_borne_out = drafts_of(proposals, article, source, extractor.name)
        refused.extend((*not_read, *not_borne_out))
        drafts.extend(without_known(more, drafts))
    judged = _judged(drafts, register.agreement, resolve)
    items = tuple(
        write_item(draft, standing, article.quote(draft.start, draft.end))
        for draft, standing in judged
    )
    marks = write_marks(article, source)
    text = marks if declared else f"{write_source(article, source)}\n{marks}"
    return Drawn(
        article=article,
        source=source,
        declaration=text,
        items=items,
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
