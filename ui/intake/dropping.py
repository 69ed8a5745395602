"""Taking files in: read what was dropped, say what was found, store it when a person says so.

Reading is done once for the files on the page (kept with the session); storing is one call that cannot stop half-way.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions import preview
from tonghop.actions.loading import IntakeReport, check
from tonghop.actions.receiving import ReceiptLine
from tonghop.actions.taking_in import take_in
from tonghop.actions.value_change import ValueChange
from tonghop.intake.inbox import collect_uploads
from tonghop.store.loads import clear_sample
from tonghop.vietnamese import format_count
from ui.intake import naming, outcomes, papers, returning, waiting
from ui.session import is_sample, store, version
from ui.widgets import filters, keeping, people
from ui.widgets.dropped import Dropped, dropped, listing
from ui.widgets.parts import heading, html, note
from ui.widgets.plain import plain

SLOW = 8
"""From so many files on the reading shows how far it is."""


def upload() -> None:
    """The tab of taking in: the last confirmation, the drop place, what was found, the button that stores."""
    if people.closed():
        return
    people.confirmation()
    _sample()
    box = keeping.form("tiep-nhan")
    files = dropped(box, "Tải tệp đơn vị gửi: biểu mẫu Excel, danh sách, văn bản Word, PDF, bản chụp, hoặc gói .zip")
    box.say()
    place = st.container()
    day_column, name_column = filters.row(2, "bo-loc-nhan")
    with day_column:
        received_on = people.received_on(box=box)
    with name_column:
        who = people.person()
    report, changed = _checked(files, received_on) if files and received_on else (None, [])
    with place:
        listing(box, states=outcomes.states(report) if report else None)
    if not files:
        waiting.show()
    if report is None or received_on is None:
        return
    heading(outcomes.summary(report), "Chưa ghi gì vào kho; đề nghị xem lại rồi bấm Ghi nhận.")
    button = st.container(key="cho-ghi-nhan")
    named, lines = papers.ask(report, box)
    with button:
        _store(named, lines, received_on, who, box)
    naming.ask(report, who, box)
    returning.offer(report)
    outcomes.show(report, changed)


def _checked(files: Sequence[Dropped], received_on: date) -> tuple[IntakeReport, list[ValueChange]]:
    """Read the files dropped, once: again only when a file, the day or the store's version is another."""
    asked = (tuple(file.file_id for file in files), received_on, store().current)
    known: tuple[object, IntakeReport, list[ValueChange]] | None = st.session_state.get("_da-doc")
    if known and known[0] == asked:
        return known[1:]
    place = st.empty()

    def show(done: int, total: int, path: str) -> None:
        if total >= SLOW:
            place.progress(done / total, text=f"Đang đọc {done}/{total}: {_plain(path)}")

    inbox = collect_uploads((file.name, file.getvalue()) for file in files)
    report = check(store(), inbox, received_on=received_on, progress=show)
    changed = preview.of_load(store(), report, received_on)
    place.empty()
    st.session_state["_da-doc"] = (asked, report, changed)
    return report, changed


def _plain(path: str) -> str:
    """A name as it is: what Markdown would take for a sign is kept from it."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()#+!|~$<>:" else letter for letter in path)


def _store(
    report: IntakeReport, lines: Sequence[ReceiptLine], received_on: date, who: str, box: keeping.Box
) -> None:
    new = sum(outcome.status != "duplicate" for outcome in report.outcomes)
    if not new and not lines:
        note("Không có gì mới để ghi nhận.", "Các tệp này đã có trong kho và đang được tính.")
        return
    if is_sample(version()):
        note(
            "Kho đang chứa dữ liệu minh họa.",
            "Khi ghi nhận, toàn bộ dữ liệu minh họa được đưa ra khỏi kho; chỉ dữ liệu thật được tính.",
        )
    people.missing_name(who)
    files = [f"{format_count(new)} tệp"] * bool(new)
    words = ", ".join([*files, *[f"{format_count(len(lines))} lượt tiếp nhận"] * bool(lines)])
    if people.recorded(f"Ghi nhận {plain(words)}", "ghi-nhan", who):
        by: Any = {"today": clock.today(), "recorded_at": clock.now(), "recorded_by": who}
        what = outcomes.summary(report)
        people.do(
            lambda: take_in(store(), report, lines, received_on=received_on, **by).version,
            lambda version: f"Đã ghi nhận {words} vào phiên bản {version} ({what})",
            then=_let_go,
            goes_back=True,
            box=box,
        )


def _let_go() -> None:
    """Nothing of what was dropped is asked for any more."""
    st.session_state.pop("_da-doc", None)


def _sample() -> None:
    """What the sample is, and the button that clears it, asked twice."""
    if not is_sample(version()):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="minh-hoa"):
        if not st.session_state.get("_xoa-minh-hoa"):
            if st.button("Xóa dữ liệu minh họa", key="xoa", icon=":material/delete:"):
                st.session_state["_xoa-minh-hoa"] = True
                st.rerun()
            return
        html("<p class='th-lead'>{}</p>", "Xóa toàn bộ dữ liệu minh họa? Nạp lại được bất cứ lúc nào khi kho trống.")
        if st.button("Xóa", key="xoa-that", type="primary"):
            st.session_state["_xoa-minh-hoa"] = False
            clear_sample(store())
            _let_go()
            people.done("Đã xóa dữ liệu minh họa; kho sẵn sàng nhận dữ liệu thật")
        if st.button("Giữ lại", key="giu-lai"):
            st.session_state["_xoa-minh-hoa"] = False
            st.rerun()

