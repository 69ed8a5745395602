"""Search the XML of worksheets for what the reading library keeps quiet about.

calamine gives "" for error cells and for formulas never calculated, and one far-away cell makes it ask for more
memory than there is. Regular expressions over bytes: a full parse costs more than the reading itself. Must not know
what a sheet means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tonghop._package import Refused

BOX = 2  # a sheet's area from A1 to its last value may be this many times the cells that may be used
KNOWN_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}


class Marks:
    """What the library does not tell of one sheet; `last_row` and `last_column` are -1 where nothing stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: dict[tuple[int, int], str] = {}
        self.uncalculated: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.used = 0
        self.last_row = self.last_column = -1

    def reach(self, row: int, column: int, count: int = 1) -> None:
        """Note cells with a value up to this position."""
        self.used += count
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def check(self, max_cells: int) -> None:
        """Refuse a sheet whose values lie so far apart that the space between them would not fit."""
        if (self.last_row + 1) * (self.last_column + 1) > BOX * max_cells:
            raise Refused("extent", f"{self.name}!{column_letters(self.last_column)}{self.last_row + 1}")


def column_letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(65 + letter) + letters
        column -= 1
    return letters


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + (letter & 31)
    return column - 1


# The usual way to write a cell, and a sign that some cell is written another way.
_USED = re.compile(rb'<c r="([A-Z]{1,6})(\d{1,9})"([^<>]*)>\s*<([fvi])')
_UNUSUAL = re.compile(rb'<c[>/\s](?!r="[A-Z])')

# What the library misreads in silence: an address that overflows its numbers, a shared text that has no number.
_MISREAD = re.compile(rb'<c r="(?![A-Z]{1,3}[1-9]\d{0,6}")|<c [^<>]*\bt="s"[^<>]*>\s*<v[^<>]*>(?!\d+<|<)')

# Compiled when first needed: most sheets have neither errors nor formulas.
_FORMULA = rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f\s*>)"
_ERROR = (
    rb"""<c r="([A-Z]{1,6})(\d{1,9})"(?=[^<>]*\st\s*=\s*["']e["'])[^<>]*>\s*(?:"""
    + _FORMULA
    + rb"""\s*)?<v\s*>([^<]*)<"""
)
_UNCALCULATED = (
    rb"""<c r="([A-Z]{1,6})(\d{1,9})"([^<>]*)>\s*""" + _FORMULA + rb"""\s*(?:(<v\s*(?:/>|>\s*</v\s*>))\s*)?</c\s*>"""
)
_ERROR_TYPE = rb"""\st\s*=\s*["']e["']"""
_MERGED = rb"""<mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
MOST_MERGED = 20_000
_TEXT_TYPE = rb"""\st\s*=\s*["']str["']"""


def mark_worksheet(name: str, xml: bytes, max_cells: int) -> tuple[Marks, bytes | None]:
    """Search one worksheet; the second part is its XML in plainer words where calamine would stumble over it."""
    marks = Marks(name)
    if b"<sheetData" not in xml:
        for prefix in set(re.findall(rb"</?([\w.-]+:)", xml)):  # replaced one by one: far quicker than by pattern
            xml = xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
    if _UNUSUAL.search(xml):
        xml = _placed(xml)
    if misread := _MISREAD.search(xml):
        raise Refused("parse", misread[0].decode("utf-8", "replace"))
    found = map(re.Match.groups, _USED.finditer(xml))
    attributes: set[bytes] = set()
    first: set[bytes] = set()
    while some := list(islice(found, 20_000)):
        columns, rows, *rest = map(set, zip(*some, strict=True))
        marks.reach(max(map(int, rows)) - 1, max(map(_column, columns)), len(some))
        if marks.used > max_cells:
            raise Refused("cells")
        attributes |= rest[0]
        first |= rest[1]
    if b"<mergeCell " in xml:
        for left, top, right, bottom in islice(map(re.Match.groups, re.finditer(_MERGED, xml)), MOST_MERGED):
            marks.merged.append((int(top) - 1, _column(left), int(bottom) - 1, _column(right)))
    if b"f" in first:
        for letters, number, attribute, value in re.findall(_UNCALCULATED, xml):
            if not (value and re.search(_TEXT_TYPE, attribute)):  # a text formula's result may be ""
                marks.uncalculated.append((int(number) - 1, _column(letters)))
    if not any(re.search(_ERROR_TYPE, attribute) for attribute in attributes):
        return marks, None
    for letters, number, text in re.findall(_ERROR, xml):
        marks.errors[int(number) - 1, _column(letters)] = text.strip().decode("utf-8", "replace")
    unknown = {text for text in marks.errors.values() if text.encode() not in KNOWN_ERRORS}
    if not unknown:
        return marks, None
    texts = b"|".join(re.escape(text.encode()) for text in unknown)
    return marks, re.sub(rb"(<v\s*>)\s*(?:%s)\s*(</v)" % texts, rb"\1#VALUE!\2", xml)


def _placed(xml: bytes) -> bytes:
    """Write each cell the usual way: its address first, and where it has none, the one behind the cell before."""
    row = column = 0

    def place(found: re.Match[bytes]) -> bytes:
        nonlocal row, column
        closing, name, attributes, end = found.groups()
        number = re.search(rb"""\sr\s*=\s*["']([A-Za-z]{0,6})(\d{1,9})["']""", attributes)
        if name == b"row":
            row = int(number[2]) - 1 if number else row
            if closing or end:
                row, column = row + 1, 0
            return found[0]
        if closing:
            return found[0]
        at = int(number[2]) - 1 if number else row
        column = _column(number[1]) if number else column
        column += 1
        if number:
            attributes = attributes[: number.start()] + attributes[number.end() :]
        return b'<c r="%s%d"%s%s>' % (column_letters(column - 1).encode(), at + 1, attributes, end)

    return re.sub(rb"<(/?)(row|c)((?:\s[^<>]*?)?)(/?)>", place, xml)


_ODS_TAG = rb"""<(/?)table:(table|table-row|table-cell|covered-table-cell)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>"""
_TABLE_NAME = rb"""\stable:name\s*=\s*(?:"([^"]*)"|'([^']*)')"""
_REPEATED = rb"""\stable:number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']"""


def mark_ods(xml: bytes, max_cells: int) -> list[Marks]:
    """Search the tables of an OpenDocument workbook, whose rows and cells may stand for many."""
    return list(_mark_tables(xml, max_cells))


def _mark_tables(xml: bytes, max_cells: int) -> Iterator[Marks]:
    marks, row, column, row_count, total = Marks(""), 0, 0, 1, 0
    for found in re.finditer(_ODS_TAG, xml):
        closing, name, attributes = found.groups()
        repeated = re.search(_REPEATED, attributes)
        count = int(repeated[1]) if repeated else 1
        if name == b"table":
            if closing:
                yield marks
            named = re.search(_TABLE_NAME, attributes)
            marks, row = Marks(b"".join(named.groups(b"")).decode("utf-8", "replace") if named else ""), 0
        elif name == b"table-row":
            if not closing:
                row_count, column = count, 0
            if closing or attributes.endswith(b"/"):
                row += row_count
        elif not closing:
            has_value = b"office:value-type" in attributes
            if has_value or b"table:formula" in attributes:
                marks.reach(row + row_count - 1, column + count - 1, count * row_count)
                total += count * row_count
                if total > max_cells:
                    raise Refused("cells")
                is_error = b'calcext:value-type="error"' in attributes
                if is_error or not has_value:
                    places = [(row + down, column + right) for down in range(row_count) for right in range(count)]
                    if is_error:
                        text = re.search(rb"<text:p>([^<]*)</text:p>", xml[found.end() : found.end() + 200])
                        error = text[1].decode("utf-8", "replace") if text else "#ERROR"
                        marks.errors |= dict.fromkeys(places, error)
                    else:
                        marks.uncalculated += places
            column += count
