"""What an editor is told by a real server: faults, words that fit, meanings, places, edits."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest
from editor import editing, errors
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from two_banks import ACCORD, RECORD, of, offered, place

from servanda.base.spans import SourceFile
from servanda.syntax import parse, print_document

EXAMPLES = Path(__file__).parents[2] / "examples"


def words(text: str, range_: types.Range) -> str:
    """Give the text in a range, counted in UTF-16 units."""
    lines = text.split("\n")
    assert range_.start.line == range_.end.line
    data = lines[range_.start.line].encode("utf-16-le")
    return data[2 * range_.start.character : 2 * range_.end.character].decode("utf-16-le")


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
