"""Units' own texts on every page: shown as written, obeyed by nobody. All pages with payloads in every free text.

What Streamlit takes for Markdown must not hold an address that could be fetched or followed; in our own HTML the
payloads must not have become elements. (tests/browser/test_foreign_texts.py looks at what a browser asks for.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.foreign import HOST, PAYLOADS, UNIT_WITH, hostile_plan, hostile_store
from tests.shown import walk
from tests.test_words import ALL_PAGES
from tonghop.store import Store
from ui.widgets.plain import plain

ROOT = Path(__file__).resolve().parent.parent
OBEYED = re.compile(rf"https?://{HOST}|www\.{HOST}|(?<!\\)\]\(|(?<!\\)<(?:img|script|a)\b", re.IGNORECASE)
"""What makes Markdown fetch or lead somewhere: an address, a link or picture, an element."""
MARKDOWN = {"label", "help", "body", "content", "title", "text", "caption", "message", "placeholder_markdown"}
"""Fields of Streamlit's messages that its front end renders as Markdown."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("foreign")
    return hostile_store(folder / "store", hostile_plan(folder / "plan"))


def markdown_of(message: Message) -> Iterator[tuple[str, str]]:
    """Every text of a message that is Markdown: path and text, through all messages within."""
    for field, value in message.ListFields():
        for one in value if isinstance(value, list) or hasattr(value, "add") else [value]:
            if isinstance(one, Message):
                yield from ((f"{field.name}.{path}", text) for path, text in markdown_of(one))
            elif isinstance(one, str) and field.name in MARKDOWN:
                yield field.name, one


def columns_of(message: Any) -> Iterator[str]:
    """Labels and help of a drawn table's columns: the help is Markdown, the labels are drawn."""
    for column in json.loads(getattr(message, "columns", "") or "{}").values():
        yield str((column or {}).get("help") or "")


def faults(app: AppTest) -> list[str]:
    found = []
    for node in walk(app):
        proto = getattr(node, "proto", None)
        if not isinstance(proto, Message):
            continue
        kind = getattr(node, "type", "")
        if kind == "html":
            root = lxml.html.fragment_fromstring(proto.body, create_parent="div")  # type: ignore[attr-defined]
            for one in root.iter():
                leads = [value for value in one.attrib.values() if value.strip().startswith(("http", "//", "java"))]
                if one.tag in ("img", "script", "iframe") or any(HOST in value for value in leads):
                    found.append(f"html: {one.tag}")
            continue
        if kind == "plotly_chart":
            found += [f"chart: {part}" for part in ("<img", "<a ", "<script") if part in proto.spec]  # type: ignore[attr-defined]
            continue
        texts = [*markdown_of(proto), *(("column help", text) for text in columns_of(proto))]
        found += [f"{kind} {path}: {text[:200]}" for path, text in texts if OBEYED.search(text)]
    return found


def test_the_walk_finds_what_it_looks_for() -> None:
    def bad() -> None:
        import streamlit as st

        st.button("![x](http://evil.example/a.png)")
        st.segmented_control("a", ["[x](http://evil.example)"])
        st.text_input("b", help="http://evil.example")
        st.html("<p><img src='http://evil.example/a.png'></p>")
        st.expander("![x](http://evil.example/a.png)")

    assert len(faults(AppTest.from_function(bad).run())) == 5
    for payload in PAYLOADS:
        assert OBEYED.search(payload) or "//" in payload
        assert not OBEYED.search(plain(payload))


@pytest.mark.parametrize("page", ALL_PAGES)
def test_no_page_obeys_a_text(show: Callable[..., AppTest], page: str) -> None:
    app = show(page)
    assert not app.exception
    assert faults(app) == []


VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "one unit": ("don_vi", {"don-vi": UNIT_WITH}),
    "chasing one": ("don_doc", {"don-vi": UNIT_WITH}),
    "its receipts": ("theo_doi_nop", {"don-vi": UNIT_WITH}),
    "a file": ("tep_da_nhan", {"so": "1"}),
    "a paper": ("tep_da_nhan", {"so": "6", "o": "đoạn 4"}),
    "a report read": ("doc_bao_cao", {"so": "6"}),
    "its remarks": ("doc_bao_cao", {"so": "6", "doc-phan": "Ý kiến"}),
    "what is open": ("tiep_nhan", {"muc": "Việc cần xử lý"}),
    "files received": ("tiep_nhan", {"muc": "Tệp đã nhận"}),
    "not reported": ("chat_luong", {"muc-chat-luong": "Chưa báo cáo"}),
    "same names": ("chat_luong", {"muc-chat-luong": "Mô hình trùng tên"}),
    "matches": ("chat_luong", {"muc-chat-luong": "Đối chiếu"}),
    "correcting": ("nhap_so_lieu", {"muc-nhap": "Đính chính một số liệu"}),
    "plan's history": ("ke_hoach", {"muc-ke-hoach": "Lịch sử thay đổi"}),
    "the report's text": ("soan_bao_cao", {"phan": "Nội dung và nguồn số liệu"}),
    "opinions": ("y_kien", {"muc": "III.1. Ưu điểm"}),
    "a day past": ("mo_hinh", {"ngay": date(2022, 4, 5).isoformat()}),
}


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_obeys_a_text(show: Callable[..., AppTest], view: str) -> None:
    page, address = VIEWS[view]
    app = show(page, **address)
    assert not app.exception
    assert faults(app) == []


def test_one_model_up_close_obeys_nothing(show: Callable[..., AppTest]) -> None:
    app = show("xet_chon")
    app.selectbox(key="mo-hinh").select_index(1).run()
    assert not app.exception
    assert faults(app) == []
