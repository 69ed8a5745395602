"""Comments on cells, as Excel keeps them: their texts in one part, their boxes in a drawing of the older kind.

What other people wrote and drew stays. Our own words are known by their form, wherever they stand, so that they can
be taken out again after any office program has written the file anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from tonghop.findings import ERROR, WARNING, Finding
from tonghop.intake.addresses import cell_name
from tonghop.outputs.marking.boxes import Boxes, ShapeIds
from tonghop.outputs.marking.cells import (
    BEFORE_DRAWN_COMMENTS,
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

LONGEST = 1500  # letters of one message


class Comments:
    """The comments of one worksheet. `taken_out` are the cells in which comments of ours stood."""

    def __init__(self, parts: Parts, sheet: Worksheet, part: str, office_relations: str, ids: ShapeIds) -> None:
        """Find the sheet's comments and take ours out."""
        self._parts, self._sheet, self._part, self._relations = parts, sheet, part, office_relations
        related = parts.related(part)
        texts = [each for each in related if each.kind == "comments" and parts.has(each.part)]
        drawn = self._drawn()
        drawings = [each for each in related if each.kind == "vmlDrawing" and each.id == drawn and parts.has(each.part)]
        if drawn is not None and not drawings:
            raise Unmarkable(f"{part}: drawing {drawn}")
        self._texts = texts[0] if texts else None
        self._drawing = drawings[0] if drawings else None
        self._root: Element = parts.tree(self._texts.part) if self._texts else None
        self._boxes = Boxes(parts.read(self._drawing.part) if self._drawing else b"", sheet, ids)
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
            self._boxes.remove(empty)
        return ours

    # -- ours in -----------------------------------------------------------------------------------------------------

    def add(self, findings: Mapping[Place, Sequence[Finding]]) -> None:
        """Say at these cells what was found there, below what somebody else has said."""
        alone: dict[Place, str] = {}
        added: dict[Place, str] = {}
        for place, found in findings.items():
            comment = self._found.get(place)
            text = "\n".join(f"• {LABELS[each.severity]}: {one_line(each.message)}" for each in found)
            if comment is None:
                alone[place] = text
                self._found[place] = comment = self._new_comment(place)
                _speak(comment, f"{AUTHOR}:", text)
            else:
                added[place] = f"{_said(comment)}\n{text}"
                _speak(comment, f"\n{AUTHOR}:", text)
        self._boxes.enlarge(added)
        self._boxes.add(alone)
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
        if self._found or self._boxes.any():
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
            self._parts.write(self._drawing.part, self._boxes.drawing)
        if self._drawing or not self._boxes.drawing:
            return
        part = self._parts.write(self._parts.fresh("xl/drawings/vmlDrawing{}.vml"), self._boxes.drawing)
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
