"""What the office decides about one unit's papers: accepted, sent back, extended, exempted, a mistake struck out."""

from functools import partial
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions import deciding
from tonghop.actions.deciding import Decision, decide, lacks, wrong_day
from tonghop.store.receipts import strike_receipt
from tonghop.vietnamese import format_date, parse_date
from ui.session import plan, rows_of, store
from ui.widgets import filters, keeping, people
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
DECISIONS = {
    "chap-nhan": deciding.ACCEPT,
    "tra-lai": deciding.SEND_BACK,
    "gia-han": deciding.EXTEND,
    "bo-gia-han": deciding.NO_EXTEND,
    "mien": deciding.EXEMPT,
    "thoi-mien": deciding.NO_EXEMPT,
}
KINDS = {
    "extension": "Gia hạn",
    "exemption": "Không thuộc diện",
    "owed_again": "Phải nộp trở lại",
    "sent_back": "Trả lại để bổ sung",
    "acceptance": "Chấp nhận",
}
NEEDS_DAY = {
    "chap-nhan": "Ngày chấp nhận",
    "tra-lai": "Ngày trả lại",
    "gia-han": "Ngày cuối cùng được nộp",
}


def unit_decisions(unit_id: str) -> None:
    """The decisions taken about a unit, and the fold in which one is taken."""
    people.confirmation()
    own = [row for row in rows_of("decision_list") if row.unit_id == unit_id]
    if own:
        heading("Quyết định về hồ sơ của đơn vị", "Mới nhất ở trên; quyết định sau thay cho quyết định trước.")
        table(["Thành phần", "Quyết định", "Ngày", "Lý do", "Ghi nhận"], map(_decision_row, own))
    attachments(unit_id)
    if people.is_closed():
        return
    deciding = "Xử lý hồ sơ: chấp nhận, trả lại, gia hạn…"
    box = keeping.form("xu-ly", unit_id)
    fold = st.expander(deciding, icon=":material/gavel:", **keeping.fold(box, "xu-ly"))
    if fold.open:
        with fold:
            _form(unit_id, box)
    striking = "Gạch một lần tiếp nhận ghi nhầm"
    box = keeping.form("gach", unit_id)
    strike = st.expander(striking, icon=":material/strikethrough_s:", **keeping.fold(box, "gach"))
    if strike.open:
        with strike:
            _strike(unit_id, box)


def attachments(unit_id: str) -> None:
    """What came along with the unit's papers, to be had back as it came."""
    found = [row for row in rows_of("attachment_list") if row.unit_id == unit_id]
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
    if row.day is None:
        kind = {"extension": "Bỏ gia hạn", "acceptance": "Bỏ chấp nhận"}.get(row.kind, kind)
    day = format_date(row.day) if row.day else ""
    reason = " · ".join(filter(None, (row.reason, row.allowed_by)))
    return [parts[row.obligation_id], kind, day, reason, f"{format_date(row.recorded_at.date())}, {row.recorded_by}"]


def _form(unit_id: str, box: keeping.Box) -> None:
    parts = labels(plan().obligations)
    first, second = filters.row(2, "xu-ly-gi")
    with first:
        part = st.selectbox(
            "Thành phần hồ sơ", list(parts), format_func=lambda one: parts[one],
            **box.one("phan", list(parts), next(iter(parts)), counts=False),
        )  # fmt: skip
    with second:
        action = st.selectbox(
            "Xử lý", list(ACTIONS), format_func=lambda one: ACTIONS[one],
            **box.one("cach", list(ACTIONS), next(iter(ACTIONS)), counts=False),
        )  # fmt: skip
    one_decision(unit_id, part, action, box)


def one_decision(unit_id: str, part: str, action: str, box: keeping.Box, *, in_dialog: bool = False) -> None:
    """Ask what one decision (a key of ACTIONS) about a part of a unit needs; record it, and say so."""
    parts = labels(plan().obligations)
    box.say()
    written = ""
    left, right = filters.row(2, "xu-ly-ly-do")
    with left:
        if action in NEEDS_DAY:
            written = st.text_input(
                NEEDS_DAY[action], placeholder="ngày/tháng/năm", **box.text(f"ngay-{action}", _usual_day(action))
            )
        reason = st.text_input("Lý do, nhận xét", max_chars=300, **box.text(f"vi-{action}"))
        allowed_by = ""
        if action == "gia-han":
            allowed_by = st.text_input("Ai đồng ý", max_chars=80, placeholder="Họ tên, chức vụ", **box.text("ai"))
    with right:
        who = people.person(stays_here=in_dialog)
    decision = Decision(DECISIONS[action], unit_id, part, parse_date(written).value, reason, allowed_by)
    if wrong := wrong_day(decision, clock.today()):
        note(wrong.message, wrong.remedy)
        return
    people.missing_name(who)
    if missing := lacks(decision):
        html("<p class='th-quiet'>{} {}</p>", missing.message, missing.remedy)
    if people.recorded("Ghi nhận", "xu-ly-nut", who and not missing):
        by: Any = {"today": clock.today(), "recorded_at": clock.now(), "recorded_by": who}
        name = plan().unit_by_id[unit_id].name
        people.do(lambda: decide(store(), decision, **by), f"{ACTIONS[action]}: {parts[part]} của {name}", box=box)


def _usual_day(action: str) -> str:
    return format_date(clock.today()) if action in ("chap-nhan", "tra-lai") else ""


def _strike(unit_id: str, box: keeping.Box) -> None:
    parts = labels(plan().obligations)
    own = [row for row in rows_of("receipt_entries") if row.unit_id == unit_id]
    if not own:
        html("<p class='th-quiet'>{}</p>", "Đơn vị chưa có lần tiếp nhận nào.")
        return

    entries = {f"{row.obligation_id} {row.received_on} {row.copies}": row for row in own}

    def said(entry: str) -> str:
        row = entries[entry]
        struck = f" – đã gạch {row.struck}/{row.times}" if row.struck else ""
        return f"{parts[row.obligation_id]}, {format_date(row.received_on)}, {row.copies} bộ{struck}"

    box.say()
    chosen = st.selectbox(
        "Lần tiếp nhận", list(entries), format_func=said,
        **box.one("lan", list(entries), next(iter(entries)), counts=False),
    )  # fmt: skip
    row = entries[chosen or next(iter(entries))]
    left, right = filters.row(2, "gach-vi")
    with left:
        reason = st.text_input("Lý do", max_chars=300, placeholder="Ví dụ: ghi nhầm đơn vị", **box.text("ly-do"))
    with right:
        who = people.person()
    people.missing_name(who)
    part, day, copies, struck = row.obligation_id, row.received_on, row.copies, row.struck

    def strike(times: int) -> int:
        said: Any = {"reason": reason, "recorded_at": clock.now(), "recorded_by": who}
        return strike_receipt(store(), unit_id, part, day, copies, times, **said)

    with st.container(horizontal=True, key="gach-nut"):
        can = bool(who and reason.strip())
        if row.struck < row.times and people.recorded("Gạch lần này", "gach-that", can):
            people.do(lambda: strike(struck + 1), "Đã gạch lần tiếp nhận", box=box)
        if row.struck and st.button("Tính lại", key="gach-thoi", disabled=not can):
            people.do(lambda: strike(struck - 1), "Đã tính lại lần tiếp nhận", box=box)
