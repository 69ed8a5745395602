"""Native charts below the tables of the Excel appendix; they read the cells, so that a corrected cell moves its bar."""

from typing import Any

from tonghop.outputs.chart_xml import DOTS, DOTS_OR_NOTHING
from tonghop.report.document import Line, Table
from tonghop.report.numbers import Number
from tonghop.statuses import STATUSES

FONT = {"name": "Times New Roman", "size": 10}
RED, GOLD = "#A6192E", "#C9A227"
ACROSS, HIGH, GAP = 3, 210, 10
"""Small charts in a row; pixels."""


def add_charts(book: Any, page: Any, sheet: str, table: Table, first: int, width: int) -> None:
    """Put the charts that help to read a table below it; `first` is its first line's row, `width` in pixels."""
    lines = [(first + place, line) for place, line in enumerate(table.lines) if line.kind == "row"]
    if not lines:
        return
    below = first + len(table.lines) + 1
    years = [place for place, column in enumerate(table.columns) if column.label.isdigit()]
    if years:
        _by_year(book, page, sheet, lines, years, below, width)
    elif table.id == "models_by_sector":
        _lying(book, page, sheet, lines, [(3, RED, "#FFFFFF"), (4, GOLD, "#1F1D1A")], first - 1, below, width)
    elif table.id == "submissions":
        columns = {column.label: place for place, column in enumerate(table.columns)}
        shown = [(columns[f"{one.symbol} {one.short}"], one.colour, one.ink) for one in STATUSES
                 if f"{one.symbol} {one.short}" in columns]  # fmt: skip
        _lying(book, page, sheet, lines, shown, first - 1, below, width)


def _by_year(
    book: Any, page: Any, sheet: str, lines: list[tuple[int, Line]], years: list[int], below: int, width: int
) -> None:
    """A small chart an indicator: units of measure never share an axis. Missing years are gaps."""
    one_wide = (width - GAP * (ACROSS - 1)) // ACROSS
    shown = [(row, line) for row, line in lines if any(_is_known(line.cells[year]) for year in years)]
    for place, (row, line) in enumerate(shown):
        chart = book.add_chart({"type": "column"})
        chart.add_series({
            "name": [sheet, row, 1],
            "categories": [sheet, lines[0][0] - 1, years[0], lines[0][0] - 1, years[-1]],
            "values": [sheet, row, years[0], row, years[-1]], "fill": {"color": RED}, "gap": 40,
            "data_labels": {"value": True, "num_format": DOTS, "font": FONT},
        })  # fmt: skip
        chart.set_title({"name": [sheet, row, 1], "name_font": {**FONT, "bold": True}, "overlay": False})
        chart.set_legend({"none": True})
        chart.set_x_axis({"name": f"Đơn vị tính: {line.cells[2]}", "name_font": {**FONT, "bold": False},
                          "num_font": FONT})  # fmt: skip
        _finish(chart, one_wide, HIGH)
        top = place // ACROSS * (HIGH + GAP)
        page.insert_chart(below, 0, chart, {"x_offset": place % ACROSS * (one_wide + GAP), "y_offset": top})


def _lying(
    book: Any, page: Any, sheet: str, lines: list[tuple[int, Line]], columns: list[tuple[int, str, str]], head: int,
    below: int, width: int,
) -> None:  # fmt: skip
    """Lying bars, a line of the table each, parts in their colours."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = lines[0][0], lines[-1][0]
    for column, colour, ink in columns:
        chart.add_series({
            "name": [sheet, head, column], "categories": [sheet, first, 1, last, 1],
            "values": [sheet, first, column, last, column], "fill": {"color": colour}, "gap": 45,
            "data_labels": {"value": True, "num_format": DOTS_OR_NOTHING.replace("&quot;", '"'),
                            "font": {**FONT, "color": ink}},
        })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "num_font": FONT, "major_gridlines": {"visible": False}})
    chart.set_size({"width": width, "height": 90 + 38 * len(lines)})
    page.insert_chart(below, 0, chart)


def _finish(chart: Any, width: int, height: int) -> None:
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": width, "height": height})


def _is_known(cell: Any) -> bool:
    return isinstance(cell, Number) and cell.value is not None
