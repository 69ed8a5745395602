"""Văn bản gì, của ai?: a paper in the store that no rule could name, named by a person on its own page."""

from datetime import date
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions.confirming import kept_papers
from tonghop.actions.naming import Naming, name_paper
from tonghop.intake.unit_paper import KIND_LABELS
from tonghop.vietnamese import format_date, parse_date
from ui.session import store, version
from ui.widgets import filters, keeping, people
from ui.widgets.parts import note


def ask(file: Any) -> None:
    """Ask of a paper (a row of `file_list`) what it is and whose; open where that is not known."""
    if file.status != "paper" or file.is_withdrawn or people.is_closed():
        return
    unit = file.unit_id if isinstance(file.unit_id, str) else None
    is_known = unit is not None and file.paper_kind != "other"
    fold = st.expander("Văn bản gì, của ai?", expanded=not is_known, icon=":material/edit:", key="ten-van-ban")
    with fold:
        _form(file, unit)


def _form(file: Any, unit: str | None) -> None:
    units, number = filters.units_by_name(version()), int(file.file_id)
    box = keeping.form("ten-van-ban", f"{number}-{file.sha256[:12]}")
    box.say()
    first, second = filters.row(2, "ten-van-ban-dau")
    with first:
        options = list(units)
        unit_id = st.selectbox(
            "Của đơn vị", options, format_func=lambda one: units[one], placeholder="Chọn đơn vị",
            filter_mode="fuzzy", **box.one("don-vi", options, unit),
        )  # fmt: skip
    with second:
        kinds = list(KIND_LABELS)
        kind = st.selectbox(
            "Loại văn bản", kinds, format_func=lambda one: KIND_LABELS[one],
            **box.one("loai", kinds, file.paper_kind),
        )  # fmt: skip
    left, right = filters.row(2, "ten-van-ban-cuoi")
    with left:
        symbol = st.text_input("Số, ký hiệu", max_chars=60, **box.text("so", _text(file.paper_number)))
    with right:
        known = _day(file.paper_issued_on)
        shown = format_date(known) if known else ""
        written = st.text_input("Ngày văn bản", placeholder="ngày/tháng/năm", **box.text("ngay", shown))
    day = parse_date(written or None).value
    if written and day is None:
        note("Ngày văn bản chưa đúng.", "Đề nghị ghi ngày/tháng/năm, ví dụ 05/04/2022.")
    who = people.person()
    people.missing_name(who)
    said = (unit_id, kind, (symbol or "").strip() or None, day)
    is_new = said != (unit, file.paper_kind, _text(file.paper_number) or None, known)
    if people.recorded("Ghi tên văn bản", "ghi-ten-van-ban", is_new and who and not (written and day is None)):
        made: list[Naming] = []

        def name() -> int:
            said: Any = {"unit_id": unit_id, "kind": kind, "number": symbol, "issued_on": day}
            made.append(name_paper(store(), number, **said, recorded_at=clock.now(), recorded_by=who))
            return made[0].version

        people.do(
            name,
            lambda version: " ".join([f"Đã ghi tên văn bản (phiên bản {version}).", *made[0].says]).rstrip("."),
            then=lambda: _go_to(file.sha256),
            goes_back=True,
            box=box,
        )


def _go_to(digest: str) -> None:
    """The paper as it is named is a row of its own: its page goes on there."""
    newest = next(one for one in kept_papers(store()) if one.sha256 == digest)
    st.query_params["so"] = str(newest.file_id)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    return value.date() if value == value and value is not None else None
