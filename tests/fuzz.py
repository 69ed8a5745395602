"""Hand in thousands of damaged and hostile files by the production door and hold every answer to the contract.

`python -m tests.fuzz --count 10000 --seed 1`. Each file is made from a good one by seed and number alone, so that
`--only NUMBER` makes it again.
Files are checked in batches with good ones among them, which must not suffer.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import signal
import struct
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any
from xml.sax.saxutils import escape

from tests.builders import (
    DOCUMENTS,
    LIST_HEADINGS,
    NOMINATIONS,
    OTHER,
    RECEIVED,
    UNIT,
    ErrorCell,
    Formula,
    Row,
    Sheets,
    consolidated,
    consolidated_sheets,
    every_text,
    in_tcvn3,
    nfd,
    nomination_list,
    nomination_workbook,
    package,
    plan_83,
    register,
    register_sheets,
    return_sheets,
    titled,
    unit_return,
    workbook,
)
from tests.paper_pdf import as_pdf
from tests.prose_reports import made as made_report
from tests.test_sheets import record as xls_record
from tests.test_sheets import xls, xlsb
from tonghop.actions.loading import FileOutcome, IntakeReport, check, load
from tonghop.findings import RULES
from tonghop.intake.inbox import DAMAGED, collect_uploads
from tonghop.intake.reading import Reading
from tonghop.intake.refusals import UNREADABLE
from tonghop.records import TABLES
from tonghop.store import Store

SECONDS = 5.0  # what one file may take
HANG = 60.0  # after so long a file counts as never answered
BATCH = 24
STORED = 5  # every so many batches one is loaded and the store looked at
MOST_FAILURES = 20
LARGEST = 3_000_000  # of a part that repeats something
WILD = os.environ.get("TONGHOP_WILD")
"""A folder of files from the wild to damage, too; named when one is at hand."""

# -- good files to start from --------------------------------------------------------------------------------


def settled(content: bytes) -> bytes:
    """Pack a file anew without the time it was made at: the same seed makes the same bytes on any day."""
    parts = dict(parts_of(content))
    told = parts.get("docProps/core.xml")
    if told is not None:
        parts["docProps/core.xml"] = re.sub(rb">\d{4}-\d\d-\d\dT[^<]*<", b">2022-04-05T08:00:00Z<", told)
    return repacked(parts)


def parts_of(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return [(entry.filename, file.read(entry)) for entry in file.infolist()]


def repacked(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method, compresslevel=1) as file:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            file.writestr(entry, part)
    return target.getvalue()


def ods(sheets: Mapping[str, list[Row]]) -> bytes:
    """Write rows as an OpenDocument workbook."""

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        text = escape(str(value))
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


LIST_SHEETS: Sheets = {"Sheet1": titled(UNIT, LIST_HEADINGS, NOMINATIONS)}


def list_in_xls() -> bytes:
    """A nomination list in the old binary format, every cell a text."""
    cells = b""
    for at, row in enumerate(LIST_SHEETS["Sheet1"]):
        for column, value in enumerate(row):
            if value is not None:
                text = str(value)
                head = struct.pack("<HHHHB", at, column, 0, len(text), 1)
                cells += xls_record(0x0204, head + text.encode("utf-16-le"))
    return xls(cells)


def list_in_xlsb() -> bytes:
    cells = b""
    for at, row in enumerate(LIST_SHEETS["Sheet1"]):
        cells += b"\x00\x19" + struct.pack("<I", at) + b"\0" * 21
        for column, value in enumerate(row):
            if value is not None:
                text = str(value)[:50]
                content = struct.pack("<III", column, 0, len(text)) + text.encode("utf-16-le")
                cells += b"\x06" + bytes([len(content)]) + content
    return xlsb(cells)


def odd_cells() -> bytes:
    """A return with formulas, errors and merged cells, by the other library."""
    changes: dict[tuple[str, str], object] = {
        ("Khen thưởng", "D4"): Formula("=1+1"),
        ("Khen thưởng", "I5"): Formula("=SUM(D5:H5)"),
        ("Tuyên truyền", "D5"): ErrorCell("#REF!"),
        ("Văn bản", "C4"): date(2018, 5, 20),
    }
    return unit_return(changes=changes)


FORMS = 15  # good files of our own, before those from the wild


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return good files of every form and format, then files from the wild where they are at hand."""
    dated: list[Row] = [[*DOCUMENTS[0][:2], date(2018, 5, 20), *DOCUMENTS[0][3:]]]
    with_dates: dict[str, list[Row] | None] = {"Văn bản": [*return_sheets()["Văn bản"][:3], *dated]}
    both = consolidated_sheets() | register_sheets()
    old = every_text(return_sheets(), in_tcvn3)
    made = {
        "a.xlsx": unit_return(sheets=with_dates),
        "b.docx": nomination_list(),
        "b.xlsx": nomination_workbook(),
        "c.xlsx": consolidated(),
        "cd.xlsx": workbook(both),
        "d.xlsx": register([*register_sheets()["Tiếp nhận"][3:], [4, OTHER, "Tờ trình", date(2022, 4, 2), 2]]),
        "a-tcvn3.xlsx": workbook(dict(zip(return_sheets(), old.values(), strict=True))),
        "a-nfd.xlsx": workbook(every_text(return_sheets(), nfd)),
        "a-odd.xlsx": odd_cells(),
        "a.ods": ods(return_sheets()),
        "c.ods": ods(both),
    }
    found = [(name, settled(content)) for name, content in made.items()]
    found += [("b.xls", list_in_xls()), ("b.xlsb", settled(list_in_xlsb()))]
    paper = made_report(5)[0]
    found += [("e.docx", settled(paper)), ("e.pdf", as_pdf(paper))]
    within = Path(WILD).glob("**/*") if WILD else ()
    wild = sorted(path for path in within if path.is_file() and 0 < path.stat().st_size < 40_000)
    return *found, *((path.name.lower(), path.read_bytes()) for path in wild if path.suffix not in (".csv", ".md"))


@cache
def good_files() -> dict[str, bytes]:
    """Return the files that stand among the damaged ones and must read as if they stood alone."""
    third = "Đảng bộ xã Nhật Tân"
    return {
        "tốt-a.xlsx": settled(unit_return(third)),
        "tốt-b.docx": settled(nomination_list(third)),
        "tốt-c.xlsx": settled(consolidated([third, "Đảng bộ xã Liên Sơn"])),
        "tốt-d.xlsx": settled(register([[1, third, "Tờ trình", "01/04/2022", 2]])),
    }


# -- damage to bytes -----------------------------------------------------------------------------------------


def broken_bytes(chance: Random, content: bytes) -> bytes:
    """Flip, cut, double, insert, blank out or swap bytes, a few times."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        if not damaged:
            break
        at = chance.randrange(len(damaged))
        size = chance.choice((1, 2, 4, 16, 200, 5000))
        match chance.randrange(8):
            case 0 | 1:
                damaged[at] ^= 1 << chance.randrange(8)
            case 2:
                damaged[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
            case 3:
                del damaged[at : at + size]
            case 4:
                damaged[at:at] = damaged[at : at + size]
            case 5:
                damaged[at:at] = chance.randbytes(size)
            case 6:
                damaged[at : at + size] = bytes([chance.choice((0, 0xFF))]) * len(damaged[at : at + size])
            case _:
                number = chance.choice((0, 1, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, len(content)))
                damaged[at : at + 4] = struct.pack("<I", number & 0xFFFFFFFF)
    if chance.random() < 0.1:
        del damaged[chance.randrange(len(damaged) + 1) :]
    return bytes(damaged)


# -- damage to the parts of a package ------------------------------------------------------------------------


def broken_part(chance: Random, content: bytes) -> bytes:
    """Break one part's bytes, or leave it out, or put another in its place; the package itself stays right."""
    parts = dict(parts_of(content))
    name = chance.choice(sorted(parts))
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(sorted(parts))]
        case 2:
            parts[chance.choice((name.upper(), "/" + name, name.replace("/", "\\"), "../" + name))] = parts.pop(name)
        case _:
            parts[name] = broken_bytes(chance, parts[name])
    return repacked(parts, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


# -- damage to XML -------------------------------------------------------------------------------------------

TAG = re.compile(rb"<[^<>]+>")
ATTRIBUTE = re.compile(rb'\s([\w:.-]+)="([^"<>]*)"')
ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?<!/)>.{0,3000}?</\1>", re.DOTALL)
CELL = re.compile(rb'<(?:c|row)(?:\s[^<>]*)?\sr="[^"]*"')
VALUE = re.compile(rb"(?<=<v>)[^<]*(?=</v>)")
TEXT = re.compile(rb"(?<=>)[^<>]+(?=</(?:t|w:t|text:p)>)")

ADDRESSES = (
    "XFD1048576", "XFE1", "A1048577", "A99999999", "ZZZZZZ1", "AAAAAAAA1", "A0", "A-1", "A", "1", "0", "", "a1", "A01",
    "$A$1", "A1:B2", " A1", "A1 ", "A1.5", "Á1", "R1C1", "A4294967297", "B200000", "Z2", "1000000", "4294967295",
)  # fmt: skip
NUMBERS = (
    "", "-1", "0", "-0", "1.5", "99999", "4294967296", "9" * 30, "1e308", "1e400", "-1e308", "NaN", "inf", "-inf",
    "0x10", "１２", " 5 ", "1_000", "2958465", "2958466", "-700000", "60", "0.99999999", "1e-320", "#REF!", "TRUE",
    "2022-04-05", "2022-13-45T99:99:99", "1,250", "1.250", "1e15", "1000000000000001", "9007199254740993", "5e9",
)  # fmt: skip
TYPES = ("s", "str", "inlineStr", "b", "e", "n", "d", "", "x", "S")
ODD_TEXTS = (
    "&#0;", "&#x1F4A9;", "&#xD800;", "&x;", "&amp;#0;", "&lt;", "_x0000_", "_xD800_", "_xFFFE_", "_x005F_x0041_",
    "<![CDATA[<c>]]>", "<![CDATA[", "]]>", "<!-- -->", "<!--", "<!--" * 3000, "<?x?>", "<x/>", "</x>", "<", ">", "\0",
    "\x01", "\ufeff", "\u202e", "e\u0301" * 500, "A" * 40_000, "<c>" * 300, "&lt;" * 5000, "\ud7ff\ue000\uffff",
)  # fmt: skip
DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "<!doctype html>",
)


def broken_xml(chance: Random, content: bytes) -> bytes:
    """Break what the XML of one or two parts says, and leave the package right."""
    parts = dict(parts_of(content))
    names = [name for name in sorted(parts) if name.endswith((".xml", ".rels"))]
    if not names:
        return broken_bytes(chance, content)
    main = [n for n in names if "sheet" in n or n in ("word/document.xml", "content.xml", "xl/sharedStrings.xml")]
    for _ in range(chance.choice((1, 1, 1, 2))):
        name = chance.choice(main if main and chance.random() < 0.75 else names)
        for _ in range(chance.choice((1, 1, 1, 1, 2, 2, 4, 12))):
            parts[name] = chance.choice(XML_DAMAGE)(chance, parts[name])
    return repacked(parts)


def _put(chance: Random, xml: bytes, places: re.Pattern[bytes], new: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """Replace one place that the pattern finds."""
    place = _found(chance, xml, places)
    return xml[: place.start()] + new(place) + xml[place.end() :] if place else xml


def _found(chance: Random, xml: bytes, places: re.Pattern[bytes]) -> re.Match[bytes] | None:
    return places.search(xml, chance.randrange(len(xml) + 1)) or places.search(xml)


def attribute_dropped(chance: Random, xml: bytes) -> bytes:
    return _put(chance, xml, ATTRIBUTE, lambda found: b"")


def attribute_doubled(chance: Random, xml: bytes) -> bytes:
    return _put(chance, xml, ATTRIBUTE, lambda found: found[0] * 2)


def attribute_changed(chance: Random, xml: bytes) -> bytes:
    value = chance.choice((*NUMBERS, *ADDRESSES, *TYPES, "x" * 70_000, "&#0;", "../../x", "xl/workbook.xml", "é"))
    return _put(chance, xml, ATTRIBUTE, lambda found: b' %s="%s"' % (found[1], value.encode()))


def attribute_rewritten(chance: Random, xml: bytes) -> bytes:
    way = chance.choice((b" %s='%s'", b'\n%s = "%s"', b" %s=%s", b'%s="%s"', b' x:%s="%s"'))
    return _put(chance, xml, ATTRIBUTE, lambda found: way % (found[1], found[2]))


def number_raised(chance: Random, xml: bytes) -> bytes:
    number = chance.choice((b"0", b"2", b"63", b"1000", b"99999", b"1048576", b"999999999", b"99999999999999999999"))
    places = re.compile(rb'(?<==")\d+(?=")')
    if chance.random() < 0.5:
        places = re.compile(rb"(?<=</table:table-row>)|(?<=<table:table-row>)|(?<=</w:tcPr>)")
        more = (
            b'<table:table-row table:number-rows-repeated="%s"><table:table-cell/></table:table-row>',
            b'<table:table-cell table:number-columns-repeated="%s" office:value-type="float" office:value="1"/>',
            b'<table:table-cell table:number-columns-repeated="%s"/>',
            b'<table:table-row table:number-rows-repeated="%s"/><table:table-row>'
            b'<table:table-cell table:formula="of:=1"/></table:table-row>',
            b'<w:tcPr><w:gridSpan w:val="%s"/></w:tcPr>',
        )
        new = chance.choice(more) % number
        return _put(chance, xml, places, lambda found: new)
    return _put(chance, xml, places, lambda found: number)


def cell_moved(chance: Random, xml: bytes) -> bytes:
    address = chance.choice(ADDRESSES).encode()
    return _put(chance, xml, CELL, lambda found: re.sub(rb'r="[^"]*"$', b'r="%s"' % address, found[0]))


def cell_retyped(chance: Random, xml: bytes) -> bytes:
    kind = chance.choice(TYPES).encode()

    def typed(found: re.Match[bytes]) -> bytes:
        bare = re.sub(rb'\st="[^"]*"', b"", found[0])
        return bare + b' t="%s"' % kind + chance.choice((b"", b' s="1"', b' s="99"'))

    return _put(chance, xml, CELL, typed)


def value_changed(chance: Random, xml: bytes) -> bytes:
    value = chance.choice(NUMBERS).encode()
    return _put(chance, xml, VALUE, lambda found: value)


def formula_put_in(chance: Random, xml: bytes) -> bytes:
    way = chance.choice(
        (b"<f>1/0</f>", b"<f/>", b'<f t="shared" si="0"/>', b"<f>A&amp;B</f><v/>", b"<f><x/></f>", b"<f/><v>#REF!</v>")
    )
    return _put(chance, xml, re.compile(rb"<v>[^<]*</v>"), lambda found: way)


def text_changed(chance: Random, xml: bytes) -> bytes:
    text = chance.choice(ODD_TEXTS).encode("utf-8", "surrogatepass")
    return _put(chance, xml, TEXT, lambda found: chance.choice((text, found[0] + text)))


def tag_dropped(chance: Random, xml: bytes) -> bytes:
    return _put(chance, xml, TAG, lambda found: b"")


def tag_renamed(chance: Random, xml: bytes) -> bytes:
    name = chance.choice((b"x", b"x:c", b"c", b"row", b"sheet", b"v", b"w:p", b"w:tbl", b"w:del", b"w:t", b"mergeCell"))
    return _put(chance, xml, TAG, lambda found: re.sub(rb"^(</?)[\w:]+", rb"\1" + name, found[0]))


def element_dropped(chance: Random, xml: bytes) -> bytes:
    return _put(chance, xml, ELEMENT, lambda found: b"")


def element_nested(chance: Random, xml: bytes) -> bytes:
    depth = chance.choice((1, 2, 60, 4000))

    def nested(found: re.Match[bytes]) -> bytes:
        head = TAG.match(found[0])
        return head[0] * depth + found[0] + b"</%s>" % found[1] * depth if head else found[0]

    return _put(chance, xml, ELEMENT, nested)


def element_repeated(chance: Random, xml: bytes) -> bytes:
    times = chance.choice((2, 3, 50, 3000, 40_000))
    return _put(chance, xml, ELEMENT, lambda found: found[0] * min(times, 1 + LARGEST // len(found[0])))


def elements_swapped(chance: Random, xml: bytes) -> bytes:
    first, second = _found(chance, xml, ELEMENT), _found(chance, xml, ELEMENT)
    if first and second and first.start() > second.start():
        first, second = second, first
    if not first or not second or first.end() > second.start():
        return xml
    between = xml[first.end() : second.start()]
    return xml[: first.start()] + second[0] + between + first[0] + xml[second.end() :]


def merged_cells_put_in(chance: Random, xml: bytes) -> bytes:
    refs = ["A1:XFD1048576", "A4:A99999999", "B5:A1", "A4:A6", "A5:A8", "ZZZ1:ZZZ9999999", "A1", "A4:B9"]
    some = [chance.choice(refs) for _ in range(chance.choice((1, 3, 5000)))]
    cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in some).encode()
    return xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>")


def doctype_put_in(chance: Random, xml: bytes) -> bytes:
    return re.sub(rb"^(<\?xml[^>]*>)?", lambda found: found[0] + chance.choice(DOCTYPES).encode(), xml, count=1)


def encoding_changed(chance: Random, xml: bytes) -> bytes:
    bare = re.sub(rb"^(\xef\xbb\xbf)?<\?xml[^>]*\?>\s*", b"", xml)
    said = chance.choice(("UTF-8", "UTF-16", "windows-1258", "ISO-8859-1", "x-none", "utf-7", ""))
    head = f'<?xml version="1.0" encoding="{said}"?>'
    written = chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1258"))
    return (head + bare.decode("utf-8", "replace")).encode(written, "xmlcharrefreplace")


def prefix_given(chance: Random, xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=", 1)


def bytes_broken(chance: Random, xml: bytes) -> bytes:
    return broken_bytes(chance, xml)


XML_DAMAGE: tuple[Callable[[Random, bytes], bytes], ...] = (
    attribute_dropped, attribute_doubled, attribute_changed, attribute_rewritten, number_raised, cell_moved,
    cell_moved, cell_retyped, cell_retyped, value_changed, value_changed, formula_put_in, text_changed, text_changed,
    tag_dropped, tag_renamed, element_dropped, element_nested, element_repeated, elements_swapped,
    merged_cells_put_in, doctype_put_in, encoding_changed, prefix_given, bytes_broken,
)  # fmt: skip

# -- hostile values in a sound file --------------------------------------------------------------------------

VALUES: tuple[object, ...] = (
    "", " ", "\xa0", "-", "không", "0", "1,250", "1.250", "1 250", "-5", "−5", "2,0", "1e3", "5e9", "9" * 400, "٣",
    "½", "12 cuộc", "12 mô hình", "I", "I. Các chi bộ", "Tổng cộng", "Cộng", "Bí thư", "T/M BAN THƯỜNG VỤ", "Nơi nhận:",
    "TT", "Đơn vị", "Tên mô hình", "2017", "Năm 2017", "Đơn vị: Đảng bộ xã Thi Sơn", UNIT, OTHER, "Tân Sơn và Thi Sơn",
    "Thông tin", "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "'x", "<script>", "{value}", "{0}", "%s", "\\x00", "../../x",
    "a\0b", "\x01\x02", "_x0000_", "\u202eabc", "\ufeffx", "\u200b", "\uffff", "😀" * 50, "e\u0301\u0323", "A" * 32_767,
    "ạ" * 32_767, "xã " * 9000, "1" * 32_767, "1 " * 16_000, ". " * 16_000, "\n" * 9000, "Đ" * 9000, "TT " * 66,
    "§¶ng bé x· T©n S¬n", "Ñaûng boä xaõ Taân Sôn", "X· Thanh S¬n", "Sè", "29/02/2021", "31/12/9999", "1/1/0001",
    "0/0/0", "99/99/99", "5/4/22", "ngày 05 tháng 4 năm 2022", "2022-04-05T99:99", "5/4/2022 ", 0, -1, 1.5, -0.0, 1e308,
    -1e308, 1e15, 10**15 + 1, 5_000_000_000, 2**31, 2**53 + 1, 1e-300, 2016, 2023, True, False, date(1900, 1, 1),
    date(9999, 12, 31), date(2016, 12, 31), datetime(2022, 4, 5, 23, 59, 59), Formula("=1+1", 5), Formula("=1/0"),
    Formula("=A1", "x"), ErrorCell("#REF!"), ErrorCell("#N/A"), None,
)  # fmt: skip


def hostile_values(chance: Random) -> tuple[str, bytes]:
    """Make a sound file of any form with a few cells, rows or tabs that nobody expects."""
    forms: tuple[Callable[[], Sheets], ...] = (
        return_sheets, return_sheets, consolidated_sheets, register_sheets, lambda: LIST_SHEETS,
        lambda: consolidated_sheets() | register_sheets(),
    )  # fmt: skip
    sheets = {name: [list(row) for row in rows] for name, rows in chance.choice(forms)().items()}
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        rows = sheets[chance.choice(list(sheets))]
        value = chance.choice(VALUES)
        at = chance.randrange(len(rows))
        match chance.randrange(8):
            case 0:
                rows.insert(at, [value] * chance.randrange(1, 12))
            case 1:
                rows.insert(at, list(chance.choice(rows)))
            case 2:
                del rows[at]
                rows.append([])
            case 3:
                for row in rows:
                    row.insert(0, value)
            case 4:
                rows += _many(chance, rows[-1])
            case _:
                row = rows[at]
                column = chance.randrange(12)
                row += [None] * (column + 1 - len(row))
                row[column] = value
    if chance.random() < 0.15:
        change = chance.choice((in_tcvn3, nfd, str.upper, lambda text: unicodedata.normalize("NFKD", text)))
        some = set(chance.sample(list(sheets), chance.randrange(1, len(sheets) + 1)))
        sheets |= every_text({name: rows for name, rows in sheets.items() if name in some}, change)
    if sum(len(str(value)) for rows in sheets.values() for row in rows for value in row) > 2 * LARGEST:
        sheets = {name: rows[:40] for name, rows in sheets.items()}  # what is big takes long by right
    return _written(chance, sheets)


def _many(chance: Random, row: Row) -> list[Row]:
    """Repeat a row, now and then with every text another one."""
    size = 1 + sum(len(str(value)) for value in row)
    times = min(chance.choice((2, 30, 1000)), LARGEST // size)
    is_same = chance.random() < 0.5
    return [[f"{v} {n}" if isinstance(v, str) and not is_same else v for v in row] for n in range(times)]


def _written(chance: Random, sheets: Sheets) -> tuple[str, bytes]:
    texts = every_text(sheets, lambda text: text[:32_767])
    plain = {n: [[_bare(v) for v in row] for row in rows] for n, rows in texts.items()}
    if chance.random() < 0.15:
        return "v.ods", ods(every_text(plain, _as_xml))
    if len(sheets) == 1 and chance.random() < 0.3:
        rows = [[None if v is None else _as_xml(str(v)) for v in row] for row in next(iter(plain.values()))]
        return "v.docx", nomination_list(str((rows[0] or [UNIT])[0]), [row for row in rows[3:60] if row] or NOMINATIONS)
    values = [value for rows in texts.values() for row in rows for value in row]
    if any(isinstance(v, ErrorCell) or (isinstance(v, Formula) and v.result is None) for v in values):
        texts = every_text(texts, _as_xml)  # the other library refuses control characters
    return "v.xlsx", workbook(texts)


def _bare(value: object) -> object:
    return value.text if isinstance(value, Formula | ErrorCell) else value


def _as_xml(text: str) -> str:
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", text)


# -- one file, by its number ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A hostile file: its number, the name it is handed in under, its content, and how it was made."""

    number: int
    name: str
    content: bytes
    story: str


LEVELS = {"bytes": broken_bytes, "part": broken_part, "xml": broken_xml}
SUFFIXES = (".xlsx", ".xls", ".xlsb", ".ods", ".docx", ".doc", ".xlsm", ".zip", ".txt", "")


def make(seed: int, number: int) -> Made:
    """Make the file of this number: the same bytes each time."""
    chance = Random(f"{seed}/{number}")
    level = chance.choices(("bytes", "part", "xml", "values"), (12, 13, 45, 30))[0]
    if level == "values":
        name, content = hostile_values(chance)
        content = settled(content)
        if chance.random() < 0.1:
            content, level = broken_xml(chance, content), "values, xml"
    else:
        place = chance.randrange(FORMS) if chance.random() < 0.85 else chance.randrange(len(seeds()))
        name, content = seeds()[place]
        if level != "bytes" and not _opens(content):
            level = "bytes"
        level, content = f"{level} of {name}", LEVELS[level](chance, content)
    suffix = Path(name).suffix
    if chance.random() < 0.06:
        suffix = chance.choice(SUFFIXES)
    if chance.random() < 0.03:  # a file in a package, and the package damaged now and then
        content, suffix = repacked({f"{number}{suffix or '.xlsx'}": content}), ".zip"
        content = broken_bytes(chance, content) if chance.random() < 0.3 else content
    return Made(number, f"{number}{suffix}", content, level)


def _opens(content: bytes) -> bool:
    try:
        return bool(parts_of(content))
    except DAMAGED:
        return False


# -- what an answer must be ----------------------------------------------------------------------------------

CELL_NAME = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
NO_ANSWER, TOO_LATE = UNREADABLE["unexpected"], UNREADABLE["timeout"]
NO_ANSWERS = {NO_ANSWER: "the reader stumbled", TOO_LATE: "read for too long"}


def faults(reading: Reading) -> list[str]:
    """Say what is wrong with one answer by itself; nothing for a right one."""
    found: list[str] = []
    errors = [finding for finding in reading.findings if finding.is_error]
    if reading.status not in ("accepted", "partial", "refused", "duplicate", "paper"):
        found.append(f"status {reading.status!r}")
    for finding in reading.findings:
        rule = RULES.get(finding.slug)
        if rule is None or rule.severity != finding.severity:
            found.append(f"finding {finding.slug!r}, {finding.severity!r} is none of the contract's")
        if "Đề nghị" not in finding.message or len(finding.message) < 30:
            found.append(f"{finding.slug} says {finding.message!r}")
        if finding.cell is not None and (finding.sheet is None or not CELL_NAME.fullmatch(finding.cell)):
            found.append(f"{finding.slug} at {finding.sheet!r}, {finding.cell!r}")
        for reason, what in NO_ANSWERS.items():
            if f"({reason})" in finding.message:
                found.append(what)
    if bool(errors) != (reading.status in ("partial", "refused")):
        found.append(f"{reading.status} with {len(errors)} errors")
    if (reading.status == "paper") != (reading.paper is not None):
        found.append(f"{reading.status} as {reading.paper}")
    if reading.status in ("refused", "duplicate", "paper") and reading.records:
        found.append(f"{reading.status} with {len(reading.records)} records")
    if reading.status == "partial" and not (reading.records and reading.form in ("consolidated", "register")):
        found.append(f"a partial {reading.form} with {len(reading.records)} records")
    return found + _faults_of_records(reading)


def _faults_of_records(reading: Reading) -> list[str]:
    """Hold the records to the tables' promises: known units, sound texts, whole numbers that can be stored."""
    found: list[str] = []
    units = {unit.id for unit in plan_83().units} - set(reading.refused_units)
    for record in reading.records:
        values = record._asdict()
        if values["unit_id"] not in units or (reading.unit_id not in (None, values["unit_id"])):
            found.append(f"a record of {values['unit_id']!r}")
        if values.get("cell") is not None and not CELL_NAME.fullmatch(values["cell"]):
            found.append(f"a record at {values['cell']!r}")
        for name, value in values.items():
            if isinstance(value, str) and value != unicodedata.normalize("NFC", value).strip(" \t\n\xa0"):
                found.append(f"{type(record).__name__}.{name} is {value[:50]!r}")
            if type(value) is int and not 0 <= value <= (10**8 if name in ("value", "number") else 2**31 - 1):
                found.append(f"{type(record).__name__}.{name} is {value}")
            if type(value) not in (str, int, bool, date, type(None)):
                found.append(f"{type(record).__name__}.{name} is a {type(value).__name__}")
    return found[:5]


def faults_of_store(store: Store, report: IntakeReport) -> dict[str, list[str]]:
    """Compare what the store holds of each file with what was read: all of it, or where it was refused nothing."""
    found: dict[str, list[str]] = defaultdict(list)
    with contextlib.closing(store.reader()) as con:
        rows = con.execute("select path, file_id, status from files").fetchall()
        ids = {path: (file_id, status) for path, file_id, status in rows}
        held: dict[tuple[int, str], Counter[tuple[object, ...]]] = defaultdict(Counter)
        for table in TABLES.values():
            for file_id, *values in con.execute(f"select * from {table}").fetchall():
                held[file_id, table][tuple(values)] += 1
        findings = Counter(dict(con.execute("select file_id, count(*) from findings group by file_id").fetchall()))
    for outcome in report.outcomes:
        reading = outcome.reading
        if reading.status == "duplicate":
            if outcome.path in ids:
                found[outcome.path].append("a duplicate was stored")
            continue
        file_id, status = ids.get(outcome.path, (0, "missing"))
        if status != reading.status or findings[file_id] != len(reading.findings):
            found[outcome.path].append(f"{reading.status} is stored as {status} with {findings[file_id]} findings")
        for kind, table in TABLES.items():
            told: Counter[tuple[object, ...]] = Counter(tuple(r) for r in reading.records if type(r) is kind)
            if held[file_id, table] != told:
                lost, added = told - held[file_id, table], held[file_id, table] - told
                found[outcome.path].append(f"{table}: {len(lost)} rows not stored, {len(added)} not read")
    return found


# -- the run -------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What came of a run: how each file ended, the failures as (number, what), and the slowest file."""

    ends: Counter[str] = field(default_factory=Counter)
    slugs: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    files: int = 0


class Hang(Exception):
    """A file that is never answered."""


@contextlib.contextmanager
def watched() -> Iterator[Callable[[], None]]:
    """Raise Hang where nothing is said for too long; yields what says that all is well. No watch on Windows."""
    if not hasattr(signal, "SIGALRM"):
        yield lambda: None
        return

    def bite(_signal: int, _frame: FrameType | None) -> None:
        raise Hang(f"no answer after {HANG:.0f} s")

    before = signal.signal(signal.SIGALRM, bite)
    try:
        signal.setitimer(signal.ITIMER_REAL, HANG)
        yield lambda: signal.setitimer(signal.ITIMER_REAL, HANG) and None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def answered(
    files: Sequence[tuple[str, bytes]], store: Store, *, is_loaded: bool
) -> tuple[IntakeReport, dict[str, float]]:
    """Hand files in; return the report and the seconds between each answer and the one before."""
    seconds: dict[str, float] = {}
    inbox = collect_uploads(files)
    with watched() as all_is_well:
        last = time.monotonic()

        def progress(_done: int, _total: int, path: str) -> None:
            nonlocal last
            all_is_well()
            now = time.monotonic()
            seconds[path], last = now - last, now

        if is_loaded:
            moment = datetime(2022, 5, 5, 8)
            report = load(
                store, inbox, received_on=RECEIVED, recorded_at=moment, recorded_by="người thử", progress=progress
            )
        else:
            report = check(store, inbox, received_on=RECEIVED, progress=progress)
    return report, seconds


def _said(reading: Reading) -> Reading:
    """A reading without what depends on the other files of its load by right."""
    return replace(reading, findings=tuple(f for f in reading.findings if f.slug != "nomination-not-listed"))


@cache
def good_readings() -> dict[str, Reading]:
    """Read the good files by themselves."""
    with tempfile.TemporaryDirectory() as folder:
        report, _ = answered(list(good_files().items()), Store(folder), is_loaded=False)
    assert all(outcome.status == "accepted" for outcome in report.outcomes), report
    return {outcome.path: _said(outcome.reading) for outcome in report.outcomes}


def try_batch(made: Sequence[Made], chance: Random, tally: Tally, *, is_loaded: bool) -> None:
    """Check one batch with good files among it; failures go into the tally."""
    good = set(good_files().values())
    files = [(each.name, each.content) for each in made if each.content not in good]
    for name, content in good_files().items():
        files.insert(chance.randrange(len(files) + 1), (name, content))
    with tempfile.TemporaryDirectory(prefix="tonghop-fuzz-") as folder:
        store = Store(Path(folder) / "store")
        try:
            report, seconds = answered(files, store, is_loaded=is_loaded)
        except Exception as problem:
            _blame(made, tally, problem)
            return
        by_path = {outcome.path: outcome for outcome in report.outcomes}
        for path, reading in good_readings().items():
            if path not in by_path or _said(by_path[path].reading) != reading:
                tally.failures.append((made[0].number, f"the good file {path} suffered in the batch that begins here"))
        stored = faults_of_store(store, report) if is_loaded else {}
        for each in made:
            _judge(each, [by_path[path] for path in by_path if _number(path) == each.number], stored, seconds, tally)
            if not any(_number(path) == each.number for path in (*by_path, *report.passed_over)):
                tally.failures.append((each.number, "no answer"))


def _judge(
    made: Made,
    outcomes: Sequence[FileOutcome],
    stored: Mapping[str, list[str]],
    seconds: Mapping[str, float],
    tally: Tally,
) -> None:
    tally.files += 1
    for outcome in outcomes:
        taken = seconds.get(outcome.path, 0.0)
        tally.slowest = max(tally.slowest, (taken, made.number))
        tally.ends[outcome.status] += 1
        tally.slugs.update({finding.slug for finding in outcome.reading.findings if finding.is_error})
        wrong = faults(outcome.reading) + stored.get(outcome.path, [])
        if taken > SECONDS or NO_ANSWERS[TOO_LATE] in wrong:
            wrong = [what for what in wrong if what != NO_ANSWERS[TOO_LATE]] + _too_slow_alone(made)
        tally.failures += [(made.number, what) for what in wrong]


def _too_slow_alone(made: Made) -> list[str]:
    """Time a slow file once more by itself: a busy machine is no failure."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        answered([(made.name, made.content)], Store(folder), is_loaded=False)
        taken = time.monotonic() - begun
    return [f"takes {taken:.1f} s"] if taken > SECONDS else []


def _blame(made: Sequence[Made], tally: Tally, problem: Exception) -> None:
    """Find out whose fault an exception is."""
    before = len(tally.failures)
    for each in made:
        tally.files += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                answered([(each.name, each.content)], Store(folder), is_loaded=True)
            except Exception as own:
                tally.failures.append((each.number, f"{type(own).__name__}: {own}"[:300]))
    if len(tally.failures) == before:
        what = f"the batch that begins here: {type(problem).__name__}: {problem}"
        tally.failures.append((made[0].number, what[:300]))


def _number(path: str) -> int:
    digits = re.match(r"\d+", path)
    return int(digits[0]) if digits else -1


def run(
    seed: int,
    numbers: Sequence[int],
    *,
    keep: Path | None = None,
    seconds: float | None = None,
    say: Callable[[str], None] = print,
) -> Tally:
    """Try the files of these numbers; failures are said and kept as they are found."""
    tally, until = Tally(), time.monotonic() + (seconds or float("inf"))
    good_readings()
    for batch, begin in enumerate(range(0, len(numbers), BATCH)):
        made = [make(seed, number) for number in numbers[begin : begin + BATCH]]
        before = len(tally.failures)
        is_loaded = batch % STORED == 0
        try_batch(made, Random(f"{seed}/batch {batch}"), tally, is_loaded=is_loaded)
        for number, what in tally.failures[before:]:
            file = next(each for each in made if each.number == number)
            say(f"seed {seed}, number {number} ({file.story}): {what}")
            say(f"  python -m tests.fuzz --seed {seed} --only {number}{_kept(keep, seed, file)}")
        if len(tally.failures) >= MOST_FAILURES or time.monotonic() > until:
            break
    return tally


def _kept(keep: Path | None, seed: int, made: Made) -> str:
    if keep is None:
        return ""
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{seed}-{made.name}"
    path.write_bytes(made.content)
    return f"   ({path})"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1000, help="how many files (1000)")
    parser.add_argument("--seed", type=int, default=1, help="what the files are made from (1)")
    parser.add_argument("--seconds", type=float, help="stop after so many seconds")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="only the file of this number, loaded, too")
    keep = Path(tempfile.gettempdir()) / "tonghop-fuzz"
    parser.add_argument("--keep", type=Path, default=keep, metavar="DIR", help=f"where failures are kept ({keep})")
    chosen = parser.parse_args(arguments)
    begun = time.monotonic()
    numbers = range(chosen.count) if chosen.only is None else [chosen.only]
    tally = run(chosen.seed, numbers, keep=chosen.keep, seconds=chosen.seconds)
    taken = time.monotonic() - begun
    summary: dict[str, Any] = {
        "files": tally.files,
        "seconds": round(taken),
        "slowest": {"number": tally.slowest[1], "seconds": round(tally.slowest[0], 2)},
        "ends": dict(tally.ends.most_common()),
        "errors": dict(tally.slugs.most_common()),
        "failures": len(tally.failures),
    }
    print(json.dumps(summary, ensure_ascii=False))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
