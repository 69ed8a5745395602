"""The A4 of progress to print or to send, made at the click."""

from datetime import date

import streamlit as st

from tonghop.actions.progress_page import progress_page_of
from tonghop.actions.report_files import keep_named
from tonghop.outputs.progress_page import progress_page_name, progress_page_pdf
from ui.session import looked_at, plan_on, store, version_on_show


def download(day: date) -> None:
    """Offer the page of what is on show."""
    given, kept, number, shown = plan_on(day), store(), looked_at(), version_on_show()

    def made() -> bytes:
        keep_named(kept, shown)
        return progress_page_pdf(given, progress_page_of(kept, day, number))

    st.download_button(
        "Tải tiến độ trên một trang A4 (PDF)", data=made, file_name=progress_page_name(day),
        mime="application/pdf", on_click="ignore", type="tertiary", icon=":material/picture_as_pdf:",
        key="tai-tien-do",
    )  # fmt: skip
