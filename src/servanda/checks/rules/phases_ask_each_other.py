"""Phases ask of one another, all round, whether they run.

## Why

A phase that ends while another runs, and that other while the first runs, leave open which of them is to
go where both are there at once. Servanda favours neither, wherever they stand in the text: what becomes of
both at an instant is judged on how they stood before it, so that both may end, or both begin. The drafters
may have meant that one comes first, and should say so.

Asked is what a phase `starts when`, `ends when`, `runs on while` or passes over when. Questions
whether another has ever begun, ended or lapsed have one answer for good, and are left alone.

## Example

```pact
agreement example "An example"
phase truce "Truce"
  starts on entry into force
  ends when emergency is running
phase emergency "Emergency"
  starts on entry into force
  ends when truce is running
```

Mended: one of the two gives way.

```pact
agreement example "An example"
phase truce "Truce"
  starts on entry into force
phase emergency "Emergency"
  starts on entry into force
  ends when truce is running
```

## Known problems

Only questions about the phases themselves are looked at, not those about what stands in them. A circle
that is there under one reading only is reported with the others.

## Source

From the semantics: what follows at one instant does not depend on the order of the text (rule P11).
"""

from collections.abc import Iterator

from servanda.base.identities import PhaseId
from servanda.base.spans import Span
from servanda.checks.circles import way_round
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Clause, EndsWhen, PhaseStart, RunsOn, Then
from servanda.model.times import All, Any, Condition, Is, Not, Status

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_OF_THE_MOMENT = frozenset({Status.RUNNING, Status.OPEN, Status.IN_EFFECT})
Asked = dict[PhaseId, dict[PhaseId, Span]]
"""Where each phase asks whether another runs."""


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each circle of phases that ask of one another whether they run."""
    asked: Asked = {phase.id: {} for phase in agreement.phases.values()}
    for phase in agreement.phases.values():
        for clause in phase.clauses:
            for other in _asks(_condition(clause), is_negated=False):
                if other in asked and other != phase.id:
                    asked[phase.id].setdefault(other, clause.span)
    told: set[PhaseId] = set()
    for name in asked:
        circle = way_round(asked, name)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield _finding(asked, circle)


def _condition(clause: Clause) -> Condition | None:
    if isinstance(clause, PhaseStart | EndsWhen | RunsOn | Then):
        return clause.condition
    return None


def _asks(condition: Condition | None, *, is_negated: bool) -> Iterator[PhaseId]:
    """Name what a condition asks of the moment: whether it runs, or that something is not so."""
    match condition:
        case Is(target=target, status=status):
            if is_negated or status in _OF_THE_MOMENT:
                yield PhaseId(target)
        case Not(inner=inner):
            yield from _asks(inner, is_negated=True)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _asks(part, is_negated=is_negated)
        case _:
            return


def _finding(asked: Asked, circle: tuple[PhaseId, ...]) -> Diagnostic:
    steps = list(zip(circle, (*circle[1:], circle[0]), strict=True))
    (first, second), *others = steps
    names = [f"`{phase}`" for phase in circle]
    return finding(
        RULE,
        asked[first][second],
        f"{', '.join(names[:-1])} and {names[-1]} ask of one another whether they run",
        found=f"`{first}` asks of `{second}`",
        note="at one instant all are judged on how they stood before it",
        help="let one of them come first, by a date or by an event of its own",
        labels=tuple(
            Label(span=asked[one][other], message=f"`{one}` asks of `{other}`")
            for one, other in others
        ),
    )
