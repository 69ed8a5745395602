"""Tell which shared texts of an .xls or .xlsb workbook have parts that are struck through, raised or lowered.

A text's runs name the fonts of its parts. Must not know cells, nor what a sheet means.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from tonghop.officefiles.styles import joint_look

Fonts = Sequence[str | None]
"""The look of each font, by the number that runs call it by."""


class _Parts:
    """The bytes of a record that goes on in others; a text that goes on says anew how wide its letters are."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._part, self._at = parts, 0, 0

    def take(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            some = self._parts[self._part][self._at : self._at + count - len(found)]
            found += some
            self._at += len(some)
            if len(found) < count:
                self._next()
        return found

    def text(self, letters: int, is_wide: bool) -> str:
        found = ""
        while True:
            width = 2 if is_wide else 1
            raw = self._parts[self._part][self._at : self._at + (letters - len(found)) * width]
            raw = raw[: len(raw) - len(raw) % width]
            self._at += len(raw)
            # a letter beyond the first plane stays two, as runs count it
            found += "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw))) if is_wide else raw.decode("latin-1")
            if len(found) >= letters:
                return found
            self._next()
            is_wide = bool(self.take(1)[0] & 1)

    def _next(self) -> None:
        self._part, self._at = self._part + 1, 0
        if self._part >= len(self._parts):
            raise EOFError


def looks_of_xls_texts(parts: Sequence[bytes], fonts: Fonts) -> dict[int, str]:
    """Read the shared texts of an .xls file: the bodies of their record and of those that go on with it."""
    found: dict[int, str] = {}
    source = _Parts(parts)
    try:
        (count,) = struct.unpack("<4xI", source.take(8))
        for number in range(count):
            letters, flags = struct.unpack("<HB", source.take(3))
            runs = struct.unpack("<H", source.take(2))[0] if flags & 8 else 0
            beside = struct.unpack("<I", source.take(4))[0] if flags & 4 else 0
            text = source.text(letters, bool(flags & 1))
            look = _look(text, source.take(4 * runs), fonts)
            source.take(beside)
            if look is not None:
                found[number] = look
    except (EOFError, IndexError, struct.error):  # what is broken the library says
        pass
    return found


def looks_of_xlsb_texts(records: Iterator[bytes], fonts: Fonts) -> dict[int, str]:
    """Read the bodies of the items of an .xlsb workbook's shared texts."""
    found: dict[int, str] = {}
    for number, body in enumerate(records):
        if not body[:1] or not body[0] & 1:
            continue
        end = 5 + 2 * int.from_bytes(body[1:5], "little")
        raw = body[5 : end - end % 2 + 1]
        text = "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) - len(raw) % 2])))
        runs = body[end + 4 : end + 4 + 4 * int.from_bytes(body[end : end + 4], "little")]
        if (look := _look(text, runs, fonts)) is not None:
            found[number] = look
    return found


def _look(text: str, runs: bytes, fonts: Fonts) -> str | None:
    """Join the looks of a text's runs: each begins at a letter and has a font; before the first it is the cell's."""
    places = [(0, None), *((at, _font(fonts, font)) for at, font in struct.iter_unpack("<HH", runs[: len(runs) & ~3]))]
    ends = [at for at, _ in places[1:]] + [len(text)]
    return joint_look((look, text[start:end]) for (start, look), end in zip(places, ends, strict=True))


def _font(fonts: Fonts, number: int) -> str | None:
    return fonts[number] if number < len(fonts) else None
