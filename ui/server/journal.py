"""What the server has to say is also written down beside the data, in files that never grow past their share."""

import contextlib
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tonghop.visible import visible

SIZE = 1_000_000
OLDER = 5
"""Bytes of one file, and how many full ones are kept beside the one that is written."""


class _OneRecordALine(logging.Formatter):
    """A name with line ends or signs of direction in it writes no lines of its own: whatever it says is indented."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record)).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\n    ")


@contextlib.contextmanager
def kept(folder: Path, size: int = SIZE, older: int = OLDER) -> Iterator[Path]:
    """Write warnings and errors to `folder`/may-chu.log until the block ends; yield that file.

    Nothing is made before there is something to say. A folder that cannot be written to costs the file, not the server:
    logging tells it on the terminal, where everything is told as well.
    """
    path = folder / "may-chu.log"
    handler = _Rotating(path, maxBytes=size, backupCount=older, encoding="utf-8", delay=True)
    handler.setFormatter(_OneRecordALine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    speaking = _speaking()
    for logger in speaking:
        logger.addHandler(handler)
    try:
        yield path
    finally:
        for logger in speaking:
            logger.removeHandler(handler)
        handler.close()


class _Rotating(RotatingFileHandler):
    def _open(self):  # type: ignore[no-untyped-def]  # the standard library's own type is private to its stubs
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()


def _speaking() -> list[logging.Logger]:
    """The root and every logger that passes nothing on to it (Streamlit's and its server's)."""
    known = (one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger))
    return [logging.root, *(one for one in known if not one.propagate)]
