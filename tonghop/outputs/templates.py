"""Blank unit returns that fill in without mistakes: form A for one unit, from the same data that intake reads by.

Lists for choices, whole numbers only, sums as formulas, headings locked, A4. Knows the forms and the plan, no store.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from tonghop import forms
from tonghop.errors import MISUSED, Stop
from tonghop.plan.model import Plan, Unit

MODEL_ROWS, DOCUMENT_ROWS = 30, 60
TITLE_ROWS = 4
"""Rows above a heading row: office, title, the plan's number, a blank row."""

TITLES = {
    forms.INFO: "THÔNG TIN CHUNG",
    forms.MODELS: "DANH SÁCH MÔ HÌNH",
    forms.AWARDS: "BIỂU DƯƠNG, KHEN THƯỞNG",
    forms.PROPAGANDA: "CÔNG TÁC TUYÊN TRUYỀN",
    forms.INSPECTION: "CÔNG TÁC KIỂM TRA, GIÁM SÁT",
    forms.DOCUMENTS: "DANH MỤC VĂN BẢN",
    forms.REMARKS: "ĐÁNH GIÁ CHUNG",
}
WIDTHS = {
    "ordinal": 5,
    "name": 38,
    "sector": 20,
    "kind": 12,
    "level": 11,
    "implementer": 24,
    "start_year": 9,
    "summary": 48,
    "nominated": 11,
    "remark": 18,
    "indicator": 42,
    "unit_of_measure": 12,
    "total": 11,
    "number": 18,
    "issued_on": 14,
    "type": 18,
    "title": 60,
    "section": 36,
    "text": 90,
}


def units_named(plan: Plan, texts: Sequence[str]) -> list[Unit]:
    """Return the units that ids or names mean, all of the roster where none is given. Raises Stop for another."""
    if not texts:
        return list(plan.units)
    names = plan.name_resolver()
    units = []
    for text in texts:
        found = (text,) if text in plan.unit_by_id else names.find(text)
        if len(found) != 1:
            close = ", ".join(names.suggest(text)) or "xem data/plan-83/units.csv"
            raise Stop(f"Không rõ đơn vị “{text}”.", f"Đề nghị ghi đúng mã hoặc tên đơn vị ({close}).", MISUSED)
        units.append(plan.unit_by_id[found[0]])
    return units


def unit_template(plan: Plan, unit: Unit) -> bytes:
    """Write form A for one unit, its name set; the plan and the form's version stand on a hidden sheet."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        writer = _Writer(book, plan, unit)
        writer.info()
        for table in forms.unit_return_tables(plan.years).values():
            writer.table(table)
        writer.stamp()
    return target.getvalue()


class _Writer:
    def __init__(self, book: Any, plan: Plan, unit: Unit) -> None:
        self.book, self.plan, self.unit = book, plan, unit
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        framed = {**font, "border": 1, "text_wrap": True}
        self.office = book.add_format({**font, "bold": True})
        self.head = book.add_format({**framed, "bold": True, "align": "center", "bg_color": "#F6F4EF"})
        self.fixed = book.add_format(framed)
        self.centred = book.add_format({**framed, "align": "center"})
        self.text = book.add_format({**framed, "locked": False, "num_format": "@", "valign": "top"})
        self.choice = book.add_format({**framed, "locked": False, "align": "center"})
        self.count = book.add_format({**framed, "locked": False, "num_format": "#,##0"})
        self.plain = book.add_format({**framed, "locked": False, "num_format": "0", "align": "center"})
        self.day = book.add_format({**framed, "locked": False, "num_format": "dd/mm/yyyy"})
        self.sum = book.add_format({**framed, "bold": True, "num_format": "#,##0"})

    def sheet(self, name: str, columns: int, *, landscape: bool = True) -> Any:
        page = self.book.add_worksheet(name)
        page.write_string(0, 0, self.plan.issued_by.upper(), self.office)
        page.write_string(1, 0, TITLES[name], self.office)
        page.write_string(2, 0, f"(Kèm theo Kế hoạch số {self.plan.id})", self.office)
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        page.set_margins(0.5, 0.5, 0.6, 0.6)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P/&N")
        page.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
        return page

    def info(self) -> None:
        page = self.sheet(forms.INFO, 2, landscape=False)
        page.set_column(0, 0, 62)
        page.set_column(1, 1, 44)
        for row, fact in enumerate(forms.facts(self.plan.years), TITLE_ROWS):
            page.write_string(row, 0, fact.label, self.fixed)
            if fact.kind == "unit":
                page.write_string(row, 1, self.unit.name, self.fixed)
            elif fact.kind == "count":
                page.write_blank(row, 1, None, self.count)
                self.whole_number(page, row, row, 1)
            elif fact.kind == "day":
                page.write_blank(row, 1, None, self.day)
                self.date(page, row, row, 1)
            elif fact.kind == "rating":
                page.write_blank(row, 1, None, self.choice)
                self.options(page, row, row, 1, [rating.label for rating in self.plan.ratings])
            else:
                page.write_blank(row, 1, None, self.text)

    def table(self, table: forms.Table) -> None:
        page = self.sheet(table.sheet, len(table.columns))
        for at, column in enumerate(table.columns):
            page.set_column(at, at, WIDTHS.get(column.key, 10))
            if column.heading.isdigit():
                page.write_number(TITLE_ROWS, at, int(column.heading), self.head)
            else:
                page.write_string(TITLE_ROWS, at, column.heading, self.head)
        page.repeat_rows(TITLE_ROWS)
        page.freeze_panes(TITLE_ROWS + 1, 0)
        first = TITLE_ROWS + 1
        if table.sheet in forms.MATRIX_SHEETS:
            self.matrix(page, table, first)
        elif table.sheet == forms.REMARKS:
            for row, section in enumerate(self.plan.sections, first):
                page.write_string(row, 0, section.label, self.fixed)
                page.write_blank(row, 1, None, self.text)
                page.set_row(row, 48)
        else:
            self.rows(page, table, first)

    def matrix(self, page: Any, table: forms.Table, first: int) -> None:
        at = {column.key: place for place, column in enumerate(table.columns)}
        years = [at[str(year)] for year in self.plan.years]
        indicators = [i for i in self.plan.indicators if i.sheet == table.sheet]
        for row, indicator in enumerate(indicators, first):
            page.write_number(row, at["ordinal"], row - first + 1, self.centred)
            page.write_string(row, at["indicator"], indicator.label, self.fixed)
            page.write_string(row, at["unit_of_measure"], indicator.unit_of_measure, self.centred)
            for column in years:
                page.write_blank(row, column, None, self.count)
            cells = f"{self.address(row, years[0])}:{self.address(row, years[-1])}"
            page.write_formula(row, at["total"], f'=IF(COUNT({cells})=0,"",SUM({cells}))', self.sum, "")
        self.whole_number(page, first, first + len(indicators) - 1, years[0], years[-1])

    def rows(self, page: Any, table: forms.Table, first: int) -> None:
        count = MODEL_ROWS if table.sheet == forms.MODELS else DOCUMENT_ROWS
        last = first + count - 1
        choices: Mapping[str, list[str]] = {
            "sector": [sector.label for sector in self.plan.sectors],
            "kind": [kind.label for kind in self.plan.model_kinds],
            "level": [level.label for level in self.plan.levels],
            "nominated": ["x"],
        }
        for place, column in enumerate(table.columns):
            look = self.text
            if column.key in choices:
                look = self.choice
                self.options(page, first, last, place, choices[column.key])
            elif column.key == "issued_on":
                look = self.day
                self.date(page, first, last, place)
            elif column.key == "start_year":
                look = self.plain
                self.year(page, first, last, place)
            for row in range(first, last + 1):
                if column.key == "ordinal":
                    page.write_number(row, place, row - first + 1, self.centred)
                else:
                    page.write_blank(row, place, None, look)

    def stamp(self) -> None:
        """Say on a hidden sheet which plan and which version of the form this is."""
        page = self.book.add_worksheet(forms.STAMP)
        for row, (key, value) in enumerate(forms.stamp(self.plan, self.unit.id)):
            page.write_string(row, 0, key)
            page.write_string(row, 1, value)
        page.protect()
        page.very_hidden()

    # -- what a cell may hold --------------------------------------------------------------------------------

    def options(self, page: Any, first: int, last: int, column: int, labels: list[str]) -> None:
        """A list to choose from. A long one, or one with commas in it, stands on the hidden sheet's neighbour."""
        source: Any = labels
        if any("," in label for label in labels) or len(",".join(labels)) > 255:
            source = self.list_range(labels)
        page.data_validation(
            first, column, last, column,
            {
                "validate": "list", "source": source, "ignore_blank": True,
                "error_title": "Giá trị ngoài danh mục", "error_message": "Đề nghị chọn một giá trị trong danh sách.",
            },
        )  # fmt: skip

    def whole_number(self, page: Any, first: int, last: int, left: int, right: int | None = None) -> None:
        page.data_validation(
            first, left, last, left if right is None else right,
            {
                "validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True,
                "error_title": "Không phải số nguyên",
                "error_message": "Đề nghị ghi số nguyên từ 0 trở lên; để trống nếu chưa có số liệu.",
            },
        )  # fmt: skip

    def year(self, page: Any, first: int, last: int, column: int) -> None:
        low, high = self.plan.models_from, self.plan.models_to
        page.data_validation(
            first, column, last, column,
            {
                "validate": "integer", "criteria": "between", "minimum": low, "maximum": high, "ignore_blank": True,
                "error_title": "Năm ngoài giai đoạn", "error_message": f"Đề nghị ghi năm từ {low} đến {high}.",
            },
        )  # fmt: skip

    def date(self, page: Any, first: int, last: int, column: int) -> None:
        page.data_validation(
            first, column, last, column,
            {
                "validate": "date", "criteria": ">=", "value": self.plan.earliest_date, "ignore_blank": True,
                "error_title": "Không phải ngày", "error_message": "Đề nghị ghi ngày/tháng/năm, ví dụ 05/04/2022.",
            },
        )  # fmt: skip

    def list_range(self, labels: list[str]) -> str:
        page = self.book.get_worksheet_by_name(forms.LISTS)
        if page is None:
            page = self.book.add_worksheet(forms.LISTS)
            page.hide()
            page.protect()
            self._lists: list[list[str]] = []
        if labels not in self._lists:
            self._lists.append(labels)
            for row, label in enumerate(labels):
                page.write_string(row, len(self._lists) - 1, label)
        column = self.address(0, self._lists.index(labels)).rstrip("1")
        return f"='{forms.LISTS}'!${column}$1:${column}${len(labels)}"

    @staticmethod
    def address(row: int, column: int) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(row, column))
