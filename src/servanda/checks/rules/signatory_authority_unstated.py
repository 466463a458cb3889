"""Somebody signs or ratifies, and nothing says that he can bind those he signs for.

## Why

Who signs without a title may later be called a private person; the heads of two entities signed
Minsk II without any. And a ratification by a body whose rule nobody states is open until
somebody counts.

## Example

```pact
agreement example "An example"
party north "North"
person envoy "The envoy"
2025-01-15 sign envoy example
```

Mended:

```pact
agreement example "An example"
party north "North"
person envoy "The envoy"; office "Minister of Defence"; speaks for north
2025-01-15 sign envoy example
```

## Known problems

Only persons are asked for an office, and only bodies for a rule. An office may not give the
power to bind: that is a question of the law of whoever is bound.

## Source

Vienna Convention on the Law of Treaties (1969), article 2(1)(c), on full powers; Digital
Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 10.0-01.
"""

from collections.abc import Iterator

from servanda.checks.clauses import actors_named
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Actor, Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Signing

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report signatures by persons without an office, and ratifications without a rule."""
    for entry in agreement.entries:
        if not isinstance(entry.what, Signing) or entry.what.verb not in ("sign", "ratify"):
            continue
        for actor in actors_named(agreement, entry.actors):
            name = actor.id
            missing = _missing(actor, entry.what.verb)
            if missing:
                yield finding(
                    RULE,
                    entry.span,
                    f"`{name}` {_VERBS[entry.what.verb]}, and the text does not say {missing}",
                    help=f"write {_HELP[missing]} below `{name}`",
                    labels=(Label(span=actor.span, message="declared here"),),
                )


_VERBS = {"sign": "signs", "ratify": "ratifies"}
_AS_WHAT = "in which office or for whom"
_BY_RULE = "how it decides"
_HELP = {
    _AS_WHAT: '`office "…"` or `speaks for ACTOR`',
    _BY_RULE: "`decides by majority`, `decides by at least 61` or another rule",
}


def _missing(actor: Actor, verb: str) -> str:
    if Role.PERSON in actor.roles and not (actor.office or actor.speaks_for or actor.memberships):
        return _AS_WHAT
    if verb == "ratify" and Role.BODY in actor.roles and actor.rule is None:
        return _BY_RULE
    return ""
