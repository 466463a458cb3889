"""Count the incidents of a long record in its columns: by their shapes, and by their dates.

Whether an incident bears on a provision is told by what its shape says of it, who did it, where and to
whom; whether the provision was in effect then, by its date. So each shape and each date is asked once,
however many incidents there are, and of these none is made before somebody wants to see it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import overload

from msgspec import Struct

from servanda.base.moments import Moment
from servanda.base.quantities import Truth
from servanda.machine.incidents import Bearing, bearings
from servanda.model.agreement import Agreement
from servanda.model.entries import Alike, Denial, Entry, Incident, Record, telling_of
from servanda.model.provisions import Provision
from servanda.monitor.replay import Outlook, counts_alone


class Chosen(Sequence[Entry]):
    """Hold entries of a record by their places, in groups that are alike but for dates and words."""

    def __init__(self, record: Record, groups: Sequence[Alike]) -> None:
        self.groups = [group for group in groups if len(group.places)]
        self._record = record
        self._places: list[int] | None = None

    def __len__(self) -> int:
        return sum(len(group.places) for group in self.groups)

    def __iter__(self) -> Iterator[Entry]:
        return (self._record[at] for at in self._in_order())

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, slice):
            return [self._record[place] for place in self._in_order()[at]]
        return self._record[self._in_order()[at]]

    def dates_of(self, group: Alike) -> tuple[str, str]:
        """Give the wording of the dates of the first and the last entry of a group."""
        return self._record.date_at(group.places[0]), self._record.date_at(group.places[-1])

    def _in_order(self) -> list[int]:
        if self._places is None:
            self._places = sorted(at for group in self.groups for at in group.places)
        return self._places


class Told(Struct, frozen=True, eq=False):
    """Hold incidents that bear alike on a provision and happened while it was, or was not, in effect."""

    bearing: Bearing
    in_effect: Truth
    group: Alike


class InGroups(Struct, frozen=True, eq=False):
    """Hold incidents that count, in groups of which all are alike but for dates and words."""

    groups: tuple[Alike, ...]
    dates: tuple[Set[str], ...]

    @abstractmethod
    def when(self, date: str) -> Moment:
        """Read the wording of a date."""

    @abstractmethod
    def by_answer(self, number: int, answers: Mapping[str, Truth]) -> dict[Truth, Sequence[int]]:
        """Part the places of a group by what is the answer for their dates."""

    def bearing_on(self, agreement: Agreement, provision: Provision) -> list[tuple[Bearing, int]]:
        """Give how groups bear on a provision, each with its number; those that do not are left out."""
        found: list[tuple[Bearing, int]] = []
        for number, group in enumerate(self.groups):
            bears = bearings(agreement, provision, (group.sample,))
            found.extend((bearing, number) for bearing in bears)
        return found


class Reported(InGroups, frozen=True, eq=False):
    """Hold the incidents of a record that count, in groups."""

    record: Record

    def when(self, date: str) -> Moment:
        """Read the wording of a date of the record."""
        return self.record.when(date)

    def by_answer(self, number: int, answers: Mapping[str, Truth]) -> dict[Truth, Sequence[int]]:
        """Part the places of a group by what is the answer for their dates; mostly it is one for all."""
        group = self.groups[number]
        told = set(map(answers.__getitem__, self.dates[number]))
        if len(told) == 1:
            return {told.pop(): group.places}
        found: dict[Truth, list[int]] = {}
        for date, places in self.record.by_date(group.places).items():
            found.setdefault(answers[date], []).extend(places)
        return {truth: sorted(places) for truth, places in found.items()}


def reported(agreement: Agreement, outlook: Outlook) -> Reported | None:
    """Find the incidents that count, in groups; None where each has to be asked by itself.

    So it is where entries are denied, or it is asked what was known at a time.
    """
    record = agreement.entries
    if not isinstance(record, Record) or outlook.known is not None:
        return None
    if telling_of(record, Denial):
        return None
    late = {date for date in record.dates() if _is_after(record.when(date), outlook)}
    groups = record.alike((Incident,), late)  # but for what had not happened by the date asked of
    mine = tuple(group for group in groups if counts_alone(group.sample, outlook))
    return Reported(groups=mine, dates=tuple(group.dates for group in mine), record=record)


def _is_after(when: Moment, outlook: Outlook) -> bool:
    return when.earliest is not None and when.earliest > outlook.on
