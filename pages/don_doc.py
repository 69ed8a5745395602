"""Đôn đốc: who must be called on the day shown, for what, in which words; and what was answered."""


import streamlit as st

from tonghop import clock
from ui.session import as_of, plan, version
from ui.tracking import chasing
from ui.tracking.letters import all_letters, coming_letter_offered
from ui.widgets import filters
from ui.widgets.left import of_units
from ui.widgets.links import no_data_yet, without_register
from ui.widgets.parts import empty, title
from ui.widgets.words import names_by_id

PAGE = 20


def chase() -> None:
    day, today, number = as_of(), clock.today(), version()
    found, calls = chasing.reminders(number, day), chasing.calls(number)
    title("Đôn đốc", chasing.sentence(found, day, today))
    without_register()
    kind_column, part_column, unit_column, name_column = filters.row(4)
    with kind_column:
        kind = filters.kind_filter()
    with part_column:
        part = filters.obligation_filter()
    with unit_column:
        unit = filters.unit_filter()
    with name_column:
        wanted = filters.search_box("ten", "Tìm đơn vị")

    left = chasing.shown(found, kind, part, wanted, unit)
    own = [call for call in calls if unit in ("", call.unit_id)]
    if unit:
        chasing.way_back(unit, chasing.shown(found, kind, part, wanted, ""))
        if left:
            chasing.unit_up_close(left[0], day, today)
        else:
            name = names_by_id(plan())[unit]
            empty(f"{name} không còn thiếu phần nào đã đến hạn", "Không cần đôn đốc, không có công văn.")
    elif left:
        of_units(["goi"], "don-doc")
        last = {call.unit_id: call for call in reversed(calls) if call.called_on <= day}
        all_letters(left, day)
        pages = -(-len(left) // PAGE)
        place = st.pagination(pages, key="trang-goi") if pages > 1 else 1
        chasing.queue(left[(place - 1) * PAGE : place * PAGE], last)
    elif found:
        empty("Không có đơn vị nào khớp bộ lọc", "Đề nghị chọn lại loại đơn vị, thành phần hoặc tên tìm.")
    if not unit:
        coming_letter_offered(day)
    chasing.log(own, unit)


if version():
    chase()
else:
    title("Đôn đốc", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi có sổ tiếp nhận, các đơn vị cần đôn đốc sẽ hiện ở đây.")
