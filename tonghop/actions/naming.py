"""A paper kept that no rule can name, named by a person: whose it is, what it is, its number, its day (form E)."""

from datetime import date, datetime

from tonghop import forms
from tonghop.errors import Stop
from tonghop.intake.unit_paper import KIND_LABELS, Paper
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store import sources as recorded
from tonghop.store.loads import PAPER, Received


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
) -> int:
    """Say what a kept paper is; what is None stays as it is known. Return the version.

    Raises Stop for a file that is no paper or is withdrawn, an unknown unit or kind, and where nothing is said.
    """
    columns, rows = ask_rows(store, "file_list")
    found = (dict(zip(columns, row, strict=True)) for row in rows)
    row = next((one for one in found if one["file_id"] == file_id and one["status"] == PAPER), None)
    if row is None or row["is_withdrawn"]:
        raise Stop(f"Tệp số {file_id} không phải văn bản đang được lưu.", "Đề nghị chọn lại ở mục Tệp đã nhận.")
    if kind is not None and kind not in KIND_LABELS:
        raise Stop(f"Không có loại văn bản “{kind}”.", f"Đề nghị chọn trong: {', '.join(KIND_LABELS)}.")
    before = Paper(row["paper_kind"], row["paper_number"], row["paper_issued_on"], row["paper_subject"])
    paper = Paper(
        kind or before.kind, (number or "").strip() or before.number, issued_on or before.issued_on, before.subject
    )
    if paper == before and unit_id in (None, row["unit_id"]):
        raise Stop("Chưa có gì để đặt tên.", "Đề nghị chọn đơn vị, loại văn bản, hoặc ghi số, ngày.")
    owner = unit_id or row["unit_id"]
    named = Received(
        row["path"], row["sha256"], None, forms.UNIT_PAPER, owner, row["encoding"], PAPER, (), (), (), paper
    )
    return recorded.name_paper(
        store, file_id, named, received_on=row["received_on"], recorded_at=recorded_at, recorded_by=recorded_by,
        is_sample=row["is_sample"],
    )  # fmt: skip
