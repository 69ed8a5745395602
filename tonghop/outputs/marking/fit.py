"""How much room a text takes in a cell. Not every program fits rows to their text, so we say how high they are."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from string import ascii_lowercase

SAFETY = 1.05
"""Programs and printers differ by a few letters a line."""

EDGES = 5  # points that programs leave free in a cell
# Of Times New Roman, in thousandths of its size; a tone or a hook adds nothing.
_SMALL = "444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444"
_WIDTHS = dict(zip(ascii_lowercase, map(int, _SMALL.split()), strict=True)) | dict.fromkeys(" .,:;'’‘|/()[]-", 333)


def line_count(text: str, width: float, size: float = 12) -> int:
    """Return how many lines a text takes in a width, both in points, broken between words where that is possible."""
    room = width - EDGES
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            length = text_width(word, size)
            if used and used + length > room:
                lines += 1
                used = 0.0
            while length > room:
                lines += 1
                length -= room
            used += length + text_width(" ", size)
    return lines


def height(texts: Iterable[tuple[str, float]], line: float) -> float:
    """Return the height of a row whose cells hold these texts in these widths."""
    return max([line_count(text, width) for text, width in texts], default=1) * line + 2


def shortened(text: str, width: float) -> str:
    """Return as much of a text as surely stands on one line."""
    if line_count(text, width) == 1:
        return text
    while text and text_width(f"{text}…") > width - EDGES:
        text = text[:-1]
    return f"{text.rstrip()}…"


def text_width(text: str, size: float = 12) -> float:
    """Return the width of a text on one line, in points."""
    return sum(map(_letter_width, text)) * size * SAFETY / 1000


@cache
def _letter_width(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0].replace("đ", "d")
    if base in _WIDTHS:
        return _WIDTHS[base]
    if base.isupper():
        return 720
    return 500 if base < "\u0250" else 1000
