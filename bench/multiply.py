"""A store many times the sample: the sample's own rows once more for every further district.

Every district has its own units, files, loads and receipts; a fifth of the units sent an earlier return, which counts
no more. Made through the store's own door; knows columns by name (unit_id, file_id, load_id, sha256, path), not what
rows say.
"""

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb

from tonghop.actions.loading import load
from tonghop.intake.inbox import collect
from tonghop.store import Store

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "returns"
SAMPLE_DAY = date(2022, 4, 30)
EARLIER_ONE_IN = 5  # units that sent an earlier return
EARLIER_DAYS = 10

# how a copy's row differs from its original; the rest of a row stays as it is
_CHANGED = {
    "file_id": "file_id + {copy} * {files}",
    "load_id": "load_id + {copy} * {loads}",
    "unit_id": "format('u{{:03d}}-{{}}', {copy}, unit_id)",
    "sha256": "case when sha256 = '' then '' else sha256(concat(sha256, {copy})) end",
    "path": "format('u{{:03d}}/{{}}', {copy}, path)",
}
_OF_UNITS = {"position": "position + {copy} * {units}"}
_EARLIER = {
    "file_id": "file_id + {files}",
    "sha256": "sha256(concat(sha256, 'earlier'))",
    "received_on": f"received_on - {EARLIER_DAYS}",
}


def sample_store(folder: Path, returns: Sequence[Path] = (SAMPLE,)) -> Store:
    """Load the sample campaign into a new store, by the production door."""
    store = Store(folder)
    load(
        store,
        collect(returns),
        received_on=SAMPLE_DAY,
        recorded_at=datetime(2022, 4, 30, 17, 0),
        recorded_by="bench",
        is_sample=True,
    )
    return store


def multiplied(sample: Store, folder: Path, scale: int) -> Store:
    """Copy a sample store and make it `scale` districts large."""
    store = Store(folder)
    folder.mkdir(parents=True)
    shutil.copytree(sample.folder / "versions", store.folder / "versions")
    shutil.copy(sample.folder / "current", store.folder / "current")
    with store.change() as change:
        _add_earlier_returns(change.con)
        if scale > 1:
            _add_districts(change.con, scale)
    return store


def _add_earlier_returns(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create temporary table again as select file_id from files where status = 'accepted' and unit_id in "
        f"(select unit_id from units where position % {EARLIER_ONE_IN} = 0) and form = 'unit_return'"
    )
    files = _value(con, "select max(file_id) from files")
    for table, columns in _tables(con).items():
        if "file_id" in columns:
            cells = [_EARLIER.get(column, column).format(files=files) for column in columns]
            con.execute(
                f"insert into {table} select {', '.join(cells)} from {table} "
                "where file_id in (select file_id from again)"
            )
    con.execute("drop table again")


def _add_districts(con: duckdb.DuckDBPyConnection, scale: int) -> None:
    sizes = {
        "files": _value(con, "select max(file_id) from files"),
        "loads": _value(con, "select max(load_id) from loads"),
        "units": _value(con, "select count(*) from units"),
    }
    for table, columns in _tables(con).items():
        if {"unit_id", "file_id", "load_id"}.isdisjoint(columns):
            continue  # the plan's lists are the same everywhere
        changed = _CHANGED | (_OF_UNITS if table == "units" else {})
        cells = [changed.get(column, f'"{column}"').format(copy="copies.copy", **sizes) for column in columns]
        con.execute(
            f"insert into {table} select {', '.join(cells)} from {table} "
            f"cross join (select unnest(range(1, {scale})) as copy) as copies order by copies.copy, {table}.rowid"
        )


def _tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in con.execute(
        "select table_name, column_name from duckdb_columns() where not internal and table_name in "
        "(select table_name from duckdb_tables() where not temporary) order by table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def _value(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    rows = con.execute(sql).fetchall()
    return int(rows[0][0])
