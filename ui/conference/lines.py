"""Soạn câu chữ: the report's lines one under the other; the writer rewords, leaves out, moves, adds, in place.

What was written stays when figures move: the line says which of its numbers changed and offers the new ones.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence

import streamlit as st

from tonghop import clock
from tonghop.actions.report_files import Drafted
from tonghop.report.condensed import has_own_number
from tonghop.report.document import Claim, Heading, Report
from tonghop.report.edited import OPENING, OWN, State, states
from tonghop.store.report_edits import LONGEST, UNTOUCHED, LineEdit, record_report_edits
from tonghop.vietnamese import format_count
from ui.conference import word_file
from ui.session import plan, store
from ui.widgets import filters, keeping, people
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import note
from ui.widgets.words import names_by_id

OPEN = "_dong-dang-sua"


def write(draft: Drafted) -> None:
    """Choose a section; show its lines, one of them open under the writer's hand."""
    if people.closed():
        return
    if not st.session_state.get(OPEN):
        people.confirmation()
    who = people.person()
    found = states(draft.short, draft.edits)
    titles = _titles(draft.short)
    _told(found, titles)
    word_file.take_back(who, titles)
    words = {key: titles[key] for key, lines in found.items() if lines}
    first = next(iter(words))
    chosen = filters.choice("Mục của báo cáo", {k: v for k, v in words.items() if k != first}, "muc", words[first])
    section = chosen or first
    lines = found[section]
    for place, one in enumerate(lines):
        _line(one, place, lines, who)
    _added(section, lines, who)


def _titles(report: Report) -> dict[str, str]:
    found, top = {OPENING: "Mở đầu"}, ""
    for block in report.body:
        if isinstance(block, Heading):
            top = block.number if block.level == 1 else top
            key = block.number if block.level == 1 else f"{top}.{block.number}"
            found[key] = f"{key}. {block.text}"
    return found


def _told(found: Mapping[str, Sequence[State]], titles: Mapping[str, str]) -> None:
    """How much was written by hand, and where numbers have moved under it."""
    edited = sum(bool(one.edit) for lines in found.values() for one in lines)
    moved = [titles[key].partition(". ")[0] for key, lines in found.items() if any(one.moved for one in lines)]
    if moved:
        note(f"Số liệu đã đổi trong câu bạn viết ở mục: {', '.join(moved)}.", "Đề nghị xem lại và lấy số mới.")
    elif edited:
        show_html(Html("<p class='th-quiet'>{} câu do người viết sửa, bỏ, chuyển hoặc thêm.</p>").format(
            format_count(edited)
        ))  # fmt: skip


def _line(one: State, place: int, lines: Sequence[State], who: str) -> None:
    key = _key(one)
    left, right = st.columns([12, 1.4], vertical_alignment="center")
    with left:
        show_html(_shown(one))
    is_open = st.session_state.get(OPEN) == key
    right.button(
        "Đóng" if is_open else "Sửa", key=f"sua-{key}", type="tertiary", on_click=_toggle, args=(key,),
        help=None if is_open else "Viết lại, bỏ hoặc chuyển câu này",
    )  # fmt: skip
    if one.moved:
        _moved(one, key, who)
    if is_open:
        people.confirmation()
        _editor(one, key, place, lines, who)


def _shown(one: State) -> Html:
    edit = one.edit
    if edit is None:
        if one.line.look == "note":
            return Html("<p class='th-quiet'>{}</p>").format(one.text)
        return Html("<p>{}{}</p>").format("– " if one.line.look == "item" else "", one.text)
    if edit.is_left_out:
        return Html("<p class='th-quiet'><b>Đã bỏ</b> <s>{}</s></p>").format(one.text)
    what = "Câu thêm" if edit.line_id.startswith(OWN) else "Đã sửa" if edit.text is not None else "Đã chuyển"
    gone = "; câu gốc của chương trình không còn" if one.is_gone else ""
    return Html("<p>{} <span class='th-quiet'>({}, {}{})</span></p>").format(one.text, what, edit.recorded_by, gone)


def _moved(one: State, key: str, who: str) -> None:
    said = "; ".join(f"{moved.says}: {moved.before} → {moved.after}" for moved in one.moved)
    note(f"Số đã đổi: {said}.", one.offered or "Đề nghị viết lại câu theo số mới.")
    if one.offered and people.recorded("Lấy số mới", f"so-moi-{key}", who):
        _record(one, who, "Đã lấy số mới", text=one.offered)


def _editor(one: State, key: str, place: int, lines: Sequence[State], who: str) -> None:
    box = keeping.form("cau", key)
    with st.container(border=True, key=f"o-{key}"):
        box.say()
        _picked(one, key, who, box)
        written = st.text_area("Câu của bạn", height=120, max_chars=LONGEST, **box.text("chu", one.text))
        people.missing_name(who)
        text = " ".join((written or "").split())
        with st.container(horizontal=True, gap="small"):
            if people.recorded("Ghi câu này", f"ghi-{key}", who and text and text != one.text):
                _record(one, who, "Đã ghi câu", box, text=text)
            is_out = bool(one.edit and one.edit.is_left_out)
            if not is_out and st.button("Bỏ câu này", key=f"bo-{key}", disabled=not who):
                _record(one, who, "Đã bỏ câu", box, text=None, is_left_out=True)
            for label, to in (("Lên", place - 2), ("Xuống", place + 1)):
                is_there = to >= -1 and to < len(lines)
                if st.button(label, key=f"{label}-{key}", disabled=not (who and is_there)):
                    after = lines[to].line.id if to >= 0 else ""
                    _record(one, who, "Đã chuyển câu", box, after_line=after)
            is_own = one.line.id.startswith(OWN)
            back = "Trở lại câu của chương trình"
            if one.edit and not is_own and st.button(back, key=f"lai-{key}", disabled=not who):
                _record(one, who, "Đã trở lại câu của chương trình", box, text=None, after_line=None)


def _picked(one: State, key: str, who: str, box: keeping.Box) -> None:
    """Offer the theme's other sentences: one that is picked is printed behind the theme instead of those that are."""
    if not one.line.others:
        return
    names = names_by_id(plan())
    said = {claim.id: f"{claim.text} ({_whose(claim, names)})" for claim in one.line.others}
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        chosen = filters.long_choice("Câu khác của các đơn vị về chủ đề này", said, f"cau-{key}", "Chưa chọn")
    claim = next((one for one in one.line.others if one.id == chosen), None)
    if right.button("Dùng câu này", key=f"dung-{key}", disabled=not (who and claim)) and claim:
        head = one.line.text.partition("): ")[0]
        named = f" ({names.get(claim.units[0], '')})" if has_own_number(claim.text) else ""
        _record(one, who, "Đã chọn câu khác", box, text=f"{head}): {claim.text.rstrip(' .;')}{named}.")


def _whose(claim: Claim, names: Mapping[str, str]) -> str:
    first, *rest = [names.get(unit, unit) for unit in claim.units]
    return f"{first} và {format_count(len(rest))} đơn vị khác" if rest else first


def _added(section: str, lines: Sequence[State], who: str) -> None:
    box = keeping.form("cau-moi", section)
    fold = st.expander("Thêm một đoạn", icon=":material/add:", **keeping.fold(box, f"them-{section}"))
    if not fold.open:
        return
    with fold:
        box.say()
        written = st.text_area("Đoạn mới, đứng cuối mục", max_chars=LONGEST, **box.text("chu"))
        text = " ".join((written or "").split())
        if people.recorded("Thêm đoạn này", f"them-{section}", who and text):
            now = clock.now()
            people.do(
                lambda: record_report_edits(
                    store(),
                    [LineEdit(f"{OWN}{secrets.token_hex(6)}", section, text, False,
                              lines[-1].line.id if lines else "", {})],
                    recorded_at=now, recorded_by=who,
                ),
                "Đã thêm một đoạn",
                box=box,
            )  # fmt: skip


KEEP = object()


def _record(
    one: State, who: str, what: str, box: keeping.Box | None = None, *, text: object = KEEP,
    after_line: object = KEEP, is_left_out: bool = False,
) -> None:  # fmt: skip
    """Record what became of a line; what is not said stays as it was."""
    before = one.edit
    new_text = (before.text if before else None) if text is KEEP else text
    new_after = (before.after_line if before else None) if after_line is KEEP else after_line
    now = clock.now()
    edit = LineEdit(one.line.id, one.line.section, new_text, is_left_out, new_after, one.line.numbers)  # type: ignore[arg-type]
    people.do(
        lambda: record_report_edits(
            store(), [edit], recorded_at=now, recorded_by=who,
            seen={one.line.id: (before.text, before.is_left_out, before.after_line) if before else UNTOUCHED},
        ),
        what,
        box=box,
    )  # fmt: skip


def _key(one: State) -> str:
    return hashlib.sha256(one.line.id.encode()).hexdigest()[:10]


def _toggle(key: str) -> None:
    st.session_state[OPEN] = "" if st.session_state.get(OPEN) == key else key
