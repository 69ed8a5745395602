"""What the words around a table's number make of it: its title, caption, heads and row label (CONTRACT form E).

Every word is known or the figure is not certain. data/prose/table_words.toml says which words are neutral, which make
of a number what is no figure, and which only a person can settle.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from tonghop.errors import Stop
from tonghop.prose.phrases import Phrases, line_of
from tonghop.prose.words import FOLDER, Vocabulary

FILE = "table_words.toml"
OWN, NEUTRAL, NEVER = "own", "neutral", "never"
_WORD = re.compile(r"[^\W\d_]+")
_ORDER = re.compile(r"[ivx]{1,4}|[a-zđ]")
_NAME = re.compile(
    r"(?:[Xx]ã|[Tt]hị trấn|[Hh]uyện|[Tt]ỉnh|[Tt]hôn|[Xx]óm|[Tt]rường|[Cc]hi bộ|[Đđ]ảng bộ|[Hh]ội)"
    r"\s+((?:[^\W\d_]+[ \t]?)+)"
)
_SYMBOL = re.compile(
    r"(?:kế\s+hoạch\s+)?(?:số\s*:?\s*)?\d+\s*[-–/]\s*[A-ZĐ]{2,6}(?:\s*[-–/]\s*[A-ZĐ]{1,6})*|kế\s+hoạch\s+số\s+\d+",
    re.IGNORECASE,
)
"""A paper's number: `Kế hoạch số 83-KH/HU` plans nothing."""
_PERCENT = re.compile(r"%|‰")


@dataclass(frozen=True)
class Told:
    """What words make of a number: no figure at all, a question (why), or something to be looked at (the words)."""

    is_never: bool = False
    asked: str = ""
    unknown: tuple[str, ...] = ()

    def and_(self, other: "Told") -> "Told":
        """What both of two texts make of it."""
        unknown = tuple(dict.fromkeys((*self.unknown, *other.unknown)))
        return Told(self.is_never or other.is_never, self.asked or other.asked, unknown)


class TableWords:
    """Judges the words of one unit's tables; `own_name` is the unit's name, which is no strange word."""

    def __init__(self, vocabulary: Vocabulary, own_name: str = "", folder: Path = FOLDER) -> None:
        self._vocabulary, self._classes = vocabulary, dict(_read(folder))
        self._own_name = line_of(own_name).plain
        self.told = lru_cache(maxsize=4096)(self._told)
        self._phrases = lru_cache(maxsize=None)(self._phrases_of)

    def _told(self, text: str, indicators: tuple[str, ...] = ()) -> Told:
        """Judge a text around a number of these indicators."""
        line = line_of(_SYMBOL.sub(" ", text))
        phrases, class_of = self._phrases(indicators)
        classes, spans = [], []
        for hit in phrases.find(line):
            classes.append(class_of[hit.phrase])
            spans.append((hit.start, hit.end))
        rest = line.without(spans).plain
        unknown = [word for word in _WORD.findall(rest) if not _ORDER.fullmatch(word) and len(word) <= 40]
        asked = next((each for each in classes if each not in (OWN, NEUTRAL, NEVER)), "")
        is_never = NEVER in classes or bool(_PERCENT.search(text))
        return Told(is_never, asked, tuple(dict.fromkeys(unknown)))

    def names_another(self, text: str) -> str:
        """Return the name of a place or body in a text that is not the unit's own, "" for none."""
        for found in _NAME.finditer(text):
            name = " ".join(takewhile(lambda word: word[0].isupper(), found[1].split()))
            if name and line_of(name).plain not in self._own_name and not name.isupper():
                return f"{found[0][: -len(found[1])].strip()} {name}"
        return ""

    def _phrases_of(self, indicators: tuple[str, ...]) -> tuple[Phrases, dict[str, str]]:
        class_of = dict(self._classes)
        own = [phrase for words in self._vocabulary.indicators if words.id in indicators for phrase in (
            *words.counted, *words.topic, *words.weak, *words.needs, *words.short)]  # fmt: skip
        class_of |= dict.fromkeys([*own, *(word for word in self._own_name.split() if _WORD.fullmatch(word))], OWN)
        return Phrases(class_of), class_of


def _read(folder: Path) -> Iterable[tuple[str, str]]:
    """Yield phrase and class; what is neutral counts before what is not."""
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        lists = {NEVER: said["never"], **said["asked"], NEUTRAL: said["neutral"]}
        for name, phrases in lists.items():
            for phrase in phrases:
                yield str(phrase), name
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Stop(
            f"Không đọc được tệp {folder / FILE}: {error}.", "Đề nghị sửa theo các mục đang có trong tệp."
        ) from error
