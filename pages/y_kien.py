"""Ý kiến của đơn vị: what the units wrote under each section of the outline, alike texts together."""

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.report.wording import section_titles
from ui.results import remarks, texts
from ui.results.parts import pick
from ui.session import plan, version
from ui.widgets.filters import choice, kind_filter, search_box
from ui.widgets.links import rests_on
from ui.widgets.markup import show_html
from ui.widgets.parts import downloads, empty, heading, title

top = st.container()
shown, titles = version(), section_titles(plan())
if not remarks.remarks(shown, remarks.RemarkFilter()).count:
    with top:
        title("Ý kiến của đơn vị", "Chưa có đơn vị nào gửi ý kiến.")
    empty("Chưa có ý kiến nào trong kho dữ liệu.", "Ý kiến lấy từ trang tính Đánh giá trong tệp của đơn vị.")
    st.stop()

with st.container(horizontal=True, key="loc", vertical_alignment="bottom"):
    asked = remarks.RemarkFilter(
        search_box("tim-y-kien", "Tìm trong ý kiến, tên đơn vị"),
        kind_filter(),
        choice("Mục của đề cương", titles, "muc", "Tất cả các mục"),
    )
seen = remarks.remarks(shown, asked)
with top:
    title("Ý kiến của đơn vị", seen.sentence)
if any(asked):
    st.button("Bỏ hết bộ lọc", icon=":material/close:", on_click=texts.clear, args=("tim-y-kien", "loai", "muc"))

left, right = st.columns([2, 3], gap="large")
with left:
    heading("Mỗi mục có bao nhiêu đơn vị nêu ý kiến?", "Bấm vào một mục để đọc; bấm lần nữa để bỏ")
    st.plotly_chart(
        seen.sections, config=CONFIG, key="hinh-muc", alt="Thanh ngang: số đơn vị nêu ý kiến ở từng mục của đề cương",
        on_select=lambda: pick("hinh-muc", "muc"), selection_mode="points",
    )  # fmt: skip
    rests_on(*seen.rests, what="đơn vị nêu ý kiến ở mục này" if asked.section else "đơn vị nêu ý kiến")
with right:
    heading(titles[asked.section] if asked.section else "Ý kiến ở tất cả các mục")
    if seen.shared:
        show_html(seen.shared)
    if seen.count:
        show_html(texts.pages(seen.pages, f"y-kien-{hash((shown, asked))}"))
        downloads("y-kien", lambda: remarks.remarks_frame(shown, asked), "Ý kiến")
    else:
        empty("Không có ý kiến nào khớp với bộ lọc.", "Đề nghị gõ từ ngắn hơn hoặc bỏ bớt bộ lọc.")
