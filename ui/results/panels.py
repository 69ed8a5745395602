"""Figures by year as small charts: what is summed over a kind of units, or a unit's own over its kind's middle half.

What is built from a version and the filters is cached whole and shared: never to be changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.charts.results import Year, year_columns, year_line
from tonghop.plan.model import Indicator
from tonghop.report.wording import phrase
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.results.parts import indicators_of
from ui.session import ask, plan, version
from ui.widgets.markup import Html, joined

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: indicator, figure, what a screen reader says."""

    indicator: Indicator
    chart: "go.Figure"
    alt: str


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
        for indicator, years in with_years(sheet, kind, unit_id)
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
        for indicator, years in with_years(sheet, kind, unit_id)
        if indicator.id in ids
    )


def with_years(sheet: str, kind: str, unit_id: str) -> list[tuple[Indicator, tuple[Year, ...]]]:
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
