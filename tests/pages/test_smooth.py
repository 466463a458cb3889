"""With scripts a filter, a slider, a step in time and the language change a page without loading it anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asking
import pytest
from test_browser import NAME, ROOT, browser, opened, served

__all__ = ["browser"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(asking.idle_site(ROOT / "examples" / NAME)) as found:
        yield found


@contextmanager
def kept(browser: Any, address: str) -> Iterator[Any]:
    """Open a page, and see at the end that it was never loaded anew."""
    with opened(browser, viewport={"width": 1440, "height": 700}) as shown:
        shown.goto(address)
        shown.evaluate("window.mine = true")
        yield shown
        assert shown.evaluate("window.mine === true")


def times(shown: Any, number: int) -> None:
    shown.wait_for_selector(f"body[data-shown='{number}']")


def test_a_filter_changes_what_is_otherwise_and_keeps_focus_and_place(
    browser: Any, address: str
) -> None:
    with kept(browser, f"{address}/text?on=2025-02-20") as shown:
        before = shown.locator("article.clause").count()
        shown.select_option("#filter-party", "egypt")
        shown.locator("form.filter button").focus()
        shown.keyboard.press("Enter")
        times(shown, 1)
        assert "party=egypt" in shown.url and "on=2025-02-20" in shown.url
        assert 0 < shown.locator("article.clause").count() < before
        assert shown.evaluate("document.activeElement.matches('form.filter button')")
        assert shown.locator("#filter-party").input_value() == "egypt"
        assert "20 Feb 2025" in shown.locator("#told").inner_text()


def test_a_slider_keeps_the_focus_from_step_to_step(browser: Any, address: str) -> None:
    with kept(browser, f"{address}/timeline?on=2025-02-20") as shown:
        shown.locator("#slide-on").focus()
        for number, day in enumerate(("2025-02-19", "2025-02-18", "2025-02-17"), start=1):
            shown.keyboard.press("ArrowLeft")
            times(shown, number)
            assert f"on={day}" in shown.url
            assert shown.evaluate("document.activeElement.id") == "slide-on"
        assert "17 Feb 2025" in shown.locator("main .lead").inner_text()


def test_another_language_turns_the_page_and_one_can_go_back(browser: Any, address: str) -> None:
    with opened(browser, viewport={"width": 1440, "height": 700}) as shown:
        shown.goto(f"{address}/board?on=2025-02-20")
        shown.evaluate("window.mine = true")
        shown.locator(".languages a[lang=ar]").click()
        times(shown, 1)
        assert shown.evaluate("window.mine === true")
        assert shown.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
            "ar",
            "rtl",
        ]
        assert "اللوحة" in shown.title() and "lang=ar" in shown.url
        shown.go_back()
        shown.wait_for_selector("html[lang=en]")
        assert shown.url.endswith("/board?on=2025-02-20")


def test_what_leads_elsewhere_or_cannot_be_shown_is_loaded_as_without_scripts(
    browser: Any, address: str
) -> None:
    with opened(browser) as shown:
        shown.goto(f"{address}/board?on=2025-02-20")
        shown.evaluate("window.mine = true")
        shown.locator(".top nav a", has_text="Exchange").click()
        shown.wait_for_url("**/exchange?*")
        assert not shown.evaluate("window.mine === true")


def test_the_last_of_several_questions_is_answered(browser: Any, address: str) -> None:
    with kept(browser, f"{address}/timeline?on=2025-02-20") as shown:
        shown.locator("#slide-on").focus()
        for _ in range(5):
            shown.keyboard.press("ArrowLeft")
        shown.wait_for_url("**on=2025-02-15**")
        shown.wait_for_function(
            "document.querySelector('main .lead').innerText.includes('15 Feb 2025')"
        )
