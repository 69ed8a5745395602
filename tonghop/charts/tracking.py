"""Charts of how far the submissions are. Legends are words on the page (they bend and print), never in the figure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from tonghop.charts.look import QUIET, THEME_RED, bare_axis, figure, name_axis
from tonghop.statuses import BY_ID, STATUSES, Status
from tonghop.vietnamese import format_date, format_day, format_share

if TYPE_CHECKING:
    import pandas as pd

LABEL_WIDTH = 18
NARROW_SHARE = 0.045
DAYS_HEIGHT = 20


def statuses_shown(progress: "pd.DataFrame") -> list[Status]:
    """The statuses that occur in rows of submission_progress or dossier_progress, in the order of the marks."""
    return [status for status in STATUSES if status.id in progress.columns and int(progress[status.id].sum())]


def progress_bars(
    progress: "pd.DataFrame", names: Mapping[str, str], key: str = "obligation_id", row_height: int = 34
) -> go.Figure:
    """One stacked bar an obligation, in the order of the statuses, counts inside, share received at the end.

    `progress`: rows of submission_progress or dossier_progress; `names`: id -> label. A bar's customdata is its id
    and status.
    """
    rows = list(progress.itertuples())
    labels = [_two_lines(names[getattr(row, key)]) for row in rows]
    expected = max((int(row.expected) for row in rows), default=0)
    chart = figure(8 + row_height * len(rows), barmode="stack")
    for status in statuses_shown(progress):
        counts = [int(getattr(row, status.id)) for row in rows]
        chart.add_bar(
            y=labels,
            x=counts,
            name=status.label,
            orientation="h",
            marker={"color": status.colour},
            text=[str(count) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={
                "color": status.ink,
                "size": [10 if count < NARROW_SHARE * expected else 13 for count in counts],
            },
            customdata=[[getattr(row, key), status.id] for row in rows],
            hovertemplate=f"%{{y}}<br>{status.label}: <b>%{{x}}</b> đơn vị<extra></extra>",
            constraintext="none",
            cliponaxis=False,
        )
    for row, label in zip(rows, labels, strict=True):
        received = int(row.on_time) + int(row.late)
        share = format_share(received / int(row.expected)) if int(row.expected) else "–"
        chart.add_annotation(
            x=1, xref="paper", y=label, text=f" {share}", showarrow=False, xanchor="left", font={"size": 13}
        )
    chart.update_layout(
        xaxis=bare_axis(range=[0, expected or 1]),
        yaxis=name_axis(autorange="reversed", tickfont={"size": 13}),
        margin={"l": 8, "r": 54, "t": 2, "b": 2},
        bargap=0.22,
    )
    return chart.drawn()


def steps(
    timeline: "pd.DataFrame", last_day: date, window: tuple[date, date], expected: int, *, with_days: bool = True
) -> go.Figure:
    """Units in by day as a step line; the last day on time as a named line, all units as the ceiling.

    `timeline`: day, complete_to_date, sorted by day, of one obligation or dossier; `window`: first and last day of
    the axis, the same for all panels of a page. Days outside it are not drawn. Of panels on top of each other the last
    has its days written (`with_days`).
    """
    first, last = window
    points = [
        (day, int(count))
        for day, count in zip((d.date() for d in timeline["day"]), timeline["complete_to_date"], strict=True)
        if first <= day <= last
    ]
    is_near_end = bool(points) and (last - points[-1][0]).days * 5 < (last - first).days  # the count stands outside
    chart = figure(92 + (DAYS_HEIGHT if with_days else 0))
    chart.add_shape(
        type="line", x0=first, x1=last, y0=expected, y1=expected, line={"color": QUIET, "width": 1}, layer="below"
    )
    if first <= last_day <= last:
        chart.add_shape(
            type="line", x0=last_day, x1=last_day, y0=0, y1=expected,
            line={"dash": "dot", "width": 1.5, "color": QUIET},
        )
        chart.add_annotation(
            x=last_day, y=expected, yshift=1, yanchor="bottom", showarrow=False, font={"size": 12},
            text=f"hạn cuối {format_day(last_day)}", **_inward(last_day, window),
        )
    if points:
        chart.add_scatter(
            x=[day for day, _ in points],
            y=[count for _, count in points],
            mode="lines",
            line={"shape": "hv", "color": THEME_RED, "width": 2.5},
            fill="tozeroy",
            fillcolor="rgba(166,25,46,0.12)",
            hovertemplate="%{x|%d/%m/%Y}: <b>%{y}</b> đơn vị<extra></extra>",
            cliponaxis=False,
        )
        day, count = points[-1]
        chart.add_scatter(
            x=[day],
            y=[count],
            mode="markers",
            marker={"color": THEME_RED, "size": 7},
            hoverinfo="skip",
            cliponaxis=False,
        )
        chart.add_annotation(
            x=day, y=count, text=f"<b>{count}</b>/{expected}", showarrow=False, font={"size": 13},
            xanchor="left", xshift=7, yshift=0 if count * 5 > expected else 6,
        )
    chart.update_layout(
        xaxis=_days_axis(window) if with_days else bare_axis(range=[first, last], type="date", automargin=False),
        yaxis=bare_axis(
            range=[0, max(expected, 1)], showticklabels=True, tickvals=[0, expected], tickfont={"size": 12},
            automargin=False,
        ),
        margin={"l": 24, "r": 48 if is_near_end else 10, "t": 20, "b": 10 + (DAYS_HEIGHT - 4 if with_days else 0)},
        meta={"summary": _said(points, expected)},
    )
    return chart.drawn()


def receipts_by_day(
    receipts: "pd.DataFrame", last_days: Sequence[tuple[date, str]], window: tuple[date, date]
) -> go.Figure:
    """Parts received on each day, on time and late on top of each other; last days as lines with their names.

    `receipts`: day, on_time, late, one row a day with receipts; `last_days`: day and name, sorted by day.
    """
    first, last = window
    rows = [
        (day, int(on_time), int(late))
        for day, on_time, late in zip(
            (d.date() for d in receipts["day"]), receipts["on_time"], receipts["late"], strict=True
        )
        if first <= day <= last
    ]
    most = max((on_time + late for _, on_time, late in rows), default=0)
    lines = [(day, name) for day, name in last_days if first <= day <= last]
    chart = figure(190 + 17 * len(lines), barmode="stack")
    for place, (status, words) in enumerate((("on_time", "trong hạn"), ("late", "sau hạn")), 1):
        chart.add_bar(
            x=[row[0] for row in rows],
            y=[row[place] for row in rows],
            marker={"color": BY_ID[status].colour},
            name=words,
            hovertemplate=f"%{{x|%d/%m/%Y}}: <b>%{{y}}</b> phần hồ sơ {words}<extra></extra>",
        )
    for day, on_time, late in rows:
        chart.add_annotation(
            x=day, y=on_time + late, text=str(on_time + late), showarrow=False, yanchor="bottom", font={"size": 12}
        )
    top = max(most, 1) * 1.15
    for level, (day, name) in enumerate(lines):
        above = 17 * (len(lines) - 1 - level)
        end = datetime.combine(day, time(12))  # bars stand on the middle of their day
        chart.add_shape(
            type="line", x0=end, x1=end, y0=0, y1=1, yref="paper",
            line={"dash": "dot", "width": 1.5, "color": QUIET},
        )
        chart.add_annotation(
            x=end, y=1, yref="paper", yanchor="bottom", yshift=above, showarrow=False,
            text=f"{name}: hạn cuối {format_day(day)}", font={"size": 12}, **_inward(day, window),
        )
    chart.update_layout(
        xaxis=_days_axis((first - timedelta(days=1), last + timedelta(days=1)), ticks_from=first),
        yaxis=bare_axis(range=[0, top]),
        margin={"l": 8, "r": 8, "t": 6 + 17 * len(lines), "b": 6 + DAYS_HEIGHT},
        bargap=0.15,
    )
    return chart.drawn()


def days_between(first: date, last: date) -> list[date]:
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def _said(points: Sequence[tuple[date, int]], expected: int) -> str:
    return f"Đến {format_date(points[-1][0])}: {points[-1][1]}/{expected} đơn vị" if points else "Chưa có số liệu"


def _days_axis(window: tuple[date, date], ticks_from: date | None = None) -> dict[str, object]:
    first, last = window
    start = ticks_from or first
    every = max(1, -(-(last - start).days // 5))
    ticks = [day for day in days_between(start, last) if (day - start).days % every == 0]
    return name_axis(
        range=[first, last], tickmode="array", tickvals=ticks, ticktext=[format_day(day) for day in ticks],
        tickfont={"size": 12}, automargin=False, type="date",
    )


def _inward(day: date, window: tuple[date, date]) -> dict[str, object]:
    """Put a label beside its line on the side where there is room, so that no edge clips it."""
    first, last = window
    is_left = (day - first).days * 2 <= (last - first).days
    return {"xanchor": "left" if is_left else "right", "xshift": -3 if is_left else 3}


def _two_lines(label: str) -> str:
    """Break a long label near its middle, so that names leave room for bars on a phone."""
    if len(label) <= LABEL_WIDTH:
        return label
    words = label.split()
    cuts = range(1, len(words))
    best = min(cuts, key=lambda cut: abs(len(" ".join(words[:cut])) - len(" ".join(words[cut:]))), default=0)
    return f"{' '.join(words[:best])}<br>{' '.join(words[best:])}" if best else label
