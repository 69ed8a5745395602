"""Questions to a store: one .sql a question in queries/, asked by name; the only door to what the store knows.

Knows no screen and no labels: answers hold ids, numbers and the units' own words.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from tonghop.errors import MISUSED, Stop
from tonghop.store import Store
from tonghop.store.past import Past
from tonghop.store.rules import QUERIES, over_tables, rules_under
from tonghop.vietnamese import parse_date

if TYPE_CHECKING:
    import pandas as pd

NOT_QUESTIONS = {"schema", "views"}
AS_OF = "as_of"
FILE_ID = "file_id"
"""The one parameter that is a number; all others are days."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its file says it: SQL, what it asks, what a row is, which parameters it takes."""

    name: str
    sql: str
    asks: str
    grain: str
    parameters: tuple[str, ...]
    rules: frozenset[str]
    """The views and rules of a day that it stands on."""


@cache
def questions() -> Mapping[str, Question]:
    """Return all questions by name, in alphabetical order."""
    found = {}
    for path in sorted(QUERIES.glob("*.sql")):
        if path.stem not in NOT_QUESTIONS:
            sql = path.read_text(encoding="utf-8")
            first, second = (line.removeprefix("--").strip() for line in sql.splitlines()[:2])
            parameters = tuple(sorted(set(re.findall(r"\$([a-z_]+)", sql))))
            found[path.stem] = Question(path.stem, sql, first, second, parameters, rules_under(sql))
    return found


def ask(
    store: Store,
    name: str,
    /,
    *,
    version: int | None = None,
    past: Past | None = None,
    **parameters: object,
) -> "pd.DataFrame":
    """Answer one question as a DataFrame: whole numbers as Int64, days as datetime64, missing as NA.

    `version` defaults to the current one; `past` leaves out what came later. Days are dates or
    texts such as 2022-04-05. Raises Stop for a question or a parameter that does not exist.
    """
    import pandas as pd
    import pyarrow as pa

    with _asked(store, name, version, past, parameters) as (con, sql, values):
        answer = con.sql(sql, params=values).to_arrow_table()
    nullable = {
        pa.int32(): pd.Int64Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = answer.to_pandas(types_mapper=nullable.get, date_as_object=False)
    return frame


def ask_rows(
    store: Store,
    name: str,
    /,
    *,
    version: int | None = None,
    past: Past | None = None,
    **parameters: object,
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer one question as column names and plain rows (dates as date, missing as None); raises as `ask`."""
    with _asked(store, name, version, past, parameters) as (con, sql, values):
        con.execute(sql, values)
        return [column[0] for column in con.description or ()], con.fetchall()


@contextlib.contextmanager
def _asked(
    store: Store, name: str, version: int | None, past: Past | None, parameters: Mapping[str, object]
) -> Iterator[tuple[duckdb.DuckDBPyConnection, str, dict[str, object]]]:
    values = check_parameters(name, parameters)
    question = questions()[name]
    needed = question.rules, values.get(AS_OF)
    opened = store.reader(version, *needed) if past is None else store.as_it_was(past, version, *needed)
    sql = over_tables(question.sql, f"${AS_OF}")
    with contextlib.closing(opened) as con:
        yield con, sql, {key: value for key, value in values.items() if f"${key}" in sql}


def check_parameters(name: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of a question's parameters; raises Stop for a question or parameter that does not exist."""
    question = questions().get(name)
    if question is None:
        raise Stop(f"Không có câu hỏi “{name}”.", f"Các câu hỏi: {', '.join(questions())}.", MISUSED)
    for key in given:
        if key not in question.parameters:
            allowed = ", ".join(question.parameters) or "không có"
            raise Stop(
                f"Câu hỏi “{name}” không có tham số “{key}”.", f"Tham số được dùng: {allowed}.", MISUSED
            )
    for key in question.parameters:
        if given.get(key) is None:
            example = "12" if key == FILE_ID else "2022-04-05"
            raise Stop(f"Câu hỏi “{name}” cần tham số “{key}”.", f"Ví dụ: -p {key}={example}.", MISUSED)
    return {
        key: _number(key, given[key]) if key == FILE_ID else _day(key, given[key]) for key in question.parameters
    }


def _number(name: str, value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Stop(f"Tham số {name}: “{value}” không phải là số thứ tự.", "Đề nghị ghi một số, ví dụ 12.", MISUSED)
    return int(text)


def _day(name: str, value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    day = value if isinstance(value, date) else parse_date(value).value
    if day is None:
        raise Stop(
            f"Tham số {name}: “{value}” không phải là ngày.",
            "Đề nghị ghi năm-tháng-ngày, ví dụ 2022-04-05.",
            MISUSED,
        )
    return day
