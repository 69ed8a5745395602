"""Trích nguồn: from a number of the report to its question, the units behind it, the cells in their files."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from tonghop.intake.addresses import said_cell
from tonghop.report.against import contributions
from tonghop.report.document import Block, numbers_in
from tonghop.report.numbers import Answers, Number, said
from tonghop.report.writing import Writing
from tonghop.vietnamese import format_count
from ui.conference.report import NUMBER
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import note, table

HOW = {
    "value": "lấy cột “{column}” của dòng",
    "share": "lấy cột “{column}” (tỷ lệ) của dòng",
    "sum": "cộng cột “{column}” của các dòng",
    "count": "đếm các dòng",
    "units": "đếm số đơn vị của các dòng",
}
CELLS_AT_MOST = 6


def source(writing: Writing, blocks: Sequence[Block], day: date) -> None:
    """Choose a number of a section (in its text, or here by what it says) and show where it comes from."""
    by_id = {number.id: number for number in numbers_in(blocks)}
    asked = st.query_params.get(NUMBER, "")
    options = ["", *by_id]
    chosen = st.selectbox(
        "Trích nguồn: chọn một số trong mục này, hoặc bấm vào số trong văn bản",
        options,
        index=options.index(asked) if asked in by_id else 0,
        format_func=lambda id: f"{by_id[id].says}: {by_id[id].text}" if id else "Chưa chọn số nào",
        key=f"nguon-{asked}",
    )
    if chosen:
        _shown(writing, by_id[chosen], day)
    elif asked and asked not in by_id:
        note("Số này không có trong mục đang xem.", "Đề nghị chọn mục khác của báo cáo.")


def _shown(writing: Writing, number: Number, day: date) -> None:
    trace = number.trace
    how = HOW[trace.how].format(column=trace.column)
    which = f" có {said(trace.where)}" if trace.where else ""
    command = (
        f"python -m tonghop ask {trace.question}{f' -p as_of={day.isoformat()}' if _needs_day(trace.question) else ''}"
    )
    # what the command answers is all that is known, not what had come by a day past
    again = "" if writing.left_out else Html("<p class='th-quiet'>Tự xem lại: <code>{}</code></p>").format(command)
    units = writing.answers.units(trace)
    show_html(
        Html(
            "<div class='th-detail'><h3>{}</h3><p>{}</p>"
            "<p>Câu hỏi <code>{}</code>: {}{}.</p>"
            "{}<p>{} đơn vị đứng sau số này.</p></div>"
        ).format(number.text, number.says, trace.question, how, which, again, format_count(len(units)))
    )
    rows = _rows(writing, writing.answers, number)
    if rows:
        table(["Đơn vị", "Phần của đơn vị", "Nơi ghi trong tệp"], rows, numeric=[1])


def _rows(writing: Writing, answers: Answers, number: Number) -> list[list[str]]:
    behind = number.trace.units_trace
    found = answers.rows_of(behind)
    shares = contributions(behind, found)
    cells: dict[str, list[str]] = {}
    for row in found:
        if row.get("unit_id") and row.get("file_id") is not None:
            place = f"{row['sheet']}, {said_cell(row['cell'])}" if row.get("cell") else str(row.get("sheet") or "tệp")
            cells.setdefault(row["unit_id"], []).append(
                to_cell(place, row["file_id"], row.get("sheet"), row.get("cell"), figure=_figure(row))
            )
    rows = []
    for unit, share in shares.items():
        own = list(dict.fromkeys(cells.get(unit, [])))
        more = f" và {len(own) - CELLS_AT_MOST} ô khác" if len(own) > CELLS_AT_MOST else ""
        rows.append([writing.name(unit), format_count(share), joined(own[:CELLS_AT_MOST], "; ") + more])
    return rows


def _figure(row: Mapping[str, Any]) -> tuple[str, int] | None:
    """The figure that a row is of, where it is one's."""
    return (row["indicator_id"], int(row["year"])) if row.get("indicator_id") and row.get("year") else None


def _needs_day(question: str) -> bool:
    from tonghop.questions import questions

    return "as_of" in questions()[question].parameters
