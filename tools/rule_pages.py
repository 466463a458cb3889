"""Write the page of each rule, and their index, from what the rules say of themselves."""

import sys
from collections.abc import Iterable
from pathlib import Path

from servanda.checks.lint import LINT_RULES, page_of
from servanda.diagnostics import Rule, language_rules
from servanda.diagnostics.glyphs import printable

PAGES = Path(__file__).parents[1] / "docs" / "rules"


def pages() -> dict[str, str]:
    """Give every page under the name of its file."""
    found = {f"{rule.name}.md": _page(rule.name) for rule in LINT_RULES}
    found |= {f"{rule.name}.md": _reading_page(rule) for rule in language_rules.RULES_OF_READING}
    found["index.md"] = _index()
    return found


def _page(name: str) -> str:
    rule = next(rule for rule in LINT_RULES if rule.name == name)
    body = page_of(name).partition("\n")[2].strip("\n")
    return f"# {name}\n\n*{rule.severity.value}.* {rule.summary}\n\n{body}\n"


def _reading_page(rule: Rule) -> str:
    """Write the page of a rule of reading, whose parts stand in the register."""
    kind = "sh" if rule.example.lstrip().startswith("$") else "pact"
    example = "\n".join(map(printable, rule.example.strip("\n").split("\n")))
    found, _, mended = example.partition("Mended:")
    parts = [
        f"# {rule.name}",
        f"*{rule.severity.value}.* {rule.summary}",
        f"## Why\n\n{rule.why.strip()}",
        f"## Example\n\n```{kind}\n{found.strip()}\n```",
        f"Mended: {mended.strip()}"
        if kind == "sh"
        else f"Mended:\n\n```pact\n{mended.strip()}\n```",
        f"## Source\n\n{rule.source}",
    ]
    return "\n\n".join(parts) + "\n"


def _rows(rules: Iterable[Rule]) -> str:
    return "".join(
        f"| [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.summary} |\n"
        for rule in sorted(rules, key=lambda rule: rule.name)
    )


def _index() -> str:
    head = (
        "# Rules\n\n"
        "What `servanda check` looks for in a text that it can read. A rule does not judge the\n"
        "parties: it asks what the words leave open. An error cannot be meant, a warning is worth\n"
        "a change, a note is worth knowing.\n\n"
    )
    reading = (
        "\n## In reading\n\n"
        "What every command reports of a text, or of a file, that cannot be read in full. Only the\n"
        "clause, sentence or file named is left out; the rest is read.\n\n"
    )
    table = "| rule | weight | what it finds |\n|---|---|---|\n"
    return (
        f"{head}{table}{_rows(LINT_RULES)}{reading}{table}{_rows(language_rules.RULES_OF_READING)}"
    )


def write() -> None:
    """Write the pages, and remove those of rules that are gone."""
    PAGES.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in PAGES.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{len(pages()) - 1} rules\n")
