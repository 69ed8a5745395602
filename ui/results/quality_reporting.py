"""What has not been reported: indicators and years that units left blank, down to the blank cell."""

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop.plan.model import Indicator
from tonghop.vietnamese import format_count
from ui.results.figure_tables import grid_frame, grid_html, marks
from ui.results.parts import MOST_ROWS, expected_units, file_names, indicators_of, sheet_missing
from ui.results.quality import Asked, blanks, capped_table
from ui.session import ask, plan, version
from ui.widgets.links import rests_on, to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, table
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd


def not_reported(asked: Asked) -> None:
    """The tab: one sheet at a time, by indicator, by unit, by blank cell."""
    sheets = list(dict.fromkeys(indicator.sheet for indicator in plan().indicators))
    chosen = st.segmented_control(
        "Biểu", sheets, default=sheets[0], required=True, key="bieu", bind="query-params", persist_state="session"
    )
    sheet, units = chosen or sheets[0], expected_units(*asked)
    if not units:
        empty("Không có đơn vị nào khớp bộ lọc", "Đề nghị chọn lại loại đơn vị hoặc tên tìm.")
        return
    complete, grid = grid_html(version(), sheet, *asked)
    heading(
        f"{format_count(complete)}/{format_count(len(units))} đơn vị báo cáo đủ mọi chỉ tiêu của biểu {sheet}",
        "Để trống là chưa báo cáo, khác với 0. Đơn vị đã báo cáo một chỉ tiêu khi có số của ít nhất một năm.",
    )
    if not asked.wanted:
        rests_on(*sheet_missing(version(), sheet, asked.kind), what=f"đơn vị đã gửi biểu {sheet}")
    lacking = blanks(asked)
    lacking = lacking[lacking["sheet"] == sheet]
    table(
        ["Chỉ tiêu", "Đã báo cáo", "Đủ các năm", "Mới một số năm", "Chưa báo cáo"],
        indicator_rows(sheet, [unit.id for unit in units]),
        numeric=(1, 2, 3, 4),
    )
    heading("Đơn vị nào còn thiếu chỉ tiêu nào?", "Đơn vị còn thiếu nhiều đứng trước.")
    show_html(grid)
    downloads("chat-luong-chua-bao-cao", lambda: grid_frame(sheet, *asked), "Chưa báo cáo")
    heading(
        f"{format_count(int(lacking['blank'].sum()))} ô còn trống ở đơn vị đã gửi biểu {sheet}",
        "Bấm vào năm để xem ô còn trống trong tệp của đơn vị." if len(lacking) else "",
    )
    if len(lacking):
        lines = blank_rows(lacking.head(MOST_ROWS), sheet)
        capped_table(["Đơn vị", "Chỉ tiêu", "Năm còn trống", "Tệp"], lines, len(lacking))
        downloads("chat-luong-o-trong", lambda: blank_frame(lacking, sheet), "Ô còn trống")


def indicator_rows(sheet: str, units: list[str]) -> list[list[str]]:
    """Each indicator of a sheet with how many of the units have reported it, wholly, in part, not at all."""
    found = marks(version(), sheet)
    rows = []
    for indicator in indicators_of(sheet):
        said = [found[unit][indicator.id] for unit in units]
        part, none = said.count("part"), said.count("none")
        there = Html("<span><b>{}</b>/{} đơn vị</span>").format(format_count(len(said) - none), format_count(len(said)))
        counts = [format_count(count) if count else "" for count in (len(said) - part - none, part, none)]
        rows.append([indicator.label, there, *counts])
    return rows


def blank_rows(lacking: "pd.DataFrame", sheet: str) -> list[list[str]]:
    """Blank years by unit and indicator as cells, each year a link to its cell."""
    names, files = names_by_id(plan()), file_names(version())
    return [
        [
            names[unit_id],
            indicator.label,
            joined((to_cell(str(year), file_id, sheet, cell) for year, cell in cells), ", "),
            to_cell(files[file_id], file_id, sheet),
        ]
        for unit_id, indicator, file_id, cells in _blank_cells(lacking, sheet)
    ]


def blank_frame(lacking: "pd.DataFrame", sheet: str) -> "pd.DataFrame":
    """The blank cells to take away, one row each."""
    import pandas as pd

    names, files = names_by_id(plan()), file_names(version())
    return pd.DataFrame(
        [
            (names[unit_id], indicator.label, str(year), files[file_id], sheet, cell)
            for unit_id, indicator, file_id, cells in _blank_cells(lacking, sheet)
            for year, cell in cells
        ],
        columns=["Đơn vị", "Chỉ tiêu", "Năm", "Tệp", "Trang tính", "Ô"],
    )


def _blank_cells(lacking: "pd.DataFrame", sheet: str) -> list[tuple[str, Indicator, int, list[tuple[int, str | None]]]]:
    """Unit, indicator, file and the blank years with their cells.

    A blank has no cell in the store: its row is that of the indicator's other years, its column that of the year's
    other indicators. Where a unit has given none of either, the cell is None.
    """
    indicators = {indicator.id: indicator for indicator in indicators_of(sheet)}
    figures = ask("figure_list")
    own = figures[figures["indicator_id"].isin(indicators) & figures["unit_id"].isin(lacking["unit_id"])]
    given: dict[tuple[str, str], set[int]] = {}
    rows: dict[tuple[str, str], str] = {}
    columns: dict[tuple[str, int], str] = {}
    for figure in own.itertuples():
        letters, number = split_cell(figure.cell)
        given.setdefault((figure.unit_id, figure.indicator_id), set()).add(int(figure.year))
        rows[figure.unit_id, figure.indicator_id] = number
        columns[figure.unit_id, int(figure.year)] = letters

    def cell(row: Any, year: int) -> str | None:
        column, number = columns.get((row.unit_id, year)), rows.get((row.unit_id, row.indicator_id))
        return f"{column}{number}" if column and number else None

    found = []
    for row in lacking.itertuples():
        indicator = indicators[row.indicator_id]
        years = range(indicator.year_from, indicator.year_to + 1)
        there = given.get((row.unit_id, row.indicator_id), set())
        missing = [(year, cell(row, year)) for year in years if year not in there]
        found.append((row.unit_id, indicator, int(row.file_id), missing))
    return found


def split_cell(cell: str) -> tuple[str, str]:
    """ "AB12" is column AB, row 12."""
    letters = re.match("[A-Z]*", cell)
    column = letters[0] if letters else ""
    return column, cell[len(column) :]
