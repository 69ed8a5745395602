"""Thay đổi: what is new since a day or a meeting, in words fit to be read out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop import clock
from tonghop.on_day import number_on_day
from tonghop.questions import ask as ask_store
from tonghop.store.meetings import mark_meeting
from tonghop.store.past import Past
from tonghop.tracking.whats_new import News, State, Total, monday, news, totals
from tonghop.vietnamese import format_count, format_date, format_day
from ui import session
from ui.memory import remembered
from ui.session import as_of, ask, plan, store, version
from ui.tracking.glance import MARKS, news_list
from ui.widgets import filters, keeping, people
from ui.widgets.links import MODELS, to, to_unit
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, html, table, title
from ui.widgets.words import name_key, names_by_id

if TYPE_CHECKING:
    import pandas as pd

MOST_TOTALS, MOST_MODELS = 12, 30
NO_NEWS = (
    (("in_time", "in_late"), "không đơn vị nào mới nộp đủ thêm phần nào"),
    (("missing",), "không đơn vị nào mới quá hạn"),
    (("returned",), "không đơn vị nào mới được đề nghị bổ sung"),
)
Look = tuple[int, date]
"""What is held against what: the number to read by, and the day."""


@remembered(max_entries=64, show_spinner="Đang so sánh…")
def _ask(version: int, name: str, day: date | None = None) -> "pd.DataFrame":
    asked: dict[str, Any] = {"as_of": day} if day else {}
    return ask_store(store(), name, version=version, **asked)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when something is held against something: in words, and what was known and had come by both."""

    since: str
    until: str
    before: Look
    after: Look

    @property
    def words(self) -> str:
        return f"{self.since} {self.until}"


def choose_span(day: date) -> Span | None:
    """Ask from which day, or meeting, to which day; both are in the address. None where nothing lies before the day."""
    left, right = filters.row(2, "tu-den")
    first_of_plan = _first()
    days = [one for one in session.days(clock.today()) if one >= first_of_plan]
    with right:
        ends = {one.isoformat(): session.day_label(one) for one in reversed(days) if one != day}
        chosen = filters.long_choice("Đến hết", ends, "den", f"ngày đang xem, {session.day_label(day)}")
    until = date.fromisoformat(chosen) if chosen else day
    starts = _starts(until, days)
    if not starts:
        return None
    first, *others = starts
    with left:
        key = filters.long_choice("Từ", {start: starts[start] for start in others}, "tu", starts[first]) or first
    after = (_there_on(until), until)
    ends_on = f"đến hết ngày {format_date(until)}"
    if "T" in key:
        return Span(f"từ {starts[key]}", ends_on, _at_meeting(datetime.fromisoformat(key)), after)
    first_day = date.fromisoformat(key)
    return Span(f"từ {_day_words(first_day, until)}", ends_on, _evening_before(first_day), after)


def usual_span(day: date) -> Span | None:
    """From the last meeting where one was marked this week, else from Monday, until the day: for the first look."""
    starts = _starts(day, [])
    if not starts:
        return None
    meetings = [key for key in starts if "T" in key and datetime.fromisoformat(key).date() >= monday(day)]
    after = (_there_on(day), day)
    if meetings:
        return Span(f"từ {starts[meetings[0]]}", "", _at_meeting(datetime.fromisoformat(meetings[0])), after)
    first = monday(day)
    return Span(f"từ {_day_words(first, day)}", "", _evening_before(first), after)


def _starts(until: date, days: Sequence[date]) -> dict[str, str]:
    """Where a span may begin: the meetings (newest first), Monday, any other day; key -> words."""
    held = {w.isoformat(): f"buổi họp {name}, {w:%H:%M} {format_date(w.date())}" for name, w in _held(until)}
    usual = monday(until)
    if until <= _first():
        return held
    every = [usual, *(one for one in reversed(days) if one <= until and one != usual)]
    return held | {one.isoformat(): _day_words(one, until) for one in every}


def _day_words(day: date, until: date) -> str:
    """A day in words; the Monday before is called by what it is."""
    if day != monday(until):
        return session.day_label(day)
    return f"thứ Hai {'tuần này' if until.weekday() else 'tuần trước'} ({format_day(day)})"


def _at_meeting(held: datetime) -> Look:
    return store().looking_back(Past(recorded_until=held), session.looked_at()), held.date()


def _evening_before(day: date) -> Look:
    before = day - timedelta(days=1)
    return number_on_day(store(), before, session.looked_at()), before


def _there_on(day: date) -> int:
    """What had come by the day, be it nothing: else no news; without a chosen day all that is known."""
    is_asked = session.day_shown() or day != as_of()
    return number_on_day(store(), day, session.looked_at()) if is_asked else version()


def _held(until: date) -> list[tuple[str, datetime]]:
    found = [(str(row.name), row.held_at.to_pydatetime()) for row in ask("meeting_list").itertuples()]
    return [(name, held) for name, held in found if held.date() <= until]


def _first() -> date:
    return plan().issued_on


def changed(before: Look, after: Look) -> tuple[list[News], list[Total], list[tuple[str, str]]]:
    """What is news, which totals are another, which models are new (unit, name)."""
    old, new = (_states(*look) for look in (before, after))
    old_models, new_models = (_models(number) for number, _ in (before, after))
    fresh = [(unit, name) for (unit, name), count in new_models.items() if count > old_models.get((unit, name), 0)]
    return news(old, new, plan()), totals(_totals(before[0]), _totals(after[0])), fresh


def _states(number: int, day: date) -> dict[tuple[str, str], State]:
    rows = _ask(number, "submission_status", day)
    return {(row.unit_id, row.obligation_id): State(row.status, _whole(row.days_late)) for row in rows.itertuples()}


def _whole(value: object) -> int | None:
    return None if str(value) == "<NA>" else int(str(value))


def _models(number: int) -> dict[tuple[str, str], int]:
    rows = _ask(number, "model_list")
    found: dict[tuple[str, str], int] = {}
    for unit, name in zip(rows["unit_id"], rows["name"], strict=True):
        found[unit, name] = found.get((unit, name), 0) + 1
    return found


def _totals(number: int) -> list[tuple[str, int | None]]:
    """Models, nominations, units that report, and each indicator's total of its last year."""
    models, nominations = _ask(number, "model_list"), _ask(number, "nominated_list")
    carried = _ask(number, "reporting_units")
    found: list[tuple[str, int | None]] = [
        ("Đơn vị có biểu số liệu", int(carried["unit_id"].nunique())),
        ("Mô hình", len(models)),
        ("Mô hình đề nghị khen thưởng", len(nominations)),
    ]
    labels = {i.id: (i.label, i.year_to) for i in plan().indicators}
    for name in ("awards_by_year", "propaganda_by_year", "inspections_by_year"):
        for row in _ask(number, name).itertuples():
            label, last = labels[row.indicator_id]
            if row.year == last:
                found.append((f"{label}, năm {last}", _whole(row.value)))
    return found


# -- words ---------------------------------------------------------------------------------------------------


def sentence(said: list[News], numbers: list[Total], models: list[tuple[str, str]], since: str) -> Html:
    """What is read out first."""
    parts = [
        Html("<b>{}</b> đơn vị {}{}").format(len(item.units), item.title[:1].lower(), item.title[1:]) for item in said
    ]
    if models:
        parts.append(Html("<b>{}</b> mô hình mới").format(format_count(len(models))))
    if not parts:
        parts = [Html("<b>{}</b> số tổng thay đổi").format(len(numbers))] if numbers else [Html("chưa có gì thay đổi")]
    return Html("{}: {}.").format(since[:1].upper() + since[1:], joined(parts, "; "))


def unchanged(said: list[News], numbers: list[Total], models: list[tuple[str, str]]) -> str:
    """What did not change, said outright; "" where everything did."""
    kinds = {item.kind for item in said}
    parts = [words for kinds_of, words in NO_NEWS if not kinds & set(kinds_of)]
    parts += [] if models else ["không có mô hình mới"]
    parts += [] if numbers else ["các số tổng giữ nguyên"]
    return f"Không đổi: {'; '.join(parts)}." if parts else ""


def show_news(said: list[News]) -> None:
    """The lists of units, good news first."""
    names, given = names_by_id(plan()), plan()
    for item in said:
        heading(f"{MARKS[item.kind]} {item.title}: {len(item.units)} đơn vị")
        ordered = sorted(item.units, key=lambda unit: name_key(given, names[unit[0]]))
        units = given.unit_by_id
        lines = joined(Html("<li>{}: {}</li>").format(to_unit(units[u]), "; ".join(parts)) for u, parts in ordered)
        show_html(Html("<ul class='th-news'>{}</ul>").format(lines))


def first_look(day: date) -> Html:
    """What is new since the last meeting or Monday, for the overview."""
    return _first_look(version(), session.looked_at(), day)


@remembered(max_entries=64)
def _first_look(version: int, looked_at: int, day: date) -> Html:
    span = usual_span(day)
    if span is None:
        return Html("<h2>{}</h2><p class='th-quiet'>{}</p>").format(
            "Có gì mới", "Kế hoạch vừa ban hành, chưa có ngày nào trước đó để so."
        )
    said, _, models = changed(span.before, span.after)
    return news_list(said, len(models), span.since, plan(), day)


def show_totals(numbers: list[Total]) -> None:
    if not numbers:
        return
    heading("Số liệu thay đổi", "Cộng từ các đơn vị đã báo cáo; chỉ tiêu tính cho năm cuối.")
    rows = [[t.label, format_count(t.before), format_count(t.after)] for t in numbers[:MOST_TOTALS]]
    table(["Số tổng", "Trước", "Nay"], rows, numeric=[1, 2])
    if len(numbers) > MOST_TOTALS:
        html("<p class='th-quiet'>Còn {} số nữa trong bảng tải về.</p>", format_count(len(numbers) - MOST_TOTALS))


def show_models(models: list[tuple[str, str]]) -> None:
    if not models:
        return
    units = plan().unit_by_id
    heading(f"{format_count(len(models))} mô hình mới")
    shown, left = models[:MOST_MODELS], len(models) - MOST_MODELS
    lines = joined(
        Html("<li>{} ({})</li>").format(to(name, MODELS, {"tim-mo-hinh": name}), to_unit(units[u]))
        for u, name in shown
    )
    more = Html("<li class='th-quiet'>… và {} mô hình nữa</li>").format(format_count(left)) if left > 0 else ""
    show_html(Html("<ul class='th-news'>{}{}</ul>").format(lines, more))


def frame(said: list[News], numbers: list[Total], models: list[tuple[str, str]]) -> "pd.DataFrame":
    """Everything with people's headings."""
    import pandas as pd

    names = names_by_id(plan())
    rows = [(item.title, names[unit], "; ".join(parts)) for item in said for unit, parts in item.units]
    rows += [("Số liệu", total.label, total.words) for total in numbers]
    rows += [("Mô hình mới", names[unit], name) for unit, name in models]
    return pd.DataFrame(rows, columns=["Loại", "Đơn vị, số tổng", "Nội dung"])


# -- meetings ------------------------------------------------------------------------------------------------


def mark() -> None:
    """The fold in which a meeting is marked, so that the next one is told what is new since."""
    if people.is_closed():
        return
    box = keeping.form("hop")
    fold = st.expander("Đánh dấu buổi họp", icon=":material/flag:", **keeping.fold(box, "danh-dau-hop"))
    people.confirmation()
    if not fold.open:
        return
    with fold:
        box.say()
        left, right = filters.row(2, "hop")
        with left:
            name = st.text_input(
                "Buổi họp", max_chars=120, placeholder="Ví dụ: Giao ban Thường trực", **box.text("ten")
            )
        with right:
            who = people.person()
        html("<p class='th-quiet'>{}</p>", "Lần sau, trang này nói được từ buổi họp đến lúc đó có gì mới.")
        if people.recorded("Đánh dấu lúc này", "hop-nut", who and name.strip()):
            now = clock.now()
            people.do(
                lambda: mark_meeting(store(), name, now, recorded_at=now, recorded_by=who),
                f"Đã đánh dấu buổi họp “{name.strip()}”",
                box=box,
            )


def page() -> None:
    """The whole page."""
    day = as_of()
    top = st.container()
    span = choose_span(day)
    if span is None:
        with top:
            title("Thay đổi", "Chưa có ngày nào trước đó để so sánh.")
        empty("Chưa có gì để so sánh", "Chọn một ngày sau ngày ban hành kế hoạch ở cột bên trái.")
        return
    said, numbers, models = changed(span.before, span.after)
    with top:
        title("Thay đổi", sentence(said, numbers, models, span.words))
    if not (said or numbers or models):
        empty("Chưa có gì thay đổi", "Khi có hồ sơ, số liệu mới hoặc đến hạn, thay đổi sẽ hiện ở đây.")
    elif same := unchanged(said, numbers, models):
        html("<p class='th-quiet'>{}</p>", same)
    show_news(said)
    show_totals(numbers)
    show_models(models)
    downloads("thay-doi", lambda: frame(said, numbers, models), "Thay đổi")
    mark()
