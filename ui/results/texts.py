"""What pages of units' own texts share: who has sent any, a part a page, filters taken back."""

from collections.abc import Sequence

import streamlit as st

from ui.results.parts import expected_units
from ui.widgets.markup import Html

PAGE = 40
Rests = tuple[int, int, tuple[str, ...]]
"""How many units have sent texts, of how many, and the names of the others."""


def clear(*keys: str) -> None:
    for key in keys:
        st.session_state[key] = ""


def rests_of(there: set[str], kind: str) -> Rests:
    units = expected_units(kind)
    missing = tuple(unit.name for unit in units if unit.id not in there)
    return len(units) - len(missing), len(units), missing


def pages(parts: Sequence[Html], key: str) -> Html:
    """Let the reader turn pages where there are several; return the page on show. `key` names what is paged."""
    number = st.pagination(len(parts), key=f"trang-{key}") if len(parts) > 1 else 1
    return parts[min(number, len(parts)) - 1] if parts else Html()
