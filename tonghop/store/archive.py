"""Files as received, byte for byte, under their sha256. Accepted or refused, none is ever changed or dropped."""

import contextlib
import hashlib
import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from glob import escape
from pathlib import Path

STALE_SECONDS = 3600.0
AT_ONCE = 8
"""Files that are written at the same time."""


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Archive:
    """A folder of files named by the sha256 of what they hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, contents: dict[str, bytes]) -> None:
        """Write every file that is not there as it should be (sha256 -> bytes); each is whole or absent, never half.

        A file is on the disk before it has its name; one that stands there with other bytes is replaced.
        """
        new = {digest: content for digest, content in contents.items() if not self._holds(digest, content)}
        if new:
            self.folder.mkdir(parents=True, exist_ok=True)
            with ThreadPoolExecutor(AT_ONCE) as writers:  # each waits for the disk, all of them for the same disk
                for _ in writers.map(lambda digest: self._write(digest, new[digest]), new):
                    pass
            sync_folder(self.folder)

    def _write(self, digest: str, content: bytes) -> None:
        write_whole(self.folder / digest, content, sync_entry=False)

    def _holds(self, digest: str, content: bytes) -> bool:
        try:
            return (self.folder / digest).read_bytes() == content
        except OSError:
            return False

    def read(self, digest: str) -> bytes:
        """Return a file's bytes. Raises FileNotFoundError where it was never kept."""
        return (self.folder / digest).read_bytes()

    def digests(self) -> set[str]:
        return {path.name for path in self.folder.glob("*") if len(path.name) == 64}


def write_whole(path: Path, content: bytes, sync: bool = True, sync_entry: bool = True) -> None:
    """Put `content` at `path` in one step: a reader sees what was there before, or all of it.

    `sync`: the bytes are on the disk before they have the name; `sync_entry`: so is the name, on return.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.new")
    try:
        with draft.open("wb") as file:
            file.write(content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if sync and sync_entry:
        sync_folder(path.parent)


def clear_stale(path: Path) -> None:
    """Clear what killed writers of this file left half written: drafts of it an hour older than the file itself.

    For files that are written without a lock; ages are told by the files alone, whatever the clock says.
    """
    written = path.stat().st_mtime
    for draft in path.parent.glob(f".{escape(path.name)}.*.new"):
        with contextlib.suppress(OSError):
            if draft.stat().st_mtime < written - STALE_SECONDS:
                draft.unlink()


def sync_all(folder: Path, names: dict[str, bytes]) -> None:
    """Force many files to the disk: one sync of the system where there is one, else file by file."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for name in names:
        sync_file(folder / name)


def sync_file(path: Path) -> None:
    """Force a file's bytes to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk (a no-op where folders cannot be opened: Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
