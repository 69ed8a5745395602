"""What a cell shows counts: formats, strokes, raised figures, merged figures, and what a mark or a day may be.

Workbooks are touched up as a person does in an office program; what is read goes in by the production door.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.builders import (
    MODELS,
    NOMINATIONS,
    Formula,
    content,
    nomination_list,
    of_kind,
    read,
    read_one,
    register,
    return_sheets,
    said,
    touched,
    unit_return,
    workbook,
)
from tonghop.officefiles.shown import shown_as, shows_year
from tonghop.records import Document, Figure, Model, Nomination, Receipt
from tonghop.store import Store

PLACE = ("Khen thưởng", "D7")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("shown") / "store")


def with_cell(change: Callable[[Any], None], value: object = 12, sheet: str = PLACE[0], cell: str = PLACE[1]) -> bytes:
    """A clean form A with one cell touched up; its total is left out."""
    changes = {(sheet, cell): value, (PLACE[0], "I7"): None}
    return touched(unit_return(changes=changes), lambda book: change(book[sheet][cell]))


def formatted(code: str) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        cell.number_format = code

    return change


def rich(*parts: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(**look), text) if look else text for text, look in parts))


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "0%", "100%"),
        (2, '0"%"', "2%"),
        (0.5, "0.0%", "50%"),
        (2, "0.000", "2.000"),
        (1250, "#,##0.00", "1250.00"),
        (2, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "2.00"),
        (5, '0" cuộc"', "5 cuộc"),
        (5, "0\\ \\n", "5 n"),
        (12, "[$₫-42A] #,##0", None),
        (12, "General", None),
        (12, "0", None),
        (1250, "#,##0", None),
        (2, "#.##0", "2.000"),
        (12, "00", None),
        (12, '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', None),
        (0, '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', None),
        (12, "#,##0;[Red]-#,##0", None),
        (12, "#,##0.##", None),
        (12, "@", None),
        (12, "# ?/?", None),
        (12, '0;-0;;@', None),
    ],
)  # fmt: skip
def test_a_format_shows_a_number_as_it_is_or_otherwise(value: float, code: str, text: str | None) -> None:
    shown = shown_as(value, code)
    assert (shown.text if shown else None) == text


@pytest.mark.parametrize("code", ["0,", "#,##0,,", "0.00E+00", "0E+0", '0"000"'])
def test_a_format_that_scales_or_adds_figures_shows_something_else(code: str) -> None:
    shown = shown_as(12000, code)
    assert shown is not None
    assert shown.text != "12000"


@pytest.mark.parametrize("code", [";;;", ";;", '""'])
def test_a_format_that_shows_nothing_shows_no_figure(code: str) -> None:
    shown = shown_as(11, code)
    assert shown is not None
    assert shown.text != "11"


@pytest.mark.parametrize("code", ["0;-0;;@", "#,##0;-#,##0;", '#,##0;-#,##0;"-"', '[=0]"";General', "General"])
def test_a_format_that_hides_noughts_shows_figures_as_they_are(code: str) -> None:
    assert (shown_as(11, code), shown_as(0, code)) == (None, None)


def test_only_a_format_of_years_shows_a_year() -> None:
    assert [code for code in ("yyyy", "yyyy;@", '"Năm "yyyy', "[$-42A]yyyy") if not shows_year(code)] == []
    assert [code for code in ("yy", "dd/mm/yyyy", "mm/yyyy", "General", "0", "", "@") if shows_year(code)] == []


FIGURES: list[tuple[str, bytes, str, str | None, str]] = [
    ("percent", with_cell(formatted("0%"), 1), "not-a-number", "100%", "tỷ lệ"),
    ("decimals", with_cell(formatted("0.000"), 2), "not-a-number", "2.000", "giá trị trong ô là 2"),
    ("scaled", with_cell(formatted("0,"), 12000), "not-a-number", "12000", "định dạng"),
    ("other unit", with_cell(formatted('0" nghìn"')), "not-a-number", "12", "12 nghìn"),
    ("not whole", with_cell(formatted("0.000"), 1.25), "not-a-whole-number", "1.25", "1250"),
    ("struck", with_cell(lambda c: setattr(c, "font", Font(strike=True))), "not-a-number", "12", "gạch ngang"),
    (
        "struck in part",
        with_cell(lambda c: setattr(c, "value", rich(("1", {"strike": True}), ("250", {})))),
        "not-a-number", "1250", "một phần",
    ),
    (
        "raised",
        with_cell(lambda c: setattr(c, "value", rich(("12", {}), ("1", {"vertAlign": "superscript"})))),
        "not-a-number", "121", "chú thích",
    ),
    ("a figure's date", unit_return(changes={PLACE: date(2022, 4, 3), ("Khen thưởng", "I7"): None}),
     "not-a-number", "03/04/2022", "Excel"),
]  # fmt: skip


@pytest.fixture(scope="module")
def figures(store: Store) -> Any:
    return read(store, {f"{at}.xlsx": content for at, (_, content, *_) in enumerate(FIGURES)})


@pytest.mark.parametrize("at", range(len(FIGURES)), ids=[name for name, *_ in FIGURES])
def test_a_figure_that_is_not_what_its_cell_shows_is_refused(figures: Any, at: int) -> None:
    _, _, slug, value, words = FIGURES[at]
    reading = figures[f"{at}.xlsx"]
    assert reading.status == "refused"
    assert said(reading.findings)[0] == (slug, *PLACE, value)
    assert words in reading.findings[0].message
    assert [f.slug for f in reading.findings[1:]] == (["suspicious-date"] if value == "03/04/2022" else [])


def test_usual_looks_say_nothing(store: Store) -> None:
    files = {
        "thousands": with_cell(formatted("#,##0")),
        "accounting": with_cell(formatted('_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-')),
        "its own unit": with_cell(formatted('0" mô hình"')),
        "noise": with_cell(lambda c: None, 11.999999999999998),
        "bold": with_cell(lambda c: setattr(c, "value", rich(("1", {"b": True}), ("2", {})))),
        "blanks raised": with_cell(lambda c: setattr(c, "value", rich(("12", {}), (" ", {"strike": True})))),
        "percent of a text": with_cell(formatted("0%"), "12"),
        "decimals of a blank": with_cell(formatted("0.00"), None),
        "a decimal total": with_cell(formatted("0.00"), 60, "Khen thưởng", "I4"),
    }
    for name, reading in read(store, {f"{name}.xlsx": file for name, file in files.items()}).items():
        slugs = [f.slug for f in reading.findings if f.slug != "total-mismatch"]
        assert (name, reading.status, slugs) == (name, "accepted", [])
        if "decimal" not in name:
            assert Figure("tan-son", "awards_district", 2017, 12, *PLACE) in reading.records or "D7" in {
                figure.cell for figure in of_kind(reading, Figure) if figure.value == 12
            }


def test_years_shown_by_days_are_the_years(store: Store) -> None:
    def change(book: Any) -> None:
        for sheet in ("Khen thưởng", "Tuyên truyền"):
            for column, year in zip("DEFGH", range(2017, 2022), strict=True):
                book[sheet][f"{column}3"] = datetime(year, 1, 1)
                book[sheet][f"{column}3"].number_format = "yyyy"
        book["Mô hình"]["G4"] = datetime(2018, 1, 1)
        book["Mô hình"]["G4"].number_format = "yyyy"

    reading = read_one(store, touched(unit_return(), change))
    assert (reading.status, said(reading.findings)) == ("accepted", [])
    assert of_kind(reading, Figure) == of_kind(read_one(store, unit_return()), Figure)
    assert of_kind(reading, Model)[0].start_year == 2018


@pytest.mark.parametrize("area", ["D7:E7", "D7:D8", "D7:H7", "D7:E8"])
def test_a_figure_merged_over_years_or_indicators_is_nobodys(store: Store, area: str) -> None:
    reading = read_one(store, touched(unit_return(), lambda book: book["Khen thưởng"].merge_cells(area)))
    assert reading.status == "refused"
    assert said(reading.findings) == [("ambiguous-number", "Khen thưởng", "D7", "41")]


def test_a_blank_merged_over_years_is_no_figure_and_no_finding(store: Store) -> None:
    changes = {("Khen thưởng", cell): None for cell in ("D7", "E7", "I7")}
    content = touched(unit_return(changes=changes), lambda book: book["Khen thưởng"].merge_cells("D7:E7"))
    reading = read_one(store, content)
    assert (reading.status, said(reading.findings)) == ("accepted", [])


def test_a_merged_cell_speaks_for_every_row_that_it_covers(store: Store) -> None:
    changes = {
        ("Mô hình", cell): value
        for cell, value in {"C5": None, "D5": None, "E5": None, "F5": None, "G5": None, "H5": None, "I5": None}.items()
    }

    def change(book: Any) -> None:
        for column in "CDEFGHI":
            book["Mô hình"].merge_cells(f"{column}4:{column}5")
        book["Văn bản"].merge_cells("C4:C5")

    reading = read_one(store, touched(unit_return(changes=changes), change))
    assert said(reading.findings) == []
    first, second, _ = of_kind(reading, Model)
    assert first[3:10] == second[3:10]
    assert (second.is_nominated, second.start_year) == (True, 2018)
    assert [d.issued_on for d in of_kind(reading, Document)] == [date(2018, 5, 20)] * 2


def test_a_day_and_its_copies_merged_over_receipts_stand_for_all_of_them(store: Store) -> None:
    rows = [
        [1, "Đảng bộ xã Tân Sơn", "Tờ trình", "04/04/2022", 2, None],
        [2, "Đảng bộ xã Tân Sơn", "Danh sách mô hình", None, None, None],
    ]

    def change(book: Any) -> None:
        for column in "BDE":
            book["Tiếp nhận"].merge_cells(f"{column}4:{column}5")

    reading = read_one(store, touched(register(rows), change))
    assert (reading.status, said(reading.findings)) == ("accepted", [])
    assert {(r.received_on, r.copies) for r in of_kind(reading, Receipt)} == {(date(2022, 4, 4), 2)}
    assert len(of_kind(reading, Receipt)) == 2


def test_what_is_wrong_in_a_merged_cell_is_said_once(store: Store) -> None:
    changes = {("Mô hình", "G4"): 2016, ("Mô hình", "G5"): None}
    reading = read_one(store, touched(unit_return(changes=changes), lambda b: b["Mô hình"].merge_cells("G4:G5")))
    assert said(reading.findings) == [("year-out-of-range", "Mô hình", "G4", "2016")]


def test_days_an_american_excel_may_have_swapped_are_asked_about(store: Store) -> None:
    rows = [
        [1, "Đảng bộ xã Tân Sơn", "Tờ trình", date(2022, 5, 4), 2, None],
        [2, "Đảng bộ xã Tân Sơn", "Danh sách mô hình", "13/4/2022", 2, None],
        [3, "Đảng bộ xã Thi Sơn", "Tờ trình", date(2022, 4, 20), 2, None],
    ]
    reading = read_one(store, register(rows))
    assert said(reading.findings) == [("suspicious-date", "Tiếp nhận", "D4", "04/05/2022")]
    for other in ("2022-04-13", "13.4.2022", "ngày 13 tháng 4 năm 2022", "12/4/2022"):  # as any Excel leaves them
        rows[1][3] = other
        assert said(read_one(store, register(rows)).findings) == []
    assert said(read_one(store, register(rows[:1] + rows[2:])).findings) == []
    assert said(read_one(store, register(rows[1:])).findings) == []


def test_a_day_that_moves_is_asked_about(store: Store) -> None:
    rows = [[1, "Đảng bộ xã Tân Sơn", "Tờ trình", Formula("=NOW()", "04/04/2022"), 2, None]]
    reading = read_one(store, register(rows))
    assert said(reading.findings) == [("suspicious-date", "Tiếp nhận", "D4", "04/04/2022")]
    still = [[1, "Đảng bộ xã Tân Sơn", "Tờ trình", Formula("=DATE(2022,4,4)", "04/04/2022"), 2, None]]
    assert said(read_one(store, register(still)).findings) == []


def test_hidden_rows_and_columns_are_read_and_said_once_a_sheet(store: Store) -> None:
    def change(book: Any) -> None:
        sheet = book["Khen thưởng"]
        for row in (5, 7, 40):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["E"].hidden = True
        book["Đánh giá"].column_dimensions["F"].hidden = True  # empty

    reading = read_one(store, touched(unit_return(), change))
    assert reading.records == read_one(store, unit_return()).records
    assert said(reading.findings) == [("hidden-data", "Khen thưởng", "E3", None)]
    assert "dòng 5, 7, cột E bị ẩn" in reading.findings[0].message


def test_a_row_struck_through_whole_is_no_data(store: Store, tmp_path: Path) -> None:
    def strike(cells: Any) -> None:
        for row in cells:
            for cell in row:
                cell.font = Font(strike=True)

    def change(book: Any) -> None:
        strike(book["Khen thưởng"]["A5:I5"])
        strike(book["Văn bản"]["B4:E4"])

    content = touched(unit_return(), change)
    reading = read_one(store, content)
    assert said(reading.findings) == [
        ("struck-through", "Khen thưởng", "B5", return_sheets()["Khen thưởng"][4][1]),
        ("struck-through", "Văn bản", "B4", "15-KH/ĐU"),
    ]
    assert {f.cell for f in of_kind(reading, Figure) if f.sheet == "Khen thưởng"}.isdisjoint({"D5", "H5"})
    assert len(of_kind(reading, Document)) == 1


def test_a_row_of_a_word_list_struck_through_is_no_nomination(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(nomination_list(rows=[*NOMINATIONS, ["2", "Tuyến đường hoa", "Bà Mai", None, None]]))
    document = docx.Document(str(source))
    for cell in document.tables[0].rows[2].cells:
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.font.strike = True
    document.save(str(source))
    reading = read(store, {"a.docx": source.read_bytes()})["a.docx"]
    assert said(reading.findings) == [("struck-through", None, None, "Tuyến đường hoa")]
    assert [n.name for n in of_kind(reading, Nomination)] == ["Hũ gạo tình thương"]


def test_a_struck_mark_nominates_nobody(store: Store) -> None:
    content = touched(unit_return(), lambda book: setattr(book["Mô hình"]["I4"], "font", Font(strike=True)))
    reading = read_one(store, content)
    assert ("struck-through", "Mô hình", "I4", "x") in said(reading.findings)
    assert not any(model.is_nominated for model in of_kind(reading, Model))


def test_a_tick_of_a_sign_font_is_a_mark_in_a_file_in_unicode(store: Store) -> None:
    for mark, is_one in (("ü", True), ("þ", True), ("☑", True), ("☐", False), ("¨", False)):
        reading = read_one(store, unit_return(changes={("Mô hình", "I4"): None, ("Mô hình", "I5"): mark}))
        assert (mark, reading.status, reading.encoding) == (mark, "accepted", "unicode")
        assert (mark, [m.is_nominated for m in of_kind(reading, Model)]) == (mark, [False, is_one, False])


def test_models_of_the_builders_are_as_many_as_are_read(store: Store) -> None:
    assert len(of_kind(read_one(store, workbook(return_sheets())), Model)) == len(MODELS)


NOUGHT = unit_return(changes={PLACE: 0, ("Khen thưởng", "E7"): 0, ("Khen thưởng", "I7"): None})


def _format_of_all(book: Any) -> None:
    for cell in ("D7", "E7", "F7"):
        book["Khen thưởng"][cell].number_format = "#,##0;-#,##0;"


def _view_without_noughts(book: Any) -> None:
    book["Khen thưởng"].sheet_view.showZeros = False


@pytest.mark.parametrize("hide", [_format_of_all, _view_without_noughts])
def test_noughts_that_are_not_shown_are_read_and_said_once(store: Store, hide: Callable[[Any], None]) -> None:
    reading = read_one(store, touched(NOUGHT, hide))
    found = [(f.slug, f.sheet, f.cell) for f in reading.findings]
    assert found == [("hidden-data", "Khen thưởng", "D7")]
    assert "2 ô có số 0" in reading.findings[0].message
    assert content(reading) == content(read_one(store, NOUGHT))
    assert said(read_one(store, touched(unit_return(), hide)).findings) == []
