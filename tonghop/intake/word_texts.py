"""All texts of a Word file's book, and the book with each of them changed: one place that knows where texts stand."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tonghop.officefiles.reader import Book
from tonghop.officefiles.word_pieces import NOTES


def texts_of(book: Book) -> Iterator[str]:
    """Yield all texts: paragraphs, cells, page headers and footers, notes."""
    yield from book.paragraphs
    yield from (value for sheet in book.sheets for row in sheet.rows for value in row if isinstance(value, str))
    yield from (*book.headers, *book.footers)
    yield from (text for _, _, text in book.notes)


def with_texts(book: Book, change: Callable[[str], str]) -> Book:
    """Return a book with its texts changed outside its tables: paragraphs, headers and footers, notes, pieces."""
    paragraphs, headers, footers = (tuple(map(change, some)) for some in (book.paragraphs, book.headers, book.footers))
    notes = tuple((kind, number, change(text)) for kind, number, text in book.notes)
    pieces = tuple(
        (place, [(look, text if look in NOTES else change(text)) for look, text in some]) for place, some in book.pieces
    )
    return replace(book, paragraphs=paragraphs, headers=headers, footers=footers, notes=notes, pieces=pieces)
