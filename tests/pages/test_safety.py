"""Nothing in a text, and nobody who reaches the port, makes the pages do what the reader does not want."""

from __future__ import annotations

import asyncio
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from servanda.web import Site, make_app
from servanda.web.guard import BYTES_AT_MOST, HEADERS
from servanda.web.patience import Patient
from servanda.web.registry import LISTED
from servanda.web.server import configured, listening
from servanda.workspace import CannotRun

sys.path.insert(0, str(Path(__file__).parent))
import asking

PACT = """agreement a "<script>alert(1)</script> \u202eevil\u202c title"
  purpose "<img src=x onerror=alert(2)>"
party x "X<b>old</b>"
party y "Y' onmouseover='alert(3)"
label L1 "</dd><script>alert(4)</script>"
ambiguity q "Which \u2066way\u2069?"
  reading one "</a><script>alert(5)</script>"
  reading two
phase p "\u202ereversed</h2><script>"
  starts on entry into force
  leave: x must leave the hill
    by day 3
"""
RECORD = """record of a
source s "<script>alert(7)</script>"
  publisher "<iframe src=//example.org>"
  address "javascript:alert(8)"
2025-01-01 in force [s, verified]
2025-01-02 note "<script>alert(9)</script> \u202egnihtemos\u202c" [s "¶1</q><script>", verified]
2025-01-03 say x accepts a "\x1b[31mred\u200b" [s, verified]
"""


@pytest.fixture
def hostile(tmp_path: Path, ask_about: Any) -> Any:
    (tmp_path / "a.pact").write_text(PACT, "utf-8")
    (tmp_path / "a.record").write_text(RECORD, "utf-8")
    return ask_about(tmp_path)


def hostile_pages() -> list[str]:
    entries = [f"/entry?on=2025-02-01&of=a.record:{line}" for line in (5, 6, 7)]
    return [
        *(f"/{page}?on=2025-02-01&since=2024-12-01" for page in LISTED),
        *entries,
        "/file?of=a.record",
        "/file?of=a.pact",
        "/provision?on=2025-02-01&of=p.leave",
        "/overview?on=<script>alert(0)</script>",
        "/<script>alert(0)</script>",
    ]


@pytest.mark.parametrize("target", hostile_pages())
def test_a_page_has_no_script_or_style_but_ours(hostile: Any, target: str) -> None:
    answer = hostile(target)
    assert answer.status == (404 if target.startswith("/<") else 400 if "on=<" in target else 200)
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert all(re.fullmatch(r'<script src="/static/[\w.]+\?\w+" defer>', each) for each in scripts)
    tags = re.findall(r"<[a-zA-Z][^>]*>", answer.text)
    for tag in tags:
        bare = re.sub(r'="[^"]*"', "", tag)
        assert not re.search(r"\son\w+\b|\sstyle\b", bare), tag
        assert not re.search(r'(href|src|action)="\s*(javascript|data|//)', tag), tag
        assert not tag.lower().startswith(("<iframe", "<img", "<b>")), tag
    assert "javascript:alert(8)" not in re.findall(r'href="([^"]*)"', answer.text)


@pytest.mark.parametrize("target", hostile_pages())
def test_what_would_not_be_seen_is_spelled_out(hostile: Any, target: str) -> None:
    text = hostile(target).text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b]", text)
    if target.startswith("/overview?on=2025"):
        assert "\\u{202e}evil\\u{202c}" in text


def test_a_hostile_address_is_shown_and_not_linked(hostile: Any) -> None:
    text = hostile("/entry?on=2025-02-01&of=a.record:6").text
    assert "<bdi>javascript:alert(8)</bdi>" in text


def test_a_text_of_ten_megabytes_is_cut_on_its_page(tmp_path: Path, ask_about: Any) -> None:
    words = "word " * 2_000_000
    short = "<i>" * 20_000
    (tmp_path / "a.pact").write_text('agreement a "A"\nparty x "X"\nd: x must leave\n', "utf-8")
    (tmp_path / "a.record").write_text(
        f'record of a\n2025-01-01 in force\n2025-01-02 note "{short}"\n2025-01-03 note "{words}"\n',
        "utf-8",
    )
    ask = ask_about(tmp_path)
    for target in ("/overview?on=2025-01-05", "/file?of=a.record", "/entry?of=a.record:3"):
        answer = ask(target)
        assert answer.status == 200
        assert len(answer.body) < 500_000
        assert "more characters" in answer.text or target.startswith("/overview")


def test_no_cell_of_a_table_is_taken_for_a_formula(tmp_path: Path, ask_about: Any) -> None:
    (tmp_path / "a.pact").write_text('agreement a "A"\n# =1+1\n=cmd\n', "utf-8")
    text = ask_about(tmp_path)("/file.csv?of=a.pact").text
    assert "3,'=cmd" in text


@pytest.mark.parametrize("target", ["/overview", "/nowhere", "/static/servanda.css", "/", "/a/b"])
def test_every_answer_has_the_headers(hostile: Any, target: str) -> None:
    answer = hostile(target)
    for name, value in HEADERS.items():
        if name != "cache-control":
            assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy


@pytest.mark.parametrize(
    "target",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/app.py",
        "/../a.pact",
        "/a.pact",
        "/file?of=/etc/passwd",
        "/file?of=../secret.record",
        "/file?of=../secret.record:1",
        "/file?of=a.txt",
        "/file?of=%00",
    ],
)
def test_nothing_outside_the_texts_is_served(tmp_path: Path, ask_about: Any, target: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "a.pact").write_text('agreement a "A"\ninclude "../secret.record"\n', "utf-8")
    (home / "a.txt").write_text("confidential", "utf-8")
    (home / "b.record").symlink_to(tmp_path / "secret.record")
    (tmp_path / "secret.record").write_text("# confidential\n", "utf-8")
    answer = ask_about(home)(target)
    assert answer.status in (400, 404)
    assert "confidential" not in answer.text


# -- who may ask ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8642", 200),
        ("localhost:8642", 200),
        ("LOCALHOST.:1", 200),
        ("[::1]:8642", 200),
        ("evil.example:8642", 421),
        ("127.0.0.1.evil.example", 421),
        ("192.0.2.1:8642", 421),
        ("localhost:80@evil.example", 421),
        ("", 421),
    ],
)
def test_only_our_own_name_is_answered(hostile: Any, host: str, status: int) -> None:
    assert hostile("/overview", host=host).status == status


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({"origin": "http://127.0.0.1:8642"}, True),
        ({"origin": "http://127.0.0.1:8642", "sec_fetch_site": "same-origin"}, True),
        ({"origin": "http://127.0.0.1:8642", "sec_fetch_site": "cross-site"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({}, False),
    ],
)
def test_only_our_own_page_may_write(hostile: Any, headers: dict[str, str], may: bool) -> None:
    answer = hostile("/overview", method="POST", **headers)
    assert (answer.status != 403) == may


def test_other_ways_of_asking_are_refused(hostile: Any) -> None:
    assert hostile("/overview", method="PUT", origin="http://127.0.0.1:8642").status == 405
    many = str(BYTES_AT_MOST + 1)
    origin = "http://127.0.0.1:8642"
    assert hostile("/overview", "POST", origin=origin, content_length=many).status == 413


def test_others_need_the_token(tmp_path: Path) -> None:
    (tmp_path / "a.pact").write_text('agreement a "Secret title"\n', "utf-8")
    app = make_app(Site(tmp_path), names=frozenset({"0.0.0.0"}), token="a-long-token")
    ask = asking.Asker(app)
    host = "192.0.2.7:8642"
    for target in ("/overview", "/static/servanda.css", "/overview?token=wrong", "/"):
        answer = ask(target, host=host)
        assert answer.status == 401 and "Secret" not in answer.text
    given = ask("/overview?token=a-long-token&lang=fr", host=host)
    assert (given.status, given.headers["location"]) == (303, "/overview?lang=fr")
    cookie = given.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert "Secret" in ask("/overview", host=host, cookie=cookie.partition(";")[0]).text
    assert ask("/overview", host=host, cookie="servanda=wrong").status == 401
    assert ask("/overview", host="evil.example", cookie=cookie.partition(";")[0]).status == 421
    assert ask("//evil.example/?token=a-long-token", host=host).headers["location"][:2] == "/e"


def test_a_port_in_use_is_said_in_a_sentence() -> None:
    taken = listening("127.0.0.1", 0)
    try:
        with pytest.raises(CannotRun, match="--port names another"):
            listening("127.0.0.1", taken.getsockname()[1])
    finally:
        taken.close()


# -- slow clients --------------------------------------------------------------------------------


class Quick(Patient):
    """Be as patient as the tests can wait."""

    head_seconds = 0.6
    request_seconds = 1.2
    look_seconds = 0.1


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[], socket.socket]]:
    (tmp_path / "a.pact").write_text('agreement a "A"\nparty x "X"\nd: x must leave\n', "utf-8")
    config = configured(make_app(Site(tmp_path)))
    config.http = Quick
    server = uvicorn.Server(config)
    listener = listening("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    address = listener.getsockname()
    yield lambda: socket.create_connection(address, 10)
    server.should_exit = True
    thread.join()


def asked(connection: socket.socket) -> bytes:
    connection.sendall(b"GET /overview HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    found = b""
    while piece := connection.recv(65536):
        found += piece
    return found


def test_two_hundred_slow_clients_stop_nobody(served: Callable[[], socket.socket]) -> None:
    slow = [served() for _ in range(200)]
    for connection in slow:
        connection.sendall(b"GET /overview HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    with served() as quick:
        begun = time.monotonic()
        assert asked(quick).startswith(b"HTTP/1.1 200")
        assert time.monotonic() - begun < 5
    for connection in slow:
        connection.settimeout(10)
        assert connection.recv(1) == b""
        connection.close()


def test_a_client_that_sends_a_letter_at_a_time_is_left(
    served: Callable[[], socket.socket],
) -> None:
    with served() as connection:
        connection.settimeout(0.05)
        begun = time.monotonic()
        is_closed = False
        while not is_closed and time.monotonic() - begun < 10:
            try:
                connection.send(b"G")
                is_closed = connection.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                is_closed = True
        assert is_closed


def test_a_body_that_does_not_come_is_not_waited_for(
    served: Callable[[], socket.socket],
) -> None:
    with served() as connection:
        connection.sendall(
            b"POST /overview HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
            b"Content-Length: 1000\r\n\r\nabc"
        )
        connection.settimeout(10)
        while connection.recv(65536):
            pass


def test_where_too_much_is_asked_at_once_it_is_said(hostile: Any) -> None:
    from servanda.web import app

    async def many() -> list[int]:
        asks = [asking.asked(hostile.app, "GET", "/overview", {}, b"") for _ in range(230)]
        return [answer.status for answer in await asyncio.gather(*asks)]

    statuses = asyncio.run(many())
    assert set(statuses) == {200, 503}
    assert statuses.count(200) == app.ASKING_AT_MOST
