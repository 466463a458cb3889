"""Start the extension in VS Code itself, as a browser shows it, and use it as a person would.

Run by `make vscode`, with the folder in which code-server (VS Code as a server, from npm) and the packaged
extension are. Nothing of it is stood in for: VS Code opens the texts, starts `servanda lsp`, and shows its
answers.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "gaza-2025"
PACT = "gaza-2025.pact"
SERVANDA = Path(sys.executable).with_name("servanda")
SECONDS = 60_000
PROBLEMS = ".markers-panel .monaco-list-row"


def main(tools: str) -> int:
    home = Path(tools)
    code = home / "node_modules" / "code-server" / "out" / "node" / "entry.js"
    package = next(home.glob("*.vsix"))
    with tempfile.TemporaryDirectory() as scratch:
        texts = Path(shutil.copytree(EXAMPLE, Path(scratch) / "texts"))
        with (
            served(code, package, Path(scratch), texts) as address,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.set_default_timeout(SECONDS)
            page.goto(f"{address}/?folder={texts}")
            for step in STEPS:
                try:
                    step(page)
                except Exception:
                    page.screenshot(path=str(home / "failed.png"))
                    print(f"failed: {step.__doc__} See {home / 'failed.png'}")
                    raise
                print(f"ok: {step.__doc__}")
            page.screenshot(path=str(home / "last.png"))
            browser.close()
    return 0


@contextmanager
def served(code: Path, package: Path, scratch: Path, texts: Path) -> Iterator[str]:
    """Install the extension into an empty VS Code, and serve that to this machine alone."""
    user = scratch / "user"
    (user / "User").mkdir(parents=True)
    settings = {
        "servanda.command": str(SERVANDA),
        "security.workspace.trust.enabled": False,
        "workbench.startupEditor": "none",
        "files.autoSave": "off",
        "editor.hover.delay": 100,
    }
    (user / "User" / "settings.json").write_text(json.dumps(settings))
    start = ["node", str(code), "--extensions-dir", str(scratch / "extensions")]
    start += ["--user-data-dir", str(user), "--config", str(scratch / "config.yaml")]
    environment = {**os.environ, "HOME": str(scratch)}
    installed = [*start, "--install-extension", str(package)]
    subprocess.run(installed, check=True, capture_output=True, env=environment)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    flags = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}"]
    flags += ["--disable-telemetry", "--disable-update-check"]
    with (scratch / "log").open("w") as log:
        server = subprocess.Popen(
            [*start, *flags, str(texts)], stdout=log, stderr=log, env=environment
        )
        try:
            until(lambda: "HTTP server listening" in (scratch / "log").read_text())
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def until(is_so: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {seconds:.0f} seconds")
        time.sleep(0.2)


def problems(page: Page) -> str:
    return "\n".join(page.locator(PROBLEMS).all_inner_texts())


def go_to(page: Page, line: int, column: int) -> None:
    page.keyboard.press("Control+1")  # into the text
    page.keyboard.press("Control+g")
    page.locator(".quick-input-widget input").wait_for(state="visible")
    page.keyboard.type(f"{line}:{column}")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)


def line_of(beginning: str) -> int:
    lines = (EXAMPLE / PACT).read_text("utf-8").split("\n")
    return next(n for n, each in enumerate(lines, start=1) if each.strip().startswith(beginning))


def opens(page: Page) -> None:
    """A text that is opened has the language Servanda, and its colours."""
    page.get_by_role("treeitem", name=PACT).dblclick()
    page.locator("[id='status.editor.mode']", has_text="Servanda").wait_for()
    page.wait_for_function(
        "new Set([...document.querySelectorAll('.view-line span span')].map(e => e.className)).size > 4"
    )


def finds(page: Page) -> None:
    """What the rules of drafting find stands among the problems, with what is to be done."""
    page.keyboard.press("Control+Shift+m")
    until(lambda: "dispute-resolution-missing" in problems(page))
    assert "help: name who does" in problems(page)


def types(page: Page) -> None:
    """A fault is told while it is typed, and goes when it is taken back."""
    go_to(page, line_of("truce:"), 1)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("by the day after never")
    page.keyboard.press("Escape")
    until(lambda: "unknown-name" in problems(page))
    page.keyboard.press("Control+Shift+k")
    until(lambda: "unknown-name" not in problems(page))


def hovers(page: Page) -> None:
    """A provision says where it stands when one rests on it."""
    go_to(page, line_of("truce:"), 4)
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+i")
    page.locator(".monaco-hover:visible", has_text="must not attack").first.wait_for()
    page.keyboard.press("Escape")


def completes(page: Page) -> None:
    """Names of the text are offered where one can stand."""
    go_to(page, line_of("truce:"), 1)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("reported to ")
    page.keyboard.press("Control+Space")
    page.locator(".suggest-widget:visible .monaco-list-row", has_text="egypt").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Shift+k")


def leads(page: Page) -> None:
    """From a name one is led to where it is declared."""
    line = line_of("captives: hamas")
    go_to(page, line, len("  captives: ha"))
    page.keyboard.press("F12")
    selected = page.locator("[id='status.editor.selection']")
    until(lambda: f"Ln {line_of('party hamas')}," in selected.inner_text())


def outlines(page: Page) -> None:
    """The outline has the phases and the provisions."""
    page.get_by_role("button", name="Outline Section").click()
    page.locator(".outline-tree", has_text="one").wait_for()


def restarts(page: Page) -> None:
    """The command that starts the language server anew does so, and the problems come back."""
    page.keyboard.press("F1")
    page.keyboard.type("Servanda: Restart")
    page.locator(".quick-input-widget .monaco-list-row", has_text="Restart").first.click()
    page.keyboard.press("Control+Shift+m")
    page.wait_for_timeout(1000)
    if not page.locator(".markers-panel").is_visible():
        page.keyboard.press("Control+Shift+m")
    until(lambda: "dispute-resolution-missing" in problems(page))


STEPS = (opens, finds, types, hovers, completes, leads, outlines, restarts)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
