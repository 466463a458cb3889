"""What an editor is told by a real server: faults, words that fit, meanings, places, edits."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from editor import START, Editor, editing, errors
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from servanda.base.spans import SourceFile
from servanda.syntax import parse, print_document

EXAMPLES = Path(__file__).parents[2] / "examples"
ACCORD = """\
agreement accord "Accord of the two banks"
  signed 2024-05-01

party north "North Bank"
party south "South Bank"
mediator envoy "The envoy"

source agency "News agency"

ambiguity end "Does the truce outlast its term?"
  reading goes-on "as long as there are talks"; held by north
  reading lapses "no longer"

process talks "talks" between north and south

phase first "First phase"
  starts on entry into force
  lasts 6 weeks
  under goes-on: runs on while talks are open
  truce: north and south each must not attack the other
  captives: north must release 10 captives
    by day 7
  walkers: south must let walkers pass
    provided that captives is fulfilled
"""
RECORD = """\
record of accord

2024-06-01 in force [agency]
2024-06-05 act north captives 4 named handover [agency]
2024-06-06 deny south handover
2024-06-07 opens talks
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "accord.pact").write_text(ACCORD)
    (tmp_path / "accord.record").write_text(RECORD)
    return tmp_path


def place(text: str, wanted: str, ahead: int = 0, nth: int = 0) -> types.Position:
    """Find the nth place of some words, in UTF-16 units, so many units into them."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(wanted, start + 1)
    before = text[:start]
    line = before.rpartition("\n")[2]
    units = len(line.encode("utf-16-le")) // 2
    return types.Position(before.count("\n"), units + ahead)


def words(text: str, range_: types.Range) -> str:
    """Give the text in a range, counted in UTF-16 units."""
    lines = text.split("\n")
    assert range_.start.line == range_.end.line
    data = lines[range_.start.line].encode("utf-16-le")
    return data[2 * range_.start.character : 2 * range_.end.character].decode("utf-16-le")


def of(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri)


async def offered(editor: Editor, uri: str, position: types.Position) -> list[str]:
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(of(uri), position)
    )
    assert isinstance(found, types.CompletionList)
    return [item.label for item in found.items]


# -- faults ----------------------------------------------------------------------------------------


def test_faults_of_all_texts_are_told_while_one_is_typed(folder: Path) -> None:
    pact, record = ((folder / f"accord.{end}").as_uri() for end in ("pact", "record"))

    async def session() -> None:
        async with editing(folder) as editor:
            assert errors(await editor.open(pact, ACCORD)) == []
            await editor.until(record, 0)
            spoiled = ACCORD.replace("captives: north", "captives: norht")
            (fault,) = errors(await editor.change(pact, spoiled))
            assert (fault.code, fault.source) == ("unknown-name", "servanda")
            assert fault.message.startswith("no actor is called `norht`")
            assert "did you mean `north`?" in fault.message
            assert words(spoiled, fault.range) == "norht"
            # What is typed counts, not what is on disk: the record's act names what is no more.
            renamed = ACCORD.replace("captives", "hostages")
            await editor.change(pact, renamed)
            (elsewhere,) = await editor.until(record, 1)
            assert words(RECORD, elsewhere.range) == "captives"
            # A place is changed at a time, as editors do.
            at = place(renamed, "hostages")
            behind = types.Position(at.line, at.character + len("hostages"))
            (left,) = errors(await editor.change(pact, "captives", types.Range(at, behind)))
            assert left.message.startswith("no event, phase, provision, process or level is called")
            await editor.until(record, 0)
            assert errors(await editor.change(pact, ACCORD)) == []

    asyncio.run(session())


def test_a_quick_fix_writes_what_was_meant(folder: Path) -> None:
    uri = (folder / "accord.pact").as_uri()
    spoiled = ACCORD.replace("party south", "partty south")

    async def session() -> None:
        async with editing(folder) as editor:
            found = await editor.open(uri, spoiled)
            fault = next(each for each in found if each.code == "unknown-sentence")
            actions = await editor.client.text_document_code_action_async(
                types.CodeActionParams(of(uri), fault.range, types.CodeActionContext([fault]))
            )
            assert actions is not None
            (action,) = actions
            assert isinstance(action, types.CodeAction) and action.edit is not None
            assert action.title == "Write `party`"
            (edit,) = (action.edit.changes or {})[uri]
            assert isinstance(edit, types.TextEdit)
            assert words(spoiled, edit.range) == "partty"
            assert errors(await editor.change(uri, edit.new_text, edit.range)) == []

    asyncio.run(session())


# -- completion ------------------------------------------------------------------------------------


def test_words_and_names_that_fit_are_offered(folder: Path) -> None:
    pact, record = ((folder / f"accord.{end}").as_uri() for end in ("pact", "record"))

    async def session() -> None:
        async with editing(folder) as editor:
            await editor.open(pact, ACCORD)
            await editor.open(record, RECORD)

            async def after(uri: str, text: str, typed: str) -> list[str]:
                editor.type(uri, f"{text}{typed}")
                return await offered(editor, uri, place(f"{text}{typed}\0", "\0"))

            top = await after(pact, ACCORD, "")
            assert {"phase", "party", "claim"} <= set(top) and "must" not in top
            assert {"lasts", "then", "starts on"} <= set(await after(pact, ACCORD, "phase b\n  "))
            bearers = await after(pact, ACCORD, "more: ")
            assert {"north", "south", "envoy", "any"} <= set(bearers)
            assert not {"agency", "first", "goes-on"} & set(bearers)
            assert "must not" in await after(pact, ACCORD, "more: north ")
            walkers = await after(pact, ACCORD, "more: north must run\n  provided that wa")
            assert walkers[0] == "walkers"
            states = await after(pact, ACCORD, "more: north must run\n  when talks are ")
            assert {"open", "ended"} <= set(states) and "north" not in states
            readings = await after(pact, ACCORD, "more: north must run\n  under ")
            assert {"goes-on", "lapses"} <= set(readings)
            await after(pact, ACCORD, "")
            kinds = await after(record, RECORD, "2024-06-08 ")
            assert {"act", "say", "finding"} <= set(kinds) and "north" not in kinds
            acts = await after(record, RECORD, "2024-06-08 act north ")
            assert {"captives", "walkers", "truce"} <= set(acts) and "act" not in acts
            assert "supports" in await after(record, RECORD, "2024-06-08 say north s")
            assert await after(record, RECORD, "2024-06-08 deny south ") == ["handover"]
            assert await after(record, RECORD, "2024-06-08 note [") == ["agency"]
            assert await after(record, RECORD, "2024-06-08 note # a remark") == []
            assert await after(record, RECORD, '2024-06-08 note "some words ') == []
            assert await after(record, RECORD, 'include "') == ["accord.pact"]

    asyncio.run(session())


# -- meanings --------------------------------------------------------------------------------------


def test_a_provision_says_where_it_stands_and_a_fault_what_its_rule_is(folder: Path) -> None:
    uri = (folder / "accord.pact").as_uri()
    spoiled = ACCORD.replace("provided that captives", "provided that captivs")

    async def session() -> None:
        async with editing(folder) as editor:

            async def said(text: str, wanted: str, nth: int = 0) -> str:
                hover = await editor.client.text_document_hover_async(
                    types.HoverParams(of(uri), place(text, wanted, 1, nth))
                )
                assert hover is not None and isinstance(hover.contents, types.MarkupContent)
                return hover.contents.value

            await editor.open(uri, ACCORD)
            provision = await said(ACCORD, "captives", 2)  # where it is named, not declared
            assert "**first.captives** (provision)" in provision
            assert "4 of 10 captives" in provision and "due 2024-06-08" in provision
            assert "by day 7" in provision  # the words of the text
            assert "under" in provision  # the act is denied, so it stands both ways
            assert "Does the truce outlast its term?" in await said(ACCORD, "goes-on")
            assert "North Bank" in await said(ACCORD, "north", 1)
            await editor.change(uri, spoiled)
            assert "**unknown-name**" in await said(spoiled, "captivs")

    asyncio.run(session())


def test_names_are_found_wherever_they_are_used(folder: Path) -> None:
    pact, record = ((folder / f"accord.{end}").as_uri() for end in ("pact", "record"))

    async def session() -> None:
        async with editing(folder) as editor:
            await editor.open(record, RECORD)
            found = await editor.client.text_document_definition_async(
                types.DefinitionParams(of(record), place(RECORD, "captives"))
            )
            assert isinstance(found, types.Location)
            assert (found.uri, words(ACCORD, found.range)) == (pact, "captives")
            assert found.range.start == place(ACCORD, "captives: north")
            uses = await editor.client.text_document_references_async(
                types.ReferenceParams(
                    types.ReferenceContext(include_declaration=False),
                    of(record),
                    place(RECORD, "captives"),
                )
            )
            assert uses is not None
            assert [(use.uri, use.range.start) for use in uses] == [
                (pact, place(ACCORD, "captives is")),
                (record, place(RECORD, "captives")),
            ]
            source = await editor.client.text_document_definition_async(
                types.DefinitionParams(of(record), place(RECORD, "agency"))
            )
            assert isinstance(source, types.Location)
            assert source.range.start == place(ACCORD, "agency")
            nothing = await editor.client.text_document_definition_async(
                types.DefinitionParams(of(record), types.Position(1, 0))
            )
            assert nothing is None

    asyncio.run(session())


# -- edits -----------------------------------------------------------------------------------------


def applied(text: str, edits: Iterable[object]) -> str:
    lines = text.split("\n")
    found = [edit for edit in edits if isinstance(edit, types.TextEdit)]
    for edit in sorted(found, key=lambda e: (e.range.start.line, e.range.start.character))[::-1]:
        data = lines[edit.range.start.line].encode("utf-16-le")
        before = data[: 2 * edit.range.start.character].decode("utf-16-le")
        behind = data[2 * edit.range.end.character :].decode("utf-16-le")
        lines[edit.range.start.line] = f"{before}{edit.new_text}{behind}"
    return "\n".join(lines)


def test_a_rename_reaches_every_text_and_changes_no_meaning(folder: Path) -> None:
    pact, record = ((folder / f"accord.{end}").as_uri() for end in ("pact", "record"))
    more = f'{ACCORD}\nclaim all "all"\n  every faithful run reaches first.captives\n'

    async def session() -> None:
        async with editing(folder) as editor:
            await editor.open(pact, more)

            async def rename(wanted: str, new: str) -> dict[str, str]:
                edit = await editor.client.text_document_rename_async(
                    types.RenameParams(of(pact), place(more, wanted), new)
                )
                assert edit is not None and edit.changes is not None
                texts = {pact: more, record: RECORD}
                return {uri: applied(texts[uri], edits) for uri, edits in edit.changes.items()}

            after = await rename("captives: north", "hostages")
            # What counts their number is no name, and stays.
            assert "hostages: north must release 10 captives" in after[pact]
            assert "reaches first.hostages\n" in after[pact]
            assert "provided that hostages is" in after[pact]
            assert "act north hostages 4" in after[record]
            after = await rename('first "First', "opening")
            assert "phase opening" in after[pact] and "reaches opening.captives" in after[pact]
            assert record not in after
            after = await rename('north "North', "nord")
            assert "party nord" in after[pact] and "act nord captives" in after[record]
            assert "between nord and south" in after[pact] and "held by nord" in after[pact]
            after = await rename('talks "talks"', "parley")
            assert "runs on while parley are open" in after[pact]
            assert "opens parley" in after[record]
            for wanted, new, why in (
                ("captives: north", "truce", "declared twice"),
                ('north "North', "two words", "is no name"),
                ('north "North', "a.b", "has a dot"),
                ('north "North', "südlich!", "is no name"),
                ('goes-on "as', "lapses", "declared twice"),
                ('north "North', "nobody", "with the name"),
            ):
                with pytest.raises(JsonRpcException, match=why):
                    await rename(wanted, new)

    asyncio.run(session())


def test_a_text_is_laid_out_as_by_the_command(folder: Path) -> None:
    uri = (folder / "accord.pact").as_uri()
    loose = ACCORD.replace("  lasts 6 weeks", "     lasts    6 weeks")
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)

    async def session() -> None:
        async with editing(folder) as editor:
            await editor.open(uri, loose)
            params = types.DocumentFormattingParams(of(uri), options)
            edits = await editor.client.text_document_formatting_async(params)
            assert edits is not None
            document, _ = parse(SourceFile(path="x", text=loose))
            assert [edit.new_text for edit in edits] == [print_document(document)]
            await editor.change(uri, edits[0].new_text)
            assert await editor.client.text_document_formatting_async(params) in ([], None, ())

    asyncio.run(session())


def test_an_outline_and_folds_follow_the_sentences(folder: Path) -> None:
    uri = (folder / "accord.pact").as_uri()

    async def session() -> None:
        async with editing(folder) as editor:
            await editor.open(uri, f"# one\n# two\n{ACCORD}")
            symbols = await editor.client.text_document_document_symbol_async(
                types.DocumentSymbolParams(of(uri))
            )
            assert symbols is not None
            listed = {s.name: s for s in symbols if isinstance(s, types.DocumentSymbol)}
            assert list(listed) == "accord north south envoy agency end talks first".split()
            below = [each.name for each in listed["first"].children or ()]
            assert below == ["truce", "captives", "walkers"]
            folds = await editor.client.text_document_folding_range_async(
                types.FoldingRangeParams(of(uri))
            )
            assert folds is not None
            lines = ACCORD.split("\n")
            starts = {lines[f.start_line - 2].split()[0] for f in folds if f.kind == "region"}
            assert starts == {"agreement", "ambiguity", "phase", "captives:", "walkers:"}
            assert [(f.start_line, f.end_line) for f in folds if f.kind == "comment"] == [(0, 1)]

    asyncio.run(session())


# -- texts of every kind ---------------------------------------------------------------------------

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
