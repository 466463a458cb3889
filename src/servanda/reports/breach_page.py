"""Print what follows hypothetical breaches, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.checks.breach import BreachKind, Hold
from servanda.model.agreement import Agreement
from servanda.reports.breach_table import (
    AfterRow,
    BreachRow,
    BreachTable,
    EffectRow,
    ExceptionRow,
    HoldUpRow,
    MeansRow,
    PathRow,
    VoidsRow,
    title_of,
)
from servanda.reports.page import Page
from servanda.reports.readings import told
from servanda.reports.values import Reading
from servanda.reports.words import ReadingNames, actors, listed

INDENT, COLUMN = 2, 24
_NAMES_AT_MOST = 4
_Block = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]
_Outcome = tuple[str, tuple[str, ...]]


def print_breach(
    table: BreachTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print one provision in full, or all in outline."""
    page = Page(width, colour)
    page.text(table.title, style="title")
    page.text("What would follow a breach, on the text alone. None is said to have happened.")
    kind = "Assumed: runs" if table.start_assumed else "Runs"
    page.text(f"{kind} begin on {table.start} ({table.start_why}).")
    writer = _Writer(page, agreement)
    if table.of is not None:
        for row in table.provisions:
            writer.in_full(row)
        writer.claims(table.claims)
    else:
        writer.outline(table)
    return str(page)


class _Writer:
    """Write on a page about one agreement."""

    def __init__(self, page: Page, agreement: Agreement) -> None:
        self.page = page
        self.agreement = agreement
        self.names = ReadingNames(agreement)

    # -- all in outline ----------------------------------------------------------------------

    def outline(self, table: BreachTable) -> None:
        """Write where one breach or one gap weighs most, then each provision."""
        self._voids(table.voids_all)
        self._hold_ups(table.hold_ups)
        self._late_on_course(table.late_on_course)
        with_consequence = [row for row in table.provisions if row.consequence]
        without = [row for row in table.provisions if not row.consequence]
        if with_consequence:
            self._head("Something follows")
            for row in with_consequence:
                self._in_outline(row)
        if without:
            self._head("Nothing in the text follows, or looks at whether it was done")
            for row in without:
                self.page.row(row.id, row.what, INDENT, COLUMN)
        if table.provisions:
            self.page.blank()
            self.page.text("`servanda breach PATH --of PROVISION` says all of one.", style="quiet")

    def _head(self, text: str) -> None:
        self.page.blank()
        self.page.text(text, style="title")

    def _voids(self, rows: Sequence[VoidsRow]) -> None:
        self._head("One breach by which one side alone may end a phase, or everything")
        if not rows:
            self.page.text("None.", INDENT)
        for row in rows:
            cause = title_of(self.agreement, row.cause)
            ends = "everything" if row.ends == "agreement" else f"phase {row.ends}"
            how = f"{self._who(row.by)} may end {ends} ({row.power})"
            if row.power is None:
                how = f"{ends} ends of itself"
            self.page.row(row.cause, f"{cause}: {how}{self._under(row.reading)}", INDENT, COLUMN)

    def _hold_ups(self, rows: Sequence[HoldUpRow]) -> None:
        self._head("Hold-up points: one side has given all, the other still owes all")
        if not rows:
            self.page.text("None.", INDENT)
        found: dict[tuple[str, str], list[tuple[Reading, str]]] = {}
        for row in rows:
            when, text = self._hold_up(row)
            found.setdefault((when, f"{row.given} {row.owed}"), []).append((row.reading, text))
        for (when, _), pairs in found.items():
            texts: dict[str, list[str]] = {}
            for reading, text in pairs:
                texts.setdefault(text, []).append(self.names.all(reading))
            for text, readings in texts.items():
                under = f", under {', or under '.join(readings)}" if all(readings) else ""
                self.page.row(when, f"{text}{under}", INDENT, COLUMN + 4)

    def _hold_up(self, row: HoldUpRow) -> tuple[str, str]:
        until = f"to {row.until}" if row.until else "on"
        when = f"{row.since} {until}" if row.since else "whenever done"
        text = (
            f"{self._who(row.given_by)} has done {row.given}; "
            f"{self._who(row.owed_by)} owes all of {row.owed}"
        )
        text += "" if row.until else ", without a date"
        text += "" if row.secured else ", and nothing looks at whether it comes"
        return when, text

    def _late_on_course(self, names: Sequence[str]) -> None:
        if names:
            self._head("Late although everybody does everything on its last day")
            for name in names:
                self.page.row(name, title_of(self.agreement, name), INDENT, COLUMN)

    def _in_outline(self, row: BreachRow) -> None:
        """Write a provision with each different outcome once, under the readings that lead to it."""
        self.page.row(row.id, row.what, INDENT, COLUMN)
        outcomes: dict[Reading, tuple[_Outcome, ...]] = {}
        dates: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
        for path in row.paths:
            found = self._outcome(path)
            if found is not None:
                outcomes[path.reading] = (*outcomes.get(path.reading, ()), found)
                dates.setdefault(found, {}).update(dict.fromkeys(path.due))
            else:
                outcomes.setdefault(path.reading, ())
        texts = {str(number): each for number, each in enumerate(dict.fromkeys(outcomes.values()))}
        numbers = {each: number for number, each in texts.items()}
        pairs = [(reading, numbers[each]) for reading, each in outcomes.items()]
        for number, readings in told(self.names, pairs):
            for outcome in texts[number]:
                when = _dated(outcome[0], sorted(dates[outcome]))
                under = f", under {readings}" if readings else ""
                self.page.text(f"{when}{under}:", COLUMN, 2, style="quiet")
                for text in outcome[1]:
                    self.page.text(text, COLUMN + 2, 2)

    def _outcome(self, path: PathRow) -> _Outcome | None:
        """Say in brief what follows a breach; None where nothing does."""
        if not path.due:
            return None
        lines = [*self._effects_in_brief(path.effects), *self._means_in_brief(path)]
        lines = lines or self._mentions_in_brief(path)
        if not lines:
            return None
        kind = f"an act against it, {path.event}" if path.event else path.kind
        note = [path.note] if path.note else []
        return kind, (*lines, self._back(path), *note)

    def _mentions_in_brief(self, path: PathRow) -> list[str]:
        names = dict.fromkeys(f"{row.id} ({row.how})" for row in path.looked_at_by)
        return [f"looked at by {listed(list(names))}"] if names else []

    def _effects_in_brief(self, effects: Iterable[EffectRow]) -> list[str]:
        found: dict[str, list[str]] = {}
        for effect in effects:
            who = f" ({self._who(effect.by)})" if effect.by else ""
            found.setdefault(effect.change, []).append(f"{effect.id}{who}")
        return [f"{change}: {_some(names)}" for change, names in found.items()]

    def _means_in_brief(self, path: PathRow) -> list[str]:
        return [self._means(row) for row in path.means if row.only_then]

    # -- one in full -------------------------------------------------------------------------

    def in_full(self, row: BreachRow) -> None:
        """Write one provision with all that follows each hypothetical breach of it."""
        self._head(f"{row.id}: {row.what}")
        self.page.text(f"{row.file}:{row.line}", INDENT, style="quiet")
        blocks: dict[Reading, tuple[_Block, ...]] = {}
        for path in row.paths:
            blocks[path.reading] = (*blocks.get(path.reading, ()), self._block(path))
        texts = {str(number): each for number, each in enumerate(dict.fromkeys(blocks.values()))}
        numbers = {each: number for number, each in texts.items()}
        pairs = [(reading, numbers[each]) for reading, each in blocks.items()]
        for number, readings in told(self.names, pairs):
            under = f", under {readings}" if readings else ""
            for head, parts in texts[number]:
                self.page.blank()
                self.page.text(f"Supposed: {head}{under}", style="title")
                for name, items in parts:
                    self._list(name, items)
        mentions = {
            f"{m.file.rpartition('/')[2]}:{m.line}  {m.id}: {m.how}": None
            for path in row.paths
            for m in path.looked_at_by
        }
        self.page.blank()
        if row.in_any_case:
            found = [self._means(m) for m in row.in_any_case]
            self._list("lawful, breach or not", found)
        self._list("clauses that look at it", list(mentions) or ["none"])

    def claims(self, rows: Sequence[AfterRow]) -> None:
        """Write what becomes of each claim, over all runs on which the breach comes."""
        if not rows:
            return
        self._head("What becomes of the claims, whenever the breach comes, the others faithful")
        untouched = [row.claim for row in rows if row.before is None]
        for name in dict.fromkeys(row.claim for row in rows if row.before is not None):
            mine = [row for row in rows if row.claim == name]
            whose = f", demanded by {self._who(mine[0].demanded_by)}" if mine[0].demanded_by else ""
            self.page.text(f"{name}{whose}", INDENT, 2)
            for text, readings in told(self.names, [(row.reading, _fate(row)) for row in mine]):
                under = f", under {readings}" if readings else ""
                self.page.text(f"{text}{under}", INDENT + 2, 2)
        if untouched:
            self.page.text(f"it has no bearing on {listed(untouched)}", INDENT, 2)

    def _block(self, path: PathRow) -> _Block:
        """Say all that follows one breach, part by part."""
        if not path.due:
            return path.kind, (("", (path.note,)),)
        effects = [self._effect(e) for e in path.effects]
        new = [self._means(row) for row in path.means if row.only_then]
        anyway = [self._means(row) for row in path.means if not row.only_then]
        for event in path.need_not:
            anyway.append(f"{self._who(event.by)} need not bring about {event.id} ({event.what})")
        excepted = [self._exception(row) for row in path.exceptions]
        parts = [
            ("falls or changes", effects or ["nothing"]),
            ("only then lawful", new or ["nothing"]),
            ("lawful in any case", anyway),
            ("exceptions", excepted),
            ("binds on", self._still(path) or ["nothing"]),
            ("done late", [self._back(path)]),
            ("note", [path.note] if path.note else []),
        ]
        return self._supposed(path), tuple((name, tuple(items)) for name, items in parts if items)

    def _exception(self, row: ExceptionRow) -> str:
        said = f"{row.name}: {row.what}" if row.what else row.name
        whose = f"assessed by {self._who(row.assessed_by)}" if row.assessed_by else ""
        whose = whose or "nobody is named who assesses it"
        return f"{self._who(row.by)}, from {row.id}: {said}; {whose}"

    def _still(self, path: PathRow) -> list[str]:
        found: dict[str, list[str]] = {}
        for name in path.still_binds:
            provision = self.agreement.provisions[name]  # type: ignore[index]
            who = self._who(provision.agency.actors) or "nobody named"
            found.setdefault(who, []).append(name)
        return [f"{who}: {', '.join(names)}" for who, names in found.items()]

    def _effect(self, effect: EffectRow) -> str:
        who = f" ({self._who(effect.by)})" if effect.by else ""
        return f"{effect.id} {effect.change}{who}"

    def _means(self, row: MeansRow) -> str:
        joint = " together" if row.jointly else ""
        span = f"from {row.since}" + (f" to {row.until}" if row.until else "")
        target = "the agreement" if row.target == "agreement" else row.target
        verb = "withdraw from" if row.effect == "withdraw" else row.effect
        parts = [f"{self._who(row.by)}{joint} may {verb} {target} ({row.id}), {span}"]
        if row.on_recommendation_of:
            parts.append(f"on recommendation of {self._who(row.on_recommendation_of)}")
        if row.lasts:
            parts.append("even once it has been done late")
        taken = [f"{e.id} {e.change}" for e in row.takes_away]
        if taken:
            parts.append(f"then {_some(taken)}")
        return "; ".join(parts) + self._under(row.reading)

    def _list(self, head: str, items: Sequence[str]) -> None:
        if len(head) > COLUMN - INDENT - 2:
            self.page.text(head, INDENT)
            head = ""
        for number, item in enumerate(items):
            self.page.row(head if number == 0 else "", item, INDENT, COLUMN)

    # -- words -------------------------------------------------------------------------------

    def _supposed(self, path: PathRow) -> str:
        if path.event is not None:
            return f"an act against it, {path.event}"
        return _dated(path.kind, path.due)

    def _back(self, path: PathRow) -> str:
        late = path.late
        if late.at_any_time:
            text = "whenever it is done, the text returns to its course"
            if path.event is not None:
                text = "the text keeps its course all the same"
        elif late.returns and late.until is not None:
            text = f"done by {late.until}, the text returns to its course; later it does not"
        elif late.returns:
            text = "done the next day, the text returns to its course; later it may not"
        elif path.event is not None:
            text = "the text does not return to its course"
        else:
            lost = _some([f"{e.id} {e.change}" for e in late.lost])
            text = f"the text does not return to its course: {lost}"
        if late.cured_until is not None:
            text += f"; within its time to cure until {late.cured_until}"
        return text

    def _who(self, names: Iterable[str]) -> str:
        return actors(self.agreement, names)

    def _under(self, reading: Reading) -> str:
        return f", under {self.names.all(reading)}" if reading else ""


def _fate(row: AfterRow) -> str:
    """Say what becomes of a claim on which a breach has a bearing."""
    if row.after == Hold.NO_RUN.value:
        return "no faithful run comes to such a breach"
    if row.before == row.after:
        return f"{row.after}, as before"
    return f"{row.before} → {row.after}"


def _dated(kind: str, dates: Sequence[str]) -> str:
    """Say of what kind a breach is, with its dates where it has some."""
    if kind != BreachKind.NOT_DONE.value or not dates:
        return kind
    return f"not done by {listed(list(dates), 'or')}"


def _some(names: Sequence[str]) -> str:
    """List names, the first few where there are many."""
    if len(names) <= _NAMES_AT_MOST + 1:
        return listed(list(names))
    return f"{', '.join(names[:_NAMES_AT_MOST])} and {len(names) - _NAMES_AT_MOST} more"
