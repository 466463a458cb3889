"""Put a report together: the inside of each page, one after another, in a document of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from servanda.reports.tongue import marked
from servanda.web import forms
from servanda.web.address import Address
from servanda.web.language import Speech
from servanda.web.paper import parts
from servanda.web.paper.learned import learned
from servanda.web.paper.letterhead import Letterhead
from servanda.web.paper.view import PaperView
from servanda.web.registry import page_of
from servanda.web.site import Site
from servanda.web.static import FOLDER


class Report(Struct, frozen=True, kw_only=True):
    """Hold a report as a document of HTML, with its name and the way it is written."""

    name: str
    html: str
    direction: str


class Part(Struct, frozen=True, kw_only=True):
    """Hold a part of a report."""

    id: str
    title: str
    html: Markup


def compose(
    site: Site,
    address: Address,
    *,
    letterhead: Letterhead | None = None,
    seconds: float | None = 60,
) -> Report:
    """Write the report that an address asks for. Raises `CannotRun` where it cannot be understood."""
    speech = Speech(address.lang or "en")
    view = PaperView(site, site.now(), address, speech)
    found = list(_parts(view, seconds))
    known = set(_ids(found))
    environment = forms.environment(speech.code)
    given: dict[str, Any] = {
        "view": view,
        "parts": [
            Part(id=part.id, title=part.title, html=Markup(_linked(str(part.html), known)))
            for part in found
        ],
        "style": Markup(_style()),
    }
    head = letterhead or Letterhead()
    html = head.write(environment, given)
    name = f"{view.agreement.header.id}-{view.on[:10]}"
    return Report(name=name, html=html, direction=speech.direction)


def _parts(view: PaperView, seconds: float | None) -> Iterator[Part]:
    """Write the parts, in their order; what cites entries comes before those that tell them."""
    told = parts.claims(view, seconds) if view.agreement.claims else None
    verdicts = {claim["name"]: claim["verdict"] for claim in told["claims"]} if told else {}
    overview = marked("Where it stands")
    yield _of_page(view, "overview", overview, lambda table: _answered(table, verdicts))
    yield _of_page(view, "timeline", marked("When things were promised, and when they were done"))
    exchange = page_of("exchange")
    if exchange is not None and exchange.tabulate(view).exchanges:
        yield _of_page(view, "exchange", marked("Who has given what, day by day"))
    yield _of_page(view, "text", marked("The text, clause by clause"))
    if told is not None:
        yield _of_template(view, "claims", marked("What the text guarantees"), told=told)
    later = learned(view)
    if later is not None:
        yield _of_template(view, "learned", marked("What was learned later"), told=later)
    stands = parts.positions(view)
    if stands.positions:
        yield _of_template(view, "positions", marked("Who stands where"), told=stands)
    network = page_of("network")
    if network is not None and network.tabulate(view).contacts:
        yield _of_page(view, "network", marked("Who was in contact with whom"))
    yield _of_template(
        view,
        "sources",
        marked("Sources"),
        told=parts.sources(view),
        entries=tuple(parts.entries(view)),
    )
    yield _of_template(view, "assumptions", marked("What this report rests on"))


def _answered(table: Any, verdicts: Mapping[str, str]) -> Any:
    """Put the answers to claims into the overview, which on a screen come when they are there."""
    claims = tuple(
        replace(claim, verdict=verdicts.get(claim.name, claim.verdict)) for claim in table.claims
    )
    return replace(table, claims=claims)


def _of_page(
    view: PaperView, name: str, title: str, settle: Callable[[Any], Any] = lambda table: table
) -> Part:
    page = page_of(name)
    assert page is not None
    inside = forms.as_inside(page, view, settle(page.tabulate(view)))
    return _part(view, name, title, inside)


def _of_template(view: PaperView, name: str, title: str, **given: Any) -> Part:
    environment: Environment = forms.environment(view.speech.code)
    template = environment.get_template(f"report-{name}.html")
    inside = template.render(view=view, page=page_of("overview"), words=parts, **given)
    return _part(view, name, title, inside)


def _part(view: PaperView, name: str, title: str, inside: str) -> Part:
    told = view.speech.say(title)
    if name in ("overview", "timeline", "exchange"):
        inside = _DETAILS.sub("", inside)  # the text, and the entries that are cited, have them
    if name == "text":
        inside = _QUOTE.sub(
            "", inside
        )  # the clause stands beside it, and the entry with its sources below
    body = _own_ids(_lower(_without_controls(_without_title(inside))), name)
    return Part(id=name, title=told, html=Markup(body))


_TITLE = re.compile(r"<h1\b[^>]*>.*?</h1>", re.S)
_CONTROLS = (
    re.compile(r"<form\b.*?</form>", re.S),
    re.compile(r'<nav class="contents".*?</nav>', re.S),
)
_DETAILS = re.compile(r"<details\b.*?</details>", re.S)
_QUOTE = re.compile(r"<q\b.*?</q>", re.S)
_SCROLLED = re.compile(r'<div class="scroll"[^>]*>')
_HEADING = re.compile(r"<(/?)h([2-5])\b")
_ID = re.compile(r'(?<= id=")[^"]+(?=")')
_REFERS = re.compile(r'(?<= aria-labelledby=")[^"]+(?=")')
_LINK = re.compile(r'<a\b[^>]*? href="([^"]*)"[^>]*>(.*?)</a>', re.S)
_CLASS = re.compile(r' class="([^"]*)"')


def _without_title(html: str) -> str:
    return _TITLE.sub("", html, count=1)


def _without_controls(html: str) -> str:
    for pattern in _CONTROLS:
        html = pattern.sub("", html)
    return _SCROLLED.sub("<div>", html).replace(' tabindex="0"', "")


def _lower(html: str) -> str:
    """Put headings a level below that of the part."""
    return _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)


def _own_ids(html: str, name: str) -> str:
    """Give each place a name that no other part has; those of entries are the document's."""

    def own(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("entry-") else f"{name}-{found[0]}"

    return _REFERS.sub(own, _ID.sub(own, html))


def _ids(found: list[Part]) -> Iterator[str]:
    for part in found:
        yield part.id
        yield from _ID.findall(str(part.html))


def _linked(html: str, known: set[str]) -> str:
    """Keep the links that lead to a place in the document; of others the words alone."""

    def settle(found: re.Match[str]) -> str:
        target = found[1].removeprefix("#")
        if found[1].startswith("#") and target in known:
            return found[0]
        kind = _CLASS.search(found[0].partition(">")[0])
        return f'<span class="{kind[1]}">{found[2]}</span>' if kind else found[2]

    return _LINK.sub(settle, html)


def _style() -> str:
    names = ("servanda.css", "paper.css")
    return "\n".join((FOLDER / name).read_text("utf-8") for name in names)
