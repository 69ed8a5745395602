"""Which day is shown, and until which moment the office's records count: the controls in the sidebar, the banner.

Both stand in the address of every page: `?ngay=2022-04-05&biet=2022-04-05T08-00`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import streamlit as st

from tonghop import clock
from tonghop.vietnamese import format_count, format_date, format_day
from ui import session
from ui.memory import remembered
from ui.tracking.progress import dues
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import html

LAST_MINUTE = timedelta(hours=23, minutes=59)
COUNTED = {
    "file": "tệp",
    "decision": "quyết định",
    "appraisal": "ý kiến thẩm định",
    "call": "cuộc gọi",
    "meeting": "buổi họp",
    "plan": "sửa kế hoạch",
    "report": "sửa câu báo cáo",
}


# -- the day -------------------------------------------------------------------------------------------------


def day() -> None:
    """Slide the day shown over the campaign; deadlines are marked, the days beside it are a click away."""
    today = clock.today()
    options, default = session.days(today), session.default_day(today)
    if "ngay" not in st.session_state:
        st.session_state["ngay"] = session.day_in_address(options) or default
    elif st.session_state["ngay"] not in options or st.session_state["ngay"] == st.session_state.get("_ngay-thuong"):
        st.session_state["ngay"] = default  # who has chosen no day goes along when new data move it
    st.session_state["_ngay-thuong"] = default
    said = _said(session.looked_at(), tuple(options))
    st.select_slider(
        "Xem đến ngày",
        options,
        format_func=said.__getitem__,
        key="ngay",
        persist_state="session",
        help="Mọi con số về tiến độ được tính đến hết ngày này. Kéo, hoặc bấm vào thanh rồi dùng phím mũi tên.",
    )
    shown: date = st.session_state["ngay"]
    show_html(ruler(options, shown, last_days(session.looked_at())))
    at = options.index(shown)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="ngay-buoc", gap="small"):
        for key, label, to in (("ngay-truoc", "Ngày trước", at - 1), ("ngay-sau", "Ngày sau", at + 1)):
            is_there = 0 <= to < len(options)
            st.button(
                label, key=key, type="tertiary", disabled=not is_there, on_click=_step,
                args=(options[to] if is_there else shown,),
            )  # fmt: skip
    _write("ngay", None if shown == default else shown.isoformat())


def _step(to: date) -> None:
    st.session_state["ngay"] = to


@remembered()
def _said(version: int, days: tuple[date, ...]) -> Mapping[date, str]:
    """The days in words; the year is said where it is not the plan's."""
    usual = session.plan().issued_on.year
    return {one: format_day(one) if one.year == usual else format_date(one) for one in days}


@remembered()
def last_days(version: int) -> Mapping[date, str]:
    """The last days on time of the plan, with the dossiers they are of."""
    found: dict[date, list[str]] = {}
    for due in dues(session.plan()):
        found.setdefault(due.last_day, []).append(due.label)
    return {last: ", ".join(said) for last, said in sorted(found.items())}


def ruler(options: Sequence[date], shown: date, marked: Mapping[date, str]) -> Html:
    """A mark below the slide for each last day on time, and the day shown in words."""
    places = {one: 100 * at / max(len(options) - 1, 1) for at, one in enumerate(options)}
    marks = joined(
        Html("<i style='left:{}%' title='{}: chậm nhất {}'></i>").format(f"{places[last]:.2f}", said, format_day(last))
        for last, said in marked.items()
        if last in places
    )
    days = ", ".join(format_day(last) for last in marked)
    due = " – hạn cuối" if shown in marked else ""
    return Html(
        "<div class='th-ruler' aria-hidden='true'>{}</div>"
        "<p class='th-quiet th-day'><b>{}, {}</b>{}<br>"
        "<span class='th-tick' aria-hidden='true'></span>Hạn cuối: {}</p>"
    ).format(marks, session.WEEKDAYS[shown.weekday()], format_date(shown), due, days)


def _write(key: str, value: str | None) -> None:
    """Put a choice into the address, only where it says otherwise: that would drop a filter typed this very moment."""
    if st.query_params.get(key) == value:
        return
    if value is None:
        del st.query_params[key]
    else:
        st.query_params[key] = value


# -- what was known then -------------------------------------------------------------------------------------


def read_moment() -> None:
    """Take the moment from the address when the session begins, and keep it there from page to page."""
    if "_biet" not in st.session_state:
        session.look_back(session.moment_in_address())
    _write("biet", session.past_in_address().get("biet"))


def moment() -> None:
    """The fold in which a moment is chosen; closed it costs nothing."""
    fold = st.expander("Xem theo hiểu biết lúc …", icon=":material/history:", key="biet-muc", on_change="rerun")
    if not fold.open:
        return
    shown, found = session.known_until(), session.moments()
    options = moment_options(found, shown)
    with fold:
        st.session_state["biet-chon"] = shown
        st.selectbox(
            "Những gì được ghi nhận đến",
            options,
            format_func=lambda one: moment_label(one, found),
            key="biet-chon",
            on_change=_choose,
            filter_mode="contains",
            help="Ngày xem ở trên không đổi; điều ghi nhận sau lúc này coi như chưa biết.",
        )


def _choose() -> None:
    session.look_back(st.session_state["biet-chon"])


def moment_options(found: Mapping[datetime, object], shown: datetime | None) -> list[datetime | None]:
    """Now; then by day, newest first: the day's end and its minutes in which something was recorded."""
    minutes = {*found, *(one + LAST_MINUTE for one in map(_midnight, found))} | ({shown} if shown else set())
    return [None, *sorted(minutes, reverse=True)]


def _midnight(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


def moment_label(moment: datetime | None, found: Mapping[datetime, Mapping[str, int]]) -> str:
    """ "05/04/2022, 08:00 · 3 tệp, 1 quyết định"; "05/04/2022, hết ngày"."""
    if moment is None:
        return "Hiện tại"
    records = found.get(moment, {})
    said = ", ".join(f"{format_count(records[kind])} {word}" for kind, word in COUNTED.items() if kind in records)
    return f"{moment_words(moment)}{' · ' * bool(said)}{said}"


def moment_words(moment: datetime) -> str:
    is_end = moment - _midnight(moment) == LAST_MINUTE
    return f"{format_date(moment.date())}, {'hết ngày' if is_end else f'{moment:%H:%M}'}"


def banner() -> None:
    """Say above every page that it shows what was known at a moment, where it does, and lead back."""
    shown = session.known_until()
    if shown is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="biet-dai", gap="small"):
        html(
            "<div class='th-note th-past-note' role='status'><b>{}</b> {}</div>",
            f"Đang xem theo những gì văn phòng biết đến {moment_words(shown)}.",
            "Điều ghi nhận sau lúc ấy không được tính ở bất cứ trang nào; việc ghi nhận tạm đóng.",
        )
        st.button("Trở lại hiện tại", key="biet-ve", icon=":material/undo:", on_click=session.look_back, args=(None,))


def day_note() -> None:
    """Say above a page what the day that somebody chose leaves out, or that nothing had come by it."""
    shown = session.day_shown()
    if shown is not None and shown.says:
        html("<div class='th-note th-past-note' role='status'>{}</div>", shown.says)
