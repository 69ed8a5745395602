"""What the office decides about one unit's papers: accepted, sent back, extended, exempted, a mistake struck out."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.errors import Stop
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from tonghop.store.receipts import accept, strike_receipt
from tonghop.vietnamese import format_date, parse_date
from ui.session import ask, look_at_newest, plan, store
from ui.widgets import filters, people
from ui.widgets.parts import heading, html, note, table
from ui.widgets.plain import plain
from ui.widgets.words import labels

ACTIONS = {
    "chap-nhan": "Chấp nhận (đã xem, đạt)",
    "tra-lai": "Trả lại để bổ sung",
    "gia-han": "Gia hạn nộp",
    "bo-gia-han": "Bỏ gia hạn",
    "mien": "Không thuộc diện nộp",
    "thoi-mien": "Phải nộp trở lại",
}
KINDS = {
    "extension": "Gia hạn",
    "exemption": "Không thuộc diện",
    "owed_again": "Phải nộp trở lại",
    "sent_back": "Trả lại để bổ sung",
    "acceptance": "Chấp nhận",
}
NEEDS_DAY = {"chap-nhan": "Ngày chấp nhận", "tra-lai": "Ngày trả lại", "gia-han": "Ngày cuối cùng được nộp"}


def unit_decisions(unit_id: str) -> None:
    """The decisions taken about a unit, and the fold in which one is taken."""
    people.confirmation()
    decisions = ask("decision_list")
    own = decisions[decisions["unit_id"] == unit_id]
    if len(own):
        heading("Quyết định về hồ sơ của đơn vị", "Mới nhất ở trên; quyết định sau thay cho quyết định trước.")
        rows = [_decision_row(row) for row in own.itertuples()]
        table(["Thành phần", "Quyết định", "Ngày", "Lý do", "Ghi nhận"], rows)
    if people.is_closed():
        return
    deciding = "Xử lý hồ sơ: chấp nhận, trả lại, gia hạn…"
    fold = st.expander(deciding, icon=":material/gavel:", key="xu-ly", on_change="rerun")
    if fold.open:
        with fold:
            _form(unit_id)
    striking = "Gạch một lần tiếp nhận ghi nhầm"
    strike = st.expander(striking, icon=":material/strikethrough_s:", key="gach", on_change="rerun")
    if strike.open:
        with strike:
            _strike(unit_id)


def attachments(unit_id: str) -> None:
    """What came along with the unit's papers, to be had back as it came."""
    found = [row for row in ask("attachment_list").itertuples() if row.unit_id == unit_id]
    if not found:
        return
    heading("Tệp kèm theo hồ sơ")
    with st.container(horizontal=True, key="kem-theo"):
        for number, row in enumerate(found):
            st.download_button(
                plain(row.name),
                data=partial(store().archive.read, row.sha256),
                file_name=row.name,
                on_click="ignore",
                type="tertiary",
                icon=":material/attach_file:",
                key=f"kem-{number}-{row.sha256[:12]}",
            )


def _decision_row(row: Any) -> list[str]:
    parts = labels(plan().obligations)
    kind = KINDS[row.kind]
    if (row.kind in ("extension", "acceptance") and row.day is None) or str(row.day) == "NaT":
        kind = {"extension": "Bỏ gia hạn", "acceptance": "Bỏ chấp nhận"}.get(row.kind, kind)
    day = "" if str(row.day) in ("NaT", "None") else format_date(row.day.date())
    reason = " · ".join(str(text) for text in (row.reason, row.allowed_by) if isinstance(text, str) and text)
    return [parts[row.obligation_id], kind, day, reason, f"{format_date(row.recorded_at.date())}, {row.recorded_by}"]


def _form(unit_id: str) -> None:
    parts = labels(plan().obligations)
    first, second = filters.row(2, "xu-ly-gi")
    with first:
        part = st.selectbox("Thành phần hồ sơ", list(parts), format_func=lambda one: parts[one], key="xu-ly-phan")
    with second:
        action = st.selectbox("Xử lý", list(ACTIONS), format_func=lambda one: ACTIONS[one], key="xu-ly-cach")
    decide(unit_id, part, action)


def decide(unit_id: str, part: str, action: str) -> None:
    """Ask what one decision (a key of ACTIONS) about a part of a unit needs; record it, and say so."""
    parts = labels(plan().obligations)
    written = ""
    left, right = filters.row(2, "xu-ly-ly-do")
    with left:
        if action in NEEDS_DAY:
            written = st.text_input(
                NEEDS_DAY[action], key=f"xu-ly-ngay-{action}", value=_usual_day(action), placeholder="ngày/tháng/năm"
            )
        reason = st.text_input("Lý do, nhận xét", key=f"xu-ly-vi-{action}", max_chars=300)
        allowed_by = ""
        if action == "gia-han":
            allowed_by = st.text_input("Ai đồng ý", key="xu-ly-ai", max_chars=80, placeholder="Họ tên, chức vụ")
    with right:
        who = people.person()
    day = parse_date(written).value
    if action in NEEDS_DAY and day is None:
        note("Ngày chưa đúng.", "Đề nghị ghi ngày/tháng/năm, ví dụ 06/04/2022.")
        return
    if action in ("chap-nhan", "tra-lai") and day is not None and day > clock.today():
        note("Ngày sau hôm nay.", f"Đề nghị ghi ngày không sau {format_date(clock.today())}.")
        return
    people.missing_name(who)
    lacks = bool(action != "chap-nhan" and not reason.strip()) or bool(action == "gia-han" and not allowed_by.strip())
    if lacks:
        html("<p class='th-quiet'>{}</p>", "Cần ghi lý do" + (" và người đồng ý." if action == "gia-han" else "."))
    if people.recorded("Ghi nhận", "xu-ly-nut", who and not lacks):
        said: Any = {"recorded_at": clock.now(), "recorded_by": who}
        on: Any = day
        act: dict[str, Callable[[], int]] = {
            "chap-nhan": lambda: accept(store(), unit_id, part, on, remark=reason, **said),
            "tra-lai": lambda: record_sent_back(store(), unit_id, part, on, reason=reason, **said),
            "gia-han": lambda: record_extension(
                store(), unit_id, part, on, reason=reason, allowed_by=allowed_by, **said
            ),
            "bo-gia-han": lambda: record_extension(store(), unit_id, part, None, reason=reason, allowed_by="", **said),
            "mien": lambda: record_exemption(store(), unit_id, part, True, reason=reason, **said),
            "thoi-mien": lambda: record_exemption(store(), unit_id, part, False, reason=reason, **said),
        }
        _done(act[action], f"{ACTIONS[action]}: {parts[part]} của {plan().unit_by_id[unit_id].name}")


def _usual_day(action: str) -> str:
    return format_date(clock.today()) if action in ("chap-nhan", "tra-lai") else ""


def _strike(unit_id: str) -> None:
    parts = labels(plan().obligations)
    entries = ask("receipt_entries")
    own = [row for row in entries.itertuples() if row.unit_id == unit_id]
    if not own:
        html("<p class='th-quiet'>{}</p>", "Đơn vị chưa có lần tiếp nhận nào.")
        return

    def said(at: int) -> str:
        row = own[at]
        struck = f" – đã gạch {row.struck}/{row.times}" if row.struck else ""
        return f"{parts[row.obligation_id]}, {format_date(row.received_on.date())}, {row.copies} bộ{struck}"

    at = st.selectbox("Lần tiếp nhận", range(len(own)), format_func=said, key="gach-lan")
    row = own[at or 0]
    left, right = filters.row(2, "gach-vi")
    with left:
        reason = st.text_input("Lý do", key="gach-ly-do", max_chars=300, placeholder="Ví dụ: ghi nhầm đơn vị")
    with right:
        who = people.person()
    people.missing_name(who)
    part, day, copies, struck = row.obligation_id, row.received_on.date(), int(row.copies), int(row.struck)

    def strike(times: int) -> int:
        said: Any = {"reason": reason, "recorded_at": clock.now(), "recorded_by": who}
        return strike_receipt(store(), unit_id, part, day, copies, times, **said)

    with st.container(horizontal=True, key="gach-nut"):
        can = bool(who and reason.strip())
        if row.struck < row.times and people.recorded("Gạch lần này", "gach-that", can):
            _done(lambda: strike(struck + 1), "Đã gạch lần tiếp nhận")
        if row.struck and st.button("Tính lại", key="gach-thoi", disabled=not can):
            _done(lambda: strike(struck - 1), "Đã tính lại lần tiếp nhận")


def _done(act: Callable[[], int], what: str) -> None:
    try:
        number = act()
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    people.confirm(f"{what} (phiên bản {number}).")
    look_at_newest()
    st.rerun()
