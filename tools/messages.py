"""Bring the messages of the pages up to date in every language, and list those that nobody has translated.

python tools/messages.py            bring src/servanda/web/locale/*.po up to date
python tools/messages.py FILE.json  the same, with those of a file: {"message": {"fr": "…"}}
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "servanda"
LOCALE = SOURCE / "web" / "locale"
LANGUAGES = ("fr", "es", "ar")
KEYWORDS = {
    "_": None,
    "say": None,
    "html": None,
    "marked": None,
    "count": (1, 2),
    "count_": (1, 2),
    "html_count": (1, 2),
}
SPOKEN = tuple(
    f"reports/{name}.py" for name in ("attention", "entry_words", "tongue", "verdicts", "words")
)
"""The modules outside the pages whose words are said in the language of the page."""


def messages() -> Catalog:
    """Collect every message, with the places it stands in."""
    found = Catalog(project="Servanda", charset="utf-8")
    python = [SOURCE / name for name in SPOKEN] + sorted((SOURCE / "web").rglob("*.py"))
    templates = sorted((SOURCE / "web" / "templates").glob("*.html"))
    for method, files in (("python", python), ("jinja2", templates)):
        for file in files:
            with file.open("rb") as stream:
                for _, message, _, _ in extract(method, stream, KEYWORDS, (), {"silent": "false"}):
                    found.add(message, locations=[(str(file.relative_to(SOURCE)), 0)])
    return found


def catalogue(code: str) -> Catalog:
    """Read the messages of a language."""
    file = LOCALE / f"{code}.po"
    if not file.exists():
        return Catalog(locale=code, project="Servanda", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=code)


def updated(code: str, template: Catalog, told: dict[str, dict[str, object]]) -> Catalog:
    """Give the messages of a language, with those that are there now and no others."""
    old = catalogue(code)
    made = Catalog(locale=code, project="Servanda", charset="utf-8", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        kept = old.get(name)
        string = told.get(name, {}).get(code) or (kept.string if kept is not None else "")
        many = tuple(string) if isinstance(string, list) else string
        made.add(message.id, many, locations=sorted(set(message.locations)))
    return made


def written(catalog: Catalog) -> bytes:
    """Write messages as a file has them."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, omit_header=False, sort_output=True, include_lineno=False)
    lines = stream.getvalue().decode().split("\n")
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Report-Msgid')
    return "\n".join(line for line in lines if not line.startswith(dated)).encode()


def untranslated(catalog: Catalog) -> list[str]:
    """List the messages that say nothing in a language."""
    bare = []
    for message in catalog:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(strings):
            bare.append(message.id if isinstance(message.id, str) else message.id[0])
    return bare


def main() -> None:
    told = json.loads(Path(sys.argv[1]).read_text("utf-8")) if len(sys.argv) > 1 else {}
    template = messages()
    for code in LANGUAGES:
        catalog = updated(code, template, told)
        (LOCALE / f"{code}.po").write_bytes(written(catalog))
        for name in untranslated(catalog):
            print(f"{code}: {name}")


if __name__ == "__main__":
    main()
