"""Charts of what five years have brought: models, awards, figures by year, documents.

Pure: frames and words in, a figure out. Colours of lines and text come from the page's theme.
"""

import math
import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from tonghop.charts.look import QUIET, THEME_RED, UNKNOWN, Sketch, bare_axis, figure, name_axis
from tonghop.vietnamese import format_count

PANEL_HEIGHT = 214
BAND = "rgba(140,130,115,0.30)"
INSIDE_SHARE = 0.055
"""A part of a bar narrower than this share of the longest bar holds no number; the hover text does."""


@dataclass(frozen=True, slots=True)
class Part:
    """One colour of stacked bars: its word, fill, and the ink that reads on it."""

    label: str
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its id for clicks, its name, a count for each part."""

    id: str
    name: str
    counts: tuple[int, ...]
    is_unknown: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a panel: the value (None: nobody reported) and the units that it rests on, of how many."""

    year: int
    value: int | None
    reporting: int | None = None
    expected: int | None = None
    lower: float | None = None
    upper: float | None = None


def largest_first(bars: Collection[Bar]) -> list[Bar]:
    """Order bars for reading: the largest first, what is not known last; equal ones keep their order."""
    return sorted(bars, key=lambda bar: (bar.is_unknown, -bar.total))


def stacked_bars(
    bars: Sequence[Bar],
    parts: Sequence[Part],
    unit_of_measure: str,
    chosen: str = "",
    *,
    row: int = 38,
    wrap: int = 22,
) -> go.Figure:
    """Draw horizontal bars in the order given, counts inside, the total at the end; `chosen` stands out.

    Unknown bars are grey throughout. A bar's customdata is its id, so that a click says which it was.
    """
    chart = figure(16 + row * max(len(bars), 1), barmode="stack")
    names = [wrapped(bar.name, wrap) for bar in bars]
    longest = max((bar.total for bar in bars), default=0) or 1
    for at, part in enumerate(parts):
        counts = [bar.counts[at] for bar in bars]
        if not any(counts):
            continue
        chart.add_bar(
            y=names,
            x=counts,
            orientation="h",
            name=part.label,
            marker={
                "color": [UNKNOWN if bar.is_unknown else part.colour for bar in bars],
                "opacity": [_opacity(bar.id, chosen) for bar in bars],
                "line": {"width": 0},
            },
            text=[
                format_count(n) if n >= INSIDE_SHARE * longest and len(parts) > 1 and _is_bright(bar, chosen) else ""
                for bar, n in zip(bars, counts, strict=True)
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": part.ink, "size": 13},
            selected={"marker": {"opacity": 1}, "textfont": {"color": part.ink}},
            unselected={"marker": {"opacity": 0.3}, "textfont": {"color": part.ink}},
            customdata=[[bar.id, format_count(n)] for bar, n in zip(bars, counts, strict=True)],
            hovertemplate=f"%{{y}}<br>{part.label}: <b>%{{customdata[1]}}</b> {unit_of_measure}<extra></extra>",
        )
    for bar, name in zip(bars, names, strict=True):
        total = format_count(bar.total)
        chart.add_annotation(
            x=bar.total, y=name, text=f" <b>{total}</b>", showarrow=False, xanchor="left", font={"size": 14}
        )
    chart.update_layout(
        xaxis=bare_axis(range=[0, longest * 1.16]),
        yaxis=name_axis(autorange="reversed", tickfont={"size": 14}, ticklabelstandoff=6),
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        clickmode="event+select",
    )
    return chart.drawn()


def year_columns(
    years: Sequence[Year],
    unit_of_measure: str,
    *,
    title: str = "",
    colour: str = THEME_RED,
    chosen: Collection[int] = (),
    height: int = PANEL_HEIGHT,
    wrap: int = 27,
) -> go.Figure:
    """Draw one column a year with its count above and, where it is known, "n/53" under the year.

    A year that nobody reported has no column and no number. A column's customdata is its year.
    """
    chart = figure(height)
    names = [_under(year) for year in years]
    highest = max((year.value or 0 for year in years), default=0) or 1
    chart.add_bar(
        x=[str(year.year) for year in years],
        y=[year.value for year in years],
        marker={
            "color": colour,
            "opacity": [1.0 if not chosen or year.year in chosen else 0.3 for year in years],
            "line": {"width": 0},
        },
        text=["" if year.value is None else f"<b>{format_count(year.value)}</b>" for year in years],
        textposition="outside",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        textfont={"size": 14},
        customdata=[[year.year, _hover(year, unit_of_measure)] for year in years],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
    chart.update_layout(
        xaxis=name_axis(
            type="category", tickmode="array", tickvals=[str(y.year) for y in years], ticktext=names, tickangle=0,
            tickfont={"size": 12}, range=[-0.55, len(years) - 0.45],
        ),
        yaxis=bare_axis(range=[0, highest * 1.18]),
        bargap=0.34,
        clickmode="event+select",
    )
    _entitle(chart, title, wrap)
    return chart.drawn()


def year_line(
    years: Sequence[Year], unit_of_measure: str, *, title: str = "", wrap: int = 42, height: int = PANEL_HEIGHT
) -> go.Figure:
    """Draw one indicator over the years: a line from zero, the first and the last value labelled.

    Missing years are gaps, never zeros. Where the years hold `lower` and `upper`, the band between them (the middle
    half of the unit's kind) lies under the line. The line's colour is the theme's first.
    """
    chart = figure(height)
    names = [str(year.year) for year in years]
    known = [at for at, year in enumerate(years) if year.value is not None]
    labels = [""] * len(years)
    for at in known[:1] + known[-1:]:
        number = format_count(years[at].value)
        labels[at] = f"<b>{number}</b>" if at == known[-1] else number
    chart.add_scatter(
        x=names,
        y=[year.value for year in years],
        mode="lines+markers+text",
        line={"width": 2.75, "color": THEME_RED},
        marker={
            "color": THEME_RED,
            "opacity": 1,
            "line": {"width": 0},
            "size": [9 if known and at == known[-1] else 6 for at in range(len(years))],
        },
        text=labels,
        textposition="top center",
        textfont={"size": [16 if known and at == known[-1] else 13 for at in range(len(years))]},
        connectgaps=False,
        cliponaxis=False,
        customdata=[[year.year, _hover(year, unit_of_measure)] for year in years],
        hovertemplate="%{customdata[1]}<extra></extra>",
        zorder=1,
    )
    for run in _runs(years):
        _band(chart, [years[at] for at in run])
    highest = max([year.value or 0 for year in years] + [year.upper or 0 for year in years], default=0) or 1
    chart.update_layout(
        xaxis=name_axis(
            type="category", categoryorder="array", categoryarray=names, tickmode="array", tickvals=names,
            ticktext=names, tickangle=0, tickfont={"size": 13}, range=[-0.5, len(years) - 0.5],
            showline=True, linewidth=1, linecolor=QUIET,
        ),
        yaxis=bare_axis(range=[0, highest * 1.3]),
    )
    _entitle(chart, title, wrap, f"Đơn vị tính: {unit_of_measure}", _least(years))
    return chart.drawn()


def wrapped(text: str, width: int) -> str:
    """Break a name into lines for a chart; charts read tags, so that < and & of a name are written out."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    return "<br>".join(line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)


def _opacity(id_: str, chosen: str) -> float:
    return 1.0 if not chosen or id_ == chosen else 0.3


def _is_bright(bar: Bar, chosen: str) -> bool:
    return not bar.is_unknown and chosen in ("", bar.id)


def _under(year: Year) -> str:
    rests = "" if year.reporting is None else f"<br>{year.reporting}/{year.expected}"
    return f"{year.year}{rests}"


def _hover(year: Year, unit_of_measure: str) -> str:
    said = "chưa có số liệu" if year.value is None else f"<b>{format_count(year.value)}</b> {unit_of_measure}"
    lines = [f"Năm {year.year}: {said}"]
    if year.reporting is not None:
        lines.append(f"{year.reporting}/{year.expected} đơn vị báo cáo")
    if year.lower is not None and year.upper is not None:
        lines.append(f"Nửa giữa cùng loại: {_decimal(year.lower)}–{_decimal(year.upper)}")
    return "<br>".join(lines)


def _decimal(number: float) -> str:
    whole = math.floor(number * 10 + 0.5)  # halves up, as format_share
    return format_count(whole // 10) + (f",{whole % 10}" if whole % 10 else "")


def _least(years: Sequence[Year]) -> str:
    """ "48–49/53 đơn vị báo cáo": the least and the most units that a year rests on."""
    counts = [year.reporting for year in years if year.reporting is not None]
    if not counts:
        return ""
    low, high = min(counts), max(counts)
    said = str(low) if low == high else f"{low}–{high}"
    return f"{said}/{years[0].expected} đơn vị báo cáo"


def _entitle(chart: Sketch, title: str, wrap: int, *notes: str) -> None:
    """Write a panel's title above it, the first note under the title and the second under the years."""
    lines = wrapped(title, wrap) if title else ""
    said = [f"<b>{line}</b>" for line in lines.split("<br>")] if lines else []
    top = 8
    if said:
        above = "<br>".join([*said, *(f'<span style="font-size:13px">{note}</span>' for note in notes[:1])])
        top = 20 * len(said) + (18 if notes else 0) + 10
        chart.add_annotation(
            text=above, x=0, y=1, xref="paper", yref="paper", yanchor="bottom", xanchor="left", align="left",
            showarrow=False, font={"size": 14}, yshift=6,
        )
    chart.update_layout(margin={"l": 6, "r": 6, "t": top, "b": 50})
    if len(notes) > 1 and notes[1]:
        chart.add_annotation(
            text=notes[1], x=0, y=0, xref="paper", yref="paper", yanchor="top", xanchor="left", showarrow=False,
            font={"size": 13}, yshift=-27,
        )


def _runs(years: Sequence[Year]) -> list[list[int]]:
    """Places of consecutive years that have a band."""
    runs: list[list[int]] = []
    for at, year in enumerate(years):
        if year.lower is None or year.upper is None:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _band(chart: Sketch, run: Sequence[Year]) -> None:
    names = [str(year.year) for year in run]
    plain = {"mode": "lines", "hoverinfo": "skip", "zorder": 0}
    if len(run) == 1:
        chart.add_scatter(
            x=names * 2, y=[run[0].lower, run[0].upper], line={"width": 10, "color": BAND}, name="Nửa giữa", **plain
        )
        return
    chart.add_scatter(x=names, y=[year.lower for year in run], line={"width": 0, "color": BAND}, **plain)
    chart.add_scatter(
        x=names, y=[year.upper for year in run], line={"width": 0, "color": BAND}, fill="tonexty", fillcolor=BAND,
        name="Nửa giữa", **plain,
    )
