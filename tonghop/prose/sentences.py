"""Cut a paragraph into sentences; a full stop within a number, a day or an abbreviation ends none."""

import re

_END = re.compile(r"(?<=[.!?…])[”\"’)]?\s+(?=[^\s])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-ZĐ]\.|[A-ZĐ][a-z]?[A-Z]*\.|TT\.|TP\.|Tx\.|v\.v\.|đ/c|Ths?\.|GS\.|PGS\.|BS\.)$"
)
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.|[IVX]+\.|[a-zđ]\.)")
_NEAR = 12  # letters: the longest that is looked back
_BEGINS = re.compile(r"[“\"‘'(\[+\-–•*]?\s*[A-ZÀ-ỸĐƠƯ0-9]")


def raw_place(text: str, at: int) -> int:
    """Return where in a text that stands which has this place once its blanks are single and none leads it."""
    so_far, was_blank = 0, True
    for place, letter in enumerate(text):
        if letter.isspace():
            so_far += not was_blank
            was_blank = True
            continue
        was_blank = False
        if so_far == at:
            return place
        so_far += 1
    return len(text)


def sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a paragraph with where each begins."""
    found: list[tuple[int, str]] = []
    start = 0
    for end in _END.finditer(text):
        so_far = text[max(start, end.start() - _NEAR) : end.start()]
        is_number = end.start() - start <= _NEAR and _NUMBERED.fullmatch(so_far)
        if _BEGINS.match(text, end.end()) and not is_number and not _ABBREVIATED.search(so_far):
            found.append((start, text[start : end.end()].rstrip()))
            start = end.end()
    if text[start:].strip():
        found.append((start, text[start:].rstrip()))
    return found
