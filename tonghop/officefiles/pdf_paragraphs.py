"""Paragraphs and tables out of the lines of a PDF, by rules that can be explained.

A line goes on with the one above unless that one had room for its first word, a list's mark or an indent begins it, it
stands farther below than lines do, or it looks otherwise (all bold or not, another height). Lines with cells are rows:
a grid whose every row fills every column is a table, other rows are shown as they stand and nobody reads figures there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tonghop.officefiles.pdf_lines import MARK, Ruled, TextLine, Things
from tonghop.officefiles.pdf_rules import NEAR

_FAR = 1.15  # times the usual way from line to line
_INDENT = 0.5  # of the letters' height
_STOPS = (".", ";", ":", "!", "?", "…")
_HYPHEN = re.compile(r"[a-zà-ỹ]-$")
MOST_COLUMNS = 40


@dataclass
class Read:
    """What a PDF's text is: as `reader.Book` has it. `loose` are the tables (from 0) that are no grids."""

    paragraphs: list[str] = field(default_factory=list)
    leads: list[tuple[str, int, bool]] = field(default_factory=list)
    tables: list[list[list[object]]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    merged: list[list[tuple[int, int, int, int]]] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)


def paragraphs_of(things: Things) -> Read:
    """Put lines together to paragraphs and tables, in their order."""
    read = Read()
    run: list[TextLine] = []
    leading = _leading([thing for thing in things if isinstance(thing, TextLine)])
    last: Ruled | None = None
    for thing in things:
        if isinstance(thing, TextLine):
            run.append(thing)
            continue
        _run(run, leading, read)
        _ruled(thing, last if last is not None and not run else None, leading, read)
        run, last = [], thing
    _run(run, leading, read)
    return read


def _run(lines: Sequence[TextLine], leading: float, read: Read) -> None:
    """Put lines together that no ruled table parts."""
    at = 0
    while at < len(lines):
        if lines[at].is_split:
            end = at
            while end < len(lines) and lines[end].is_split:
                end += 1
            if not at and not read.paragraphs and not read.tables:
                end = _letterhead(lines, end, read)
            else:
                _rows(lines, at, end, read)
        else:
            end = _paragraph(lines, at, leading, read)
        at = end


def _letterhead(lines: Sequence[TextLine], end: int, read: Read) -> int:
    """Keep a paper's two columns at the top, with the lines that stand in one of them only; return where they end."""
    columns = _columns(lines[:end])
    if columns is None or len(columns) != 2:
        _rows(lines, 0, end, read)
        return end
    middle = (columns[0][1] + columns[1][0]) / 2
    while end < len(lines) and lines[end].page == lines[0].page and (
        lines[end].is_split or any(_is_centred(lines[end], column) for column in columns)
    ):
        end += 1
    table: list[list[object]] = []
    for line in lines[:end]:
        row: list[object] = [None, None]
        for cell in line.cells:
            at = int(cell.left > middle)
            above = next((each for each in reversed(table) if each[at] is not None), None)
            if above is not None and cell.text[:1].islower():  # the line above goes on
                above[at] = f"{above[at]} {cell.text}"
            else:
                row[at] = cell.text
        if any(row):
            table.append(row)
    _add(read, table, is_loose=True)
    return end


def _is_centred(line: TextLine, column: tuple[float, float]) -> bool:
    return abs((line.left + line.right) / 2 - (column[0] + column[1]) / 2) < line.size


def _ruled(table: Ruled, before: Ruled | None, leading: float, read: Read) -> None:
    """Keep a ruled table, as more rows of the one before where that is the same over a page's end."""
    width = len(table.columns) - 1
    rows: list[list[object]] = [[None] * width for _ in range(table.rows)]
    for (row, column), lines in table.cells.items():
        cell = Read()
        margin = max(table.ends[row, column] - lines[0].size * 0.3, max(line.right for line in lines))
        at = 0
        while at < len(lines):
            at = _paragraph(lines, at, leading, cell, margin)
        rows[row][column] = "\n".join(cell.paragraphs)
    merged = list(table.merged)
    if before is not None and before.page == table.page - 1 and _is_same(before, table):
        known = read.tables[-1]
        if not merged and rows[0] == known[0]:
            rows = rows[1:]  # headings that come again
        read.merged[-1] += [(top + len(known), left, low + len(known), right) for top, left, low, right in merged]
        known += rows
    else:
        _add(read, rows, merged)


def _is_same(one: Ruled, two: Ruled) -> bool:
    return len(one.columns) == len(two.columns) and all(
        abs(a - b) < NEAR * 2 for a, b in zip(one.columns, two.columns, strict=True)
    )


def _leading(lines: Sequence[TextLine]) -> float:
    """The usual way from a line to the next, in letters' heights."""
    steps = Counter(
        round((one.base - two.base) / max(one.size, 1), 1)
        for one, two in pairwise(lines)
        if one.page == two.page and one.base > two.base
    )
    likely = [step for step, count in steps.items() if count > 1 and count * 5 >= max(steps.values()) and step > 0.8]
    return min(likely, default=1.5)


def _paragraph(
    lines: Sequence[TextLine], at: int, leading: float, read: Read, margin: float | None = None
) -> int:
    begun = [lines[at]]
    margin = _margin(lines, at) if margin is None else margin
    while at + len(begun) < len(lines):
        line = lines[at + len(begun)]
        if line.is_split or not _goes_on(begun, line, margin, leading):
            break
        begun.append(line)
    text = begun[0].text
    for line in begun[1:]:
        own = line.text
        text = text + own if _HYPHEN.search(text) and _is_broken(text, own) else f"{text} {own}"
    read.paragraphs.append(text)
    read.leads.append(("", -1, all(line.is_bold for line in begun)))
    return at + len(begun)


def _is_broken(text: str, more: str) -> bool:
    """Is a word broken at the line's end? Vietnamese words are not; a name or symbol such as 83-KH/HU may be."""
    return text[-1:] == "-" and text[-2:-1].isalnum() and more[:1].isalnum()


def _margin(lines: Sequence[TextLine], at: int) -> float:
    """Where lines of this page end: the farthest right end, of those that several lines reach."""
    page = lines[at].page
    ends = [line.right for line in lines[max(0, at - 60) : at + 60] if line.page == page]
    return max(ends)


def _goes_on(begun: Sequence[TextLine], line: TextLine, margin: float, leading: float) -> bool:
    last = begun[-1]
    height = max(last.size, line.size)
    if abs(last.size - line.size) > 0.12 * height or last.is_bold != line.is_bold:
        return False
    if last.page == line.page and last.base - line.base > _FAR * leading * height:
        return False
    if last.page != line.page and _ends(last) and _begins(line):
        return False
    cell = line.cells[0]
    if last.right + 0.2 * height + (cell.first - cell.left) < margin - 0.1 * height:
        return False  # there was room for the first word
    if MARK.fullmatch(cell.text.split(" ", 1)[0]) and (_ends(last) or not last.text[-1:].isalnum()):
        return False
    return not _is_indented(begun, line, height)


def _ends(line: TextLine) -> bool:
    return line.text.rstrip("”\"’)").endswith(_STOPS)


def _begins(line: TextLine) -> bool:
    text = line.text.lstrip("“\"‘(")
    return text[:1].isupper() or bool(MARK.match(line.text))


def _is_indented(begun: Sequence[TextLine], line: TextLine, height: float) -> bool:
    """Does an indent begin a paragraph? Not below a list's mark, and not where the lines before stand as far in."""
    if line.left - begun[-1].left < _INDENT * height or line.page != begun[-1].page:
        return False
    is_hung = len(begun) == 1 and bool(MARK.fullmatch(begun[0].text.split(" ", 1)[0]))
    return not (is_hung and abs(line.left - begun[0].second) < _INDENT * height)


def _rows(lines: Sequence[TextLine], at: int, end: int, read: Read) -> None:
    """Rows that stand together: one table, which is a grid or is not."""
    rows = lines[at:end]
    columns = _columns(rows)
    if columns is None:
        for line in rows:
            _add(read, [[cell.text for cell in line.cells]], is_loose=True)
        return
    table: list[list[object]] = []
    for line in rows:
        row: list[object] = [None] * len(columns)
        for cell in line.cells:
            place = next(n for n, (left, right) in enumerate(columns) if cell.left < right and cell.right > left)
            row[place] = f"{row[place]} {cell.text}" if row[place] else cell.text
        table.append(row)
    is_grid = (
        len(rows) > 1 and len(columns) > 2
        and all(len(line.cells) == len(columns) for line in rows)
        and not _is_cut(lines, at, end, columns)
    )  # fmt: skip
    _add(read, table, is_loose=not is_grid)


def _add(
    read: Read, table: list[list[object]], merged: Sequence[tuple[int, int, int, int]] = (), *, is_loose: bool = False
) -> None:
    if is_loose:
        read.loose.append(len(read.tables))
    read.tables.append(table)
    read.merged.append(list(merged))
    read.places.append((len(read.paragraphs), max(map(len, table))))


def _columns(rows: Sequence[TextLine]) -> list[tuple[float, float]] | None:
    """The columns that rows share, as (left, right); None where a cell of one lies over two of another."""
    spans = sorted((cell.left, cell.right) for line in rows for cell in line.cells)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    if not 2 <= len(columns) <= MOST_COLUMNS:
        return None
    for line in rows:
        places = [n for cell in line.cells for n, (left, _) in enumerate(columns) if left <= cell.left < columns[n][1]]
        if len(set(places)) != len(line.cells):
            return None
    return columns


def _is_cut(lines: Sequence[TextLine], at: int, end: int, columns: Sequence[tuple[float, float]]) -> bool:
    """May a line next to the grid belong to it: a heading over several columns, the rest of a wrapped cell?"""
    steps = [one.base - two.base for one, two in pairwise(lines[at:end])]
    pitch = max(steps)
    if min(steps) <= 0:  # over a page's end
        return True
    above, below = (lines[at - 1] if at else None), (lines[end] if end < len(lines) else None)
    is_near = above is not None and above.page == lines[at].page and above.base - lines[at].base < 2 * pitch
    if above is not None and is_near and (above.left > columns[0][1] or above.right < columns[1][0]):
        return True
    if below is not None and below.page == lines[end - 1].page and lines[end - 1].base - below.base < 1.5 * pitch:
        return below.right < columns[1][0] or below.left > columns[0][1]
    return below is not None and below.page != lines[end - 1].page and below.right < columns[1][0]
