"""Ask an extractor behind an address that the user names; nothing is contacted that is not named."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib import error, request
from urllib.parse import urlsplit

from msgspec import Struct

from servanda.intake.outside import INSTRUCTIONS
from servanda.workspace import CannotRun
from servanda.workspace.texts import refusal

BYTES_AT_MOST = 4 * 1024 * 1024


class ChatExtractor(Struct, frozen=True, kw_only=True):
    """Propose drafts by a language model behind an address of the form that OpenAI's has."""

    address: str
    model: str
    key: str = ""
    seconds: float = 120.0

    @property
    def name(self) -> str:
        """Give the model's name, as rules are written."""
        return re.sub(r"[^a-z0-9]+", "-", self.model.lower()).strip("-") or "model"

    def propose(self, task: str) -> str:
        """Send the task as data, and give the words of the answer."""
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": task},
            ],
        }
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        place = f"{self.address.rstrip('/')}/chat/completions"
        asked = request.Request(place, json.dumps(body).encode(), headers)
        opener = request.build_opener(request.ProxyHandler({}), _NoRedirect())
        try:
            with opener.open(asked, timeout=self.seconds) as answer:
                data = answer.read(BYTES_AT_MOST + 1)
        except (OSError, error.URLError, ValueError) as fault:
            raise CannotRun(f"{self.address} cannot be asked: {_told(fault)}") from fault
        if len(data) > BYTES_AT_MOST:
            raise CannotRun(f"{self.address} answers with more than 4 MB")
        return _content(data, self.address)


class _NoRedirect(request.HTTPRedirectHandler):
    """Follow nobody to an address that was not named."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse to be sent elsewhere."""


def _told(fault: Exception) -> str:
    return str(getattr(fault, "reason", "") or fault or type(fault).__name__)


def _content(data: bytes, address: str) -> str:
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as fault:
        raise CannotRun(f"{address} gives no answer of the form that a chat has") from fault
    return content if isinstance(content, str) else ""


def extractor_at(address: str, model: str | None, key: Path | None) -> ChatExtractor:
    """Make the extractor that the options name."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CannotRun(f"--extractor {address} is no address such as http://127.0.0.1:8080/v1")
    if not model:
        raise CannotRun("--extractor needs --model, the model that is asked there")
    secret = ""
    if key is not None:
        try:
            secret = key.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as fault:
            raise CannotRun(f"--key-file {key} {refusal(fault)}") from fault
    return ChatExtractor(address=address, model=model, key=secret)
