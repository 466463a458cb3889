"""Measure how long the first page of a long record takes, beside Fava on a ledger of as many directives.

A server is started as a user starts it, and asked for its first page as soon as it answers: `cold` with
nothing kept from before, `kept` started again with what both keep of what they have read, `again` the same
page once more from the running server. CPU is that of the server alone, from its start; seconds are those
that a user waits. Fava makes its page in the browser: the document and the data for it are counted, the
drawing is not.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "record"))
from make_mission import write_mission

TICK = os.sysconf("SC_CLK_TCK")
ACCOUNTS = [
    f"Expenses:{group}:A{n}" for group in ("Food", "Home", "Travel", "Work") for n in range(8)
]
OTHER_PAGES = (
    "text",
    "timeline",
    "board",
    "exchange",
    "positions",
    "network",
    "record",
    "calendar",
)
WAIT_SECONDS = 300


def write_ledger(path: Path, directives: int, days: int = 3_650) -> None:
    """Write a ledger of so many directives: accounts that are opened, then transactions of two postings."""
    draw = random.Random(7)
    first = date(2020, 1, 1)
    opened = ["Assets:Bank", *ACCOUNTS]
    with path.open("w", encoding="utf-8") as stream:
        stream.write('option "title" "Ledger"\noption "operating_currency" "EUR"\n')
        for account in opened:
            stream.write(f"{first} open {account}\n")
        for number in range(directives - len(opened)):
            day = first + timedelta(days=number * days // directives)
            cents = draw.randint(100, 50_000)
            stream.write(
                f'{day} * "Payee {draw.randint(1, 900)}" "What was bought {number}"\n'
                f"  {draw.choice(ACCOUNTS)}  {cents // 100}.{cents % 100:02} EUR\n  Assets:Bank\n"
            )


@contextmanager
def served(command: list[str], **more: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Run a server, and end it; gives when it was started."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **more}
    )
    try:
        yield process, begun
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
    return port


def fetch(address: str) -> bytes:
    """Ask for an address, from when the server is up."""
    until = time.perf_counter() + WAIT_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=WAIT_SECONDS) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, ConnectionError):
            if time.perf_counter() > until:
                raise
            time.sleep(0.01)


def cpu(process: subprocess.Popen[bytes]) -> float:
    """Give the CPU seconds of a process and of those it waited for."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICK


Ask = Callable[[int], int]


def measured(
    command: list[str], port: int, ask: Ask, found: dict[str, list[float]], name: str, **more: str
) -> None:
    """Start a server, ask for its first page, and ask for it again."""
    with served(command, **more) as (process, begun):
        size = ask(port)
        found.setdefault(f"{name}, s", []).append(time.perf_counter() - begun)
        used = cpu(process)
        found.setdefault(f"{name}, CPU s", []).append(used)
        found.setdefault("kB", []).append(size / 1000)
        begun = time.perf_counter()
        ask(port)
        found.setdefault("again, s", []).append(time.perf_counter() - begun)
        found.setdefault("again, CPU s", []).append(cpu(process) - used)


def servanda_asked(port: int) -> int:
    """Ask Servanda for the overview."""
    return len(fetch(f"http://127.0.0.1:{port}/overview"))


def fava_asked(port: int) -> int:
    """Ask Fava for its first page, as a browser does: the document, then the data."""
    shown = fetch(f"http://127.0.0.1:{port}/ledger/income_statement/")
    data = fetch(f"http://127.0.0.1:{port}/ledger/api/income_statement")
    assert json.loads(data), "the data of the page"
    return len(shown) + len(data)


def other_pages(folder: Path, cache: Path) -> dict[str, float]:
    """Give the CPU of each other page of Servanda, asked for first of all."""
    found = {}
    for page in OTHER_PAGES:
        port = free_port()
        with served(servanda(folder, port), SERVANDA_CACHE=str(cache)) as (process, _):
            fetch(f"http://127.0.0.1:{port}/static/servanda.css")
            used = cpu(process)
            fetch(f"http://127.0.0.1:{port}/{page}")
            found[page] = cpu(process) - used
    return found


def servanda(folder: Path, port: int) -> list[str]:
    """Give the command that serves a folder."""
    return [
        str(Path(sys.executable).parent / "servanda"),
        "serve",
        str(folder),
        "--port",
        str(port),
    ]


def main() -> None:
    """Print the medians as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--fava", default="", help="the command `fava`, in an environment of its own"
    )
    asked = parser.parse_args()
    found: dict[str, dict[str, list[float]]] = {"Servanda": {}, "Fava": {}}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folder, ledger = write_mission(home / "mission", asked.entries), home / "ledger.beancount"
        write_ledger(ledger, asked.entries)
        for number in range(asked.repeats):
            cache = home / f"cache-{number}"
            for kept in home.glob(".*picklecache"):
                kept.unlink()
            for state in ("cold", "kept"):
                port = free_port()
                more = {"SERVANDA_CACHE": str(cache)}
                measured(
                    servanda(folder, port), port, servanda_asked, found["Servanda"], state, **more
                )
                if asked.fava:
                    port = free_port()
                    command = [asked.fava, str(ledger), "--port", str(port)]
                    measured(command, port, fava_asked, found["Fava"], state)
        pages = other_pages(folder, cache)
    columns = [f"{state}, {unit}" for state in ("cold", "kept", "again") for unit in ("s", "CPU s")]
    print(f"| first page of {asked.entries:,} | {' | '.join((*columns, 'kB'))} |")
    print("|---" * (len(columns) + 2) + "|")
    for who, rows in found.items():
        if rows:
            cells = [f"{median(rows[each]):.2f}" for each in columns] + [
                f"{median(rows['kB']):.0f}"
            ]
            print(f"| {who} | {' | '.join(cells)} |")
    print("\nother pages of Servanda, CPU s, the first that is asked for:")
    print(", ".join(f"{page} {seconds:.2f}" for page, seconds in pages.items()))


if __name__ == "__main__":
    main()
