"""Make the exchanges: who has given what to whom, day by day, against what the text promised by then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from servanda.base.identities import ProvisionId
from servanda.base.quantities import Quantity
from servanda.model.entries import Act, Entry
from servanda.model.provisions import Against, Proportion, Provision, Rate
from servanda.monitor import counting_entries
from servanda.reports.attention import mark
from servanda.reports.record_pages import entry_sentence
from servanda.reports.record_table import entry_row
from servanda.reports.status_table import Cells, PartRow, ProvisionRow
from servanda.reports.tongue import marked
from servanda.reports.values import Plain, Value, amount, number
from servanda.web.charts.scale import bounds
from servanda.web.page import Page, Row
from servanda.web.view import View

GIVEN_AT_MOST = 500
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Promise(Struct, frozen=True, kw_only=True):
    """Hold how much of a thing, counted from the start, the text asks for by a day, and how it is read."""

    on: Value
    total: Plain
    read_as: str


class Gift(Struct, frozen=True, kw_only=True):
    """Hold an act by which something was given: how much, how much that makes, and where it is recorded.

    `read_as` says under which reading alone it counts; the total is that of this reading.

    `total` is None from an act on that does not say how much; what is `defective` adds nothing to it.
    """

    on: Value
    amount: Plain
    total: Plain
    defective: bool
    read_as: str
    words: str
    file: str
    line: int


class SideRow(Struct, frozen=True, kw_only=True):
    """Hold one side of an exchange: a provision, what it promised, and what was given under it."""

    provision: ProvisionRow
    mark: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    unit: str
    promised: tuple[Promise, ...]
    given: tuple[Gift, ...]


class Term(Struct, frozen=True, kw_only=True):
    """Hold a clause that ties one side to another, in its words."""

    of: str
    on: str
    text: str
    file: str
    line: int


class ExchangeRow(Struct, frozen=True, kw_only=True):
    """Hold an exchange: its sides, and the clauses that tie them; a side alone is tied to none."""

    sides: tuple[SideRow, ...]
    terms: tuple[Term, ...]


class ExchangePage(Struct, frozen=True, kw_only=True):
    """Hold the exchanges of an agreement, from the first day of any to the last."""

    agreement: str
    title: str
    on: str
    known: str | None
    first: str
    last: str
    exchanges: tuple[ExchangeRow, ...]


def tabulate(view: View) -> ExchangePage:
    """Make the value of the page."""
    now = view.status()
    rows = {row.id: row for row in now.provisions}
    terms = [term for name in rows for term in _terms(view, name) if term.on in rows]
    acts = _acts(view)
    exchanges = []
    for names in _together(rows, terms):
        sides = tuple(_side(view, rows[name], acts.get(name, []), names) for name in names)
        if len(names) > 1 or any(side.given for side in sides):
            mine = tuple(term for term in terms if term.of in names)
            exchanges.append(ExchangeRow(sides=sides, terms=mine))
    exchanges.sort(key=lambda exchange: len(exchange.sides) == 1)
    days = [day for exchange in exchanges for side in exchange.sides for day in _days(side)]
    if not days or not view.asked.is_today:
        days.append(view.on_date)
    return ExchangePage(
        agreement=now.agreement,
        title=now.title,
        on=now.on,
        known=now.known,
        first=min(days).isoformat(),
        last=max(days).isoformat(),
        exchanges=tuple(exchanges),
    )


def _terms(view: View, name: str) -> Iterator[Term]:
    """Find the clauses by which a provision is tied to what another side does."""
    provision = view.agreement.provisions[ProvisionId(name)]
    for clause in provision.clauses:
        if not isinstance(clause, Rate | Against | Proportion):
            continue
        source = view.snapshot.loaded.sources.get(clause.span.path)
        line = source.line_text(clause.span.line) if source is not None else ""
        yield Term(
            of=name,
            on=str(clause.provision),
            text=line[clause.span.column - 1 : clause.span.end_column - 1].strip(),
            file=clause.span.path,
            line=clause.span.line,
        )


def _together(rows: Mapping[str, ProvisionRow], terms: Iterable[Term]) -> list[list[str]]:
    """Group the provisions that are tied to one another, in the order of the text."""
    leader = {name: name for name in rows}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for term in terms:
        leader[find(term.of)] = find(term.on)
    groups: dict[str, list[str]] = {}
    for name in rows:
        groups.setdefault(find(name), []).append(name)
    return list(groups.values())


Given = tuple[Entry, Quantity]


def _acts(view: View) -> dict[str, list[Given]]:
    """Find the acts that count on the date, by provision, in time: those with an amount, and how much of it.

    A part of an act that is said to be for another provision is given under that one.
    """
    with view.asking(view.question) as inquiry:
        outlook = inquiry.outlook()
    found: dict[str, list[Given]] = {}
    for entry in counting_entries(view.agreement, outlook, Act):
        what = entry.what
        if not isinstance(what, Act) or what.quantity is None or entry.when.earliest is None:
            continue
        if entry.when.earliest > view.question.on:
            continue
        for part in what.parts:
            if part.provision is not None:
                found.setdefault(str(part.provision), []).append((entry, part.quantity))
        found.setdefault(str(what.provision), []).append((entry, _own(what.quantity, what)))
    for acts in found.values():
        acts.sort(key=lambda act: (act[0].when.earliest or 0, act[0].span))
    return found


def _own(whole: Quantity, act: Act) -> Quantity:
    """Give how much of an act is for its own provision."""
    others = [part.quantity for part in act.parts if part.provision is not None]
    lows = [each.low for each in (whole, *others) if each.is_exact]
    if not others or len(lows) <= len(others):
        return whole
    first, *rest = (low for low in lows if low is not None)
    return Quantity.exact(first - sum(rest))


def _side(view: View, row: ProvisionRow, acts: list[Given], names: Iterable[str]) -> SideRow:
    provision = view.agreement.provisions[ProvisionId(row.id)]
    return SideRow(
        provision=row,
        mark=mark(row, view.on_date),
        by=tuple(map(str, provision.agency.actors)),
        to=tuple(_receivers(view, provision, names)),
        unit=row.unit,
        promised=tuple(_promised(view, row)),
        given=tuple(_given(view, acts)),
    )


def _receivers(view: View, provision: Provision, names: Iterable[str]) -> Iterator[str]:
    """Name those to whom it is owed: as the text says, else those on the other sides."""
    if provision.creditors:
        yield from map(str, provision.creditors)
        return
    own = set(provision.agency.actors)
    others = [view.agreement.provisions[ProvisionId(name)].agency.actors for name in names]
    yield from dict.fromkeys(str(a) for actors in others for a in actors if a not in own)


def _promised(view: View, row: ProvisionRow) -> Iterator[Promise]:
    """Give what is asked for by each date, under each reading that has one of its own."""
    told: set[tuple[str, str]] = set()
    dated = [part for part in row.parts if part.is_date]
    things: Sequence[PartRow | ProvisionRow] = dated or [row]
    for thing in things:
        answers: list[tuple[str, Cells]] = [
            (view.names.all(each.reading), each.cells) for each in thing.readings
        ]
        for read_as, cells in answers or [("", thing.cells)]:
            due = cells.amended_due or cells.due
            if cells.owed is None or due is None or cells.state == "inapplicable":
                continue
            key = (str(due), str(cells.owed))
            if key not in told:
                told.add(key)
                yield Promise(on=due, total=cells.owed, read_as=read_as)


def _given(view: View, acts: list[Given]) -> Iterator[Gift]:
    """Give each act with an amount, and the sum of all up to it, where that can be told."""
    totals: dict[str, float | None] = {"": 0}
    for entry, quantity in acts[:GIVEN_AT_MOST]:
        what = entry.what
        assert isinstance(what, Act)
        read_as = _read_as(view, entry)
        totals.setdefault(read_as, totals[""])
        if not what.defect:
            # What counts however it is read counts under each reading.
            for each in totals if not read_as else (read_as,):
                totals[each] = _added(totals[each], quantity, is_total=what.is_total)
        total = totals[read_as]
        days = [
            None if at is None else view.calendar.date_of(at).isoformat()
            for at in (entry.when.earliest, entry.when.latest)
        ]
        yield Gift(
            on=days[0] if days[0] == days[1] else (days[0], days[1]),
            amount=amount(quantity),
            total=None if total is None else _plain(total),
            defective=bool(what.defect),
            read_as=read_as,
            words=entry_sentence(view.agreement, entry_row(view.agreement, entry), view.speech),
            file=entry.span.path,
            line=entry.span.line,
        )


def _added(total: float | None, quantity: Quantity, *, is_total: bool) -> float | None:
    if not quantity.is_exact or quantity.low is None:
        return None
    if is_total:
        return float(quantity.low)
    return None if total is None else total + float(quantity.low)


def _read_as(view: View, entry: Entry) -> str:
    """Say under which reading an entry counts; nothing where it counts under each."""
    pairs = tuple(
        (str(ambiguity), " or ".join(sorted(readings)))
        for ambiguity, readings in entry.under.options
    )
    return view.names.all(pairs)


def _plain(total: float) -> Plain:
    return number(int(total)) if total.is_integer() else round(total, 6)


def as_number(value: Plain) -> float | None:
    """Read the number in a plain amount, such as `at least 60,000`; None where there is none.

    >>> as_number("at least 60,000"), as_number(33), as_number("some")
    (60000.0, 33.0, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    found = _NUMBER.search(value)
    return float(found[0].replace(",", "")) if found else None


def _days(side: SideRow) -> Iterator[date]:
    for promise in side.promised:
        yield from bounds(promise.on) or ()
    for gift in side.given:
        yield from bounds(gift.on) or ()


def by_day(exchange: ExchangeRow) -> Iterator[tuple[str, tuple[tuple[Plain, Plain, Plain], ...]]]:
    """Tell an exchange day by day: of each side what was asked for, what was given, and what that makes."""
    days = sorted({str(day) for side in exchange.sides for day in map(date.isoformat, _days(side))})
    for day in days:
        yield day, tuple(_on_day(side, day) for side in exchange.sides)


def _on_day(side: SideRow, day: str) -> tuple[Plain, Plain, Plain]:
    asked = [p.total for p in side.promised if _end(p.on) == day]
    given = [g for g in side.given if _end(g.on) == day]
    amounts = [as_number(gift.amount) for gift in given if not gift.defective]
    here: Plain = None
    if given:
        whole = [each for each in amounts if each is not None]
        here = _plain(sum(whole)) if len(whole) == len(amounts) else given[-1].amount
    return (asked[-1] if asked else None), here, (given[-1].total if given else None)


def _end(value: Value) -> str:
    found = bounds(value)
    return found[1].isoformat() if found else ""


def rows(table: ExchangePage) -> Iterable[Row]:
    """Give one row for each promise and each gift."""
    yield (
        "exchange",
        "provision",
        "by",
        "to",
        "what",
        "day",
        "amount",
        "total",
        "unit",
        "read_as",
        "entry",
    )
    for at, exchange in enumerate(table.exchanges, start=1):
        for side in exchange.sides:
            head = (at, side.provision.id, side.by, side.to)
            for promise in side.promised:
                read = promise.read_as
                yield *head, "promised", promise.on, "", promise.total, side.unit, read, ""
            for gift in side.given:
                place = f"{gift.file}:{gift.line}"
                yield *head, "given", gift.on, gift.amount, gift.total, side.unit, "", place


PAGE = Page(
    name="exchange",
    title=marked("Exchange"),
    says=marked("Who has given and received what, day by day, against the text"),
    template="exchange.html",
    filters=("page",),
    value=ExchangePage,
    tabulate=tabulate,
    rows=rows,
)
