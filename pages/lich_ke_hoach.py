"""Lịch: which day is the last, how far everybody is, what falls in the next days, whose conference is when.

Not named as its address (lich): Streamlit would take it for a page of its older kind and run it without the frame.
"""

import streamlit as st

from tonghop.vietnamese import format_day
from ui import calendar, weeks
from ui.links import no_data_yet, without_register
from ui.parts import heading, section, table, title
from ui.reviews import show_reviews, unit_reviews
from ui.state import as_of, ask, plan_on, version


def days() -> None:
    day = as_of()
    given = plan_on(day)
    status, progress = ask("submission_status", as_of=day), ask("submission_progress", as_of=day)
    reviews = unit_reviews(given, status, ask("receipt_list", as_of=day), ask("fact_list"), day)
    title("Lịch", calendar.calendar_sentence(given, progress, reviews, day))
    without_register()

    left, right = st.columns([3, 2], gap="large")
    with left:
        section("Hạn theo kế hoạch, đã nộp đến đâu?", calendar.deadline_list(given, progress, day))
    with right:
        span = f"{format_day(day)}–{format_day(day + weeks.AHEAD)}"
        items = weeks.ahead(given, status, reviews, day)
        nothing = "<p class='th-quiet'>Không có hạn, ngày lễ hay hội nghị nào.</p>"
        section(f"Bảy ngày tới ({span})", weeks.ahead_list(items) if items else nothing)

    heading("Các tuần của kế hoạch", "Ngày nghỉ tô nhạt; hạn không tự lùi vì ngày nghỉ")
    st.html(weeks.weeks(given, status, reviews, day))
    if beyond := weeks.outside(given, reviews, day):
        st.html(f"<p class='th-quiet'>Ngoài các tuần trên: {beyond} hội nghị.</p>")

    show_reviews(reviews)

    heading(
        "Tỷ lệ nộp theo loại đơn vị",
        "Đã nộp đủ / phải nộp; dòng dưới: đúng hạn / phải nộp. Không tính đơn vị không thuộc diện; đơn vị được gia hạn "
        "tính theo hạn riêng. – là không đơn vị nào phải nộp.",
    )
    kinds = [kind.label for kind in given.kinds]
    table(["Thành phần hồ sơ", *kinds], calendar.rate_rows(given, ask("reporting_rates", as_of=day)))


if version():
    days()
else:
    title("Lịch", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi có sổ tiếp nhận, tiến độ theo từng hạn sẽ hiện ở đây.")
