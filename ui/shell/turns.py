"""One run of a page after the other: many at once in one Python only hold each other up, and all answer late."""

import contextlib
import threading
from collections.abc import Iterator
from time import monotonic

LONG_SECONDS = 0.1
"""A run that takes longer (a file is loaded, a report made) no longer keeps others waiting."""


class Turns:
    """Gives turns in the order of asking; nobody waits for a turn that has lasted `long_seconds`."""

    def __init__(self, long_seconds: float = LONG_SECONDS) -> None:
        self._long_seconds = long_seconds
        self._change = threading.Condition()
        self._holder: object | None = None
        self._since = 0.0

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and hold it, however what is done in it ends."""
        own = object()
        with self._change:
            while self._holder is not None and (left := self._since + self._long_seconds - monotonic()) > 0:
                self._change.wait(left)
            self._holder, self._since = own, monotonic()
        try:
            yield
        finally:
            with self._change:
                if self._holder is own:
                    self._holder = None
                    self._change.notify()
