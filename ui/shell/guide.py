"""Hướng dẫn sử dụng inside the app: the users' guide as it stands in docs/, a section at a time, with its pictures."""

import re
from functools import cache
from pathlib import Path

import streamlit as st

from ui.widgets import filters
from ui.widgets.parts import title

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)]+)\)\s*$", re.MULTILINE)
FIRST = "Bắt đầu"


@cache
def sections() -> dict[str, str]:
    """The guide by headings of the second level: heading -> Markdown; what stands before the first comes first."""
    text = (DOCS / "huong-dan.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^# .*\n", text, maxsplit=1, flags=re.MULTILINE)
    first, *rest = re.split(r"^## ", parts[0] if parts else text, flags=re.MULTILINE)
    found = {FIRST: first.strip()} if first.strip() else {}
    for part in rest:
        heading, _, body = part.partition("\n")
        found[heading.strip()] = body.strip()
    return found


def page() -> None:
    """Choose a section, read it."""
    found = sections()
    title("Hướng dẫn sử dụng", "Từng trang dùng để làm gì, bấm vào đâu; đọc được cả khi không có mạng.")
    first, *rest = found
    chosen = filters.long_choice("Mục", {name: name for name in rest}, "muc-huong-dan", first) or first
    with st.container(key="huong-dan"):
        at, body = 0, found[chosen]
        for picture in PICTURE.finditer(body):
            _text(body[at : picture.start()])
            path = DOCS / picture[2]
            if path.is_file():
                st.image(str(path), caption=picture[1])
            at = picture.end()
        _text(body[at:])


def _text(markdown: str) -> None:
    """A stretch of the guide; links to its other files are words here."""
    words = re.sub(r"\[([^\]]+)\]\((?!https?://)[^)]+\)", r"\1", markdown).strip()
    if words:
        st.markdown(words)
