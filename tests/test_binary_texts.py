"""Parts of a text that are struck through or raised, in the binary workbooks: as in .xlsx, they are not the value."""

from __future__ import annotations

import struct

import pytest

from tests.test_sheets import record, relations, sheet, xls, xlsb
from tonghop.officefiles.binary_texts import looks_of_xls_texts

PLAIN, STRUCK, RAISED = ((0, 0), (8, 0), (0, 1))
FONTS = [PLAIN, STRUCK, PLAIN, PLAIN, RAISED]
"""By place in an .xls file; runs call the last one 5, since there is no font 4."""
LOOKS = [None, "struck", None, None, None, "raised"]


def item(text: str, *runs: tuple[int, int], is_wide: bool = True, beside: bytes = b"") -> bytes:
    """A shared text of an .xls file: its runs are (first letter, font)."""
    flags = int(is_wide) | (8 if runs else 0) | (4 if beside else 0)
    head = struct.pack("<HB", len(text), flags)
    head += struct.pack("<H", len(runs)) if runs else b""
    head += struct.pack("<I", len(beside)) if beside else b""
    body = text.encode("utf-16-le" if is_wide else "latin-1")
    return head + body + b"".join(struct.pack("<HH", *run) for run in runs) + beside


ITEMS = [
    item("1250"),
    item("1250", (1, 1)),
    item("12", (0, 1), is_wide=False),
    item("121", (2, 5), is_wide=False, beside=b"\1\2\3"),
    item("45", (0, 2)),
    item("Bỏ 3", (0, 1), (3, 0)),
]
WANTED = {1: "struck-in-part", 2: "struck", 3: "raised", 5: "struck-in-part"}


def test_runs_of_shared_texts_are_told_in_an_old_workbook() -> None:
    fonts = b"".join(
        record(0x0031, struct.pack("<HHHHH", 200, grbit, 0, 400, raised) + b"\0" * 6) for grbit, raised in FONTS
    )
    styles = record(0x00E0, b"\0" * 20)
    texts = record(0x00FC, struct.pack("<II", len(ITEMS), len(ITEMS)) + b"".join(ITEMS))
    cells = b"".join(record(0x00FD, struct.pack("<HHHI", 0, at, 0, at)) for at in range(len(ITEMS)))
    found = sheet(xls(cells, before=fonts + styles + texts), "a.xls")
    assert found.rows == [["1250", "1250", "12", "121", "45", "Bỏ 3"]]
    assert found.looks == {(0, at): look for at, look in WANTED.items()}


@pytest.mark.parametrize("cut", range(8, 8 + sum(map(len, ITEMS))))
def test_shared_texts_that_go_on_in_another_record_are_told_the_same(cut: int) -> None:
    whole = struct.pack("<II", len(ITEMS), len(ITEMS)) + b"".join(ITEMS)
    starts = [8 + sum(map(len, ITEMS[:at])) for at in range(len(ITEMS))]
    at = max(number for number, start in enumerate(starts) if start <= cut)
    flags = ITEMS[at][2]
    first = starts[at] + 3 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    width = 2 if flags & 1 else 1
    letters = struct.unpack_from("<H", ITEMS[at])[0] * width
    is_within = first <= cut < first + letters  # their width is said anew
    cut -= (cut - first) % width if is_within else 0
    parts = [whole[:cut], (bytes([flags & 1]) if is_within else b"") + whole[cut:]]
    assert looks_of_xls_texts(parts, LOOKS) == WANTED


def test_broken_shared_texts_tell_what_they_can() -> None:
    whole = struct.pack("<II", len(ITEMS), len(ITEMS)) + b"".join(ITEMS)
    assert looks_of_xls_texts([whole[:40]], LOOKS).items() <= WANTED.items()
    assert looks_of_xls_texts([], LOOKS) == {}


def test_runs_of_shared_texts_are_told_in_a_workbook_of_binary_parts() -> None:
    def words(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def entry(kind: int, body: bytes) -> bytes:
        return (bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])) + bytes([len(body)]) + body

    rich = b"\1" + words("1250") + struct.pack("<I", 1) + struct.pack("<HH", 1, 1)
    texts = entry(159, struct.pack("<II", 2, 2)) + entry(19, b"\0" + words("12")) + entry(19, rich) + entry(160, b"")
    fonts = b"".join(entry(43, struct.pack("<HHHH", 200, grbit, 400, 0) + b"\0" * 4) for grbit in (0, 8))
    fonts += entry(617, struct.pack("<I", 1)) + entry(47, b"\0" * 16)
    cells = b"".join(entry(7, struct.pack("<III", at, 0, at)) for at in range(2))
    links = [
        ("rId1", "worksheet", "worksheets/sheet1.bin"),
        ("rId2", "styles", "styles.bin"),
        ("rId3", "sharedStrings", "sharedStrings.bin"),
    ]
    extra = {
        "xl/styles.bin": fonts,
        "xl/sharedStrings.bin": texts,
        "xl/_rels/workbook.bin.rels": relations(*links).encode(),
    }
    found = sheet(xlsb(cells, extra), "a.xlsb")
    assert (found.rows, found.looks) == ([["12", "1250"]], {(0, 1): "struck-in-part"})
