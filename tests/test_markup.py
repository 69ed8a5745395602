"""HTML is a type: text becomes HTML by being escaped, templates are written out, one place shows them."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest

from ui.widgets.markup import Html, joined
from ui.widgets.tables import Cell, Column, Row, numbers, table_html

ROOT = Path(__file__).resolve().parent.parent
SCREEN = [*sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]
EVIL = "<img src=x onerror='a()'>&\u202e"
SAFE = "&lt;img src=x onerror=&#39;a()&#39;&gt;&amp;⟨U+202E⟩"


def test_text_is_escaped_wherever_it_is_put() -> None:
    assert Html("<b>{}</b>").format(EVIL) == f"<b>{SAFE}</b>"
    assert Html("<b>{name}</b>").format(name=EVIL) == f"<b>{SAFE}</b>"
    assert Html("<b>") + EVIL == f"<b>{SAFE}"
    assert EVIL + Html("<b>") == f"{SAFE}<b>"
    assert joined([EVIL, Html("<i>")], EVIL) == f"{SAFE}{SAFE}<i>"


def test_html_is_escaped_once_only() -> None:
    inner = Html("<b>{}</b>").format(EVIL)
    assert Html("<p>{}</p>").format(inner) == f"<p>{inner}</p>"
    assert joined([inner, inner]) == inner + inner


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_missing_is_nothing(missing: object) -> None:
    assert Html("<b>{}</b>").format(missing) == "<b></b>"
    assert Html("<b>{}</b>").format("nan") == "<b>nan</b>"


def test_a_table_escapes_text_and_keeps_html() -> None:
    made = table_html([EVIL, *numbers(2021)], [[EVIL, Html("<b>1</b>")]], caption=EVIL)
    assert "<img" not in made
    assert made.count(SAFE) == 3  # caption, heading, cell
    assert "<td data-label='2021' class='th-num'><b>1</b></td>" in made


def test_a_cell_may_look_otherwise_and_span_and_a_row_have_no_heading() -> None:
    columns = [Column("a"), Column(Html("<i>b</i>"), "th-x", label="b"), Column("c", title="C")]
    made = table_html(columns, [Row(["1", Cell("2", "th-y", "hai", span=2)], "th-z", has_head=False)], box="")
    assert made == (
        "<table class='th-table'><thead><tr><th scope='col'>a</th><th scope='col' class='th-x'><i>b</i></th>"
        "<th scope='col' title='C'>c</th></tr></thead><tbody><tr class='th-z'><td data-label='a'>1</td>"
        "<td data-label='b' class='th-y' title='hai' colspan='2'>2</td></tr></tbody></table>"
    )


def _calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


@pytest.mark.parametrize("path", SCREEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_templates_are_written_out_and_html_is_never_put_together_by_hand(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "markup.py":
        shows = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "html"
                 and isinstance(node.value, ast.Name) and node.value.id == "st"]  # fmt: skip
        assert not shows, "show_html shows Html, st.html anything"
    if path.name not in ("markup.py", "parts.py"):
        for call in _calls(tree, "Html", "html"):
            assert not call.args or isinstance(call.args[0], ast.Constant), f"line {call.lineno}: write it out"
    pieces = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and any(tag in str(part.value) for tag in ("</", "/>", "<b>", "<p", "='"))
    ]
    assert not pieces, f"lines {pieces}: HTML in an f-string escapes nothing"


def test_tables_are_built_by_the_one_builder() -> None:
    """But for the sheet and the paper as they came, the weeks of a calendar."""
    by_hand = {path.relative_to(ROOT).as_posix() for path in SCREEN if "<table" in path.read_text(encoding="utf-8")}
    assert by_hand == {
        "ui/widgets/tables.py", "ui/intake/sheet.py", "ui/intake/paper_view.py", "ui/tracking/weeks.py"
    }  # fmt: skip
