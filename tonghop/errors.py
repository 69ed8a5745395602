"""The one exception that stops us: what happened, where, and what to do.

Wrong data is never an exception (see findings). Only the page frame and the command line catch this.
"""

import sys

REFUSED, MISUSED = 1, 2


class Stop(Exception):
    """Stop the action at hand; message and remedy are Vietnamese and shown to people as they are.

    `status` is the command line's exit status: 1 something was refused, 2 wrong use.
    """

    def __init__(self, message: str, remedy: str = "", status: int = REFUSED) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.status = status

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


def is_of_database(error: BaseException) -> bool:
    """Did DuckDB raise this? Asked at the edges, which do not import it for the asking."""
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, duckdb.Error)
