"""What the pages of results share: units that are asked, which have sent a sheet, names of files, rows on screen."""

from typing import TYPE_CHECKING

import streamlit as st

from tonghop.plan.model import Indicator, Unit
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.session import ask, plan, version
from ui.widgets.clicks import clicked
from ui.widgets.filters import matches
from ui.widgets.links import rests_on
from ui.widgets.markup import Html
from ui.widgets.words import kind_labels, short_name

if TYPE_CHECKING:
    pass


DISTRICT = "Toàn huyện"
MOST_ROWS = 400
"""Rows of a table on screen; the download has all."""


def expected_units(kind: str, wanted: str = "") -> list[Unit]:
    """The units that are asked for figures, of a kind ("" for all), whose name holds what was typed."""
    asked = _asked_units(version())
    return [
        unit
        for unit in plan().units
        if unit.id in asked and kind in ("", unit.kind) and matches(wanted, unit.name, *unit.aliases)
    ]


@remembered()
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


def more_rows(count: int) -> Html:
    """Say that a table on screen does not hold all rows."""
    if count <= MOST_ROWS:
        return Html()
    remedy = f"đề nghị lọc thêm hoặc tải bảng để xem đủ {format_count(count)} dòng"
    return Html("<p class='th-quiet'>Hiện {} dòng đầu; {}.</p>").format(MOST_ROWS, remedy)


@remembered()
def file_names(version: int) -> dict[int, str]:
    """file id -> the file's name as it came, without the folders of anybody's machine."""
    files = ask("file_list")
    return {int(row.file_id): short_name(row.path, row.form) for row in files.itertuples()}
