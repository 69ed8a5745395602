"""Ghi nhận hồ sơ: papers that come over the desk, recorded in seconds: units, parts, day, copies, files."""

from datetime import date
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.store.receipts import Attachment
from tonghop.vietnamese import format_count, format_date
from ui.session import plan, store, version
from ui.tracking.copies import say_more_than_owed
from ui.widgets import filters, keeping, people
from ui.widgets.dropped import Dropped, dropped, listing
from ui.widgets.markup import Html, joined
from ui.widgets.parts import html, note
from ui.widgets.plain import plain
from ui.widgets.words import labels, names_by_id

ENDINGS = ["pdf", "jpg", "jpeg", "png", "docx", "xlsx"]
CHANNELS = ("Bản giấy", "Thư điện tử")


def papers_form() -> None:
    """The fold at the top of Theo dõi nộp; what is recorded shows in the table right below."""
    if people.is_closed():
        return
    box = keeping.form("ho-so")
    fold = st.expander("Ghi nhận hồ sơ vừa nhận", icon=":material/add_task:", **keeping.fold(box, "ghi-ho-so"))
    if not fold.open:
        people.confirmation()
        return
    with fold:
        people.confirmation()
        box.say()
        _form(box)


def _form(box: keeping.Box) -> None:
    given = plan()
    names, parts = filters.units_by_name(version()), labels(given.obligations)
    first, second = filters.row(2, "ho-so-ai")
    with first:
        units = st.multiselect(
            "Đơn vị nộp", list(names), format_func=lambda unit: names[unit], placeholder="Một hay nhiều đơn vị",
            select_all=False, **box.several("don-vi", list(names)),
        )  # fmt: skip
        _whole_kinds(box)
    with second:
        chosen = st.multiselect(
            "Thành phần hồ sơ", list(parts), format_func=lambda part: parts[part],
            placeholder="Một hay nhiều thành phần", select_all=False, **box.several("phan", list(parts)),
        )  # fmt: skip
    left, middle, right = filters.row(3, "ho-so-ngay")
    with left:
        day = people.received_on("Ngày nhận hồ sơ", box=box)
    with middle:
        copies = st.number_input(
            "Số bộ", min_value=1, max_value=99, step=1, placeholder="Đủ theo quy định",
            **box.number("bo", None, 1, 99),
        )  # fmt: skip
    with right:
        who = people.person()
    left, right = filters.row(2, "ho-so-kem")
    with left:
        channel = st.segmented_control(
            "Nộp bằng", CHANNELS, required=True, **box.chosen("cach", CHANNELS, CHANNELS[0], counts=False)
        )
        remark = st.text_input("Ghi chú", max_chars=300, placeholder="Không bắt buộc", **box.text("chu"))
    with right:
        files = dropped(box, "Tệp kèm theo (pdf, ảnh, Word, Excel)", type=ENDINGS, max_upload_size=20)
        listing(box)
    if day is None:
        return
    handed = handed_in(units, chosen, copies, channel or CHANNELS[0], remark or "")
    if not handed:
        html("<p class='th-quiet'>{}</p>", "Chọn đơn vị và thành phần đã nhận; có thể chọn nhiều cùng lúc.")
        return
    html("<p class='th-rests'>{}</p>", summary(handed, day, len(files)))
    say_more_than_owed(handed)
    if len(units) > 1:
        listed = joined(Html("<li>{}</li>").format(names[unit]) for unit in units)
        html("<ul class='th-parts'>{}</ul>", listed)
    if files and len(units) > 1:
        note("Tệp kèm theo của nhiều đơn vị.", "Đề nghị ghi nhận từng đơn vị để tệp vào đúng hồ sơ.")
    people.missing_name(who)
    ready = bool(who) and not (files and len(units) > 1)
    label = f"Ghi nhận {format_count(len(handed))} phần hồ sơ"
    if people.recorded(label, "ghi-ho-so-nut", ready):
        _record(handed, day, files, who, box)


def _whole_kinds(box: keeping.Box) -> None:
    """Buttons that choose every unit of a kind at once, each beside what is chosen already."""
    given = plan()
    with st.container(horizontal=True, gap="small", key="ho-so-ca-loai"):
        for kind in given.kinds:
            own = [unit.id for unit in given.units if unit.kind == kind.id]
            label = f"+ Tất cả {len(own)} {plain(kind.label)}"
            st.button(label, key=f"ca-loai-{kind.id}", type="tertiary", on_click=_choose_too, args=(box, own))


def _choose_too(box: keeping.Box, units: list[str]) -> None:
    chosen = box.values.get("don-vi", [])
    box.put("don-vi", [*chosen, *(unit for unit in units if unit not in chosen)])


def handed_in(units: list[str], parts: list[str], copies: int | None, channel: str, remark: str) -> list[ReceiptLine]:
    """Every chosen part of every chosen unit; without a number as many copies as the plan asks for."""
    owed = {obligation.id: obligation.copies for obligation in plan().obligations}
    said = "; ".join(filter(None, ("" if channel == CHANNELS[0] else channel, remark.strip())))
    return [ReceiptLine(unit, part, int(copies or owed[part]), said) for unit in units for part in parts]


def summary(handed: list[ReceiptLine], day: date, files: int) -> str:
    """What a click will record, in one sentence."""
    units = list(dict.fromkeys(one.unit_id for one in handed))
    names = names_by_id(plan())
    whose = names[units[0]] if len(units) == 1 else f"{format_count(len(units))} đơn vị"
    with_files = f", kèm {format_count(files)} tệp" if files else ""
    return f"Sẽ ghi {format_count(len(handed))} phần hồ sơ của {whose}, nhận ngày {format_date(day)}{with_files}."


def _record(handed: list[ReceiptLine], day: date, files: list[Dropped], who: str, box: keeping.Box) -> None:
    attached = [Attachment(handed[0].unit_id, file.name, file.getvalue()) for file in files]
    by: Any = {"today": clock.today(), "recorded_at": clock.now(), "recorded_by": who}
    people.do(
        lambda: receive_papers(store(), handed, day, attachments=attached, **by),
        summary(handed, day, len(files)).replace("Sẽ ghi", "Đã ghi").rstrip("."),
        goes_back=True,
        box=box,
    )
