"""Figures and tables of the tracking pages, made once a version and choice; shared by all sessions, never changed."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tonghop.charts import tracking as charts
from ui.memory import remembered
from ui.session import ask, plan, plan_on
from ui.tracking import matrix, progress
from ui.tracking.matrix import View
from ui.widgets.markup import Html
from ui.widgets.words import labels

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@remembered(max_entries=64)
def bars(version: int, day: date) -> "go.Figure":
    return charts.progress_bars(ask("submission_progress", as_of=day), labels(plan().obligations))


@remembered(max_entries=64)
def step_panels(version: int, day: date) -> "list[tuple[progress.Due, go.Figure]]":
    """One panel a dossier; none before the plan's day."""
    given = plan_on(day)
    timeline = ask("dossier_timeline", as_of=day)
    if timeline.empty:
        return []
    window, items = progress.chart_window(given, day), progress.dues(given)
    panels = []
    for due in items:
        rows = timeline[timeline["dossier_id"] == due.dossier]
        expected = int(rows["expected"].iloc[-1])
        panels.append((due, charts.steps(rows, due.last_day, window, expected, with_days=due is items[-1])))
    return panels


@remembered(max_entries=64)
def calls(version: int, day: date) -> list[progress.UnitToCall]:
    return progress.units_to_call(ask("submission_status", as_of=day), plan())


@remembered(max_entries=64)
def selected(version: int, day: date, view: View) -> "pd.DataFrame":
    """The rows of submission_status that a choice of filters leaves."""
    return matrix.select(ask("submission_status", as_of=day), view)


@remembered(max_entries=64)
def matrix_html(version: int, day: date, view: View) -> Html:
    return matrix.matrix(selected(version, day, view), plan_on(day), view.obligations, view.by_name, day)


@remembered(max_entries=64)
def receipt_bars(version: int, day: date, view: View) -> "go.Figure | None":
    """Parts received by day of the units and parts on show; None where nothing came in."""
    given = plan_on(day)
    days = matrix.receipts_per_day(ask("receipt_list", as_of=day), selected(version, day, view))
    if days.empty:
        return None
    names: dict[date, list[str]] = {}
    for due in progress.dues(given):
        if any(o.dossier == due.dossier and o.id in view.obligations for o in given.obligations):
            names.setdefault(due.last_day, []).append(due.label)
    lines = [(last, " và ".join(said)) for last, said in sorted(names.items())]
    return charts.receipts_by_day(days, lines, progress.chart_window(given, day))


@remembered()
def file_paths(version: int) -> Mapping[int, str]:
    """The name of every file received, by its number."""
    files = ask("file_list")
    return dict(zip(files["file_id"], files["path"], strict=True))
