"""Read what an address asks, and write the address that asks it: every view is a link.

    /overview?on=2025-02-22&known=2025-02-20&reading=end-of-one=lapses&as=israel&lang=fr

`on` is the date asked about, `known` counts only what was recorded by a date, `reading` fixes one reading (it
may stand more than once), `as` takes the readings an actor holds, `view` says which entries count, `since` is
the date with which a page compares, and `lang` is the language. Beside these, a page names its own filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from servanda.workspace import CannotRun

COMMON = ("on", "known", "reading", "as", "view", "since", "lang")
"""What every address may say; it goes along from page to page."""

LONGEST = 2_000


class Address(Struct, frozen=True, kw_only=True):
    """Hold what an address says, as it was written; what is empty stands for its default."""

    on: str = ""
    known: str = ""
    reading: tuple[str, ...] = ()
    as_: str = ""
    view: str = ""
    since: str = ""
    lang: str = ""
    filters: tuple[tuple[str, str], ...] = ()

    def filter(self, name: str) -> str:
        """Give a filter of the page, empty where it lets all through."""
        return dict(self.filters).get(name, "")

    def pairs(self, kept: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """Give what it says as pairs, in a settled order; of the filters all, or those that are kept."""
        found = [("on", self.on), ("known", self.known)]
        found.extend(("reading", each) for each in self.reading)
        found.extend((("as", self.as_), ("view", self.view), ("since", self.since)))
        found.extend((n, value) for n, value in self.filters if kept is None or n in kept)
        found.append(("lang", self.lang))
        return [(name, value) for name, value in found if value]

    def with_(self, **changes: object) -> Address:
        """Give another address: fields and filters by name; None or nothing takes one away."""
        filters = dict(self.filters)
        fields: dict[str, object] = {}
        for name, value in changes.items():
            plain = name.rstrip("_").replace("_", "-")
            if plain == "reading":
                fields["reading"] = tuple(value) if isinstance(value, Iterable) else ()
            elif plain in COMMON:
                fields["as_" if plain == "as" else plain] = str(value or "")
            elif value in (None, ""):
                filters.pop(plain, None)
            else:
                filters[plain] = str(value)
        return replace(self, filters=tuple(filters.items()), **fields)

    def path(self, page: str, form: str = "") -> str:
        """Write the address of a page."""
        asked = urlencode(self.pairs())
        return f"/{page}{f'.{form}' if form else ''}{f'?{asked}' if asked else ''}"


def read_address(pairs: Iterable[tuple[str, str]], filters: Sequence[str]) -> Address:
    """Read the pairs of an address. Raises `CannotRun` for what the page does not know, or says twice."""
    single: dict[str, str] = {}
    readings: list[str] = []
    for name, value in pairs:
        if name not in COMMON and name not in filters:
            known = ", ".join((*COMMON, *filters))
            raise CannotRun(f"this page knows no `{name[:40]}` in its address; it knows {known}")
        if len(value) > LONGEST:
            raise CannotRun(f"`{name}` in the address is longer than {LONGEST:,} characters")
        if not value.strip():
            continue
        if name == "reading":
            readings.append(value.strip())
        elif single.setdefault(name, value.strip()) != value.strip():
            raise CannotRun(f"the address says `{name}` twice, and not the same")
    return Address(
        on=single.get("on", ""),
        known=single.get("known", ""),
        reading=tuple(dict.fromkeys(readings)),
        as_=single.get("as", ""),
        view=single.get("view", ""),
        since=single.get("since", ""),
        lang=single.get("lang", ""),
        filters=tuple((name, single[name]) for name in filters if name in single),
    )
