"""Every widget's words are Markdown to Streamlit: whoever puts somebody's text there makes it plain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tonghop.visible import visible
from ui.widgets.plain import plain

ROOT = Path(__file__).resolve().parent.parent
LABELLED = {"button", "download_button", "link_button", "page_link", "selectbox", "multiselect", "radio", "checkbox",
            "toggle", "text_input", "text_area", "number_input", "segmented_control", "pills", "select_slider",
            "slider",
            "expander", "popover", "metric", "caption", "error", "warning", "info", "success", "toast", "markdown",
            "write", "status", "badge", "subheader", "header", "file_uploader",
            "form_submit_button", "dialog", "recorded"}  # fmt: skip
MARKDOWN_OPTIONS = {"segmented_control", "pills", "radio"}
# what can only give numbers and days, and constants of our own
SAFE_CALLS = {"plain", "format_count", "format_date", "format_day", "len"}
OWN = {"number", "newest", "deciding", "striking", "fact.label", "_counted(found)", "sheets", "SYMBOLS[one]",
       "ANSWERS[one]", "SAID[kind][0]", "label", "named(place)",
       "kind_of(book)", "_label(file)",
       "NEEDS_DAY[action]", "' · '.join(models.said(asked)) or 'tất cả'"}  # fmt: skip


def foreign(node: ast.expr) -> Iterator[str]:
    """The parts of a text that are neither written here nor made safe."""
    if isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from foreign(part.value)
    elif isinstance(node, ast.IfExp):
        yield from foreign(node.body)
        yield from foreign(node.orelse)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAFE_CALLS:
        return
    elif not isinstance(node, ast.Constant) and ast.unparse(node) not in OWN:
        yield ast.unparse(node)


def unescaped(text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LABELLED:
            named = {word.arg: word.value for word in node.keywords}
            texts = [*node.args[:1], *(named[word] for word in ("label", "help") if word in named)]
            said = named.get("format_func")
            if node.func.attr in MARKDOWN_OPTIONS and said is not None:
                texts.append(said.body if isinstance(said, ast.Lambda) else said)
            found += [f"{node.lineno}: {one}" for part in texts if _is_text(part) for one in foreign(part)]
    return found


def _is_text(node: ast.expr) -> bool:
    """A name alone is a parameter of one of our own helpers; what its callers give is looked at there."""
    return not isinstance(node, ast.Name)


def test_no_label_option_or_help_carries_a_text_that_is_not_made_plain() -> None:
    assert unescaped("st.button(f'Mở {unit.name}')") == ["1: unit.name"]
    assert unescaped("st.button('Mở', help=unit.name)") == ["1: unit.name"]
    assert unescaped("st.pills('a', b, format_func=lambda one: names[one])") == ["1: names[one]"]
    files = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    found = {path.name: unescaped(path.read_text(encoding="utf-8")) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\x1b", "\x00", "\x7f", "\u2028"])
def test_what_is_obeyed_is_shown(sign: str) -> None:
    assert visible(f"a{sign}b") == f"a⟨U+{ord(sign):04X}⟩b"
    assert sign not in plain(f"a{sign}b")


def test_tabs_line_ends_and_vietnamese_stay() -> None:
    assert visible("Đảng bộ\txã\nTân Sơn – “một”") == "Đảng bộ\txã\nTân Sơn – “một”"
