"""A ceasefire does not say where it holds.

## Why

A ceasefire for the whole conflict and one for a valley are both possible. If the text names no
area, then the sea, the air, the neighbour's land and the next province are all open to argument.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
  area "the whole territory, with its waters and its air"
party north "North", south "South"
truce: north and south each must not attack the other
```

## Known problems

A place that is only named in the action is not recognised: use `area` below the agreement or the
provision.

## Source

Regulations annexed to Hague Convention IV (1907), article 37: an armistice is general, or local
and then within a fixed radius; the ETH/PRIO data set on ceasefires codes whether each is
partial.
"""

from collections.abc import Iterator

from servanda.checks.clauses import clauses_of, is_ceasefire, truces
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Areas, Particular, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report prohibitions to fight without an area, in a text that has none either."""
    if "area" in agreement.header.remarks or not is_ceasefire(agreement):
        return
    everywhere = [truce for truce in truces(agreement) if not _has_area(truce)]
    if not everywhere:
        return
    first, *others = everywhere
    yield finding(
        RULE,
        first.span,
        f"neither `{first.id}` nor the agreement says where it holds",
        help='write `area "…"` below `agreement`, or below the provision',
        labels=tuple(Label(span=other.span, message="nor does this") for other in others[:4]),
    )


def _has_area(provision: Provision) -> bool:
    if any(True for _ in clauses_of(provision, Areas)):
        return True
    return any(c.keyword in ("area", "place") for c in clauses_of(provision, Particular))
