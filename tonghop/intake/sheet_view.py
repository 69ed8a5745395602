"""What of a file is shown beside a number: its tabs, a window of a sheet, the cell asked for, what was found where.

Pure: a file's sheets go in, frozen values come out. It reads no file and knows no screen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from tonghop import forms
from tonghop.intake.account import Fate, SheetAccount
from tonghop.intake.addresses import HEADING_ROWS, cell_name, cell_place, column_name, heading_key, is_blank
from tonghop.intake.cells import as_text
from tonghop.intake.headings import first_heading, heading_matches
from tonghop.intake.identify import recognised_sheets
from tonghop.officefiles.reader import Book, Sheet
from tonghop.plan.model import Plan

ROWS, COLUMNS = 200, 30
"""A window's most rows and columns."""
BEFORE = 4
"""Rows and columns of a long sheet that stand before the one asked for, so that it is seen among its own."""
NEAR = 14
"""A row this near the top is in sight where the sheet begins."""
ROOM = 3
"""Empty columns that a title needs on its right to run on over them."""
LONGEST = 400
"""Characters of a cell in the window; the cell asked for is given whole."""
NEVER_CALCULATED = "(công thức chưa tính)"

Place = tuple[int, int | None]
"""Row and column from zero; no column: the whole row."""
Area = tuple[int, int, int, int]
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a workbook or a table of a Word file: its place in the book, and what it is called there.

    `name` is the form's own name of the sheet, which figures and findings carry; None where it is none of the form's.
    """

    at: int
    title: str
    name: str | None
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """What was found at a cell."""

    is_error: bool
    message: str


Notes = Mapping[tuple[int, int], tuple[Note, ...]]
NOTHING: Notes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown; `rows` and `columns` are how many it takes up. Error cells and the like are `is_dead`.

    `is_alone`: a text with nothing beside it in its row, such as a title, which runs on over the empty cells.
    `fate` is what became of it when the file was read, where that is to be shown.
    """

    text: str
    rows: int = 1
    columns: int = 1
    is_number: bool = False
    is_dead: bool = False
    is_asked: bool = False
    is_alone: bool = False
    notes: tuple[Note, ...] = ()
    fate: Fate | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a window with its number as people count; cells that others reach over are left out."""

    number: int
    cells: tuple[Cell, ...]
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a sheet. `head`: the table's heading rows, where the part begins below them; `letters` of columns."""

    letters: tuple[str, ...]
    head: tuple[Line, ...]
    lines: tuple[Line, ...]


# -- tabs ----------------------------------------------------------------------------------------------------


def tabs_of(book: Book, plan: Plan, form: str | None) -> tuple[Tab, ...]:
    """Return what can be looked at, in the file's order; what a template keeps hidden for itself is left out."""
    if book.kind == "word":
        return tuple(
            Tab(at, f"Bảng {at + 1}", forms.NOMINATION_TABLE.sheet if _holds_nominations(sheet) else None)
            for at, sheet in enumerate(book.sheets)
        )
    names = {id(sheet): name for name, sheet in recognised_sheets(book, plan).items()}
    found = []
    for at, sheet in enumerate(book.sheets):
        if sheet.name in (forms.STAMP, forms.LISTS):
            continue
        name = names.get(id(sheet))
        if form == forms.NOMINATION_LIST and _holds_nominations(sheet):
            name = forms.NOMINATION_TABLE.sheet
        found.append(Tab(at, sheet.name, name, sheet.visible))
    return tuple(found)


def find_tab(book: Book, tabs: Sequence[Tab], wanted: str | None, place: Place | None = None) -> Tab | None:
    """Return the tab that is meant: by the form's name of the sheet, else by its own; None where there is none.

    Of several the first that holds a value at `place`. Without a name: the list of a Word file, else the first visible.
    """
    if not wanted:
        lists = [tab for tab in tabs if book.kind == "word" and tab.name]
        return next(iter([*lists, *(tab for tab in tabs if tab.is_visible), *tabs]), None)
    key = heading_key(wanted)
    alike = (
        [tab for tab in tabs if tab.name == wanted],
        [tab for tab in tabs if tab.title == wanted],
        [tab for tab in tabs if key and heading_key(tab.title) == key],
    )
    meant = next(filter(None, alike), [])
    return next((tab for tab in meant if place and text_at(book.sheets[tab.at], place)), next(iter(meant), None))


def heading_rows(tab: Tab, sheet: Sheet, plan: Plan, form: str | None) -> range:
    """Return the rows of the table's headings; none where the tab holds no table of the form."""
    table = _tables(plan, form).get(tab.name or "")
    if table is None:
        return range(0)
    top = Sheet(sheet.name, sheet.rows[: HEADING_ROWS + 2])
    heading = first_heading(top, table)
    return range(heading.first, heading.last + 1) if heading else range(0)


def _tables(plan: Plan, form: str | None) -> Mapping[str, forms.Table]:
    tables = dict(forms.unit_return_tables(plan.years))
    if form in (forms.CONSOLIDATED, forms.REGISTER):
        tables |= forms.consolidated_tables(plan.years)
    return tables | {forms.RECEIPTS: forms.RECEIPT_TABLE, forms.NOMINATION_TABLE.sheet: forms.NOMINATION_TABLE}


def _holds_nominations(sheet: Sheet) -> bool:
    return "name" in heading_matches(sheet, forms.NOMINATION_TABLE)


# -- places --------------------------------------------------------------------------------------------------


def place_of(cell: str | None) -> tuple[int, int] | None:
    """Return the place of an address such as D7 or d7; None for what is none."""
    written = (cell or "").strip().upper()
    return cell_place(written) if _ADDRESS.fullmatch(written) else None


def name_of(place: Place) -> str:
    """Return a place as people say it: D7; a row as "dòng 7"."""
    row, column = place
    return f"dòng {row + 1}" if column is None else cell_name(row, column)


def notes_at(
    book: Book, tabs: Sequence[Tab], findings: Iterable[tuple[str, str | None, str | None, str]]
) -> dict[int, dict[tuple[int, int], tuple[Note, ...]]]:
    """Sort findings (severity, sheet, cell, message) by the tab's place in the book and the cell; others are left."""
    found: dict[int, dict[tuple[int, int], tuple[Note, ...]]] = {}
    for severity, sheet, cell, message in findings:
        place = place_of(cell)
        tab = find_tab(book, tabs, sheet, place) if sheet and place else None
        if tab is not None and place is not None:
            at = found.setdefault(tab.at, {})
            at[place] = (*at.get(place, ()), Note(severity == "error", message))
    return found


def extent(sheet: Sheet, notes: Notes = NOTHING) -> tuple[int, int]:
    """Return how many rows and columns hold something: a value, an error, or a finding at an empty cell."""
    places = [*sheet.errors, *sheet.uncalculated, *notes]
    rows = max([len(sheet.rows), *(row + 1 for row, _ in places)])
    columns = max([max(map(len, sheet.rows), default=0), *(column + 1 for _, column in places)])
    return rows, columns


def parts(count: int, size: int, asked: int | None = None, near: int = NEAR) -> tuple[range, ...]:
    """Divide so many rows or columns into parts of at most `size`.

    The part that holds the one asked for begins shortly before it, unless that is near the beginning anyway.
    """
    first = 0 if asked is None or asked < near else (asked - BEFORE) % size
    starts = [*([0] if first else []), *range(first, count, size)]
    return tuple(range(start, end) for start, end in pairwise([*starts, count]))


def part_of(divided: Sequence[range], asked: int | None) -> int:
    """Return the number, from 1, of the part that holds what is asked for; else the first."""
    return next((at for at, part in enumerate(divided, 1) if asked is not None and asked in part), 1)


# -- cells ---------------------------------------------------------------------------------------------------


def text_at(sheet: Sheet, place: Place) -> str:
    """Return the whole text of a cell, of a merged one wherever in it; of a row its texts side by side."""
    row, column = place
    if column is None:
        values = sheet.rows[row] if row < len(sheet.rows) else []
        return " · ".join(filter(None, (_text(sheet, row, at) for at in range(len(values)))))
    text = _text(sheet, row, column)
    if text:
        return text
    area = next((area for area in sheet.merged if _holds(area, row, column)), None)
    return _text(sheet, area[0], area[1]) if area else ""


def window(
    sheet: Sheet,
    rows: range,
    columns: range,
    *,
    asked: Place | None = None,
    notes: Notes = NOTHING,
    head: range = range(0),
    account: SheetAccount | None = None,
) -> Window:
    """Return a part of a sheet; its heading rows once more on top, where the part begins below them.

    With an account each cell says what became of it.
    """
    letters = tuple(column_name(column) for column in columns)
    is_below = bool(head) and head.stop <= rows.start
    above = _lines(sheet, head, columns, None, NOTHING) if is_below else ()
    return Window(letters, above, _lines(sheet, rows, columns, asked, notes, account))


def _lines(
    sheet: Sheet,
    rows: range,
    columns: range,
    asked: Place | None,
    notes: Notes,
    account: SheetAccount | None = None,
) -> tuple[Line, ...]:
    areas, hidden = _merged(sheet, rows, columns)
    lines = []
    for row in rows:
        is_asked = asked == (row, None)
        cells = []
        alone = _alone(sheet, row, columns)
        for column in columns:
            if (row, column) in hidden:
                continue
            cell = replace(_cell(sheet, row, column, notes), is_alone=column == alone)
            if area := areas.get((row, column)):
                cell = _merged_cell(sheet, cell, area, rows, columns, notes)
            at = area or (row, column, row, column)
            if account is not None and cell.text:
                cell = replace(cell, fate=account.fate(at[0], at[1]))
            is_meant = asked is not None and asked[1] is not None and _holds(at, asked[0], asked[1])
            cells.append(replace(cell, is_asked=True) if is_meant else cell)
        lines.append(Line(row + 1, tuple(cells), is_asked))
    return tuple(lines)


def _alone(sheet: Sheet, row: int, columns: range) -> int | None:
    """The column of a row's only text, where there is room to its right; None elsewhere."""
    filled = [column for column in columns if _text(sheet, row, column)]
    if len(filled) != 1 or columns.stop - filled[0] <= ROOM:
        return None
    value = _value(sheet, row, filled[0])
    return filled[0] if isinstance(value, str) and "\n" not in value else None


def _merged(sheet: Sheet, rows: range, columns: range) -> tuple[dict[tuple[int, int], Area], set[tuple[int, int]]]:
    """Merged areas by the first of their cells in the window, and the cells they hide.

    One that hides a value, or lies over another, is shown as single cells: what was read must be seen.
    """
    areas: dict[tuple[int, int], Area] = {}
    hidden: set[tuple[int, int]] = set()
    taken: set[tuple[int, int]] = set()
    for area in sheet.merged:
        top, left, bottom, right = area
        if (max(top, rows.start), max(left, columns.start)) in taken:
            continue
        reach = [
            (row, column)
            for row in range(max(top, rows.start), min(bottom + 1, rows.stop))
            for column in range(max(left, columns.start), min(right + 1, columns.stop))
        ]
        covers_value = any(place != (top, left) and _text(sheet, *place) for place in reach)
        if reach and not covers_value and taken.isdisjoint(reach):
            areas[reach[0]] = area
            hidden.update(reach[1:])
            taken.update(reach)
    return areas, hidden


def _merged_cell(sheet: Sheet, cell: Cell, area: Area, rows: range, columns: range, notes: Notes) -> Cell:
    """The cell of a merged area: the value of its top left, over as much of it as lies in the window."""
    top, left, bottom, right = area
    first = _cell(sheet, top, left, notes)
    inside = [note for place, found in sorted(notes.items()) if _holds(area, *place) for note in found]
    return replace(
        first,
        rows=min(bottom + 1, rows.stop) - max(top, rows.start),
        columns=min(right + 1, columns.stop) - max(left, columns.start),
        notes=tuple(inside),
    )


def _cell(sheet: Sheet, row: int, column: int, notes: Notes) -> Cell:
    text = _text(sheet, row, column)
    return Cell(
        text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…",
        is_number=type(_value(sheet, row, column)) in (int, float),
        is_dead=(row, column) in sheet.errors or (row, column) in sheet.uncalculated,
        notes=notes.get((row, column), ()),
    )


def _value(sheet: Sheet, row: int, column: int) -> object:
    return sheet.rows[row][column] if row < len(sheet.rows) and column < len(sheet.rows[row]) else None


def _text(sheet: Sheet, row: int, column: int) -> str:
    """A cell as people read it: 12.0 as 12, a day as 05/04/2022, 0.30000000000000004 as 0.3."""
    if (row, column) in sheet.errors:
        return sheet.errors[row, column]
    if (row, column) in sheet.uncalculated:
        return NEVER_CALCULATED
    value = _value(sheet, row, column)
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return as_text(float(f"{value:.15g}") if isinstance(value, float) else value) or ""


def _holds(area: Area, row: int, column: int) -> bool:
    top, left, bottom, right = area
    return top <= row <= bottom and left <= column <= right
