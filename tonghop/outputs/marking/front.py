"""The first sheet of a returned file as a worksheet part: it reads like a letter and prints on A4.

Text goes in as text, so that nothing people typed becomes a formula. Must not know findings' rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from tonghop.intake.addresses import cell_name
from tonghop.outputs.marking.comments import LABELS
from tonghop.outputs.marking.fit import height as row_height
from tonghop.outputs.marking.fit import shortened
from tonghop.outputs.marking.note import Group, Note, Section, Spot
from tonghop.outputs.marking.package import Element, as_typed, to_bytes
from tonghop.outputs.marking.styles import PALE, Styles
from tonghop.outputs.marking.workbook import in_formula

WIDTHS = (28.0, 60.0, 246.0, 73.0, 73.0, 73.0)
"""Of the columns, in points; together what a sheet of A4 has room for, nearly."""

SPOTS_FROM, LAST = 3, len(WIDTHS) - 1
LINE, HIGHEST = 15.75, 409.0  # the height of a line and the most that a row may have, in points

NO_SPOT = Spot("", None)
LONGEST_TEXT = 8000  # of one cell; Excel holds 32,767

_INK, _RED, _LINK, _LINE_COLOUR = "FF1F1D1A", "FFA6192E", "FF1F4E8C", "FFBDB7AC"


def _font(size: float = 12, before: str = "", underline: str = "", colour: str = _INK) -> str:
    return (
        f'<font>{before}{underline}<sz val="{size:g}"/><color rgb="{colour}"/>'
        '<name val="Times New Roman"/><family val="1"/></font>'
    )


def _fill(colour: str) -> str:
    colours = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'


def _border(*sides: str) -> str:
    drawn = "".join(
        f'<{side} style="thin"><color rgb="{_LINE_COLOUR}"/></{side}>' if side in sides else f"<{side}/>"
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{drawn}<diagonal/></border>"


_NO_FILL, _NO_BORDER = '<fill><patternFill patternType="none"/></fill>', _border()
INDENT = 8  # points that an indent takes
_ALL = _border("left", "right", "top", "bottom")
_TOP = {"vertical": "top", "wrapText": "1"}
_INDENTED = {**_TOP, "horizontal": "left", "indent": "1"}
_CENTRED = {"horizontal": "center", "vertical": "top", "wrapText": "1"}
_ALIGNED = (_CENTRED, _CENTRED, *[_INDENTED] * 4)
_Look = tuple[str, str, str, Mapping[str, str]]
_LOOKS: Mapping[str, _Look] = {
    "office": (_font(12, "<b/>"), _NO_FILL, _NO_BORDER, {"vertical": "top"}),
    "title": (_font(15, "<b/>", colour=_RED), _NO_FILL, _NO_BORDER, {**_CENTRED, "vertical": "center"}),
    "basis": (_font(12, "<i/>"), _NO_FILL, _NO_BORDER, _CENTRED),
    "label": (_font(12), _NO_FILL, _NO_BORDER, _TOP),
    "strong": (_font(12, "<b/>"), _NO_FILL, _NO_BORDER, _TOP),
    "lead": (_font(12, "<b/>"), _NO_FILL, _NO_BORDER, {"vertical": "top"}),
    "text": (_font(12), _NO_FILL, _NO_BORDER, _TOP),
    "head": (_font(12, "<b/>"), _fill("FFF6F4EF"), _ALL, {**_CENTRED, "vertical": "center"}),
    "section": (_font(12, "<b/>"), _fill("FFF6F4EF"), _ALL, {**_INDENTED, "vertical": "center"}),
    "section link": (_font(12, "<b/>", "<u/>", _LINK), _fill("FFF6F4EF"), _ALL, {**_INDENTED, "vertical": "center"}),
    "thanks": (_font(12, "<i/>"), _NO_FILL, _NO_BORDER, {"vertical": "top"}),
}


@dataclass(frozen=True, slots=True)
class _RowOfGroup:
    is_first: bool
    is_last: bool


def _table_look(column: int, row: _RowOfGroup, severity: str | None, is_link: bool) -> _Look:
    """The look of a cell of the table: a group is one box however many rows it has, its cells one box beside it."""
    drawn = {"left": column <= SPOTS_FROM, "right": column < SPOTS_FROM or column == LAST}
    drawn |= {"top": row.is_first, "bottom": row.is_last}
    sides = [side for side, is_drawn in drawn.items() if is_drawn]
    font = _font(12, "", "<u/>", _LINK) if is_link else _font(12, "<b/>" if severity else "")
    fill = _fill(PALE[severity]) if severity else _NO_FILL
    return font, fill, _border(*sides), _ALIGNED[column]


@dataclass(frozen=True, slots=True)
class Front:
    """The sheet's part, and which rows stand on each printed page."""

    content: bytes
    printed_rows: str


def front(note: Note, styles: Styles, space: str) -> Front:
    """Write the note as a worksheet in the dialect of the workbook it goes into."""
    page = _Page(styles, space)
    page.line(note.office, "office")
    page.gap()
    page.across(note.title, "title", height=26)
    page.across(note.basis, "basis")
    page.gap()
    for label, text in note.facts:
        page.fact(label, text)
    page.gap()
    for text in note.result:
        page.across(text, "text")
    page.gap()
    page.line("Cách làm:", "lead")
    for at, text in enumerate(note.steps, 1):
        page.across(f"{at}. {text}", "text")
    page.line("Trân trọng cảm ơn.", "thanks")
    page.gap()
    heading = page.row
    page.heading()
    number = 0
    for section in note.sections:
        page.section(section)
        for group in section.groups:
            number += 1
            page.group(number, group)
    return Front(page.part(), f"${heading + 1}:${heading + 1}")


class _Page:
    def __init__(self, styles: Styles, space: str) -> None:
        self.styles, self.space, self.row = styles, space, 0
        self.rows: list[Element] = []
        self.merged: list[str] = []
        self.links: list[tuple[str, str]] = []

    # -- rows --------------------------------------------------------------------------------------------------------

    def put(self, cells: Sequence[tuple[str, int]], *, fill: int | None = None, height: float) -> None:
        """Write one row of (text, look); the columns that are left get the look `fill`."""
        height = min(height, HIGHEST)
        row = self.element("row", {"r": str(self.row + 1), "ht": f"{height:g}", "customHeight": "1"})
        for column in range(LAST + 1):
            text, look = cells[column] if column < len(cells) else ("", fill)
            if look is not None:
                cell = etree.SubElement(row, self.tag("c"), {"r": cell_name(self.row, column), "s": str(look)})
                if text:
                    self.write(cell, text)
        self.rows.append(row)
        self.row += 1

    def look(self, name: str) -> int:
        return self.styles.own(*_LOOKS[name])

    def gap(self) -> None:
        self.put([], height=8)

    def line(self, text: str, look: str) -> None:
        self.put([(text, self.look(look))], height=LINE + 1)

    def across(self, text: str, look: str, height: float | None = None) -> None:
        """A paragraph as wide as the page."""
        self.merge(self.row, 0, LAST)
        height = height or row_height([(text, sum(WIDTHS))], LINE)
        self.put([(text, self.look(look))], fill=self.look(look), height=height)

    def fact(self, label: str, text: str) -> None:
        self.merge(self.row, 0, 1)
        self.merge(self.row, 2, LAST)
        beside, strong = self.look("label"), self.look("strong")
        height = row_height([(text, sum(WIDTHS[2:]) * 0.9)], LINE)
        self.put([(label, beside), ("", beside), (text, strong)], fill=strong, height=height)

    def heading(self) -> None:
        head = self.look("head")
        self.merge(self.row, SPOTS_FROM, LAST)
        self.put([(text, head) for text in ("TT", "Mức", "Nội dung và cách sửa", "Ô")], fill=head, height=24)

    def section(self, section: Section) -> None:
        self.merge(self.row, 0, LAST)
        if section.tab is not None:
            self.link(cell_name(self.row, 0), section.tab, "A1")
        look = self.look("section" if section.tab is None else "section link")
        self.put([(section.title, look)], fill=look, height=22)

    def group(self, number: int, group: Group) -> None:
        """What is said, in one cell as high as the rows that its cells take beside it."""
        across = LAST - SPOTS_FROM + 1
        texts = (str(number), LABELS[group.severity], group.text)
        rows = max(-(-len(group.spots) // across), 1)
        needed = row_height([(group.text, WIDTHS[SPOTS_FROM - 1] - INDENT)], LINE)
        height = max(needed / rows, LINE + 2)
        for column in range(SPOTS_FROM if rows > 1 else 0):
            self.merge(self.row, column, column, rows)
        for at in range(rows):
            row = _RowOfGroup(at == 0, at == rows - 1)
            spots = group.spots[at * across : (at + 1) * across]
            cells = [
                (text if at == 0 else "", self.table_look(column, row, severity, False))
                for column, (text, severity) in enumerate(zip(texts, (None, group.severity, None), strict=True))
            ]
            for column in range(SPOTS_FROM, LAST + 1):
                spot = spots[column - SPOTS_FROM] if column - SPOTS_FROM < len(spots) else NO_SPOT
                if spot.link is not None:
                    self.link(cell_name(self.row, column), *spot.link)
                look = self.table_look(column, row, None, spot.link is not None)
                cells.append((shortened(spot.label, WIDTHS[column] - INDENT), look))
            self.put(cells, height=height)

    def table_look(self, column: int, row: _RowOfGroup, severity: str | None, is_link: bool) -> int:
        return self.styles.own(*_table_look(column, row, severity, is_link))

    def merge(self, row: int, first: int, last: int, rows: int = 1) -> None:
        self.merged.append(f"{cell_name(row, first)}:{cell_name(row + rows - 1, last)}")

    def link(self, cell: str, tab: str, target: str) -> None:
        self.links.append((cell, f"{in_formula(tab)}!{target}"))

    # -- XML ---------------------------------------------------------------------------------------------------------

    def part(self) -> bytes:
        """Return the whole part; its elements stand in the schema's order."""
        root = etree.Element(self.tag("worksheet"), nsmap={None: self.space})
        properties = self.add(root, "sheetPr")
        self.add(properties, "tabColor", rgb=_RED)
        self.add(properties, "pageSetUpPr", fitToPage="1")
        self.add(root, "dimension", ref=f"A1:{cell_name(self.row - 1, LAST)}")
        self.add(self.add(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
        self.add(root, "sheetFormatPr", defaultRowHeight="15.75")
        columns = self.add(root, "cols")
        for at, width in enumerate(WIDTHS, 1):
            letters = width * 4 / 3 / self.styles.digit_width
            self.add(columns, "col", min=str(at), max=str(at), width=f"{letters:.2f}", customWidth="1")
        self.add(root, "sheetData").extend(self.rows)
        merged = self.add(root, "mergeCells", count=str(len(self.merged)))
        for area in self.merged:
            self.add(merged, "mergeCell", ref=area)
        if self.links:
            links = self.add(root, "hyperlinks")
            for cell, target in self.links:
                self.add(links, "hyperlink", ref=cell, location=target)
        self.add(root, "printOptions", horizontalCentered="1")
        self.add(root, "pageMargins", left="0.7", right="0.5", top="0.6", bottom="0.6", header="0.3", footer="0.3")
        self.add(root, "pageSetup", paperSize="9", orientation="portrait", fitToHeight="0")
        self.add(self.add(root, "headerFooter"), "oddFooter").text = '&C&"Times New Roman,Regular"&P/&N'
        return to_bytes(root)

    def write(self, cell: Element, text: str) -> None:
        cell.set("t", "inlineStr")
        said = etree.SubElement(etree.SubElement(cell, self.tag("is")), self.tag("t"))
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        said.text = as_typed(text[:LONGEST_TEXT])

    def add(self, parent: Element, name: str, **attributes: str) -> Element:
        return etree.SubElement(parent, self.tag(name), attributes)

    def element(self, name: str, attributes: Mapping[str, str]) -> Element:
        return etree.Element(self.tag(name), attributes, nsmap={None: self.space})

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"
