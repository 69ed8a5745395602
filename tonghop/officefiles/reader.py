"""Turn the bytes of office files into sheets of cells with positions; nobody else in the package reads them.

The files come from outside and some are made to harm, so a child process opens them within limits: what kills the
child costs one answer, never the server. Must not know forms, Vietnamese or findings: it says slug, reason and place.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections import deque
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tonghop.officefiles.office_program import NotTurned, as_docx, office_program
from tonghop.officefiles.process import Lost, Process, Request
from tonghop.officefiles.shown import shows_year

AHEAD = 3  # files handed to the child beyond the one the caller waits for
MIB = 1 << 20
OLD_WORD, OLD_REASONS = (".doc", ".rtf"), ("legacy-doc", "rtf")
PDF = "pdf"  # of an answer: its book is read as a Word file's

SLUGS = {  # every reason the reader gives, and the finding it belongs to
    "file-size": "too-large",
    "unpacked-size": "too-large",
    "cells": "too-large",
    "extent": "too-large",  # a value so far away that the sheet would not fit into memory; detail: sheet!cell
    "text": "too-large",  # a cell with more than 32,767 letters; detail: sheet!cell, of Word the place in words
    "memory": "too-large",
    "encrypted": "password-protected",
    "macros": "unsupported-type",
    "legacy-doc": "unsupported-type",
    "legacy-xls": "unsupported-type",
    "html": "unsupported-type",
    "rtf": "unsupported-type",
    "xml-2003": "unsupported-type",
    "not-office": "unsupported-type",
    "scan": "unsupported-type",  # a PDF without text that can be read; detail: "", "ocr", "font" or "empty"
    "pages": "too-large",  # a PDF of too many pages or letters
    "empty-file": "unreadable-file",
    "zip-broken": "unreadable-file",
    "zip-duplicate": "unreadable-file",
    "ole-broken": "unreadable-file",
    "entity": "unreadable-file",
    "parse": "unreadable-file",
    "timeout": "unreadable-file",
    "crashed": "unreadable-file",
    "unexpected": "unreadable-file",  # the reader itself stumbled; detail: the exception
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    `seconds` are of the reading process's own processor time, so that a busy machine refuses no sound file; those on
    the wall are for what hangs. `memory`, in bytes, is that of the reading process. Both are held by the system, or
    `is_watched` from outside where the system has no such limits (Windows, macOS).
    """

    max_bytes: int = 20 * MIB
    max_unpacked: int = 200 * MIB
    max_cells: int = 1_000_000
    seconds: float = 5.0
    wall_seconds: float = 60.0
    memory: int = 1024 * MIB
    is_watched: bool = sys.platform != "linux"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab or one table; `rows[0][0]` is A1, rows end at their last value, an empty cell or text is None.

    Whole numbers may be floats. Of merged cells the top left one holds the value. Positions are (row, column) from
    zero; a cell in `errors` or `uncalculated` is None in `rows`, if they reach that far. `merged` are areas as (first
    row, first column, last row, last column). `formats` has the number formats, as Excel writes them, of numbers that
    they may show otherwise; a day shown as a year is that year; `looks` the cells whose text is "struck",
    "struck-in-part", "raised", or "hidden" in part; `moving` the formulas whose result is another day tomorrow; hidden
    rows and columns are spans; `hides_noughts`: noughts are shown as blanks. `heading_keys` is a memory of
    `intake.headings`: many forms' headings are looked for in the same rows.
    """

    name: str
    rows: list[list[object]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    visible: bool = True
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    looks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    moving: frozenset[tuple[int, int]] = frozenset()
    hides_noughts: bool = False
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    heading_keys: dict[int, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Book:
    """One readable file: a "workbook" with its sheets, or a "word" file with a nameless sheet a table.

    `paragraphs` is a Word file's text outside tables, `headers` that of its page headers; a tab in them is kept.
    `tables` says of each sheet of a Word file how many paragraphs stand before it, and how many columns it has.
    `leads` says of each paragraph what Word writes before it, the level of its heading (from 0, -1: none), and
    whether it is bold throughout. `hidden_text`: it holds more text than was found.

    Of a Word file: `notes` are its footnotes, endnotes and comments as (kind, id, text), `footers` the lines of its
    page footers, `boxes` the paragraphs (from 0) that stand in text boxes. `pieces` has the paragraphs (from 0) and
    cells (table, row, column) whose letters do not all look as usual, or on which a note stands: each with its pieces
    as `officefiles.word_pieces` explains them. `left_out` counts pictures, charts, diagrams, objects: what has no text.

    `is_pdf`: a PDF's text, put together as a Word file's. Of its tables, `loose` ones (from 0) are rows as they stand,
    in which a column proves nothing; `left_out` counts what is no text of the paper: "page-number", "running-head"
    (told in `headers`), "footnote-mark", "unseen" and "unknown" letters. `is_turned`: a .doc or .rtf that an office
    program turned into .docx.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    paragraphs: tuple[str, ...] = ()
    hidden_text: bool = False
    tables: tuple[tuple[int, int], ...] = ()
    headers: tuple[str, ...] = ()
    leads: tuple[tuple[str, int, bool], ...] = ()
    loose: tuple[int, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    notes: tuple[tuple[str, str, str], ...] = ()
    footers: tuple[str, ...] = ()
    pieces: tuple[tuple[int | tuple[int, int, int], list[tuple[str, str]]], ...] = ()
    boxes: tuple[int, ...] = ()
    is_pdf: bool = False
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read: the finding's slug, a reason out of `SLUGS`, a neutral detail such as a place."""

    slug: str
    reason: str
    detail: str = ""


def read(sources: Iterable[tuple[str, bytes]], limits: Limits = Limits()) -> Generator[Book | Unreadable, None, None]:
    """Yield one answer a source (file name, content), in order; the next files are read while the caller works.

    Sources are taken in the caller's thread, a few ahead. Of the name only the ending counts, mostly as a hint.
    Where LibreOffice is on the machine, a .doc or .rtf is read as the .docx that it makes of it.
    """
    reader = _Reader(limits)
    ahead: deque[tuple[Unreadable | None, str, bytes]] = deque()
    program = office_program()

    def answer() -> Book | Unreadable:
        refused, suffix, content = ahead.popleft()
        found = refused or reader.answer()
        if program and suffix in OLD_WORD and isinstance(found, Unreadable) and found.reason in OLD_REASONS:
            return _turned(program, content, suffix, found, limits)
        return found

    try:
        for name, content in sources:
            refused = _refused_by_size(content, limits)
            suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122
            if refused is None:
                reader.send(Request(suffix, content, limits.seconds, limits.wall_seconds))
            ahead.append((refused, suffix, content if suffix in OLD_WORD else b""))
            if len(ahead) > AHEAD:
                yield answer()
        while ahead:
            yield answer()
    finally:
        reader.stop()


def _turned(program: str, content: bytes, suffix: str, found: Unreadable, limits: Limits) -> Book | Unreadable:
    """Read what an office program makes of an old paper; `found`, with why, where it makes nothing readable."""
    try:
        made = as_docx(program, content, suffix, limits.max_bytes)
    except NotTurned as problem:
        return replace(found, detail=str(problem))
    reader = _Reader(limits)
    try:
        reader.send(Request(".docx", made, limits.seconds, limits.wall_seconds))
        answer = reader.answer()
    finally:
        reader.stop()
    if isinstance(answer, Unreadable):
        return replace(found, detail=f"office-{answer.reason}")
    return replace(answer, is_turned=True)


def _refused_by_size(content: bytes, limits: Limits) -> Unreadable | None:
    if not content:
        return _unreadable("empty-file")
    return _unreadable("file-size", str(len(content))) if len(content) > limits.max_bytes else None


def _unreadable(reason: str, detail: str = "") -> Unreadable:
    return Unreadable(SLUGS[reason], reason, detail)


_READY: list[tuple[Limits, Process]] = []


def ready(limits: Limits = Limits()) -> None:
    """Start a reading process for the `read` to come: for a command that has much to import before."""
    if not _READY:
        _READY.append((limits, Process(*_bounds(limits))))


def _started(limits: Limits) -> Process:
    """The process that was made ready for these limits, else one that begins now."""
    with contextlib.suppress(IndexError):
        made_for, process = _READY.pop()
        if made_for == limits:
            return process
        process.stop()
    return Process(*_bounds(limits))


def _bounds(limits: Limits) -> tuple[tuple[float, ...], int | None]:
    watched = limits.memory if limits.is_watched else None
    return (limits.max_unpacked, limits.max_cells, limits.memory, float(not limits.is_watched)), watched


class _Reader:
    """A reading process, begun when a file needs it; a lost one is followed by another that gets what is open."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: deque[Request] = deque()
        self._process: Process | None = None

    def send(self, request: Request) -> None:
        """Hand over one file."""
        self._open.append(request)
        if self._process is None:
            self._process = _started(self._limits)
        self._process.send(request)

    def answer(self) -> Book | Unreadable:
        """Wait for the answer to the file handed over longest ago; it alone is blamed for a lost process.

        One that ended of itself may have been ended from outside, for want of memory or by hand: before the file is
        blamed it is read once more, alone. What took too long is not.
        """
        assert self._process is not None, "nothing was sent"
        reply = self._process.reply()
        request = self._open.popleft()
        is_lost = isinstance(reply, Lost)
        if isinstance(reply, Lost) and reply.reason != "timeout":
            self.stop()
            reply = self._alone(request)
        if isinstance(reply, Lost):
            is_last, answer = True, ("refused", reply.reason, reply.detail)
        else:
            is_last, answer = marshal.loads(reply)
        if is_last or is_lost:
            self.stop()
            if self._open:
                self._process = Process(*_bounds(self._limits))
                for request in self._open:
                    self._process.send(request)
        return _unpacked(answer)

    def _alone(self, request: Request) -> bytes | Lost:
        """Read one file in a process of its own."""
        process = Process(*_bounds(self._limits))
        try:
            process.send(request)
            return process.reply()
        finally:
            process.stop()

    def stop(self) -> None:
        """Kill the process; a file being read is given up."""
        if self._process is not None:
            self._process.stop()
            self._process = None


_MOMENTS: dict[str, Any] = {kind.__name__: kind for kind in (date, datetime, time, timedelta)}


def _unpacked(answer: tuple[Any, ...]) -> Book | Unreadable:
    if answer[0] == "refused":
        return _unreadable(*answer[1:])
    kind, found, paragraphs, hidden_text, *rest = answer
    of_word: list[Any] = [tuple(each) for each in rest]
    sheets = []
    for name, visible, rows, moments, errors, uncalculated, merged, formats, looks, moving, *rest in found:
        for row, column, moment, numbers in moments:
            value = _MOMENTS[moment](*numbers)
            if isinstance(value, date) and shows_year(formats.pop((row, column), "")):
                value = value.year  # what the cell shows
            rows[row][column] = value
        hides_noughts, *hidden = rest
        seen = tuple(merged), formats, looks, frozenset(moving), hides_noughts, *map(tuple, hidden)
        sheets.append(Sheet(name, rows, errors, frozenset(uncalculated), visible, *seen))
    book = Book("word" if kind == PDF else kind, tuple(sheets), tuple(paragraphs), hidden_text, *of_word)
    return replace(book, is_pdf=True) if kind == PDF else book
