"""Many units' words on one question, condensed by rules alone: sentences, filler, what says the same, themes.

No language model: split where a sentence ends, drop what a list calls filler, merge what is equal but for its numbers,
sort by the plan's themes (words with tones on word boundaries), rank by how many units say it. Nothing is lost: every
sentence stands in a theme, among the unsorted, or among the filler. Pure.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tonghop.plan.model import Theme
from tonghop.report.document import Claim, Said
from tonghop.report.wording import says_something, sentences
from tonghop.vietnamese import fold_key

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NO_OWN_NUMBER = re.compile(
    r"\b\d+(?:/\d{4})?[-/](?:[A-ZĐ][\w/-]*)"  # 05-CT/TW, 97/2018/TT-BTC
    r"|\b(?:19|20)\d\d\b"  # a year
    r"|\bCovid-?\s?19\b|\bTrung ương \d+\b"
    r"|\b(?:thứ|lần thứ|khóa|điều|khoản|quý|tháng|ngày|mục|số|chỉ thị|nghị quyết|kết luận)\s+\d+\b"
    r"|\b\d+\s+năm\b",  # five years; an anniversary
    re.IGNORECASE,
)
"""Digits that are nobody's own result: numbers of papers, years, anniversaries."""


@dataclass(frozen=True, slots=True)
class Condensed:
    """One section: claims by theme (most units first, themes with most units first), claims of no theme, filler."""

    by_theme: tuple[tuple[Theme, tuple[Claim, ...]], ...]
    unsorted: tuple[Claim, ...]
    filler: tuple[Said, ...]


def condensed(rows: Iterable[Mapping[str, object]], themes: Sequence[Theme]) -> Condensed:
    """Condense rows of `remark_list` of one section; the order of the rows is the roster's."""
    merged: dict[str, list[Said]] = {}
    filler: list[Said] = []
    for row in rows:
        for text in sentences(str(row["text"])):
            said = Said(str(row["unit_id"]), text, int(str(row["file_id"])), str(row["sheet"]), str(row["cell"]))
            if says_something(text):
                merged.setdefault(masked(text), []).append(said)
            else:
                filler.append(said)
    claims = [Claim(_id(key), tuple(said)) for key, said in merged.items()]
    claims.sort(key=lambda claim: -len(claim.units))
    sorted_in: dict[str, list[Claim]] = {}
    for claim in claims:
        theme = theme_of(claim.text, themes)
        sorted_in.setdefault(theme.id if theme else "", []).append(claim)
    found = [(theme, tuple(sorted_in[theme.id])) for theme in themes if theme.id in sorted_in]
    found.sort(key=lambda pair: -len(units_of(pair[1])))
    return Condensed(tuple(found), tuple(sorted_in.get("", ())), tuple(filler))


def units_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The units behind claims, each once, in the order in which they come."""
    return tuple(dict.fromkeys(unit for claim in claims for unit in claim.units))


def masked(text: str) -> str:
    """What a sentence is equal by: its letters without accents and signs, any number like any other."""
    return fold_key(NUMBER.sub("0", text))


def has_own_number(text: str) -> bool:
    """Whether a sentence tells a number that is one unit's own."""
    return bool(re.search(r"\d", NO_OWN_NUMBER.sub(" ", text)))


def theme_of(text: str, themes: Sequence[Theme]) -> Theme | None:
    """The theme whose words a sentence uses most, in syllables; of equal ones that which is named first in it."""
    best: tuple[int, int] | None = None
    found = None
    for theme in themes:
        hits = list(_words(theme.words).finditer(text))
        if hits:
            weight = sum(len(word.split()) for word in {hit[0].casefold() for hit in hits}), -hits[0].start()
            if best is None or weight > best:
                best, found = weight, theme
    return found


@lru_cache(maxsize=256)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words, whole and with their tones, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    spelled = "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]
