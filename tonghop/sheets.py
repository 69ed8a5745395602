"""Turn the bytes of office files into sheets of cells with positions; nobody else in the package reads them.

The files come from outside and some are made to harm, so a child process opens them within limits: what kills the child
costs one answer, never the server. Must not know forms, Vietnamese or findings: it says slug, reason and place only.
"""

from __future__ import annotations

import datetime
import marshal
import os
import struct
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import IO, Any

AHEAD = 3  # files handed to the child beyond the one the caller waits for
START_SECONDS = 30.0  # a cold disk and a virus scanner may be slow; counts for no file
MIB = 1 << 20
_OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"capacity overflow")

SLUGS = {  # every reason the reader gives, and the finding it belongs to
    "file-size": "too-large",
    "unpacked-size": "too-large",
    "cells": "too-large",
    "extent": "too-large",  # a value so far away that the sheet would not fit into memory; detail: sheet!cell
    "memory": "too-large",
    "encrypted": "password-protected",
    "macros": "unsupported-type",
    "legacy-doc": "unsupported-type",
    "legacy-xls": "unsupported-type",
    "not-office": "unsupported-type",
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

    Time is on the wall, in proportion to the size: an honest file of a million cells has some 10 MiB. `memory` (bytes of
    the reading process) is not held on Windows and macOS, which have no such limit.
    """

    max_bytes: int = 20 * MIB
    max_unpacked: int = 200 * MIB
    max_cells: int = 1_000_000
    seconds: float = 5.0
    seconds_per_mib: float = 0.5
    memory: int = 1024 * MIB

    def seconds_for(self, size: int) -> float:
        """Say how long a file of so many bytes may take."""
        return self.seconds + self.seconds_per_mib * size / MIB


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab or one table; `rows[0][0]` is A1, rows end at their last value, an empty cell or text is None.

    Whole numbers may be floats. Of merged cells the top left one holds the value. Positions are (row, column) from zero;
    a cell in `errors` or `uncalculated` is None in `rows`.
    """

    name: str
    rows: list[list[object]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """One readable file: a "workbook" with its sheets, or a "word" file with a nameless sheet a table.

    `paragraphs` is a Word file's text outside tables; `hidden_text`: it holds more text than was found.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    paragraphs: tuple[str, ...] = ()
    hidden_text: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read: the finding's slug, a reason out of `SLUGS`, and a neutral detail such as a place."""

    slug: str
    reason: str
    detail: str = ""


def read(sources: Iterable[tuple[str, bytes]], limits: Limits = Limits()) -> Iterator[Book | Unreadable]:
    """Yield one answer a source (file name, content), in order; the next files are read while the caller works.

    Sources are taken in the caller's thread, a few ahead. Of the name only the ending counts, and only as a hint.
    """
    child: _Child | None = None
    ahead: deque[_Request | Unreadable] = deque()
    try:
        for name, content in sources:
            ahead.append(_refused_by_size(content, limits) or _Request(os.path.splitext(name)[1], content))
            if isinstance(ahead[-1], _Request):
                child = child or _Child(limits)
                child.send(ahead[-1])
            while len(ahead) > AHEAD:
                answer, child = _next(ahead, child)
                yield answer
        while ahead:
            answer, child = _next(ahead, child)
            yield answer
    finally:
        if child is not None:
            child.stop()


@dataclass(frozen=True, slots=True)
class _Request:
    suffix: str
    content: bytes


def _next(
    ahead: deque[_Request | Unreadable], child: _Child | None
) -> tuple[Book | Unreadable, _Child | None]:
    """Give the answer to the first request; a lost child is followed by another that is sent what is still open."""
    first = ahead.popleft()
    if isinstance(first, Unreadable) or child is None:
        assert isinstance(first, Unreadable)
        return first, child
    answer, is_over = child.answer()
    if is_over:
        child.stop()
        still_open = [request for request in ahead if isinstance(request, _Request)]
        child = _Child(child.limits) if still_open else None
        for request in still_open:
            assert child is not None
            child.send(request)
    return answer, child


def _refused_by_size(content: bytes, limits: Limits) -> Unreadable | None:
    if not content:
        return _unreadable("empty-file")
    return _unreadable("file-size", str(len(content))) if len(content) > limits.max_bytes else None


def _unreadable(reason: str, detail: str = "") -> Unreadable:
    return Unreadable(SLUGS[reason], reason, detail)


class _Child:
    """One reading process; a thread feeds its input, one empties its output, so that neither side waits in vain."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._said = tempfile.TemporaryFile()  # a file, since nobody drains it
        self._process = _start(limits, self._said)
        self._requests: SimpleQueue[_Request | None] = SimpleQueue()
        self._replies: SimpleQueue[tuple[float, bytes | None]] = SimpleQueue()
        self._sent: deque[tuple[float, float]] = deque()  # when, and the seconds allowed
        self._free_since: float | None = None  # when it last finished something; None until it has started
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._collect)]
        for thread in self._threads:
            thread.start()

    def send(self, request: _Request) -> None:
        """Queue one file."""
        self._sent.append((monotonic(), self.limits.seconds_for(len(request.content))))
        self._requests.put(request)

    def answer(self) -> tuple[Book | Unreadable, bool]:
        """Wait for the answer to the file sent longest ago; the second part says that the process has ended."""
        sent_at, seconds = self._sent.popleft()
        while True:
            begun = max(sent_at, self._free_since) if self._free_since else sent_at
            allowed = seconds if self._free_since else START_SECONDS
            try:
                at, reply = self._replies.get(timeout=max(0.0, begun + allowed - monotonic()))
            except Empty:
                return self._lost("timeout"), True
            if reply is None:
                return self._lost(""), True
            is_first, self._free_since = not self._free_since, at
            if not is_first:
                is_last, answer = marshal.loads(reply)
                return _book(answer), is_last

    def stop(self) -> None:
        """Kill the process; a file being read is given up."""
        self._process.kill()
        self._process.wait()
        self._requests.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout, self._said):
            if stream is not None:
                stream.close()

    def _lost(self, reason: str) -> Unreadable:
        self._process.kill()
        status = self._process.wait()
        self._said.seek(0)
        said = self._said.read()[-4096:]
        if not self._free_since:
            raise RuntimeError(f"the reading process does not start: {said.decode('utf-8', 'replace')}")
        if not reason:
            out_of_memory = any(words in said for words in _OUT_OF_MEMORY)
            reason = "memory" if out_of_memory else "crashed"
        return _unreadable(reason, f"exit {status}" if reason == "crashed" else "")

    def _feed(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        while (request := self._requests.get()) is not None:
            suffix = request.suffix.encode("utf-8", "replace")
            try:
                _send(pipe, struct.pack("<II", len(suffix), len(request.content)) + suffix)
                _send(pipe, request.content)
            except OSError:  # the process ended; its output tells
                return

    def _collect(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        reply: bytes | None = b""
        while reply is not None:
            head = _receive(pipe, 4)
            reply = _receive(pipe, struct.unpack("<I", head)[0]) if head else None
            self._replies.put((monotonic(), reply))


def _start(limits: Limits, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the reader without site and environment: quicker, and nothing of the server's settings reaches it."""
    library = find_spec("python_calamine")
    if library is None or library.origin is None:
        raise ModuleNotFoundError("python-calamine is not installed", name="python_calamine")
    places = [str(Path(__file__).resolve().parents[1]), str(Path(library.origin).parents[1])]
    code = f"import sys; sys.path[:0] = {places!r}; from tonghop._reader import serve; serve(*map(float, sys.argv[1:]))"
    longest = limits.seconds_for(limits.max_bytes)
    numbers = (limits.max_unpacked, limits.max_cells, longest, limits.memory)
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", code, *map(str, numbers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        bufsize=0,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _send(pipe: IO[bytes], content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[pipe.write(view) :]


def _receive(pipe: IO[bytes], size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = pipe.read(min(size, MIB))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_MOMENTS: dict[str, Any] = {
    "date": datetime.date,
    "datetime": datetime.datetime,
    "time": datetime.time,
    "timedelta": datetime.timedelta,
}


def _book(answer: tuple[Any, ...]) -> Book | Unreadable:
    if answer[0] == "refused":
        return _unreadable(*answer[1:])
    kind, found, paragraphs, hidden_text = answer
    sheets = []
    for name, visible, rows, moments, errors, uncalculated in found:
        for row, column, moment, numbers in moments:
            rows[row][column] = _MOMENTS[moment](*numbers)
        sheets.append(Sheet(name, rows, errors, frozenset(uncalculated), visible))
    return Book(kind, tuple(sheets), tuple(paragraphs), hidden_text)
