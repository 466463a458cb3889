"""Write a report on the paper of a mission: a template of its own, which may hold pictures and a style.

A template is Jinja's, in a sandbox; it extends `report.html` and fills its blocks `letterhead`, `style` and
`closing`. Pictures that it names lie beside it and are put into the document.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from servanda.web.forms import TEMPLATES
from servanda.workspace import CannotRun

PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
BYTES_AT_MOST = 8 * 1024 * 1024
_ATTRIBUTE = re.compile(r"""(\b(?:src|href|srcset|poster|data)\s*=\s*)(["'])(.*?)\2""", re.S | re.I)
_URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""", re.S | re.I)
_IMPORT = re.compile(r"@import\b", re.I)
_SCRIPT = re.compile(r"<\s*(script|iframe|object|embed|base|link)\b", re.I)


class Letterhead:
    """Hold the template of a mission; without one, the report stands on plain paper."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._text = _read(path) if path is not None else ""

    def write(self, environment: Environment, given: dict[str, Any]) -> str:
        """Write the document. Raises `CannotRun` where the template cannot be used."""
        if self._path is None:
            return environment.get_template("report.html").render(**given)
        sandbox = SandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=environment.undefined,
            finalize=environment.finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        sandbox.globals.update(environment.globals)
        try:
            return sandbox.get_template("letterhead").render(**given)
        except TemplateError as fault:
            line = getattr(fault, "lineno", None)
            where = f"{self._path}:{line}" if line else str(self._path)
            raise CannotRun(f"the template {where} cannot be used: {fault}") from None
        except Exception as fault:  # whatever its author wrote
            raise CannotRun(f"the template {self._path} cannot be used: {fault}") from None

    def _load(self, name: str) -> str | None:
        if name == "letterhead":
            return self._text
        if name in ("report.html", "parts.html"):
            return (TEMPLATES / name).read_text("utf-8")
        return None


def _read(path: Path) -> str:
    """Read a template, with its pictures put in; nothing may lead outside."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "it is no text in UTF-8"
        raise CannotRun(f"the template {path} cannot be read: {str(reason).lower()}") from None
    if found := _SCRIPT.search(text):
        raise CannotRun(f"the template {path} has `<{found[1]}>`, which a report does not take")
    if _IMPORT.search(text):
        raise CannotRun(f"the template {path} has `@import`: write the style into it")

    def attribute(found: re.Match[str]) -> str:
        is_link = found[1].lower().startswith("href")
        value = found[3].strip()
        kept = value.startswith(("#", "data:")) or "{{" in value
        return found[0] if kept or is_link else f'{found[1]}"{_put_in(path, value)}"'

    def url(found: re.Match[str]) -> str:
        value = found[2].strip()
        kept = value.startswith(("#", "data:"))
        return found[0] if kept else f'url("{_put_in(path, value)}")'

    return _URL.sub(url, _ATTRIBUTE.sub(attribute, text))


def _put_in(path: Path, name: str) -> str:
    """Give the content of a file beside a template, as an address."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", name, re.I):
        raise CannotRun(
            f"the template {path} refers to `{name[:80]}`; a report refers to nothing outside it: "
            "put the file beside the template"
        )
    folder = path.resolve().parent
    target = (folder / name).resolve()
    if not target.is_relative_to(folder):
        raise CannotRun(f"the template {path} refers to `{name[:80]}`, outside its folder")
    kind = PICTURES.get(target.suffix.lower())
    if kind is None:
        raise CannotRun(
            f"the template {path} refers to `{name[:80]}`; it may name {', '.join(PICTURES)}"
        )
    try:
        data = target.read_bytes()
    except OSError as fault:
        raise CannotRun(f"{target} cannot be read: {str(fault.strerror).lower()}") from None
    if len(data) > BYTES_AT_MOST:
        raise CannotRun(f"{target} is larger than {BYTES_AT_MOST // 1024 // 1024} MB")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
