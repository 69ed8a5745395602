"""Taking a file out of the count, and putting it back: asked with a reason, shown before it is done."""

from datetime import datetime
from typing import Any

import streamlit as st

from tonghop import rehearsal
from tonghop.store.sources import put_back, withdraw
from ui import changes, people
from ui.parts import html
from ui.state import look_at_newest, plan, store


def withdraw_or_put_back(file: Any) -> None:
    """The button below one file (a row of `file_list`), what it would change, and its confirmation."""
    people.confirmation()
    out = bool(file.is_withdrawn)
    if out:
        said = f"{file.withdrawn_for or ''} ({file.withdrawn_by or ''})"
        html("<p class='th-note'><b>{}</b> {}</p>", "Tệp đã được rút, không được tính.", f"Lý do: {said}")
    label, asked = ("Tính lại tệp này", "_tinh-lai") if out else ("Rút tệp này", "_rut")
    number = int(file.file_id)
    if st.session_state.get(asked) != number:
        if st.button(label, key="rut-tep", icon=":material/undo:" if out else ":material/block:"):
            st.session_state[asked] = number
            st.rerun()
        return
    with st.container(border=True, key="rut-hoi"):
        html(
            "<p class='th-lead'><b>{}</b> {}</p>",
            f"{label}?",
            "Tệp vẫn được lưu và có trong lịch sử; chỉ đổi việc có được tính hay không.",
        )
        changes.show(rehearsal.of_withdrawal(store(), number, not out), plan(), "rut", "Khi đó")
        reason = st.text_input("Lý do", key="rut-ly-do", max_chars=300, placeholder="Ví dụ: đơn vị gửi nhầm bản cũ")
        who = people.person()
        people.missing_name(who)
        with st.container(horizontal=True, key="rut-nut"):
            if st.button(label, type="primary", key="rut-that", disabled=not (who and reason.strip())):
                act = put_back if out else withdraw
                made = act(store(), number, reason=reason, recorded_at=datetime.now(), recorded_by=who)
                st.session_state.pop(asked)
                look_at_newest()
                people.confirm(f"{'Tệp được tính lại' if out else 'Đã rút tệp'} (phiên bản {made}).")
                st.rerun()
            if st.button("Thôi", key="rut-thoi"):
                st.session_state.pop(asked)
                st.rerun()
