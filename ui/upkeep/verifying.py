"""Verification of the whole store on screen, and the way back to what is whole: said first what is lost, then done.

Shown even where nothing else can be: a store that cannot be read is what this is for.
"""

import streamlit as st

from tonghop import clock
from tonghop.errors import Stop
from tonghop.store.checked import Checked, check_and_note, last_check
from tonghop.store.pointer import refuse_newer
from tonghop.store.repair import Health, Outlook, is_needed, outlook, repair
from tonghop.vietnamese import format_count
from ui.session import look_at_newest, store
from ui.widgets import people
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import heading, html, note

SHOWN_AT_MOST = 20
FOUND = "_kiem-tra-kho"
"""What this session found out, which a repair goes by; gone with the session."""


def show() -> None:
    """The last verification, the button that verifies, what a repair would do, the button that repairs."""
    heading(
        "Kiểm tra kho dữ liệu",
        "Đọc lại mọi phiên bản và mọi tệp đã nhận, đối chiếu với lúc ghi; không thay đổi số liệu.",
    )
    checked = last_check(store())
    if checked:
        _said(checked)
    else:
        html("<p class='th-quiet'>{}</p>", "Kho chưa được kiểm tra lần nào.")
    if st.button("Kiểm tra toàn bộ kho", key="kiem-tra-kho", icon=":material/verified:"):
        _verify()
    health: Health | None = st.session_state.get(FOUND)
    if health is not None and is_needed(health):
        _mend(health)
    elif health is not None and health.says:
        note("Tệp thiếu không sửa được từ kho này.", "Đề nghị nạp lại tệp ấy, hoặc khôi phục từ bản sao lưu.")


def _said(checked: Checked) -> None:
    when = f"{checked.at:%H:%M ngày %d/%m/%Y}"
    looked = f"{format_count(checked.versions)} phiên bản và {format_count(checked.files)} tệp đã nhận"
    if not checked.problems:
        html("<p class='th-note th-done'><b>✓ Kho còn nguyên vẹn.</b> {}</p>", f"Kiểm tra lúc {when}: {looked}.")
        return
    count = format_count(len(checked.problems))
    html(
        "<div class='th-note th-error' role='alert'><b>{}</b> {}</div>",
        f"Kho có {count} chỗ hỏng, thiếu.",
        f"Kiểm tra lúc {when}: {looked}.",
    )
    _listed(checked.problems)


def _listed(lines: tuple[str, ...]) -> None:
    items = joined(Html("<li>{}</li>").format(line) for line in lines[:SHOWN_AT_MOST])
    show_html(Html("<ul class='th-list'>{}</ul>").format(items))
    if len(lines) > SHOWN_AT_MOST:
        more = format_count(len(lines) - SHOWN_AT_MOST)
        html("<p class='th-quiet'>{}</p>", f"… và {more} điều khác (xem hết: python -m tonghop verify).")


def _verify() -> None:
    with st.spinner("Đang kiểm tra toàn bộ kho…"):
        st.session_state[FOUND] = check_and_note(store(), clock.now())
    st.rerun()


def _mend(health: Health) -> None:
    """What going back would lose, a word that it was read, and the button."""
    heading("Sửa kho dữ liệu", "Tệp hỏng không bị xóa mà để riêng trong thư mục damaged của kho.")
    try:
        told = outlook(store(), health)
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    html("<p>{}</p>", f"Sẽ dùng lại phiên bản {told.good}, phiên bản mới nhất còn tốt.")
    if told.lost:
        _listed(told.lost)
    else:
        html("<p class='th-quiet'>{}</p>", "Không mất gì đã ghi.")
    is_read = st.checkbox("Đã đọc những gì sẽ mất, vẫn sửa", key="da-doc-se-mat")
    if st.button(f"Dùng lại phiên bản {format_count(told.good)}", key="sua-kho", type="primary", disabled=not is_read):
        _repair(health, told)


def _repair(health: Health, told: Outlook) -> None:
    try:
        refuse_newer(store().folder)
        there = repair(store(), health, told.good)
    except Stop as stop:
        st.session_state.pop(FOUND, None)
        note(stop.message, stop.remedy)
        return
    people.confirm(f"Đã dùng lại phiên bản {told.good}." + (f" Tệp hỏng ở {there}." if there else ""))
    st.session_state[FOUND] = check_and_note(store(), clock.now())
    look_at_newest()
    st.rerun()
