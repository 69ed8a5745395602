"""Versions, not updates: a DuckDB file that is there is never changed, `current` names the one that counts.

A reader opens a version read-only and is never blocked or torn; a writer holds the lock, changes a copy, moves the
pointer. A crash leaves the version before or the version after. Knows nothing of what the rows mean.
"""

import contextlib
import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from tonghop.errors import Stop
from tonghop.plan import Plan
from tonghop.plan_editions import newest
from tonghop.plan_files import parse_plan, read_plan
from tonghop.store.archive import Archive, sync_folder, write_whole
from tonghop.store.plan_tables import base_sources, lay_plan, recorded_editions, remember_plan
from tonghop.store.rows import value_of

QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"
PROJECT = QUERIES.parent
KEPT_VERSIONS = 30
KEPT_PASTS = 6
LOCK_SECONDS = 60
# What a full or locked disk raises; a commit that fails for it is a TransactionException.
CANNOT_WRITE = (
    OSError,
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)
CONFIG: dict[str, Any] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
}


def store_folder(given: str | Path | None = None) -> Path:
    """Return the store's folder: as given, else the environment's TONGHOP_STORE, else store/ in the project."""
    return Path(given or os.environ.get("TONGHOP_STORE") or PROJECT / "store")


@dataclass(frozen=True, slots=True)
class Past:
    """A time past: what was recorded until a moment, what was received until the end of a day, or both."""

    recorded_until: datetime | None = None
    received_until: date | None = None

    def and_(self, other: "Past") -> "Past":
        """Return the time past that leaves out what either leaves out."""
        moments = [m for m in (self.recorded_until, other.recorded_until) if m is not None]
        days = [d for d in (self.received_until, other.received_until) if d is not None]
        return Past(min(moments, default=None), min(days, default=None))


@dataclass(frozen=True)
class Change:
    """A version in the making: an open connection inside one transaction, and the number it will have."""

    con: duckdb.DuckDBPyConnection
    number: int
    plan: Plan


class Store:
    """One folder of versions. Cheap to make; opens nothing until asked.

    `plan_folder` (else TONGHOP_PLAN) names the plan; without it the plan that the store remembers counts, and in an
    empty store the project's own.
    """

    def __init__(self, folder: str | Path | None = None, plan_folder: str | Path | None = None) -> None:
        self.folder = store_folder(folder)
        self.archive = Archive(self.folder / "files")
        self._plan_folder = plan_folder or os.environ.get("TONGHOP_PLAN") or None
        self._anchors: dict[int, duckdb.DuckDBPyConnection] = {}
        self._looks: dict[tuple[int, Past], int] = {}
        self._looked_at: dict[int, tuple[int, Past]] = {}
        self._pasts: dict[tuple[int, Past], duckdb.DuckDBPyConnection] = {}
        self._stage: tuple[int, duckdb.DuckDBPyConnection] | None = None
        self._guard = threading.Lock()
        self._pasts_guard = threading.Lock()  # of its own: making a past keeps nobody from reading the present

    # -- reading ---------------------------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The number of the version that counts; 0 where nothing was ever stored."""
        try:
            text = (self.folder / "current").read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise _unreadable(self.folder, error) from error
        if not text.isdigit():
            raise Stop(
                f"Tệp {self.folder / 'current'} của kho dữ liệu bị hỏng.",
                "Đề nghị khôi phục từ bản sao lưu: python -m tonghop restore TỆP.",
            )
        return int(text)

    def reader(self, version: int | None = None) -> duckdb.DuckDBPyConnection:
        """Open a version (default: the current one) for reading; the caller closes the connection.

        Safe in any thread. Version 0 is a store in memory that holds the plan alone. Raises Stop where the version
        is gone or broken.
        """
        number = self.current if version is None else version
        if number < 0:
            return self.as_it_was(Past(), number)
        with self._guard:
            anchor = self._anchors.get(number)
            if anchor is None:
                anchor = self._open(number)
                for old in sorted(self._anchors)[:-2]:
                    del self._anchors[old]  # not closed: that would close the cursors of pages still at work on it
                self._anchors[number] = anchor
            return anchor.cursor()

    @contextlib.contextmanager
    def rehearsal(self, before: str) -> Iterator[Change]:
        """Yield a change of the current version that is never kept, to see what an action would do.

        What the query `before` answers stands in a table of that name. Safe in any thread: the rows are copied to
        memory once a version, each rehearsal is a transaction rolled back.
        """
        number = self.current
        with self._guard:
            if self._stage is None or self._stage[0] != number:
                con = self._in_memory(number)
                con.execute(f"create table before as {before}")
                self._stage = number, con
            con = self._stage[1].cursor()
        with contextlib.closing(con):
            con.execute("begin")
            try:
                yield Change(con, number + 1, self.plan(number))
            finally:
                con.execute("rollback")

    def as_it_was(self, past: Past, version: int | None = None) -> duckdb.DuckDBPyConnection:
        """Open what a version held at some time past, in memory.

        The caller closes the connection. Safe in any thread; the times last asked about are kept at hand.
        """
        number = self.current if version is None else version
        if number < 0:
            number, earlier = self._looked_at[number]
            past = earlier.and_(past)
        with self._pasts_guard:
            con = self._pasts.pop((number, past), None)
            if con is None:
                con = self._in_memory(number)
                _forget_later(con, past)
                lay_plan(con)
            self._pasts[number, past] = con  # the last one is the one asked about last
            for old in list(self._pasts)[:-KEPT_PASTS]:
                del self._pasts[old]  # not closed: it goes with the last cursor of a page still at work on it
            return con.cursor()

    def looking_back(self, past: Past, version: int | None = None) -> int:
        """Return a number below 0 that stands for a version at some time past wherever a version is read.

        The number holds as long as this Store does, and is the same for the same past.
        """
        look = self.current if version is None else version, past
        with self._pasts_guard:
            number = self._looks.setdefault(look, -1 - len(self._looks))
            self._looked_at[number] = look
            return number

    def plan(self, version: int | None = None) -> Plan:
        """Return the plan of a version as it holds in the end: the one named, else the one remembered, else the
        project's own, with every change that was recorded.

        Raises Stop where the store belongs to another plan than the one named.
        """
        number = self.current if version is None else version
        base = self.base_plan(number)
        if number == 0:
            return base
        with contextlib.closing(self.reader(number)) as con:
            editions = recorded_editions(con)
        return newest(base.sources, editions) if editions else base

    def base_plan(self, version: int | None = None) -> Plan:
        """Return the plan of a version without the changes that were recorded; raises as `plan`."""
        number = self.current if version is None else version
        named = read_plan(self._plan_folder) if self._plan_folder else None
        if number == 0:
            return named or read_plan()
        with contextlib.closing(self.reader(number)) as con:
            remembered = parse_plan(base_sources(con))
        if named and named.id != remembered.id:
            raise Stop(
                f"Kho dữ liệu {self.folder} thuộc kế hoạch {remembered.id}, không phải kế hoạch {named.id}.",
                "Đề nghị chọn kho dữ liệu khác bằng --store, hoặc bỏ --plan.",
            )
        return named or remembered

    # -- writing ---------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def change(self) -> Iterator[Change]:
        """Make the next version: all of the block's changes, or, when it raises, none.

        One writer at a time; another waits a minute, then Stop. Leftovers of a crash are cleared first.
        """
        with self._locked() as versions:
            yield from self._next_version(versions)

    def adopt(self, database: bytes, contents: dict[str, bytes]) -> int:
        """Make a whole database the next version, with the files it speaks of; return its number."""
        with self._locked() as versions:
            self.archive.keep(contents)
            try:
                before = self.current
            except Stop:  # a broken pointer is what a backup is restored for
                before = 0
            number = max([before, *self._numbers()]) + 1
            write_whole(versions / f"{number:06d}.duckdb", database)
            self.point_to(number)
            return number

    @contextlib.contextmanager
    def _locked(self) -> Iterator[Path]:
        from filelock import FileLock, Timeout  # a writer's cost only

        versions = self.folder / "versions"
        try:
            versions.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "lock", timeout=LOCK_SECONDS):
                self._clear_leftovers()
                yield versions
        except Timeout as error:
            raise Stop(
                f"Kho dữ liệu {self.folder} đang được người khác ghi.", "Đề nghị chờ một lát rồi làm lại."
            ) from error
        except CANNOT_WRITE as error:
            raise _unwritable(self.folder, error) from error

    def _next_version(self, versions: Path) -> Iterator[Change]:
        before = self.current
        number = max([before, *self._numbers()]) + 1
        draft = versions / f"{number:06d}.duckdb.new"
        try:
            con = self._draft(before, draft)
            try:
                plan = self.plan(before)
                con.execute("begin")
                remember_plan(con, self.base_plan(before))
                yield Change(con, number, plan)
                con.execute("commit")
                con.execute("checkpoint")
            finally:
                con.close()
            _sync_file(draft)
            draft.rename(versions / f"{number:06d}.duckdb")
        except BaseException:
            self._clear_leftovers()
            raise
        sync_folder(versions)
        self.point_to(number)
        for old in self._numbers()[:-KEPT_VERSIONS]:
            with contextlib.suppress(OSError):  # Windows: still open in a reader
                self._path(old).unlink()

    def point_to(self, number: int) -> None:
        """Move the pointer to a version that is there, in one step."""
        write_whole(self.folder / "current", f"{number}\n".encode("ascii"))

    # -- inside ----------------------------------------------------------------------------------------------

    def _path(self, number: int) -> Path:
        return self.folder / "versions" / f"{number:06d}.duckdb"

    def _clear_leftovers(self) -> None:
        """Clear what a crash left half done; only under the lock, since a draft may be another writer's."""
        for folder, drafts in (
            (self.folder / "versions", "*.new*"),
            (self.archive.folder, ".*.new"),
            (self.folder, ".current.*.new"),
        ):
            for leftover in folder.glob(drafts):
                if leftover.is_dir():  # DuckDB's own folder for what does not fit into memory
                    shutil.rmtree(leftover)
                else:
                    leftover.unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        found = (re.fullmatch(r"(\d{6,})\.duckdb", p.name) for p in (self.folder / "versions").glob("*"))
        return sorted(int(match[1]) for match in found if match)

    def _draft(self, before: int, draft: Path) -> duckdb.DuckDBPyConnection:
        """Start the next version: a plain copy, or, where that one is of older rules, its rows under today's."""
        old = self._path(before) if before else None
        if old is not None:
            with contextlib.closing(duckdb.connect(str(old), read_only=True, config=CONFIG)) as con:
                is_of_today = not _rules_differ(con)
            if is_of_today:
                shutil.copyfile(old, draft)
                return duckdb.connect(str(draft), config=CONFIG)
        # Small blocks: a campaign is a megabyte or two, and every version is a whole file.
        with contextlib.closing(duckdb.connect()) as maker:
            maker.execute(f"attach {_quoted(draft)} as store (block_size 16384)")
            maker.execute("use store")
            _lay_tables(maker, old)
            _lay_views(maker)
        return duckdb.connect(str(draft), config=CONFIG)

    def _open(self, number: int) -> duckdb.DuckDBPyConnection:
        if number == 0:
            return self._in_memory(0)
        try:
            con = duckdb.connect(str(self._path(number)), read_only=True, config=CONFIG)
            if not _rules_differ(con):
                return con
            con.close()
            return self._in_memory(number)
        except (duckdb.Error, OSError) as error:
            raise _unreadable(self.folder, error) from error

    def _in_memory(self, number: int) -> duckdb.DuckDBPyConnection:
        """A version's rows (of none but the plan's: 0) under today's rules, in memory; views reach every cursor."""
        con = duckdb.connect(config={k: v for k, v in CONFIG.items() if k != "enable_external_access"})
        _lay_tables(con, self._path(number) if number else None)
        _lay_views(con)
        if number:
            lay_plan(con)
        else:
            remember_plan(con, self.plan(0))
        return con


def _lay_tables(con: duckdb.DuckDBPyConnection, old: Path | None) -> None:
    """Make today's tables and take over the rows of an older version: what tables and columns both know."""
    con.execute((QUERIES / "schema.sql").read_text(encoding="utf-8"))
    con.execute("create table views_digest (digest varchar not null)")
    if old is None:
        return
    con.execute(f"attach {_quoted(old)} as old (read_only)")
    shared = con.execute(
        "select mine.table_name, string_agg(mine.column_name, ', ') from duckdb_columns() as mine "
        "inner join duckdb_columns() as theirs on theirs.table_name = mine.table_name "
        "and theirs.column_name = mine.column_name where mine.database_name = current_database() "
        "and theirs.database_name = 'old' and mine.table_name <> 'views_digest' group by mine.table_name"
    ).fetchall()
    for table, columns in shared:
        con.execute(f"insert into {table} ({columns}) select {columns} from old.{table}")
    con.execute("detach old")


def _forget_later(con: duckdb.DuckDBPyConnection, past: Past) -> None:
    """Take out of a copy what came later: loads with all their files' rows, files, and decisions."""
    moment = past.recorded_until or datetime.max
    con.execute("delete from loads where recorded_at > $1", [moment])
    con.execute("delete from files where load_id not in (select load_id from loads)")
    if past.received_until is not None:
        con.execute("delete from files where received_on > $1", [past.received_until])
    tables = con.execute(
        "select table_name, string_agg(column_name, ' ') from duckdb_columns() where not internal "
        "and table_name in (select table_name from duckdb_tables()) group by table_name"
    ).fetchall()
    for table, columns in tables:
        if "recorded_at" in columns.split():
            con.execute(f"delete from {table} where recorded_at > $1", [moment])
        elif "file_id" in columns.split() and table != "files":
            con.execute(f"delete from {table} where file_id not in (select file_id from files)")


def _rules() -> tuple[str, str]:
    """Today's views, and the digest of them and the tables that they stand on."""
    views = (QUERIES / "views.sql").read_text(encoding="utf-8")
    tables = (QUERIES / "schema.sql").read_text(encoding="utf-8")
    return views, hashlib.sha256((tables + views).encode()).hexdigest()


def _rules_differ(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(value_of(con, "select digest from views_digest") != _rules()[1])


def _lay_views(con: duckdb.DuckDBPyConnection) -> None:
    views, digest = _rules()
    con.execute(views)
    con.execute("insert into views_digest values (?)", [digest])


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _unreadable(folder: Path, error: BaseException) -> Stop:
    return Stop(
        f"Không đọc được kho dữ liệu {folder}: {error}.",
        "Đề nghị kiểm tra thư mục, hoặc khôi phục từ bản sao lưu: python -m tonghop restore TỆP.",
    )


def _unwritable(folder: Path, error: BaseException) -> Stop:
    return Stop(
        f"Không ghi được vào kho dữ liệu {folder}: {error}. Dữ liệu đã có vẫn nguyên vẹn.",
        "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa, hoặc chọn thư mục khác bằng --store.",
    )
