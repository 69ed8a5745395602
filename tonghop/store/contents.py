"""What a database file holds, read whole: tables with their rows, and the files received that it speaks of.

Opens a file that nobody else has open: where another connection of the process holds it, its memory would answer, not
the disk.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tonghop.store.versions import CONFIG


@dataclass(frozen=True)
class Contents:
    """Rows by table, and the files received: sha256 -> the name it came under."""

    counts: Mapping[str, int]
    known: Mapping[str, str]


def contents_of(database: Path) -> Contents:
    """Read every value of every table; raises duckdb.Error where one can't be, or it is no store's database."""
    with contextlib.closing(duckdb.connect(str(database), read_only=True, config=CONFIG)) as con:
        con.execute("select count(*) from plan_sources, views_digest, files").fetchall()
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        counts: dict[str, int] = {}
        known: dict[str, str] = {}
        for table in tables:
            columns = [name for name, *_ in con.execute(f"describe {_named(table)}").fetchall()]
            read = ", ".join(map(_named, columns))
            # a hash of all values makes every block be read, and its checksum looked at
            ((counts[table], _),) = con.execute(
                f"select count(*), bit_xor(hash({read})) from {_named(table)}"
            ).fetchall()
            if "sha256" in columns:
                name = next((column for column in ("path", "name") if column in columns), "sha256")
                known.update(con.execute(f"select sha256, {name} from {_named(table)} where sha256 <> ''").fetchall())
        return Contents(counts, known)


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
