"""Rows with one cell only: wherever they stand in a table, what they say is taken or said to be unread."""

from __future__ import annotations

import pytest

from tests.builders import LIST_HEADINGS, UNIT, Row, Sheets, consolidated_sheets, return_sheets, titled
from tests.test_account import INTAKE, book_of, stored
from tonghop.records import Document, Model, Nomination, Record

LIST: Sheets = {"Sheet1": titled(UNIT, LIST_HEADINGS, [[None, "Dòng họ hiếu học", "Hội Khuyến học", "Tốt", None]])}
BELOW = {"headings": "again", "a title and headings": "titled", "a total": "total", "who signs": "signed", "rows": ""}


def _unnumbered(sheets: Sheets) -> Sheets:
    """The sheets without the numbers of their rows."""
    for rows in sheets.values():
        at = next((row.index(name) for row in rows for name in ("TT", "T T") if name in row), None)
        if at is not None:
            for row in rows[3:]:
                row[at] = None
    return sheets


def _with_row(sheets: Sheets, sheet: str, column: str, value: object, below: str) -> Sheets:
    """The sheets with a row of one cell below the first row of data of one of them, and what stands below that row."""
    rows = sheets[sheet]
    heads = next(row for row in rows if column in row)
    row: Row = [None] * len(heads)
    row[heads.index(column)] = value
    name = heads.index(column) if column != "Ghi chú" else 1
    further: dict[str, list[Row]] = {
        "again": [list(heads)],
        "titled": [["BIỂU TIẾP THEO"], list(heads)],
        "total": [[*[None] * name, "Tổng cộng", 3]],
        "signed": [[], [None, "Người lập biểu", None, "T/M ĐẢNG ỦY"]],
    }
    tail = [] if below == "signed" else rows[4:]
    return {**sheets, sheet: [*rows[:4], row, *further.get(below, []), *tail]}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize(
    ("form", "sheet", "column", "value", "kind"),
    [
        ("return", "Văn bản", "Số, ký hiệu", "11-KH/ĐU", Document),
        ("return", "Văn bản", "Trích yếu", "KẾ HOẠCH SƠ KẾT", Document),
        ("return", "Văn bản", "Trích yếu", "V/v nêu gương", Document),
        ("return", "Mô hình", "Tên mô hình", "CAMERA AN NINH", Model),
        ("return", "Mô hình", "Tên mô hình", "Danh sách mô hình học tập", Model),
        ("list", "Sheet1", "Tên mô hình", "CAMERA AN NINH", Nomination),
    ],
)
def test_a_row_that_says_one_thing_is_read(
    form: str, sheet: str, column: str, value: str, kind: type[Record], below: str
) -> None:
    sheets = _unnumbered(return_sheets() if form == "return" else {k: list(map(list, v)) for k, v in LIST.items()})
    reading = INTAKE.read(book_of(_with_row(sheets, sheet, column, value, below)))
    found = [r for r in reading.records if isinstance(r, kind) and value in r]
    assert (reading.status, len(found)) == ("accepted", 1)


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        ("Mô hình", "Đơn vị thực hiện", "HỘI PHỤ NỮ"),
        ("Mô hình", "Tập thể/Cá nhân", "TẬP THỂ"),
        ("Mô hình", "Đề nghị khen thưởng", "X"),
        ("Đánh giá", "Ý kiến của đơn vị", "TỐT"),
    ],
)
def test_a_row_that_names_nothing_is_said(sheet: str, column: str, value: str, below: str) -> None:
    reading = INTAKE.read(book_of(_with_row(_unnumbered(return_sheets()), sheet, column, value, below)))
    assert [f.value for f in reading.findings if f.slug == "unread-data"] == [value]
    of_many = INTAKE.read(book_of(_with_row(_unnumbered(consolidated_sheets()), sheet, column, value, below)))
    assert [f.slug for f in of_many.findings if f.is_error] == ["unknown-unit"]  # a blank unit refuses the one above


@pytest.mark.parametrize("value", ["CAMERA AN NINH", "HỘI PHỤ NỮ CHỮ THẬP ĐỎ"])
def test_a_lone_text_among_numbered_rows_is_said_above_headings_that_come_again(value: str) -> None:
    sheets = _with_row(return_sheets(), "Mô hình", "Tên mô hình", value, "again")
    assert [f.value for f in INTAKE.read(book_of(sheets)).findings if f.slug == "unread-data"] == [value]


@pytest.mark.parametrize("title", ["DANH MỤC VĂN BẢN (tiếp theo)", "Danh mục văn bản", "PHỤ LỤC 2"])
def test_titles_above_headings_that_come_again_are_no_rows(title: str) -> None:
    sheets = return_sheets()
    rows = sheets["Văn bản"]
    clean = stored(INTAKE.read(book_of(sheets)))
    sheets["Văn bản"] = [*rows[:4], [title], list(rows[2]), *rows[4:]]
    reading = INTAKE.read(book_of(sheets))
    assert (reading.findings, len(stored(reading))) == ((), len(clean))


@pytest.mark.parametrize(
    ("below", "cell"),
    [
        ([["Đơn vị: Đảng bộ xã Thi Sơn"]], "A8"),
        ([["ĐẢNG BỘ XÃ THI SƠN"]], "A8"),
        ([["II", "Đảng bộ xã Thi Sơn"]], "B8"),
        ([["Người lập biểu"], ["Đơn vị: Đảng bộ xã Thi Sơn"]], "A9"),
    ],
)
def test_the_rows_of_another_unit_below_make_a_file_of_two(below: list[Row], cell: str) -> None:
    sheets = return_sheets()
    rows = sheets["Mô hình"]
    sheets["Mô hình"] = [*rows, [], *below, list(rows[2]), [1, "Camera khác", "Kinh tế"]]
    reading = INTAKE.read(book_of(sheets))
    assert ("unit-mismatch", cell) in [(f.slug, f.cell) for f in reading.findings]


@pytest.mark.parametrize(
    "below",
    [
        [["I", "Hội Phụ nữ"]],
        [["Nơi nhận:"], ["- Ban Tổ chức Huyện ủy;"], ["Văn phòng Huyện ủy"], ["Đảng bộ xã Thi Sơn;"]],
        [[UNIT]],
    ],
)
def test_a_local_body_or_who_gets_a_copy_makes_no_second_unit(below: list[Row]) -> None:
    sheets = return_sheets()
    sheets["Mô hình"] += below
    assert INTAKE.read(book_of(sheets)).status == "accepted"


def test_a_number_that_a_label_lacks_is_said() -> None:
    sheets = return_sheets()
    rows = sheets["Thông tin"]
    at = next(number for number, row in enumerate(rows) if row[0] == "Số người dự")
    value = rows[at].pop()
    rows += [[None, value], [9]]
    reading = INTAKE.read(book_of(sheets))
    assert [(f.slug, f.value) for f in reading.findings] == [("unread-data", str(value))]


def test_a_row_of_the_form_below_a_note_is_no_note() -> None:
    sheets = return_sheets()
    sheets["Mô hình"] += [[None, "Ghi chú:"], ["*", "Tính đến 31/3/2022"], [None, "Tổ tự quản", "Kinh tế", "Tập thể"]]
    assert [(f.slug, f.value) for f in INTAKE.read(book_of(sheets)).findings] == [("unread-data", "Tổ tự quản")]
