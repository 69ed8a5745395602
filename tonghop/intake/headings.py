"""Finds a form's headings in a sheet: in the first 30 rows, over up to three rows, and where they come again.

It knows headings only; what stands below them is another's (CONTRACT §2).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from tonghop.forms import Table
from tonghop.intake.addresses import HEADING_ROWS, ORDINALS, heading_key, is_blank
from tonghop.officefiles.reader import Sheet

MOST_ROWS = 3
"""Rows that one heading may take up."""
YEARS = range(1900, 2200)
"""Numbers that may be headings."""
LONGEST = 120
"""Characters of a cell that may still be a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a form: its first and last row, and the columns by key.

    `twice` are the places of headings of the form that stand once more in it; `others` the texts of its rows by
    column that are no heading of the form, the lowest of each column.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    twice: tuple[tuple[int, int], ...] = ()
    others: Mapping[int, tuple[int, str]] | None = None

    def missing(self, table: Table) -> tuple[str, ...]:
        return tuple(column.key for column in table.columns if column.required and column.key not in self.columns)


class Known(dict[str, str]):
    """A table's headings as they are compared, and their columns' keys; `ends` is all that such a heading ends with."""

    def __init__(self, table: Table) -> None:
        super().__init__((heading_key(column.heading), column.key) for column in table.columns)
        written = (*self, *ORDINALS) if "tt" in self else tuple(self)
        self.ends = {key[at:] for key in written for at in range(len(key) + 1)}


@lru_cache(maxsize=64)
def headings_of(table: Table) -> Known:
    """Return the table's headings as they are compared, and their columns' keys."""
    return Known(table)


def first_heading(sheet: Sheet, table: Table) -> Heading | None:
    """Return the first heading with all required columns, else the one that names most; None where there is none."""
    known = headings_of(table)
    required = {column.key for column in table.columns if column.required}
    best: Heading | None = None
    for number in range(min(HEADING_ROWS, len(sheet.rows))):
        found = heading_at(sheet, number, known)
        if found is None:
            continue
        if required and required <= found.columns.keys() and len(found.columns) > 1:
            return found
        if best is None or len(found.columns) > len(best.columns):
            best = found
            if len(best.columns) == len(known):
                break
    return best


def heading_matches(sheet: Sheet, table: Table) -> set[str]:
    """Return the keys of the table's columns that the likeliest heading names."""
    found = first_heading(sheet, table)
    return set(found.columns) if found else set()


def heading_again(
    sheet: Sheet, row: int, filled: Sequence[tuple[int, object]], known: Known, name: str
) -> Heading | None:
    """Return the heading that begins in a row below the first one; None where the row is none."""
    if not any(_key(value) in known for _, value in filled[:2] if type(value) is not float or value in YEARS):
        return None
    found = heading_at(sheet, row, known)
    if found is None or len(found.columns) < 2:
        return None
    own = sum(1 for at, _ in filled if at in found.columns.values())
    is_whole = all(_key(value) in known for _, value in filled)
    return found if is_whole or (name in found.columns and own * 2 >= len(filled)) else None


def heading_at(sheet: Sheet, number: int, known: Known) -> Heading | None:
    """Return the heading that begins in this row, over as many rows below as go on with it; None where none begins."""
    columns, twice = _matches(sheet, number, known)
    last = number
    deepest = [number + down for down in range(1, MOST_ROWS) if _could_end(sheet, number + down, known)]
    if deepest and (columns or _could_begin(sheet.rows[number])):
        deeper = {row: _deeper(sheet, number, row, columns, known) for row in deepest}
        most = max(deeper, key=lambda row: len(deeper[row]))
        if deeper[most]:
            columns, last = columns | deeper[most], most
    if not columns:
        return None
    return Heading(
        number,
        last,
        columns,
        tuple((number, at) for at in twice),
        dict(_others(sheet.rows[number : last + 1], number, set(columns.values()))),
    )


def _key(value: object) -> str:
    if isinstance(value, str) and len(value) > LONGEST:
        return ""
    return heading_key(value)


def _keys(sheet: Sheet, number: int) -> tuple[dict[int, str], frozenset[str]]:
    """What the cells of a row that are not blank are compared by, by column, and the same as a set."""
    kept = sheet.heading_keys.get(number)
    if kept is None:
        keys = {at: _key(value) for at, value in enumerate(sheet.rows[number]) if not is_blank(value)}
        kept = sheet.heading_keys[number] = keys, frozenset(keys.values())
    return kept


def _matches(sheet: Sheet, number: int, known: Known) -> tuple[dict[str, int], list[int]]:
    """The columns that a row names, and the places where it names one of them again."""
    keys, written = _keys(sheet, number)
    columns: dict[str, int] = {}
    twice: list[int] = []
    if known.keys().isdisjoint(written):
        return columns, twice
    for at, said in keys.items():
        key = known.get(said)
        if key is not None and columns.setdefault(key, at) != at:
            twice.append(at)
    return columns, twice


def _could_end(sheet: Sheet, number: int, known: Known) -> bool:
    """Is each cell of a row the last part of a heading of the form?"""
    if number >= len(sheet.rows):
        return False
    keys, written = _keys(sheet, number)
    return bool(keys) and written <= known.ends


def _could_begin(row: Sequence[object]) -> bool:
    """Has the row two texts or more, as the upper row of headings whose words are split over rows?"""
    return sum(isinstance(value, str) and 0 < len(value.strip()) <= LONGEST for value in row) >= 2


def _deeper(
    sheet: Sheet, first: int, last: int, above: Mapping[str, int], known: Known
) -> dict[str, int]:
    """The further columns that a heading over these rows names; none where the rows do not go on with it.

    Years stand below one merged cell, a heading's words below each other. What goes on with a heading stands in
    columns that have none yet, and its last row is nothing but headings of the form.
    """
    rows = sheet.rows[first : last + 1]
    filled = {at for number in range(first + 1, last + 1) for at in _keys(sheet, number)[0]}
    if filled & set(above.values()) or not all(map(_is_text, chain(*rows[1:-1]))):
        return {}
    found: dict[str, int] = {}
    begins = bool(above)  # without a heading of its own, the first row must give a part of one
    for at in sorted(filled):
        parts = [row[at] if at < len(row) and not is_blank(row[at]) else None for row in rows]
        start, key = next(((start, known[k]) for start, k in _readings(parts) if k in known), (0, None))
        if key is not None and key not in above and key not in found:
            found[key] = at
            begins |= start == 0
        elif parts[-1] is not None:
            return {}
    return found if begins else {}


def _readings(parts: Sequence[object]) -> Iterator[tuple[int, str]]:
    """A column's cells as a heading, and the row it begins in: the lowest cell alone, then with those above it."""
    filled = [at for at, part in enumerate(parts) if part is not None]
    for start in reversed(filled):
        said = [part for part in parts[start:] if part is not None]
        yield start, _key(said[0]) if len(said) == 1 else _key(" ".join(map(_said, said)))


def _said(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str) or bool(heading_key(value))


def _others(rows: Sequence[Sequence[object]], first: int, taken: set[int]) -> Iterator[tuple[int, tuple[int, str]]]:
    for down, row in enumerate(rows):
        for at, value in enumerate(row):
            if at not in taken and isinstance(value, str) and value.strip():
                yield at, (first + down, value)
