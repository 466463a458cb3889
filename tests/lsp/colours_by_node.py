"""Compare the colours of all examples, by the engine of VS Code, with the tokens of the language.

Run by `make editors`, with a folder in which `vscode-textmate` and `vscode-oniguruma` are installed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from servanda.base.spans import SourceFile
from servanda.resolve.entries import VAGUE
from servanda.resolve.lines import is_provision
from servanda.syntax import Document, Kind, Sentence, Token, parse
from servanda.syntax.tokens import tokenize

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "editors" / "vscode" / "test" / "scopes.js"
SCOPES = {
    Kind.STRING: "string.quoted",
    Kind.COMMENT: "comment.line",
    Kind.DATE: "constant.numeric.date",
    Kind.TIME: "constant.numeric",
    Kind.NUMBER: "constant.numeric",
}
EXCLUSIVE = ("string.quoted", "comment.line", "constant.numeric.date")


def main(modules: str) -> int:
    files = sorted(
        str(f) for f in (ROOT / "examples").glob("*/*") if f.suffix in (".pact", ".record")
    )
    done = subprocess.run(
        ["node", str(SCRIPT), *files],
        env={**os.environ, "NODE_PATH": modules},
        capture_output=True,
        check=True,
    )
    scopes = json.loads(done.stdout)
    wrong = [fault for file in files for fault in compared(file, scopes[file])]
    tokens = sum(len(line) for file in files for line in scopes[file])
    print("\n".join(wrong[:40]))
    print(f"{tokens} stretches of {len(files)} texts: {len(wrong)} coloured otherwise than read")
    return 1 if wrong else 0


def compared(file: str, coloured: list[list[tuple[int, int, list[str]]]]) -> list[str]:
    text = Path(file).read_text("utf-8")
    wrong: list[str] = []
    names = provision_names(parse(SourceFile(path=file, text=text))[0])
    for number, line in enumerate(text.split("\n"), start=1):
        tokens, _ = tokenize(line, file, number)
        cited = 0
        for token in tokens:
            cited += token.is_mark("[") - token.is_mark("]")
            mine = scope_at(coloured[number - 1], units(line[: token.column - 1]))
            wanted = SCOPES.get(token.kind)
            if cited > 0 or token.is_mark("]"):
                wanted = "meta.citation"
            if (token.line, token.column) in names:
                wanted = "entity.name.function"
            if wanted and not any(wanted in scope for scope in mine):
                wrong.append(f"{file}:{number}: `{token.text}` is {wanted}, but coloured {mine}")
            elif not wanted and any(each in scope for each in EXCLUSIVE for scope in mine):
                is_vague = (token.text in VAGUE and token.column == 1) or (
                    token.text == "and" and line.startswith("between ")
                )
                if token.kind is Kind.WORD and not is_vague:
                    wrong.append(f"{file}:{number}: `{token.text}` is a word, but coloured {mine}")
    return wrong


def provision_names(document: Document) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()

    def look(sentence: Sentence) -> None:
        first: Token = sentence.head.tokens[0]
        if is_provision(sentence) and not first.is_word("under"):
            found.add((first.line, first.column))
        for child in sentence.children:
            look(child)

    for sentence in document.sentences:
        look(sentence)
    return found


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def scope_at(stretches: list[tuple[int, int, list[str]]], at: int) -> list[str]:
    return next((scopes for start, end, scopes in stretches if start <= at < end), [])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
