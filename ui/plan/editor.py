"""The plan's tables to be edited on screen: what is typed is kept until it is recorded or dropped."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop.plan.model import Plan
from tonghop.plan.tables import TABLES, Column, Row, rows_of
from tonghop.vietnamese import format_date
from ui.session import version
from ui.widgets.keeping import Box
from ui.widgets.markup import Html, show_html
from ui.widgets.tables import table_html

if TYPE_CHECKING:
    import pandas as pd

MOUNTED, TURN = "_kh-mo", "_kh-luot"
TYPED = "bang"
DAY = "ngay"
WIDTHS = {"name": 250, "label": 250, "aliases": 180, "kind": 140, "owed_by": 320, "dossier": 200}


def typed(plan: Plan, box: Box) -> tuple[int, dict[str, list[Row]]]:
    """What was typed and not yet recorded, table by table, and the version that it was typed on."""
    match box.values.get(TYPED):
        case {"plan": plan.id, "seen": int(seen), "tables": dict(tables)} if all(
            name in TABLES and isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
            for name, rows in tables.items()
        ):
            return seen, {
                name: [{c.key: _days_in(row.get(c.key)) for c in TABLES[name].columns} for row in rows]
                for name, rows in tables.items()
            }
    return version(), {}


def as_kept(plan: Plan, seen: int, tables: dict[str, list[Row]]) -> dict[str, Any]:
    """What was typed on a version as it is kept, days as texts."""

    def plain_row(row: Row) -> Row:
        return {key: {DAY: one.isoformat()} if isinstance(one, date) else one for key, one in row.items()}

    said = {name: list(map(plain_row, rows)) for name, rows in tables.items()}
    return {"plan": plan.id, "seen": seen, "tables": said}


def _keep(plan: Plan, box: Box, seen: int, tables: dict[str, list[Row]]) -> None:
    now = as_kept(plan, seen, tables) if tables else None
    if now == box.values.get(TYPED):
        return
    if now:
        box.values[TYPED] = now
    else:
        del box.values[TYPED]
    box.write()


def _days_in(said: Any) -> Any:
    if not isinstance(said, dict):
        return said
    try:
        return date.fromisoformat(str(said.get(DAY)))
    except ValueError:
        return None


def edit(plan: Plan, name: str, box: Box) -> None:
    """Show one table to be edited and keep what is typed."""
    table = TABLES[name]
    seen, tables = typed(plan, box)
    asked = (name, seen, box.turn)
    mounted: Any = st.session_state.get(MOUNTED)
    # a table that was off the page has lost what was typed on top of what it began with
    if mounted is None or mounted[0] != asked or f"kh-bang-{mounted[2]}" not in st.session_state:
        turn = st.session_state.get(TURN, 0) + 1
        st.session_state[TURN] = turn
        mounted = (asked, frame(name, tables.get(name) or rows_of(plan, name)), turn)
        st.session_state[MOUNTED] = mounted
    edited = st.data_editor(
        mounted[1],
        hide_index=True,
        num_rows="dynamic",
        column_config={table.columns[0].key: None, **{c.key: _config(plan, c) for c in table.columns[1:]}},
        key=f"kh-bang-{mounted[2]}",
        height=420 if len(mounted[1]) > 9 else "auto",
        placeholder="",
        alt=f"Bảng {name} của kế hoạch",
        width="stretch",
    )
    rows = rows_from(name, edited)
    show_html(_printed(name, tuple(tuple(_said(row[column.key]) for column in _on_paper(name)) for row in rows)))
    others = {one: said for one, said in tables.items() if one != name}
    if rows != rows_from(name, frame(name, rows_of(plan, name))):
        others[name] = rows
    _keep(plan, box, seen, others)


def _on_paper(name: str) -> list[Column]:
    """The columns that people read: not the ids of the plan and of the statistics office."""
    return [column for column in TABLES[name].columns[1:] if column.key != "gso_code"]


@lru_cache(maxsize=32)
def _printed(name: str, rows: tuple[tuple[str, ...], ...]) -> Html:
    """A table as it stands, for paper: the editor is drawn and does not print."""
    heads = [column.heading for column in _on_paper(name)]
    return Html("<div class='th-print'>{}</div>").format(table_html(heads, rows, caption=name, box=""))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return format_date(value) if isinstance(value, date) else "" if value is None else str(value)


def frame(name: str, rows: list[Row]) -> "pd.DataFrame":
    """A table's rows with the types that the editor asks for."""
    import pandas as pd

    made = {}
    for column in TABLES[name].columns:
        values = [row.get(column.key) for row in rows]
        if column.kind == "count":
            made[column.key] = pd.array([_number(value) for value in values], dtype="Int64")
        elif column.kind == "mark":
            made[column.key] = [bool(value) for value in values]
        elif column.kind == "day":
            made[column.key] = pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype="datetime64[s]")
        elif column.kind == "choices":
            made[column.key] = pd.Series([_parts(value) for value in values], dtype="object")
        else:
            made[column.key] = pd.array([None if value is None else str(value) for value in values], dtype="string")
    return pd.DataFrame(made)


def rows_from(name: str, edited: "pd.DataFrame") -> list[Row]:
    """The editor's rows as plain values; blank ones are left out."""
    columns = TABLES[name].columns
    rows = []
    for values in edited[[column.key for column in columns]].itertuples(index=False, name=None):
        row = {column.key: _plain(value) for column, value in zip(columns, values, strict=True)}
        if any(value for key, value in row.items()):
            rows.append(row)
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple) or type(value).__name__ == "ndarray":
        return "; ".join(str(one) for one in value) or None
    if value is None or str(value) in ("<NA>", "None", "nan", "NaT"):
        return None
    if type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    if hasattr(value, "date"):
        return value.date()
    if isinstance(value, str):
        return value.strip() or None
    return int(value)


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _parts(value: Any) -> list[str]:
    return [one.strip() for one in str(value).split(";") if one.strip()] if value else []


def _config(plan: Plan, column: Column) -> Any:
    kinds = st.column_config
    asked: dict[str, Any] = {"required": column.is_required}
    width = WIDTHS.get(column.key)
    if width:
        asked["width"] = width
    if column.choices is not None:
        options = list(column.choices(plan).values())
        if column.kind == "choices":
            return kinds.MultiselectColumn(column.heading, options=options, **asked)
        return kinds.SelectboxColumn(column.heading, options=options, **asked)
    if column.kind == "count":
        is_year = column.key.startswith("year")
        return kinds.NumberColumn(column.heading, min_value=0, step=1, format="%d" if is_year else "localized", **asked)
    if column.kind == "day":
        return kinds.DateColumn(column.heading, format="DD/MM/YYYY", **asked)
    if column.kind == "mark":
        return kinds.CheckboxColumn(column.heading, default=False)
    help_text = "Nhiều tên cách nhau bằng dấu chấm phẩy." if column.kind == "names" else None
    return kinds.TextColumn(column.heading, max_chars=300, help=help_text, **asked)
