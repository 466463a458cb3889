"""A duty refers to an annex or another text that is not identified.

## Why

"As set out in Annex B" binds to whatever Annex B is, and there may be two of them, or none. A
text that takes in "all relevant provisions" of another leaves open which they are.

## Example

```pact
agreement example "An example"
party north "North"
leave: north must leave the places listed in Annex B; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
  instrument "Accord with Annex B, list of places, as initialled on 1 February 2025"
party north "North"
leave: north must leave the places listed in Annex B; by 2025-03-01
```

## Known problems

The name must recur in an `instrument`, a label, a source, or an `article` clause. References
inside quoted documentation (`words`) are not followed.

## Source

PA-X notes of the agreement of 15 January 2025 (PA-X 2801) that it takes in the principles of 27
May 2024; R-ARCSS 2018, 2.1.5, refers to its predecessor.
"""

import re
from collections.abc import Iterator

from servanda.checks.clauses import clauses_of, is_questioned
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import plain
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Particular

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_REFERENCE = (
    r"\b((?:annex|appendix|schedule|protocol|memorandum|section|article|paragraph) "
    r"(?:[A-Z]\b|[IVX]+\b|\d+))"
)
_WHOLESALE = r"\b((?:all )?(?:the )?relevant provisions of)\b"


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report actions that point to a text nobody identifies."""
    known = _identified(agreement)
    for provision in agreement.provisions.values():
        words = provision.action.words
        match = re.search(f"{_REFERENCE}|{_WHOLESALE}", words, re.IGNORECASE)
        if match is None or is_questioned(agreement, provision):
            continue
        if match.group(1) and plain(match.group(1)) in known:
            continue
        yield finding(
            RULE,
            provision.span,
            f"`{provision.id}` refers to a text that is not identified",
            found=match.group(),
            expected="a text with a title and a date",
            help='name it below `agreement` (`instrument "Title, with Annex B, DATE"`),\n'
            'or give the provision its `article "…"`',
        )


def _identified(agreement: Agreement) -> str:
    """Join whatever names a text."""
    texts = [agreement.header.remarks.get("instrument", ""), agreement.header.title]
    texts.extend(label.title for label in agreement.labels.values())
    texts.extend(source.title for source in agreement.sources.values())
    for provision in agreement.provisions.values():
        texts.extend(c.text for c in clauses_of(provision, Particular) if c.keyword == "article")
    return plain(" ".join(texts))
