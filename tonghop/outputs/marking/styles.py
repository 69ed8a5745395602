"""The looks of cells: a marked twin of any look, the way back from it, and the looks of our own sheet.

Only adds to styles.xml; looks that are there are never changed. Must not know cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from tonghop.findings import ERROR, WARNING
from tonghop.outputs.marking.package import Element, local, number

PALE: Mapping[str, str] = {ERROR: "FFF9D2CE", WARNING: "FFFCEBB6"}
DEEP: Mapping[str, str] = {ERROR: "FF8F1D14", WARNING: "FF6B4C00"}
"""Colours of marked cells; deep ones where the cell's text is light and would vanish on pale ones."""

_Said = tuple[Any, ...]

_OVER_COLOUR = {colour: f"{colour[:-1]}{int(colour[-1], 16) ^ 1:X}" for colour in (*PALE.values(), *DEEP.values())}
"""What our colours are on a cell that had one of its own: no eye tells them apart."""

OURS = frozenset({*_OVER_COLOUR, *_OVER_COLOUR.values()})
_LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
_LIGHT_INDEXED = frozenset({1, 3, 5, 7, 9, 11, 13, 15, 26, 27, 41, 42, 43})
_LIGHT_THEME = frozenset({0, 2})
_FIRST = {  # what the lists begin with whatever else is in them: cells and looks name these without being told
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellStyleXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
}


class Styles:
    """One workbook's looks, by the number that cells name them by."""

    def __init__(self, root: Element, keeps_hidden_colours: bool = True) -> None:
        """`keeps_hidden_colours`: the program that wrote the file last keeps the colour behind a solid fill."""
        self._root, self._space = root, etree.QName(root).namespace
        self._keeps_hidden = keeps_hidden_colours
        self._known: dict[str, dict[_Said, int]] = {}
        self._twins: dict[tuple[int, str], int] = {}
        self._restored: dict[int, int] = {}
        self._own: dict[tuple[str, ...], int] = {}
        for name, first in _FIRST.items():
            children = self._list(name)
            for xml in first[len(children) :]:
                children.append(self._parsed(xml))
                children.set("count", str(len(children)))

    def marked(self, style: int, severity: str) -> int:
        """Return the number of a look like this one on our colour.

        The colour it had is kept where a solid fill has no use for it, behind ours: `unmarked` finds it there.
        """
        if (style, severity) not in self._twins:
            twin = self._look(style)
            colour = (DEEP if self._is_light(twin) else PALE)[severity]
            before = self._solid_colour(twin)
            if before is None:
                fill = self._solid({"rgb": colour}, {"indexed": "64"})
            else:
                fill = self._solid({"rgb": _OVER_COLOUR[colour]}, dict(before.attrib))
            self._twins[style, severity] = self._refilled(twin, fill)
        return self._twins[style, severity]

    def unmarked(self, style: int) -> int:
        """Return the look that was marked so; the number itself where it bears no mark of ours."""
        if style not in self._restored:
            self._restored[style] = self._without_mark(style)
        return self._restored[style]

    def _without_mark(self, style: int) -> int:
        look = self._look(style)
        pattern = self._pattern(look)
        colours = {} if pattern is None else {local(each): dict(each.attrib) for each in pattern}
        front, behind = colours.get("fgColor", {}), colours.get("bgColor", {})
        colour = _opaque(front)
        if colour not in OURS:
            return style
        if colour in _OVER_COLOUR.values() and self._keeps_hidden and _opaque(behind) != colour:
            fill = self._solid(behind, {"indexed": "64"})
        else:
            fill = self._parsed('<fill><patternFill patternType="none"/></fill>')
        return self._refilled(look, fill)

    def own(self, font: str, fill: str, border: str, alignment: Mapping[str, str]) -> int:
        """Return the number of a look of our own; font, fill and border are XML without a namespace."""
        key = (font, fill, border, *map("=".join, alignment.items()))
        if key not in self._own:
            self._own[key] = self._make_own(font, fill, border, alignment)
        return self._own[key]

    def _make_own(self, font: str, fill: str, border: str, alignment: Mapping[str, str]) -> int:
        numbers = {
            "numFmtId": "49",
            **{f"{part}Id": str(self._add(f"{part}s", self._parsed(xml)))
               for part, xml in (("font", font), ("fill", fill), ("border", border))},
        }  # fmt: skip
        look = self._make("xf", {**numbers, "xfId": "0"})
        for part in ("NumberFormat", "Font", "Fill", "Border", "Alignment"):
            look.set(f"apply{part}", "1")
        etree.SubElement(look, self._tag("alignment"), dict(alignment))
        return self._add("cellXfs", look)

    @property
    def digit_width(self) -> int:
        """The width of a digit of the workbook's own font, in pixels: what widths of columns are counted in."""
        normal = next((each for each in self._list("cellStyleXfs") if local(each) == "xf"), None)
        font = self._font(self._look(0) if normal is None else normal)
        size = next((each.get("val", "") for each in font if local(each) == "sz"), "") if font is not None else ""
        points = float(size) if re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,4})?", size) else 11
        return max(round(points * 0.66), 4)

    # -- parts of looks ----------------------------------------------------------------------------------------------

    def _look(self, style: int) -> Element:
        looks = [each for each in self._list("cellXfs") if local(each) == "xf"]
        if style < len(looks):
            return looks[style]
        return self._make("xf", {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"})

    def _solid(self, front: Mapping[str, str], behind: Mapping[str, str]) -> Element:
        fill = self._make("fill")
        pattern = etree.SubElement(fill, self._tag("patternFill"), {"patternType": "solid"})
        etree.SubElement(pattern, self._tag("fgColor"), dict(front))
        etree.SubElement(pattern, self._tag("bgColor"), dict(behind))
        return fill

    def _refilled(self, look: Element, fill: Element) -> int:
        twin = deepcopy(look)
        twin.set("fillId", str(self._add("fills", fill)))
        twin.set("applyFill", "1")
        return self._add("cellXfs", twin)

    def _pattern(self, look: Element) -> Element:
        fills = [each for each in self._list("fills") if local(each) == "fill"]
        at = number(look.get("fillId"))
        return next((each for each in fills[at] if local(each) == "patternFill"), None) if at < len(fills) else None

    def _solid_colour(self, look: Element) -> Element:
        pattern = self._pattern(look)
        if pattern is None or pattern.get("patternType") != "solid":
            return None
        return next((each for each in pattern if local(each) == "fgColor"), None)

    def _font(self, look: Element) -> Element:
        fonts = [each for each in self._list("fonts") if local(each) == "font"]
        at = number(look.get("fontId"))
        return fonts[at] if at < len(fonts) else None

    def _is_light(self, look: Element) -> bool:
        """Is the text of such a cell too light for a pale ground?"""
        font = self._font(look)
        colour = None if font is None else next((each for each in font if local(each) == "color"), None)
        if colour is None:
            return False
        if (rgb := colour.get("rgb")) and re.fullmatch("([0-9A-Fa-f]{2}){3,4}", rgb):
            red, green, blue = (int(rgb[-6:][start : start + 2], 16) for start in (0, 2, 4))
            return red * 0.299 + green * 0.587 + blue * 0.114 > 150
        if theme := colour.get("theme"):
            return number(theme) in _LIGHT_THEME and not colour.get("tint", "").startswith("-")
        return number(colour.get("indexed")) in _LIGHT_INDEXED

    # -- lists -------------------------------------------------------------------------------------------------------

    def _list(self, name: str) -> Element:
        """Return one of the lists of styles.xml, made in its place where it is lacking."""
        for each in self._root:
            if local(each) == name:
                return each
        made = self._make(name)
        at = sum(local(each) in _LISTS[: _LISTS.index(name)] for each in self._root)
        self._root.insert(at, made)
        return made

    def _add(self, name: str, child: Element) -> int:
        """Return the child's place in its list, where it is put unless one like it is there."""
        children = self._list(name)
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = {}
            elements = [each for each in children if isinstance(each.tag, str)]
            for at, each in enumerate(elements):
                known.setdefault(_said(each), at)
        said = _said(child)
        if said not in known:
            known[said] = sum(isinstance(each.tag, str) for each in children)
            children.append(child)
            children.set("count", str(known[said] + 1))
        return known[said]

    def _parsed(self, xml: str) -> Element:
        space = f' xmlns="{self._space}"' if self._space else ""
        return etree.fromstring(f"<list{space}>{xml}</list>")[0]

    def _make(self, name: str, attributes: Mapping[str, str] | None = None) -> Element:
        return etree.Element(self._tag(name), attributes or {}, nsmap=self._root.nsmap)

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}" if self._space else name


def _opaque(colour: Mapping[str, str]) -> str:
    """A colour's red, green and blue; programs differ in what they write before them."""
    return f"FF{colour.get('rgb', '')[-6:].upper()}"


def _said(element: Element) -> _Said:
    return element.tag, tuple(sorted(element.attrib.items())), tuple(map(_said, element))
