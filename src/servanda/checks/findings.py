"""Make a rule of the page that its module opens with, and findings of a rule."""

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Label, Rule, Severity, register

_HEADINGS = ("Why", "Example", "Known problems", "Source")


def rule_of(module: str, page: str | None, severity: Severity) -> Rule:
    """Register the rule that a module stands for: the file gives its name, the page all else."""
    text = page or ""
    parts = _sections(text)
    return register(
        Rule(
            name=module.rpartition(".")[2].replace("_", "-"),
            severity=severity,
            summary=text.partition("\n")[0].strip(),
            why=parts["Why"],
            example=_without_fences(parts["Example"]),
            source=" ".join(parts["Source"].split()),
        )
    )


def _sections(page: str) -> dict[str, str]:
    """Part a page at its headings."""
    found = dict.fromkeys(_HEADINGS, "")
    for part in page.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        found[heading.strip()] = body.strip("\n")
    return found


def _without_fences(text: str) -> str:
    lines = [line for line in text.split("\n") if not line.startswith("```")]
    return "\n".join(lines).strip("\n")


def finding(
    rule: Rule,
    span: Span,
    message: str,
    *,
    found: str = "",
    expected: str = "",
    help: str = "",
    note: str = "",
    labels: tuple[Label, ...] = (),
    severity: Severity | None = None,
) -> Diagnostic:
    """Make what a rule found into a diagnostic, as heavy as the rule unless it says otherwise."""
    return Diagnostic(
        rule=rule.name,
        severity=severity or rule.severity,
        message=message,
        span=span,
        found=found,
        expected=expected,
        help=help,
        note=note,
        labels=labels,
    )
