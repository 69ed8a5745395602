"""What merged cells, "như trên" and several lines in one cell say of a table's rows (CONTRACT §2).

Gives a sheet as it is meant: each row of data whole, so that who reads it knows nothing of how it was laid out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tonghop.forms import Table
from tonghop.intake.addresses import is_blank
from tonghop.intake.table_layout import Row, identity, tops_of_merged
from tonghop.officefiles.reader import Sheet
from tonghop.vietnamese import clean, fold_key, text_key

JOINED = frozenset({"implementer", "summary", "remark", "text", "title", "type"})
"""Columns of free text: what stands in the rows of one name is put together, a line each."""
ITS_OWN = frozenset({"ordinal", "indicator", "unit", "total"})
"""Columns in which a merged cell speaks for its first row only, or that others look after."""
LONGEST_DITTO = 20
MOST_ABOVE = 100
"""Rows upward in which "as above" finds what it means."""
_DITTO = frozenset(
    {"nt", "nhutren", "nhudongtren", "nhuhangtren", "nhuotren", "nhumuctren", "tuongtu", "tuongtunhutren"}
    | {"giongtren", "giongnhutren"}
)
_QUOTES = re.compile(r"[\s\"'“”„‟″〃´`’‘,.…\-–—]+")
_STROKES = re.compile(r"[\s.…\-–—]*(?://|\\\\)[\s.…\-–—]*")
_NUMBERED = re.compile(r"(?:^|\s)\(?(\d{1,2})[.)]\s+")
_BULLET = re.compile(r"(?:\d{1,2}\s*[.)]|[-–+•*])(?!\d)\s*")


@dataclass(frozen=True)
class Spread:
    """A sheet as it is meant, and the places of cells of which one row could keep only one value."""

    sheet: Sheet
    several: tuple[tuple[int, int], ...]


def spread(sheet: Sheet, table: Table, rows: Sequence[Row]) -> Spread:
    """Fill merged cells down, put rows of one name together, and replace "nt" by the cell above."""
    changed: dict[int, list[object]] = {}
    several: list[tuple[int, int]] = []

    def put(row: int, column: int, value: object) -> None:
        values = changed.setdefault(row, list(sheet.rows[row]))
        values += [None] * (column + 1 - len(values))
        values[column] = value

    def at(row: int, column: int) -> object:
        values = changed.get(row) or (sheet.rows[row] if row < len(sheet.rows) else [])
        value = values[column] if column < len(values) else None
        return None if is_blank(value) else value

    key = identity(table)
    if sheet.merged:
        years = {column.key for column in table.columns if column.key.isdigit()}
        fixed = ITS_OWN | years | {key}
        tops: dict[int, dict[int, int]] = {}
        data = {row.number for row in rows}
        for row in rows:
            for name, column in row.columns.items():
                if name in fixed:
                    continue
                if column not in tops:
                    tops[column] = tops_of_merged(sheet, column)
                top = tops[column].get(row.number, row.number)
                if top != row.number and top in data and at(row.number, column) is None:
                    value = at(top, column)
                    if value is not None:
                        put(row.number, column, value)
        for row in rows:
            for below in row.below:
                several += _put_together(row, below, at, put)
    for place, row in enumerate(rows):
        values = changed.get(row.number) or (sheet.rows[row.number] if row.number < len(sheet.rows) else [])
        if any(type(value) is str and len(value) <= LONGEST_DITTO and is_ditto(value) for value in values):
            for name, column in row.columns.items():
                value = at(row.number, column)
                if isinstance(value, str) and len(value) <= LONGEST_DITTO and is_ditto(value):
                    above = _above(rows[max(0, place - MOST_ABOVE) : place], name, at)
                    if above is not None:
                        put(row.number, column, above)
    if not changed:
        return Spread(sheet, ())
    return Spread(replace(sheet, rows=[changed.get(at, row) for at, row in enumerate(sheet.rows)]), tuple(several))


def _put_together(
    row: Row, below: int, at: Callable[[int, int], object], put: Callable[[int, int, object], None]
) -> Iterator[tuple[int, int]]:
    """Put what stands in a row below into the row of its name; yield the places of which it could keep only one."""
    for name, column in row.columns.items():
        further, own = at(below, column), at(row.number, column)
        if further is None or name == "ordinal":
            continue
        if own is None:
            put(row.number, column, further)
        elif further != own and not (isinstance(own, str) and isinstance(further, str) and _same(own, further)):
            if name in JOINED and isinstance(own, str):
                put(row.number, column, f"{own}\n{further}")
            yield below, column


def _above(rows: Sequence[Row], name: str, at: Callable[[int, int], object]) -> object:
    """The value of the nearest row above that has one in this column; its own "as above" is filled in already."""
    for row in reversed(rows):
        value = at(row.number, row.columns[name]) if name in row.columns else None
        if value is not None:
            return value
    return None


def _same(one: str, other: str) -> bool:
    return text_key(one) == text_key(other)


@lru_cache(maxsize=4096)
def is_ditto(text: str) -> bool:
    """Does a cell say "as above": nt, -nt-, như trên, a ditto sign?"""
    said = text.strip()
    if not _QUOTES.sub("", said):
        return any(sign in said for sign in "\"“”„‟″〃''") and len(said.strip(" .…-–—")) <= 4
    return fold_key(said) in _DITTO or bool(_STROKES.fullmatch(said))


def lines_of(value: object) -> list[str]:
    """Return what stands in one cell, one a line or numbered; a cell of one thing is a list of one."""
    if not isinstance(value, str):
        return []
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if len(lines) < 2:
        numbers = list(_NUMBERED.finditer(value))
        if len(numbers) < 2 or [int(n[1]) for n in numbers] != list(range(1, len(numbers) + 1)):
            return [clean(value)]
        if value[: numbers[0].start()].strip():
            return [clean(value)]
        ends = [n.start() for n in numbers[1:]] + [len(value)]
        lines = [value[n.end() : end].strip() for n, end in zip(numbers, ends, strict=True)]
    return [_BULLET.sub("", line, count=1) if _BULLET.match(line) else line for line in lines]


def names_in(value: object) -> list[str]:
    """Return the names in one cell; a name that only goes on in a second line is one."""
    if not isinstance(value, str) or ("\n" not in value and not _NUMBERED.match(value.lstrip())):
        return []
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if len(lines) > 1 and not all(line[:1].isupper() or line[:1].isdigit() or _BULLET.match(line) for line in lines):
        return []
    found = lines_of(value)
    return found if len(found) > 1 else []


def parted(sheet: Sheet, table: Table, row: Row) -> list[Sheet] | None:
    """Return a sheet for each of several names in a row's cell; none where it is one name, None where it is unclear.

    They are several only where all other cells of the row, its number apart, hold as many lines or numbers.
    """
    key = identity(table)
    values = sheet.rows[row.number] if row.number < len(sheet.rows) else []
    column = row.columns.get(key, -1) if key else -1
    if not 0 <= column < len(values):
        return []
    count = len(names_in(values[column]))
    if count < 2:
        return []
    parts: list[list[object]] = [list(values) for _ in range(count)]
    for name, at in row.columns.items():
        value = values[at] if at < len(values) else None
        if name in ("ordinal", "unit") or is_blank(value):
            continue
        lines = lines_of(value)
        if len(lines) != count:
            return None
        for part, line in zip(parts, lines, strict=True):
            part[at] = line
    return [replace(sheet, rows=[*sheet.rows[: row.number], part, *sheet.rows[row.number + 1 :]]) for part in parts]
