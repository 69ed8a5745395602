"""The page of the plan: its sentence, its tables, the notes beside them, its history, its workbook."""

from functools import partial
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.errors import Stop
from tonghop.outputs.plan_workbook import plan_workbook, read_plan_workbook
from tonghop.plan.differences import deadline_words
from tonghop.plan.edited_tables import Wrong, texts_of
from tonghop.plan.files import parse_plan
from tonghop.plan.model import Plan
from tonghop.plan.tables import PARTS, TABLES, UNITS
from tonghop.store.loads import what_is_known
from tonghop.store.plans import Recorded, plan_history, undoing
from tonghop.store.sources import learn_alias
from tonghop.vietnamese import format_count, format_date
from ui.memory import remembered
from ui.plan import editor, record
from ui.session import WEEKDAYS, plan, store, version
from ui.widgets import filters, keeping, people
from ui.widgets.dropped import dropped, listing
from ui.widgets.filters import units_by_name
from ui.widgets.markup import Html, joined
from ui.widgets.parts import XLSX, empty, heading, html, note, table

NOTES = {
    "Đơn vị": "Đơn vị thôi hoạt động: đề nghị ghi ngày ở cột Hiệu lực đến, không xóa dòng.",
    "Thời hạn": "“Trước ngày” không tính chính ngày đó; “đến ngày” tính cả ngày đó.",
    "Loại đơn vị": "Số mô hình mỗi đơn vị thuộc loại này được giới thiệu (Kế hoạch, mục V.3).",
    "Chỉ tiêu": "Đổi chỉ tiêu thì biểu mẫu gửi đơn vị cũng đổi; đề nghị gửi lại biểu mẫu.",
    "Lĩnh vực": "Lĩnh vực dùng ở cột Lĩnh vực của trang tính Mô hình.",
}


@remembered()
def _history(at: int) -> list[Recorded]:
    return plan_history(store(), at)


def sentence() -> Html:
    """What the page says first: how many units of which kinds, how many are made up, the last change."""
    given = plan()
    kinds = "; ".join(f"{sum(unit.kind == kind.id for unit in given.units)} {kind.label}" for kind in given.kinds)
    made_up = sum(unit.is_illustrative for unit in given.units)
    drawn = f"{made_up} đơn vị là minh họa" if made_up else "không còn đơn vị minh họa"
    changes = _history(version())
    last = (
        f"thay đổi gần nhất {format_date(changes[0].recorded_at.date())}, {changes[0].recorded_by}"
        if changes
        else "chưa có thay đổi nào"
    )
    return Html("<b>{} đơn vị</b>: {}; {}; {}.").format(format_count(len(given.units)), kinds, drawn, last)


def edit_tab() -> None:
    """The tables, and under them what recording the edits would change."""
    if people.closed():
        return
    people.confirmation()
    given, box = plan(), keeping.form("kh")
    box.say()
    name = st.segmented_control(
        "Bảng", list(TABLES), default=UNITS, required=True, key="kh-bang", label_visibility="collapsed",
        bind="query-params",
    )  # fmt: skip
    html("<p class='th-quiet'>{} Thêm dòng ở cuối bảng; tìm bằng nút kính lúp ở góc bảng.</p>", NOTES[name])
    editor.edit(given, name, box)
    seen, tables = editor.typed(given, box)
    texts, wrong = texts_of(given, tables)
    if wrong:
        _wrong(wrong, tables)
    if name == PARTS:
        _deadlines(given if wrong else _read(given, texts))
    if tables:
        st.button("Bỏ mọi sửa đổi chưa ghi", icon=":material/undo:", key="kh-bo", on_click=box.throw_away)
    if texts and not wrong:
        record.offer(texts, seen, box)
    if name == UNITS:
        _aliases(given)


def _read(given: Plan, texts: dict[str, str]) -> Plan:
    try:
        return parse_plan({**given.sources, **texts})
    except Stop:  # said again, with its remedy, where the change is offered
        return given


def _wrong(wrong: list[Wrong], tables: dict[str, list[dict[str, Any]]]) -> None:
    rows = []
    for one in wrong[: record.SHOWN]:
        columns = {column.key: column.heading for column in TABLES[one.table].columns}
        said = tables[one.table][one.row].get(TABLES[one.table].label) if tables[one.table] else None
        rows.append([f"{one.table}, dòng {one.row + 1}", said, columns.get(one.column or ""), one.message])
    heading(f"{len(wrong)} chỗ cần sửa", "Chưa ghi được; những gì đã gõ vẫn giữ nguyên.")
    table(["Dòng", "Tên", "Cột", "Cần sửa"], rows)


def _deadlines(given: Plan) -> None:
    holidays = dict(given.holidays)
    rows = []
    for one in given.obligations:
        day = one.deadline
        fall = [name for name in (WEEKDAYS[6] if day.weekday() == 6 else "", holidays.get(day, "")) if name]
        remark = f"{format_date(day)} là {' và '.join(fall)}; thời hạn không tự lùi." if fall else ""
        rows.append([one.label, deadline_words(one).capitalize(), remark])
    heading("Thời hạn được hiểu thế nào?")
    table(["Thành phần hồ sơ", "Thời hạn", "Lưu ý"], rows)


@remembered()
def _known_aliases(version: int) -> dict[str, str]:
    return what_is_known(store(), version).aliases


def _aliases(given: Plan) -> None:
    """What people said that names mean, and the form in which one more is said."""
    known = _known_aliases(version())
    names = {unit.id: unit.name for unit in given.units}
    box = keeping.form("kh-ten")
    said = f"Tên đã ghi nhớ khi tiếp nhận ({len(known)})"
    fold = st.expander(said, icon=":material/label:", **keeping.fold(box, "kh-ten"))
    if not fold.open:
        return
    with fold:
        box.say()
        if known:
            rows = [[name, names.get(unit, unit)] for name, unit in sorted(known.items())]
            table(["Tên viết trong tệp", "Là đơn vị"], rows)
        left, right = filters.row(2, "kh-ten-moi")
        with left:
            name = st.text_input("Tên viết trong tệp", max_chars=200, **box.text("gi"))
        with right:
            units = units_by_name(version())
            unit = st.selectbox(
                "Là đơn vị", list(units), format_func=lambda one: units[one], placeholder="Chọn đơn vị",
                filter_mode="fuzzy", **box.one("don-vi", list(units)),
            )  # fmt: skip
        who = people.person()
        ready = bool(name.strip() and unit and who)
        if st.button("Ghi nhớ tên này", key="kh-ten-ghi", disabled=not ready) and unit:
            learn = partial(learn_alias, store(), name, unit, recorded_at=clock.now(), recorded_by=who)
            people.do(learn, f"Đã ghi nhớ “{name}” là {names[unit]}", box=box)


def history_tab() -> None:
    """Every change with who, when, from which day, why and what; and the way back."""
    if not people.is_closed():
        people.confirmation()
    changes = _history(version())
    if not changes:
        empty("Kế hoạch chưa có thay đổi nào.", "Mỗi thay đổi được ghi cùng người, ngày giờ, lý do.")
        return
    rows = [
        [
            Html("{} {}<br>{}").format(
                format_date(one.recorded_at.date()), f"{one.recorded_at:%H:%M}", one.recorded_by
            ),
            (f"Từ {format_date(one.holds_from)}" if one.holds_from else "Mọi ngày"),
            one.reason,
            _says(one),
        ]
        for one in changes
    ]
    table(["Ghi lúc", "Hiệu lực", "Lý do", "Thay đổi"], rows)
    if people.closed():
        return
    heading("Trả lại như trước", "Là một thay đổi mới với nội dung trước đó; lịch sử vẫn giữ nguyên.")
    words = {one.change_id: f"{format_date(one.recorded_at.date())}: {one.reason}" for one in changes}
    chosen = st.selectbox(
        "Thay đổi nào?", list(words), index=None, format_func=lambda one: words[one], placeholder="Chọn thay đổi",
        key="kh-tra",
    )  # fmt: skip
    if chosen is None:
        return
    try:
        texts, day = undoing(store(), chosen)
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    box = keeping.form(f"kh-tra-{chosen}")
    record.offer(texts, version(), box, fixed=(day,), reason=f"Trả lại như trước: {words[chosen]}")


def _says(one: Recorded) -> Html:
    first = joined(Html("<li>{}</li>").format(said) for said in one.says[:4])
    rest = joined(Html("<li>{}</li>").format(said) for said in one.says[4:])
    fold = Html("<details class='th-more'><summary>Xem thêm {}</summary><ul>{}</ul></details>").format(
        len(one.says) - 4, rest
    )
    return Html("<ul class='th-list'>{}</ul>{}").format(first, fold if rest else "")


def workbook_tab() -> None:
    """The plan as a workbook to take away, and one edited to be brought back."""
    html(
        "<p class='th-quiet'>{}</p>",
        "Tải về, sửa trong Excel, rồi tải lên. Danh sách đơn vị của cơ quan chỉ cần trang tính Đơn vị với hai cột Tên "
        "đơn vị và Loại đơn vị; mã được đặt theo tên. Trang tính nào có mặt thì thay cho cả bảng đó.",
    )
    st.download_button(
        "Tải kế hoạch dạng Excel", data=partial(plan_workbook, plan()), file_name="ke-hoach.xlsx", mime=XLSX,
        on_click="ignore", icon=":material/download:", key="kh-tai",
    )  # fmt: skip
    if people.closed():
        return
    people.confirmation()
    box = keeping.form("kh-tep")
    box.say()
    found = dropped(box, "Tải lên kế hoạch đã sửa (.xlsx)", several=False, max_upload_size=20)
    listing(box)
    if not found:
        return
    (given,) = found
    try:
        texts, wrong = read_plan_workbook(plan(), given.name, given.getvalue())
    except Stop as stop:
        note(stop.message, stop.remedy)
        return
    if wrong:
        heading(f"{len(wrong)} chỗ cần sửa trong tệp", "Chưa ghi gì. Đề nghị sửa trong Excel rồi tải lên lại.")
        record.listed(tuple(wrong))
    elif not texts:
        note("Tệp không khác kế hoạch đang dùng.", "Đề nghị sửa trong Excel rồi tải lên lại.")
    else:
        record.offer(texts, version(), box)
