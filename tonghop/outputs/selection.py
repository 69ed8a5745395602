"""The lists of nominated models as Party documents and workbooks: form B, the annex of a decision, the province's list.

Drafts: number and day stay blank. People's text is only ever text. Knows no store.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tonghop.outputs.party import PartyPage, plain
from tonghop.plan.model import Plan
from tonghop.report.nominations import Nominated, by_kind, decision_words, for_district, for_province

LONG: Final = (
    ("TT", 12),
    ("Tên mô hình", 60),
    ("Đơn vị thực hiện", 52),
    ("Tóm tắt thành tích", 98),
    ("Ghi chú", 30),
)
SHORT: Final = (("TT", 12), ("Tên mô hình", 110), ("Đơn vị thực hiện", 90), ("Ghi chú", 40))
"""Headings and millimetres, on lying A4: text is 252 mm wide. LONG is the plan's form B."""
NOTHING: Final = "(Chưa có mô hình nào)"


@dataclass(frozen=True, slots=True)
class ListKind:
    """One of the lists: its file's name, what stands over and under its title, whom it names, its columns."""

    id: str
    label: str
    over: str
    under: str
    columns: tuple[tuple[str, int], ...]
    chosen: Callable[[Sequence[Nominated]], Sequence[Nominated]]
    remark: Callable[[Nominated], str]

    def title(self, plan: Plan) -> str:
        """How the plan calls the list; in a plan that does not say, its plain name."""
        titles = {"danh-sach": "list_title", "phu-luc": "award_title", "gui-tinh": "province_title"}
        return str(getattr(plan.selection, titles[self.id])) or self.label


LISTS: Final = (
    ListKind(
        "danh-sach", "Danh sách mô hình các đơn vị giới thiệu", "", "", LONG, lambda models: models,
        lambda model: decision_words(model.decision) if model.decision else "",
    ),
    ListKind(
        "phu-luc", "Phụ lục quyết định khen thưởng", "PHỤ LỤC", "(Kèm theo Quyết định số …-QĐ/HU, ngày …/…/{year} "
        "của {issued_by})", SHORT, for_district, lambda _: "",
    ),
    ListKind(
        "gui-tinh", "Danh sách giới thiệu với tỉnh", "", "(Kèm theo Công văn số …-CV/HU, ngày …/…/{year} "
        "của {issued_by})", LONG, for_province, lambda _: "",
    ),
)  # fmt: skip


def file_name(kind: ListKind, suffix: str) -> str:
    return f"mo-hinh-{kind.id}.{suffix}"


def list_document(plan: Plan, kind: ListKind, models: Sequence[Nominated], day: date) -> bytes:
    """Write one list as .docx: lying A4, a group a kind of unit, the heading row on every page."""
    page = _ListPage(plan, day, kind.title(plan))
    page.top(kind)
    table = page.table(kind.columns)
    for text, cells in _lines(plan, kind, models):
        if cells is None:
            page.group(table, text)
        else:
            page.list_row(table, cells)
    page.end(kind)
    return page.saved()


def list_workbook(plan: Plan, kind: ListKind, models: Sequence[Nominated], day: date) -> bytes:
    """Write one list as .xlsx, laid out and worded as the document."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("Danh sách")
        font: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        cell, middle = book.add_format({**font, "border": 1}), {**font, "align": "center"}
        number, bold = book.add_format({**middle, "border": 1}), {"bold": True, "valign": "vcenter"}
        head, group = book.add_format({**middle, **bold, "border": 1}), book.add_format({**font, **bold, "border": 1})
        last, row = len(kind.columns) - 1, 0
        for text, how in _above(plan, kind, day):
            sheet.merge_range(row, 0, row, last, "")
            sheet.write_string(row, 0, text, book.add_format({**middle, **how}))
            sheet.set_row(row, 18 * (1 + len(text) // 105))
            row += 1
        row += 1
        for column, (heading, millimetres) in enumerate(kind.columns):
            sheet.set_column(column, column, millimetres / 2)
            sheet.write_string(row, column, heading, head)
        sheet.repeat_rows(row)
        sheet.freeze_panes(row + 1, 0)
        for text, cells in _lines(plan, kind, models):
            row += 1
            if cells is None:
                sheet.merge_range(row, 0, row, last, "")
                sheet.write_string(row, 0, text, group)
                continue
            for column, value in enumerate(cells):
                if column == 0 and value:
                    sheet.write_number(row, column, int(value), number)
                else:
                    sheet.write_string(row, column, value, cell)
            sheet.set_row(row, 16 * _height(kind, cells))
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4)
        sheet.set_header("&C&P", {"margin": 10 / 25.4})
        book.set_properties({"title": kind.title(plan), "author": f"Ban Tuyên giáo Huyện ủy {plan.district}"})
    return target.getvalue()


def _lines(plan: Plan, kind: ListKind, models: Sequence[Nominated]) -> list[tuple[str, list[str] | None]]:
    """The table's lines: a group's words with no cells, or a model's cells; numbered through."""
    chosen = kind.chosen(models)
    if not chosen:
        return [(NOTHING, None)]
    lines: list[tuple[str, list[str] | None]] = []
    number = 0
    for place, (label, own) in enumerate(by_kind(plan, chosen)):
        lines.append((f"{_roman(place + 1)}. {label} ({len(own):02d} mô hình)", None))
        for model in own:
            number += 1
            said = {
                "TT": str(number),
                "Tên mô hình": model.name,
                "Đơn vị thực hiện": _by(model),
                "Tóm tắt thành tích": model.row["summary"] or "",
                "Ghi chú": kind.remark(model),
            }
            lines.append(("", [plain(said[heading]) for heading, _ in kind.columns]))
    return lines


def _height(kind: ListKind, cells: Sequence[str]) -> int:
    """How many lines a row takes: a millimetre holds a bit over half a letter of 12 points."""
    return max(
        1 + len(text) // (millimetres * 5 // 9) for text, (_, millimetres) in zip(cells, kind.columns, strict=True)
    )


def _by(model: Nominated) -> str:
    """Who carries the model out, and the unit that put it forward where that is not the same."""
    own = plain(model.row["implementer"] or "")
    return f"{own} ({model.unit})" if own and own != model.unit else model.unit


def _above(plan: Plan, kind: ListKind, day: date) -> list[tuple[str, dict[str, Any]]]:
    """What stands above the workbook's table, line by line, with its letters."""
    lines: list[tuple[str, dict[str, Any]]] = [
        (f"{plan.superior} – Huyện ủy {plan.district}".upper().strip(" –"), {}),
        ("DỰ THẢO", {"bold": True}),
        (kind.over, {"bold": True, "font_size": 15}),
        (kind.title(plan), {"bold": True, "font_size": 14}),
        (_under(plan, kind, day), {"italic": True}),
    ]
    return [(text, how) for text, how in lines if text]


def _under(plan: Plan, kind: ListKind, day: date) -> str:
    return kind.under.format(year=day.year, issued_by=plan.issued_by)


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]


class _ListPage(PartyPage):
    """A lying A4 page with one table."""

    def __init__(self, plan: Plan, day: date, title: str) -> None:
        from docx.enum.section import WD_ORIENT

        super().__init__(plan, day, title)
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = self.Mm(297), self.Mm(210)

    def top(self, kind: ListKind) -> None:
        """The two blocks, without a number of its own; the title; what it is an annex of."""
        points, words = self.form.points, self.form.words
        left, right = self.columns(110, 142)
        self.write(left, self.plan.superior.upper(), size=points["head"])
        self.write(left, f"HUYỆN ỦY {self.plan.district}".upper(), size=points["head"], bold=True)
        self.write(left, "*", size=points["head"])
        self.write(left, words["draft"], bold=True)
        self.rule(self.write(right, self.form.party, size=points["party"], bold=True), 142)
        place = words["place"].format(district=self.plan.district, year=self.day.year)
        self.write(right, place, size=points["place"], italic=True, space_before=6)
        first = 10
        if kind.over:
            self.write(self.document, kind.over, size=points["kind"], bold=True, space_before=first)
            first = 0
        self.write(self.document, kind.title(self.plan), size=points["subject"], bold=True, space_before=first)
        if under := _under(self.plan, kind, self.day):
            self.write(self.document, under, italic=True)
        self.write(self.document, "", size=6)

    def list_row(self, table: Any, cells: Sequence[str]) -> None:
        """A model's row; only its number stands in the middle."""
        made = self.row(table, cells)
        made.cells[-1].paragraphs[0].alignment = self.align.LEFT

    def end(self, kind: ListKind) -> None:
        """Who signs the list, on the page of its last line; an annex is signed by its decision."""
        if not kind.over:
            last = self.document.tables[-1].rows[-1]
            self.signed("- Thường trực Huyện ủy (để báo cáo);", "- Ban Tuyên giáo Huyện ủy;")
            for paragraph in (*(p for cell in last.cells for p in cell.paragraphs), self.document.paragraphs[-1]):
                paragraph.paragraph_format.keep_with_next = True
