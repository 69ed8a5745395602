"""No work lost: a form's fields come back as they were left, after another page, a reload, a server started anew.

A page opens its form (`form`), makes its widgets with what the form gives for each (`text`, `one`, `several`, …: the
key, the value to begin with, who notes a change), and says what came back (`say`). What is typed is kept as soon as it
has left its field; `people.do(…, box=…)` clears it when it is recorded, once, whatever tabs show the same.
"""

import contextlib
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.errors import Stop
from tonghop.store.unrecorded import Unrecorded
from ui.widgets.browser import shelf
from ui.widgets.parts import html, note

BOXES, RUN, TURN = "_hop-nhap", "_luot-chay", "_luot-ghi"
UNDER_WAY: set[str] = set()
LOCK = threading.RLock()


class _Nothing:
    """Stands for a value that is not there."""


NOTHING = _Nothing()


class Box:
    """One form of this session, and what of it is kept for its browser."""

    def __init__(self, name: str, about: str) -> None:
        left = shelf().read(name, about)
        self.name, self.about = name, about
        self.is_written = left is not None
        self._take(left or Unrecorded(secrets.token_hex(12)))
        self.fields: dict[str, tuple[str, Any, bool]] = {}
        self.folds: dict[str, bool] = {}
        self.uploads: dict[str, int] = {}
        self._given: dict[str, Any] = {}
        self.seen = -1
        self.came_back = False
        self.thrown: Unrecorded | None = None
        self.trouble: Stop | None = None
        self.by_another = False

    def _take(self, left: Unrecorded) -> None:
        self.sign, self.turn, self.saved_at = left.sign, left.turn, left.saved_at
        self.values, self.files, self.uncounted = dict(left.values), list(left.files), set(left.uncounted)

    # -- what widgets are given ---------------------------------------------------------------------------------

    def key(self, name: str) -> str:
        """The key of a field's widget: another each time the form is emptied."""
        return f"{self._lasting_key(name)}{f'-{self.turn}' if self.turn else ''}"

    def _lasting_key(self, name: str) -> str:
        return f"{self.name}-{name}{f'-{self.about}' if self.about else ''}"

    def text(self, name: str, fresh: str = "", *, key: str = "", counts: bool = True) -> dict[str, Any]:
        """For a text; `counts`: it is a draft of its own, and emptied with the form; else it only goes along."""
        return {"value": self._value(name, fresh, key, counts, lambda one: isinstance(one, str)), **self._own(name)}

    def number(self, name: str, fresh: int | None, low: int, high: int) -> dict[str, Any]:
        return {
            "value": self._value(name, fresh, "", True, lambda one: type(one) is int and low <= one <= high),
            **self._own(name),
        }

    def one(self, name: str, options: Sequence[Any], fresh: Any = None, *, counts: bool = True) -> dict[str, Any]:
        """For a selectbox; without `fresh` nothing is chosen at first."""
        value = self._value(name, fresh, "", counts, lambda one: one in options)
        return {"index": options.index(value) if value in options else None, **self._own(name)}

    def chosen(self, name: str, options: Sequence[Any], fresh: Any = None, *, counts: bool = True) -> dict[str, Any]:
        """For pills and segments, of which one can be chosen."""
        return {"default": self._value(name, fresh, "", counts, lambda one: one in options), **self._own(name)}

    def several(self, name: str, options: Sequence[Any]) -> dict[str, Any]:
        """For a multiselect; what is no longer among the options is left out."""
        if isinstance(kept := self.values.get(name), list) and not all(one in options for one in kept):
            self.values[name] = [one for one in kept if one in options]
        value = self._value(name, [], "", True, lambda said: isinstance(said, list))
        return {"default": value, **self._own(name)}

    def put(self, name: str, value: Any) -> None:
        """Set a field from a callback, as if it had been typed."""
        key = self.fields[name][0]
        st.session_state[key] = value
        self._given[key] = None
        self.settle()

    def _value(self, name: str, fresh: Any, key: str, counts: bool, fits: Callable[[Any], bool]) -> Any:
        key = key or (self.key(name) if counts else self._lasting_key(name))
        self._note(name, key, fresh, counts)
        if key not in self._given or key not in st.session_state:
            kept = self.values.get(name, NOTHING)
            self._given[key] = kept if kept is not NOTHING and fits(kept) else fresh
        return self._given[key]

    def _note(self, name: str, key: str, fresh: Any, counts: bool) -> None:
        self.fields[name] = (key, fresh, counts)
        if not counts:
            self.uncounted.add(name)

    def _own(self, name: str) -> dict[str, Any]:
        return {"key": self.fields[name][0], "on_change": self.settle}

    # -- keeping ------------------------------------------------------------------------------------------------

    def waits(self) -> bool:
        """Is something typed or dropped that is not recorded?"""
        return bool(self.files or self.values.keys() - self.uncounted)

    def settle(self) -> None:
        """Keep what is another than it was; nothing is written where nothing is."""
        is_changed = False
        for name, (key, fresh, _) in self.fields.items():
            if key not in st.session_state:
                continue
            value = st.session_state[key]
            value = list(value) if isinstance(value, list | tuple) else value
            if value == fresh:
                is_changed |= self.values.pop(name, NOTHING) is not NOTHING
            elif self.values.get(name, NOTHING) != value:
                self.values[name] = value
                is_changed = True
        if is_changed:
            self.write()

    def write(self) -> None:
        """Keep the form as it is now; where that cannot be, `say` says so."""
        with LOCK:
            self.trouble = None
            try:
                if self.waits():
                    self.saved_at = clock.now().replace(microsecond=0)
                    shelf().keep(self.name, self.about, self._left())
                    self.is_written = True
                elif self.is_written:
                    shelf().drop(self.name, self.about, self.sign)
                    self.is_written = False
            except Stop as stop:
                self.trouble = stop

    def _left(self) -> Unrecorded:
        return Unrecorded(
            self.sign, dict(self.values), tuple(self.files), self.saved_at, self.turn, tuple(sorted(self.uncounted))
        )

    def clear(self) -> None:
        """Empty the form: its fields are new ones from now on."""
        with LOCK:
            had_files = bool(self.files)
            if self.is_written:
                with contextlib.suppress(Stop):  # a draft that stays is marked as recorded, or told of again
                    shelf().drop(self.name, self.about, self.sign)
            self.is_written = self.came_back = False
            lasting = {name: field for name, field in self.fields.items() if not field[2]}
            values = {name: value for name, value in self.values.items() if name in lasting}
            self._take(
                Unrecorded(secrets.token_hex(12), values, turn=self.turn + 1, uncounted=tuple(self.uncounted))
            )
            self.fields = lasting
            if had_files:
                shelf().clear_files()

    # -- recorded once ------------------------------------------------------------------------------------------

    def begins(self) -> bool:
        """Recording begins: False where another tab records the same now, or has."""
        with LOCK:
            if self.sign in UNDER_WAY or shelf().is_finished(self.sign):
                return False
            UNDER_WAY.add(self.sign)
            return True

    def ends(self, *, is_recorded: bool) -> None:
        """Recording is over; what is recorded is no draft any more, in no tab."""
        with LOCK:
            if is_recorded and self.is_written:
                with contextlib.suppress(Stop):  # where it cannot be written, only tabs of this very moment are stopped
                    shelf().finish(self.sign)
            UNDER_WAY.discard(self.sign)
            if is_recorded:
                self.thrown = None
                self.clear()

    # -- said ---------------------------------------------------------------------------------------------------

    def say(self) -> None:
        """One short line: what came back and since when, or that it was thrown away; nothing where nothing is."""
        if self.by_another:
            self.by_another = False
            note("Nội dung này đã được ghi nhận ở một thẻ khác.", "Biểu đã được làm trống; không ghi lần thứ hai.")
        if self.trouble is not None:
            note(self.trouble.message, self.trouble.remedy)
        if self.thrown is not None and not self.waits():
            self._line("Đã bỏ bản nháp.", "Lấy lại", "lay-lai", self.bring_back)
        elif self.came_back and self.waits():
            self._line(f"Còn bản nháp từ {self._since()}.", "Bỏ bản nháp", "bo", self.throw_away)

    def _line(self, said: str, label: str, key: str, act: Callable[[], None]) -> None:
        where = self.key(key)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"th-nhap-{where}"):
            html("<p class='th-kept' role='status'>{}</p>", said)
            st.button(label, key=f"{where}-nut", type="tertiary", icon=":material/undo:", on_click=act)

    def _since(self) -> str:
        at, now = self.saved_at, clock.now()
        if at is None:
            return "trước"
        return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%H:%M ngày %d/%m}"

    def throw_away(self) -> None:
        """Empty the form; until the page is left all can be brought back."""
        left = self._left()
        self.files = []  # their bytes stay for now
        self.clear()
        self.thrown = replace(left, turn=self.turn + 1)

    def forget_thrown(self) -> None:
        """What was thrown away can no longer be brought back."""
        had_files = self.thrown is not None and self.thrown.files
        self.thrown = None
        if had_files:
            with LOCK:
                shelf().clear_files()

    def bring_back(self) -> None:
        if self.thrown is not None:
            self._take(self.thrown)
            self.fields, self.thrown = {}, None
            self.write()
            self.came_back = True


def form(name: str, about: str = "") -> Box:
    """Open a form as this session knows it, else as its browser left it; `about`: which unit, model … it is about."""
    boxes: dict[tuple[str, str], Box] = st.session_state.setdefault(BOXES, {})
    box = boxes.get((name, about))
    if box is None:
        box = boxes[name, about] = Box(name, about)
    elif box.is_written and box.sign not in UNDER_WAY and shelf().is_finished(box.sign):
        box.clear()
        box.by_another = True
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # the click that found it out records nothing
    run = st.session_state.get(RUN, 0)
    if box.seen < run - 1:  # it was not on the page just now
        box.came_back = box.waits()
        box.forget_thrown()
    box.seen = run
    return box


def begin() -> None:
    """A run of a page begins."""
    st.session_state[RUN] = st.session_state.get(RUN, 0) + 1


def settle() -> None:
    """A run of a page is over: keep what its forms hold, also what no change told of."""
    run = st.session_state.get(RUN, 0)
    for box in st.session_state.get(BOXES, {}).values():
        if box.seen == run:
            box.settle()


def fold(box: Box, key: str) -> dict[str, Any]:
    """For an expander around a form: it stands open at first where something in it waits."""
    if key not in box.folds or key not in st.session_state:
        box.folds[key] = box.waits()
    return {"key": key, "expanded": box.folds[key], "on_change": "rerun"}
