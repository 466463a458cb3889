"""Give templates their words: names, states and choices, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from servanda.base.identities import ClaimId
from servanda.model.ambiguities import NOBODY
from servanda.monitor import DEFAULT_VIEW, VIEWS
from servanda.reports.attention import MARKS, verdict_of
from servanda.reports.readings import told
from servanda.reports.status_table import Cells, PhaseRow, ProvisionRow
from servanda.reports.tongue import marked
from servanda.reports.verdicts import PHASES, contested, phase_words, state_word, verdict
from servanda.web import drawing
from servanda.web.kinds import KINDS
from servanda.web.retelling import Retelling

if TYPE_CHECKING:
    from servanda.web.page import Page
    from servanda.web.pages.checks import AnswerRow, ChecksPage, ClaimRow
    from servanda.web.pages.timeline import TimelinePage
    from servanda.web.view import View

SIGNS = {"late": "!", "open": "?", "held": "~", "done": "✓", "waiting": "…"}
REMARKS = {
    "instrument": marked("instrument"),
    "class": marked("class"),
    "purpose": marked("purpose"),
    "area": marked("area"),
    "cites": marked("cites"),
    "status": marked("status"),
    "text": marked("authentic text"),
    "term": marked("term"),
    "precedence": marked("precedence"),
    "words": marked("words"),
    "map": marked("map"),
    "ratified": marked("ratified"),
    "signed": marked("signed"),
    "article": marked("article"),
    "place": marked("place"),
    "priority": marked("priority"),
    "note": marked("note"),
    "carried by": marked("carried by"),
    "carried": marked("carried"),
    "assessed by": marked("assessed by"),
    "verified by": marked("verified by"),
    "reported to": marked("reported to"),
    "led by": marked("led by"),
}
"""What an agreement says of itself, and a provision beside its terms, by the word of the text."""
ROLES = {
    "party": marked("Parties"),
    "mediator": marked("Mediators"),
    "guarantor": marked("Guarantors"),
}
SURE = {
    "verified": marked("verified"),
    "recalled": marked("recalled, not checked"),
    "unverified": marked("unverified"),
}
SEVERITIES = {"error": marked("error"), "warning": marked("warning"), "note": marked("note")}
ENTRIES_THAT_COUNT = {
    "all": marked(
        "every act that some source asserts; one that somebody denies is shown both ways"
    ),
    "direct": marked("only what reached the record without a relay"),
    "verified": marked("only entries that carry a verified citation"),
    "undenied": marked("every act that some source asserts and nobody denies"),
}


CLAIMS = {
    "yes": marked("yes"),
    "no": marked("no"),
    "unsettled": marked("the text does not settle it"),
    "vacuous": marked("vacuous: no faithful run exists"),
    "unknown": marked("unknown: it took too long"),
}


class Story(NamedTuple):
    """Hold a run, and the step at which a reader stands in it."""

    claim: ClaimRow
    answer: AnswerRow
    at: int


class Words:
    """Say what templates show; a view is made of these and of what it has evaluated."""

    view: View

    def __init__(self, view: View) -> None:
        self.view = view

    # -- states --------------------------------------------------------------------------------

    def verdicts(self, row: ProvisionRow) -> list[tuple[str, str]]:
        """Say where a provision stands: each different verdict with the readings that lead to it."""
        speech = self.view.speech
        if not row.readings:
            return [(verdict_of(row, row.cells, speech), "")]
        pairs = ((each.reading, verdict_of(row, each.cells, speech)) for each in row.readings)
        return told(self.view.names, pairs)

    def verdict_words(self, cells: Cells) -> str:
        """Say a verdict in one line."""
        return verdict(cells, tongue=self.view.speech)

    def phase_verdicts(self, phase: PhaseRow) -> list[tuple[str, str]]:
        """Say where a phase stands: each different verdict with the readings that lead to it."""
        speech = self.view.speech
        if not phase.readings:
            return [(phase_words(phase.cells, speech), "")]
        pairs = ((each.reading, phase_words(each.cells, speech)) for each in phase.readings)
        return told(self.view.names, pairs)

    def contested(self, row: Any) -> list[str]:
        """Say who notifies, finds or alleges what, by name."""
        notices = getattr(row, "notices", ())
        agreement, speech = self.view.agreement, self.view.speech
        return contested(agreement, row.findings, row.incidents, notices, speech)

    def mark_words(self, mark: str) -> str:
        """Say in English what a mark stands for; the template translates it."""
        return MARKS[mark]

    def group_words(self, group: str) -> str:
        """Say in English what a group of provisions has in common; the template translates it."""
        from servanda.web.pages.overview import GROUPS

        return GROUPS[group]

    def certainty(self, certainty: str | None) -> str:
        """Say how sure somebody is."""
        return self.view.speech.say(SURE.get(certainty or "", marked("without a source")))

    def severity(self, name: str) -> str:
        """Name how much a fault weighs."""
        return self.view.speech.say(SEVERITIES[name])

    def retell(self, text: str) -> str | None:
        """Say a reason or a step in the language of the page; None for words of a record."""
        return Retelling(self.view.speech).tell(text)

    def show(self, value: object) -> str:
        """Write a plain value."""
        return self.view.speech.amount(value)

    def total(self, counts: Iterable[Any]) -> int:
        """Add up what was counted."""
        return sum(row.number for row in counts)

    def bar(self, counts: Iterable[Any]) -> Markup:
        """Draw the counts as one bar."""
        return drawing.bar((row.group, SIGNS.get(row.group, ""), row.number) for row in counts)

    def state_words(self, state: str | None, kind: str = "provision") -> str:
        """Name the state of a phase or a provision."""
        speech = self.view.speech
        if kind == "phase":
            return speech.say(PHASES[state]) if state in PHASES else state_word(state, speech)
        return state_word(state, speech)

    def row_of(self, name: str) -> ProvisionRow | None:
        """Give where a provision stands; None for one that is not yet in the text."""
        return next((row for row in self.view.status().provisions if row.id == name), None)

    # -- claims --------------------------------------------------------------------------------

    def claim_words(self, verdict: str) -> str:
        """Say a verdict on a claim."""
        return self.view.speech.say(CLAIMS[verdict])

    def claim_title(self, name: str) -> str:
        """Give what is demanded, as the text has it."""
        return self.view.agreement.claims[ClaimId(name)].title

    def claim_sentence(self, name: str) -> str:
        """Give the claim as the text states it."""
        return self.view.agreement.claims[ClaimId(name)].words

    def story(self, table: ChecksPage) -> Story | None:
        """Find the run that the address asks for, and the step at which it stands."""
        claim = next((c for c in table.claims if c.name == self.view.filter("claim")), None)
        number = self.view.filter("answer")
        if claim is None or not number.isdecimal() or int(number[:4]) >= len(claim.readings):
            return None
        answer = claim.readings[int(number[:4])]
        step = self.view.filter("step")
        at = int(step[:6]) if step.isdecimal() else 1
        return Story(claim, answer, min(max(at, 1), len(answer.run))) if answer.run else None

    # -- time ----------------------------------------------------------------------------------

    def timeline_chart(self, table: TimelinePage) -> Markup:
        """Draw the timeline."""
        from servanda.web.charts.timeline import draw

        return draw(table, self.view.speech.short_day)

    def timeline_keys(self) -> dict[str, Markup]:
        """Draw each sign of the timeline by itself."""
        from servanda.web.charts.timeline import legend

        return legend()

    def days_between(self, first: str, last: str) -> int:
        """Count the days from one date to another."""
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days

    def moved(self, days: int) -> str:
        """Write the date so many days after the one asked about."""
        return (self.view.on_date + timedelta(days=days)).isoformat()

    def remark_of(self, remark: str) -> tuple[str, str]:
        """Part what a provision says beside its terms into its keyword, in the language, and the rest."""
        known = next((key for key in REMARKS if remark.startswith(f"{key} ")), "")
        return (self.remark(known) if known else "", remark.removeprefix(f"{known} "))

    def kind_words(self, kind: str) -> str:
        """Name a kind of entries."""
        return self.view.speech.say(KINDS.get(kind, kind))

    # -- names ---------------------------------------------------------------------------------

    def remark(self, name: str) -> str:
        """Name what the agreement says of itself."""
        return self.view.speech.say(REMARKS.get(name, name))

    def roles(self, people: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
        """Group people by their role."""
        for role, name in ROLES.items():
            found = [each for each in people if each.role == role]
            if found:
                yield self.view.speech.say(name), found

    # -- what can be asked ---------------------------------------------------------------------

    def entries_that_count(self) -> str:
        """Say which entries count."""
        name = self.view.question.view
        return self.view.speech.say(ENTRIES_THAT_COUNT[name])

    def views(self) -> list[tuple[str, str]]:
        """List the ways to choose which entries count, with the one by default first."""
        names = sorted(VIEWS, key=lambda name: name != DEFAULT_VIEW)
        return [(n, self.view.speech.say(ENTRIES_THAT_COUNT[n])) for n in names]

    def readers(self) -> list[str]:
        """List those who hold some reading, in the order of the text."""
        from servanda.monitor.question import holders

        def make() -> list[str]:
            found = holders(self.view.agreement, self.view.question.on).values()
            named = {actor for actors in found for actor in actors}
            return [actor for actor in self.view.agreement.actors if actor in named]

        return self.view.keep(("readers", self.view.question.on), make)

    def questions(self) -> list[tuple[str, str]]:
        """List the readings that can be fixed."""
        return [
            (f"{ambiguity.id}={reading.id}", f"{ambiguity.id}: {reading.id}")
            for ambiguity in self.view.agreement.ambiguities.values()
            if not ambiguity.is_implicit
            for reading in ambiguity.readings
            if reading.id != NOBODY
        ]

    def bearers(self) -> list[str]:
        """List those who bear some provision, or are owed it, in the order of the text."""
        provisions = self.view.agreement.provisions.values()
        named = {actor for p in provisions for actor in (*p.agency.actors, *p.creditors)}
        return [actor for actor in self.view.agreement.actors if actor in named]

    def hidden(self, page: Page) -> list[tuple[str, str]]:
        """Give what the form that asks leaves as it is: the language and the filters."""
        asked = ("on", "known", "since", "as", "view")
        pairs = self.view.address.pairs(page.filters)
        first = next(iter(self.view.address.reading), None)
        return [
            (name, value)
            for name, value in pairs
            if name not in asked and not (name == "reading" and value == first)
        ]

    def hidden_for(self, changed: Sequence[str]) -> list[tuple[str, str]]:
        """Give what a form of a page leaves as it is."""
        return [pair for pair in self.view.address.pairs() if pair[0] not in changed]
