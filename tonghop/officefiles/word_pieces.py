"""A text of Word in pieces: each with how it looks, and between them where a footnote or a comment stands.

Most texts are one plain piece and cost nothing. Must not know what a text means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tonghop.officefiles.styles import HIDDEN, RAISED, STRUCK, joint_look

DELETED, FOOTNOTE, ENDNOTE, COMMENT = "deleted", "footnote", "endnote", "comment"
NOTES = (FOOTNOTE, ENDNOTE, COMMENT)
"""Kinds of pieces that are the id of a note rather than a text."""

Piece = tuple[str, str]
"""How it looks ("" as usual; struck, raised, hidden, deleted) and its text, or a kind of note and the note's id."""
Pieces = list[Piece]


def text_of(pieces: Iterable[Piece]) -> str:
    """The text with all that stands in it, whatever its look; what was deleted is no text."""
    return "".join(text for look, text in pieces if look != DELETED and look not in NOTES)


def is_plain(pieces: Iterable[Piece]) -> bool:
    return not any(look for look, _ in pieces)


def look_of(pieces: Sequence[Piece]) -> str | None:
    """Tell how a whole cell looks, as a workbook's cell is told: struck, struck in part, raised, hidden in part."""
    shown = [(look, text) for look, text in pieces if look != DELETED and look not in NOTES]
    look = joint_look((look if look in (STRUCK, RAISED) else None, text) for look, text in shown)
    if look is None and any(each == HIDDEN and text.strip() for each, text in shown):
        return HIDDEN
    return look


def lines(texts: Sequence[Pieces]) -> Pieces:
    """Join the paragraphs of a cell, a line each, without the blank lines at its ends."""
    joined: Pieces = []
    for at, pieces in enumerate(texts):
        joined += [("", "\n")] * bool(at) + [(look, text.replace("\t", " ")) for look, text in pieces]
    for end in (0, -1):
        while joined and joined[end][0] == "" and not joined[end][1].strip("\n"):
            del joined[end]
    return together(joined)


def together(pieces: Iterable[Piece]) -> Pieces:
    """Join pieces of one look that follow each other."""
    found: list[tuple[str, list[str]]] = []
    for look, text in pieces:
        if found and found[-1][0] == look and look not in NOTES:
            found[-1][1].append(text)
        elif text:
            found.append((look, [text]))
    return [(look, "".join(texts)) for look, texts in found]
