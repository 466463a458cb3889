"""The parts of a number do not make up the number.

## Why

183 released, of which 18, 54 and 110: one person is missing, and somebody will ask who. In a
text the same slip changes what is owed.

## Example

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North"
source press "Press reports"
free: north must free prisoners; 30 by 2025-02-01
2025-02-01 act north free 183; of which 18 life, 54 long, 110 others; [press, verified]
```

Mended:

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North"
source press "Press reports"
free: north must free prisoners; 30 by 2025-02-01
2025-02-01 act north free 183; of which 18 life, 54 long, 111 others; [press, verified]
```

## Known problems

The parts of an act are taken to be all its parts. Parts of what is owed may overlap (fuel, and
trucks to the north), so only parts that exceed the whole are reported there. Numbers that are
vague are not added.

## Source

Figures of the releases of January and February 2025 in Gaza, where parts were printed with the
sum; otherwise arithmetic.
"""

from collections.abc import Iterator

from servanda.base.quantities import Quantity, Truth, equal, less_than, sum_of
from servanda.checks.clauses import clauses_of
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Act
from servanda.model.provisions import PartOf, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report parts that exceed what is owed, and acts whose parts do not sum to them."""
    for provision in agreement.provisions.values():
        yield from _owed(provision)
    for entry in agreement.entries:
        what = entry.what
        if not isinstance(what, Act) or what.quantity is None or not what.parts:
            continue
        total = sum_of(part.quantity for part in what.parts)
        if equal(total, what.quantity) is Truth.NO:
            yield finding(
                RULE,
                entry.span,
                f"the parts make {total.describe()}, and the act counts {_plain(what.quantity)}",
                found=" + ".join(_plain(part.quantity) for part in what.parts),
                expected=_plain(what.quantity),
                help="correct the number that is wrong, or add the part that is missing",
            )


def _owed(provision: Provision) -> Iterator[Diagnostic]:
    """Compare the parts of what is owed with the whole: one by one, then together."""
    whole = provision.action.quantity
    parts = list(clauses_of(provision, PartOf))
    if whole is not None:
        for part in parts:
            if not part.is_percent and less_than(whole, part.amount) is Truth.YES:
                yield finding(
                    RULE,
                    part.span,
                    f"a part of `{provision.id}` is more than the whole",
                    found=f"{part.amount.describe()} {part.category}",
                    expected=f"at most {whole.describe()}",
                    help="correct the part or the whole",
                    severity=Severity.ERROR,
                )
    shares = [part for part in parts if part.is_percent and not part.under.options]
    if len(shares) > 1:
        total = sum_of(part.amount for part in shares)
        if less_than(Quantity.exact(1), total) is Truth.YES:
            yield finding(
                RULE,
                shares[-1].span,
                f"the shares of `{provision.id}` make more than 100%",
                help="correct them, unless one of them lies inside another",
            )


def _plain(quantity: Quantity) -> str:
    return quantity.describe()
