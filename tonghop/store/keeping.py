"""What lies beside the versions, and which stay: digests, marks, leftovers of the killed. Works on plain paths.

Only under the lock of writers, but for what only reads.
"""

import contextlib
import shutil
from pathlib import Path

from tonghop.store.archive import write_whole
from tonghop.store.integrity import DIGEST
from tonghop.store.pointer import version_numbers

AT_ONCE = 2
LEFTOVERS = (
    ("versions", "*.new*"),
    ("files", ".*.new"),
    ("", ".current.*.new"),
    ("", ".identity.*.new"),
    ("digests", ".*.new"),
    ("kept", ".*.new"),
)
"""Folder, and what writers under the lock name what is half done."""


def remember_digest(folder: Path, number: int, digest: str) -> None:
    """Keep what the file of a version is, before it takes its name."""
    path = _digest_path(folder, number)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, f"{digest}\n".encode("ascii"))


def remembered_digest(folder: Path, number: int) -> str | None:
    """What the file of a version was when it was written; None where that was not remembered (older programs)."""
    try:
        text = _digest_path(folder, number).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return None
    return text if DIGEST.fullmatch(text) else None


def keep_mark(folder: Path, number: int) -> None:
    """Mark a version as never to be cleared away. Raises OSError where that cannot be written."""
    mark = folder / "kept" / f"{number:06d}"
    if not mark.exists():
        mark.parent.mkdir(exist_ok=True)
        write_whole(mark, b"")


def clear_old_versions(folder: Path, newest: int, seconds: float) -> None:
    """Keep so many newest, those of so many seconds before them (a tab may show them) and those that are marked.

    Ages are told by the files alone, and few go at once, the oldest first: a clock that ran ahead for a write or two
    makes all look old, and clears next to nothing away.
    """
    cleared = 0
    marked = {path.name for path in (folder / "kept").glob("*")}
    numbers = version_numbers(folder)
    oldest_kept = _version(folder, numbers[-1]).stat().st_mtime - seconds
    for old in numbers[:-newest]:
        path = _version(folder, old)
        with contextlib.suppress(OSError):  # Windows: still open in a reader
            if cleared < AT_ONCE and path.stem not in marked and path.stat().st_mtime < oldest_kept:
                path.unlink()
                cleared += 1
                _digest_path(folder, old).unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> None:
    """Clear what a crash left half done; a draft may be another writer's without the lock."""
    for place, drafts in LEFTOVERS:
        for leftover in (folder / place).glob(drafts):
            if leftover.is_dir():  # DuckDB's own folder for what does not fit into memory
                shutil.rmtree(leftover)
            else:
                leftover.unlink(missing_ok=True)


def free_number(folder: Path, before: int) -> int:
    """A number that no version ever had: pages and readers may still hold what was put aside by it."""
    aside = [int(path.stem) for path in folder.glob("damaged/*/*.duckdb") if path.stem.isdigit()]
    return max([before, *version_numbers(folder), *aside]) + 1


def _version(folder: Path, number: int) -> Path:
    return folder / "versions" / f"{number:06d}.duckdb"


def _digest_path(folder: Path, number: int) -> Path:
    return folder / "digests" / f"{number:06d}"
