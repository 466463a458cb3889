"""Keep what a large text was read to, so that an unchanged one need not be read again.

What is kept is found by where it was asked from, and used only where every file it was read from still has
the same content, no file has come beside them, and Servanda itself is the same. It stands in a folder that
belongs to the user alone; a file in it is put there whole, carries its own checksum, and names only values of
Servanda's own kinds. Where anything about it is not so, the texts are read as if there were none. It can
always be deleted.

A record grows at its end. Where one text has only grown since, by entries, these alone are read, and the last
one before them, which they may continue; what was kept is written anew once they are many.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

import servanda
from servanda.base.spans import SourceFile
from servanda.diagnostics import Diagnostic
from servanda.model.agreement import Agreement
from servanda.model.entries import Record
from servanda.record.files import replacing
from servanda.resolve import Stated
from servanda.workspace.load import LARGE_BYTES, roots_of
from servanda.workspace.pipeline import Loaded, load_end, load_plainly
from servanda.workspace.texts import make_source

FILES_AT_MOST = 20
ENDING = ".kept"
_MAGIC = b"servanda kept 2\n"
_DIGEST = hashlib.sha256().digest_size
_NUMBER = 8

_ENTRY = re.compile(r"(?:[a-z]+ )?\d{4}")
"""How the line of an entry begins; whether it is one, its reading says."""

Contents = list[tuple[str, int, str]]
"""The files that were read, each with the size of its content and a digest of it."""


class _Read(Struct, frozen=True):
    """Hold what is kept of a text."""

    agreement: Agreement
    stated: Stated
    diagnostics: tuple[Diagnostic, ...]
    tables: dict[str, SourceFile]


class _Told(Struct, frozen=True):
    """Say what something was read from: the files asked for, all that were read, and which are texts."""

    roots: list[str]
    files: Contents
    sources: list[str]


def load_kept(path: str | Path, folder: Path | None) -> Loaded:
    """Read the agreement and record that a path stands for, as `load` does, or take what was kept of it.

    What is kept has no trees (`documents`). Without a folder nothing is kept, nor of texts with errors.
    """
    roots = roots_of(Path(path))
    if folder is None:
        return load_plainly(path)
    place = folder / _name(roots)
    found = _taken(place, roots)
    if found is not None:
        return found
    before = _contents(roots)
    loaded = load_plainly(path)
    if not loaded.has_errors:
        maps = (each for maps in loaded.tables.values() for each in maps)
        contents = _contents(dict.fromkeys((*loaded.sources, *maps)))
        # A file that changes while it is read is kept of neither content.
        if set(before) <= set(contents):
            _keep(place, roots, contents, loaded)
    return loaded


def _name(roots: Iterable[str]) -> str:
    """Name what is kept by who asks, from where, and for what."""
    asked = "\0".join([_edition(), os.getcwd(), *roots])
    return f"{hashlib.sha256(asked.encode('utf-8', 'surrogateescape')).hexdigest()[:40]}{ENDING}"


@cache
def _edition() -> str:
    """Tell this Servanda from any other: by every module it is made of, as the disk has them."""
    home = Path(servanda.__file__).parent
    found = [sys.version, msgspec.__version__]
    for folder, _, names in os.walk(home):
        for name in names:
            if name.endswith(".py"):
                stat = os.stat(os.path.join(folder, name))
                found.append(f"{folder}/{name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def _contents(files: Iterable[str]) -> Contents:
    """Give a digest of each file; none where one cannot be read."""
    try:
        return [_content(shown, Path(shown).read_bytes()) for shown in files]
    except OSError:
        return [("", 0, "")]


def _content(shown: str, data: bytes) -> tuple[str, int, str]:
    return shown, len(data), hashlib.sha256(data).hexdigest()


def _taken(place: Path, roots: list[str]) -> Loaded | None:
    """Take what was kept; None where there is nothing, or the texts are no longer what they were."""
    opened = _held.pop(place, None) or _opened(place, roots)
    if opened is None or opened[0].roots != roots:
        return None
    told, payload, texts = opened
    grown = {shown: size for shown, size, _ in told.files if len(texts[shown]) != size}
    if len(grown) > 1 or not grown.keys() <= set(told.sources):
        return None
    read = _unpacked(payload)
    if read is None:
        return None
    sources = dict(read.tables)
    for shown in told.sources:
        source, _ = make_source(texts[shown], shown)
        if source is None:
            return None
        sources[shown] = source
    if isinstance(read.agreement.entries, Record):
        read.agreement.entries.lend({shown: source.text for shown, source in sources.items()})
    loaded = Loaded(
        agreement=read.agreement,
        diagnostics=read.diagnostics,
        sources=sources,
        documents=(),
        stated=read.stated,
    )
    if not grown:
        return loaded
    ((shown, size),) = grown.items()
    found = None if read.tables else _grown(loaded, shown, texts[shown], size)
    if found is not None and len(texts[shown]) - size >= LARGE_BYTES:
        _keep(place, roots, [_content(*text) for text in texts.items()], found)
    return found


def unchanged(path: str, folder: Path) -> tuple[Path, Contents] | None:
    """Say where what a path stands for is kept, and what it was read from; None where that has changed."""
    roots = roots_of(Path(path))
    place = folder / _name(roots)
    opened = _opened(place, roots)
    if opened is None:
        return None
    _held.clear()
    _held[place] = opened
    told, _, texts = opened
    is_same = all(len(texts[shown]) == size for shown, size, _ in told.files)
    return (place, told.files) if is_same else None


_Opened = tuple[_Told, bytes, dict[str, bytes]]
_held: dict[Path, _Opened] = {}
"""What was last opened, until it is taken up, so that nothing is read twice to answer one question."""


def _opened(place: Path, roots: list[str]) -> _Opened | None:
    """Open what was kept, with the files it was read from; None where their contents do not begin as then."""
    try:
        if not is_ours(place.parent) or not is_ours(place):
            return None
        parted = _parted(place.read_bytes())
        if parted is None or parted[0].roots != roots:
            return None
        texts: dict[str, bytes] = {}
        for shown, size, digest in parted[0].files:
            texts[shown] = content = Path(shown).read_bytes()
            if hashlib.sha256(memoryview(content)[:size]).hexdigest() != digest:
                return None
    except OSError:
        return None
    return *parted, texts


def _grown(loaded: Loaded, shown: str, data: bytes, size: int) -> Loaded | None:
    """Read what was added to a text since it had a size, from its last entry on."""
    old, _ = make_source(data[:size], shown)
    source, faults = make_source(data, shown)
    if old is None or source is None or faults or not old.text.endswith("\n"):
        return None
    lines = range(len(old.lines), 0, -1)
    last = next((line for line in lines if _ENTRY.match(old.line_text(line))), None)
    return None if last is None else load_end(loaded, source, last)


def is_ours(path: Path) -> bool:
    """Tell whether nobody else could have written a file or a folder."""
    found = os.lstat(path)
    if sys.platform == "win32":
        return True  # a folder below the user's own is the user's there
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _parted(data: bytes) -> tuple[_Told, bytes] | None:
    """Part what is kept into what it was read from and what was read; None where it is damaged."""
    begin = len(_MAGIC) + _DIGEST
    if not data.startswith(_MAGIC) or len(data) < begin + _NUMBER:
        return None
    body = data[begin:]
    if hashlib.sha256(body).digest() != data[len(_MAGIC) : begin]:
        return None
    end = _NUMBER + int.from_bytes(body[:_NUMBER])
    return msgspec.json.decode(body[_NUMBER:end], type=_Told), body[end:]


class _Unpickler(pickle.Unpickler):
    """Make values of our own kinds, and plain ones, and nothing else."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) == ("builtins", "getattr"):
            return _member  # as Python 3.11.0 to 3.11.3 write a member of an enumeration
        is_plain = (module, name) in _PLAIN
        if not is_plain and not module.startswith("servanda."):
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a text")
        return super().find_class(module, name)


def _member(kind: object, name: str) -> Enum:
    """Give a member of an enumeration by its name, and no other attribute of anything."""
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        raise pickle.UnpicklingError(f"{kind} is no enumeration")
    return kind.__members__[name]


_PLAIN = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("fractions", "Fraction"),
        ("msgspec._core", "rebuild"),
        ("msgspec._utils", "rebuild"),
    }
)


def _unpacked(payload: bytes) -> _Read | None:
    is_collecting = gc.isenabled()
    gc.disable()  # nothing that is made here is garbage, and looking for it takes as long again
    try:
        read = _Unpickler(io.BytesIO(payload)).load()
    except Exception:
        return None
    finally:
        if is_collecting:
            gc.enable()
    return read if isinstance(read, _Read) else None


def _keep(place: Path, roots: list[str], contents: Contents, loaded: Loaded) -> None:
    """Keep what was read; where that cannot be, nothing is lost."""
    if loaded.agreement is None or loaded.stated is None:
        return
    with suppress(OSError, pickle.PicklingError, UnicodeError):
        texts = [shown for shown in loaded.sources if shown not in loaded.tables]
        tables = {
            shown: loaded.sources[shown] for shown in loaded.sources if shown in loaded.tables
        }
        told = msgspec.json.encode(_Told(roots, contents, texts))
        read = _Read(loaded.agreement, loaded.stated, loaded.diagnostics, tables)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(place.parent):
            return
        body = len(told).to_bytes(_NUMBER) + told + pickle.dumps(read, protocol=5)
        with replacing(place, mode=0o600) as stream:
            stream.write(_MAGIC + hashlib.sha256(body).digest() + body)
        prune(place.parent, ENDING, FILES_AT_MOST)


def prune(folder: Path, ending: str, at_most: int) -> None:
    """Leave the files that were kept last."""
    kept = sorted(folder.glob(f"*{ending}"), key=lambda each: each.stat().st_mtime)
    for old in kept[:-at_most]:
        old.unlink(missing_ok=True)
