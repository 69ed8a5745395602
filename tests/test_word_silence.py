"""In a Word list, too, nothing passes in silence: hidden letters, tables in cells, headings and names that go on."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.builders import LIST_HEADINGS, UNIT, Row, of_kind, read_one
from tonghop.intake.reading import Reading
from tonghop.records import Nomination
from tonghop.store import Store

ROWS: list[Row] = [["1", "Hũ gạo tình thương", "Hội Phụ nữ", "Tốt", None], ["2", "Camera", "Công an xã", "Tốt", None]]
NAMES = ["Hũ gạo tình thương", "Camera"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(Path(tmp_path_factory.mktemp("word")) / "store")


def _read(store: Store, change: Callable[[Any, Any], None], rows: list[Row] = ROWS, first: int = 0) -> Reading:
    """Read a list in Word, of the columns from `first` on, after a change to (document, table)."""
    document = docx.Document()
    document.add_paragraph(UNIT)
    document.add_paragraph("DANH SÁCH MÔ HÌNH")
    lines = [row[first:] for row in (LIST_HEADINGS, *rows)]
    table = document.add_table(rows=len(lines), cols=len(lines[0]))
    for at, line in enumerate(lines):
        for column, value in enumerate(line):
            table.cell(at, column).text = str(value or "")
    change(document, table)
    file = io.BytesIO()
    document.save(file)
    return read_one(store, file.getvalue())


def _names(reading: Reading) -> list[str]:
    return [each.name for each in of_kind(reading, Nomination)]


def _slugs(reading: Reading) -> list[str]:
    return [finding.slug for finding in reading.findings]


def test_hidden_letters_in_a_table_are_read_and_said(store: Store) -> None:
    def hide(_document: Any, table: Any) -> None:
        table.cell(1, 1).paragraphs[0].add_run(" (nháp)").font.hidden = True

    reading = _read(store, hide)
    assert (_names(reading), _slugs(reading)) == (["Hũ gạo tình thương (nháp)", "Camera"], ["hidden-data"])
    assert "chữ ẩn" in reading.findings[0].message


def test_a_table_in_a_cell_is_said_to_be_unread(store: Store) -> None:
    def nest(_document: Any, table: Any) -> None:
        inner = table.cell(1, 3).add_table(rows=2, cols=2)
        for at, text in enumerate(("2019", "5", "2020", "7")):
            inner.cell(at // 2, at % 2).text = text

    reading = _read(store, nest)
    assert (_names(reading), _slugs(reading)) == (NAMES, ["sheet-ignored"])


@pytest.mark.parametrize(
    ("cells", "slugs"),
    [
        (["NGƯỜI LẬP BIỂU", "T/M ĐẢNG ỦY", "Trần Thị Mai", "Lê Văn An"], []),
        (["Nơi nhận:\n- Như trên;\n- Lưu VPĐU.", "T/M ĐẢNG ỦY\nBÍ THƯ\n\nLê Văn An", "", ""], []),
        (["Số người tham gia", "120", "Số buổi", "5"], ["sheet-ignored"]),
        (["Mô hình dân vận khéo", "Hội Nông dân xã", "Tổ tự quản", "Công an xã"], ["sheet-ignored"]),
    ],
)
def test_a_table_of_two_columns_is_a_frame_only_for_who_signs(store: Store, cells: list[str], slugs: list[str]) -> None:
    def add(document: Any, _table: Any) -> None:
        document.add_paragraph("")
        below = document.add_table(rows=2, cols=2)
        for at, text in enumerate(cells):
            below.cell(at // 2, at % 2).text = text

    reading = _read(store, add)
    assert (_names(reading), _slugs(reading)) == (NAMES, slugs)


@pytest.mark.parametrize("alone", ["Khối nông thôn", "Các mô hình về kinh tế", "giúp hộ nghèo vượt khó", "Nhóm 1"])
def test_what_hardly_names_a_model_is_said_in_a_list_without_numbers(store: Store, alone: str) -> None:
    rows: list[Row] = [ROWS[0], [None, alone, None, None, None], ROWS[1]]
    reading = _read(store, lambda *_: None, rows, first=1)
    assert (_names(reading), [f.value for f in reading.findings]) == (NAMES, [alone])
    told = _read(store, lambda *_: None, [ROWS[0], [None, alone, "Hội Nông dân", None, None]], first=1)
    assert _names(told) == [NAMES[0], alone]


@pytest.mark.parametrize("name", ["Ví dụ: Tuyến đường hoa", "VD: Camera", "(Ví dụ) Đội văn nghệ"])
def test_an_example_is_no_model_even_with_a_number(store: Store, name: str) -> None:
    reading = _read(store, lambda *_: None, [["1", name, "Hội Phụ nữ", "Tốt", None], ROWS[1]])
    assert (_names(reading), _slugs(reading)) == (NAMES[1:], ["unread-data"])
