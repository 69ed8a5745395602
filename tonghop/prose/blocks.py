"""A Word paper as it reads: its paragraphs and tables in the order of the body, each with the place people know it by.

A table that lays out prose (headings left, text right) is taken apart into its cells' paragraphs.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tonghop.officefiles.reader import Book, Sheet
from tonghop.officefiles.styles import HIDDEN
from tonghop.officefiles.word_pieces import DELETED
from tonghop.prose.asides import LABELS, Aside, notes_of, plain, set_aside, with_raised

_PROSE = 90  # letters in a cell that is a text rather than a figure or a label
_OF_PAGES = ("đầu trang", "chân trang")
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
    asides: tuple[Aside, ...] = ()
    """What stands in the paragraph and is no part of `text`."""
    is_boxed: bool = False
    """It stands in a text box, beside the text: what is around it says nothing of it."""

    def asides_from(self, start: int) -> tuple[Aside, ...]:
        """What is set aside from a place on, as of a text that begins there."""
        return tuple(_moved(each, start, len(self.text)) for each in self.asides if each.end >= start)

    @property
    def is_of_pages(self) -> bool:
        """Is it a line of a page header or footer?"""
        return self.place.startswith(_OF_PAGES)

    @property
    def quoted(self) -> str:
        """The text with its raised figures."""
        return with_raised(self.text, self.asides)


@dataclass(frozen=True)
class Table:
    """A table of data; `rows` are its cells' texts, a merged cell's text in each cell that it covers."""

    rows: tuple[tuple[str, ...], ...]
    number: int
    covered: frozenset[tuple[int, int]] = frozenset()
    """The cells that another one covers (row, column from zero)."""
    asides: Mapping[tuple[int, int], tuple[Aside, ...]] = field(default_factory=dict)
    """What stands in a cell and is no part of its text."""


Block = Paragraph | Table


class _Texts:
    """The texts of a book as they count, with what is set aside of them."""

    def __init__(self, book: Book) -> None:
        self.notes = notes_of(book.notes)
        self.pieces = dict(book.pieces)

    def of(self, place: int | tuple[int, int, int], text: str) -> tuple[str, tuple[Aside, ...], bool]:
        """Return a text, what is set aside, and whether that could not be told apart: nothing is read there then."""
        pieces = self.pieces.get(place)
        if pieces is None:
            return *plain(text), False
        whole = "".join(piece for look, piece in pieces if look in ("", *LABELS) and look != DELETED)
        told = set_aside(pieces, self.notes)
        if told is None or _letters(whole) != _letters(text):
            return text, (Aside(HIDDEN, "", 0, len(text)),), True
        return told[0], told[1], False


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def blocks(book: Book) -> Iterator[Block]:
    """Yield the paragraphs and tables of a Word file in the order of its body."""
    leads = book.leads or (("", -1, False),) * len(book.paragraphs)
    tables = list(zip(book.sheets, book.tables or ((0, 0),) * len(book.sheets), strict=True))
    loose, boxes, texts = set(book.loose), set(book.boxes), _Texts(book)
    at = 0
    for index, text in enumerate((*book.paragraphs, None)):
        while at < len(tables) and (text is None or tables[at][1][0] <= index):
            sheet, (_, columns) = tables[at]
            at += 1
            yield from _loose(sheet, at) if at - 1 in loose else _table(sheet, columns, at, texts)
        if text is not None:
            number, level, is_bold = leads[index] if index < len(leads) else ("", -1, False)
            said, asides, is_loose = texts.of(index, text)
            yield Paragraph(
                said, f"đoạn {index + 1}", number, level, is_bold, is_loose=is_loose, asides=asides,
                is_boxed=index in boxes,
            )  # fmt: skip


def beside(book: Book) -> Iterator[Paragraph]:
    """Yield what stands beside the body: footnotes, endnotes, comments, the lines of page headers and footers."""
    for note in notes_of(book.notes).values():
        yield Paragraph(note.text, note.label)
    for label, lines in zip(_OF_PAGES, (book.headers, book.footers), strict=True):
        for number, text in enumerate(lines, 1):
            yield Paragraph(text, f"{label} {number}")


def _loose(sheet: Sheet, number: int) -> Iterator[Paragraph]:
    for at, row in enumerate(sheet.rows):
        text = "\t".join(filter(None, map(_text, row)))
        yield Paragraph(text, f"bảng {number}, dòng {at + 1}", in_table=True, is_loose=True)


def _table(sheet: Sheet, columns: int, number: int, texts: _Texts) -> Iterator[Block]:
    width = max([columns, *(len(row) for row in sheet.rows)], default=0)
    rows = [[_text(value) for value in row] + [""] * (width - len(row)) for row in sheet.rows]
    if _is_prose(rows):
        yield from _prose(rows, number, texts)
        return
    asides: dict[tuple[int, int], tuple[Aside, ...]] = {}
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                row[column], some = _stripped(*texts.of((number - 1, at, column), text)[:2])
                if some:
                    asides[at, column] = some
    covered = set()
    for top, left, bottom, right in sheet.merged:
        for at in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, width)):
                if (at, column) != (top, left) and top < len(rows):
                    rows[at][column] = rows[top][left]
                    covered.add((at, column))
                    if (top, left) in asides:
                        asides[at, column] = asides[top, left]
    yield Table(tuple(map(tuple, rows)), number, frozenset(covered), asides)


def _prose(rows: list[list[str]], number: int, texts: _Texts) -> Iterator[Paragraph]:
    """A table that only lays out texts: a paragraph a line of a cell."""
    for at, row in enumerate(rows):
        cells = [(column, text) for column, text in enumerate(row) if text]
        for column, text in cells:
            place = f"bảng {number}, dòng {at + 1}, cột {column + 1}"
            is_label = column < cells[-1][0]
            said, asides, is_loose = texts.of((number - 1, at, column), text)
            start = 0
            for line in said.split("\n"):
                end = start + len(line)
                own = tuple(_moved(each, start, end) for each in asides if each.start <= end and each.end >= start)
                if line.strip() or own:
                    yield Paragraph(
                        line, place, in_table=True, is_label=is_label and len(line) < _PROSE, is_loose=is_loose,
                        asides=own,
                    )  # fmt: skip
                start = end + 1


def _stripped(text: str, asides: tuple[Aside, ...]) -> tuple[str, tuple[Aside, ...]]:
    """A text without the blanks at its ends; what is set aside beyond them keeps one: it does not touch the text."""
    kept, start = text.strip(), len(text) - len(text.lstrip())
    end = start + len(kept)
    moved = []
    for each in asides:
        if not each.is_note and each.start < start:
            each = replace(each, text=f"{each.text} ")
        elif not each.is_note and each.start > end:
            each = replace(each, text=f" {each.text}")
        moved.append(_moved(each, start, end))
    return kept, tuple(moved)


def _moved(aside: Aside, start: int, end: int) -> Aside:
    """Something set aside, in the places of one line of its text."""
    first, last = (max(0, min(each, end) - start) for each in (aside.start, aside.end))
    return replace(aside, start=first, end=last)


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
