"""Try mutants, each in a process forked from one in which the tests are already imported.

A change inside a function is made by giving the function the code of the changed source; whoever imported
it sees the change. What runs as a module is imported is changed in a process that has imported nothing
yet. The tests of a mutant are those that ran one of its lines, first those that noticed others like it.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.util
import os
import pickle
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

from mutants.change import Key, Made, Mutant

BYTES_AT_MOST = 3 * 1024**3
SECONDS_BESIDES = 1.0
TIMES_AS_LONG = 8.0
OPTIONS = ["-q", "-s", "--assert=plain", "-p", "no:cacheprovider"]
SET_UP = 20.0
"""Seconds that it may take to import everything and collect the tests."""


class Fate(Enum):
    """Say what became of a mutant."""

    KILLED = "killed"
    TOO_LONG = "too long"
    SURVIVED = "survived"
    UNSEEN = "no test runs it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold what became of a mutant, which test noticed it, and how many were run."""

    mutant: Mutant
    fate: Fate
    test: str = ""
    tried: int = 0

    @property
    def is_noticed(self) -> bool:
        return self.fate in (Fate.KILLED, Fate.TOO_LONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Hold how long a test took by the processor, and which lines it ran in each module."""

    seconds: float
    lines: dict[str, frozenset[int]]
    has_passed: bool


@dataclass(slots=True, kw_only=True)
class Order:
    """Put the tests most likely to notice first: those that did, in the same function or module."""

    seen: dict[str, Seen]
    known: dict[Key, str]
    by_function: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    by_module: dict[str, Counter[str]] = field(default_factory=dict)

    def of(self, mutant: Mutant, job: Job) -> list[str]:
        """Give the tests that ran a line of the mutant, the likeliest first, then the quickest."""
        wanted = range(mutant.first, mutant.last + 1)
        names = [
            name
            for name, seen in self.seen.items()
            if seen.has_passed
            and seen.seconds <= job.slowest
            and not (job.without and job.without in name)
            and (
                not mutant.owner
                or not seen.lines.get(mutant.module, frozenset()).isdisjoint(wanted)
            )
        ]
        here = self.by_function.get((mutant.module, mutant.function), Counter())
        near = self.by_module.get(mutant.module, Counter())
        last = self.known.get(mutant.key)

        def rank(name: str) -> tuple[bool, int, bool, float]:
            is_near = near[name] > 0
            return name != last, -here[name], not is_near, self.seen[name].seconds

        ranked, spent = sorted(names, key=rank), 0.0
        for number, name in enumerate(ranked):
            spent += self.seen[name].seconds
            if spent > job.patience:
                return ranked[:number]
        return ranked

    def learn(self, outcome: Outcome) -> None:
        """Remember which test noticed a mutant."""
        mutant = outcome.mutant
        if outcome.test:
            self.known[mutant.key] = outcome.test
            place = mutant.module, mutant.function
            self.by_function.setdefault(place, Counter())[outcome.test] += 1
            self.by_module.setdefault(mutant.module, Counter())[outcome.test] += 1


@dataclass(slots=True, kw_only=True)
class Job:
    """Hold what is asked: the mutants, what makes each, and the tests to look through.

    Each change is made in the tree of its module, which a child has for itself.
    """

    mutants: Sequence[Mutant]
    trees: dict[str, ast.Module]
    makes: dict[Key, Made]
    paths: dict[str, Path]
    tests: Sequence[str]
    kept: Path
    digest: str
    slowest: float
    patience: float
    without: str
    tell: Callable[[Outcome], None]

    def code(self, mutant: Mutant) -> CodeType:
        """Compile the module of a mutant with its change."""
        self.makes[mutant.key]()
        tree = ast.fix_missing_locations(self.trees[mutant.module])
        return compile(tree, str(self.paths[mutant.module]), "exec", dont_inherit=True)


def run(job: Job) -> dict[str, Seen]:
    """Try every mutant of a job, telling what became of each; give what the tests ran."""
    order = Order(seen={}, known=_recalled(job.kept / "killers"))
    warm = [mutant for mutant in job.mutants if mutant.owner]
    cold = [mutant for mutant in job.mutants if not mutant.owner]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _quietly(job.kept)
        code = pytest.main([*OPTIONS, *job.tests], plugins=[_Warm(job, order, warm, writing)])
        os._exit(int(code))
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        while True:
            try:
                sent = pickle.load(stream)
            except EOFError:
                break
            if isinstance(sent, Outcome):
                order.learn(sent)
                job.tell(sent)
            else:
                order.seen = sent
    os.waitpid(child, 0)
    if not order.seen:
        raise SystemExit(f"mutants: the tests could not be run: {job.kept / 'output'} says why")
    for mutant in cold:
        outcome = _tried_cold(job, order, mutant)
        order.learn(outcome)
        job.tell(outcome)
    _keep(job.kept / "killers", order.known)
    return order.seen


def _recalled(path: Path) -> dict[Any, Any]:
    if not path.exists():
        return {}
    found = pickle.loads(path.read_bytes())
    assert isinstance(found, dict)
    return found


def _keep(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(value))


def _quietly(kept: Path) -> None:
    """Let what the tests print go to a file: it says why when they cannot be collected."""
    kept.mkdir(parents=True, exist_ok=True)
    output = os.open(kept / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(output, 1)
    os.dup2(output, 2)


class _Warm:
    """Try mutants from within a session of pytest whose tests are collected."""

    def __init__(self, job: Job, order: Order, mutants: Sequence[Mutant], writing: int) -> None:
        self.job = job
        self.order = order
        self.mutants = mutants
        self.stream = os.fdopen(writing, "wb")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            os._exit(1)
        items = {item.nodeid: item for item in session.items}
        kept, mark = (
            self.job.kept / "seen",
            (self.job.digest, sorted(self.job.paths), sorted(items)),
        )
        recalled = _recalled(kept)
        if recalled.get("mark") != mark:
            recalled = {"mark": mark, "seen": _measured(self.job, session.items)}
            _keep(kept, recalled)
        self.order.seen = recalled["seen"]
        self.send(self.order.seen)
        gc.freeze()
        for mutant in self.mutants:
            names = self.order.of(mutant, self.job)
            tests = [(items[name], self.order.seen[name].seconds) for name in names]
            outcome = _tried(self.job, mutant, tests)
            self.order.learn(outcome)
            self.send(outcome)
        return True

    def send(self, value: object) -> None:
        pickle.dump(value, self.stream)
        self.stream.flush()


# -- what the tests run ----------------------------------------------------------------------


def _measured(job: Job, items: Sequence[pytest.Item]) -> dict[str, Seen]:
    """Run each test once as the text stands, in a process of its own, and note what it runs."""

    def measure(stream: Any) -> None:
        files = [str(path) for path in job.paths.values()]
        cover = coverage.Coverage(data_file=None, config_file=False, include=files)
        cover.start()
        times: dict[str, tuple[float, bool]] = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            cover.switch_context(item.nodeid)
            start = time.process_time()
            reports = runtestprotocol(item, nextitem=following, log=False)
            times[item.nodeid] = (
                time.process_time() - start,
                not any(report.failed for report in reports),
            )
        cover.stop()
        pickle.dump((times, _lines(cover.get_data(), job.paths)), stream)

    with os.fdopen(_forked(measure)[0], "rb") as stream:
        times, lines = pickle.load(stream)
    return {
        name: Seen(seconds=seconds, lines=lines.get(name, {}), has_passed=has_passed)
        for name, (seconds, has_passed) in times.items()
    }


def _lines(
    data: coverage.CoverageData, paths: dict[str, Path]
) -> dict[str, dict[str, frozenset[int]]]:
    found: dict[str, dict[str, set[int]]] = {}
    for module, path in paths.items():
        for line, names in data.contexts_by_lineno(str(path)).items():
            for name in names:
                found.setdefault(name, {}).setdefault(module, set()).add(line)
    return {n: {m: frozenset(at) for m, at in by.items()} for n, by in found.items()}


def _forked(work: Callable[[Any], None]) -> tuple[int, int]:
    """Do some work in a child; give what it writes to, and its number."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "wb") as stream:
                work(stream)
        finally:
            os._exit(0)
    os.close(writing)
    return reading, child


# -- one mutant ------------------------------------------------------------------------------

NOTHING_LEFT = b"\xff\xff\xff\xff"


def _tried(job: Job, mutant: Mutant, tests: list[tuple[pytest.Item, float]]) -> Outcome:
    """Make a change in a child, and run the tests until one fails."""
    if not tests:
        return Outcome(mutant=mutant, fate=Fate.UNSEEN)

    def work(stream: Any) -> None:
        _bounded(sum(seconds for _, seconds in tests))
        live(mutant).__code__ = code_of(job.code(mutant), mutant.owner)
        _until_one_fails(tests, stream)

    reading, child = _forked(work)
    return _fate(mutant, reading, child, [item.nodeid for item, _ in tests])


def _until_one_fails(tests: list[tuple[pytest.Item, float]], stream: Any) -> None:
    """Write the number of each test before it runs; leave at the first that fails."""
    following = [item for item, _ in tests[1:]]
    for number, (item, seconds) in enumerate(tests):
        stream.write(number.to_bytes(4, "big"))
        stream.flush()
        signal.setitimer(signal.ITIMER_VIRTUAL, TIMES_AS_LONG * seconds + SECONDS_BESIDES)
        after = following[number] if number < len(following) else None
        if any(r.failed for r in runtestprotocol(item, nextitem=after, log=False)):
            os._exit(1)
    stream.write(NOTHING_LEFT)


def _fate(mutant: Mutant, reading: int, child: int, names: list[str]) -> Outcome:
    with os.fdopen(reading, "rb") as stream:
        written = stream.read()
    _, status = os.waitpid(child, 0)
    if written.endswith(NOTHING_LEFT) and len(written) % 4 == 0:
        return Outcome(mutant=mutant, fate=Fate.SURVIVED, tried=len(names))
    number = int.from_bytes(written[-4:], "big") if written else 0
    fate = Fate.TOO_LONG if os.WIFSIGNALED(status) else Fate.KILLED
    test = names[number] if written else ""
    return Outcome(mutant=mutant, fate=fate, test=test, tried=number + 1)


def _bounded(seconds: float) -> None:
    """Let a mutant that never ends, or fills the memory, die alone."""
    for kind in (signal.SIGVTALRM, signal.SIGALRM):
        signal.signal(kind, signal.SIG_DFL)
    most = int(TIMES_AS_LONG * (seconds + SECONDS_BESIDES))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_AT_MOST, BYTES_AT_MOST))


# -- making a change -------------------------------------------------------------------------


def live(mutant: Mutant) -> FunctionType:
    """Give the function that holds a change, as it was imported."""
    held: Any = sys.modules[mutant.module]
    for name in mutant.owner:
        held = vars(held)[name]
    while not isinstance(held, FunctionType):
        held = next(
            inner
            for name in ("__func__", "fget", "func", "__wrapped__")
            if (inner := getattr(held, name, None)) is not None
        )
    return held


def code_of(code: CodeType, owner: Iterable[str]) -> CodeType:
    """Give the code of a function inside the code of its module."""
    for name in owner:
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == name)
    return code


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Import one module with a change."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name = name
        self.path = path
        self.code = code

    def find_spec(self, fullname: str, path: object, target: object = None) -> Any:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(self.path))

    def get_code(self, fullname: str) -> CodeType:
        return self.code

    def get_source(self, fullname: str) -> str:
        return self.path.read_text("utf-8")

    def is_package(self, fullname: str) -> bool:
        return False


class _Cold:
    """Run the tests of one mutant in a session of their own, until one fails."""

    def __init__(self, names: list[str], seen: dict[str, Seen], stream: Any) -> None:
        self.names = names
        self.seen = seen
        self.stream = stream

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        if session.testsfailed or not items:
            os._exit(1)
        tests = [(items[n], self.seen[n].seconds) for n in self.names if n in items]
        _until_one_fails(tests, self.stream)
        return True


def _tried_cold(job: Job, order: Order, mutant: Mutant) -> Outcome:
    """Import everything anew with one module changed, and run its tests until one fails."""
    names = order.of(mutant, job)

    def work(stream: Any) -> None:
        _quietly(job.kept)
        path = job.paths[mutant.module]
        sys.meta_path.insert(0, _Changed(mutant.module, path, job.code(mutant)))
        stream.write((0).to_bytes(4, "big"))
        _bounded(sum(order.seen[name].seconds for name in names) + SET_UP)
        with suppress(SystemExit):
            pytest.main([*OPTIONS, *job.tests], plugins=[_Cold(names, order.seen, stream)])
        stream.flush()

    reading, child = _forked(work)
    return _fate(mutant, reading, child, names)
