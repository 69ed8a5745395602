"""A Word paper as it reads: its paragraphs and tables in the order of the body, each with the place people know it by.

A table that lays out prose (headings left, text right) is taken apart into its cells' paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tonghop.officefiles.reader import Book, Sheet

_PROSE = 90  # letters in a cell that is a text rather than a figure or a label
_BOX, _WORDS, _COUNTED = 2, 7, 3


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its text, what Word writes before it, how it looks. `place` as in CONTRACT form E."""

    text: str
    place: str
    number: str = ""
    level: int = -1
    is_bold: bool = False
    in_table: bool = False
    is_label: bool = False
    """A short cell before the last of a row in a table of texts: it may be the heading of what stands beside it."""
    is_loose: bool = False
    """A row of a PDF as it stands, its cells parted by tabs: what belongs to what is not known, no figure is read."""


@dataclass(frozen=True)
class Table:
    """A table of data; `rows` are its cells' texts, a merged cell's text in each cell that it covers."""

    rows: tuple[tuple[str, ...], ...]
    number: int
    covered: frozenset[tuple[int, int]] = frozenset()
    """The cells that another one covers (row, column from zero)."""


Block = Paragraph | Table


def blocks(book: Book) -> Iterator[Block]:
    """Yield the paragraphs and tables of a Word file in the order of its body."""
    leads = book.leads or (("", -1, False),) * len(book.paragraphs)
    tables = list(zip(book.sheets, book.tables or ((0, 0),) * len(book.sheets), strict=True))
    loose = set(book.loose)
    at = 0
    for index, text in enumerate((*book.paragraphs, None)):
        while at < len(tables) and (text is None or tables[at][1][0] <= index):
            sheet, (_, columns) = tables[at]
            at += 1
            yield from _loose(sheet, at) if at - 1 in loose else _table(sheet, columns, at)
        if text is not None:
            number, level, is_bold = leads[index] if index < len(leads) else ("", -1, False)
            yield Paragraph(text, f"đoạn {index + 1}", number, level, is_bold)


def _loose(sheet: Sheet, number: int) -> Iterator[Paragraph]:
    for at, row in enumerate(sheet.rows):
        text = "\t".join(filter(None, map(_text, row)))
        yield Paragraph(text, f"bảng {number}, dòng {at + 1}", in_table=True, is_loose=True)


def _table(sheet: Sheet, columns: int, number: int) -> Iterator[Block]:
    width = max([columns, *(len(row) for row in sheet.rows)], default=0)
    rows = [[_text(value) for value in row] + [""] * (width - len(row)) for row in sheet.rows]
    if _is_prose(rows):
        for at, row in enumerate(rows):
            cells = [(column, text) for column, text in enumerate(row) if text]
            for column, text in cells:
                place = f"bảng {number}, dòng {at + 1}, cột {column + 1}"
                is_label = column < cells[-1][0]
                for line in text.split("\n"):
                    if line.strip():
                        yield Paragraph(line, place, in_table=True, is_label=is_label and len(line) < _PROSE)
        return
    covered = set()
    for top, left, bottom, right in sheet.merged:
        for at in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, width)):
                if (at, column) != (top, left) and top < len(rows):
                    rows[at][column] = rows[top][left]
                    covered.add((at, column))
    yield Table(tuple(map(tuple, rows)), number, frozenset(covered))


def _is_prose(rows: list[list[str]]) -> bool:
    """Is a table only the frame of texts? A head, a signature, or cells that hold whole sentences."""
    texts = [text for row in rows for text in row if text]
    if not any(any(letter.isdigit() for letter in text) for text in texts):
        return True
    if any("mô hình" in text.lower() and text.lower().startswith("tên") for row in rows[:_BOX] for text in row):
        return False  # form B's list: each row is one model's own
    if len(rows) <= _BOX and any("\n" in text for text in texts):
        return True
    told = [text for text in texts if len(text.split()) > _WORDS and ("." in text or ";" in text)]
    counted = [text for text in texts if text[0].isdigit() and len(text.split()) <= _COUNTED]
    return bool(told) and len(told) >= len(counted)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
