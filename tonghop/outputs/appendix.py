"""The report's tables as one Excel workbook: sums as formulas, native charts, sheets that print, numbers with sources.

Takes the report as a tree; works nothing out but which totals are sums of what stands above. Knows no store.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from tonghop.outputs.appendix_charts import add_charts
from tonghop.outputs.appendix_sums import lines_of, share_of, sum_of
from tonghop.outputs.chart_xml import DOTS
from tonghop.outputs.party import plain
from tonghop.plan.model import Plan
from tonghop.report.document import Cell, Line, Made, Report, Table
from tonghop.report.numbers import Number
from tonghop.report.plain_trace import HOW, column_of, list_of
from tonghop.report.sources import Source
from tonghop.vietnamese import clean, format_date

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CONTENTS, SOURCES, BY_UNIT = "Mục lục", "Nguồn số liệu", "Để đối chiếu"
HEAD = 3
"""The row of the headings, from 0; above it caption, measure, on how many units the table rests."""
WIDE = 7
"""Tables of more columns lie on lying paper."""
LETTERS = {True: 132, False: 92}
"""How many letters stand across a page, lying or upright."""
LARGEST_TEXT = 32767
MISSING = "Ô trống hoặc dấu “–”: chưa có số liệu, không phải là 0."
SAMPLE = "Số liệu minh họa, không phải số liệu thật."
SOURCE_HEAD = (("TT", 5), ("Ở mục", 28), ("Nội dung", 36), ("Giá trị", 10), ("Lấy từ", 32), ("Các dòng có", 36),
               ("Cách tính", 11), ("Cột", 18), ("Số đơn vị đứng sau", 10))  # fmt: skip
SHARE = r"0.0\ %"
LINE_HIGH, HIGHEST = 16, 409
"""Points: a line of text, the highest row that Excel knows."""


def appendix(plan: Plan, report: Report, found: Sequence[Source] = (), by_unit: Sequence[Table] = ()) -> bytes:
    """Write the workbook; `found`: where the body's numbers come from (tonghop.report.sources), `by_unit`: a table an
    indicator, every unit and year (tonghop.report.unit_years).
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        made = report.made
        book.set_properties({
            "title": plain(f"Phụ lục Báo cáo {report.subject}")[:255], "created": made.made_at,
            "author": f"Ban Tuyên giáo Huyện ủy {plan.district}",
        })  # fmt: skip
        _Appendix(book, plan, report, tuple(by_unit)).write(found)
    return target.getvalue()


def appendix_name(made: Made) -> str:
    """The file name of the workbook."""
    return f"phu-luc-{made.as_of.isoformat()}.xlsx"


def tables_of(report: Report, by_unit: Sequence[Table] = ()) -> Iterator[tuple[str, str, Table]]:
    """Yield every table once: where it stands, its title (with the appendix's where captions are alike), itself."""
    blocks: list[tuple[str, str, Any]] = [("Báo cáo", "", block) for block in report.body]
    blocks += [(f"Phụ lục {one.number}", one.title, block) for one in report.appendices for block in one.blocks]
    found: dict[str, tuple[str, str, Table]] = {}
    for place, about, block in blocks:
        if isinstance(block, Table):
            found.setdefault(block.id, (place, about, block))
    captions = Counter(table.caption for _, _, table in found.values())
    for place, about, table in found.values():
        yield place, f"{about}: {table.caption}" if captions[table.caption] > 1 and about else table.caption, table
    for table in by_unit:
        yield BY_UNIT, f"{table.caption}, từng đơn vị, từng năm", table


def sheet_names(report: Report, by_unit: Sequence[Table] = ()) -> dict[str, str]:
    """The sheet of each table by its id: a number and as much of the caption as a tab holds."""
    found = {table.id: _tab(f"{at:02d}", title) for at, (_, title, table) in enumerate(tables_of(report), 1)}
    return found | {table.id: _tab(f"CT{at:02d}", table.caption) for at, table in enumerate(by_unit, 1)}


def _tab(number: str, title: str) -> str:
    """A tab's name: its number and as much of a title as a tab holds."""
    words = " ".join(re.sub(r"[\[\]:*?/\\']", " ", clean(title)).split())
    return f"{number} {words}"[:31].strip()


@dataclass
class _Appendix:
    """A workbook in the making."""

    book: "Workbook"
    plan: Plan
    report: Report
    by_unit: tuple[Table, ...] = ()
    formats: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def write(self, found: Sequence[Source]) -> None:
        names = sheet_names(self.report, self.by_unit)
        self._contents(names)
        for _, title, table in tables_of(self.report, self.by_unit):
            self._table(names[table.id], title, table)
        self._sources(found)

    def look(self, **look: Any) -> Any:
        """A format of the workbook, made once."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "Times New Roman", "font_size": 12, **look})
        return self.formats[key]

    def cell(self, **look: Any) -> Any:
        return self.look(border=1, valign="top", **look)

    # -- sheets ----------------------------------------------------------------------------------------------

    def _contents(self, names: dict[str, str]) -> None:
        page, made = self.book.add_worksheet(CONTENTS), self.report.made
        page.write_string(0, 0, "PHỤ LỤC SỐ LIỆU", self.look(bold=True, font_size=14))
        page.merge_range(1, 0, 1, 3, "", self.look(text_wrap=True, valign="top"))
        page.write_string(1, 0, plain(f"Kèm theo Báo cáo {self.report.subject}"), self.look(text_wrap=True))
        page.set_row(1, 34)
        when = (
            f"Tính đến hết ngày {format_date(made.as_of)}; lập lúc {made.made_at:%H:%M} ngày "
            f"{format_date(made.made_at.date())}.{' ' * bool(self.report.left_out)}{self.report.left_out}"
        )
        page.write_string(2, 0, when, self.look())
        page.write_string(3, 0, MISSING, self.look(italic=True))
        if self.report.is_sample:
            page.write_string(4, 0, SAMPLE, self.look(bold=True, font_color="#A6192E"))
        self._head(page, 5, [("TT", 6), ("Bảng", 68), ("Đơn vị tính", 16), ("Trong báo cáo", 16)])
        every = tables_of(self.report, self.by_unit)
        rows = [(title, table.measure, place, names[table.id]) for place, title, table in every]
        rows.append(("Nguồn của từng số trong báo cáo", "", "Báo cáo", SOURCES))
        for number, (caption, measure, place, name) in enumerate(rows, 1):
            row = 5 + number
            page.write_number(row, 0, number, self.cell(align="center"))
            link = self.cell(text_wrap=True, font_color="#0B4F8A", underline=1)
            page.write_url(row, 1, f"internal:'{name}'!A1", link, string=plain(caption)[:255])
            page.write_string(row, 2, plain(measure), self.cell(align="center"))
            page.write_string(row, 3, place, self.cell(align="center"))
        self._print(page, 5, is_wide=False, title="Mục lục")

    def _table(self, name: str, title: str, table: Table) -> None:
        page = self.book.add_worksheet(name)
        is_wide = len(table.columns) > WIDE or table.id in ("documents", "nominations", "selected")
        last = len(table.columns) - 1
        page.write_string(0, 0, plain(title), self.look(bold=True, font_size=14))
        page.write_url(
            1, 0, f"internal:'{CONTENTS}'!A1", self.look(font_color="#0B4F8A", underline=1), string="Mục lục"
        )
        measure = f"Đơn vị tính: {table.measure}. " if table.measure else ""
        page.write_string(1, 1, plain(measure + MISSING), self.look(italic=True))
        if table.rests:
            text = plain(table.rests.text)
            page.merge_range(2, 0, 2, last, "", self.look(text_wrap=True, italic=True, valign="top"))
            page.write_string(2, 0, text, self.look(text_wrap=True, italic=True, valign="top"))
            page.set_row(2, 17 * (1 + len(text) // LETTERS[is_wide]))
        whole = sum(column.width for column in table.columns)
        widths = [max(round(column.width / whole * LETTERS[is_wide]), 6) for column in table.columns]
        self._head(page, HEAD, [(c.label, width) for c, width in zip(table.columns, widths, strict=True)])
        if not table.lines:
            page.write_string(HEAD + 1, 0, plain(table.empty), self.look(italic=True))
        for place, line in enumerate(table.lines):
            self._line(page, table, place, line)
            self._high(page, HEAD + 1 + place, line.cells, widths)
        page.freeze_panes(HEAD + 1, 2 if is_wide and last > WIDE else 0)
        has_years = any(column.label.isdigit() for column in table.columns)
        self._print(page, HEAD, is_wide=is_wide and not has_years, title=title)
        if table not in self.by_unit:  # a unit's years are for checking, not for looking at
            add_charts(self.book, page, name, table, HEAD + 1, sum(width * 7 + 5 for width in widths))

    def _line(self, page: Any, table: Table, place: int, line: Line) -> None:
        row = HEAD + 1 + place
        if line.kind == "group":
            heading = self.cell(bold=True, bg_color="#FBF7EA")
            page.merge_range(row, 0, row, len(table.columns) - 1, "", heading)
            page.write_string(row, 0, plain(str(line.cells[0])), heading)
            return
        for column, cell in enumerate(line.cells):
            look: dict[str, Any] = {"align": table.columns[column].align}
            if line.kind == "total":
                look |= {"bold": True, "bg_color": "#F6F4EF"}
            formula = sum_of(table, place, column, HEAD + 1) or share_of(line, row, column)
            if formula and isinstance(cell, Number):
                code = SHARE if cell.trace.how == "share" else DOTS
                page.write_formula(row, column, formula, self.cell(**look, num_format=code), cell.value)
            else:
                self._write(page, row, column, cell, look)

    def _write(self, page: Any, row: int, column: int, cell: Cell, look: dict[str, Any]) -> None:
        match cell:
            case Number(value=None) | None | "":
                page.write_blank(row, column, None, self.cell(**look))
            case Number():
                code = SHARE if cell.trace.how == "share" else DOTS
                page.write_number(row, column, cell.value, self.cell(**look, num_format=code))
            case date():
                page.write_datetime(row, column, cell, self.cell(**look, num_format="dd/mm/yyyy"))
            case int():
                page.write_number(row, column, cell, self.cell(**look, num_format=DOTS))
            case _:
                page.write_string(row, column, plain(str(cell))[:LARGEST_TEXT], self.cell(text_wrap=True, **look))

    def _high(self, page: Any, row: int, cells: Sequence[Cell], widths: Sequence[float]) -> None:
        """Make a row as high as its longest text: not every program does so by itself."""
        if len(cells) == len(widths):
            lines = max(lines_of(cell, width) for cell, width in zip(cells, widths, strict=True))
            if lines > 1:
                page.set_row(row, min(LINE_HIGH * lines + 1, HIGHEST))

    def _sources(self, found: Sequence[Source]) -> None:
        page = self.book.add_worksheet(SOURCES)
        page.write_string(0, 0, "Nguồn của từng số trong báo cáo", self.look(bold=True, font_size=14))
        page.write_url(
            1, 0, f"internal:'{CONTENTS}'!A1", self.look(font_color="#0B4F8A", underline=1), string="Mục lục"
        )
        words = (
            "Mỗi số lấy từ một danh sách: chọn các dòng có điều kiện đã ghi, rồi lấy, đếm, cộng. Tra đến từng ô trong "
            "tệp của đơn vị: trang Báo cáo, mục Nội dung và nguồn số liệu."
        )
        page.write_string(1, 1, words, self.look(italic=True))
        self._head(page, HEAD, SOURCE_HEAD)
        text, middle = {"align": "left"}, {"align": "center"}
        for number, source in enumerate(found, 1):
            row, trace = HEAD + number, source.number.trace
            cells: list[tuple[Cell, dict[str, Any]]] = [
                (number, middle), (source.place, text), (source.number.says, text), (source.number, {"align": "right"}),
                (list_of(trace), text), (source.conditions, text), (HOW[trace.how], text), (column_of(trace), text),
                (source.units, middle),
            ]  # fmt: skip
            for column, (cell, look) in enumerate(cells):
                self._write(page, row, column, cell, look)
            self._high(page, row, [cell for cell, _ in cells], [width for _, width in SOURCE_HEAD])
        page.freeze_panes(HEAD + 1, 0)
        if found:
            page.autofilter(HEAD, 0, HEAD + len(found), len(SOURCE_HEAD) - 1)
        self._print(page, HEAD, is_wide=True, title=SOURCES)

    # -- look ------------------------------------------------------------------------------------------------

    def _head(self, page: Any, row: int, columns: Sequence[tuple[str, float]]) -> None:
        look = self.look(border=1, bold=True, text_wrap=True, align="center", valign="vcenter", bg_color="#F6F4EF")
        lines = 1
        for column, (label, width) in enumerate(columns):
            page.write_string(row, column, plain(label), look)
            page.set_column(column, column, width)
            lines = max(lines, ceil(len(label) * 1.25 / width))
        page.set_row(row, 17 * lines + 2)

    def _print(self, page: Any, head: int, *, is_wide: bool, title: str) -> None:
        """A4, the whole width on one page, headings on each, page numbers."""
        page.set_paper(9)
        if is_wide:
            page.set_landscape()
        page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
        page.set_footer(f"&L&9{plain(title)[:80].replace('&', '&&')}&R&9Trang &P/&N")
