"""Comments on cells, as Excel keeps them: their texts in one part, their boxes in a drawing of the older kind.

What other people wrote and drew stays. Our own words are known by their form, wherever they stand, so that they can
be taken out again after any office program has written the file anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from tonghop.findings import ERROR, WARNING, Finding
from tonghop.grid import cell_name
from tonghop.outputs.marking.cells import (
    BEFORE_DRAWN_COMMENTS,
    LAST_COLUMN,
    LAST_ROW,
    Place,
    Worksheet,
    place_of,
)
from tonghop.outputs.marking.package import (
    Element,
    Parts,
    Unmarkable,
    as_typed,
    local,
    printable,
    put_in_order,
)

AUTHOR = "Tổng hợp"
LABELS: Mapping[str, str] = {ERROR: "Lỗi", WARNING: "Cảnh báo"}
_LINE = rf"\r?\n• (?:{'|'.join(LABELS.values())}): [^\n]*"
_OURS = re.compile(rf"(?:\r?\n)?{AUTHOR}:(?:{_LINE})+")
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

WIDTH, LINE, LINE_LENGTH, MOST_LINES = 330, 18, 46, 30
"""A box: its width, the height of a line (pixels), how many letters fit into one, how many lines it may have."""
LONGEST = 1500  # letters of one message

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


class Comments:
    """The comments of one worksheet. `taken_out` are the cells in which comments of ours stood."""

    def __init__(self, parts: Parts, sheet: Worksheet, part: str, office_relations: str, ids: ShapeIds) -> None:
        """Find the sheet's comments and take ours out."""
        self._parts, self._sheet, self._part, self._relations = parts, sheet, part, office_relations
        self._ids = ids
        related = parts.related(part)
        texts = [each for each in related if each.kind == "comments" and parts.has(each.part)]
        drawn = self._drawn()
        drawings = [each for each in related if each.kind == "vmlDrawing" and each.id == drawn and parts.has(each.part)]
        if drawn is not None and not drawings:
            raise Unmarkable(f"{part}: drawing {drawn}")
        self._texts = texts[0] if texts else None
        self._drawing = drawings[0] if drawings else None
        self._root: Element = parts.tree(self._texts.part) if self._texts else None
        self._boxes = parts.read(self._drawing.part) if self._drawing else b""
        self._found: dict[Place, Element] = {}
        for comment in self._list():
            if local(comment) == "comment":
                self._found.setdefault(place_of(comment.get("ref", "")), comment)
        self.taken_out = self._take_out()
        self._is_changed = bool(self.taken_out)

    # -- ours out ----------------------------------------------------------------------------------------------------

    def _take_out(self) -> set[Place]:
        ours, empty = set(), set()
        for place, comment in self._found.items():
            if _cut(comment):
                ours.add(place)
                if not _said(comment).strip():
                    empty.add(place)
        for place in empty:
            comment = self._found.pop(place)
            comment.getparent().remove(comment)
        if empty:
            self._boxes = _SHAPE.sub(lambda shape: b"" if _place_of_note(shape[0]) in empty else shape[0], self._boxes)
        return ours

    # -- ours in -----------------------------------------------------------------------------------------------------

    def add(self, findings: Mapping[Place, Sequence[Finding]]) -> None:
        """Say at these cells what was found there, below what somebody else has said."""
        boxes = []
        for place, found in findings.items():
            comment = self._found.get(place)
            text = "\n".join(f"• {LABELS[each.severity]}: {one_line(each.message)}" for each in found)
            if comment is None:
                boxes.append((place, text))
                self._found[place] = comment = self._new_comment(place)
                _speak(comment, f"{AUTHOR}:", text)
            else:
                said = _said(comment)
                _speak(comment, f"\n{AUTHOR}:", text)
                self._enlarge(place, _height(said) + _height(text))
        self._boxes = self._with_boxes(boxes)
        self._is_changed = self._is_changed or bool(findings)

    def _new_comment(self, place: Place) -> Element:
        if self._root is None:
            space = self._sheet.space
            self._root = etree.Element(self._sheet.tag("comments"), nsmap={None: space} if space else None)
        authors = self._branch("authors", at=0)
        names = [each.text or "" for each in authors if local(each) == "author"]
        if AUTHOR not in names:
            etree.SubElement(authors, self._tag("author")).text = AUTHOR
            names.append(AUTHOR)
        attributes = {"ref": cell_name(*place), "authorId": str(names.index(AUTHOR))}
        return etree.SubElement(self._branch("commentList", at=1), self._tag("comment"), attributes)

    def _enlarge(self, place: Place, height: int) -> None:
        """Make somebody's box large enough for what now stands in it."""

        def larger(found: re.Match[bytes]) -> bytes:
            if _place_of_note(found[0]) != place:
                return found[0]
            left, top = self._beside(place)
            return _ANCHOR.sub(rb"\g<1>" + self._anchor(left, top, height).encode() + rb"\g<3>", found[0], count=1)

        self._boxes = _SHAPE.sub(larger, self._boxes)

    def _with_boxes(self, notes: list[tuple[Place, str]]) -> bytes:
        if not notes:
            return self._boxes
        drawing = self._boxes or _DRAWING
        end = drawing.rfind(b"</xml>")
        if end < 0:
            raise Unmarkable(f"{self._part}: drawing")
        ids, blocks = self._ids.take(len(notes), drawing)
        made = [] if b'id="_x0000_t202"' in drawing else [_SHAPE_TYPE]
        for at, (place, text) in enumerate(notes):
            height = _height(text)
            made.append(
                _BOX.format(
                    id=ids[at],
                    layer=at + 1,
                    width=WIDTH * 3 / 4,
                    height=height * 3 / 4,
                    anchor=self._anchor(*self._beside(place), height),
                    row=place[0],
                    column=place[1],
                )
            )
        held = ",".join(map(str, sorted(blocks))).encode()
        return _HELD.sub(rb"\g<1>" + held + rb"\g<3>", drawing[:end]) + "".join(made).encode() + drawing[end:]

    # -- where boxes stand -------------------------------------------------------------------------------------------

    def _beside(self, place: Place) -> tuple[int, int]:
        return min(place[1] + 1, LAST_COLUMN - 6), max(min(place[0], LAST_ROW - 40) - 1, 0)

    def _anchor(self, left: int, top: int, height: int) -> str:
        """Say in cells where a box begins and ends, so that it has its size whatever sizes the cells have."""
        right, over = _walk(left, 12 + WIDTH, self._sheet.column_size, LAST_COLUMN)
        bottom, below = _walk(top, 6 + height, self._sheet.row_size, LAST_ROW)
        return f"{left}, 12, {top}, 6, {right}, {over}, {bottom}, {below}"

    # -- back into the file ------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Put the parts back; say whether the sheet's own part was changed by it."""
        if not self._is_changed:
            return False
        before = self._drawn()
        if self._found:
            self._save_texts()
        elif self._texts:
            self._parts.drop(self._texts.part)
            self._parts.unrelate(self._part, self._texts.id)
        if self._found or _SHAPE.search(self._boxes):
            self._save_boxes()
        elif self._drawing:
            self._parts.drop(self._drawing.part)
            self._parts.unrelate(self._part, self._drawing.id)
            for each in [each for each in self._sheet.root if local(each) == "legacyDrawing"]:
                self._sheet.root.remove(each)
        return self._drawn() != before

    def _save_texts(self) -> None:
        if self._texts:
            self._parts.changed(self._texts.part)
            return
        written = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = self._parts.write(self._parts.fresh("xl/comments{}.xml"), written)
        self._parts.declare(part, _COMMENTS_TYPE)
        self._parts.relate(self._part, f"{self._relations}/comments", part)

    def _save_boxes(self) -> None:
        if self._drawing:
            self._parts.write(self._drawing.part, self._boxes)
        if self._drawing or not self._boxes:
            return
        part = self._parts.write(self._parts.fresh("xl/drawings/vmlDrawing{}.vml"), self._boxes)
        self._parts.declare_ending("vml", _DRAWING_TYPE)
        relation = self._parts.relate(self._part, f"{self._relations}/vmlDrawing", part)
        made = etree.Element(self._sheet.tag("legacyDrawing"), nsmap={**self._sheet.root.nsmap, "r": self._relations})
        made.set(f"{{{self._relations}}}id", relation)
        put_in_order(self._sheet.root, made, BEFORE_DRAWN_COMMENTS)

    def _drawn(self) -> str | None:
        """The id of the drawing that the sheet names, None where it names none."""
        for each in self._sheet.root:
            if local(each) == "legacyDrawing":
                return next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        return None

    # -- the part of the texts ---------------------------------------------------------------------------------------

    def _list(self) -> list[Element]:
        if self._root is None:
            return []
        return [comment for branch in self._root if local(branch) == "commentList" for comment in branch]

    def _branch(self, name: str, at: int) -> Element:
        for each in self._root:
            if local(each) == name:
                return each
        made = etree.Element(self._tag(name), nsmap=self._root.nsmap)
        self._root.insert(at, made)
        return made

    def _tag(self, name: str) -> str:
        space = etree.QName(self._root).namespace
        return f"{{{space}}}{name}" if space else name


def _texts_of(comment: Element) -> list[Element]:
    """The elements that hold a comment's words; not how they are pronounced."""
    return [
        each for each in comment.iter()
        if local(each) == "t" and local(each.getparent()) != "rPh"
    ]  # fmt: skip


def _said(comment: Element) -> str:
    return "".join(each.text or "" for each in _texts_of(comment))


def _cut(comment: Element) -> bool:
    """Take our words out of a comment, however they are spread over its runs; say whether there were any."""
    found = [match.span() for match in _OURS.finditer(_said(comment))]
    at = 0
    for each in _texts_of(comment):
        text = each.text or ""
        kept = "".join(
            letter for place, letter in enumerate(text, at) if not any(start <= place < end for start, end in found)
        )
        at += len(text)
        if kept != text:
            each.text = kept
            run = each.getparent()
            if not kept and local(run) == "r":
                run.getparent().remove(run)
    return bool(found)


def _speak(comment: Element, head: str, text: str) -> None:
    """Add our words behind what a comment says."""
    space = etree.QName(comment).namespace
    prefix = f"{{{space}}}" if space else ""
    body = next((each for each in comment if local(each) == "text"), None)
    if body is None:
        body = etree.SubElement(comment, f"{prefix}text")
    for alone in [each for each in body if local(each) == "t"]:
        run = etree.Element(f"{prefix}r")
        alone.addprevious(run)
        run.append(alone)
    for words, is_bold in ((head, True), (f"\n{text}", False)):
        run = etree.Element(f"{prefix}r")
        put_in_order(body, run, ("r",))
        look = etree.SubElement(run, f"{prefix}rPr")
        if is_bold:
            etree.SubElement(look, f"{prefix}b")
        for name, value in (("sz", "11"), ("color", None), ("rFont", "Times New Roman"), ("family", "1")):
            etree.SubElement(look, f"{prefix}{name}", {"val": value} if value else {"indexed": "81"})
        said = etree.SubElement(run, f"{prefix}t")
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        said.text = as_typed(words)


def one_line(message: str) -> str:
    """Return a message as it stands in a comment: on one line, and no longer than people read."""
    line = " ".join(printable(message).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


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
    while pixels >= size(at) and at < last:
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))
