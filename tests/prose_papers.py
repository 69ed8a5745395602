"""Papers in prose for the tests: what single texts propose, and whole papers made from patterns and other words."""

from __future__ import annotations

from functools import cache

from tests.builders import plan_83
from tonghop.prose.figures import Reader
from tonghop.prose.words import Vocabulary, read_vocabulary


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(plan_83())


def proposed(text: str, kind: str = "dang_bo") -> str:
    """Say in short what a text (a paragraph a line) proposes of a unit of this kind."""
    reader = Reader(vocabulary(), plan_83().years, kind)
    said: dict[str, list[str]] = {}
    for paragraph in text.split("\n"):
        for found in reader.paragraph(paragraph, "đoạn 1"):
            mark = "?" if found.asked else "" if found.is_certain else "~"
            value = "-" if found.value is None else found.value
            said.setdefault(f"{found.indicator_id}{mark}", []).append(f"{found.year}:{value}")
    return "; ".join(f"{key} {' '.join(values)}" for key, values in said.items())
