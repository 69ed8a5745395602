"""The words of a sentence by what they do to a number: known and harmless, changing its meaning, or unknown.

data/prose/known_words.toml lists them and says what each group is; what it does not list is unknown, and the figure it
stands about not certain.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tonghop.errors import Stop
from tonghop.prose.phrases import Line, Phrases
from tonghop.vietnamese import compared

FILE = "known_words.toml"
UNKNOWN: Final = ""
MARK: Final = "mark"
NAME: Final = "name"
COUNTED: Final = "counted"
"""A word of an indicator; `verbs`: what is done with one kind of thing."""
VERBS: Final = "verbs"
KNOWN: Final = (
    "lead_in", "done", "turned", "links", "purpose", "manner", "people", "bodies", "parts", "themes",
    "papers", "things", "each",
)  # fmt: skip
CHANGED: Final = (
    "called_off", "besides", "approximate", "undone", "planned", "difference", "share", "often", "sum",
    "attended", "corrected",
)  # fmt: skip
TAKEN_BACK: Final = ("phrases", "numbers", "pointing", "faults")

_WORD = re.compile(r"\w+|[^\w\s]")
_SYMBOL = re.compile(r"\d+\s?[-–/]\s?[A-ZĐ]{2,}(?:[-–/&]?[A-ZĐ]+)*")
"""`83-KH/HU`: the symbol of a document."""
_MARKS = frozenset(",;:.()/-–—\x01")
_ORDER = re.compile(r"\s*(?:[-–+*•]\s*)?(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+)?")
_MARKED = (
    ("phòng chống", "phòng, chống"),
    ("kinh tế xã hội", "kinh tế - xã hội"),
    ("chính trị xã hội", "chính trị - xã hội"),
)
_DOTS = re.compile(r"\.{2,}")


@dataclass(frozen=True)
class Word:
    """A phrase, a mark or a word that is not known, with its place in the line; `of`: the indicators it is said of."""

    start: int
    end: int
    group: str
    of: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Phrase:
    group: str
    of: frozenset[str] = frozenset()


Key = tuple[str, ...]


class Lexicon:
    """The known words and those that change a number's meaning; built once for a vocabulary."""

    def __init__(self, phrases: Mapping[Key, _Phrase], taken_back: Mapping[str, Phrases]) -> None:
        self._phrases, self._said = phrases, taken_back
        lengths: dict[str, set[int]] = {}
        for words in phrases:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: sorted(some, reverse=True) for word, some in lengths.items()}
        """How many words the phrases have that begin with a word, the longest first."""

    def words(self, line: Line, taken: Iterable[tuple[int, int]], names: Collection[str]) -> list[Word]:
        """Cut a line into words; `taken` are years and numbers, which are no words; `names` are the unit's own."""
        is_taken = [False] * (len(line.plain) + 1)
        order = _ORDER.match(line.raw)
        symbols = [found.span() for found in _SYMBOL.finditer(line.raw)]
        for start, end in (*taken, *symbols, order.span() if order else (0, 0)):
            is_taken[start:end] = [True] * (end - start)
        cut = [found for found in _WORD.finditer(line.plain) if not is_taken[found.start()]]
        dots = {at for found in _DOTS.finditer(line.plain) for at in range(*found.span())}
        covered, found = self._covering(cut, is_taken)
        for each, phrase in zip(cut, covered, strict=True):
            if phrase is None:
                is_mark = each[0] in _MARKS and each.start() not in dots
                group = MARK if is_mark else NAME if each[0] in names else UNKNOWN
                found.append(Word(each.start(), each.end(), group))
        return sorted(found, key=lambda word: (word.start, word.end))

    def _covering(self, cut: list[re.Match[str]], is_taken: list[bool]) -> tuple[list[_Phrase | None], list[Word]]:
        """Return what covers each word and the phrases, those within a longer one left out."""
        covered: list[_Phrase | None] = [None] * len(cut)
        found: list[Word] = []
        reach = 0
        texts = [each[0] for each in cut]
        for at, first in enumerate(cut):
            for length in self._lengths.get(texts[at], ()):
                phrase = self._phrases.get(tuple(texts[at : at + length]))
                if phrase is None or at + length > len(cut):
                    continue
                end = cut[at + length - 1].end()
                if any(is_taken[first.start() : end]):
                    continue
                covered[at : at + length] = [phrase] * length
                if at + length > reach:
                    found.append(Word(first.start(), end, phrase.group, phrase.of))
                reach = max(reach, at + length)
                break
        return covered, found

    def takes_back(self, line: Line) -> bool:
        """Does a sentence take back or put right a number said before it?"""
        said = self._said
        is_of_numbers = said["numbers"].is_in(line) or said["pointing"].is_in(line)
        return said["phrases"].is_in(line) or (is_of_numbers and said["faults"].is_in(line))

    def points(self, line: Line) -> bool:
        """Does it say that it means the numbers above it?"""
        return self._said["phrases"].is_in(line) or self._said["pointing"].is_in(line)

    def calls_off(self, line: Line) -> bool:
        """Does a sentence say that something was not held or is no more?"""
        return self._said["called_off"].is_in(line)


def read_lexicon(folder: Path, counted: Mapping[str, Iterable[str]]) -> Lexicon:
    """Read the known words; `counted`: by indicator id ("" for all) the words of the indicators themselves.

    Raises Stop where the file is wrong.
    """
    path = folder / FILE
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        tables = {name: {group: _split(text) for group, text in said[name].items()}
                  for name in ("known", "changed", "taken_back")}  # fmt: skip
        verbs = [(frozenset(each["indicators"]), _split(each["words"])) for each in said["verbs"]]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Stop(f"Không đọc được tệp {path}: {error}.", "Đề nghị sửa theo các mục đang có trong tệp.") from error
    for table, names in (("known", KNOWN), ("changed", CHANGED), ("taken_back", TAKEN_BACK)):
        if set(tables[table]) != set(names):
            wrong = ", ".join(sorted(set(tables[table]) ^ set(names)))
            raise Stop(f"Tệp {FILE}, {table}: thừa hoặc thiếu mục {wrong}.", "Đề nghị giữ đúng tên các mục của tệp.")
    phrases: dict[Key, _Phrase] = {}
    for indicator, texts in counted.items():
        for text in (part for phrase in texts for part in _split(phrase)):
            _add(phrases, text, _Phrase(COUNTED, frozenset((indicator,))), is_joined=True)
    named: dict[Key, _Phrase] = {}
    for table in ("known", "changed"):
        for group, texts in tables[table].items():
            for text in texts:
                for way in _ways(text):
                    _add(named, way, _Phrase(group))
    for indicators, texts in verbs:
        for text in texts:
            _add(named, text, _Phrase(VERBS, indicators), is_joined=True)
    said_of = {name: Phrases(texts, toned=True) for name, texts in tables["taken_back"].items()}
    said_of["called_off"] = Phrases(tables["changed"]["called_off"], toned=True)
    return Lexicon(phrases | named, said_of)


def _add(phrases: dict[Key, _Phrase], text: str, phrase: _Phrase, *, is_joined: bool = False) -> None:
    """Add a phrase; `is_joined`: it may be said of other indicators as well."""
    words: Any = tuple(_WORD.findall(compared(text)))
    before = phrases.get(words)
    if before and before.group != phrase.group:
        raise Stop(f"Tệp {FILE}: “{text}” đứng ở hai mục.", "Đề nghị chỉ để lại một chỗ.")
    phrases[words] = _Phrase(phrase.group, before.of | phrase.of) if before and is_joined else phrase


def _ways(text: str) -> list[str]:
    """`phòng chống dịch` is written `phòng, chống dịch` as well, `kinh tế xã hội` with a dash."""
    found = [text.replace(plain, marked) for plain, marked in _MARKED if plain in text]
    return [text, *found]


def _split(text: str) -> list[str]:
    return [phrase for part in text.split(",") if (phrase := " ".join(part.split()))]
