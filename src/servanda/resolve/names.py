"""Know which names the texts declare, and what each stands for."""

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from msgspec import Struct, field

from servanda.base.calendar import Calendar
from servanda.base.moments import Moment, MomentFault, parse_moment
from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Label, Severity, suggest
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.syntax import Kind, Token

THINGS = ("phase", "provision", "event", "process", "level", "instrument", "agreement")
AGREEMENT = "agreement"
GUESSES_AT_MOST = 100


class Names(Struct, kw_only=True):
    """Hold each name with its kind and where it was declared; filled once, then only read.

    `plain` are the names of entries of which no sentences were made.
    """

    spaces: dict[str, dict[str, Span]] = field(default_factory=dict)
    readings: dict[str, list[str]] = field(default_factory=dict)
    shorts: dict[str, list[str]] = field(default_factory=dict)
    plain: Mapping[str, Span] | None = None

    def declare(self, kind: str, name: str, span: Span) -> Span | None:
        """Note a declaration; give the earlier one where the name is taken."""
        for taken in THINGS if kind in THINGS else (kind,):
            if name in self.spaces.get(taken, {}):
                return self.spaces[taken][name]
        self.spaces.setdefault(kind, {})[name] = span
        if kind == "provision":
            self.shorts.setdefault(name.rpartition(".")[2], []).append(name)
        if kind == "reading":
            ambiguity, _, reading = name.rpartition(".")
            self.readings.setdefault(reading, []).append(ambiguity)
        return None

    def of(self, kind: str) -> Mapping[str, Span]:
        """Give the names of a kind."""
        found = self.spaces.get(kind, {})
        if kind == "entry" and self.plain is not None:
            return ChainMap(found, cast("dict[str, Span]", self.plain))
        return found

    def kind_of(self, name: str) -> str:
        """Say what a thing is; empty for none."""
        return next((kind for kind in THINGS if name in self.of(kind)), "")

    def known(self, kinds: Iterable[str]) -> list[str]:
        """List the names of some kinds, for suggestions; provisions also by their short names."""
        names = [name for kind in kinds for name in self.of(kind)]
        if "provision" in kinds:
            names.extend(self.shorts)
        return names


class Context(Struct, kw_only=True):
    """Carry what a reader of sentences needs: names, the calendar, and where faults are put."""

    names: Names
    calendar: Calendar
    faults: list[Diagnostic] = field(default_factory=list)
    phase: str = ""
    guesses: int = 0
    moments: dict[str, Moment | MomentFault] = field(default_factory=dict)

    def keep_time_by(self, calendar: Calendar) -> None:
        """Read every date from here on as a calendar has it."""
        self.calendar = calendar
        self.moments.clear()

    def cursor(self, tokens: Sequence[Token], home: Span) -> Cursor:
        """Set a cursor before some tokens."""
        return Cursor(tokens, home)

    def moment(self, written: str) -> Moment | MomentFault:
        """Read the wording of a date, once for all the entries of a day."""
        found = self.moments.get(written)
        if found is None:
            found = self.moments[written] = parse_moment(written, self.calendar)
        return found

    def report(self, unreadable: Unreadable) -> None:
        """Keep a fault as a value."""
        if unreadable.diagnostic is not None:
            self.faults.append(unreadable.diagnostic)

    def name(self, cursor: Cursor, *kinds: str, what: str = "") -> str:
        """Read a name of one of the kinds, and give it in full."""
        token = cursor.peek()
        if token is None or token.kind is not Kind.WORD:
            raise cursor.fault(_with_article(what) if what else _a(kinds))
        cursor.at += 1
        found = self.named(token, kinds)
        if found is None:
            raise Unreadable(self.unknown(token, kinds, what))
        return found

    def named(self, token: Token, kinds: Iterable[str]) -> str | None:
        """Find the name that a word of the text stands for, where it names one of some kinds."""
        return self.find(token.text, kinds)

    def mark(self, token: Token, kind: str, name: str) -> None:
        """Say what a word of the text stands for, to one who listens: `servanda.resolve.listening`."""

    def find(self, text: str, kinds: Iterable[str]) -> str | None:
        """Find a name among some kinds; a provision's short one is looked up in its phase first."""
        for kind in kinds:
            if text in self.names.of(kind):
                return text
            if kind == "provision":
                found = self._short(text)
                if found is not None:
                    return found
        return None

    def _short(self, text: str) -> str | None:
        inside = f"{self.phase}.{text}"
        if self.phase and inside in self.names.of("provision"):
            return inside
        candidates = self.names.shorts.get(text, [])
        return candidates[0] if len(candidates) == 1 else None

    def unknown(self, token: Token, kinds: Iterable[str], what: str = "") -> Diagnostic:
        """Make the fault of a name that nothing declares."""
        kinds = tuple(kinds)
        several = self.names.shorts.get(token.text, []) if "provision" in kinds else []
        if len(several) > 1:
            return Diagnostic(
                rule="unclear-name",
                severity=Severity.ERROR,
                message=f"`{token.text}` could be {' or '.join(f'`{name}`' for name in several)}",
                span=token.span,
                found=token.text,
                expected="the name with its phase",
                help=f"write `{several[0]}` in full",
                guess=several[0],
            )
        guess = self._guess(token.text, kinds)
        return Diagnostic(
            rule="unknown-name",
            severity=Severity.ERROR,
            message=f"no {what or ' or '.join(_plain(kinds))} is called `{token.text}`",
            span=token.span,
            found=token.text,
            expected=_with_article(what) if what else _a(kinds),
            help=f"did you mean `{guess}`?" if guess else "declare it, or correct the name",
            guess=guess or "",
        )

    def _guess(self, text: str, kinds: Iterable[str]) -> str | None:
        """Find the nearest name, for the first unknown ones: a long text may have thousands."""
        self.guesses += 1
        return suggest(text, self.names.known(kinds)) if self.guesses <= GUESSES_AT_MOST else None

    def declare(self, kind: str, name: str, span: Span) -> bool:
        """Declare a name; a second declaration is reported and left out."""
        first = self.names.declare(kind, name, span)
        if first is None:
            return True
        self.faults.append(
            Diagnostic(
                rule="declared-twice",
                severity=Severity.ERROR,
                message=f"`{name}` is declared twice, and the second time was left out",
                span=span,
                found=name,
                expected="a name that is not taken",
                help="give one of the two another name, or remove one",
                labels=(Label(span=first, message="declared here first"),),
            )
        )
        return False


def _a(kinds: Iterable[str]) -> str:
    return " or ".join(map(_with_article, _plain(kinds)))


def _with_article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _plain(kinds: Iterable[str]) -> list[str]:
    listed = list(kinds)
    return ["thing of the agreement"] if len(listed) > 4 else listed
