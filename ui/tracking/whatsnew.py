"""Thay đổi: what is new since a day or a meeting, in words fit to be read out."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop import clock
from tonghop.on_day import number_on_day
from tonghop.questions import ask as ask_store
from tonghop.store.meetings import mark_meeting
from tonghop.store.past import Past
from tonghop.tracking.whats_new import News, State, Total, news, totals
from tonghop.vietnamese import format_count, format_date
from ui import session
from ui.memory import remembered
from ui.session import as_of, ask, plan, store, version
from ui.widgets import filters, people
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, html, table, title
from ui.widgets.words import name_key, names_by_id

if TYPE_CHECKING:
    import pandas as pd

MOST_TOTALS, MOST_MODELS = 12, 30
Look = tuple[int, date]
"""What is held against what: the number to read by, and the day."""


@remembered(max_entries=64, show_spinner="Đang so sánh…")
def _ask(version: int, name: str, day: date | None = None) -> "pd.DataFrame":
    asked: dict[str, Any] = {"as_of": day} if day else {}
    return ask_store(store(), name, version=version, **asked)


def choose_since(day: date) -> tuple[str, Look, Look] | None:
    """Ask since when: a day, or a meeting that was marked; return its words, the look before and the look after."""
    meetings = [(row.name, row.held_at.to_pydatetime()) for row in _meetings()]
    days = [day - timedelta(days=back) for back in (1, 2, 3, 5, 7, 14, 30) if day - timedelta(days=back) >= _first()]
    words = {when.isoformat(): f"{name}, {when:%H:%M} {format_date(when.date())}" for name, when in meetings}
    since_days = {one.isoformat(): f"ngày {session.day_label(one)}" for one in days}
    options = {**words, **since_days}
    if not options:
        return None
    chosen = filters.choice("So với", dict(list(options.items())[1:]), "so-voi", next(iter(options.values())))
    key = chosen or next(iter(options))
    if key in words:
        held = datetime.fromisoformat(key)
        known_then = store().looking_back(Past(recorded_until=held), session.looked_at())
        return f"buổi họp {words[key]}", (known_then, held.date()), (_there_on(day), day)
    then = date.fromisoformat(key)
    there_then = number_on_day(store(), then, session.looked_at())
    return f"ngày {format_date(then)}", (there_then, then), (_there_on(day), day)


def _there_on(day: date) -> int:
    """What had come by the day, be it nothing: else no news; without a chosen day all that is known."""
    return number_on_day(store(), day, session.looked_at()) if session.day_shown() else version()


def _meetings() -> Any:
    found = ask("meeting_list")
    return [row for row in found.itertuples() if row.held_at.date() <= as_of()]


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
    return Html("So với {}: {}.").format(since, joined(parts, "; "))


def show_news(said: list[News]) -> None:
    """The lists of units, good news first."""
    names, given = names_by_id(plan()), plan()
    for item in said:
        mark = "✓" if item.is_good else "✗"
        heading(f"{mark} {item.title}: {len(item.units)} đơn vị")
        ordered = sorted(item.units, key=lambda unit: name_key(given, names[unit[0]]))
        lines = joined(Html("<li><b>{}</b>: {}</li>").format(names[u], "; ".join(parts)) for u, parts in ordered)
        show_html(Html("<ul class='th-news'>{}</ul>").format(lines))


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
    names = names_by_id(plan())
    heading(f"{format_count(len(models))} mô hình mới")
    shown, left = models[:MOST_MODELS], len(models) - MOST_MODELS
    lines = joined(Html("<li>{} <span class='th-quiet'>({})</span></li>").format(name, names[u]) for u, name in shown)
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
    fold = st.expander("Đánh dấu buổi họp", icon=":material/flag:", key="danh-dau-hop", on_change="rerun")
    people.confirmation()
    if not fold.open:
        return
    with fold:
        left, right = filters.row(2, "hop")
        with left:
            name = st.text_input("Buổi họp", key="hop-ten", max_chars=120, placeholder="Ví dụ: Giao ban Thường trực")
        with right:
            who = people.person()
        html("<p class='th-quiet'>{}</p>", "Lần sau, trang này nói được từ buổi họp đến lúc đó có gì mới.")
        if st.button("Đánh dấu lúc này", type="primary", key="hop-nut", disabled=not (who and name.strip())):
            now = clock.now()
            people.do(
                lambda: mark_meeting(store(), name, now, recorded_at=now, recorded_by=who),
                f"Đã đánh dấu buổi họp “{name.strip()}”",
            )


def page() -> None:
    """The whole page."""
    day = as_of()
    top = st.container()
    since = choose_since(day)
    if since is None:
        with top:
            title("Thay đổi", "Chưa có ngày nào trước đó để so sánh.")
        empty("Chưa có gì để so sánh", "Chọn một ngày sau ngày ban hành kế hoạch ở cột bên trái.")
        return
    words, before, after = since
    said, numbers, models = changed(before, after)
    with top:
        title("Thay đổi", sentence(said, numbers, models, words))
    if not (said or numbers or models):
        empty("Chưa có gì thay đổi", "Khi có hồ sơ, số liệu mới hoặc đến hạn, thay đổi sẽ hiện ở đây.")
    show_news(said)
    show_totals(numbers)
    show_models(models)
    downloads("thay-doi", lambda: frame(said, numbers, models), "Thay đổi")
    mark()
