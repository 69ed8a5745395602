"""Taking files in: read what was dropped, say what was found, store it when a person says so.

Reading is done once for the files on the page (kept with the session); storing is one call that cannot stop half-way.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import streamlit as st

from tonghop.forms import FORM_LABELS
from tonghop.inbox import collect_uploads
from tonghop.loading import Outcome, Report, check, record
from tonghop.store.recording import clear_sample
from tonghop.vietnamese import format_count, format_date, parse_date
from ui import filters
from ui.parts import downloads, escape, heading, html, table
from ui.receipts import severity_badge
from ui.received import findings_frame, status_badge_of
from ui.state import is_sample, look_at_newest, plan, store, version
from ui.words import unit_names

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.runtime.uploaded_file_manager import UploadedFile

STATUS_WORDS = {
    "accepted": "nhận",
    "partial": "nhận một phần",
    "refused": "trả lại",
    "duplicate": "đã có trong kho",
}
ENCODINGS = {"unicode": "Unicode", "tcvn3": "TCVN3 (đã chuyển)", "vni": "VNI (đã chuyển)"}
SLOW = 8
"""From so many files on the reading shows how far it is."""
ROWS_SHOWN = 100


def upload() -> None:
    """The tab of taking in: the last confirmation, the drop place, what was found, the button that stores."""
    _confirmation()
    _sample()
    dropped = st.file_uploader(
        "Tải tệp đơn vị gửi: biểu mẫu Excel, danh sách Word, hoặc gói .zip",
        accept_multiple_files=True,
        key=f"tep-{st.session_state.get('_luot', 0)}",
    )
    day_column, name_column = filters.row(2, "bo-loc-nhan")
    with day_column:
        received_on = _received_on()
    with name_column:
        who = person()
    if not dropped or received_on is None:
        return
    report = _checked(dropped, received_on)
    heading(summary(report), "Chưa ghi gì vào kho; đề nghị xem lại rồi bấm Ghi nhận.")
    _store(report, received_on, who)
    _found(report)


def person() -> str:
    """Who takes in: asked once a session where it is needed, from then on in the sidebar."""
    place = st.sidebar if st.session_state.get("nguoi") else st
    name = place.text_input(
        "Người ghi nhận",
        key="nguoi",
        placeholder="Họ và tên",
        max_chars=80,
        autocomplete="name",
        persist_state="session",
    )
    return (name or "").strip()


def _received_on() -> date | None:
    today = date.today()
    written = st.text_input(
        "Ngày nhận",
        value=format_date(today),
        key="ngay-nhan",
        placeholder="ngày/tháng/năm",
        persist_state="session",
    )
    day = parse_date(written).value
    if day is None:
        _note("Ngày nhận chưa đúng.", f"Đề nghị ghi ngày/tháng/năm, ví dụ {format_date(today)}.")
        return None
    if day > today:
        _note("Ngày nhận sau hôm nay.", f"Đề nghị ghi ngày không sau {format_date(today)}.")
        return None
    return day


def _checked(dropped: "Sequence[UploadedFile]", received_on: date) -> Report:
    """Read the files dropped, once: again only when a file, the day or the store's version is another."""
    asked = (tuple(file.file_id for file in dropped), received_on, store().current)
    known: tuple[object, Report] | None = st.session_state.get("_da-doc")
    if known and known[0] == asked:
        return known[1]
    place = st.empty()

    def show(done: int, total: int, path: str) -> None:
        if total >= SLOW:
            place.progress(done / total, text=f"Đang đọc {done}/{total}: {_plain(path)}")

    inbox = collect_uploads((file.name, file.getvalue()) for file in dropped)
    report = check(store(), inbox, received_on=received_on, progress=show)
    place.empty()
    st.session_state["_da-doc"] = (asked, report)
    return report


def _plain(path: str) -> str:
    """A name as it is: what Markdown would take for a sign is kept from it."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()#+!|~$<>:" else letter for letter in path)


def _found(report: Report) -> None:
    """What each file is and what was found in it, worst first."""
    outcomes = sorted(report.outcomes, key=_worst_first)
    if report.passed_over:
        names = ", ".join(report.passed_over)
        html("<p class='th-quiet'>Bỏ qua vì không phải tệp Excel, Word: {}.</p>", names)
    to_see = [o for o in outcomes if o.reading.findings or o.status in ("refused", "partial")]
    if to_see:
        table(
            ["Tệp", "Kết quả", "Biểu mẫu", "Đơn vị", "Bảng mã", "Lỗi, cảnh báo"], outcome_rows(to_see[:ROWS_SHOWN])
        )
    clean = [o for o in outcomes if not o.reading.findings and o.status == "accepted"]
    known = [o for o in outcomes if not o.reading.findings and o.status == "duplicate"]
    st.html(_folded(clean, "tệp nhận được, không có điểm nào cần xem") + _folded(known, "tệp đã có trong kho"))
    findings = [(outcome, finding) for outcome in outcomes for finding in outcome.reading.findings]
    findings.sort(key=lambda pair: not pair[1].is_error)
    if findings:
        heading("Điểm cần xem trong các tệp này")
        table(
            ["Loại", "Tệp", "Nội dung"],
            [
                [severity_badge(f.severity, _title(f.slug)), escape(outcome.path), escape(f.message)]
                for outcome, f in findings[:ROWS_SHOWN]
            ],
        )
        if len(findings) > ROWS_SHOWN:
            html(
                "<p class='th-quiet'>Còn {} điểm nữa; đề nghị tải bảng để xem đủ.</p>",
                format_count(len(findings) - ROWS_SHOWN),
            )
        downloads("diem-can-xem-cua-tep", lambda: _report_frame(outcomes), "Điểm cần xem")


def outcome_rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """One row a file, as cells of HTML."""
    names = unit_names(plan())
    rows = []
    for outcome in outcomes:
        reading = outcome.reading
        errors = sum(finding.is_error for finding in reading.findings)
        warnings = len(reading.findings) - errors
        counts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        unit = names.get(reading.unit_id or "", "")
        if reading.refused_units:
            unit = "Chưa nhận: " + ", ".join(names.get(unit_id, unit_id) for unit_id in reading.refused_units)
        rows.append(
            [
                escape(outcome.path),
                status_badge_of(reading.status),
                escape(FORM_LABELS.get(reading.form or "", "")),
                escape(unit),
                escape(ENCODINGS.get(reading.encoding or "", "")),
                escape(", ".join(counts)),
            ]
        )
    return rows


def summary(report: Report) -> str:
    """ "51 tệp: 49 nhận, 1 nhận một phần, 1 trả lại": the parts add up."""
    counts = {status: sum(o.status == status for o in report.outcomes) for status in STATUS_WORDS}
    said = ", ".join(f"{format_count(count)} {STATUS_WORDS[status]}" for status, count in counts.items() if count)
    return f"{format_count(len(report.outcomes))} tệp: {said}" if said else "Không có tệp Excel hay Word nào"


def _folded(outcomes: Sequence[Outcome], what: str) -> str:
    """Files with nothing to see in them, folded away under how many they are; returns HTML."""
    if not outcomes:
        return ""
    names = unit_names(plan())
    items = "".join(
        f"<li>{escape(', '.join(filter(None, (o.path, names.get(o.reading.unit_id or '')))))}</li>" for o in outcomes
    )
    return (
        f"<details class='th-rests'><summary><b>{format_count(len(outcomes))}</b> {escape(what)}</summary>"
        f"<ul class='th-plain'>{items}</ul></details>"
    )


def _worst_first(outcome: Outcome) -> tuple[object, ...]:
    order = ("refused", "partial", "accepted", "duplicate")
    return order.index(outcome.status), not outcome.reading.findings, outcome.path


def _store(report: Report, received_on: date, who: str) -> None:
    new = sum(outcome.status != "duplicate" for outcome in report.outcomes)
    if not new:
        _note("Không có gì mới để ghi nhận.", "Các tệp này đã có trong kho và đang được tính.")
        return
    if is_sample(version()):
        _note(
            "Kho đang chứa dữ liệu minh họa.",
            "Khi ghi nhận, toàn bộ dữ liệu minh họa được đưa ra khỏi kho; chỉ dữ liệu thật được tính.",
        )
    if not who:
        _note("Chưa có tên người ghi nhận.", "Đề nghị ghi họ và tên vào ô “Người ghi nhận” ở trên.")
    if st.button(f"Ghi nhận {format_count(new)} tệp", type="primary", key="ghi-nhan", disabled=not who):
        stored = record(
            store(), report, received_on=received_on, recorded_at=datetime.now(), recorded_by=who
        )
        done = f"Đã ghi nhận {format_count(new)} tệp vào phiên bản {stored.version} ({summary(stored)})."
        _finish(done)


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
            _finish("Đã xóa dữ liệu minh họa; kho sẵn sàng nhận dữ liệu thật.")
        if st.button("Giữ lại", key="giu-lai"):
            st.session_state["_xoa-minh-hoa"] = False
            st.rerun()


def _finish(message: str) -> None:
    """Confirm where it was done: the page starts anew on the newest version, with an empty drop place."""
    st.session_state["_da-ghi"] = message
    st.session_state.pop("_da-doc", None)
    st.session_state["_luot"] = st.session_state.get("_luot", 0) + 1
    look_at_newest()
    st.rerun()


def _confirmation() -> None:
    if message := st.session_state.pop("_da-ghi", None):
        html("<div class='th-note th-done' role='status'><b>✓</b> {}</div>", message)


def _note(what: str, remedy: str) -> None:
    html("<div class='th-note' role='status'><b>{}</b> {}</div>", what, remedy)


def _title(slug: str) -> str:
    from tonghop.findings import RULES

    return RULES[slug].title


def _report_frame(outcomes: Sequence[Outcome]) -> "pd.DataFrame":
    return findings_frame(
        (
            (o.path, finding.unit_id or o.reading.unit_id, finding.slug, finding.severity, finding.sheet,
             finding.cell, finding.value, finding.message)
            for o in outcomes
            for finding in o.reading.findings
        ),
        plan(),
    )


