"""Wait for slow clients only so long, and for only so many, so that they stop nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""So long may a client take to ask, from when it may."""

REQUEST_SECONDS = 60.0
"""So long may it take from asking to having read the answer."""

CONNECTIONS_AT_MOST = 512
ENDLESS = frozenset({"/events"})
"""What is read for as long as a page is open; the application bounds how many there are."""

LOOK_SECONDS = 1.0


class Patient(H11Protocol):
    """Speak HTTP with one client, and look each second whether it takes too long."""

    head_seconds = HEAD_SECONDS
    request_seconds = REQUEST_SECONDS
    look_seconds = LOOK_SECONDS
    connections_at_most = CONNECTIONS_AT_MOST

    def connection_made(self, transport: Any) -> None:
        """Take up a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.connections_at_most:
            transport.abort()
            return
        self._since = self.loop.time()
        self._seen: object = None
        self._look: asyncio.TimerHandle | None = None
        self._look_again()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let a connection go."""
        look = getattr(self, "_look", None)
        if look is not None:
            look.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request from now on."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _look_again(self) -> None:
        if self.transport.is_closing():
            return
        if self._is_too_long():
            self.transport.abort()
            return
        self._look = self.loop.call_later(self.look_seconds, self._look_again)

    def _is_too_long(self) -> bool:
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            return self.loop.time() - self._since > self.head_seconds
        if cycle is not self._seen:
            self._seen, self._since = cycle, self.loop.time()
        path = cycle.scope["path"]
        return path not in ENDLESS and self.loop.time() - self._since > self.request_seconds
