"""A party's word against its counterpart is recorded as if somebody had established it.

## Why

A finding by one side that the other has broken the text is an allegation with a better name. If
it is counted among the findings, the record has taken a side; so has a monitor who copies it.

## Example

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North", south "South"
source north-statements "Statements of North"; kind party
truce: north and south each must not attack the other
2025-02-01 finding north truce breached [north-statements, verified]
```

Mended:

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North", south "South"
source north-statements "Statements of North"; kind party
truce: north and south each must not attack the other
2025-02-01 incident south against truce alleged by north [north-statements, verified]
```

## Known problems

A finding against one's own side is an admission and is left alone. So is one by a body in which
both sides sit. The report shows in any case whose finding it is.

## Source

CTSAMVM, operations: from an allegation to an inquiry, an investigation report, and only then a
violation report.
"""

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.checks.clauses import bearers, parties, provision_named
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Finding, Incident, IncidentState

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_ADVERSE = ("breached", "late", "not-met")
_ESTABLISHED = (IncidentState.OBSERVED, IncidentState.CORROBORATED, IncidentState.ATTRIBUTED)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report adverse findings and established incidents that rest on a party's word alone."""
    principals = set(parties(agreement))
    for entry in agreement.entries:
        accusers = _accusers(entry)
        accused = _accused(agreement, entry)
        sides = {_side(agreement, actor) for actor in accusers}
        if not accusers or not sides <= principals or not accused - sides:
            continue
        what = entry.what
        word = what.verdict if isinstance(what, Finding) else _state(what)
        place = provision_named(agreement, getattr(what, "provision", ""))
        yield finding(
            RULE,
            entry.span,
            f"the word of {quoted(accusers)} against the other side is recorded as `{word}`",
            expected="an allegation, or the finding of somebody else",
            help=f"write `incident {min(accused - sides)} against {place.id if place else '…'} "
            f"alleged by {accusers[0]}`",
            labels=(Label(span=place.span, message="what is said to be broken"),) if place else (),
        )


def _accusers(entry: Entry) -> tuple[ActorId, ...]:
    """Give those on whose word something adverse is taken as established."""
    if isinstance(entry.what, Finding) and entry.what.verdict in _ADVERSE:
        return entry.actors
    if isinstance(entry.what, Incident) and entry.what.state in _ESTABLISHED:
        return entry.by
    return ()


def _accused(agreement: Agreement, entry: Entry) -> set[ActorId]:
    if isinstance(entry.what, Incident):
        return {_side(agreement, actor) for actor in entry.actors}
    if isinstance(entry.what, Finding):
        provision = provision_named(agreement, entry.what.provision)
        return set(bearers(provision)) if provision is not None else set()
    return set()


def _side(agreement: Agreement, name: ActorId) -> ActorId:
    """Give the party for which an actor speaks, or the actor itself."""
    actor = agreement.actors.get(name)
    if actor is None:
        return name
    return actor.speaks_for[0] if actor.speaks_for else actor.answered_for_by or name


def _state(what: object) -> str:
    return what.state.value if isinstance(what, Incident) else ""
