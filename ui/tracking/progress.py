"""Sentences, lists and tables about submissions: rows in, people's words (Html) out. Reads nothing itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tonghop.plan.model import Obligation, Plan
from tonghop.statuses import SEVERITY, Status
from tonghop.tracking.reminders import worst_first
from tonghop.vietnamese import format_date, format_day
from ui.session import WEEKDAYS
from ui.widgets.filters import CALLED
from ui.widgets.markup import Html, joined
from ui.widgets.words import deadline_words, labels, name_key, names_by_id

if TYPE_CHECKING:
    import pandas as pd

REST = (
    ("incomplete", "nộp chưa đủ"),
    ("returned", "được đề nghị bổ sung"),
    ("missing", "quá hạn chưa nộp"),
    ("not_due", "chưa nộp, chưa đến hạn"),
)
SUNDAY = 6


def dossier_sentence(row: "pd.Series", day: date, what: str) -> Html:
    """ "Đến ngày …: 41/53 đơn vị đã nộp đủ …, trong đó 6 nộp muộn; 5 nộp chưa đủ; …": the parts add up."""
    received = int(row["on_time"]) + int(row["late"])
    parts = [Html("<b>{}/{}</b> đơn vị đã nộp đủ {}").format(received, int(row["expected"]), what)]
    if late := int(row["late"]):
        parts[0] += Html(", trong đó <b>{}</b> nộp muộn").format(late)
    parts += [Html("<b>{}</b> {}").format(int(row[status]), words) for status, words in REST if int(row[status])]
    return Html("Đến ngày <b>{}</b>: {}.").format(format_date(day), joined(parts, "; "))


def legend(shown: Iterable[Status]) -> Html:
    """The legend of marks in status colours, in their order: bends by itself, prints, is read out."""
    marks = joined(
        Html("<li><i style='background:{};color:{}' aria-hidden='true'>{}</i>{}</li>").format(
            s.colour, s.ink, s.symbol, s.short
        )
        for s in shown
    )
    return Html("<ul class='th-legend'>{}</ul>").format(marks)


# -- deadlines -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of a dossier: its parts, how it reads, how many of its parts' units are still missing."""

    dossier: str
    label: str
    deadline: date
    inclusive: bool
    last_day: date


def dues(plan: Plan) -> list[Due]:
    """One deadline a dossier (the latest of its parts), in the plan's order."""
    found = []
    for dossier in plan.dossiers:
        parts = [o for o in plan.obligations if o.dossier == dossier.id]
        if parts:
            last: Obligation = max(parts, key=lambda o: o.last_day)
            found.append(Due(dossier.id, dossier.label, last.deadline, last.inclusive, last.last_day))
    return found


def chart_window(plan: Plan, day: date) -> tuple[date, date]:
    """The days that charts show: from the plan's day to its end, at most a month longer where the day is later."""
    return plan.issued_on, min(max(day, plan.closes_on), plan.closes_on + timedelta(days=31))


def no_rollover(plan: Plan, due: Due) -> str:
    """Say when a deadline falls on a Sunday or a holiday: it is read as written, nothing moves it."""
    said = []
    if due.deadline.weekday() == SUNDAY:
        said.append("Chủ nhật")
    said += [name for day, name in plan.holidays if day == due.deadline]
    if not said:
        return ""
    return f"{format_day(due.deadline)} là {' và '.join(said)}; hạn giữ nguyên theo kế hoạch, không tự lùi."


def due_title(items: Sequence[Due], day: date) -> str:
    """The heading above the deadlines: which is next, in how many days."""
    coming = sorted((due for due in items if due.last_day >= day), key=lambda due: due.last_day)
    if not coming:
        return "Các hạn nộp đều đã qua"
    left = (coming[0].last_day - day).days
    when = "hôm nay" if left == 0 else "ngày mai" if left == 1 else f"còn {left} ngày"
    return f"Hạn tới: {format_date(coming[0].last_day)}, {when}"


def due_list(plan: Plan, items: Sequence[Due], progress: "pd.DataFrame", day: date) -> Html:
    """Every deadline with its reading, its last day, how many units are still short of it."""
    counts = progress.set_index("dossier_id")
    rows = []
    coming = sorted((due for due in items if due.last_day >= day), key=lambda due: due.last_day)
    for due in [*coming, *(due for due in items if due.last_day < day)]:
        expected = int(counts.loc[due.dossier, "expected"])
        short = expected - int(counts.loc[due.dossier, "on_time"]) - int(counts.loc[due.dossier, "late"])
        left = (due.last_day - day).days
        when = f"còn {left} ngày" if left > 0 else "hạn cuối hôm nay" if left == 0 else f"đã qua {-left} ngày"
        weekday = WEEKDAYS[due.last_day.weekday()]
        reading = deadline_words(due.deadline, due.inclusive)
        state = (
            Html("còn thiếu <b>{}/{}</b> đơn vị").format(short, expected)
            if short
            else Html("đủ <b>{}/{}</b> đơn vị").format(expected, expected)
        )
        note = no_rollover(plan, due)
        rows.append(
            Html("<li class='{}'><b>{}</b>: {} (chậm nhất {} {}) · {} · {}").format(
                "th-past" if left < 0 else "th-next", due.label, reading, weekday, format_day(due.last_day), when, state
            )
            + (Html("<br><span class='th-quiet'>{}</span>").format(note) if note else "")
            + Html("</li>")
        )
    return Html("<ul class='th-dues'>{}</ul>").format(joined(rows))


# -- who to call ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitToCall:
    """A unit to be called about: what is overdue, sent back, lacking, in words."""

    unit_id: str
    name: str
    urgency: tuple[int, ...]
    said: tuple[tuple[str, str], ...]
    """(status, words), worst first."""
    counts: tuple[tuple[str, int, int], ...] = ()
    """(status, parts, longest overdue in days), worst first."""


def units_to_call(status: "pd.DataFrame", plan: Plan) -> list[UnitToCall]:
    """Units with something overdue, sent back or lacking: most overdue parts first, then longest, then by name."""
    called = status[status["status"].isin(CALLED)]
    parts = labels(plan.obligations)
    owed = {o.id: o.copies for o in plan.obligations}
    by_unit: dict[str, list[Any]] = {}
    for row in called.itertuples():
        by_unit.setdefault(row.unit_id, []).append(row)
    names = names_by_id(plan)
    calls = []
    for unit_id, rows in by_unit.items():
        rows.sort(key=lambda row: SEVERITY[row.status])
        said = _grouped((row.status, parts[row.obligation_id], _lacking(row, owed[row.obligation_id])) for row in rows)
        urgency = worst_first((row.status, int(row.days_late) if row.status == "missing" else 0) for row in rows)
        calls.append(UnitToCall(unit_id, names[unit_id], urgency, said, _counted(rows)))
    return sorted(calls, key=lambda call: (*call.urgency, name_key(plan, call.name)))


def _counted(rows: Iterable[Any]) -> tuple[tuple[str, int, int], ...]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.status, []).append(int(row.days_late) if row.status == "missing" else 0)
    return tuple((status, len(days), max(days)) for status, days in found.items())


def _lacking(row: Any, owed: int) -> str:
    if row.status == "incomplete":
        return f" (mới có {int(row.copies)}/{owed} bộ)"
    return f" (quá hạn {int(row.days_late)} ngày)" if row.status == "missing" else ""


def _grouped(parts: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    """Say a thing once of all parts it is true of: "Tờ trình, Danh sách mô hình (quá hạn 7 ngày)"."""
    named: dict[tuple[str, str], list[str]] = {}
    for status, part, what in parts:
        named.setdefault((status, what), []).append(part)
    return tuple((status, f"{', '.join(names)}{what}") for (status, what), names in named.items())


def panel_title(due: Due) -> Html:
    """The title of a step panel: the dossier and how its deadline reads."""
    reading = deadline_words(due.deadline, due.inclusive)
    return Html("<p class='th-panel'><b>{}</b> · {}</p>").format(due.label, reading)
