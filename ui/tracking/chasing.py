"""Đôn đốc: who is to be called today and for what, the words to say, the letters, and what was answered."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop import clock
from tonghop.actions.reminding import calls_of, reminders_on
from tonghop.store.calls import record_call
from tonghop.tracking.reminders import CHASED, PhoneCall, Reminder, asked_together, by_deadline, full_text, short_text
from tonghop.vietnamese import format_count, format_date, format_day, parse_date
from ui.memory import remembered
from ui.session import plan, store
from ui.tracking.letters import one_letter
from ui.widgets import filters, keeping, people
from ui.widgets.links import to_unit
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, heading, note, status_badge, table
from ui.widgets.plain import plain
from ui.widgets.words import name_key, names_by_id

if TYPE_CHECKING:
    import pandas as pd

WORST = {"missing": "có phần quá hạn", "returned": "được đề nghị bổ sung", "incomplete": "nộp chưa đủ"}
COLUMNS = ("Ngày gọi", "Đơn vị", "Đã gặp", "Nội dung trao đổi", "Hẹn nộp ngày", "Người ghi nhận")


@remembered(max_entries=16)
def reminders(version: int, day: date) -> list[Reminder]:
    """Whom to call on a day, whose turn is first on top, within that by name."""
    given = plan()
    found = reminders_on(store(), day, version)
    return sorted(found, key=lambda reminder: (*reminder.urgency, name_key(given, reminder.name)))


@remembered()
def calls(version: int) -> list[PhoneCall]:
    """Every call recorded, newest first."""
    return calls_of(store(), version)


def sentence(found: Sequence[Reminder], day: date, today: date) -> Html:
    """Who is to be called, by the worst of what each lacks: the parts add up; then the promises that were not kept."""
    when = "Hôm nay" if day == today else Html("Ngày <b>{}</b>").format(format_date(day))
    if not found:
        return Html("{} không có đơn vị nào cần đôn đốc.").format(when)
    worst = [reminder.worst for reminder in found]
    parts = [Html("<b>{}</b> {}").format(worst.count(status), WORST[status]) for status in CHASED if status in worst]
    broken = sum(reminder.is_broken for reminder in found)
    promises = Html("; <b>{}</b> lời hứa đã qua ngày").format(broken) if broken else ""
    return Html("{} cần đôn đốc <b>{}</b> đơn vị: {}{}.").format(when, len(found), joined(parts, ", "), promises)


def shown(found: Sequence[Reminder], kind: str, part: str, wanted: str, unit: str) -> list[Reminder]:
    """The reminders that the filters leave; what each says stays whole, whichever part was looked for."""
    units = {unit} if unit else set(filters.units_shown(kind, wanted))
    return [
        reminder
        for reminder in found
        if reminder.unit_id in units and (unit or not part or part in {lack.obligation_id for lack in reminder.lacks})
    ]


# -- the list ------------------------------------------------------------------------------------------------


def queue(found: Sequence[Reminder], last_calls: dict[str, PhoneCall]) -> None:
    """One line a unit: its name, the promise, what is lacking by deadline, the last call; a button that opens it."""
    with st.container(key="goi-hang", gap=None):
        for reminder in found:
            with st.container(horizontal=True, vertical_alignment="center", key=f"goi-{reminder.unit_id}"):
                show_html(queue_line(reminder, last_calls.get(reminder.unit_id)))
                st.button(
                    "Mở",
                    key=f"mo-{reminder.unit_id}",
                    on_click=_open,
                    args=(reminder.unit_id,),
                    help=f"Lời nhắn, công văn, ghi lại cuộc gọi: {plain(reminder.name)}",
                    width="content",
                )


def queue_line(reminder: Reminder, last: PhoneCall | None) -> Html:
    """A unit of the list as HTML."""
    spoken = ""
    if last is not None:
        spoken = Html("<div class='th-quiet'>Gọi lần cuối {}: {}</div>").format(
            format_day(last.called_on), last.reached
        )
    return Html("<div class='th-what th-turn'><b>{}</b>{}{}{}</div>").format(
        to_unit(plan().unit_by_id[reminder.unit_id]), promise_words(reminder), lacking(reminder), spoken
    )


def promise_words(reminder: Reminder) -> Html:
    """What the unit promised last, as HTML: broken on red, else quiet; "" where it promised nothing."""
    call = reminder.promise
    if call is None or call.promised_on is None:
        return Html()
    said = f"hứa ngày {format_day(call.promised_on)}"
    if reminder.is_broken:
        return Html(" <span class='th-badge th-missing'><i aria-hidden='true'>!</i> {}, đã qua ngày</span>").format(
            said
        )
    return Html(" <span class='th-badge th-not_due'>{}</span>").format(said)


def lacking(reminder: Reminder) -> Html:
    """What is lacking, by status, the parts of one deadline together."""
    lines = []
    for status in CHASED:
        said = []
        for lacks in by_deadline(lack for lack in reminder.lacks if lack.status == status):
            names = asked_together(lacks) if status == "incomplete" else ", ".join(lack.label for lack in lacks)
            said.append(f"{names} (quá hạn {lacks[0].days} ngày)" if lacks[0].days else names)
        if said:
            lines.append(Html("<div>{} {}</div>").format(status_badge(status), "; ".join(said)))
    return joined(lines)


def _open(unit_id: str) -> None:
    st.session_state["don-vi"] = unit_id


def way_back(unit_id: str, found: Sequence[Reminder]) -> None:
    """Lead back to the list, and on to the unit whose turn is next."""
    turns = [reminder.unit_id for reminder in found]
    after = turns[turns.index(unit_id) + 1 :] if unit_id in turns else []
    with st.container(horizontal=True, key="goi-ve"):
        st.button(
            "Về danh sách", key="goi-het", type="tertiary", icon=":material/arrow_back:", on_click=_open, args=("",)
        )
        if after:
            names = names_by_id(plan())
            st.button(
                f"Tiếp theo: {plain(names[after[0]])}",
                key="goi-tiep",
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=_open,
                args=(after[0],),
            )


# -- one unit ------------------------------------------------------------------------------------------------


def unit_up_close(reminder: Reminder, day: date, today: date) -> None:
    """The words to send or to say, the letter, and the form for what was answered."""
    given = plan()
    show_html(queue_line(reminder, None))
    words, record = st.columns([3, 2], gap="large")
    with words:
        heading("Lời nhắn", "Bấm “Chép” rồi dán vào tin nhắn, thư; hoặc đọc khi gọi điện")
        with st.container(key="goi-loi", gap="small"):
            show_html(Html("<p class='th-quiet'>Ngắn, để nhắn tin</p>"))
            st.code(short_text(given, reminder), language=None, wrap_lines=True)
            show_html(Html("<p class='th-quiet'>Đầy đủ</p>"))
            st.code(full_text(given, reminder), language=None, wrap_lines=True)
        one_letter(reminder)
    with record:
        call_form(reminder.unit_id, day, today)


def call_form(unit_id: str, day: date, today: date) -> None:
    """Ask who was reached, what was said, what was promised; record it with who, and say so here."""
    if people.is_closed():
        return
    heading("Ghi lại cuộc gọi")
    people.confirmation()
    box = keeping.form("goi", unit_id)
    box.say()
    reached = st.text_input("Đã gặp ai", max_chars=120, placeholder="Họ tên, chức vụ", **box.text("ai"))
    said = st.text_area("Nội dung trao đổi", max_chars=1000, height=80, **box.text("noi"))
    left, right = st.columns(2, gap="small")
    called = left.text_input("Ngày gọi", **box.text(f"ngay-{day}", format_date(min(day, today))))
    promised = right.text_input("Hẹn nộp ngày", placeholder="Nếu có hẹn", **box.text("hen"))
    called_on, promised_on = parse_date(called).value, parse_date(promised).value
    wrong = unclear(called_on, promised, promised_on, today)
    if wrong:
        note(*wrong)
    who = people.person()
    people.missing_name(who)
    is_ready = bool(who and reached.strip() and called_on and not wrong)
    if people.recorded("Ghi nhận cuộc gọi", "ghi-goi", is_ready) and called_on:
        by: Any = {"recorded_at": clock.now(), "recorded_by": who}
        promise = f", hẹn ngày {format_date(promised_on)}" if promised_on else ""
        people.do(
            partial(record_call, store(), unit_id, called_on, reached, said, promised_on, **by),
            f"Đã ghi nhận cuộc gọi ngày {format_date(called_on)}{promise}",
            box=box,
        )


def unclear(called_on: date | None, promised: str, promised_on: date | None, today: date) -> tuple[str, str] | None:
    """What is the matter with the days of a call, and what to do; None where they can be."""
    if called_on is None:
        return "Ngày gọi chưa đúng.", f"Đề nghị ghi ngày/tháng/năm, ví dụ {format_date(today)}."
    if called_on > today:
        return "Ngày gọi sau hôm nay.", f"Đề nghị ghi ngày không sau {format_date(today)}."
    if promised.strip() and promised_on is None:
        return "Ngày hẹn chưa đúng.", f"Đề nghị ghi ngày/tháng/năm, ví dụ {format_date(today)}, hoặc để trống."
    if promised_on is not None and promised_on < called_on:
        return "Ngày hẹn trước ngày gọi.", "Đề nghị kiểm tra lại ngày gọi và ngày đơn vị hẹn."
    return None


# -- the log -------------------------------------------------------------------------------------------------


def log(rows: Sequence[PhoneCall], unit: str) -> None:
    """Every call recorded, of a unit or of all, newest first; and as a table to take away."""
    if not rows:
        heading("Nhật ký đôn đốc", "Chưa ghi lại cuộc gọi nào" + (" với đơn vị này." if unit else "."))
        return
    units = len({call.unit_id for call in rows})
    of_what = "" if unit else f", {format_count(units)} đơn vị"
    heading("Nhật ký đôn đốc", f"{format_count(len(rows))} cuộc gọi{of_what}; mới nhất ở trên")
    names = names_by_id(plan())
    columns = [column for column in COLUMNS if not (unit and column == "Đơn vị")]
    table(columns, [_log_cells(call, "" if unit else names[call.unit_id]) for call in rows])
    downloads(f"don-doc-{unit or 'nhat-ky'}", lambda: log_frame(rows), "Nhật ký đôn đốc")


def _log_cells(call: PhoneCall, name: str) -> list[str]:
    first = [format_date(call.called_on), *([name] if name else [])]
    promised = format_date(call.promised_on) if call.promised_on else ""
    return [*first, call.reached, call.said, promised, call.recorded_by]


def log_frame(rows: Sequence[PhoneCall]) -> "pd.DataFrame":
    """The calls with people's headings, for Excel and CSV."""
    import pandas as pd

    names = names_by_id(plan())
    said = [(c.called_on, names[c.unit_id], c.reached, c.said, c.promised_on, c.recorded_by) for c in rows]
    return pd.DataFrame(said, columns=list(COLUMNS))
