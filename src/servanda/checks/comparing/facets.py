"""Take each thing of a text apart into facets: what it is about, what it says, what that means.

Two things that have the same facets mean the same. A facet's words are for people; its meaning decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.checks.comparing.clauses import about, say, say_effect
from servanda.checks.comparing.meaning import Meaning, Renaming, clauses_meaning, is_silent, meaning
from servanda.checks.comparing.saying import Sayer, joined
from servanda.model.actors import Actor, Membership, Office
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Ambiguity, OpenWord
from servanda.model.events import Event, EventRule, Level, Process
from servanda.model.incidents import IncidentKind, Place
from servanda.model.provisions import BorneBy, Clause, Modality, Phase, Provision, Then


class Facet(Struct, frozen=True, kw_only=True):
    """Hold one thing that a sentence says: what it is about, in words, and what it means."""

    about: str
    says: str
    means: Meaning


class Facets:
    """Take the things of one agreement apart, with its names put as another text has them."""

    def __init__(self, agreement: Agreement, renamed: Renaming | None = None) -> None:
        self.agreement = agreement
        self.sayer = Sayer(agreement)
        self.renamed = renamed or {}

    def _facet(self, about_: str, says: str, value: object) -> Facet:
        return Facet(about=about_, says=says, means=(about_, meaning(value, self.renamed)))

    # -- provisions and phases -----------------------------------------------------------------

    def provision(self, provision: Provision) -> Iterator[Facet]:
        """Give who is bound to what, to whom, under which reading, and each clause."""
        sayer, action = self.sayer, provision.action
        yield self._facet("bearer", sayer.agency(provision.agency), provision.agency)
        yield self._facet("kind", provision.modality.value, provision.modality)
        yield self._facet("what", " ".join(action.words.split()), action)
        if provision.modality is Modality.POWER:
            yield self._facet("effect", say_effect(provision.effect), provision.effect)
        for creditor in provision.creditors:
            yield self._facet("creditor", sayer.actor(creditor), creditor)
        if provision.under.options:
            under = f"only under {sayer.guard(provision.under)}"
            yield self._facet("application", under, provision.under)
        yield from self.clauses(provision.clauses)

    def phase(self, phase: Phase) -> Iterator[Facet]:
        """Give how a phase begins, lasts, passes over and ends."""
        yield from self.clauses(phase.clauses)

    def clauses(self, clauses: tuple[Clause, ...]) -> Iterator[Facet]:
        """Give each clause; of those where the first or the last counts, all in their order."""
        for clause in clauses:
            if is_silent(clause) or isinstance(clause, Then | BorneBy):
                continue
            yield self._facet(about(clause), say(self.sayer, clause), clause)
        for kind in (Then, BorneBy):
            found = tuple(clause for clause in clauses if isinstance(clause, kind))
            if found:
                words = "; ".join(say(self.sayer, clause) for clause in found)
                means = (kind.__name__, clauses_meaning(found, self.renamed))
                yield Facet(about=about(found[0]), says=words, means=means)

    # -- who and what ----------------------------------------------------------------------------

    def actor(self, actor: Actor) -> Iterator[Facet]:
        """Give the roles of an actor, what it belongs to, and how it decides."""
        sayer = self.sayer
        for role in actor.roles:
            yield self._facet("role", role.value, role)
        for head, held in (
            ("member of", actor.memberships),
            ("speaks for", actor.mandates),
            ("delegates to", actor.delegates),
        ):
            for each in held:
                words = " ".join([f"{head} {sayer.actor(each.body)}", *_dates(each)])
                yield self._facet(head, words, each)
        for office in actor.offices:
            if office.since or office.until:
                words = " ".join([f"office {office.title}", *_dates(office)])
                yield self._facet("office", words, office)
        for word, names in (
            ("member", actor.members),
            ("allied to", actor.allied_to),
            ("speaks for", actor.speaks_for),
            ("chaired by", actor.chaired_by),
            ("hosted by", actor.hosted_by),
        ):
            for name in names:
                yield self._facet(word, sayer.actor(name), name)
        if actor.answered_for_by is not None:
            words = sayer.actor(actor.answered_for_by)
            yield self._facet("answered for by", words, actor.answered_for_by)
        if actor.seats is not None:
            yield self._facet("seats", f"{actor.seats:,}", actor.seats)
        for weight, many in actor.weights:
            yield self._facet("weight", f"{weight} {many:,}", (weight, many))
        if actor.rule is not None:
            yield self._facet("rule of decision", actor.rule.written, actor.rule)
            if actor.rule.quorum is not None:
                yield self._facet("quorum", actor.rule.quorum.written, actor.rule.quorum)
            if actor.rule.veto:
                yield self._facet("veto", sayer.actors(actor.rule.veto), actor.rule.veto)
        for guard, words in actor.disputed:
            said = f"under {sayer.guard(guard)}: {words}"
            yield self._facet("disputed", said, (guard, words))

    def ambiguity(self, ambiguity: Ambiguity) -> Iterator[Facet]:
        """Give the readings of a question, what they need or shut out, and who holds them."""
        for reading in ambiguity.readings:
            yield self._facet("reading", reading.id, reading.id)
            for word, pairs in (("requires", reading.requires), ("excludes", reading.excludes)):
                for name, other in pairs:
                    words = f"{reading.id} {word} {name}.{other}"
                    yield self._facet(word, words, (reading.id, name, other))
            for holder in reading.held_by:
                since = f" since {holder.since}" if holder.since else ""
                words = f"{reading.id} by {self.sayer.actor(holder.actor)}{since}"
                yield self._facet("held", words, (reading.id, holder.actor, holder.since))
        for target in ambiguity.about:
            yield self._facet("about", target, target)

    def open_word(self, word: OpenWord) -> Iterator[Facet]:
        """Give what an open word is about."""
        for name in word.about:
            yield self._facet("about", name, name)

    def event(self, event: Event) -> Iterator[Facet]:
        """Give who brings an event about, when it may happen, and what it is against."""
        yield self._facet("brought about by", self.sayer.agency(event.agency), event.agency)
        for guard, agency in event.agency_under:
            words = f"under {self.sayer.guard(guard)}: {self.sayer.agency(agency)}"
            yield self._facet("brought about by", words, (guard, agency))
        for rule in event.rules:
            yield self._facet("when", self._rule(rule), rule)
        for name, guard in event.breaks:
            under = self.sayer.guard(guard)
            words = f"under {under}: {name}" if under else name
            yield self._facet("against", words, (name, guard))
        if event.is_recurring:
            yield self._facet("times", "may happen again and again", True)

    def _rule(self, rule: EventRule) -> str:
        said = []
        if rule.only_when is not None:
            said.append(f"only when {self.sayer.condition(rule.only_when)}")
        if rule.not_before is not None:
            said.append(f"not before {self.sayer.point(rule.not_before)}")
        if rule.apart is not None:
            said.append(f"not within {rule.apart.describe()} of the last")
        under = self.sayer.guard(rule.under)
        words = joined(said)
        return f"under {under}: {words}" if under else words

    def process(self, process: Process) -> Iterator[Facet]:
        """Give between whom a process goes on, and what concludes or ends it."""
        opened = self.agreement.events.get(process.opened)
        ended = self.agreement.events.get(process.ended)
        yield self._facet("between", self.sayer.actors(process.between), process.between)
        if opened is not None:
            yield from self._edge("opened by", opened)
        if ended is not None:
            yield from self._edge("ended by", ended)
        if process.concluded_by is not None:
            yield self._facet("concluded by", process.concluded_by, process.concluded_by)
        for event, guard in process.ended_by:
            under = self.sayer.guard(guard)
            words = f"under {under}: {event}" if under else event
            yield self._facet("ended by", words, (event, guard))

    def _edge(self, word: str, event: Event) -> Iterator[Facet]:
        yield self._facet(word, self.sayer.agency(event.agency), event.agency)
        for guard, agency in event.agency_under:
            words = f"under {self.sayer.guard(guard)}: {self.sayer.agency(agency)}"
            yield self._facet(word, words, (guard, agency))

    def level(self, level: Level) -> Iterator[Facet]:
        """Give in what a level is counted, how it is computed, and where it starts."""
        yield self._facet("unit", level.unit or "none", level.unit)
        for guard, formula in level.formulas:
            under = self.sayer.guard(guard)
            words = f"{'under ' + under + ': ' if under else ''}is {self.sayer.formula(formula)}"
            yield self._facet("computed as", words, (guard, formula))
        if level.starts_at is not None:
            words = f"starts at {self.sayer.formula(level.starts_at)}"
            yield self._facet("start", words, level.starts_at)

    def wider(self, thing: IncidentKind | Place) -> Iterator[Facet]:
        """Give of what a kind of incident, or a place, is a part, and its other spellings."""
        if thing.within:
            yield self._facet("part of", thing.within, thing.within)
        for spelling in thing.also_called if isinstance(thing, Place) else ():
            yield self._facet("also called", spelling, spelling)

    def header(self) -> Iterator[Facet]:
        """Give how a text counts and when it says that it was signed, enters into force and ends."""
        header, calendar = self.agreement.header, self.agreement.header.calendar
        yield self._facet("time zone", calendar.zone, calendar.zone)
        yield self._facet("days of rest", _days(calendar.rest_days), calendar.rest_days)
        if calendar.holidays:
            days = joined(sorted(day.isoformat() for day in calendar.holidays))
            yield self._facet("holidays", days, days)
        counting = header.counting
        origin = self.sayer.point(counting.origin) if counting.origin else "entry into force"
        words = f"day {counting.first} is the day of {origin}"
        yield self._facet("counting", words, (counting.first, counting.origin))
        hour = "at the exact hour" if header.falls_at_hour else "at the end of the day"
        yield self._facet("deadlines fall", hour, header.falls_at_hour)
        for word, moment in (("signed", header.signed), ("in force", header.in_force)):
            if moment is not None:
                yield self._facet(word, moment.describe(calendar), moment)
        for keyword, text in header.remarks.items():
            if keyword not in _SILENT_REMARKS:
                yield self._facet(keyword, text, text)


_SILENT_REMARKS = frozenset({"words", "note"})
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _days(days: frozenset[int]) -> str:
    return joined(_WEEK[day] for day in sorted(days)) or "none"


def _dates(held: Membership | Office) -> list[str]:
    """Say since when and until when something is held."""
    dates = [f"from {held.since}"] if held.since else []
    return [*dates, *([f"until {held.until}"] if held.until else [])]
