"""Writes what a load has read into the next version: files, findings, rows, all with their places.

Decides one thing only: which files count already (CONTRACT §3, `duplicate`).
"""

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import duckdb

from tonghop.errors import Stop
from tonghop.findings import Finding
from tonghop.forms import PAPER_ENTRY
from tonghop.intake.receipts import Said, Source
from tonghop.intake.unit_paper import Paper
from tonghop.records import TABLES, Record
from tonghop.store.rows import append, value_of
from tonghop.store.versions import Store

ACCEPTED, PARTIAL, REFUSED, DUPLICATE, PAPER = "accepted", "partial", "refused", "duplicate", "paper"


class NothingNew(Exception):
    """Raised in a version in the making where there is nothing to write after all: no version is made."""


@dataclass(frozen=True)
class Received:
    """One file as it goes into the store. `content` is None where the store has the bytes already."""

    path: str
    sha256: str
    content: bytes | None
    form: str | None
    unit_id: str | None
    encoding: str | None
    status: str
    findings: tuple[Finding, ...]
    records: tuple[Record, ...]
    refused_units: tuple[str, ...]
    paper: Paper | None = None


def standing_digests(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the sha256 of every file of which something counts: a sheet of a unit, or receipts; and of papers kept.

    The sample's files are left out: real files put it out, be they the same. What was confirmed of a paper counts by
    the paper, and is no file handed in.
    """
    rows = con.execute(
        "select sha256 from counted_files "
        "where not is_sample and form is distinct from 'paper_entry' and (file_id in (select file_id from "
        "standing_sheets) or file_id in (select file_id from receipts)) "
        "union select sha256 from files_standing(false) where not is_sample and status = 'paper'"
    ).fetchall()
    return {digest for (digest,) in rows}


def learned_aliases(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what people on screen said that names mean: name -> unit id, the newest word for each name."""
    rows = con.execute("select name, unit_id from learned_aliases order by rowid").fetchall()
    return dict(rows)


def known_models(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Return the names of each unit's models that count, the sample's left out."""
    known: dict[str, set[str]] = {}
    rows = con.execute(
        "select unit_id, name from counted_models where file_id in (select file_id from files where not is_sample)"
    ).fetchall()
    for unit_id, name in rows:
        known.setdefault(unit_id, set()).add(name)
    return known


def known_sheets(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Return the unit and sheet of all data that stand, the sample's left out."""
    rows = con.execute(
        "select unit_id, sheet from standing_sheets where file_id in (select file_id from files where not is_sample)"
    ).fetchall()
    return {(unit_id, sheet) for unit_id, sheet in rows}


def known_receipts(con: duckdb.DuckDBPyConnection) -> tuple[tuple[Source, ...], frozenset[Said]]:
    """Return the sources of receipts that count, the sample's left out, and what was struck out in all of them."""
    struck = con.execute(
        "select unit_id, obligation_id, received_on, copies from recorded_receipts where struck >= times"
    ).fetchall()
    gone: frozenset[Said] = frozenset(struck)
    rows = con.execute(
        "select counted_files.file_id, counted_files.path, counted_files.received_on, "
        "counted_files.form <> 'receipt_entry', receipts.unit_id, receipts.obligation_id, receipts.received_on, "
        "receipts.copies from receipts inner join counted_files on counted_files.file_id = receipts.file_id "
        "where not counted_files.is_sample order by counted_files.recency"
    ).fetchall()
    refused: dict[int, set[str]] = {}
    for file_id, unit_id in con.execute("select file_id, unit_id from refused_units").fetchall():
        refused.setdefault(file_id, set()).add(unit_id)
    sources = []
    for (file_id, path, received_on, is_register), group in groupby(rows, lambda row: row[:4]):
        counts = Counter(row[4:] for row in group if row[4:] not in gone)
        name = path.rpartition("/")[2]
        sources.append(Source(name, received_on, is_register, counts, frozenset(refused.get(file_id, ()))))
    return tuple(sources), gone


@dataclass(frozen=True)
class Known:
    """What a version knows that bears on reading: learned aliases, what counts: files, models, sheets, receipts."""

    aliases: dict[str, str]
    digests: set[str]
    models: dict[str, set[str]]
    sheets: set[tuple[str, str]]
    receipts: tuple[Source, ...] = ()
    struck: frozenset[Said] = frozenset()


def what_is_known(store: Store, version: int) -> Known:
    """Return what a version knows; an empty store knows nothing and is not opened for it."""
    if version == 0:
        return Known({}, set(), {}, set())
    with contextlib.closing(store.reader(version)) as con:
        return Known(
            learned_aliases(con), standing_digests(con), known_models(con), known_sheets(con), *known_receipts(con)
        )


@dataclass(frozen=True)
class Stored:
    """The version that a load is in, and the sha256 of the files that it brought itself."""

    version: int
    digests: frozenset[str] = frozenset()


def record_load(
    store: Store,
    received: Sequence[Received],
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
    is_sample: bool = False,
) -> Stored:
    """Store one load as one version; files that count already are left out.

    Real files put the sample campaign out: a store never mixes the two. Where nothing new is left, no version is
    made and the current number is returned. Raises Stop where the store cannot be written.
    """
    version = store.current
    standing = what_is_known(store, version).digests
    if all(_counts_already(file, standing) for file in received):
        # handed in again: the one way to put right a kept file that was lost or damaged
        store.archive.keep({f.sha256: f.content for f in received if f.content is not None and f.sha256 in standing})
        return Stored(version)
    with contextlib.suppress(NothingNew), store.change() as change:
        new = new_of(change.con, received)
        if not is_sample and not new:  # another load brought them meanwhile
            raise NothingNew
        write_load(
            change.con,
            received,
            received_on=received_on,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            is_sample=is_sample,
        )
        store.archive.keep({f.sha256: f.content for f in received if f.content is not None})
        return Stored(change.number, frozenset(file.sha256 for file in new))
    return Stored(store.current)


def write_load(
    con: duckdb.DuckDBPyConnection,
    received: Sequence[Received],
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
    is_sample: bool = False,
) -> None:
    """Write one load's rows into a version in the making; files that count already are left out."""
    if not is_sample:
        forget_sample(con)
    elif value_of(con, "select count(*) from files where not is_sample"):
        raise Stop("Kho đã có dữ liệu thật; không nạp dữ liệu minh họa.", "Đề nghị dùng kho khác (--store).")
    new = new_of(con, received)
    load_id = _next(con, "loads", "load_id")
    first = next_file_id(con)
    append(con, "loads", [(load_id, received_on, recorded_at, recorded_by)])
    append(
        con,
        "files",
        [
            (i, load_id, f.sha256, f.path, f.form, f.unit_id, f.encoding, f.status, received_on, is_sample)
            for i, f in enumerate(new, first)
        ],
    )
    papers = [(i, p.kind, p.number, p.issued_on, p.subject) for i, f in enumerate(new, first) if (p := f.paper)]
    append(con, "unit_papers", papers)
    append(con, "refused_units", [(i, unit) for i, f in enumerate(new, first) for unit in f.refused_units])
    append(
        con,
        "findings",
        [
            (i, place, g.slug, g.severity, g.sheet, g.cell, g.value, g.message, g.unit_id)
            for i, f in enumerate(new, first)
            for place, g in enumerate(f.findings)
        ],
    )
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in TABLES.values()}
    for i, f in enumerate(new, first):
        for kind, records in groupby(f.records, type):
            rows[TABLES[kind]].extend((i, *record) for record in records)
    for table, values in rows.items():
        append(con, table, values)


def new_of(con: duckdb.DuckDBPyConnection, received: Sequence[Received]) -> list[Received]:
    """Return the files of a load that do not count already, each content once; what is confirmed is always new."""
    standing = standing_digests(con)
    new = []
    for file in received:
        if file.form == PAPER_ENTRY:
            new.append(file)
        elif not _counts_already(file, standing):
            new.append(file)
            if file.status in (ACCEPTED, PARTIAL, PAPER):
                standing.add(file.sha256)
    return new


FILE_TABLES = (
    "refused_units", "unit_papers", "findings", "withdrawals", "corrected_figures", "attachments", "receipt_papers",
    *TABLES.values(),
)  # fmt: skip
"""The tables whose rows are of a file."""


def forget_sample(con: duckdb.DuckDBPyConnection) -> None:
    """Take every row of the sample campaign out: it is made up and can be made again."""
    if not holds_sample_rows(con):
        return
    for table in FILE_TABLES:
        con.execute(f"delete from {table} where file_id in (select file_id from files where is_sample)")
    con.execute("delete from loads where load_id in (select load_id from files where is_sample)")
    con.execute("delete from files where is_sample")


def clear_sample(store: Store) -> bool:
    """Clear the sample campaign before real work; return whether there was one."""
    if not holds_sample(store):
        return False
    with store.change() as change:
        forget_sample(change.con)
    return True


def holds_sample(store: Store, version: int | None = None) -> bool:
    with contextlib.closing(store.reader(version)) as con:
        return holds_sample_rows(con)


def holds_sample_rows(con: duckdb.DuckDBPyConnection) -> bool:
    """Does the version behind a connection hold the sample campaign?"""
    return bool(value_of(con, "select count(*) from files where is_sample"))


def is_empty(store: Store) -> bool:
    """Return whether no file was ever stored here."""
    with contextlib.closing(store.reader()) as con:
        return not value_of(con, "select count(*) from files")


def _counts_already(file: Received, standing: set[str]) -> bool:
    return file.status == DUPLICATE or file.sha256 in standing


def next_file_id(con: duckdb.DuckDBPyConnection) -> int:
    return _next(con, "files", "file_id")


def _next(con: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    return int(value_of(con, f"select coalesce(max({column}), 0) + 1 from {table}"))
