"""Run the reading process and talk to it over pipes, with a watch on its time.

A process of its own, not a fork: a fork would copy the server's threads and locks. Must not know what is asked or
answered: files go in, marshalled replies come out, or the reason why none came.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic, sleep
from typing import IO

WATCH_SECONDS = 0.02
START_SECONDS = 60.0  # a cold disk and a virus scanner may be slow; counts for no file
_CHUNK = 1 << 20
_LIBRARIES = ("python_calamine", "pypdf")  # that the child reads with; mostly in one place


@dataclass(frozen=True, slots=True)
class Request:
    """One file: its name's ending, its content, the seconds of processor time it may take, and those on the wall."""

    suffix: str
    content: bytes
    seconds: float
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """The process ended instead of replying: "timeout", "memory" or "crashed"."""

    reason: str
    detail: str = ""


class Process:
    """One child; a thread feeds its input, one empties its output, so that neither side waits in vain."""

    def __init__(self, limits: Sequence[float], watched_memory: int | None = None) -> None:
        """Start the child; `watched_memory`: bytes that it may hold, and a watch on its processor time, too.

        Where the system sees to both it is None.
        """
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - a file, since nobody drains a pipe; stop() closes it
        self._child = _start(limits, self._said)
        self._requests: SimpleQueue[Request | None] = SimpleQueue()
        self._replies: SimpleQueue[tuple[float, bytes | None]] = SimpleQueue()
        self._sent: deque[tuple[float, float]] = deque()  # when, and the seconds allowed on the wall
        self._allowed: deque[float] = deque()  # of processor time, for the files not answered yet
        self._answered = 0
        self._free_since: float | None = None  # when it last finished something; None until it has started
        self._is_over_memory = self._is_over_time = False
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._collect)]
        if watched_memory is not None:
            self._threads.append(threading.Thread(target=self._watch, args=(watched_memory,), daemon=True))
        for thread in self._threads:
            thread.start()

    def send(self, request: Request) -> None:
        """Hand over one file; returns at once."""
        self._sent.append((monotonic(), request.wall_seconds))
        self._allowed.append(request.seconds)
        self._requests.put(request)

    def reply(self) -> bytes | Lost:
        """Wait for the reply to the file handed over longest ago; after `Lost` only `stop` is of use."""
        sent_at, seconds = self._sent.popleft()
        while True:
            until = sent_at + START_SECONDS
            if self._free_since is not None:
                until = max(sent_at, self._free_since) + seconds
            try:
                arrived_at, reply = self._replies.get(timeout=max(0.0, until - monotonic()))
            except Empty:
                return self._lost("timeout")
            if reply is None:
                return self._lost("")
            has_started, self._free_since = self._free_since is not None, arrived_at
            if has_started:
                return reply

    def stop(self) -> None:
        """Kill the child and leave nothing of it behind."""
        self._child.kill()
        self._child.wait()
        self._requests.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (self._child.stdin, self._child.stdout, self._said):
            if stream is not None:
                stream.close()

    def _lost(self, reason: str) -> Lost:
        self._child.kill()
        status = self._child.wait()
        self._said.seek(0)
        said = self._said.read()[-4096:]
        if self._free_since is None:
            raise RuntimeError(f"the reading process does not start: {said.decode('utf-8', 'replace')}")
        if not reason:
            if self._is_over_memory or b"memory allocation" in said or b"MemoryError" in said:
                status = -9
            reason = {-9: "memory", -27: "timeout"}.get(status, "crashed")  # the system's SIGKILL and SIGPROF
            if self._is_over_time:
                reason = "timeout"
        return Lost(reason, f"exit {status}" if reason == "crashed" else "")

    def _feed(self) -> None:
        pipe = self._child.stdin
        assert pipe is not None
        while (request := self._requests.get()) is not None:
            suffix = request.suffix.encode("utf-8", "replace")
            try:
                _send(pipe, struct.pack("<IId", len(suffix), len(request.content), request.seconds) + suffix)
                _send(pipe, request.content)
            except OSError:  # the child ended; its output tells
                return

    def _watch(self, most: int) -> None:
        """Kill the child when it takes more than it may: for systems without such limits (Windows, macOS)."""
        import psutil

        with contextlib.suppress(psutil.Error):  # the child has ended
            child = psutil.Process(self._child.pid)
            seen, used_before = -1, 0.0
            while self._child.poll() is None:
                used = sum(child.cpu_times()[:2])
                if seen != self._answered:  # the next file's time begins
                    seen, used_before = self._answered, used
                self._is_over_memory = child.memory_info().rss > most
                with contextlib.suppress(IndexError):  # it waits for files
                    self._is_over_time = used - used_before > self._allowed[0] and seen == self._answered
                if self._is_over_memory or self._is_over_time:
                    self._child.kill()
                    return
                sleep(WATCH_SECONDS)

    def _collect(self) -> None:
        pipe = self._child.stdout
        assert pipe is not None
        reply: bytes | None = b""
        is_ready = False
        while reply is not None:
            head = _receive(pipe, 4)
            reply = _receive(pipe, struct.unpack("<I", head)[0]) if head else None
            if is_ready and reply is not None:
                self._allowed.popleft()
            is_ready, self._answered = True, self._answered + 1
            self._replies.put((monotonic(), reply))


def _start(limits: Sequence[float], said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the child without site and environment: quicker, and nothing of the server's settings reaches it."""
    places = [str(Path(__file__).resolve().parents[2])]
    for name in _LIBRARIES:
        library = find_spec(name)
        if library is None or library.origin is None:
            raise ModuleNotFoundError(f"{name} is not installed", name=name)
        places.append(str(Path(library.origin).parents[1]))
    places = list(dict.fromkeys(places))
    begin = "from tonghop.officefiles import worker; worker.serve(*map(float, sys.argv[1:]))"
    code = f"import sys; sys.path[:0] = {places!r}; {begin}"
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", code, *map(str, limits)],
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
        part = pipe.read(min(size, _CHUNK))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
