"""A line or a zone is named, and no map, measure or annex says where it runs.

## Why

On the ground a "contact line" is as wide as the two sides make it. Duties that hinge on a line
need one that both have seen: a map, coordinates, a distance, or at least a date on which it ran
somewhere.

## Example

```pact
agreement example "An example"
party north "North"
back: north must withdraw to the buffer zone; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
back: north must withdraw to the buffer zone; by 2025-03-01
  article "Annex A, map of the zones"
```

## Known problems

Any mention of a map, an annex, coordinates, a distance or a year counts, and so does an annex
among the instruments. A line "as it is now" is left to `baseline-date-missing`. The words are
English.

## Source

Haysom and Hottinger, Do's and Don'ts of Sustainable Ceasefire Agreements, section 1: obligations
hinge on geographical markers, which have to be agreed.
"""

import re
from collections.abc import Iterator

from servanda.checks.clauses import is_open_word
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word, has_word, quoted, said_in
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Provision

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_LINES = (
    "contact line",
    "line of contact",
    "line",
    "lines",
    "zone",
    "zones",
    "perimeter",
    "corridor",
    "buffer*",
    "demarcation",
)
_NOW = ("actual", "current", "present", "existing", "former", "previous", "de facto")
_MAP = r"\bmaps?\b|\bannex|\bappendix|\bcoordinates"
_MAPPED = _MAP + r"|\b(?:kilo)?met(?:re|er)s?\b|\bkm\b|\b\d{4}\b"


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the provisions that hinge on an unmapped line or zone, in one finding."""
    remarks = agreement.header.remarks
    if "map" in remarks or re.search(_MAP, remarks.get("instrument", ""), re.IGNORECASE):
        return
    found = [p for p in agreement.provisions.values() if _hinges(p)]
    unmapped = [p for p in found if not is_open_word(agreement, p)]
    if not unmapped:
        return
    first, *others = unmapped
    verb = "hinges" if len(unmapped) == 1 else "hinge"
    yield finding(
        RULE,
        first.span,
        f"{quoted(p.id for p in unmapped)} {verb} on a line or zone that nothing maps",
        found=first_word(first.action.words, _LINES),
        help='write `article "Annex …, map …"` or a measure in `area "…"` below it;\n'
        '`map "…"` below `agreement` serves for all',
        labels=tuple(
            Label(span=p.span, message=first_word(p.action.words, _LINES)) for p in others[:4]
        ),
    )


def _hinges(provision: Provision) -> bool:
    # A line with a name of its own, such as the Blue Line, is known by it.
    words = re.sub(r"\b[A-Z]\w*", "", provision.action.words)
    if not has_word(words, _LINES) or has_word(words, _NOW):
        return False
    return not re.search(_MAPPED, said_in(provision), re.IGNORECASE)
