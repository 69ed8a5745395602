"""Look into the older binary workbooks (.xls) and into .xlsb before a library reads them.

calamine gives "" for their error cells too, and an error that passes for "not reported" would be a false figure; an
encrypted file or a Word document in the same wrapping must be told apart. Must not know what a sheet means.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tonghop.officefiles.binary_texts import looks_of_xls_texts, looks_of_xlsb_texts
from tonghop.officefiles.styles import ODD_BUILT_IN, RAISED, STRUCK, Styles, is_odd
from tonghop.officefiles.worksheet_xml import Marks
from tonghop.officefiles.zip_package import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LETTERS = {1: "latin-1", 2: "utf-16-le"}
_LAST = 0xFFFFFFFA  # sector numbers from here on mean "none"


class OleFile:
    """The topmost streams of an OLE2 file by their names."""

    def __init__(self, content: bytes) -> None:
        try:
            self._open(content)
        except (struct.error, IndexError, ValueError, OverflowError) as problem:
            raise Refused("ole-broken") from problem

    def _open(self, content: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError(shift)
        self._content, self._size = content, 1 << shift
        directory, _, self._cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7I", content, 48)
        numbers = list(struct.unpack_from("<109I", content, 76))
        while difat < _LAST and len(numbers) < len(content) // self._size + 256:
            more = struct.unpack(f"<{self._size // 4}I", self._sector(difat))
            numbers += more[:-1]
            difat = more[-1]
        fat = b"".join(map(self._sector, (number for number in numbers if number < _LAST)))
        self._fat = struct.unpack(f"<{len(fat) // 4}I", fat)
        entries = self._chain(directory)
        kind = entries[66]
        child, place = struct.unpack_from("<I", entries, 76)[0], struct.unpack_from("<II", entries, 116)
        if kind != 5:
            raise ValueError(kind)
        self.streams: dict[str, tuple[int, int]] = {}
        self._walk(entries, child)
        small = self._chain(mini_fat)
        self._mini_fat = struct.unpack(f"<{len(small) // 4}I", small)
        self._mini = self._chain(place[0])

    def _walk(self, entries: bytes, first: int) -> None:
        """Note the topmost streams and folders only: what is embedded has a directory of its own."""
        waiting, met = [first], set()
        while waiting:
            at = waiting.pop() * 128
            if at in met or at + 128 > len(entries):
                continue
            met.add(at)
            length, _, _, left, right = struct.unpack_from("<HBBII", entries, at + 64)
            name = entries[at : at + max(2, min(length, 64)) - 2].decode("utf-16-le", "replace")
            self.streams[name] = struct.unpack_from("<II", entries, at + 116)
            waiting += [left, right]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size].ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        found: list[bytes] = []
        while number < _LAST:
            if len(found) > len(self._fat):
                raise ValueError("a chain without an end")
            found.append(self._sector(number))
            number = self._fat[number]
        return b"".join(found)

    def read(self, name: str) -> bytes:
        """Give the content of one stream."""
        try:
            number, size = self.streams[name]
            if size >= self._cutoff:
                return self._chain(number)[:size]
            found: list[bytes] = []
            while number < _LAST and len(found) <= len(self._mini_fat):
                found.append(self._mini[number * 64 : number * 64 + 64])
                number = self._mini_fat[number]
            return b"".join(found)[:size]
        except (IndexError, ValueError) as problem:
            raise Refused("ole-broken", name) from problem


def workbook_stream(content: bytes, suffix: str) -> bytes:
    """Give the stream of an .xls file's records; any other file in OLE2 is refused by what it is."""
    try:
        ole = OleFile(content)
    except Refused:
        if suffix in (".doc", ".dot"):
            raise Refused("legacy-doc") from None
        raise
    names = {name.lower(): name for name in ole.streams}  # other programs than Excel write WORKBOOK or BOOK
    if names.keys() & {"encryptedpackage", "encryptioninfo"}:
        raise Refused("encrypted")
    if "worddocument" in names:
        raise Refused("legacy-doc")
    stream = names.get("workbook") or names.get("book")
    if stream is None:
        raise Refused("legacy-doc" if suffix in (".doc", ".dot") else "not-office")
    if "_vba_project_cur" in names:
        raise Refused("macros")
    return ole.read(stream)


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    end = len(stream)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, min(length, end - at - 4)
        at += 4 + length


MOST_MERGED = 20_000
_NUMBERS = {0x0203, 0x027E}
_DAYS_OF_NOW = tuple(bytes([kind, name, 0]) for kind in (0x21, 0x41, 0x61) for name in (74, 221))  # NOW, TODAY
_TEXT, _JOINED = b"\x17", b"\x08"  # signs of a formula whose result may be a text


def moves(formula: bytes) -> bool:
    """Say whether the tokens of a formula call NOW or TODAY."""
    return any(call in formula for call in _DAYS_OF_NOW)


class _Looks:
    """Fonts, formats and styles as they come in the file."""

    def __init__(self) -> None:
        self._codes = dict(ODD_BUILT_IN)
        self._fonts: list[str | None] = []
        self._styles: list[tuple[int, int]] = []

    def font(self, grbit: int, escapement: int) -> None:
        self._fonts.append(STRUCK if grbit & 8 else RAISED if escapement in (1, 2) else None)

    def code(self, number: int, code: str) -> None:
        self._codes.pop(number, None)
        if is_odd(code):
            self._codes[number] = code

    def style(self, font: int, code: int) -> None:
        self._styles.append((font, code))

    def fonts(self, skipped_font: int | None = None) -> list[str | None]:
        """Give the fonts' looks by number; .xls leaves out the font of one number."""
        at = len(self._fonts) if skipped_font is None else skipped_font
        return self._fonts if at >= len(self._fonts) else [*self._fonts[:at], None, *self._fonts[at:]]

    def styles(self, skipped_font: int | None = None) -> Styles:
        """Give the styles that say something."""
        found, fonts = Styles(), self.fonts(skipped_font)
        for number, (font, code) in enumerate(self._styles):
            found.add(number, self._codes.get(code), fonts[font] if font < len(fonts) else None)
        return found


_TEXTS, _GOES_ON, _SKIPPED_FONT = 0x00FC, 0x003C, 4
_CELLS = {0x0203, 0x00FD, 0x0204, 0x027E, 0x0205, 0x0006, 0x0406, 0x00D6}  # all begin with row and column


def mark_xls(stream: bytes, max_cells: int) -> Iterator[Marks]:
    """Search the sheets of an .xls file in the order of its tabs."""
    tabs: list[tuple[str, int]] = []
    looks, texts, before = _Looks(), list[bytes](), 0
    for kind, at, length in _records(stream):
        if kind == 0x002F:
            raise Refused("encrypted")
        if kind == 0x0085 and length >= 8:
            width = 1 + (stream[at + 7] & 1)
            name = stream[at + 8 : at + 8 + stream[at + 6] * width].decode(_LETTERS[width], "replace")
            tabs.append((name, struct.unpack_from("<I", stream, at)[0]))
        elif kind == 0x0031 and length >= 10:
            looks.font(*struct.unpack_from("<2xH4xH", stream, at))
        elif kind == 0x041E and length >= 5:
            width = 1 + (stream[at + 4] & 1)
            text = stream[at + 5 : at + 5 + struct.unpack_from("<H", stream, at + 2)[0] * width]
            looks.code(struct.unpack_from("<H", stream, at)[0], text.decode(_LETTERS[width], "replace"))
        elif kind == 0x00E0 and length >= 4:
            looks.style(*struct.unpack_from("<HH", stream, at))
        elif kind == _TEXTS or (kind == _GOES_ON and texts and before in (_TEXTS, _GOES_ON)):
            texts.append(stream[at : at + length])
        elif kind == 0x000A:
            break
        before = kind
    styles = looks.styles(_SKIPPED_FONT)
    if any(looks.fonts()):
        styles.texts = looks_of_xls_texts(texts, looks.fonts(_SKIPPED_FONT))
    total = 0
    for name, tab in tabs:
        marks, depth = Marks(name), 0
        for kind, at, length in _records(stream, tab):
            if kind == 0x0809:
                depth += 1
            elif kind == 0x000A:
                depth -= 1  # a chart inside the sheet has an end of its own
                if depth <= 0:
                    break
            elif kind in _CELLS and length >= 8:
                row, column, style = struct.unpack_from("<HHH", stream, at)
                marks.reach(row, column)
                is_formula = kind in (0x0006, 0x0406)
                is_number = kind in _NUMBERS or (is_formula and stream[at + 12 : at + 14] != b"\xff\xff")
                marks.dress(row, column, style, is_number, styles)
                if kind == 0x00FD and length >= 10 and styles.texts:
                    marks.dress_text(row, column, struct.unpack_from("<I", stream, at + 6)[0], styles)
                if is_formula:
                    _mark_formula(marks, row, column, stream[at : at + length])
                if kind == 0x0205 and stream[at + 7]:
                    marks.errors[row, column] = ERRORS.get(stream[at + 6], "#ERROR")
                elif is_formula and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
                    marks.errors[row, column] = ERRORS.get(stream[at + 8], "#ERROR")
            elif kind == 0x00BD and length >= 6:
                row, column = struct.unpack_from("<HH", stream, at)
                count = (length - 6) // 6
                marks.reach(row, column + count - 1, count)
                for right in range(count):
                    style = struct.unpack_from("<H", stream, at + 4 + right * 6)[0]
                    marks.dress(row, column + right, style, True, styles)
            elif kind == 0x00E5 and length >= 2:
                for place in range(min((length - 2) // 8, MOST_MERGED - len(marks.merged))):
                    first, last, left, right = struct.unpack_from("<4H", stream, at + 2 + place * 8)
                    marks.merged.append((first, left, last, right))
            elif kind == 0x023E and length >= 2:
                marks.hides_noughts |= not stream[at] & 0x10
            elif kind == 0x0208 and length >= 16 and stream[at + 12] & 0x20:
                marks.hidden_rows.append((struct.unpack_from("<H", stream, at)[0],) * 2)
            elif kind == 0x007D and length >= 10 and stream[at + 8] & 1:
                marks.hidden_columns.append(struct.unpack_from("<HH", stream, at))
        total += marks.used
        if total > max_cells:
            raise Refused("cells")
        yield marks


def _mark_formula(marks: Marks, row: int, column: int, record: bytes) -> None:
    """Note a formula that moves, and one that was never calculated: programs write an empty text as its result."""
    formula = record[22:]
    if moves(formula):
        marks.moving.append((row, column))
    if record[6:7] == b"\3" and record[12:14] == b"\xff\xff" and formula and not {*_TEXT, *_JOINED} & {*formula}:
        marks.uncalculated.append((row, column))


def xlsb_styles(part: bytes, texts: bytes) -> Styles:
    """Read the styles of an .xlsb workbook, and the looks of its shared texts."""
    looks, is_cell_style = _Looks(), False
    for kind, at, length in _numbered(part):
        if kind == 43 and length >= 8:
            looks.font(*struct.unpack_from("<2xH2xH", part, at))
        elif kind == 44 and length >= 6:
            looks.code(struct.unpack_from("<H", part, at)[0], _words(part, at + 2)[0])
        elif kind in (617, 618):
            is_cell_style = kind == 617
        elif kind == 47 and is_cell_style and length >= 6:
            code, font = struct.unpack_from("<2xHH", part, at)
            looks.style(font, code)
    styles = looks.styles()
    if any(looks.fonts()):
        items = (texts[at : at + length] for kind, at, length in _numbered(texts) if kind == 19)
        styles.texts = looks_of_xlsb_texts(items, looks.fonts())
    return styles


def _numbered(part: bytes) -> Iterator[tuple[int, int, int]]:
    at, end = 0, len(part)
    try:
        while at < end:
            kind = part[at]
            at += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
                at += 1
            length = shift = 0
            while True:
                byte = part[at]
                at += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 or shift > 21:
                    break
            yield kind, at, min(length, end - at)
            at += length
    except IndexError:
        return


def xlsb_tabs(part: bytes) -> list[tuple[str, str]]:
    """Give the name and the relation of each tab of an .xlsb workbook."""
    tabs = []
    for kind, at, length in _numbered(part):
        if kind == 156 and length >= 16:
            relation, end = _words(part, at + 8)
            tabs.append((_words(part, end)[0], relation))
    return tabs


def _words(part: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(part[at : at + 4], "little")
    return part[at + 4 : end].decode("utf-16-le", "replace"), end


_FORMULA_AT = {9: 22, 10: 15, 11: 15}  # where the tokens begin behind a number, a truth value, an error


def mark_xlsb(name: str, part: bytes, max_cells: int, styles: Styles) -> Marks:
    """Search one worksheet of an .xlsb workbook."""
    marks, row = Marks(name), 0
    for kind, at, length in _numbered(part):
        if kind == 0 and length >= 4:
            row = struct.unpack_from("<I", part, at)[0]
            if length >= 12 and part[at + 11] & 0x10:
                marks.hidden_rows.append((row, row))
        elif kind == 137 and length >= 2:
            marks.hides_noughts |= not part[at] & 0x10
        elif kind == 60 and length >= 18 and part[at + 16] & 1:
            marks.hidden_columns.append(struct.unpack_from("<II", part, at))
        elif kind == 176 and length >= 16 and len(marks.merged) < MOST_MERGED:
            first, last, left, right = struct.unpack_from("<4I", part, at)
            marks.merged.append((first, left, last, right))
        elif 2 <= kind <= 11 and length >= 8:
            column = struct.unpack_from("<I", part, at)[0]
            marks.reach(row, column)
            if marks.used > max_cells:
                raise Refused("cells")
            style = int.from_bytes(part[at + 4 : at + 7], "little")
            marks.dress(row, column, style, kind in (2, 5, 9), styles)
            if kind == 7 and length >= 12 and styles.texts:
                marks.dress_text(row, column, struct.unpack_from("<I", part, at + 8)[0], styles)
            if kind in _FORMULA_AT and moves(part[at + _FORMULA_AT[kind] : at + length]):
                marks.moving.append((row, column))
            if kind in (3, 11) and length > 8:
                marks.errors[row, column] = ERRORS.get(part[at + 8], "#ERROR")
    return marks
