"""The store that is shown, and what is remembered of it for all sessions: never under a key that another store shares.

A version's number alone says nothing: two stores have a version 2 each, and so has the one that takes a store's place.
"""

import functools
import inspect
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tonghop.store import Store, store_folder

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
IDENTITY = "store_identity"
OF_RUN = "tonghop_store"
VERSIONS_ON_SHOW = 24
"""Each session stays with the version it came to: where many record, many versions are on show at once."""
_AT_HAND: list[Callable[[], None]] = []
"""Forgets the answers of one function each."""


def store() -> Store:
    """The store that this server shows (TONGHOP_STORE, else store/ in the project); found once a run of a page.

    It is asked for at every answer that is remembered, twenty times a run.
    """
    run = get_script_run_ctx(suppress_warning=True)
    found: Store | None = getattr(run, OF_RUN, None)
    if found is None:
        found = _store(str(store_folder().absolute()), os.environ.get("TONGHOP_PLAN", ""))
        if run is not None:
            setattr(run, OF_RUN, found)
    return found


@st.cache_resource(show_spinner=False)
def _store(folder: str, plan: str) -> Store:
    return Store(folder, plan or None)


def forget() -> None:
    """Forget all answers, of every store."""
    st.cache_resource.clear()
    for clear in _AT_HAND:
        clear()


def remembered(
    *, max_entries: int = VERSIONS_ON_SHOW, show_spinner: bool | str = False
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Keep a function's answers for all sessions, by the store that is shown and by what the function is given.

    What it is given must name the version where the answer is of one, and be hashable; parameters that begin with "_"
    have no part in the key. Answers are shared: never to be changed. Where many sessions ask the same at once, one
    works it out.
    """

    def keep(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @functools.wraps(function)
        def of_store(identity: str, *given: Any, **named: Any) -> Answer:
            return function(*given, **named)

        # Streamlit makes its keys by the names of parameters
        first = inspect.Parameter(IDENTITY, inspect.Parameter.POSITIONAL_ONLY)
        signature = inspect.signature(function)
        of_store.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=[first, *signature.parameters.values()]
        )
        kept = st.cache_resource(max_entries=max_entries, show_spinner=show_spinner)(of_store)
        at_hand: Callable[..., Answer] = kept
        if not any(name.startswith("_") for name in signature.parameters):
            at_hand = near = functools.lru_cache(max_entries, typed=True)(kept)  # Streamlit's keys cost more
            _AT_HAND.append(near.cache_clear)

        @functools.wraps(function)
        def answer(*given: Any, **named: Any) -> Answer:
            found: Answer = at_hand(store().identity, *given, **named)
            return found

        return cast(Callable[Given, Answer], answer)

    return keep
