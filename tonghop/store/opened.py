"""A version open for reading, and what counts in it, worked out once for each day it is looked at.

Nearly all of a question's time is planning: the views that it asks stand on up to nine layers of others (views.sql).
They are laid as tables in memory under their own names, when a question first needs them; then it plans over one layer.
"""

import itertools
import threading
from collections.abc import Collection
from datetime import date
from pathlib import Path

import duckdb

from tonghop.store.integrity import CONFIG
from tonghop.store.past import Past, by_day
from tonghop.store.rules import quoted, view_bodies

KEPT_DAYS = 12
IN_PLACE = "held.main"
_NUMBERS = itertools.count()


def open_in_place(database: Path) -> duckdb.DuckDBPyConnection:
    """Open a version's file, read-only, beside a database in memory; its tables and views stand in IN_PLACE.

    Raises duckdb.Error where it is none, is gone, or a newer DuckDB wrote it.
    """
    con = duckdb.connect(config={name: value for name, value in CONFIG.items() if name != "enable_external_access"})
    con.execute(f"attach {quoted(database)} as held (read_only)")
    con.execute("set enable_external_access = false")
    con.execute(f"set search_path = '{IN_PLACE}'")
    return con


class Opened:
    """A connection that nobody else writes to, with tables and views in the schema `home`, given as catalog.schema.

    Safe in any thread. Holds what was worked out for the days last looked at, and the connection as long as cursors do.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, home: str = "memory.main") -> None:
        self._con, self._home = con, home
        self._guard = threading.Lock()
        self._days: dict[tuple[date | None, date | None], tuple[str, set[str]]] = {}

    def cursor(self, past: Past = Past(), views: Collection[str] = ()) -> duckdb.DuckDBPyConnection:  # noqa: B008
        """Return a cursor that sees a chosen day; the `views` named (rules.views_under) are tables to it."""
        cursor = by_day(self._con.cursor(), past)
        if not views:
            cursor.execute(f"set search_path = '{self._home}'")
            return cursor
        with self._guard:
            schema, laid = self._day(cursor, (past.come_by, past.known_by))
            cursor.execute(f"set search_path = '{schema},{self._home}'")
            for name, body in view_bodies().items():
                if name in views and name not in laid:
                    cursor.execute(f"create table {schema}.{name} as {body}")
                    laid.add(name)
        return cursor

    def _day(self, cursor: duckdb.DuckDBPyConnection, day: tuple[date | None, date | None]) -> tuple[str, set[str]]:
        """The schema of a day and what is laid in it; the day looked at longest ago makes room, under the guard.

        A question at work on that one keeps its tables, one about to start finds the views beneath.
        """
        found = self._days.pop(day, None)
        if found is None:
            found = f"memory.day{next(_NUMBERS)}", set()
            cursor.execute(f"create schema {found[0]}")
        self._days[day] = found
        for old in list(self._days)[:-KEPT_DAYS]:
            cursor.execute(f"drop schema {self._days.pop(old)[0]} cascade")
        return found
