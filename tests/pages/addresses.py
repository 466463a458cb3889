"""Say which address each page of an example has, at a date inside its record, for tests."""

from functools import cache
from pathlib import Path

from servanda.web.registry import BEHIND, LISTED
from servanda.workspace import load

ROOT = Path(__file__).parents[2]
NAMES = sorted(folder.name for folder in (ROOT / "examples").iterdir() if folder.is_dir())


@cache
def thing_of(name: str, page: str) -> str:
    """Name a thing of an example that a page behind others is about."""
    agreement = load(ROOT / "examples" / name).agreement
    assert agreement is not None
    entry = agreement.entries[len(agreement.entries) // 2]
    return {
        "provision": next(iter(agreement.provisions)),
        "entry": f"{Path(entry.span.path).name}:{entry.span.line}",
        "file": f"{name}.pact",
    }[page]


@cache
def date_of(name: str) -> str:
    """Give a day in the midst of the record of an example."""
    agreement = load(ROOT / "examples" / name).agreement
    assert agreement is not None
    days = sorted(e.when.latest for e in agreement.entries if e.when.latest is not None)
    return agreement.header.calendar.date_of(days[len(days) * 2 // 3]).isoformat()


def query_of(name: str, page: str) -> str:
    """Give what stands behind the question mark."""
    of = f"&of={thing_of(name, page)}" if page in BEHIND else ""
    return f"on={date_of(name)}{of}"


def pages_of(name: str) -> list[str]:
    """Give the address of every page of an example."""
    return [f"/{page}?{query_of(name, page)}" for page in (*LISTED, *BEHIND)]
