"""Kế hoạch và đơn vị: the roster, deadlines, quotas, indicators and sectors, changed with a preview and a history."""

import streamlit as st

from ui.plan import page
from ui.widgets.parts import title

TABS = {
    "Sửa trên màn hình": page.edit_tab,
    "Tệp Excel": page.workbook_tab,
    "Lịch sử thay đổi": page.history_tab,
}

title("Kế hoạch và đơn vị", page.sentence())
for tab, show in zip(
    st.tabs(list(TABS), on_change="rerun", key="muc-ke-hoach", bind="query-params"), TABS.values(), strict=True
):
    if tab.open:
        with tab:
            show()
