"""Which store, which version, which plan, which day: what every page starts from.

The clock and the environment are read here and passed on; nothing right of this reads them.
"""

from collections import namedtuple
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tonghop import clock
from tonghop.on_day import OnDay, on_day
from tonghop.plan.model import Plan
from tonghop.questions import ask as ask_store
from tonghop.questions import ask_rows
from tonghop.store.loads import holds_sample
from tonghop.store.past import Past
from tonghop.store.plans import plan_on as day_plan
from tonghop.vietnamese import format_date, parse_date
from ui.memory import remembered
from ui.memory import store as store

if TYPE_CHECKING:
    import pandas as pd

SETTLED = "tonghop_settled"
MINUTE = timedelta(minutes=1)
MOMENT = "%Y-%m-%dT%H-%M"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def version() -> int:
    """What the page shows, as a number for every cache and every question.

    What this session looks at; where somebody chose a day past, on the pages of a day what had come by it.
    """
    settled = getattr(get_script_run_ctx(suppress_warning=True), SETTLED, None)
    return settled[0] if settled else _version()


def looked_at() -> int:
    """What this session looks at, whichever day is chosen.

    The version on show; where the session looks back, the number by which the store knows that past.
    """
    settled = getattr(get_script_run_ctx(suppress_warning=True), SETTLED, None)
    return settled[1] if settled else _looked_at()


def settle(is_settled: bool = True) -> None:
    """Say that day, moment and version will stay for this run of the page: they are asked for fifty times a run."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is not None:
        setattr(run, SETTLED, (_version(), _looked_at()) if is_settled else None)


def _version() -> int:
    shown = day_shown()
    return shown.version if shown else looked_at()


def _looked_at() -> int:
    number, moment = version_on_show(), known_until()
    if number == 0 or moment is None:
        return number
    return store().looking_back(Past(recorded_until=moment + MINUTE - timedelta.resolution), number)


@remembered(max_entries=256)
def _on_day(version: int, day: date) -> OnDay:
    return on_day(store(), day, version)


def day_shown() -> OnDay | None:
    """The day that somebody chose, as the data know it; None where nobody did, and on pages of work."""
    day: date | None = st.session_state.get("ngay")
    if day is None or day == st.session_state.get("_ngay-thuong") or st.session_state.get("_viec"):
        return None
    return _on_day(looked_at(), day)


def come_to(address: str) -> None:
    """Remember which page of the app is on show."""
    st.session_state["_dia-chi"] = address


def address() -> str:
    """The address of the page on show, "" for the front page."""
    found: str = st.session_state.get("_dia-chi", "")
    return found


def version_on_show() -> int:
    """The newest version when the session began, moved on by `look_at_newest` alone."""
    if "version" not in st.session_state:
        st.session_state["version"] = store().current
    number: int = st.session_state["version"]
    return number


def look_at_newest() -> None:
    """Show this session the newest version from now on."""
    settle(False)
    st.session_state["version"] = store().current


# -- what was known then -------------------------------------------------------------------------------------


@remembered()
def _moments(version: int) -> Mapping[datetime, Mapping[str, int]]:
    found: dict[datetime, dict[str, int]] = {}
    for moment, kind, count in ask_rows(store(), "recorded_moments", version=version)[1]:
        found.setdefault(moment, {})[kind] = count
    return found


def moments() -> Mapping[datetime, Mapping[str, int]]:
    """The minutes in which something was recorded, newest first, with how many of what. Shared: never changed."""
    return _moments(version_on_show())


def known_until() -> datetime | None:
    """The minute that the session looks back to (it is included); None: all that is known. It is in the address."""
    moment: datetime | None = st.session_state.get("_biet")
    return moment


def look_back(moment: datetime | None) -> None:
    """Show this session what was known at a minute; None: all that is known."""
    settle(False)
    st.session_state["_biet"] = moment


def moment_in_address() -> datetime | None:
    """The minute that the address names (?biet=2022-04-05T08-00), None where nothing was known yet."""
    try:
        moment = datetime.strptime(st.query_params.get("biet", ""), MOMENT)
    except ValueError:
        return None
    return moment if moment >= min(moments(), default=datetime.max) else None


def past_in_address() -> dict[str, str]:
    """What a link must say, that it may lead to the same past."""
    moment = known_until()
    return {"biet": moment.strftime(MOMENT)} if moment else {}


# -- questions -----------------------------------------------------------------------------------------------


@remembered()
def _plan(version: int) -> Plan:
    return store().plan(version)


def plan() -> Plan:
    """The plan of the version on show. Shared: never to be changed."""
    return _plan(looked_at())


@remembered(max_entries=64)
def _plan_on(version: int, day: date) -> Plan:
    return day_plan(store(), day, version)


def plan_on(day: date) -> Plan:
    """The plan with deadlines and units as they hold on a day: pages of a day tell it by these. Shared as `plan`."""
    return _plan_on(looked_at(), day)


@remembered(max_entries=512)
def _ask(version: int, name: str, parameters: tuple[tuple[str, Any], ...]) -> "pd.DataFrame":
    return ask_store(store(), name, version=version, **dict(parameters))


def ask(name: str, **parameters: object) -> "pd.DataFrame":
    """Answer a question for the version on show. The answer is shared by all sessions: never to be changed."""
    return _ask(version(), name, tuple(sorted(parameters.items())))


@remembered(max_entries=512)
def _rows(version: int, name: str, parameters: tuple[tuple[str, Any], ...]) -> tuple[Any, ...]:
    columns, found = ask_rows(store(), name, version=version, **dict(parameters))
    row = namedtuple("Row", columns)  # type: ignore[misc]
    return tuple(map(row._make, found))


def rows_of(name: str, **parameters: object) -> tuple[Any, ...]:
    """Answer a question as rows with the names of its columns, for a page that only walks them: days are dates, what is
    missing is None. Shared as `ask`.
    """
    return _rows(version(), name, tuple(sorted(parameters.items())))


@remembered()
def is_sample(version: int) -> bool:
    """Does this version hold the illustrative campaign?"""
    return holds_sample(store(), version)


@remembered()
def _last_receipt(version: int) -> date | None:
    _, rows = ask_rows(store(), "receipts_by_day", version=version, as_of=date.max)
    return max((row[0] for row in rows), default=None)


def has_receipts() -> bool:
    """Has any register been taken in? Without one every status says "nothing received", which may not be so."""
    return _last_receipt(looked_at()) is not None


def default_day(today: date) -> date:
    """Today while the campaign runs; before it the plan's day; once it is over its last relevant day."""
    given = plan()
    last = max(filter(None, (given.closes_on, _last_receipt(looked_at()))))
    return min(max(today, given.issued_on), last)


def days(today: date) -> list[date]:
    """The days that can be shown: from a week before the plan to a month after its end, today included."""
    given = plan()
    last = max(filter(None, (given.closes_on + timedelta(days=31), _last_receipt(looked_at()))))
    first = given.issued_on - timedelta(days=7)
    found = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return found if first <= today <= last else [*found, today]


def day_in_address(options: list[date]) -> date | None:
    """The day that the address names (?ngay=2022-04-05), None where it names none that can be shown."""
    day = parse_date(st.query_params.get("ngay")).value
    return day if day in options else None


def day_label(day: date) -> str:
    return f"{format_date(day)} ({WEEKDAYS[day.weekday()]})"


def as_of() -> date:
    """The day shown, as chosen in the sidebar; it is in the address."""
    chosen: date | None = st.session_state.get("ngay")
    return chosen or default_day(clock.today())
