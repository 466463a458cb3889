"""The next phase needs a further agreement, and the text does not say what follows without one.

## Why

The phase ends on its last day whether or not the talks have a result. If only a new agreement
opens the next phase, then either side can let the whole agreement run out by not agreeing, and
breach nothing. The truce of January 2025 came to the end of its six weeks like that: talks never
concluded, and two readings of what the silence meant. A default (the phase runs on, the next
begins, a third party extends) takes the prize out of refusing.

## Example

```pact
agreement example "An example"
party north "North", south "South"
event terms "the terms of phase two are agreed" by north and south jointly
phase one "Truce"
  starts on entry into force; lasts 6 weeks
  then two when terms
phase two "Withdrawal"
  lasts 6 weeks
```

Mended: the truce outlives the talks.

```pact
agreement example "An example"
party north "North", south "South"
event terms "the terms of phase two are agreed" by north and south jointly
process talks "talks on phase two" between north and south
  concluded by terms
  ended by nobody named
phase one "Truce"
  starts on entry into force; lasts 6 weeks
  runs on while talks are open
  then two when terms
phase two "Withdrawal"
  lasts 6 weeks
```

## Known problems

A default that only some reading has does not silence the rule: the other readings still have
none, and the finding says which they are.

## Source

Security Council resolution 2735 (2024), paragraph 3, and the agreement of 15 January 2025 (PA-X
2801), of which one reading lets phase one lapse after 42 days.
"""

from collections.abc import Iterator

from servanda.checks.clauses import certain, clauses_of, described, event_named
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard
from servanda.model.events import Event, Manner
from servanda.model.provisions import EffectKind, Phase, PhaseTerm, RunsOn, Then
from servanda.model.times import Passed

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report each phase of a fixed length whose every way out is an agreement yet to be made."""
    for phase in agreement.phases.values():
        ways = list(clauses_of(phase, Then))
        if not ways or not any(True for _ in clauses_of(phase, PhaseTerm)):
            continue
        events = [_to_be_agreed(agreement, way) for way in ways]
        event = events[0]
        if event is None or not all(events) or _has_default(agreement, phase):
            continue
        defaults = [c for c in clauses_of(phase, RunsOn) if c.under.options]
        under = _shared(defaults)
        yield finding(
            RULE,
            ways[0].span,
            f"phase `{phase.id}` leads on only by `{event.id}`, and the text has no default",
            found=f"each of {_actors(event)} can withhold it",
            note=f"under {under} it runs on; otherwise it lapses" if under else "",
            help="say what follows without agreement: `runs on while talks are open`,\n"
            f"`then {ways[0].phase}` without a condition, or a power to extend `{phase.id}`",
            labels=tuple(
                Label(span=clause.span, message="a default under one reading only")
                for clause in defaults
            ),
        )


def _shared(defaults: list[RunsOn]) -> str:
    """Name the readings that all the defaults need, or else the readings of each."""
    if not defaults:
        return ""
    options = set.intersection(*(set(clause.under.options) for clause in defaults))
    if options:
        return described(Guard(options=tuple(sorted(options, key=lambda option: option[0]))))
    return ", or under ".join(described(clause.under) for clause in defaults)


def _to_be_agreed(agreement: Agreement, way: Then) -> Event | None:
    """Find the joint event without which a way out is closed."""
    if way.condition is None:
        return None
    for part in certain(way.condition):
        event = None if isinstance(part, Passed) else event_named(agreement, part.target)
        if event is not None and event.agency.manner in (Manner.JOINTLY, Manner.ALL):
            return event
    return None


def _has_default(agreement: Agreement, phase: Phase) -> bool:
    """Tell whether the phase goes on, or may be prolonged by someone, whatever the reading."""
    if any(not clause.under.options for clause in clauses_of(phase, RunsOn)):
        return True
    return any(
        p.effect is not None
        and p.effect.kind is EffectKind.EXTEND
        and p.effect.target == phase.id
        and p.agency.manner in (Manner.ONE, Manner.ANY)
        for p in agreement.provisions.values()
    )


def _actors(event: Event) -> str:
    names = [f"`{actor}`" for actor in event.agency.actors]
    return " and ".join(names)
