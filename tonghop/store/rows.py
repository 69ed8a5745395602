"""Rows into tables: always whole columns at once, never row by row."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb


def append(
    con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]], lead: Sequence[Any] = ()
) -> None:
    """Append rows whose values stand in the order of the table's columns; `lead` goes in front of each."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    import pyarrow as pa

    count = len(columns[0])
    arrays = [pa.array([value] * count) for value in lead] + [pa.array(column) for column in columns]
    incoming = pa.Table.from_arrays(arrays, names=[f"c{place}" for place in range(len(arrays))])
    con.register("incoming", incoming)
    try:
        con.execute(f"insert into {table} select * from incoming")
    finally:
        con.unregister("incoming")


def value_of(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    """Return the first value of an answer, None where it has no row; leaves no result open on the connection."""
    rows = con.execute(sql).fetchall()
    return rows[0][0] if rows else None
