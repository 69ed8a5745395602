"""One cell of the matrix: what stands behind it, and what can be done about that part of that unit, in view."""

from datetime import date
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.plan.model import Obligation, Unit
from tonghop.vietnamese import format_date
from ui.session import ask, plan_on, store, version
from ui.tracking.copies import copies_there, say_more_than_owed
from ui.tracking.decisions import ACTIONS, one_decision
from ui.tracking.matrix import cell_words
from ui.widgets import keeping, people
from ui.widgets.links import PART, to_unit
from ui.widgets.parts import html, status_badge
from ui.widgets.plain import plain
from ui.widgets.words import deadline_words

RECEIVE = "nhan"


def open_asked(day: date) -> None:
    """Open the cell that the address names, where it names one."""
    unit, part = asked(day)
    if unit is None or part is None:
        _forget()
        return
    st.dialog(f"{plain(part.label)} – {plain(unit.name)}", width="medium", on_dismiss=_forget)(inside)(unit, part, day)


def asked(day: date) -> tuple[Unit | None, Obligation | None]:
    """The unit and the part that the address names; None where it names none of the plan's."""
    given = plan_on(day)
    unit_id, _, part = st.query_params.get(PART, "").partition(".")
    parts = {o.id: o for o in given.obligations}
    return given.unit_by_id.get(unit_id), parts.get(part)


def _forget() -> None:
    st.query_params.pop(PART, None)


def inside(unit: Unit, part: Obligation, day: date) -> None:
    """Where the part stands, what can be done, and, once done, that it is."""
    rows = ask("submission_status", as_of=day)
    own = list(rows[(rows["unit_id"] == unit.id) & (rows["obligation_id"] == part.id)].itertuples())
    if own:
        row: Any = own[0]
        html(
            "<p class='th-lead'>{} {}</p><p class='th-quiet'>Hạn: {}; {} bộ. Mọi hồ sơ, chứng từ: {}</p>",
            status_badge(row.status), cell_words(row, part), deadline_words(part.deadline, part.inclusive),
            part.copies, to_unit(unit, day),
        )  # fmt: skip
    people.begin()  # a dialog runs again by itself, and asks for the name again
    people.confirmation()
    if people.closed():
        return
    choices = {RECEIVE: "Ghi nhận hồ sơ", **ACTIONS}
    hidden = _beside_the_point(own[0] if own else None)
    chosen = keeping.form("o-viec", f"{unit.id}.{part.id}")
    is_lacking = own and own[0].status in ("missing", "not_due", "incomplete", "returned")
    action = st.pills(
        "Việc", [key for key in choices if key not in hidden], format_func=lambda one: plain(choices[one]),
        label_visibility="collapsed",
        **chosen.chosen("viec", list(choices), RECEIVE if is_lacking else None, counts=False),
    )  # fmt: skip
    if action == RECEIVE:
        _receive(unit, part)
    elif action:
        one_decision(unit.id, part.id, action, keeping.form("xu-ly", f"{unit.id}.{part.id}"), in_dialog=True)


def _beside_the_point(row: Any) -> set[str]:
    """The acts that make no sense where the part stands."""
    if row is None:
        return set(ACTIONS)
    if row.status == "exempt":
        return {RECEIVE, "chap-nhan", "tra-lai", "gia-han", "bo-gia-han", "mien"}
    hidden = {"thoi-mien"} | (set() if row.is_extended else {"bo-gia-han"})
    return hidden | (set() if int(row.copies) else {"tra-lai", "chap-nhan"})


def _receive(unit: Unit, part: Obligation) -> None:
    """Ask for the day and the copies; record, and say so here."""
    box = keeping.form("o-nhan", f"{unit.id}.{part.id}")
    box.say()
    there = copies_there(version()).get((unit.id, part.id), 0)
    lacking = part.copies - there if there < part.copies else part.copies
    left, middle, right = st.columns([2, 1, 2], gap="small")
    with left:
        day = people.received_on("Ngày nhận", box.key("ngay"), box=box, is_draft=True)
    with middle:
        copies = st.number_input("Số bộ", min_value=1, max_value=99, step=1, **box.number("bo", lacking, 1, 99))
    with right:
        who = people.person(stays_here=True)
    people.missing_name(who)
    line = ReceiptLine(unit.id, part.id, int(copies or lacking))
    say_more_than_owed([line])
    if people.recorded("Ghi nhận", "o-nhan", who and day) and day:
        by: Any = {"today": clock.today(), "recorded_at": clock.now(), "recorded_by": who}
        people.do(
            lambda: receive_papers(store(), [line], day, **by),
            f"Đã ghi {part.label} của {unit.name}: {line.copies} bộ, nhận ngày {format_date(day)}",
            goes_back=True,
            box=box,
        )


def hint() -> None:
    """Say what a click on a cell does."""
    html("<p class='th-quiet'>{}</p>", "Bấm vào một ô để ghi nhận, trả lại, gia hạn; bấm tên đơn vị để xem mọi hồ sơ.")
