"""Tiến độ trên một trang as an A4 PDF, set by typst with the fonts that come with it; always one page."""

from datetime import date
from pathlib import Path
from typing import Any

from tonghop.outputs.typeset import breakable, look, typeset
from tonghop.plan.model import Plan
from tonghop.report.progress_page import TITLE, Bar, ProgressPage
from tonghop.statuses import BY_ID, STATUSES
from tonghop.vietnamese import format_count, format_date, format_share

TEMPLATE = Path(__file__).with_suffix(".typ")


def progress_page_pdf(plan: Plan, page: ProgressPage) -> bytes:
    """Set the page as PDF."""
    return typeset(TEMPLATE, _data(plan, page), page.made.made_at)


def progress_page_name(as_of: date) -> str:
    """The file name of the page."""
    return f"tien-do-{as_of.isoformat()}.pdf"


def _data(plan: Plan, page: ProgressPage) -> dict[str, Any]:
    return {
        "title": TITLE,
        "author": f"Ban Tuyên giáo Huyện ủy {plan.district}",
        "office": f"HUYỆN ỦY {plan.district} – BAN TUYÊN GIÁO".upper(),
        "plan": breakable(plan.short_title),
        "sample": page.is_sample,
        "day": f"Tính đến hết ngày {format_date(page.made.as_of)}",
        "made": f"Lập lúc {page.made.made_at:%H:%M} ngày {format_date(page.made.made_at.date())}",
        "lead": breakable(page.lead),
        "dossiers": [_bar(one) for one in page.dossiers],
        "parts": [_bar(one) for one in page.parts],
        "legend": [look(one) | {"text": one.short} for one in STATUSES if one.id != "exempt"],
        "late_head": f"Chậm, còn thiếu: {format_count(len(page.late))} đơn vị",
        "late": [
            {"name": breakable(one.name), "lacks": [look(BY_ID[status]) | {"text": breakable(words)}
                                                    for status, words in one.lacks]}
            for one in page.late
        ],
        "news_head": f"Mới {page.since}",
        "news": [{"title": title, "names": breakable(names)} for title, names in page.news],
    }  # fmt: skip


def _bar(one: Bar) -> dict[str, Any]:
    return {
        "label": breakable(one.label),
        "count": f"{one.received}/{one.expected}",
        "share": format_share(one.received / one.expected if one.expected else None),
        "last": one.last_day,
        "whole": one.expected,
        "parts": [look(BY_ID[status]) | {"value": count, "text": format_count(count)} for status, count in one.counts],
    }
