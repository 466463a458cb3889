"""Faults in the user's text as values: a `Diagnostic` comes in, printed text, one line or plain
data goes out, and the register explains each rule. It refuses to know any rule's logic, and reads
no file: the texts to quote are given to it.
"""

from servanda.diagnostics.diagnostic import Diagnostic, Fix, Label, Severity, in_order
from servanda.diagnostics.lines import as_json, print_concise
from servanda.diagnostics.rules import RULES, Rule, current_name, explain, register, rename
from servanda.diagnostics.suggest import suggest
from servanda.diagnostics.text import print_text

__all__ = [
    "RULES",
    "Diagnostic",
    "Fix",
    "Label",
    "Rule",
    "Severity",
    "as_json",
    "current_name",
    "explain",
    "in_order",
    "print_concise",
    "print_text",
    "register",
    "rename",
    "suggest",
]
