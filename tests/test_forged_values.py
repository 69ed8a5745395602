"""Values that no browser sends: of another type, unreadable, of marks that are none: answered in Vietnamese.

Every widget of some pages is told each of them over the websocket, as anybody on the network can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from bench.multiply import SAMPLE, sample_store
from bench.pages import APP
from bench.server import Served, Visitor, serving, visiting
from tests.spread import in_soak
from ui.shell.wrong_values import checked
from ui.widgets.clicks import clicked

VALUES: tuple[dict[str, Any], ...] = (
    *({"trigger_value": True}, {"bool_value": True}, {"int_value": 10**9}, {"int_value": -1}, {"double_value": 1e300}),
    *({"string_value": "<b>sai</b>"}, {"string_value": "[]"}, {"string_value": '{"selection":{"points":7}}'}),
    *({"string_value": '{"selection":{"points":[{"customdata":[7,8]}]}}'}, {"bytes_value": b"x"}),
    *({"json_value": "{x"}, {"json_value": "{}"}, {"string_array_value": ["sai"]}, {"int_array_value": [99999]}),
    {"double_array_value": [float("nan")]},
)
DROPPED = "Trình duyệt gửi một lựa chọn không đúng kiểu"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = sample_store(tmp_path_factory.mktemp("forged") / "store", (SAMPLE,))
    with serving(APP, store.folder) as server:
        yield server


def said(visitor: Visitor, states: Sequence[WidgetState] = ()) -> tuple[set[str], str]:
    """Run the page with these values; return the widgets it shows and all words of alerts and exceptions."""
    message = BackMsg()
    message.rerun_script.page_script_hash = visitor.told.page
    message.rerun_script.page_name = "" if visitor.told.page else visitor.told.address
    message.rerun_script.widget_states.widgets.extend(states)
    visitor._connection.send(message.SerializeToString())
    widgets, words, is_over = set(), "", False
    while not is_over:
        content = visitor._connection.recv(timeout=60, decode=False)
        is_over = visitor.told.take(content)
        answer = ForwardMsg.FromString(content)
        if answer.WhichOneof("type") != "delta" or answer.delta.WhichOneof("type") != "new_element":
            continue
        element = answer.delta.new_element
        own = getattr(element, str(element.WhichOneof("type")))
        if getattr(own, "id", ""):
            widgets.add(own.id)
        if element.HasField("exception"):
            words += f"exception: {element.exception.message}"
        elif element.HasField("html"):
            words += element.html.body * ("th-error" in element.html.body or DROPPED in element.html.body)
    return widgets, words


def forged(widget: str, value: dict[str, Any]) -> WidgetState:
    state = WidgetState(id=widget)
    for name, content in value.items():
        if name.endswith("array_value"):
            getattr(state, name).data.extend(content)
        else:
            setattr(state, name, content)
    return state


@pytest.mark.parametrize("address", ["chat-luong", *in_soak("", "van-ban")])
def test_a_value_of_a_wrong_type_is_answered_in_vietnamese(served: Served, address: str) -> None:
    with visiting(served, address) as visitor:
        widgets, words = said(visitor)
        assert widgets
        assert not words
        dropped = 0
        for widget in sorted(widgets):
            for value in VALUES:
                _, words = said(visitor, [forged(widget, value)])
                assert not any(bad in words for bad in ("th-error", "exception")), (widget, value, words)
                dropped += DROPPED in words
        assert dropped > len(widgets)
        _, words = said(visitor)
        assert not words, "what was dropped must not come back"


@pytest.mark.parametrize(
    ("sent", "is_read"),
    [*((value, True) for value in ({"int_value": 2}, {"double_value": 2.0})), ({"string_value": "2"}, False)],
)
def test_a_whole_number_is_a_number(sent: dict[str, Any], is_read: bool) -> None:
    states = WStates()
    read = checked(WStates.__getitem__)
    states.set_widget_from_proto(forged("bo", sent))
    states.set_widget_metadata(WidgetMetadata("bo", lambda said: said, lambda said: said, "double_value"))
    assert read(states, "bo") == (2 if is_read else None)


@pytest.mark.parametrize("value", [None, {}, {"selection": 1}, {"selection": {"points": [{"customdata": [[1]]}]}}])
def test_what_no_mark_says_is_no_click(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    monkeypatch.setattr(st, "session_state", {"hinh": value})
    assert clicked("hinh") == ()


def test_a_click_is_what_the_mark_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for custom in (["memo", 7], {"0": "memo", "1": 7}):
        monkeypatch.setattr(st, "session_state", {"hinh": {"selection": {"points": [{"customdata": custom}]}}})
        assert clicked("hinh") == ("memo", "7")


def test_what_fails_outside_a_page_is_said_in_vietnamese() -> None:
    from streamlit.elements import exception

    from ui.shell import wrong_values

    assert wrong_values.NOT_SHOWN.startswith("Trang này gặp lỗi")
    assert isinstance(exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT, str)  # the name that is put in place is still theirs
