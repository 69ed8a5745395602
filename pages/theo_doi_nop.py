"""Theo dõi nộp: who has handed in what, on which day, and what each entry rests on."""

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.statuses import BY_ID
from tonghop.vietnamese import format_date
from ui.session import as_of, ask, plan_on, version
from ui.tracking import cell, drawn
from ui.tracking.matrix import View, chips, matrix_frame, status_counts, tracking_sentence
from ui.tracking.progress import legend
from ui.tracking.recording import papers_form
from ui.widgets import filters
from ui.widgets.left import of_parts
from ui.widgets.links import no_data_yet, without_register
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import downloads, empty, section, title
from ui.widgets.words import kind_labels

ORDERS = {"ten": "Tên đơn vị (A–Y)"}


def tracking() -> None:
    day, number = as_of(), version()
    given = plan_on(day)
    head = st.empty()  # stands first, is known last: until then it says what it said before, so that nothing jumps
    with head:
        title("Theo dõi nộp", st.session_state.get("_cau-dau", Html("Đến ngày <b>{}</b>: …").format(format_date(day))))
    without_register()
    cell.open_asked(day)
    papers_form()
    kind_column, part_column, status_column, order_column, name_column = filters.row(5)
    with kind_column:
        kind = filters.kind_filter()
    with part_column:
        part = filters.obligation_filter()
    with status_column:
        status = filters.status_filter()
    with order_column:
        order = filters.choice("Xếp theo", ORDERS, "xep", "Cần đôn đốc trước")
    with name_column:
        wanted = filters.search_box("ten", "Tìm đơn vị")

    units = tuple(filters.units_shown(kind, wanted))
    parts = tuple(o.id for o in given.obligations if part in (filters.ALL, o.id))
    view = View(units, parts, filters.statuses_of(status), order == "ten")
    rows = drawn.selected(number, day, view)
    on_roster = ask("submission_status", as_of=day)["unit_id"].nunique()
    of_what = kind_labels(given)[kind].lower() if kind == "chi_bo" else "đơn vị"
    words = "" if not status else "cần đôn đốc" if status == filters.TO_CALL else BY_ID[status].label
    st.session_state["_cau-dau"] = tracking_sentence(rows, min(len(units), on_roster), day, of_what, words)
    with head:
        title("Theo dõi nộp", st.session_state["_cau-dau"])
    if rows.empty:
        empty("Không có đơn vị nào khớp bộ lọc", "Đề nghị chọn lại loại đơn vị, thành phần, tình trạng hoặc tên tìm.")
        return

    of_parts(["o-nhan", "xu-ly"])
    show_html(chips(status_counts(rows)))
    cell.hint()
    show_html(drawn.matrix_html(number, day, view))
    downloads("theo-doi-nop", lambda: matrix_frame(rows, given, parts, view.by_name), "Theo dõi nộp")

    figure = drawn.receipt_bars(number, day, view)
    section(
        "Hồ sơ về vào những ngày nào?" if figure else "Chưa có hồ sơ nào về đến ngày này",
        legend([BY_ID["on_time"], BY_ID["late"]]) if figure else "",
    )
    if figure:
        words = "Cột: số phần hồ sơ nhận từng ngày, đúng hạn và muộn"
        st.plotly_chart(figure, config=CONFIG, key="theo-ngay", alt=words)


if version():
    tracking()
else:
    title("Theo dõi nộp", "Chưa có đơn vị nào gửi hồ sơ.")
    papers_form()
    no_data_yet("Khi có sổ tiếp nhận, bảng từng đơn vị sẽ hiện ở đây.")
