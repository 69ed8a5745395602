"""Office files are read by a supervised child process: what is read is exact, what is not is refused by its reason.

Real files and real processes throughout; files that no library writes are made by hand.
"""

from __future__ import annotations

import gc
import hashlib
import io
import random
import signal
import struct
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import docx.oxml
import docx.oxml.ns
import docx.shared
import openpyxl
import psutil
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4
from openpyxl.worksheet.formula import ArrayFormula

from tests.builders import unit_return
from tonghop.officefiles import reader as sheets
from tonghop.officefiles.process import Lost, Request
from tonghop.officefiles.reader import SLUGS, Book, Limits, Sheet, Unreadable, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


# -- files by hand -----------------------------------------------------------------------------------------------


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def package(main: str, kind: str, extra: dict[str, str | bytes]) -> bytes:
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/{main}" ContentType="application/{kind}"/></Types>',
            "_rels/.rels": relations(("rId1", "officeDocument", main)),
            **extra,
        }
    )


def relations(*links: tuple[str, str, str]) -> str:
    targets = "".join(
        f'<Relationship Id="{name}" Type="{LINKS}/{kind}" Target="{part}"/>' for name, kind, part in links
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}</Relationships>'
    )


def worksheet(rows: str, space: str = MAIN) -> str:
    return f'<worksheet xmlns="{space}"><dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>'


def xlsx(*sheets: str | bytes, space: str = MAIN, kind: str = "sheet.main", extra: Any = ()) -> bytes:
    """A workbook of these worksheets (whole parts), named Một, Hai, …"""
    names = ["Một", "Hai", "Ba"][: len(sheets)]
    tabs = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{LINKS}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*links),
    }
    parts |= {f"xl/worksheets/sheet{i}.xml": sheet for i, sheet in enumerate(sheets, 1)}
    return package(
        "xl/workbook.xml", f"vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml", parts | dict(extra)
    )


def one_cell(text: str = "a") -> bytes:
    return xlsx(worksheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'))


def word(body: str, space: str = WORD, kind: str = "document.main") -> bytes:
    spaces = (
        f'xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="urn:wps" xmlns:v="urn:v" xmlns:x="urn:x"'
    )
    document = f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
    kind = f"vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    return package("word/document.xml", kind, {"word/document.xml": document})


def ods(table: str, styles: str = "") -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Một">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ole(**streams: bytes) -> bytes:
    """An OLE2 file; streams are padded to the size from which they lie in sectors of their own."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(content: bytes) -> int:
        first, count = len(sectors), -(-len(content) // 512)
        sectors.extend(content[i * 512 : i * 512 + 512].ljust(512, b"\0") for i in range(count))
        fat.extend([*range(first + 1, first + count), 0xFFFFFFFE])
        return first

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        tree = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
        return (text.ljust(64, b"\0") + tree + b"\0" * 36 + struct.pack("<IQ", start, size)).ljust(128, b"\0")

    starts = [(name, store(content.ljust(4096, b"\0")), max(4096, len(content))) for name, content in streams.items()]
    entries = [entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)]
    for number, (name, start, size) in enumerate(starts, 2):
        entries.append(entry(name, 2, number if number <= len(starts) else 0xFFFFFFFF, 0xFFFFFFFF, start, size))
    directory = store(b"".join(entries))
    fat.append(0xFFFFFFFD)
    table = b"".join(struct.pack("<I", number) for number in fat).ljust(512, b"\xff")
    sectors.append(table)
    head = OLE + b"\0" * 16 + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096,
                                          0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    head += struct.pack("<I", len(sectors) - 1)
    return head.ljust(512, b"\xff") + b"".join(sectors)


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(
    cells: bytes, *, encrypted: bool = False, before: bytes = b"", stream: str = "Workbook", tab: str = "Mot"
) -> bytes:
    return ole(**{stream: xls_records(cells, b"\0" * 6 if encrypted else b"", before, tab)})


def xls_records(cells: bytes, file_pass: bytes = b"", before: bytes = b"", name: str = "Mot") -> bytes:
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    begin += record(0x002F, file_pass) if file_pass else before
    is_wide = not name.isascii()
    tab = struct.pack("<BB", len(name), is_wide) + name.encode("utf-16-le" if is_wide else "ascii")
    sheet_at = len(begin) + 4 + 6 + len(tab) + 4
    book = begin + record(0x0085, struct.pack("<IBB", sheet_at, 0, 0) + tab) + record(0x000A, b"")
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + cells
    return book + sheet + record(0x000A, b"")


def locked_xls(cells: bytes, password: str) -> bytes:
    """An .xls whose records are encrypted (RC4), as Excel does that protects a workbook."""
    salt, verifier = bytes(range(16)), b"v" * 16

    def rc4(plain: bytes) -> bytes:
        return bytes(DocumentRC4.decrypt(password, salt, io.BytesIO(plain), 1024).read())

    proof = rc4(verifier + hashlib.md5(verifier).digest())
    plain = xls_records(cells, struct.pack("<HHH", 1, 1, 1) + salt + proof)
    plain += record(0, b"\0" * (-len(plain) % 4))  # so that what pads the stream below are whole records
    kept = bytearray(len(plain))  # what stays readable: heads of records, some records, the places of tabs
    at = 0
    while at < len(plain):
        kind, length = struct.unpack_from("<HH", plain, at)
        open_ = 4 + (length if kind in (0x0809, 0x002F) else 4 if kind == 0x0085 else 0)
        kept[at : at + open_] = b"\1" * open_
        at += 4 + length
    hidden = rc4(bytes(0 if keep else byte for byte, keep in zip(plain, kept, strict=True)))
    return ole(Workbook=bytes(p if keep else h for p, h, keep in zip(plain, hidden, kept, strict=True)))


def locked_xlsx(content: bytes, password: str) -> bytes:
    """An encrypted .xlsx; a content of some thousand bytes, as the library locks shorter ones wrongly."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()


def xlsb(cells: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    def part(*records: tuple[int, bytes]) -> bytes:
        out = b""
        for kind, content in records:
            out += bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
            out += bytes([len(content)]) + content
        return out

    def text(words: str) -> bytes:
        return struct.pack("<I", len(words)) + words.encode("utf-16-le")

    tab = struct.pack("<II", 0, 1) + text("rId1") + text("Một")
    sheet = part(
        (129, b""), (148, struct.pack("<IIII", 0, 0, 0, 2)), (145, b""), (0, struct.pack("<I", 0) + b"\0" * 21)
    )
    return package(
        "xl/workbook.bin",
        "vnd.ms-excel.sheet.binary.macroEnabled.main",
        {
            "xl/workbook.bin": part((131, b""), (143, b""), (156, tab), (144, b""), (132, b"")),
            "xl/_rels/workbook.bin.rels": relations(
                ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "styles", "styles.bin")
            ),
            **(extra or {}),
            "xl/worksheets/sheet1.bin": sheet + cells + part((146, b""), (130, b"")),
        },
    )


# -- answers -----------------------------------------------------------------------------------------------------


def answer(content: bytes, name: str = "a.xlsx", limits: Limits = Limits()) -> Book | Unreadable:
    (only,) = read([(name, content)], limits)
    return only


def book(content: bytes, name: str = "a.xlsx") -> Book:
    found = answer(content, name)
    assert isinstance(found, Book), found
    return found


def sheet(content: bytes, name: str = "a.xlsx") -> Sheet:
    (only,) = book(content, name).sheets
    return only


def reason(content: bytes, name: str = "a.xlsx", limits: Limits = Limits()) -> str:
    found = answer(content, name, limits)
    assert isinstance(found, Unreadable), found
    assert found.slug == SLUGS[found.reason]
    return found.reason


def written(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, options)
    fill(workbook, workbook.add_worksheet("Một"))
    workbook.close()
    return out.getvalue()


def saved(workbook: Any) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def big() -> bytes:
    """A legal workbook that takes most of a second and some fifty megabytes."""

    def fill(workbook: Any, tab: Any) -> None:
        for row in range(40_000):
            for column in range(5):
                tab.write_string(row, column, f"Mô hình {row} {column}")

    return written(fill, constant_memory=True)


def children() -> list[psutil.Process]:
    return psutil.Process().children()


# -- cells -------------------------------------------------------------------------------------------------------


def test_a_value_keeps_its_address_when_the_first_used_cell_is_c5() -> None:
    found = sheet(written(lambda workbook, tab: tab.write("C5", "x")))
    assert found == Sheet("Một", [[], [], [], [], [None, None, "x"]])


def test_values_keep_their_types() -> None:
    def fill(workbook: Any, tab: Any) -> None:
        day, moment = (workbook.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
        tab.write_row(0, 0, [7, 1.5, "12", True])
        tab.write_datetime(0, 4, date(2022, 4, 5), day)
        tab.write_datetime(0, 5, datetime(2022, 4, 5, 13, 30), moment)
        tab.write_datetime(0, 6, timedelta(hours=30), workbook.add_format({"num_format": "[h]:mm"}))

    (row,) = sheet(written(fill)).rows
    assert row == [7.0, 1.5, "12", True, date(2022, 4, 5), datetime(2022, 4, 5, 13, 30), timedelta(hours=30)]
    assert [type(value) for value in row[:4]] == [float, float, str, bool]


def test_dates_are_right_in_the_1904_system() -> None:
    def fill(workbook: Any, tab: Any) -> None:
        tab.write_datetime(0, 0, date(2022, 4, 5), workbook.add_format({"num_format": "dd/mm/yyyy"}))

    assert sheet(written(fill, date_1904=True)).rows == [[date(2022, 4, 5)]]


def test_hidden_sheets_are_read_and_marked_and_chart_sheets_are_left_out() -> None:
    def fill(workbook: Any, tab: Any) -> None:
        tab.write(0, 0, 1)
        tab.set_row(0, None, None, {"hidden": True})
        hidden = workbook.add_worksheet("Hai")
        hidden.write(0, 0, 2)
        hidden.hide()
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=Một!$A$1"})
        workbook.add_chartsheet("Ba").set_chart(chart)

    found = book(written(fill))
    assert [(s.name, s.visible, s.rows) for s in found.sheets] == [("Một", True, [[1.0]]), ("Hai", False, [[2.0]])]


def test_formatted_but_empty_cells_and_rows_at_the_end_are_cut_off() -> None:
    def fill(workbook: Any, tab: Any) -> None:
        border = workbook.add_format({"border": 1})
        for row in range(500):
            for column in range(20):
                tab.write_blank(row, column, None, border)
        tab.write("B2", "x")

    assert sheet(written(fill)).rows == [[], [None, "x"]]


def test_only_the_top_left_of_merged_cells_has_the_value() -> None:
    found = sheet(written(lambda workbook, tab: tab.merge_range("A1:C2", "x")))
    assert found.rows == [["x"]]


def test_rich_text_is_joined_and_phonetic_signs_are_left_out() -> None:
    text = (
        "<is><r><t>Mô</t></r><r><t xml:space='preserve'> hình_x0041_</t></r>"
        "<rPh sb='0' eb='1'><t>x</t></rPh><phoneticPr fontId='1'/></is>"
    )
    assert sheet(xlsx(worksheet(f'<row r="1"><c r="A1" t="inlineStr">{text}</c></row>'))).rows == [["Mô hìnhA"]]


def test_error_cells_are_told_with_their_text() -> None:
    cells = (
        '<c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>5</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="D1" s="3" t="e"><v>#SPILL!</v></c>'  # newer than the library knows
    )
    found = sheet(xlsx(worksheet(f'<row r="1">{cells}</row>')))
    assert found.rows == [[None, 5.0]]
    assert found.errors == {(0, 0): "#REF!", (0, 2): "#DIV/0!", (0, 3): "#SPILL!"}


def test_formulas_that_were_never_calculated_are_told() -> None:
    workbook = openpyxl.Workbook()
    tab = workbook.active
    assert tab is not None
    tab["A1"], tab["B2"] = 4, "=A1+1"
    tab["D4"] = ArrayFormula("D4:D5", "=A1:A2*2")
    found = sheet(saved(workbook))
    assert found.uncalculated == {(1, 1), (3, 3)}
    assert found.rows == [[4.0]]


@pytest.mark.parametrize(
    ("cell", "is_uncalculated"),
    [
        ('<c r="A1"><f>1</f></c>', True),
        ('<c r="A1"><f>1</f><v></v></c>', True),
        ('<c r="A1"><f t="shared" si="0"/><v/></c>', True),
        ('<c r="A1" t="str"><f>B1&amp;"&lt;"</f></c>', True),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', False),  # its result is the empty text
        ('<c s="1" t="str" r="A1"><f>""</f><v/></c>', False),
        ('<c r="A1"><f>1</f><v>0</v></c>', False),
        ("<c r='A1'>\n<f>1</f>\n</c>", True),
        ("<c><f>1</f><v/></c>", True),
    ],
)
def test_a_formula_counts_as_calculated_when_it_has_a_value(cell: str, is_uncalculated: bool) -> None:
    found = sheet(xlsx(worksheet(f'<row r="1">{cell}</row>')))
    assert found.uncalculated == ({(0, 0)} if is_uncalculated else frozenset())


ODD_WAYS: dict[str, str | bytes] = {
    "no addresses": worksheet("<row/><row><c/><c t='e'><v>#N/A</v></c><c><v>1</v></c></row><row><c><f>1</f></c></row>"),
    "prefixes": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c>'
    '<x:c r="C2"><x:v>1</x:v></x:c></x:row><x:row r="3"><x:c r="A3"><x:f>1</x:f></x:c></x:row>'
    "</x:sheetData></x:worksheet>",
    "UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>' + worksheet(
        '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><v>1</v></c></row><row r="3"><c r="A3"><f>1</f></c></row>'
    )).encode("utf-16"),
    "comments and CDATA": worksheet(
        '<!-- <c r="XFD9" t="e"><v>#REF!</v></c> --><row r="2"><c r="B2" t="e"><v>#N/A</v></c>'
        '<c r="C2"><v><![CDATA[1]]></v></c></row><row r="3"><c r="A3"><f><![CDATA[1<2]]></f></c></row>'
    ),
    "other quotes and order": worksheet(
        "<row r='2'><c t='e' r='B2'><v>#N/A</v></c>\n<c s='0'\nr='C2'><v>1</v></c></row>"
        "<row r='3'><c r='A3'><f>1</f></c></row>"
    ),
    "strict": worksheet(
        '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><v>1</v></c></row><row r="3"><c r="A3"><f>1</f></c></row>',
        STRICT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", ODD_WAYS)
def test_odd_ways_to_write_the_same_sheet_read_the_same(way: str) -> None:
    found = sheet(xlsx(ODD_WAYS[way], space=STRICT if way == "strict" else MAIN))
    assert found == Sheet("Một", [[], [None, None, 1.0]], {(1, 1): "#N/A"}, frozenset({(2, 0)}))


def test_parts_are_found_where_the_file_says_they_are() -> None:
    content = package(
        "other/workbook.xml",
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        {
            "other/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            '<sheet name="A &amp; B" sheetId="1" r:id="x"/></sheets></workbook>',
            "other/_rels/workbook.xml.rels": relations(("x", "worksheet", "worksheets/one.xml")),
            "other\\worksheets\\one.xml": worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        },
    )
    assert sheet(content) == Sheet("A & B", [[1.0]])


def test_the_content_decides_not_the_ending() -> None:
    assert sheet(one_cell(), "a.xls").rows == [["a"]]
    assert book(word("<w:p><w:r><w:t>a</w:t></w:r></w:p>"), "a.doc").kind == "word"


def test_errors_show_in_the_other_formats_too() -> None:
    five = struct.pack("<HHHd", 0, 1, 0, 5.0)
    cells = record(0x0205, struct.pack("<HHHBB", 0, 0, 0, 23, 1)) + record(0x0203, five)
    cells += record(0x0006, struct.pack("<HHHBBBBBBHHIH", 0, 2, 0, 2, 0, 7, 0, 0, 0, 0xFFFF, 0, 0, 0))
    assert sheet(xls(cells), "a.xls") == Sheet("Mot", [[None, 5.0]], {(0, 0): "#REF!", (0, 2): "#DIV/0!"})

    cells = b"\x03\x09" + struct.pack("<IIB", 0, 0, 23) + b"\x05\x10" + struct.pack("<IId", 1, 0, 5.0)
    assert sheet(xlsb(cells), "a.xlsb") == Sheet("Một", [[None, 5.0]], {(0, 0): "#REF!"})

    cell = '<table:table-cell office:value-type="string" calcext:value-type="error">'
    cell += "<text:p>#REF!</text:p></table:table-cell>"
    empty = '<table:table-row table:number-rows-repeated="1000"><table:table-cell/></table:table-row>'
    row = f'{cell}<table:table-cell table:formula="of:=[.A1]&gt;1"/>{cell.replace("string", "float")}'
    found = sheet(ods(f"{empty}<table:table-row>{row}</table:table-row>"), "a.ods")
    assert found.errors == {(1000, 0): "#REF!", (1000, 2): "#REF!"}
    assert found.uncalculated == {(1000, 1)}


# -- Word --------------------------------------------------------------------------------------------------------


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def test_a_document_of_the_usual_library_gives_tables_and_text_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Chi bộ A")
    for title in ("một", "hai"):
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(1, 1).text = title, "dòng\nhai"
    document.add_paragraph("Bí\tthư")
    found = book(saved(document), "a.docx")
    assert found.paragraphs == ("Chi bộ A", "Bí\tthư")
    assert found.tables == ((1, 2), (1, 2))
    assert [s.rows for s in found.sheets] == [[[title], [None, "dòng\nhai"]] for title in ("một", "hai")]
    assert (found.kind, found.hidden_text) == ("word", False)


def test_merged_cells_of_a_table_keep_the_columns_in_place() -> None:
    wide, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{tc('a', wide)}{tc('b')}</w:tr>"
        f"<w:tr>{tc('c', first)}{tc('d')}{tc('e')}</w:tr>"
        f"<w:tr>{tc('<w:p/>', more)}{tc('f')}{tc('g')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("h")}</w:tr>'
    )
    found = book(word(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert found.sheets[0].rows == [["a", None, "b"], ["c", "d", "e"], [None, "f", "g"], [None, "h"]]
    assert found.sheets[0].merged == ((0, 0, 0, 1), (1, 0, 2, 0))
    assert not found.hidden_text


def test_page_headers_in_use_are_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Chi bộ\tA"
    document.sections[0].header.add_table(1, 1, docx.shared.Cm(5)).cell(0, 0).text = "Số 1"
    document.add_paragraph("b")
    found = book(saved(document), "a.docx")
    assert (found.headers, found.paragraphs) == (("Chi bộ\tA", "Số 1"), ("b",))


def test_what_word_writes_before_a_paragraph_is_rebuilt() -> None:
    document = docx.Document()
    namespace = docx.oxml.ns.nsdecls("w")
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{written}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (written, text) in enumerate([("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3")])
    )
    lists = document.part.numbering_part.element
    lists.insert(0, docx.oxml.parse_xml(f'<w:abstractNum {namespace} w:abstractNumId="70">{levels}</w:abstractNum>'))
    lists.append(docx.oxml.parse_xml(f'<w:num {namespace} w:numId="70"><w:abstractNumId w:val="70"/></w:num>'))
    for level in (0, 1, 2, 2, 1, 0, 1):
        paragraph = document.add_paragraph()
        paragraph.add_run("đậm").bold = True
        paragraph._p.get_or_add_pPr().append(
            docx.oxml.parse_xml(f'<w:numPr {namespace}><w:ilvl w:val="{level}"/><w:numId w:val="70"/></w:numPr>')
        )
    document.add_heading("đề mục", 2)
    leads = book(saved(document), "a.docx").leads
    assert [number for number, _, _ in leads] == ["I.", "1.", "1.1", "1.2", "2.", "II.", "1.", ""]
    assert [level for _, level, _ in leads] == [-1] * 7 + [1]
    assert all(is_bold for _, _, is_bold in leads)


def test_damaged_styles_leave_the_text_readable() -> None:
    document = docx.Document()
    document.add_paragraph("chữ")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    assert book(packed(parts | {"word/styles.xml": b"<w:styles"}), "a.docx").paragraphs == ("chữ",)


def test_text_in_content_controls_and_insertions_counts_and_deleted_text_does_not() -> None:
    row = f"<w:tr>{tc('x')}</w:tr>"
    body = (
        f"<w:sdt><w:sdtContent>{p('trong ô')}</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t> nối</w:t></w:r></w:hyperlink></w:p>"
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{tc('a')}</w:sdtContent></w:sdt>{tc('b')}</w:tr>"
        f"</w:sdtContent></w:sdt>{row.replace('<w:tr>', '<w:tr><w:trPr><w:del/></w:trPr>')}</w:tbl>"
    )
    found = book(word(body), "a.docx")
    plain = (("", -1, False),) * 2
    pieces = ((1, [("", "thêm"), ("deleted", "bỏdời"), ("", " nối")]),)
    body_only = Book("word", (Sheet("", [["a", "b"]]),), ("trong ô", "thêm nối"), False, ((2, 2),), leads=plain)
    assert found == replace(body_only, pieces=pieces)


def test_a_table_inside_a_table_becomes_a_sheet_of_its_own() -> None:
    inner = f"<w:tbl><w:tr>{tc('trong')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{tc(p('ngoài') + inner + '<w:p/>')}</w:tr></w:tbl><w:tbl><w:tr>{tc('sau')}</w:tr></w:tbl>"
    assert [s.rows for s in book(word(body), "a.docx").sheets] == [[["ngoài"]], [["trong"]], [["sau"]]]


def test_a_text_box_is_read_once_though_it_is_written_twice() -> None:
    box = f"<w:txbxContent>{p('hộp')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>lời</w:t></w:r></w:p>"
    )
    found = book(word(body), "a.docx")
    assert (found.paragraphs, found.hidden_text) == (("hộp", "lời"), False)


@pytest.mark.parametrize("unknown", [f"<x:any>{p('ẩn')}</x:any>", '<w:altChunk w:id="1"/>'])
def test_text_that_was_not_found_is_confessed(unknown: str) -> None:
    found = book(word(p("rõ") + unknown), "a.docx")
    assert (found.paragraphs, found.hidden_text) == (("rõ",), True)


def test_strict_documents_are_read() -> None:
    content = word(p("a"), "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert book(content, "a.docx").paragraphs == ("a",)


# -- refusals ----------------------------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FAR = worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
MANY = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
CELL = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
MACROS = {"xl/vbaProject.bin": b"x"}
DEEP = "<w:sdt><w:sdtContent>" * 2000 + "</w:sdtContent></w:sdt>" * 2000
SLIDES = "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
DOCUMENT = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
UNKNOWN: dict[str, str | bytes] = {"word/document.xml": '<?xml version="1.0" encoding="x"?><a/>'}
LOCKED = one_cell().replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0")
LAUGHS_16 = ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + worksheet("")).encode("utf-16")
FAR_ODS = MANY.format(99_999, "<table:table-cell/>") + MANY.format(
    1, '<table:table-cell table:number-columns-repeated="9999"/>' + CELL.format(1)
)
REFUSED: list[tuple[str, str, bytes, str]] = [
    ("nothing", "a.xlsx", b"", "empty-file"),
    ("a text with a wrong ending", "a.xlsx", "Chi bộ A".encode(), "not-office"),
    ("a page saved as .xls", "a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "html"),
    ("a page in UTF-16", "a.xls", "\ufeff\r\n<HTML xmlns:x='urn:a'><body>".encode("utf-16-le"), "html"),
    ("a page with its pictures", "a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "html"),
    ("XML of 2003", "a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
     "xml-2003"),
    ("a text that speaks of a page", "a.txt", b"Open <html> with Word", "not-office"),
    ("a PDF", "a.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "scan"),
    ("an RTF document", "a.doc", b"{\\rtf1 a}", "rtf"),
    ("some other zip", "a.xlsx", packed({"a.txt": "a"}), "not-office"),
    ("slides", "a.pptx", package("ppt/p.xml", SLIDES, {"ppt/p.xml": "<p/>"}), "not-office"),
    ("noise", "a.xlsx", bytes(range(256)) * 20, "parse"),
    ("a package without parts", "a.xlsx", packed({}), "zip-broken"),
    ("the first half of a file", "a.xlsx", one_cell()[:400], "zip-broken"),
    ("a part that is not where it should be", "a.xlsx", one_cell().replace(b"PK\3\4", b"PK\3\5")[4:], "parse"),
    ("a sheet that is no XML", "a.xlsx", xlsx("<worksheet"), "parse"),
    ("a document in an unknown encoding", "a.docx", package("word/document.xml", DOCUMENT, UNKNOWN), "parse"),
    ("a workbook with macros", "a.xlsx", xlsx(worksheet(""), extra=MACROS), "macros"),
    ("a workbook for macros", "a.xlsx", xlsx(worksheet(""), kind="sheet.macroEnabled.main"), "macros"),
    ("an .xlsm", "a.xlsm", one_cell(), "macros"),
    ("a .docm", "a.docm", word("<w:p/>"), "macros"),
    ("a workbook with a password", "a.xlsx", ole(EncryptionInfo=b"x", EncryptedPackage=b"y"), "encrypted"),
    ("an .xls with a password", "a.xls", xls(b"", encrypted=True), "encrypted"),
    ("an .xls with a password of its own", "a.xls", locked_xls(b"", "123456"), "encrypted"),
    ("an .xlsx with a password of its own", "a.xlsx", locked_xlsx(one_cell("ạ" * 9000), "123456"), "encrypted"),
    ("a locked file in a locked file", "a.xlsx",
     ole(EncryptionInfo=b"x" * 5000, EncryptedPackage=locked_xlsx(one_cell(), "VelvetSweatshop")), "encrypted"),
    ("a zip with a password", "a.xlsx", LOCKED, "encrypted"),
    ("a .doc", "a.doc", ole(WordDocument=b"x"), "legacy-doc"),
    ("a damaged .doc", "a.doc", OLE + b"\0" * 600, "legacy-doc"),
    ("an OLE2 file of nothing known", "a.xls", ole(Other=b"x"), "not-office"),
    ("a damaged .xls", "a.xls", OLE + b"\0" * 600, "ole-broken"),
    ("an .xls of 1992", "a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00", "legacy-xls"),
    ("an entity bomb in a sheet", "a.xlsx", xlsx(LAUGHS + worksheet("")), "entity"),
    ("an entity bomb in UTF-16", "a.xlsx", xlsx(LAUGHS_16), "entity"),
    ("an entity bomb elsewhere", "a.xlsx", xlsx(worksheet(""), extra={"xl/styles.xml": LAUGHS}), "entity"),
    ("one in a document", "a.docx", package("word/document.xml", DOCUMENT, {"word/document.xml": LAUGHS}), "entity"),
    ("a cell as far away as can be", "a.xlsx", xlsx(FAR), "extent"),
    ("the same in an .ods", "a.ods", ods(FAR_ODS), "extent"),
    ("a cell repeated a billion times", "a.ods", ods(MANY.format(99_999, CELL.format(9_999))), "cells"),
    ("a document nested too deeply", "a.docx", word(DEEP), "parse"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_is_refused_by_what_is_wrong_with_it(name: str, content: bytes, expected: str) -> None:
    assert reason(content, name) == expected


def test_a_far_away_cell_is_named() -> None:
    found = answer(xlsx(worksheet(""), FAR))
    assert found == Unreadable("too-large", "extent", "Hai!XFD1048576")


LONG = '<c r="B2" t="inlineStr"><is><t>{}</t></is></c>'
LONG_WORD = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
LONG_ODS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    "</table:table-row>"
)


@pytest.mark.parametrize(
    ("name", "write", "place"),
    [
        ("a.xlsx", lambda text: xlsx(worksheet(f'<row r="2">{LONG.format(text)}</row>')), "Một!B2"),
        ("a.ods", lambda text: ods(LONG_ODS.format(text)), "Một!A1"),
        ("a.docx", lambda text: word("<w:p/>" + LONG_WORD.format(text)), "bảng 1, dòng 1, cột 2"),
    ],
    ids=["xlsx", "ods", "docx"],
)
def test_a_cell_longer_than_any_cell_of_excel_is_named(name: str, write: Callable[[str], bytes], place: str) -> None:
    assert answer(write("ạ" * 32_768), name) == Unreadable("too-large", "text", place)
    assert isinstance(answer(write("ạ" * 32_767), name), Book)


def test_an_empty_cell_far_away_does_not_matter() -> None:
    content = xlsx(FAR.replace('<c r="XFD1048576"><v>1</v></c>', '<c r="XFD1048576" s="1"/>'))
    assert sheet(content).rows == [[1.0]]


def test_the_limits_are_the_last_sizes_that_pass() -> None:
    row = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    content = xlsx(worksheet(f'<row r="1">{row}</row>'), worksheet(f'<row r="1">{row}</row>'))
    unpacked = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
    enough = Limits(max_bytes=len(content), max_unpacked=unpacked, max_cells=20)
    assert isinstance(answer(content, limits=enough), Book)
    assert reason(content, limits=Limits(max_bytes=len(content) - 1)) == "file-size"
    assert reason(content, limits=Limits(max_unpacked=unpacked - 1)) == "unpacked-size"
    assert reason(content, limits=Limits(max_cells=19)) == "cells"
    assert reason(word(f"<w:tbl><w:tr>{tc('a') * 20}</w:tr></w:tbl>"), limits=Limits(max_cells=19)) == "cells"


def test_a_small_file_that_unpacks_to_more_than_the_limit_is_refused_unopened() -> None:
    content = xlsx(worksheet(" " * (201 << 20)))
    assert len(content) < 2 << 20
    assert reason(content) == "unpacked-size"


def test_a_part_that_unpacks_to_more_than_it_declares_is_refused() -> None:
    true = worksheet(" " * (8 << 20)).encode()
    content = xlsx(true)
    assert content.count(struct.pack("<I", len(true))) == 2
    assert reason(content.replace(struct.pack("<I", len(true)), struct.pack("<I", 999))) == "zip-broken"


def test_a_part_that_fails_its_checksum_is_refused() -> None:
    crc = struct.pack("<I", zlib.crc32(worksheet("").encode()))
    assert reason(xlsx(worksheet("")).replace(crc, b"\1\2\3\4")) == "zip-broken"


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(one_cell())
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("XL/Workbook.xml", "<other/>")
    assert reason(out.getvalue()) == "zip-duplicate"


def test_damage_anywhere_gives_an_answer_and_no_stumbling() -> None:
    chance = random.Random(83)
    whole = [one_cell(), word(p("a") * 20), ods(MANY.format(2, CELL.format(3))), xls(record(0x0203, b"\0" * 14))]
    broken = []
    for content in whole * 30:
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 9)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        broken.append(("a.xlsx", bytes(damaged[: chance.choice([len(damaged), chance.randrange(1, len(damaged))])])))
    found = list(read(broken))
    assert len(found) == len(broken)
    assert not [a for a in found if isinstance(a, Unreadable) and a.reason == "unexpected"]


def test_what_excel_opens_without_asking_is_read() -> None:
    cells = record(0x0203, struct.pack("<HHHd", 1, 2, 0, 83.0))
    plain = answer(xls(cells), "a.xls")
    assert isinstance(plain, Book)
    assert plain.sheets[0].rows == [[], [None, None, 83.0]]
    assert answer(locked_xls(cells, "VelvetSweatshop"), "a.xls") == plain
    large = one_cell("".join(chr(0x100 + number) for number in range(9000)))
    found = answer(locked_xlsx(large, "VelvetSweatshop"))
    assert isinstance(found, Book)
    assert found == answer(large)


@pytest.mark.parametrize("stream", ["Workbook", "Book", "WORKBOOK", "BOOK"])
def test_an_xls_is_read_however_its_stream_is_spelt(stream: str) -> None:
    cells = record(0x0203, struct.pack("<HHHd", 0, 0, 0, 7.0))
    found = answer(xls(cells, stream=stream), "a.xls")
    assert isinstance(found, Book)
    assert found.sheets[0].rows == [[7.0]]


# -- the child ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_watched", [True, *([False] if sys.platform == "linux" else [])])
def test_a_file_that_takes_too_much_memory_is_blamed_alone(big: bytes, is_watched: bool) -> None:
    sources = [("a.xlsx", one_cell("a")), ("big.xlsx", big), ("b.xlsx", one_cell("b"))]
    first, second, third = read(sources, Limits(memory=40 << 20, is_watched=is_watched))
    assert isinstance(first, Book)
    assert second == Unreadable("too-large", "memory")
    assert isinstance(third, Book)
    assert third.sheets[0].rows == [["b"]]


@pytest.mark.parametrize("is_watched", [True, *([] if sys.platform == "win32" else [False])])
def test_a_file_that_takes_too_much_processor_time_is_given_up_alone(big: bytes, is_watched: bool) -> None:
    sources = [("a.xlsx", one_cell("a")), ("big.xlsx", big), ("b.xlsx", one_cell("b"))]
    first, second, third = read(sources, Limits(seconds=0.05, is_watched=is_watched))
    assert isinstance(first, Book)
    assert second == Unreadable("unreadable-file", "timeout")
    assert isinstance(third, Book)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_others_keep_waiting_refuses_no_file() -> None:
    """A busy machine: the child gets little processor time, and what it takes is what counts."""

    def sources() -> Iterator[tuple[str, bytes]]:
        for number in range(6):
            if number == 4:
                (child,) = children()
                child.suspend()
                threading.Timer(1.5, child.resume).start()
            yield "a.xlsx", one_cell(str(number))

    found = list(read(sources(), Limits(seconds=0.5)))
    assert [a.sheets[0].rows for a in found if isinstance(a, Book)] == [[[str(number)]] for number in range(6)]


HAPPENINGS: dict[str, tuple[Callable[[psutil.Process], None], Unreadable]] = {
    "hangs": (psutil.Process.suspend, Unreadable("unreadable-file", "timeout")),
    # as the library does where it asks for more memory than there can be
    "crashes": (lambda child: child.send_signal(signal.SIGABRT), Unreadable("unreadable-file", "crashed", "exit -6")),
    # as the system does where it runs out of memory
    "is killed": (psutil.Process.kill, Unreadable("too-large", "memory")),
}


def eight(happening: Callable[[psutil.Process], None]) -> Iterator[tuple[str, bytes]]:
    """Eight files; to the child that reads the sixth or so, something happens."""
    for number in range(8):
        if number == 5:  # by now the first answers are there
            (child,) = children()
            happening(child)
        yield "a.xlsx", one_cell(str(number))


@pytest.mark.parametrize("happening", HAPPENINGS)
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_when_the_child_is_lost_again_over_a_file_it_is_blamed_and_the_others_are_read(
    happening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens, expected = HAPPENINGS[happening]
    real = sheets._Reader._alone

    def alone(self: sheets._Reader, request: Request) -> bytes | Lost:
        real(self, request)
        return Lost(expected.reason, expected.detail)

    monkeypatch.setattr(sheets._Reader, "_alone", alone)
    found = list(read(eight(happens), Limits(wall_seconds=2)))
    (lost,) = (number for number, a in enumerate(found) if isinstance(a, Unreadable))
    assert found[lost] == expected
    assert 1 < lost <= 5
    texts = [a.sheets[0].rows for a in found if isinstance(a, Book)]
    assert texts == [[[str(number)]] for number in range(8) if number != lost]


@pytest.mark.parametrize("happening", ["crashes", "is killed"])
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_ended_from_outside_is_no_fault_of_a_file(happening: str) -> None:
    found = list(read(eight(HAPPENINGS[happening][0])))
    assert [a.sheets[0].rows for a in found if isinstance(a, Book)] == [[[str(number)]] for number in range(8)]
    assert not children()


def test_a_big_file_is_read_and_the_next_one_too(big: bytes) -> None:
    first, second = read([("big.xlsx", big), ("a.xlsx", one_cell())])
    assert isinstance(first, Book)
    assert isinstance(second, Book)
    assert first.sheets[0].rows[39_999] == [f"Mô hình 39999 {column}" for column in range(5)]


def test_an_abandoned_reading_leaves_no_process(big: bytes) -> None:
    before = children()
    answers = read([("a.xlsx", one_cell()), ("big.xlsx", big), ("b.xlsx", one_cell())])
    next(answers)
    assert len(children()) == len(before) + 1
    answers.close()
    assert children() == before
    answers = read([("a.xlsx", one_cell()), ("big.xlsx", big)])
    next(answers)
    del answers
    gc.collect()
    assert children() == before
    assert not [thread for thread in threading.enumerate() if thread.name.endswith(("(_feed)", "(_collect)"))]


def test_an_error_of_the_caller_leaves_no_process() -> None:
    def sources() -> Iterator[tuple[str, bytes]]:
        for _ in range(5):
            yield "a.xlsx", one_cell()
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        list(read(sources()))
    assert not children()


def test_no_process_is_started_for_nothing() -> None:
    answers = read([("a.xlsx", b""), ("b.xlsx", b"x" * 11)], Limits(max_bytes=10))
    assert [a.reason for a in answers if isinstance(a, Unreadable) and not children()] == ["empty-file", "file-size"]
    assert list(read([])) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_process_that_cannot_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ends_at_once = tmp_path / "false"
    ends_at_once.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    ends_at_once.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(ends_at_once))
    with pytest.raises(RuntimeError, match="does not start"):
        answer(one_cell())
    assert not children()


def test_answers_come_in_order_while_only_a_few_files_are_taken_ahead() -> None:
    taken: list[int] = []

    def sources() -> Iterator[tuple[str, bytes]]:
        for number in range(12):
            taken.append(number)
            yield "a.xlsx", b"" if number % 5 == 4 else one_cell(str(number))

    for number, found in enumerate(read(sources())):
        if isinstance(found, Book):
            assert found.sheets[0].rows == [[str(number)]]
        else:
            assert number % 5 == 4
        assert len(taken) <= number + 4


def test_several_threads_read_at_once() -> None:
    found: list[list[object]] = []

    def work(text: str) -> None:
        found.extend(a.sheets[0].rows[0] for a in read([("a.xlsx", one_cell(text))] * 5) if isinstance(a, Book))

    threads = [threading.Thread(target=work, args=(text,)) for text in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [[text] for text in "abc" for _ in range(5)]


# -- returns ---------------------------------------------------------------------------------------------------


def test_returns_read_the_same_as_by_another_library(made_campaigns: Path) -> None:
    read_the_same_as_by_another_library(sorted((made_campaigns / "made-1" / "units").glob("*.xlsx"))[::6])


def read_the_same_as_by_another_library(paths: list[Path]) -> None:
    for path, found in zip(paths, read((path.name, path.read_bytes()) for path in paths), strict=True):
        assert isinstance(found, Book)
        other = openpyxl.load_workbook(path, data_only=True)
        assert [s.name for s in found.sheets] == other.sheetnames
        for tab in found.sheets:
            cells = {(r, c): v for r, row in enumerate(tab.rows) for c, v in enumerate(row) if v is not None}
            theirs = {
                (cell.row - 1, cell.column - 1): cell.value.date() if isinstance(cell.value, datetime) else cell.value
                for row in other[tab.name].iter_rows()
                for cell in row
                if cell.value not in (None, "") and cell.data_type != "e"
            }
            assert cells == theirs


# -- what cells look like, in each format ------------------------------------------------------------------------


def test_an_old_workbook_tells_formats_strokes_merged_and_hidden_parts() -> None:
    """Fonts 0–3 and 5 on, formats of its own, styles by number; rows, columns, areas, formulas of NOW and of nobody."""
    plain, struck, raised = (struct.pack("<HHHHH", 200, grbit, 0, 400, sss) for grbit, sss in ((0, 0), (8, 0), (0, 1)))
    fonts = b"".join(record(0x0031, font + b"\0" * 6) for font in (plain, struck, plain, plain, raised))
    codes = ((164, b"yyyy"), (165, b"0.000"))
    formats = b"".join(record(0x041E, struct.pack("<HHB", at, len(code), 0) + code) for at, code in codes)
    looks = ((0, 0), (1, 0), (5, 165), (0, 9))
    styles = b"".join(record(0x00E0, struct.pack("<HH", *style) + b"\0" * 16) for style in looks)

    def number(column: int, style: int) -> bytes:
        return record(0x0203, struct.pack("<HHHd", 0, column, style, 5.0))

    def formula(column: int, result: bytes, tokens: bytes) -> bytes:
        head = struct.pack("<HHH", 0, column, 0) + result + struct.pack("<HIH", 0, 0, len(tokens))
        return record(0x0006, head + tokens)

    empty = b"\x03\0\0\0\0\0\xff\xff"
    cells = number(0, 0) + number(1, 1) + number(2, 2) + number(3, 3)
    cells += formula(4, struct.pack("<d", 44656), b"\x21\xdd\0") + formula(5, empty, b"\x1e\x05\0\x1e\x06\0\x03")
    cells += formula(6, empty, b"\x17\0\0")
    cells += record(0x00E5, struct.pack("<H4H", 1, 3, 4, 0, 2))
    cells += record(0x0208, struct.pack("<HHHHHHHH", 7, 0, 1, 0, 0, 0, 0x20, 0))
    cells += record(0x007D, struct.pack("<HHHHHH", 2, 3, 0, 0, 1, 0))
    found = sheet(xls(cells, before=fonts + formats + styles), "a.xls")
    assert found.formats == {(0, 2): "0.000", (0, 3): "0%"}
    assert found.looks == {(0, 1): "struck", (0, 2): "raised"}
    assert found.merged == ((3, 0, 4, 2),)
    assert (found.hidden_rows, found.hidden_columns) == (((7, 7),), ((2, 3),))
    assert (found.moving, found.uncalculated) == ({(0, 4)}, {(0, 5)})


def test_a_workbook_of_binary_parts_tells_the_same() -> None:
    cells = b"\x05\x10" + struct.pack("<II", 0, 1) + struct.pack("<d", 5.0)
    cells += b"\x3c\x12" + struct.pack("<IIIIH", 4, 5, 0, 0, 1)
    cells += b"\xb0\x01\x10" + struct.pack("<4I", 3, 4, 0, 2)
    cells += b"\x00\x19" + struct.pack("<IIHBB", 7, 0, 300, 0, 0x10) + b"\0" * 13
    code = "0.00%"
    styles = b"\x2c" + bytes([6 + 2 * len(code)]) + struct.pack("<HI", 164, len(code)) + code.encode("utf-16-le")
    styles += b"".join(b"\x2b\x0c" + struct.pack("<HHHH", 200, grbit, 400, 0) + b"\0" * 4 for grbit in (0, 8))
    looks = ((0, 0), (164, 1))
    styles += b"\xe9\x04\x04" + struct.pack("<I", len(looks))
    styles += b"".join(b"\x2f\x10" + struct.pack("<HHH", 0, *look) + b"\0" * 10 for look in looks)
    found = sheet(xlsb(cells, {"xl/styles.bin": styles}), "a.xlsb")
    assert (found.formats, found.looks) == ({(0, 0): code}, {(0, 0): "struck"})
    assert (found.merged, found.hidden_rows, found.hidden_columns) == (((3, 0, 4, 2),), ((7, 7),), ((4, 5),))


def test_an_open_document_tells_the_same() -> None:
    def cell(attributes: str, text: str) -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    styles = (
        '<number:number-style style:name="N1"><number:number number:decimal-places="3"/></number:number-style>'
        '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="c2" style:family="table-cell" style:parent-style-name="c1">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    columns = '<table:table-column table:default-cell-style-name="c1"/>'
    columns += '<table:table-column table:visibility="collapse"/>'
    two = 'office:value-type="float" office:value="2"'
    first = cell(two, "2") + cell(f'table:style-name="c2" table:number-rows-spanned="2" {two}', "2")
    first += cell('office:value-type="percentage" office:value="1"', "100%")
    first += cell('office:value-type="string"', '12<text:span text:style-name="T1">1</text:span>')
    today = 'table:formula="of:=TODAY()" office:value-type="date" office:date-value="2022-04-05"'
    error = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    second = cell(today, "5") + "<table:covered-table-cell/>" + cell(error, "#DIV/0!")
    rows = f"<table:table-row>{first}</table:table-row>"
    rows += f'<table:table-row table:visibility="filter">{second}</table:table-row>'
    found = sheet(ods(columns + rows, styles), "a.ods")
    assert found.formats == {(0, 0): "0.000", (0, 1): "0.000", (0, 2): "0%"}
    assert found.looks == {(0, 1): "struck", (0, 3): "raised"}
    assert found.merged == ((0, 1, 1, 1),)
    assert (found.hidden_rows, found.hidden_columns) == (((1, 1),), ((1, 1),))
    assert (found.moving, found.errors) == ({(1, 0)}, {(1, 2): "#DIV/0!"})


def test_a_process_made_ready_reads_the_files_to_come() -> None:
    sheets._READY.clear()
    sheets.ready()
    sheets.ready()  # one is enough
    ((_, process),) = sheets._READY
    (book,) = read([("a.xlsx", unit_return())])
    assert isinstance(book, Book)
    assert not sheets._READY
    assert process._child.poll() is not None, "it was not the one that read, or lives on"


def test_a_process_made_ready_for_other_limits_is_let_go_of() -> None:
    sheets._READY.clear()
    sheets.ready(Limits(memory=900 << 20))
    ((_, process),) = sheets._READY
    (book,) = read([("a.xlsx", unit_return())])
    assert isinstance(book, Book)
    assert process._child.poll() is not None
