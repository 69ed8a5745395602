"""Numbers that know where they come from: a question, the rows of its answer, what is done with them.

A number is never typed: it is what its trace gives on the answers of a store. So a report, its slides and its workbook
can be followed back, compared with an earlier one and checked against the questions. Pure: rows in, numbers out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tonghop.vietnamese import format_count, format_share

Row = Mapping[str, Any]
How = Literal["value", "sum", "count", "units", "share"]
NAMED_AT_MOST = 8
"""Values of a condition that are written out; more are counted."""
KNOWN = "(có số liệu)"
"""Stands in a condition for any value but a missing one."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Which rows of which question make a number, and how.

    `value`: the column of the one row that fits; `sum`: of the column over rows that have it, missing where none has;
    `count`: rows; `units`: different units in them; `share`: as `value`, 0 to 1. `where`: column and the value asked
    for, or several (a tuple), or KNOWN. `behind` names the rows of units below a total, where the question is one of
    totals.
    """

    question: str
    how: How = "value"
    column: str = ""
    where: tuple[tuple[str, Any], ...] = ()
    behind: "Trace | None" = None

    @property
    def units_trace(self) -> "Trace":
        """The trace whose rows name the units behind the number."""
        return self.behind or self


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a document: what it says, for readers, and its trace."""

    id: str
    says: str
    trace: Trace
    value: int | float | None

    @property
    def text(self) -> str:
        """The number as people read it; what nobody reported is a dash, never 0."""
        if self.trace.how == "share":
            return format_share(self.value)
        return format_count(None if self.value is None else int(self.value))


class Answers:
    """The answers of all questions at one moment for one day, each asked once, when first needed."""

    def __init__(self, ask: Callable[[str], tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> None:
        self._ask = ask
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._index: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], list[dict[str, Any]]]] = {}

    def rows(self, question: str) -> list[dict[str, Any]]:
        """Return all rows of a question's answer, in its order."""
        if question not in self._rows:
            columns, rows = self._ask(question)
            self._rows[question] = [dict(zip(columns, row, strict=True)) for row in rows]
        return self._rows[question]

    def where(self, question: str, *conditions: tuple[str, Any]) -> list[dict[str, Any]]:
        """Return the rows that fit all conditions, in the question's order."""
        plain = [c for c in conditions if not isinstance(c[1], tuple) and c[1] is not KNOWN]
        rest = [c for c in conditions if c not in plain]
        columns = tuple(column for column, _ in plain)
        if (question, columns) not in self._index:
            index: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
            for row in self.rows(question):
                index.setdefault(tuple(row[column] for column in columns), []).append(row)
            self._index[question, columns] = index
        found = self._index[question, columns].get(tuple(value for _, value in plain), [])
        for column, value in rest:
            if value is KNOWN:
                found = [row for row in found if row[column] is not None]
            else:
                wanted = frozenset(value)
                found = [row for row in found if row[column] in wanted]
        return list(found)

    def rows_of(self, trace: Trace) -> list[dict[str, Any]]:
        """Return the rows that a trace names."""
        return self.where(trace.question, *trace.where)

    def units(self, trace: Trace) -> list[str]:
        """Return the units behind a number, in the order of the answer."""
        return list(dict.fromkeys(row["unit_id"] for row in self.rows_of(trace.units_trace) if "unit_id" in row))

    def number(self, id: str, says: str, trace: Trace) -> Number:
        """Return the number that a trace gives."""
        return Number(id, says, trace, evaluate(trace, self.rows_of(trace)))


def evaluate(trace: Trace, rows: Sequence[Row]) -> int | float | None:
    """Work out a number from the rows that its trace names; None where there is nothing to say."""
    if trace.how == "count":
        return len(rows)
    if trace.how == "units":
        return len({row["unit_id"] for row in rows})
    values = [row[trace.column] for row in rows if row[trace.column] is not None]
    if trace.how == "sum":
        return int(sum(values)) if values else None
    if len(values) > 1:
        raise ValueError(f"{trace} names {len(values)} rows, not one")
    return values[0] if values else None


def said(conditions: Iterable[tuple[str, Any]]) -> str:
    """Write conditions as the command line and a person read them: "sector_id=kinh_te"."""
    return ", ".join(f"{column}={_word(value)}" for column, value in conditions)


def _word(value: Any) -> str:
    if isinstance(value, tuple):
        named = "|".join(_word(one) for one in value[:NAMED_AT_MOST])
        return f"{named}|… ({len(value)})" if len(value) > NAMED_AT_MOST else named
    return value.isoformat() if isinstance(value, date) else str(value)
