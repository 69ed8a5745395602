"""The house's one way through: which package may import which, who may know the screen, who may open the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From left to right; a package (or a module that stands alone) imports from itself and from what is left of it.
# Those of one line know nothing of each other, the first line apart.
GROUND = {"errors", "clock", "visible", "vietnamese", "csv_text", "findings", "alike", "records", "statuses"}
ORDER = {
    "tonghop": [
        GROUND,
        {"plan"},
        {"forms", "tracking", "officefiles"},
        {"intake"},
        {"prose"},
        {"store"},
        {"questions"},
        {"on_day"},
        {"report"},
        {"charts", "outputs"},
        {"actions"},
        {"cli"},
        {"__main__"},
    ],
    "ui": [
        {"memory"},
        {"session"},
        {"widgets"},
        {"tracking"},
        {"intake", "results", "plan", "upkeep"},
        {"entry", "conference"},
        {"shell"},
        {"server"},
    ],
}
RANKS = {top: {name: rank for rank, names in enumerate(order) for name in names} for top, order in ORDER.items()}


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


def package(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize(
    "path", [*sources("tonghop"), *sources("ui")], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_package_imports_nothing_to_its_right(path: Path) -> None:
    top, *inside = path.relative_to(ROOT).with_suffix("").parts
    if inside == ["__init__"]:
        return
    ranks, own = RANKS[top], inside[0]
    assert own in ranks, f"{path.name}: say in ORDER where {own} belongs"
    for module in imports(path):
        other = package(module) if module.startswith(f"{top}.") else own
        if other in ranks and other != own:
            assert ranks[other] < ranks[own] or (other in GROUND and own in GROUND), f"{path.name} imports {module}"


def test_the_package_knows_no_screen_and_the_screen_no_database() -> None:
    for path in sources("tonghop"):
        assert not {"streamlit", "ui"} & {module.split(".")[0] for module in imports(path)}, path
    for path in (*sources("ui"), *sources("pages"), ROOT / "app.py"):
        assert "duckdb" not in {module.split(".")[0] for module in imports(path)}, path


def test_only_the_store_opens_the_database_and_only_the_reader_office_files() -> None:
    for path in sources("tonghop"):
        text = path.read_text(encoding="utf-8")
        if "store" not in path.relative_to(ROOT).parts:
            assert "duckdb.connect" not in text, path
        if "officefiles" not in path.parts:
            assert "python_calamine" not in {module.split(".")[0] for module in imports(path)}, path


def test_pages_are_short() -> None:
    long = {path.name: lines for path in sources("pages") if (lines := len(path.read_text().splitlines())) > 95}
    assert not long, "what grows belongs into ui/"
