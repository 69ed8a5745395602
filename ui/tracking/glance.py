"""The first look: how far each dossier is, who is late by name, what is new. Rows in, escaped HTML out.

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
from ui.widgets.links import CHANGES, CHASING, MODELS, SELECTION, TRACKED, UNIT, address, to
from ui.widgets.parts import escape
from ui.widgets.words import short_unit_name

if TYPE_CHECKING:
    import pandas as pd

LATE_SHOWN, NAMES_SHOWN = 9, 6
ROOM = 16
"""A part of a bar says its number from one unit in so many on."""


def dossier_bars(dossiers: "pd.DataFrame", before: "pd.DataFrame", dues: Sequence[Due], then: date, day: date) -> str:
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
        lines.append(
            f"<li><span>{to(due.label, TRACKED, {}, day)}</span> <b>{count}/{expected}</b>"
            f" {_bar(row, expected)} <small>{change} từ {format_day(then)} · "
            f"hạn cuối {format_day(due.last_day)}, {when}</small></li>"
        )
    return f"<ul class='th-far'>{''.join(lines)}</ul>"


def _bar(row: "pd.Series", expected: int) -> str:
    parts = " ".join(
        f"<i class='th-{s.id}' style='flex-grow:{int(row[s.id])};background:{s.colour};color:{s.ink}' "
        f"title='{escape(s.label)}: {int(row[s.id])}'>"
        f"{int(row[s.id]) if int(row[s.id]) * ROOM >= expected else ''}</i>"
        for s in STATUSES
        if s.id != "exempt" and int(row[s.id])
    )
    return f"<span class='th-far-bar' aria-hidden='true'>{parts}</span>"


def figures_line(models: int, reporting: int, units: int, nominated: int, naming: int, day: date) -> str:
    """What has been handed in beside the dossiers, on one line: form A is no obligation."""
    return (
        f"<p class='th-quiet th-figures'>Số liệu: <b>{reporting}/{units}</b> đơn vị · "
        f"{to(f'{format_count(models)} mô hình', MODELS, {}, day)} · "
        f"{to(f'{format_count(nominated)} mô hình đề nghị khen thưởng', SELECTION, {}, day)} "
        f"của <b>{naming}/{units}</b> đơn vị</p>"
    )


def late_list(calls: Sequence[UnitToCall], plan: Plan, day: date) -> str:
    """Who is late, worst first: each name leads to its unit; how many parts, by how many days."""
    if not calls:
        said = "Không còn phần nào quá hạn, chưa đủ hay phải bổ sung."
        return f"<h2>Không đơn vị nào chậm</h2><p class='th-quiet'>{said}</p>"
    units = plan.unit_by_id
    lines = "".join(
        f"<li>{_named(plan, units[call.unit_id], day)} <span>{_marks(call)}</span></li>"
        for call in calls[:LATE_SHOWN]
    )
    rest = len(calls) - LATE_SHOWN
    words = f"Xem cả {format_count(len(calls))} đơn vị" if rest > 0 else "Đôn đốc"
    return (
        f"<h2>Chậm, còn thiếu: {format_count(len(calls))} đơn vị</h2><ol class='th-late-list'>{lines}</ol>"
        f"<p class='th-more'>{to(words, CHASING, {}, day)}</p>"
    )


def _named(plan: Plan, unit: Unit, day: date) -> str:
    """A unit's name that leads to it; where there is little room without what all of its kind begin with."""
    short = short_unit_name(plan, unit)
    first = unit.name.removesuffix(short)
    inner = f"<span class='th-wide'>{escape(first)}</span>{escape(short)}" if first else escape(short)
    return f"<a class='th-to' href='{escape(address(UNIT, {'don-vi': unit.name}, day))}'>{inner}</a>"


def _marks(call: UnitToCall) -> str:
    return " ".join(_mark(*each) for each in call.counts)


def _mark(status: str, parts: int, days: int) -> str:
    look = BY_ID[status]
    words = " phần" + (f", quá {days} ngày" if days else "")
    return (
        f"<span class='th-badge th-{look.id}' title='{escape(look.label)}'><i aria-hidden='true'>{look.symbol}</i> "
        f"<span class='th-sr'>{escape(look.label)}: </span>{parts}<span class='th-wide'>{words}</span></span>"
    )


MARKS: Mapping[str, str] = {"in_time": "✓", "in_late": "▲", "part": "◐", "missing": "✗", "returned": "↩", "undone": "–"}
STATUS_OF: Mapping[str, str] = {
    "in_time": "on_time", "in_late": "late", "part": "incomplete", "missing": "missing", "returned": "returned",
    "undone": "exempt",
}  # fmt: skip


def news_list(news: Iterable[News], models: int, since: str, plan: Plan, day: date) -> str:
    """What is new since Monday or the last meeting: a line a kind with the units' names; then the models."""
    units = plan.unit_by_id
    lines = []
    for item in news:
        named = [
            to(short_unit_name(plan, units[unit]), UNIT, {"don-vi": units[unit].name}, day)
            for unit, _ in item.units[:NAMES_SHOWN]
        ]
        rest = len(item.units) - len(named)
        more = f" và {rest} đơn vị nữa" if rest > 0 else ""
        mark = BY_ID[STATUS_OF[item.kind]]
        lines.append(
            f"<li><span class='th-badge th-{mark.id}'><i aria-hidden='true'>{MARKS[item.kind]}</i> "
            f"{len(item.units)}</span> {escape(item.title)}: {', '.join(named)}{more}</li>"
        )
    if models:
        lines.append(f"<li><span class='th-badge th-not_due'>{format_count(models)}</span> mô hình mới</li>")
    inner = f"<ul class='th-new-list'>{''.join(lines)}</ul>" if lines else "<p>Chưa có gì thay đổi.</p>"
    return (
        f"<h2>Mới {escape(since)}</h2>{inner}"
        f"<p class='th-more'>{to('Xem hết thay đổi', CHANGES, {}, day)}</p>"
    )


def glance(*parts: str) -> str:
    """Put the first look together: what stands above, then the two lists beside each other."""
    *above, late, new = parts
    return (
        f"<div class='th-glance'>{''.join(above)}<div class='th-two'><section>{late}</section>"
        f"<section>{new}</section></div></div>"
    )
