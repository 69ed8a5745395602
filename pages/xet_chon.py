"""Xét chọn mô hình: every nominated model with its evidence, the sheet of criteria, the decision, the lists to sign."""


import streamlit as st

from tonghop import clock
from ui.conference import appraisal, comparing, selection
from ui.conference.evidence import evidence
from ui.session import as_of, version
from ui.widgets import people
from ui.widgets.links import no_data_yet, rests_on
from ui.widgets.parts import empty, title

PAGE = 20


def select() -> None:
    day = as_of()
    every, gone = selection.models_of(version(), day)
    beside, lost = comparing.compared(every)
    if beside:
        title("So sánh mô hình", f"{len(beside)} mô hình cạnh nhau; bấm tên để xem riêng từng mô hình.")
        comparing.say_gone(lost)
        comparing.side_by_side(beside, day)
        return
    top = st.container()
    chosen = selection.choose(every)
    with st.expander("Lọc, tìm mô hình", icon=":material/tune:") if chosen else st.container():
        asked = selection.ask_filter()
    left = selection.shown(every, asked)
    with top:
        title("Xét chọn mô hình", selection.sentence(left, asked))
        comparing.say_gone(lost)
    if chosen:
        appraisal.way_on(chosen, left)
        facts, forms = st.columns([3, 2], gap="large")
        with facts:
            evidence(chosen, day)
        with forms, st.container(key="phieu-ben"):
            people.confirmation()
            if not people.over_a_day():
                appraisal.sheet(chosen)
                appraisal.decide(chosen, selection.deciding_day(clock.today()))
        return
    people.confirmation()
    rests_on(*selection.nominating(every, asked.kind), "đơn vị đã giới thiệu mô hình")
    if left:
        pages = -(-len(left) // PAGE)
        place = st.pagination(pages, key="trang-xet") if pages > 1 else 1
        comparing.offer(every)
        selection.queue(left[(place - 1) * PAGE : place * PAGE], comparing.mark)
    elif every:
        empty("Không có mô hình nào khớp với bộ lọc.", "Đề nghị chọn lại bộ lọc hoặc gõ từ ngắn hơn.")
    else:
        empty(
            "Chưa có đơn vị nào giới thiệu mô hình.",
            "Mô hình hiện ra khi nhận được danh sách hoặc biểu Mô hình có đánh dấu đề nghị khen thưởng.",
        )
    selection.no_longer_listed(gone)
    selection.take_away(every, left, day)


if version():
    select()
else:
    title("Xét chọn mô hình", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi các đơn vị giới thiệu mô hình, danh sách xét chọn sẽ hiện ở đây.")
