"""Numbers of a document read again from the questions, by what the document itself says of them; plain Python.

Nothing here uses the report's own arithmetic: a line of a speaker's note or a row of the workbook's sources is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.builders import UNIT, load_all, unit_return
from tests.campaign import RETURNS
from tests.once import campaign_store
from tests.spread import in_soak
from tonghop.actions.report_files import drafted
from tonghop.questions import ask_rows, questions
from tonghop.report.document import Made
from tonghop.report.numbers import Trace
from tonghop.store import Store

DAY, NOON = date(2022, 4, 30), datetime(2022, 5, 5, 12)
CAMPAIGNS = ("sample", "made-1", *in_soak("made-2"))
STORES = (*CAMPAIGNS, "empty", "one unit")
HOW = {"lấy giá trị": "value", "cộng": "sum", "đếm dòng": "count", "đếm đơn vị": "units", "lấy tỷ lệ": "share"}


class Draft:
    """A store, the report drafted from it, and its questions' answers."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.draft = drafted(store, Made(DAY, store.current, NOON))
        self.writing, self.report, self.short = self.draft.writing, self.draft.full, self.draft.short
        self.plan = self.writing.plan
        self.rows = cache(self._rows)
        self.by = cache(self._by)

    def _rows(self, question: str) -> list[dict[str, Any]]:
        day: Any = {"as_of": DAY} if "as_of" in questions()[question].parameters else {}
        columns, rows = ask_rows(self.store, question, **day)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _by(self, question: str, columns: tuple[str, ...]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
        found: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for row in self.rows(question):
            found[tuple(words(row[column]) for column in columns)].append(row)
        return found

    def again(self, question: str, how: str, column: str, conditions: Mapping[str, str]) -> tuple[Any, int]:
        """Read a number again; return it and how many units its own rows name."""
        exact = tuple(key for key, said in conditions.items() if "|" not in said and not said.startswith("("))
        rows = self.by(question, exact)[tuple(conditions[key] for key in exact)]
        rows = [row for row in rows if all(fits(row[key], said) for key, said in conditions.items())]
        units = {row["unit_id"] for row in rows if "unit_id" in row}
        values = [row[column] for row in rows if row[column] is not None] if column else []
        match HOW[how]:
            case "count":
                return len(rows), len(units)
            case "units":
                return len(units), len(units)
            case "sum":
                return (sum(values) if values else None), len(units)
        assert len(values) <= 1, (question, conditions)
        return (values[0] if values else None), len(units)


def fits(value: Any, said: str) -> bool:
    if said == "(có số liệu)":
        return value is not None
    return words(value) in said.split("|")


def words(value: Any) -> str:
    return "trống" if value is None else str(value)


def trace_conditions(trace: Trace) -> dict[str, str]:
    """The conditions of a trace as `Draft.again` takes them."""
    return {
        column: "|".join(words(one) for one in value) if isinstance(value, tuple) else words(value)
        for column, value in trace.where
    }


def written(value: Any, how: str) -> str:
    """A number as people write it."""
    if value is None:
        return "–"
    if HOW[how] == "share":
        return f"{value * 100:.1f}".replace(".", ",") + "\u00a0%"
    return f"{int(value):,}".replace(",", ".")


def store_of(name: str, work: Path, campaigns: Path | None = None) -> Store:
    """Make a store by the production door: a whole campaign, an empty one, one with a single return."""
    store = Store(work / "store")
    if name == "one unit":
        load_all(store, {"a.xlsx": unit_return(UNIT)})
    elif name != "empty":
        return campaign_store(store.folder, RETURNS if name == "sample" or campaigns is None else campaigns / name)
    return store
