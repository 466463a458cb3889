"""Keep the register of rules, by name, and explain them."""

from msgspec import Struct

from servanda.diagnostics.diagnostic import Severity
from servanda.diagnostics.glyphs import printable
from servanda.diagnostics.suggest import suggest


class Rule(Struct, frozen=True, kw_only=True):
    """Describe a rule to its reader: the trouble, why it matters, an example and who says so."""

    name: str
    severity: Severity
    summary: str
    why: str
    example: str
    source: str


RULES: dict[str, Rule] = {}
OLD_NAMES: dict[str, str] = {}


def register(rule: Rule) -> Rule:
    """Enter a rule in the register, and return it; two rules never share a name."""
    if not _is_rule_name(rule.name):
        raise ValueError(f"a rule is named in lower-case words with hyphens, not {rule.name!r}")
    if rule.name in OLD_NAMES:
        raise ValueError(f"{rule.name!r} is the old name of {OLD_NAMES[rule.name]!r}")
    if RULES.get(rule.name, rule) != rule:
        raise ValueError(f"two rules are named {rule.name!r}")
    RULES[rule.name] = rule
    return rule


def rename(old: str, new: str) -> None:
    """Redirect an old rule name, for ever, so that no file that uses it breaks."""
    if old in RULES:
        raise ValueError(f"{old!r} is the name of a rule in force")
    if current_name(new) == old:
        raise ValueError(f"{old!r} would redirect to itself")
    OLD_NAMES[old] = new


def current_name(name: str) -> str:
    """Follow redirects from an old rule name to the one in force."""
    while name in OLD_NAMES:
        name = OLD_NAMES[name]
    return name


def explain(name: str) -> str:
    """Write out what a rule is about; for an unknown name raise `LookupError` with the nearest."""
    rule = RULES.get(current_name(name))
    if rule is None:
        raise LookupError(_unknown(name))
    parts = [f"{rule.severity.value}[{rule.name}]: {rule.summary}"]
    if name != rule.name:
        parts.append(f"`{name}` is an old name of this rule.")
    parts.append(rule.why.strip())
    if rule.example:
        parts.append("Example:\n\n" + _indented(rule.example))
    if rule.source:
        parts.append(f"Source: {rule.source}")
    return "\n\n".join(parts) + "\n"


def _unknown(name: str) -> str:
    nearest = suggest(name, [*RULES, *OLD_NAMES])
    hint = f"; did you mean `{current_name(nearest)}`?" if nearest else ""
    return f"no rule is named `{name}`{hint}"


def _indented(text: str) -> str:
    lines = text.strip("\n").split("\n")
    return "\n".join(f"    {printable(line)}".rstrip() for line in lines)


def _is_rule_name(name: str) -> bool:
    words = name.split("-")
    return all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
