"""Nothing passes in silence: each cell of a file is taken, known by a named rule, or in a finding."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.builders import (
    MODEL_HEADINGS,
    MODELS,
    Row,
    Sheets,
    consolidated_sheets,
    nomination_list,
    plan_83,
    register_sheets,
    return_sheets,
    titled,
    unit_return,
)
from tonghop.intake.account import Fate, blocks, ranges
from tonghop.intake.reading import Intake, Reading
from tonghop.officefiles.reader import Book, Sheet, read
from tonghop.records import Carried

INTAKE = Intake(plan_83(), plan_83().name_resolver(), date(2022, 5, 5))
Area = tuple[int, int, int, int]


def book_of(sheets: Sheets, merged: dict[str, tuple[Area, ...]] | None = None) -> Book:
    """A workbook as the reader gives it, without the detour over a file."""
    made = []
    for name, rows in sheets.items():
        values = [[float(v) if type(v) is int else v for v in row] for row in rows]
        made.append(Sheet(name, values, merged=(merged or {}).get(name, ())))
    return Book("workbook", tuple(made))


def fates(sheets: Sheets, name: str, merged: dict[str, tuple[Area, ...]] | None = None) -> dict[str, str]:
    """Cell -> fate of one sheet."""
    account = INTAKE.account(book_of(sheets, merged))
    sheet = next(each for each in account.sheets if each.sheet.name == name)
    return {ranges([place])[0]: fate.value for fate, places in sheet.by_fate().items() for place in places}


def slugs(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [(f.slug, f.sheet, f.cell) for f in reading.findings]


def said_of(sheets: Sheets) -> list[tuple[str, str | None, str | None]]:
    return slugs(INTAKE.read(book_of(sheets)))


def stored(reading: Reading) -> list[object]:
    return [record for record in reading.records if not isinstance(record, Carried)]


# -- one account -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheets", [return_sheets(), consolidated_sheets(), register_sheets()])
def test_a_clean_file_is_taken_or_known_by_rule(sheets: Sheets) -> None:
    account = INTAKE.account(book_of(sheets))
    for sheet in account.sheets:
        found = sheet.by_fate()
        assert Fate.FINDING not in found, sheet.sheet.name
        assert found[Fate.TITLE] == [(0, 0), (1, 0)]
        assert sum(map(len, found.values())) == len(list(sheet.filled()))


def test_each_part_of_a_sheet_is_known_by_its_rule() -> None:
    rows = titled(
        "DANH SÁCH MÔ HÌNH",
        MODEL_HEADINGS,
        [
            ["A", "B", "C", 1, 2, 3, 4, 5, 6, 7],
            ["I", "Mô hình tập thể"],
            MODELS[0],
            [None, None, None, 2],
            [2, "Không có"],
            [None, "Tổng cộng: 01 mô hình"],
            [None, None, None, None, None, None, None, "Tân Sơn, ngày 03 tháng 4 năm 2022"],
            [None, "Người lập biểu", None, None, None, None, None, "T/M ĐẢNG ỦY"],
            [None, "Trần Thị Mai"],
            ["Ghi chú: số liệu đến tháng 3"],
        ],
    )
    found = fates(return_sheets() | {"Mô hình": rows}, "Mô hình")
    expected = {
        "A1": "title", "A2": "title", "A3": "heading", "J3": "heading", "A4": "column-numbers", "J4": "column-numbers",
        "A5": "group", "B5": "group", "A6": "row-number", "B6": "taken", "J6": "taken", "D7": "lone-number",
        "A8": "row-number", "B8": "nothing-said", "B9": "total", "H10": "signature", "B11": "signature",
        "H11": "signature", "B12": "signature", "A13": "note",
    }  # fmt: skip
    assert {cell: found[cell] for cell in expected} == expected
    assert "finding" not in found.values()


def test_the_account_of_a_word_list_is_kept_too() -> None:
    (book,) = read([("a.docx", nomination_list(rows=[["1", "Hũ gạo tình thương", "Hội Phụ nữ", "Giúp 12 hộ.", None]]))])
    assert isinstance(book, Book)
    (sheet,) = INTAKE.account(book).sheets
    assert {fate.value: len(places) for fate, places in sheet.by_fate().items()} == {
        "taken": 3, "heading": 5, "row-number": 1,
    }  # fmt: skip


def test_a_file_of_no_form_is_in_its_finding_whole() -> None:
    (sheet,) = INTAKE.account(book_of({"Sheet1": [["Một"], ["hai", 3]]})).sheets
    assert {fate.value: len(places) for fate, places in sheet.by_fate().items()} == {"finding": 3}


# -- what no rule knows ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row", "finding"),
    [
        ("Mô hình", [None, None, None, None, None, "Hội Phụ nữ", None, "Giúp thêm 3 hộ."], "F7"),
        ("Mô hình", [None, "và sinh con thứ ba trở lên"], "B7"),
        ("Mô hình", ["VD", "Mô hình mẫu", "Kinh tế", "Tập thể", "Cơ sở"], "A7"),
        ("Văn bản", [None, "NĂM 2018"], "B6"),
        ("Văn bản", ["VD", "12-KH/ĐU", "20/05/2018", "Kế hoạch", "V/v"], "A6"),
        ("Đánh giá", [None, "Một ý kiến không rõ của mục nào."], "B7"),
        ("Khen thưởng", [None, None, "cuộc"], "C10"),
        ("Thông tin", ["Số người tham dự", 85], "A16"),
        ("Thông tin", [None, "Bí thư Đoàn xã"], "B16"),
        ("Khen thưởng", ["TT", "Họ và tên", "Chức vụ"], "A10"),
    ],
)
def test_a_row_that_no_rule_knows_is_said_as_one_block(sheet: str, row: Row, finding: str) -> None:
    sheets = return_sheets()
    sheets[sheet].append(row)
    assert said_of(sheets) == [("unread-data", sheet, finding)]


def test_a_table_of_others_below_the_forms_own_is_one_block() -> None:
    sheets = return_sheets()
    people: list[Row] = [[1, "Trần Thị Mai", "Văn thư"], [2, "Lê Thị Lan", "Trưởng ban"]]
    sheets["Mô hình"] += [[], ["TT", "Họ và tên", "Chức vụ"], *people]
    reading = INTAKE.read(book_of(sheets))
    assert slugs(reading) == [("unread-data", "Mô hình", "A8")]
    assert "9 ô" in reading.findings[0].message
    assert len(stored(reading)) == len(stored(INTAKE.read(book_of(return_sheets()))))


def test_what_stands_above_the_table_and_is_no_title_is_said() -> None:
    sheets = return_sheets()
    sheets["Khen thưởng"][1] = [None, "Số lượt tập thể được khen thưởng", "lượt", 1, 2]
    assert said_of(sheets) == [("unread-data", "Khen thưởng", "B2")]


def test_a_tab_that_no_form_reads_is_said_by_its_own_name() -> None:
    sheets = return_sheets() | {"Mô hình bổ sung": titled("BỔ SUNG", MODEL_HEADINGS, MODELS[:1])}
    assert said_of(sheets) == [("sheet-ignored", "Mô hình bổ sung", None)]
    sheets = return_sheets() | register_sheets()
    assert said_of(sheets) == [("sheet-ignored", "Tiếp nhận", None)]


# -- what the account is written as ----------------------------------------------------------------------------------


def test_places_are_written_as_ranges_and_divided_into_blocks() -> None:
    places = [(0, 0), (0, 1), (1, 0), (1, 1), (3, 3), (5, 2)]
    assert ranges(places) == ["A1:B2", "D4", "C6"]
    assert blocks(places) == [places[:4], [(3, 3)], [(5, 2)]]
    assert blocks([(3, 0), (3, 9), (4, 5)], {3, 4}) == [[(3, 0), (3, 9), (4, 5)]]


def test_the_command_line_tells_the_account(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tonghop.__main__ import main

    (tmp_path / "a.xlsx").write_bytes(unit_return(changes={("Thông tin", "D20"): "Ghi thêm"}))
    words = ["check", str(tmp_path / "a.xlsx"), "--store", str(tmp_path / "kho"), "--account"]
    assert main([*words, "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    first = file["account"][0]
    assert (first["sheet"], sum(rule["count"] for rule in first["rules"])) == ("Thông tin", first["cells"])
    assert {"rule": "finding", "count": 1, "share": round(1 / first["cells"], 4), "cells": ["D20"]} in first["rules"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Thông tin: 29 ô có nội dung" in said
    assert "Nêu trong lỗi, cảnh báo (1 ô, 3,4\u00a0%): D20" in said


def test_a_file_is_read_the_same_with_and_without_its_account() -> None:
    book = book_of(return_sheets())
    before = INTAKE.read(book)
    INTAKE.account(book)
    assert INTAKE.read(book) == before
