"""Pages of figures by year (Khen thưởng, Tuyên truyền, Kiểm tra, giám sát): one code, the sheet is the parameter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from ui.results.figure_tables import (
    figures_frame,
    grid_frame,
    grid_html,
    indicator_html,
    totals_frame,
    totals_html,
    unit_figures_html,
)
from ui.results.panels import lines, show_panels, shown_years, year_sentence
from ui.results.parts import DISTRICT, expected_units, indicators_of, reporting, scope_words, sheet_rests_on
from ui.session import plan, version
from ui.widgets.filters import choice, kind_filter, search_box, unit_filter
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import downloads, empty, heading, title
from ui.widgets.words import kind_labels, names_by_id

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Words:
    """What one matrix page says: title, question over the panels, file name of its downloads."""

    sheet: str
    title: str
    question: str
    file: str


def filters() -> tuple[str, str]:
    """Kind of unit and one unit, side by side; they are in the address and kept across pages."""
    with st.container(horizontal=True, key="loc", vertical_alignment="bottom"):
        kind = kind_filter()
        unit_id = unit_filter("Không chọn (xem toàn huyện)", "Xem riêng một đơn vị")
        if unit_id and seen_as() == DISTRICT:
            return kind, ""
    return kind, unit_id


def seen_as() -> str:
    chosen = st.segmented_control(
        "Đường trên hình", (DISTRICT, "Đơn vị đã chọn"), default="Đơn vị đã chọn", key="xem", required=True,
        bind="query-params",
    )  # fmt: skip
    return chosen or "Đơn vị đã chọn"


def matrix_page(words: Words, draw: Callable[[str, str], None]) -> None:
    """A page of figures by year. `draw(kind, unit_id)` shows the panels; everything else is the same for all three."""
    top = st.container()
    if not reporting(words.sheet, "")[0]:
        with top:
            title(words.title, "Chưa có đơn vị nào gửi số liệu.")
        empty(
            f"Chưa có số liệu của biểu {words.sheet}.",
            "Tải tệp của các đơn vị lên ở trang Tiếp nhận; hình và bảng hiện ra ngay sau khi tệp được nhận.",
        )
        return
    kind, unit_id = filters()
    scope = names_by_id(plan())[unit_id] if unit_id else scope_words(kind)
    years = shown_years(words.sheet, kind, unit_id)
    with top:
        title(words.title, year_sentence(scope, years, indicators_of(words.sheet)[:4]))
    draw(kind, unit_id)
    show_html(totals_html(version(), words.sheet, kind, unit_id))
    downloads(f"{words.file}-theo-nam", lambda: totals_frame(words.sheet, kind, unit_id), words.title)
    who, figures = st.tabs(["Ai đã báo cáo, ai chưa?", "Số liệu từng đơn vị"], on_change="rerun", key="bang")
    with who:
        if who.open:
            _who_reported(words, kind)
    with figures:
        if figures.open:
            _unit_figures(words, kind, unit_id)


def line_panels(words: Words, kind: str, unit_id: str) -> None:
    """The panels of Tuyên truyền and Kiểm tra, giám sát."""
    note = "Mỗi hình một chỉ tiêu, một thang đo riêng; không cộng các chỉ tiêu khác đơn vị tính."
    if unit_id:
        kind_name = kind_labels(plan())[plan().unit_by_id[unit_id].kind]
        note += Html(" <i class='th-key th-band'></i> Dải màu: nửa giữa của các đơn vị cùng loại ({}).").format(
            kind_name
        )
    heading(words.question, note)
    show_panels(lines(version(), words.sheet, kind, unit_id), "hinh-duong")
    sheet_rests_on(words.sheet, plan().unit_by_id[unit_id].kind if unit_id else kind)


def _who_reported(words: Words, kind: str) -> None:
    wanted = search_box("tim-don-vi", "Tìm đơn vị")
    complete, grid = grid_html(version(), words.sheet, kind, wanted)
    count = len(expected_units(kind, wanted))
    heading(
        f"{complete}/{count} đơn vị báo cáo đủ mọi chỉ tiêu",
        "Đơn vị còn thiếu nhiều đứng trước; đơn vị chưa báo cáo biểu này ở cuối bảng.",
    )
    if not count:
        empty("Không có đơn vị nào khớp với bộ lọc.", "Đề nghị gõ tên ngắn hơn hoặc bỏ lọc loại đơn vị.")
        return
    show_html(grid)
    downloads(f"{words.file}-ai-da-bao-cao", lambda: grid_frame(words.sheet, kind, wanted), words.title)


def _unit_figures(words: Words, kind: str, unit_id: str) -> None:
    if unit_id:
        unit_table(words, unit_id)
        downloads(
            f"{words.file}-{unit_id}",
            lambda: figures_frame(words.sheet, "", plan().unit_by_id[unit_id].name),
            words.title,
        )
        return
    with st.container(horizontal=True, key="loc-bang", vertical_alignment="bottom"):
        named = {indicator.id: indicator.label for indicator in indicators_of(words.sheet)}
        chosen = choice("Chỉ tiêu", dict(list(named.items())[1:]), f"chi-tieu-{words.file}", next(iter(named.values())))
        wanted = search_box("tim-don-vi", "Tìm đơn vị")
    indicator = next(i for i in indicators_of(words.sheet) if i.id == (chosen or next(iter(named))))
    heading(
        f"{indicator.label} ({indicator.unit_of_measure})",
        "– là chưa báo cáo, khác với 0. Bấm vào một số để xem ô của số ấy trong tệp đơn vị gửi.",
    )
    show_html(indicator_html(version(), words.sheet, indicator.id, kind, wanted))
    sheet_rests_on(words.sheet, kind)
    downloads(f"{words.file}-so-lieu", lambda: figures_frame(words.sheet, kind, wanted), words.title)


def unit_table(words: Words, unit_id: str) -> None:
    """A chosen unit's figures down to the cell."""
    name = names_by_id(plan())[unit_id]
    heading(f"Số liệu của {name}", "")
    if table := unit_figures_html(version(), words.sheet, unit_id):
        show_html(table)
    else:
        empty(f"{name} chưa báo cáo biểu {words.sheet}.")
