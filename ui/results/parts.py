"""The pages of figures by year (Khen thưởng, Tuyên truyền, Kiểm tra, giám sát): one code, the sheet is the parameter.

What is built from a version and the filters is cached whole and shared: never to be changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.charts.results import Year, year_columns, year_line
from tonghop.plan.model import Indicator, Unit
from tonghop.report.wording import cell_range, phrase
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.session import ask, plan, version
from ui.widgets.clicks import clicked
from ui.widgets.filters import choice, kind_filter, matches, search_box, unit_filter
from ui.widgets.links import rests_on, to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, title
from ui.widgets.tables import NUMBER, Cell, Column, numbers, table_html
from ui.widgets.words import kind_labels, names_by_id, short_name

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_ROWS = 400
"""Rows of a table on screen; the download has all."""
DISTRICT = "Toàn huyện"
FIGURES = "th-table th-figures"
SILENT = Html("<span>Chưa báo cáo biểu này</span>")


@dataclass(frozen=True, slots=True)
class Words:
    """What one matrix page says: title, question over the panels, file name of its downloads."""

    sheet: str
    title: str
    question: str
    file: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: indicator, figure, what a screen reader says."""

    indicator: Indicator
    chart: "go.Figure"
    alt: str


def expected_units(kind: str, wanted: str = "") -> list[Unit]:
    """The units that are asked for figures, of a kind ("" for all), whose name holds what was typed."""
    asked = _asked_units(version())
    return [
        unit
        for unit in plan().units
        if unit.id in asked and kind in ("", unit.kind) and matches(wanted, unit.name, *unit.aliases)
    ]


@remembered(max_entries=8)
def _asked_units(version: int) -> frozenset[str]:
    """The units that totals rest on: those that the questions count as expected."""
    return frozenset(ask("figure_reporting")["unit_id"])


def indicators_of(sheet: str) -> list[Indicator]:
    return [indicator for indicator in plan().indicators if indicator.sheet == sheet]


def scope_words(kind: str) -> str:
    return kind_labels(plan())[kind] if kind else DISTRICT


@remembered(max_entries=64)
def sheet_missing(version: int, sheet: str, kind: str) -> tuple[int, int, tuple[str, ...]]:
    """How many units have sent a sheet (an empty one too), of how many, and the names of the others."""
    carried = ask("reporting_units")
    there = set(carried.loc[carried["sheet"] == sheet, "unit_id"])
    units = expected_units(kind)
    missing = tuple(unit.name for unit in units if unit.id not in there)
    return len(units) - len(missing), len(units), missing


def pick(chart: str, *keys: str) -> None:
    """A bar was clicked: filter by it; clicked again, take the filter back."""
    if said := clicked(chart):
        chosen = "" if all(st.session_state.get(key) == said[0] for key in keys) else said[0]
        for key in keys:
            st.session_state[key] = chosen


def sheet_rests_on(sheet: str, kind: str) -> None:
    """Say how many units have sent a sheet, and which have not."""
    rests_on(*sheet_missing(version(), sheet, kind), what=f"đơn vị báo cáo biểu {sheet}")


def reporting(sheet: str, kind: str) -> tuple[int, int]:
    """How many units have sent a sheet, of how many."""
    count, expected, _ = sheet_missing(version(), sheet, kind)
    return count, expected


# -- panels ----------------------------------------------------------------------------------------------------------


@remembered(max_entries=64)
def years_of_kind(version: int, sheet: str, kind: str) -> dict[str, tuple[Year, ...]]:
    """indicator id -> its years, summed over the units of a kind ("" for all); never over indicators."""
    rows = ask("figures_by_kind")
    if kind:
        rows = rows[rows["kind"] == kind]
    summed = rows.groupby(["indicator_id", "year"], sort=False)[["value", "units_reporting", "units_expected"]].sum(
        min_count=1
    )
    return {
        indicator.id: tuple(
            Year(
                int(row.Index),
                None if pd.isna(row.value) else int(row.value),
                int(row.units_reporting),
                int(row.units_expected),
            )
            for row in summed.loc[indicator.id].itertuples()
        )
        for indicator in indicators_of(sheet)
    }


@remembered(max_entries=128)
def years_of_unit(version: int, sheet: str, unit_id: str) -> dict[str, tuple[Year, ...]]:
    """indicator id -> the unit's own years with the middle half of its kind; what it did not report is None."""
    figures, spread = ask("figure_list"), ask("figure_spread")
    own = figures[figures["unit_id"] == unit_id].set_index(["indicator_id", "year"])["value"].to_dict()
    kind = plan().unit_by_id[unit_id].kind
    usual = spread[spread["kind"] == kind].set_index(["indicator_id", "year"])
    low, high = usual["lower_quarter"].to_dict(), usual["upper_quarter"].to_dict()
    return {
        indicator.id: tuple(
            Year(
                year,
                int(own[indicator.id, year]) if (indicator.id, year) in own else None,
                lower=_float(low.get((indicator.id, year))),
                upper=_float(high.get((indicator.id, year))),
            )
            for year in range(indicator.year_from, indicator.year_to + 1)
        )
        for indicator in indicators_of(sheet)
    }


def _float(number: object) -> float | None:
    return None if number is None or number is pd.NA else float(number)  # type: ignore[arg-type]


def shown_years(sheet: str, kind: str, unit_id: str) -> dict[str, tuple[Year, ...]]:
    return years_of_unit(version(), sheet, unit_id) if unit_id else years_of_kind(version(), sheet, kind)


@remembered(max_entries=64)
def lines(version: int, sheet: str, kind: str, unit_id: str) -> tuple[Panel, ...]:
    """One line panel an indicator, of a kind's sum or of a unit over its kind's middle half."""
    return tuple(
        Panel(
            indicator,
            year_line(years, indicator.unit_of_measure, title=indicator.label),
            _alt(indicator, years),
        )
        for indicator, years in _with_years(sheet, kind, unit_id)
    )


@remembered(max_entries=64)
def columns(version: int, sheet: str, kind: str, unit_id: str, colour: str, ids: tuple[str, ...]) -> tuple[Panel, ...]:
    """One panel of columns for each of the indicators named."""
    return tuple(
        Panel(
            indicator,
            year_columns(years, indicator.unit_of_measure, title=indicator.label, colour=colour),
            _alt(indicator, years),
        )
        for indicator, years in _with_years(sheet, kind, unit_id)
        if indicator.id in ids
    )


def _with_years(sheet: str, kind: str, unit_id: str) -> list[tuple[Indicator, tuple[Year, ...]]]:
    years = shown_years(sheet, kind, unit_id)
    return [(indicator, years[indicator.id]) for indicator in indicators_of(sheet)]


def _alt(indicator: Indicator, years: Sequence[Year]) -> str:
    said = "; ".join(f"{year.year}: {format_count(year.value)}" for year in years)
    return f"{indicator.label} ({indicator.unit_of_measure}), theo năm: {said}"


def show_panels(panels: Sequence[Panel], key: str) -> None:
    """Lay small charts in rows that bend with the width."""
    with st.container(horizontal=True, key=key):
        for panel in panels:
            st.plotly_chart(panel.chart, config=CONFIG, key=f"hinh-{panel.indicator.id}", alt=panel.alt)


def year_sentence(scope: str, years: dict[str, tuple[Year, ...]], chosen: Sequence[Indicator]) -> Html:
    """ "Toàn huyện, năm 2021: 169 hội nghị …; 16.296 lượt người …": the last year of a few indicators."""
    parts, last = [], 0
    for indicator in chosen:
        year = years[indicator.id][-1]
        last = year.year
        if year.value is not None:
            said = phrase(indicator, year.value)
            number, _, rest = said.partition(" ")
            parts.append(Html("<b>{}</b> {}").format(number, rest))
    return Html("{}, năm {}: {}.").format(scope, last, joined(parts, "; ") if parts else "chưa báo cáo số liệu")


# -- tables ----------------------------------------------------------------------------------------------------------


@remembered(max_entries=64)
def totals_html(version: int, sheet: str, kind: str, unit_id: str) -> Html:
    """The panels as a table: indicator, unit of measure, years, and on how many units each year rests."""
    rows = [
        [indicator.label, indicator.unit_of_measure, *(_total(year) for year in years)]
        for indicator, years in _with_years(sheet, kind, unit_id)
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
    return to_cell(format_count(int(row.value)), int(row.file_id), row.sheet, row.cell)


def totals_frame(sheet: str, kind: str, unit_id: str) -> pd.DataFrame:
    """The panels as a table to take away, one row an indicator and year."""
    scope = plan().unit_by_id[unit_id].name if unit_id else scope_words(kind)
    return pd.DataFrame(
        [
            (scope, i.label, i.unit_of_measure, y.year, y.value, y.reporting, y.expected)
            for i, years in _with_years(sheet, kind, unit_id)
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


def more_rows(count: int) -> Html:
    """Say that a table on screen does not hold all rows."""
    if count <= MOST_ROWS:
        return Html()
    remedy = f"đề nghị lọc thêm hoặc tải bảng để xem đủ {format_count(count)} dòng"
    return Html("<p class='th-quiet'>Hiện {} dòng đầu; {}.</p>").format(MOST_ROWS, remedy)


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


@remembered(max_entries=8)
def file_names(version: int) -> dict[int, str]:
    """file id -> the file's name as it came, without the folders of anybody's machine."""
    files = ask("file_list")
    return {int(row.file_id): short_name(row.path, row.form) for row in files.itertuples()}


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
    return _figure(row) + Html("<small>ô {}</small>").format(row.cell) if row else _figure(row)


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


# -- the page --------------------------------------------------------------------------------------------------------


def filters() -> tuple[str, str]:
    """Kind of unit and one unit, side by side; they are in the address and kept across pages."""
    with st.container(horizontal=True, key="loc", vertical_alignment="bottom"):
        kind = kind_filter()
        unit_id = unit_filter("Không chọn (xem toàn huyện)", "Xem riêng một đơn vị")
        if unit_id and seen_as() == DISTRICT:
            return kind, ""
    return kind, unit_id


def seen_as() -> str:
    chosen = st.segmented_control(
        "Đường trên hình", (DISTRICT, "Đơn vị đã chọn"), default="Đơn vị đã chọn", key="xem", required=True,
        bind="query-params",
    )  # fmt: skip
    return chosen or "Đơn vị đã chọn"


def matrix_page(words: Words, draw: Callable[[str, str], None]) -> None:
    """A page of figures by year. `draw(kind, unit_id)` shows the panels; everything else is the same for all three."""
    top = st.container()
    if not reporting(words.sheet, "")[0]:
        with top:
            title(words.title, "Chưa có đơn vị nào gửi số liệu.")
        empty(
            f"Chưa có số liệu của biểu {words.sheet}.",
            "Tải tệp của các đơn vị lên ở trang Tiếp nhận; hình và bảng hiện ra ngay sau khi tệp được nhận.",
        )
        return
    kind, unit_id = filters()
    scope = names_by_id(plan())[unit_id] if unit_id else scope_words(kind)
    years = shown_years(words.sheet, kind, unit_id)
    with top:
        title(words.title, year_sentence(scope, years, indicators_of(words.sheet)[:4]))
    draw(kind, unit_id)
    show_html(totals_html(version(), words.sheet, kind, unit_id))
    downloads(f"{words.file}-theo-nam", lambda: totals_frame(words.sheet, kind, unit_id), words.title)
    who, figures = st.tabs(["Ai đã báo cáo, ai chưa?", "Số liệu từng đơn vị"], on_change="rerun", key="bang")
    with who:
        if who.open:
            _who_reported(words, kind)
    with figures:
        if figures.open:
            _unit_figures(words, kind, unit_id)


def line_panels(words: Words, kind: str, unit_id: str) -> None:
    """The panels of Tuyên truyền and Kiểm tra, giám sát."""
    note = "Mỗi hình một chỉ tiêu, một thang đo riêng; không cộng các chỉ tiêu khác đơn vị tính."
    if unit_id:
        kind_name = kind_labels(plan())[plan().unit_by_id[unit_id].kind]
        note += Html(" <i class='th-key th-band'></i> Dải màu: nửa giữa của các đơn vị cùng loại ({}).").format(
            kind_name
        )
    heading(words.question, note)
    show_panels(lines(version(), words.sheet, kind, unit_id), "hinh-duong")
    sheet_rests_on(words.sheet, plan().unit_by_id[unit_id].kind if unit_id else kind)


def _who_reported(words: Words, kind: str) -> None:
    wanted = search_box("tim-don-vi", "Tìm đơn vị")
    complete, grid = grid_html(version(), words.sheet, kind, wanted)
    count = len(expected_units(kind, wanted))
    heading(
        f"{complete}/{count} đơn vị báo cáo đủ mọi chỉ tiêu",
        "Đơn vị còn thiếu nhiều đứng trước; đơn vị chưa báo cáo biểu này ở cuối bảng.",
    )
    if not count:
        empty("Không có đơn vị nào khớp với bộ lọc.", "Đề nghị gõ tên ngắn hơn hoặc bỏ lọc loại đơn vị.")
        return
    show_html(grid)
    downloads(f"{words.file}-ai-da-bao-cao", lambda: grid_frame(words.sheet, kind, wanted), words.title)


def _unit_figures(words: Words, kind: str, unit_id: str) -> None:
    if unit_id:
        unit_table(words, unit_id)
        downloads(
            f"{words.file}-{unit_id}",
            lambda: figures_frame(words.sheet, "", plan().unit_by_id[unit_id].name),
            words.title,
        )
        return
    with st.container(horizontal=True, key="loc-bang", vertical_alignment="bottom"):
        named = {indicator.id: indicator.label for indicator in indicators_of(words.sheet)}
        chosen = choice("Chỉ tiêu", dict(list(named.items())[1:]), f"chi-tieu-{words.file}", next(iter(named.values())))
        wanted = search_box("tim-don-vi", "Tìm đơn vị")
    indicator = next(i for i in indicators_of(words.sheet) if i.id == (chosen or next(iter(named))))
    heading(
        f"{indicator.label} ({indicator.unit_of_measure})",
        "– là chưa báo cáo, khác với 0. Bấm vào một số để xem ô của số ấy trong tệp đơn vị gửi.",
    )
    show_html(indicator_html(version(), words.sheet, indicator.id, kind, wanted))
    sheet_rests_on(words.sheet, kind)
    downloads(f"{words.file}-so-lieu", lambda: figures_frame(words.sheet, kind, wanted), words.title)


def unit_table(words: Words, unit_id: str) -> None:
    """A chosen unit's figures down to the cell."""
    name = names_by_id(plan())[unit_id]
    heading(f"Số liệu của {name}", "")
    if table := unit_figures_html(version(), words.sheet, unit_id):
        show_html(table)
    else:
        empty(f"{name} chưa báo cáo biểu {words.sheet}.")
