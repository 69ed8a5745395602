"""Taking back what was just recorded: all that one version did to sources, in one go; all stays in the history.

Sources that it brought go out, those that it took out (a paper named anew) come back, receipts that it struck count.
"""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.loads import NothingNew
from tonghop.store.receipts import write_strike
from tonghop.store.rows import value_of
from tonghop.store.sources import write_withdrawal
from tonghop.store.versions import Draft

REASON = "Hoàn tác ngay sau khi ghi nhận"


def sources_of(store: Store, version: int) -> list[int]:
    """The numbers of the files, entries and receipts that came with a version.

    A number alone does not say it: where the sample is put out, real files begin at 1 again.
    """
    before = set(_sources(store, version - 1)) if version > 1 else set()
    return sorted(source[0] for source in _sources(store, version) if source not in before)


def take_back(store: Store, version: int, *, recorded_at: datetime, recorded_by: str) -> int:
    """Take back what a version did to sources, as one version; return its number, asked twice the same.

    Raises Stop where it brought nothing that could be taken back, and where somebody's later work hangs on it: that
    would go along unseen.
    """
    by: Any = {"reason": REASON, "recorded_at": recorded_at, "recorded_by": recorded_by}
    brought = sources_of(store, version)
    if not brought:
        raise Stop("Không có gì để hoàn tác.", "Lần ghi nhận này không thêm tệp hay hồ sơ nào.")
    taken_out = [row[0] for row in _added(store, version, "withdrawals", "file_id, is_withdrawn") if row[1]]
    struck = _added(store, version, "struck_receipts", "unit_id, obligation_id, received_on, copies, times")
    with contextlib.suppress(NothingNew), store.change() as change:
        _stop_where_others_hang_on_it(change, brought)
        is_out = {row[0] for row in change.con.execute("select file_id from withdrawn_files").fetchall()}
        standing = [number for number in brought if number not in is_out]
        if not standing:
            raise NothingNew
        for number in standing:
            write_withdrawal(change.con, number, True, **by)
        for number in taken_out:
            if number in is_out:
                write_withdrawal(change.con, number, False, **by)
        for row in struck:
            _strike_no_more(store, change, version, row, by)
        return change.number
    return store.current


def _strike_no_more(store: Store, change: Draft, version: int, row: tuple[Any, ...], by: dict[str, Any]) -> None:
    """Let receipts count again that a version struck, unless somebody has said another number since."""
    unit, part, day, copies, times = row
    if _times_struck(change.con, row[:4]) == times:
        with contextlib.closing(store.reader(version - 1)) as con:
            before = _times_struck(con, row[:4])
        write_strike(change, unit, part, day, copies, before, **by)


def _times_struck(con: duckdb.DuckDBPyConnection, alike: Sequence[Any]) -> int:
    found = value_of(
        con,
        "select times from struck_receipts where unit_id = $1 and obligation_id = $2 and received_on = $3 "
        "and copies = $4 order by rowid desc limit 1",
        alike,
    )
    return int(found or 0)


def _stop_where_others_hang_on_it(change: Draft, brought: Sequence[int]) -> None:
    """Raise Stop where later rows are of the same paper (named or confirmed since), or put its figures right."""
    found = change.con.execute(
        "select later.form, later.path from files as later "
        "where later.file_id > $last and later.file_id not in (select file_id from withdrawn_files) and ("
        "later.sha256 in (select sha256 from files where file_id in (select unnest($brought)) "
        "and (status = 'paper' or form = 'paper_entry')) and (later.status = 'paper' or later.form = 'paper_entry') "
        "or later.file_id in (select file_id from corrected_figures "
        "where corrected_file_id in (select unnest($brought)))) order by later.file_id limit 1",
        {"last": max(brought), "brought": list(brought)},
    ).fetchall()
    if found:
        form, path = found[0]
        what = {"paper_entry": "số liệu xác nhận từ văn bản", "correction": "đính chính số liệu"}
        raise Stop(
            f"Sau lần ghi nhận này đã có {what.get(str(form), 'văn bản được ghi tên lại')} ({path}) nên không hoàn tác "
            "cả lần được. Không có gì thay đổi.",
            "Đề nghị hoàn tác lần ghi sau trước, hoặc rút từng tệp ở trang Tệp đã nhận: trang ấy nêu điều sẽ thay đổi.",
        )


def _added(store: Store, version: int, table: str, columns: str) -> list[tuple[Any, ...]]:
    """The rows that a version added to a table of which rows are only ever added."""
    sql = f"select {columns}, recorded_at, recorded_by, reason from {table} order by rowid"
    before: list[tuple[Any, ...]] = []
    if version > 1:
        with contextlib.closing(store.reader(version - 1)) as con:
            before = con.execute(sql).fetchall()
    with contextlib.closing(store.reader(version)) as con:
        rows = con.execute(sql).fetchall()
    is_kept = rows[: len(before)] == before  # the sample's go where it is put out
    return [row[:-3] for row in (rows[len(before) :] if is_kept else rows)]


def _sources(store: Store, version: int) -> list[tuple[int, str, datetime]]:
    """Every source of a version: number, name, when it was recorded."""
    columns, rows = ask_rows(store, "file_list", version=version)
    number, name, moment = (columns.index(column) for column in ("file_id", "path", "recorded_at"))
    return [(row[number], row[name], row[moment]) for row in rows]
