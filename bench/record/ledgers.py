"""Read and check the record of a mission beside ledgers of as many transactions, in Beancount and in Ledger.

Each work is a process of its own. CPU is in user mode, memory the most that was resident. Beancount's parser
is also given the same entries as directives (`run.py` says how). Booking has no like in a record, so what it
takes is shown apart. What Servanda does is `servanda status`: it reads all texts with all their faults, and
says where all stands.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from make_mission import write_mission
from run import write_same

HERE = Path(__file__).parent
ADDED = "2029-12-31 act south captives 1 via mission [patrols, verified]\n"
ACCOUNTS = tuple(f"Expenses:Cat{n // 10}:Sub{n % 10}" for n in range(200))
BANKS = tuple(f"Assets:Bank{n}" for n in range(10))
Figures = dict[str, float]


def transactions(number: int) -> Iterator[tuple[date, str, str, str, str]]:
    """Give days, sources, accounts and sums of two postings each, over ten years."""
    draw, first = random.Random(7), date(2020, 1, 1)
    for n in range(number):
        day = first + timedelta(days=n * 3_650 // number)
        cents = draw.randint(100, 99_999)
        amount = f"{cents // 100}.{cents % 100:02}"
        yield day, f"doc-{n % 5_000}", draw.choice(ACCOUNTS), draw.choice(BANKS), amount


def write_ledgers(home: Path, number: int) -> None:
    """Write the same transactions for both programs."""
    with (home / "beans").open("w") as beans, (home / "journal").open("w") as journal:
        beans.writelines(f"2019-12-31 open {account} USD\n" for account in (*ACCOUNTS, *BANKS))
        for n, (day, source, to, from_, amount) in enumerate(transactions(number)):
            beans.write(f'{day} * "Payee {n % 997}" "Narration number {n}"\n  source: "{source}"\n')
            beans.write(f"  {to}  {amount} USD\n  {from_}  -{amount} USD\n\n")
            journal.write(f"{day} * Payee {n % 997} | Narration number {n}\n  ; source: {source}\n")
            journal.write(f"    {to}  {amount} USD\n    {from_}  -{amount} USD\n\n")


def measured(command: list[str], **more: str) -> Figures:
    """Run a program to its end; what it prints as JSON is added."""
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, env={**os.environ, **more})
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command
        out.seek(0)
        told = out.read()
    found: Figures = (
        json.loads(told) if command[1].endswith(("work.py", "by_bean_check.py")) else {}
    )
    return {"cpu": used.ru_utime, "mb": used.ru_maxrss / 1024, **found}


def works(home: Path, entries: int, peers: str) -> Iterator[tuple[str, Figures]]:
    """Do each work once, in turn."""
    mission, same = write_mission(home / "mission", entries), home / "text"
    same.mkdir()
    with (home / "same.beancount").open("w") as whole:
        for record in sorted(mission.glob("*.record")):
            write_same(record, home / "part")
            whole.write((home / "part").read_text("utf-8"))
    (home / "part").unlink()
    write_ledgers(home, entries)
    work = str(HERE / "work.py")
    theirs = measured([peers, work, "beancount", str(same)])
    ours = measured([sys.executable, work, "plainly", str(mission)])
    assert theirs["count"] == ours["count"] == entries
    yield "Beancount: its parser, the same entries", theirs
    yield "Servanda: read by shapes, with all faults and places", ours
    checked = measured([peers, str(HERE / "by_bean_check.py"), str(home / "beans")])
    yield "Beancount: bean-check", checked
    apart = {**checked, "cpu": checked["cpu"] - checked["booking"]}
    yield "Beancount: the same without its booking", apart
    ledger = shutil.which("ledger")
    if ledger is None:
        print("Ledger: left out, no `ledger` here", file=sys.stderr)
    else:
        ask = [ledger, "--no-pager", "-f", str(home / "journal"), "balance"]
        yield "Ledger: balance", measured(ask)
    servanda = str(Path(sys.executable).with_name("servanda"))
    status = [servanda, "status", str(mission), "--on"]
    kept = {"SERVANDA_CACHE": str(home / "cache")}
    asked = [*status, "2029-12-31"]
    yield "Servanda: status, cold", measured(asked, SERVANDA_CACHE="off")
    yield "Servanda: status, cold, and what was read kept", measured(asked, **kept)
    yield "Servanda: status, from what was kept", measured(asked, **kept)
    yield (
        "Servanda: status on another day, from what was kept",
        measured([*status, "2026-06-30"], **kept),
    )
    with sorted(mission.glob("*.record"))[-1].open("a", encoding="utf-8") as stream:
        stream.write(ADDED)
    yield "Servanda: status after one act more", measured(asked, **kept)


def main() -> None:
    """Print a table for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default="python3", help="the Python that has beancount")
    parser.add_argument("--entries", type=int, nargs="+", default=[100_000, 1_000_000])
    asked = parser.parse_args()
    for entries in asked.entries:
        print(f"\n#### {entries:,} entries, or transactions\n\n| work | CPU, s | a second | MB |")
        print("|---|---|---|---|")
        with tempfile.TemporaryDirectory() as home:
            for name, found in works(Path(home), entries, asked.peers):
                cpu, mb = found["cpu"], found["mb"]
                print(f"| {name} | {cpu:.2f} | {entries / cpu:,.0f} | {mb:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
