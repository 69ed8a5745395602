"""The boxes in which comments are shown: shapes of the older drawing language, which offices write loosely.

Worked on as bytes: parsing and writing anew would lose what is not quite XML. Other people's shapes stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tonghop.outputs.marking.cells import LAST_COLUMN, LAST_ROW, Place, Worksheet
from tonghop.outputs.marking.package import Parts, Unmarkable

WIDTH, LINE, LINE_LENGTH, MOST_LINES = 330, 18, 46, 30
"""A box: its width, the height of a line (pixels), how many letters fit into one, how many lines it may have."""

_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{layer};'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_HELD = re.compile(rb"""(<(?:\w+:)?idmap\s[^<>]*?data\s*=\s*["'])([0-9,\s]*)(["'])""")
_SHAPE_ID = re.compile(rb"_x0000_s([0-9]{1,9})\b")
BLOCK, MOST_BLOCKS = 1024, 1 << 20
MOST_CROSSED = 200  # columns or rows, hidden ones among them, that a box may lie across
_SHAPE = re.compile(
    rb"""<((?:\w+:)?)shape(?=[\s>])(?:[^<>"']|"[^"]*"|'[^']*')*(?<!/)>(?:(?!</\1shape>).)*</\1shape>""", re.DOTALL
)
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_SHAPE_PLACE = re.compile(rb"<(?:\w+:)?(Row|Column)>\s*(\d+)\s*<")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(<)")


class ShapeIds:
    """The numbers of drawn shapes, one of a kind in the whole workbook: each drawing holds blocks of 1024 of them."""

    def __init__(self, parts: Parts) -> None:
        self._taken: set[int] = set()
        for name in parts.names():
            if name.endswith(".vml"):
                self._taken |= _blocks(parts.read(name))

    def take(self, count: int, drawing: bytes) -> tuple[list[int], set[int]]:
        """Return so many numbers that are free in a drawing, and the blocks that it holds then."""
        held = _blocks(drawing)
        used = {int(found) for found in _SHAPE_ID.findall(drawing)}
        free = [each for block in sorted(held) for each in _ids_of(block) if each not in used]
        while len(free) < count:
            block = next(block for block in range(1, MOST_BLOCKS) if block not in self._taken)
            self._taken.add(block)
            held.add(block)
            free += _ids_of(block)
        return free[:count], held


class Boxes:
    """The shapes of one worksheet; `drawing` is their part, empty where there is none."""

    def __init__(self, drawing: bytes, sheet: Worksheet, ids: ShapeIds) -> None:
        self.drawing, self._sheet, self._ids = drawing, sheet, ids

    def any(self) -> bool:
        """Is any shape left, of whatever kind?"""
        return bool(_SHAPE.search(self.drawing))

    def remove(self, places: set[Place]) -> None:
        """Take the boxes of these cells out."""
        self._change(lambda shape, place: b"" if place in places else shape)

    def enlarge(self, texts: Mapping[Place, str]) -> None:
        """Make these cells' boxes large enough for what now stands in them."""

        def larger(shape: bytes, place: Place | None) -> bytes:
            anchor = _ANCHOR.search(shape)
            numbers = re.fullmatch(rb"\s*(\d{1,7})" + rb"\s*,\s*(\d{1,7})" * 7 + rb"\s*", anchor[2] if anchor else b"")
            if place is None or place not in texts or anchor is None or numbers is None:
                return shape
            left, over, top, below, *end = map(int, numbers.groups())
            needed = self._end(left, over, top, below, _height(texts[place]))
            right, bottom = max(tuple(end[:2]), needed[:2]), max(tuple(end[2:]), needed[2:])
            written = ", ".join(map(str, (left, over, top, below, *right, *bottom))).encode()
            return shape[: anchor.start(2)] + written + shape[anchor.end(2) :]

        if texts:
            self._change(larger)

    def add(self, texts: Mapping[Place, str]) -> None:
        """Draw boxes for what is said at these cells; raises Unmarkable where the drawing has no end."""
        if not texts:
            return
        drawing = self.drawing or _DRAWING
        end = drawing.rfind(b"</xml>")
        if end < 0:
            raise Unmarkable("drawing")
        ids, blocks = self._ids.take(len(texts), drawing)
        made = [] if b'id="_x0000_t202"' in drawing else [_SHAPE_TYPE]
        for at, (place, text) in enumerate(texts.items()):
            height = _height(text)
            begin = min(place[1] + 1, LAST_COLUMN - 6), 12, max(min(place[0], LAST_ROW - 40) - 1, 0), 6
            made.append(
                _BOX.format(
                    id=ids[at],
                    layer=at + 1,
                    width=WIDTH * 3 / 4,
                    height=height * 3 / 4,
                    anchor=", ".join(map(str, (*begin, *self._end(*begin, height)))),
                    row=place[0],
                    column=place[1],
                )
            )
        held = ",".join(map(str, sorted(blocks))).encode()
        head = _HELD.sub(rb"\g<1>" + held + rb"\g<3>", drawing[:end])
        self.drawing = head + "".join(made).encode() + drawing[end:]

    def _change(self, change: Callable[[bytes, Place | None], bytes]) -> None:
        self.drawing = _SHAPE.sub(lambda shape: change(shape[0], _place_of_note(shape[0])), self.drawing)

    def _end(self, left: int, over: int, top: int, below: int, height: int) -> tuple[int, int, int, int]:
        """Say where a box ends, in cells, so that it has its size whatever sizes the cells have."""
        right = _walk(left, over + WIDTH, self._sheet.column_size, LAST_COLUMN)
        return *right, *_walk(top, below + height, self._sheet.row_size, LAST_ROW)


def _height(text: str) -> int:
    lines = sum(len(line) // LINE_LENGTH + 1 for line in text.splitlines()) + 1
    return min(lines, MOST_LINES) * LINE + 12


def _blocks(drawing: bytes) -> set[int]:
    """The blocks of numbers that a drawing says it holds, or takes numbers from all the same."""
    held = {int(block) for found in _HELD.finditer(drawing) for block in re.findall(rb"[0-9]{1,9}", found[2])}
    return held | {int(found) // BLOCK for found in _SHAPE_ID.findall(drawing)} - {0}


def _ids_of(block: int) -> range:
    return range(block * BLOCK + 1, (block + 1) * BLOCK)


def _place_of_note(shape: bytes) -> Place | None:
    if not _NOTE.search(shape):
        return None
    found = dict(_SHAPE_PLACE.findall(shape))
    return (int(found[b"Row"]), int(found[b"Column"])) if len(found) == 2 else None


def _walk(at: int, pixels: int, size: Callable[[int], int], last: int) -> tuple[int, int]:
    """Go so many pixels on from the edge of a column or row; return where that is, and how far inside it."""
    last = min(last, at + MOST_CROSSED)
    while pixels >= size(at) and at < last:
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))
