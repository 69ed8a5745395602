"""A version open for reading, and what counts in it, worked out once for each day it is looked at.

Nearly all of a question's time is planning: the views that it asks stand on up to nine layers of others (views.sql).
They are laid as tables in memory under their own names, when a question first needs them; then it plans over one layer.
"""

import contextlib
import itertools
import threading
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import duckdb

from tonghop.store.integrity import CONFIG
from tonghop.store.past import Past, by_day
from tonghop.store.rules import quoted, rules, rules_under

KEPT_DAYS = 24
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


def take_into_memory(con: duckdb.DuckDBPyConnection) -> None:
    """Copy what `open_in_place` opened into memory whole and let go of the file: views come unbound, in no time."""
    con.execute("copy from database held to memory")
    con.execute("set search_path = 'memory.main'")
    con.execute("detach held")


@contextlib.contextmanager
def laid_for(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[None]:
    """Within the block, whose database is in memory, what a piece of SQL stands on is tables, of the rows of now."""
    con.execute("create schema memory.laid")
    con.execute("set search_path = 'memory.laid,memory.main'")
    needed = rules_under(sql)
    for name, rule in rules().items():
        if name in needed and not rule.is_of_a_day:
            con.execute(f"create table memory.laid.{name} as {rule.on(None)}")
    yield
    con.execute("set search_path = 'memory.main'")
    con.execute("drop schema memory.laid cascade")


class Opened:
    """A connection that nobody else writes to, with tables and views in the schema `home`, given as catalog.schema.

    Safe in any thread. Holds what was worked out for the days last looked at, and the connection as long as cursors do.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, home: str = "memory.main") -> None:
        self._con, self._home = con, home
        self._guard = threading.Lock()
        self._lasting = f"memory.lasting{next(_NUMBERS)}", set[str]()
        self._laid: dict[tuple[date | None, ...], tuple[str, set[str]]] = {}
        con.execute(f"create schema {self._lasting[0]}")

    def cursor(self, past: Past, names: Collection[str] = (), as_of: date | None = None) -> duckdb.DuckDBPyConnection:
        """Return a cursor that sees a chosen day; the rules named (rules.rules_under) are tables to it.

        Rules of a day are tables of the day `as_of`, under their names, where that is given.
        """
        cursor = by_day(self._con.cursor(), past)
        if not names:
            cursor.execute(f"set search_path = '{self._home}'")
            return cursor
        with self._guard:
            of_past = self._schema(cursor, past.come_by, past.known_by)
            of_day = self._schema(cursor, as_of) if as_of else None
            schemas = [schema for schema in (of_day, of_past, self._lasting) if schema]
            cursor.execute(f"set search_path = '{','.join(schema[0] for schema in schemas)},{self._home}'")
            for name, rule in rules().items():
                schema = of_day if rule.is_of_a_day else of_past if rule.sees_past else self._lasting
                if schema and name in names and name not in schema[1]:
                    cursor.execute(f"create table {schema[0]}.{name} as {rule.on(as_of)}")
                    schema[1].add(name)
            for old in list(self._laid)[:-KEPT_DAYS]:
                cursor.execute(f"drop schema {self._laid.pop(old)[0]} cascade")
            cursor.execute("begin")  # what others let go of from now on stays as long as this cursor
        return cursor

    def _schema(self, cursor: duckdb.DuckDBPyConnection, *day: date | None) -> tuple[str, set[str]]:
        """A schema in memory and the names laid in it, the one asked for last in the last place; under the guard."""
        found = self._laid.pop(day, None)
        if found is None:
            found = f"memory.day{next(_NUMBERS)}", set()
            cursor.execute(f"create schema {found[0]}")
        self._laid[day] = found
        return found
