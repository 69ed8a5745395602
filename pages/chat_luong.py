"""Chất lượng số liệu: what is open, what is blank, and what a unit should be asked about, each with its cell."""

import streamlit as st

from ui.results.quality import ask_filter, clear_offer, open_by_kind, quality_sentence
from ui.results.quality_figures import out_of_line
from ui.results.quality_matches import matches, same_models
from ui.results.quality_reporting import not_reported
from ui.session import ask
from ui.widgets.parts import empty, title

TABS = {
    "Lỗi, cảnh báo": open_by_kind,
    "Chưa báo cáo": not_reported,
    "Số liệu cần hỏi lại": out_of_line,
    "Mô hình trùng tên": same_models,
    "Đối chiếu": matches,
}


def quality() -> None:
    top = st.container()
    asked = ask_filter()
    with top:
        title("Chất lượng số liệu", quality_sentence(asked))
    clear_offer(asked)
    tabs = st.tabs(list(TABS), on_change="rerun", key="muc-chat-luong", bind="query-params")
    for tab, show in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                show(asked)


if ask("file_list").empty:
    title("Chất lượng số liệu", "Chưa có tệp nào để xem xét.")
    empty(
        "Chưa có số liệu nào trong kho dữ liệu.",
        "Tải tệp của các đơn vị lên ở trang Tiếp nhận; điểm cần hỏi lại hiện ra ngay sau khi tệp được nhận.",
    )
else:
    quality()
