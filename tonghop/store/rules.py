"""Today's tables and views: laid into a new version, and over the rows of an older one. Knows no pointer."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from tonghop.errors import Stop
from tonghop.store.rows import value_of

QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"
RULE = re.compile(
    r"^create or replace (view|macro) (\w+)(?:\(([^)]*)\))? as(?: table)?\s(.+?);$", re.DOTALL | re.MULTILINE
)
SEES_PAST = r"\b(?:had_come|was_known)\b|\(true\)"
"""In a rule's own body: asks the reader's day, itself or as the `of_day` of another."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A view, or a macro that answers with rows for a day (`as_of`), as views.sql spells it.

    `sees_past`: what it answers hangs on the day past that a reader says (had_come, was_known).
    """

    name: str
    body: str
    is_of_a_day: bool
    sees_past: bool

    def on(self, day: date | None) -> str:
        """Return the body for a day; the rules that it calls for the same day are taken for tables."""
        text = over_tables(self.body, "as_of")
        return text if day is None else re.sub(r"\bas_of\b", f"date '{day.isoformat()}'", text)


@cache
def rules() -> Mapping[str, Rule]:
    """Return all views and all macros of a day by name, in the file's order: each stands only on those before it."""
    found = dict[str, Rule]()
    for kind, name, given, body in re.findall(RULE, _text()):
        if given in ("", "as_of"):
            sees_past = bool(re.search(SEES_PAST, body)) or any(
                found[word].sees_past for word in re.findall(r"\w+", body) if word in found
            )
            found[name] = Rule(name, body, kind == "macro", sees_past)
    return found


def rules_under(sql: str) -> frozenset[str]:
    """Return the names of the rules that a piece of SQL stands on, through macros and other views, however deep."""
    names, found = set(re.findall(r"\w+", sql)), set[str]()
    while names:
        under = set[str]()
        for name in names & _everything().keys() - found:
            found.add(name)
            under.update(re.findall(r"\w+", _everything()[name]))
        names = under
    return frozenset(found & rules().keys())


def over_tables(sql: str, day: str) -> str:
    """Return SQL in which the rules of a day, called with `day`, are tables of the same names."""
    return re.sub(r"\b(\w+)\(" + re.escape(day) + r"\)", lambda call: call[1] if call[1] in rules() else call[0], sql)


@cache
def _everything() -> Mapping[str, str]:
    """Each view and macro, whatever it is given, without remarks."""
    return {name: body for _, name, _, body in re.findall(RULE, _text())}


@cache
def _text() -> str:
    return re.sub(r"--.*", "", (QUERIES / "views.sql").read_text(encoding="utf-8"))


def lay_tables(con: duckdb.DuckDBPyConnection, old: Path | None) -> None:
    """Make today's tables and take over the rows of an older version: what tables and columns both know."""
    con.execute((QUERIES / "schema.sql").read_text(encoding="utf-8"))
    con.execute("create table views_digest (digest varchar not null)")
    if old is None:
        return
    con.execute(f"attach {quoted(old)} as old (read_only)")
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


def lay_views(con: duckdb.DuckDBPyConnection) -> None:
    views, digest = _rules()
    con.execute(views)
    con.execute("insert into views_digest values (?)", [digest])


def rules_differ(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(value_of(con, "select digest from views_digest") != rules_digest())


def rules_digest() -> str:
    """What tells today's tables and views from any others."""
    return _rules()[1]


def _rules() -> tuple[str, str]:
    """Today's views, and the digest of them and the tables that they stand on."""
    views = (QUERIES / "views.sql").read_text(encoding="utf-8")
    tables = (QUERIES / "schema.sql").read_text(encoding="utf-8")
    return views, hashlib.sha256((tables + views).encode()).hexdigest()


def quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
