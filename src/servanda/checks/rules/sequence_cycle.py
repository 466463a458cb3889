"""Things wait for one another in a circle, so that none of them need ever be done.

## Why

Each side can keep every word and still wait for the other for ever. Minsk II is the known case:
point 9 gives the border back after local elections, and those who read security as coming first
hold no elections before the border is back. A circle may be there under one reading only: then
the finding names the reading, for that is where two sides will disagree about who is late.

What waits: `once`, `provided that`, `after`, `not before`, `done when`, `against`, an exchange,
a clock that counts from another act, and a phase that begins with one. Two duties that are owed
`against` each other are an exchange hand to hand, and no circle.

## Example

```pact
agreement example "An example"
party north "North", south "South"
withdraw: north must withdraw from the hill; by 5 days after disarm
disarm: south must disarm its militia; after withdraw
```

Mended: one of the two has a day of its own.

```pact
agreement example "An example"
party north "North", south "South"
withdraw: north must withdraw from the hill; by 2025-03-01
disarm: south must disarm its militia; after withdraw; by 2025-03-11
```

## Known problems

Of a knot of many circles only the shortest is shown. Where a knot depends on more readings than
can be combined (512 combinations), the first ones are looked at. A condition that is negated,
and one about a level or about lateness, counts as something that can always come.

## Source

Package of Measures, Minsk, 12 February 2015, points 4, 9, 11 and 12; otherwise from the
semantics: a duty with an unmet condition precedent is neither owed nor late.
"""

from collections.abc import Iterator

from servanda.checks.circles import Circle, Step, circles
from servanda.checks.clauses import described
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each circle of waits, beginning with a clause that only some reading has."""
    for circle in circles(agreement):
        first, *others = _from_its_reading(circle)
        yield finding(
            RULE,
            first.wait.span,
            _message(circle),
            found=_said(first),
            note=_readings(circle),
            help="give one of them a start of its own (`start by day 7`), or drop one of the waits",
            labels=tuple(Label(span=step.wait.span, message=_said(step)) for step in others),
        )


def _from_its_reading(circle: Circle) -> tuple[Step, ...]:
    """Turn the circle so that it begins with a clause limited to a reading, if it has one."""
    steps = circle.steps
    at = next((i for i, step in enumerate(steps) if step.wait.under.options), 0)
    return steps[at:] + steps[:at]


def _message(circle: Circle) -> str:
    acts = [_name(s.node) for s in circle.steps if not s.node.startswith("the ")]
    names = acts or [_name(s.node) for s in circle.steps]
    if len(names) == 1:
        return f"{names[0]} waits for itself"
    if len(names) == 2:
        return f"{names[0]} and {names[1]} wait for each other"
    return f"{', '.join(names[:-1])} and {names[-1]} wait for one another in a circle"


def _name(node: str) -> str:
    """Quote the name in a node: "the start of border" is "the start of `border`"."""
    before, space, name = node.rpartition(" ")
    return f"{before}{space}`{name}`"


def _said(step: Step) -> str:
    if step.wait.manner == "stands in":
        return f"{_name(step.node)} stands in `{step.target.rpartition(' ')[2]}`"
    return f"{_name(step.node)} {step.wait.manner} {_name(step.target)}"


def _readings(circle: Circle) -> str:
    limits = [described(s.wait.under) for s in circle.steps if s.wait.under.options]
    if circle.is_always or not limits:
        return ""
    return f"only under {' and '.join(dict.fromkeys(limits))}; elsewhere the order is open"
