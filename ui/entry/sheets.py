"""The sheets of form A as editors: one at a time on screen, all of them kept; rows in, rows out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop import forms
from tonghop.actions.entering import Rows
from tonghop.intake.typed_return import HEADING_ROW, Cell

if TYPE_CHECKING:
    import pandas as pd

    from tonghop.plan.model import Plan

WIDTHS: Mapping[str, int] = {
    "name": 260, "sector": 190, "kind": 110, "level": 90, "implementer": 190, "start_year": 90, "summary": 320,
    "nominated": 90, "remark": 140, "indicator": 330, "unit_of_measure": 90, "number": 130, "issued_on": 120,
    "type": 130, "title": 420, "section": 300, "text": 560,
}  # fmt: skip
MOUNTED = "_nhap-dang-mo"


def same(rows: Rows, others: Rows) -> bool:
    """Do rows say the same? Rows without any value but their number count for nothing, totals neither."""
    return _plain(rows) == _plain(others)


def _plain(rows: Rows) -> list[list[str]]:
    texts = [["" if value is None else str(value).strip() for value in row] for row in rows]
    return [row for row in texts if any(row)]


def forget(unit_id: str) -> None:
    """Have the editors start from the draft again."""
    st.session_state.pop(MOUNTED, None)
    for key in [key for key in st.session_state if str(key).startswith(f"nhap-o-{unit_id}-")]:
        del st.session_state[key]


def edit(plan: "Plan", unit_id: str, sheets: dict[str, Rows]) -> dict[str, Rows]:
    """Show the sheet that is chosen for editing; return all sheets as they are now."""
    names = [forms.INFO, *forms.unit_return_tables(plan.years)]
    chosen = st.segmented_control(
        "Biểu", names, default=names[0], required=True, key="nhap-bieu", persist_state="session"
    )
    name = chosen or names[0]
    typed = dict(sheets)
    is_info = name == forms.INFO
    typed[name] = _info(plan, unit_id, sheets[name]) if is_info else _table(plan, unit_id, name, sheets[name])
    return typed


def place(plan: "Plan", sheet: str, rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    """Say where a cell of the entry's workbook is on screen: the row by its name, the column by its heading."""
    filled = [line for line in rows if any(value not in (None, "") for value in line)]
    at = row - HEADING_ROW - 1
    line = filled[at] if 0 <= at < len(filled) else []
    if sheet == forms.INFO:
        return f"“{line[0]}”" if line else f"dòng {at + 1}"
    columns = forms.unit_return_tables(plan.years)[sheet].columns
    named = next((i for i, c in enumerate(columns) if c.key in ("name", "indicator", "title", "section")), 0)
    said = line[named] if named < len(line) and line[named] else at + 1
    heading = columns[column].heading if column < len(columns) else ""
    return f"dòng “{said}”, cột {heading}"


# -- Thông tin ---------------------------------------------------------------------------------------------------


def _info(plan: "Plan", unit_id: str, rows: Rows) -> Rows:
    given = {str(row[0]): row[1] for row in rows}
    ratings = [rating.label for rating in plan.ratings]
    typed: Rows = []
    facts = [fact for fact in forms.facts(plan.years) if fact.kind != "unit"]
    left, right = st.columns(2, gap="large")
    for number, fact in enumerate(facts):
        value = given.get(fact.label)
        key = f"nhap-o-{unit_id}-{fact.key}"
        text = "" if value is None else str(value)
        with left if number < len(facts) - len(list(plan.years)) else right:
            if fact.kind == "rating":
                options = ["", *ratings, *([text] if text and text not in ratings else [])]
                st.session_state.setdefault(key, text)
                now = st.selectbox(fact.label, options, format_func=lambda said: said or "Chưa ghi", key=key)
            else:
                st.session_state.setdefault(key, text)
                hint = {"count": "Số nguyên", "day": "ngày/tháng/năm"}.get(fact.kind, "")
                now = st.text_input(fact.label, key=key, placeholder=hint, max_chars=500)
        typed.append([fact.label, _same_type(value, now)])
    return typed


def _same_type(before: Cell, now: str | None) -> Cell:
    """What was a number and still reads the same stays one; a blank is nothing."""
    text = (now or "").strip()
    if not text:
        return None
    return before if isinstance(before, int) and text == str(before) else text


# -- tables ------------------------------------------------------------------------------------------------------


def _table(plan: "Plan", unit_id: str, name: str, rows: Rows) -> Rows:
    columns = forms.unit_return_tables(plan.years)[name].columns
    hidden = {"ordinal", "total"}
    shown = [at for at, column in enumerate(columns) if column.key not in hidden]
    mounted = (unit_id, name)
    known = st.session_state.get(MOUNTED)
    # a table that was off the page has lost what was typed on top of what it began with
    if known is None or known[0] != mounted or f"nhap-bang-{known[2]}" not in st.session_state:
        turn = st.session_state.get("_nhap-luot", 0) + 1
        st.session_state["_nhap-luot"] = turn
        st.session_state[MOUNTED] = (mounted, _frame(plan, name, rows, shown), turn)
    _, base, turn = st.session_state[MOUNTED]
    is_fixed = name in forms.MATRIX_SHEETS
    fixed = ["Chỉ tiêu", "Đơn vị tính"] if is_fixed else []
    edited = st.data_editor(
        base,
        hide_index=True,
        num_rows="fixed" if is_fixed else "dynamic",
        disabled=fixed,
        column_config=_config(plan, name),
        key=f"nhap-bang-{turn}",
        height="auto" if is_fixed else 380,
        placeholder="",
        alt=f"Biểu {name}",
    )
    return _rows(name, edited, len(columns), shown)


def _frame(plan: "Plan", name: str, rows: Rows, shown: list[int]) -> "pd.DataFrame":
    import pandas as pd

    columns = forms.unit_return_tables(plan.years)[name].columns
    frame = pd.DataFrame(
        [[row[at] if at < len(row) else None for at in shown] for row in rows],
        columns=[columns[at].heading for at in shown],
        dtype="object",
    )
    for at in shown:
        key, heading = columns[at].key, columns[at].heading
        if key.isdigit() or key == "start_year":
            frame[heading] = pd.array([_number(v) for v in frame[heading]], dtype="Int64")
        elif key == "nominated":
            frame[heading] = [v not in (None, "") for v in frame[heading]]
        else:
            frame[heading] = pd.array([None if v is None else str(v) for v in frame[heading]], dtype="string")
    return frame


def _number(value: Cell) -> int | None:
    return int(value) if value not in (None, "") else None


def _config(plan: "Plan", name: str) -> dict[str, Any]:
    choices = {
        "sector": [sector.label for sector in plan.sectors],
        "kind": [kind.label for kind in plan.model_kinds],
        "level": [level.label for level in plan.levels],
    }
    column = st.column_config
    made: dict[str, Any] = {}
    for each in forms.unit_return_tables(plan.years)[name].columns:
        width = WIDTHS.get(each.key, 80)
        if each.key in choices:
            made[each.heading] = column.SelectboxColumn(each.heading, options=choices[each.key], width=width)
        elif each.key.isdigit():
            made[each.heading] = column.NumberColumn(each.heading, min_value=0, step=1, width=width, format="localized")
        elif each.key == "start_year":
            low, high = plan.models_from, plan.models_to
            made[each.heading] = column.NumberColumn(
                each.heading, min_value=low, max_value=high, step=1, width=width, format="%d"
            )
        elif each.key == "nominated":
            made[each.heading] = column.CheckboxColumn(each.heading, width=width, default=False)
        elif each.key == "section":
            made[each.heading] = column.SelectboxColumn(
                each.heading, options=[section.label for section in plan.sections], width=width
            )
        else:
            made[each.heading] = column.TextColumn(each.heading, width=width, max_chars=2000)
    return made


def _rows(name: str, edited: "pd.DataFrame", count: int, shown: list[int]) -> Rows:
    """The editor's rows in the order of the form's columns, numbered; blank ones are left out but in matrices."""
    rows: Rows = []
    for values in edited.itertuples(index=False, name=None):
        row: list[Cell] = [None] * count
        for at, value in zip(shown, values, strict=True):
            row[at] = _plain_value(value)
        if name in forms.MATRIX_SHEETS or any(value is not None for value in row):
            if shown[0] > 0:
                row[0] = len(rows) + 1
            rows.append(row)
    return rows


def _plain_value(value: object) -> Cell:
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "x" if value else None
    if value is None or str(value) in ("<NA>", "None", "nan", "NaT"):
        return None
    if isinstance(value, str):
        return value.strip() or None
    return int(value)  # type: ignore[call-overload, no-any-return]
