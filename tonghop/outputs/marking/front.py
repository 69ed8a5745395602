"""The first sheet of a returned file as a worksheet part: it reads like a letter and prints on A4.

Text goes in as text, so that nothing people typed becomes a formula. Must not know findings' rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from tonghop.grid import cell_name
from tonghop.outputs.marking.comments import LABELS
from tonghop.outputs.marking.note import Group, Note, Section
from tonghop.outputs.marking.package import Element, as_typed, to_bytes
from tonghop.outputs.marking.styles import PALE, Styles
from tonghop.outputs.marking.workbook import in_formula

WIDTHS = (5.0, 11.0, 50.0, 12.5, 12.5, 12.5)
SPOTS_FROM, LAST = 3, len(WIDTHS) - 1
LINE, LETTERS = 16.5, 88
"""A line of the letter in points, and how many letters surely fit into one."""

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
_ALL = _border("left", "right", "top", "bottom")
_OPEN, _BETWEEN, _ABOVE = _border("left", "right", "top"), _border("left", "right"), _border("top")
_TOP = {"vertical": "top", "wrapText": "1"}
_CENTRED = {"horizontal": "center", "vertical": "top", "wrapText": "1"}
_LOOKS: Mapping[str, tuple[str, str, str, Mapping[str, str]]] = {
    "office": (_font(12, "<b/>"), _NO_FILL, _NO_BORDER, {"vertical": "top"}),
    "title": (_font(15, "<b/>", colour=_RED), _NO_FILL, _NO_BORDER, {**_CENTRED, "vertical": "center"}),
    "basis": (_font(12, "<i/>"), _NO_FILL, _NO_BORDER, _CENTRED),
    "label": (_font(12), _NO_FILL, _NO_BORDER, _TOP),
    "strong": (_font(12, "<b/>"), _NO_FILL, _NO_BORDER, _TOP),
    "text": (_font(12), _NO_FILL, _NO_BORDER, _TOP),
    "head": (_font(12, "<b/>"), _fill("FFF6F4EF"), _ALL, {**_CENTRED, "vertical": "center"}),
    "section": (_font(12, "<b/>"), _fill("FFF6F4EF"), _ALL, {"vertical": "center"}),
    "section link": (_font(12, "<b/>", "<u/>", _LINK), _fill("FFF6F4EF"), _ALL, {"vertical": "center"}),
    "ordinal": (_font(12), _NO_FILL, _OPEN, _CENTRED),
    "said": (_font(12), _NO_FILL, _OPEN, _TOP),
    "between": (_font(12), _NO_FILL, _BETWEEN, _TOP),
    "spot": (_font(12), _NO_FILL, _ALL, _TOP),
    "spot link": (_font(12, "", "<u/>", _LINK), _NO_FILL, _ALL, _TOP),
    "above": (_font(12), _NO_FILL, _ABOVE, _TOP),
    "thanks": (_font(12, "<i/>"), _NO_FILL, _NO_BORDER, {"vertical": "top"}),
    **{severity: (_font(12, "<b/>"), _fill(colour), _OPEN, _CENTRED) for severity, colour in PALE.items()},
}


@dataclass(frozen=True, slots=True)
class Front:
    """The sheet's part, and which rows stand on each printed page."""

    content: bytes
    printed_rows: str


def front(note: Note, styles: Styles, space: str) -> Front:
    """Write the note as a worksheet in the dialect of the workbook it goes into."""
    page = _Page({name: styles.own(*look) for name, look in _LOOKS.items()}, space)
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
    page.line("Cách làm:", "strong")
    for at, text in enumerate(note.steps, 1):
        page.across(f"{at}. {text}", "text")
    page.line("Trân trọng cảm ơn.", "thanks")
    page.gap()
    heading = page.row
    page.put([("TT", "head"), ("Mức", "head"), ("Nội dung và cách sửa", "head"), ("Ô", "head")], fill="head", height=24)
    page.merge(heading, SPOTS_FROM, LAST)
    number = 0
    for section in note.sections:
        page.section(section)
        for group in section.groups:
            number += 1
            page.group(number, group)
    page.put([], fill="above")
    return Front(page.part(), f"${heading + 1}:${heading + 1}")


class _Page:
    def __init__(self, looks: Mapping[str, int], space: str) -> None:
        self.looks, self.space, self.row = looks, space, 0
        self.rows: list[Element] = []
        self.merged: list[str] = []
        self.links: list[tuple[str, str]] = []

    # -- rows --------------------------------------------------------------------------------------------------------

    def put(
        self, cells: list[tuple[str, str]], *, fill: str | None = None, first: int = 0, height: float | None = None
    ) -> None:
        """Write one row of (text, look); the columns that are left get the look `fill`."""
        row = self.element("row", {"r": str(self.row + 1)})
        if height is not None:
            row.set("ht", f"{height:g}")
            row.set("customHeight", "1")
        looks = dict(enumerate(cells, first))
        for column in range(LAST + 1):
            text, look = looks.get(column, ("", fill))
            if look is not None:
                cell = etree.SubElement(row, self.tag("c"), {"r": cell_name(self.row, column)})
                cell.set("s", str(self.looks[look]))
                if text:
                    self.write(cell, text)
        self.rows.append(row)
        self.row += 1

    def gap(self) -> None:
        self.put([], height=8)

    def line(self, text: str, look: str) -> None:
        self.put([(text, look)], height=LINE)

    def across(self, text: str, look: str, height: float | None = None) -> None:
        """A paragraph as wide as the page."""
        self.merge(self.row, 0, LAST)
        self.put([(text, look)], fill=look, height=height or LINE * (len(text) // LETTERS + 1) + 2)

    def fact(self, label: str, text: str) -> None:
        self.merge(self.row, 0, 1)
        self.merge(self.row, 2, LAST)
        lines = len(text) // (LETTERS * 3 // 4) + 1
        self.put([(label, "label"), ("", "label"), (text, "strong")], fill="strong", height=LINE * lines)

    def section(self, section: Section) -> None:
        self.merge(self.row, 0, LAST)
        if section.tab is not None:
            self.link(cell_name(self.row, 0), section.tab, "A1")
        look = "section" if section.tab is None else "section link"
        self.put([(section.title, look)], fill=look, height=21)

    def group(self, number: int, group: Group) -> None:
        """One row for what is said, as many as its cells need; heights are left to the program that opens it."""
        across = LAST - SPOTS_FROM + 1
        said = [(str(number), "ordinal"), (LABELS[group.severity], group.severity), (group.text, "said")]
        for start in range(0, max(len(group.spots), 1), across):
            cells = said if start == 0 else [("", "between")] * 3
            for column, spot in enumerate(group.spots[start : start + across], SPOTS_FROM):
                if spot.link is not None:
                    self.link(cell_name(self.row, column), *spot.link)
                cells = [*cells, (spot.label, "spot" if spot.link is None else "spot link")]
            self.put(cells, fill="spot")

    def merge(self, row: int, first: int, last: int) -> None:
        self.merged.append(f"{cell_name(row, first)}:{cell_name(row, last)}")

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
            self.add(columns, "col", min=str(at), max=str(at), width=f"{width:g}", customWidth="1")
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
