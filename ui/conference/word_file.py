"""A report that was written on in Word, given back: what was changed is shown, then kept in one go."""

from collections.abc import Mapping, Sequence

import streamlit as st

from tonghop import clock
from tonghop.actions.report_edits import SAID, Returned, keep_returned, read_returned
from tonghop.errors import Stop
from tonghop.report.read_back import Change
from tonghop.vietnamese import format_count, format_date
from ui.memory import remembered
from ui.session import looked_at, store
from ui.widgets import people
from ui.widgets.markup import Html
from ui.widgets.parts import note, table

LARGEST_MB = 20


def take_back(who: str, titles: Mapping[str, str]) -> None:
    """Take the file, show its changes, keep them."""
    with st.expander("Lấy lại bản đã sửa trong Word", icon=":material/upload_file:"):
        file = st.file_uploader(
            "Báo cáo bản gọn (.docx) đã tải từ đây và sửa trong Word", type=["docx"], key="ban-word",
            max_upload_size=LARGEST_MB,
        )  # fmt: skip
        if file is None:
            return
        try:
            found = _read(looked_at(), file.getvalue())
        except Stop as stop:
            note(stop.message, stop.remedy)
            return
        _told(found, titles)
        people.missing_name(who)
        changes = found.found.changes
        label = f"Giữ {format_count(len(changes))} chỗ đã sửa"
        if changes and people.recorded(label, "giu-ban-word", who):
            now = clock.now()
            people.do(
                lambda: keep_returned(store(), changes, recorded_at=now, recorded_by=who),
                f"Đã giữ {format_count(len(changes))} chỗ đã sửa trong Word",
            )


@remembered(show_spinner="Đang so với bản đã xuất…")
def _read(version: int, content: bytes) -> Returned:
    return read_returned(store(), content)


def _told(returned: Returned, titles: Mapping[str, str]) -> None:
    made, found = returned.made, returned.found
    when = f"{made.made_at:%H:%M} ngày {format_date(made.made_at.date())}"
    if not found.changes:
        note("Không có chỗ nào được sửa.", f"Tệp này giống bản xuất lúc {when}.")
    else:
        table(["Mục", "Việc", "Bản đã xuất", "Bản sửa"], [_row(one, titles) for one in found.changes])
    if found.others:
        note(
            f"{format_count(len(found.others))} chỗ sửa không giữ được (tên bảng, dòng căn cứ số liệu).",
            "Đề nghị sửa các chỗ ấy trong bản Word cuối cùng.",
        )


def _row(one: Change, titles: Mapping[str, str]) -> Sequence[str | Html]:
    place = titles.get(one.section, one.section).partition(". ")[0]
    return [place, SAID[one.kind], one.before or "–", one.after or "–"]
