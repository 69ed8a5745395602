"""What a database file holds once it is known to be whole: rows by table, and the files received that it speaks of.

Opens a file that nobody else has open: where another connection of the process holds it, its memory would answer, not
the disk.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tonghop.store.integrity import CONFIG, check_database


class Torn(Exception):
    """A database cannot be read whole, or is no store's; why, in words."""


@dataclass(frozen=True)
class Contents:
    """Rows by table, and the files received: sha256 -> the name it came under."""

    counts: Mapping[str, int]
    known: Mapping[str, str]


def contents_of(database: Path) -> Contents:
    """Check a database and tell what it holds; raises Torn where it cannot be read whole or is no store's."""
    for problem in check_database(database):
        raise Torn(problem.says.rstrip("."))
    try:
        return _told(database)
    except duckdb.Error as error:
        raise Torn(str(error).splitlines()[0]) from error


def _told(database: Path) -> Contents:
    with contextlib.closing(duckdb.connect(str(database), read_only=True, config=CONFIG)) as con:
        con.execute("select count(*) from plan_sources, views_digest, files").fetchall()
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        counts: dict[str, int] = {}
        known: dict[str, str] = {}
        for table in tables:
            columns = [name for name, *_ in con.execute(f"describe {_named(table)}").fetchall()]
            ((counts[table],),) = con.execute(f"select count(*) from {_named(table)}").fetchall()
            if "sha256" in columns:
                name = next((column for column in ("path", "name") if column in columns), "sha256")
                known.update(con.execute(f"select sha256, {name} from {_named(table)} where sha256 <> ''").fetchall())
        return Contents(counts, known)


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
