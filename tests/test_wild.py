"""Files of public bug reports, made anew: what other readers stumbled over is read or refused in words here.

Each is a clean return with one thing done to it as the report tells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from tests.builders import (
    Formula,
    content,
    of_kind,
    package,
    read_one,
    return_sheets,
    said,
    touched,
    unit_return,
    workbook,
)
from tonghop.records import Document, Fact, Figure
from tonghop.store import Store

PLACE = ("Tuyên truyền", "D6")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("wild") / "store")


def rewritten(source: bytes, change: Callable[[str, str], str]) -> bytes:
    """Change the XML of every worksheet, given its tab's number and its text."""
    with zipfile.ZipFile(io.BytesIO(source)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name, part in parts.items():
        if found := re.search(r"worksheets/sheet(\d+)\.xml$", name):
            parts[name] = change(found[1], part.decode()).encode()
    return package(parts)


def figure(store: Store, content: bytes, sheet: str, cell: str) -> int | None:
    reading = read_one(store, content)
    assert reading.status == "accepted", said(reading.findings)
    return next((f.value for f in of_kind(reading, Figure) if (f.sheet, f.cell) == (sheet, cell)), None)


def test_a_number_off_by_a_binary_fraction_is_the_number_shown(store: Store) -> None:
    changes = {PLACE: 1325.9999999999998, (PLACE[0], "I6"): None}
    assert figure(store, unit_return(changes=changes), *PLACE) == 1326


def test_an_empty_shared_text_on_a_line_of_its_own_is_a_blank(store: Store) -> None:
    def change(number: str, xml: str) -> str:
        return re.sub(r'<c r="D6"[^>]*>.*?</c>', '<c r="D6" t="s"><v/>\n   </c>', xml) if number == "4" else xml

    source = unit_return(changes={(PLACE[0], "I6"): None})
    assert figure(store, source, *PLACE) is not None
    assert figure(store, rewritten(source, change), *PLACE) is None


def test_days_of_a_web_page_are_days(store: Store) -> None:
    sheets = return_sheets()
    sheets["Thông tin"][4] = ["Ngày lập", "2022-04-03T00:00:00.000Z"]
    sheets["Văn bản"][3][2] = "2018-05-20T00:00:00.000Z"
    reading = read_one(store, workbook(sheets))
    assert said(reading.findings) == []
    assert next(f.day for f in of_kind(reading, Fact) if f.fact_id == "compiled_on") == date(2022, 4, 3)
    assert of_kind(reading, Document)[0].issued_on == date(2018, 5, 20)


def test_two_years_in_one_merged_cell_are_nobodys(store: Store) -> None:
    changes = {("Tuyên truyền", "E6"): None}
    reading = read_one(store, touched(unit_return(changes=changes), lambda b: b["Tuyên truyền"].merge_cells("D6:E6")))
    assert (reading.status, said(reading.findings)) == ("refused", [("ambiguous-number", *PLACE, "31")])


def test_of_two_tabs_of_one_name_the_visible_one_counts(store: Store) -> None:
    def change(book: object) -> None:
        old = book.copy_worksheet(book["Tuyên truyền"])  # type: ignore[attr-defined]
        old.title, old.sheet_state, old["D6"] = "TUYÊN TRUYỀN ", "hidden", 99
        book.move_sheet(old, -6)  # type: ignore[attr-defined]

    clean = read_one(store, unit_return())
    reading = read_one(store, touched(unit_return(), change))
    assert reading.status == "accepted"
    assert content(reading) == content(clean)


def test_a_heading_stt_and_a_secretary_who_implements_end_no_table(store: Store) -> None:
    sheets = return_sheets()
    for rows in sheets.values():
        for row in rows:
            row[:1] = ["STT"] if row and row[0] == "TT" else row[:1]
    sheets["Mô hình"][4][5] = "Bí thư Đoàn xã"
    reading = read_one(store, workbook(sheets))
    assert (reading.status, said(reading.findings)) == ("accepted", [])
    assert len(of_kind(reading, Figure)) == len(of_kind(read_one(store, unit_return()), Figure))


def test_labels_merged_over_the_next_column_have_their_values_behind_it(store: Store) -> None:
    sheets = return_sheets()
    sheets["Thông tin"] = [row if len(row) < 2 else [row[0], None, row[1]] for row in sheets["Thông tin"]]

    def change(book: object) -> None:
        for row in range(3, 16):
            book["Thông tin"].merge_cells(f"A{row}:B{row}")  # type: ignore[index]

    reading = read_one(store, touched(workbook(sheets), change))
    assert (reading.status, reading.unit_id, said(reading.findings)) == ("accepted", "tan-son", [])
    assert len(of_kind(reading, Fact)) == len(of_kind(read_one(store, unit_return()), Fact))


def test_values_one_column_further_than_their_labels_are_not_lost_in_silence(store: Store) -> None:
    sheets = return_sheets()
    rows = sheets["Thông tin"]
    sheets["Thông tin"] = [row if len(row) < 2 or row[0] == "Đơn vị" else [row[0], None, row[1]] for row in rows]
    reading = read_one(store, workbook(sheets))
    facts, clean = (of_kind(r, Fact) for r in (reading, read_one(store, unit_return())))
    assert len(facts) == len(clean) or reading.findings


def test_a_total_that_is_a_formula_of_nothing_is_no_finding(store: Store) -> None:
    reading = read_one(store, unit_return(changes={("Tuyên truyền", "I6"): Formula("=SUM(D6:H6)")}))
    assert said(reading.findings) == []
