"""Kết quả trên một trang on screen: the same data as the PDF, in HTML that bends and prints."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tonghop import clock
from tonghop.actions.report_files import keep_named
from tonghop.outputs.one_page import one_page_name, one_page_pdf
from tonghop.report.document import Made, Paragraph, Quote
from tonghop.report.numbers import Number
from tonghop.report.one_page import OnePage, Progress, Years, one_page
from tonghop.report.outline import is_sample, writing_of
from tonghop.statuses import BY_ID, STATUSES, Status
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.session import plan, plan_on, store, version_on_show
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.tables import Column, numbers, table_html

UNCLASSIFIED, LAST = "sector.chua_phan_loai.models", Html(" class='th-last'")
GAP = Html("<i class='th-gap'></i>")
ROOM = 14
"""A part of a bar has room for its symbol from one unit in so many on."""


@remembered(show_spinner="Đang tổng hợp số liệu…")
def drafted(version: int, day: date, is_day_chosen: bool) -> OnePage:
    """The page of a version for a day. Shared: never to be changed."""
    made = Made(day, version, clock.now().replace(microsecond=0), is_day_chosen)
    writing = writing_of(store(), made)
    return one_page(writing, made, is_sample(writing))


def sentence(page: OnePage) -> Html:
    """The page's first sentence, its numbers standing out (HTML)."""
    return _said(page.lead)


def show(page: OnePage) -> None:
    """The whole page as one element, that nothing jumps."""
    years = f"{plan().years_from}–{plan().years_to}"
    half = -(-len(page.work) // 2)
    bars = joined(_progress(one) for one in page.progress)
    legend = joined(
        (
            Html("<span><i class='th-{}' aria-hidden='true'>{}</i> {}</span>").format(one.id, one.symbol, one.short)
            for one in STATUSES
            if one.id != "exempt"
        ),
        " ",
    )
    parts = [
        Html("<p class='th-rests'>{}</p>").format(_said(page.rests)),
        _box("Hồ sơ các đơn vị đã đến đâu? (đơn vị)",
             Html("{}<p class='th-one-legend'>{}</p>").format(bars, legend), wide=True),
        _box("Mô hình đã xây dựng", Html("<p>{}</p>{}").format(_said(page.models), _bars(page.sectors))),
        _box(f"Biểu dương, khen thưởng {years} (lượt)",
             Html("{}<p class='th-rests'>{}</p>").format(_work(page.awards, ''), _said(page.once))),
        _box(f"Tuyên truyền; kiểm tra, giám sát {years}",
             Html("<div class='th-one-two'>{}{}</div>").format(_work(page.work[:half]), _work(page.work[half:])),
             wide=True),
        _box("Ưu điểm nhiều đơn vị nêu", _thoughts(page.strengths)),
        _box("Hạn chế nhiều đơn vị nêu", _thoughts(page.weaknesses)),
        _box("Mô hình được giới thiệu", Html("<p>{}</p>").format(_said(page.nominated))),
        _box("Việc còn chờ", Html("<p>{}</p>").format(_said(page.asks))),
    ]  # fmt: skip
    show_html(Html("<div class='th-one'>{}</div>").format(joined(parts)))


def download(page: OnePage, day: date) -> None:
    """Offer the PDF, made at the click."""
    given, kept, shown = plan_on(day), store(), version_on_show()

    def made() -> bytes:
        keep_named(kept, shown)
        return one_page_pdf(given, page)

    st.download_button(
        "Tải PDF (một trang A4)", data=made, file_name=one_page_name(page.made),
        mime="application/pdf", on_click="ignore", type="primary", icon=":material/picture_as_pdf:",
        key="tai-mot-trang",
    )  # fmt: skip


# -- its pieces ----------------------------------------------------------------------------------------------


def _box(title: str, inner: str, *, wide: bool = False) -> Html:
    return Html("<section class='th-one-box{}'><h2>{}</h2>{}</section>").format(
        " th-one-wide" if wide else "", title, inner
    )


def _said(paragraph: Paragraph) -> Html:
    return joined(Html("<b>{}</b>").format(part.text) if isinstance(part, Number) else part for part in paragraph.parts)


def _progress(one: Progress) -> Html:
    shown = [(BY_ID[status], number) for status, number in one.parts if number.value]
    bars = joined(
        (
            Html("<span class='th-{}' style='flex:{}' title='{}: {}'>{}{}</span>").format(
                status.id, int(number.value or 0), status.label, number.text, _symbol(status, number, one), number.text
            )
            for status, number in shown
        ),
        " ",
    )
    return Html(
        "<div class='th-one-row'><div>{} <small>{}</small></div><div class='th-one-bar'>{}</div><b>{}</b></div>"
    ).format(one.label, one.deadline, bars, one.share.text)


def _symbol(status: Status, number: Number, one: Progress) -> Html:
    """The status's symbol where its part has room for it; the legend says the rest."""
    has_room = int(number.value or 0) * ROOM > int(one.expected.value or 0)
    return Html("<i aria-hidden='true'>{}</i> ").format(status.symbol) if has_room else Html()


def _bars(sectors: Sequence[tuple[str, Number]]) -> Html:
    most = max((int(number.value or 0) for _, number in sectors), default=1) or 1
    return joined(
        Html(
            "<div class='th-one-row'><div>{}</div><div class='th-one-line'>"
            "<span{} style='width:{}'></span>"
            "<b>{}</b></div></div>"
        ).format(label, LAST if number.id == UNCLASSIFIED else "", f"{int(number.value or 0) / most:.1%}", number.text)
        for label, number in sectors
    )


def _work(rows: Sequence[Years], measure: str | None = None) -> Html:
    if not rows:
        return Html()
    lines = [
        [
            one.label + _measure(one.measure if measure is None else measure),
            _columns(one),
            one.years[-1].text,
            Html("<b>{}</b>").format(one.total.text),
            Html("<small>{}</small>").format(one.units.text),
        ]
        for one in rows
    ]
    years = Column(Html("<span class='th-sr'>{}</span>").format("Từng năm"))
    heads = [Column("Chỉ tiêu"), years, *numbers(plan().years_to, f"{len(plan().years):02d} năm", "đơn vị")]
    return table_html(heads, lines, look="th-one-work", box="")


def _measure(words: str) -> Html:
    return Html(" <small>({})</small>").format(words) if words else Html()


def _columns(one: Years) -> Html:
    most = max((int(number.value) for number in one.years if number.value is not None), default=1) or 1
    marks = joined(
        Html("<i class='th-gap'></i>")
        if number.value is None
        else Html("<i style='height:{}%'></i>").format(f"{max(4, 100 * number.value / most):.0f}")
        for number in one.years
    )
    said = "; ".join(f"{year}: {number.text}" for year, number in zip(plan().years, one.years, strict=True))
    return Html("<span class='th-one-columns' role='img' aria-label='{}' title='{}'>{}</span>").format(
        said, said, marks
    )


def _thoughts(quotes: Sequence[Quote]) -> Html:
    if not quotes:
        return Html("<p class='th-quiet'>Chưa có ý kiến nào nhiều đơn vị cùng nêu.</p>")
    lines = joined(
        Html("<li>{} <small>({}&nbsp;đơn&nbsp;vị)</small></li>").format(one.text, format_count(len(one.units)))
        for one in quotes
    )
    return Html("<ul>{}</ul>").format(lines)
