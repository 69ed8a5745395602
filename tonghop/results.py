"""What pages of results say: phrases for figures, texts that say the same, lists of years.

Pure functions on plain values; knows no store and no screen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tonghop.plan import Indicator, Plan
from tonghop.vietnamese import fold_key, format_count

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
SHORTEST_SENTENCE = 24
"""Letters: what is shorter says too little to be counted as the same thought."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A text and the units that wrote it, in the order given; the wording is the first unit's."""

    text: str
    units: tuple[str, ...]


def phrase(indicator: Indicator, value: int) -> str:
    """Say a figure as people do: "169 hội nghị quán triệt, tuyên truyền"; "16.296 lượt người dự hội nghị"."""
    words = indicator.label.removeprefix("Số ")
    words = words[:1].lower() + words[1:]
    unit = indicator.unit_of_measure
    if f" {unit} " in f" {words} " and not words.startswith(unit):  # "hội thi, cuộc thi" counts itself
        return f"{format_count(value)} {words}"
    overlap = next((n for n in range(len(unit), 2, -1) if words.startswith(unit[-n:]) and _starts_word(unit, n)), 0)
    return f"{format_count(value)} {unit[: len(unit) - overlap]}{'' if overlap else ' '}{words}"


def _starts_word(text: str, length: int) -> bool:
    return length == len(text) or text[len(text) - length - 1] == " "


def alike(texts: Iterable[tuple[str, str]]) -> list[Alike]:
    """Put units together that wrote the same (accents, case, spaces and signs left aside), in the order of the first.

    `texts`: unit, text.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for unit, text in texts:
        _, units = found.setdefault(fold_key(text), (text, []))
        if unit not in units:
            units.append(unit)
    return [Alike(text, tuple(units)) for text, units in found.values()]


def shared_sentences(texts: Sequence[tuple[str, str]], least: int = 2) -> list[Alike]:
    """The sentences that at least `least` units wrote, most units first: what many say."""
    parts = [
        (unit, sentence.strip())
        for unit, text in texts
        for sentence in _SENTENCE_END.split(text)
        if len(sentence.strip()) >= SHORTEST_SENTENCE
    ]
    return sorted((one for one in alike(parts) if len(one.units) >= least), key=lambda one: -len(one.units))


def section_titles(plan: Plan) -> dict[str, str]:
    """section id -> "III.2. Hạn chế": its place in the report's outline and its label."""
    return {section.id: f"{section.outline}. {section.label}" for section in plan.sections}


def cell_range(cells: Sequence[str]) -> str:
    """Write cells of one row in short: "D7–H7"; others one by one."""
    if len(cells) < 2:
        return "".join(cells)
    rows = {cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in cells}
    columns = [_column(cell) for cell in cells]
    in_a_row = len(rows) == 1 and sorted(columns) == list(range(min(columns), max(columns) + 1))
    if not in_a_row:
        return ", ".join(cells)
    ordered = sorted(cells, key=_column)
    return f"{ordered[0]}–{ordered[-1]}"


def _column(cell: str) -> int:
    number = 0
    for letter in cell:
        if letter.isalpha():
            number = number * 26 + ord(letter) - 64
    return number
