"""Slides as data, before they are PowerPoint: a message in words, its charts, words or table, what is said with it.

Every figure is a Number, as in the report's tree. Knows no file format.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tonghop.report.document import Made, Part, Table
from tonghop.report.numbers import Number

Words = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one colour, one a category; `ink` is readable on the colour."""

    name: str
    values: tuple[Number, ...]
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `columns` stand, `bars` lie, `parts` lie and are made of series. `title`: what is counted."""

    id: str
    kind: Literal["columns", "bars", "parts"]
    categories: tuple[Words, ...]
    series: tuple[Series, ...]
    title: Words


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title is its message; below it charts, a large figure, points, a table or names.

    `rests`: on how many units it rests. `says`: what the speaker says; the sources are added to it.
    """

    id: str
    kind: Literal["cover", "charts", "figure", "points", "table", "names", "end"]
    title: Words
    says: Words = ()
    charts: tuple[Chart, ...] = ()
    figure: Number | None = None
    points: tuple[Words, ...] = ()
    table: Table | None = None
    names: tuple[str, ...] = ()
    rests: Words = ()


@dataclass(frozen=True, slots=True)
class Show:
    """All slides, and the line that stands below each."""

    subject: str
    made: Made
    slides: tuple[Slide, ...]
    footer: Words
    is_sample: bool = False


def text_of(words: Words) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in words)


def numbers_of(slide: Slide) -> Iterator[Number]:
    """Yield the slide's numbers in the order in which they stand, each once."""
    seen: set[str] = set()
    for number in _numbers(slide):
        if number.id not in seen:
            seen.add(number.id)
            yield number


def _numbers(slide: Slide) -> Iterator[Number]:
    yield from _in(slide.title)
    if slide.figure:
        yield slide.figure
    for chart in slide.charts:
        yield from _in(chart.title)
        for category in chart.categories:
            yield from _in(category)
        for series in chart.series:
            yield from series.values
    for point in slide.points:
        yield from _in(point)
    if slide.table:
        yield from (cell for line in slide.table.lines for cell in line.cells if isinstance(cell, Number))
    yield from _in(slide.rests)
    yield from _in(slide.says)


def _in(words: Words) -> Iterator[Number]:
    return (part for part in words if isinstance(part, Number))
