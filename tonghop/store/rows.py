"""Rows into tables: always whole columns at once, never row by row.

Columns travel as one JSON text, which DuckDB reads into typed lists: no other library is imported for it. (pyarrow's
first array imports pandas: half a second before the first row; see docs/decisions.md.)
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb


def append(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows whose values stand in the order of the table's columns; days and moments as such, None as null."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    types = [row[1] for row in con.execute(f"describe {table}").fetchall()]
    keys = [f"c{place}" for place in range(len(types))]
    shape = json.dumps({key: [kind] for key, kind in zip(keys, types, strict=True)})
    values = json.dumps(dict(zip(keys, columns, strict=True)), default=str)
    unnested = ", ".join(f"unnest(incoming.{key})" for key in keys)
    con.execute(
        f"insert into {table} select {unnested} from (select from_json($values, '{shape}') as incoming)",
        {"values": values},
    )


def value_of(con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Any:
    """Return the first value of an answer, None where it has no row; leaves no result open on the connection."""
    rows = con.execute(sql, parameters).fetchall()
    return rows[0][0] if rows else None
