"""Papers in prose for the tests: what single texts propose, and whole papers made from patterns and other words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from tests.builders import plan_83
from tonghop.prose.blocks import Table
from tonghop.prose.figures import Found, Reader
from tonghop.prose.proposal import settled
from tonghop.prose.tables import TableReader
from tonghop.prose.words import Vocabulary, read_vocabulary


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(plan_83())


def proposed(text: str, kind: str = "dang_bo") -> str:
    """Say in short what a text (a paragraph a line) proposes of a unit of this kind."""
    reader = Reader(vocabulary(), plan_83().years, kind)
    return _in_short(found for line in text.split("\n") for found in reader.paragraph(line, "đoạn 1"))


def settled_figures(text: str, words: Vocabulary | None = None) -> list[Found]:
    """Return the figures that a paragraph leaves once what it tells twice differently is asked."""
    reader = Reader(words or vocabulary(), plan_83().years, "dang_bo")
    return settled(reader.paragraph(text, "đoạn 1"))[0]


def _in_short(all_found: Iterable[Found]) -> str:
    said: dict[str, list[str]] = {}
    for found in all_found:
        mark = "?" if found.asked else "" if found.is_certain else "~"
        value = "-" if found.value is None else found.value
        said.setdefault(f"{found.indicator_id}{mark}", []).append(f"{found.year}:{value}")
    return "; ".join(f"{key} {' '.join(values)}" for key, values in said.items())


def table_reader(kind: str = "dang_bo", own_name: str = "") -> TableReader:
    return TableReader(vocabulary(), plan_83().years, kind, own_name)


def told_by_table(rows: Sequence[Sequence[str]], covered: Iterable[tuple[int, int]], context: str) -> str:
    """Say in short what a table proposes; `context` is what stands above it."""
    return _in_short(table_reader().read(Table(tuple(map(tuple, rows)), 1, frozenset(covered)), ["", context]))
