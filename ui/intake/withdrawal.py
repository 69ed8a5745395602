"""Taking a file out of the count, and putting it back: asked with a reason, shown before it is done."""

from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions import preview
from tonghop.actions.naming import receipts_left
from tonghop.errors import Stop
from tonghop.store.sources import put_back, withdraw
from ui.intake import changes
from ui.session import plan, store
from ui.widgets import keeping, people
from ui.widgets.parts import html, note

ASKED = "_rut-tep"


def button(file: Any) -> None:
    """The button among those of one file (a row of `file_list`); the question comes up below."""
    icon = ":material/undo:" if file.is_withdrawn else ":material/block:"
    if st.button(_label(file), key="rut-tep", icon=icon):
        st.session_state[ASKED] = int(file.file_id)


def question(file: Any) -> None:
    """Once asked for: what it would change, why, by whom; and its confirmation."""
    people.confirmation()
    out, label, number = bool(file.is_withdrawn), _label(file), int(file.file_id)
    if out:
        why = f"{file.withdrawn_for} ({file.withdrawn_by})"
        html("<p class='th-note'><b>{}</b> {}</p>", "Tệp đã được rút, không được tính.", f"Lý do: {why}")
    box = keeping.form("rut", f"{number}-{file.sha256[:12]}")  # numbers begin anew where the sample is put out
    if st.session_state.get(ASKED) != number and not box.came_back:
        return
    with st.container(border=True, key="rut-hoi"):
        html(
            "<p class='th-lead'><b>{}</b> {}</p>",
            f"{label}?",
            "Tệp vẫn được lưu và có trong lịch sử; chỉ đổi việc có được tính hay không.",
        )
        box.say()
        left = [] if out else receipts_left(store(), number)
        for line in left:
            html("<p class='th-note'>{}</p>", line)
        try:
            changed = preview.of_withdrawal(store(), number, not out)
        except Stop as stop:
            note(stop.message, stop.remedy)
            return
        changes.show(changed, plan(), "rut", "Khi đó")
        reason = st.text_input("Lý do", max_chars=300, placeholder="Ví dụ: đơn vị gửi nhầm bản cũ", **box.text("ly-do"))
        who = people.person()
        people.missing_name(who)
        with st.container(horizontal=True, key="rut-nut"):
            if people.recorded(label, "rut-that", who and reason.strip()):
                act = put_back if out else withdraw
                people.do(
                    lambda: act(store(), number, reason=reason, recorded_at=clock.now(), recorded_by=who),
                    "Tệp được tính lại" if out else "Đã rút tệp",
                    after=f". {' '.join(left)}".rstrip(".") if left else "",
                    then=lambda: st.session_state.pop(ASKED, None),
                    box=box,
                )
            if st.button("Thôi", key="rut-thoi"):
                st.session_state.pop(ASKED, None)
                box.clear()
                st.rerun()


def _label(file: Any) -> str:
    return "Tính lại tệp này" if file.is_withdrawn else "Rút tệp này"
