"""The first look: how far each dossier is, who is late by name, what is new. Rows in, HTML out.

One element, painted before any chart; on 1280×720 and on a phone's first screen it answers without a click.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tonghop.plan.model import Plan, Unit
from tonghop.statuses import BY_ID, STATUSES
from tonghop.tracking.whats_new import News
from tonghop.vietnamese import format_count, format_day
from ui.tracking.progress import Due, UnitToCall
from ui.widgets.links import CHANGES, CHASING, MODELS, SELECTION, TRACKED, to, to_unit
from ui.widgets.markup import Html, joined
from ui.widgets.words import short_unit_name

if TYPE_CHECKING:
    import pandas as pd

LATE_SHOWN, NAMES_SHOWN = 9, 6
ROOM = 16
"""A part of a bar says its number from one unit in so many on."""


def dossier_bars(dossiers: "pd.DataFrame", before: "pd.DataFrame", dues: Sequence[Due], then: date, day: date) -> Html:
    """One line a dossier: its name, how many units are in, how many more since, its bar, its last day."""
    lines = []
    now, old = dossiers.set_index("dossier_id"), before.set_index("dossier_id")
    for due in dues:
        row = now.loc[due.dossier]
        expected, count = int(row["expected"]), int(row["on_time"] + row["late"])
        grown = count - int(old.loc[due.dossier, "on_time"] + old.loc[due.dossier, "late"])
        change = f"thêm {grown}" if grown > 0 else f"bớt {-grown}" if grown else "chưa thêm"
        left = (due.last_day - day).days
        when = f"còn {left} ngày" if left > 0 else "hôm nay" if left == 0 else f"qua {-left} ngày"
        said = f"{change} từ {format_day(then)} · hạn cuối {format_day(due.last_day)}, {when}"
        lines.append(
            Html("<li><span>{}</span> <b>{}/{}</b> {} <small>{}</small></li>").format(
                to(due.label, TRACKED, {}, day), count, expected, _bar(row, expected), said
            )
        )
    return Html("<ul class='th-far'>{}</ul>").format(joined(lines))


def _bar(row: "pd.Series", expected: int) -> Html:
    parts = []
    for status in STATUSES:
        count = 0 if status.id == "exempt" else int(row[status.id])
        if count:
            parts.append(
                Html("<i style='flex-grow:{};background:{};color:{}' title='{}: {}'>{}</i>").format(
                    count, status.colour, status.ink, status.label, count, count if count * ROOM >= expected else ""
                )
            )
    return Html("<span class='th-far-bar' aria-hidden='true'>{}</span>").format(joined(parts, " "))


def figures_line(models: int, reporting: int, units: int, nominated: "pd.DataFrame", day: date) -> Html:
    """What has been handed in beside the dossiers, on one line: form A is no obligation.

    `nominated`: rows of `nominated_list`; which units name by a list, which by marks in form A, is said.
    """
    sources = nominated.drop_duplicates("unit_id")["source"]
    listing = int((sources == "nomination_list").sum())
    return Html(
        "<p class='th-quiet th-figures'>Số liệu: <b>{}/{}</b> đơn vị · {} · {} "
        "(<b>{}/{}</b> đơn vị: {} theo danh sách, {} theo dấu trong biểu)</p>"
    ).format(
        reporting,
        units,
        to(f"{format_count(models)} mô hình", MODELS, {}, day),
        to(f"{format_count(len(nominated))} mô hình đề nghị khen thưởng", SELECTION, {}, day),
        len(sources),
        units,
        listing,
        len(sources) - listing,
    )


def late_list(calls: Sequence[UnitToCall], plan: Plan, day: date) -> Html:
    """Who is late, worst first: each name leads to its unit; how many parts, by how many days."""
    if not calls:
        return Html("<h2>{}</h2><p class='th-quiet'>{}</p>").format(
            "Không đơn vị nào chậm", "Không còn phần nào quá hạn, chưa đủ hay phải bổ sung."
        )
    lines = joined(
        Html("<li>{} <span>{}</span></li>").format(
            _named(plan, plan.unit_by_id[call.unit_id], day), joined((_mark(*each) for each in call.counts), " ")
        )
        for call in calls[:LATE_SHOWN]
    )
    rest = len(calls) - LATE_SHOWN
    words = f"Xem cả {format_count(len(calls))} đơn vị" if rest > 0 else "Đôn đốc"
    return Html("<h2>{}</h2><ol class='th-late-list'>{}</ol><p class='th-more'>{}</p>").format(
        f"Chậm, còn thiếu: {format_count(len(calls))} đơn vị", lines, to(words, CHASING, {}, day)
    )


def _named(plan: Plan, unit: Unit, day: date) -> Html:
    """A unit's name that leads to it; where there is little room without what all of its kind begin with."""
    short = short_unit_name(plan, unit)
    return to_unit(unit, day, Html("<span class='th-wide'>{}</span>{}").format(unit.name.removesuffix(short), short))


def _mark(status: str, parts: int, days: int) -> Html:
    look = BY_ID[status]
    words = " phần" + (f", quá {days} ngày" if days else "")
    return Html(
        "<span class='th-badge th-{}' title='{}'><i aria-hidden='true'>{}</i> <span class='th-sr'>{}: </span>{}"
        "<span class='th-wide'>{}</span></span>"
    ).format(look.id, look.label, look.symbol, look.label, parts, words)


MARKS: Mapping[str, str] = {"in_time": "✓", "in_late": "▲", "part": "◐", "missing": "✗", "returned": "↩", "undone": "–"}
STATUS_OF: Mapping[str, str] = {
    "in_time": "on_time", "in_late": "late", "part": "incomplete", "missing": "missing", "returned": "returned",
    "undone": "exempt",
}  # fmt: skip


def news_list(news: Iterable[News], models: int, since: str, plan: Plan, day: date) -> Html:
    """What is new since Monday or the last meeting: a line a kind with the units' names; then the models."""
    units = plan.unit_by_id
    lines = []
    for item in news:
        shown = [units[unit] for unit, _ in item.units[:NAMES_SHOWN]]
        rest = len(item.units) - len(shown)
        lines.append(
            Html("<li><span class='th-badge th-{}'><i aria-hidden='true'>{}</i> {}</span> {}: {}{}</li>").format(
                STATUS_OF[item.kind],
                MARKS[item.kind],
                len(item.units),
                item.title,
                joined((to_unit(unit, day, short_unit_name(plan, unit)) for unit in shown), ", "),
                f" và {rest} đơn vị nữa" if rest > 0 else "",
            )
        )
    if models:
        lines.append(
            Html("<li><span class='th-badge th-not_due'>{}</span> mô hình mới</li>").format(format_count(models))
        )
    inner = (
        Html("<ul class='th-new-list'>{}</ul>").format(joined(lines))
        if lines
        else Html("<p>{}</p>").format("Chưa có gì thay đổi.")
    )
    return Html("<h2>{}</h2>{}<p class='th-more'>{}</p>").format(
        f"Mới {since}", inner, to("Xem hết thay đổi", CHANGES, {}, day)
    )


def glance(far: Html, figures: Html, late: Html, new: Html) -> Html:
    """Put the first look together: what stands above, then the two lists beside each other."""
    return Html(
        "<div class='th-glance'>{}{}<div class='th-two'><section>{}</section><section>{}</section></div></div>"
    ).format(far, figures, late, new)
