"""A paper kept that no rule can name, named by a person: whose it is, what it is, its number, its day (form E).

What was confirmed of the paper and the receipts recorded with it go along; what cannot is said.
"""

import contextlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tonghop import forms
from tonghop.actions.receiving import ReceiptLine, more_than_owed, receipts_paper
from tonghop.actions.taking_in import part_of_kind
from tonghop.errors import Stop
from tonghop.intake.unit_paper import KIND_LABELS, Paper
from tonghop.plan.model import Plan
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.at_office import PaperReceipt, at_office, paper_receipts
from tonghop.store.confirmed import confirmed_of, write_moved
from tonghop.store.decisions import check_unit
from tonghop.store.loads import PAPER, Received, write_load
from tonghop.store.receipts import write_receipts, write_strike
from tonghop.store.sources import write_withdrawal
from tonghop.store.versions import Draft
from tonghop.vietnamese import format_count, format_date


@dataclass(frozen=True)
class Naming:
    """What naming a paper did: the version, and in words what went along or did not."""

    version: int
    says: tuple[str, ...] = ()


def name_paper(
    store: Store,
    file_id: int,
    *,
    unit_id: str | None = None,
    kind: str | None = None,
    number: str | None = None,
    issued_on: date | None = None,
    recorded_at: datetime,
    recorded_by: str,
) -> Naming:
    """Say what a kept paper is; what is None stays as it is known.

    Raises Stop for a file that is no paper or is withdrawn, an unknown unit or kind, and where nothing is said.
    """
    by: Any = {"recorded_at": recorded_at, "recorded_by": recorded_by}
    with store.change() as change:
        row = _row(store, file_id)
        if kind is not None and kind not in KIND_LABELS:
            raise Stop(f"Không có loại văn bản “{kind}”.", f"Đề nghị chọn trong: {', '.join(KIND_LABELS)}.")
        before = Paper(row["paper_kind"], row["paper_number"], row["paper_issued_on"], row["paper_subject"])
        paper = Paper(
            kind or before.kind, (number or "").strip() or before.number, issued_on or before.issued_on, before.subject
        )
        if paper == before and unit_id in (None, row["unit_id"]):
            raise Stop("Chưa có gì để đặt tên.", "Đề nghị chọn đơn vị, loại văn bản, hoặc ghi số, ngày.")
        owner = unit_id or row["unit_id"]
        if owner is not None:
            check_unit(change, owner)
        named = Received(
            row["path"], row["sha256"], None, forms.UNIT_PAPER, owner, row["encoding"], PAPER, (), (), (), paper
        )
        write_withdrawal(change.con, file_id, True, "Được ghi lại với tên đã đặt", **by)
        write_load(change.con, [named], received_on=row["received_on"], is_sample=row["is_sample"], **by)
        says = [*_move_figures(change, row["sha256"], owner, by), *_move_receipts(change, row, owner, paper, by)]
        return Naming(change.number, tuple(says))


def _row(store: Store, file_id: int) -> Mapping[str, Any]:
    columns, rows = ask_rows(store, "file_list")
    found = (dict(zip(columns, row, strict=True)) for row in rows)
    row = next((one for one in found if one["file_id"] == file_id and one["status"] == PAPER), None)
    if row is None or row["is_withdrawn"]:
        raise Stop(f"Tệp số {file_id} không phải văn bản đang được lưu.", "Đề nghị chọn lại ở mục Tệp đã nhận.")
    return row


def _move_figures(change: Draft, sha256: str, owner: str | None, by: Mapping[str, Any]) -> list[str]:
    entry = confirmed_of(change.con, sha256)
    if entry is None or owner in (None, entry.unit_id):
        return []
    write_moved(change.con, entry, sha256, str(owner), **by)
    units = change.plan.unit_by_id
    return [
        f"{format_count(len(entry.figures))} số, {format_count(len(entry.remarks))} ý kiến đã xác nhận từ văn bản "
        f"chuyển từ {units[entry.unit_id].name} sang {units[str(owner)].name}."
    ]


# -- receipts go with their paper ----------------------------------------------------------------------------


def _move_receipts(
    change: Draft, row: Mapping[str, Any], owner: str | None, paper: Paper, by: Mapping[str, Any]
) -> list[str]:
    """Strike the receipts that were recorded with the paper, and record them for whom and for what it is now."""
    plan, says = change.plan, []
    moved: dict[date, list[ReceiptLine]] = {}
    struck: Counter[tuple[object, ...]] = Counter()
    everything = paper_receipts(change.con)
    for receipt in (one for one in everything if one.sha256 == row["sha256"]):
        part = _part_now(receipt, row["paper_kind"], paper.kind, plan)
        unit = owner or receipt.unit_id
        if (unit, part) == receipt.part:
            continue
        said, target = receipt_words(receipt, plan), _part_words(unit, part, plan)
        is_shared = any(
            one.sha256 != receipt.sha256 and (one.file_id, one.part) == (receipt.file_id, receipt.part)
            for one in everything
        )
        line = ReceiptLine(unit, part, receipt.copies, f"Theo tệp {_name(row)}, ghi tên lại"[:300], (receipt.sha256,))
        moved.setdefault(receipt.received_on, []).append(line)
        if receipt.is_registered or is_shared:
            why = "sổ nhận cũng ghi lượt ấy" if receipt.is_registered else "lượt ấy còn của văn bản khác"
            says.append(f"Ghi thêm lượt tiếp nhận cho {target}; vẫn tính lượt cũ ({said}) vì {why}. {STRIKE_REMEDY}")
            continue
        alike = (*receipt.part, receipt.received_on, receipt.copies)
        struck[alike] += 1
        write_strike(change, *alike, receipt.struck + struck[alike], reason=f"Văn bản được ghi lại là {target}", **by)
        says.append(f"Lượt tiếp nhận chuyển theo: {said} nay là {target}.")
    for day, lines in moved.items():
        says += more_than_owed(plan, lines, at_office(change.con).copies)
        source = receipts_paper(plan, lines, day, today=max(day, by["recorded_at"].date()), **by)
        papers = [(one.unit_id, one.obligation_id, digest) for one in lines for digest in one.papers]
        write_receipts(change, source, (), received_on=day, papers=papers, **by)
    return says


STRIKE_REMEDY = "Nếu không đúng, đề nghị gạch lượt ấy (trang của đơn vị, hoặc lệnh strike)."


def receipt_words(receipt: PaperReceipt, plan: Plan) -> str:
    """Say a receipt: part, unit, day, copies."""
    where = _part_words(receipt.unit_id, receipt.obligation_id, plan)
    return f"{where}, nhận ngày {format_date(receipt.received_on)}, {format_count(receipt.copies)} bộ"


def receipts_left(store: Store, file_id: int) -> list[str]:
    """Say which receipts were recorded with a file, and count whether the file does or not; a line each."""
    columns, rows = ask_rows(store, "file_list")
    number, digest = columns.index("file_id"), columns.index("sha256")
    sha256 = next((row[digest] for row in rows if row[number] == file_id), None)
    if sha256 is None:
        return []
    with contextlib.closing(store.reader()) as con:
        found = paper_receipts(con, sha256)
    plan = store.plan()
    return [
        f"Lượt tiếp nhận ghi theo tệp này vẫn được tính: {receipt_words(one, plan)}. {STRIKE_REMEDY}" for one in found
    ]


def _part_words(unit_id: str, obligation_id: str, plan: Plan) -> str:
    label = next((o.label for o in plan.obligations if o.id == obligation_id), obligation_id)
    unit = plan.unit_by_id.get(unit_id)
    return f"{label} của {unit.name if unit else unit_id}"


def _part_now(receipt: PaperReceipt, before: str, kind: str, plan: Plan) -> str:
    """Which part a receipt is of, once its paper is of another kind: one that is of no part leaves it as it is."""
    if receipt.obligation_id != part_of_kind(before, plan):
        return receipt.obligation_id
    return part_of_kind(kind, plan) or receipt.obligation_id


def _name(row: Mapping[str, Any]) -> str:
    return str(row["path"]).replace("\\", "/").rpartition("/")[2]
