"""Charts of how far the submissions are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from tonghop.charts.look import ACCENT, QUIET, bare_axis, figure, name_axis
from tonghop.statuses import STATUSES
from tonghop.vietnamese import format_date, format_day, format_share

if TYPE_CHECKING:
    import pandas as pd


def progress_bars(progress: "pd.DataFrame", names: Mapping[str, str], key: str = "obligation_id") -> go.Figure:
    """One stacked bar an obligation, in the order of the statuses, counts inside, share received at the end.

    `progress`: rows of submission_progress or dossier_progress; `names`: id -> label. The legend stands above in the
    order of the marks. A bar's customdata is its id and status.
    """
    rows = list(progress.itertuples())
    labels = [names[getattr(row, key)] for row in rows]
    chart = figure(64 + 40 * len(rows), barmode="stack")
    for status in STATUSES:
        counts = [int(getattr(row, status.id, 0)) for row in rows]
        if not any(counts):
            continue
        chart.add_bar(
            y=labels,
            x=counts,
            name=f"{status.symbol} {status.short}",
            orientation="h",
            marker={"color": status.colour},
            text=[str(count) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": status.ink, "size": 13},
            customdata=[[getattr(row, key), status.id] for row in rows],
            hovertemplate=f"%{{y}}<br>{status.label}: <b>%{{x}}</b> đơn vị<extra></extra>",
            constraintext="none",
        )
    expected = max((int(row.expected) for row in rows), default=0)
    for row, label in zip(rows, labels, strict=True):
        received = int(row.on_time) + int(row.late)
        share = format_share(received / int(row.expected)) if int(row.expected) else "–"
        chart.add_annotation(
            x=expected, y=label, text=f" {share}", showarrow=False, xanchor="left", font={"size": 13}
        )
    chart.update_layout(
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": 13},
        },
        xaxis=bare_axis(range=[0, expected * 1.13 or 1]),
        yaxis=name_axis(autorange="reversed"),
        margin={"l": 8, "r": 8, "t": 30, "b": 4},
    )
    return chart


def steps(
    timeline: "pd.DataFrame", last_day: date, issued_on: date, as_of: date, expected: int, shown_until: date
) -> go.Figure:
    """Units in by day as a step line; the last day on time as a named line, all units as the ceiling.

    `timeline`: day, complete_to_date, sorted by day, of one obligation or dossier.
    """
    days: Sequence[date] = [day.date() for day in timeline["day"]]
    counts = [int(count) for count in timeline["complete_to_date"]]
    chart = figure(230)
    chart.add_scatter(
        x=days,
        y=counts,
        mode="lines",
        line={"shape": "hv", "color": ACCENT, "width": 2.5},
        fill="tozeroy",
        fillcolor="rgba(166,25,46,0.10)",
        hovertemplate="%{x|%d/%m/%Y}: <b>%{y}</b> đơn vị<extra></extra>",
    )
    if counts:
        chart.add_annotation(
            x=days[-1], y=counts[-1], text=f"<b>{counts[-1]}</b>/{expected}", showarrow=False,
            yshift=12, xanchor="right" if as_of >= last_day else "left", font={"size": 14},
        )
    chart.add_hline(y=expected, line={"color": QUIET, "width": 1})
    chart.add_annotation(
        x=issued_on, y=expected, text=f"Tất cả: {expected} đơn vị", showarrow=False, xanchor="left", yshift=-10,
        font={"size": 12, "color": QUIET},
    )
    if issued_on <= last_day <= shown_until:
        chart.add_shape(
            type="line", x0=last_day, x1=last_day, y0=0, y1=expected, line={"dash": "dot", "width": 1.5, "color": QUIET}
        )
        chart.add_annotation(
            x=last_day, y=0, text=f"Hạn cuối {format_day(last_day)}", showarrow=False, yshift=10, xshift=-4,
            xanchor="right", font={"size": 12, "color": QUIET},
        )
    ticks = [day for day in days_between(issued_on, shown_until) if (day - issued_on).days % _every(issued_on, shown_until) == 0]
    chart.update_layout(
        xaxis=name_axis(
            range=[issued_on, shown_until], tickmode="array", tickvals=ticks, ticktext=[format_day(d) for d in ticks],
            tickfont={"size": 12},
        ),
        yaxis=bare_axis(range=[0, max(expected, 1) * 1.14]),
    )
    chart.update_layout(meta={"summary": f"Đến {format_date(as_of)}: {counts[-1] if counts else 0}/{expected} đơn vị"})
    return chart


def days_between(first: date, last: date) -> list[date]:
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def _every(first: date, last: date) -> int:
    return max(1, round((last - first).days / 6))
