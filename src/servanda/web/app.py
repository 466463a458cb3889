"""Answer requests: find the page that an address names, and write it in the form that is asked for."""

from __future__ import annotations

import sys
import traceback
from typing import Any
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.reports.values import as_json
from servanda.web import forms, static
from servanda.web.address import Address, read_address
from servanda.web.events import Events
from servanda.web.guard import Guard
from servanda.web.language import Speech, chosen
from servanda.web.page import Elsewhere, Page
from servanda.web.registry import listed, page_of
from servanda.web.site import Site
from servanda.web.view import View
from servanda.workspace import CannotRun

WORKERS = 4
"""So many requests are evaluated at a time; others wait their turn."""

ASKING_AT_MOST = 200

FORMS = {
    "": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


def make_app(site: Site, *, names: frozenset[str] = frozenset(), token: str = "") -> Guard:
    """Make what answers requests about a site.

    It may be asked by the names of this machine and by those given; with a token, only by who knows it.
    """
    limiter, asking = CapacityLimiter(WORKERS), 0

    async def page(request: Request) -> Response:
        nonlocal asking
        if asking >= ASKING_AT_MOST:
            return Response("too much is asked at once; ask again\n", 503, {"retry-after": "2"})
        asking += 1
        try:
            body = await request.body() if request.method == "POST" else b""
            return await to_thread.run_sync(answer, site, request, body, limiter=limiter)
        finally:
            asking -= 1

    async def home(request: Request) -> Response:
        query = request.url.query
        return RedirectResponse(f"/overview{f'?{query}' if query else ''}", 307)

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in static.KINDS:
            return Response("not found\n", 404, media_type="text/plain")
        kept = {"cache-control": "max-age=31536000, immutable"}
        return Response(static.content(name), 200, kept, static.KINDS[name])

    routes = [
        Route("/", home),
        Route("/static/{name}", asset),
        Route("/events", Events(site).tell),
        Route("/{name}", page, methods=["GET", "POST"]),
    ]
    return Guard(Starlette(routes=routes), names=names, token=token)


def answer(site: Site, request: Request, body: bytes = b"") -> Response:
    """Write the page that a request asks for; what cannot be is said on a page of its own."""
    name, _, form = request.path_params["name"].partition(".")
    accepted = request.headers.get("accept-language", "")
    speech = Speech(chosen(request.query_params.get("lang", ""), accepted))
    try:
        page = page_of(name)
        if page is None or form not in FORMS or (form == "ics" and page.ics is None):
            return _trouble(site, speech, 404, "")
        try:
            pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            return _trouble(site, speech, 400, "the address says too much")
        address = read_address(pairs, page.filters)
        view = View(site, site.now(), address, speech)
        if request.method == "POST":
            return _done(page, view, body)
        return _answered(page, view, form)
    except Elsewhere as other:
        return RedirectResponse(other.address, 303)
    except CannotRun as refused:
        return _trouble(site, speech, 400, str(refused))
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return _trouble(site, speech, 500, "")


def _done(page: Page, view: View, body: bytes) -> Response:
    """Do what a form of a page says, and show what came of it."""
    if page.act is None:
        return _trouble(view.site, view.speech, 405, "this page takes no form")
    if view.site.is_read_only:
        return _trouble(view.site, view.speech, 403, "these pages are read-only")
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return _trouble(view.site, view.speech, 400, "the form cannot be read")
    table = page.act(view, dict(pairs))
    return Response(forms.as_html(page, view, table), 200, media_type=FORMS[""])


def _answered(page: Page, view: View, form: str) -> Response:
    if form == "ics" and page.ics is not None:
        named = {"content-disposition": f'attachment; filename="{page.name}.ics"'}
        return Response(page.ics(view), 200, named, FORMS[form])
    table = page.tabulate(view)
    if form == "json":
        body = as_json(table)
    elif form == "csv":
        body = forms.as_csv(page, table)
    else:
        body = forms.as_html(page, view, table)
    headers = {}
    if form == "csv":
        headers["content-disposition"] = f'attachment; filename="{page.name}.csv"'
    return Response(body, 200, headers, FORMS[form])


def _trouble(site: Site, speech: Speech, status: int, words: str) -> Response:
    """Say on a page why there is none."""
    try:
        view: Any = View(site, site.now(), Address(lang=speech.code), speech)
    except CannotRun as refused:
        view, words = None, str(refused)
    template = forms.environment(speech.code).get_template("trouble.html")
    body = template.render(view=view, status=status, words=words, pages=listed())
    return Response(body, status, media_type=FORMS[""])
