"""Mô hình: what models there are, in which sectors, from which year; from a bar to the rows to the cell."""

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.vietnamese import format_count
from ui.results import models
from ui.results.parts import pick, reporting, sheet_rests_on
from ui.session import version
from ui.widgets.markup import show_html
from ui.widgets.parts import downloads, empty, heading, title

top = st.container()
if not reporting(models.SHEET, "")[0]:
    with top:
        title("Mô hình", "Chưa có đơn vị nào gửi danh sách mô hình.")
    empty(
        "Chưa có mô hình nào trong kho dữ liệu.",
        "Tải tệp của các đơn vị lên ở trang Tiếp nhận; hình và bảng hiện ra ngay sau khi tệp được nhận.",
    )
    st.stop()

asked = models.ask_filter()
seen = models.view(version(), asked)
with top:
    title("Mô hình", seen.sentence)
if models.said(asked) or asked.wanted or asked.kind:
    st.button(f"Bỏ lọc: {' · '.join(models.said(asked)) or 'tất cả'}", icon=":material/close:", on_click=models.clear)

if not seen.count:
    empty("Không có mô hình nào khớp với bộ lọc.", "Đề nghị gõ từ ngắn hơn hoặc bỏ bớt bộ lọc.")
    sheet_rests_on(models.SHEET, asked.kind)
    st.stop()

left, right = st.columns([3, 2], gap="large")
with left:
    heading("Lĩnh vực nào có nhiều mô hình?", seen.key)
    st.plotly_chart(
        seen.sectors, config=CONFIG, key="hinh-linh-vuc",
        alt="Thanh ngang: số mô hình theo lĩnh vực, tập thể và cá nhân",
        on_select=lambda: pick("hinh-linh-vuc", "linh-vuc"), selection_mode="points",
    )  # fmt: skip
    sheet_rests_on(models.SHEET, asked.kind)
with right:
    heading("Mô hình ở cấp nào?")
    st.plotly_chart(
        seen.levels, config=CONFIG, key="hinh-cap", alt="Thanh ngang: số mô hình theo cấp",
        on_select=lambda: pick("hinh-cap", "cap"), selection_mode="points",
    )  # fmt: skip
    heading("Bắt đầu từ năm nào?", seen.starts_note)
    st.plotly_chart(
        seen.starts, config=CONFIG, key="hinh-nam", alt="Cột: số mô hình theo năm bắt đầu",
        on_select=lambda: pick("hinh-nam", models.FIRST, models.LAST), selection_mode="points",
    )  # fmt: skip

heading(f"{format_count(seen.count)} mô hình", models.ROWS_NOTE)
order = st.segmented_control(
    "Xếp theo", (models.BY_ROSTER, models.BY_UNIT, models.BY_NAME), default=models.BY_ROSTER, required=True, key="xep"
)
seen = models.view(version(), asked._replace(order=order or models.BY_ROSTER))
pages = -(-seen.count // models.PAGE)
place = st.pagination(pages, key="trang-mo-hinh") if pages > 1 else 1
opened = models.opened(seen.places)
on_page = seen.places[(place - 1) * models.PAGE : place * models.PAGE]
if opened is None:
    show_html(models.listed(on_page, None))
else:
    with st.container(key="mo-hinh-mo"):
        table, beside = st.columns([3, 2], gap="medium")
    with table:
        show_html(models.listed(on_page, opened))
    with beside:
        show_html(models.detail(opened))
show_html(seen.printed)
downloads("mo-hinh", lambda: models.take_away(asked._replace(order=order or models.BY_ROSTER)), "Mô hình")
