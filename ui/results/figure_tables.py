"""Figures by year as tables: totals, who reported what, a unit's figures with their cells; the same to take away."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from tonghop.charts.results import Year
from tonghop.intake.addresses import said_cell
from tonghop.report.wording import cell_range
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.results.panels import with_years
from ui.results.parts import MOST_ROWS, expected_units, file_names, indicators_of, more_rows, scope_words
from ui.session import ask, plan, version
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined
from ui.widgets.tables import NUMBER, Cell, Column, numbers, table_html

if TYPE_CHECKING:
    pass


FIGURES = "th-table th-figures"
SILENT = Html("<span>Chưa báo cáo biểu này</span>")


@remembered(max_entries=64)
def totals_html(version: int, sheet: str, kind: str, unit_id: str) -> Html:
    """The panels as a table: indicator, unit of measure, years, and on how many units each year rests."""
    rows = [
        [indicator.label, indicator.unit_of_measure, *(_total(year) for year in years)]
        for indicator, years in with_years(sheet, kind, unit_id)
    ]
    return Html("<details class='th-more'><summary>Xem bảng số liệu của các hình trên</summary>{}</details>").format(
        table_html(["Chỉ tiêu", "Đơn vị tính", *numbers(*plan().years)], rows, look=FIGURES)
    )


def _total(year: Year) -> str:
    if year.reporting is None:
        return _number(year.value)
    return Html("{}<small>{}/{}</small>").format(_number(year.value), year.reporting, year.expected)


def _number(value: int | None) -> str:
    return Html("<span class='th-none' title='Chưa báo cáo'>–</span>") if value is None else format_count(value)


def _figure(row: Any) -> str:
    """A row of figure_list as its number, which leads to the cell it stands in."""
    if row is None:
        return _number(None)
    figure = row.indicator_id, int(row.year)
    return to_cell(format_count(int(row.value)), int(row.file_id), row.sheet, row.cell, figure=figure)


def totals_frame(sheet: str, kind: str, unit_id: str) -> pd.DataFrame:
    """The panels as a table to take away, one row an indicator and year."""
    scope = plan().unit_by_id[unit_id].name if unit_id else scope_words(kind)
    return pd.DataFrame(
        [
            (scope, i.label, i.unit_of_measure, y.year, y.value, y.reporting, y.expected)
            for i, years in with_years(sheet, kind, unit_id)
            for y in years
        ],
        columns=["Phạm vi", "Chỉ tiêu", "Đơn vị tính", "Năm", "Số liệu", "Số đơn vị báo cáo", "Tổng số đơn vị"],
    ).astype({"Số liệu": "Int64", "Số đơn vị báo cáo": "Int64", "Tổng số đơn vị": "Int64", "Năm": "string"})


MARKS = {
    "full": ("●", "Đã báo cáo đủ các năm"),
    "nil": ("0", "Có báo cáo, các năm đều bằng 0"),
    "part": ("◐", "Mới báo cáo một số năm"),
    "none": ("–", "Chưa báo cáo"),
}


def reporting_mark(reported: int, asked: int, most: int | None) -> str:
    """Which mark an indicator of a unit gets: full, part, nil (all years asked, all 0) or none."""
    if reported == 0:
        return "none"
    if reported < asked:
        return "part"
    return "full" if most else "nil"


@remembered(max_entries=64)
def marks(version: int, sheet: str) -> dict[str, dict[str, str]]:
    """unit id -> indicator id -> mark, for a sheet."""
    rows = ask("figure_reporting")
    ids = {indicator.id for indicator in indicators_of(sheet)}
    found: dict[str, dict[str, str]] = {}
    for row in rows[rows["indicator_id"].isin(ids)].itertuples():
        most = None if row.most is pd.NA else int(row.most)
        mark = reporting_mark(int(row.years_reported), int(row.years_asked), most)
        found.setdefault(row.unit_id, {})[row.indicator_id] = mark
    return found


@remembered(max_entries=64)
def grid_html(version: int, sheet: str, kind: str, wanted: str) -> tuple[int, Html]:
    """Who reported what: how many units reported everything, and the grid unit × indicator as HTML.

    Units that lack most stand first, those that sent nothing last, else the roster's order. On a phone only what is
    not complete is listed.
    """
    indicators, found = indicators_of(sheet), marks(version, sheet)
    units = expected_units(kind, wanted)
    lacks = {unit.id: sum(mark in ("none", "part") for mark in found[unit.id].values()) for unit in units}
    silent = {unit.id for unit in units if set(found[unit.id].values()) == {"none"}}
    ordered = sorted(units, key=lambda unit: (unit.id in silent, -lacks[unit.id]))
    rows = []
    for unit in ordered[:MOST_ROWS]:
        cells = (
            [Cell(SILENT, "th-mark th-m-none th-silent", span=len(indicators))]
            if unit.id in silent
            else [_mark_cell(found[unit.id][indicator.id]) for indicator in indicators]
        )
        rows.append([unit.name, f"{len(indicators) - lacks[unit.id]}/{len(indicators)}", *cells])
    legend = joined((Html("<b>{}</b> {}").format(symbol, word) for symbol, word in MARKS.values()), " · ")
    columns: list[Column | str] = ["Đơn vị", Column("Đủ", NUMBER, "Chỉ tiêu đủ số liệu")]
    columns += [indicator.label for indicator in indicators]
    grid = table_html(columns, rows, look="th-table th-grid", caption=legend)
    return sum(count == 0 for count in lacks.values()), grid + more_rows(len(ordered))


def _mark_cell(mark: str) -> Cell:
    symbol, word = MARKS[mark]
    return Cell(Html("<span>{}</span>").format(symbol), f"th-mark th-m-{mark}", word)


def grid_frame(sheet: str, kind: str, wanted: str) -> pd.DataFrame:
    """The grid to take away, in words."""
    found, indicators = marks(version(), sheet), indicators_of(sheet)
    return pd.DataFrame(
        [
            [unit.name, *(MARKS[found[unit.id][indicator.id]][1] for indicator in indicators)]
            for unit in expected_units(kind, wanted)
        ],
        columns=["Đơn vị", *(indicator.label for indicator in indicators)],
    )


@remembered(max_entries=128)
def unit_figures_html(version: int, sheet: str, unit_id: str) -> Html:
    """A unit's figures of a sheet with the cell of each, and the file they come from."""
    figures = ask("figure_list")
    ids = {indicator.id for indicator in indicators_of(sheet)}
    own = figures[(figures["unit_id"] == unit_id) & figures["indicator_id"].isin(ids)]
    if own.empty:
        return Html()
    at = {(r.indicator_id, int(r.year)): r for r in own.itertuples()}
    names = file_names(version)
    files = joined(
        (
            Html("<b>{}</b>").format(to_cell(names[int(number)], int(number), sheet))
            for number in own["file_id"].unique()
        ),
        ", ",
    )
    rows = [
        [indicator.label, indicator.unit_of_measure, *(_placed(at.get((indicator.id, year))) for year in plan().years)]
        for indicator in indicators_of(sheet)
    ]
    source = Html("Nguồn: tệp {}, trang tính <b>{}</b>; dưới mỗi số là ô trong tệp, bấm vào số để xem ô ấy").format(
        files, sheet
    )
    return table_html(["Chỉ tiêu", "Đơn vị tính", *numbers(*plan().years)], rows, look=FIGURES, caption=source)


def _placed(row: Any) -> str:
    return _figure(row) + Html("<small>{}</small>").format(said_cell(row.cell)) if row else _figure(row)


@remembered(max_entries=64)
def indicator_html(version: int, sheet: str, indicator_id: str, kind: str, wanted: str) -> Html:
    """One indicator in all units: a row a unit, a column a year, what was not reported is a dash."""
    rows = ask("figure_list")
    rows = rows[rows["indicator_id"] == indicator_id]
    at = {(r.unit_id, int(r.year)): r for r in rows.itertuples()}
    units, span = expected_units(kind, wanted), plan().years
    lines = [[unit.name, *(_figure(at.get((unit.id, year))) for year in span)] for unit in units[:MOST_ROWS]]
    return table_html(["Đơn vị", *numbers(*span)], lines, look=FIGURES) + more_rows(len(units))


def figures_frame(sheet: str, kind: str, wanted: str) -> pd.DataFrame:
    """All figures of a sheet to take away: unit, indicator, years, and the place of each in its file."""
    units = {unit.id: unit.name for unit in expected_units(kind, wanted)}
    indicators = {indicator.id: indicator for indicator in indicators_of(sheet)}
    rows, files = ask("figure_list"), file_names(version())
    rows = rows[rows["indicator_id"].isin(indicators) & rows["unit_id"].isin(units)]
    table: dict[tuple[str, str], dict[str, object]] = {}
    cells: dict[tuple[str, str], list[str]] = {}
    for r in rows.itertuples():
        indicator = indicators[r.indicator_id]
        line = table.setdefault(
            (r.unit_id, r.indicator_id),
            {"Đơn vị": units[r.unit_id], "Chỉ tiêu": indicator.label, "Đơn vị tính": indicator.unit_of_measure}
            | {str(year): pd.NA for year in plan().years}
            | {"Tệp": files[int(r.file_id)], "Trang tính": r.sheet},
        )
        line[str(r.year)] = int(r.value)
        cells.setdefault((r.unit_id, r.indicator_id), []).append(r.cell)
        line["Các ô"] = cell_range(cells[r.unit_id, r.indicator_id])
    heads = ["Đơn vị", "Chỉ tiêu", "Đơn vị tính", *map(str, plan().years), "Tệp", "Trang tính", "Các ô"]
    frame = pd.DataFrame(table.values(), columns=heads)
    return frame.astype({str(year): "Int64" for year in plan().years})
