"""Explain a rule."""

import click

from servanda.cli.terminal import write
from servanda.diagnostics import RULES, explain
from servanda.workspace import CannotRun
from servanda.workspace.rules import register_all


@click.command(name="explain")
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Say what a rule is about, and why it matters; without RULE, list them all."""
    register_all()
    if rule is None:
        write(_list())
        return
    try:
        write(explain(rule))
    except LookupError as unknown:
        raise CannotRun(str(unknown.args[0])) from unknown


def _list() -> str:
    width = max((len(name) for name in RULES), default=0)
    return "".join(f"{name:<{width}}  {RULES[name].summary}\n" for name in sorted(RULES))
