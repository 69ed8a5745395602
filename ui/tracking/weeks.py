"""The days themselves: what falls in the next seven, and the campaign's weeks; Html out."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tonghop.plan.model import Plan
from tonghop.vietnamese import format_day
from ui.session import WEEKDAYS
from ui.tracking.calendar import CONFERENCE, conference_last_day, deadlines, is_day_off
from ui.tracking.progress import chart_window
from ui.widgets.markup import Html, joined
from ui.widgets.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from ui.tracking.reviews import Review

AHEAD = timedelta(days=6)
"""What is due "in seven days" is due on the day shown or on one of the six after it."""


def ahead(plan: Plan, status: "pd.DataFrame", reviews: "Sequence[Review]", day: date) -> list[tuple[date, list[str]]]:
    """(day, what falls on it) of the seven days from the day shown; days with nothing are left out. Lines are HTML."""
    names = labels(plan.obligations)
    found: dict[date, list[str]] = {}
    owed = status[status["status"] != "exempt"]
    for (last, part, is_extended), rows in owed.groupby(["last_day", "obligation_id", "is_extended"], sort=False):
        last_day = last.date()
        if day <= last_day <= day + AHEAD:
            short = int((~rows["status"].isin(("on_time", "late"))).sum())
            state = (
                Html("còn thiếu <b>{}/{}</b> đơn vị").format(short, len(rows))
                if short
                else Html("đủ <b>{}/{}</b>").format(len(rows), len(rows))
            )
            what = "hạn riêng (gia hạn)" if is_extended else "hạn cuối"
            found.setdefault(last_day, []).append(Html("{} {}: {}").format(what, names[part], state))
    if day <= (last_day := conference_last_day(plan)) <= day + AHEAD:
        found.setdefault(last_day, []).append(f"ngày cuối của {CONFERENCE.lower()}")
    for holiday, name in plan.holidays:
        if day <= holiday <= day + AHEAD:
            found.setdefault(holiday, []).append(name)
    planned: dict[date, list[str]] = {}
    for review in reviews:
        if review.state == "planned" and review.day and review.day <= day + AHEAD:
            planned.setdefault(review.day, []).append(review.name)
    for held_on, units in planned.items():
        found.setdefault(held_on, []).append(
            Html("<b>{}</b> hội nghị sơ kết dự kiến ({})").format(len(units), ", ".join(units))
        )
    return sorted(found.items())


def ahead_list(items: Iterable[tuple[date, list[str]]]) -> Html:
    return joined(
        Html("<li class='th-next'><b>{} {}</b>: {}</li>").format(
            _name(day.weekday()), format_day(day), joined(lines, "; ")
        )
        for day, lines in items
    ).join((Html("<ul class='th-dues'>"), Html("</ul>")))


def _name(weekday: int) -> str:
    """The name of a weekday as a heading: Thứ Hai."""
    return WEEKDAYS[weekday][0].upper() + WEEKDAYS[weekday][1:]


# -- weeks ---------------------------------------------------------------------------------------------------


def shown_days(plan: Plan, day: date) -> list[date]:
    """Whole weeks, Monday to Sunday, from the plan's day (or the day shown) to the last that matters."""
    first, last = chart_window(plan, day)
    first = min(first, day)
    first -= timedelta(days=first.weekday())
    last += timedelta(days=6 - last.weekday())
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def weeks(plan: Plan, status: "pd.DataFrame", reviews: "Sequence[Review]", day: date) -> Html:
    """The campaign's days, a row a week: deadlines, holidays, conferences held and planned."""
    marks: dict[date, list[tuple[str, str]]] = {}
    for each in deadlines(plan):
        marks.setdefault(each.last_day, []).append(("due", f"Hạn cuối: {each.label}"))
    marks.setdefault(conference_last_day(plan), []).append(("due", f"Ngày cuối: {CONFERENCE.lower()}"))
    own = status[status["is_extended"] & (status["status"] != "exempt")]
    for last, rows in own.groupby("last_day"):
        count = rows["unit_id"].nunique()
        marks.setdefault(last.date(), []).append(("due", f"Hạn riêng: {count} đơn vị"))
    for holiday, name in plan.holidays:
        marks.setdefault(holiday, []).append(("holiday", name))
    for state, words in (("held", "hội nghị"), ("planned", "hội nghị dự kiến")):
        counted = [review.day for review in reviews if review.state == state and review.day]
        for held_on in sorted(set(counted)):
            marks.setdefault(held_on, []).append((state, f"{counted.count(held_on)} {words}"))
    cells = [_day_cell(plan, each, marks.get(each, []), is_shown=each == day) for each in shown_days(plan, day)]
    head = joined(Html("<th scope='col'>{}</th>").format(_name(weekday)) for weekday in range(7))
    body = joined(Html("<tr>{}</tr>").format(joined(cells[at : at + 7])) for at in range(0, len(cells), 7))
    return Html("<table class='th-weeks'><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, body)


def _day_cell(plan: Plan, day: date, marks: list[tuple[str, str]], *, is_shown: bool) -> Html:
    said = joined(Html("<div class='th-w-{}'>{}</div>").format(kind, words) for kind, words in marks)
    looks = ["th-w-off"] * is_day_off(plan, day) + ["th-w-shown"] * is_shown
    looks += ["th-w-void"] * (not marks and not is_shown)
    shown = Html(" <span class='th-quiet'>ngày đang xem</span>") if is_shown else ""
    weekday = Html("<span class='th-w-name'>{} </span>").format(_name(day.weekday()))
    return Html("<td class='{}'>{}<b>{}</b>{}{}</td>").format(" ".join(looks), weekday, format_day(day), shown, said)


def outside(plan: Plan, reviews: "Sequence[Review]", day: date) -> int:
    """How many conferences have a day that the weeks do not show."""
    shown = set(shown_days(plan, day))
    return sum(review.day is not None and review.day not in shown for review in reviews)
