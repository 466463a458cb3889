"""Say what a name stands for, where a provision stands today, and what a rule is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol, cast

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ProvisionId
from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import RULES, Diagnostic, current_name
from servanda.lsp.desk import Looked
from servanda.lsp.naming import Symbol, declared
from servanda.model.agreement import Agreement
from servanda.monitor import Inquiry, Question, counting_entries, provision_status
from servanda.reports.status_page import standing_lines
from servanda.reports.status_table import provision_row
from servanda.reports.words import actors
from servanda.syntax import Document, Sentence
from servanda.workspace.rules import register_all

LINES_SHOWN = 16


class _Titled(Protocol):
    title: str


def title_of(agreement: Agreement, kind: str, name: str) -> str:
    """Give the title of a thing; nothing where it has none."""
    if kind == "provision":
        provision = agreement.provisions.get(ProvisionId(name))
        return f"{provision.modality.value} {provision.action.words}" if provision else ""
    if kind == "reading":
        ambiguity, _, reading = name.rpartition(".")
        for known in agreement.ambiguities.values():
            if known.id == ambiguity:
                return next((r.title for r in known.readings if r.id == reading), "")
        return ""
    if kind == "agreement":
        return agreement.header.title
    found = cast(Mapping[str, _Titled], _space(agreement, kind)).get(name)
    return getattr(found, "title", "") if found is not None else ""


def _space(agreement: Agreement, kind: str) -> Mapping[str, object]:
    spaces: dict[str, object] = {
        "actor": agreement.actors,
        "label": agreement.labels,
        "source": agreement.sources,
        "ambiguity": agreement.ambiguities,
        "open word": agreement.open_words,
        "event": agreement.events,
        "process": agreement.processes,
        "level": agreement.levels,
        "phase": agreement.phases,
        "claim": agreement.claims,
        "instrument": agreement.instruments,
        "kind": agreement.kinds,
        "place": agreement.places,
    }
    return cast(Mapping[str, object], spaces.get(kind, {}))


def said_of(looked: Looked, symbol: Symbol) -> str:
    """Say of a thing what it is, where it stands, and in which words it is declared, in Markdown."""
    agreement = looked.agreement
    if agreement is None:
        return ""
    title = title_of(agreement, symbol.kind, symbol.name)
    parts = [f"**{plain(symbol.name)}** ({symbol.kind}){f': {plain(title)}' if title else ''}"]
    if symbol.kind == "provision":
        parts.append(_standing(looked, agreement, ProvisionId(symbol.name)))
    elif symbol.kind == "reading":
        parts.append(_held(agreement, symbol.name))
    place = declared(looked, symbol)
    if place is not None:
        text = wording(looked, place.span)
        parts.append(f"```pact\n{text}\n```")
    return "\n\n".join(part for part in parts if part)


def _standing(looked: Looked, agreement: Agreement, name: ProvisionId) -> str:
    """Say where a provision stands at the end of today, under each reading."""
    provision = agreement.provisions.get(name)
    if provision is None:
        return ""
    on = end_of_today(agreement.header.calendar)
    question = Question(on=on)
    inquiry = Inquiry(agreement, question)
    entries = counting_entries(agreement, inquiry.outlook())
    status = provision_status(inquiry, provision, entries)
    row = provision_row(agreement, status, looked.heard.loaded.sources)
    lines = standing_lines(row, agreement)
    day = agreement.header.calendar.format(on)
    return "\n".join([f"At the end of {day}:", "", *(f"- {plain(line)}" for line in lines)])


def _held(agreement: Agreement, name: str) -> str:
    before, _, own = name.rpartition(".")
    for known in agreement.ambiguities.values():
        if known.id == before:
            for reading in known.readings:
                if reading.id == own:
                    holders = actors(agreement, dict.fromkeys(h.actor for h in reading.held_by))
                    asked = plain(known.title)
                    return f"{asked}\n\nHeld by {plain(holders)}." if holders else asked
    return ""


def end_of_today(calendar: Calendar) -> Instant:
    """Read the clock, and give the last minute of the day it shows in the agreement's zone."""
    now = int(datetime.now(UTC).timestamp()) // 60
    return calendar.end_of_day(calendar.date_of(now))


def wording(looked: Looked, span: Span) -> str:
    """Give the lines of the sentence, or of the clause, in which something is declared."""
    source = looked.heard.loaded.sources.get(span.path)
    document = next((d for d in looked.heard.loaded.documents if d.file.path == span.path), None)
    if source is None or document is None:
        return ""
    found = sentence_at(document, span.line)
    first, last = (span.line, last_line(found)) if found is not None else (span.line, span.line)
    return _lines(source, first, last)


def _lines(source: SourceFile, first: int, last: int) -> str:
    lines = [source.line_text(line).rstrip() for line in range(first, last + 1)]
    shown = lines[:LINES_SHOWN]
    margin = min((len(line) - len(line.lstrip()) for line in shown if line.strip()), default=0)
    text = "\n".join(line[margin:][:200] for line in shown)
    return f"{text}\n…" if len(lines) > LINES_SHOWN else text


def sentence_at(document: Document, line: int) -> Sentence | None:
    """Find the innermost sentence whose head stands on a line."""
    for sentence in document.sentences:
        if sentence.span.line <= line <= last_line(sentence):
            return _inside(sentence, line)
    return None


def _inside(sentence: Sentence, line: int) -> Sentence:
    for child in sentence.children:
        if child.span.line <= line <= last_line(child):
            return _inside(child, line)
    return sentence


def last_line(sentence: Sentence) -> int:
    """Find the last line of a sentence, with all that stands below it."""
    while sentence.children:
        sentence = sentence.children[-1]
    return sentence.clauses[-1].tokens[-1].line


def rule_said(fault: Diagnostic) -> str:
    """Say what the rule of a fault is about, in Markdown."""
    register_all()
    rule = RULES.get(current_name(fault.rule))
    if rule is None:
        return ""
    parts = [f"**{rule.name}**: {plain(rule.summary)}", rule.why.strip()]
    if rule.source:
        parts.append(f"Source: {plain(rule.source)}")
    return "\n\n".join(parts)


def plain(text: str) -> str:
    """Write a text of the user's so that Markdown shows it as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|~" else sign for sign in text)
