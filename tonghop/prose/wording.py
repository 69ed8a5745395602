"""The words of a sentence by what they do to a number: known and harmless, changing its meaning, or unknown.

data/prose/known_words.toml lists them; what it does not list is unknown, and the figure it stands about not certain.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tonghop.errors import Stop
from tonghop.prose.phrases import Line, Phrases
from tonghop.vietnamese import compared

FILE = "known_words.toml"
UNKNOWN: Final = ""
KNOWN: Final = "known"
EACH: Final = "each"
CHANGED: Final = ("approximate", "undone", "planned", "difference", "share", "often", "sum", "attended", "corrected")

_WORD = re.compile(r"\w+|[^\w\s]")
_SYMBOL = re.compile(r"\d+\s?[-–/]\s?[A-ZĐ]{2,}(?:[-–/&]?[A-ZĐ]+)*")
"""`83-KH/HU`: the symbol of a document."""
_MARKS = frozenset(",;:.()/-–—\x01")
_BULLETS = frozenset("+*•-–")
_ORDER = re.compile(r"\s*(?:[-–+*•]\s*)?(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+)?")
_DOTS = re.compile(r"\.{2,}")


@dataclass(frozen=True)
class Word:
    """A known phrase, a mark or a word that is not known, with its place in the line."""

    start: int
    end: int
    group: str


class Lexicon:
    """The known words and those that change a number's meaning, by group; built once for a vocabulary."""

    def __init__(self, groups: Mapping[str, Iterable[str]], taken_back: Mapping[str, Iterable[str]]) -> None:
        self._groups: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                words = tuple(_WORD.findall(compared(phrase)))
                if not words:
                    continue
                self._groups[words] = group
                self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
        self._said = {name: Phrases(phrases, toned=True) for name, phrases in taken_back.items()}

    def words(self, line: Line, taken: Iterable[tuple[int, int]], names: Collection[str]) -> list[Word]:
        """Cut a line into words; `taken` are years and numbers, which are known, as are `names`."""
        known = sorted([*taken, *(found.span() for found in _SYMBOL.finditer(line.raw)), _ORDER.match(line.raw).span()])  # type: ignore[union-attr]
        cut = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(line.plain)]
        dots = {at for found in _DOTS.finditer(line.plain) for at in range(*found.span())}
        is_taken = [False] * (len(line.plain) + 1)
        for start, end in known:
            is_taken[start:end] = [True] * (end - start)
        groups, found = self._covering(cut, is_taken)
        for at, (start, end, text) in enumerate(cut):
            if groups[at] is None and not is_taken[start]:
                is_known = text in names or (text in _MARKS and start not in dots)
                found.append(Word(start, end, KNOWN if is_known else UNKNOWN))
        return sorted(found, key=lambda word: word.start)

    def _covering(self, cut: list[tuple[int, int, str]], is_taken: list[bool]) -> tuple[list[str | None], list[Word]]:
        """The group that covers each word, and the phrases that are not harmless: none within a longer phrase counts."""
        groups: list[str | None] = [None] * len(cut)
        found: list[Word] = []
        reach = 0
        for at, (start, _, text) in enumerate(cut):
            if is_taken[start]:
                continue
            for length in range(min(self._longest.get(text, 0), len(cut) - at), 0, -1):
                group = self._groups.get(tuple(word for _, _, word in cut[at : at + length]))
                if group is None:
                    continue
                groups[at : at + length] = [group] * length
                if group != KNOWN and at + length > reach:
                    found.append(Word(start, cut[at + length - 1][1], group))
                reach = max(reach, at + length)
                break
        return groups, found

    def takes_back(self, line: Line) -> bool:
        """Does a sentence take back or put right a number said before it?"""
        said = self._said
        is_of_numbers = said["numbers"].is_in(line) or said["pointing"].is_in(line)
        return said["phrases"].is_in(line) or (is_of_numbers and said["faults"].is_in(line))

    def points(self, line: Line) -> bool:
        """Does it say that it means the numbers above it?"""
        return self._said["phrases"].is_in(line) or self._said["pointing"].is_in(line)


def read_lexicon(folder: Path, known: Iterable[str]) -> Lexicon:
    """Read the known words; `known` are those of the indicators. Raises Stop where the file is wrong."""
    path = folder / FILE
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        tables = {name: {group: _split(text) for group, text in said[name].items()}
                  for name in ("known", "changed", "taken_back")}  # fmt: skip
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise Stop(f"Không đọc được tệp {path}: {error}.", "Đề nghị sửa theo các mục đang có trong tệp.") from error
    wrong = set(tables["changed"]) ^ set(CHANGED) | {"phrases", "numbers", "pointing", "faults"} ^ set(
        tables["taken_back"]
    )
    if wrong:
        raise Stop(
            f"Tệp {FILE}: thừa hoặc thiếu mục {', '.join(sorted(wrong))}.", "Đề nghị giữ đúng tên các mục của tệp."
        )
    groups: dict[str, list[str]] = {KNOWN: [part for phrase in known for part in _split(phrase)]}
    group_of: dict[str, str] = {}
    for table in ("known", "changed"):
        for name, phrases in tables[table].items():
            group = name if table == "changed" or name == EACH else KNOWN
            for phrase in phrases:
                if group_of.setdefault(compared(phrase), group) != group:
                    raise Stop(f"Tệp {FILE}: “{phrase}” đứng ở hai mục.", "Đề nghị chỉ để lại một chỗ.")
            groups.setdefault(group, []).extend(phrases)
    return Lexicon(groups, tables["taken_back"])


def _split(text: str) -> list[str]:
    return [phrase for part in text.split(",") if (phrase := " ".join(part.split()))]
