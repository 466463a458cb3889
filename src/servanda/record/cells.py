r"""Keep a spreadsheet from running what stands in a cell, and take the guard off again.

A cell that begins with `=`, `+`, `-`, `@`, a tab or an end of line may be run as a formula when a table is
opened in a spreadsheet (CSV injection). Such a text gets an apostrophe in front, and so does one that
begins with apostrophes before such a sign, so that taking one apostrophe off always gives the text back.
"""

from __future__ import annotations

import re

# The wide forms of the signs count too: some spreadsheets take them for the plain ones.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run.

    >>> guard("=1+1"), guard("'=1+1"), guard("a = b")
    ("'=1+1", "''=1+1", 'a = b')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Take off the apostrophe that `guard` puts in front.

    >>> unguard("'=1+1"), unguard("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text
