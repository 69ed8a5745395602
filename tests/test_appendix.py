"""The Excel appendix: every table once, sums that agree with the questions, sources to follow, print."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import DOCUMENT_HEADINGS, UNIT, load_all, nomination_list, titled, unit_return
from tests.reread import CAMPAIGNS, HOW, STORES, Draft, store_of, trace_conditions
from tonghop.outputs.appendix import HEAD, appendix, appendix_name, sheet_names, tables_of
from tonghop.report.document import Table, numbers_in
from tonghop.report.numbers import Number
from tonghop.report.plain_trace import HOW as HOW_WORDS
from tonghop.report.plain_trace import column_of, list_of
from tonghop.report.plain_trace import conditions as plain_conditions
from tonghop.report.sources import sources
from tonghop.report.unit_years import tables

FORMULA, LONG = "=1+1", "Mô hình tự quản " * 12 + "xóm Đông"
SHARE = re.compile(r"=\(?([A-Z]+\d+(?:\+[A-Z]+\d+)*)\)?/([A-Z]+\d+)")
SUM = re.compile(r"=SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)")


class Book:
    """The workbook of a draft, made and read back: formulas, and the results that stand in it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.by_unit = tables(draft.writing)
        self.content = appendix(draft.plan, draft.report, sources(draft.writing, draft.report), self.by_unit)
        self.formulas = openpyxl.load_workbook(io.BytesIO(self.content))
        self.results = openpyxl.load_workbook(io.BytesIO(self.content), data_only=True)
        self.names = sheet_names(draft.report, self.by_unit)

    @property
    def tables(self) -> list[Table]:
        return [table for _, _, table in tables_of(self.draft.report, self.by_unit)]


@pytest.fixture(scope="module", params=STORES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    campaigns: Path = request.getfixturevalue("made_campaigns")
    return Book(Draft(store_of(request.param, tmp_path_factory.mktemp("appendix"), campaigns)))


def reread(draft: Draft, number: Number) -> Any:
    """A number of the report read again from its question in plain Python."""
    said = {column: _said(value) for column, value in number.trace.where}
    how = next(words for words, name in HOW.items() if name == number.trace.how)
    return draft.again(number.trace.question, how, number.trace.column, said)[0]


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return "|".join(_said(one) for one in value)
    return "trống" if value is None else str(value)


# -- numbers -------------------------------------------------------------------------------------------------


def test_every_table_of_the_report_stands_on_its_sheet_once(book: Book) -> None:
    report = book.draft.report
    blocks = [*report.body, *(block for one in report.appendices for block in one.blocks)]
    by_unit = {table.id for table in book.by_unit}
    assert {block.id for block in blocks if isinstance(block, Table)} | by_unit == set(book.names)
    reported = {row["indicator_id"] for row in book.draft.rows("figure_list")}
    assert by_unit == {f"unit_years.{id}" for id in reported}
    assert book.formulas.sheetnames == ["Mục lục", *book.names.values(), "Nguồn số liệu"]
    assert all(len(name) <= 31 for name in book.formulas.sheetnames)


def test_every_cell_is_what_its_question_answers_and_what_is_missing_stays_blank(book: Book) -> None:
    for table in book.tables:
        sheet = book.results[book.names[table.id]]
        assert [cell.value for cell in sheet[HEAD + 1]][: len(table.columns)] == [c.label for c in table.columns]
        for row, line in enumerate(table.lines, HEAD + 2):
            for column, cell in enumerate(line.cells, 1):
                shown = sheet.cell(row, column).value
                if isinstance(cell, Number):
                    assert (table.id, cell.id, shown) == (table.id, cell.id, reread(book.draft, cell))
                elif isinstance(cell, date):
                    assert isinstance(shown, datetime)
                    assert shown.date() == cell
                elif isinstance(cell, str) and cell:
                    assert shown == " ".join(cell.split())
                else:
                    assert shown == (cell or None)


def test_a_formula_adds_up_exactly_the_cells_that_make_the_total(book: Book) -> None:
    for table in book.tables:
        formulas, results = (one[book.names[table.id]] for one in (book.formulas, book.results))
        for row in formulas.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    if share := SHARE.fullmatch(str(cell.value)):
                        above, below = ([results[at].value for at in part.split("+")] for part in share.groups())
                        assert results[cell.coordinate].value == pytest.approx(sum(above) / below[0])
                        continue
                    found = SUM.fullmatch(str(cell.value))
                    assert found, cell.value
                    cells = [
                        one.value for part in results[f"{found[1]}{found[2]}:{found[3]}{found[4]}"] for one in part
                    ]
                    added = sum(value for value in cells if isinstance(value, int | float))
                    assert (cell.coordinate, results[cell.coordinate].value) == (cell.coordinate, added)


@pytest.mark.parametrize("book", ["sample", *CAMPAIGNS[1:]], indirect=True)
def test_totals_of_sums_are_formulas_and_counts_of_units_are_not(book: Book) -> None:
    for id in ("models_by_sector", "models_by_level", "models_by_unit", "awards_by_unit", "propaganda_by_unit",
               "inspections_by_unit"):  # fmt: skip
        table = book.draft.report.table(id)
        sheet = book.formulas[book.names[id]]
        for row, line in enumerate(table.lines, HEAD + 2):
            for column, cell in enumerate(line.cells, 1):
                if line.kind == "total" and isinstance(cell, Number) and cell.value is not None:
                    is_sum = sheet.cell(row, column).data_type == "f"
                    assert (id, cell.id, is_sum) == (id, cell.id, cell.trace.how not in ("units", "share"))
    for id in ("awards_by_year", "propaganda_by_year", "inspections_by_year"):
        table = book.draft.report.table(id)
        for row, line in enumerate(table.lines, HEAD + 2):
            total = book.formulas[book.names[id]].cell(row, len(table.columns) - 1)
            assert (total.data_type == "f") == (line.cells[-2].value is not None)  # type: ignore[union-attr]


@pytest.mark.parametrize("book", ["sample", "one unit"], indirect=True)
def test_formulas_calculate_to_the_same_sums(book: Book) -> None:
    """The sums are worked out by hand; in `soak` by LibreOffice, where there is one."""
    formulas_agree(book, calculated(_without_results(book.content)))


@pytest.mark.soak
@pytest.mark.parametrize("book", ["sample", "one unit"], indirect=True)
def test_libreoffice_calculates_the_same_sums(book: Book, tmp_path: Path) -> None:
    content = _without_results(book.content)
    formulas_agree(book, by_office_program(content, tmp_path))


def formulas_agree(book: Book, again: dict[tuple[str, str], object]) -> None:
    compared = 0
    for sheet in book.formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    place = sheet.title, cell.coordinate
                    known = book.results[sheet.title][cell.coordinate].value
                    assert (place, again[place]) == (place, pytest.approx(known))
                    compared += 1
    assert compared > 10


def calculated(content: bytes) -> dict[tuple[str, str], object]:
    """The result of every formula of a workbook that was never calculated, by sheet and cell."""
    formulas, places = formulas_of(content)
    return {(sheet, cell): worked_out(formulas[sheet], formulas[sheet][cell].value) for sheet, cell in places}


def formulas_of(content: bytes) -> tuple[Any, list[tuple[str, str]]]:
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    return formulas, [
        (one.title, c.coordinate) for one in formulas for row in one.iter_rows() for c in row if c.data_type == "f"
    ]


def by_office_program(content: bytes, folder: Path) -> dict[tuple[str, str], object]:
    """The same by LibreOffice; skips in words where there is none."""
    _, places = formulas_of(content)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine: what it calculates is not looked at")
    source = folder / "a.xlsx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    results = openpyxl.load_workbook(folder / "out" / "a.xlsx", data_only=True)
    return {(sheet, cell): results[sheet][cell].value for sheet, cell in places}


def worked_out(sheet: Any, value: object) -> Any:
    """A sum of cells, or what stands in a cell."""
    if share := SHARE.fullmatch(str(value)):
        above, below = ([worked_out(sheet, sheet[at].value) for at in part.split("+")] for part in share.groups())
        return sum(above) / below[0]
    found = SUM.fullmatch(str(value))
    if not found:
        return value
    cells = [cell.value for row in sheet[f"{found[1]}{found[2]}:{found[3]}{found[4]}"] for cell in row]
    return sum(one for one in (worked_out(sheet, cell) for cell in cells) if isinstance(one, int | float))


def _without_results(content: bytes) -> bytes:
    """The workbook as if no formula had ever been calculated."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(target, "w") as package:
        for entry in made.infolist():
            part = made.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", part)
            package.writestr(entry, part)
    return target.getvalue()


# -- sources -------------------------------------------------------------------------------------------------


def test_every_number_of_the_body_can_be_followed_to_its_question_and_units(book: Book) -> None:
    sheet = book.results["Nguồn số liệu"]
    rows = list(sheet.iter_rows(min_row=HEAD + 2, max_col=9, values_only=True))
    assert [row[2] for row in rows] == [
        " ".join(number.says.split())
        for number in {n.id: n for n in numbers_in(book.draft.report.body)}.values()
    ]  # fmt: skip
    behind = {n.id: n for n in numbers_in(book.draft.report.body)}
    for row, number in zip(rows, behind.values(), strict=True):
        _, place, says, value, listed, where, how, column, units = row
        trace = number.trace
        assert (listed, how) == (list_of(trace), HOW_WORDS[trace.how])
        said = " ".join(plain_conditions(book.draft.plan, trace).split())
        assert (where or "", column or "") == (said, column_of(trace))
        again, own = book.draft.again(trace.question, str(how), trace.column, trace_conditions(trace))
        assert (says, value) == (says, again)
        if not number.trace.behind:
            assert (says, units) == (says, own)
        assert str(place).startswith(("Mở đầu", "Mục "))


# -- how it looks and prints ---------------------------------------------------------------------------------


def test_sheets_print_on_a4_with_their_headings_and_keep_them_on_the_screen(book: Book) -> None:
    for table in book.tables:
        sheet: Any = book.formulas[book.names[table.id]]
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == f"${HEAD + 1}:${HEAD + 1}"
        assert str(sheet.freeze_panes).endswith(str(HEAD + 2))
        assert "&P" in str(sheet.oddFooter.right.text)


def test_the_contents_lead_to_every_sheet(book: Book) -> None:
    sheet = book.formulas["Mục lục"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.formulas.sheetnames[1:]]
    titles = [sheet.cell(7 + place, 2).value for place in range(len(links))]
    assert len(titles) == len(set(titles))


def test_charts_stand_where_figures_are(book: Book) -> None:
    for question in ("awards_by_year", "propaganda_by_year", "inspections_by_year"):
        reported = {row["indicator_id"] for row in book.draft.rows(question) if row["value"] is not None}
        assert len(charts_of(book, question)) == len(reported)
    assert len(charts_of(book, "submissions")) == 1
    assert len(charts_of(book, "models_by_sector")) == bool(book.draft.rows("models_by_sector"))


def charts_of(book: Book, table: str) -> list[Any]:
    return list(getattr(book.formulas[book.names[table]], "_charts"))  # noqa: B009


def test_the_file_is_named_by_its_day_and_made_up_figures_are_marked(book: Book) -> None:
    assert appendix_name(book.draft.report.made) == "phu-luc-2022-04-30.xlsx"
    texts = [str(cell.value) for row in book.formulas["Mục lục"].iter_rows() for cell in row]
    assert any("Số liệu minh họa" in text for text in texts) == book.draft.report.is_sample


# -- people's text -------------------------------------------------------------------------------------------


def test_people_s_text_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    store = store_of("empty", tmp_path)
    link = "https://example.org/a"
    listed = [[1, FORMULA, link, LONG, None], [2, LONG, "@SUM(A1)", "+1", None]]
    papers = [[1, FORMULA, "20/05/2018", FORMULA, link], [2, "2-KH", "20/05/2018", "Kế hoạch", FORMULA]]
    files = {
        "a.docx": nomination_list(UNIT, listed),
        "b.xlsx": unit_return(UNIT, sheets={"Văn bản": titled("VĂN BẢN", DOCUMENT_HEADINGS, papers)}),
    }
    assert set(load_all(store, files).values()) == {"accepted"}
    book = Book(Draft(store))
    for id in ("nominations", "documents"):
        sheet = book.formulas[book.names[id]]
        cells = [cell for row in sheet.iter_rows(min_row=HEAD + 2) for cell in row]
        texts = {cell.value for cell in cells}
        assert {FORMULA, link} <= texts
        assert all(cell.data_type != "f" and not cell.hyperlink for cell in cells)
    assert LONG in {cell.value for row in book.formulas[book.names["nominations"]].iter_rows() for cell in row}
