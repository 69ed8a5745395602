"""What a person types on screen for a unit, laid out as the sheets of form A, so that it is read like any file.

Pure: the book is made of what was typed, cell by cell as `outputs/entries.py` writes it. No rule about a value is here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tonghop import forms
from tonghop.officefiles.reader import Book, Sheet
from tonghop.plan.model import Plan

HEADING_ROW = 4
"""Zero-based: above it the unit, where the figures come from, who typed them, a blank row."""

Cell = str | int | None


@dataclass(frozen=True)
class Entry:
    """What was typed for a unit. `source` says where it stands ("Báo cáo số 12-BC/ĐU, trang 3").

    `sheets`: the form's sheet name -> rows, each in the order of the form's columns; of `Thông tin` (label, value).
    Only the sheets named are carried; a row without any value is left out.
    """

    unit_id: str
    source: str
    typed_by: str
    sheets: Mapping[str, Sequence[Sequence[Cell]]]


def entry_book(plan: Plan, entry: Entry) -> Book:
    """Lay an entry out as a workbook: one sheet a sheet of the form, in the form's order."""
    tables = forms.unit_return_tables(plan.years)
    head: list[list[object]] = [
        [f"{forms.UNIT_HEADING}: {plan.unit_by_id[entry.unit_id].name}"],
        [f"Nguồn số liệu: {entry.source}"],
        [f"Nhập trên màn hình: {entry.typed_by}"],
        [],
    ]
    sheets = []
    for name in (forms.INFO, *tables):
        if name in entry.sheets:
            rows = [list(map(_given, row)) for row in entry.sheets[name]]
            filled = [row for row in rows if any(value is not None for value in row)]
            headings: list[object] = [column.heading for column in tables[name].columns] if name in tables else []
            sheets.append(Sheet(name, [*map(list, head), headings, *map(_ended, filled)]))
    return Book("workbook", tuple(sheets))


def _given(value: Cell) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _ended(row: list[object]) -> list[object]:
    """A row up to its last value, as rows of files are."""
    while row and row[-1] is None:
        row = row[:-1]
    return row
