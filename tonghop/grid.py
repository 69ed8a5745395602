"""Finds a form's table in a sheet: its heading row, its columns, and which rows are data (CONTRACT §2).

Knows how offices lay out a page (titles, group rows, totals, signatures), not what a column means.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from tonghop.forms import Column, Table
from tonghop.sheets import Sheet
from tonghop.vietnamese import fold_key, parse_count

HEADING_ROWS = 30
TOTALS = frozenset({"cong", "tongcong", "tongso"})
_ORDINALS = frozenset({"stt", "sott"})
_COUNTED_TOTAL = re.compile(r"(?:tổng\s+)?(?:cộng|số)\s*:?\s*\d+\s*(?:mô hình|người|văn bản|bộ)?\s*\.?", re.IGNORECASE)
_COLUMN_SUM = re.compile(r"\(?(\d{1,2})\)?\s*=[\s\d()+.…]+")
MARKS = frozenset("xvc")  # x, v for a tick, c for có: Roman numerals, too
_ROMAN = re.compile(r"[IVXLC]+[.)]?", re.IGNORECASE)
_ROMAN_HEADING = re.compile(r"\s*[IVXLC]+[.)]\s*[^\W\d]", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(người lập( biểu)?|t\s*/\s*m|tm\.|k\s*/\s*t|kt\.|nơi nhận|(\*\s*)?ghi chú\s*:)", re.IGNORECASE
)
_SECRETARY = re.compile(r"(phó )?bí thư\b", re.IGNORECASE)


@cache
def column_name(column: int) -> str:
    """Return the letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the address of a zero-based place: (6, 3) is D7."""
    return f"{column_name(column)}{row + 1}"


def cell_place(cell: str) -> tuple[int, int]:
    """Return the zero-based place of an address: D7 is (6, 3)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def heading_key(value: object) -> str:
    """Return what a heading is compared by; "Năm 2017", "2017" and the number 2017 are the same, STT is TT."""
    if isinstance(value, str):
        key = fold_key(value)
        if key in _ORDINALS:
            return "tt"
        return key[3:] if key.startswith("nam") and key[3:].isdigit() else key
    if isinstance(value, float | int) and not isinstance(value, bool) and float(value).is_integer():
        return str(int(value))
    return ""


@dataclass(frozen=True)
class Found:
    """A table in a sheet. `columns`: key -> column; `strange`: columns below no heading of the form, that hold data.

    `rows` are the data rows only; `heading_row` is None where no heading was found.
    """

    heading_row: int | None
    columns: Mapping[str, int]
    missing: tuple[Column, ...]
    strange: tuple[int, ...]
    rows: tuple[int, ...]


def find_table(sheet: Sheet, table: Table, is_known: Callable[[object], bool] = lambda name: False) -> Found:
    """Find `table` in `sheet`; a row whose name `is_known` is data whatever else it looks like."""
    headings = {heading_key(column.heading): column.key for column in table.columns}
    heading_row, columns, last_row = _heading(sheet, headings)
    missing = tuple(c for c in table.columns if c.required and c.key not in columns)
    if heading_row is None or missing:
        return Found(heading_row, columns, missing, (), ())
    heading_rows = sheet.rows[heading_row : last_row + 1]
    rows = tuple(_data_rows(sheet, table, columns, last_row + 1, headings, heading_rows, is_known))
    known = set(columns.values())
    strange = sorted(
        {
            at
            for row in rows
            for at, value in enumerate(sheet.rows[row] if row < len(sheet.rows) else ())
            if at not in known and not is_blank(value)
        }
    )
    return Found(heading_row, columns, (), tuple(strange), rows)


def heading_matches(sheet: Sheet, table: Table) -> set[str]:
    """Return the keys of the table's columns that the likeliest heading row names."""
    return set(_heading(sheet, {heading_key(c.heading): c.key for c in table.columns})[1])


def _heading(sheet: Sheet, headings: Mapping[str, str]) -> tuple[int | None, dict[str, int], int]:
    at: int | None = None
    best: dict[str, int] = {}
    last = 0
    for number, row in enumerate(sheet.rows[:HEADING_ROWS]):
        columns, end = _matches(row, headings), number
        below = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else []
        if columns and _continues_heading(below, columns, headings):
            # a heading of two rows: the years stand below one merged cell
            columns, end = _matches(below, headings) | columns, number + 1
        if len(columns) > len(best):
            at, best, last = number, columns, end
            if len(best) == len(headings):  # no row below can name more
                break
    return at, best, last


def _matches(row: list[object], headings: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, value in enumerate(row):
        if value is not None:
            key = headings.get(heading_key(value))
            if key is not None:
                columns.setdefault(key, at)
    return columns


def _continues_heading(row: list[object], above: Mapping[str, int], headings: Mapping[str, str]) -> bool:
    filled = {at for at, value in enumerate(row) if not is_blank(value)}
    if not filled or filled & set(above.values()):
        return False
    below = _matches(row, headings)
    return len(below) == len(filled) and not below.keys() & above.keys()


def _data_rows(
    sheet: Sheet,
    table: Table,
    columns: Mapping[str, int],
    first: int,
    headings: Mapping[str, str],
    heading_rows: list[list[object]],
    is_known: Callable[[object], bool],
) -> list[int]:
    ordinal = columns.get("ordinal", -1)
    repeated = {keys[0]: keys for keys in map(_keys, heading_rows)}
    # "Tổng cộng" stands in a name's place, or in the ordinal's where the two are merged
    names = {columns[key] for key in ("ordinal", "unit", table.name_column) if key in columns}
    name = columns.get(table.name_column, -1)
    # a total that is wrong or never calculated makes no row of data
    total = columns.get("total", -1)
    faulty = {row for row, column in (*sheet.errors, *sheet.uncalculated) if column != total}
    rows = []
    below = max(first, len(sheet.rows))  # a row of nothing but such cells may stand there, however far away
    for number in (*range(first, len(sheet.rows)), *sorted(row for row in faulty if row >= below)):
        row = sheet.rows[number] if number < len(sheet.rows) else []
        filled = [(at, value) for at, value in enumerate(row) if not is_blank(value)]
        if not filled and number not in faulty:
            continue
        again = repeated.get(heading_key(filled[0][1])) if filled else None
        is_again = bool(again) and again == _keys(row)  # may say "Ghi chú:", which ends no table here
        numbered = 0 <= ordinal < len(row) and _is_number(row[ordinal])
        is_of_form = numbered or (0 <= name < len(row) and is_known(row[name]))
        if not (is_of_form or is_again) and any(is_signature(v, is_alone=len(filled) == 1) for _, v in filled):
            break
        if any(at in names and is_total(value) for at, value in filled):
            continue
        if number in faulty or not (is_again or _is_furniture(filled, columns, name, headings)):
            rows.append(number)
    return rows


def _keys(row: list[object]) -> list[str]:
    """The row as headings are compared, without its blank cells."""
    return [heading_key(value) for value in row if not is_blank(value)]


def is_signature(value: object, is_alone: bool = True) -> bool:
    """Is this the start of what follows a table: who signs, who gets it, notes?

    A long text that begins with "Bí thư" and has others beside it is what a row says of a secretary.
    """
    if not isinstance(value, str):
        return False
    text = value.lstrip()
    if _SIGNATURE.match(text):
        return True
    return bool(_SECRETARY.match(text)) and (is_alone or len(text.split()) <= 5)


def _is_number(value: object) -> bool:
    """Is this a number and nothing else, however it is typed: 1, 01, "1.", "2)", 1.5?"""
    if isinstance(value, str):
        value = value.strip().rstrip(".)")
    return not is_blank(value) and parse_count(value).problem != "not-a-number"


def _is_group(filled: list[tuple[int, object]], columns: Mapping[str, int], name: int) -> bool:
    """Are these two cells a Roman numeral and a heading? An x for "yes" beside a name is no numeral."""
    ordinal, marks = columns.get("ordinal"), columns.get("nominated")
    for (at, roman), (beside, title) in (filled, reversed(filled)):
        if isinstance(roman, str) and isinstance(title, str) and _ROMAN.fullmatch(roman.strip()):
            is_mark = at == marks and beside == name and roman.strip().lower() in MARKS
            if at == ordinal or (at < beside and not is_mark):
                return parse_count(title).value is None
    return False


def _is_furniture(
    filled: list[tuple[int, object]], columns: Mapping[str, int], name: int, headings: Mapping[str, str]
) -> bool:
    """Is this row no data: a lone number, a group heading, the headings once more, the columns' numbers?"""
    values = [value for _, value in filled]
    if len(values) == 1:
        heading = isinstance(values[0], str) and _ROMAN_HEADING.match(values[0])
        return bool(heading) or _is_number(values[0])
    if len(values) == 2 and _is_group(filled, columns, name):
        return True
    if all(heading_key(value) in headings for value in values):
        return True
    return len(values) > len(columns) / 2 and _numbers_columns(values)


def _numbers_columns(values: list[object]) -> bool:
    """Are these the columns' letters and numbers: A B C 1 2 3, (1) (2), the last perhaps (9)=(4)+…+(8)?"""
    marks = [_column_mark(value) for value in values]
    letters = 0
    while letters < len(marks) and marks[letters] == chr(65 + letters):
        letters += 1
    return marks[letters:] == [str(at) for at in range(1, len(marks) - letters + 1)]


def _column_mark(value: object) -> str:
    if isinstance(value, str):
        text = value.strip()
        summed = _COLUMN_SUM.fullmatch(text)
        text = summed[1] if summed else text.strip(" ()")
        return text if len(text) == 1 and "A" <= text <= "Z" else str(parse_count(text).value)
    return str(parse_count(value).value)


def is_total(value: object) -> bool:
    """Does a name's place say "Tổng cộng", "Tổng số", or that and only a count: "Cộng: 03 mô hình"?"""
    if not isinstance(value, str):
        return False
    return fold_key(value) in TOTALS or bool(_COUNTED_TOTAL.fullmatch(unicodedata.normalize("NFC", value).strip()))
