"""Hold what an import left behind, for the tests of importing."""

import json
from collections.abc import Callable
from pathlib import Path


class Done:
    """Hold what an import left behind."""

    def __init__(self, folder: Path, status: int, out: str, err: str) -> None:
        self.status, self.err = status, err
        self.table = json.loads(out) if out else {}
        record, rejects = folder / "log.record", folder / "log.rejects.csv"
        self.record = record.read_text("utf-8") if record.exists() else ""
        self.rejects = rejects.read_text("utf-8") if rejects.exists() else ""


Import = Callable[..., Done]
