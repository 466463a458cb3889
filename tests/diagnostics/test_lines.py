"""Test what programs read: one line each, plain data, and the order of both."""

import json

from servanda.base.spans import Span
from servanda.diagnostics import (
    Diagnostic,
    Fix,
    Label,
    Severity,
    as_json,
    in_order,
    print_concise,
)


def fault(
    path: str, line: int, column: int, rule: str, message: str = "no such name"
) -> Diagnostic:
    return Diagnostic(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        span=Span(path=path, line=line, column=column, end_column=column + 3),
    )


FULL = Diagnostic(
    rule="unknown-name",
    severity=Severity.WARNING,
    message="nothing is named `hamsa`",
    span=Span(path="a.pact", line=4, column=3, end_column=8),
    found="`hamsa`",
    expected="a party",
    help="did you mean `hamas`?",
    note="Article 1",
    labels=(
        Label(span=Span(path="b.pact", line=1, column=1, end_column=6), message="parties here"),
    ),
    fix=Fix(
        span=Span(path="a.pact", line=4, column=3, end_column=8), replacement="hamas", safe=False
    ),
)


def test_one_line_each() -> None:
    assert print_concise([fault("b.pact", 2, 7, "unknown-name"), FULL]) == (
        "a.pact:4:3: warning[unknown-name] nothing is named `hamsa`\n"
        "b.pact:2:7: error[unknown-name] no such name\n"
    )


def test_one_line_each_whatever_the_message() -> None:
    printed = print_concise([fault("a.pact", 1, 1, "odd", message="two\nlines \x1b[0m\u202e")])
    assert printed == "a.pact:1:1: error[odd] two\\u{a}lines \\u{1b}[0m\\u{202e}\n"


def test_nothing_to_say_is_nothing() -> None:
    assert print_concise([]) == ""
    assert as_json([]) == []


def test_plain_data() -> None:
    assert as_json([FULL]) == [
        {
            "rule": "unknown-name",
            "severity": "warning",
            "file": "a.pact",
            "line": 4,
            "column": 3,
            "end_column": 8,
            "message": "nothing is named `hamsa`",
            "found": "`hamsa`",
            "expected": "a party",
            "help": "did you mean `hamas`?",
            "note": "Article 1",
            "labels": [
                {
                    "file": "b.pact",
                    "line": 1,
                    "column": 1,
                    "end_column": 6,
                    "message": "parties here",
                }
            ],
            "fix": {
                "file": "a.pact",
                "line": 4,
                "column": 3,
                "end_column": 8,
                "replacement": "hamas",
                "safe": False,
            },
        }
    ]


def test_plain_data_has_the_same_keys_when_there_is_little_to_say() -> None:
    (little,), (much,) = as_json([fault("a.pact", 1, 1, "odd")]), as_json([FULL])
    assert list(little) == list(much)
    assert little["fix"] is None
    assert json.loads(json.dumps(little)) == little


def test_the_order_is_file_line_column_rule() -> None:
    wanted = [
        fault("a.pact", 2, 1, "a"),
        fault("a.pact", 10, 1, "a"),
        fault("a.pact", 10, 2, "a"),
        fault("a.pact", 10, 2, "b", message="first"),
        fault("a.pact", 10, 2, "b", message="afterwards"),
        fault("b.pact", 1, 1, "a"),
    ]
    shuffled = [wanted[index] for index in (5, 3, 1, 4, 0, 2)]
    assert list(in_order(shuffled)) == wanted
