"""Lịch: which day is the last, how far everybody is, what falls in the next days, whose conference is when.

Not named as its address (lich): Streamlit would take it for a page of its older kind and run it without the frame.
"""

import streamlit as st

from tonghop.vietnamese import format_day
from ui.session import as_of, version
from ui.tracking.calendar_look import look
from ui.tracking.reviews import show_reviews
from ui.tracking.weeks import AHEAD
from ui.widgets.links import no_data_yet, without_register
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import heading, section, table, title


def days() -> None:
    day = as_of()
    shown = look(version(), day)
    title("Lịch", shown.sentence)
    without_register()

    left, right = st.columns([3, 2], gap="large")
    with left:
        section("Hạn theo kế hoạch, đã nộp đến đâu?", shown.deadlines)
    with right:
        section(f"Bảy ngày tới ({format_day(day)}–{format_day(day + AHEAD)})", shown.ahead)

    heading("Các tuần của kế hoạch", "Ngày nghỉ tô nhạt; hạn không tự lùi vì ngày nghỉ")
    show_html(shown.weeks)
    if shown.beyond:
        show_html(Html("<p class='th-quiet'>Ngoài các tuần trên: {} hội nghị.</p>").format(shown.beyond))

    show_reviews(shown.reviews)

    heading(
        "Tỷ lệ nộp theo loại đơn vị",
        "Đã nộp đủ / phải nộp; dòng dưới: đúng hạn / phải nộp. Không tính đơn vị không thuộc diện; đơn vị được gia hạn "
        "tính theo hạn riêng. – là không đơn vị nào phải nộp.",
    )
    table(["Thành phần hồ sơ", *shown.kinds], shown.rates)


if version():
    days()
else:
    title("Lịch", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi có sổ tiếp nhận, tiến độ theo từng hạn sẽ hiện ở đây.")
