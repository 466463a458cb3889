"""What a real server tells of texts of every kind: in other scripts, broken, in no file, long."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from editor import START, editing, errors
from lsprotocol import types
from two_banks import ACCORD, RECORD, of, offered, place

EXAMPLES = Path(__file__).parents[2] / "examples"

RIGHT_TO_LEFT = """\
agreement عهد "اتفاق 🕊 الضفتين"
party شمال "🕊🕊 الشمال"
party صهيון "הצפון"
هدنة: شمال must not attack; to صهيון; article "🕊"; verified by nobodyy
"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_places_are_counted_in_the_units_agreed_on(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.pact"
    path.write_text(RIGHT_TO_LEFT)
    line = RIGHT_TO_LEFT.split("\n")[3]
    code = {"utf-16": "utf-16-le", "utf-8": "utf-8", "utf-32": "utf-32-le"}[encoding]
    size = {"utf-16": 2, "utf-8": 1, "utf-32": 4}[encoding]

    async def session() -> None:
        kind = types.PositionEncodingKind(encoding)
        async with editing(tmp_path, position_encodings=[kind]) as editor:
            uri = path.as_uri()
            found = errors(await editor.open(uri, RIGHT_TO_LEFT))
            (fault,) = (each for each in found if each.code == "unknown-name")
            data = line.encode(code)
            marked = data[size * fault.range.start.character : size * fault.range.end.character]
            assert marked.decode(code) == "nobodyy"
            begin = len(line[: line.index("صهيון")].encode(code)) // size
            target = await editor.client.text_document_definition_async(
                types.DefinitionParams(of(uri), types.Position(3, begin + 1))
            )
            assert isinstance(target, types.Location) and target.range.start.line == 2
            end = types.Range(fault.range.start, fault.range.end)
            await editor.change(uri, "صهيון", end)
            assert not [f for f in errors(editor.faults[uri]) if f.code == "unknown-name"]

    asyncio.run(session())


BROKEN = (
    "",
    "\0\0\0",
    "\ufeffagreement a",
    'agreement "unclosed\nphase',
    "phase\nparty\nclaim\n:\n;;;\n[\n2024-01-01\n",
    "agreement a\r\nparty b\rparty c\u2028still \x0c the same line\n",
    "\ud7ff" * 50 + "[" * 5000,
    "2024-02-31 act nobody nothing (((" + "not (" * 200,
    'include "../../../etc/passwd"\ninclude "a.pact"\n',
)


def test_broken_texts_are_answered_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "a.pact"
    path.write_text("")
    uri = path.as_uri()

    async def session() -> None:
        async with editing(tmp_path) as editor:
            await editor.open(uri, "agreement a")
            for text in BROKEN:
                await editor.change(uri, text)
                far = (types.Position(0, 0), types.Position(0, 3), types.Position(99, 99))
                for position in far:
                    await offered(editor, uri, position)
                    await editor.client.text_document_hover_async(
                        types.HoverParams(of(uri), position)
                    )
                    await editor.client.text_document_definition_async(
                        types.DefinitionParams(of(uri), position)
                    )
                for ask in (
                    editor.client.text_document_document_symbol_async(
                        types.DocumentSymbolParams(of(uri))
                    ),
                    editor.client.text_document_folding_range_async(
                        types.FoldingRangeParams(of(uri))
                    ),
                    editor.client.text_document_formatting_async(
                        types.DocumentFormattingParams(of(uri), types.FormattingOptions(2, True))
                    ),
                ):
                    await ask

    asyncio.run(session())


def test_a_text_in_no_file_is_helped_too(tmp_path: Path) -> None:
    async def session() -> None:
        async with editing(None) as editor:
            uri = "untitled:Untitled-1"
            spoiled = ACCORD.replace("captives: north", "captives: norht")
            (fault,) = errors(await editor.open(uri, spoiled))
            assert fault.code == "unknown-name"
            assert "must not" in await offered(editor, uri, place(spoiled, "must not attack"))
            alone = (tmp_path / "gone" / "b.pact").as_uri()
            assert [f.code for f in errors(await editor.open(alone, "party a\n"))] == [
                "no-agreement"
            ]

    asyncio.run(session())


def test_an_annex_in_a_folder_below_belongs_to_its_agreement(folder: Path) -> None:
    (folder / "annexes").mkdir()
    annex = folder / "annexes" / "one.pact"
    text = "more: north must run\n  after captives\n"
    annex.write_text(text)
    (folder / "accord.pact").write_text(f'{ACCORD}include "annexes/one.pact"\n')

    async def session() -> None:
        async with editing(folder) as editor:
            assert errors(await editor.open(annex.as_uri(), text)) == []
            spoiled = text.replace("captives", "captivs")
            (fault,) = errors(await editor.change(annex.as_uri(), spoiled))
            assert "did you mean `captives`?" in fault.message

    asyncio.run(session())


def test_agreements_side_by_side_are_read_apart(folder: Path) -> None:
    other = folder / "other.pact"
    other.write_text('agreement other "Other"\nparty x "X"\n')

    async def session() -> None:
        async with editing(folder) as editor:
            assert errors(await editor.open(other.as_uri(), other.read_text())) == []
            record = (folder / "accord.record").as_uri()
            assert errors(await editor.open(record, RECORD)) == []

    asyncio.run(session())


def test_a_long_record_does_not_stop_the_talk(tmp_path: Path) -> None:
    (tmp_path / "accord.pact").write_text(ACCORD)
    rows = [f'2024-07-{1 + n % 28:02} note truce "row {n}" [agency]\n' for n in range(6_000)]
    text = RECORD + "".join(rows)
    (tmp_path / "accord.record").write_text(text)
    uri = (tmp_path / "accord.record").as_uri()

    async def session() -> None:
        async with editing(tmp_path) as editor:
            assert errors(await editor.open(uri, text)) == []
            editor.type(uri, f"{text}2024-08-01 act north ")
            end = types.Position(text.count("\n"), len("2024-08-01 act north "))
            assert "captives" in await offered(editor, uri, end)

    asyncio.run(session())


def test_each_example_is_answered(tmp_path: Path) -> None:
    async def session() -> None:
        async with editing(tmp_path) as editor:
            for example in sorted(EXAMPLES.iterdir()):
                home = tmp_path / example.name
                shutil.copytree(example, home)
                path = home / f"{example.name}.pact"
                uri, text = path.as_uri(), path.read_text()
                assert errors(await editor.open(uri, text)) == []
                symbols = await editor.client.text_document_document_symbol_async(
                    types.DocumentSymbolParams(of(uri))
                )
                assert symbols

    asyncio.run(session())


# -- the command -----------------------------------------------------------------------------------


def test_what_is_no_protocol_ends_without_a_traceback() -> None:
    garbage = b"hello\r\n\r\nContent-Length: 5\r\n\r\n{]{]{"
    done = subprocess.run(
        [sys.executable, "-c", START], input=garbage, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


def test_the_extra_is_named_where_it_is_missing(tmp_path: Path) -> None:
    hidden = (
        "import importlib.util as u; found = u.find_spec; "
        "u.find_spec = lambda name, *a: None if name == 'pygls' else found(name, *a); "
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden + START],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert done.returncode == 2
    assert "`pip install 'servanda[lsp]'` brings it" in done.stderr
