"""Listen on a port, and hand requests to the pages until it is stopped."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from servanda.web.app import make_app
from servanda.web.guard import LOOPBACK_NAMES, Guard
from servanda.web.patience import Patient
from servanda.web.site import Site
from servanda.workspace import CannotRun
from servanda.workspace.texts import reason


def serve(site: Site, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a site until it is stopped; `tell` is given the address once it can be asked.

    Where others than this machine can ask, the address holds a token that nobody can guess.
    Raises `CannotRun` where the port cannot be listened on, or the texts cannot be read.
    """
    site.now()
    token = "" if host in LOOPBACK_NAMES else secrets.token_urlsafe(24)
    listener = listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    asked = f"?token={token}" if token else ""
    tell(f"http://{shown}:{listener.getsockname()[1]}/{asked}")
    app = make_app(site, names=frozenset({host}), token=token)
    try:
        uvicorn.Server(configured(app)).run(sockets=[listener])
    finally:
        site.close()


def configured(app: Guard) -> uvicorn.Config:
    """Say how an application is served: with patience, but not without end."""
    return uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )


def listening(host: str, port: int) -> socket.socket:
    """Listen on a port of an address. Raises `CannotRun` where the system refuses."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, UnicodeError) as refused:
        listener.close()
        why = reason(refused) if isinstance(refused, OSError) else "no such address"
        raise CannotRun(
            f"port {port} of {host} cannot be listened on: {why}; --port names another"
        ) from refused
    return listener
