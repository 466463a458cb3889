"""Several instruments stand side by side, and the text does not say how they hang together.

## Why

If a breach of the one is a breach of the other, one late truck may end a prisoner exchange. If
it is not, each side will keep the half it likes. And where two of them speak of the same thing,
one must prevail.

## Example

```pact
agreement example "An example"
  instrument "Framework of May"
  instrument "Protocol of January"
party north "North"
```

Mended:

```pact
agreement example "An example"
  instrument "Framework of May"
  instrument "Protocol of January"
  precedence later text prevails
party north "North"
linked: north must treat a breach of the protocol as a breach of the framework
```

## Known problems

A precedence clause, or a provision that speaks of a breach, is enough to silence the rule.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 1.0-18.
"""

from collections.abc import Iterator

from servanda.checks.clauses import mentions
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import counted
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a text made of several instruments with no rule between them."""
    remarks = agreement.header.remarks
    instruments = [text for text in remarks.get("instrument", "").split(";") if text.strip()]
    if len(instruments) < 2 or "precedence" in remarks:
        return
    if mentions(agreement, ("breach*", "violation of", "prevail*")):
        return
    yield finding(
        RULE,
        agreement.header.span,
        f"{counted(len(instruments), 'instrument')} are joined, and nothing says which prevails",
        found=", ".join(f"`{text.strip()}`" for text in instruments),
        help="write `precedence later text prevails` below `agreement`,\n"
        "and in a provision whether a breach of the one is a breach of the other",
    )
