"""The ruled tables of a PDF's page: lines that cross are the borders of cells, what stands within is their text.

Only borders prove what belongs to which row and column. A frame round one cell, a rule below a letterhead make none.
Must not know paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tonghop.officefiles.pdf_page import Piece, Rule

NEAR = 2.5  # points: so far may borders that meet miss each other
MOST_RULES = 4_000  # of a page; drawings have more, and are no tables
MOST_COLUMNS, MOST_ROWS = 60, 400


@dataclass(frozen=True)
class Grid:
    """A ruled table: where its borders may be, and the areas of cells that reach over several (row, column from 0)."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]  # from the top, so falling
    merged: tuple[tuple[int, int, int, int], ...]

    def place(self, piece: Piece) -> tuple[int, int] | None:
        """Return the cell (row, column) that a piece of text stands in, the first one of a merged area."""
        across, up = (piece.left + piece.right) / 2, piece.base + piece.size / 4
        column = next((n for n, x in enumerate(self.columns[1:]) if self.columns[n] <= across < x), None)
        row = next((n for n, y in enumerate(self.rows[1:]) if y <= up < self.rows[n]), None)
        if row is None or column is None:
            return None
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def right_of(self, row: int, column: int) -> float:
        """Return where the cell that begins here ends."""
        last = next((area[3] for area in self.merged if area[:2] == (row, column)), column)
        return self.columns[last + 1]


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that rules make, each group of rules that meet for itself."""
    if len(rules) > MOST_RULES:
        return []
    return [grid for group in _groups(rules) if (grid := _grid(group)) is not None]


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Put rules that meet together; by their lowest ends, since most stand far from each other."""
    owner = list(range(len(rules)))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at][1])
    open_ones: list[int] = []
    for at in order:
        left, low, right, _ = rules[at]
        open_ones = [each for each in open_ones if rules[each][3] >= low - NEAR]
        for each in open_ones:
            if rules[each][0] <= right + NEAR and rules[each][2] >= left - NEAR:
                owner[root(each)] = root(at)
        open_ones.append(at)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(root(at), []).append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    upright = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    level = [rule for rule in rules if rule[3] - rule[1] <= rule[2] - rule[0]]
    columns = _clusters((left + right) / 2 for left, _, right, _ in upright)
    rows = _clusters((low + high) / 2 for _, low, _, high in level)[::-1]
    across, down = len(columns) - 1, len(rows) - 1
    if across < 1 or down < 1 or across * down < 2 or across > MOST_COLUMNS or down > MOST_ROWS:
        return None
    walls = {
        (column, row)
        for column in range(1, across)
        for row, (top, bottom) in enumerate(pairwise(rows))
        if _is_wall(upright, columns[column], top, bottom)
    }
    floors = {
        (column, row)
        for row in range(1, down)
        for column, (left, right) in enumerate(pairwise(columns))
        if _is_floor(level, rows[row], left, right)
    }
    merged = _merged(across, down, walls, floors)
    return None if merged is None else Grid(tuple(columns), tuple(rows), merged)


def _clusters(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _is_wall(upright: Iterable[Rule], x: float, top: float, bottom: float) -> bool:
    middle = (top + bottom) / 2
    return any(abs((left + right) / 2 - x) <= NEAR and low <= middle <= high for left, low, right, high in upright)


def _is_floor(level: Iterable[Rule], y: float, left_end: float, right_end: float) -> bool:
    middle = (left_end + right_end) / 2
    return any(abs((low + high) / 2 - y) <= NEAR and left <= middle <= right for left, low, right, high in level)


def _merged(
    across: int, down: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> tuple[tuple[int, int, int, int], ...] | None:
    """Return the cells that borders leave larger than one; None where such a space is no rectangle: no table."""
    seen: set[tuple[int, int]] = set()
    areas = []
    for row in range(down):
        for column in range(across):
            if (row, column) in seen:
                continue
            space, ahead = {(row, column)}, [(row, column)]
            while ahead:
                r, c = ahead.pop()
                steps = (
                    (r, c + 1, (c + 1, r) not in walls), (r, c - 1, (c, r) not in walls),
                    (r + 1, c, (c, r + 1) not in floors), (r - 1, c, (c, r) not in floors),
                )  # fmt: skip
                for down_to, right_to, is_open in steps:
                    there = (down_to, right_to)
                    if is_open and 0 <= down_to < down and 0 <= right_to < across and there not in space:
                        space.add(there)
                        ahead.append(there)
            seen |= space
            low, right = max(r for r, _ in space), max(c for _, c in space)
            left = min(c for _, c in space)
            if left < column or len(space) != (low - row + 1) * (right - column + 1):
                return None
            if len(space) > 1:
                areas.append((row, column, low, right))
    is_frame = areas == [(0, 0, down - 1, across - 1)]
    return None if is_frame else tuple(areas)
