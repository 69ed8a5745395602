"""The paper behind what was typed on screen: a workbook with every value in the cell that the store speaks of."""

import io
from collections.abc import Sequence
from datetime import datetime

from tonghop import forms
from tonghop.intake.typed_return import HEADING_ROW
from tonghop.officefiles.reader import Book
from tonghop.plan.model import Plan
from tonghop.records import Receipt
from tonghop.store.sources import Correction
from tonghop.vietnamese import format_count, format_date

RECEIPT_HEADING, RECEIPT_DAY = 2, 3
"""Zero-based: the heading row of recorded receipts, and the column of the day."""
CORRECTED = (6, 1)
"""The cell of the new value in a correction's workbook, zero-based."""


def entry_workbook(book: Book, recorded_at: datetime) -> bytes:
    """Write an entry's sheets as they are, cell by cell; `recorded_at` makes each entry a file of its own."""
    return _workbook([(sheet.name, sheet.rows, HEADING_ROW) for sheet in book.sheets], recorded_at)


def correction_workbook(
    plan: Plan, correction: Correction, before: int | None, source: str, recorded_by: str, recorded_at: datetime
) -> bytes:
    """Write what a correction says: whose figure, which, what stood, what holds now, why, by whom."""
    indicator = next(i for i in plan.indicators if i.id == correction.indicator_id)
    rows: list[list[object]] = [
        ["Đơn vị", plan.unit_by_id[correction.unit_id].name],
        ["Chỉ tiêu", indicator.label],
        ["Đơn vị tính", indicator.unit_of_measure],
        ["Năm", str(correction.year)],
        ["Số đã ghi", _said(before)],
        ["Ở tệp", source],
        ["Số đính chính", correction.value if correction.value is not None else _said(None)],
        ["Lý do", correction.reason],
        ["Người đính chính", recorded_by],
        ["Ngày", format_date(recorded_at.date())],
    ]
    return _workbook([(correction.sheet, rows, None)], recorded_at)


def receipts_workbook(plan: Plan, receipts: Sequence[Receipt], recorded_by: str, recorded_at: datetime) -> bytes:
    """Write receipts recorded on screen as a register: each day in the cell that the store names."""
    names, labels = plan.unit_by_id, {o.id: o.label for o in plan.obligations}
    rows: list[list[object]] = [
        [f"Ghi nhận hồ sơ trên màn hình: {recorded_by}, {format_date(recorded_at.date())}"],
        [],
        [column.heading for column in forms.RECEIPT_TABLE.columns],
    ]
    for number, r in enumerate(receipts, 1):
        said = [names[r.unit_id].name, labels[r.obligation_id], format_date(r.received_on), r.copies, r.remark]
        rows.append([number, *said])
    return _workbook([(forms.RECEIPTS, rows, RECEIPT_HEADING)], recorded_at)


def _said(value: int | None) -> str:
    return "chưa báo cáo" if value is None else format_count(value)


def _workbook(pages: Sequence[tuple[str, list[list[object]], int | None]], recorded_at: datetime) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": recorded_at, "comments": recorded_at.isoformat()})
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
        plain, head = book.add_format(font), book.add_format({**font, "bold": True, "border": 1, "bg_color": "#F6F4EF"})
        framed = book.add_format({**font, "border": 1, "num_format": "#,##0"})
        for name, rows, heading in pages:
            page = book.add_worksheet(name)
            page.set_column(0, 0, 30 if heading is None else 6)
            page.set_column(1, 1, 44)
            page.set_column(2, 9, 16)
            for at, row in enumerate(rows):
                look = framed if heading is None or at > heading else head if at == heading else plain
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        page.write_number(at, column, value, look)
                    elif value is not None:
                        page.write_string(at, column, str(value)[:32767], look)
            page.set_paper(9)
            page.set_landscape()
            page.fit_to_pages(1, 0)
    return target.getvalue()
