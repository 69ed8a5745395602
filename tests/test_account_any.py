"""Any workbook, laid out and dressed as people do at random: each cell is taken, known by its rule, or in a finding."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    REGISTER_HEADINGS,
    UNIT,
    Row,
    Sheets,
    consolidated_sheets,
    register_sheets,
    return_sheets,
    titled,
)
from tests.test_account import INTAKE, Area, book_of, stored
from tonghop.intake.account import Account, Fate, Place
from tonghop.intake.addresses import cell_place
from tonghop.officefiles.reader import Book

MORE: Row = ["2", "Đường hoa", "Bà Mai", "Dài 2 km.", None]
LIST: Sheets = {"Danh sách": titled(UNIT, LIST_HEADINGS, [*NOMINATIONS, MORE])}

NOISE: list[object] = [
    "Ghi thêm", "5 cuộc", 17.0, 2019.0, "x", "Tổng số", "Ghi chú: xem lại", "-", date(2021, 3, 4), "II", "TT",
]  # fmt: skip
ROWS: list[Row] = [
    ["II", "Nhóm khác"], [None, "Tổng cộng", None, 4], ["Người lập biểu"], ["nt"], [None, "Trong đó:"], [7],
    ["VD", "Mẫu"],
]  # fmt: skip


class Mess:
    """A workbook of the builders, laid out as people do; all that is random comes from one number."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        forms = (return_sheets, consolidated_sheets, register_sheets, lambda: LIST)
        self.sheets: Sheets = {name: list(map(list, rows)) for name, rows in self.chance.choice(forms)().items()}
        self.merged: dict[str, tuple[Area, ...]] = {}
        self.hidden: dict[str, dict[str, object]] = {}
        self.struck: dict[str, dict[Place, str]] = {}
        for _ in range(self.chance.randint(0, 4)):
            ways = [self._cell, self._tab, self._table, self._merge, self._headings, self._row]
            self.chance.choice([*ways, self._hide, self._strike])()

    def name(self) -> str:
        return self.chance.choice(list(self.sheets))

    def _cell(self) -> None:
        rows = self.sheets[self.name()]
        put(rows, self.chance.randrange(len(rows) + 8), self.chance.randrange(16), self.chance.choice(NOISE))

    def _tab(self) -> None:
        self.sheets[f"Trang {len(self.sheets)}"] = [["Ghi thêm"], [None, 5.0]]

    def _table(self) -> None:
        name = self.name()
        self.sheets[name] += [[], *titled("BẢNG PHỤ", REGISTER_HEADINGS, [[1, UNIT, "Tờ trình", "01/04/2022", 2]])]

    def _merge(self) -> None:
        name = self.name()
        row, column = self.chance.randrange(len(self.sheets[name])), self.chance.randrange(10)
        down, right = self.chance.choice([(1, 0), (0, 1), (0, 8), (2, 0), (1, 1)])
        for below in range(row, min(row + down + 1, len(self.sheets[name]))):
            values = self.sheets[name][below]
            for at in range(column, min(column + right + 1, len(values))):
                if (below, at) != (row, column):
                    values[at] = None
        self.merged[name] = (*self.merged.get(name, ()), (row, column, row + down, column + right))

    def _headings(self) -> None:
        rows = self.sheets[self.name()]
        if len(rows) > 4:
            rows.insert(self.chance.randrange(4, len(rows)), list(rows[2]))

    def _row(self) -> None:
        rows = self.sheets[self.name()]
        rows.insert(self.chance.randrange(len(rows) + 1), list(self.chance.choice(ROWS)))

    def _hide(self) -> None:
        at = self.chance.randrange(12)
        ways = ("visible", False), ("hidden_rows", ((at, at + 1),)), ("hidden_columns", ((at, at),))
        self.hidden.setdefault(self.name(), {}).update([self.chance.choice(ways)])

    def _strike(self) -> None:
        name = self.name()
        rows = self.sheets[name]
        row, column = self.chance.randrange(len(rows)), self.chance.randrange(10)
        look = self.chance.choice(("struck", "struck-in-part", "raised"))
        places = [(row, column)] if self.chance.random() < 0.5 else [(row, at) for at in range(len(rows[row]))]
        self.struck.setdefault(name, {}).update(dict.fromkeys(places, look))

    def book(self) -> Book:
        book = book_of(self.sheets, self.merged)
        dressed = (
            replace(sheet, **self.hidden.get(sheet.name, {}), looks=self.struck.get(sheet.name, {}))
            for sheet in book.sheets
        )
        return replace(book, sheets=tuple(dressed))


def put(rows: list[Row], row: int, column: int, value: object) -> None:
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value


def fate_at(account: Account, name: str, place: tuple[int, int]) -> Fate | None:
    return next(sheet.fate(*place) for sheet in account.sheets if sheet.sheet.name == name)


@given(seed=st.integers(0, 2**32))
def test_every_cell_of_any_workbook_is_accounted_for(seed: int) -> None:
    book = Mess(seed).book()
    account = INTAKE.account(book)
    for sheet, kept in zip(book.sheets, account.sheets, strict=True):
        filled = sum(value is not None for row in sheet.rows for value in row)
        assert (sheet.name, sum(map(len, kept.by_fate().values()))) == (sheet.name, filled)
    for finding in INTAKE.read(book).findings:
        if finding.cell is not None and finding.value:
            at = cell_place(finding.cell)
            assert [fate_at(account, s.name, at) for s in book.sheets if s.name == finding.sheet] == [Fate.FINDING]


@given(seed=st.integers(0, 2**32))
def test_a_cell_that_was_taken_is_missed_when_it_is_gone(seed: int) -> None:
    mess = Mess(seed)
    reading, account = INTAKE.read(mess.book()), INTAKE.account(mess.book())
    if reading.status != "accepted":
        return
    taken = [
        (sheet.sheet.name, place)
        for sheet in account.sheets
        for place in sheet.by_fate().get(Fate.TAKEN, [])
        if not says_the_usual(sheet.sheet.rows[place[0]][place[1]])
    ]
    if not taken:  # all struck through
        return
    name, (row, column) = mess.chance.choice(taken)
    mess.sheets[name][row][column] = None
    assert stored(INTAKE.read(mess.book())) != stored(reading), (name, row, column)


def says_the_usual(value: object) -> bool:
    """Would a blank be read the same: one copy, not nominated, nothing?"""
    return value in (1.0, "-", "nt")


PLACES = st.tuples(st.integers(0, 24), st.integers(0, 14))


@given(seed=st.integers(0, 2**32), place=PLACES, value=st.sampled_from(NOISE))
def test_a_cell_put_anywhere_is_stored_said_or_known_by_its_rule(
    seed: int, place: tuple[int, int], value: object
) -> None:
    mess, (row, column) = Mess(seed), place
    name = mess.name()
    rows = mess.sheets[name]
    if row < len(rows) and column < len(rows[row]) and rows[row][column] is not None:
        return
    before = INTAKE.read(mess.book())
    put(rows, row, column, value)
    after = INTAKE.read(mess.book())
    fate = fate_at(INTAKE.account(mess.book()), name, (row, column))
    assert fate is not None
    if fate is Fate.TAKEN and not says_the_usual(value) and before.status == after.status == "accepted":
        assert stored(after) != stored(before)
    if fate is Fate.FINDING:
        assert after.findings
    assert fate in KNOWN_AS.get(type(value), ()) or fate in (Fate.TAKEN, Fate.FINDING), (name, row, column, value, fate)
    if fate in (Fate.TITLE, Fate.GROUP, Fate.LABEL, Fate.SIGNATURE):
        is_title = fate is Fate.TITLE and (value, column) == ("x", 0)
        assert value not in COUNTS or is_title, (name, row, column, value, fate)


COUNTS = ("5 cuộc", 17.0, "x")
"""What is a value wherever it stands: no title, no heading of a group, nothing of a signature."""
_COUNTED = (Fate.ORDINAL, Fate.LONE_NUMBER, Fate.COLUMN_NUMBERS, Fate.TOTAL, Fate.TITLE)
KNOWN_AS: dict[type, tuple[Fate, ...]] = {str: tuple(Fate), float: _COUNTED, date: (Fate.TITLE, Fate.TOTAL)}
"""The rules that may name a value of each type."""


@given(seed=st.integers(0, 2**32))
def test_what_is_hidden_or_struck_is_said_where_it_was_taken(seed: int) -> None:
    mess = Mess(seed)
    reading, account = INTAKE.read(mess.book()), INTAKE.account(mess.book())
    if reading.status != "accepted":
        return
    for kept in account.sheets:
        sheet = kept.sheet
        taken = [place for place in kept.by_fate().get(Fate.TAKEN, []) if is_hidden(mess, sheet.name, place)]
        said = [f.slug for f in reading.findings if f.slug == "hidden-data"]
        assert not taken or said, (sheet.name, taken)
        for row, column in kept.by_fate().get(Fate.TAKEN, []):
            if (row, column) in mess.struck.get(sheet.name, {}):
                assert not isinstance(sheet.rows[row][column], float), (sheet.name, row, column)


def is_hidden(mess: Mess, name: str, place: Place) -> bool:
    hidden = mess.hidden.get(name, {})
    rows, columns = hidden.get("hidden_rows", ()), hidden.get("hidden_columns", ())
    spans = ((rows, place[0]), (columns, place[1]))
    return "visible" in hidden or any(first <= at <= last for found, at in spans for first, last in found)  # type: ignore[attr-defined]
