"""Give templates the words for positions and contacts: senses, evidence, pairs, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from servanda.reports.contacts_table import ContactsTable, LinkRow, PresenceRow
from servanda.reports.entry_words import told_stance
from servanda.reports.positions_table import CellRow, PositionsTable, StatementRow
from servanda.reports.tongue import marked
from servanda.reports.words import thing

if TYPE_CHECKING:
    from servanda.web.view import View

SENSES = {
    "accepts": (marked("accepts"), "✓"),
    "favours": (marked("favours"), "↗"),
    "conditions": (marked("on conditions"), "◐"),
    "rejects": (marked("rejects"), "✗"),
    "threatens": (marked("threatens"), "⚠"),
    "demands": (marked("demands"), "!"),
    "prefers": (marked("prefers"), "›"),
    "holds": (marked("holds a reading"), "="),
    "abstains": (marked("abstains"), "○"),
    "not-stated": (marked("not stated"), "–"),
    "none": (marked("nothing stands"), "·"),
}
EVIDENCE = {
    "assumed": (marked("assumed"), 0),
    "direct": (marked("own word"), 4),
    "spokesman": (marked("by a spokesman"), 3),
    "press": (marked("as reported"), 2),
    "relayed": (marked("relayed"), 1),
    "unsourced": (marked("without a source"), 0),
}
STANDINGS = {
    "superseded": marked("superseded"),
    "retracted": marked("retracted"),
    "denied": marked("denied"),
}
CONTRADICTIONS = {
    "self": marked("against his own words"),
    "changed": marked("said otherwise before"),
    "relayed": marked("otherwise than others say of him"),
    "denied": marked("denied by himself"),
    "part": marked("for the whole, and against this part of it"),
    "body": marked("a member against its body"),
    "about-others": marked("a blame, beside what is recorded of the others"),
}
MANNERS = {
    "met": marked("met"),
    "called": marked("called"),
    "wrote": marked("wrote"),
    "visited": marked("visited"),
    "hosted": marked("hosted"),
    "sent": marked("sent"),
}
STRONGEST = 4


class Grid(NamedTuple):
    """Hold the matrix: its columns, its rows of cells, and where each cell is told in full."""

    columns: list[str]
    rows: list[tuple[str, list[CellRow | None]]]
    senses: list[str]
    number: dict[tuple[str, str], int]


class People:
    """Say who stands where, and who met whom."""

    view: View

    # -- positions -----------------------------------------------------------------------------

    def matrix(self, table: PositionsTable) -> Grid:
        """Lay the cells out: actors in the order of the text, things in theirs."""
        columns = [about for about, _ in groupby(table.positions, key=lambda cell: cell.about)]
        cells = {(cell.actor, cell.about): cell for cell in table.positions}
        actors = [name for name in self.view.agreement.actors if any(a == name for a, _ in cells)]
        rows: list[tuple[str, list[CellRow | None]]] = [
            (actor, [cells.get((actor, about)) for about in columns]) for actor in actors
        ]
        senses = [sense for sense in SENSES if any(c.sense == sense for c in table.positions)]
        number = {(c.actor, c.about): at for at, c in enumerate(table.positions, start=1)}
        return Grid(columns, rows, senses, number)

    def thing(self, name: str) -> str:
        """Name what a position is on."""
        agreement = self.view.agreement
        if name == agreement.header.id:
            return self.view.speech.say("the whole text")
        return thing(agreement, name)

    def things(self) -> tuple[str, ...]:
        """List what one can have a position on."""
        from servanda.analysis.positions import things

        return things(self.view.agreement)

    def sense_words(self, sense: str) -> str:
        """Say how somebody stands to a thing."""
        return self.view.speech.say(SENSES[sense][0])

    def sense_sign(self, sense: str) -> str:
        """Give the sign of how somebody stands to a thing."""
        return SENSES[sense][1]

    def evidence_words(self, evidence: str) -> str:
        """Say how a statement reached us."""
        return self.view.speech.say(EVIDENCE[evidence][0])

    def strength(self, evidence: str) -> str:
        """Show how strong evidence is, of four."""
        level = EVIDENCE[evidence][1]
        return "▮" * level + "▯" * (STRONGEST - level)

    def standing_words(self, standing: str) -> str:
        """Say what became of a statement."""
        return self.view.speech.say(STANDINGS.get(standing, standing))

    def contradiction_words(self, kind: str) -> str:
        """Say between whom a contradiction lies."""
        return self.view.speech.say(CONTRADICTIONS[kind])

    def stance(self, actor: str, about: str, said: StatementRow) -> str:
        """Say what somebody said of a thing: by the word of the record, or by a message of who does what."""
        if self.view.speech.is_english:
            return f"{said.word} {said.reading_held}".strip()
        what = said.reading_held or self.thing(about)
        told = told_stance(said.word, self.view.actor(actor), what, self.view.speech)
        is_whole = about == self.view.agreement.header.id
        return self.view.speech.contracted(told) if is_whole else told

    def statement(self, actor: str, about: str, said: StatementRow) -> str:
        """Say one statement with all that bears on it, in a line."""
        speech = self.view.speech
        told = self.stance(actor, about, said)
        if said.words:
            told = f"{told} {speech.quoted(said.words)}"
        notes = speech.say(", ").join(self._attested(said))
        parts = [speech.say("%(told)s (%(notes)s)", told=told, notes=notes)]
        if said.threat:
            parts.append(speech.say("warns “%(words)s”", words=said.threat))
        if said.condition:
            parts.append(speech.say("if “%(words)s”", words=said.condition))
        if said.standing != "stands":
            parts.append(self.standing_words(said.standing))
        parts.append(self.view.place(said.file, said.line))
        cited = [f"{source.id} {source.place}".strip() for source in said.sources if source.id]
        if cited:
            parts.append(speech.say("source: %(what)s", what=speech.say(", ").join(cited)))
        return speech.say("; ").join(parts)

    def _attested(self, said: StatementRow) -> Iterator[str]:
        """Say how a statement reached us, when it was made, and how sure the writer is."""
        speech = self.view.speech
        if said.evidence == "relayed":
            yield speech.say("only as relayed by %(who)s", who=self.view.actors(said.via))
        elif said.spoken_by is not None or said.evidence == "spokesman":
            who = self.view.actors((said.spoken_by,) if said.spoken_by else said.via)
            how = self.evidence_words(said.evidence)
            yield speech.say("%(name)s: %(text)s", name=how, text=who)
        else:
            yield self.evidence_words(said.evidence)
        if said.on:
            yield speech.day(said.on)
        if said.certainty not in (None, "verified"):
            yield self.view.certainty(said.certainty)
        if said.date_open:
            yield speech.say("perhaps later")

    def claim_verdict(self, name: str) -> str:
        """Give the verdict on a claim, empty where it is not yet computed."""
        job = self.view.claims_so_far()
        claims = job.claims if job is not None else []
        return next((claim["verdict"] for claim in claims if claim["name"] == name), "")

    # -- contacts ------------------------------------------------------------------------------

    def manner_words(self, manner: str) -> str:
        """Say in which way people were in contact."""
        return self.view.speech.say(MANNERS.get(manner, manner))

    def network_chart(self, table: ContactsTable) -> Markup:
        """Draw who was in contact with whom."""
        from servanda.web.charts.network import draw

        return draw(table, tuple(self.view.agreement.actors), self.view.actor)

    def period_bars(self, table: ContactsTable) -> Markup:
        """Draw how many contacts there were over time."""
        from servanda.web.charts.network import bars

        return bars(table)

    def times(self, bounds: tuple[int, int | None]) -> str:
        """Write how often, at least and at most."""
        first, last = bounds
        number = self.view.speech.number
        if last is None:
            return self.view.speech.say("at least %(number)s", number=number(first))
        if first == last:
            return number(first)
        return self.view.speech.say("%(first)s–%(last)s", first=number(first), last=number(last))

    def pairs(self, links: Iterable[LinkRow]) -> str:
        """Name those who were in contact, two by two."""
        return self.view.speech.say("; ").join(
            " – ".join(map(self.view.actor, link.between)) for link in links
        )

    def people(self, present: Sequence[PresenceRow]) -> str:
        """Name people, with the office each held then."""
        told = []
        for each in present:
            name = self.view.actor(each.actor)
            told.append(f"{name} ({', '.join(each.offices)})" if each.offices else name)
        return self.view.speech.say(", ").join(told)

    def entry_link(self, place: str) -> Markup:
        """Write a link to an entry by its file and line."""
        file, _, line = place.rpartition(":")
        href = self.view.href("entry", of=self.view.permalink(file=file, line=int(line)))
        shown = self.view.place(file, int(line))
        return Markup('<a class="place" href="{}"><bdi>{}</bdi></a>').format(href, shown)
