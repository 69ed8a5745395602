"""Read the tables and the text of a Word document as a person sees it.

Walks the XML itself: text in content controls, text boxes and tracked changes is invisible to the usual library.
Inserted text counts, deleted text does not, and what was not found is confessed. How letters look is kept where it
changes what they say. Must not know what a table means.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tonghop.officefiles.numbering import Lead
from tonghop.officefiles.word_pieces import COMMENT, ENDNOTE, FOOTNOTE, Pieces, is_plain, text_of
from tonghop.officefiles.word_walk import Area, Looks, Rows, Walk, attribute
from tonghop.officefiles.zip_package import Package, Refused

_BESIDE = ("styles", "numbering")  # how paragraphs look and are numbered
_PARTS_OF_NOTES = ("footnotes", "endnotes", "comments")
_NOTES = {"w:footnote": FOOTNOTE, "w:endnote": ENDNOTE, "w:comment": COMMENT}


@dataclass(frozen=True)
class Document:
    """What a Word document says. Of each table: its rows, how their texts look, its merged areas, the paragraphs before
    it, its columns.

    `leads` says of each paragraph what Word writes before it, its heading's level and whether it is bold; `headers` and
    `footers` are the ids of the page headers and footers in use; `hidden_text`: text was left that is nowhere here.
    `pieces`: the paragraphs (by number from 0) and cells (table, row, column) that are not plain, in their pieces;
    `boxes`: the paragraphs that stand in text boxes; `left_out` counts what has no text: pictures, charts, objects.
    """

    tables: list[Rows]
    looks: list[Looks]
    merged: list[list[Area]]
    places: list[tuple[int, int]]
    paragraphs: list[str]
    leads: list[Lead]
    headers: list[str]
    hidden_text: bool
    footers: list[str]
    pieces: list[tuple[int | tuple[int, int, int], Pieces]]
    boxes: list[int]
    left_out: dict[str, int]


Notes = list[tuple[str, str, str]]
"""Footnotes, endnotes and comments: kind, id, text."""


def read_package(package: Package, main: str, max_cells: int) -> tuple[Document, list[str], list[str], Notes]:
    """Read a Word file whose document is the part `main`: the document, its page headers, its footers, its notes."""
    document = package.xml(main)
    related = {at: (kind, part) for at, (kind, part) in package.related(main).items() if part in package.parts}
    beside = {kind: package.xml(part) for kind, part in related.values() if kind in _BESIDE}
    read = read_document(document, max_cells, *(beside.get(kind, b"") for kind in _BESIDE))
    headers, footers = (
        [
            line
            for at in in_use
            if related.get(at, ("", ""))[0] in ("header", "footer")
            for line in read_header(package.xml(related[at][1]), max_cells)
        ]
        for in_use in (read.headers, read.footers)
    )
    notes = [
        note
        for kind, part in related.values()
        if kind in _PARTS_OF_NOTES
        for note in read_notes(package.xml(part), max_cells)
    ]
    return read, headers, footers, notes


def read_document(xml: bytes, max_cells: int, styles: bytes = b"", lists: bytes = b"") -> Document:
    """Give the tables, the paragraphs outside them, and whether text was left that is in neither.

    `styles` and `lists` are the parts that say which paragraphs are headings and how Word numbers them.
    """
    root, walk = _parsed(xml), Walk(max_cells)
    for part, take_in in ((styles, walk.add_styles), (lists, walk.numbers.add_lists)):
        with contextlib.suppress(Refused):  # how a text looks is no reason to leave it unread
            if part:
                take_in(_parsed(part))
    body = next((part for part in root if walk.name(part) == "w:body"), None)
    if walk.name(root) != "w:document" or body is None:
        raise Refused("parse", "no body")
    walk.page_of(root)
    walk.blocks(body, walk.paragraphs, None)
    lost = walk.text_size(body) - walk.seen - walk.dropped
    texts = [text_of(pieces) for pieces in walk.paragraphs]
    kept = [at for at, text in enumerate(texts) if text.strip()]
    number_of = {at: number for number, at in enumerate(kept)}
    pieces: list[tuple[int | tuple[int, int, int], Pieces]] = [
        (number_of[at], walk.paragraphs[at]) for at in kept if not is_plain(walk.paragraphs[at])
    ]
    before = [0]
    for text in texts:
        before.append(before[-1] + bool(text.strip()))
    return Document(
        walk.tables,
        walk.looks,
        walk.merged,
        [(before[at], columns) for at, columns in walk.places],
        [texts[at] for at in kept],
        [walk.leads[at] for at in kept],
        _in_use(walk, root, "w:headerReference"),
        walk.has_foreign_part or lost > 0,
        _in_use(walk, root, "w:footerReference"),
        pieces + list(walk.cell_pieces.items()),
        [number_of[at] for at in kept if at in walk.boxes],
        walk.left_out,
    )


def read_header(xml: bytes, max_cells: int) -> list[str]:
    """Give the lines of a page header or footer, those of its tables after the others."""
    walk = Walk(max_cells)
    walk.blocks(_parsed(xml), walk.paragraphs, None)
    return walk.lines()


def read_notes(xml: bytes, max_cells: int) -> Notes:
    """Give the footnotes, endnotes or comments of a part that say something: kind, id, text."""
    found = []
    finder = Walk(max_cells)
    for note in _parsed(xml):
        kind = _NOTES.get(finder.name(note), "")
        if kind and attribute(note, "type") in ("", "normal"):
            walk = Walk(finder.cells_left)
            walk.blocks(note, walk.paragraphs, None)
            finder.cells_left = walk.cells_left
            if said := "\n".join(walk.lines()).strip():
                found.append((kind, attribute(note, "id"), said))
    return found


def _in_use(walk: Walk, root: Element, wanted: str) -> list[str]:
    return list(dict.fromkeys(attribute(part, "id") for part in root.iter() if walk.name(part) == wanted))


def _parsed(xml: bytes) -> Element:
    try:
        return ElementTree.fromstring(xml)
    except (ElementTree.ParseError, LookupError, ValueError) as problem:  # the latter two for unknown encodings
        raise Refused("parse", str(problem)) from problem
