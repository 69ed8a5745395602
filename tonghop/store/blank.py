"""The store without a row: worked out once a process, for laying today's views costs more than most loads."""

import contextlib
import tempfile
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from tonghop.plan.files import parse_plan
from tonghop.store.opened import Opened
from tonghop.store.plan_tables import remember_plan
from tonghop.store.rules import lay_tables, lay_views, quoted, rules_digest

_FILES: dict[str, bytes] = {}
"""Digest of the rules -> a database file."""
_LAYING, _GUARD = threading.Lock(), threading.Lock()


def lay_blank(draft: Path) -> None:
    """Write a database file of today's tables and views without a row."""
    digest = rules_digest()
    with _LAYING:
        if digest in _FILES:
            draft.write_bytes(_FILES[digest])
        else:
            lay_file(draft, None)
            _FILES[digest] = draft.read_bytes()


def lay_ahead() -> None:
    """Begin aside what the next `lay_blank` asks for: while files are read, another core is free."""
    threading.Thread(target=_lay_aside).start()


def _lay_aside() -> None:
    import filelock  # noqa: F401 - a writer needs it soon, and the first file is not read yet

    with contextlib.suppress(OSError, duckdb.Error), tempfile.TemporaryDirectory() as folder:  # met again in lay_blank
        lay_blank(Path(folder) / "blank.duckdb")


def lay_file(draft: Path, old: Path | None) -> None:
    """Write a database file of today's tables and views with the rows of an older version."""
    # Small blocks: a campaign is a megabyte or two, and every version is a whole file.
    with contextlib.closing(duckdb.connect()) as maker:
        maker.execute(f"attach {quoted(draft)} as store (block_size 16384)")
        maker.execute("use store")
        lay_tables(maker, old)
        lay_views(maker)


def blank_in_memory(sources: Mapping[str, str], config: Mapping[str, Any]) -> Opened:
    """Return a database in memory that holds a plan alone; shared, so only for reading."""
    with _GUARD:
        return _of_plan(rules_digest(), tuple(sources.items()), tuple(config.items()))


@lru_cache(maxsize=2)
def _of_plan(
    _rules: str, sources: tuple[tuple[str, str], ...], config: tuple[tuple[str, Any], ...]
) -> Opened:
    con = duckdb.connect(config=dict(config))
    lay_tables(con, None)
    lay_views(con)
    remember_plan(con, parse_plan(dict(sources)))
    return Opened(con)
