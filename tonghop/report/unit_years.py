"""An indicator a table: every unit, every year, the cells of its file: any total is checked on one sheet."""

from collections.abc import Mapping
from typing import Any

from tonghop.plan.model import Indicator
from tonghop.report.appendices import by_kind
from tonghop.report.conduct import five_years, in_year
from tonghop.report.document import Cell, Line, Table
from tonghop.report.numbers import Number, Trace
from tonghop.report.wording import cell_range
from tonghop.report.writing import Writing, is_yearly_award, line, table

SOURCE = "Tệp, ô"


def tables(writing: Writing) -> list[Table]:
    """The tables of all indicators that somebody reported, in the form's order."""
    rows: dict[str, dict[tuple[str, int], Mapping[str, Any]]] = {}
    for row in writing.answers.rows("figure_list"):
        rows.setdefault(row["indicator_id"], {})[row["unit_id"], row["year"]] = row
    paths = {row["file_id"]: row["path"] for row in writing.answers.rows("file_list")}
    return [_table(writing, one, rows[one.id], paths) for one in writing.plan.indicators if one.id in rows]


def _table(
    writing: Writing, one: Indicator, rows: Mapping[tuple[str, int], Mapping[str, Any]], paths: Mapping[int, str]
) -> Table:
    years = list(writing.plan.years)

    def cells(unit: str) -> list[Cell]:
        own = [rows.get((unit, year)) for year in years]
        values = [row["value"] if row else None for row in own]
        where = (("unit_id", unit), ("indicator_id", one.id))
        says = f"{writing.name(unit)}: {one.label}"
        numbers: list[Cell] = [
            Number(f"{one.id}.of.{unit}.{year}", f"{says}, năm {year}",
                   Trace("figure_list", "value", "value", (*where, ("year", year))), value)
            for year, value in zip(years, values, strict=True)
        ]  # fmt: skip
        known = [value for value in values if value is not None]
        total = Number(f"{one.id}.of.{unit}", says, Trace("figure_list", "sum", "value", where),
                       sum(known) if known else None)  # fmt: skip
        return [*numbers, total, _places([row for row in own if row], paths)]

    lines: list[Line] = list(by_kind(writing, writing.asked, cells))
    totals = (*(in_year(writing, one, year) for year in years), five_years(writing, one))
    lines.append(line(None, "Tổng cộng", *totals, None, kind="total"))
    head: list[tuple[str, float, str]] = [("TT", 0.7, "center"), ("Đơn vị", 4.6, "left")]
    head += [(str(year), 1.2, "right") for year in years]
    head += [(f"{len(years):02d} năm", 1.3, "right"), (SOURCE, 6, "left")]
    measure = "lượt" if is_yearly_award(one) else one.unit_of_measure
    return table(f"unit_years.{one.id}", one.label, head, lines, measure=measure)


def _places(rows: list[Mapping[str, Any]], paths: Mapping[int, str]) -> str:
    """ "b.xlsx, Tuyên truyền: C6–G6": the cells of a unit's figures, file by file."""
    by_file: dict[tuple[int, str], list[str]] = {}
    for row in rows:
        by_file.setdefault((row["file_id"], row["sheet"]), []).append(row["cell"])
    return "; ".join(
        f"{paths.get(file, 'nhập trên màn hình')}, {sheet}: {cell_range(cells)}"
        for (file, sheet), cells in by_file.items()
    )
