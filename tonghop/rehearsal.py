"""What an action would change, found by doing it to rows in memory: the store's own rules judge, none is spelled twice."""

from collections.abc import Callable
from datetime import date, datetime

import duckdb

from tonghop.changes import Change, Value, compare
from tonghop.loading import Report, received_files
from tonghop.questions import questions
from tonghop.store import Store
from tonghop.store.recording import Received, forget_sample, write_load
from tonghop.store.sources import Correction, write_correction, write_withdrawal

Action = Callable[[duckdb.DuckDBPyConnection], None]
WHO, WHEN = "thử", datetime(2000, 1, 1)  # of rows that are never kept


def of_load(store: Store, report: Report, received_on: date) -> list[Change]:
    """Return what storing a checked report would change; real files are not held against the sample they put out."""
    return of_files(store, received_files(report), received_on, is_sample=False)


def of_files(store: Store, files: list[Received], received_on: date, *, is_sample: bool) -> list[Change]:
    """Return what storing these sources would change."""

    def act(con: duckdb.DuckDBPyConnection) -> None:
        write_load(
            con, files, received_on=received_on, recorded_at=WHEN, recorded_by=WHO, is_sample=is_sample
        )

    return _rehearsed(store, act, first=None if is_sample else forget_sample)


def of_withdrawal(store: Store, file_id: int, is_withdrawn: bool) -> list[Change]:
    """Return what taking a file out, or putting it back, would change."""
    return _rehearsed(store, lambda con: write_withdrawal(con, file_id, is_withdrawn, WHO, datetime.max, WHO))


def of_correction(store: Store, paper: Received, correction: Correction, received_on: date) -> list[Change]:
    """Return what putting one figure right would change: nothing where something newer counts."""

    def act(con: duckdb.DuckDBPyConnection) -> None:
        write_correction(con, paper, correction, received_on=received_on, recorded_at=WHEN, recorded_by=WHO)

    return _rehearsed(store, act)


def _rehearsed(store: Store, act: Action, first: Action | None = None) -> list[Change]:
    with store.rehearsal() as change:
        con = change.con
        if first is not None:
            first(con)
        before = _values(con)
        act(con)
        after = _values(con)
        paths = dict(con.execute("select file_id, path from files").fetchall())
        rows = con.execute("select unit_id, sheet, file_id from standing_sheets").fetchall()
    return compare(before, after, paths, {(unit, sheet): file_id for unit, sheet, file_id in rows})


def _values(con: duckdb.DuckDBPyConnection) -> list[Value]:
    return [Value(*row) for row in con.execute(questions()["counted_values"].sql).fetchall()]
