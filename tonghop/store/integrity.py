"""Is a store what it was written as? Looks at plain paths, changes nothing, and names what is not as it should be.

DuckDB holds a checksum of every block and compares it when the block is read: reading every column of every table
finds a flipped bit. Blocks that hold nothing are never read; the digest of the whole file speaks for those.
"""

import contextlib
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

CONFIG: dict[str, Any] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
}
DIGEST = re.compile(r"[0-9a-f]{64}")
Kind = Literal["database", "digest", "archive", "missing"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `database` a version's file cannot be read whole; `digest` it is not the file that was
    written, though every row can be read; `archive` a received file is not what its name says; `missing` a received
    file that rows speak of is not there. `name` is a file's name; `says` is for people.
    """

    kind: Kind
    name: str
    says: str


def digest_of(path: Path) -> str:
    """Return the sha256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_database(database: Path, archive: Path | None = None, digest: str | None = None) -> tuple[Problem, ...]:
    """Read one version whole: every column of every row; against `digest` where it is known.

    With `archive`, every file that its rows speak of must be there (what it holds is `check_archive`'s).
    """
    name = database.name
    try:
        with _opened_afresh(database) as con:
            tables = [row[0] for row in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
            for table in tables:
                con.execute(f'select bit_xor(hash(every)) from "{table}" as every').fetchall()
            spoken_of = _spoken_of(con, set(tables))
        if digest is not None and digest_of(database) != digest:
            return (Problem("digest", name, f"Tệp {name} không còn như lúc ghi, tuy các dòng vẫn đọc được."),)
    except FileNotFoundError:
        return (Problem("database", name, f"Không thấy tệp {name}."),)
    except (duckdb.Error, OSError) as error:
        if not database.exists():
            return (Problem("database", name, f"Không thấy tệp {name}."),)
        return (Problem("database", name, f"Tệp {name} không đọc được trọn vẹn: {_first_line(error)}."),)
    if archive is None:
        return ()
    return tuple(
        Problem("missing", sha256, f"Thiếu tệp đã nhận “{path}” ({sha256[:12]}…).")
        for sha256, path in sorted(spoken_of.items())
        if not (archive / sha256).is_file()
    )


@contextlib.contextmanager
def _opened_afresh(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy: a file that this process has open already is answered from what it remembers, not from the disk."""
    with tempfile.TemporaryDirectory(prefix="tonghop-") as folder:
        copy = Path(folder) / database.name
        shutil.copyfile(database, copy)
        with contextlib.closing(duckdb.connect(str(copy), read_only=True, config=CONFIG)) as con:
            yield con


def check_archive(archive: Path) -> tuple[Problem, ...]:
    """Work out the sha256 of every file received and hold it against its name."""
    found = []
    for path in sorted(archive.glob("*")) if archive.is_dir() else []:
        if DIGEST.fullmatch(path.name):
            problem = check_file(path)
            found.extend([problem] if problem else [])
    return tuple(found)


def check_file(path: Path) -> Problem | None:
    """Hold one file of the archive against its name, which is its sha256."""
    name = path.name
    try:
        if digest_of(path) == name:
            return None
        why = "không còn byte nào" if path.stat().st_size == 0 else "nội dung đã khác lúc nhận"
    except OSError as error:
        why = f"không đọc được ({_first_line(error)})"
    return Problem("archive", name, f"Tệp đã nhận {name[:12]}… bị hỏng: {why}.")


def _spoken_of(con: duckdb.DuckDBPyConnection, tables: set[str]) -> dict[str, str]:
    """The files that a version's rows speak of: sha256 -> a name that people know."""
    found: dict[str, str] = {}
    for table, column in (("attachments", "name"), ("files", "path")):
        if table in tables:
            rows = con.execute(f"select sha256, {column} from {table} where sha256 <> ''").fetchall()
            found.update(rows)
    return found


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(". ")
