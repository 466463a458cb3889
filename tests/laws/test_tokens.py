"""Law: a line is cut the same way by the pattern for ASCII and by the one for every script."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.syntax import tokens
from servanda.syntax.tokens import tokenize

PIECES = (
    "captives d-1 one.two don't 7 37,000 2.5 30% 2025-01-19 2025-01 1999~ 2025-01-01/2025-02-01 "
    '22:00 2024-11-27T04:00Z "a text" "not closed # [ ] , ; : ( ) - -- .. . ~ a_b 12ab 3rd x- .y'
).split(" ")


@given(st.lists(st.sampled_from(PIECES) | st.text(st.characters(max_codepoint=126), max_size=4)))
def test_both_patterns_cut_ascii_alike(pieces: list[str]) -> None:
    line = " ".join(pieces).replace("\n", " ")
    quick = tokenize(line, "a.pact", 1)
    saved = tokens._OF_ASCII
    tokens._OF_ASCII = tokens._of_unicode()
    try:
        assert tokenize(line, "a.pact", 1) == quick
    finally:
        tokens._OF_ASCII = saved
