"""Files are taken apart without losing the place of a character, whatever they hold."""

import gzip
import zlib
from datetime import date
from pathlib import Path

import pytest

from servanda.intake import Article, Refused, is_reprint, open_report, read_article

WORDS = "The envoy met the president on Monday. She said that talks would go on."
FEED = f"""<?xml version="1.0"?><rss><channel><title>The Courier</title>
<item><title>Talks &amp; more</title><link>https://example.org/1</link>
<pubDate>Tue, 11 Jun 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;{WORDS}&lt;/p&gt;</description></item>
<item><title>Second</title><description><![CDATA[<p>Caf&eacute; {WORDS}</p>]]></description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Press office</title><entry><title>One</title>
<link href="https://example.org/a"/><updated>2024-06-11T00:00:00Z</updated><content>{WORDS}</content></entry></feed>"""
MAIL = f"""From: Press Office <press@example.org>
Date: Tue, 11 Jun 2024 10:00:00 +0200
Subject: Statement
Content-Type: text/plain; charset=utf-8

{WORDS}

> quoted: the envoy rejected the plan

--\x20
The signature rejects nothing
"""


def articles(data: bytes, name: str = "a.txt") -> list[Article]:
    pieces = open_report(data, name)
    assert not isinstance(pieces, Refused), pieces
    return [read_article(piece, data, name) for piece in pieces]


def refused(data: bytes, name: str = "a.txt") -> str:
    found = open_report(data, name)
    assert isinstance(found, Refused)
    return found.reason


def pdf(text: str) -> bytes:
    """Make a small PDF with one page, from its parts."""
    stream = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    at = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at


def exact(article: Article) -> None:
    """Check that every word of the article stands where its place says."""
    for paragraph in article.paragraphs:
        at = 0
        for word in paragraph.text.text.split():
            begin = paragraph.text.text.index(word, at)
            at = begin + len(word)
            start, end = paragraph.text.span(begin, at)
            told = article.quote(start, end)
            assert told == word or "&" in told, (told, word)


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (WORDS.encode(), "a.txt", "text"),
        (b"# Title\n\n**" + WORDS.encode() + b"**", "a.md", "markdown"),
        (b"<html><body><p>" + WORDS.encode() + b"</p></body></html>", "a.html", "page"),
        (FEED.encode(), "a.xml", "feed"),
        (ATOM.encode(), "a.xml", "feed"),
        (MAIL.encode(), "a.eml", "mail"),
        (pdf(WORDS), "a.pdf", "pdf"),
    ],
)
def test_each_form_gives_the_same_words_at_their_places(data: bytes, name: str, form: str) -> None:
    first = articles(data, name)[0]
    assert first.form == form
    assert [p.text.text for p in first.paragraphs] == [WORDS]
    exact(first)


def test_a_feed_is_several_reports() -> None:
    one, two = articles(FEED.encode())
    assert (one.title, one.publisher, one.dated) == (
        "Talks & more",
        "The Courier",
        date(2024, 6, 11),
    )
    assert one.address == "https://example.org/1"
    assert two.paragraphs[0].text.text == f"Café {WORDS}"
    exact(two)


def test_a_mail_leaves_out_what_it_quotes() -> None:
    mail = articles(MAIL.encode())[0]
    assert (mail.publisher, mail.title, mail.dated) == (
        "Press Office",
        "Statement",
        date(2024, 6, 11),
    )
    assert "rejected" not in " ".join(p.text.text for p in mail.paragraphs)


def test_captions_scripts_and_menus_are_left_out() -> None:
    path = Path(__file__).parent / "articles" / "kestra" / "02.html"
    page = articles(path.read_bytes(), path.name)[0]
    told = " ".join(p.text.text for p in page.paragraphs)
    assert "file photo" not in told and "cookies" not in told and "var a" not in told
    assert page.publisher == "The Seld Courier" and page.dated == date(2031, 6, 12)
    exact(page)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (gzip.compress(b"0" * 10_000_000), "is an archive; unpack it, and read what is in it"),
        (b"PK\x03\x04" + b"\0" * 100, "is an archive; unpack it, and read what is in it"),
        (b"\x7fELF\0\0\0", "is no text, page, feed, mail or PDF"),
        (b"%PDF-1.7\nnothing of the kind", "is broken, and no text could be taken from it"),
        (pdf(""), "holds pictures and no text; recognise its text first"),
        (b"<html><script>only()</script></html>", "holds no text"),
        (b"<rss><channel><title>x</title></channel></rss>", "is a feed in which no item has text"),
        (b"word " * 500_000, "holds 2,499,999 characters of text, which is no report"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert refused(data) == reason


def test_a_paragraph_of_any_length_is_cut_and_keeps_its_places() -> None:
    long = articles(f"{WORDS} ".encode() * 1_000)[0]
    assert max(len(p.text.text) for p in long.paragraphs) <= 10_000
    assert {p.number for p in long.paragraphs} == {1}
    exact(long)
    unbroken = articles(b"x" * 50_000)[0]
    assert sum(len(p.text.text) for p in unbroken.paragraphs) == 50_000


def test_fifty_megabytes_are_refused_unread() -> None:
    assert refused(b"x" * 50 * 2**20) == "has more than 16 MB, the most that a report has"


@pytest.mark.parametrize(
    "data",
    [
        b"<p>" * 20_000 + WORDS.encode(),
        b"<" * 20_000 + b"<p>" + WORDS.encode(),
        b"<p>" + WORDS.encode() + b"<!-- never closed",
        b"<p>" + WORDS.encode() + b"<script>never closed",
        b"<p " + b"a=" * 30_000 + b"<p>" + WORDS.encode() + b"</p>",
        b"<html><p>" + WORDS.encode() + b"</b></i></table>&#99999999;&bogus;",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>" + WORDS.encode() + b"&b;</p>",
    ],
)  # fmt: skip
def test_broken_pages_are_read_as_far_as_they_go(data: bytes) -> None:
    page = articles(data, "a.html")[0]
    assert WORDS in " ".join(p.text.text for p in page.paragraphs)


def test_entities_of_a_documents_own_are_not_expanded() -> None:
    bomb = b"<rss><!DOCTYPE r [<!ENTITY a 'boom'>]><item><description>&a; one two</description></item></rss>"
    assert "boom" not in articles(bomb)[0].paragraphs[0].text.text


def test_a_reprint_is_known_again() -> None:
    text = " ".join(f"Sentence number {n} says something of its own." for n in range(30))
    one = articles(f"AMMAN, June 11, 2024 (XY) - {text}".encode())[0]
    reset = articles(f"<html><p>{text.replace('. ', '.</p><p>')}</p></html>".encode())[0]
    shorter = articles(f"Our desk\n\n{text[:1000]}".encode())[0]
    other = articles(WORDS.encode() * 3)[0]
    assert one.fingerprint == reset.fingerprint
    assert is_reprint(one, reset) and is_reprint(one, shorter) and not is_reprint(one, other)


def test_other_encodings() -> None:
    assert articles("Café talks".encode("cp1252"))[0].paragraphs[0].text.text == "Café talks"
    assert articles("Café talks".encode("utf-16"))[0].paragraphs[0].text.text == "Café talks"
    odd = b'<html><meta charset="zlib"><p>Caf\xe9 talks</p></html>'
    assert articles(odd, "a.html")[0].paragraphs[0].text.text == "Café talks"


BODY = "Lund rejected the protocol. Maro accepted it, she said."


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("a.txt", f"ANSE (Northern Desk), Tuesday, May 3, 2031: {BODY}", "2031-05-03"),
        ("a.txt", f"ANSE, MAY 3, 2031 - {BODY}", "2031-05-03"),
        ("a.txt", f"Title\n\n{BODY}\n\n(Northern Desk, 3 May 2031)", "2031-05-03"),
        ("a.txt", f"Title\n\nPosted on the 3rd of May 2031\n\n{BODY}", "2031-05-03"),
        ("a.txt", f"Title\n\nPublished 3 May 2031. Updated 9 May 2031\n\n{BODY}", "2031-05-03"),
        ("a.txt", f"Northern Desk / 3-May-2031\n\n{BODY}", "2031-05-03"),
        ("a.txt", f"03.05.2031 14:20 | Northern Desk\n\n{BODY}", "2031-05-03"),
        (
            "a.txt",
            f"ANSE, May 3 (Desk) - {BODY}\n\n© 2031 Northern Desk. All rights reserved.",
            "2031-05-03",
        ),
        ("a.txt", f"This statement was issued by Varn on 3 May 2031.\n\n{BODY}", "2031-05-03"),
        (
            "a.html",
            '<script type="application/ld+json">{"datePublished":"2031-05-03T08:00:00Z"}</script>'
            f"<p>{BODY}</p>",
            "2031-05-03",
        ),
        ("a.txt", f"The protocol was signed on 3 May 2031.\n\n{BODY}", None),
        ("a.txt", f"3/5/2031\n\n{BODY}", None),
        ("a.html", f"<header>3 May 2031</header><p>{BODY}</p><footer>4 May 2031</footer>", None),
    ],
)
def test_the_day_is_that_of_the_report_and_of_nothing_in_it(
    name: str, text: str, day: str | None
) -> None:
    """What the report only speaks of, two days, and a day that can be read in two ways date nothing."""
    data = text.encode()
    pieces = open_report(data, name)
    assert not isinstance(pieces, Refused)
    dated = read_article(pieces[0], data, name).dated
    assert (dated.isoformat() if dated else None) == day
