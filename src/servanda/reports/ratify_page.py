"""Print whether a text passes, who can stop it and who could save it, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.model.agreement import Agreement
from servanda.reports.page import Page
from servanda.reports.positions_page import attested
from servanda.reports.ratify_table import MemberRow, PowerCells, RatifyRow, RatifyTable
from servanda.reports.verdicts import show
from servanda.reports.words import title, titles

SETS_SHOWN = 6
_PASSES = {"yes": "passes", "no": "does not pass", "open": "open"}
_OPEN = {
    "silent": "no position",
    "conditions": "on conditions",
    "relayed": "only what others say of it, or less than what counts here",
    "contradictory": "has said both",
    "not-stated": "not stated",
    "supports": "favours it, and has not accepted",
    "membership": "whether it is a member is open",
    "date": "a vague date leaves open whether it had spoken",
    "not-named": "the text does not say whose it is",
    "its-members": "its members leave it open",
}


_UNMEASURED = {
    "not-asked": "a body this large takes a while to measure; --power does it",
    "wants-numpy": "not measured: weights this large want numpy; pip install 'servanda[power]' brings it",
    "too-large": "the body is too large to be measured",
    "not-named": "not measured: how seats without a name fall to members is not known",
}


def print_ratification(
    table: RatifyTable,
    agreement: Agreement,
    *,
    power: bool,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Print the result for the whole, then body by body."""
    page = Page(width, colour)
    known = f", as known at {table.known}" if table.known else ""
    text = agreement.header.title if table.text == table.agreement else table.text
    page.text(f"{text}: does it pass? On {table.on}{known}", style="title")
    for assumed in table.assumed:
        page.text(f"Assuming: {assumed}", hang=2)
    counted = "who accepts it" if table.only_accepts else "who accepts or favours it"
    page.text(
        f"Counted as a yes: {counted}, by evidence no weaker than `{table.evidence}`.", hang=2
    )
    page.blank()
    if table.passes is None and table.required:
        page.text(f"It needs the approval of {titles(agreement, table.required)}.")
    elif table.passes is None:
        page.text("The text names no body whose approval it needs; each is asked for itself.")
    else:
        page.text(f"All of {titles(agreement, table.required)}: {_PASSES[table.passes]}.")
        asked = {body.id for body in table.bodies}
        missing = [name for name in table.required if name not in asked]
        if missing:
            told = (
                f"Open for want of a rule of decision on that date: {titles(agreement, missing)}."
            )
            page.text(told, hang=2)
    for body in table.bodies:
        _body(page, agreement, body, power=power)
    return str(page)


def _body(page: Page, agreement: Agreement, row: RatifyRow, *, power: bool) -> None:
    page.blank()
    page.text(f"{title(agreement, row.id)} – {_PASSES[row.passes]}", style="title")
    if row.recorded:
        also = f"; {row.also}" if row.also else ""
        page.text(f"by its recorded vote: {row.count}{also}; {_file(row.recorded)}", 2, 2)
        return
    page.text(f"{row.count or 'nobody has a seat'}; the rule: {row.rule}", 2, 2)
    rows = [(show(m.seats), m.title, _vote(agreement, m)) for m in row.members if not _blank(m)]
    blank = sum(m.seats for m in row.members if _blank(m))
    if blank:
        rows.append((show(blank), "not named", f"open: {_OPEN['not-named']}"))
    page.table(rows, indent=2, right=(0,))
    if row.sets_up_to:
        page.text(
            f"many are undecided: sets of up to {row.sets_up_to} are listed, no larger ones", 2
        )
    _sets(page, agreement, "whose yes is enough", row.decides)
    helpers = tuple(o.id for o in row.outsiders if o.vote == "for")
    beside = (
        f"{', '.join(title(agreement, n) for n in helpers)}, for it from outside" if helpers else ""
    )
    if row.saves == ((),) and beside:
        page.row("who could save it", beside, 2, 24)
    else:
        beside = f"; with {beside}" if beside else ""
        _sets(page, agreement, "who could save it", row.saves, beside)
    if row.unless:
        page.row("if none is against", ", ".join(title(agreement, n) for n in row.unless), 2, 24)
    _sets(page, agreement, "who can stop it", row.stops)
    for outsider in row.outsiders:
        if outsider.vote == "for" or any(outsider.id in each for each in row.saves):
            told = f"{outsider.title}, outside it with {show(outsider.seats)}"
            page.text(f"{told}: {_vote(agreement, outsider)}", 4, 2, "quiet")
    if power:
        _power(page, agreement, row)


def _blank(row: MemberRow) -> bool:
    return row.open_because == "not-named"


def _vote(agreement: Agreement, row: MemberRow) -> str:
    """Say a vote with what it rests on."""
    told = row.vote if row.vote != "open" else f"open: {_OPEN[row.open_because]}"
    parts = [told]
    if row.through is not None and row.through != row.id:
        parts.append(f"as {title(agreement, row.through)}")
    if row.condition:
        parts.append(f"if “{row.condition}”")
    if row.threat:
        parts.append(f"warns “{row.threat}”")
    said = row.why[-1:] if row.through != row.id else ()
    for each in said:
        parts.append(attested(agreement, each))
        if each.evidence != "assumed":
            parts.append(f"{_file(each.file)}:{each.line}")
    return "; ".join(parts)


def _sets(
    page: Page, agreement: Agreement, head: str, sets: Sequence[tuple[str, ...]], beside: str = ""
) -> None:
    if not sets:
        return
    shown = [" + ".join(title(agreement, n) for n in each) or "nobody's is needed" for each in sets]
    more = f"; and {len(sets) - SETS_SHOWN:,} more" if len(sets) > SETS_SHOWN else ""
    page.row(head, f"{'; or '.join(shown[:SETS_SHOWN])}{more}{beside}", 2, 24)


def _power(page: Page, agreement: Agreement, row: RatifyRow) -> None:
    if not row.measured:
        return
    page.blank()
    if row.measured in _UNMEASURED:
        page.text(f"power: {_UNMEASURED[row.measured]}", 2, 2)
        return
    head = ("power", "Banzhaf", "Shapley", "Banzhaf, given", "Shapley, given")
    blank = {member.id for member in row.members if _blank(member)}
    cells = [
        (title(agreement, each.member), *_cells(each.alone), *_cells(each.given))
        for each in row.indices
        if each.member not in blank
    ]
    alike = [each for each in row.indices if each.member in blank]
    if alike:  # seats without a name, all alike
        name = f"each of {len(alike)} not named" if len(alike) > 1 else "not named"
        cells.append((name, *_cells(alike[0].alone), *_cells(alike[0].given)))
    page.table([head, *cells], indent=2, right=(1, 2, 3, 4))
    page.text(_method(row), 2, 2, "quiet")


def _cells(power: PowerCells | None) -> tuple[str, str]:
    if power is None:
        return ("–", "–")
    by_order = "–" if power.shapley is None else f"{power.shapley:.4f}"
    return (f"{power.banzhaf:.4f}", by_order)


def _method(row: RatifyRow) -> str:
    """Name the method by which power was measured."""
    if row.measured == "exact":
        return "both exact: all coalitions are counted"
    exact = "Banzhaf exact: all coalitions are counted"
    if row.measured == "swings":
        return f"{exact}; Shapley of a body this large needs numpy: pip install 'servanda[power]' brings it"
    near = f"they come to one within {max(row.gap, 1e-15):.0e}"
    return f"{exact}; Shapley by Gauss quadrature with {row.nodes} nodes, exact but for rounding: {near}"


def _file(place: str) -> str:
    return place.rpartition("/")[2]
