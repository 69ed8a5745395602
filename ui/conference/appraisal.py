"""One nominated model: the sheet of criteria that an appraiser fills in, others' answers, the decision, its history."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.plan.model import Criterion
from tonghop.report.nominations import Nominated, Opinion, decision_words
from tonghop.store.appraisals import ANSWERS, DECISIONS, NEEDS_REASON, Answer, record_appraisal, record_selection
from tonghop.vietnamese import format_date, parse_date, text_key
from ui.conference.selection import decision_badge, model_id, open_model
from ui.session import plan, rows_of, store
from ui.widgets import filters, keeping, people
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import heading, html, note

BACK = "thu-hoi"
BACK_WORDS = "Thu hồi quyết định (trở lại chưa quyết định)"
SYMBOLS = {"met": "✓", "not_met": "✗", "unclear": "?"}


def way_on(model: Nominated, turns: Sequence[Nominated]) -> None:
    """Lead back to the list, to the model before and the one after, as the filters leave them."""
    ids = [model_id(each) for each in turns]
    at = ids.index(model_id(model)) if model_id(model) in ids else None
    before = turns[at - 1] if at else None
    after = turns[at + 1] if at is not None and at + 1 < len(turns) else None
    with st.container(horizontal=True, key="xet-ve", vertical_alignment="center"):
        _to("Về danh sách", "", ":material/list:", "xet-het")
        if before:
            _to("Mô hình trước", model_id(before), ":material/arrow_back:", "xet-truoc")
        if after:
            _to("Mô hình sau", model_id(after), ":material/arrow_forward:", "xet-sau")
        if at is not None:
            html("<span class='th-quiet'>{}</span>", f"{at + 1}/{len(ids)}")


def _to(label: str, chosen: str, icon: str, key: str) -> None:
    st.button(label, key=key, type="tertiary", icon=icon, on_click=open_model, args=(chosen,))


# -- the sheet of criteria -----------------------------------------------------------------------------------


def sheet(model: Nominated) -> None:
    """The criteria of the plan with this person's answers to fill in and everybody else's beside them."""
    given = plan()
    section = f" (mục {given.selection.section})" if given.selection.section else ""
    heading(f"Phiếu xét theo tiêu chuẩn của Kế hoạch{section}", "Mỗi người xét ghi phiếu của mình; không chấm điểm.")
    if not given.criteria:
        note("Kế hoạch chưa ghi tiêu chuẩn xét chọn.", "Đề nghị bổ sung mục [[criteria]] trong tệp plan.toml.")
        return
    who = people.person()
    people.missing_name(who)
    box = keeping.form("phieu", f"{model_id(model)}-{text_key(who)}")
    box.say()
    own, written = own_answers(model, who), {}
    for number, criterion in enumerate(given.criteria, 1):
        written[criterion.id] = _criterion(model, criterion, number, who, own.get(criterion.id, Answer(None)), box)
    new = changed(own, written)
    alone = [each for each in written.values() if each.answer is None and each.remark.strip()]
    if alone:
        html("<p class='th-quiet'>{}</p>", "Tiêu chuẩn có nhận xét cần chọn thêm Đạt, Chưa đạt hoặc Chưa rõ.")
    can = bool(who and new and not alone)
    if people.recorded("Ghi phiếu xét", "ghi-phieu", can):
        said: Any = {"appraiser": who, "recorded_at": clock.now(), "recorded_by": who}
        act = partial(record_appraisal, store(), model.unit_id, model.name, new, **said)
        people.do(act, "Đã ghi phiếu xét", box=box)


def _criterion(
    model: Nominated, criterion: Criterion, number: int, who: str, own: Answer, box: keeping.Box
) -> Answer:
    """One criterion: its words, the answer and remark of this person, what the others say."""
    others = [each for each in model.opinions if each.criterion_id == criterion.id]
    show_html(Html("<div class='th-voice'><p><b>{}.</b> {}</p></div>").format(number, criterion.label))
    if count := len(criterion.readings):
        html("<p class='th-quiet'>{}</p>", f"Có {count} cách hiểu tiêu chuẩn này, xem ở phần căn cứ.")
    answer = st.segmented_control(
        f"Ý kiến về tiêu chuẩn {number}", list(ANSWERS), format_func=lambda one: f"{SYMBOLS[one]} {ANSWERS[one]}",
        label_visibility="collapsed", disabled=not who,
        **box.chosen(f"y-{criterion.id}", list(ANSWERS), own.answer),
    )  # fmt: skip
    remark = st.text_input(
        f"Nhận xét về tiêu chuẩn {number}", max_chars=500, label_visibility="collapsed",
        placeholder="Nhận xét (nếu có)", disabled=not who, **box.text(f"nx-{criterion.id}", own.remark),
    )  # fmt: skip
    show_html(said_by_others(others, who))
    return Answer(answer, (remark or "").strip())


def own_answers(model: Nominated, who: str) -> dict[str, Answer]:
    """What this person has said so far, by criterion."""
    mine = text_key(who)
    return {
        each.criterion_id: Answer(each.answer, each.remark or "")
        for each in model.opinions
        if mine and text_key(each.appraiser) == mine
    }


def changed(own: Mapping[str, Answer], written: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that say something else than what is recorded; an answer unchosen is taken back."""
    nothing = Answer(None)
    kept = {key: said if said.answer else nothing for key, said in written.items()}
    return {key: said for key, said in kept.items() if said != own.get(key, nothing)}


def said_by_others(opinions: Sequence[Opinion], who: str) -> Html:
    """The others' answers to a criterion, and a word where the answers differ."""
    mine = text_key(who)
    others = [each for each in opinions if text_key(each.appraiser) != mine]
    lines = joined(
        Html("<p class='th-by'>{}, {}: <b>{} {}</b>{}</p>").format(
            each.appraiser,
            format_date(each.recorded_at.date()),
            SYMBOLS[each.answer],
            ANSWERS[each.answer],
            f" – {each.remark}" if each.remark else "",
        )
        for each in others
    )
    answers = list(dict.fromkeys(each.answer for each in opinions))
    if len(answers) > 1:
        count = ", ".join(f"{sum(e.answer == a for e in opinions)} {ANSWERS[a].lower()}" for a in answers)
        lines += Html("<p class='th-by'><b>▲ Ý kiến khác nhau: {}.</b></p>").format(count)
    return Html("<div class='th-voice'>{}</div>").format(lines) if lines else Html("<div></div>")


# -- the decision --------------------------------------------------------------------------------------------


def decide(model: Nominated, today: date) -> None:
    """What is decided now, the form for another decision, and all that was decided before."""
    history = [row for row in rows_of("selection_history") if (row.unit_id, row.name) == (model.unit_id, model.name)]
    heading("Quyết định", "Quyết định sau thay cho quyết định trước; không xóa lần nào.")
    show_html(Html("<p>{}</p>").format(decision_badge(model.decision)))
    box = keeping.form("qd", model_id(model))
    box.say()
    words = {**DECISIONS, **({BACK: BACK_WORDS} if model.decided else {})}
    chosen = st.selectbox(
        "Quyết định mới", list(words), format_func=lambda one: words[one], placeholder="Chọn", filter_mode=None,
        **box.one("gi", list(words)),
    )  # fmt: skip
    reason = st.text_input("Lý do", max_chars=500, placeholder="Ví dụ: họp thẩm định ngày …", **box.text("vi"))
    left, right = filters.row(2, "qd-ngay-ai")
    with left:
        written = st.text_input("Ngày quyết định", **box.text("ngay", format_date(today)))
    with right:
        who = people.person()
    day = parse_date(written).value
    decision = None if chosen == BACK else chosen
    lacks = bool(chosen and decision in NEEDS_REASON and not reason.strip())
    if day is None or not plan().issued_on <= day <= today:
        first, last = format_date(plan().issued_on), format_date(today)
        note("Ngày quyết định chưa đúng.", f"Đề nghị ghi ngày/tháng/năm từ {first} đến {last}.")
    if lacks:
        html("<p class='th-quiet'>{}</p>", "Quyết định này cần ghi lý do.")
    can = bool(chosen and who and not lacks and day and plan().issued_on <= day <= today)
    if people.recorded("Ghi quyết định", "ghi-quyet-dinh", can) and day:
        said: Any = {"reason": reason, "recorded_at": clock.now(), "recorded_by": who}
        what = "Đã thu hồi quyết định" if decision is None else f"Đã ghi: {decision_words(decision)}"
        people.do(lambda: record_selection(store(), model.unit_id, model.name, decision, day, **said), what, box=box)
    show_html(
        Html("<div class='th-voice'>{}</div>").format(joined(_history_line(row) for row in history))
        if history
        else Html("<div></div>")
    )


def _history_line(row: Any) -> Html:
    words = decision_words(row.decision) if row.decision else "Thu hồi quyết định"
    reason = f" – {row.reason}" if row.reason else ""
    by = f" ({row.recorded_by} ghi ngày {format_date(row.recorded_at.date())})"
    return Html("<p class='th-by'>{}: <b>{}</b>{}</p>").format(format_date(row.decided_on), words, reason + by)
