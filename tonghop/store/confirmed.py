"""What was confirmed of a paper, as the store holds it: read again, carried along where the paper gets a new unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from tonghop.findings import Finding
from tonghop.forms import PAPER_ENTRY
from tonghop.records import Carried, Figure, Record, Remark
from tonghop.store.loads import ACCEPTED, Received, write_load


@dataclass(frozen=True)
class ConfirmedEntry:
    """The newest confirmation of a paper among those not withdrawn: figures and remarks, whether they count or not."""

    file_id: int
    unit_id: str
    path: str
    received_on: date
    encoding: str | None
    is_sample: bool
    figures: tuple[Figure, ...]
    remarks: tuple[Remark, ...]


def confirmed_of(con: duckdb.DuckDBPyConnection, sha256: str) -> ConfirmedEntry | None:
    """Return what was confirmed of the paper with this sha256; None where nothing was."""
    found = con.execute(
        "select file_id, unit_id, path, received_on, encoding, is_sample from files "
        "where sha256 = $1 and form = $2 and file_id not in (select file_id from withdrawn_files) "
        "order by file_id desc limit 1",
        [sha256, PAPER_ENTRY],
    ).fetchall()
    if not found:
        return None
    number, unit_id, path, received_on, encoding, is_sample = found[0]
    figures = tuple(Figure(*row) for row in _rows(con, "figures", Figure._fields, number))
    remarks = tuple(Remark(*row) for row in _rows(con, "remarks", Remark._fields, number))
    return ConfirmedEntry(number, unit_id, path, received_on, encoding, is_sample, figures, remarks)


def write_moved(
    con: duckdb.DuckDBPyConnection, entry: ConfirmedEntry, sha256: str, unit_id: str, *, recorded_at: datetime,
    recorded_by: str,
) -> None:  # fmt: skip
    """Write what was confirmed of a paper anew as another unit's; it takes the place of what was the first one's."""
    carried = [Carried(*row) for row in _rows(con, "carried_sheets", Carried._fields, entry.file_id)]
    findings = [Finding(*row) for row in _rows(con, "findings", FINDING, entry.file_id)]
    records: list[Record] = [*carried, *entry.figures, *entry.remarks]
    moved = Received(
        entry.path, sha256, None, PAPER_ENTRY, unit_id, entry.encoding, ACCEPTED, tuple(findings),
        tuple(record._replace(unit_id=unit_id) for record in records), (),
    )  # fmt: skip
    write_load(
        con, [moved], received_on=entry.received_on, recorded_at=recorded_at, recorded_by=recorded_by,
        is_sample=entry.is_sample,
    )  # fmt: skip


FINDING = ("slug", "severity", "sheet", "cell", "value", "message", "unit_id")


def _rows(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], file_id: int) -> list[tuple[Any, ...]]:
    sql = f"select {', '.join(columns)} from {table} where file_id = $1 order by rowid"
    return con.execute(sql, [file_id]).fetchall()
