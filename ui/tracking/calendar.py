"""Deadlines, days off and what falls on which day: the plan and rows of questions in, Html out.

No deadline moves by itself: a day off is named where it touches a deadline, and the deadline is read as written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tonghop.plan.model import Obligation, Plan
from tonghop.vietnamese import format_date, format_day, format_share
from ui.session import WEEKDAYS
from ui.tracking.progress import Due, no_rollover
from ui.widgets.markup import Html, joined
from ui.widgets.words import deadline_words, labels

if TYPE_CHECKING:
    import pandas as pd

    from ui.tracking.reviews import Review

SATURDAY = 5
CONFERENCE = "Hội nghị sơ kết cấp huyện"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the plan by which parts are owed, as it is read; the parts in the plan's order."""

    deadline: date
    inclusive: bool
    last_day: date
    label: str
    parts: tuple[Obligation, ...]


def deadlines(plan: Plan) -> list[Deadline]:
    """The plan's deadlines, soonest first; a dossier stands for its parts where all of them are due together."""
    together: dict[tuple[date, bool], list[Obligation]] = {}
    for part in plan.obligations:
        together.setdefault((part.deadline, part.inclusive), []).append(part)
    found = []
    for (day, inclusive), parts in together.items():
        names: list[str] = []
        for dossier in plan.dossiers:
            mine = [part for part in parts if part.dossier == dossier.id]
            whole = [part for part in plan.obligations if part.dossier == dossier.id]
            names += [dossier.label] if mine and mine == whole else [part.label for part in mine]
        found.append(Deadline(day, inclusive, parts[0].last_day, ", ".join(names), tuple(parts)))
    return sorted(found, key=lambda each: each.last_day)


def conference_last_day(plan: Plan) -> date:
    """The last day of the district's own conference (plan II.2.1)."""
    return plan.conference_deadline if plan.conference_inclusive else plan.conference_deadline - timedelta(days=1)


def named_day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {format_day(day)}"


def is_day_off(plan: Plan, day: date) -> bool:
    """Saturday, Sunday or one of the plan's holidays; days off in lieu are not in the plan's data."""
    return day.weekday() >= SATURDAY or any(day == holiday for holiday, _ in plan.holidays)


def reading(deadline: date, inclusive: bool, last_day: date) -> str:
    """How the deadline reads, in full: which day is the last on time."""
    taken = f"{'tính cả' if inclusive else 'không tính'} ngày {format_day(deadline)}"
    return f"{deadline_words(deadline, inclusive)} ({taken}; chậm nhất {named_day(last_day)})"


def days_off_note(plan: Plan, deadline: date, last_day: date) -> str:
    """What days off mean for a deadline: nothing moves it; which working day is the last before it."""
    said = no_rollover(plan, Due("", "", deadline, False, last_day))
    if not is_day_off(plan, last_day):
        return said
    working = last_day
    while is_day_off(plan, working):
        working -= timedelta(days=1)
    after = last_day + timedelta(days=1)
    last = (
        f"Ngày cuối đúng hạn là ngày nghỉ ({named_day(last_day)}); ngày làm việc gần nhất trước đó là "
        f"{named_day(working)}. Từ ngày {format_day(after)}, kể cả ngày đi làm lại sau nghỉ, là quá hạn, trừ đơn vị "
        "được gia hạn."
    )
    return f"{said} {last}".strip()


def left(day: date, last_day: date) -> str:
    days = (last_day - day).days
    return f"còn {days} ngày" if days > 0 else f"đã qua {-days} ngày" if days else "hạn cuối hôm nay"


def deadline_list(plan: Plan, progress: "pd.DataFrame", day: date) -> Html:
    """Every deadline with its reading, what days off mean for it, how far each part is; the district's own last."""
    counts = progress.set_index("obligation_id")
    items = []
    for each in deadlines(plan):
        said = [(part.label, progress_words(counts.loc[part.id])) for part in each.parts if part.id in counts.index]
        if len(said) > 1:
            listed = joined(Html("<li>{}: {}</li>").format(label, words) for label, words in said)
            inner = Html("<ul class='th-progress'>{}</ul>").format(listed)
        else:
            inner = joined(Html(" · {}").format(words) for _, words in said)
        note, is_past = days_off_note(plan, each.deadline, each.last_day), each.last_day < day
        words = reading(each.deadline, each.inclusive, each.last_day)
        items.append(_item(each.label, words, left(day, each.last_day), inner, note, is_past=is_past))
    last_day = conference_last_day(plan)
    words = reading(plan.conference_deadline, plan.conference_inclusive, last_day)
    note = no_rollover(plan, Due("", "", plan.conference_deadline, plan.conference_inclusive, last_day))
    items.append(_item(CONFERENCE, f"dự kiến xong {words}", left(day, last_day), "", note, is_past=last_day < day))
    return Html("<ul class='th-dues'>{}</ul>").format(joined(items))


def progress_words(row: "pd.Series") -> Html:
    """ "đủ 47/53 đơn vị, thiếu 6"."""
    received, expected = int(row["on_time"]) + int(row["late"]), int(row["expected"])
    short = Html(", thiếu <b>{}</b>").format(expected - received) if received < expected else ""
    return Html("đủ <b>{}/{}</b> đơn vị{}").format(received, expected, short)


def _item(label: str, words: str, when: str, inner: str, note: str, *, is_past: bool) -> Html:
    under = Html("<div class='th-quiet'>{}</div>").format(note) if note else ""
    return Html("<li class='{}'><b>{}</b>: {} · {}{}{}</li>").format(
        "th-past" if is_past else "th-next", label, words, when, inner, under
    )


# -- what the page says first, and rates ---------------------------------------------------------------------


def calendar_sentence(plan: Plan, progress: "pd.DataFrame", reviews: "Sequence[Review]", day: date) -> Html:
    """The next deadline and who is short of it; how many conferences are held, planned, not reported."""
    start = Html("Đến ngày <b>{}</b>:").format(format_date(day))
    coming = next((each for each in deadlines(plan) if each.last_day >= day), None)
    counts = progress.set_index("obligation_id")
    if coming:
        owing = {part.label: counts.loc[part.id] for part in coming.parts if part.id in counts.index}
        lacking = [(name, int(row["expected"] - row["on_time"] - row["late"])) for name, row in owing.items()]
        short = joined(
            (Html("{} thiếu <b>{}</b> đơn vị").format(name.lower(), count) for name, count in lacking if count), ", "
        )
        said = Html("hạn tới {}, chậm nhất {} ({}); {}").format(
            deadline_words(coming.deadline, coming.inclusive), named_day(coming.last_day), left(day, coming.last_day),
            short or "các đơn vị đều đã nộp đủ",
        )  # fmt: skip
    else:
        said = Html("các hạn nộp đều đã qua")
    states = [review.state for review in reviews]
    held = Html("Hội nghị sơ kết: <b>{}/{}</b> đơn vị đã tổ chức").format(states.count("held"), len(states))
    rest = Html("<b>{}</b> dự kiến, <b>{}</b> chưa báo ngày").format(states.count("planned"), states.count("silent"))
    return Html("{} {}. {}, {}.").format(start, said, held, rest)


def rate_rows(plan: Plan, rates: "pd.DataFrame") -> list[list[str]]:
    """A row a part, a cell a kind: reporting rate and, below, the rate on time."""
    names = labels(plan.obligations)
    return [
        [names[str(part)], *(_rate(row) for row in rows.itertuples())]
        for part, rows in rates.groupby("obligation_id", sort=False)
    ]


def _rate(row: object) -> Html:
    expected, received, on_time = (int(getattr(row, name)) for name in ("expected", "received", "on_time"))
    if not expected:
        return Html("<span class='th-none' title='Không đơn vị nào phải nộp'>–</span>")
    return Html("<div><b>{}</b> ({}/{})<div class='th-quiet'>đúng hạn {} ({}/{})</div></div>").format(
        format_share(received / expected), received, expected, format_share(on_time / expected), on_time, expected
    )
