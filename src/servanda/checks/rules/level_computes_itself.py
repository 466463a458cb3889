"""A level is computed from itself, so that it has no value.

## Why

Two levels each computed from the other never have a value until somebody measures one of them, and a
limit that is a share of such a level forbids nothing. In a schedule of shares that is a slip of the pen: a
baseline is computed from what was measured, and not from what the limit then allows.

## Example

```pact
agreement example "An example"
party north "North"
level base "Baseline" in tonnes
  is 115% of use
level use "Use" in tonnes
  is 90% of base
cap: north must keep use within the limit; at most 90% of base from 2025-01-01
```

Mended: use is measured.

```pact
agreement example "An example"
party north "North"
level first "Use in the first year" in tonnes
level base "Baseline" in tonnes
  is 115% of first
level use "Use" in tonnes
cap: north must keep use within the limit; at most 90% of base from 2025-01-01
```

## Known problems

Formulas under readings are looked at together: a circle that no reading has all of is reported as well.

## Source

From the semantics: a level is as last observed, else as its formula computes it, else unknown (rule V1).
"""

from collections.abc import Iterator

from servanda.checks.circles import way_round
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.machine.cone import names_in_formula
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)
Rests = dict[str, tuple[str, ...]]


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each circle of levels that are computed from one another, once."""
    rests: Rests = {
        level.id: tuple(
            name
            for formula in (*(f for _, f in level.formulas), level.starts_at)
            for name in names_in_formula(formula)
        )
        for level in agreement.levels.values()
    }
    told: set[str] = set()
    for name in rests:
        circle = way_round(rests, name)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield _finding(agreement, circle)


def _finding(agreement: Agreement, circle: tuple[str, ...]) -> Diagnostic:
    first, *others = circle
    names = [f"`{name}`" for name in circle]
    message = (
        f"the level `{first}` is computed from itself"
        if not others
        else f"the levels {', '.join(names[:-1])} and {names[-1]} are computed from one another"
    )
    after = dict(zip(circle, (*others, first), strict=True))
    return finding(
        RULE,
        agreement.levels[first].span,
        message,
        found=f"`{first}` rests on `{after[first]}`",
        note="unknown until somebody measures one of them" if others else "unknown until measured",
        help="compute one of them from something that is measured",
        labels=tuple(
            Label(span=agreement.levels[name].span, message=f"`{name}` rests on `{after[name]}`")
            for name in others
        ),
    )
