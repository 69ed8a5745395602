"""Versions, not updates: a DuckDB file that is there is never changed, `current` names the one that counts.

A reader opens a version read-only and is never blocked or torn; a writer holds the lock, changes a copy, moves the
pointer. A crash leaves the version before or the version after. Knows nothing of what the rows mean.
"""

import contextlib
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from tonghop import clock
from tonghop.errors import Stop
from tonghop.plan import Plan
from tonghop.plan_editions import newest
from tonghop.plan_files import parse_plan, read_plan
from tonghop.store.archive import Archive, sha256_of, sync_folder, write_whole
from tonghop.store.identity import give_identity, identity_of
from tonghop.store.integrity import CONFIG, DIGEST, Problem, check_database, digest_of
from tonghop.store.plan_tables import base_sources, lay_plan, recorded_editions, remember_plan
from tonghop.store.pointer import RESTORE, current_of, point, refuse_newer, refuse_question_mark, version_numbers
from tonghop.store.queue import turn
from tonghop.store.rows import value_of

QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"
PROJECT = QUERIES.parent
KEPT_VERSIONS = 30
KEPT_SECONDS = 24 * 3600
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
        self._shown = ""
        self._anchors: dict[int, duckdb.DuckDBPyConnection] = {}
        self._looks: dict[tuple[int, Past], int] = {}
        self._looked_at: dict[int, tuple[int, Past]] = {}
        self._pasts: dict[tuple[str, int, Past], duckdb.DuckDBPyConnection] = {}
        self._stage: tuple[tuple[str, int, str], duckdb.DuckDBPyConnection] | None = None
        self._guard = threading.Lock()
        self._stage_guard = threading.Lock()
        self._pasts_guard = threading.Lock()  # of its own: making a past keeps nobody from reading the present

    # -- reading ---------------------------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The number of the version that counts; 0 where nothing was ever stored. Raises Stop as `current_of`."""
        return current_of(self.folder)

    @property
    def identity(self) -> str:
        """What tells this store from any other, one that takes its place in the same folder too: for keys of caches."""
        return identity_of(self.folder)

    def reader(self, version: int | None = None) -> duckdb.DuckDBPyConnection:
        """Open a version (default: the current one) for reading; the caller closes the connection.

        Safe in any thread. Version 0 is a store in memory that holds the plan alone. Raises Stop where the version
        is gone or broken.
        """
        number = self.current if version is None else version
        if number < 0:
            return self.as_it_was(Past(), number)
        with self._guard:
            self._forget_another()
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
        memory once a version, each rehearsal is a transaction rolled back, one after the other (two at once would be
        in each other's way); readers of the store wait for none of it.
        """
        number = self.current
        with self._stage_guard:
            asked = self.identity, number, before
            if self._stage is None or self._stage[0] != asked:
                made = self._in_memory(number)
                made.execute(f"create table before as {before}")
                self._stage = asked, made
            with contextlib.closing(self._stage[1].cursor()) as con:
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
            look = self.identity, number, past
            con = self._pasts.pop(look, None)
            if con is None:
                con = self._in_memory(number)
                _forget_later(con, past)
                lay_plan(con)
            self._pasts[look] = con  # the last one is the one asked about last
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
            refuse_newer(self.folder)
            self.archive.keep(contents)
            number = self._free_number(self._pointed_to() or 0)  # a broken pointer is what a backup is restored for
            self._remember_digest(number, sha256_of(database))
            write_whole(versions / f"{number:06d}.duckdb", database)
            self.point_to(number)
            return number

    def keep_version(self, number: int) -> None:
        """Never clear away this version, however old (a meeting was held over it, a report names it).

        Raises OSError where the store cannot be written.
        """
        mark = self.folder / "kept" / f"{number:06d}"
        if not mark.exists():
            mark.parent.mkdir(exist_ok=True)
            write_whole(mark, b"")

    def version_path(self, number: int) -> Path:
        return self.folder / "versions" / f"{number:06d}.duckdb"

    def problems_of(self, number: int) -> tuple[Problem, ...]:
        """Check one version and that the files it speaks of are there; empty where all is well."""
        return check_database(self.version_path(number), self.archive.folder, self._digest(number))

    def go_back_to(self, number: int, aside: list[Path], seen: int | None) -> Path | None:
        """Make a version that stands here the one that counts; put damaged files aside. Return where they are.

        Nothing is deleted. Raises Stop where a newer program wrote the store, or where the pointer is no longer what
        it was `seen` as (None: gone or broken): going back would pass over what was recorded meanwhile.
        """
        with self._locked():
            refuse_newer(self.folder)
            if self._pointed_to() != seen:
                raise Stop(
                    "Kho dữ liệu vừa có ghi nhận mới, sau lúc kiểm tra. Không có gì thay đổi.",
                    "Đề nghị kiểm tra lại kho rồi mới sửa.",
                )
            there = None
            if aside:
                there = self.folder / "damaged" / f"{clock.now():%Y-%m-%d %Hh%Mm%S}-{os.getpid()}"
                there.mkdir(parents=True)
            self._remember_digest(number, digest_of(self.version_path(number)))
            self.point_to(number)
            for path in aside:
                if there is not None:
                    with contextlib.suppress(FileNotFoundError):
                        path.rename(there / path.name)
            return there

    @contextlib.contextmanager
    def _locked(self) -> Iterator[Path]:
        from filelock import Timeout  # a writer's cost only

        refuse_question_mark(self.folder)
        versions = self.folder / "versions"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with turn(self.folder, LOCK_SECONDS):
                give_identity(self.folder)
                versions.mkdir(exist_ok=True)
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
        if before == 0 and not (self.folder / "current").exists():
            self.point_to(0)  # says that what a first writer leaves behind when it is stopped never counted
        # where nothing counted yet, what stands as 1 is of a first writer that was stopped
        number = self._free_number(before) if before else 1
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
            self._remember_digest(number, digest_of(draft))
            draft.replace(versions / f"{number:06d}.duckdb")
        except BaseException:
            self._clear_leftovers()
            raise
        sync_folder(versions)
        self.point_to(number)
        self._clear_old_versions()

    def _clear_old_versions(self) -> None:
        """Keep the newest, those of the day before it (a tab may show them) and those that a meeting marked.

        Ages are told by the files alone: a clock that is set meanwhile clears nothing away.
        """
        marked = {path.name for path in (self.folder / "kept").glob("*")}
        numbers = self._numbers()
        oldest_kept = self.version_path(numbers[-1]).stat().st_mtime - KEPT_SECONDS
        for old in numbers[:-KEPT_VERSIONS]:
            path = self.version_path(old)
            with contextlib.suppress(OSError):  # Windows: still open in a reader
                if path.stem not in marked and path.stat().st_mtime < oldest_kept:
                    path.unlink()
                    self._digest_path(old).unlink(missing_ok=True)

    def point_to(self, number: int) -> None:
        """Move the pointer to a version that is there, in one step."""
        point(self.folder, number)

    # -- inside ----------------------------------------------------------------------------------------------

    def _forget_another(self) -> None:
        """Let go of what is open where another store took this one's place; under the guard."""
        if self._shown != self.identity:
            self._shown = self.identity
            self._anchors.clear()  # not closed: pages may still be at work on it

    def _digest_path(self, number: int) -> Path:
        return self.folder / "digests" / f"{number:06d}"

    def _remember_digest(self, number: int, digest: str) -> None:
        path = self._digest_path(number)
        path.parent.mkdir(exist_ok=True)
        write_whole(path, f"{digest}\n".encode("ascii"))

    def _digest(self, number: int) -> str | None:
        """What the file of a version was when it was written; None where that was not remembered (older programs)."""
        try:
            text = self._digest_path(number).read_text(encoding="ascii", errors="replace").strip()
        except OSError:
            return None
        return text if DIGEST.fullmatch(text) else None

    def _clear_leftovers(self) -> None:
        """Clear what a crash left half done; only under the lock, since a draft may be another writer's."""
        for folder, drafts in (
            (self.folder / "versions", "*.new*"),
            (self.archive.folder, ".*.new"),
            (self.folder, ".current.*.new"),
            (self.folder / "digests", ".*.new"),
            (self.folder / "kept", ".*.new"),
            (self.folder, ".identity.*.new"),
        ):
            for leftover in folder.glob(drafts):
                if leftover.is_dir():  # DuckDB's own folder for what does not fit into memory
                    shutil.rmtree(leftover)
                else:
                    leftover.unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        return version_numbers(self.folder)

    def _pointed_to(self) -> int | None:
        """The version that counts, None where the pointer is gone or broken."""
        try:
            return self.current
        except Stop:
            return None

    def _free_number(self, before: int) -> int:
        """A number that no version ever had: pages and readers may still hold what was put aside by it."""
        aside = [int(path.stem) for path in self.folder.glob("damaged/*/*.duckdb") if path.stem.isdigit()]
        return max([before, *self._numbers(), *aside]) + 1

    def _draft(self, before: int, draft: Path) -> duckdb.DuckDBPyConnection:
        """Start the next version: a plain copy, or, where that one is of older rules, its rows under today's."""
        old = self.version_path(before) if before else None
        if old is not None:
            self._stop_where_damaged(before)
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

    def _stop_where_damaged(self, number: int) -> None:
        """What is damaged is never copied on: the whole file against its digest, without one every row is read."""
        path, digest = self.version_path(number), self._digest(number)
        if digest is not None and path.exists() and digest_of(path) == digest:
            return
        problems = check_database(path, digest=digest)
        if problems:
            raise _damaged(self.folder, problems[0].says)

    def _open(self, number: int) -> duckdb.DuckDBPyConnection:
        if number == 0:
            return self._in_memory(0)
        refuse_question_mark(self.folder)
        self._stop_where_gone(number)
        try:
            con = duckdb.connect(str(self.version_path(number)), read_only=True, config=CONFIG)
            if not _rules_differ(con):
                return con
            con.close()
            return self._in_memory(number)
        except (duckdb.Error, OSError) as error:
            self._stop_where_gone(number)  # a writer may have cleared it at this moment
            raise _unreadable(self.folder, error) from error

    def _stop_where_gone(self, number: int) -> None:
        if not self.version_path(number).exists() and number != self.current and self._numbers():
            raise Stop(
                f"Phiên bản {number} của kho dữ liệu {self.folder} không còn được giữ.",
                "Đề nghị tải lại trang để xem dữ liệu mới nhất.",
            )

    def _in_memory(self, number: int) -> duckdb.DuckDBPyConnection:
        """A version's rows (of none but the plan's: 0) under today's rules, in memory; views reach every cursor."""
        con = duckdb.connect(config={k: v for k, v in CONFIG.items() if k != "enable_external_access"})
        _lay_tables(con, self.version_path(number) if number else None)
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
    strange = con.execute(
        "select concat_ws('.', theirs.table_name, theirs.column_name) from duckdb_columns() as theirs "
        "inner join duckdb_tables() as tables on tables.table_name = theirs.table_name "
        "and tables.database_name = 'old' "
        "left join duckdb_columns() as mine on mine.table_name = theirs.table_name "
        "and mine.column_name = theirs.column_name and mine.database_name = current_database() "
        "where theirs.database_name = 'old' and mine.column_name is null order by 1"
    ).fetchall()
    if strange:
        con.execute("detach old")
        raise Stop(
            f"Phiên bản {old.stem} của kho dữ liệu có {len(strange)} mục mà chương trình này không biết "
            f"({strange[0][0]}): kho do chương trình Tổng hợp mới hơn ghi. Không có gì thay đổi.",
            "Đề nghị cập nhật chương trình Tổng hợp trên máy này rồi mở lại.",
        )
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


def in_words(error: BaseException, folder: Path | None = None) -> Stop:
    """What DuckDB or the disk says over a store, as a person needs it."""
    where = f" {folder}" if folder else ""
    if "version number" in str(error):  # DuckDB's words over a file that a newer DuckDB wrote
        return Stop(
            f"Kho dữ liệu{where} do chương trình Tổng hợp mới hơn ghi (bằng DuckDB mới hơn bản {duckdb.__version__} "
            "trên máy này). Không có gì thay đổi.",
            "Đề nghị cập nhật chương trình Tổng hợp cùng thư viện DuckDB trên máy này (python dev.py update).",
        )
    said = (str(error).splitlines() or [type(error).__name__])[0].rstrip(". ")
    return Stop(
        f"Không đọc được kho dữ liệu{where}: {said}.",
        "Đề nghị chạy python -m tonghop verify để biết chỗ hỏng, python -m tonghop repair để dùng lại phiên bản mới "
        f"nhất còn tốt, hoặc {RESTORE}",
    )


def _unreadable(folder: Path, error: BaseException) -> Stop:
    return in_words(error, folder)


def _damaged(folder: Path, says: str) -> Stop:
    return Stop(
        f"Không ghi tiếp vào kho dữ liệu {folder} vì phiên bản hiện tại bị hỏng: {says} Không có gì thay đổi.",
        "Đề nghị chạy python -m tonghop verify để biết chỗ hỏng, python -m tonghop repair để dùng lại phiên bản mới "
        f"nhất còn tốt, hoặc {RESTORE}",
    )


def _unwritable(folder: Path, error: BaseException) -> Stop:
    return Stop(
        f"Không ghi được vào kho dữ liệu {folder}: {error}. Dữ liệu đã có vẫn nguyên vẹn.",
        "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa, hoặc chọn thư mục khác bằng --store.",
    )
