"""Versions, not updates: a DuckDB file that is there is never changed, `current` names the one that counts.

A reader opens a version read-only and is never blocked or torn; a writer holds the lock, changes a copy, moves the
pointer. A crash leaves the version before or the version after. Knows nothing of what the rows mean.
"""

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from tonghop import clock
from tonghop.errors import Stop
from tonghop.plan.editions import newest
from tonghop.plan.files import parse_plan, read_plan
from tonghop.plan.model import Plan
from tonghop.store.archive import Archive, sync_file, sync_folder
from tonghop.store.blank import lay_blank, lay_file
from tonghop.store.identity import give_identity, identity_of
from tonghop.store.in_words import CANNOT_WRITE, damaged, unwritable
from tonghop.store.integrity import CONFIG, Problem, check_database, digest_of
from tonghop.store.keeping import (
    clear_leftovers,
    clear_old_versions,
    free_number,
    keep_mark,
    remember_digest,
    remembered_digest,
)
from tonghop.store.past import Past
from tonghop.store.plan_tables import base_sources, recorded_editions, remember_plan
from tonghop.store.pointer import current_of, point, refuse_newer, refuse_question_mark, version_numbers
from tonghop.store.queue import turn
from tonghop.store.readers import Readers
from tonghop.store.rules import QUERIES, rules_differ

PROJECT = QUERIES.parent
KEPT_VERSIONS = 30
KEPT_SECONDS = 24 * 3600
LOCK_SECONDS = 60


def store_folder(given: str | Path | None = None) -> Path:
    """Return the store's folder: as given, else the environment's TONGHOP_STORE, else store/ in the project."""
    return Path(given or os.environ.get("TONGHOP_STORE") or PROJECT / "store")


@dataclass(frozen=True)
class Draft:
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
        self._readers = Readers(self.folder, lambda number: self.version_path(number), lambda: self.plan(0))

    # -- reading ---------------------------------------------------------------------------------------------

    @property
    def current(self) -> int:
        """The number of the version that counts; 0 where nothing was ever stored. Raises Stop as `current_of`."""
        return current_of(self.folder)

    @property
    def identity(self) -> str:
        """What tells this store from any other, one that takes its place in the same folder too: for keys of caches."""
        return identity_of(self.folder)

    def reader(
        self, version: int | None = None, names: Collection[str] = (), as_of: date | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Open a version for reading, as `Readers.reader` says."""
        return self._readers.reader(version, names, as_of)

    def as_it_was(
        self, past: Past, version: int | None = None, names: Collection[str] = (), as_of: date | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Open what a version held at some time past, as `Readers.as_it_was` says."""
        return self._readers.as_it_was(past, version, names, as_of)

    def looking_back(self, past: Past, version: int | None = None) -> int:
        """Return the number that stands for a version at some time past, as `Readers.looking_back` says."""
        return self._readers.looking_back(past, version)

    @contextlib.contextmanager
    def rehearsal(self, before: str) -> Iterator[Draft]:
        """Yield a change of the current version that is never kept, to see what an action would do.

        What the query `before` answers stands in a table of that name. Safe in any thread; readers of the store wait
        for none of it.
        """
        with self._readers.staged(before) as (number, con):
            yield Draft(con, number + 1, self.plan(number))

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
    def change(self) -> Iterator[Draft]:
        """Make the next version: all of the block's changes, or, when it raises, none.

        One writer at a time; another waits a minute, then Stop. Leftovers of a crash are cleared first.
        """
        with self._locked() as versions:
            yield from self._next_version(versions)

    def adopt(self, database: Path) -> int:
        """Make a whole database the next version; return its number. The file is moved, never read into memory.

        It lies in the store's folder, so that moving it is one step. What it speaks of is in the archive already.
        """
        with self._locked() as versions:
            refuse_newer(self.folder)
            before = self._pointed_to() or 0  # a broken pointer is what a backup is restored for
            number = free_number(self.folder, before)
            sync_file(database)
            remember_digest(self.folder, number, digest_of(database))
            database.replace(versions / f"{number:06d}.duckdb")
            sync_folder(versions)
            self.point_to(number)
            return number

    def keep_version(self, number: int) -> None:
        """Never clear away this version, however old (a meeting was held over it, a report names it).

        Raises OSError where the store cannot be written.
        """
        keep_mark(self.folder, number)

    def version_path(self, number: int) -> Path:
        return self.folder / "versions" / f"{number:06d}.duckdb"

    def problems_of(self, number: int) -> tuple[Problem, ...]:
        """Check one version and that the files it speaks of are there; empty where all is well."""
        return check_database(self.version_path(number), self.archive.folder, remembered_digest(self.folder, number))

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
            remember_digest(self.folder, number, digest_of(self.version_path(number)))
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
                clear_leftovers(self.folder)
                yield versions
        except Timeout as error:
            raise Stop(
                f"Kho dữ liệu {self.folder} đang được người khác ghi.", "Đề nghị chờ một lát rồi làm lại."
            ) from error
        except CANNOT_WRITE as error:
            raise unwritable(self.folder, error) from error

    def _next_version(self, versions: Path) -> Iterator[Draft]:
        before = self.current
        if before == 0 and not (self.folder / "current").exists():
            self.point_to(0)  # says that what a first writer leaves behind when it is stopped never counted
        # where nothing counted yet, what stands as 1 is of a first writer that was stopped
        number = free_number(self.folder, before) if before else 1
        draft = versions / f"{number:06d}.duckdb.new"
        try:
            con = self._draft(before, draft)
            try:
                plan = self.plan(before)
                con.execute("begin")
                remember_plan(con, self.base_plan(before))
                yield Draft(con, number, plan)
                con.execute("commit")
                con.execute("checkpoint")
            finally:
                con.close()
            sync_file(draft)
            remember_digest(self.folder, number, digest_of(draft))
            draft.replace(versions / f"{number:06d}.duckdb")
        except BaseException:
            clear_leftovers(self.folder)
            raise
        sync_folder(versions)
        self.point_to(number)
        clear_old_versions(self.folder, KEPT_VERSIONS, KEPT_SECONDS)

    def point_to(self, number: int) -> None:
        """Move the pointer to a version that is there, in one step."""
        point(self.folder, number)

    # -- inside ----------------------------------------------------------------------------------------------

    def _numbers(self) -> list[int]:
        return version_numbers(self.folder)

    def _pointed_to(self) -> int | None:
        """The version that counts, None where the pointer is gone or broken."""
        try:
            return self.current
        except Stop:
            return None

    def _draft(self, before: int, draft: Path) -> duckdb.DuckDBPyConnection:
        """Start the next version: a plain copy, or, where that one is of older rules, its rows under today's."""
        old = self.version_path(before) if before else None
        if old is not None:
            self._stop_where_damaged(before)
            with contextlib.closing(duckdb.connect(str(old), read_only=True, config=CONFIG)) as con:
                is_of_today = not rules_differ(con)
            if is_of_today:
                shutil.copyfile(old, draft)
                return duckdb.connect(str(draft), config=CONFIG)
            lay_file(draft, old)
        else:
            lay_blank(draft)
        return duckdb.connect(str(draft), config=CONFIG)

    def _stop_where_damaged(self, number: int) -> None:
        """What is damaged is never copied on: the whole file against its digest, without one every row is read."""
        path, digest = self.version_path(number), remembered_digest(self.folder, number)
        if digest is not None and path.exists() and digest_of(path) == digest:
            return
        problems = check_database(path, digest=digest)
        if problems:
            raise damaged(self.folder, problems[0].says)
