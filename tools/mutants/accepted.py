"""Read the list of survivors that are known, each with the reason why no test notices it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mutants.change import Key, Mutant

LIST = Path(__file__).parent / "survivors.toml"
REASONS = {
    "equivalent": "the changed program means the same",
    "speed": "the answers are the same, and only come sooner or later",
    "wording": "only words meant for a reader differ",
    "bound": "a bound on the work moves by one, which no sensible text comes near",
}
Accepted = dict[Key, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty(Exception):
    """Say what is wrong with the list."""

    message: str


def accepted(path: Path = LIST) -> Accepted:
    """Read the list: each change with its reason.

    Raises:
        Faulty: when an item names no known reason, or says nothing more.
    """
    if not path.exists():
        return {}
    found: Accepted = {}
    for each in tomllib.loads(path.read_text("utf-8")).get("survivor", []):
        key = each["module"], each["function"], each["change"], each.get("number", 0)
        if each["because"] not in REASONS:
            raise Faulty(message=f"{key}: {each['because']!r} is none of {', '.join(REASONS)}")
        if not each["why"].strip():
            raise Faulty(message=f"{key}: it does not say why")
        if key in found:
            raise Faulty(message=f"{key}: it is listed twice")
        found[key] = each["because"]
    return found


def stale(found: Accepted, mutants: Iterable[Mutant], modules: Iterable[str]) -> list[Key]:
    """Give what is listed of some modules and is no change to them any more."""
    there, looked = {mutant.key for mutant in mutants}, set(modules)
    return [key for key in found if key[0] in looked and key not in there]
