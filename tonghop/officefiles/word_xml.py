"""Read the tables and the text of a Word document as a person sees it.

Walks the XML itself: text in content controls, text boxes and tracked changes is invisible to the usual library.
Inserted text counts, deleted text does not, and what was not found is confessed. Must not know what a table means.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tonghop.officefiles.numbering import Lead, Leads
from tonghop.officefiles.styles import HIDDEN, RAISED, STRUCK, joint_look
from tonghop.officefiles.zip_package import Refused

Rows = list[list[object]]
Looks = dict[tuple[int, int], str]
Area = tuple[int, int, int, int]

_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
_WRAPPERS = {
    "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:r", "w:hyperlink",
    "w:fldSimple", "w:dir", "w:bdo", "w:ruby", "w:rubyBase", "m:oMathPara", "m:oMath",
}  # fmt: skip
_GONE = {"w:del", "w:moveFrom", "w:rt"}
_PICTURES = {"w:drawing", "w:pict", "w:object"}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_MAX_SPAN = 63  # columns of a Word table


@dataclass(frozen=True)
class Document:
    """What a Word document says. Of each table: its rows, how their texts look, its merged areas, the paragraphs before
    it, its columns.

    `leads` says of each paragraph what Word writes before it, its heading's level and whether it is bold; `headers` are
    the ids of the page headers in use; `hidden_text`: text was left that is nowhere here.
    """

    tables: list[Rows]
    looks: list[Looks]
    merged: list[list[Area]]
    places: list[tuple[int, int]]
    paragraphs: list[str]
    leads: list[Lead]
    headers: list[str]
    hidden_text: bool


def read_document(xml: bytes, max_cells: int, styles: bytes = b"", lists: bytes = b"") -> Document:
    """Give the tables, the paragraphs outside them, and whether text was left that is in neither.

    `styles` and `lists` are the parts that say which paragraphs are headings and how Word numbers them.
    """
    root, walk = _parsed(xml), _Walk(max_cells)
    for part, take_in in ((styles, walk.numbers.add_styles), (lists, walk.numbers.add_lists)):
        with contextlib.suppress(Refused):  # how a text looks is no reason to leave it unread
            if part:
                take_in(_parsed(part))
    body = next((part for part in root if walk.name(part) == "w:body"), None)
    if walk.name(root) != "w:document" or body is None:
        raise Refused("parse", "no body")
    walk.blocks(body, walk.paragraphs, None)
    lost = walk.text_size(body) - walk.seen - walk.dropped
    is_text = [bool(text.strip()) for text in walk.paragraphs]
    places = [(sum(is_text[:before]), columns) for before, columns in walk.places]
    in_use = [_id(part) for part in root.iter() if walk.name(part) == "w:headerReference"]
    return Document(
        walk.tables,
        walk.looks,
        walk.merged,
        places,
        [text for text in walk.paragraphs if text.strip()],
        [lead for lead, text in zip(walk.leads, walk.paragraphs, strict=True) if text.strip()],
        list(dict.fromkeys(in_use)),
        walk.has_foreign_part or lost > 0,
    )


def read_header(xml: bytes, max_cells: int) -> list[str]:
    """Give the lines of a page header, those of its tables after the others."""
    walk = _Walk(max_cells)
    walk.blocks(_parsed(xml), walk.paragraphs, None)
    cells = [cell for rows in walk.tables for row in rows for cell in row if isinstance(cell, str)]
    return [text for text in (*walk.paragraphs, *cells) if text.strip()]


def _parsed(xml: bytes) -> Element:
    try:
        return ElementTree.fromstring(xml)
    except (ElementTree.ParseError, LookupError, ValueError) as problem:  # the latter two for unknown encodings
        raise Refused("parse", str(problem)) from problem


class _Walk:
    """One pass over a document; `seen` and `dropped` count the characters of text met: a rest was overlooked."""

    def __init__(self, max_cells: int) -> None:
        self._names: dict[str, str] = {}
        self.tables: list[Rows] = []
        self.looks: list[Looks] = []
        self.merged: list[list[Area]] = []
        self.places: list[tuple[int, int]] = []
        self.paragraphs: list[str] = []
        self.leads: list[Lead] = []
        self.numbers = Leads(self.name)
        self.seen = self.dropped = 0
        self.has_foreign_part = False
        self._cells_left = max_cells

    def name(self, element: Element) -> str:
        """Give the element's name with the usual prefix, also in strict documents; "" if it is not ours."""
        tag = element.tag
        if tag not in self._names:
            space, _, local = tag[1:].rpartition("}")
            self._names[tag] = _WORD[space] + local if space in _WORD else ""
        return self._names[tag]

    def text_size(self, element: Element) -> int:
        """Count the characters in all text below an element, blanks left out."""
        return sum(_size(part.text) for part in element.iter() if self.name(part) == "w:t")

    def blocks(self, parent: Element, texts: list[str], nested: list[Element] | None) -> None:
        """Collect paragraphs into `texts`; tables are read at once, those inside another put off into `nested`."""
        for part in parent:
            name = self.name(part)
            if name == "w:p":
                texts.append(self._paragraph(part))
                if texts is self.paragraphs:
                    self.leads.append(self.numbers.of(part))
            elif name == "w:tbl":
                if nested is None:
                    self._table(part)
                else:
                    nested.append(part)
            elif name == "w:altChunk":
                self.has_foreign_part = True
            elif name in _GONE:
                self._drop(part)
            elif name in _WRAPPERS:
                self.blocks(part, texts, nested)
            elif name == "mc:AlternateContent":
                chosen = self._choice(part)
                if chosen is not None:
                    self.blocks(chosen, texts, nested)

    def _paragraph(self, paragraph: Element) -> str:
        pieces: list[str] = []
        self._inline(paragraph, pieces)
        return "".join(pieces)

    def _inline(self, parent: Element, pieces: list[str]) -> None:
        for part in parent:
            name = self.name(part)
            if name in ("w:t", "m:t"):
                pieces.append(part.text or "")
                if name == "w:t":
                    self.seen += _size(part.text)
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name in _GONE:
                self._drop(part)
            elif name in _WRAPPERS or name.startswith("m:"):
                self._inline(part, pieces)
            elif name in _PICTURES:
                self._picture(part)
            elif name == "mc:AlternateContent":
                chosen = self._choice(part)
                if chosen is not None:
                    self._inline(chosen, pieces)

    def _picture(self, parent: Element) -> None:
        """Text boxes stand beside the text they are anchored in: their paragraphs go to the document's."""
        for part in parent:
            name = self.name(part)
            if name == "w:txbxContent":
                self.blocks(part, self.paragraphs, None)
            elif name == "mc:AlternateContent":
                chosen = self._choice(part)
                if chosen is not None:
                    self._picture(chosen)
            else:
                self._picture(part)

    def _choice(self, alternatives: Element) -> Element | None:
        """Take the first of several ways to say the same."""
        chosen: Element | None = None
        for part in alternatives:
            if chosen is None and self.name(part) in ("mc:Choice", "mc:Fallback"):
                chosen = part
            else:
                self._drop(part)
        return chosen

    def _drop(self, element: Element) -> None:
        self.dropped += self.text_size(element)

    def _table(self, table: Element) -> None:
        rows: Rows = []
        self.tables.append(rows)
        looks: Looks = {}
        self.looks.append(looks)
        areas: dict[int, Area] = {}  # those that go on below, by their first column
        merged: list[Area] = []
        self.merged.append(merged)
        columns, at = 0, len(self.places)
        self.places.append((len(self.paragraphs), 0))
        nested: list[Element] = []
        for row in self._inside(table, "w:tr"):
            if self._setting(row, "w:trPr", "w:del") is not None:
                self._drop(row)
                continue
            cells: list[object] = [None] * _number(self._setting(row, "w:trPr", "w:gridBefore"), 0)
            for cell in self._inside(row, "w:tc"):
                span = max(1, _number(self._setting(cell, "w:tcPr", "w:gridSpan"), 1))
                if (look := self._look(cell)) is not None:
                    looks[len(rows), len(cells)] = look
                self._merge(cell, (len(rows), len(cells), span), areas, merged)
                cells += [self._cell(cell, nested)] + [None] * (span - 1)
            self._cells_left -= len(cells)
            if self._cells_left < 0:
                raise Refused("cells")
            columns = max(columns, len(cells))
            while cells and cells[-1] is None:
                cells.pop()
            rows.append(cells)
        merged += areas.values()
        merged[:] = sorted(area for area in merged if area[:2] != area[2:])
        self.places[at] = self.places[at][0], columns
        while rows and not rows[-1]:
            rows.pop()
        for inner in nested:
            self._table(inner)

    def _merge(self, cell: Element, place: tuple[int, int, int], areas: dict[int, Area], done: list[Area]) -> None:
        """Note the area that a cell (row, column, span) begins, or goes on with what stands above it."""
        row, column, span = place
        going_on = self._setting(cell, "w:tcPr", "w:vMerge")
        above = areas.pop(column, None)
        if going_on is not None and _value(going_on) != "restart" and above is not None and above[2] == row - 1:
            areas[column] = (*above[:2], row, above[3])
            return
        if above is not None:
            done.append(above)
        areas[column] = row, column, row, column + span - 1

    def _inside(self, parent: Element, wanted: str) -> list[Element]:
        """Give the rows of a table or the cells of a row, also those that something is wrapped around."""
        found: list[Element] = []
        for part in parent:
            name = self.name(part)
            if name == wanted:
                found.append(part)
            elif name in _GONE:
                self._drop(part)
            elif name in _WRAPPERS:
                found += self._inside(part, wanted)
        return found

    def _cell(self, cell: Element, nested: list[Element]) -> object:
        for kind in ("w:vMerge", "w:hMerge"):
            merged = self._setting(cell, "w:tcPr", kind)
            if merged is not None and _value(merged) != "restart":
                return None  # belongs to the cell above or before it
        texts: list[str] = []
        self.blocks(cell, texts, nested)
        text = "\n".join(texts).strip("\n").replace("\t", " ")
        return text if text.strip() else None

    def _look(self, cell: Element) -> str | None:
        """Tell how the text of a cell is written, or that a part of it is not shown; deleted text is none."""
        runs = [run for run in cell.iter() if self.name(run) == "w:r"]
        look = joint_look((self._look_of(run), self._own_text(run)) for run in runs)
        is_hidden = look is None and any(self._is_on(run, "w:vanish") and self._own_text(run).strip() for run in runs)
        return HIDDEN if is_hidden else look

    def _look_of(self, run: Element) -> str | None:
        if self._is_on(run, "w:strike") or self._is_on(run, "w:dstrike"):
            return STRUCK
        raised = self._setting(run, "w:rPr", "w:vertAlign")
        return RAISED if raised is not None and _value(raised) in ("superscript", "subscript") else None

    def _is_on(self, run: Element, wanted: str) -> bool:
        setting = self._setting(run, "w:rPr", wanted)
        return setting is not None and _value(setting) not in ("0", "false", "off")

    def _own_text(self, run: Element) -> str:
        return "".join(part.text or "" for part in run if self.name(part) == "w:t")

    def _setting(self, element: Element, group: str, wanted: str) -> Element | None:
        for settings in element:
            if self.name(settings) == group:
                return next((setting for setting in settings if self.name(setting) == wanted), None)
        return None


def _size(text: str | None) -> int:
    return len(re.sub(r"\s", "", text)) if text else 0


def _value(setting: Element) -> str:
    return next((value for key, value in setting.items() if key.rpartition("}")[2] == "val"), "")


def _id(reference: Element) -> str:
    return next((value for key, value in reference.items() if key.rpartition("}")[2] == "id"), "")


def _number(setting: Element | None, default: int) -> int:
    value = _value(setting) if setting is not None else ""
    return min(int(value[:4]), _MAX_SPAN) if value.isdecimal() else default
