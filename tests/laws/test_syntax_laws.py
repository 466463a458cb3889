"""Laws of syntax: for any tree and any text, and not only for those that somebody wrote."""

from hypothesis import assume, given
from hypothesis import strategies as st

from servanda.base.spans import SourceFile, Span
from servanda.syntax import Clause, Document, Kind, Sentence, Token, parse, print_document, shape
from servanda.syntax.parser import NESTING_AT_MOST
from servanda.syntax.tokens import tokenize

PATH = "law.pact"

# Right-to-left scripts, combining marks, joiners, and characters outside the basic plane.
SAMPLES = ("שלום", "هدنة", "ceasefire", "e\u0301te\u0301", "می\u200cخواهم", "停火", "мир", "𐎠𐎭")
WORDS = st.one_of(
    st.sampled_from(SAMPLES),
    st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,3})?(\.[a-z]{1,3})?", fullmatch=True),
)
NUMBERS = st.sampled_from(("0", "33", "37,000", "2.8", "30%", "1,904.5"))
DATES = st.sampled_from(
    ("2024-06-10", "2024-06", "2024-06~", "2024-12-01/2024-12-07", "..", "202X-XX")
)
TIMES = st.sampled_from(("11:15", "4:00"))
MARKS = st.sampled_from(tuple(":.,()[]?!¶§+-*/'’«»„…%&@~=<>|$"))
QUOTED = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=12
) | st.sampled_from(('"', "\\", '\\"', "a\\", '"a"', "# none", "; none", "\u202eabc", "a\u0301"))


def token(kind: Kind, text: str) -> Token:
    return Token(kind, text, PATH, 1, 1, 1)


def is_itself(text: str, kind: Kind) -> bool:
    tokens, faults = tokenize(text, PATH, 1)
    return not faults and [(t.kind, t.text) for t in tokens] == [(kind, text)]


PLAIN = st.one_of(
    st.builds(token, st.just(Kind.WORD), WORDS),
    st.builds(token, st.just(Kind.NUMBER), NUMBERS),
    st.builds(token, st.just(Kind.DATE), DATES),
    st.builds(token, st.just(Kind.TIME), TIMES),
    st.builds(token, st.just(Kind.MARK), MARKS),
).filter(lambda t: is_itself(t.text, t.kind))
TOKENS = PLAIN | st.builds(token, st.just(Kind.STRING), QUOTED)
CLAUSES = st.builds(
    lambda tokens: Clause(tokens=tuple(tokens)), st.lists(TOKENS, min_size=1, max_size=6)
)
COMMENTS = st.sampled_from(("", "# why", '# "quoted", still; one', "# תגובה", "#")) | QUOTED.map(
    lambda text: f"# {text}".rstrip()
)


def sentences(depth: int) -> st.SearchStrategy[Sentence]:
    children = (
        st.lists(st.deferred(lambda: sentences(depth - 1)), max_size=3) if depth else st.just([])
    )
    return st.builds(
        lambda clauses, children, above, comment, is_spaced: Sentence(
            clauses=tuple(clauses),
            children=tuple(children),
            above=tuple(filter(None, above)),
            comment=comment,
            is_spaced=is_spaced,
        ),
        st.lists(CLAUSES, min_size=1, max_size=3),
        children,
        st.lists(COMMENTS, max_size=2),
        COMMENTS,
        st.booleans(),
    )


DOCUMENTS = st.builds(
    lambda found, below: Document(
        file=SourceFile(path=PATH, text=""),
        sentences=tuple(found),
        below=tuple(filter(None, below)),
    ),
    st.lists(sentences(3), max_size=4),
    st.lists(COMMENTS, max_size=2),
)


def read(text: str) -> Document:
    return parse(SourceFile(path=PATH, text=text))[0]


@given(DOCUMENTS)
def test_printing_then_parsing_gives_the_same_tree(document: Document) -> None:
    printed = print_document(document)
    again, faults = parse(SourceFile(path=PATH, text=printed))
    assert faults == ()
    # A comma at the end of a line takes the next one in, and with it a comment in between.
    assume(not any("," in mark for mark in last_marks(document)))
    assert shape(again) == shape(document)


def last_marks(document: Document) -> list[str]:
    """List the last tokens of lines with a comment, where a comma would move the comment."""
    found: list[str] = []
    waiting = list(document.sentences)
    while waiting:
        sentence = waiting.pop()
        waiting.extend(sentence.children)
        if sentence.comment:
            found.append(sentence.clauses[-1].tokens[-1].text)
    return found


@given(DOCUMENTS)
def test_printing_is_idempotent(document: Document) -> None:
    once = print_document(read(print_document(document)))
    assert print_document(read(once)) == once


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    hold(text)


@given(
    st.lists(st.sampled_from((*'"\\#;,:.()[]\t\r \n', "a", "7", "2024-06", "\u202e")), max_size=80)
)
def test_any_soup_of_signs_is_read(signs: list[str]) -> None:
    hold("".join(signs))


def hold(text: str) -> None:
    """Hold a text to the laws: no exception, spans inside, and the same tree once printed."""
    file = SourceFile(path=PATH, text=text)
    document, faults = parse(file)
    for fault in faults:
        assert is_inside(fault.span, file)
    for each in tokens_of(document):
        assert is_inside(each.span, file)
    printed = print_document(document)
    assert shape(read(printed)) == shape(document)
    assert print_document(read(printed)) == printed


def is_inside(span: Span, file: SourceFile) -> bool:
    line = file.lines[span.line - 1]
    return 1 <= span.column <= span.end_column <= len(line) + 1


def tokens_of(document: Document) -> list[Token]:
    found: list[Token] = []
    waiting = list(document.sentences)
    while waiting:
        sentence = waiting.pop()
        waiting.extend(sentence.children)
        found.extend(token for clause in sentence.clauses for token in clause.tokens)
    return found


@given(st.lists(st.integers(0, 30), max_size=60))
def test_no_indent_is_too_deep_to_be_read(indents: list[int]) -> None:
    text = "".join(f"{' ' * indent}word\n" for indent in indents)
    hold(text)
    assert depth(read(text)) <= NESTING_AT_MOST + 1


def depth(document: Document) -> int:
    deepest, level = 0, list(document.sentences)
    while level:
        deepest += 1
        level = [child for sentence in level for child in sentence.children]
    return deepest


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\x00"), max_size=60))
def test_any_quoted_text_is_kept(text: str) -> None:
    document = Document(
        file=SourceFile(path=PATH, text=""),
        sentences=(Sentence(clauses=(Clause(tokens=(token(Kind.STRING, text),)),)),),
    )
    assert shape(read(print_document(document))) == shape(document)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60))
def test_moving_a_comment_changes_no_other_part(comment: str) -> None:
    plain = 'party north\n  office "a"\n'
    with_comment = f'party north  # {comment}\n  # {comment}\n  office "a"\n'
    assert [t.text for t in tokens_of(read(plain))] == [
        t.text for t in tokens_of(read(with_comment))
    ]
