"""Characters nobody sees or reads, in a file's texts: they are taken out before anything is compared, and that is said.

U+00AD stays: it is ư in TCVN3 (CONTRACT §2), and no key of a text holds it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from tonghop.intake.addresses import cell_name
from tonghop.intake.word_texts import texts_of, with_texts
from tonghop.officefiles.reader import Book

# controls but tab and the ends of lines; what joins, parts or turns letters; marks of byte order
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n"})  # a line that ends within a paragraph of Word
MOST_NAMED = 4


def without_hidden(book: Book) -> tuple[Book, str | None]:
    """Return the file without hidden characters, and the sentence that says so, or None where it has none."""
    met: dict[str, None] = {}
    first = ""
    cells = 0

    def plain(text: str, place: str) -> str:
        nonlocal first, cells
        hidden = _HIDDEN.findall(text)
        if hidden:
            met.update(dict.fromkeys(hidden))
            first = first or place
            cells += 1
        return _HIDDEN.sub("", text).translate(_LINE_ENDS)

    sheets = list(book.sheets)
    for at, sheet in enumerate(sheets):
        rows = sheet.rows
        if _is_hiding(value for row in rows for value in row):
            rows = [
                [
                    plain(value, f"{sheet.name}, ô {cell_name(row, column)}" if sheet.name else "bảng")
                    if isinstance(value, str)
                    else value
                    for column, value in enumerate(values)
                ]
                for row, values in enumerate(rows)
            ]
        sheets[at] = replace(sheet, name=_HIDDEN.sub("", sheet.name), rows=rows)
    paragraphs = book.paragraphs
    if _is_hiding(paragraphs):
        paragraphs = tuple(plain(text, f"đoạn {number}") for number, text in enumerate(paragraphs, 1))
    book = replace(book, sheets=tuple(sheets), paragraphs=paragraphs)
    if book.kind == "word" and _is_hiding(texts_of(book)) | _is_hiding(t for _, some in book.pieces for _, t in some):
        book = with_texts(book, lambda text: _HIDDEN.sub("", text).translate(_LINE_ENDS))
    if not cells:
        return book, None
    names = [f"U+{ord(each):04X}" for each in met]
    more = f" và {len(names) - MOST_NAMED} loại khác" if len(names) > MOST_NAMED else ""
    note = (
        f"Đã bỏ ký tự không nhìn thấy ({', '.join(names[:MOST_NAMED])}{more}) ở {cells} chỗ, trước hết ở {first}. "
        "Đề nghị xem lại chữ ở đó."
    )
    return book, note


def _is_hiding(values: Iterable[object]) -> bool:
    """Search all texts at once: hardly a file has any."""
    together = "\n".join(value for value in values if isinstance(value, str))
    return _HIDDEN.search(together) is not None or "\x0b" in together or "\x0c" in together
