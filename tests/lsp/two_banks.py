"""Hold a small agreement with its record, and find places in a text as an editor counts them."""

from editor import Editor
from lsprotocol import types

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


def place(text: str, wanted: str, ahead: int = 0, nth: int = 0) -> types.Position:
    """Find the nth place of some words, in UTF-16 units, so many units into them."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(wanted, start + 1)
    before = text[:start]
    line = before.rpartition("\n")[2]
    units = len(line.encode("utf-16-le")) // 2
    return types.Position(before.count("\n"), units + ahead)


def of(uri: str) -> types.TextDocumentIdentifier:
    """Name a text as the protocol does."""
    return types.TextDocumentIdentifier(uri)


async def offered(editor: Editor, uri: str, position: types.Position) -> list[str]:
    """Give what is offered at a place."""
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(of(uri), position)
    )
    assert isinstance(found, types.CompletionList)
    return [item.label for item in found.items]
