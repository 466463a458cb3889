"""Open pages look again when a file changes, and the reader stays where he was."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import asking
import test_browser as in_browser
from test_browser import browser  # noqa: F401

ROOT = Path(__file__).parents[2]


def copied(folder: Path) -> Path:
    for ending in ("pact", "record"):
        text = (ROOT / "examples" / "gaza-2025" / f"gaza-2025.{ending}").read_text("utf-8")
        (folder / f"gaza-2025.{ending}").write_text(text, "utf-8")
    return folder / "gaza-2025.record"


def test_a_page_follows_the_texts_and_keeps_the_place(tmp_path: Path, browser) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    record = copied(tmp_path)
    site = asking.idle_site(tmp_path)
    with in_browser.served(site) as address, in_browser.opened(browser) as page:
        page.goto(f"{address}/overview?on=2025-02-20")
        page.locator("main details >> nth=0").evaluate("each => each.open = true")
        page.evaluate("window.scrollTo({top: 600, behavior: 'instant'})")
        page.wait_for_selector("body[data-live='0']")
        with record.open("a", encoding="utf-8") as stream:
            stream.write('2025-02-20 note "A line that was not there before"\n')
        page.wait_for_selector("body[data-live='1']")
        assert "A line that was not there before" in page.locator("main").inner_text()
        assert page.evaluate("window.scrollY") == 600
        assert page.locator("main details >> nth=0").evaluate("each => each.open")


def test_who_listens_is_told_of_a_change(tmp_path: Path) -> None:
    record = copied(tmp_path)
    with in_browser.served(asking.idle_site(tmp_path)) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), 20) as connection:
            connection.sendall(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            found = b""
            while b"data: " not in found:
                found += connection.recv(4096)
            assert b"text/event-stream" in found
            first = found.partition(b"data: ")[2].split()[0]
            with record.open("a", encoding="utf-8") as stream:
                stream.write('2025-02-20 note "more"\n')
            while found.count(b"data: ") < 2:
                found += connection.recv(4096)
            assert found.rpartition(b"data: ")[2].split()[0] != first
