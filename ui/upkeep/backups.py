"""Backups as people see them: one line in the sidebar, a page to name the folder, a thread that makes what is due.

The thread belongs to the server, not to a page: nobody waits for it. When it is time is told by a clock that no one can
set; what is due, by versions.
"""

import logging
import threading
import time
from datetime import datetime
from pathlib import Path

import streamlit as st

from tonghop import clock
from tonghop.errors import Stop
from tonghop.store import Store
from tonghop.store.daily import (
    State,
    back_up_if_due,
    daily_backups,
    is_due,
    name_folder,
    same_disk,
    state_of,
    word_of,
)
from tonghop.vietnamese import format_count
from ui.session import store
from ui.widgets import people
from ui.widgets.markup import Html
from ui.widgets.parts import empty, heading, html, note, table

TICK_SECONDS = 20.0
QUIET_SECONDS = 15 * 60.0
RETRY_SECONDS = 10 * 60.0
THREAD = "tonghop-backup"
SHOWN_AT_MOST = 40
log = logging.getLogger("tonghop")


class Watch:
    """Tells when the office has been quiet long enough; a failure is tried again after a while. Times in seconds."""

    def __init__(self, quiet: float = QUIET_SECONDS, retry: float = RETRY_SECONDS) -> None:
        self._quiet, self._retry = quiet, retry
        self._seen: int | None = None
        self._since = self._not_before = float("-inf")

    def is_time(self, version: int, clock: float) -> bool:
        """Look at the version that counts now; what was recorded before the first look counts as long ago."""
        if self._seen is not None and version != self._seen:
            self._since = clock
        self._seen = version
        return clock - self._since >= self._quiet and clock >= self._not_before

    def failed(self, clock: float) -> None:
        self._not_before = clock + self._retry


def look(watched: Store, watch: Watch, clock: float, now: datetime) -> None:
    """Back the store up where it is time and due; what goes wrong is told in the sidebar and the log."""
    try:
        if watch.is_time(watched.current, clock) and is_due(watched):
            back_up_if_due(watched, now)
    except Stop as stop:
        log.warning("backup: %s", stop)
        watch.failed(clock)
    except Exception:  # the thread's own edge: a bug must not end the backups of a server that runs for months
        log.exception("backup failed")
        watch.failed(clock)


def start(tick: float = TICK_SECONDS, watch: Watch | None = None, folder: Path | None = None) -> None:
    """Start the server's thread, once a process."""
    if any(thread.name == THREAD for thread in threading.enumerate()):
        return

    def keep() -> None:
        watched, rhythm = Store(folder), watch or Watch()
        while True:
            time.sleep(tick)
            look(watched, rhythm, time.monotonic(), clock.now())

    threading.Thread(target=keep, name=THREAD, daemon=True).start()


def line() -> None:
    """The sidebar's line: the last backup, red where it is old or went wrong."""
    word = word_of(store(), clock.now())
    if word.is_alarm:
        html("<p class='th-quiet th-alarm' role='status'>{}</p>", word.text)
    else:
        html("<p class='th-quiet'>{}</p>", word.text)


# -- the page ------------------------------------------------------------------------------------------------


def sentence() -> Html:
    """What the page says first."""
    state, word = state_of(store()), word_of(store(), clock.now())
    if not state.folder:
        return Html("<b>Kho chưa tự sao lưu.</b> Đề nghị đặt một thư mục ở ổ đĩa khác, một lần là đủ.")
    return Html("<b>{}.</b> Thư mục: {}.").format(word.text, state.folder)


def show() -> None:
    """The folder, a backup at once, and the backups that are there."""
    people.confirmation()
    state = state_of(store())
    _name(state)
    if not state.folder:
        empty(
            "Chưa đặt nơi sao lưu.",
            "Sau khi đặt, chương trình tự sao lưu khi có ghi nhận mới, giữ 14 ngày và 12 tháng gần nhất.",
        )
        return
    if same_disk(store(), state.folder):
        note("Thư mục này cùng ổ đĩa với kho dữ liệu.", "Hỏng ổ là mất cả hai; đề nghị chọn thư mục ở ổ đĩa khác.")
    if st.button("Sao lưu ngay", key="sao-luu-ngay", icon=":material/backup:"):
        _at_once()
    _listed(state)


def _name(state: State) -> None:
    with st.form("noi-sao-luu", border=False):
        folder = st.text_input(
            "Thư mục sao lưu trên máy này (ổ đĩa khác, ổ mạng)",
            value=state.folder,
            key="thu-muc-sao-luu",
            placeholder="ví dụ E:\\saoluu hoặc /mnt/o-ngoai/saoluu",
        )
        is_sent = st.form_submit_button("Đặt thư mục", type="primary")
    if not is_sent:
        return
    written = (folder or "").strip()
    if written and not Path(written).expanduser().is_absolute():
        note("Đường dẫn chưa đầy đủ.", "Đề nghị ghi từ ổ đĩa, ví dụ E:\\saoluu hoặc /mnt/o-ngoai/saoluu.")
        return
    try:
        named = name_folder(store(), Path(written) if written else None)
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    people.confirm(
        f"Kho sẽ tự sao lưu vào {named.folder}." if named.folder else "Đã thôi tự sao lưu; các bản đã có giữ nguyên."
    )
    st.rerun()


def _at_once() -> None:
    try:
        with st.spinner("Đang sao lưu…"):
            saved = back_up_if_due(store(), clock.now(), again=True)
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    if saved is None:
        people.confirm("Không có ghi nhận mới: bản sao lưu gần nhất còn đúng, hoặc đang được ghi.")
    elif saved.problems:
        note(
            f"Bản sao lưu {saved.file.name} chưa đầy đủ: {'; '.join(saved.problems)}.",
            "Đề nghị giữ các bản sao lưu cũ cho đến khi tìm lại được phần này.",
        )
        return
    else:
        people.confirm(f"Đã sao lưu phiên bản {saved.version} vào {saved.file}.")
    st.rerun()


def _listed(state: State) -> None:
    found = daily_backups(state)
    if not found:
        empty("Chưa có bản sao lưu nào trong thư mục này.", "Bản đầu tiên được ghi sau ít phút, hoặc bấm Sao lưu ngay.")
        return
    heading(
        f"{format_count(len(found))} bản sao lưu",
        "Khôi phục: python -m tonghop restore TỆP; kiểm tra một bản: python -m tonghop restore --check TỆP.",
    )
    rows = []
    for path in found[:SHOWN_AT_MOST]:
        try:
            size = f"{path.stat().st_size / (1 << 20):.1f}".replace(".", ",")
        except OSError:
            continue
        whole = "chưa đầy đủ" if "chua-day-du" in path.name else "đầy đủ"
        rows.append([path.name, size, whole])
    table(["Tệp", "MB", "Tình trạng"], rows, numeric=[1])
