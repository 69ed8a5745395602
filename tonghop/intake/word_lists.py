"""A list in Word that goes on in the next table: the rows of both become one table (CONTRACT §2).

A table broken over pages by hand has its heading only once. It knows tables, not what is read from them.
"""

from dataclasses import replace

from tonghop import forms
from tonghop.intake.addresses import is_blank
from tonghop.intake.headings import first_heading, heading_matches
from tonghop.intake.letterhead import is_motto
from tonghop.intake.row_kinds import is_signature
from tonghop.officefiles.reader import Book, Sheet
from tonghop.vietnamese import parse_count


def joined(book: Book) -> Book:
    """Return a Word file in which each table that goes on with the list before it is part of that list."""
    sheets: list[Sheet] = []
    tables: list[tuple[int, int]] = []
    for sheet, place in zip(book.sheets, book.tables, strict=False):
        if sheets and place[1] == tables[-1][1] and _goes_on(sheets[-1], sheet):
            sheets[-1] = _appended(sheets[-1], sheet)
        else:
            sheets.append(sheet)
            tables.append(place)
    return book if len(sheets) == len(book.sheets) else replace(book, sheets=tuple(sheets), tables=tuple(tables))


def _goes_on(above: Sheet, sheet: Sheet) -> bool:
    heading = first_heading(above, forms.NOMINATION_TABLE)
    if heading is None or not {"name", "implementer"} <= heading.columns.keys() or not sheet.rows:
        return False
    values = [value for row in sheet.rows for value in row if not is_blank(value)]
    if heading_matches(sheet, forms.NOMINATION_TABLE) or any(is_signature(v) or is_motto(v) for v in values):
        return False
    ordinal, first = heading.columns.get("ordinal"), sheet.rows[0]
    number = first[ordinal] if ordinal is not None and ordinal < len(first) else None
    text = number.strip().rstrip(".)") if isinstance(number, str) else number
    return is_blank(text) or parse_count(text).value is not None


def _appended(above: Sheet, below: Sheet) -> Sheet:
    down = len(above.rows)
    merged = ((top + down, left, bottom + down, right) for top, left, bottom, right in below.merged)
    looks = {(row + down, column): look for (row, column), look in below.looks.items()}
    return replace(
        above,
        rows=[*above.rows, *below.rows],
        merged=(*above.merged, *merged),
        looks={**above.looks, **looks},
    )
