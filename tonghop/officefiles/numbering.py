"""Rebuild what Word writes before a paragraph by itself ("I.", "1.1."), and what its style says of it.

Automatic numbers and heading levels stand in other parts of the file than the text. Must not know what a heading means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

Lead = tuple[str, int, bool]
"""What leads a paragraph: the number that Word writes, the heading's level from 0 or -1, is it bold throughout."""

MOST_STYLES_DEEP = 12
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LARGEST = 3999
Namer = Callable[[Element], str]


@dataclass
class _Style:
    based_on: str = ""
    level: int = -1
    number: tuple[str, int] | None = None
    is_bold: bool = False


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass
class Leads:
    """Give the lead of one paragraph after another; counters go on from call to call."""

    name: Namer
    styles: dict[str, _Style] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def add_styles(self, root: Element) -> None:
        """Take in the styles part."""
        for style in self._all(root, "w:style"):
            made = _Style(based_on=self._value_of(style, "w:basedOn"))
            settings = self._one(style, "w:pPr")
            made.level = _whole(self._value_of(settings, "w:outlineLvl"), -1)
            label = self._value_of(style, "w:name").lower()
            if made.level < 0 and label.startswith("heading ") and label[8:].isdecimal():
                made.level = int(label[8:9]) - 1
            made.number = self._number_of(settings)
            made.is_bold = self._is_on(self._one(style, "w:rPr"), "w:b")
            self.styles[_attribute(style, "styleId")] = made

    def add_lists(self, root: Element) -> None:
        """Take in the numbering part."""
        for abstract in self._all(root, "w:abstractNum"):
            self.levels[_attribute(abstract, "abstractNumId")] = {
                _whole(_attribute(level, "ilvl"), 0): _Level(
                    _whole(self._value_of(level, "w:start"), 1),
                    self._value_of(level, "w:numFmt") or "decimal",
                    self._value_of(level, "w:lvlText"),
                )
                for level in self._all(abstract, "w:lvl")
            }
        for each in self._all(root, "w:num"):
            starts = {
                _whole(_attribute(change, "ilvl"), 0): _whole(self._value_of(change, "w:startOverride"), 1)
                for change in self._all(each, "w:lvlOverride")
                if self._one(change, "w:startOverride") is not None
            }
            self.lists[_attribute(each, "numId")] = self._value_of(each, "w:abstractNumId"), starts

    def of(self, paragraph: Element) -> Lead:
        """Give the lead of the next paragraph of the text."""
        settings = self._one(paragraph, "w:pPr")
        style_id = self._value_of(settings, "w:pStyle")
        level = _whole(self._value_of(settings, "w:outlineLvl"), -1)
        number = self._number_of(settings)
        is_bold = False
        for _ in range(MOST_STYLES_DEEP):
            style = self.styles.get(style_id)
            if style is None:
                break
            level = style.level if level < 0 else level
            number = style.number if number is None else number
            is_bold = is_bold or style.is_bold
            style_id = style.based_on
        return self._written(number) if number else "", level if level < 9 else -1, self._all_bold(paragraph, is_bold)

    def _written(self, number: tuple[str, int]) -> str:
        list_id, at = number
        abstract, starts = self.lists.get(list_id, ("", {}))
        levels = self.levels.get(abstract, {})
        if list_id == "0" or at not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        first = starts[at] if at in starts and (list_id, at) not in self._begun else None
        self._begun.add((list_id, at))
        counts[at] = first if first is not None else counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        text = levels[at].text
        if levels[at].format in ("bullet", "none"):
            return "-" if levels[at].format == "bullet" else ""
        for other in range(9):
            if f"%{other + 1}" in text:
                level = levels.get(other, _Level())
                text = text.replace(f"%{other + 1}", _figure(counts.get(other, level.start), level.format))
        return text

    def _all_bold(self, paragraph: Element, by_style: bool) -> bool:
        any_text = False
        for run in self._all(paragraph, "w:r"):
            if not any((text.text or "").strip() for text in self._all(run, "w:t")):
                continue
            any_text = True
            settings = self._one(run, "w:rPr")
            setting = self._one(settings, "w:b")
            if not (by_style if setting is None else self._is_on(settings, "w:b")):
                return False
        return any_text

    def _number_of(self, settings: Element | None) -> tuple[str, int] | None:
        of_list = self._one(settings, "w:numPr")
        if of_list is None:
            return None
        return self._value_of(of_list, "w:numId"), _whole(self._value_of(of_list, "w:ilvl"), 0)

    def _all(self, parent: Element, wanted: str) -> list[Element]:
        return [part for part in parent.iter() if self.name(part) == wanted]

    def _one(self, parent: Element | None, wanted: str) -> Element | None:
        return None if parent is None else next((part for part in parent if self.name(part) == wanted), None)

    def _value_of(self, parent: Element | None, wanted: str) -> str:
        part = self._one(parent, wanted)
        return "" if part is None else _attribute(part, "val")

    def _is_on(self, settings: Element | None, wanted: str) -> bool:
        part = self._one(settings, wanted)
        return part is not None and _attribute(part, "val") not in ("0", "false", "off", "none")


def _figure(count: int, written: str) -> str:
    if written in ("upperRoman", "lowerRoman") and 0 < count <= _LARGEST:
        text = ""
        for value, sign in _ROMAN:
            text, count = text + sign * (count // value), count % value
        return text if written == "upperRoman" else text.lower()
    if written in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        return chr((64 if written == "upperLetter" else 96) + count)
    return f"{count:02}" if written == "decimalZero" else str(count)


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _whole(text: str, default: int) -> int:
    return min(int(text[:6]), 100_000) if text.isdecimal() and text.isascii() else default
