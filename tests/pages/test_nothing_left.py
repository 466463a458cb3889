"""No page has a word that cannot be translated: each is a message, or stands in the texts."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import addresses
import marking
import pytest
from asking import EXAMPLES, NOW, Asker, asker
from test_pages import PAGES, parsed

from servanda.web import Site, forms, make_app
from servanda.web.address import Address
from servanda.web.language import LANGUAGES
from servanda.web.paper import compose
from servanda.workspace import load

sys.path.insert(0, str(addresses.ROOT / "tools"))
import messages

LATIN = re.compile(r"[A-Za-z]")
NO_LETTERS = re.compile(r"%\(\w+\)s|`[^`]*`")
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def spoken() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        marking.speak_marked(patch)
        yield
    forms.environment.cache_clear()


def left(ask: Asker, target: str, names: frozenset[str]) -> list[str]:
    joined = "&" if "?" in target else "?"
    return marking.left_in(parsed(ask(f"{target}{joined}lang={marking.CODE}").text), names)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_each_word_of_each_page_is_a_message_or_of_the_texts(folder: Path, tmp_path: Path) -> None:
    copy = marking.copied(folder, tmp_path)
    agreement = load(copy).agreement
    assert agreement is not None
    names, ask = marking.names_of(agreement), asker(copy)
    on = addresses.query_of(folder.name, "overview")
    asked = [f"/{page}?{addresses.query_of(folder.name, page)}" for page in PAGES]
    asked += [f"/provision?{on}&of={name}" for name in list(agreement.provisions)[1:4]]
    found = {target: left(ask, target, names) for target in asked}
    assert {target: words for target, words in found.items() if words} == {}


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(
    "target",
    [
        "/nowhere",
        "/overview?on=yesterday",
        "/overview?on=2025-02-30",
        "/overview?on=2025-13-01",
        "/overview?known=2025-1-1",
        "/overview?on=2025-01-01&on=2025-01-02",
        "/overview?reading=order-of-release=never",
        "/overview?reading=never",
        "/overview?as=nobody-here",
        "/overview?colour=red",
        "/overview?view=rumours",
        "/provision?of=nothing",
        "/provision?of=one.raod",
        "/entry?of=elsewhere.record:1",
        "/entry?of=gaza-2025.record:1",
        "/file?of=gaza-2025.record:99999",
        "/record?page=99",
        "/network?by=year",
        "/network?from=2099-01-01",
        "/network?from=soon",
        "/calendar?month=never",
        "/timeline?day=x",
    ],
)
def test_each_word_of_a_refusal_is_a_message_or_was_asked(
    examples: dict[str, Asker], target: str
) -> None:
    asked = frozenset(re.split(r"[?&=/]", target)) | {"never", "one.road", "order-of-release"}
    agreement = load(addresses.ROOT / "examples" / "gaza-2025").agreement
    assert agreement is not None
    ask = Asker(examples["gaza-2025"].app)
    names = asked | marking.names_of(agreement) | {"on known reading as view since lang"}
    assert left(ask, target, names) == []


@pytest.mark.usefixtures("spoken")
def test_each_word_of_a_form_that_is_sent_is_a_message(tmp_path: Path) -> None:
    copy = marking.copied(EXAMPLES[2], tmp_path)
    ask, agreement = asker(copy), load(copy).agreement
    assert agreement is not None
    names = marking.names_of(agreement)
    for text in (
        "2025-02-30 act hamas captives 1",
        "2025-02-01 sings hamas",
        "2025-02-01 act nobody captives",
        "2025-02-01 vote israeli-cabinet adopts gaza-2025 for 24 against 8",
    ):
        body = f"text={text.replace(' ', '+')}".encode()
        kind = {"content_type": "application/x-www-form-urlencoded"}
        headers = {**kind, "origin": "http://127.0.0.1:8642", "sec_fetch_site": "same-origin"}
        answer = ask(f"/add?lang={marking.CODE}", "POST", body, **headers)
        assert answer.status == 200
        assert marking.left_in(parsed(answer.text), names | {text, *text.split()}) == []


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("name", ["gaza-2024", "mindanao-2014"])
def test_each_word_of_a_report_is_a_message_or_of_the_texts(name: str, tmp_path: Path) -> None:
    """The report has the claims with their runs, the positions, and what was learned later."""
    copy = marking.copied(addresses.ROOT / "examples" / name, tmp_path)
    site = Site(copy, clock=lambda: NOW)
    agreement = site.now().agreement
    address = Address(on=addresses.date_of(name), known="2024-06-10", lang=marking.CODE)
    root = parsed(compose(site, address).html)
    assert len(list(root.iter("section"))) > 5
    assert marking.left_in(root, marking.names_of(agreement)) == []


@pytest.mark.usefixtures("spoken")
def test_each_word_of_an_answer_to_claims_is_a_message_or_of_the_texts(tmp_path: Path) -> None:
    copy = marking.copied(addresses.ROOT / "examples" / "gaza-2024", tmp_path)
    site = Site(copy, clock=lambda: NOW, claims_wait=120)
    ask, names = Asker(make_app(site)), marking.names_of(site.now().agreement)
    story = "/checks?claim=full-withdrawal&answer=0&step="
    assert left(ask, "/checks", names) == []
    assert [left(ask, f"{story}{step}", names) for step in (1, 5)] == [[], []]
    site.close()


def test_a_word_that_is_no_message_is_found() -> None:
    """The test itself can fail: what is neither marked, nor in other letters, nor a name is told."""
    page = "<p>⟦due ⟧Хамас: carried, <bdi>14 for</bdi>, one.truce</p><p title='over due'>⟦a⟧ ⟦b ⟦c⟧⟧</p>"
    root = parsed(f"<!doctype html><title>⟦x⟧</title>{page}")
    assert marking.left_in(root, frozenset({"one.truce"})) == ["carried", "over due"]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_a_translation_is_no_copy(code: str) -> None:
    """In Arabic each message has Arabic letters; in the others few are spelled as in English."""
    same = []
    for message in messages.catalogue(code):
        english, told = _all_of(message.id), _all_of(message.string)
        words = NO_LETTERS.sub("", english[0])
        if not english[0] or not LATIN.search(words):
            continue
        plain = [NO_LETTERS.sub("", form) for form in told]
        if code == "ar":
            is_copy = not all(map(ARABIC.search, plain))
        else:
            is_copy = words in plain and len(words.split()) > 1
        if is_copy:
            same.append(english[0])
    assert same == []


def _all_of(forms: str | Sequence[str]) -> Sequence[str]:
    return (forms,) if isinstance(forms, str) else forms
