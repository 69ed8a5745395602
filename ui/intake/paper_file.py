"""A paper in Tệp đã nhận: as it reads, the sentence that a number was followed to, what became of each part."""

from typing import Any

import streamlit as st

from tonghop.actions.confirming import KeptPaper
from tonghop.forms import PAPER_ENTRY, UNIT_PAPER
from tonghop.prose.head import REPORT
from tonghop.prose.laid_out import BECAME_LABELS, Became, Shown
from tonghop.prose.review import key_of
from tonghop.vietnamese import format_count
from ui.intake import paper_view
from ui.session import ask, plan, version
from ui.widgets.links import READING
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import html
from ui.widgets.words import labels


def is_paper(file: Any) -> bool:
    """Is this file (a row of `file_list`) a paper that can be shown as it reads, or what was confirmed of one?"""
    paper = paper_of(file)
    return paper is not None and paper.is_read


def paper_of(file: Any) -> KeptPaper | None:
    """The paper itself: of a file, or behind what was confirmed of it."""
    if file.form not in (UNIT_PAPER, PAPER_ENTRY):
        return None
    found = [one for one in paper_view.papers(version()) if one.sha256 == file.sha256]
    own = [one for one in found if one.file_id == int(file.file_id)]
    return next(iter([*own, *(one for one in found if not one.is_withdrawn), *found]), None)


def reading_link(file: Any) -> None:
    """The way from a report to the page that reads it."""
    paper = paper_of(file)
    if paper and paper.kind == REPORT and paper.is_read and not paper.is_withdrawn:
        st.page_link(
            READING, label="Đọc báo cáo", icon=":material/fact_check:", query_params={"so": str(paper.file_id)}
        )


def show(file: Any) -> bool:
    """Show the paper with the place that the address names; return whether it could be read as one."""
    paper = paper_of(file)
    assert paper is not None
    read = paper_view.read_paper(version(), paper.file_id)
    if read is None:
        html("<p class='th-quiet'>{}</p>", "Kho dữ liệu không giữ nội dung của tệp này nên không mở ra xem được.")
        return True
    proposed, shown, found = read
    if proposed.finding:
        html("<div class='th-note'>{}</div>", proposed.finding.message)
    if not shown:
        return False
    place = st.query_params.get("o")
    known = _places(shown)
    if place and place not in known:
        html("<div class='th-note'>{}</div>", f"Văn bản này không có chỗ “{place}”; dưới đây là cả văn bản.")
    elif place:
        _say_figures(file, place, st.query_params.get("chon", ""))
    states = {item.key: item.state for item in found.items}
    confirmed = ask("figure_list")
    for row in confirmed[confirmed["file_sha256"] == file.sha256].itertuples():
        states[key_of(row.indicator_id, int(row.year))] = "taken"
    asked, chosen = [place] if place else [], st.query_params.get("chon", "")
    show_html(paper_view.paper_html(shown, "Văn bản như đơn vị gửi", states=states, asked=asked, chosen=chosen))
    show_html(_legend(shown))
    return True


def _places(shown: tuple[Shown, ...]) -> set[str]:
    found = {each.place for each in shown}
    for each in shown:
        for row, column in each.cells or ():
            found |= {f"{each.place}, dòng {row + 1}, cột {column + 1}", f"{each.place}, dòng {row + 1}"}
    return found


def _say_figures(file: Any, place: str, chosen: str) -> None:
    """What counts of the place that is looked at: the figure that was followed, else all."""
    figures = ask("figure_list")
    own = figures[(figures["file_sha256"] == file.sha256) & (figures["cell"] == place)]
    meant = [row for row in own.itertuples() if key_of(row.indicator_id, int(row.year)) == chosen]
    rows = meant or list(own.itertuples())
    if not rows:
        return
    names = labels(plan().indicators)
    said = "; ".join(
        f"{names[row.indicator_id]}, năm {row.year}: {format_count(int(row.value))}" for row in rows
    )
    html(
        "<div class='th-cell-bar'><div><b>{}</b><p>{}</p></div></div>",
        f"{place[:1].upper()}{place[1:]}",
        f"Số liệu được tính từ chỗ này: {said}.",
    )


def _legend(shown: tuple[Shown, ...]) -> Html:
    """What became of the paragraphs: each rule with how many it has."""
    counts = {became: sum(each.became is became for each in shown) for became in Became}
    items = joined(
        Html("<li class='th-became-{}'>{} <b>{}</b></li>").format(became.value, BECAME_LABELS[became], count)
        for became, count in counts.items()
        if count
    )
    return Html("<ul class='th-tints th-becames' aria-label='Cách đọc từng đoạn'>{}</ul>").format(items)
