"""Find the name that a writer probably meant."""

from collections.abc import Iterable

LIKE_ENOUGH = 0.7
NAME_AT_MOST = 80


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate closest to a name, or none when nothing is close.

    >>> suggest("relase-captives", ["release-captives", "pull-back"])
    'release-captives'
    >>> suggest("ceasefire", ["hamas", "israel"]) is None
    True
    """
    if len(name) > NAME_AT_MOST:
        return None
    by_plain = {_plain(candidate): candidate for candidate in sorted(set(candidates))}
    plain = _plain(name)
    if plain in by_plain:
        return by_plain[plain]

    import difflib  # only a fault needs it, and a run without faults should not wait for it

    closest = difflib.get_close_matches(plain, by_plain, n=1, cutoff=LIKE_ENOUGH)
    return by_plain[closest[0]] if closest else None


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
