"""Đọc báo cáo: left the paper as it reads, right the form that fills; what is confirmed is checked, shown, recorded."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from tonghop.actions.confirming import KeptPaper
from tonghop.prose.head import REPORT
from tonghop.prose.laid_out import Shown
from tonghop.prose.review import Review
from tonghop.vietnamese import format_count, format_date
from ui.entry import paper_draft, reading_figures, reading_record, reading_remarks
from ui.intake import paper_view, waiting
from ui.session import plan, version
from ui.widgets import filters, people
from ui.widgets.links import FILE, INTAKE, READ, READING, address, to
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import empty, html, note, title
from ui.widgets.plain import plain
from ui.widgets.words import names_by_id, short_name

CHOSEN = "chon"
"""The parameter that names the figure in hand (`review.key_of`)."""
TABS = ("Số liệu", "Ý kiến", "Ghi nhận")


def page() -> None:
    """The report that the address names, gone through and recorded."""
    paper = _paper_named(st.query_params.get("so"))
    if paper is None:
        title("Đọc báo cáo", "Chưa chọn báo cáo nào để đọc.")
        empty("Địa chỉ này không phải của báo cáo nào trong kho", "Đề nghị chọn báo cáo ở trang Tiếp nhận.")
        _back()
        return
    read = paper_view.read_paper(version(), paper.file_id) if paper.is_read else None
    proposed, shown, found = read or (None, (), Review())
    title("Đọc báo cáo", _sentence(paper))
    if proposed is None or proposed.paper is None or proposed.finding:
        words = proposed.finding.message if proposed and proposed.finding else "Không đọc được văn bản này."
        note(words, "Đề nghị nhập số liệu ở trang Nhập trên màn hình, ghi nguồn là văn bản này.")
        _back()
        return
    if paper.kind != REPORT:
        note("Văn bản này không phải báo cáo sơ kết.", "Số liệu chỉ được đề xuất từ báo cáo.")
    if people.closed():
        return
    people.confirmation()
    _next(paper)
    _go_through(paper, shown, found)


def _paper_named(number: str | None) -> KeptPaper | None:
    if not (number and number.isascii() and number.isdigit()):
        return None
    return next((one for one in paper_view.papers(version()) if one.file_id == int(number[:9])), None)


def _sentence(paper: KeptPaper) -> Html:
    unit = names_by_id(plan()).get(paper.unit_id or "")
    whose = Html(" của <b>{}</b>").format(unit) if unit else Html(", <b>chưa rõ của đơn vị nào</b>")
    file = to(short_name(paper.path, None), FILE, {"so": str(paper.file_id)})
    return Html("{}{}, nhận ngày <b>{}</b>, tệp {}.").format(paper.label, whose, format_date(paper.received_on), file)


def _back() -> None:
    st.page_link(INTAKE, label="Về trang Tiếp nhận", icon=":material/arrow_back:", query_params={"muc": "Tệp đã nhận"})


def _next(paper: KeptPaper) -> None:
    """The way to the next report that waits, once this one does no longer."""
    left = waiting.waiting()
    if left and all(one.file_id != paper.file_id for one in left) and paper_draft.recorded(paper)["unit"]:
        st.page_link(
            READING, label=f"Đọc báo cáo tiếp theo (còn {format_count(len(left))})", icon=":material/arrow_forward:",
            query_params={"so": str(left[0].file_id)},
        )  # fmt: skip


def _go_through(paper: KeptPaper, shown: tuple[Shown, ...], found: Review) -> None:
    made = paper_draft.decisions(paper)
    paper_draft.others(paper)
    unit_id = paper.unit_id or _unit(paper, made)
    if paper.is_withdrawn:
        note("Văn bản đã được rút.", "Số liệu xác nhận từ đây không được tính; tính lại văn bản ở trang Tệp đã nhận.")
    if made["is_kept"]:
        note("Phần đọc dở được mở lại.", "Đọc tiếp rồi ghi nhận, hoặc bỏ bản nháp ở mục Ghi nhận.")
    keys = [item.key for item in found.items]
    chosen = st.query_params.get(CHOSEN) or next((k for k in keys if k not in made["figures"]), next(iter(keys), ""))
    left, right = st.columns([11, 10], gap="medium")
    with right:
        tab = _tab(found, made)
        if tab == TABS[0]:
            reading_figures.show(paper, found, shown, chosen, unit_id)
        elif tab == TABS[1]:
            reading_remarks.show(paper, found, unit_id)
        else:
            reading_record.show(paper, found, unit_id)
    with left, st.container(key="doc-trai"):
        states = states_of(found, paper_draft.decisions(paper)["figures"])
        place = made["figures"].get(chosen, {}).get("place")
        item = found.by_key.get(chosen)
        places = [one.place for one in item.places] if item else [place] if place else []
        wanted = st.query_params.get("o")
        asked = places if tab == TABS[0] else [wanted] if wanted and tab == TABS[1] else []
        show_html(
            paper_view.paper_html(
                shown, f"{paper.label}, như đơn vị gửi", states=states, link=lambda key: figure_address(paper, key),
                asked=asked, chosen=chosen if tab == TABS[0] else "",
            )
        )  # fmt: skip
        _outside(found)


def _unit(paper: KeptPaper, made: paper_draft.Decisions) -> str | None:
    """Whose is it? Asked where the paper does not say."""
    units = filters.units_by_name(version())
    options, key = list(units), f"doc-don-vi-{paper.sign}"
    st.selectbox(
        "Báo cáo này của đơn vị nào?", options, index=options.index(made["unit"]) if made["unit"] in units else None,
        format_func=lambda unit: units[unit], placeholder="Chọn đơn vị", filter_mode="fuzzy", key=key,
        on_change=lambda: paper_draft.put_unit(paper, st.session_state.get(key)),
    )  # fmt: skip
    chosen: str | None = st.session_state.get(key) or made["unit"]
    return chosen


def _tab(found: Review, made: paper_draft.Decisions) -> str:
    figures = made["figures"]
    left = sum(item.key not in figures for item in found.items)
    taken = sum(map(bool, made["remarks"].values()))
    words = {
        TABS[0]: f"Số liệu ({format_count(left)} chưa xem)" if left else "Số liệu ✓",
        TABS[1]: f"Ý kiến ({format_count(taken)}/{format_count(len(found.remarks))})",
        TABS[2]: "Ghi nhận",
    }
    chosen = st.segmented_control(
        "Phần", TABS, default=TABS[0], required=True, format_func=lambda tab: plain(words[tab]), key="doc-phan",
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen or TABS[0]


def states_of(found: Review, figures: Mapping[str, Any]) -> dict[str, str]:
    """Figure -> how it looks: decided ones as decided, the others as proposed."""
    states = {item.key: item.state for item in found.items}
    return states | {key: "left" if said["value"] is None else "taken" for key, said in figures.items()}


def figure_address(paper: KeptPaper, key: str) -> str:
    """The address of this page with a figure in hand."""
    return address(READ, {"so": str(paper.file_id), CHOSEN: key})


def _outside(found: Review) -> None:
    """What belongs to no remark of the form is shown, never dropped."""
    if not found.outside:
        return
    items = [
        Html("<p><span class='th-quiet'>{}</span> {}</p>").format(f"Mục {part}:" if part else "Ngoài đề cương:", text)
        for part, text in found.outside
    ]
    html(
        "<details class='th-more th-word'><summary>{}</summary>{}</details>",
        f"{format_count(len(items))} đoạn không thuộc ý kiến nào của biểu",
        Html().join(items),
    )


