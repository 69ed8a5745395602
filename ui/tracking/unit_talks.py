"""One unit, what the office has said to it: the letter that is due, every call and what was promised in it."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from tonghop.tracking.reminders import PhoneCall, Reminder
from tonghop.vietnamese import format_count, format_date
from ui.session import past_in_address, plan, version
from ui.tracking import chasing
from ui.tracking.letters import one_letter
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import heading, table
from ui.widgets.words import names_by_id

ADDRESS = "don-doc"


def talks(unit_id: str, day: date) -> None:
    """Offer the letter of the day where something is lacking, lead to Đôn đốc, list the calls up to the day."""
    due = next((one for one in chasing.reminders(version(), day) if one.unit_id == unit_id), None)
    calls = [call for call in chasing.calls(version()) if call.unit_id == unit_id and call.called_on <= day]
    heading("Đôn đốc", talks_sentence(due, calls))
    if due is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="don-vi-cong-van"):
            one_letter(due)
            show_html(to_chasing(names_by_id(plan())[unit_id], day))
    if calls:
        table(["Ngày gọi", "Đã gặp", "Nội dung trao đổi", "Hẹn nộp ngày", "Người ghi nhận"], call_rows(calls, due))


def talks_sentence(due: Reminder | None, calls: list[PhoneCall]) -> str:
    """How much is to be asked for, how often it was talked of."""
    asked = f"Còn {len(due.lacks)} phần cần đôn đốc" if due else "Không còn phần nào cần đôn đốc"
    talked = f"{format_count(len(calls))} cuộc gọi, mới nhất ở trên" if calls else "chưa ghi lại cuộc gọi nào"
    return f"{asked}; {talked}."


def to_chasing(name: str, day: date) -> Html:
    """Link to the page where the unit is called."""
    address = urlencode({"don-vi": name, "ngay": day.isoformat()} | past_in_address())
    return Html("<a class='th-src th-noprint' href='{}?{}'>Lời nhắn, ghi lại cuộc gọi: trang Đôn đốc</a>").format(
        ADDRESS, address
    )


def call_rows(calls: list[PhoneCall], due: Reminder | None) -> list[list[str]]:
    """Calls as cells; the promise that was not kept is marked."""
    broken = due.promise if due and due.is_broken else None
    rows = []
    for call in calls:
        promised = format_date(call.promised_on) if call.promised_on else ""
        if call == broken:
            promised = Html(
                "<span class='th-badge th-missing'><i aria-hidden='true'>!</i> {}, đã qua ngày</span>"
            ).format(promised)
        rows.append([format_date(call.called_on), call.reached, call.said, promised, call.recorded_by])
    return rows
