"""What people say about sources: that a file is taken out or put back, what a name means, that a figure is another.

Only ever added; what counts is said by the views. A correction is a source like a file: in the archive and the history.
"""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from tonghop import forms
from tonghop.errors import Stop
from tonghop.store.decisions import check_unit, given_reason
from tonghop.store.loads import ACCEPTED, Received, next_file_id, write_load
from tonghop.store.rows import append, value_of
from tonghop.store.versions import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure put right: `value` None says that the unit did not report it; `cell` is in the paper that says so."""

    unit_id: str
    indicator_id: str
    year: int
    value: int | None
    reason: str
    sheet: str
    cell: str


def withdraw(store: Store, file_id: int, *, reason: str, recorded_at: datetime, recorded_by: str) -> int:
    """Take a file out of the count, whatever it was; it stays in the archive and the history. Return the version."""
    with store.change() as change:
        write_withdrawal(change.con, file_id, True, given_reason(reason), recorded_at, recorded_by)
        return change.number


def put_back(store: Store, file_id: int, *, reason: str, recorded_at: datetime, recorded_by: str) -> int:
    """Let a file that was taken out count again; return the version."""
    with store.change() as change:
        write_withdrawal(change.con, file_id, False, given_reason(reason), recorded_at, recorded_by)
        return change.number


def write_withdrawal(
    con: duckdb.DuckDBPyConnection,
    file_id: int,
    is_withdrawn: bool,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
) -> None:
    """Write it into a version in the making.

    Raises Stop where there is no such file or it is so already, and where a paper put back is kept in another row.
    """
    if not con.execute("select 1 from files where file_id = $1", [file_id]).fetchall():
        raise Stop(f"Không có tệp số {file_id} trong kho.", "Đề nghị xem số thứ tự: python -m tonghop ask file_list.")
    is_out = bool(con.execute("select 1 from withdrawn_files where file_id = $1", [file_id]).fetchall())
    if is_out == is_withdrawn:
        raise Stop(
            f"Tệp số {file_id} {'đã được rút' if is_out else 'không ở trạng thái đã rút'}.", "Không có gì thay đổi."
        )
    if not is_withdrawn:
        _stop_where_kept_anew(con, file_id)
    append(con, "withdrawals", [(file_id, is_withdrawn, reason, recorded_at, recorded_by)])


def _stop_where_kept_anew(con: duckdb.DuckDBPyConnection, file_id: int) -> None:
    """A paper is kept once: the row before a naming, or before it was handed in again, is history."""
    other = value_of(
        con,
        "select max(others.file_id) from files inner join files as others on others.sha256 = files.sha256 "
        "where files.file_id = $1 and files.status = 'paper' and others.status = 'paper' and others.file_id <> $1 "
        "and others.file_id not in (select file_id from withdrawn_files)",
        [file_id],
    )
    if other is not None:
        raise Stop(
            f"Văn bản này đang được lưu ở tệp số {other}, nên tệp số {file_id} không tính lại được.",
            f"Đề nghị dùng tệp số {other}, hoặc rút tệp ấy trước.",
        )


def learn_alias(store: Store, name: str, unit_id: str, *, recorded_at: datetime, recorded_by: str) -> int:
    """Remember which unit a written name means; the newest word for a name counts. Return the version.

    Raises Stop for a unit that the plan does not know, and where the roster knows the name as another unit's.
    """
    if not name.strip():
        raise Stop("Chưa có tên để ghi nhớ.", "Đề nghị chọn tên như đơn vị đã ghi trong tệp.")
    with store.change() as change:
        check_unit(change, unit_id)
        names = change.plan.name_resolver()
        if not names.may_mean(name, unit_id):
            others = " và ".join(f"“{change.plan.unit_by_id[other].name}”" for other in names.find(name))
            raise Stop(
                f"“{name.strip()}” là tên của {others} trong kế hoạch nên không thể hiểu là đơn vị khác.",
                "Đề nghị chọn lại đơn vị; nếu danh sách đơn vị sai, đề nghị sửa ở trang Kế hoạch.",
            )
        append(change.con, "learned_aliases", [(name.strip(), unit_id, recorded_at, recorded_by)])
        return change.number


def write_correction(
    con: duckdb.DuckDBPyConnection,
    paper: Received,
    correction: Correction,
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
) -> None:
    """Put one figure right in a version in the making; `paper` is the source that says so, kept like a file.

    Raises Stop where the unit has no source for that sheet: what was never reported is entered, not corrected.
    """
    standing = con.execute(
        "select standing_sheets.file_id, files.is_sample from standing_sheets "
        "inner join files on files.file_id = standing_sheets.file_id "
        "where standing_sheets.unit_id = $1 and standing_sheets.sheet = $2",
        [correction.unit_id, correction.sheet],
    ).fetchall()
    if not standing:
        raise Stop(
            f"Đơn vị chưa có biểu “{correction.sheet}” nên chưa có gì để đính chính.",
            "Đề nghị nhập cả biểu ở mục Nhập số liệu.",
        )
    lowest, is_sample = standing[0]
    corrected = _source_of_figure(con, correction) or lowest
    file_id = next_file_id(con)
    write_load(
        con,
        [paper],
        received_on=received_on,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        is_sample=is_sample,
    )
    append(con, "corrected_figures", [_corrected_row(file_id, corrected, correction)])


def _source_of_figure(con: duckdb.DuckDBPyConnection, c: Correction) -> int | None:
    """The source that says the figure which counts: what a correction holds against, and goes with; None: none does."""
    found = value_of(
        con,
        "select coalesce(corrected_figures.corrected_file_id, counted_figures.file_id) from counted_figures "
        "left join corrected_figures on corrected_figures.file_id = counted_figures.file_id "
        "where counted_figures.unit_id = $1 and counted_figures.indicator_id = $2 and counted_figures.year = $3",
        [c.unit_id, c.indicator_id, c.year],
    )
    return None if found is None else int(found)


def _corrected_row(file_id: int, corrected: int, c: Correction) -> tuple[object, ...]:
    return file_id, corrected, c.unit_id, c.indicator_id, c.year, c.value, given_reason(c.reason), c.sheet, c.cell


def correction_paper(path: str, sha256: str, content: bytes, unit_id: str) -> Received:
    """The source of a correction, as it goes into the store: accepted, of one unit, without rows of its own."""
    return Received(path, sha256, content, forms.CORRECTION, unit_id, None, ACCEPTED, (), (), ())
