"""Text to tree and back: a source file comes in, sentences with spans and diagnostics go out, and a
tree prints as canonical text. It refuses to know what a name or a keyword stands for.
"""

from servanda.syntax.parser import parse
from servanda.syntax.printer import print_document
from servanda.syntax.tokens import Kind, Token
from servanda.syntax.tree import Clause, Document, Sentence, shape

__all__ = [
    "Clause",
    "Document",
    "Kind",
    "Sentence",
    "Token",
    "parse",
    "print_document",
    "shape",
]
