"""What became of each cell of a file: taken, known by a named rule, or in a finding (CONTRACT §2, nothing in silence).

The one place that keeps it. Readers of tables and labels say here what they made of rows and cells; what none of them
named is open, and whoever reads the file is not done before it is named in a finding. Pure: it knows no form.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tonghop.intake.addresses import cell_name, is_blank
from tonghop.officefiles.reader import Sheet
from tonghop.vietnamese import format_count, format_share


class Fate(StrEnum):
    """What became of a cell; the rules are those of CONTRACT §2."""

    TAKEN = "taken"
    LABEL = "label"
    HEADING = "heading"
    ORDINAL = "row-number"
    TOTAL = "total"
    TITLE = "title"
    GROUP = "group"
    COLUMN_NUMBERS = "column-numbers"
    LONE_NUMBER = "lone-number"
    NOTHING = "nothing-said"
    NOTE = "note"
    SIGNATURE = "signature"
    PROGRAM = "program"
    FINDING = "finding"


FATE_LABELS: Mapping[Fate, str] = {
    Fate.TAKEN: "Đã lấy vào số liệu",
    Fate.LABEL: "Nhãn: tên chỉ tiêu, nội dung, đơn vị tính",
    Fate.HEADING: "Tiêu đề cột",
    Fate.ORDINAL: "Số thứ tự",
    Fate.TOTAL: "Tổng cộng (chỉ để đối chiếu)",
    Fate.TITLE: "Tên biểu",
    Fate.GROUP: "Dòng chia nhóm",
    Fate.COLUMN_NUMBERS: "Số thứ tự của cột",
    Fate.LONE_NUMBER: "Số đứng một mình, như số trang",
    Fate.NOTHING: "Ghi là không có",
    Fate.NOTE: "Ghi chú cuối biểu",
    Fate.SIGNATURE: "Phần ký, nơi nhận",
    Fate.PROGRAM: "Phần của chương trình",
    Fate.FINDING: "Nêu trong lỗi, cảnh báo",
}
"""How a fate is called on screen, in the order of a legend."""

TINTS: Mapping[str, tuple[str, tuple[Fate, ...]]] = {
    "taken": ("Đã lấy vào số liệu", (Fate.TAKEN,)),
    "label": ("Nhãn, tiêu đề cột", (Fate.LABEL, Fate.HEADING)),
    "count": (
        "Số thứ tự, tổng cộng, số của cột hay trang",
        (Fate.ORDINAL, Fate.TOTAL, Fate.COLUMN_NUMBERS, Fate.LONE_NUMBER),
    ),
    "aside": (
        "Tên biểu, chia nhóm, ghi chú, phần ký, ghi là không có",
        (Fate.TITLE, Fate.GROUP, Fate.NOTE, Fate.SIGNATURE, Fate.NOTHING, Fate.PROGRAM),
    ),
    "said": ("Nêu trong lỗi, cảnh báo", (Fate.FINDING,)),
}
"""The tints of cells on screen: what each is called in the legend, and the fates that bear it."""
TINT_OF: Mapping[Fate, str] = {fate: tint for tint, (_, fates) in TINTS.items() for fate in fates}

MOST_RANGES = 20
"""Ranges of one rule that are written out in words."""

Place = tuple[int, int]
"""Row and column from zero."""


class SheetAccount:
    """The account of one tab or table. A cell's own entry counts before its row's, a row's before the sheet's."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._sheet: Fate | None = None
        self._rows: dict[int, Fate | Mapping[int, Fate]] = {}
        self._cells: dict[Place, Fate] = {}

    def put_rest(self, fate: Fate) -> None:
        """Say what all cells are that nothing else is said of."""
        self._sheet = fate

    def put_row(self, row: int, fate: Fate | Mapping[int, Fate]) -> None:
        """Say what a row's cells are, all of them or by column; what the columns leave out is open."""
        self._rows[row] = fate

    def put(self, row: int, column: int, fate: Fate) -> None:
        """Say what one cell is."""
        self._cells[row, column] = fate

    def fate(self, row: int, column: int) -> Fate | None:
        """Return what became of a cell; None where nobody said."""
        own = self._cells.get((row, column))
        if own is not None:
            return own
        whole = self._rows.get(row)
        if whole is None:
            return self._sheet
        return whole if isinstance(whole, Fate) else whole.get(column, self._sheet)

    def filled(self) -> Iterator[Place]:
        """Yield the places of all cells with content, error cells and formulas without a value among them."""
        dead = sorted({*self.sheet.errors, *self.sheet.uncalculated})
        beyond = set(dead)
        for row, values in enumerate(self.sheet.rows):
            for column, value in enumerate(values):
                if value is not None and not is_blank(value):
                    yield row, column
                    beyond.discard((row, column))
        yield from (place for place in dead if place in beyond)

    def open_cells(self) -> list[Place]:
        """Return the places of the cells with content that no rule knows and no finding names, in order."""
        if self._sheet is not None:
            return []
        found = []
        for row, values in enumerate(self.sheet.rows):
            whole = self._rows.get(row)
            if isinstance(whole, Fate):
                continue
            known = whole or {}
            for column, value in enumerate(values):
                if value is None or column in known or is_blank(value):
                    continue
                if (row, column) not in self._cells:
                    found.append((row, column))
        for place in {*self.sheet.errors, *self.sheet.uncalculated}:
            if self.fate(*place) is None:
                found.append(place)
        return sorted(set(found))

    def is_open_row(self, row: int) -> bool:
        """Was nothing said of the row as such, or that it is nothing?"""
        return not self._rows.get(row)

    def name_findings(self, places: Iterable[Place]) -> None:
        """Say of cells that a finding stands at them."""
        self._cells |= dict.fromkeys(places, Fate.FINDING)

    def by_fate(self) -> dict[Fate, list[Place]]:
        """Return the cells with content by what became of them, in the order of the legend; all are there."""
        found: dict[Fate, list[Place]] = {fate: [] for fate in FATE_LABELS}
        for row, column in self.filled():
            fate = self.fate(row, column)
            assert fate is not None, f"{self.sheet.name} {cell_name(row, column)}: in no fate"
            found[fate].append((row, column))
        return {fate: places for fate, places in found.items() if places}


@dataclass(frozen=True)
class Account:
    """The account of a file: one a tab or table, in the file's order."""

    sheets: tuple[SheetAccount, ...] = ()


def shares(account: SheetAccount) -> list[tuple[Fate, list[Place], float]]:
    """Return each rule of a sheet with its cells and its share of the sheet's cells with content (0 to 1)."""
    found = account.by_fate()
    whole = sum(map(len, found.values()))
    return [(fate, places, len(places) / whole) for fate, places in found.items()]


def as_data(account: Account) -> list[dict[str, object]]:
    """Return an account as plain values: sheet by sheet, rule by rule, the cells as ranges."""
    return [
        {
            "sheet": sheet.sheet.name or None,
            "cells": sum(1 for _ in sheet.filled()),
            "rules": [
                {"rule": fate.value, "count": len(places), "share": round(share, 4), "cells": ranges(places)}
                for fate, places, share in shares(sheet)
            ],
        }
        for sheet in account.sheets
    ]


def as_lines(account: Account) -> list[str]:
    """Return an account in words, a line a sheet and a line a rule of it."""
    lines = []
    for at, sheet in enumerate(account.sheets, 1):
        found = shares(sheet)
        count = sum(len(places) for _, places, _ in found)
        lines.append(f"  {sheet.sheet.name or f'Bảng {at}'}: {format_count(count)} ô có nội dung")
        for fate, places, share in found:
            said = ranges(places)
            more = f" … và {len(said) - MOST_RANGES} chỗ khác" if len(said) > MOST_RANGES else ""
            label = f"{FATE_LABELS[fate]} ({format_count(len(places))} ô, {format_share(share)})"
            lines.append(f"    {label}: {', '.join(said[:MOST_RANGES])}{more}")
    return lines


def blocks(places: Sequence[Place], whole_rows: Container[int] = ()) -> list[list[Place]]:
    """Return the places as contiguous blocks (side by side, below, or cornerwise), each in order of rows.

    The cells of `whole_rows` belong together, and to those of another such row above or below.
    """
    by_row: dict[int, list[Place]] = {}
    for place in places:
        by_row.setdefault(place[0], []).append(place)
    left = set(places)
    found = []
    for start in sorted(places):
        if start not in left:
            continue
        left.remove(start)
        block, edge = [start], [start]
        while edge:
            row, column = edge.pop()
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            if row in whole_rows:
                for other in (row - 1, row, row + 1):
                    if other in whole_rows:
                        near.update(left.intersection(by_row.pop(other, ())))
            left -= near
            block += near
            edge += near
        found.append(sorted(block))
    return found


def ranges(places: Sequence[Place]) -> list[str]:
    """Write places in short, as a spreadsheet does: A6:J8, B10."""
    runs: list[tuple[int, int, int]] = []  # row, first column, last column
    for row, column in sorted(places):
        if runs and runs[-1][0] == row and runs[-1][2] == column - 1:
            runs[-1] = (row, runs[-1][1], column)
        else:
            runs.append((row, column, column))
    open_areas: dict[tuple[int, int], list[int]] = {}
    areas: list[list[int]] = []
    for row, first, last in runs:
        area = open_areas.get((first, last))
        if area is not None and area[1] == row - 1:
            area[1] = row
        else:
            area = [row, row, first, last]
            open_areas[first, last] = area
            areas.append(area)
    return [
        cell_name(top, left) + ("" if (top, left) == (bottom, right) else f":{cell_name(bottom, right)}")
        for top, bottom, left, right in areas
    ]
