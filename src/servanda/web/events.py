"""Tell open pages when the texts change, or when claims are answered, so that they can look again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from servanda.web.site import Site
from servanda.workspace import CannotRun

LISTENERS_AT_MOST = 32
LOOK_SECONDS = 0.5
BEAT_SECONDS = 15.0
"""So often something is said though nothing happened, so that who has gone is noticed."""


class Events:
    """Look at the texts while somebody listens, for all who do."""

    def __init__(self, site: Site, look_seconds: float = LOOK_SECONDS) -> None:
        self._site = site
        self._look_seconds = look_seconds
        self._listeners = 0

    async def tell(self, request: Request) -> Response:
        """Send what changes to one listener, for as long as it listens."""
        if self._listeners >= LISTENERS_AT_MOST:
            return Response("too many listen\n", 503, {"retry-after": "60"})
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        """Say the version at once, and again whenever it is another one."""
        self._listeners += 1
        last, silent = "", 0.0
        try:
            yield "retry: 2000\n\n"
            while True:
                found = await to_thread.run_sync(self._version)
                if found != last:
                    last, silent = found, 0.0
                    yield f"data: {found}\n\n"
                elif silent >= BEAT_SECONDS:
                    silent = 0.0
                    yield ": still here\n\n"
                await asyncio.sleep(self._look_seconds)
                silent += self._look_seconds
        finally:
            self._listeners -= 1

    def _version(self) -> str:
        """Name the texts as they are, and how much of what is worked out beside the pages is there."""
        try:
            snapshot = self._site.now()
        except CannotRun:
            return ""
        trouble = "!" if self._site.trouble else ""
        return f"{snapshot.version}.{self._site.background.answered + snapshot.later.done}{trouble}"
