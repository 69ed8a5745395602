"""Tiếp nhận: take files in, see what was found, find what came before."""

import streamlit as st

from ui.intake import dropping, waiting
from ui.session import ask
from ui.tracking import received
from ui.widgets.parts import title

TABS = {"Tải tệp lên": dropping.upload, "Việc cần xử lý": waiting.to_do, "Tệp đã nhận": received.history}

title("Tiếp nhận", received.received_sentence(ask("file_list"), ask("open_findings")))
for tab, show in zip(
    st.tabs(list(TABS), on_change="rerun", key="muc", bind="query-params"), TABS.values(), strict=True
):
    if tab.open:
        with tab:
            show()
