"""Search the XML of worksheets for what the reading library keeps quiet about.

calamine gives "" for error cells and for formulas never calculated, and one far-away cell makes it ask for more
memory than there is. Regular expressions over bytes: a full parse costs more than the reading itself. Must not know
what a sheet means.
"""

from __future__ import annotations

import re
from itertools import islice

from tonghop.officefiles.styles import Styles, attribute, look_of_runs, plain_names
from tonghop.officefiles.zip_package import Refused

BOX = 2  # a sheet's area from A1 to its last value may be this many times the cells that may be used
KNOWN_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}


class Marks:
    """What the library does not tell of one sheet; `last_row` and `last_column` are -1 where nothing stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: dict[tuple[int, int], str] = {}
        self.uncalculated: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.formats: dict[tuple[int, int], str] = {}
        self.looks: dict[tuple[int, int], str] = {}
        self.moving: list[tuple[int, int]] = []
        self.hides_noughts = False
        self.hidden_rows: list[tuple[int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.used = 0
        self.last_row = self.last_column = -1

    def reach(self, row: int, column: int, count: int = 1) -> None:
        """Note cells with a value up to this position."""
        self.used += count
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def dress(self, row: int, column: int, style: int, is_number: bool, styles: Styles) -> None:
        """Note what the style of a cell with a value says."""
        if is_number and style in styles.formats:
            self.formats[row, column] = styles.formats[style]
        if style in styles.fonts:
            self.looks[row, column] = styles.fonts[style]

    def dress_text(self, row: int, column: int, text: int, styles: Styles) -> None:
        """Note what the parts of a cell's shared text say."""
        if (look := styles.texts.get(text)) is not None:
            self.looks[row, column] = look

    def seen(self) -> tuple[object, ...]:
        """Give what is told of the sheet besides its values, as the server takes it."""
        whole = self.merged, self.formats, self.looks, self.moving, self.hides_noughts
        return *whole, self.hidden_rows, self.hidden_columns

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
_MISREAD = re.compile(rb'<c r="(?![A-Z]{1,3}[1-9]\d{0,6}")|<c [^<>]*\bt="s"[^<>]*>\s*<v[^<>]*(?<!/)>(?!\d+<|<)')

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


def mark_worksheet(name: str, xml: bytes, max_cells: int, styles: Styles) -> tuple[Marks, bytes | None]:
    """Search one worksheet; the second part is its XML in plainer words where calamine would stumble over it."""
    marks = Marks(name)
    xml = plain_names(xml, b"sheetData")
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
        for letters, number, written, value in re.findall(_UNCALCULATED, xml):
            if not (value and re.search(_TEXT_TYPE, written)):  # a text formula's result may be ""
                marks.uncalculated.append((int(number) - 1, _column(letters)))
        if re.search(_MOVES, xml):
            _mark_moving(marks, xml)
    marks.hides_noughts = bool(re.search(_NO_NOUGHTS, xml[: max(0, xml.find(b"<sheetData"))]))
    if b"hidden" in xml:
        _mark_hidden(marks, xml)
    _mark_looks(marks, xml, attributes, styles)
    if not any(re.search(_ERROR_TYPE, written) for written in attributes):
        return marks, None
    for letters, number, text in re.findall(_ERROR, xml):
        marks.errors[int(number) - 1, _column(letters)] = text.strip().decode("utf-8", "replace")
    unknown = {text for text in marks.errors.values() if text.encode() not in KNOWN_ERRORS}
    if not unknown:
        return marks, None
    texts = b"|".join(re.escape(text.encode()) for text in unknown)
    return marks, re.sub(rb"(<v\s*>)\s*(?:%s)\s*(</v)" % texts, rb"\1#VALUE!\2", xml)


_MOVES = rb"(?i)<f[^<]*\b(?:TODAY|NOW)\s*\("
_FORMULAS = rb"""<c r="([A-Z]{1,6})(\d{1,9})"[^<>]*>\s*<f((?:\s[^<>]*?)?)(?:/>|>([^<]*)</f)"""
_HIDDEN = rb"""<(row|col)(\s(?:[^<>]*\s)?hidden\s*=\s*["'](?:1|true|on)["'][^<>]*)>"""
_NO_NOUGHTS = rb"""<sheetView\s[^<>]*\bshowZeros\s*=\s*["'](?:0|false|off)["']"""
_STYLE_NUMBER = rb"""\ss\s*=\s*["'](\d{1,6})["']"""
_OTHER_TYPE = rb"""\st\s*=\s*["'](?!n["'])"""
_SHARED_TEXT = rb"""<c r="([A-Z]{1,6})(\d{1,9})"[^<>]*\st\s*=\s*["']s["'][^<>]*>\s*<v[^<>]*>(\d{1,9})<"""
_OWN_TEXT = rb"""<c r="([A-Z]{1,6})(\d{1,9})"[^<>]*>\s*<is(?:\s[^<>]*)?>((?:[^<]|<(?!/is))*)</is"""


def _mark_moving(marks: Marks, xml: bytes) -> None:
    """Note the formulas whose result is another day tomorrow, also those that share one formula."""
    shared: set[bytes] = set()
    for letters, number, attributes, text in re.findall(_FORMULAS, xml):
        group = attribute(attributes, b"si")
        moves = bool(re.search(rb"(?i)\b(?:TODAY|NOW)\s*\(", text))
        if moves and group:
            shared.add(group)
        if moves or (group and not text and group in shared):
            marks.moving.append((int(number) - 1, _column(letters)))


def _mark_hidden(marks: Marks, xml: bytes) -> None:
    for name, attributes in re.findall(_HIDDEN, xml):
        first, last = (b"r", b"r") if name == b"row" else (b"min", b"max")
        bounds = [attribute(attributes, bound) for bound in (first, last)]
        if all(bound.isdigit() for bound in bounds):
            span = int(bounds[0]) - 1, min(int(bounds[1]), 1 << 20) - 1
            (marks.hidden_rows if name == b"row" else marks.hidden_columns).append(span)


def _mark_looks(marks: Marks, xml: bytes, attributes: set[bytes], styles: Styles) -> None:
    """Note the cells whose style or whose parts say more than their value does."""
    dressed: dict[bytes, tuple[int, bool]] = {}
    for written in attributes if styles.formats or styles.fonts else ():
        style = re.search(_STYLE_NUMBER, written)
        number, is_number = int(style[1]) if style else 0, not re.search(_OTHER_TYPE, written)
        if number in styles.fonts or (is_number and number in styles.formats):
            dressed[written] = number, is_number
    if dressed:
        for letters, row, written, _ in map(re.Match.groups, _USED.finditer(xml)):
            if written in dressed:
                marks.dress(int(row) - 1, _column(letters), *dressed[written], styles)
    if styles.texts:
        for letters, row, text in re.findall(_SHARED_TEXT, xml):
            marks.dress_text(int(row) - 1, _column(letters), int(text), styles)
    if b"<is" in xml and (b"strike" in xml or b"vertAlign" in xml):
        for letters, row, item in re.findall(_OWN_TEXT, xml):
            if (look := look_of_runs(item)) is not None:
                marks.looks[int(row) - 1, _column(letters)] = look


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
