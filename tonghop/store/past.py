"""A time past, and what a copy of a version forgets to show it."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb


@dataclass(frozen=True, slots=True)
class Past:
    """A time past: what was recorded until a moment, what was received until the end of a day, or both."""

    recorded_until: datetime | None = None
    received_until: date | None = None

    def and_(self, other: "Past") -> "Past":
        """Return the time past that leaves out what either leaves out."""
        moments = [m for m in (self.recorded_until, other.recorded_until) if m is not None]
        days = [d for d in (self.received_until, other.received_until) if d is not None]
        return Past(min(moments, default=None), min(days, default=None))


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
