"""Load a ledger as `bean-check` does without its cache, and print what it took, booking apart, as JSON."""

import json
import os
import resource
import sys
import time

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"


def main(path: str) -> None:
    """Load it: parse, book, run the plug-ins that always run, validate."""
    from beancount import loader
    from beancount.parser import booking

    spent, book = [0.0], booking.book

    def watched(*arguments: object, **named: object) -> object:
        begun = time.process_time()
        found = book(*arguments, **named)
        spent[0] += time.process_time() - begun
        return found

    booking.book = watched
    entries, faults, _ = loader.load_file(path)
    assert not faults, faults[0]
    used = resource.getrusage(resource.RUSAGE_SELF)
    assert spent[0] > 0
    found = {"cpu": used.ru_utime, "mb": used.ru_maxrss / 1024, "booking": spent[0]}
    print(json.dumps({**found, "count": len(entries)}))


if __name__ == "__main__":
    main(sys.argv[1])
