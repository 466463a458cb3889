"""The edits a drafter would make, a kind in each file: a ground comes in, changes of text go out.
A kind refuses to know which claims it may mend.
"""

from servanda.checks.mending.edit import Kind
from servanda.checks.mending.edits import (
    condition,
    deadline,
    default,
    end_date,
    ender,
    guarantor,
    interpreter,
    limit,
    name_bearer,
    notice,
    renewal,
    result,
    settle,
    to_duty,
    unlink,
)

KINDS: tuple[Kind, ...] = tuple(
    module.KIND
    for module in (
        default,
        renewal,
        guarantor,
        ender,
        settle,
        interpreter,
        result,
        to_duty,
        deadline,
        name_bearer,
        end_date,
        limit,
        notice,
        condition,
        unlink,
    )
)
"""The kinds of edit, in the order in which they are tried and listed."""

__all__ = ["KINDS"]
