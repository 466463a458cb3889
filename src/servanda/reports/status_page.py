"""Print where an agreement stands, for a person."""

from servanda.model.agreement import Agreement
from servanda.reports.status_table import StatusTable


def print_status(
    table: StatusTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print a status as a page."""
    return "".join(f"{p.id}  {p.cells.state}\n" for p in table.provisions)
