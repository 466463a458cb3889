"""Start the language server."""

from __future__ import annotations

import click

from servanda.cli.extras import require


@click.command(name="lsp")
@click.option("--stdio", is_flag=True, help="Talk over the standard streams, as it does anyhow.")
def command(stdio: bool) -> None:
    """Help an editor with agreements and records as they are written.

    It speaks the language server protocol over its standard streams; an editor starts it. It shows faults,
    completes names and words, says where a provision stands, finds, renames and lays out.
    """
    require("`servanda lsp`", "pygls", "lsprotocol")
    from servanda.lsp.answers import serve  # only an editor waits for it

    serve()
