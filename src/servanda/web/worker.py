"""Answer the claims of a text in a process of its own, a line of JSON for each as it is found.

    python -m servanda.web.worker PATH SECONDS [AMBIGUITY=READING ...]

The pages start it: a large text may take minutes, and must stop nobody who reads them. It takes bounded time
and memory, and gives way to whatever else runs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

MEMORY_AT_MOST = 4 * 1024**3


def main(arguments: Sequence[str]) -> None:
    """Answer the claims, then say which phases no faithful run reaches."""
    _yield_to_others()
    from servanda.checks.claims import start_of
    from servanda.reports.claims_page import claims_as_data, unreached_as_data
    from servanda.workspace import load
    from servanda.workspace.asking import read_readings
    from servanda.workspace.pipeline import answer_claims, find_unreached, lay_out

    path, seconds, *readings = arguments
    loaded = load(path)
    agreement = loaded.agreement
    assert agreement is not None
    calendar = agreement.header.calendar
    today = calendar.end_of_day(calendar.date_of(int(datetime.now(UTC).timestamp()) // 60))
    start = start_of(agreement, None, today)
    fixed = read_readings(agreement, readings)
    _say(
        start={"on": calendar.format(start.at), "why": start.why, "assumed": start.is_assumed},
    )
    texts = lay_out(agreement, start)
    for result in answer_claims(texts, fixed, float(seconds), with_reasons=True):
        _say(claim=claims_as_data(agreement, [result], loaded.sources)[0])
    found = find_unreached(texts, fixed, float(seconds))
    _say(unreached=unreached_as_data(found))


def _say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _yield_to_others() -> None:
    with suppress(OSError, AttributeError):
        os.nice(10)
    try:
        import resource
    except ImportError:
        return  # no such bounds on this system
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))


if __name__ == "__main__":
    main(sys.argv[1:])
