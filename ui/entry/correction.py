"""Đính chính một số liệu: one figure put right with a reason; where it stands and what changes are said first."""

from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions.entering import correction, preview_correction, record_correction
from tonghop.errors import Stop
from tonghop.intake.addresses import said_cell
from tonghop.vietnamese import format_count, parse_count
from ui.intake import changes
from ui.session import ask, plan, store, version
from ui.tracking import drawn
from ui.widgets import filters, keeping, people
from ui.widgets.left import of_figures
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import empty, note


def correction_form() -> None:
    """The tab of correcting: whose, which figure, what stands, the right one, why."""
    given = plan()
    first, second, third = filters.row(3, "dinh-chinh-dau")
    with first:
        unit_id = filters.unit_filter("Chọn đơn vị")
    with second:
        words = {i.id: f"{i.sheet}: {i.label}" for i in given.indicators}
        indicator_id = filters.choice("Chỉ tiêu", words, "chi-tieu", "Chọn chỉ tiêu")
    with third:
        years = {str(year): str(year) for year in given.years}
        year = filters.choice("Năm", years, "nam", "Chọn năm")
    if not (unit_id and indicator_id and year):
        of_figures("dinh-chinh")
        empty("Chọn đơn vị, chỉ tiêu và năm", "Số đang được tính hiện ra cùng tệp, trang tính và ô của nó.")
        return
    figure = standing_figure(unit_id, indicator_id, int(year))
    people.confirmation()
    show_html(_standing_words(figure))
    box = keeping.form("dinh-chinh", f"{unit_id}.{indicator_id}.{year}")
    box.say()
    left, right = filters.row(2, "dinh-chinh")
    with left:
        written = st.text_input("Số đúng", placeholder="Để trống nếu đơn vị chưa báo cáo số này", **box.text("so"))
        received_on = people.received_on(box=box)
    with right:
        reason = st.text_input("Lý do", max_chars=300, placeholder="Căn cứ để sửa số này", **box.text("ly-do"))
        who = people.person()
    if received_on is None:
        return
    indicator = next(i for i in given.indicators if i.id == indicator_id)
    value, problem = parse_count(written.strip() or None, indicator.unit_of_measure)
    if problem is not None:
        note("Số đúng chưa ghi đúng.", "Đề nghị ghi một số nguyên từ 0 trở lên, ví dụ 1250, hoặc để trống.")
        return
    if value == (None if figure is None else int(figure.value)):
        note("Chưa có gì thay đổi.", "Đề nghị ghi số đúng, khác với số đang được tính.")
        return
    wanted = correction(given, unit_id, indicator_id, int(year), value, reason or "chưa ghi")
    try:
        changed = preview_correction(store(), wanted, received_on)
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    changes.show(changed, given, "dinh-chinh")
    # what the button was clicked under, not what this run has worked out anew
    seen = st.session_state.get("_dinh-chinh-da-xem")
    shown = seen[1] if seen and seen[0] == (unit_id, indicator_id, year, value, received_on) else changed
    st.session_state["_dinh-chinh-da-xem"] = ((unit_id, indicator_id, year, value, received_on), changed)
    people.missing_name(who)
    if people.recorded("Ghi đính chính", "ghi-dinh-chinh", who and reason.strip()):
        made = correction(given, unit_id, indicator_id, int(year), value, reason)
        by: Any = {"received_on": received_on, "recorded_at": clock.now(), "recorded_by": who}
        people.do(
            lambda: record_correction(store(), made, shown=shown, **by),
            "Đã đính chính",
            after="; rút lại được ở trang Tiếp nhận, mục Tệp đã nhận",
            box=box,
        )


def standing_figure(unit_id: str, indicator_id: str, year: int) -> Any:
    """The row of figure_list that counts, None where the unit did not report it."""
    figures = ask("figure_list")
    keep = (figures["unit_id"] == unit_id) & (figures["indicator_id"] == indicator_id) & (figures["year"] == year)
    found = figures[keep]
    return None if found.empty else next(found.itertuples())


def _standing_words(figure: Any) -> Html:
    if figure is None:
        return Html("<p class='th-lead'>Đang được tính: <b>chưa báo cáo</b>.</p>")
    path = drawn.file_paths(version()).get(figure.file_id, "")
    place = to_cell(f"{path}, {figure.sheet}, {said_cell(figure.cell)}", int(figure.file_id), figure.sheet, figure.cell)
    return Html("<p class='th-lead'>Đang được tính: <b>{}</b>, ở {}.</p>").format(
        format_count(int(figure.value)), place
    )
