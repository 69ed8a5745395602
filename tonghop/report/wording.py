"""What pages of results say: phrases for figures, texts that say the same, lists of years.

Pure functions on plain values; knows no store and no screen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tonghop.plan.model import Indicator, Plan
from tonghop.vietnamese import fold_key, format_count

_CAPITALS = "".join(letter for letter in map(chr, range(0x1F00)) if letter.isupper())
"""Đ and Ủ stand among the small letters of Unicode: no range tells them apart."""
_SENTENCE_END = re.compile(rf"(?<=[.!?…])[”\")]?\s+(?=[“\"(]?[{_CAPITALS}\d])|\n+")
"""Between a stop and a capital or a digit ("… kịp thời. 07 mô hình …"): "05.4" and what follows ";" stay whole."""
SHORTEST_SENTENCE = 24
"""Letters: what is shorter says too little to be counted as the same thought."""
_FILLER = re.compile(
    r"(?:(?:donvi)?(?:chua|khong)co(?:gi)?)?(?:ykien|dexuat|kiennghi|denghi)(?:gi|nao)?(?:them|khac)*"
    r"|(?:donvi|coban|hoantoan)*(?:nhattri|thongnhat|dongy)(?:cao)?"
    r"(?:(?:voi|theo)(?:kehoach|noidung|duthao|baocao|chutruong|ykien|huongdan).*)?"
    r"|(?:donvi)?(?:da)?(?:nhinnhan|tiepthu|nhanthuc|nghiemtuc|ro|va)*duavaokehoach"
    r"(?:khacphuc|suachua|thuchien)?(?:(?:trong)?nam(?:\d{4}|toi|nay|sau))?"
    r"|(?:nhung|cac|mot)?(?:noidung|khokhan|hanche|tontai|kinhnghiem|vande|y)nay(?:da|deu|se|duoc|dang|con|cung|can).*"
    r"|(?:donvi|capuy|chibo|danguy)(?:da)?(?:chudong)?(?:dieuchinhkehoach|chidaokhacphuc).*"
)
"""Clauses (folded) that answer a question without saying anything: agreement, nothing to add, "it is in our
plan", "this will be gone into"."""


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


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences; a mark like "2." or "-" stays with the sentence that it numbers."""
    found: list[str] = []
    mark = ""
    for part in (part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()):
        if any(letter.isalpha() for letter in part):
            found.append(f"{mark}{part}")
            mark = ""
        else:
            mark += f"{part} "
    return [*found, mark.strip()] if mark else found


def says_something(sentence: str) -> bool:
    """Is a sentence a thought that may be counted? Not a few letters, nor filler alone (_FILLER)."""
    if len(sentence) < SHORTEST_SENTENCE:
        return False
    return not all(_FILLER.fullmatch(fold_key(clause)) for clause in re.split(r"[,;]", sentence) if fold_key(clause))


def shared_sentences(texts: Sequence[tuple[str, str]], least: int = 2) -> list[Alike]:
    """The sentences that at least `least` units wrote, most units first: what many say. Filler is no thought."""
    parts = [(unit, one) for unit, text in texts for one in sentences(text) if says_something(one)]
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
