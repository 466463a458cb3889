"""Have claims answered beside the pages: one text at a time, for bounded time, while it does not change."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

CLAIM_SECONDS = 60
"""So long may one claim take; it is unknown after that."""

ALL_SECONDS = 900
WAITING_AT_MOST = 8

Key = tuple[str, tuple[str, ...]]
"""The version of the texts, and the readings that are fixed."""


class Job:
    """Hold what has been answered so far; `state` is `waiting`, `running`, `done` or `stopped`."""

    def __init__(self) -> None:
        self.state = "waiting"
        self.start: dict[str, Any] | None = None
        self.claims: list[dict[str, Any]] = []
        self.unreached: list[dict[str, Any]] = []
        self.trouble = ""

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state in ("done", "stopped")

    def take(self, line: dict[str, Any]) -> None:
        """Take a line that the worker said."""
        self.start = line.get("start", self.start)
        self.unreached = line.get("unreached", self.unreached)
        if "claim" in line:
            self.claims.append(line["claim"])


class Background:
    """Have the claims of a path answered, one question after another."""

    def __init__(self, path: str, told: Callable[[], None] = lambda: None) -> None:
        self._path = path
        self._told = told
        self._lock = threading.Condition()
        self._jobs: OrderedDict[Key, Job] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._has_ended = False

    @property
    def answered(self) -> int:
        """Count the claims that are answered, and the questions that are done with."""
        with self._lock:
            return sum(len(job.claims) + job.has_ended for job in self._jobs.values())

    def find(self, version: str, readings: tuple[str, ...]) -> Job | None:
        """Give what was answered, or is being; None where nobody has asked."""
        with self._lock:
            return self._jobs.get((version, readings))

    def ask(self, version: str, readings: tuple[str, ...]) -> Job:
        """Have a question answered; what was asked of other versions is let go."""
        with self._lock:
            for key in [key for key in self._jobs if key[0] != version]:
                self._drop(key)
            while len(self._jobs) >= WAITING_AT_MOST:
                self._drop(next(iter(self._jobs)))
            job = self._jobs.setdefault((version, readings), Job())
            if self._thread is None and not self._has_ended:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
            self._lock.notify_all()
            return job

    def wait(self, job: Job, seconds: float) -> None:
        """Wait for a job, but not longer."""
        with self._lock:
            self._lock.wait_for(lambda: job.has_ended, seconds)

    def close(self) -> None:
        """Let everything go."""
        with self._lock:
            self._has_ended = True
            for key in list(self._jobs):
                self._drop(key)
            self._lock.notify_all()

    def _drop(self, key: Key) -> None:
        job = self._jobs.pop(key)
        if job.state == "running" and self._process is not None:
            self._process.kill()
        if not job.has_ended:
            job.state = "stopped"

    def _work(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._has_ended or self._next() is not None)
                found = self._next()
                if found is None:
                    return
                (_, readings), job = found
                job.state = "running"
                command = [sys.executable, "-m", "servanda.web.worker", self._path]
                process = self._process = subprocess.Popen(
                    [*command, str(CLAIM_SECONDS), *readings],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            self._listen(job, process)

    def _next(self) -> tuple[Key, Job] | None:
        return next((pair for pair in self._jobs.items() if pair[1].state == "waiting"), None)

    def _listen(self, job: Job, process: subprocess.Popen[bytes]) -> None:
        """Take what the worker says until it ends, or has taken too long."""
        alarm = threading.Timer(ALL_SECONDS, process.kill)
        alarm.daemon = True
        alarm.start()
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                with self._lock:
                    job.take(json.loads(line))
                self._told()
        status = process.wait()
        alarm.cancel()
        with self._lock:
            self._process = None
            if job.state == "running":
                job.state = "stopped" if status else "done"
                job.trouble = "it took too long, or too much memory" if status else ""
            self._lock.notify_all()
        self._told()
