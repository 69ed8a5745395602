"""Đây là đơn vị nào?: names that no list knows, or that several units share; the answer is kept as an alias."""

from functools import partial
from hashlib import sha256

import streamlit as st

from tonghop import clock
from tonghop.actions.loading import IntakeReport
from tonghop.forms import NOMINATION_LIST, UNIT_PAPER
from tonghop.store.sources import learn_alias
from ui.session import store, version
from ui.widgets import people
from ui.widgets.filters import units_by_name
from ui.widgets.keeping import Box
from ui.widgets.parts import heading, html
from ui.widgets.plain import plain

MOST_ASKED = 8


def ask(report: IntakeReport, who: str, box: Box) -> None:
    """Ask about each name once, whatever the number of files it stands in; the files are read anew with the answer."""
    asked = questions(report)
    if not asked:
        return
    heading("Đây là đơn vị nào?", "Chọn một lần; tên này về sau được hiểu ngay, ở mọi tệp.")
    for number, (path, names) in enumerate(asked[:MOST_ASKED]):
        _one(number, path, names, who, box)
    if len(asked) > MOST_ASKED:
        html("<p class='th-quiet'>Còn {} tên nữa, hiện ra khi các tên trên đã được chọn.</p>", len(asked) - MOST_ASKED)


def questions(report: IntakeReport) -> list[tuple[str, tuple[str, ...]]]:
    """What to ask: the first file that holds it, and the name, or the lines of a list of which one is the name."""
    found: dict[tuple[str, ...], str] = {}
    for outcome in report.outcomes:
        names = outcome.reading.unnamed
        is_list = outcome.reading.form in (NOMINATION_LIST, UNIT_PAPER)
        for asked in [names] if is_list and names else [(name,) for name in names]:
            found.setdefault(asked, outcome.path)
    return [(path, names) for names, path in found.items()]


def _one(number: int, path: str, names: tuple[str, ...], who: str, box: Box) -> None:
    units = units_by_name(version())
    sign = sha256("\n".join(names).encode()).hexdigest()[:16]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"ten-la-{number}"):
        if len(names) > 1:
            name = st.selectbox(
                f"Dòng nào trong {plain(path)} nêu tên đơn vị?", names, placeholder="Chọn dòng",
                **box.one(f"dong-{sign}", names, counts=False),
            )  # fmt: skip
        else:
            name = names[0]
        unit_id = st.selectbox(
            f"“{plain(name)}” trong {plain(path)} là đơn vị nào?" if len(names) == 1 else "là đơn vị nào?",
            list(units),
            format_func=lambda unit: units[unit],
            placeholder="Chọn đơn vị",
            filter_mode="fuzzy",
            **box.one(f"don-vi-cua-{sign}", list(units), counts=False),
        )
        ready = bool(name and unit_id and who)
        if st.button("Ghi nhớ", key=f"nho-{sign}", disabled=not ready) and name and unit_id:
            learn = partial(learn_alias, store(), name, unit_id, recorded_at=clock.now(), recorded_by=who)
            said = f"Từ nay “{name}” được hiểu là {units[unit_id]}; các tệp đã được đọc lại"
            people.do(learn, said, says_version=False)
