"""Write a page as a document, as JSON, or as CSV: three forms of one value."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from servanda.reports.values import as_data
from servanda.reports.verdicts import dates_of
from servanda.web.fault_words import FaultWords
from servanda.web.language import LANGUAGES, Speech, names_of
from servanda.web.page import Page
from servanda.web.refusal_words import RefusalWords
from servanda.web.registry import listed
from servanda.web.safety import clean, finalize, web_address
from servanda.web.static import address_of
from servanda.web.view import View

TEMPLATES = Path(__file__).parent / "templates"
_DAY, _MINUTE = len("2025-02-20"), len("2025-02-20 08:30")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@cache
def environment(code: str) -> Environment:
    """Make the templates of a language: every value is escaped, and made visible before."""
    speech = Speech(code)
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.do"],
    )
    made.globals.update(
        _=speech.html,
        count_=speech.html_count,
        speech=speech,
        day=lambda written: day(speech, written),
        number=speech.number,
        static=address_of,
        languages=names_of(),
        web_address=web_address,
        coded=coded,
        quoted_apart=quoted_apart,
        fault_words=FaultWords(speech).tell,
        refusal_words=RefusalWords(speech).tell,
    )
    return made


def day(speech: Speech, written: object) -> Markup:
    """Write a date as an element that programs understand too."""
    if isinstance(written, tuple | list):
        first, last = written
        told = clean(dates_of((first, last), speech))
        return Markup('<span class="dates">{}</span>').format(told)
    text = clean(str(written or ""))
    told = speech.day(text)
    if told != text and len(text) in (_DAY, _MINUTE):
        return Markup('<time datetime="{}">{}</time>').format(text.replace(" ", "T"), told)
    kind = "date" if len(text) <= _MINUTE else "dates"
    return Markup('<span class="{}">{}</span>').format(kind, told)


def coded(text: str) -> Markup:
    """Show what stands between backticks as code, which runs from left to right.

    >>> str(coded("write `by day 7` <here>"))
    'write <code dir="ltr">by day 7</code> &lt;here&gt;'
    """
    pieces = clean(text).split("`")
    if len(pieces) % 2 == 0:
        return escape("`".join(pieces))
    told = (
        Markup('<code dir="ltr">{}</code>').format(piece) if at % 2 else escape(piece)
        for at, piece in enumerate(pieces)
    )
    return Markup("").join(told)


_QUOTED = re.compile("([“«])([^“”«»<>]*)([”»])")


def quoted_apart(text: str) -> Markup:
    """Let what stands in quotation marks run as it does by itself, so that the marks go with the page.

    >>> str(quoted_apart("X: «a <b>»"))
    'X: «<bdi>a &lt;b&gt;</bdi>»'
    """
    told = text if isinstance(text, Markup) else escape(clean(text))
    return Markup(_QUOTED.sub(r"\1<bdi>\2</bdi>\3", str(told)))


def as_html(page: Page, view: View, table: Any, **more: Any) -> str:
    """Write a whole page."""
    template = environment(view.speech.code).get_template("base.html")
    return template.render(page=page, view=view, table=table, pages=listed(), **more)


def as_inside(page: Page, view: View, table: Any) -> str:
    """Write what stands inside a page: its template alone."""
    template = environment(view.speech.code).get_template(page.template)
    return template.render(page=page, view=view, table=table)


def as_csv(page: Page, table: Any) -> str:
    """Write the rows of a page; no cell can be taken for a formula by a program that opens it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in page.rows(table):
        writer.writerow([cell(value) for value in row])
    return stream.getvalue()


def cell(value: object) -> str:
    """Write a value into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(map(cell, value)) if _are_plain(value) else json.dumps(as_data(value))
    text = str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) and not is_number else text


def _are_plain(values: Iterable[object]) -> bool:
    return all(isinstance(value, str | int | float | bool | None) for value in values)


def languages() -> tuple[str, ...]:
    """List the codes of the languages."""
    return tuple(LANGUAGES)
