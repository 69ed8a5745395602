"""A time past, and what a copy of a version forgets to show it."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import duckdb


@dataclass(frozen=True, slots=True)
class Past:
    """A time past: what was recorded until a moment, what was received until the end of a day, or both.

    `come_by` and `known_by` are a day that somebody chose (on_day.py): read by the views, nothing is copied.
    """

    recorded_until: datetime | None = None
    received_until: date | None = None
    come_by: date | None = None
    known_by: date | None = None

    def and_(self, other: "Past") -> "Past":
        """Return the time past that leaves out what either leaves out."""

        def earlier(name: str) -> Any:
            return min((at for at in (getattr(self, name), getattr(other, name)) if at is not None), default=None)

        return Past(*(earlier(one.name) for one in fields(Past)))


def by_day(con: duckdb.DuckDBPyConnection, past: Past) -> duckdb.DuckDBPyConnection:
    """Say to a cursor of its own which day its views are to show (views.sql: had_come, was_known)."""
    for name, day in (("come_by", past.come_by), ("known_by", past.known_by)):
        if day is not None:
            con.execute(f"set variable {name} = date '{day.isoformat()}'")
    return con


def forget_later(con: duckdb.DuckDBPyConnection, past: Past) -> None:
    """Take out of a copy what came later: loads with all their files' rows, files, and decisions."""
    moment = past.recorded_until or datetime.max
    con.execute("delete from loads where recorded_at > $1", [moment])
    con.execute("delete from files where load_id not in (select load_id from loads)")
    if past.received_until is not None:
        con.execute("delete from files where received_on > $1", [past.received_until])
    tables = con.execute(
        "select table_name, string_agg(column_name, ' ') from duckdb_columns() where not internal "
        "and table_name in (select table_name from duckdb_tables()) group by table_name"
    ).fetchall()
    for table, columns in tables:
        if "recorded_at" in columns.split():
            con.execute(f"delete from {table} where recorded_at > $1", [moment])
        elif "file_id" in columns.split() and table != "files":
            con.execute(f"delete from {table} where file_id not in (select file_id from files)")
