"""Văn bản: which documents the units have issued, by type and year, and the list itself."""

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.vietnamese import format_count
from ui.results import documents, texts
from ui.results.parts import pick
from ui.session import version
from ui.widgets.filters import choice, kind_filter, search_box
from ui.widgets.links import rests_on
from ui.widgets.markup import show_html
from ui.widgets.parts import downloads, empty, heading, title

top = st.container()
shown = version()
if not documents.document_types(shown):
    with top:
        title("Văn bản", "Chưa có đơn vị nào ghi danh mục văn bản.")
    empty("Chưa có văn bản nào trong kho dữ liệu.", "Danh mục văn bản lấy từ trang tính Văn bản trong tệp của đơn vị.")
    st.stop()

with st.container(horizontal=True, key="loc", vertical_alignment="bottom"):
    asked = documents.DocumentFilter(
        search_box("tim-van-ban", "Tìm số, ký hiệu, trích yếu, đơn vị"),
        kind_filter(),
        choice("Loại văn bản", documents.document_types(shown), "loai-van-ban", "Mọi loại văn bản"),
        choice("Năm ban hành", documents.document_years(shown), "nam-van-ban", "Mọi năm"),
    )
seen = documents.documents(shown, asked)
with top:
    title("Văn bản", seen.sentence)
if any(asked):
    keys = ("tim-van-ban", "loai", "loai-van-ban", "nam-van-ban")
    st.button("Bỏ hết bộ lọc", icon=":material/close:", on_click=texts.clear, args=keys)

left, right = st.columns(2, gap="large")
with left:
    heading("Loại văn bản nào nhiều nhất?", "Loại ghi như đơn vị đã ghi")
    st.plotly_chart(
        seen.types, config=CONFIG, key="hinh-loai", alt="Thanh ngang: số văn bản theo loại",
        on_select=lambda: pick("hinh-loai", "loai-van-ban"), selection_mode="points",
    )  # fmt: skip
with right:
    heading("Ban hành nhiều vào năm nào?", seen.years_note)
    st.plotly_chart(
        seen.years, config=CONFIG, key="hinh-nam-van-ban", alt="Cột: số văn bản theo năm ban hành",
        on_select=lambda: pick("hinh-nam-van-ban", "nam-van-ban"), selection_mode="points",
    )  # fmt: skip
rests_on(*seen.rests, what="đơn vị có ghi văn bản")
show_html(seen.table)

heading(f"{format_count(seen.count)} văn bản", "Bấm vào thanh, cột ở trên để lọc; bấm lần nữa để bỏ.")
if seen.count:
    show_html(texts.pages(seen.pages, f"van-ban-{hash((shown, asked))}"))
    downloads("van-ban", lambda: documents.documents_frame(shown, asked), "Văn bản")
else:
    empty("Không có văn bản nào khớp với bộ lọc.", "Đề nghị gõ từ ngắn hơn hoặc bỏ bớt bộ lọc.")
