"""Open an agreement and its record as pages in a browser."""

from __future__ import annotations

import click

from servanda.cli.question import path_argument
from servanda.cli.terminal import say

PORT = 8642


@click.command(name="serve")
@path_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    metavar="NUMBER",
    help="Listen on this port; 0 takes any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Listen on this address; others than this machine's own need a token, which is shown.",
)
@click.option("--read-only", is_flag=True, help="Let no page write to the texts.")
def command(path: str, port: int, host: str, read_only: bool) -> None:
    """Show an agreement and its record as pages, for a browser, until it is stopped.

    Only this machine can ask, unless another address is listened on: then everybody who knows the token can,
    and what is sent can be read on the way; put a server that encrypts before it.

    PATH is a folder with *.pact and *.record texts, or one file; the current folder by default.
    """
    from servanda.web import Site
    from servanda.web.server import serve

    def tell(address: str) -> None:
        say(f"servanda: {path} can be read at {address} ; Ctrl-C stops it")

    serve(Site(path, is_read_only=read_only, checks_ahead=True), host, port, tell)
