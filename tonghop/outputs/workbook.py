"""Tables as Excel workbooks that an office can print and go on with. People's text never becomes a formula."""

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

from tonghop.vietnamese import clean

if TYPE_CHECKING:
    import pandas as pd


def table_workbook(frame: "pd.DataFrame", sheet: str) -> bytes:
    """Write one table as .xlsx: headings frozen and repeated in print, widths that fit, real numbers and dates."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(clean(sheet)[:31])
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "border": 1}
        head = book.add_format({**font, "bold": True, "text_wrap": True, "bg_color": "#F6F4EF", "align": "center"})
        text = book.add_format({**font, "text_wrap": True})
        number = book.add_format({**font, "num_format": "#,##0"})
        day = book.add_format({**font, "num_format": "dd/mm/yyyy"})
        for column, name in enumerate(frame.columns):
            values = frame[name].tolist()
            page.write_string(0, column, str(name), head)
            widest = max([len(str(name)), *(len(str(v)) for v in values)]) if values else len(str(name))
            page.set_column(column, column, min(max(widest + 2, 8), 60))
            for row, value in enumerate(values, 1):
                if value is None or value != value or str(value) in ("<NA>", "NaT"):
                    page.write_blank(row, column, None, text)
                elif isinstance(value, bool):
                    page.write_string(row, column, "x" if value else "", text)
                elif isinstance(value, int | float):
                    page.write_number(row, column, value, number)
                elif isinstance(value, datetime | date):
                    page.write_datetime(row, column, value, day)
                else:
                    page.write_string(row, column, str(value)[:32767], text)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        if len(frame.columns):
            page.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)
    return target.getvalue()
