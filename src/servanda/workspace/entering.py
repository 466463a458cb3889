"""Enter what a person has confirmed into a record: wholly or not at all, and never over another's change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from servanda.diagnostics import Severity
from servanda.record.imports import Appender, Busy, Changed, Full
from servanda.workspace.load import RECORD
from servanda.workspace.pipeline import Loaded, load_text
from servanda.workspace.refusal import CannotRun
from servanda.workspace.texts import BYTES_AT_MOST, reason, refusal


def digest_of(path: Path) -> str:
    """Tell a text from any other by its content; empty where it says nothing, or is not there."""
    try:
        data = path.read_bytes() if path.exists() else b""
        return hashlib.sha256(data).hexdigest() if data else ""
    except OSError as fault:
        raise CannotRun(f"{path.name} {refusal(fault)}") from fault


def records_of(home: Path) -> list[Path]:
    """List the records of a folder, or the one beside its agreement where there is none yet."""
    folder = home if home.is_dir() else home.parent
    records = sorted(folder.glob(f"*{RECORD}"))
    texts = sorted(folder.glob("*.pact"))
    if not records and len(texts) == 1:
        return [texts[0].with_suffix(RECORD)]
    return records


def faults_of(loaded: Loaded) -> Sequence[str]:
    """Give the errors of texts in words."""
    return [f.message for f in loaded.diagnostics if f.severity is Severity.ERROR]


def new_faults(loaded: Loaded, path: Path, text: str) -> list[str]:
    """Give the errors that the texts would have, with another text in the place of one, and have not now."""
    texts = {name: source.text for name, source in loaded.sources.items()}
    same = next(
        (name for name in texts if os.path.realpath(name) == os.path.realpath(path)), str(path)
    )
    known = set(faults_of(loaded))
    return [f for f in faults_of(load_text({**texts, same: text})) if f not in known]


def append(path: Path, text: str, digest: str) -> None:
    """Append to a record that still has a digest. Raises `CannotRun`, and changes nothing, where not."""
    if path.is_symlink():
        raise CannotRun(f"{path.name} is a link, and is not written to")
    try:
        appender = Appender(path, BYTES_AT_MOST)
        try:
            if digest_of(path) != digest:
                raise CannotRun(f"{path.name} was changed meanwhile; look at the entry again")
            appender.append(text)
        finally:
            appender.close()
    except (Busy, Changed) as fault:
        raise CannotRun(f"somebody else writes to {path.name}; try again") from fault
    except Full as fault:
        raise CannotRun(f"{path.name} is full") from fault
    except OSError as fault:
        raise CannotRun(f"{path.name} cannot be written: {reason(fault)}") from fault
