"""Strange names of parts, sectors, indicators, headings, labels are answered with the nearest of ours (CONTRACT §2)."""

from __future__ import annotations

import pytest

from tests.builders import RECEIPTS, Sheets, register_sheets, return_sheets
from tests.test_account import INTAKE, book_of
from tonghop.findings import Finding
from tonghop.intake.vocabulary import nearest


def _found(sheets: Sheets, sheet: str, row: int, column: int, value: object) -> Finding:
    """The finding at a cell of a sheet once `value` stands there."""
    rows = sheets[sheet]
    rows[row] = [*rows[row][:column], value, *rows[row][column + 1 :]]
    cell = f"{'ABCDEFGHI'[column]}{row + 1}"
    return next(f for f in INTAKE.read(book_of(sheets)).findings if (f.sheet, f.cell) == (sheet, cell))


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "meant"),
    [
        ("Mô hình", 3, 2, "Kinh te - xa hoi", "Kinh tế"),
        ("Mô hình", 3, 3, "Tập thế", "Tập thể"),
        ("Mô hình", 2, 5, "Đơn vị thực hiên mô hình", "Đơn vị thực hiện"),
        ("Khen thưởng", 3, 1, "Số mô hình đươc biễu dương cấp co sở", "Số mô hình được biểu dương cấp cơ sở"),
        ("Đánh giá", 3, 0, "Thuận lợi và khó khăn", "Thuận lợi"),
        ("Thông tin", 3, 0, "Nguời lập bảng biểu", "Người lập biểu"),
    ],
)
def test_what_is_misspelt_in_a_return_is_asked_about(
    sheet: str, row: int, column: int, value: str, meant: str
) -> None:
    assert f"Có phải là “{meant}”" in _found(return_sheets(), sheet, row, column, value).message


@pytest.mark.parametrize(
    ("part", "meant"),
    [
        ("Báo cáo tóm tắt", "Có phải là “Báo cáo tóm tắt thành tích”?"),
        ("Tờ trinh khen thưởng", "Có phải là “Tờ trình”?"),
        ("Báo cáo", "Có phải là “Báo cáo sơ kết” hoặc “Báo cáo tóm tắt thành tích”?"),
        ("Hồ sơ khác", ""),
    ],
)
def test_a_part_of_a_dossier_is_asked_about(part: str, meant: str) -> None:
    message = _found(register_sheets(), "Tiếp nhận", 3, 2, part).message
    assert meant in message if meant else "Có phải" not in message


def test_what_is_empty_is_said_to_be_empty() -> None:
    day = _found(register_sheets([RECEIPTS[0]]), "Tiếp nhận", 3, 3, None)
    assert (day.slug, day.cell, "chưa ghi ngày (để trống)" in day.message) == ("not-a-date", "D4", True)
    part = _found(register_sheets([RECEIPTS[0]]), "Tiếp nhận", 3, 2, None)
    assert (part.slug, "để trống" in part.message) == ("unknown-obligation", True)
    label = _found(return_sheets(), "Khen thưởng", 3, 1, None)
    assert (label.slug, "để trống" in label.message) == ("unknown-indicator", True)


@pytest.mark.parametrize("text", ["", "x", "-", "Mô", "Một tên không giống nhãn nào"])
def test_nothing_is_suggested_for_what_is_like_nothing(text: str) -> None:
    assert nearest(["Tờ trình", "Danh sách mô hình"], text) == ""
