"""Listen on a port, and hand requests to the pages until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from servanda.web.app import make_app
from servanda.web.site import Site
from servanda.workspace import CannotRun
from servanda.workspace.texts import reason

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(site: Site, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a site until it is stopped; `tell` is given the address once it can be asked.

    Raises `CannotRun` where the port cannot be listened on, or the texts cannot be read.
    """
    site.now()
    listener = listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    tell(f"http://{shown}:{listener.getsockname()[1]}/")
    server = uvicorn.Server(
        uvicorn.Config(
            make_app(site),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )
    server.run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """Listen on a port of an address. Raises `CannotRun` where the system refuses."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as refused:
        listener.close()
        raise CannotRun(
            f"port {port} of {host} cannot be listened on: {reason(refused)}; --port names another"
        ) from refused
    return listener
