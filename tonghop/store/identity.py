"""Which store it is: a folder and the sign that its first writer gave it.

Copies bear the sign of what they were copied from and lie elsewhere; what takes a store's place lies in the same folder
and bears another sign. Older programs pass it over.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from tonghop.store.archive import write_whole

FILE = "identity"


def identity_of(folder: Path) -> str:
    """Return what tells a store from any other; cheap, asked for every answer that is remembered."""
    place = str(folder.absolute())
    path = f"{place}{os.sep}{FILE}"
    try:
        stamp = os.stat(path)  # noqa: PTH116 - a Path costs more than the question
    except OSError:  # never written by a program that gives one
        return place
    return f"{place}#{_sign(path, stamp.st_ino, stamp.st_mtime_ns)}"


def give_identity(folder: Path) -> None:
    """Give a store its sign where it has none; only under the lock of writers."""
    path = folder / FILE
    if not path.exists():
        write_whole(path, f"{secrets.token_hex(8)}\n".encode("ascii"))


@lru_cache(maxsize=64)
def _sign(path: str, inode: int, written: int) -> str:
    """The sign, read anew where the file is another."""
    try:
        return Path(path).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return f"{inode}-{written}"
