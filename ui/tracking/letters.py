"""The letters of Đôn đốc: until when to answer, who signs; one a unit, all in one to print, one with a list."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from tonghop.actions.reminding import coming_on
from tonghop.outputs.party import party_form
from tonghop.outputs.reminders import (
    Terms,
    coming_letter,
    letter_name,
    letters_document,
    letters_zip,
    list_letter,
    terms,
    unit_letter,
    usual_answer_by,
)
from tonghop.tracking.reminders import Reminder
from tonghop.vietnamese import format_count
from ui import session
from ui.session import plan, store, version
from ui.widgets import filters
from ui.widgets.parts import html

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAYS_OFFERED = 21


def choose_terms(day: date) -> Terms:
    """Ask until when to answer and who signs, behind a button; the usual where nothing is chosen."""
    signers = {key: one["label"] for key, one in party_form(plan().party_form).signers.items()}
    first, *others = signers
    usual = usual_answer_by(day)
    days = [day + timedelta(days=n) for n in range(1, DAYS_OFFERED + 1)]
    with st.popover("Hạn trả lời, người ký", icon=":material/edit_calendar:", type="tertiary"):
        answer = filters.choice(
            "Đề nghị trả lời trước ngày",
            {one.isoformat(): session.day_label(one) for one in days if one != usual},
            "tra-loi-truoc",
            session.day_label(usual),
        )
        signer = filters.choice("Người ký", {key: signers[key] for key in others}, "nguoi-ky", signers[first])
    chosen = date.fromisoformat(answer) if answer else usual
    return terms(plan(), day, chosen, signer)


def one_letter(reminder: Reminder) -> None:
    """Offer the letter to one unit; it is written at the click."""
    given = plan()
    with st.container(horizontal=True, vertical_alignment="center", key="mot-cong-van"):
        agreed = choose_terms(reminder.as_of)
        _offer(
            "Tải công văn của đơn vị (dự thảo)",
            lambda: unit_letter(given, reminder, agreed),
            letter_name(reminder.unit_id),
            "cong-van",
            type_="secondary",
        )


def all_letters(found: Sequence[Reminder], day: date) -> None:
    """Offer the letters to all units on show: each in a file, all in one to print, one letter that lists the units."""
    given, kept = plan(), list(found)
    with st.container(horizontal=True, vertical_alignment="center", key="goi-cong-van"):
        agreed = choose_terms(day)
        count, on = format_count(len(kept)), day.isoformat()
        _offer(f"Tải {count} công văn (.zip)", lambda: letters_zip(given, kept, agreed), f"don-doc-{on}.zip", "zip")
        _offer(
            f"Tải {count} công văn trong một tệp để in",
            lambda: letters_document(given, kept, agreed),
            f"don-doc-tat-ca-{on}.docx",
            "in",
        )
        _offer(
            "Tải một công văn chung, có danh sách",
            lambda: list_letter(given, kept, agreed),
            f"don-doc-danh-sach-{on}.docx",
            "chung",
        )


def coming_letter_offered(day: date) -> None:
    """Offer the one letter to all units alike, where a deadline is still to come."""
    ahead = coming_on(store(), day, version())
    if not ahead:
        return
    given = plan()
    with st.container(horizontal=True, vertical_alignment="center", key="nhac-thoi-han"):
        next_due = ahead[0]
        html(
            "<p class='th-quiet'>Sắp đến hạn: {} {} ({}/{} đơn vị chưa gửi đủ).</p>", next_due.label, next_due.deadline,
            next_due.waiting, next_due.owed,
        )  # fmt: skip
        _offer(
            "Tải công văn nhắc thời hạn, chung cho mọi đơn vị",
            lambda: coming_letter(given, day, ahead),
            f"nhac-thoi-han-{day.isoformat()}.docx",
            "nhac",
        )


def _offer(label: str, make: Callable[[], bytes], name: str, key: str, type_: str = "tertiary") -> None:
    """A button that writes a file at the click."""
    is_package = name.endswith(".zip")
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime="application/zip" if is_package else DOCX,
        on_click="ignore",
        type=type_,  # type: ignore[arg-type]
        icon=":material/folder_zip:" if is_package else ":material/description:",
        key=key if key == "cong-van" else f"cong-van-{key}",
    )
