"""The house's one way through: who may import whom, who may know the screen, who may open the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From left to right; a module imports from its own layer and from those to the left of it.
LAYERS = [
    {"clock", "csv_text", "visible",
     "errors", "vietnamese", "encodings", "names", "plan", "plan_files", "plan_editions", "plan_words",
     "plan_rows", "plan_texts", "findings", "alike", "changes", "statuses", "reminders", "unpacking"},
    {"forms", "plan_lists", "records", "receipts", "results", "news"},
    {"sheets", "_process", "_reader", "_package", "_styles", "_ooxml", "_ods", "_binary", "_encrypted", "_word",
     "_numbering", "shown"},
    {"grid", "hidden", "hidden_parts", "zip_names", "account", "row_kinds", "headings", "margins", "layout", "spread",
     "labels",
     "book_accounts",
     "cells", "identify", "checks", "row_reader", "letterhead", "word_lists", "unit_paper", "owner",
     "silence",
     "file_reader", "intake", "inbox",
     "entry", "sheet_view", "prose"},
    {"store"},
    {"questions", "on_day"},
    {"loading", "proposing", "rehearsal", "report", "selection"},
    {"charts", "outputs"},
    {"entering", "paperwork"},
    {"desk", "desk_papers", "desk_plan", "desk_prose", "desk_selection", "desk_store", "letters", "reporting",
     "backups", "__main__"},
]
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def layer(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize("path", sources("tonghop"), ids=lambda path: path.relative_to(ROOT / "tonghop").as_posix())
def test_a_module_imports_nothing_to_its_right(path: Path) -> None:
    inside = path.relative_to(ROOT / "tonghop").with_suffix("").parts[0]
    if inside == "__init__":
        return
    assert inside in RANKS, f"{path.name}: say in LAYERS where it belongs"
    for module in imports(path):
        if module.startswith("tonghop.") and layer(module) in RANKS:
            assert RANKS[layer(module)] <= RANKS[inside], f"{path.name} imports {module}"


def test_the_package_knows_no_screen_and_the_screen_no_database() -> None:
    for path in sources("tonghop"):
        assert not {"streamlit", "ui"} & {module.split(".")[0] for module in imports(path)}, path
    for path in (*sources("ui"), *sources("pages"), ROOT / "app.py"):
        assert "duckdb" not in {module.split(".")[0] for module in imports(path)}, path


def test_only_the_store_opens_the_database_and_only_the_reader_office_files() -> None:
    for path in sources("tonghop"):
        text = path.read_text(encoding="utf-8")
        if "store" not in path.parts:
            assert "duckdb.connect" not in text, path
        if path.name not in ("_reader.py", "_binary.py"):
            assert "python_calamine" not in {module.split(".")[0] for module in imports(path)}, path


def test_pages_are_short() -> None:
    long = {path.name: lines for path in sources("pages") if (lines := len(path.read_text().splitlines())) > 95}
    assert not long, "what grows belongs into ui/"
