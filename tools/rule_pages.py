"""Write the page of each lint rule, and their index, from what the rules say of themselves."""

import sys
from pathlib import Path

from servanda.checks.lint import LINT_RULES, page_of

PAGES = Path(__file__).parents[1] / "docs" / "rules"


def pages() -> dict[str, str]:
    """Give every page under the name of its file."""
    found = {f"{rule.name}.md": _page(rule.name) for rule in LINT_RULES}
    found["index.md"] = _index()
    return found


def _page(name: str) -> str:
    rule = next(rule for rule in LINT_RULES if rule.name == name)
    body = page_of(name).partition("\n")[2].strip("\n")
    return f"# {name}\n\n*{rule.severity.value}.* {rule.summary}\n\n{body}\n"


def _index() -> str:
    rows = [
        f"| [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.summary} |"
        for rule in sorted(LINT_RULES, key=lambda rule: rule.name)
    ]
    head = (
        "# Rules\n\n"
        "What `servanda check` looks for in a text that it can read. A rule does not judge the\n"
        "parties: it asks what the words leave open. An error cannot be meant, a warning is worth\n"
        "a change, a note is worth knowing.\n\n"
        "| rule | weight | what it finds |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


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
    sys.stdout.write(f"{len(LINT_RULES)} rules\n")
