"""Walk over a Word document's XML: its paragraphs in pieces, its tables in rows, its text boxes, in one pass.

Text in content controls, text boxes and tracked changes is met where it stands; what was met is counted, so that what
was not can be confessed. Must not know what a text means.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from tonghop.officefiles.numbering import Lead, Leads
from tonghop.officefiles.styles import HIDDEN
from tonghop.officefiles.word_looks import PATTERNED, RunLooks, Settings
from tonghop.officefiles.word_pieces import (
    COMMENT,
    DELETED,
    ENDNOTE,
    FOOTNOTE,
    Pieces,
    is_plain,
    lines,
    look_of,
    text_of,
    together,
)
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
_REFERENCES = {"w:footnoteReference": FOOTNOTE, "w:endnoteReference": ENDNOTE, "w:commentReference": COMMENT}
_UNREAD = {"blip": "picture", "imagedata": "picture", "chart": "chart", "relIds": "diagram", "OLEObject": "object"}
_COMMENTED = ("w:commentRangeStart", "w:commentRangeEnd")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_MOST_OPEN = 20  # comments that stand over one text; more would be said of every paragraph
_MAX_SPAN = 63  # columns of a Word table


class Walk:
    """One pass over a document; `seen` and `dropped` count the characters of text met: a rest was overlooked."""

    def __init__(self, max_cells: int) -> None:
        self._names: dict[str, str] = {}
        self.tables: list[Rows] = []
        self.looks: list[Looks] = []
        self.merged: list[list[Area]] = []
        self.places: list[tuple[int, int]] = []
        self.paragraphs: list[Pieces] = []
        self.cell_pieces: dict[int | tuple[int, int, int], Pieces] = {}
        self.boxes: set[int] = set()
        self.left_out: dict[str, int] = {}
        self.leads: list[Lead] = []
        self.numbers = Leads(self.name)
        self._run_looks = RunLooks(self.name)
        self._open_comments: dict[str, None] = {}
        self._behind = ""
        self._is_in_box = self._is_row_hidden = False
        self.seen = self.dropped = 0
        self.has_foreign_part = False
        self.cells_left = max_cells

    def add_styles(self, root: Element) -> None:
        """Take in the styles part."""
        self.numbers.add_styles(root)
        self._run_looks.add_styles(root)

    def page_of(self, root: Element) -> None:
        """Note the page's colour where the document has one."""
        page = next((attribute(part, "color") for part in root if self.name(part) == "w:background"), "")
        self._run_looks.page = page if len(page) == 6 else self._run_looks.page

    def lines(self) -> list[str]:
        """Give all texts, those of tables after the others."""
        cells = [cell for rows in self.tables for row in rows for cell in row if isinstance(cell, str)]
        return [text for text in (*map(text_of, self.paragraphs), *cells) if text.strip()]

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

    def blocks(self, parent: Element, texts: list[Pieces], nested: list[Element] | None) -> None:
        """Collect paragraphs into `texts`; tables are read at once, those inside another put off into `nested`."""
        for part in parent:
            name = self.name(part)
            if name == "w:p":
                pieces = self._paragraph(part)
                if texts is self.paragraphs:
                    self.leads.append(self.numbers.of(part))
                    if self._is_in_box:
                        self.boxes.add(len(texts))
                texts.append(pieces)
            elif name == "w:tbl":
                if nested is None:
                    self._table(part)
                else:
                    nested.append(part)
            elif name == "w:altChunk":
                self.has_foreign_part = True
            elif name in _GONE:
                self._drop(part)
            elif name in _COMMENTED:
                self._comment(part, name)
            elif name in _WRAPPERS:
                self.blocks(part, texts, nested)
            elif name == "mc:AlternateContent":
                chosen = self._choice(part)
                if chosen is not None:
                    self.blocks(chosen, texts, nested)

    def _paragraph(self, paragraph: Element) -> Pieces:
        pieces: Pieces = [(COMMENT, each) for each in self._open_comments]
        self._inline(paragraph, pieces, self._run_looks.paragraph(paragraph), "")
        pieces += [(COMMENT, each) for each in self._open_comments]
        return together(pieces)

    def _inline(self, parent: Element, pieces: Pieces, settings: Settings, look: str) -> None:
        for part in parent:
            name = self.name(part)
            if name in ("w:t", "m:t"):
                pieces.append((look, part.text or ""))
                if name == "w:t":
                    self.seen += _size(part.text)
            elif name == "w:r":
                own = HIDDEN if self._is_row_hidden else self._run_looks.run(part, settings, self._behind)
                self._inline(part, pieces, settings, own)
            elif name in _SIGNS:
                pieces.append((look, _SIGNS[name]))
            elif name in _GONE:
                self._drop(part)
                pieces.append((DELETED, "" if name == "w:rt" else self._all_text(part)))
            elif name in _REFERENCES:
                pieces.append((_REFERENCES[name], attribute(part, "id")))
            elif name in _COMMENTED:
                self._comment(part, name)
                pieces.append((COMMENT, attribute(part, "id")))
            elif name in _WRAPPERS or name.startswith("m:"):
                self._inline(part, pieces, settings, look)
            elif name in _PICTURES:
                self._boxes_of(part)
            elif name == "mc:AlternateContent":
                chosen = self._choice(part)
                if chosen is not None:
                    self._inline(chosen, pieces, settings, look)

    def _all_text(self, part: Element) -> str:
        return "".join(each.text or "" for each in part.iter() if self.name(each) in ("w:t", "w:delText"))

    def _comment(self, part: Element, name: str) -> None:
        """Note where the range of a comment begins and ends."""
        if name == "w:commentRangeStart":
            if len(self._open_comments) < _MOST_OPEN:
                self._open_comments[attribute(part, "id")] = None
        else:
            self._open_comments.pop(attribute(part, "id"), None)

    def _boxes_of(self, picture: Element) -> None:
        behind, was = self._behind, self._is_in_box
        self._behind, self._is_in_box = PATTERNED, True  # what colour lies behind a box is a drawing's
        self._picture(picture)
        self._behind, self._is_in_box = behind, was

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
                if not name:
                    self._drawn(part)
                self._picture(part)

    def _drawn(self, part: Element) -> None:
        """Count what is drawn and has no text; a word drawn as a picture says its text."""
        local = part.tag.rpartition("}")[2]
        if local in _UNREAD:
            self.left_out[_UNREAD[local]] = self.left_out.get(_UNREAD[local], 0) + 1
        elif local == "textpath" and (text := attribute(part, "string")):
            self.boxes.add(len(self.paragraphs))
            self.paragraphs.append([("", text)])
            self.leads.append(("", -1, False))

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
        number = len(self.tables)
        fill = self._run_looks.table_fill(table)
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
            self._is_row_hidden = self._setting(row, "w:trPr", "w:hidden") is not None
            cells: list[object] = [None] * _number(self._setting(row, "w:trPr", "w:gridBefore"), 0)
            for cell in self._inside(row, "w:tc"):
                span = max(1, _number(self._setting(cell, "w:tcPr", "w:gridSpan"), 1))
                behind, self._behind = self._behind, self._run_looks.cell_fill(cell) or fill
                pieces = self._cell(cell, nested)
                self._behind = behind
                if (look := look_of(pieces)) is not None:
                    looks[len(rows), len(cells)] = look
                self._merge(cell, (len(rows), len(cells), span), areas, merged)
                text = text_of(pieces).strip("\n")
                if text.strip() and not is_plain(pieces):
                    self.cell_pieces[number, len(rows), len(cells)] = pieces
                cells += [text if text.strip() else None] + [None] * (span - 1)
            self.cells_left -= len(cells)
            if self.cells_left < 0:
                raise Refused("cells")
            columns = max(columns, len(cells))
            while cells and cells[-1] is None:
                cells.pop()
            rows.append(cells)
        self._is_row_hidden = False
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
            elif name in _COMMENTED:
                self._comment(part, name)
            elif name in _WRAPPERS:
                found += self._inside(part, wanted)
        return found

    def _cell(self, cell: Element, nested: list[Element]) -> Pieces:
        for kind in ("w:vMerge", "w:hMerge"):
            merged = self._setting(cell, "w:tcPr", kind)
            if merged is not None and _value(merged) != "restart":
                return []  # belongs to the cell above or before it
        texts: list[Pieces] = []
        self.blocks(cell, texts, nested)
        return lines(texts)

    def _setting(self, element: Element, group: str, wanted: str) -> Element | None:
        for settings in element:
            if self.name(settings) == group:
                return next((setting for setting in settings if self.name(setting) == wanted), None)
        return None


def _size(text: str | None) -> int:
    return len(re.sub(r"\s", "", text)) if text else 0


def _value(setting: Element) -> str:
    return attribute(setting, "val")


def attribute(element: Element, name: str) -> str:
    """Return the value of an attribute, whatever its prefix; "" where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _number(setting: Element | None, default: int) -> int:
    value = _value(setting) if setting is not None else ""
    return min(int(value[:4]), _MAX_SPAN) if value.isdecimal() else default
