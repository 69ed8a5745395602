"""Tell how the letters of a Word document look where that changes what they say: struck, raised, or not seen at all.

A run's own settings count, else those of its character style, its paragraph's style, the document. Must not know what
a text means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from tonghop.officefiles.styles import HIDDEN, RAISED, STRUCK

Settings = Mapping[str, str]
"""What a run, a paragraph or a style sets: strike, vanish, raised ("on", "off"), colour, fill, size, lift."""

MOST_STYLES_DEEP = 12
PATTERNED = "patterned"  # a fill that is no one colour
_PAPER = "FFFFFF"
_NEAR = 8  # of 255: how far two colours may be apart and still be one to the eye
_SMALLEST, _LIFTED = 4, 6  # half points: letters of two points are seen by nobody; lifted by three they are raised
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080",
    "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3", "white": _PAPER,
}  # fmt: skip
_NONE: Settings = {}


@dataclass
class _Style:
    based_on: str
    own: Settings
    is_shaded: bool


@dataclass
class RunLooks:
    """Looks at one run after another; `name` gives an element's usual name."""

    name: Callable[[Element], str]
    page: str = _PAPER
    _styles: dict[str, _Style] = field(default_factory=dict)
    _usual: Settings = field(default_factory=dict)
    _of_style: dict[str, Settings] = field(default_factory=dict)

    def add_styles(self, root: Element) -> None:
        """Take in the styles part."""
        for part in root:
            if self.name(part) == "w:style":
                own = {**self._settings(self._one(part, "w:pPr")), **self._settings(self._one(part, "w:rPr"))}
                is_shaded = any(self._fill(each) for each in part.iter() if self.name(each) == "w:shd")
                based_on = _value(self._one(part, "w:basedOn"))
                self._styles[_attribute(part, "styleId")] = _Style(based_on, own, is_shaded)
                if _attribute(part, "default") in ("1", "true") and _attribute(part, "type") == "paragraph":
                    self._usual = {**self._usual, **own}
            elif self.name(part) == "w:docDefaults":
                inside = self._one(self._one(part, "w:rPrDefault"), "w:rPr")
                self._usual = {**self._settings(inside), **self._usual}

    def paragraph(self, paragraph: Element) -> Settings:
        """What a paragraph's style and its shading set for all its runs."""
        settings = self._one(paragraph, "w:pPr")
        if settings is None:
            return self._usual
        style = self._style(_value(self._one(settings, "w:pStyle")))
        shaded = self._fill(self._one(settings, "w:shd"))
        return {**self._usual, **style, **({"fill": shaded} if shaded else {})}

    def cell_fill(self, cell: Element) -> str:
        """The colour behind a cell's text, "" where it is the page's."""
        return self._fill(self._one(self._one(cell, "w:tcPr"), "w:shd"))

    def table_fill(self, table: Element) -> str:
        """The same of a table; its style may shade rows that only a program could name."""
        settings = self._one(table, "w:tblPr")
        style_id = _value(self._one(settings, "w:tblStyle"))
        for _ in range(MOST_STYLES_DEEP):
            style = self._styles.get(style_id)
            if style is None:
                break
            if style.is_shaded:
                return PATTERNED
            style_id = style.based_on
        return self._fill(self._one(settings, "w:shd"))

    def run(self, run: Element, paragraph: Settings, behind: str) -> str:
        """Tell a run's look, "" for the usual one; `behind`: the colour of the cell that it stands in."""
        settings = self._one(run, "w:rPr")
        if settings is None:
            found = paragraph
        else:
            style = self._style(_value(self._one(settings, "w:rStyle")))
            found = {**paragraph, **style, **self._settings(settings)}
        if not found:
            return ""
        if found.get("vanish") == "on" or _whole(found.get("size", ""), 100) <= _SMALLEST:
            return HIDDEN
        if "colour" in found and is_unseen(found["colour"], found.get("fill") or behind or self.page):
            return HIDDEN
        if found.get("strike") == "on" or found.get("dstrike") == "on":
            return STRUCK
        return RAISED if found.get("raised") == "on" or _whole(found.get("lift", ""), 0) >= _LIFTED else ""

    def _style(self, style_id: str) -> Settings:
        if not style_id:
            return _NONE
        if style_id not in self._of_style:
            chain: list[Settings] = []
            at = style_id
            for _ in range(MOST_STYLES_DEEP):
                style = self._styles.get(at)
                if style is None:
                    break
                chain.append(style.own)
                at = style.based_on
            self._of_style[style_id] = {key: value for own in reversed(chain) for key, value in own.items()}
        return self._of_style[style_id]

    def _settings(self, group: Element | None) -> Settings:
        found: dict[str, str] = {}
        for setting in group if group is not None else ():
            name = self.name(setting)
            if name in ("w:strike", "w:dstrike", "w:vanish"):
                found[name[2:]] = "off" if _value(setting) in ("0", "false", "off") else "on"
            elif name == "w:vertAlign":
                found["raised"] = "on" if _value(setting) in ("superscript", "subscript") else "off"
            elif name == "w:position":
                found["lift"] = _value(setting)
            elif name == "w:color":
                found["colour"] = _value(setting)
            elif name == "w:sz":
                found["size"] = _value(setting)
            elif name == "w:highlight":
                found["fill"] = _HIGHLIGHTS.get(_value(setting), "")
            elif name == "w:shd" and (fill := self._fill(setting)):
                found.setdefault("fill", fill)
        return found

    def _fill(self, shading: Element | None) -> str:
        """The colour that a shading lays behind a text, "" for none."""
        if shading is None:
            return ""
        kind, fill = _value(shading), _attribute(shading, "fill")
        if kind == "solid":
            fill = _attribute(shading, "color")
        elif kind not in ("", "clear", "nil"):
            return PATTERNED
        return fill if len(fill) == 6 else ""

    def _one(self, parent: Element | None, wanted: str) -> Element | None:
        return None if parent is None else next((part for part in parent if self.name(part) == wanted), None)


@lru_cache(maxsize=1024)
def is_unseen(colour: str, fill: str) -> bool:
    """Is a text of this colour on this fill (both RRGGBB) seen by nobody?"""
    try:
        pairs: Iterable[tuple[int, int]] = zip(bytes.fromhex(colour), bytes.fromhex(fill), strict=True)
        return len(colour) == 6 and all(abs(one - other) <= _NEAR for one, other in pairs)
    except ValueError:  # "auto", and what is no colour
        return False


def _value(setting: Element | None) -> str:
    return _attribute(setting, "val") if setting is not None else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _whole(text: str, default: int) -> int:
    return int(text[:6]) if text.isascii() and text.isdecimal() else default
