"""The frame around every page: navigation, the day, the data's version, the banner, errors in words.

A page is a function; `show` runs it inside this frame. Nothing about one page stands here.
"""

import gc
import logging
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime import Runtime, exists, get_instance

from tonghop.errors import Stop, is_of_database
from tonghop.store.in_words import in_words
from ui import session
from ui.memory import remembered
from ui.shell import when, wrong_values
from ui.shell.turns import Turns
from ui.upkeep import backups
from ui.widgets import keeping, people
from ui.widgets.filters import units_by_name
from ui.widgets.parts import html

ROOT = Path(__file__).resolve().parents[2]
WATCH_SECONDS = 5
PAGES = "_trang"
Groups = dict[str, list[tuple[str, str, str, str]]]
log = logging.getLogger("tonghop")
TURNS = Turns()


@st.cache_resource(show_spinner=False)
def freeze() -> None:
    """Take what is imported out of the collector's sight: each full collection would walk through all of it.

    Once a server, after the heavy imports; never under tests.
    """
    if not (exists() and isinstance(get_instance(), Runtime)):
        return
    import pandas  # noqa: F401
    import plotly.graph_objects  # noqa: F401
    import pyarrow  # noqa: F401

    gc.collect()
    gc.freeze()


def run(
    groups: Groups,
    hidden: Sequence[str] = (),
    unread: Sequence[str] = (),
    work: Sequence[str] = (),
) -> None:
    """Run the app: `groups` of pages as (file, title, icon, address), the first page being the front page.

    Files in `hidden` have an address but no place in the menu: links lead to them. Addresses in `unread` are shown
    even where the store cannot be read. Files in `work` are pages where sources are handled: they show what there is,
    whichever day is chosen.
    """
    st.set_page_config(
        page_title="Tổng hợp – Huyện ủy Kim Bảng",
        page_icon=str(ROOT / "static" / "icon.svg") if (ROOT / "static" / "icon.svg").exists() else None,
        layout="wide",
        initial_sidebar_state="auto",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    freeze()
    with TURNS.taken():
        _shown(groups, hidden, unread, work)


def _shown(groups: Groups, hidden: Sequence[str], unread: Sequence[str], work: Sequence[str]) -> None:
    session.settle(False)
    if PAGES not in st.session_state:  # looked for in the file system: once a session
        st.session_state[PAGES] = _pages(groups, hidden)
    page = st.navigation(st.session_state[PAGES], expanded=True)
    st.set_page_config(page_title=f"{page.title} – Tổng hợp")
    working = {address for members in groups.values() for file, _, _, address in members if file in work}
    st.session_state["_viec"] = page.url_path in working
    session.come_to(page.url_path)
    with st.container(key="page"):
        if page.url_path in unread:
            guarded(_around)
            guarded(page.run)
        else:
            guarded(lambda: _page(page.run))


def _pages(groups: Groups, hidden: Sequence[str]) -> dict[str, list[StreamlitPage]]:
    first = next(iter(groups.values()))[0][0]
    return {
        group: [
            st.Page(
                ROOT / "pages" / file,
                title=title,
                icon=icon,
                url_path=address,
                default=file == first,
                visibility="hidden" if file in hidden else "visible",
            )
            for file, title, icon, address in members
        ]
        for group, members in groups.items()
    }


def guarded(body: Callable[[], None]) -> None:
    """Run `body`; what stops it is said in words. A bug goes to the log, the reader gets a way on."""
    try:
        body()
    except Stop as stop:
        html("<div class='th-note th-error' role='alert'><b>{}</b><br>{}</div>", stop.message, stop.remedy)
    except Exception as error:  # the page's own edge: anything else is a bug, told to the log and not shown
        log.exception("page failed")
        if is_of_database(error):
            told = in_words(error)
            html("<div class='th-note th-error' role='alert'><b>{}</b><br>{}</div>", told.message, told.remedy)
            return
        html(
            "<div class='th-note th-error' role='alert'><b>{}</b><br>{}</div>",
            "Trang này gặp lỗi nên chưa hiện được. Dữ liệu không bị ảnh hưởng.",
            "Đề nghị tải lại trang; nếu vẫn lỗi, gửi các tệp trong thư mục logs của kho dữ liệu cho người phụ trách kỹ "
            "thuật.",
        )


def _page(body: Callable[[], None]) -> None:
    keeping.begin()
    try:
        _around()
        body()
    finally:
        keeping.settle()
    wrong_values.say()


def _around() -> None:
    """All that stands around a page: the day, the version on show, the banner."""
    people.begin()
    when.read_moment()
    with st.sidebar:
        when.day()
        foot = st.container(key="duoi-menu")
    with foot:
        when.moment()
        _version()
    session.settle()
    when.banner()
    when.day_note()
    wrong_values.say()
    units = session.plan().units
    made_up = f"{sum(unit.is_illustrative for unit in units)}/{len(units)} đơn vị"
    if session.is_sample(session.version()):
        html(
            "<div class='th-note th-sample'><b>{}</b> {}</div>",
            "Dữ liệu minh họa.",
            f"Tên người, số liệu và {made_up} là giả định. Xóa ở trang Tiếp nhận trước khi làm việc thật.",
        )
    elif any(unit.is_illustrative for unit in units):
        with foot:
            html(
                "<p class='th-quiet'>{} {}</p>",
                f"{made_up} trong danh sách là minh họa;",
                "đề nghị thay bằng danh sách của cơ quan (trang Kế hoạch và đơn vị).",
            )


@remembered()
def _unit_names(version: int) -> str:
    """What page.js finds units by, whatever accents are typed: names in the order of the unit boxes."""
    return "|".join(unicodedata.normalize("NFC", name) for name in units_by_name(version).values())


@st.fragment(run_every=WATCH_SECONDS)
def _version() -> None:
    """Say which version is shown; when there is a newer one, offer it. Nothing on the page moves by itself."""
    guarded(_watch)


def _watch() -> None:
    shown = session.version_on_show()
    newest = session.store().current
    said = f"Dữ liệu: phiên bản {shown}" if shown else "Dữ liệu: chưa có"
    html("<p class='th-quiet th-version' data-units='{}'>{}</p>", _unit_names(session.looked_at()), said)
    if newest != shown and st.button(
        f"Có dữ liệu mới (phiên bản {newest}) – xem ngay", key="xem-moi", icon=":material/update:", width="stretch"
    ):
        session.look_at_newest()
        st.rerun(scope="app")
    backups.line()
