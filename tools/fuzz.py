"""Look for texts that break the laws of reading: mutate good texts, and keep what breaks.

Two modes: `bytes` knows nothing of the language, `grammar` knows its tokens, lines and clauses.
Each breach is made as small as it gets, and written into a folder.
"""

import argparse
import hashlib
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields

from servanda.base.spans import SourceFile, Span
from servanda.checks.lint import lint
from servanda.diagnostics import Diagnostic, as_json, in_order, print_concise, print_text
from servanda.model.agreement import Agreement
from servanda.resolve import resolve
from servanda.syntax import Document, Kind, parse, print_document, shape
from servanda.syntax.plain import parse_plainly
from servanda.syntax.tokens import tokenize
from servanda.workspace.texts import make_source

ROOT = Path(__file__).parents[1]
PATH = "fuzz.pact"
SECONDS_AT_MOST = 20.0
BYTES_AT_MOST = 2 * 1024**3
# A longer line may grow, by the spaces that printing adds, into one that is too long to be read.
PRINTABLE_WIDTH = 5_000


class Breach(Exception):
    """Break a law without raising: a span outside its file, another tree, too long a time."""


@contextmanager
def bounded() -> Iterator[None]:
    """Stop what takes too long, so that the text that caused it can be named."""

    def stop(*_: object) -> None:
        raise Breach("reading takes too long")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_AT_MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def limit_memory() -> None:
    """Let what takes too much memory fail here, and not the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_AT_MOST, BYTES_AT_MOST))


def hold_to_laws(data: bytes) -> None:
    """Read bytes as an agreement, and raise where a law of reading is broken."""
    source, faults = make_source(data, PATH)
    if source is None:
        return
    document, more = parse(source)
    agreement, yet_more = resolve([document])
    found = lint(agreement) if agreement is not None else ()
    every = (*faults, *more, *yet_more, *found)
    for fault in every:
        _lies_inside(fault, source)
    print_text(every[:50], {PATH: source})
    print_concise(every)
    as_json(every)
    _prints_as_it_parses(document)
    _reads_the_same_by_shapes(source, (*more, *yet_more), agreement)


def _lies_inside(fault: Diagnostic, source: SourceFile) -> None:
    spans = [fault.span, *(label.span for label in fault.labels)]
    for span in [*spans, *([fault.fix.span] if fault.fix else [])]:
        if not is_inside(span, source):
            raise Breach(f"a span of {fault.rule} lies outside the file")


def is_inside(span: Span, source: SourceFile) -> bool:
    """Tell whether a span marks a stretch of one of the lines of its file."""
    if span.path != source.path or not 1 <= span.line <= len(source.lines):
        return False
    end = len(source.line_text(span.line)) + 1
    return 1 <= span.column <= span.end_column <= end


def _prints_as_it_parses(document: Document) -> None:
    if any(len(line) > PRINTABLE_WIDTH for line in document.file.lines):
        return
    printed = print_document(document)
    again, _ = parse(SourceFile(path=PATH, text=printed))
    if shape(again) != shape(document):
        raise Breach("the printed text parses to another tree")
    if print_document(again) != printed:
        raise Breach("printing twice gives another text")


def _reads_the_same_by_shapes(
    source: SourceFile, faults: tuple[Diagnostic, ...], agreement: Agreement | None
) -> None:
    document, more = parse_plainly(source, at_once=len(source.text) // 3)
    if document.plain is None:
        return
    rows, yet_more = resolve([document])
    ours, theirs = dict.fromkeys((*more, *yet_more)), dict.fromkeys(faults)
    if in_order(ours) != in_order(theirs):
        rules = sorted({fault.rule for fault in ours.keys() ^ theirs.keys()})
        raise Breach(f"reading by shapes finds other faults: {', '.join(rules)}")
    if _entries_of(rows) != _entries_of(agreement):
        raise Breach("reading by shapes gives other entries")


def _entries_of(agreement: Agreement | None) -> object:
    return agreement and tuple(all_of(entry) for entry in agreement.entries)


def all_of(value: object) -> object:
    """Give a value with all that it is made of, since entries are told apart by identity."""
    if isinstance(value, Struct):
        return type(value).__name__, *(all_of(getattr(value, each.name)) for each in fields(value))
    return tuple(map(all_of, value)) if isinstance(value, tuple) else value


# Seeds


@cache
def seeds() -> list[str]:
    """Gather whole texts to start from: the examples, and the blocks of the reference."""
    texts: list[str] = []
    for folder in sorted((ROOT / "examples").iterdir()):
        parts = [*sorted(folder.glob("*.pact")), *sorted(folder.glob("*.record"))]
        if parts:
            texts.append("\n".join(part.read_text("utf-8") for part in parts))
    texts.append("\n".join(reference_blocks()))
    return texts


def reference_blocks() -> list[str]:
    """Give the blocks of language on the page of reference."""
    page = (ROOT / "docs" / "reference" / "language.md").read_text("utf-8")
    return re.findall(r"```(?:pact|record)\n(.*?)```", page, re.DOTALL)


@cache
def words_of_the_language() -> list[str]:
    """Gather every word that the reference writes as language."""
    page = (ROOT / "docs" / "reference" / "language.md").read_text("utf-8")
    quoted = " ".join([*re.findall(r"`([^`\n]+)`", page), *reference_blocks()])
    return sorted(set(re.findall(r"[^\W\d_][\w-]*|[^\w\s]", quoted)))


# Mutations of bytes

INTERESTING_BYTES = (
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xf0\x9f\x92",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\n",
    b"\t",
    b'"',
    b"\\",
    b"#",
    b";",
    b",",
    b":",
    b"(",
    b"[",
    b"]",
    b" ",
    b"\xe2\x80\xae",
    b"\xcc\x81",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"9" * 50,
    b"\x1b[31m",
)


def mutate_bytes(chance: random.Random, texts: list[str]) -> bytes:
    """Change a text here and there without knowing what it says."""
    data = bytearray(_excerpt(chance, texts).encode())
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 1, 1, 2, 8, 100))
        match chance.randrange(6):
            case 0:
                del data[at : at + size]
            case 1:
                data[at:at] = chance.choice(INTERESTING_BYTES) * chance.choice((1, 1, 1, 3, 300))
            case 2:
                data[at:at] = chance.randbytes(size)
            case 3 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 4:
                begin = chance.randrange(len(data) + 1)
                data[at:at] = data[begin : begin + size * 4]
            case _:
                begin = chance.randrange(len(data) + 1)
                data[at : at + size] = data[begin : begin + size]
    return bytes(data)


# Mutations that know the grammar

NUMBERS = ("0", "1", "7", "37,000", "2.8", "30%", "0%", "9" * 40, "9" * 41, "9" * 5000, "1,00")
DATES = (
    "2025-01-19",
    "2024-02-30",
    "2024-13-01",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "2024",
    "2024-06~",
    "2024-1X",
    "202X",
    "../2024-01-01",
    "2024-01-01/..",
    "2024-12-01/2024-01-01",
    "..",
    "2024-06-10T25:61",
    "2024-11-27 04:00 Asia/Beirut",
    "2024-11-27 04:00 Mars/Olympus",
    "2024-06-10 99:99",
)
NESTERS = (
    "(",
    ")",
    "not",
    "and",
    "or",
    "the earlier of",
    "1 day after",
    "day 1 of",
    "5% of",
    "the mean of",
    "1 day and",
    "the end of",
    "2024/",
    "under",
    "[",
    ";",
    ",",
    "+ 1",
    "1 -",
)


def mutate_grammar(chance: random.Random, texts: list[str], words: list[str]) -> bytes:
    """Change a text token by token, line by line and clause by clause."""
    lines = _excerpt(chance, texts).split("\n")
    others = chance.choice(texts).split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 5, 10))):
        at = chance.randrange(len(lines)) if lines else 0
        if not lines or chance.random() < 0.3:
            _mutate_lines(chance, lines, at, others)
        else:
            lines[at] = _mutate_line(chance, lines, at, words)
    return "\n".join(lines).encode("utf-8", "replace")


def _mutate_lines(chance: random.Random, lines: list[str], at: int, others: list[str]) -> None:
    match chance.randrange(8):
        case 0:
            del lines[at : at + chance.choice((1, 1, 3))]
        case 1:
            lines[at:at] = lines[at : at + chance.choice((1, 1, 3))]
        case 2 if lines:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 3 if lines:
            lines[at] = " " * chance.choice((0, 1, 2, 3, 4, 40)) + lines[at].lstrip()
        case 4 if lines:
            lines[at] += "; " + chance.choice(others).strip()
        case 5 if lines:
            lines[at] += chance.choice((",", ";", ":", "  # note", "\\", '"'))
        case 6 if lines:
            lines[at] = chance.choice(("under ", "under a.b: ", "2025-01-01 ", "x: ")) + lines[at]
        case _:
            lines.insert(at, chance.choice(others))


def _mutate_line(chance: random.Random, lines: list[str], at: int, words: list[str]) -> str:
    line = lines[at]
    margin = line[: len(line) - len(line.lstrip())]
    pieces = _pieces(line)
    place = chance.randrange(len(pieces) + 1)
    match chance.randrange(9):
        case 0:
            del pieces[place : place + chance.choice((1, 1, 2, 5))]
        case 1:
            pieces[place:place] = pieces[place : place + chance.choice((1, 1, 3))]
        case 2 if pieces:
            other = chance.randrange(len(pieces))
            place = min(place, len(pieces) - 1)
            pieces[place], pieces[other] = pieces[other], pieces[place]
        case 3:
            pieces[place : place + 1] = [chance.choice(words)]
        case 4:
            pieces.insert(place, chance.choice(words))
        case 5:
            pieces[place : place + 1] = [chance.choice(NUMBERS)]
        case 6:
            pieces[place : place + 1] = [chance.choice(DATES)]
        case 7:
            pieces[place:place] = [chance.choice(NESTERS)] * chance.choice((1, 2, 3, 30, 900))
        case _:
            pieces[place : place + 1] = chance.sample(_pieces(chance.choice(lines)) or ["x"], 1)
    return margin + " ".join(pieces)


def _pieces(line: str) -> list[str]:
    tokens, _ = tokenize(line, PATH, 1)
    return [
        line[token.column - 1 : token.column - 1 + token.width]
        for token in tokens
        if token.kind is not Kind.COMMENT
    ]


def _excerpt(chance: random.Random, texts: list[str]) -> str:
    """Take some sentences of a text: often few, so that many are tried, sometimes all."""
    text = chance.choice(texts)
    share = chance.choice((0.05, 0.1, 0.2, 0.5, 1.0))
    if share == 1.0:
        return text
    sentences = re.split(r"\n(?=[^\s#])", text)
    kept = [s for s in sentences if chance.random() < share or s.startswith(("agreement", "party"))]
    if chance.random() < 0.3:  # what comes again and again is read by its shape
        kept += [s for s in kept if s[0].isdigit()] * 3
    return "\n".join(kept)


# Making breaches small


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold a breach: the law or exception, the place in our code, and a text that shows it."""

    signature: str
    data: bytes
    trace: str


def breach_of(data: bytes) -> tuple[str, str] | None:
    """Name the breach that a text makes, by the exception and where it arose, if it makes one."""
    try:
        with bounded():
            hold_to_laws(data)
    except RecursionError as error:
        return f"RecursionError {_deepest(error)}", "".join(traceback.format_exception(error)[-6:])
    except Exception as error:
        return f"{type(error).__name__} {_deepest(error)}", traceback.format_exc()
    return None


def _deepest(error: Exception) -> str:
    if isinstance(error, Breach):
        return str(error)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "servanda" in f.filename]
    if isinstance(error, RecursionError):
        return Path(frames[-1].filename).name if frames else ""
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else ""


def shrink(data: bytes, signature: str, seconds: float = 60.0) -> bytes:
    """Take away lines, then bytes, as long as the same breach remains."""
    end = time.monotonic() + seconds
    for cut, glue in ((lambda d: d.split(b"\n"), b"\n"), (_single_bytes, b"")):
        data = _shrink_parts(cut(data), glue, signature, end)
    return data


def _single_bytes(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


def _shrink_parts(parts: list[bytes], glue: bytes, signature: str, end: float) -> bytes:
    size = max(len(parts) // 2, 1)
    while size and time.monotonic() < end:
        at, removed = 0, False
        while at < len(parts) and time.monotonic() < end:
            fewer = parts[:at] + parts[at + size :]
            found = breach_of(glue.join(fewer))
            if found is not None and found[0] == signature:
                parts, removed = fewer, True
            else:
                at += size
        size = size if removed and size == 1 else size // 2
    return glue.join(parts)


def search(mode: str, minutes: float, seed: int) -> Iterator[Found]:
    """Mutate and test until the processor has spent the time, and give each kind of breach once."""
    chance = random.Random(seed)
    texts, words = seeds(), words_of_the_language()
    make: dict[str, Callable[[], bytes]] = {
        "bytes": lambda: mutate_bytes(chance, texts),
        "grammar": lambda: mutate_grammar(chance, texts, words),
    }
    known: set[str] = set()
    tried, end = 0, time.process_time() + minutes * 60
    while time.process_time() < end:
        data = make[mode]()
        tried += 1
        found = breach_of(data)
        if found is not None and found[0] not in known:
            known.add(found[0])
            yield Found(signature=found[0], data=shrink(data, found[0]), trace=found[1])
    print(f"{mode}: {tried:,} texts tried, {len(known)} kinds of breach", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=("bytes", "grammar"))
    parser.add_argument("--minutes", type=float, default=5.0, help="of processor time")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    parser.add_argument("--into", type=Path, default=ROOT / "fuzz-findings")
    options = parser.parse_args()
    limit_memory()
    print(f"{options.mode}: seed {options.seed}, {options.minutes} minutes", flush=True)
    found = None
    for found in search(options.mode, options.minutes, options.seed):
        options.into.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(found.signature.encode()).hexdigest()[:12]
        (options.into / f"{name}.pact").write_bytes(found.data)
        (options.into / f"{name}.txt").write_text(f"{found.signature}\n\n{found.trace}", "utf-8")
        print(f"  {found.signature}: {options.into.name}/{name}.pact", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
