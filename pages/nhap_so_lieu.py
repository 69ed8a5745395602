"""Nhập trên màn hình: type a unit's form A from a report in prose, or put one figure right."""

import streamlit as st

from ui.entry import correction, typing
from ui.widgets import people
from ui.widgets.parts import title

TABS = {"Nhập số liệu của đơn vị": typing.entry_form, "Đính chính một số liệu": correction.correction_form}

title(
    "Nhập trên màn hình",
    "Số liệu nhập ở đây là một nguồn như tệp đơn vị gửi: có lịch sử, tra được, rút lại được ở trang Tiếp nhận.",
)
for tab, show in zip(
    st.tabs(list(TABS), on_change="rerun", key="muc-nhap", bind="query-params"), TABS.values(), strict=True
):
    if tab.open:
        with tab:
            if not people.closed():
                show()
