"""Ask the pages without a network: requests go straight into the application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from servanda.web import Site, make_app
from servanda.web.background import Background, Job

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


class Answer(NamedTuple):
    """Hold what was answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


async def asked(app: Any, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
    path, _, query = target.partition("?")
    sent: list[dict[str, Any]] = []
    named = {"host": "127.0.0.1:8642", **headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in named.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8642),
    }
    has_asked = False

    async def receive() -> dict[str, Any]:
        nonlocal has_asked
        if not has_asked:
            has_asked = True
            return {"type": "http.request", "body": body, "more_body": False}
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = sent[0]
    return Answer(
        start["status"],
        {k.decode(): v.decode() for k, v in start["headers"]},
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


class Asker:
    """Ask one application, request after request."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(
        self, target: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(asked(self.app, method, target, named, body))


Ask = Callable[..., Answer]


class Idle(Background):
    """Leave every claim to be answered later: a test that needs one answered says so."""

    def ask(self, version: str, readings: tuple[str, ...]) -> Job:
        return Job()


def asker(folder: Path, **options: Any) -> Asker:
    return Asker(make_app(idle_site(folder, **options)))


def idle_site(folder: Path, **options: Any) -> Site:
    site = Site(folder, clock=lambda: NOW, claims_wait=0, **options)
    site.background = Idle(str(folder))
    return site
