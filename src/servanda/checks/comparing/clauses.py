"""Say each clause in words, and what it is about."""

from __future__ import annotations

from servanda.checks.comparing.saying import Sayer, amount, joined, sequence
from servanda.model import provisions as model
from servanda.model.provisions import Clause, Effect, EffectKind, Provision

ABOUT: dict[type[Clause], str] = {
    model.Deadline: "deadline",
    model.StartBy: "beginning",
    model.NotBefore: "earliest moment",
    model.OwnSpan: "span",
    model.Tranche: "schedule",
    model.Rate: "exchange",
    model.RateDelay: "time of the exchange",
    model.PartOf: "composition",
    model.Order: "order",
    model.Areas: "areas",
    model.OnEach: "procedure",
    model.Trigger: "trigger",
    model.Precedent: "condition",
    model.Against: "counterpart",
    model.WithholdWhile: "withholding",
    model.Proportion: "proportion",
    model.DoneWhen: "fulfilment",
    model.BorneBy: "bearer",
    model.DoesNotApply: "application",
    model.Added: "amendment",
    model.Survives: "survival",
    model.Cure: "cure",
    model.CertifiedBy: "certificate",
    model.ExceptionTo: "exception",
    model.Counts: "incidents counted",
    model.Otherwise: "consequence",
    model.Limit: "limit",
    model.Displaces: "displacement",
    model.SetOutIn: "text",
    model.CountsActsUnder: "acts that count",
    model.NoticeOf: "notice",
    model.AtMostTimes: "number of uses",
    model.InPart: "use in part",
    model.OnRecommendation: "recommendation",
    model.PhaseStart: "start",
    model.PhaseTerm: "term",
    model.RunsOn: "prolongation",
    model.Then: "passage",
    model.EndsWhen: "end",
}


def about(clause: Clause) -> str:
    """Say in a word what a clause is about."""
    if isinstance(clause, model.Particular):
        return clause.keyword
    return ABOUT[type(clause)]


def say(sayer: Sayer, clause: Clause) -> str:
    """Say a clause, with the readings under which it counts."""
    words = _amounts(sayer, clause) or _moments(sayer, clause) or _others(sayer, clause)
    under = sayer.guard(clause.under)
    return f"under {under}: {words}" if under else words


def _amounts(sayer: Sayer, clause: Clause) -> str:
    match clause:
        case model.Deadline(point=point, amount=owed, is_total=is_total):
            by = f" by {sayer.point(point)}" if point is not None else ", without a date"
            if owed is None:
                return by.strip(" ,")
            return f"{'a total of ' if is_total else ''}{sayer.formula(owed)}{by}"
        case model.Tranche():
            start = f" from {sayer.point(clause.start)}" if clause.start is not None else ""
            until = f" until {sayer.point(clause.until)}" if clause.until is not None else ""
            every = clause.every.describe()
            return f"{sayer.formula(clause.amount)} more every {every}{start}{until}"
        case model.Rate():
            per = "each" if clause.per.low == clause.per.high == 1 else amount(clause.per)
            parts = sequence([f"{amount(q)} {kind}" for q, kind in clause.parts])
            which = f", of which {parts}" if parts else ""
            kind = clause.category or "any"
            return f"{amount(clause.amount)} for {per} {kind} of {clause.provision}{which}"
        case model.RateDelay(duration=None):
            return "due on the same day"
        case model.RateDelay(duration=length) if length is not None:
            return f"due within {length.describe()}"
        case model.PartOf():
            return f"of which {amount(clause.amount)} {clause.category}"
        case model.Limit():
            bound = "at most" if clause.is_upper else "at least"
            start = f" from {sayer.point(clause.start)}" if clause.start is not None else ""
            return f"{bound} {sayer.formula(clause.amount)}{start}"
        case model.Proportion():
            within = f" within {amount(clause.tolerance)}" if clause.tolerance is not None else ""
            return f"in proportion to {clause.provision}{within}"
        case _:
            return ""


def _moments(sayer: Sayer, clause: Clause) -> str:
    match clause:
        case model.StartBy(point=point):
            return f"to be begun by {sayer.point(point)}"
        case model.NotBefore(point=point):
            return f"not before {sayer.point(point)}"
        case model.OwnSpan(start=start, end=end):
            said = [f"from {sayer.point(start)}"] if start is not None else []
            return " ".join([*said, f"until {sayer.point(end)}"] if end is not None else said)
        case model.Trigger(condition=condition):
            return f"once {sayer.condition(condition)}"
        case model.Precedent(condition=condition):
            return f"provided that {sayer.condition(condition)}"
        case model.WithholdWhile(condition=condition):
            return f"may be withheld while {sayer.condition(condition)}"
        case model.DoneWhen(condition=condition):
            return f"done when {sayer.condition(condition)}"
        case model.RunsOn(condition=condition):
            return f"runs on while {sayer.condition(condition)}"
        case model.EndsWhen(condition=condition):
            return f"ends when {sayer.condition(condition)}"
        case model.PhaseStart(point=point, condition=condition):
            if point is not None:
                return f"starts on {sayer.point(point)}"
            return f"starts when {sayer.condition(condition)}" if condition is not None else ""
        case model.PhaseTerm(duration=length, until=until):
            if until is not None:
                return f"lasts until {sayer.point(until)}"
            return f"lasts {length.describe()}" if length is not None else ""
        case model.Then():
            how = "as soon as" if clause.at_once else "when"
            condition = clause.condition
            when = f" {how} {sayer.condition(condition)}" if condition is not None else ""
            return f"then {clause.phase}{when}"
        case model.Cure(duration=length):
            return f"cure within {length.describe()}"
        case model.NoticeOf(duration=length):
            return f"with notice of {length.describe()}"
        case _:
            return ""


def _others(sayer: Sayer, clause: Clause) -> str:
    match clause:
        case model.Order(categories=categories):
            return f"in the order {sequence(categories)}"
        case model.Areas(areas=areas):
            return f"in each of {joined(areas)}"
        case model.OnEach(event=event):
            return f"on each {event}"
        case model.Against(provision=other):
            return f"against {other}"
        case model.BorneBy(agency=agency):
            return f"borne by {sayer.agency(agency)}"
        case model.DoesNotApply():
            return "does not apply"
        case model.Added():
            return "added by an amendment"
        case model.Survives():
            return "outlives its phase and the agreement"
        case model.CertifiedBy(actor=actor):
            return f"certified by {sayer.actor(actor)}"
        case model.ExceptionTo(name=name, title=title):
            return f"except {name}" + (f" “{title}”" if title else "")
        case model.Counts():
            return _counts(sayer, clause)
        case model.Otherwise(consequence=consequence):
            return f"otherwise {consequence}"
        case model.Displaces(provision=other, start=start, stands_beside=beside):
            since = f" from {sayer.point(start)}" if start is not None else ""
            return f"{'stands beside' if beside else 'displaces'} {other}{since}"
        case model.AtMostTimes(times=times):
            return f"at most {times} times"
        case model.SetOutIn(instrument=name):
            return f"set out in {name}"
        case model.CountsActsUnder(provision=other):
            return f"acts under {other} count"
        case model.InPart(areas=areas):
            return f"over {sequence(areas)}" if areas else "in part"
        case model.OnRecommendation(actor=actor):
            return f"on recommendation of {sayer.actor(actor)}"
        case model.Particular(keyword=keyword, text=text, actors=actors):
            return f"{keyword} {sayer.actors(actors) or text}".strip()
        case _:
            return type(clause).__name__


def _counts(sayer: Sayer, clause: model.Counts) -> str:
    """Say which incidents are counted, in the order of the language."""
    said = ["counts incidents"]
    if clause.kinds:
        said.append(f"of {', '.join(clause.kinds)}")
    if clause.by:
        said.append(f"by {sayer.actors(clause.by)}")
    if clause.upon:
        said.append(f"upon {sayer.actors(clause.upon)}")
    if clause.places:
        said.append(f"in {', '.join(clause.places)}")
    if clause.harms:
        said.append("with " + " or ".join(f"{amount(q)} {of}" for q, of in clause.harms))
    if clause.excepted:
        said.append(f"except {', '.join(clause.excepted)}")
    return " ".join(said)


def say_effect(effect: Effect | None) -> str:
    """Say what the use of a power changes."""
    if effect is None or effect.kind is EffectKind.NOTHING:
        return "no effect on what others owe"
    whom = f"{effect.actor} from " if effect.actor is not None else ""
    target = "the agreement" if effect.target == "agreement" else effect.target
    length = f" by {effect.duration.describe()}" if effect.duration is not None else ""
    return f"{effect.kind.value} {whom}{target}{length}"


def say_provision(sayer: Sayer, provision: Provision) -> str:
    """Say a provision as one sentence, without its clauses."""
    who = sayer.agency(provision.agency)
    words = " ".join(provision.action.words.split())
    under = sayer.guard(provision.under)
    said = f"{who} {provision.modality.value} {words}".strip()
    return f"under {under}: {said}" if under else said
