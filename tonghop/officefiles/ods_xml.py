"""Search the XML of an OpenDocument workbook for what the reading library keeps quiet about.

As for worksheets of Excel: regular expressions over bytes. Formats are told the way Excel writes them. Must not know
what a sheet means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from tonghop.officefiles.styles import RAISED, STRUCK, STRUCK_IN_PART, is_odd, joint_look, unescaped
from tonghop.officefiles.worksheet_xml import Marks
from tonghop.officefiles.zip_package import Refused

MOST_DRESSED = 10_000  # cells of one tag that get a look each; a million blank ones may be repeated
MOST_MERGED = 20_000

_ATTRIBUTES = rb"""((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?/?)"""
_TAG = re.compile(rb"<(/?)table:(table|table-column|table-row|table-cell|covered-table-cell)" + _ATTRIBUTES + rb">")
_STYLE = re.compile(rb"<style:style" + _ATTRIBUTES + rb"(?:(?<=/)>|>(.*?)</style:style>)", re.DOTALL)
_FORMAT = re.compile(
    rb"<number:(number|percentage|date|currency)-style" + _ATTRIBUTES + rb">(.*?)</number:\1-style>", re.DOTALL
)
_PIECE = re.compile(rb"<number:([a-z-]+)" + _ATTRIBUTES + rb">(?:([^<]*)</number:text>)?")
_SPAN = re.compile(rb"<text:span" + _ATTRIBUTES + rb">([^<]*)</text:span>|([^<>]+)(?=<)")
_MOVES = re.compile(rb"(?i)\b(?:TODAY|NOW)\s*\(")
_ATTRIBUTE: dict[bytes, re.Pattern[bytes]] = {}


def _get(attributes: bytes, name: bytes) -> bytes:
    if name not in _ATTRIBUTE:
        _ATTRIBUTE[name] = re.compile(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""")
    found = _ATTRIBUTE[name].search(attributes)
    return b"".join(found.groups(b"")) if found else b""


def _count(attributes: bytes, name: bytes) -> int:
    written = _get(attributes, name)
    return int(written) if written.isdigit() and len(written) < 10 else 1


class OdsStyles:
    """What cells of a style look like, by its name; a style takes from its parent what it does not say itself."""

    def __init__(self, *parts: bytes) -> None:
        self._codes: dict[bytes, str] = {}
        self._styles: dict[bytes, tuple[bytes, bytes, str | None]] = {}
        for xml in parts:
            for kind, attributes, body in _FORMAT.findall(xml):
                self._codes[_get(attributes, b"style:name")] = _code(kind, body)
            for attributes, body in _STYLE.findall(xml):
                data, parent = _get(attributes, b"style:data-style-name"), _get(attributes, b"style:parent-style-name")
                self._styles[_get(attributes, b"style:name")] = data, parent, _look(body)
        self.has_looks = any(look is not None for _, _, look in self._styles.values())
        self._known: dict[bytes, tuple[str | None, str | None]] = {}

    def of(self, name: bytes) -> tuple[str | None, str | None]:
        """Return the odd format and the look of a style."""
        if name not in self._known:
            code, look, at = "", None, name
            for _ in range(20):  # a chain of parents ends, or is no sound one
                data, parent, own = self._styles.get(at, (b"", b"", None))
                code, look, at = code or self._codes.get(data, ""), look or own, parent
            self._known[name] = (code if code and is_odd(code) else None), look
        return self._known[name]


def _look(body: bytes) -> str | None:
    line = _get(body, b"style:text-line-through-style") or _get(body, b"style:text-line-through-type")
    if line not in (b"", b"none"):
        return STRUCK
    return RAISED if _get(body, b"style:text-position")[:1] not in (b"", b"0") else None


def _code(kind: bytes, body: bytes) -> str:
    """Write a number style as Excel does, as far as it tells what a whole number or a year is shown as."""
    code = ""
    for name, attributes, text in _PIECE.findall(body):
        if name == b"text":
            code += "".join(f"\\{sign}" for sign in unescaped(text)) if text != b"%" else "%"
        elif name == b"number":
            places = _get(attributes, b"number:min-decimal-places") or _get(attributes, b"number:decimal-places")
            code += "0." + "0" * int(places) if places.isdigit() and 0 < int(places) < 20 else "0"
            code += "," if _get(attributes, b"number:display-factor") not in (b"", b"1") else ""
        elif name == b"scientific-number":
            code += "0E+00"
        elif name == b"year":
            code += "yyyy" if _get(attributes, b"number:style") == b"long" else "yy"
        elif name in (b"day", b"month", b"hours", b"minutes", b"seconds", b"day-of-week", b"quarter", b"era"):
            code += "d"
    return code + "%" if kind == b"percentage" and "%" not in code else code


def mark_ods(xml: bytes, styles_xml: bytes, max_cells: int) -> list[Marks]:
    """Search the tables of an OpenDocument workbook, whose rows and cells may stand for many."""
    return list(_mark_tables(xml, OdsStyles(styles_xml, xml), max_cells))


def _mark_tables(xml: bytes, styles: OdsStyles, max_cells: int) -> Iterator[Marks]:
    marks, row, column, row_count, total = Marks(""), 0, 0, 1, 0
    defaults: list[tuple[int, bytes]] = []  # the last column that a default style is for
    row_default = b""
    for found in _TAG.finditer(xml):
        closing, name, attributes = found.groups()
        if name == b"table":
            if closing:
                yield marks
            marks, row, column = Marks(unescaped(_get(attributes, b"table:name"))), 0, 0
            defaults = []
        elif name == b"table-column":
            count = _count(attributes, b"table:number-columns-repeated")
            if _is_hidden(attributes):
                marks.hidden_columns.append((column, column + count - 1))
            column += count
            defaults.append((column - 1, _get(attributes, b"table:default-cell-style-name")))
        elif name == b"table-row":
            if not closing:
                row_count, column = _count(attributes, b"table:number-rows-repeated"), 0
                row_default = _get(attributes, b"table:default-cell-style-name")
                if _is_hidden(attributes):
                    marks.hidden_rows.append((row, row + row_count - 1))
            if closing or attributes.endswith(b"/"):
                row += row_count
        elif not closing:
            count = _count(attributes, b"table:number-columns-repeated")
            has_value = b"office:value-type" in attributes
            if has_value or b"table:formula" in attributes:
                marks.reach(row + row_count - 1, column + count - 1, count * row_count)
                total += count * row_count
                if total > max_cells:
                    raise Refused("cells")
                default = row_default or next((style for last, style in defaults if column <= last), b"")
                style = _get(attributes, b"table:style-name") or default
                end = found.end() if attributes.endswith(b"/") else xml.find(b"</table:table-cell", found.end())
                area = range(row, row + row_count), range(column, column + count)
                _mark_cell(marks, area, attributes, xml[found.end() : end], styles, style)
            _mark_merged(marks, row, column, attributes)
            column += count


def _is_hidden(attributes: bytes) -> bool:
    return _get(attributes, b"table:visibility") in (b"collapse", b"filter")


def _mark_merged(marks: Marks, row: int, column: int, attributes: bytes) -> None:
    if b"-spanned" in attributes and len(marks.merged) < MOST_MERGED:
        down, right = (_count(attributes, b"table:number-%s-spanned" % way) for way in (b"rows", b"columns"))
        if down > 1 or right > 1:
            marks.merged.append((row, column, row + down - 1, column + right - 1))


def _mark_cell(
    marks: Marks, area: tuple[range, range], attributes: bytes, content: bytes, styles: OdsStyles, style: bytes
) -> None:
    """Note errors, formulas never calculated or that move, and what the style and the parts of a text say."""
    if (error := _error(attributes, content)) is not None:
        marks.errors |= dict.fromkeys(product(*area), error)
    elif b"office:value-type" not in attributes:
        marks.uncalculated += product(*area)
    if b"table:formula" in attributes and _MOVES.search(_get(attributes, b"table:formula")):
        marks.moving += product(*area)
    code, look = styles.of(style)
    kind = _get(attributes, b"office:value-type")
    if kind == b"percentage" and (code is None or "%" not in code):
        code = "0%"
    if look is None and styles.has_looks and b"<text:span" in content:
        look = _look_of_parts(content, styles)
    if code is not None and kind not in (b"string", b"boolean", b""):
        marks.formats |= dict.fromkeys(islice(product(*area), MOST_DRESSED), code)
    if look is not None:
        marks.looks |= dict.fromkeys(islice(product(*area), MOST_DRESSED), look)


def _error(attributes: bytes, content: bytes) -> str | None:
    """Return the text of an error: said to be one, or (ODF 1.2) a formula of an empty text that shows something."""
    is_error = b'calcext:value-type="error"' in attributes
    if not is_error:
        if b"table:formula" not in attributes or _get(attributes, b"office:value-type") != b"string":
            return None
        if not re.search(rb"""\soffice:string-value\s*=\s*(?:""|'')""", attributes):
            return None
    text = re.search(rb"<text:p[^<>]*>([^<]+)</text:p>", content)
    return unescaped(text[1]) if text else "#ERROR" if is_error else None


def _look_of_parts(content: bytes, styles: OdsStyles) -> str | None:
    runs = []
    for attributes, inside, plain in _SPAN.findall(content):
        look = styles.of(_get(attributes, b"text:style-name"))[1] if inside else None
        runs.append((look, (inside or plain).decode("utf-8", "replace")))
    look = joint_look(runs)
    return STRUCK_IN_PART if look == STRUCK and any(own is None and text.strip() for own, text in runs) else look
