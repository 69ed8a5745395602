"""The texts of a report, proposed as the unit's remarks: taken one by one, or all at once."""

import streamlit as st

from tonghop.actions.confirming import KeptPaper
from tonghop.prose.review import Review
from tonghop.vietnamese import format_count
from ui.entry import paper_draft
from ui.session import ask, plan
from ui.widgets.links import READ, address
from ui.widgets.parts import empty, html, note
from ui.widgets.plain import plain
from ui.widgets.words import labels


def show(paper: KeptPaper, found: Review, unit_id: str | None) -> None:
    """Each remark with its part of the outline, its text, and whether it is taken."""
    if not found.remarks:
        empty("Không thấy phần nào theo đề cương", "Chữ của văn bản ở bên trái; ý kiến nhập được ở Nhập trên màn hình.")
        return
    made = paper_draft.decisions(paper)
    standing = _standing(paper, unit_id)
    if standing:
        note(
            f"Đơn vị đã có {format_count(standing)} ý kiến từ nguồn khác.",
            "Nhận ý kiến ở đây sẽ thay cả biểu Đánh giá đang tính; nếu không cần thay thì để lại.",
        )
    own = [one for one in found.remarks if one.is_own]
    missing = [one.section_id for one in own if not made["remarks"].get(one.section_id)]
    with st.container(horizontal=True, key="doc-y-kien-nut"):
        if missing:
            st.button(
                f"✓ Nhận cả {format_count(len(own))} ý kiến", key="doc-y-kien-ca", shortcut="A", type="primary",
                on_click=paper_draft.put_remarks, args=(paper, dict.fromkeys(missing, True)),
            )  # fmt: skip
        if any(made["remarks"].values()):
            st.button(
                "Để lại tất cả", key="doc-y-kien-thoi", on_click=paper_draft.put_remarks,
                args=(paper, {one.section_id: False for one in found.remarks}),
            )  # fmt: skip
    titles = labels(plan().sections)
    for one in found.remarks:
        key = f"doc-y-kien-{paper.file_id}-{one.section_id}"
        is_taken = bool(made["remarks"].get(one.section_id))
        st.session_state[key] = is_taken
        st.checkbox(
            f"Mục {plain(one.outline)}: {plain(titles[one.section_id])}", key=key, on_change=_take,
            args=(paper, one.section_id, key),
        )  # fmt: skip
        if not one.is_own:
            html("<p class='th-quiet'>{}</p>", "Chữ đứng ngay dưới mục lớn; đề nghị xem có đúng nội dung này không.")
        place = f"{one.place[:1].upper()}{one.place[1:]}"
        html(
            "<div class='th-remark'><a class='th-to' data-stay href='{}'>{}</a>"
            "<details class='th-more'><summary>{}</summary><p>{}</p></details></div>",
            address(READ, {"so": str(paper.file_id), "o": one.place}),
            place,
            _short(one.text),
            one.text,
        )


def _take(paper: KeptPaper, section_id: str, key: str) -> None:
    paper_draft.put_remarks(paper, {section_id: bool(st.session_state.get(key))})


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 110 else f"{line[:109]}…"


def _standing(paper: KeptPaper, unit_id: str | None) -> int:
    """How many remarks of the unit count that are not this paper's."""
    remarks, files = ask("remark_list"), ask("file_list")
    own = files[files["sha256"] == paper.sha256]["file_id"]
    return int(((remarks["unit_id"] == unit_id) & ~remarks["file_id"].isin(own)).sum())
