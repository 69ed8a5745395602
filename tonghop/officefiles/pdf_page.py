"""What a page of a PDF shows: pieces of text without blanks, each with where it stands and how it looks.

The library parses the page and decodes its fonts; where a piece begins and ends is reckoned here, since nothing but
that tells a blank from a column and a line from a paragraph. Text that is not seen (drawn invisibly over a scan,
beside the page, turned) is counted, not read. Must not know lines or paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject
from pypdf.generic._font import Font

from tonghop.officefiles.zip_package import Refused

Matrix = tuple[float, float, float, float, float, float]

Rule = tuple[float, float, float, float]  # left, low, right, high

MOST_OPERATIONS = 600_000  # of a file; a page of text has some hundreds to some thousands
MOST_OF_PAGE = 8_000_000  # bytes of one stream of drawing; a page of text has some ten thousand
MOST_DEPTH = 8  # of forms within forms
GAP = 0.17  # of the letters' height: a narrow blank; letters of one word stand closer
_APART = 0.2  # of it: what moves on so far behind a blank may leave room for a letter
_INVISIBLE = (3, 7)  # text rendering modes
_TURNED = 0.05  # of an upright letter's height
_THIN, _LONG = 2.5, 6.0  # points: what is drawn as a line
_PAINTED = {b"n": "", b"f": "f", b"F": "f", b"f*": "f"} | dict.fromkeys((b"S", b"s", b"B", b"B*", b"b", b"b*"), "s")
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LEGACY_FONT = re.compile(r"(?:[A-Z]{6}\+)?(?:\.?Vn[A-Z.]|VNI[- ])")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf02d": "-", "\uf0d8": "•", "\uf076": "•", "\uf0fc": "•"})
_BOLD = re.compile("bold|black|heavy|(?<![a-z])demi", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """Letters without a blank in between; left, right and baseline in points from the page's lower left corner.

    `after_blank`: a blank was drawn right before it.
    """

    left: float
    right: float
    base: float
    size: float
    text: str
    is_bold: bool
    after_blank: bool


@dataclass
class PageText:
    """The pieces of a page in the order they are drawn, and its straight lines.

    `known` counts letters read, `unknown` those that no table explains, `invisible` and `unseen` those not to be seen.
    """

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    known: int = 0
    unknown: int = 0
    invisible: int = 0
    unseen: int = 0


class _Font:
    """How a font's codes read and how wide they are (1 is the letters' height)."""

    def __init__(self, resource: DictionaryObject) -> None:
        font = Font.from_font_resource(resource)
        self._font, self._widths = font, font.character_widths
        self._default = float(font.character_widths.get("default", 500))
        self.is_bold = bool(_BOLD.search(font.name)) or _is_heavy(font.font_descriptor.weight)
        self.is_wide = isinstance(font.encoding, str)  # codes of two bytes
        # without a table the codes of such a font are numbers of drawings
        self._is_drawn = not font.interpretable or (self.is_wide and not font.character_map)
        self._is_legacy = bool(_LEGACY_FONT.match(font.name))
        self._seen: dict[str, tuple[str, float]] = {}

    def letters(self, codes: bytes) -> Iterable[tuple[str, float, bool]]:
        """Yield for each code what it reads ("" where nobody can tell), its width, and whether word spacing counts."""
        for code in codes.decode("utf-16-be", "replace") if self.is_wide else codes.decode("latin-1"):
            known = self._seen.get(code)
            if known is None:
                known = self._seen[code] = self._text(code), self._width(code)
            yield known[0], known[1], code == " " and not self.is_wide

    def _text(self, code: str) -> str:
        font = self._font
        if self._is_drawn:
            return ""
        if self.is_wide:
            text = font.character_map.get(code, "")
        else:
            assert isinstance(font.encoding, dict)
            told = font.encoding.get(ord(code), code)
            if self._is_legacy and code not in font.character_map and told not in font.character_map:
                told = code  # the old fonts draw our letters under the codes of others
            text = font.character_map.get(told, told)
        text = text.translate(_BULLETS) if isinstance(text, str) else ""
        return "" if _PRIVATE.search(text) else text

    def _width(self, code: str) -> float:
        width = self._widths.get(code, self._default)
        return float(width) / 1000 if isinstance(width, (int, float)) else self._default / 1000


def _is_heavy(weight: object) -> bool:
    return str(weight).isdecimal() and int(str(weight)) >= 600


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


class PageReader:
    """Reads the pages of one file; what is known of its fonts is kept from page to page."""

    def __init__(self, max_unpacked: int) -> None:
        self._fonts: dict[Any, _Font] = {}
        self._left, self._operations = max_unpacked, MOST_OPERATIONS

    def read(self, page: PageObject) -> PageText:
        """Read one page; refused where it costs too much. What the library stumbles over is raised as it comes."""
        box = page.mediabox
        turn = int(page.rotation or 0) % 360
        left, bottom, right, top = (float(each) for each in (*box.lower_left, *box.upper_right))
        upright: dict[int, Matrix] = {
            90: (0, -1, 1, 0, -bottom, right),
            180: (-1, 0, 0, -1, right, top),
            270: (0, 1, -1, 0, top, -left),
        }
        width, height = (top - bottom, right - left) if turn in (90, 270) else (right - left, top - bottom)
        text = PageText(width, height)
        contents = page.get("/Contents")
        if contents is not None and contents.get_object() is not None:
            resources = _dictionary(page.get("/Resources"))
            base = upright.get(turn, (1, 0, 0, 1, -left, -bottom))
            _Drawing(self, text, page.pdf, 0).draw(contents, resources, base)
        return text

    def font(self, resources: DictionaryObject, name: object) -> _Font | None:
        """Return the font of that name; None where there is none."""
        known = _dictionary(resources.get("/Font"))
        entry = known.raw_get(name) if name in known else None
        if entry is None:
            return None
        key = (entry.idnum, entry.generation) if isinstance(entry, IndirectObject) else id(entry)
        if key not in self._fonts:
            resource = entry.get_object()
            if not isinstance(resource, DictionaryObject):
                return None
            self._fonts[key] = _Font(resource)
        return self._fonts[key]

    def charge(self, unpacked: int, operations: int) -> None:
        """Count what a stream costs; refused where it is too much."""
        self._left -= unpacked
        self._operations -= operations
        if self._left < 0 or self._operations < 0:
            raise Refused("unpacked-size")


def _dictionary(value: object) -> DictionaryObject:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _box(one: tuple[float, float], two: tuple[float, float]) -> Rule:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _number(operands: Any, at: int = 0) -> float:
    value = operands[at] if at < len(operands) else 0.0
    return float(value) if isinstance(value, (int, float)) else 0.0


def _matrix(operands: Any) -> Matrix:
    numbers = [_number(operands, at) for at in range(6)]
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


class _Drawing:
    """One content stream being drawn: the page's, or a form's within it."""

    def __init__(self, reader: PageReader, text: PageText, pdf: Any, depth: int) -> None:
        self.reader, self.text, self.pdf, self.depth = reader, text, pdf, depth
        self.place = self.line = self.base = _SAME
        self.font: _Font | None = None
        self.size = self.spacing = self.words = self.leading = self.rise = 0.0
        self.scale, self.mode = 1.0, 0
        self.piece: Piece | None = None
        self.blank: float | None = None
        """Where the blank ended that was drawn last, until a letter follows it."""
        self.path: list[tuple[str, Rule]] = []  # lines ("l") and rectangles ("r"), not painted yet
        self.pen = (0.0, 0.0)

    def draw(self, contents: Any, resources: DictionaryObject, base: Matrix) -> None:
        self.base = base
        stream = ContentStream(contents, self.pdf, "bytes")
        size = len(stream.get_data())
        if size > MOST_OF_PAGE:
            raise Refused("unpacked-size")
        operations = stream.operations
        self.reader.charge(size, len(operations))
        kept: list[tuple[Any, ...]] = []
        for operands, operator in operations:
            match operator:
                case b"q":
                    kept.append(self._state())
                case b"Q":
                    if kept:
                        (self.base, self.font, self.size, self.spacing, self.words,
                         self.leading, self.rise, self.scale, self.mode) = kept.pop()  # fmt: skip
                case b"cm":
                    self.base = _times(_matrix(operands), self.base)
                case b"BT":
                    self.place = self.line = _SAME
                    self.piece = None
                case b"Tf":
                    self.font = self.reader.font(resources, operands[0]) if operands else None
                    self.size = _number(operands, 1)
                case b"m" | b"l" | b"re" | b"h":
                    self._path(operator, operands)
                case b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n":
                    self._paint(_PAINTED[operator])
                case b"Do":
                    self._form(resources, operands[0] if operands else None)
                case _:
                    self._text(operator, operands)

    def _state(self) -> tuple[Any, ...]:
        spaces = self.spacing, self.words, self.leading, self.rise, self.scale, self.mode
        return self.base, self.font, self.size, *spaces

    def _text(self, operator: bytes, operands: Any) -> None:
        match operator:
            case b"Tj":
                self._show(operands[:1])
            case b"TJ":
                self._show(operands[0] if operands and isinstance(operands[0], (list, ArrayObject)) else ())
            case b"'" | b'"':
                if operator == b'"':
                    self.words, self.spacing = _number(operands), _number(operands, 1)
                self._move(0, -self.leading)
                self._show(operands[-1:])
            case b"Td" | b"TD":
                if operator == b"TD":
                    self.leading = -_number(operands, 1)
                self._move(_number(operands), _number(operands, 1))
            case b"T*":
                self._move(0, -self.leading)
            case b"Tm":
                self.place = self.line = _matrix(operands)
            case b"Tc":
                self.spacing = _number(operands)
            case b"Tw":
                self.words = _number(operands)
            case b"Tz":
                self.scale = _number(operands) / 100
            case b"TL":
                self.leading = _number(operands)
            case b"Ts":
                self.rise = _number(operands)
            case b"Tr":
                self.mode = int(_number(operands))

    def _path(self, operator: bytes, operands: Any) -> None:
        x, y = _number(operands), _number(operands, 1)
        a, b, c, d, e, f = self.base
        here = a * x + c * y + e, b * x + d * y + f
        if operator == b"re":
            width, height = _number(operands, 2), _number(operands, 3)
            there = here[0] + a * width + c * height, here[1] + b * width + d * height
            self.path.append(("r", _box(here, there)))
        elif operator == b"l":
            self.path.append(("l", _box(self.pen, here)))
        if operator != b"h":
            self.pen = here

    def _paint(self, how: str) -> None:
        """Keep of a path what is drawn as straight lines: strokes, thin rectangles, a rectangle's edges."""
        rules = self.text.rules
        for kind, (left, low, right, high) in self.path:
            is_thin = min(right - left, high - low) < _THIN
            if how and is_thin and max(right - left, high - low) > _LONG and (how == "s" or kind == "r"):
                rules.append((left, low, right, high))
            elif how == "s" and kind == "r" and not is_thin:
                rules += (left, low, left, high), (right, low, right, high)
                rules += (left, low, right, low), (left, high, right, high)
        self.path.clear()

    def _move(self, right: float, up: float) -> None:
        self.place = self.line = _times((1, 0, 0, 1, right, up), self.line)

    def _form(self, resources: DictionaryObject, name: object) -> None:
        form = _dictionary(_dictionary(resources.get("/XObject")).get(name))
        if form.get("/Subtype") != "/Form" or not isinstance(form, StreamObject):
            return
        if self.depth >= MOST_DEPTH:
            raise Refused("parse", "forms")
        self.reader.charge(0, 100)
        base = _times(_matrix(form["/Matrix"]), self.base) if "/Matrix" in form else self.base
        inner = _Drawing(self.reader, self.text, self.pdf, self.depth + 1)
        inner.draw(form, _dictionary(form.get("/Resources", resources)), base)

    def _show(self, shown: Iterable[Any]) -> None:
        """Draw strings, and moves between them (thousandths of the letters' height, to the left)."""
        font = self.font
        if font is None:
            if any(isinstance(each, (bytes, str)) for each in shown):
                raise PyPdfError("text without a font")
            return
        a, b, c, d, e, f = _times((self.scale, 0, 0, 1, 0, self.rise), _times(self.place, self.base))
        height = abs(d) * self.size
        is_seen = self.mode not in _INVISIBLE
        is_upright = a > 0 and abs(b) < _TURNED * a and abs(c) < max(abs(a), abs(d)) and height > 0
        at = 0.0  # along the line, in units of the text
        for each in shown:
            if isinstance(each, (int, float)):
                at -= float(each) / 1000 * self.size
                continue
            codes = each if isinstance(each, bytes) else getattr(each, "original_bytes", b"")
            for letter, width, is_word in font.letters(codes):
                begin = e + at * a
                at += width * self.size + self.spacing + (self.words if is_word else 0.0)
                if not is_upright or not (0 <= begin <= self.text.width and 0 <= f <= self.text.height):
                    self.text.unseen += 1
                elif not is_seen:
                    self.text.invisible += 1
                else:
                    self._letter(letter, begin, e + (at - self.spacing) * a, f, height)
        g, h, i, j, k, m = self.place
        self.place = (g, h, i, j, k + at * self.scale * g, m + at * self.scale * h)

    def _letter(self, letter: str, begin: float, end: float, base: float, height: float) -> None:
        assert self.font is not None
        if not letter:
            self.text.unknown += 1
            self.blank, self.piece = end, None
            return
        if not letter.strip() and letter != "\xad":  # the old fonts write ư under the code of a soft hyphen
            self.blank = end
            return
        self.text.known += 1
        piece = self.piece
        if piece is not None and self.blank is None and self._goes_on(piece, begin, base, height):
            piece.text += letter
            piece.right = max(piece.right, end)
            return
        # a letter of another font may be drawn later in between: `Đảng ủy`, all but the `ủ` first
        is_after_blank = self.blank is not None and begin - self.blank < _APART * height
        self.piece = Piece(begin, end, base, height, letter, self.font.is_bold, is_after_blank)
        self.blank = None
        self.text.pieces.append(self.piece)

    def _goes_on(self, piece: Piece, begin: float, base: float, height: float) -> bool:
        assert self.font is not None
        is_near = -GAP * height * 3 < begin - piece.right < GAP * height
        is_level = abs(base - piece.base) < 0.1 * height and abs(height - piece.size) < 0.1 * height
        return is_near and is_level and piece.is_bold == self.font.is_bold
