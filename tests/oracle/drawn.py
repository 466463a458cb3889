"""Draw small agreements at random, for hypothesis to vary and to shrink."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from oracle import small as s
from oracle.hand import Hand

_BOTH = s.Agency(manner="jointly", actors=("north", "south"))
_AGENCIES = (
    s.Agency(manner="one", actors=("host",)),
    s.Agency(manner="one", actors=("north",)),
    _BOTH,
    s.Agency(manner="any", actors=("north", "south")),
    s.Agency(manner="world"),
    s.Agency(manner="nobody"),
)


class _Drawing(Hand):
    """Draw the sentences of one agreement."""

    def questions(self) -> tuple[s.Question, ...]:
        if not self.chance(30):
            return ()
        self.readings = ["question.wide", "question.narrow"]
        return (s.Question(name="question", readings=("wide", "narrow")),)

    def event(self, name: str, bans: list[str]) -> s.Event:
        clauses: list[s.Clause] = []
        if self.chance(20):
            when = self.stable() if self.is_plain else self.condition()
            clauses.append(s.OnlyWhen(when=when, under=self.under()))
        if self.chance(15):
            clauses.append(s.Earliest(point=self.point()))
        if bans and self.chance(50):
            clauses.append(s.Breaks(ban=bans[0], under=self.under()))
        return s.Event(
            name=name,
            agency=self.one_of(_AGENCIES),
            clauses=tuple(clauses),
            is_recurring=not self.is_plain and self.chance(10),
        )

    def process(self) -> s.Process:
        openers = [_BOTH, _AGENCIES[0], _AGENCIES[3]]
        enders = [_AGENCIES[3], _AGENCIES[0], _AGENCIES[5]]
        concluded = self.one_of(["", *self.events])
        ended = self.one_of(["", "", *(e for e in self.events if e != concluded)])
        return s.Process(
            name="talks",
            opened=self.one_of(openers),
            ended=self.one_of(enders),
            concluded_by=concluded,
            ended_by=ended,
        )

    def phase(self, place: int) -> s.Phase:
        clauses: list[s.Clause] = []
        name = self.phases[place]
        if place == 0:
            first = s.Day(self.number(2, 3)) if self.chance(12) else None
            clauses.append(s.Starts(on=first))
        elif self.chance(25):
            on = self.point() if self.chance(50) else None
            clauses.append(s.Starts(on=on, when=None if on else self.stable()))
        has_term = self.chance(88)
        if has_term and not self.is_plain and self.chance(12):
            clauses.append(s.Lasts(until=self.point()))
        elif has_term:
            clauses.append(s.Lasts(days=self.number(2, 5)))
        if self.chance(15 if has_term else 70):
            clauses.append(s.EndsWhen(when=self.condition(), under=self.under()))
        is_open = bool(self.talks or self.events) and not self.is_plain
        if has_term and is_open and self.chance(35):
            clauses.append(s.RunsOn(while_=self.momentary(), under=self.under()))
        later = [p for p in self.phases[place + 1 :] if p != name]
        if later and self.chance(55):
            at_once = self.chance(30)
            then = s.Then(
                phase=self.one_of(later), when=self.condition(), at_once=at_once, under=self.under()
            )
            clauses.append(then)
        if later and self.chance(45):
            clauses.append(s.Then(phase=later[0]))
        return s.Phase(name=name, clauses=tuple(clauses))

    def duty(self, name: str) -> s.Duty:
        phase = self.one_of(["", *self.phases])
        full = f"{phase}.{name}" if phase else name
        manner = self.one_of(["one", "one", "one", "each", "jointly", "any"])
        actors = (self.one_of(s.ACTORS),) if manner == "one" else s.PARTIES
        clauses: list[s.Clause] = []
        amount = 0
        shape = self.number(0, 9)
        if shape <= 5:
            clauses.append(s.Due(point=self.point(), under=self.under()))
        elif shape == 6 and phase and not self.is_plain:
            clauses.append(s.Due(point=s.EndOf(phase)))
        elif shape == 7 and manner != "each" and not self.is_plain:
            amount = self.number(2, 3)
            first = s.Due(point=s.Day(self.number(2, 4)), amount=1, is_total=self.chance(50))
            clauses += [first, s.Due(point=s.Day(self.number(4, 7)))]
        is_driven = self.events != [] and not amount and manner != "each" and self.chance(12)
        if is_driven:
            clauses.append(s.DoneWhen(when=self.stable()))
        if self.chance(15):
            clauses.append(
                s.Once(when=self.stable(), is_precedent=self.chance(50), under=self.under())
            )
        if self.plain and self.chance(10):
            clauses.append(s.Sequel(duty=self.one_of(self.plain)))
        if not is_driven and self.chance(10):
            clauses.append(s.Earliest(point=self.point()))
        if self.plain and not self.is_plain and self.chance(12):
            clauses.append(s.Against(duty=self.one_of(self.plain)))
        if not self.is_plain and self.chance(8):
            clauses.append(s.Withheld(while_=self.condition()))
        if self.chance(12):
            clauses.append(s.Cure(days=self.number(1, 2)))
        can_certify = not is_driven and not amount and manner == "one" and not self.is_plain
        if can_certify and self.chance(8):
            clauses.append(s.Certified(by="host" if actors != ("host",) else "north"))
        if self.chance(8):
            clauses.append(s.Until(point=s.Day(self.number(3, 8))))
        if phase and self.chance(10):
            clauses.append(s.Survives())
        agency = s.Agency(manner=manner, actors=actors)
        return s.Duty(
            name=full,
            phase=phase,
            agency=agency,
            amount=amount,
            is_effort=self.chance(10) and not amount,
            clauses=tuple(clauses),
        )

    def ban(self) -> s.Ban:
        phase = self.one_of(["", *self.phases])
        clauses: list[s.Clause] = []
        if self.chance(40):
            clauses.append(s.Until(point=s.Day(self.number(2, 7))))
        if self.events and self.chance(15):
            clauses.append(s.Once(when=self.stable()))
        return s.Ban(name=f"{phase}.calm" if phase else "calm", phase=phase, clauses=tuple(clauses))

    def power(self, name: str) -> s.Power:
        verbs = ["renew", "renew", "extend", "suspend", "terminate", "waive", "declare"]
        verbs += ["end"] if self.talks else []
        verb = self.one_of(verbs)
        phase = self.one_of(["", *self.phases])
        target, days = "", 0
        if verb in ("renew", "extend"):
            options = self.phases if verb == "renew" else [*self.phases, *self.single, *self.single]
            target, days = self.one_of(options), self.number(1, 3)
        elif verb == "end":
            target = "talks"
        elif verb == "declare" and self.events:
            target = self.one_of(self.events)
        elif verb == "waive" and self.plain:
            target = self.one_of(self.plain)
        elif verb == "suspend":
            target = self.one_of([*self.phases, *self.plain, "agreement"])
        if not target:
            verb, target = "terminate", self.one_of([*self.phases, *self.plain, "agreement"])
        clauses: list[s.Clause] = []
        if verb in ("renew", "extend") and self.chance(65):
            clauses.append(s.AtMost(times=self.number(1, 2)))
        if self.chance(30):
            clauses.append(s.Once(when=self.condition()))
        if self.chance(15):
            clauses.append(s.Earliest(point=s.Day(self.number(2, 5))))
        if verb in ("terminate", "suspend", "declare", "end", "waive") and self.chance(35):
            clauses.append(s.Notice(days=self.number(1, 3)))
        if self.chance(10):
            clauses.append(s.Until(point=s.Day(self.number(2, 6))))
        agencies = [a for a in _AGENCIES if a.manner not in ("world", "nobody")]
        return s.Power(
            name=f"{phase}.{name}" if phase else name,
            phase=phase,
            agency=self.one_of(agencies),
            verb=verb,
            target=target,
            days=days,
            clauses=tuple(clauses),
        )

    # -- claims ------------------------------------------------------------------------------

    def goal(self) -> s.Condition:
        options: list[s.Condition] = []
        options += 2 * [s.Is(name, "fulfilled") for name in self.duties]
        options += [s.Is(name, "begun") for name in self.phases[1:]] * 2
        options += [s.Is(name, "happened") for name in self.events]
        options += [s.Is(name, "ended") for name in self.phases]
        options += [s.Is(name, "lapsed") for name in self.phases]
        if not self.is_plain:
            options += [s.Is(name, "running") for name in self.phases[1:]]
            options += [s.Is(name, "open") for name in self.talks]
            options += [s.Is(name, "overdue") for name in self.plain]
            options += [s.AtLeast(1, name) for name in self.counted]  # parts are performed whole
        if self.chance(12):
            return s.Both(self.one_of(options), self.one_of(options), self.chance(50))
        return self.one_of(options)

    def claim(self, name: str) -> s.Claim:
        quantifier = self.one_of(["every", "every", "no", "some"])
        is_faithful = self.chance(88)
        if self.chance(12):
            return s.Claim(
                name=name,
                quantifier=quantifier,
                is_faithful=is_faithful,
                keeps=self.one_of(self.phases),
                past=self.point(),
            )
        return s.Claim(
            name=name,
            quantifier=quantifier,
            is_faithful=is_faithful,
            goal=self.goal(),
            before=self.goal() if self.chance(18) else None,
            after=self.goal() if self.chance(12) else None,
            without=self.goal() if self.chance(15) else None,
            by=self.point() if self.chance(25) else None,
        )

    def form(self, name: str) -> s.Claim:
        """Draw a claim that asks for order, for what is kept or avoided, or for answers."""
        form = self.one_of(["then", "keeps", "avoids", "whenever"])
        is_open = form in ("keeps", "avoids") and self.chance(40)
        return s.Claim(
            name=name,
            quantifier=self.one_of(["every", "every", "no", "some"]),
            is_faithful=self.chance(88),
            goal=self.lasting_thing(),
            form=form,
            second=None if is_open else self.lasting_thing(),
            within=self.number(1, 4) if form == "whenever" and self.chance(70) else 0,
        )

    def lasting_thing(self) -> s.Condition:
        """Draw a condition on phases, duties and talks: whether an event recurs is not known yet."""
        options = [s.Is(name, "begun") for name in self.phases[1:]]
        options += [s.Is(name, status) for name in self.phases for status in ("ended", "running")]
        options += 2 * [s.Is(name, "fulfilled") for name in self.duties]
        options += [s.Is(name, "open") for name in self.talks]
        return self.one_of(options)


@st.composite
def agreements(draw: st.DrawFn) -> s.Small:
    """Draw a small agreement with its claims, as hypothesis does: simplest first, and shrinking."""
    return _agreement(_Drawing(lambda low, high: draw(st.integers(low, high))))


def seeded(seed: int) -> s.Small:
    """Draw the small agreement of a seed: as unlike one another as chance has it."""
    return _agreement(_Drawing(Random(seed).randint))


def _agreement(hand: _Drawing) -> s.Small:
    questions = hand.questions()
    hand.phases = ["one", "two", "three"][: hand.one_of([1, 2, 2, 2, 3])]
    hand.events = ["accord", "storm", "alarm"][: hand.one_of([0, 1, 1, 2, 2, 3])]
    hand.is_plain = hand.chance(30)
    hand.talks = ["talks"] if not hand.is_plain and hand.chance(35) else []
    provisions: list[s.Provision] = []
    bans: list[str] = []
    if hand.chance(25):
        ban = hand.ban()
        provisions.append(ban)
        bans = [ban.name]
    for name in ["map", "list", "pay", "road"][: hand.one_of([0, 1, 1, 2, 2, 2, 3, 4])]:
        duty = hand.duty(name)
        provisions.append(duty)
        hand.duties.append(duty.name)
        hand.counted += [duty.name] if duty.amount else []
        is_single = not duty.amount and duty.agency.manner != "each"
        if is_single and sum(isinstance(c, s.Due) for c in duty.clauses) == 1:
            hand.single.append(duty.name)
        if not any(isinstance(c, s.Against | s.Withheld) for c in duty.clauses):
            hand.plain.append(duty.name)
    for name in ["lever", "brake"][: 0 if hand.is_plain else hand.one_of([0, 1, 1, 1, 2])]:
        power = hand.power(name)
        provisions.append(power)
        if power.verb == "suspend" and hand.chance(70):
            provisions.append(
                s.Power(
                    name=f"{name}-off",
                    phase="",
                    agency=power.agency,
                    verb="resume",
                    target=power.target,
                )
            )
    events = tuple(hand.event(name, bans) for name in hand.events)
    processes = (hand.process(),) if hand.talks else ()
    phases = tuple(hand.phase(place) for place in range(len(hand.phases)))
    claims = (*(hand.claim(f"c{n}") for n in range(1, 4)), hand.form("c4"))
    return s.Small(
        questions=questions,
        events=events,
        processes=processes,
        phases=phases,
        provisions=tuple(provisions),
        claims=claims,
    )
