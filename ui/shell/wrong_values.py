"""A value that a browser could not have sent: dropped, and said in words; what fails outside a page is said in ours.

Streamlit hands whatever a websocket sends to a widget's reader, before the page and its frame run: an error there goes
past the frame, in English, and comes back with every run of the session. Knows no page.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from streamlit.elements import exception
from streamlit.runtime.state.session_state import Serialized, WStates

from ui.widgets.parts import note

NOT_SHOWN = (
    "Trang này gặp lỗi nên chưa hiện được. Dữ liệu không bị ảnh hưởng. Đề nghị tải lại trang; nếu vẫn lỗi, gửi các tệp "
    "trong thư mục logs của kho dữ liệu cho người phụ trách kỹ thuật."
)

WHOLE = ("int_value", "double_value")
"""A field for numbers reads the one; of whole numbers its browser sends the other."""

_dropped: ContextVar[int] = ContextVar("dropped", default=0)
"""Values dropped in this run and not said yet."""


def answer_in_words() -> None:
    """Have every value of a widget checked as it is first read."""
    exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT = NOT_SHOWN  # type: ignore[misc]
    WStates.__getitem__ = checked(WStates.__getitem__)  # type: ignore[method-assign]


def checked(read: Callable[[WStates, str], Any]) -> Callable[[WStates, str], Any]:
    """Make a reader that takes the widget's own first value where what came is of another type or cannot be read."""

    def value(states: WStates, name: str) -> Any:
        state, widget = states.states.get(name), states.widget_metadata.get(name)
        if not isinstance(state, Serialized) or widget is None:
            return read(states, name)
        sent = state.value.WhichOneof("value")
        if sent in (widget.value_type, None) or (sent, widget.value_type) == WHOLE:
            try:
                return read(states, name)
            except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
                pass  # the reader is Streamlit's: whatever it stumbles over came from outside
        states.set_from_value(name, widget.deserializer(None))
        _dropped.set(_dropped.get() + 1)
        return read(states, name)

    return value


def say() -> None:
    """Tell the reader what was dropped since the last word about it, where something was."""
    if _dropped.get():
        _dropped.set(0)
        note(
            "Trình duyệt gửi một lựa chọn không đúng kiểu nên lựa chọn ấy không được tính.",
            "Đề nghị chọn lại; nếu vẫn vậy, tải lại trang.",
        )
