"""Kết quả trên một trang as an A4 PDF: the page's data set by typst, with the fonts that come with it.

Texts go in as data and are only ever text. Always one page: what does not fit is set smaller.
"""

from pathlib import Path
from typing import Any

from tonghop.outputs.typeset import breakable, look, typeset
from tonghop.plan.model import Plan
from tonghop.report.document import Made, Paragraph
from tonghop.report.numbers import Number
from tonghop.report.one_page import TITLE, OnePage, Years
from tonghop.statuses import BY_ID, STATUSES
from tonghop.vietnamese import format_count, format_date

TEMPLATE = Path(__file__).with_suffix(".typ")
LONGEST = 300
"""Letters of a text on the page: a name of a thousand would leave room for nothing else."""


def one_page_pdf(plan: Plan, page: OnePage) -> bytes:
    """Set the page as PDF."""
    return typeset(TEMPLATE, _data(plan, page), page.made.made_at)


def one_page_name(made: Made) -> str:
    """The file name of the page."""
    return f"mot-trang-{made.as_of.isoformat()}.pdf"


def _data(plan: Plan, page: OnePage) -> dict[str, Any]:
    years = f"{plan.years_from}–{plan.years_to}"
    half = -(-len(page.work) // 2)
    return {
        "title": TITLE,
        "author": f"Ban Tuyên giáo Huyện ủy {plan.district}",
        "office": f"HUYỆN ỦY {plan.district} – BAN TUYÊN GIÁO".upper(),
        "about": _text(page.about),
        "sample": page.is_sample,
        "day": f"Tính đến hết ngày {format_date(page.made.as_of)}",
        "lead": _parts(page.lead),
        "rests": _parts(page.rests),
        "progress": [
            {
                "label": _text(one.label), "deadline": one.deadline, "share": one.share.text,
                "whole": int(one.expected.value or 0),
                "parts": [
                    {"value": int(number.value or 0), "text": number.text, **look(BY_ID[status])}
                    for status, number in one.parts
                ],
            }
            for one in page.progress
        ],
        "legend": [look(one) | {"text": one.short} for one in STATUSES if one.id != "exempt"],
        "models": _parts(page.models),
        "sectors": [
            {"label": _text(label), "value": int(number.value or 0), "text": number.text,
             "quiet": number.id == "sector.chua_phan_loai.models"}
            for label, number in page.sectors
        ],
        "awards_head": f"Biểu dương, khen thưởng {years} (lượt)",
        "awards": [_years(one) | {"measure": ""} for one in page.awards],
        "once": _parts(page.once),
        "work_head": f"Tuyên truyền; kiểm tra, giám sát {years}",
        "work": [[_years(one) for one in part] for part in (page.work[:half], page.work[half:]) if part],
        "years": years,
        "last_year": str(plan.years_to),
        "all_years": f"{len(plan.years):02d} năm",
        "strengths": [{"text": _text(one.text), "units": _units(one.units)} for one in page.strengths],
        "weaknesses": [{"text": _text(one.text), "units": _units(one.units)} for one in page.weaknesses],
        "nominated": _parts(page.nominated),
        "asks": _parts(page.asks),
    }  # fmt: skip


def _years(one: Years) -> dict[str, Any]:
    last = len(one.years) - 1
    return {
        "label": _text(one.label),
        "measure": _text(one.measure),
        "years": [
            {"value": None if number.value is None else int(number.value), "last": at == last}
            for at, number in enumerate(one.years)
        ],
        "last": one.years[-1].text if one.years else "",
        "total": one.total.text,
        "units": one.units.text,
    }


def _parts(paragraph: Paragraph) -> list[dict[str, Any]]:
    return [
        {"number": isinstance(part, Number), "text": part.text if isinstance(part, Number) else breakable(part)}
        for part in paragraph.parts
    ]


def _units(units: tuple[str, ...]) -> str:
    return f"{format_count(len(units))}\u00a0đơn\u00a0vị"


def _text(text: str) -> str:
    kept = " ".join(text.split())
    return breakable(kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…")
