"""What the office does with papers: takes them in, strikes out a mistake, accepts them. Only ever added.

A receipt recorded on screen is a source like a register's row; what counts is said by the views (CONTRACT §1).
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tonghop.errors import Stop
from tonghop.store.archive import sha256_of
from tonghop.store.decisions import check_known, given_reason
from tonghop.store.loads import NothingNew, Received, Stored, holds_sample_rows, new_of, next_file_id, write_load
from tonghop.store.rows import append, value_of
from tonghop.store.versions import Draft, Store


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a unit's papers, by its own name."""

    unit_id: str
    name: str
    content: bytes


def record_receipts(
    store: Store,
    paper: Received,
    attachments: Sequence[Attachment],
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record receipts of one moment as one version: `paper` holds the rows and the workbook that shows them.

    Raises Stop for a receipt before the plan's day or of an unknown unit or part, and writes nothing.
    """
    with store.change() as change:
        write_receipts(
            change, paper, attachments, received_on=received_on, recorded_at=recorded_at, recorded_by=recorded_by
        )
        contents = {paper.sha256: paper.content} if paper.content is not None else {}
        store.archive.keep(contents | {sha256_of(a.content): a.content for a in attachments})
        return change.number


@dataclass(frozen=True)
class Receipts:
    """Receipts as they go into the store: the source with its rows, and of which papers they are."""

    source: Received
    papers: tuple[tuple[str, str, str], ...] = ()
    """Unit, obligation, sha256 of a paper or list."""


def record_load_with_receipts(
    store: Store,
    received: Sequence[Received],
    receipts_of: Callable[[Draft], Receipts | None],
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
) -> Stored:
    """Store a load and the receipts that its files bring as one version.

    `receipts_of` decides in the version in the making which they are (None: none). Where nothing is new, no version is
    made and the current number is returned. Raises Stop as `record_receipts` and `record_load`, writing nothing.
    """
    said: Any = {"received_on": received_on, "recorded_at": recorded_at, "recorded_by": recorded_by}
    with contextlib.suppress(NothingNew), store.change() as change:
        receipts = receipts_of(change)
        new = new_of(change.con, received)
        if not new and receipts is None:
            raise NothingNew
        if new:
            write_load(change.con, received, **said)
        contents = list(received)
        if receipts is not None:
            write_receipts(change, receipts.source, (), papers=receipts.papers, **said)
            contents.append(receipts.source)
        store.archive.keep({f.sha256: f.content for f in contents if f.content is not None and f.sha256})
        return Stored(change.number, frozenset(file.sha256 for file in new))
    return Stored(store.current)


def write_receipts(
    change: Draft,
    paper: Received,
    attachments: Sequence[Attachment],
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
    papers: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Write receipts into a version in the making, `papers` as of `Receipts`; raises as `record_receipts`."""
    for record in paper.records:
        check_known(change, record.unit_id, str(getattr(record, "obligation_id", "")))
        day = getattr(record, "received_on", received_on)
        if day < change.plan.issued_on:
            raise Stop("Ngày nhận trước ngày ban hành kế hoạch.", "Đề nghị kiểm tra lại ngày nhận.")
    file_id = next_file_id(change.con)
    write_load(
        change.con,
        [paper],
        received_on=received_on,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        is_sample=holds_sample_rows(change.con),
    )
    append(change.con, "receipt_papers", [(file_id, *one) for one in papers])
    append(change.con, "attachments", [(file_id, a.unit_id, sha256_of(a.content), a.name) for a in attachments])


def strike_receipt(
    store: Store,
    unit_id: str,
    obligation_id: str,
    received_on: date,
    copies: int,
    times: int,
    *,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Strike out receipts that say the same: `times` of them are struck from now on (0: none any more).

    Raises Stop where fewer were ever recorded.
    """
    with store.change() as change:
        write_strike(
            change, unit_id, obligation_id, received_on, copies, times, reason=reason, recorded_at=recorded_at,
            recorded_by=recorded_by,
        )  # fmt: skip
        return change.number


def write_strike(
    change: Draft, unit_id: str, obligation_id: str, received_on: date, copies: int, times: int, *, reason: str,
    recorded_at: datetime, recorded_by: str,
) -> None:  # fmt: skip
    """Write into a version in the making how many of the receipts that say the same are struck; as `strike_receipt`."""
    check_known(change, unit_id, obligation_id)
    said = value_of(
        change.con,
        "select coalesce(max(times), 0) from recorded_receipts "
        "where unit_id = $1 and obligation_id = $2 and received_on = $3 and copies = $4",
        [unit_id, obligation_id, received_on, copies],
    )
    if not 0 <= times <= said:
        raise Stop("Không có lần tiếp nhận nào như vậy.", "Đề nghị chọn lại trong danh sách.")
    row = (unit_id, obligation_id, received_on, copies, times, given_reason(reason), recorded_at, recorded_by)
    append(change.con, "struck_receipts", [row])


def accept(
    store: Store,
    unit_id: str,
    obligation_id: str,
    accepted_on: date | None,
    *,
    remark: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Say that a part was looked through and found right on a day (None: no longer). Never moves its complete day."""
    with store.change() as change:
        check_known(change, unit_id, obligation_id)
        row = (unit_id, obligation_id, accepted_on, remark.strip() or None, recorded_at, recorded_by)
        append(change.con, "acceptances", [row])
        return change.number
