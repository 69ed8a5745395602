"""Who works here and on which day: asked once a session, shared by every page that records something."""

from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

import streamlit as st

from tonghop import clock
from tonghop.actions.undoing import take_back
from tonghop.errors import Stop
from tonghop.vietnamese import format_date, parse_date
from ui import session
from ui.widgets import keeping
from ui.widgets.parts import html, note

ASKED, ASKED_ON, CONFIRMED, TURN = "_da-hoi-ten", "_hoi-ten-o", "_da-ghi", keeping.TURN


def begin() -> None:
    """Forget that the name was asked for: a run of a page begins."""
    st.session_state.pop(ASKED, None)


def is_closed() -> bool:
    """Is nothing to be recorded, because the session looks at what was known at a moment past?"""
    return session.known_until() is not None


def person(*, stays_here: bool = False) -> str:
    """Who records: asked once a session where it is first needed; on other pages it stands in the sidebar.

    Where it was typed it stays: the field never leaves from under the hand. `stays_here`: always asked where it is
    needed, as in a dialog, which runs without the sidebar. Nobody ("") while the past is on show: no form records
    without a name.
    """
    if is_closed():
        return ""
    if st.session_state.get(ASKED):  # by another form of this page
        return str(st.session_state.get("nguoi") or "").strip()
    st.session_state[ASKED] = True
    box = keeping.form("nguoi")  # the browser's own, recorded or not
    if not st.session_state.get("nguoi", box.values.get("ten")):
        st.session_state[ASKED_ON] = session.address()
    place = st if stays_here or st.session_state.get(ASKED_ON) == session.address() else st.sidebar
    name = place.text_input(
        "Người ghi nhận",
        placeholder="Họ và tên",
        max_chars=80,
        autocomplete="name",
        persist_state="session",
        **box.text("ten", key="nguoi"),
    )
    return (name or "").strip()


def received_on(
    label: str = "Ngày nhận", key: str = "ngay-nhan", *, box: keeping.Box, is_draft: bool = False
) -> date | None:
    """The day something came in, written as people do; None, and a word why, where it cannot be.

    Kept with what is typed in `box`; `is_draft`: also where nothing else is typed there.
    """
    today = clock.today()
    written = st.text_input(
        label,
        placeholder="ngày/tháng/năm",
        persist_state="session",
        **box.text("ngay", format_date(today), key=key, counts=is_draft),
    )
    day = parse_date(written).value
    if day is None:
        note("Ngày nhận chưa đúng.", f"Đề nghị ghi ngày/tháng/năm, ví dụ {format_date(today)}.")
        return None
    if day > today:
        note("Ngày nhận sau hôm nay.", f"Đề nghị ghi ngày không sau {format_date(today)}.")
        return None
    return day


def closed() -> bool:
    """Say that nothing can be recorded while the past is on show, where it is, and what to do."""
    if is_closed():
        note("Đang xem quá khứ nên chưa ghi nhận được.", "Đề nghị bấm “Trở lại hiện tại” ở đầu trang rồi ghi nhận.")
    return is_closed()


def over_a_day() -> bool:
    """Say that no word about a model is recorded while a day past is shown that knows nothing of today, where so."""
    shown = session.day_shown()
    if shown is None or shown.is_all_later or not shown.was_kept or shown.day >= clock.today():
        return False
    note(
        f"Đang xem ngày {format_date(shown.day)} nên chưa ghi ý kiến, quyết định được.",
        "Điều ghi hôm nay không thuộc ngày ấy; đề nghị chọn lại ngày ở cột bên trái rồi ghi.",
    )
    return True


def missing_name(who: str) -> None:
    """Say that a name is needed before anything is recorded, where there is none."""
    if not closed() and not who:
        note("Chưa có tên người ghi nhận.", "Đề nghị ghi họ và tên vào ô “Người ghi nhận”.")


def do(
    act: Callable[[], int],
    what: str | Callable[[int], str],
    *,
    after: str = "",
    then: Callable[[], object] = lambda: None,
    says_version: bool = True,
    goes_back: bool = False,
    box: keeping.Box | None = None,
) -> None:
    """Record something: `act` returns the version, or raises Stop, which is said here and nothing else happens.

    `box` is the form in which it was typed: emptied, and recorded once whatever tabs show it. `then` clears the rest;
    `goes_back`: it brings sources, which can be taken back; what follows is `done`.
    """
    if box is not None and not box.begins():
        note("Nội dung này đang được, hoặc đã được ghi nhận ở một thẻ khác.", "Đề nghị tải lại trang để xem.")
        return
    is_recorded = False
    try:
        number = act()
        is_recorded = True
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    finally:
        if box is not None:
            box.ends(is_recorded=is_recorded)
    then()
    is_said = says_version and isinstance(what, str)
    said = what if isinstance(what, str) else what(number)
    done(said, number if is_said else None, after, back_from=number if goes_back else None)


def done(what: str, version: int | None = None, after: str = "", *, back_from: int | None = None) -> NoReturn:
    """Start the page anew on the newest version; `confirmation` says there what was done, where it was done.

    `back_from`: the version in which sources were recorded, that can be taken back in one click.
    """
    made = f" (phiên bản {version})" if version is not None else ""
    confirm(f"{what}{made}{after}.", back_from)
    session.look_at_newest()
    st.rerun()


def recorded(label: str, key: str, ready: object, **look: Any) -> bool:
    """A button that records: whether it was clicked, for what is ready, once.

    With each confirmation it becomes another button: a second click, and a run that the server starts anew behind a
    click, mean one that is no more.
    """
    turn = st.session_state.get(TURN, 0)
    is_clicked = st.button(label, type="primary", key=f"{key}-{turn}" if turn else key, disabled=not ready, **look)
    return bool(is_clicked and ready)


def confirm(message: str, back_from: int | None = None) -> None:
    """Keep a confirmation for the run to come; `confirmation` shows it, and offers to go back from a version."""
    st.session_state[CONFIRMED] = (message, back_from)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def confirmation() -> None:
    """Say what was done, once, and offer to take it back where that can be."""
    message, version = st.session_state.pop(CONFIRMED, ("", None))
    if not message:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="da-ghi"):
        html("<div class='th-note th-done' role='status'><b>✓</b> {}</div>", message)
        if version is not None:
            st.button(
                "Hoàn tác", key="hoan-tac", icon=":material/undo:", on_click=_take_back, args=(version, message)
            )


def _take_back(version: int, message: str) -> None:
    who = str(st.session_state.get("nguoi") or "").strip()
    try:
        take_back(session.store(), version, recorded_at=clock.now(), recorded_by=who)
    except Stop as stop:
        confirm(f"{stop.message} {stop.remedy}")
        return
    session.look_at_newest()
    confirm(f"Đã hoàn tác: {message}")
