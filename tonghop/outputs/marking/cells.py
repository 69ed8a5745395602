"""The cells of one worksheet part by their places: their looks, the areas they are merged in, how large they are.

Changes a cell's look and nothing else of it; a cell that is not there yet is put in, blank. Places are from zero.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from lxml import etree

from tonghop.intake.addresses import cell_name
from tonghop.outputs.marking.package import Element, Unmarkable, local, number, put_in_order

Place = tuple[int, int]

BEFORE_DATA = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols")
BEFORE_DRAWN_COMMENTS = (
    *(*BEFORE_DATA, "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
    *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
    *("colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
)
"""What the schema of a worksheet lets stand before `legacyDrawing`, in its order."""

LAST_COLUMN, LAST_ROW = 16_383, 1_048_575
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def place_of(address: str) -> Place:
    """Return the place of an address such as D7; raises Unmarkable for what is none on a sheet."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        raise Unmarkable(f"address {address!r}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2]) - 1
    if not 0 <= row <= LAST_ROW or column - 1 > LAST_COLUMN:
        raise Unmarkable(f"address {address!r}")
    return row, column - 1


class Worksheet:
    """One worksheet by its part's root."""

    def __init__(self, root: Element) -> None:
        """Raises Unmarkable for a part that is no worksheet or whose rows are out of order."""
        if local(root) != "worksheet":
            raise Unmarkable(local(root))
        self.root, self.space = root, etree.QName(root).namespace
        self._data = self._child("sheetData")
        if self._data is None:
            self._data = etree.Element(self.tag("sheetData"), nsmap=root.nsmap)
            put_in_order(root, self._data, BEFORE_DATA)
        self._rows: dict[int, Element] = {}
        last = -1
        for row in self._data:
            if local(row) == "row":
                last = number(row.get("r"), last + 2) - 1
                if last in self._rows:
                    raise Unmarkable(f"row {last + 1} twice")
                self._rows[last] = row
        self._order = list(self._rows)
        if self._order != sorted(self._order):
            raise Unmarkable("rows out of order")
        formats = self._child("sheetFormatPr")
        self._formats: dict[str, str] = {} if formats is None else dict(formats.attrib)
        self._cells: dict[int, dict[int, Element]] = {}
        self._columns = [
            (number(each.get("min")) - 1, number(each.get("max")) - 1, each)
            for cols in root if local(cols) == "cols"
            for each in cols if local(each) == "col"
        ]  # fmt: skip

    def tag(self, name: str) -> str:
        """Return a name as it is in this part's namespace."""
        return f"{{{self.space}}}{name}" if self.space else name

    def unselect(self) -> bool:
        """Have this tab not chosen together with another; say whether it was."""
        return unselect(self.root)

    # -- looks -------------------------------------------------------------------------------------------------------

    def look(self, place: Place) -> int:
        """Return the number of a cell's look: its own, or its row's or column's where it is not there."""
        cell = self._row_cells(place[0]).get(place[1])
        if cell is not None:
            return number(cell.get("s"))
        row = self._rows.get(place[0])
        if row is not None and row.get("s") and row.get("customFormat") in ("1", "true"):
            return number(row.get("s"))
        column = self._column(place[1])
        return 0 if column is None else number(column.get("style"))

    def give_look(self, place: Place, look: int) -> None:
        """Change a cell's look; a cell that is not there is put in."""
        at, column = place
        cells = self._row_cells(at)
        if column not in cells:
            cells[column] = self._insert(at, column)
        cells[column].set("s", str(look))

    def _insert(self, at: int, column: int) -> Element:
        row = self._rows.get(at)
        if row is None:
            row = etree.Element(self.tag("row"), {"r": str(at + 1)}, nsmap=self.root.nsmap)
            place = bisect_left(self._order, at)
            if place < len(self._order):
                self._rows[self._order[place]].addprevious(row)
            else:
                self._data.append(row)
            self._order.insert(place, at)
            self._rows[at] = row
        cell = etree.Element(self.tag("c"), {"r": cell_name(at, column)}, nsmap=self.root.nsmap)
        later = [each for each in self._row_cells(at) if each > column]
        if later:
            self._row_cells(at)[min(later)].addprevious(cell)
        else:
            others = [each for each in row if local(each) != "extLst"]
            row.insert(len(others), cell)
        row.attrib.pop("spans", None)
        return cell

    def _row_cells(self, at: int) -> dict[int, Element]:
        if at not in self._cells:
            cells: dict[int, Element] = {}
            column = -1
            for cell in self._rows.get(at, ()):
                if local(cell) == "c":
                    address = cell.get("r")
                    column = place_of(address)[1] if address else column + 1
                    if column in cells:
                        raise Unmarkable(f"cell {cell_name(at, column)} twice")
                    cells[column] = cell
            self._cells[at] = cells
        return self._cells[at]

    def _column(self, at: int) -> Element:
        return next((each for first, last, each in self._columns if first <= at <= last), None)

    # -- merged cells ------------------------------------------------------------------------------------------------

    def shown_at(self, places: Iterable[Place]) -> dict[Place, Place]:
        """Return where each cell is to be seen: at the top left of the cells it is merged with, if any."""
        shown = {place: place for place in places}
        ordered = sorted(shown)
        for area in self._merged() if ordered else ():
            first, _, last = (area.get("ref") or "").partition(":")
            (top, left), (bottom, right) = place_of(first), place_of(last or first)
            for at in range(bisect_left(ordered, (top, 0)), bisect_left(ordered, (bottom + 1, 0))):
                if left <= ordered[at][1] <= right:
                    shown[ordered[at]] = (top, left)
        return shown

    def _merged(self) -> list[Element]:
        areas = self._child("mergeCells")
        return [] if areas is None else [each for each in areas if local(each) == "mergeCell"]

    # -- sizes, in pixels --------------------------------------------------------------------------------------------

    def column_size(self, at: int) -> int:
        column = self._column(at)
        if column is not None and column.get("hidden") in ("1", "true"):
            return 0
        width = None if column is None else column.get("width")
        width = width or self._formats.get("defaultColWidth")
        return int(_decimal(width, 8.43) * 7 + 5)

    def row_size(self, at: int) -> int:
        row = self._rows.get(at)
        if row is not None and row.get("hidden") in ("1", "true"):
            return 0
        height = None if row is None else row.get("ht")
        height = height or self._formats.get("defaultRowHeight")
        return int(_decimal(height, 15) * 4 / 3)

    def _child(self, name: str) -> Element:
        return next((each for each in self.root if local(each) == name), None)


def unselect(root: Element) -> bool:
    """Have a tab of whatever kind not chosen together with another; say whether it was."""
    chosen = False
    for views in root:
        for view in views if local(views) == "sheetViews" else ():
            if isinstance(view.tag, str) and view.attrib.pop("tabSelected", None) in ("1", "true"):
                chosen = True
    return chosen


def _decimal(text: str | None, otherwise: float) -> float:
    is_size = text is not None and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,20})?", text)
    return float(text or 0) if is_size else otherwise
