"""Báo cáo: the draft by the plan's outline, its three files, where each number comes from, what moved since a draft."""

import streamlit as st

from ui.conference import drafts, lines, report, tracing
from ui.session import as_of, day_shown, looked_at, version
from ui.widgets.links import no_data_yet
from ui.widgets.parts import title

PARTS = ("Tải tài liệu", "Nội dung và nguồn số liệu", "Soạn câu chữ", "So với bản trước")


def read() -> None:
    day = as_of()
    draft = report.draft(looked_at(), day, day_shown() is not None)
    title("Báo cáo hội nghị", report.sentence(draft))
    part = st.segmented_control(
        "Phần", PARTS, default=PARTS[0], required=True, key="phan", bind="query-params", label_visibility="collapsed"
    )
    if part == PARTS[1]:
        heading, blocks = report.choose_section(draft)
        tracing.source(draft.writing, blocks, day)
        report.text(heading, blocks)
    elif part == PARTS[2]:
        lines.write(draft)
    elif part == PARTS[3]:
        drafts.compare(draft)
    else:
        report.files(draft)


if version():
    read()
else:
    title("Báo cáo hội nghị", "Chưa có số liệu để viết báo cáo.")
    no_data_yet("Khi các đơn vị gửi số liệu, bản dự thảo báo cáo sẽ hiện ở đây.")
