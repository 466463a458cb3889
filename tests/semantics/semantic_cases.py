"""Read the cases of the semantics: prose, a small agreement, a record, and a table of answers.

A file opens with a ```pact block that all its cases share. Each case begins with `## (ID) Title`, and
holds a ```pact and a ```record block, a table, and perhaps ```change blocks, each with a table
of its own. A change is written as a diff: `- ` takes a line out, `+ ` puts one in, two spaces keep one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

HERE = Path(__file__).parent
RULE = re.compile(r"\(([A-Z]+\d+)\)")


@dataclass(frozen=True)
class Row:
    """Hold a row of a table: what is asked, under which reading, and the answer."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, eq=False)
class Variant:
    """Hold the texts of a case, as they stand or changed, and what is to come of them."""

    name: str
    pact: str
    record: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Case:
    """Hold a rule with its texts, and each of its variants."""

    rules: tuple[str, ...]
    title: str
    file: str
    line: int
    variants: tuple[Variant, ...]

    @property
    def name(self) -> str:
        return f"{self.file}-{'-'.join(self.rules)}-{self.line}"


@dataclass
class _Draft:
    title: str
    line: int
    pact: str = ""
    record: str = ""
    changes: list[str] = field(default_factory=list)
    tables: list[list[Row]] = field(default_factory=lambda: [[]])


def cases_of(path: Path) -> list[Case]:
    """Read every case of a file."""
    prelude = ""
    drafts: list[_Draft] = []
    header: list[str] = []
    lines = path.read_text("utf-8").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("## "):
            drafts.append(_Draft(title=line[3:], line=at))
        elif line.startswith("```"):
            start = at
            while lines[at] != "```":
                at += 1
            text = "".join(f"{each}\n" for each in lines[start:at])
            at += 1
            kind = line[3:].strip()
            if not drafts:
                prelude += text
            elif kind == "pact":
                drafts[-1].pact += text
            elif kind == "record":
                drafts[-1].record += text
            elif kind == "change":
                drafts[-1].changes.append(text)
                drafts[-1].tables.append([])
            else:
                raise AssertionError(f"{path.name}:{start}: a block of the kind {kind!r}")
        elif line.startswith("|") and drafts:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if set(line) <= set("|- "):
                continue
            if cells[-1] == "is":
                header = cells
            else:
                row = Row(line=at, cells=dict(zip(header, cells, strict=True)))
                drafts[-1].tables[-1].append(row)
    return [_case(path, prelude, draft) for draft in drafts]


def _case(path: Path, prelude: str, draft: _Draft) -> Case:
    whole = Variant(
        name="as it stands",
        pact=prelude + draft.pact,
        record=draft.record,
        rows=tuple(draft.tables[0]),
    )
    variants = [whole]
    for number, (change, rows) in enumerate(zip(draft.changes, draft.tables[1:], strict=True), 1):
        changed = _changed(whole, change, f"{path.name}:{draft.line}")
        variants.append(replace(changed, name=f"change {number}", rows=tuple(rows)))
    return Case(
        rules=tuple(RULE.findall(draft.title)),
        title=draft.title,
        file=path.stem,
        line=draft.line,
        variants=tuple(variants),
    )


def _changed(variant: Variant, change: str, place: str) -> Variant:
    """Apply the hunks of a change; one that takes nothing out is added at the end."""
    pact, record = variant.pact, variant.record
    for hunk in change.strip("\n").split("\n\n"):
        lines = hunk.split("\n")
        old = "".join(f"{line[2:]}\n" for line in lines if line[0] in " -")
        new = "".join(f"{line[2:]}\n" for line in lines if line[0] in " +")
        if not old:
            if new[:1].isdigit() or new.split(" ")[0] in ("before", "after", "early", "late"):
                record += new
            else:
                pact += new
        elif f"\n{pact}".count(f"\n{old}") == 1:
            pact = f"\n{pact}".replace(f"\n{old}", f"\n{new}")[1:]
        elif f"\n{record}".count(f"\n{old}") == 1:
            record = f"\n{record}".replace(f"\n{old}", f"\n{new}")[1:]
        else:
            raise AssertionError(f"{place}: the change finds no single place for {old!r}")
    return replace(variant, pact=pact, record=record)


def all_cases() -> list[Case]:
    """Read the cases of every file."""
    return [case for path in sorted(HERE.glob("*.md")) for case in cases_of(path)]
