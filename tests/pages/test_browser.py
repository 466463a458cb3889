"""In a browser every page is readable: at a desk, on a phone, without scripts, by keyboard, aloud."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import uvicorn

from servanda.web import Site, make_app
from servanda.web.registry import BEHIND, LISTED
from servanda.web.server import configured, listening

sys.path.insert(0, str(Path(__file__).parent))
import addresses
import asking

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")
NAME = "gaza-2025"
PAGES = (*LISTED, *BEHIND)
WIDTHS = {"desk": 1440, "phone": 390}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(asking.idle_site(ROOT / "examples" / NAME)) as found:
        yield found


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site on a free port of this machine."""
    listener = listening("127.0.0.1", 0)
    server = uvicorn.Server(configured(make_app(site)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        pytest.fail("these tests need Debian's package `chromium`: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def opened(browser: Any, **options: Any) -> Iterator[Any]:
    """Open a page that fails the test where the browser has anything to complain of."""
    context = browser.new_context(**options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("requestfailed", lambda request: complaints.append(_unloaded(request)))
    try:
        yield page
    finally:
        context.close()
    assert [each for each in complaints if each and "/events" not in each] == []


def _unloaded(request: Any) -> str:
    """Say what was not loaded; what the page itself gave up for something newer is no fault."""
    return "" if request.failure == "net::ERR_ABORTED" else f"not loaded: {request.url}"


def viewport(width: str) -> dict[str, int]:
    return {"width": WIDTHS[width], "height": 900}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_axe_has_nothing_to_say(browser: Any, address: str, page: str, width: str) -> None:
    scheme = "dark" if width == "phone" else "light"
    with opened(browser, viewport=viewport(width), color_scheme=scheme) as shown:
        shown.goto(f"{address}/{page}?{addresses.query_of(NAME, page)}")
        shown.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        shown.evaluate(AXE)
        found = shown.evaluate("axe.run({resultTypes: ['violations']})")
        told = [
            (each["id"], node["html"][:200], node["failureSummary"][:300])
            for each in found["violations"]
            for node in each["nodes"][:3]
        ]
        assert told == []
        assert shown.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]


@pytest.mark.parametrize("page", LISTED)
def test_axe_has_nothing_to_say_in_arabic(browser: Any, address: str, page: str) -> None:
    with opened(browser, viewport=viewport("phone"), color_scheme="light") as shown:
        shown.goto(f"{address}/{page}?{addresses.query_of(NAME, page)}&lang=ar")
        shown.evaluate(AXE)
        found = shown.evaluate("axe.run({resultTypes: ['violations']})")
        assert [each["id"] for each in found["violations"]] == []
        assert shown.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert shown.evaluate("document.documentElement.scrollWidth") <= WIDTHS["phone"]


@pytest.mark.parametrize("width", WIDTHS)
def test_all_is_there_with_scripts_off(browser: Any, address: str, width: str) -> None:
    """What a page says is the same with and without scripts, and every page is reached by links."""
    options = {"viewport": viewport(width)}
    with (
        opened(browser, **options, java_script_enabled=False) as without,
        opened(browser, **options) as with_scripts,
    ):
        start = f"{address}/overview?{addresses.query_of(NAME, 'overview')}"
        without.goto(start)
        targets = without.locator("nav >> nth=0").locator("a")
        hrefs = [targets.nth(number).get_attribute("href") for number in range(targets.count())]
        assert len(hrefs) == len(LISTED)
        for href in hrefs:
            without.goto(f"{address}{href}")
            with_scripts.goto(f"{address}{href}")
            assert without.locator("main").inner_text() == with_scripts.locator("main").inner_text()


def test_forms_ask_with_scripts_off(browser: Any, address: str) -> None:
    with opened(browser, java_script_enabled=False) as shown:
        shown.goto(f"{address}/overview?on=2025-02-20&lang=fr")
        shown.fill("#ask-on", "2025-01-25")
        shown.select_option("#ask-as", "hamas")
        shown.click(".ask button")
        assert "on=2025-01-25" in shown.url and "as=hamas" in shown.url and "lang=fr" in shown.url
        assert "25 janv. 2025" in shown.locator(".brief").inner_text()
        shown.goto(f"{address}/timeline?on=2025-02-20")
        shown.locator("#slide-on").press("ArrowLeft")
        shown.locator(".slider button >> nth=0").click()
        assert "on=2025-02-19" in shown.url and "day=" not in shown.url


def test_a_slider_asks_by_itself_with_scripts(browser: Any, address: str) -> None:
    with opened(browser) as shown:
        shown.goto(f"{address}/timeline?on=2025-02-20")
        shown.locator("#slide-on").press("ArrowLeft")
        shown.wait_for_url("**on=2025-02-19**")


@pytest.mark.parametrize("page", LISTED)
def test_a_keyboard_reaches_everything_in_the_order_of_reading(
    browser: Any, address: str, page: str
) -> None:
    with opened(browser, viewport=viewport("desk")) as shown:
        shown.goto(f"{address}/{page}?{addresses.query_of(NAME, page)}")
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.className") == "skip"
        shown.keyboard.press("Enter")
        assert shown.evaluate("document.activeElement.id") == "main"
        wanted = shown.evaluate(
            """() => [...document.querySelectorAll(
                'main a[href], main button, main input:not([type=hidden]), main select, main summary, '
                + 'main textarea, main [tabindex="0"]')]
                .filter((each) => each.checkVisibility()
                    && !(each.type === 'radio' && !each.checked)).length"""
        )
        for number in range(min(wanted, 25)):
            shown.keyboard.press("Tab")
            found = shown.evaluate(
                """() => { const each = document.activeElement, box = each.getBoundingClientRect();
                    const style = getComputedStyle(each);
                    return [!!each.closest('main'), box.width > 0 && box.height > 0,
                        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]; }"""
            )
            assert found == [True, True, True], number


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_printed(browser: Any, address: str, page: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    with opened(browser) as shown:
        shown.goto(f"{address}/{page}?{addresses.query_of(NAME, page)}")
        heading = shown.locator("h1").inner_text()
        file = tmp_path / "page.pdf"
        shown.pdf(path=str(file), format="A4")
    pages = PdfReader(file).pages
    text = " ".join(normalize("NFKC", " ".join(p.extract_text() for p in pages)).split())
    assert " ".join(heading.split())[:40] in text
    assert all(abs(float(each.mediabox.width) - 595) < 2 for each in pages)
