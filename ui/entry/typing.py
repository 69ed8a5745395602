"""Nhập số liệu: a unit's figures and models typed into form A on screen, checked at once, recorded as a source.

What is typed is kept as a draft file at every change; nothing counts before it is recorded.
"""

import contextlib
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop import clock
from tonghop.actions.entering import Checked, Rows, check_entry, record_entry, standing_sheets
from tonghop.errors import Stop
from tonghop.findings import RULES, Finding
from tonghop.intake.addresses import cell_place
from tonghop.intake.typed_return import Entry
from tonghop.store.typed_drafts import Writer, drafts_of, drop_draft, has_draft, save_draft, take_draft
from tonghop.vietnamese import format_count
from ui.entry import sheets as entry_sheets
from ui.intake import changes
from ui.session import plan, store, version
from ui.tracking.receipts import severity_badge
from ui.widgets import filters, keeping, people
from ui.widgets.browser import sign
from ui.widgets.parts import empty, heading, html, note, table

if TYPE_CHECKING:
    from tonghop.plan.model import Plan


def entry_form() -> None:
    """The tab of typing: whose, from where, the sheets, what is wrong, what would change, the button that records."""
    first, second, third = filters.row(3, "nhap-dau")
    with first:
        unit_id = filters.unit_filter("Chọn đơn vị")
    with second:
        received_on = people.received_on("Ngày nhận báo cáo", box=keeping.form("nhap"))
    with third:
        who = people.person()
    if not unit_id:
        empty("Chọn đơn vị để nhập", "Biểu mẫu hiện ra với số liệu đang được tính, để bổ sung hoặc sửa.")
        return
    if received_on is None:
        return
    draft = _draft(unit_id)
    if draft["is_kept"]:
        note("Bản nháp chưa ghi nhận được mở lại.", "Nhập tiếp rồi ghi nhận, hoặc bỏ bản nháp ở cuối trang.")
    source = st.text_input(
        "Nguồn số liệu (văn bản nào, trang nào)", key=f"nguon-{unit_id}", max_chars=200,
        placeholder="Ví dụ: Báo cáo số 12-BC/ĐU ngày 08/04/2022, trang 3",
    )  # fmt: skip
    typed = entry_sheets.edit(plan(), unit_id, draft["sheets"])
    carried = {name: rows for name, rows in typed.items() if not entry_sheets.same(rows, draft["standing"][name])}
    _keep(unit_id, typed, source, carried, who)
    _others(unit_id, is_typed=bool(carried))
    people.confirmation()
    if not carried:
        html("<p class='th-quiet'>{}</p>", "Chưa có gì khác với số liệu đang được tính.")
        return
    checked = check_entry(store(), Entry(unit_id, source, who, carried), received_on)
    _said(checked)
    changes.show(checked.changes, plan(), "nhap")
    _older(checked, received_on)
    _record(checked, unit_id, received_on, who)


def _draft(unit_id: str) -> dict[str, Any]:
    """What stands for the unit and what is being typed: from this session, else from the draft kept, else afresh."""
    key = f"_nhap-{unit_id}"
    known: dict[str, Any] | None = st.session_state.get(key)
    if known is not None and known["version"] == version():
        return known
    standing = standing_sheets(store(), unit_id, version())
    taken = take_draft(store(), unit_id, sign())
    kept = taken.content if taken else None
    sheets: dict[str, Rows] = {name: [list(row) for row in rows] for name, rows in standing.items()}
    if kept:
        sheets |= {name: rows for name, rows in kept["sheets"].items() if name in sheets}
        st.session_state.setdefault(f"nguon-{unit_id}", kept.get("source", ""))
    made = {"version": version(), "standing": standing, "sheets": sheets, "is_kept": bool(kept)}
    st.session_state[key] = made
    entry_sheets.forget(unit_id)
    return made


def _keep(unit_id: str, typed: dict[str, Rows], source: str, carried: dict[str, Rows], who: str) -> None:
    """Keep what is typed in the session and as a draft file; nothing typed, no draft."""
    st.session_state[f"_nhap-{unit_id}"]["sheets"] = typed
    content = {"source": source, "sheets": carried}
    is_known = st.session_state.get(f"_nhap-luu-{unit_id}") == content
    if is_known and (not carried or has_draft(store(), unit_id, sign())):
        return
    try:
        if carried:
            at = clock.now().isoformat(timespec="minutes")
            save_draft(store(), unit_id, content, Writer(sign(), who, at))
        else:
            drop_draft(store(), unit_id, sign())
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    st.session_state[f"_nhap-luu-{unit_id}"] = content


def _others(unit_id: str, *, is_typed: bool) -> None:
    """Tell who else types for the unit now, or left a draft: what each records replaces what the other did."""
    for draft in drafts_of(store(), unit_id):
        if draft.writer.session != sign():
            who, at = draft.writer.name or "Có người khác", draft.writer.saved_at
            when = f" (bản nháp lưu lúc {at:%H:%M ngày %d/%m})" if at else ""
            note(
                f"{who} cũng đang nhập cho đơn vị này{when}.",
                "Đề nghị hai người thống nhất ai ghi nhận: cùng một biểu thì bản ghi sau được tính.",
            )
            if not is_typed:
                st.button(
                    "Nhập tiếp bản nháp này", key=f"nhap-tiep-{draft.writer.session}", type="tertiary",
                    icon=":material/edit_note:", on_click=_take_over, args=(unit_id, draft.writer.session),
                )  # fmt: skip


def _take_over(unit_id: str, whose: str) -> None:
    """Go on with what another browser left; nothing is typed here."""
    _forget(unit_id)
    take_draft(store(), unit_id, sign(), whose)


def _said(checked: Checked) -> None:
    """What the checks find, said by the row and column of the form on screen."""
    found = checked.reading.findings
    if found:
        heading(f"{format_count(len(found))} điểm cần xem", "Lỗi phải sửa mới ghi được; cảnh báo thì ghi được.")
        table(
            ["Loại", "Nội dung"],
            [
                [severity_badge(f.severity, RULES[f.slug].title), words(f, checked.entry, plan())]
                for f in sorted(found, key=lambda f: not f.is_error)
            ],
        )
    for remark in checked.reading.notes:
        html("<p class='th-quiet'>{}</p>", remark)


def words(finding: Finding, entry: Entry, plan: "Plan") -> str:
    """A finding's message with the row and column on screen in the place of the cell of the workbook behind it."""
    if not finding.cell or not finding.sheet:
        return finding.message
    row, column = cell_place(finding.cell)
    place = entry_sheets.place(plan, finding.sheet, entry.sheets[finding.sheet], row, column)
    return finding.message.replace(f"ô {finding.cell}", place)


def _older(checked: Checked, received_on: date) -> None:
    """Say why nothing would change where a newer source counts."""
    if checked.entry.sheets and checked.reading.status == "accepted" and not checked.changes:
        note(
            "Ghi nhận cũng chưa làm đổi số liệu.",
            "Đang tính một nguồn nhận sau ngày này; đề nghị kiểm tra lại ngày nhận báo cáo.",
        )


def _record(checked: Checked, unit_id: str, received_on: date, who: str) -> None:
    sheets = ", ".join(checked.entry.sheets)
    is_wrong = checked.reading.status != "accepted"
    if is_wrong:
        note("Còn lỗi nên chưa ghi nhận được.", "Đề nghị sửa các điểm ở trên; bản nháp vẫn được giữ.")
    if not checked.entry.source.strip():
        note("Chưa ghi nguồn số liệu.", "Đề nghị ghi số liệu lấy từ văn bản nào, trang nào.")
    people.missing_name(who)
    with st.container(horizontal=True, key="nhap-nut"):
        ready = not is_wrong and bool(who) and bool(checked.entry.source.strip())
        # what the button was clicked under, not what this run has worked out anew
        seen: tuple[date, Checked] | None = st.session_state.get(f"_nhap-da-xem-{unit_id}")
        is_same = seen is not None and (seen[0], seen[1].entry) == (received_on, checked.entry)
        shown = seen[1] if seen is not None and is_same else checked
        st.session_state[f"_nhap-da-xem-{unit_id}"] = (received_on, checked)
        if people.recorded(f"Ghi nhận: {sheets}", "ghi-nhap", ready):
            by: Any = {"received_on": received_on, "recorded_at": clock.now(), "recorded_by": who}
            people.do(
                lambda: record_entry(store(), shown, **by),
                f"Đã ghi nhận {sheets} của {plan().unit_by_id[unit_id].name}",
                then=lambda: _forget(unit_id),
                goes_back=True,
            )
        if st.button("Bỏ bản nháp", key="bo-nhap", icon=":material/undo:"):
            _forget(unit_id)
            people.confirm("Đã bỏ bản nháp; số liệu đang được tính không thay đổi.")
            st.rerun()


def _forget(unit_id: str) -> None:
    with contextlib.suppress(Stop):  # a draft that stays says what counts already, and is told of again
        drop_draft(store(), unit_id, sign())
    for key in (f"_nhap-{unit_id}", f"_nhap-luu-{unit_id}"):
        st.session_state.pop(key, None)
    entry_sheets.forget(unit_id)
