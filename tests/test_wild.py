"""Files of public bug reports, made anew: what other readers stumbled over is read or refused in words here.

Each is a clean return with one thing done to it as the report tells.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import docx
import pytest

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    UNIT,
    UNIT_ID,
    Formula,
    Row,
    content,
    load_all,
    nomination_list,
    of_kind,
    package,
    read,
    read_one,
    register,
    register_sheets,
    return_sheets,
    said,
    touched,
    unit_return,
    workbook,
)
from tests.test_sheets import locked_xlsx, record, xls
from tonghop.questions import ask_rows
from tonghop.records import Document, Fact, Figure, Nomination
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


# -- papers and packages ---------------------------------------------------------------------------------------------


def word(lines: Sequence[str], *tables: Sequence[Row], header: str = "") -> bytes:
    """A Word file: lines, then tables with an empty line between them, and a page header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                table.cell(row, column).text = str(value or "")
        document.add_paragraph("")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TITLE = "DANH SÁCH MÔ HÌNH ĐIỂM TIÊU BIỂU"
SECOND: Row = ["2", "Camera an ninh thôn", "Công an xã", "Lắp 30 mắt.", None]


def test_a_list_whose_table_was_split_is_read_whole(store: Store) -> None:
    reading = read_one(store, word([UNIT, TITLE], [LIST_HEADINGS, *NOMINATIONS], [SECOND]))
    assert (reading.status, reading.form, reading.unit_id) == ("accepted", "nomination_list", UNIT_ID)
    assert [each.name for each in of_kind(reading, Nomination)] == ["Hũ gạo tình thương", "Camera an ninh thôn"]


def test_a_report_or_a_memo_with_a_table_of_models_replaces_no_list(store: Store, tmp_path: Path) -> None:
    desk = Store(tmp_path / "store")
    headings: Row = ["TT", "Tên mô hình", "Đơn vị thực hiện", "Năm bắt đầu", "Kết quả"]
    models: list[Row] = [[n, f"Mô hình thứ {n}", "Chi bộ", 2018, "Tốt"] for n in range(1, 10)]
    report = word([UNIT, "BÁO CÁO", "Sơ kết 05 năm thực hiện Chỉ thị 05", "I. Kết quả"], [headings, *models])
    memo = word([UNIT, "TỜ TRÌNH", "V/v đề nghị khen thưởng"], [headings[:3], *(row[:3] for row in models[:2])])
    assert load_all(desk, {"a.docx": nomination_list(rows=[*NOMINATIONS, SECOND])}, date(2022, 4, 4)) == {
        "a.docx": "accepted"
    }
    before = ask_rows(desk, "nominations")
    later = load_all(desk, {"b.docx": report, "c.docx": memo}, date(2022, 4, 8))
    assert later == {"b.docx": "paper", "c.docx": "paper"}
    assert ask_rows(desk, "nominations") == before
    assert [row[before[0].index("summary")] for row in before[1]] == ["Giúp 12 hộ nghèo.", "Lắp 30 mắt."]
    kinds = {name: reading.paper for name, reading in read(store, {"d.docx": report, "e.docx": memo}).items()}
    assert [paper and paper.kind for paper in kinds.values()] == ["report", "memo"]


def test_a_unit_beside_a_motto_or_in_the_page_header_is_found(store: Store) -> None:
    table = [LIST_HEADINGS, *NOMINATIONS]
    beside = word(["ĐẢNG BỘ XÃ TÂN SƠN\tĐẢNG CỘNG SẢN VIỆT NAM", TITLE], table)
    above = word([TITLE], table, header="ĐẢNG BỘ XÃ TÂN SƠN")
    for name, reading in read(store, {"beside.docx": beside, "above.docx": above}).items():
        assert (name, reading.status, reading.unit_id) == (name, "accepted", UNIT_ID)


def test_pages_of_the_web_are_named_and_rich_text_is_a_paper(store: Store) -> None:
    page = "<html><body><table><tr><td>Đảng bộ xã Tân Sơn</td></tr></table></body></html>".encode()
    pages = {"a.doc": page, "b.xls": b"\xef\xbb\xbf" + page, "c.docx": page + b" "}
    for name, reading in read(store, pages).items():
        assert (name, reading.status, [f.slug for f in reading.findings]) == (name, "refused", ["unsupported-type"])
        assert all(words in reading.findings[0].message for words in ("HTML", "Lưu thành (Save As)"))
    rich = b"{\\rtf1\\ansi Danh s\\'e1ch}"
    for name, reading in read(store, {"d.rtf": rich, "e.doc": rich + b" "}).items():
        assert (name, reading.status, reading.paper and reading.paper.kind) == (name, "paper", "other")


def test_a_workbook_locked_with_the_default_password_is_read(store: Store) -> None:
    plain = unit_return()
    reading = read_one(store, locked_xlsx(plain, "VelvetSweatshop"))
    assert (reading.status, content(reading)) == ("accepted", content(read_one(store, plain)))
    locked = read_one(store, locked_xlsx(plain, "123456"))
    assert [f.slug for f in locked.findings] == ["password-protected"]


@pytest.mark.parametrize("stream", ["WORKBOOK", "BOOK", "Book"])
def test_an_old_workbook_is_read_whatever_its_stream_is_called(store: Store, stream: str) -> None:
    cells = b""
    for row, values in enumerate(register_sheets()["Tiếp nhận"]):
        for column, value in enumerate(values):
            if value is not None:
                text = str(value)
                head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
                cells += record(0x0204, head + text.encode("utf-16-le"))
    reading = read(store, {"a.xls": xls(cells, stream=stream, tab="Tiếp nhận")})["a.xls"]
    assert (reading.status, reading.form, reading.findings) == ("accepted", "register", ())
    assert content(reading) == content(read_one(store, register()))
