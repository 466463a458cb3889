"""Lay out a sentence as the clauses below its head, each with the readings that limit it."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from servanda.base.spans import Span
from servanda.diagnostics import Diagnostic, Label, Severity, suggest
from servanda.model.ambiguities import ALWAYS, Guard
from servanda.model.sources import Citation
from servanda.resolve.cursor import Cursor, Unreadable
from servanda.resolve.names import Context
from servanda.resolve.phrases import both, read_guard, take_citations
from servanda.syntax import Clause, Kind, Sentence


class Line(Struct, frozen=True, kw_only=True):
    """Hold one clause, ready to be read."""

    cursor: Cursor
    under: Guard
    citations: tuple[Citation, ...]
    span: Span


class Said(Struct, kw_only=True):
    """Remember which clauses of a sentence were said that can be said only once."""

    context: Context
    first: dict[str, Span] = field(default_factory=dict)

    def allows(self, keyword: str, line: Line) -> bool:
        """Tell whether a clause is the first of its kind; report a second one, which is left out."""
        if keyword not in self.first:
            self.first[keyword] = line.span
            return True
        self.context.faults.append(
            Diagnostic(
                rule="said-twice",
                severity=Severity.ERROR,
                message=f"`{keyword}` is said twice, and the second time was left out",
                span=line.span,
                help="remove one of the two",
                labels=(Label(span=self.first[keyword], message="said here first"),),
            )
        )
        return False


def open_clause(
    clause: Clause, context: Context, under: Guard = ALWAYS, *, of_entry: bool = False
) -> Line | None:
    """Set a cursor on a clause, citations and readings taken off; None where it is faulty.

    Readings may stand alone in an entry, and then limit the whole of it.
    """
    tokens, citations = take_citations(clause.tokens, context)
    span = clause.span
    cursor = context.cursor(tokens, span)
    if cursor.sees("under"):
        try:
            cursor.take()
            under = both(under, read_guard(cursor, context))
            if not (of_entry and cursor.is_done):
                cursor.expect(":")
        except Unreadable as unreadable:
            context.report(unreadable)
            return None
    return Line(cursor=cursor, under=under, citations=citations, span=span)


def clauses_below(
    sentence: Sentence,
    context: Context,
    under: Guard = ALWAYS,
    is_child: Callable[[Sentence], bool] | None = None,
) -> Iterator[Line]:
    """Give the clauses of a sentence after its head, then those of the lines below it.

    Lines that `is_child` claims are sentences of their own and are left out.
    """
    for clause in sentence.clauses[1:]:
        line = open_clause(clause, context, under)
        if line is not None:
            yield line
    for child in sentence.children:
        if is_child is None or not is_child(child):
            yield from _child(child, context, under)


def _child(child: Sentence, context: Context, under: Guard) -> Iterator[Line]:
    first = open_clause(child.head, context, under)
    if first is None:
        yield from clauses_below(child, context, under)
        return
    if first.cursor.is_done and first.under is not under:
        yield from clauses_below(child, context, first.under)
        return
    yield first
    yield from clauses_below(child, context, under)


def report_clauses(sentence: Sentence, what: str, context: Context) -> None:
    """Report the clauses of a sentence that has none."""
    for line in clauses_below(sentence, context):
        context.report(Unreadable(unknown_clause(line, what, ())))


def end_of_head(cursor: Cursor, context: Context) -> None:
    """Report what a head says too much, and let its clauses be read all the same."""
    try:
        cursor.end()
    except Unreadable as unreadable:
        context.report(unreadable)


def unknown_clause(line: Line, what: str, keywords: tuple[str, ...]) -> Diagnostic:
    """Make the fault of a clause whose first word says nothing here."""
    line.cursor.offer(*keywords)
    token = line.cursor.peek()
    word = token.text if token is not None else ""
    guess = suggest(word, keywords)
    return Diagnostic(
        rule="unknown-clause",
        severity=Severity.ERROR,
        message=f"{what} has no clause that begins with `{word}`",
        span=token.span if token is not None else line.span,
        found=word,
        help=f"did you mean `{guess}`?" if guess else one_of(keywords) if keywords else "",
        guess=_first_word(guess),
    )


def _first_word(guess: str | None) -> str:
    """Give what stands in the place of one word; what takes several words is not put there."""
    return guess if guess and " " not in guess else ""


def one_of(words: Iterable[str]) -> str:
    """List the words that are possible, in lines of a readable length."""
    import textwrap  # only a fault needs it

    # A wording of several words stays on one line.
    joined = ", ".join(word.replace(" ", "\N{NO-BREAK SPACE}") for word in words)
    lines = textwrap.wrap(f"write one of: {joined}", 80, break_on_hyphens=False)
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def is_provision(sentence: Sentence) -> bool:
    """Tell whether a line begins a provision: a name and a colon, perhaps after `under …:`."""
    tokens = sentence.head.tokens
    if tokens[0].is_word("under"):
        colon = next((i for i, token in enumerate(tokens) if token.is_mark(":")), len(tokens))
        tokens = tokens[colon + 1 :]
    return len(tokens) > 1 and tokens[0].kind is Kind.WORD and tokens[1].is_mark(":")
