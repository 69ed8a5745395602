"""Look into the older binary workbooks (.xls) and into .xlsb before a library reads them.

calamine gives "" for their error cells too, and an error that passes for "not reported" would be a false figure; an
encrypted file or a Word document in the same wrapping must be told apart. Must not know what a sheet means.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tonghop._ooxml import Marks
from tonghop._package import Refused

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


_CELLS = {0x0203, 0x00FD, 0x0204, 0x027E, 0x0205, 0x0006, 0x0406, 0x00D6}  # all begin with row and column


def mark_xls(stream: bytes, max_cells: int) -> Iterator[Marks]:
    """Search the sheets of an .xls file in the order of its tabs."""
    tabs: list[tuple[str, int]] = []
    for kind, at, length in _records(stream):
        if kind == 0x002F:
            raise Refused("encrypted")
        if kind == 0x0085 and length >= 8:
            width = 1 + (stream[at + 7] & 1)
            name = stream[at + 8 : at + 8 + stream[at + 6] * width].decode(_LETTERS[width], "replace")
            tabs.append((name, struct.unpack_from("<I", stream, at)[0]))
        elif kind == 0x000A:
            break
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
                row, column = struct.unpack_from("<HH", stream, at)
                marks.reach(row, column)
                if kind == 0x0205 and stream[at + 7]:
                    marks.errors[row, column] = ERRORS.get(stream[at + 6], "#ERROR")
                elif kind in (0x0006, 0x0406) and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
                    marks.errors[row, column] = ERRORS.get(stream[at + 8], "#ERROR")
            elif kind == 0x00BD and length >= 6:
                row, column = struct.unpack_from("<HH", stream, at)
                count = (length - 6) // 6
                marks.reach(row, column + count - 1, count)
        total += marks.used
        if total > max_cells:
            raise Refused("cells")
        yield marks


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


def mark_xlsb(name: str, part: bytes, max_cells: int) -> Marks:
    """Search one worksheet of an .xlsb workbook."""
    marks, row = Marks(name), 0
    for kind, at, length in _numbered(part):
        if kind == 0 and length >= 4:
            row = struct.unpack_from("<I", part, at)[0]
        elif 2 <= kind <= 11 and length >= 8:
            column = struct.unpack_from("<I", part, at)[0]
            marks.reach(row, column)
            if marks.used > max_cells:
                raise Refused("cells")
            if kind in (3, 11) and length > 8:
                marks.errors[row, column] = ERRORS.get(part[at + 8], "#ERROR")
        elif kind == 146:
            break
    return marks
