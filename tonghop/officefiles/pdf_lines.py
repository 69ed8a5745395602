"""The lines of a PDF's pages: pieces of text on one level, put together; what stands apart on it are cells.

Beside the text of the pages stand page numbers, running heads and footnote marks: they are told apart here. Must not
know paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from tonghop.officefiles.pdf_page import GAP, PageText, Piece
from tonghop.officefiles.pdf_rules import grids

APART = 1.6  # of the letters' height: so wide is no blank, but for those of a line set to both margins
_BESIDE = 0.6  # in a letterhead, whose columns stand nearer: where it is this many times as wide as its line's blanks
_TIMES = 2.5
LETTERHEAD = 0.62  # of a page's height, from the foot: what is above on the first page may be in columns
_LEVEL = 0.35  # of the letters' height: pieces so near to each other's baseline stand on one line
_NOTE_MARK = re.compile(r"\(?(?:\d{1,2}|\*{1,3})\)?")
_RAISED_LETTERS = str.maketrans("0123456789()*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁎")
"""A mark stays in the text as what it is, never as a digit of the number before it."""
_SMALL, _RAISED = 0.78, 0.15  # of the letters' height: a footnote's mark
HEAD, FOOT = 63, 55  # points from the paper's edge: a page's text begins at 2 cm, its head and foot stand outside
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*(\d{1,4})\s*(?:[/of]+\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
MARK = re.compile(
    r"(?:[-–—+*•▪●○◦§]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Za-zĐđ])[.)/]|\d{1,2}(?:\.\d{1,2}){1,3})"
)


@dataclass(frozen=True)
class Cell:
    """Text that stands together on a line; `first` is the right end of its first word."""

    left: float
    right: float
    first: float
    text: str


@dataclass(frozen=True)
class TextLine:
    """A line of a page, its cells from left to right; `second` is where the text behind its first word begins."""

    page: int
    base: float
    size: float
    cells: tuple[Cell, ...]
    is_bold: bool
    second: float

    @property
    def left(self) -> float:
        return self.cells[0].left

    @property
    def right(self) -> float:
        return self.cells[-1].right

    @cached_property
    def text(self) -> str:
        return "\t".join(cell.text for cell in self.cells)

    @property
    def is_split(self) -> bool:
        return len(self.cells) > 1


@dataclass(frozen=True)
class Ruled:
    """A ruled table: the lines of each cell by its place, the right ends of cells; `columns` are its borders."""

    page: int
    top: float
    columns: tuple[float, ...]
    rows: int
    cells: dict[tuple[int, int], list[TextLine]]
    ends: dict[tuple[int, int], float]
    merged: tuple[tuple[int, int, int, int], ...]


Things = list["TextLine | Ruled"]


@dataclass
class Lines:
    """The lines and ruled tables of a file from top to bottom.

    `heads` are its running heads, each once; `left_out` says what is no text of the paper.
    """

    lines: Things
    heads: tuple[str, ...]
    left_out: Counter[str]


def lines_of_pages(pages: Sequence[PageText]) -> Lines:
    """Put the lines of all pages together, from top to bottom."""
    left_out: Counter[str] = Counter()
    found = [_things(number, page, left_out) for number, page in enumerate(pages)]
    _without_page_numbers(found, left_out)
    heads = _without_running_heads(found, [page.height for page in pages], left_out)
    return Lines([line for lines in found for line in lines], heads, left_out)


def _things(number: int, page: PageText, left_out: Counter[str]) -> Things:
    pieces, found = page.pieces, []
    for grid in grids(page.rules):
        inside: dict[tuple[int, int], list[Piece]] = {}
        outside: list[Piece] = []
        for piece in pieces:
            place = grid.place(piece)
            (outside if place is None else inside.setdefault(place, [])).append(piece)
        if not inside:
            continue
        pieces = outside
        cells = {place: _lines(number, some, left_out, page.height) for place, some in inside.items()}
        ends = {place: grid.right_of(*place) for place in cells}
        found.append(Ruled(number, grid.rows[0], grid.columns, len(grid.rows) - 1, cells, ends, grid.merged))
    top = LETTERHEAD * page.height if number == 0 else page.height
    things: Things = [*_lines(number, pieces, left_out, top), *found]
    return sorted(things, key=lambda thing: -thing.base if isinstance(thing, TextLine) else -thing.top)


def _lines(number: int, pieces: Iterable[Piece], left_out: Counter[str], top: float) -> list[TextLine]:
    """Put pieces on one level together; above `top` columns may stand near each other."""
    levels: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if levels and levels[-1][0].base - piece.base < _LEVEL * max(levels[-1][0].size, piece.size):
            levels[-1].append(piece)
        else:
            levels.append([piece])
    found = (_line(number, level, left_out, top) for level in _with_raised(levels))
    return [line for line in found if line is not None]


def _with_raised(levels: Iterable[list[Piece]]) -> Iterable[list[Piece]]:
    """A footnote's mark may be a level of its own just above its line."""
    held: list[Piece] = []
    for level in levels:
        if held:
            if held[0].base - level[0].base < 0.6 * max(piece.size for piece in level) and all(
                piece.size < _SMALL * max(each.size for each in level) for piece in held
            ):
                level = [*level, *held]
            else:
                yield held
            held = []
        if all(_NOTE_MARK.fullmatch(piece.text) for piece in level):
            held = level
        else:
            yield level
    if held:
        yield held


def _line(number: int, level: list[Piece], left_out: Counter[str], top: float) -> TextLine | None:
    counts: Counter[float] = Counter()
    for piece in level:
        counts[piece.size] += len(piece.text)
    size = counts.most_common(1)[0][0]
    base = max((piece for piece in level if piece.size == size), key=lambda piece: len(piece.text)).base
    pieces: list[Piece] = []
    for piece in sorted(level, key=lambda piece: (piece.left, piece.base)):
        is_mark = piece.size < _SMALL * size and piece.base - base > _RAISED * size and not piece.text.isalpha()
        if is_mark and (raised := piece.text.translate(_RAISED_LETTERS)) != piece.text:
            pieces.append(replace(piece, text=raised))
        elif is_mark:
            left_out["footnote-mark"] += 1
        elif not _is_again(pieces, piece):
            pieces.append(piece)
    if not pieces:
        return None
    is_bold = all(piece.is_bold for piece in pieces if any(map(str.isalnum, piece.text)))
    cells, second = _cells(pieces, size, _apart(pieces, size) if base > top else APART)
    return TextLine(number, base, size, tuple(cells), is_bold, second)


def _is_again(before: list[Piece], piece: Piece) -> bool:
    """Is a piece drawn twice, a little apart, to make it look bold?"""
    return any(
        each.text == piece.text and abs(each.left - piece.left) < 0.12 * piece.size and abs(each.base - piece.base) < 1
        for each in before[-3:]
    )


def _apart(pieces: Sequence[Piece], size: float) -> float:
    """How wide a gap parts columns in a line of a letterhead, in letters' heights."""
    gaps = sorted(two.left - one.right for one, two in pairwise(pieces) if two.left - one.right > GAP * size)
    usual = gaps[len(gaps) // 2] / size if len(gaps) > 2 else APART
    return min(APART, max(_BESIDE, _TIMES * usual))


def _cells(pieces: Sequence[Piece], size: float, apart: float) -> tuple[list[Cell], float]:
    cells: list[Cell] = []
    text, left, first, right = "", pieces[0].left, 0.0, pieces[0].left
    second = 0.0
    words = 0
    for piece in pieces:
        gap = piece.left - right
        is_mark = not cells and words == 1 and MARK.fullmatch(text)
        if text and gap > apart * size and not is_mark:
            cells.append(Cell(left, right, first or right, text))
            text, left, first, words = "", piece.left, 0.0, 0
        if text and (piece.after_blank or gap > GAP * size):
            first = first or right
            if not cells and not second:
                second = piece.left
            text += " "
            words += 1
        elif not text:
            words = 1
        text += piece.text
        right = max(right, piece.right) if text != piece.text else piece.right
    cells.append(Cell(left, right, first or right, text))
    return cells, second


def _without_page_numbers(pages: list[Things], left_out: Counter[str]) -> None:
    """Drop a number alone on the first or last line of pages where it counts them."""
    for at in (0, -1):
        told = {}
        for number, lines in enumerate(pages):
            line = lines[at] if len(lines) > 1 else None
            if isinstance(line, TextLine) and (found := _PAGE_NUMBER.fullmatch(line.text)):
                told[number] = int(found[1])
        steps = Counter(value - number for number, value in told.items())
        for number, value in told.items():
            # on a file of one or two pages a number is known by its being the page's own
            if steps[value - number] >= min(3, len(pages) // 2 + 1) or value == number + 1:
                pages[number].pop(at)
                left_out["page-number"] += 1


def _without_running_heads(pages: list[Things], heights: Sequence[float], left_out: Counter[str]) -> tuple[str, ...]:
    """Take away what stands in the margin, at one height, in the same words but for numbers, on most pages."""
    heads: dict[tuple[str, int], str] = {}
    for at in (0, -1):
        for _ in range(3):
            keys = [
                _key(lines[at], height) if len(lines) > 1 else None
                for lines, height in zip(pages, heights, strict=True)
            ]
            said = Counter(filter(None, keys))
            most = len(pages)
            common = {key for key, count in said.items() if count >= max(2, most - 1) or 2 * count > most > 3}
            if not common:
                break
            for lines, key in zip(pages, keys, strict=True):
                if key in common:
                    line = lines.pop(at)
                    assert isinstance(line, TextLine)
                    heads.setdefault(key, line.text)
                    left_out["running-head"] += 1
    return tuple(heads.values())


def _key(line: TextLine | Ruled, height: float) -> tuple[str, int] | None:
    if isinstance(line, Ruled) or FOOT < line.base < height - HEAD:
        return None
    return re.sub(r"\d+", "0", line.text), round(line.base)
