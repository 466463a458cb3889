"""Tell entries in a language other than English, by messages of who does what.

In English entries are told as they always were, in `record_pages`; what others say here says the same.
"""

from __future__ import annotations

from servanda.model.agreement import Agreement
from servanda.reports.record_table import EntryRow
from servanda.reports.tongue import Tongue, marked
from servanda.reports.verdicts import SAYS
from servanda.reports.words import ReadingNames, actor

DEEDS = {
    "abstain": marked("%(who)s abstains on %(what)s"),
    "accept": marked("%(who)s accepts %(what)s"),
    "adopt": marked("%(who)s adopts %(what)s"),
    "amend": marked("%(who)s amends %(what)s"),
    "announce": marked("%(who)s announces %(what)s"),
    "appoint": marked("%(who)s appoints %(what)s"),
    "appraise": marked("%(who)s appraises %(what)s"),
    "ask": marked("%(who)s asks for %(what)s"),
    "authorise": marked("%(who)s authorises %(what)s"),
    "begin": marked("%(who)s begins %(what)s"),
    "blame": marked("%(who)s blames %(what)s"),
    "call": marked("%(who)s calls %(what)s"),
    "certify": marked("%(who)s certifies %(what)s"),
    "commit": marked("%(who)s commits to %(what)s"),
    "condition": marked("%(who)s sets conditions on %(what)s"),
    "criticise": marked("%(who)s criticises %(what)s"),
    "demand": marked("%(who)s demands %(what)s"),
    "deny": marked("%(who)s denies %(what)s"),
    "describe": marked("%(who)s describes %(what)s"),
    "disavow": marked("%(who)s disavows %(what)s"),
    "dissolve": marked("%(who)s dissolves %(what)s"),
    "endorse": marked("%(who)s endorses %(what)s"),
    "exercise": marked("%(who)s exercises %(what)s"),
    "find": marked("%(who)s finds %(what)s"),
    "hold": marked("%(who)s holds %(what)s"),
    "host": marked("%(who)s hosts %(what)s"),
    "join": marked("%(who)s joins %(what)s"),
    "leave": marked("%(who)s leaves %(what)s"),
    "meet": marked("%(who)s meets %(what)s"),
    "perform": marked("%(who)s performs %(what)s"),
    "pledge": marked("%(who)s pledges %(what)s"),
    "prefer": marked("%(who)s prefers %(what)s"),
    "promise": marked("%(who)s promises %(what)s"),
    "propose": marked("%(who)s proposes %(what)s"),
    "ratify": marked("%(who)s ratifies %(what)s"),
    "refuse": marked("%(who)s refuses to certify %(what)s"),
    "reject": marked("%(who)s rejects %(what)s"),
    "repudiate": marked("%(who)s repudiates %(what)s"),
    "request": marked("%(who)s requests %(what)s"),
    "resign": marked("%(who)s resigns from %(what)s"),
    "resume": marked("%(who)s resumes %(what)s"),
    "retract": marked("%(who)s retracts %(what)s"),
    "settle": marked("%(who)s settles %(what)s"),
    "sign": marked("%(who)s signs %(what)s"),
    "split": marked("%(who)s splits %(what)s"),
    "support": marked("%(who)s supports %(what)s"),
    "suspend": marked("%(who)s suspends %(what)s"),
    "terminate": marked("%(who)s terminates %(what)s"),
    "threaten": marked("%(who)s threatens %(what)s"),
    "urge": marked("%(who)s urges %(what)s"),
    "visit": marked("%(who)s visits %(what)s"),
    "waive": marked("%(who)s waives %(what)s"),
    "warn": marked("%(who)s warns of %(what)s"),
    "welcome": marked("%(who)s welcomes %(what)s"),
    "withhold": marked("%(who)s withholds %(what)s"),
    "write": marked("%(who)s writes to %(what)s"),
}
"""What somebody does, by the verb."""

DETAILS = {
    "place": marked("place"),
    "because": marked("because"),
    "if": marked("if"),
    "warns": marked("warns"),
    "through": marked("through"),
    "outcome": marked("outcome"),
    "abstaining": marked("abstaining"),
    "against": marked("against"),
    "answers": marked("answers"),
    "reports": marked("reports"),
}
CERTAINTIES = {
    "verified": marked("verified"),
    "recalled": marked("recalled"),
    "unverified": marked("unverified"),
}


def told_entry(agreement: Agreement, row: EntryRow, tongue: Tongue) -> str:
    """Tell an entry in a line."""
    who = _names(agreement, row.actors or row.by, tongue) or tongue.say("somebody")
    told = _told(agreement, row, who, tongue)
    return f"{told} {tongue.quoted(row.words)}" if row.words else told


def told_stance(word: str, who: str, what: str, tongue: Tongue) -> str:
    """Tell what somebody says of a thing, by the word of the record in the third person."""
    if word == "not-stated":
        return tongue.say("%(who)s states no position on %(what)s", who=who, what=what)
    return _deed(_base(word), who, what, tongue)


def told_notes(agreement: Agreement, row: EntryRow, tongue: Tongue) -> list[str]:
    """Tell how an entry reached us, what it comes to, and on whose word it stands."""
    notes = [tongue.retold(row.result)] if row.result else []
    if row.unanimous is not None:
        notes.append(tongue.say("unanimous") if row.unanimous else tongue.say("not unanimous"))
    if row.via:
        notes.append(tongue.say("relayed by %(who)s", who=_names(agreement, row.via, tongue)))
    for key, text in row.details:
        name = tongue.say(DETAILS[key]) if key in DETAILS else key
        notes.append(tongue.say("%(name)s: %(text)s", name=name, text=text))
    if row.reading:
        reading = ReadingNames(agreement, tongue).all(row.reading)
        notes.append(tongue.say("counts only under %(reading)s", reading=reading))
    notes.append(_sources(row, tongue))
    return notes


def _names(agreement: Agreement, names: tuple[str, ...], tongue: Tongue) -> str:
    return tongue.both([actor(agreement, name) for name in names])


def _told(agreement: Agreement, row: EntryRow, who: str, tongue: Tongue) -> str:
    """Tell an entry by its kind."""
    target = actor(agreement, row.target)
    match row.kind:
        case "in force":
            return tongue.say("the agreement enters into force")
        case "note":
            return tongue.say("note on %(what)s:", what=target) if target else tongue.say("note:")
        case "act":
            deed = _deed("begin" if row.stance == "starts" else "perform", who, target, tongue)
            many = "" if row.stance == "starts" else _amount(row, tongue)
            return tongue.say("%(told)s: %(amount)s", told=deed, amount=many) if many else deed
        case "figure":
            by = _names(agreement, row.by, tongue) or tongue.say("a source")
            many = _amount(row, tongue)
            return tongue.say(
                "%(who)s gives %(what)s as %(amount)s", who=by, what=row.target, amount=many
            )
        case "incident":
            return _incident(agreement, row, who, target, tongue)
        case "merge" | "distinguish":
            reports = tongue.both([text for key, text in row.details if key == "reports"])
            if row.kind == "merge":
                return tongue.say(
                    "%(who)s holds that %(what)s are of one event", who=who, what=reports
                )
            return tongue.say(
                "%(who)s holds that %(what)s are of different events", who=who, what=reports
            )
        case "finding":
            found = tongue.say(SAYS[row.stance]) if row.stance in SAYS else row.stance
            deed = _deed("find", who, target, tongue)
            return tongue.say("%(told)s: %(amount)s", told=deed, amount=found)
        case "reading" | "settle":
            deed = _deed("hold" if row.kind == "reading" else "settle", who, target, tongue)
            return tongue.say("%(told)s: %(amount)s", told=deed, amount=row.stance)
        case "notify":
            deed = _deed(_base(row.stance), who, target, tongue)
            return tongue.say("notice: %(told)s", told=deed)
        case "happens" | "opens" | "ends":
            return _event(agreement, row, target, tongue)
        case "amend":
            return _deed("amend", who, tongue.say(", ").join(dict.fromkeys(row.changes)), tongue)
        case "say" if row.stance == "not-stated":
            return tongue.say("%(who)s states no position on %(what)s", who=who, what=target)
        case "say" if row.over:
            return _deed(_base(row.stance), who, " › ".join((row.target, *row.over)), tongue)
        case "say" | "vote":
            return _deed(_base(row.stance) or "say", who, target, tongue)
        case _:
            return _deed(row.kind, who, target, tongue)


def _incident(agreement: Agreement, row: EntryRow, who: str, target: str, tongue: Tongue) -> str:
    by = _names(agreement, row.by, tongue) or tongue.say("a source")
    stance = tongue.say(SAYS[row.stance]) if row.stance in SAYS else row.stance
    said = tongue.say("%(told)s by %(who)s", told=stance, who=by)
    harm = (f"{tongue.amount(part.quantity)} {part.of}" for part in row.composition)
    said = tongue.say(", ").join((said, *harm))
    if row.target in agreement.kinds:
        return tongue.say("%(who)s, %(what)s: %(said)s", who=who, what=row.target, said=said)
    return tongue.say("%(who)s against %(what)s: %(said)s", who=who, what=target, said=said)


def _event(agreement: Agreement, row: EntryRow, target: str, tongue: Tongue) -> str:
    by = _names(agreement, row.by, tongue)
    name = row.target.rpartition(".")[0]
    if row.kind == "happens":
        told = tongue.say("%(what)s happens", what=target)
    elif row.kind == "opens":
        told = tongue.say("%(what)s opened", what=name)
    else:
        told = tongue.say("%(what)s ended", what=name)
    return tongue.say("%(told)s by %(who)s", told=told, who=by) if by else told


def _deed(verb: str, who: str, what: str, tongue: Tongue) -> str:
    """Say that somebody does something; a verb that is not known stands as it is written."""
    if verb in DEEDS:
        return tongue.say(DEEDS[verb], who=who, what=what).rstrip(" :")
    return tongue.say("%(who)s: %(what)s", who=who, what=f"{verb} {what}".rstrip())


def _base(verb: str) -> str:
    """Give the verb of a third person.

    >>> _base("denies"), _base("supports"), _base("")
    ('deny', 'support', '')
    """
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


def _amount(row: EntryRow, tongue: Tongue) -> str:
    if row.quantity is None:
        return ""
    told = tongue.amount(row.quantity)
    if row.of is not None:
        told = tongue.say("%(done)s of %(owed)s", done=told, owed=tongue.amount(row.of))
    return f"{told} {row.category}".strip()


def _sources(row: EntryRow, tongue: Tongue) -> str:
    if not row.sources:
        return tongue.say("assumed") if row.hypothetical else tongue.say("no source")
    told = []
    for source in row.sources:
        place = f" {source.place}" if source.place else ""
        certainty = source.certainty or ""
        sure = tongue.say(CERTAINTIES.get(certainty, certainty))
        told.append(f"{source.id}{place}{f' ({sure})' if sure else ''}")
    return tongue.say("source: %(what)s", what=tongue.say(", ").join(told))
