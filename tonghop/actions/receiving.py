"""Papers taken in at the desk: receipts of one moment, for one unit or many, with the workbook that shows them.

Joins the rows, the paper behind them and the store; spells no rule of deadlines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tonghop import forms
from tonghop.errors import Stop
from tonghop.intake.addresses import cell_name
from tonghop.outputs.entry_papers import RECEIPT_DAY, RECEIPT_HEADING, receipts_workbook
from tonghop.plan.model import Plan
from tonghop.records import Receipt
from tonghop.store import Store
from tonghop.store.archive import sha256_of
from tonghop.store.loads import ACCEPTED, Received
from tonghop.store.receipts import Attachment, record_receipts
from tonghop.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One part of a unit's dossier as it was handed in: how many copies, and a remark (how it came)."""

    unit_id: str
    obligation_id: str
    copies: int
    remark: str = ""
    papers: tuple[str, ...] = ()
    """Of which files of the store it is, by sha256."""


def receive_papers(
    store: Store,
    handed: Sequence[ReceiptLine],
    day: date,
    *,
    attachments: Sequence[Attachment] = (),
    today: date,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record what was handed in on a day as one version; return its number.

    Raises Stop for a day in the future or before the plan's, for nothing, and for less than one copy.
    """
    paper = receipts_paper(store.plan(), handed, day, today=today, recorded_at=recorded_at, recorded_by=recorded_by)
    return record_receipts(store, paper, attachments, received_on=day, recorded_at=recorded_at, recorded_by=recorded_by)


def more_than_owed(plan: Plan, handed: Sequence[ReceiptLine], there: Mapping[tuple[str, str], int]) -> list[str]:
    """Say where more copies are recorded than the plan asks for, a line each; `there`: copies at the office before.

    They count as written (CONTRACT §1): a person strikes what is a mistake.
    """
    parts = {o.id: o for o in plan.obligations}
    found: dict[tuple[str, int, int], list[str]] = {}
    for one in handed:
        before = there.get((one.unit_id, one.obligation_id), 0)
        part = parts.get(one.obligation_id)
        if part is not None and one.copies + before > part.copies:
            found.setdefault((one.obligation_id, one.copies, before), []).append(plan.unit_by_id[one.unit_id].name)
    lines = []
    for (part_id, copies, before), units in found.items():
        part = parts[part_id]
        whose = units[0] if len(units) == 1 else f"{len(units)} đơn vị"
        had = f" thêm vào {before} bộ đã có" if before else ""
        lines.append(f"{part.label} của {whose}: ghi {copies} bộ{had}, kế hoạch cần {part.copies} bộ.")
    return lines


MORE_REMEDY = "Vẫn tính như đã ghi; nếu ghi nhầm, đề nghị gạch lượt ấy (trang của đơn vị, hoặc lệnh strike)."


def receipts_paper(
    plan: Plan,
    handed: Sequence[ReceiptLine],
    day: date,
    *,
    today: date,
    recorded_at: datetime,
    recorded_by: str,
) -> Received:
    """Return receipts as the source that goes into the store; raises as `receive_papers`."""
    if day > today:
        raise Stop("Ngày nhận sau hôm nay.", f"Đề nghị ghi ngày không sau {format_date(today)}.")
    if day < plan.issued_on:
        raise Stop(
            "Ngày nhận trước ngày ban hành kế hoạch.", f"Đề nghị ghi ngày từ {format_date(plan.issued_on)} trở đi."
        )
    if not handed:
        raise Stop("Chưa chọn hồ sơ nào.", "Đề nghị chọn đơn vị và thành phần hồ sơ đã nhận.")
    if any(one.copies < 1 for one in handed):
        raise Stop("Số bộ phải từ 1 trở lên.", "Đề nghị ghi lại số bộ.")
    rows = tuple(
        Receipt(
            one.unit_id,
            one.obligation_id,
            day,
            one.copies,
            one.remark.strip() or None,
            forms.RECEIPTS,
            cell_name(at, RECEIPT_DAY),
        )
        for at, one in enumerate(handed, RECEIPT_HEADING + 1)
    )
    unknown = {row.unit_id for row in rows} - plan.unit_by_id.keys()
    if unknown:
        raise Stop(f"Không có đơn vị “{min(unknown)}” trong kế hoạch.", "Đề nghị chọn đơn vị trong danh sách.")
    strange = {row.obligation_id for row in rows} - {o.id for o in plan.obligations}
    if strange:
        raise Stop(f"Không có thành phần hồ sơ “{min(strange)}” trong kế hoạch.", "Đề nghị chọn trong danh sách.")
    content = receipts_workbook(plan, rows, recorded_by, recorded_at)
    name = f"Tiếp nhận ngày {format_date(day)} ({recorded_by})"
    owners = {row.unit_id for row in rows}
    owner = owners.pop() if len(owners) == 1 else None
    return Received(name, sha256_of(content), content, forms.RECEIPT_ENTRY, owner, None, ACCEPTED, (), rows, ())
