"""Which form a file is, decided once and from the whole of it (CONTRACT §2)."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    UNIT,
    UNIT_ID,
    Row,
    consolidated,
    consolidated_sheets,
    nomination_workbook,
    of_kind,
    read,
    read_one,
    register_sheets,
    return_sheets,
    said,
    titled,
    workbook,
)
from tonghop.records import Nomination, Receipt
from tonghop.store import Store

LIST = titled(UNIT, LIST_HEADINGS, NOMINATIONS)


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


def test_the_whole_workbook_says_what_it_is(store: Store) -> None:
    whole, info = return_sheets(), return_sheets()["Thông tin"]
    renamed = {name if name == "Thông tin" else f"Biểu {at}": rows for at, (name, rows) in enumerate(whole.items())}
    cover: list[Row] = [["SỔ TIẾP NHẬN CỦA BAN TUYÊN GIÁO"]]
    with_units = titled(UNIT, [*LIST_HEADINGS, "Tên đơn vị"], [[*NOMINATIONS[0], UNIT]])
    cases = {
        "a return": (workbook(whole), "unit_return"),
        "some of its tabs": (workbook({"Mô hình": whole["Mô hình"], "Văn bản": whole["Văn bản"]}), "unit_return"),
        "its tabs renamed": (workbook(renamed), "unit_return"),
        "a list beside a return's tabs": (workbook({**whole, "Danh sách": LIST}), "unit_return"),
        "a list": (nomination_workbook(), "nomination_list"),
        "a list behind a cover": (workbook({"Thông tin": info, "Danh sách": LIST}), "nomination_list"),
        "a list beside a matrix": (workbook({"a": LIST, "b": whole["Khen thưởng"]}), None),
        "a list with a column of units": (workbook({"a": with_units}), None),
        "many units": (consolidated(), "consolidated"),
        "many units, receipts, a cover": (
            workbook({"Thông tin": cover, **consolidated_sheets(), **register_sheets()}), "consolidated"
        ),
        "a register behind a cover": (workbook({"Thông tin": cover, **register_sheets()}), "register"),
        "a return with receipts": (workbook({**whole, **register_sheets()}), "unit_return"),
    }  # fmt: skip
    forms = {name: reading.form for name, reading in read(store, {n: c for n, (c, _) in cases.items()}).items()}
    assert forms == {name: form for name, (_, form) in cases.items()}


def test_a_register_behind_a_cover_is_read_and_the_cover_named(store: Store) -> None:
    reading = read_one(store, workbook({"Thông tin": [["SỔ TIẾP NHẬN"]], **register_sheets()}))
    assert (reading.status, said(reading.findings)) == ("accepted", [("sheet-ignored", "Thông tin", None, None)])
    assert len(of_kind(reading, Receipt)) == 3


def test_a_list_is_read_from_the_first_visible_tab_with_its_table(store: Store) -> None:
    last_year = titled("Đảng bộ xã Thi Sơn", LIST_HEADINGS, [["1", "Mô hình cũ", "x", "y", None]])
    book = openpyxl.load_workbook(io.BytesIO(workbook({"2020": last_year, "Danh sách": LIST, "2021": last_year})))
    book["2020"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    reading = read_one(store, file.getvalue())
    assert (reading.status, reading.unit_id) == ("accepted", UNIT_ID)
    assert [each.name for each in of_kind(reading, Nomination)] == ["Hũ gạo tình thương"]
    ignored = [finding.sheet for finding in reading.findings if finding.slug == "sheet-ignored"]
    assert ignored == ["2020", "2021"]


def in_tables(*tables: list[Row]) -> bytes:
    document = docx.Document()
    document.add_paragraph(UNIT)
    document.add_paragraph("DANH SÁCH MÔ HÌNH")
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                table.cell(row, column).text = str(value or "")
        document.add_paragraph("")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_list_in_word_goes_on_in_the_next_table_of_its_columns(store: Store) -> None:
    first: list[Row] = [LIST_HEADINGS, *NOMINATIONS]
    more: list[Row] = [["2", "Camera an ninh", "Công an xã", "Từ ngày 5/4 lắp 12 mắt", "–"]]
    unnumbered: list[Row] = [[None, "Đường hoa", "Hội Phụ nữ", "Dài 2 km", None]]
    other: list[Row] = [["Họ tên", "Năm sinh", "Chức vụ", "Số", "Khác"], ["Mai", "1980", "Bí thư", "1", "x"]]
    signed: list[Row] = [["", "", "T/M ĐẢNG BỘ", "", ""]]
    names = ["Hũ gạo tình thương", "Camera an ninh", "Đường hoa"]
    cases = {2: (first, more), 3: (first, more, unnumbered)}
    for count, tables in (*cases.items(), (1, (first, other)), (1, (first, signed))):
        reading = read_one(store, in_tables(*tables))
        assert [each.name for each in of_kind(reading, Nomination)] == names[:count]
        assert [f.slug for f in reading.findings if f.slug == "sheet-ignored"] == ["sheet-ignored"] * (other in tables)
