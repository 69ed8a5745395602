"""Which totals of a table are sums of what stands beside them, as formulas; how many lines a text takes."""

import re
from collections.abc import Sequence
from math import ceil

from tonghop.report.document import Cell, Line, Table
from tonghop.report.numbers import Number

ROW_TOTAL = re.compile(r"Tổng cộng|\d+ năm")
"""Headings of columns that add up what stands left of them."""
SHARES = {"received_share": ("on_time", "late"), "on_time_share": ("on_time",)}
WHOLE = "expected"
"""Which columns of a table of submissions make a share, of which."""
LETTERS_A_UNIT = 1.2
"""Letters of Times 12 in a unit of a column's width, with room for words that do not break."""


def lines_of(cell: Cell, width: float) -> int:
    """How many lines a text takes in a column."""
    return ceil(len(cell) / (width * LETTERS_A_UNIT)) if isinstance(cell, str) else 1


def sum_of(table: Table, place: int, column: int, first_row: int) -> str:
    """The formula of a total that is the sum of what stands above or left of it; "" where it is not."""
    from xlsxwriter.utility import xl_range

    line = table.lines[place]
    cell = line.cells[column] if column < len(line.cells) else None
    if not isinstance(cell, Number) or cell.value is None or cell.trace.how in ("units", "share"):
        return ""
    if line.kind == "total":
        rows = [at for at, one in enumerate(table.lines[:place]) if one.kind == "row"]
        if rows and _added([table.lines[at].cells[column] for at in rows]) == cell.value:
            return f"=SUM({xl_range(first_row + rows[0], column, first_row + rows[-1], column)})"
    elif ROW_TOTAL.fullmatch(table.columns[column].label):
        first = next(at for at, one in enumerate(line.cells) if isinstance(one, Number))
        if first < column and _added(line.cells[first:column]) == cell.value:
            return f"=SUM({xl_range(first_row + place, first, first_row + place, column - 1)})"
    return ""


def share_of(line: Line, row: int, column: int) -> str:
    """The formula of a share: what counts for it over all that is owed, in the same row; "" where it is none."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell = line.cells[column]
    if not isinstance(cell, Number) or cell.trace.how != "share" or cell.value is None:
        return ""
    at = {one.trace.column: place for place, one in enumerate(line.cells) if isinstance(one, Number)}
    parts = SHARES.get(cell.trace.column, ())
    if not parts or not {*parts, WHOLE} <= at.keys():
        return ""
    above, below = "+".join(xl_rowcol_to_cell(row, at[part]) for part in parts), xl_rowcol_to_cell(row, at[WHOLE])
    return f"=({above})/{below}" if len(parts) > 1 else f"={above}/{below}"


def _added(cells: Sequence[Cell]) -> int | float | None:
    """The sum of the numbers among cells; None where there is none."""
    values = [cell.value for cell in cells if isinstance(cell, Number) and cell.value is not None]
    return sum(values) if values else None
