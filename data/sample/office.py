"""The house's look for workbooks and documents, and archives packed the same way on every run."""

import io
import zipfile
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LABEL = "DỮ LIỆU MINH HỌA – số liệu, mô hình và tên người trong tệp này không có thật"
OFFICE = "HUYỆN ỦY KIM BẢNG"
ANNEX = "(Kèm theo Kế hoạch số 83-KH/HU, ngày 29/03/2022 của Ban Thường vụ Huyện ủy)"
CREATED = datetime(2022, 4, 1, 8, 0, 0)

_STYLES: dict[str, dict[str, Any]] = {
    "office": {"bold": True},
    "label": {"italic": True, "font_color": "#A6192E"},
    "title": {"bold": True, "font_size": 14, "align": "center"},
    "annex": {"italic": True, "align": "center"},
    "heading": {"bold": True, "align": "center", "bg_color": "#F3E6D8", "border": 1, "text_wrap": True},
    "text": {"border": 1, "text_wrap": True},
    "centred": {"border": 1, "align": "center", "text_wrap": True},
    "number": {"border": 1, "align": "right", "num_format": "#,##0"},
    "total": {"border": 1, "align": "right", "num_format": "#,##0", "bold": True},
    "date": {"border": 1, "align": "center", "num_format": "dd/mm/yyyy"},
    "group": {"border": 1, "bold": True},
    "sign": {"bold": True, "align": "center"},
}


class Workbook:
    """A workbook in memory, in the house's look: Times New Roman, A4 landscape, borders, wrapped text."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self._book.set_properties({"title": "Dữ liệu minh họa", "created": CREATED})
        self._book.set_calc_mode("auto")
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        self.styles: dict[str, Format] = {name: self._book.add_format(base | style) for name, style in _STYLES.items()}

    def sheet(
        self, name: str, title: str, widths: list[float], heading_row: int, *, landscape: bool = True
    ) -> Worksheet:
        """Add a sheet with its title rows; `heading_row` counts from 1 and is where the table begins."""
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        last = len(widths) - 1
        top = heading_row - 5
        sheet.write(0, 0, OFFICE, self.styles["office"])
        sheet.write(1, 0, LABEL, self.styles["label"])
        sheet.merge_range(2 + min(top, 1), 0, 2 + min(top, 1), last, title, self.styles["title"])
        sheet.merge_range(3 + min(top, 1), 0, 3 + min(top, 1), last, ANNEX, self.styles["annex"])
        return sheet

    def packed(self) -> bytes:
        """Return the finished workbook's bytes."""
        self._book.close()
        return repack(self._bytes.getvalue())


def repack(content: bytes) -> bytes:
    """Return a zip's members packed again with one fixed time, so that equal contents give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=(2022, 4, 1, 8, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            member.external_attr = 0
            packed.writestr(member, source.read(name), compresslevel=9)
    return target.getvalue()
