"""Two to four nominated models side by side: what is known of each, the criteria beside it, one sheet for all."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.plan.model import Criterion
from tonghop.report.nominations import Nominated
from tonghop.store.appraisals import ANSWERS, Answer, record_appraisals
from tonghop.vietnamese import format_count, text_key
from ui.conference import evidence
from ui.conference.appraisal import SYMBOLS, changed, own_answers
from ui.conference.selection import (
    CHOSEN,
    decision_badge,
    marks_of,
    model_id,
    models_of,
    open_model,
    titles,
)
from ui.results.parts import file_names
from ui.session import plan, store, version
from ui.widgets import keeping, people
from ui.widgets.links import SELECTION, to, to_cell, to_unit
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import heading, html, note
from ui.widgets.plain import plain
from ui.widgets.tables import Cell, Column, Row, table_html
from ui.widgets.words import labels

COMPARED, MARKED = "so-sanh", "_danh-dau"
FEWEST, MOST = 2, 4
SIGNS = "ABCD"


# -- which are compared --------------------------------------------------------------------------------------


def compared(every: Sequence[Nominated]) -> tuple[list[Nominated], int]:
    """The models that the address puts side by side, in the order of marking; none for fewer than two.

    And how many that it names are nominated no more, or were not on the day shown.
    """
    asked = list(dict.fromkeys(filter(None, st.query_params.get(COMPARED, "").split("."))))
    by_id = {model_id(model): model for model in every}
    found = [by_id[one] for one in asked if one in by_id][:MOST]
    gone = sum(one not in by_id for one in asked)
    return (found if len(found) >= FEWEST else []), gone


def say_gone(count: int) -> None:
    """Say that the address names models that are not there."""
    if count:
        note(
            f"{format_count(count)} mô hình trong địa chỉ so sánh không có trong danh sách đang xem.",
            "Đơn vị có thể đã gửi danh sách mới, hoặc ngày đang xem khác; đề nghị đánh dấu lại.",
        )


def marked(every: Sequence[Nominated]) -> list[Nominated]:
    """The models marked in the list so far, in the order of marking; who is nominated no more is marked no more."""
    by_id = {model_id(model): model for model in every}
    own = [one for one in st.session_state.get(MARKED, []) if one in by_id]
    st.session_state[MARKED] = own
    return [by_id[one] for one in own]


def mark(model: Nominated) -> None:
    """The box in a line of the list that marks its model to be compared; `offer` has been asked before."""
    key, own = model_id(model), st.session_state[MARKED]
    st.checkbox(
        "So sánh", value=key in own, key=f"danh-dau-{key}", on_change=_mark, args=(key,),
        disabled=key not in own and len(own) >= MOST, width="content",
    )  # fmt: skip


def _mark(key: str) -> None:
    own = st.session_state.get(MARKED, [])
    st.session_state[MARKED] = [one for one in own if one != key] + [key] * bool(st.session_state[f"danh-dau-{key}"])


def offer(every: Sequence[Nominated]) -> None:
    """Above the list: the models marked, the button that puts them side by side, and one that lets go of them."""
    own = marked(every)
    if not own:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="so-sanh-moi", gap="small"):
        names = joined((Html("<b>{}</b> ({})").format(_short(model.name), model.unit) for model in own), "; ")
        more = "" if len(own) >= FEWEST else " – đánh dấu thêm ít nhất một mô hình để so sánh"
        show_html(Html("<div class='th-what'>Đã đánh dấu: {}{}.</div>").format(names, more))
        st.button(
            f"So sánh {len(own)} mô hình", key="so-sanh-mo", type="primary", icon=":material/compare:",
            disabled=len(own) < FEWEST, on_click=_put_side_by_side, args=(tuple(map(model_id, own)),), width="content",
        )  # fmt: skip
        st.button("Bỏ đánh dấu", key="so-sanh-bo", type="tertiary", on_click=_let_go, width="content")


def _put_side_by_side(ids: tuple[str, ...]) -> None:
    st.query_params[COMPARED] = ".".join(ids)


def _let_go() -> None:
    for one in st.session_state.pop(MARKED, []):
        st.session_state.pop(f"danh-dau-{one}", None)


def _back(chosen: str = "") -> None:
    st.query_params.pop(COMPARED, None)
    open_model(chosen)


# -- side by side --------------------------------------------------------------------------------------------


def side_by_side(models: Sequence[Nominated], day: date) -> None:
    """What is known of each on the left; on the right, in view all the while, the criteria with an answer for each."""
    with st.container(horizontal=True, key="so-sanh-ve", vertical_alignment="center"):
        st.button(
            "Về danh sách", key="so-sanh-het", type="tertiary", icon=":material/list:", on_click=_back, width="content"
        )
    facts, form = st.columns([3, 2], gap="large")
    with facts:
        show_html(facts_table(models, day))
        for criterion in plan().criteria:
            if criterion.readings:
                evidence.readings(criterion)
    with form, st.container(key="so-sanh-phieu"):
        people.confirmation()
        if not people.over_a_day():
            _sheet(models)


def facts_table(models: Sequence[Nominated], day: date) -> Html:
    """A row a fact, a column a model; every value leads to its cell or its unit."""
    names = titles(models_of(version(), day)[0])
    heads = [
        Column("Căn cứ"),
        *(
            Column(
                Html("<b class='th-sign'>{}</b> {}").format(
                    sign, to(model.name, SELECTION, {CHOSEN: names[model_id(model)]}, day)
                ),
                label=sign,
            )
            for sign, model in zip(SIGNS, models, strict=False)
        ),
    ]
    rows = [Row(["Mô hình", *(Html("<b>{}</b>").format(model.name) for model in models)], look="th-names")]
    rows += [Row([name, *cells]) for name, cells in _about(models, day).items()]
    rows.append(_band("Xếp loại của đơn vị; – là chưa ghi", len(models)))
    rated = [evidence.ratings(model.unit_id) for model in models]
    rows += [Row([str(year), *(said[at][1] for said in rated)]) for at, year in enumerate(plan().years)]
    rows.append(_band("Khen thưởng của cả đơn vị, từng năm; không cộng; – là chưa báo cáo", len(models)))
    awards = [evidence.award_rows(model.unit_id) for model in models]
    rows += [Row([own[0][0], *(_years(each[1:]) for each in own)]) for own in zip(*awards, strict=True)]
    rows.append(_band("Hồ sơ khen thưởng", len(models)))
    dossiers = [dict(evidence.dossier_rows(model.unit_id, day)) for model in models]
    parts = dict.fromkeys(part for own in dossiers for part in own)
    rows += [Row([part, *(own.get(part, "không phải nộp") for own in dossiers)]) for part in parts]
    return table_html(heads, rows, look="th-table th-compare")


def _band(words: str, count: int) -> Row:
    return Row([Cell(words, span=count + 1)], look="th-group")


def _years(cells: Sequence[object]) -> Html:
    """The figures of an indicator's years, one behind the other, as in the unit's own row."""
    return joined((Html("<span class='th-nobreak'>{}</span>").format(cell) for cell in cells), " · ")


def _about(models: Sequence[Nominated], day: date) -> dict[str, list[object]]:
    given, names = plan(), file_names(version())
    sectors, kinds, levels = labels(given.sectors), labels(given.model_kinds), labels(given.levels)

    def source(model: Nominated) -> Html:
        row = model.row
        return to_cell(names[row["file_id"]], row["file_id"], row["sheet"], row["cell"])

    said: dict[str, Any] = {
        "Đơn vị giới thiệu": lambda m: to_unit(given.unit_by_id[m.unit_id], day),
        "Đơn vị thực hiện": lambda m: m.row["implementer"] or evidence.UNSTATED,
        "Tóm tắt thành tích": lambda m: m.row["summary"] or evidence.UNSTATED,
        "Lĩnh vực": lambda m: sectors[m.sector],
        "Tập thể/Cá nhân": lambda m: kinds.get(m.row["kind"], evidence.UNSTATED),
        "Cấp": lambda m: levels.get(m.row["level"], evidence.UNSTATED),
        "Bắt đầu từ năm": lambda m: m.row["start_year"] or evidence.UNSTATED,
        "Cần lưu ý": lambda m: joined(marks_of(m), Html("<br>")) or "không có",
        "Trùng tên ở": lambda m: evidence.same_name(m) or "không có",
        "Quyết định": lambda m: decision_badge(m.decision),
        "Theo": source,
    }
    return {name: [tell(model) for model in models] for name, tell in said.items()}


# -- one sheet for all ---------------------------------------------------------------------------------------


def _sheet(models: Sequence[Nominated]) -> None:
    given = plan()
    heading(
        "Phiếu xét", "Trả lời cho từng mô hình; nhận xét bằng lời ghi ở phiếu riêng của mô hình ấy. Không chấm điểm."
    )
    if not given.criteria:
        note("Kế hoạch chưa ghi tiêu chuẩn xét chọn.", "Đề nghị bổ sung mục [[criteria]] trong tệp plan.toml.")
        return
    who = people.person()
    people.missing_name(who)
    box = keeping.form("so-sanh", f"{'.'.join(map(model_id, models))}-{text_key(who)}")
    box.say()
    own = [own_answers(model, who) for model in models]
    written: list[dict[str, Answer]] = [{} for _ in models]
    for number, criterion in enumerate(given.criteria, 1):
        _criterion(criterion, number, models, own, written, who, box)
    new = [changed(said, now) for said, now in zip(own, written, strict=True)]
    count = sum(map(bool, new))
    words = f"Ghi phiếu xét {format_count(count)} mô hình" if count else "Ghi phiếu xét"
    if people.recorded(words, "ghi-phieu-chung", bool(who and count)):
        _record(models, new, who, box)


def _criterion(
    criterion: Criterion,
    number: int,
    models: Sequence[Nominated],
    own: Sequence[Mapping[str, Answer]],
    written: Sequence[dict[str, Answer]],
    who: str,
    box: keeping.Box,
) -> None:
    """One criterion, and a line of answers for each model; what others answered stands behind it."""
    show_html(Html("<div class='th-voice th-criterion'><p><b>{}.</b> {}</p></div>").format(number, criterion.label))
    for sign, model, said, now in zip(SIGNS, models, own, written, strict=False):
        known = said.get(criterion.id, Answer(None))
        answer = st.segmented_control(
            plain(f"{sign}. {_short(model.name)}"), list(ANSWERS),
            format_func=lambda one: f"{SYMBOLS[one]} {ANSWERS[one]}", disabled=not who,
            help=plain(_others(model, criterion, who)),
            **box.chosen(f"y-{criterion.id}-{model_id(model)}", list(ANSWERS), known.answer),
        )  # fmt: skip
        now[criterion.id] = Answer(answer, known.remark)
        if known.remark:
            gone = " (bỏ chọn là bỏ cả nhận xét)" if answer is None else ""
            html("<p class='th-quiet'>Nhận xét đã ghi{}: {}</p>", gone, known.remark)


def _others(model: Nominated, criterion: Criterion, who: str) -> str:
    mine = text_key(who)
    said = [
        f"{each.appraiser}: {ANSWERS[each.answer]}"
        for each in model.opinions
        if each.criterion_id == criterion.id and text_key(each.appraiser) != mine
    ]
    return "; ".join(said)


def _record(models: Sequence[Nominated], new: Sequence[Mapping[str, Answer]], who: str, box: keeping.Box) -> None:
    sheets = [(model.unit_id, model.name, said) for model, said in zip(models, new, strict=True) if said]
    act = partial(record_appraisals, store(), sheets, appraiser=who, recorded_at=clock.now(), recorded_by=who)
    people.do(act, f"Đã ghi phiếu xét của {format_count(len(sheets))} mô hình", box=box)


def _short(name: str) -> str:
    return name if len(name) <= 48 else f"{name[:47]}…"
