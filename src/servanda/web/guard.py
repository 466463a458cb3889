"""Let through only requests that the reader's own browser makes of the pages, and have it trust nothing else.

A page elsewhere could make a browser ask a server on its own machine: by a name that it lets point here (DNS
rebinding), or with a form (request forgery). So the name by which a request asks must be ours, and whatever
writes must come from a page of ours. Where others than this machine can ask, each must know a token.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlencode

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]

BYTES_AT_MOST = 256 * 1024
"""So much may be sent with a request."""

READING, WRITING = frozenset({"GET", "HEAD"}), frozenset({"POST"})
COOKIE = "servanda"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
    "vary": "accept-language, cookie",
}
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Guard:
    """Stand before an application. `names` are those it may be asked by, beside those of this machine.

    With a token, also any address in numbers may be asked: a name that was made to point here cannot be one.
    """

    def __init__(self, app: App, *, names: frozenset[str] = frozenset(), token: str = "") -> None:
        self._app = app
        self._names = LOOPBACK_NAMES | {name.lower() for name in names}
        self._token = token

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): v.decode("latin-1") for name, v in scope["headers"]}
        sending = _with_headers(send)
        refused = self._refusal(scope, headers)
        if refused:
            await _plain(sending, *refused)
            return
        if self._token and not self._knows(headers):
            await self._ask_for_token(scope, sending)
            return
        await self._app(scope, _bounded(receive), sending)

    def _refusal(self, scope: Any, headers: Mapping[str, str]) -> tuple[int, str] | None:
        method, host = scope["method"], headers.get("host", "")
        if method not in READING | WRITING:
            return 405, "these pages are read and written in no other way"
        if not self._is_ours(name_in(host)):
            return 421, f"these pages are not those of {name_in(host)[:80] or 'nobody'}"
        if method in WRITING and not _is_own(headers, host):
            return 403, "only a page of this server may write"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > BYTES_AT_MOST:
            return 413, f"no more than {BYTES_AT_MOST:,} bytes are taken"
        return None

    def _is_ours(self, name: str) -> bool:
        return name in self._names or bool(self._token and _is_number(name))

    def _knows(self, headers: Mapping[str, str]) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self._token)

    async def _ask_for_token(self, scope: Any, send: Send) -> None:
        """Take the token from the address into a cookie; without it nothing is told."""
        query = scope["query_string"].decode("latin-1")
        pairs = parse_qsl(query, keep_blank_values=True)
        given = next((value for name, value in pairs if name == "token"), "")
        if scope["method"] not in READING or not _same(given, self._token):
            await _plain(send, 401, "these pages need the address with the token that was shown")
            return
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        path = "/" + scope["path"].lstrip("/\\")
        cookie = f"{COOKIE}={self._token}; HttpOnly; SameSite=Strict; Path=/"
        more = {"location": f"{path}{f'?{rest}' if rest else ''}", "set-cookie": cookie}
        await _plain(send, 303, "", more)


def name_in(host: str) -> str:
    """Give the name in a Host header, without its port.

    >>> name_in("localhost:8642"), name_in("[::1]:8642"), name_in("::1")
    ('localhost', '::1', '')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    name, _, port = host.partition(":")
    return name.lower().rstrip(".") if not port or port.isdigit() else ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_own(headers: Mapping[str, str], host: str) -> bool:
    """Tell whether a browser says that a page of this server makes the request."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    scheme, _, rest = headers.get("origin", "").partition("://")
    return scheme in ("http", "https") and rest == host


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _bounded(receive: Receive) -> Receive:
    """Receive no more than may be sent, whatever a request says of its length."""
    received = 0

    async def receiving() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return message if received <= BYTES_AT_MOST else {"type": "http.disconnect"}

    return receiving


def _with_headers(send: Send) -> Send:
    """Send our headers with every answer; an answer may say otherwise for itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message.get("headers", ())}
            ours = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in own]
            message = {**message, "headers": [*message.get("headers", ()), *ours]}
        await send(message)

    return sending


async def _plain(
    send: Send, status: int, words: str, more: Mapping[str, str] | None = None
) -> None:
    body = f"{words}\n".encode() if words else b""
    headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    pairs = [(n.encode(), v.encode()) for n, v in {**headers, **(more or {})}.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
