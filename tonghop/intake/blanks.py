"""Long runs of blanks in a Word paper's text, made short: they say no more than a few do, and cost more than all else.

A rule that looks for optional words between optional blanks tries every way to share a run among them: thousands of
blanks in one paragraph would take minutes. Done once, where papers come in, not in every rule.
"""

import re
from dataclasses import replace

from tonghop.intake.word_texts import texts_of, with_texts
from tonghop.officefiles.reader import Book

MOST = 8  # blanks; more than parts two columns in a line
_RUN = re.compile(r"\s{9,}")


def without_long_blanks(book: Book) -> Book:
    """Return a Word file's book with no more than eight blanks in a row; others as given."""
    if book.kind != "word":
        return book
    if not any(map(_RUN.search, texts_of(book))):
        return book
    sheets = tuple(
        replace(sheet, rows=[[_short(each) if isinstance(each, str) else each for each in row] for row in sheet.rows])
        for sheet in book.sheets
    )
    return with_texts(replace(book, sheets=sheets), _short)


def _short(text: str) -> str:
    return _RUN.sub(lambda run: run[0][:MOST], text)
