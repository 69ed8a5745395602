"""A change of the plan before it is recorded: from which day, what it changes in words and in answers, why, by whom."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions import preview as rehearsal
from tonghop.actions.preview import PlanPreview
from tonghop.errors import Stop
from tonghop.store.plans import record_plan_change
from tonghop.vietnamese import format_count, format_date, parse_date
from ui.session import as_of, plan, store
from ui.widgets import filters, keeping, people
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import heading, html, note, status_badge, table
from ui.widgets.words import labels, names_by_id

ALWAYS, FROM = "Mọi ngày, từ đầu kế hoạch", "Từ một ngày"
SHOWN = 12


def offer(
    texts: Mapping[str, str],
    seen: int,
    box: keeping.Box,
    *,
    fixed: tuple[date | None] | None = None,
    reason: str = "",
) -> None:
    """Preview a change of the plan's files and offer to record it; `fixed` is its first day where that is given."""
    key = box.name
    day = fixed[0] if fixed else _day(box)
    if day is date.max:
        return
    preview = _preview(texts, day)
    if isinstance(preview, Stop):
        note(preview.message, preview.remedy)
        return
    _show(preview, day)
    left, right = filters.row(2, f"{key}-vi")
    with left:
        why = st.text_input("Lý do", max_chars=300, **box.text("ly-do", reason))
    with right:
        who = people.person()
    people.missing_name(who)
    if not why.strip():
        html("<p class='th-quiet'>{}</p>", "Cần ghi lý do để người sau tra cứu được.")
    if people.recorded("Ghi thay đổi", f"{key}-ghi", who and why.strip()):
        by: Any = {"recorded_at": clock.now(), "recorded_by": who}
        people.do(
            lambda: record_plan_change(store(), texts, holds_from=day, reason=why, seen=seen, **by),
            f"Đã ghi {len(preview.says)} thay đổi của kế hoạch",
            box=box,
        )


def _day(box: keeping.Box) -> date | None:
    """The day from which the change holds: None for all days, date.max while it is not said right."""
    left, right = filters.row(2, f"{box.name}-tu")
    with left:
        chosen = st.segmented_control(
            "Có hiệu lực", [ALWAYS, FROM], required=True, **box.chosen("khi", [ALWAYS, FROM], ALWAYS),
            help="“Mọi ngày” sửa cả những ngày đã qua, dùng khi kế hoạch ghi sai; “Từ một ngày” giữ nguyên ngày trước.",
        )  # fmt: skip
    if chosen != FROM:
        return None
    with right:
        written = st.text_input("Từ ngày", placeholder="ngày/tháng/năm", **box.text("ngay", format_date(as_of())))
    day = parse_date(written).value
    if day is None:
        note("Ngày chưa đúng.", "Đề nghị ghi ngày/tháng/năm, ví dụ 06/04/2022.")
        return date.max
    return day


def _preview(texts: Mapping[str, str], day: date | None) -> PlanPreview | Stop:
    """What the change would do, found once: again only when the texts, the days or the store are others."""
    asked = (tuple(sorted(texts.items())), day, as_of(), store().current)
    known: tuple[object, PlanPreview | Stop] | None = st.session_state.get("_kh-thu")
    if known and known[0] == asked:
        return known[1]
    found: PlanPreview | Stop
    try:
        found = rehearsal.of_plan_change(store(), texts, day, as_of())
    except Stop as stop:
        found = stop
    st.session_state["_kh-thu"] = (asked, found)
    return found


def _show(preview: PlanPreview, day: date | None) -> None:
    since = f"có hiệu lực từ {format_date(day)}" if day else "có hiệu lực cho mọi ngày"
    heading(f"{format_count(len(preview.says))} thay đổi trong kế hoạch, {since}", "Chưa ghi gì; đề nghị xem lại.")
    listed(preview.says)
    for warning in preview.warnings:
        note("Lưu ý:", warning)
    _answers(preview)


def listed(sentences: tuple[str, ...]) -> None:
    """Sentences as a list, the many folded."""
    first = joined(Html("<li>{}</li>").format(one) for one in sentences[:SHOWN])
    rest = joined(Html("<li>{}</li>").format(one) for one in sentences[SHOWN:])
    fold = Html("<details class='th-more'><summary>Xem thêm {}</summary><ul>{}</ul></details>").format(
        len(sentences) - SHOWN, rest
    )
    show_html(Html("<ul class='th-list'>{}</ul>{}").format(first, fold if rest else ""))


def _answers(preview: PlanPreview) -> None:
    shown = format_date(as_of())
    said = []
    if preview.expected[0] != preview.expected[1]:
        said.append(f"Số đơn vị được hỏi số liệu: {preview.expected[0]} → {preview.expected[1]}.")
    if preview.values:
        said.append(f"{format_count(preview.values)} giá trị đang được tính sẽ khác.")
    else:
        said.append("Không số liệu nào đã báo cáo bị đổi.")
    if not preview.statuses:
        html("<p class='th-rests'>Tính đến {}: không phần hồ sơ nào đổi tình trạng. {}</p>", shown, " ".join(said))
        return
    heading(f"Tính đến {shown}: {format_count(len(preview.statuses))} phần hồ sơ đổi tình trạng", " ".join(said))
    names, parts = names_by_id(plan()), labels(plan().obligations)
    rows = [
        [
            names.get(unit, unit),
            parts.get(part, part),
            *(
                status_badge(status) if status else Html("<span class='th-none'>chưa có</span>")
                for status in (was, now)
            ),
        ]
        for unit, part, was, now in preview.statuses[:SHOWN]
    ]
    table(["Đơn vị", "Thành phần", "Đang là", "Sẽ là"], rows)
    if len(preview.statuses) > SHOWN:
        html("<p class='th-quiet'>Và {} phần hồ sơ khác.</p>", format_count(len(preview.statuses) - SHOWN))
