"""What was decided of a report, checked as any entry: what is wrong, what would change, the button that records."""

from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions.confirming import (
    Confirmation,
    KeptPaper,
    check_confirmation,
    overruled_words,
    record_confirmation,
)
from tonghop.errors import Stop
from tonghop.findings import RULES
from tonghop.prose.review import QUESTION, Review
from tonghop.vietnamese import format_count
from ui.entry import paper_draft
from ui.intake import changes
from ui.session import plan, store
from ui.tracking.receipts import severity_badge
from ui.widgets import people
from ui.widgets.parts import heading, html, note, table


def show(paper: KeptPaper, found: Review, unit_id: str | None) -> None:
    """The state of the decisions, the checks, the changes, and recording."""
    made = paper_draft.decisions(paper)
    taken = sum(said["value"] is not None for said in made["figures"].values())
    open_items = [item for item in found.items if item.key not in made["figures"]]
    asked = sum(item.state == QUESTION for item in open_items)
    remarks = sum(map(bool, made["remarks"].values()))
    html(
        "<p class='th-lead'>Đã nhận <b>{}</b> số, <b>{}</b> ý kiến; còn <b>{}</b> số chưa xem{}.</p>",
        format_count(taken),
        format_count(remarks),
        format_count(len(open_items)),
        f", trong đó {format_count(asked)} số cần hỏi" if asked else "",
    )
    who = people.person()
    if unit_id is None:
        note("Chưa rõ báo cáo của đơn vị nào.", "Đề nghị chọn đơn vị ở đầu trang.")
        return
    checked = None
    shown: Confirmation | None = st.session_state.get(f"_doc-da-xem-{paper.sign}")
    if taken or remarks:
        try:
            checked = check_confirmation(store(), paper, paper_draft.chosen(paper, found, unit_id))
            _said(checked)
        except Stop as stop:
            note(stop.message, stop.remedy)
    else:
        note("Chưa nhận số hay ý kiến nào.", "Đề nghị xem từng số, hoặc bấm nhận cả các số chắc chắn.")
    people.missing_name(who)
    with st.container(horizontal=True, key="doc-ghi-nut"):
        ready = checked is not None and checked.reading.status == "accepted" and not checked.is_empty and bool(who)
        words = f"Ghi nhận {format_count(taken)} số, {format_count(remarks)} ý kiến"
        if people.recorded(words, "doc-ghi", ready and not paper.is_withdrawn) and checked is not None:
            by: Any = {"recorded_at": clock.now(), "recorded_by": who}
            # what the button was clicked under, not what this run has worked out anew
            seen = shown if shown is not None and shown.chosen == checked.chosen else checked
            people.do(
                lambda: record_confirmation(store(), seen, **by),
                f"Đã ghi nhận {format_count(taken)} số, {format_count(remarks)} ý kiến của "
                f"{plan().unit_by_id[unit_id].name}",
                then=lambda: paper_draft.forget(paper, is_recorded=True),
                goes_back=True,
            )
        st.session_state[f"_doc-da-xem-{paper.sign}"] = checked
        if st.button("Bỏ bản nháp", key="doc-bo", icon=":material/undo:"):
            paper_draft.forget(paper)
            people.confirm("Đã bỏ bản nháp; số liệu đang được tính không thay đổi.")
            st.rerun()


def _said(checked: Confirmation) -> None:
    found = checked.reading.findings
    if found:
        heading(f"{format_count(len(found))} điểm cần xem", "Lỗi phải sửa mới ghi được; cảnh báo thì ghi được.")
        table(
            ["Loại", "Nội dung"],
            [[severity_badge(f.severity, RULES[f.slug].title), f.message] for f in sorted(found, key=_errors_first)],
        )
    if lines := overruled_words(checked, plan()):
        heading(
            f"{format_count(len(lines))} điều được lưu nhưng không được tính",
            "Nguồn nhận sau đang được tính; rút nguồn ấy thì số xác nhận ở đây được tính.",
        )
        table(["Không được tính"], [[line] for line in lines])
    if checked.alike:
        html("<p class='th-rests'>{}</p>", f"{format_count(checked.alike)} số khớp với số đang được tính.")
    if checked.is_empty:
        note("Không có gì mới để ghi nhận.", "Mọi số, ý kiến đã nhận đều như đang được tính.")
        return
    changes.show(checked.changes, plan(), "doc-bao-cao")


def _errors_first(finding: Any) -> bool:
    return not finding.is_error
