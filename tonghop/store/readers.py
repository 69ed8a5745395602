"""A store's versions, and times past of them, open for reading: kept at hand for all threads of the process.

Writes nothing: a version's file is never changed, and what is worked out of it stands in memory.
"""

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb

from tonghop.errors import Stop
from tonghop.plan.model import Plan
from tonghop.store.blank import blank_in_memory
from tonghop.store.identity import identity_of
from tonghop.store.in_words import unreadable
from tonghop.store.integrity import CONFIG
from tonghop.store.opened import IN_PLACE, Opened, laid_for, open_in_place, take_into_memory
from tonghop.store.past import Past, forget_later
from tonghop.store.plan_tables import lay_plan, remember_plan
from tonghop.store.pointer import current_of, refuse_question_mark, version_numbers
from tonghop.store.rules import lay_tables, lay_views, rules_differ

IN_MEMORY = {name: value for name, value in CONFIG.items() if name != "enable_external_access"}
KEPT_VERSIONS = 3
KEPT_PASTS = 6


class Readers:
    """Opens the versions of one folder: `path_of` says where one stands, `empty` is the plan of a store without any."""

    def __init__(self, folder: Path, path_of: Callable[[int], Path], empty: Callable[[], Plan]) -> None:
        self.folder, self._path_of, self._empty = folder, path_of, empty
        self._shown = ""
        self._anchors: dict[int, Opened] = {}
        self._looks: dict[tuple[int, Past], int] = {}
        self._looked_at: dict[int, tuple[int, Past]] = {}
        self._pasts: dict[tuple[str, int, Past], Opened] = {}
        self._stage: tuple[tuple[str, int, str], duckdb.DuckDBPyConnection] | None = None
        self._guard = threading.Lock()
        self._stage_guard = threading.Lock()
        self._pasts_guard = threading.Lock()  # of its own: making a past keeps nobody from reading the present

    @property
    def current(self) -> int:
        return current_of(self.folder)

    @property
    def identity(self) -> str:
        return identity_of(self.folder)

    def reader(
        self, version: int | None = None, names: Collection[str] = (), as_of: date | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Open a version (default: the current one) for reading; the caller closes the connection.

        Safe in any thread. Version 0 is a store in memory that holds the plan alone. The rules that `names` and
        `as_of` name are worked out before (opened.py). Raises Stop where the version is gone or broken.
        """
        number = self.current if version is None else version
        if number < 0:
            return self.as_it_was(Past(), number, names, as_of)
        return self._opened(number).cursor(Past(), names, as_of)

    def _opened(self, number: int) -> Opened:
        with self._guard:
            self._forget_another()
            anchor = self._anchors.get(number)
            if anchor is None:
                anchor = self._open(number)
                for old in sorted(self._anchors)[: 1 - KEPT_VERSIONS]:
                    del self._anchors[old]  # not closed: that would close the cursors of pages still at work on it
                self._anchors[number] = anchor
            return anchor

    def as_it_was(
        self, past: Past, version: int | None = None, names: Collection[str] = (), as_of: date | None = None
    ) -> duckdb.DuckDBPyConnection:
        """Open what a version held at some time past, in memory; `names` and `as_of` as in `reader`.

        The caller closes the connection. Safe in any thread; the times last asked about are kept at hand. A chosen day
        alone costs no copy.
        """
        number = self.current if version is None else version
        while number < 0:
            number, earlier = self._looked_at[number]
            past = earlier.and_(past)
        return self._copy_of(number, past.recorded_until, past.received_until).cursor(past, names, as_of)

    def _copy_of(self, number: int, recorded_until: datetime | None, received_until: date | None) -> Opened:
        """Open a version without what came later; of one that leaves nothing out no copy is made."""
        if recorded_until is None and received_until is None:
            return self._opened(number)
        past = Past(recorded_until, received_until)
        with self._pasts_guard:
            look = self.identity, number, past
            copy = self._pasts.pop(look, None)
            if copy is None:
                con = self._in_memory(number)
                forget_later(con, past)
                lay_plan(con)
                copy = Opened(con)
            self._pasts[look] = copy  # the last one is the one asked about last
            for old in list(self._pasts)[:-KEPT_PASTS]:
                del self._pasts[old]  # not closed: it goes with the last cursor of a page still at work on it
            return copy

    def looking_back(self, past: Past, version: int | None = None) -> int:
        """Return a number below 0 that stands for a version at some time past wherever a version is read.

        The number holds as long as this Store does, and is the same for the same past.
        """
        look = self.current if version is None else version, past
        with self._pasts_guard:
            number = self._looks.setdefault(look, -1 - len(self._looks))
            self._looked_at[number] = look
            return number

    @contextlib.contextmanager
    def staged(self, before: str) -> Iterator[tuple[int, duckdb.DuckDBPyConnection]]:
        """Yield the current version's number and a transaction over a copy of it in memory, rolled back at the end.

        What the query `before` answers stands in a table of that name. Safe in any thread: the rows are copied once a
        version, one transaction comes after the other (two at once would be in each other's way).
        """
        number = self.current
        with self._stage_guard:
            asked = self.identity, number, before
            if self._stage is None or self._stage[0] != asked:
                made = self._in_memory(number)
                with laid_for(made, before):
                    made.execute(f"create table memory.main.before as {before}")
                self._stage = asked, made
            with contextlib.closing(self._stage[1].cursor()) as con:
                con.execute("begin")
                try:
                    yield number, con
                finally:
                    con.execute("rollback")

    def _forget_another(self) -> None:
        """Let go of what is open where another store took this one's place; under the guard."""
        if self._shown != self.identity:
            self._shown = self.identity
            self._anchors.clear()  # not closed: pages may still be at work on it

    def _open(self, number: int) -> Opened:
        if number == 0:
            return blank_in_memory(self._empty().sources, IN_MEMORY)
        refuse_question_mark(self.folder)
        self._stop_where_gone(number)
        try:
            con = open_in_place(self._path_of(number))
            if not rules_differ(con):
                return Opened(con, IN_PLACE)
            con.close()
            return Opened(self._in_memory(number))
        except (duckdb.Error, OSError) as error:
            self._stop_where_gone(number)  # a writer may have cleared it at this moment
            raise unreadable(self.folder, error) from error

    def _stop_where_gone(self, number: int) -> None:
        if not self._path_of(number).exists() and number != self.current and version_numbers(self.folder):
            raise Stop(
                f"Phiên bản {number} của kho dữ liệu {self.folder} không còn được giữ.",
                "Đề nghị tải lại trang để xem dữ liệu mới nhất.",
            )

    def _in_memory(self, number: int) -> duckdb.DuckDBPyConnection:
        """A version's rows (of none but the plan's: 0) under today's rules, in memory; views reach every cursor."""
        if number:
            con = open_in_place(self._path_of(number))
            if not rules_differ(con):
                take_into_memory(con)
                return con
            con.close()
        con = duckdb.connect(config=IN_MEMORY)
        lay_tables(con, self._path_of(number) if number else None)
        lay_views(con)
        if number:
            lay_plan(con)
        else:
            remember_plan(con, self._empty())
        return con
