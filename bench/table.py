"""The measurements as Markdown, in sections; every section says what its rows mean and what their goals are."""

import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median

from bench.measure import Comparison

LIBRARIES = ("duckdb", "streamlit", "python-calamine", "pandas", "openpyxl")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the table: a title, paragraphs of what is measured, Markdown tables."""

    title: str
    notes: tuple[str, ...]
    tables: tuple[str, ...]


def markdown(sections: Iterable[Section]) -> str:
    parts = ["# Measurements"]
    for section in [*sections, machine()]:
        parts += [f"## {section.title}", *section.notes, *section.tables]
    return "\n\n".join(parts) + "\n"


def rows_table(headings: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Return a Markdown table whose first `left` columns are text and the others figures."""
    lines = [headings, ["---" if place < left else "--:" for place in range(len(headings))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ratio_table(comparisons: Iterable[Comparison]) -> str:
    """One row a comparison: the ratio, how far it spread, its goal, and both medians."""
    return rows_table(
        ("measured", "against", "ratio", "min–max", "goal", "", "ms", "ms against"),
        (
            (
                comparison.what,
                comparison.against,
                f"**{figure(comparison.ratio)}**",
                spread(comparison),
                _goal(comparison),
                comparison.verdict,
                milliseconds(comparison.seconds),
                milliseconds(comparison.against_seconds),
            )
            for comparison in comparisons
        ),
        left=2,
    )


def scale_tables(by_scale: Mapping[int, Sequence[Comparison]]) -> tuple[str, str]:
    """Two tables with a column a scale: ratios with their spread, and milliseconds of both sides."""
    names = list(dict.fromkeys(c.what for comparisons in by_scale.values() for c in comparisons))
    found = {(scale, c.what): c for scale, comparisons in by_scale.items() for c in comparisons}
    headings = ("question", *(f"{scale}×" for scale in by_scale))

    def cells(name: str, show: Callable[[Comparison], str]) -> list[str]:
        here = [found.get((scale, name)) for scale in by_scale]
        return [name, *("" if comparison is None else show(comparison) for comparison in here)]

    ratios = rows_table(headings, (cells(name, _ratio_and_verdict) for name in names))
    times = rows_table(headings, (cells(name, _both_times) for name in names))
    return ratios, f"Milliseconds, the question / its plain counterpart:\n\n{times}"


def _ratio_and_verdict(comparison: Comparison) -> str:
    between = spread(comparison)
    shown = (figure(comparison.ratio), f"({between})" if between else "", comparison.verdict)
    return " ".join(filter(None, shown))


def _both_times(comparison: Comparison) -> str:
    return f"{milliseconds(comparison.seconds)} / {milliseconds(comparison.against_seconds)}"


def _goal(comparison: Comparison) -> str:
    if comparison.bound_more is not None:
        return f"+{comparison.bound_more * 1000:.0f} ms"
    if comparison.bound is None:
        return ""
    shown = f"≤ {comparison.bound:g}"
    return shown if comparison.goal is None else f"{shown} (aim {comparison.goal:g})"


def figure(value: float) -> str:
    """Write a ratio with the digits that it deserves."""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def spread(comparison: Comparison) -> str:
    """Write the least and the greatest ratio; nothing where there is one pair only."""
    if len(comparison.seconds) == 1:
        return ""
    return f"{figure(min(comparison.ratios))}–{figure(max(comparison.ratios))}"


def milliseconds(seconds: Sequence[float]) -> str:
    value = median(seconds) * 1000
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}".replace(",", " ")


def machine() -> Section:
    """Facts about the machine that bear on the figures, none that tell whose it is."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # Windows, macOS
        cores = os.cpu_count() or 1
    rows = [
        ("Python", f"{platform.python_version()} ({platform.python_implementation()})"),
        ("system", f"{platform.system()}, {platform.machine()}"),
        ("cores", str(cores)),
        *((library, version(library)) for library in LIBRARIES),
    ]
    return Section("The machine", (), (rows_table(("", ""), rows, left=2),))
