"""Hold the entries of a long record in columns, and make each when it is first looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain, repeat
from typing import overload

from servanda.base.moments import Moment
from servanda.base.spans import Span
from servanda.model.entries import Alike, Entry, Incident, Record, What
from servanda.resolve.bulk.groups import Group, Groups, group_of, groups_of
from servanda.resolve.bulk.learning import Learned, sentence_at, written
from servanda.resolve.bulk.recipes import Irregular
from servanda.resolve.entries import read_entry
from servanda.resolve.names import Context, Names
from servanda.syntax.masks import NAME, TEXT

PARSED = -1
"""The shape of an entry that the parser made."""

_QUOTED = '"' + TEXT
_COLUMNS = (("shape", "i"), ("date", "i"), ("line", "i"), ("start", "q"))


class Columns:
    """Hold what is known of each entry of a record, in its order: its shape, its date and where it stands.

    `parsed` are the entries that the parser made, by their places, `blocks` where those of each text
    stand. Texts are not held but lent, so that
    what is kept on disk has none of them.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.shape, self.date, self.line = array("i"), array("i"), array("i")
        self.start = array("q")
        self.shapes: list[Learned] = []
        self.paths: list[str] = []
        self.dates: list[str] = []
        self.parsed: dict[int, Entry] = {}
        self.blocks: dict[str, tuple[int, int]] = {}
        self.texts: Mapping[str, str] = {}
        self._groups: Groups | None = None

    def __getstate__(self) -> dict[str, object]:
        context = self.context
        kept: dict[str, object] = {name: getattr(self, name).tobytes() for name, _ in _COLUMNS}
        for name in ("shapes", "paths", "dates", "parsed", "blocks"):
            kept[name] = getattr(self, name)
        kept["moments"] = {date: context.moment(date) for date in self.dates}
        for number, learned in enumerate(self.shapes):
            if isinstance(learned.sample.what, Incident):
                self.groups_of(number)  # each question about the record counts them
        kept["groups"] = self.groups().kept()
        return {**kept, "names": context.names, "calendar": context.calendar}

    def __setstate__(self, kept: dict[str, object]) -> None:
        context = Context(names=kept.pop("names"), calendar=kept.pop("calendar"))  # type: ignore[arg-type]
        context.moments.update(kept.pop("moments"))  # type: ignore[call-overload]
        self.__init__(context)  # type: ignore[misc]
        self._groups = groups_of(kept.pop("groups"))  # type: ignore[arg-type]
        for name, kind in _COLUMNS:
            data = kept.pop(name)
            assert isinstance(data, bytes)
            setattr(self, name, array(kind, data))
        self.__dict__.update(kept)

    def texts_of(self, at: int) -> list[str]:
        """Give the masked texts of an entry, its date first."""
        shape, date = self.shape[at], self.dates[self.date[at]]
        begin = self.start[at] + len(date) + 1
        return [date, *self.shapes[shape].shape.texts(self.texts[self.paths[shape]], begin)]

    def entry(self, at: int) -> Entry:
        """Make an entry; the parser does where its texts are not as those of other lines."""
        shape = self.shape[at]
        if shape == PARSED:
            return self.parsed[at]
        learned, path, line, texts = (
            self.shapes[shape],
            self.paths[shape],
            self.line[at],
            self.texts_of(at),
        )
        if all(map(_is_usual, learned.layout.masks, texts)):
            try:
                return learned.make(path, line, texts, self.context.moment)
            except Irregular:
                pass
        return self._reread(written(learned.shape, texts), path, line)

    def _reread(self, text: str, path: str, line: int) -> Entry:
        sentence, _ = sentence_at(text, path, line)
        apart = Context(names=self.context.names, calendar=self.context.calendar)
        entry = read_entry(sentence, apart)
        assert entry is not None and not apart.faults, (
            "what can be a fault was tried as it was read"
        )
        return entry

    def put(self, entry: Entry) -> None:
        """Add an entry that the parser made."""
        self.parsed[len(self.shape)] = entry
        self.shape.append(PARSED)
        self.date.append(PARSED)
        self.line.append(entry.span.line)
        self.start.append(self.start[-1] if self.start else 0)

    def with_end(self, path: str, line: int, added: Sequence[Entry]) -> Columns | None:
        """Give the columns with others in the place of what ends a text, from the entry of a line on."""
        first, last = self.blocks.get(path, (0, 0))
        at = bisect_left(self.line, line, first, last)
        if at == last or self.line[at] != line:
            return None
        found = Columns(self.context)
        found.shapes, found.paths, found.dates = self.shapes, self.paths, self.dates
        for name, _ in _COLUMNS:
            getattr(found, name).extend(getattr(self, name)[:at])
        for entry in added:
            found.put(entry)
        for name, _ in _COLUMNS:
            getattr(found, name).extend(getattr(self, name)[last:])
        more = at + len(added) - last
        found.parsed.update((n, e) for n, e in self.parsed.items() if n < at)
        found.parsed.update((n + more, e) for n, e in self.parsed.items() if n >= last)
        for text, (begin, end) in self.blocks.items():
            moved = more if begin >= last else 0
            found.blocks[text] = (begin + moved, end + (more if end >= last else 0))
        if last == len(self.shape):
            found._groups = self.groups().cut(at, self.date)
        return found

    def name_at(self, path: str, place: int) -> str:
        """Give the name that the plain entry around a place in a text gives itself; empty for none."""
        first, last = self.blocks[path]
        at = bisect_right(self.start, place, first, last) - 1
        while at >= first and self.shape[at] == PARSED:
            at -= 1
        masks = self.shapes[self.shape[at]].layout.masks if at >= first else ()
        return self.texts_of(at)[masks.index(NAME)] if NAME in masks else ""

    def places(self) -> list[array[int]]:
        """Give the places of the entries of each shape, in order."""
        return self.groups().places

    def groups(self) -> Groups:
        """Give the entries by their shapes; by what else tells them apart only where that was asked."""
        if self._groups is None:
            places = [array("i") for _ in self.shapes]
            for at, shape in enumerate(self.shape):
                if shape >= 0:
                    places[shape].append(at)
            self._groups = Groups(places, {})
        return self._groups

    def groups_of(self, shape: int) -> Sequence[Group]:
        """Give the groups of the entries of a shape."""
        found = self.groups()
        if shape not in found.groups:
            places = found.places[shape]
            found.groups[shape] = self._parted(self.shapes[shape], places) if places else []
        return found.groups[shape]

    def _parted(self, learned: Learned, places: array[int]) -> list[Group]:
        """Part the entries of a shape by those of their texts that can weigh."""
        if not learned.weighty:
            return [group_of(places, self.date)]
        parted: dict[tuple[str, ...], array[int]] = {}
        for at in places:
            texts = self.texts_of(at)
            key = tuple(texts[which] for which in learned.weighty)
            parted.setdefault(key, array("i")).append(at)
        return [group_of(mine, self.date) for mine in parted.values()]

    def named(self) -> Iterator[tuple[str, int]]:
        """Give the names that entries give themselves, with their places, of those that were not parsed."""
        for shape, places in zip(self.shapes, self.places(), strict=True):
            if NAME in shape.layout.masks:
                which = shape.layout.masks.index(NAME)
                for at in places:
                    yield self.texts_of(at)[which], at


def _is_usual(mask: str, text: str) -> bool:
    """Tell whether a quoted text goes into an entry as it stands: others are trimmed where they are read."""
    if mask != _QUOTED:
        return True
    return (
        bool(text) and text == text.strip() and " ," not in text and "," not in (text[0], text[-1])
    )


def _single(entry: Entry, at: int) -> Alike:
    return Alike(entry, [at], frozenset({entry.when.written}))


class Rows(Record):
    """Hold the entries of a record in its order; each is made when it is asked for, and once."""

    def __init__(self, columns: Columns, changed: Mapping[int, Entry] | None = None) -> None:
        """Take the columns, and the entries that stand in the place of those in them."""
        self.columns = columns
        self._changed = dict(changed or {})
        self._made = dict(self._changed)
        self._at = {id(entry): at for at, entry in self._made.items()}
        self._found: dict[Hashable, Sequence[Entry]] = {}
        self._by_name: dict[str, int] | None = None

    def __reduce__(self) -> tuple[type[Rows], tuple[Columns, dict[int, Entry]]]:
        return Rows, (self.columns, self._changed)

    def __len__(self) -> int:
        return len(self.columns.shape)

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __iter__(self) -> Iterator[Entry]:
        return map(self._entry, range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        places = range(len(self))[at]
        return self._entry(places) if isinstance(places, int) else tuple(map(self._entry, places))

    def _entry(self, at: int) -> Entry:
        found = self._made.get(at)
        if found is None:
            found = self._made[at] = self.columns.entry(at)
            self._at[id(found)] = at
        return found

    def telling_of(
        self, kinds: tuple[type[What], ...], which: Callable[[Entry], bool] | None = None
    ) -> Sequence[Entry]:
        """Give the entries that tell of some kinds of things: of a shape all do, or none."""
        return self.once((kinds, which), lambda: list(map(self._entry, self.places(kinds, which))))

    def once(self, key: Hashable, find: Callable[[], Sequence[Entry]]) -> Sequence[Entry]:
        """Give the entries that were found under a key, and find them the first time."""
        if key not in self._found:
            if len(self._found) >= _FOUND_AT_MOST:
                self._found.clear()
            self._found[key] = find()
        return self._found[key]

    def places(
        self, kinds: tuple[type[What], ...], which: Callable[[Entry], bool] | None = None
    ) -> Iterator[int]:
        """Give the places of the entries that tell of some kinds of things."""
        columns = self.columns

        def wanted(entry: Entry) -> bool:
            return isinstance(entry.what, kinds) and (which is None or which(entry))

        shapes = [number for number, shape in enumerate(columns.shapes) if wanted(shape.sample)]
        mine = [columns.places()[number] for number in shapes]
        parsed = sorted(at for at, entry in columns.parsed.items() if wanted(entry))
        return (
            merge(parsed, *mine)
            if len(mine) < _MERGED_AT_MOST
            else iter(sorted(chain(parsed, *mine)))
        )

    def alike(self, kinds: tuple[type[What], ...], late: Collection[str] = ()) -> Sequence[Alike]:
        """Part the entries that tell of some kinds of things into groups, without `late` ones."""
        columns, found = self.columns, list[Alike]()
        numbers = frozenset(at for at, date in enumerate(columns.dates) if date in late)
        for number, learned in enumerate(columns.shapes):
            if not isinstance(learned.sample.what, kinds):
                continue
            for each in columns.groups_of(number):
                group = each.without(numbers, columns.date)
                if group.places:
                    sample = self[group.places[0]] if learned.weighty else learned.sample
                    days = frozenset(map(columns.dates.__getitem__, group.dates))
                    found.append(Alike(sample, group.places, days))
        single = [at for at, e in columns.parsed.items() if isinstance(e.what, kinds)]
        found.extend(_single(self[at], at) for at in single if self[at].when.written not in late)
        return self._with_changed(found) if self._changed else found

    def _with_changed(self, groups: Iterable[Alike]) -> list[Alike]:
        """Let each entry that stands in the place of another be a group by itself."""
        found: list[Alike] = []
        for group in groups:
            mine = [at for at in group.places if at in self._changed]
            kept = [at for at in group.places if at not in self._changed]
            found.extend(_single(self._changed[at], at) for at in mine)
            found.extend([Alike(group.sample, kept, frozenset(self.by_date(kept)))] if kept else [])
        return found

    def dates_in(self, places: Iterable[int]) -> set[str]:
        """Give the wordings of the dates of the entries in some places."""
        return set(self.by_date(places))

    def dates(self) -> set[str]:
        """Give the wordings of the dates of all entries."""
        parsed = (entry.when.written for entry in self.columns.parsed.values())
        return {*self.columns.dates, *parsed}

    def by_date(self, places: Iterable[int]) -> dict[str, list[int]]:
        """Part the entries in some places by the wording of their dates."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        parsed: dict[str, list[int]] = {}
        dates, date = self.columns.dates, self.columns.date
        for at in places:
            found[date[at]].append(at)
        for at in found.pop(PARSED, ()):
            parsed.setdefault(self.columns.parsed[at].when.written, []).append(at)
        for number, mine in found.items():
            parsed.setdefault(dates[number], []).extend(mine)
        return parsed

    def date_at(self, place: int) -> str:
        """Give the wording of the date of an entry."""
        date = self.columns.date[place]
        return self.columns.dates[date] if date >= 0 else self[place].when.written

    def stands_at(self, place: int) -> tuple[str, int]:
        """Give the text and the line at which an entry stands."""
        columns = self.columns
        shape = columns.shape[place]
        if shape == PARSED:
            span = columns.parsed[place].span
            return span.path, span.line
        return columns.paths[shape], columns.line[place]

    def when(self, date: str) -> Moment:
        """Read the wording of a date of the record."""
        found = self.columns.context.moment(date)
        assert isinstance(found, Moment), "a date that cannot be read is in no entry"
        return found

    def names_in_end(self, path: str, line: int) -> set[str]:
        """Give the names that entries give themselves at the end of a text, from a line on."""
        first, last = self.columns.blocks.get(path, (0, 0))
        begin = bisect_left(self.columns.line, line, first, last)
        return {
            str(entry.id) for entry in self[begin:last] if entry.id != f"{path}:{entry.span.line}"
        }

    def with_end(self, path: str, line: int, added: Sequence[Entry], names: object) -> Rows | None:
        """Give the record with others in the place of what ends a text, from the entry of a line on."""
        columns = self.columns.with_end(path, line, added)
        if columns is None or self._changed:
            return None
        assert isinstance(names, Names)
        names.plain = PlainNames(columns)
        columns.context = Context(names=names, calendar=self.columns.context.calendar)
        columns.texts = self.columns.texts
        return Rows(columns)

    def lend(self, texts: Mapping[str, str]) -> None:
        """Lend the texts of the record, by their paths, of which entries are made."""
        self.columns.texts = texts

    def named(self, names: Iterable[str]) -> Sequence[Entry]:
        """Give the entries that have some names."""
        if self._by_name is None:
            self._by_name = dict(self.columns.named())
            self._by_name.update((str(e.id), at) for at, e in self.columns.parsed.items())
        known = self._by_name
        return list(map(self._entry, sorted(known[name] for name in names if name in known)))

    def samples(self, kinds: tuple[type[What], ...]) -> Sequence[Entry]:
        """Give an entry of each shape, and all that were parsed or stand in the place of others."""
        columns = self.columns
        each = (learned.sample for learned in columns.shapes)
        found = (*each, *columns.parsed.values(), *self._changed.values())
        return [entry for entry in found if isinstance(entry.what, kinds)]

    def with_others(self, pairs: Iterable[tuple[Entry, Entry]]) -> Rows:
        """Give the record with others in the place of some of its entries."""
        others = {self._at[id(old)]: new for old, new in pairs}
        return Rows(self.columns, {**self._changed, **others})


_MERGED_AT_MOST = 8
_FOUND_AT_MOST = 100


class PlainNames(Mapping[str, Span]):
    """Hold the names that plain entries give themselves; those that were kept on disk are looked for anew.

    `lines` are, for each text, the lines of the names in it.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.lines: dict[str, dict[str, int]] | None = None
        self._of_parsed: dict[str, Entry] | None = None

    def __reduce__(self) -> tuple[type[PlainNames], tuple[Columns]]:
        return PlainNames, (self._columns,)

    def _known(self) -> dict[str, dict[str, int]]:
        if self.lines is None:
            columns, self.lines = self._columns, {}
            for name, at in columns.named():
                path = columns.paths[columns.shape[at]]
                self.lines.setdefault(path, {})[name] = columns.line[at]
            for name, entry in self._parsed().items():
                self.lines.setdefault(entry.span.path, {})[name] = entry.span.line
        return self.lines

    def __contains__(self, name: object) -> bool:
        if self.lines is not None or not isinstance(name, str):
            return any(name in lines for lines in self._known().values())
        return name in self._parsed() or any(map(self._is_in, self._columns.blocks, repeat(name)))

    def _parsed(self) -> dict[str, Entry]:
        """Give the entries that were parsed by their names."""
        if self._of_parsed is None:
            self._of_parsed = {str(e.id): e for e in self._columns.parsed.values()}
        return self._of_parsed

    def _is_in(self, path: str, name: str) -> bool:
        """Look for a name in a text, where it is not worth looking for all."""
        text, wanted = self._columns.texts.get(path, ""), f" named {name}"
        at = text.find(wanted)
        while at >= 0:
            if self._columns.name_at(path, at) == name:
                return True
            at = text.find(wanted, at + 1)
        return False

    def __getitem__(self, name: str) -> Span:
        for path, lines in self._known().items():
            if name in lines:
                return Span(path=path, line=lines[name], column=1, end_column=2)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._known().values())

    def __len__(self) -> int:
        return sum(map(len, self._known().values()))
