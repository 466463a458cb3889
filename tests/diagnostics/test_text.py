"""Test what a person sees: the exact printed text of diagnostics."""

import re
import unicodedata
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.base.spans import SourceFile, Span
from servanda.diagnostics import Diagnostic, Fix, Label, Severity, print_text
from servanda.diagnostics.glyphs import columns


def span(line: int, column: int, end_column: int, path: str = "a.pact") -> Span:
    return Span(path=path, line=line, column=column, end_column=end_column)


def fault(
    where: Span,
    *,
    found: str = "",
    expected: str = "",
    message: str = "no such party",
    severity: Severity = Severity.ERROR,
    help: str = "",
    note: str = "",
    labels: tuple[Label, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    return Diagnostic(
        rule="unknown-party",
        severity=severity,
        message=message,
        span=where,
        found=found,
        expected=expected,
        help=help,
        note=note,
        labels=labels,
        fix=fix,
    )


def printed(diagnostic: Diagnostic, *texts: str, width: int = 80, colour: bool = False) -> str:
    names = ("a.pact", "b.record")
    sources = {
        name: SourceFile(path=name, text=text) for name, text in zip(names, texts, strict=False)
    }
    return print_text([diagnostic], sources, width=width, colour=colour)


def expect(text: str, wanted: str) -> None:
    assert text == dedent(wanted).removeprefix("\n")


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


DEADLINE = Diagnostic(
    rule="deadline-passed",
    severity=Severity.WARNING,
    message="no act recorded for `release-detainees` by its deadline",
    span=span(41, 5, 19, "accord.pact"),
    found="ran out on 2026-03-14",
    note="Article 7(2)",
    help="record the act, an extension or a finding; `servanda explain deadline-passed`",
    labels=(Label(span=span(210, 1, 11, "record/2026.record"), message="counted from here"),),
)
DEADLINE_SOURCES = {
    "accord.pact": SourceFile(
        path="accord.pact", text="\n" * 40 + "    within 30 days of entry into force\n"
    ),
    "record/2026.record": SourceFile(
        path="record/2026.record", text="\n" * 209 + "2026-02-12 in force\n"
    ),
}


def test_the_example_of_the_house_style() -> None:
    expect(
        print_text([DEADLINE], DEADLINE_SOURCES, width=100),
        """
        warning[deadline-passed]: no act recorded for `release-detainees` by its deadline
           --> accord.pact:41:5
            |
         41 |     within 30 days of entry into force
            |     ^^^^^^^^^^^^^^ ran out on 2026-03-14
           ::: record/2026.record:210:1
            |
        210 | 2026-02-12 in force
            | ---------- counted from here
            = note: Article 7(2)
            = help: record the act, an extension or a finding; `servanda explain deadline-passed`
        """,
    )


def test_what_was_expected_stands_before_what_was_found() -> None:
    expect(
        printed(fault(span(1, 7, 12), expected="a party", found="a phase"), "party hamas\n"),
        """
        error[unknown-party]: no such party
         --> a.pact:1:7
          |
        1 | party hamas
          |       ^^^^^ expected a party, found a phase
        """,
    )


def test_only_expected() -> None:
    text = printed(fault(span(1, 1, 6), expected="a party"), "party hamas\n")
    assert text.endswith("  | ^^^^^ expected a party\n")


def test_an_empty_span_has_one_mark_even_past_the_end_of_its_line() -> None:
    expect(
        printed(fault(span(1, 6, 6), expected="a name"), "party"),
        """
        error[unknown-party]: no such party
         --> a.pact:1:6
          |
        1 | party
          |      ^ expected a name
        """,
    )


def test_the_end_of_a_file() -> None:
    expect(
        printed(fault(span(2, 1, 1), expected="`end`"), "party\n"),
        """
        error[unknown-party]: no such party
         --> a.pact:2:1
          |
        2 |
          | ^ expected `end`
        """,
    )


def test_labels_on_the_same_line_share_its_excerpt() -> None:
    labels = (
        Label(span=span(1, 1, 6), message="the kind"),
        Label(span=span(2, 1, 4), message="and here"),
    )
    expect(
        printed(fault(span(1, 7, 12), found="twice", labels=labels), "party hamas\nend\n"),
        """
        error[unknown-party]: no such party
         --> a.pact:1:7
          |
        1 | party hamas
          |       ^^^^^ twice
          | ----- the kind
         ::: a.pact:2:1
          |
        2 | end
          | --- and here
        """,
    )


def test_a_text_that_was_not_given_is_named_without_its_line() -> None:
    labels = (Label(span=span(9, 1, 4, "gone.record"), message="counted from here"),)
    expect(
        printed(fault(span(7, 1, 6), found="nothing", labels=labels), "party\n"),
        """
        error[unknown-party]: no such party
         --> a.pact:7:1 nothing
         ::: gone.record:9:1 counted from here
        """,
    )


def test_tabs_are_four_columns_in_the_line_and_under_it() -> None:
    expect(
        printed(fault(span(1, 4, 9), found="twice"), "\ta\thamas"),
        """
        error[unknown-party]: no such party
         --> a.pact:1:4
          |
        1 |     a    hamas
          |          ^^^^^ twice
        """,
    )


def test_a_marked_tab_is_four_marks() -> None:
    assert "\n  | ^^^^ a tab\n" in printed(fault(span(1, 1, 2), found="a tab"), "\tx")


def test_wide_characters_take_two_columns() -> None:
    expect(
        printed(fault(span(1, 4, 6), found="twice"), "停火 协议 x"),
        """
        error[unknown-party]: no such party
         --> a.pact:1:4
          |
        1 | 停火 协议 x
          |      ^^^^ twice
        """,
    )


def test_combining_characters_take_none() -> None:
    line = "cafe\u0301 hamas"
    text = printed(fault(span(1, 7, 12), found="twice"), line)
    assert text.splitlines()[3:] == [f"1 | {line}", "  |      ^^^^^ twice"]


def test_a_lone_combining_character_still_has_a_mark() -> None:
    assert "  |     ^ accent\n" in printed(fault(span(1, 5, 6), found="accent"), "cafe\u0301")


def test_joined_letters_are_left_joined() -> None:
    line = "می\u200cخواهم x"
    text = printed(fault(span(1, 9, 10), found="here"), line)
    assert text.splitlines()[3:] == [f"1 | {line}", "  |        ^ here"]


def test_controls_of_direction_are_spelled_out() -> None:
    line = 'party a \u202e"b" \u2066x\u2069'
    expect(
        printed(fault(span(1, 10, 13), found="hidden"), line),
        r"""
        error[unknown-party]: no such party
         --> a.pact:1:10
          |
        1 | party a \u{202e}"b" \u{2066}x\u{2069}
          |                 ^^^ hidden
        """,
    )


def test_controls_are_spelled_out_wherever_text_of_others_is_printed() -> None:
    evil = "\x1b[2K\u202e"
    diagnostic = fault(
        span(1, 1, 2),
        message=evil,
        found=evil,
        note=evil,
        help=evil,
        labels=(Label(span=span(1, 1, 2, evil), message=evil),),
        fix=Fix(span=span(1, 1, 2), replacement=evil, safe=True),
    )
    text = printed(diagnostic, evil)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count(r"\u{1b}[2K\u{202e}") == 8


def test_a_long_line_is_cut_around_its_span() -> None:
    line = "a" * 500 + "HERE" + "b" * 500
    expect(
        printed(fault(span(1, 501, 505), found="here"), line, width=40),
        """
        error[unknown-party]: no such party
         --> a.pact:1:501
          |
        1 | …aaaaaaaaaaaaaaaHEREbbbbbbbbbbbbbbb…
          |                 ^^^^ here
        """,
    )


@pytest.mark.parametrize(
    ("column", "row", "marks"),
    [(1, "a" * 34 + "…", "^^^^"), (297, "…" + "a" * 34, " " * 31 + "^^^^")],
)
def test_a_long_line_is_cut_at_one_end_only(column: int, row: str, marks: str) -> None:
    text = printed(fault(span(1, column, column + 4)), "a" * 300, width=40)
    assert text.splitlines()[3:] == [f"1 | {row}", f"  | {marks}"]


def test_a_span_longer_than_the_window_shows_its_start() -> None:
    text = printed(fault(span(1, 101, 250)), "a" * 100 + "b" * 200, width=40)
    assert text.splitlines()[3:] == [f"1 | …{'b' * 34}…", f"  |  {'^' * 34}"]


def test_a_line_of_wide_characters_is_long_by_its_columns() -> None:
    text = printed(fault(span(1, 75, 76)), "火" * 150, width=40)
    assert text.splitlines()[3:] == [f"1 | …{'火' * 17}…", f"  |  {' ' * 16}^^"]


def test_a_label_in_a_cut_line_has_its_own_excerpt() -> None:
    labels = (Label(span=span(1, 290, 292), message="there"),)
    text = printed(fault(span(1, 1, 3), labels=labels), "a" * 300, width=40)
    assert " ::: a.pact:1:290\n" in text
    assert text.endswith(f"1 | …{'a' * 34}\n  | {' ' * 24}-- there\n")


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    labels = (Label(span=span(1, 2, 90), message="a long word about the same place " * 3),)
    diagnostic = fault(
        span(1, 20, 70),
        message="nobody is named who settles a dispute about what the text means " * 2,
        found="what was found here was long " * 4,
        help="name who does, and what happens if they cannot agree: `disputes: BODY must`\nor not",
        note="火" * 60,
        labels=labels,
    )
    text = printed(diagnostic, "every word of it " * 6, width=width)
    assert max(columns(line) for line in text.splitlines()) <= width
    assert "settles a dispute" in " ".join(text.split())


def test_an_enormous_line_costs_no_more_than_its_window() -> None:
    text = printed(fault(span(1, 500_000, 500_001)), "e\u0301" * 1_000_000)
    assert len(text) < 400


@pytest.mark.parametrize(
    ("fix", "printed_fix"),
    [
        (Fix(span=span(1, 7, 12), replacement="israel", safe=False),
         "replace `hamas` with `israel` at 1:7 (unsafe: read it before you take it)"),
        (Fix(span=span(1, 6, 12), replacement="", safe=True), "remove ` hamas` at 1:6 (safe)"),
        (Fix(span=span(1, 6, 6), replacement="\nend\nend\n", safe=True),
         "insert `end` and 1 more line at 1:6 (safe)"),
        (Fix(span=span(1, 6, 6), replacement="a\nb\nc", safe=True),
         "insert `a` and 2 more lines at 1:6 (safe)"),
        (Fix(span=span(3, 2, 6, "c.pact"), replacement="x", safe=True),
         "write `x` at c.pact:3:2 (safe)"),
    ],
)  # fmt: skip
def test_a_fix_says_what_it_would_do(fix: Fix, printed_fix: str) -> None:
    text = printed(fault(span(1, 1, 6), fix=fix), "party hamas", width=100)
    assert text.splitlines()[-1] == f"  = fix: {printed_fix}"


def test_further_lines_of_a_remark_stand_under_its_first() -> None:
    text = printed(fault(span(1, 1, 6), help="either this\nor that"), "party")
    assert text.endswith("  = help: either this\n          or that\n")


def test_diagnostics_are_sorted_and_parted_by_an_empty_line() -> None:
    later, sooner = fault(span(2, 1, 2), message="later"), fault(span(1, 9, 10), message="sooner")
    text = print_text([later, sooner], {})
    expect(
        text,
        """
        error[unknown-party]: sooner
         --> a.pact:1:9

        error[unknown-party]: later
         --> a.pact:2:1
        """,
    )


def test_nothing_to_say_is_nothing() -> None:
    assert print_text([], {}) == ""


def test_colour_adds_nothing_but_colour() -> None:
    coloured = print_text([DEADLINE], DEADLINE_SOURCES, colour=True)
    assert coloured.startswith("\x1b[1;33mwarning[deadline-passed]\x1b[0m")
    assert without_colour(coloured) == print_text([DEADLINE], DEADLINE_SOURCES)


spans = st.builds(
    span,
    st.integers(1, 4),
    st.integers(1, 320),
    st.integers(1, 320),
    st.sampled_from(["a.pact", "b.record", "gone.record"]),
)
texts = st.one_of(st.text(max_size=30), st.text(min_size=190, max_size=320))
faults = st.builds(
    fault,
    spans,
    found=st.text(max_size=9),
    expected=st.text(max_size=9),
    message=st.text(max_size=9),
    severity=st.sampled_from(Severity),
    help=st.text(max_size=9),
    note=st.text(max_size=9),
    labels=st.lists(st.builds(Label, span=spans, message=st.text(max_size=9)), max_size=3).map(
        tuple
    ),
    fix=st.none() | st.builds(Fix, span=spans, replacement=st.text(max_size=9), safe=st.booleans()),
)


@given(faults, texts, texts, st.integers(1, 120))
def test_whatever_the_text_the_terminal_is_safe(
    diagnostic: Diagnostic, first: str, second: str, width: int
) -> None:
    text = printed(diagnostic, first, second, width=width)
    hidden = {
        character
        for character in text.replace("\n", "")
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    assert hidden <= {"\u200c", "\u200d"}
    coloured = printed(diagnostic, first, second, width=width, colour=True)
    assert without_colour(coloured) == text


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=150), st.data())
def test_marks_stand_under_what_they_mark(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line) + 1))
    end_column = data.draw(st.integers(column, len(line) + 1))
    rows = printed(fault(span(1, column, end_column)), line).splitlines()
    marks = rows[4].removeprefix("  | ")
    assert marks == " " * (column - 1) + "^" * max(end_column - column, 1)
