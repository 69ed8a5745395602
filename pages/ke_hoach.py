"""Kế hoạch và đơn vị: the roster, deadlines, quotas, indicators and sectors, changed with a preview and a history."""

import streamlit as st

from ui import plan_page
from ui.parts import title

TABS = {
    "Sửa trên màn hình": plan_page.edit_tab,
    "Tệp Excel": plan_page.workbook_tab,
    "Lịch sử thay đổi": plan_page.history_tab,
}

title("Kế hoạch và đơn vị", plan_page.sentence())
for tab, show in zip(
    st.tabs(list(TABS), on_change="rerun", key="muc-ke-hoach", bind="query-params"), TABS.values(), strict=True
):
    if tab.open:
        with tab:
            show()
