"""Kết quả trên một trang on screen: the same data as the PDF, in HTML that bends and prints."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tonghop import clock
from tonghop.cli.report import keep_named
from tonghop.outputs.one_page import one_page_name, one_page_pdf
from tonghop.report.document import Made, Paragraph, Quote
from tonghop.report.numbers import Number
from tonghop.report.one_page import OnePage, Progress, Years, one_page
from tonghop.report.outline import is_sample, writing_of
from tonghop.statuses import BY_ID, STATUSES, Status
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.session import plan, plan_on, store, version_on_show
from ui.widgets.parts import escape

UNCLASSIFIED, LAST = "sector.chua_phan_loai.models", " class='th-last'"
GAP = "<i class='th-gap'></i>"
ROOM = 14
"""A part of a bar has room for its symbol from one unit in so many on."""


@remembered(max_entries=8, show_spinner="Đang tổng hợp số liệu…")
def drafted(version: int, day: date, is_day_chosen: bool) -> OnePage:
    """The page of a version for a day. Shared: never to be changed."""
    made = Made(day, version, clock.now().replace(microsecond=0), is_day_chosen)
    writing = writing_of(store(), made)
    return one_page(writing, made, is_sample(writing))


def sentence(page: OnePage) -> str:
    """The page's first sentence, its numbers standing out (HTML)."""
    return _said(page.lead)


def show(page: OnePage) -> None:
    """The whole page as one element, that nothing jumps."""
    years = f"{plan().years_from}–{plan().years_to}"
    half = -(-len(page.work) // 2)
    bars = "".join(_progress(one) for one in page.progress)
    legend = " ".join(
        f"<span><i class='th-{one.id}' aria-hidden='true'>{one.symbol}</i> {one.short}</span>"
        for one in STATUSES
        if one.id != "exempt"
    )
    parts = [
        f"<p class='th-rests'>{_said(page.rests)}</p>",
        _box("Hồ sơ các đơn vị đã đến đâu? (đơn vị)", f"{bars}<p class='th-one-legend'>{legend}</p>", wide=True),
        _box("Mô hình đã xây dựng", f"<p>{_said(page.models)}</p>{_bars(page.sectors)}"),
        _box(f"Biểu dương, khen thưởng {years} (lượt)",
             f"{_work(page.awards, '')}<p class='th-rests'>{_said(page.once)}</p>"),
        _box(f"Tuyên truyền; kiểm tra, giám sát {years}",
             f"<div class='th-one-two'>{_work(page.work[:half])}{_work(page.work[half:])}</div>", wide=True),
        _box("Ưu điểm nhiều đơn vị nêu", _thoughts(page.strengths)),
        _box("Hạn chế nhiều đơn vị nêu", _thoughts(page.weaknesses)),
        _box("Mô hình được giới thiệu", f"<p>{_said(page.nominated)}</p>"),
        _box("Việc còn chờ", f"<p>{_said(page.asks)}</p>"),
    ]  # fmt: skip
    st.html(f"<div class='th-one'>{''.join(parts)}</div>")


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


def _box(title: str, inner: str, *, wide: bool = False) -> str:
    return f"<section class='th-one-box{' th-one-wide' if wide else ''}'><h2>{escape(title)}</h2>{inner}</section>"


def _said(paragraph: Paragraph) -> str:
    return "".join(
        f"<b>{escape(part.text)}</b>" if isinstance(part, Number) else escape(part) for part in paragraph.parts
    )


def _progress(one: Progress) -> str:
    shown = [(BY_ID[status], number) for status, number in one.parts if number.value]
    bars = " ".join(
        f"<span class='th-{status.id}' style='flex:{int(number.value or 0)}' title='{status.label}: {number.text}'>"
        f"{_symbol(status, number, one)}{number.text}</span>"
        for status, number in shown
    )
    return (
        f"<div class='th-one-row'><div>{escape(one.label)} <small>{escape(one.deadline)}</small></div>"
        f"<div class='th-one-bar'>{bars}</div><b>{one.share.text}</b></div>"
    )


def _symbol(status: Status, number: Number, one: Progress) -> str:
    """The status's symbol where its part has room for it; the legend says the rest."""
    has_room = int(number.value or 0) * ROOM > int(one.expected.value or 0)
    return f"<i aria-hidden='true'>{status.symbol}</i> " if has_room else ""


def _bars(sectors: Sequence[tuple[str, Number]]) -> str:
    most = max((int(number.value or 0) for _, number in sectors), default=1) or 1
    return "".join(
        f"<div class='th-one-row'><div>{escape(label)}</div><div class='th-one-line'>"
        f"<span{LAST if number.id == UNCLASSIFIED else ''} style='width:{int(number.value or 0) / most:.1%}'></span>"
        f"<b>{number.text}</b></div></div>"
        for label, number in sectors
    )


def _work(rows: Sequence[Years], measure: str | None = None) -> str:
    if not rows:
        return ""
    last = plan().years_to
    lines = "".join(
        f"<tr><th scope='row'>{escape(one.label)}{_measure(one.measure if measure is None else measure)}</th>"
        f"<td>{_columns(one)}</td><td class='th-num'>{one.years[-1].text}</td>"
        f"<td class='th-num'><b>{one.total.text}</b></td><td class='th-num'><small>{one.units.text}</small></td></tr>"
        for one in rows
    )
    return (
        f"<table class='th-one-work'><thead><tr><th>Chỉ tiêu</th><th></th><th class='th-num'>{last}</th>"
        f"<th class='th-num'>{len(plan().years):02d} năm</th><th class='th-num'>đơn vị</th></tr></thead>"
        f"<tbody>{lines}</tbody></table>"
    )


def _measure(words: str) -> str:
    return f" <small>({escape(words)})</small>" if words else ""


def _columns(one: Years) -> str:
    most = max((int(number.value) for number in one.years if number.value is not None), default=1) or 1
    marks = "".join(
        "<i class='th-gap'></i>"
        if number.value is None
        else f"<i style='height:{max(4, 100 * number.value / most):.0f}%'></i>"
        for number in one.years
    )
    said = "; ".join(f"{year}: {number.text}" for year, number in zip(plan().years, one.years, strict=True))
    return f"<span class='th-one-columns' role='img' aria-label='{escape(said)}' title='{escape(said)}'>{marks}</span>"


def _thoughts(quotes: Sequence[Quote]) -> str:
    if not quotes:
        return "<p class='th-quiet'>Chưa có ý kiến nào nhiều đơn vị cùng nêu.</p>"
    lines = "".join(
        f"<li>{escape(one.text)} <small>({format_count(len(one.units))}&nbsp;đơn&nbsp;vị)</small></li>"
        for one in quotes
    )
    return f"<ul>{lines}</ul>"
