"""Tabulate the combinations of variants that everybody needed would accept."""

from __future__ import annotations

from msgspec import Struct

from servanda.analysis.packages import DRAFTED, Issue, Package, Packages
from servanda.analysis.priorities import Priority
from servanda.model.agreement import Agreement
from servanda.reports.positions_table import StatementRow, place, statement_row

AS_DRAFTED = "as-drafted"


class OptionRow(Struct, frozen=True, kw_only=True):
    """Name an option: `as-drafted`, or a proposal of the record, with its words and its line."""

    id: str
    by: tuple[str, ...]
    words: str
    entry: str


class IssueRow(Struct, frozen=True, kw_only=True):
    """Hold what can be agreed on one phase or provision."""

    id: str
    options: tuple[OptionRow, ...]


class ChoiceRow(Struct, frozen=True, kw_only=True):
    """Name the option taken on one issue."""

    issue: str
    option: str


class PackageRow(Struct, frozen=True, kw_only=True):
    """Hold one combination, on how many issues it departs from the text, and of whom no answer is known."""

    changes: int
    unsaid: tuple[str, ...]
    choices: tuple[ChoiceRow, ...]


class RulingRow(Struct, frozen=True, kw_only=True):
    """Hold a statement that rules packages out, whose it is, and what it is about."""

    actor: str
    about: str
    said: StatementRow


class PriorityRow(Struct, frozen=True, kw_only=True):
    """Hold an order that an actor stated: each name before the next; `contradictory` where it cannot be."""

    actor: str
    order: tuple[str, ...]
    contradictory: bool
    said: StatementRow


class PackagesTable(Struct, frozen=True, kw_only=True):
    """Hold how many combinations pass surely and how many may, and those that matter.

    `undominated` and `closest` are of those that surely pass, or, where there are none, of those that
    may; `hopeful` are, where some surely pass, those that may and that no exchange makes better; at most 20
    of each. `conflict` are statements that together leave none, each needed for it.
    """

    agreement: str
    on: str
    known: str | None
    needed: tuple[str, ...]
    issues: tuple[IssueRow, ...]
    combinations: int
    pass_surely: int
    may_pass: int
    undominated: tuple[PackageRow, ...]
    closest: tuple[PackageRow, ...]
    hopeful: tuple[PackageRow, ...]
    conflict: tuple[RulingRow, ...]
    demands_bind: bool
    priorities: tuple[PriorityRow, ...]


def tabulate_packages(
    agreement: Agreement,
    found: Packages,
    on: str,
    known: str | None,
    *,
    demands_bind: bool = False,
) -> PackagesTable:
    """Make the table of packages."""
    return PackagesTable(
        agreement=agreement.header.id,
        on=on,
        known=known,
        needed=tuple(taker.name for taker in found.takers),
        issues=tuple(_issue(issue) for issue in found.issues),
        combinations=found.count,
        pass_surely=found.sure,
        may_pass=found.possible,
        undominated=tuple(_package(found, each) for each in found.undominated),
        closest=tuple(_package(found, each) for each in found.closest),
        hopeful=tuple(_package(found, each) for each in found.hopeful),
        conflict=tuple(
            RulingRow(actor=said.actor, about=said.about, said=statement_row(agreement, said))
            for said in found.conflict
        ),
        demands_bind=demands_bind,
        priorities=tuple(_priority(agreement, found, each) for each in found.priorities),
    )


def _priority(agreement: Agreement, found: Packages, stated: Priority) -> PriorityRow:
    return PriorityRow(
        actor=stated.said.actor,
        order=stated.names,
        contradictory=stated.said.actor in found.torn,
        said=statement_row(agreement, stated.said),
    )


def _issue(issue: Issue) -> IssueRow:
    drafted = OptionRow(id=AS_DRAFTED, by=(), words="", entry="")
    proposed = (
        OptionRow(id=e.id, by=e.actors, words=e.words, entry=place(e)) for e in issue.entries
    )
    return IssueRow(id=issue.about, options=(drafted, *proposed))


def _package(found: Packages, package: Package) -> PackageRow:
    return PackageRow(
        changes=package.changes,
        unsaid=package.unsaid,
        choices=tuple(
            ChoiceRow(issue=issue.about, option=AS_DRAFTED if option == DRAFTED else option)
            for issue, option in zip(found.issues, package.options, strict=True)
        ),
    )
