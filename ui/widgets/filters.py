"""The filters that pages share. A choice is kept across pages and stands in the address, so that a view can be sent.

The same question has the same widget and the same key everywhere: kind of unit `loai`, unit `don-vi`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from tonghop.statuses import SEVERITY, STATUSES
from tonghop.vietnamese import fold_key
from ui.memory import remembered
from ui.session import plan, version
from ui.widgets.words import kind_labels, labels, name_key, names_by_id

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

ALL = ""
TO_CALL = "can-don-doc"
"""The choice of status_filter that takes everything that somebody has to be called about."""
CALLED = frozenset({"missing", "returned", "incomplete"})


def row(count: int, key: str = "bo-loc") -> "Sequence[DeltaGenerator]":
    """Places for filters in one row; on a phone they stand two by two. A second row of a page needs its own key."""
    with st.container(key=key):
        return st.columns(count, gap="small", vertical_alignment="bottom")


def choice(label: str, words: Mapping[str, str], key: str, everything: str, help_text: str | None = None) -> str:
    """Choose one of `words` (id -> words) or everything; return the id, "" for everything.

    Short lists only: the list does not take typing. The words, not the ids, stand in the address.
    """
    return _select(label, words, key, everything, help_text, typed=False)


def long_choice(label: str, words: Mapping[str, str], key: str, everything: str) -> str:
    """Choose one of a long list, which takes typing: its id, "" for everything."""
    return _select(label, words, key, everything, None, typed=True)


def kind_filter() -> str:
    """Choose a kind of unit: its id, "" for all."""
    return choice("Loại đơn vị", kind_labels(plan()), "loai", "Tất cả loại đơn vị")


def unit_filter(everything: str = "Tất cả đơn vị", label: str = "Đơn vị") -> str:
    """Choose one unit, in the order of the Vietnamese alphabet: its id, "" for all."""
    return _select(label, units_by_name(version()), "don-vi", everything, None, typed=True)


def obligation_filter() -> str:
    """Choose one part of the dossiers: its id, "" for all."""
    return choice("Thành phần hồ sơ", labels(plan().obligations), "thanh-phan", "Tất cả thành phần")


def status_filter() -> str:
    """Choose a status: its id, TO_CALL for all that somebody has to be called about, "" for all."""
    return choice("Tình trạng", status_words(), "tinh-trang", "Mọi tình trạng")


def status_words() -> dict[str, str]:
    """The choices of status_filter as they are written, in the list and in the address."""
    return {TO_CALL: "Cần đôn đốc"} | {status.id: f"{status.symbol} {status.label}" for status in STATUSES}


def statuses_of(chosen: str) -> frozenset[str]:
    """The statuses that a choice of status_filter stands for."""
    if chosen == ALL:
        return frozenset(SEVERITY)
    return CALLED if chosen == TO_CALL else frozenset({chosen})


def search_box(key: str, label: str = "Tìm theo tên", placeholder: str = "Không cần dấu") -> str:
    """Ask for a part of a name; what is typed counts after a short pause. Compare with `matches`."""
    typed = st.text_input(
        label,
        key=key,
        type="search",
        placeholder=placeholder,
        live=True,
        autocomplete="off",
        bind="query-params",
        persist_state="session",
    )
    return (typed or "").strip()


def matches(wanted: str, *texts: str | None) -> bool:
    """Is what was typed found in any of the texts, whatever the accents, case and spaces?"""
    key = fold_key(wanted)
    return not key or any(key in fold_key(text) for text in texts if text)


def units_shown(kind: str, wanted: str) -> list[str]:
    """The ids of the units of a kind ("" for all) whose name or alias holds what was typed, in the roster's order."""
    return [
        unit.id
        for unit in plan().units
        if kind in (ALL, unit.kind) and (not wanted or matches(wanted, unit.name, *unit.aliases))
    ]


def _select(
    label: str, words: Mapping[str, str], key: str, everything: str, help_text: str | None, *, typed: bool
) -> str:
    options: Sequence[str] = [ALL, *words]
    return st.selectbox(
        label,
        options,
        format_func=lambda chosen: words[chosen] if chosen else everything,
        key=key,
        help=help_text,
        filter_mode="fuzzy" if typed else None,
        bind="query-params",
        persist_state="session",
    )


@remembered()
def units_by_name(version: int) -> dict[str, str]:
    """unit id -> name, in the order of the Vietnamese alphabet."""
    given = plan()
    names = names_by_id(given)
    return dict(sorted(names.items(), key=lambda item: name_key(given, item[1])))
