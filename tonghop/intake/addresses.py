"""Places and headings of a sheet: addresses such as D7, what is blank, what headings are compared by.

Pure functions on single places and values; how a table is laid out is headings' and layout's.
"""

from functools import cache

from tonghop.vietnamese import fold_key

HEADING_ROWS = 30
ORDINALS = frozenset({"stt", "sott"})


@cache
def column_name(column: int) -> str:
    """Return the letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the address of a zero-based place: (6, 3) is D7."""
    return f"{column_name(column)}{row + 1}"


def cell_place(cell: str) -> tuple[int, int]:
    """Return the zero-based place of an address: D7 is (6, 3)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


PAPER_PLACES = ("đoạn ", "bảng ", "chú thích ", "ghi chú bên lề ", "đầu trang ", "chân trang ")
"""How the places of a paper in prose begin."""


def is_in_paper(cell: str | None) -> bool:
    """Is a source's place one in a paper in prose ("đoạn 12", "bảng 1, dòng 3, cột 4"), not an address such as D7?"""
    return bool(cell) and str(cell).startswith(PAPER_PLACES)


def said_cell(cell: str) -> str:
    """Say a source's place in words: "ô D7"; a place in a paper says itself."""
    return cell if is_in_paper(cell) else f"ô {cell}"


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def heading_key(value: object) -> str:
    """Return what a heading is compared by; "Năm 2017", "2017" and the number 2017 are the same, STT is TT."""
    if isinstance(value, str):
        key = fold_key(value)
        if key in ORDINALS:
            return "tt"
        return key[3:] if key.startswith("nam") and key[3:].isdigit() else key
    if isinstance(value, float | int) and not isinstance(value, bool) and float(value).is_integer():
        return str(int(value))
    return ""
