"""The plan as a workbook that an office edits and hands back: one sheet a table, lists for choices, days as days.

Written and read by the same tables (tonghop/plan/tables.py). People's text never becomes a formula.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tonghop.errors import Stop
from tonghop.intake.addresses import HEADING_ROWS, cell_name, is_blank
from tonghop.intake.refusals import unreadable
from tonghop.officefiles.reader import Book, Sheet, read
from tonghop.plan.edited_tables import Wrong, texts_of
from tonghop.plan.model import Plan
from tonghop.plan.tables import TABLES, Column, Row, Table, rows_of
from tonghop.vietnamese import fold_key

TITLE_ROWS = 2
WIDTHS = {"id": 26, "text": 44, "names": 40, "choice": 26, "choices": 44, "day": 13, "count": 11, "mark": 10}
NARROW = {"gso_code": 12, "unit_of_measure": 14, "plan_section": 16, "inclusive": 13}
SPARE_ROWS = 40
"""Blank rows below a table that still have lists and formats."""


def plan_workbook(plan: Plan) -> bytes:
    """Write the plan's units, deadlines, kinds, indicators and sectors as .xlsx."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        writer = _Writer(book, plan)
        for table in TABLES.values():
            writer.table(table)
        writer.choices()
    return target.getvalue()


def read_plan_workbook(plan: Plan, name: str, content: bytes) -> tuple[dict[str, str], list[str]]:
    """Read such a workbook beside the plan it changes: texts of changed files, and what is wrong, sheet and cell named.

    Sheets that are not there change nothing; a sheet that is there is the whole table. Raises Stop where the file
    cannot be read or holds none of the tables.
    """
    (book,) = list(read([(name, content)]))
    if not isinstance(book, Book):
        raise Stop(f"{name}: {unreadable(book).message}")
    tables: dict[str, list[Row]] = {}
    places: dict[str, tuple[list[int], dict[str, int]]] = {}
    wrong: list[str] = []
    known = {fold_key(table.name): table for table in TABLES.values()}
    for sheet in book.sheets:
        table = known.get(fold_key(sheet.name))
        if table is None or not sheet.visible:
            continue
        if table.name in tables:
            wrong.append(f"Có hai trang tính {table.name}. Đề nghị bỏ một trang.")
            continue
        tables[table.name], rows, columns, said = _table(sheet, table)
        places[table.name] = rows, columns
        wrong += said
    if not tables:
        raise Stop(
            f"Tệp {name} không có trang tính nào của kế hoạch.",
            f"Đề nghị đặt tên trang tính là một trong: {', '.join(TABLES)} (tải mẫu ở trang Kế hoạch và đơn vị).",
        )
    if wrong:
        return {}, wrong
    texts, mistakes = texts_of(plan, tables)
    return texts, [_said(one, *places[one.table]) for one in mistakes]


def _said(one: Wrong, rows: Sequence[int], columns: Mapping[str, int]) -> str:
    if not rows:
        return f"{one.table}: {one.message}"
    row = rows[one.row]
    if one.column is not None and one.column in columns:
        return f"{one.table}, ô {cell_name(row, columns[one.column])}: {one.message}"
    heading = next((c.heading for c in TABLES[one.table].columns if c.key == one.column), None)
    return f"{one.table}, dòng {row + 1}{f' ({heading})' if heading else ''}: {one.message}"


def _table(sheet: Sheet, table: Table) -> tuple[list[Row], list[int], dict[str, int], list[str]]:
    """The rows of a sheet, where they stand, which column stands where, and what is wrong with the sheet."""
    headings = {fold_key(column.heading): column.key for column in table.columns}
    best: dict[str, int] = {}
    head = 0
    for at, cells in enumerate(sheet.rows[:HEADING_ROWS]):
        found: dict[str, int] = {}
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and (key := headings.get(fold_key(cell))):
                found.setdefault(key, column)
        if len(found) > len(best):
            best, head = found, at
    lacking = [c.heading for c in table.columns if c.is_required and c.key not in best]
    if lacking:
        return [], [], {}, [f"{table.name}: thiếu cột {', '.join(lacking)}. Đề nghị thêm cột này."]
    rows: list[Row] = []
    at_rows: list[int] = []
    wrong = []
    for at, cells in enumerate(sheet.rows[head + 1 :], head + 1):
        places = {key: (at, column) for key, column in best.items()}
        broken = [place for place in places.values() if place in sheet.errors or place in sheet.uncalculated]
        wrong += [
            f"{table.name}, ô {cell_name(*place)}: ô báo lỗi hoặc công thức chưa có kết quả. Đề nghị ghi giá trị."
            for place in broken
        ]
        row = {key: cells[column] if column < len(cells) else None for key, column in best.items()}
        if any(not is_blank(value) for value in row.values()):
            rows.append(row)
            at_rows.append(at)
    return rows, at_rows, best, wrong


class _Writer:
    def __init__(self, book: Any, plan: Plan) -> None:
        self.book, self.plan = book, plan
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        framed = {**font, "border": 1, "text_wrap": True}
        self.title = book.add_format({**font, "bold": True})
        self.head = book.add_format({**framed, "bold": True, "align": "center", "bg_color": "#F6F4EF"})
        self.text = book.add_format({**framed, "num_format": "@"})
        self.id = book.add_format({**framed, "num_format": "@", "font_color": "#6B6B6B"})
        self.count = book.add_format({**framed, "num_format": "0", "align": "center"})
        self.day = book.add_format({**framed, "num_format": "dd/mm/yyyy", "align": "center"})
        self.lists: list[list[str]] = []

    def table(self, table: Table) -> None:
        page = self.book.add_worksheet(table.name)
        page.write_string(0, 0, f"{table.name.upper()} – KẾ HOẠCH SỐ {self.plan.id}", self.title)
        rows = rows_of(self.plan, table.name)
        last = TITLE_ROWS + len(rows) + SPARE_ROWS
        for at, column in enumerate(table.columns):
            page.set_column(at, at, NARROW.get(column.key, WIDTHS[column.kind]))
            page.write_string(TITLE_ROWS, at, column.heading, self.head)
            for row in range(TITLE_ROWS + 1, last + 1):
                values = rows[row - TITLE_ROWS - 1] if row - TITLE_ROWS <= len(rows) else {}
                self._cell(page, row, at, column, values.get(column.key))
            self._validate(page, TITLE_ROWS + 1, last, at, column)
        page.freeze_panes(TITLE_ROWS + 1, 2)
        page.repeat_rows(TITLE_ROWS)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, TITLE_ROWS + len(rows), len(table.columns) - 1)
        page.set_footer("&C&P/&N")

    def _cell(self, page: Any, row: int, at: int, column: Column, value: Any) -> None:
        look = {"count": self.count, "day": self.day, "mark": self.count, "id": self.id}.get(column.kind, self.text)
        if value is None or value is False or value == "":
            page.write_blank(row, at, None, look)
        elif value is True:
            page.write_string(row, at, "x", look)
        elif isinstance(value, date):
            page.write_datetime(row, at, value, look)
        elif isinstance(value, int):
            page.write_number(row, at, value, look)
        else:
            page.write_string(row, at, str(value), look)

    def _validate(self, page: Any, first: int, last: int, at: int, column: Column) -> None:
        if column.kind == "choice" and column.choices is not None:
            self.lists.append(list(column.choices(self.plan).values()))
            place = len(self.lists) - 1
            letter = cell_name(0, place)[:-1]
            source = f"=Danhmuc!${letter}$1:${letter}${len(self.lists[-1])}"
            page.data_validation(first, at, last, at, {"validate": "list", "source": source, "error_type": "warning"})
        elif column.kind == "count":
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": "Số nguyên"}
            page.data_validation(first, at, last, at, {**rule, "error_message": "Đề nghị ghi số nguyên từ 0 trở lên."})
        elif column.kind == "day":
            rule = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_title": "Ngày"}
            page.data_validation(first, at, last, at, {**rule, "error_message": "Đề nghị ghi ngày/tháng/năm."})

    def choices(self) -> None:
        """The lists that the sheets choose from, on a hidden sheet: a list of its own may be long."""
        page = self.book.add_worksheet("Danhmuc")
        page.hide()
        for at, words in enumerate(self.lists):
            for row, word in enumerate(words):
                page.write_string(row, at, word)
