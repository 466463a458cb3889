"""One actor is recorded as for and against the same thing at the same time.

## Why

Both may be true: one for the cameras, one for the room. But then they are two statements to two
listeners, and a reader must see that somebody noticed. If one of them is a mistake, a wrong
position goes into the count.

## Example

```pact
agreement example "An example"
party north "North"
source press "Press reports"
2024-06-10 say north accepts example [press "page 1", verified]
2024-06-10 say north rejects example [press "page 4", verified]
```

Mended:

```pact
agreement example "An example"
party north "North"
source press "Press reports"
2024-06-10 say north accepts example to north because "in private" [press "page 1", verified]
2024-06-10 say north rejects example because "before the party" [press "page 4", verified]
```

## Known problems

Only opposite stances are compared (supports, accepts, welcomes and commits against rejects).
What differs in listener (`to`), in condition (`if`), in chain (`via`) or in reading is left
alone.

## Source

From the design: contradictory statements stand side by side, and are never merged.
"""

from collections.abc import Iterator

from servanda.checks.clauses import compatible
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Saying

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_FOR = ("supports", "accepts", "welcomes", "commits")
_AGAINST = ("rejects",)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each rejection that meets a support by the same actor at the same time."""
    said: dict[tuple[str, str], list[Entry]] = {}
    for entry in agreement.entries:
        if isinstance(entry.what, Saying) and entry.what.stance in (*_FOR, *_AGAINST):
            for actor in entry.actors:
                said.setdefault((actor, entry.what.target), []).append(entry)
    for (speaker, target), entries in said.items():
        for entry in entries:
            if not _is(entry, _AGAINST):
                continue
            other = next((e for e in entries if _is(e, _FOR) and _clash(e, entry)), None)
            if other is not None:
                yield finding(
                    RULE,
                    entry.span,
                    f"`{speaker}` is for and against `{target}` at the same time",
                    help="say to whom (`to`), on what condition (`if`) or through whom (`via`)\n"
                    "each was said; if one was taken back, write `DATE retract ACTOR ENTRY`",
                    labels=(Label(span=other.span, message="and here the other way"),),
                )


def _is(entry: Entry, stances: tuple[str, ...]) -> bool:
    return isinstance(entry.what, Saying) and entry.what.stance in stances


def _clash(one: Entry, other: Entry) -> bool:
    """Tell whether two statements were made at one time, in one way."""
    if (one.to, one.via) != (other.to, other.via) or not compatible(one.under, other.under):
        return False
    keys = {key for entry in (one, other) for key, _ in entry.details if key in ("if", "at")}
    return not keys and one.when.overlaps(other.when)
