"""What a cell shows where its number format makes something else of its number (CONTRACT §2, "What the cell shows").

Pure: a value and a format as Excel writes it. Must not know cells, sheets or findings.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tonghop.officefiles.styles import is_odd_section, sections, shows_nothing
from tonghop.vietnamese import as_shown

PERCENT, DECIMALS, WORDS, OTHER = "percent", "decimals", "words", "other"


class Shown(NamedTuple):
    """How a number is shown and, as far as told here, its text: 100% for 1, 2.000 for 2, `5 cuộc` for 5."""

    kind: str
    text: str


@lru_cache(maxsize=1024)
def shown_as(value: float, code: str) -> Shown | None:
    """Return how a number shows in a format that makes something else of it; None where it shows as it is."""
    number = as_shown(float(value))
    signs, text = _section(number, code)
    if not is_odd_section(signs, text):
        return None
    if shows_nothing(signs, text) and (number == 0 or re.search(r"\[[<>=]", code)):
        return None  # a nought left blank is a nought to who made the format; conditions are not worked out
    plain = f"{number:.15g}"
    if "%" in text:
        return Shown(PERCENT, f"{number * 100 if '%' in _unquoted(code) else number:.15g}%")
    decimals = re.search(r"\.([0#?]*)", signs)
    if decimals and "0" in decimals[1] and "e" not in signs and not re.search(r",+(?:\.|$)", signs):
        return Shown(DECIMALS, f"{number:.{len(decimals[1])}f}")
    if re.fullmatch(r"[0#?,]*[0#?]", signs.replace(" ", "")) and "\0" in text:
        return Shown(WORDS, text.replace("\0", plain).strip())
    return Shown(OTHER, f"{plain} ({code})")


@lru_cache(maxsize=256)
def blanks_nought(code: str) -> bool:
    """Say whether a format leaves a cell of a nought blank."""
    return shows_nothing(*_section(0, code))


@lru_cache(maxsize=256)
def shows_year(code: str) -> bool:
    """Say whether a format shows only the year of a day."""
    signs, text = sections(code)[0]
    return bool(re.fullmatch("y{3,4}", signs.replace("general", ""))) and not any(map(str.isdigit, text))


def _section(number: float, code: str) -> tuple[str, str]:
    """Choose the part of a format that shows this number."""
    parts = [part for part in sections(code) if "@" not in part[0]] or [("0", "\0")]
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if number == 0 and len(parts) > 2 else parts[0]


def _unquoted(code: str) -> str:
    return re.sub(r'"[^"]*"?|\\.', "", code)
