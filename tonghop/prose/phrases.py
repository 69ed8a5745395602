"""Find phrases in a line of Vietnamese whatever its case, tone placement, spaces and commas; positions stay the line's.

One word is compared with its tones, several without: a typing error in a tone loses nothing there (`hội nghi`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tonghop.vietnamese import TONELESS, compared

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|«[^«»]*»")
_LONGEST_QUOTE = 200
_TORN = re.compile(r"(?<=\d)(?:[ \xa0\u2009\u202f]{2,}|[ \xa0]*[^\S \xa0\u2009\u202f]\s*)(?=\d)")


@dataclass(frozen=True)
class Line:
    """A line as written (NFC); what stands in quotation marks is a name, never data."""

    raw: str

    @cached_property
    def plain(self) -> str:
        """Small letters, quoted names blanked; as long as `raw`."""
        small = compared(self.raw)
        if len(small) != len(self.raw):  # a letter that has no small one of its own length
            small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.raw)
        return _QUOTED.sub(lambda quote: _blank(quote[0]), small)

    @cached_property
    def flat(self) -> str:
        """`plain` without tones."""
        return self.plain.translate(TONELESS)

    def without(self, spans: Iterable[tuple[int, int]]) -> "Line":
        """Return the line with these parts blanked."""
        texts = [list(text) for text in (self.raw, self.plain, self.flat)]
        for start, end in spans:
            for letters in texts:
                letters[start:end] = "\x01" * (end - start)
        return _known(*map("".join, texts))

    def part(self, start: int, end: int) -> "Line":
        """Return a part of the line."""
        return _known(self.raw[start:end], self.plain[start:end], self.flat[start:end])

    def before(self, other: "Line") -> "Line":
        """Return this line and another behind it."""
        return _known(f"{self.raw} {other.raw}", f"{self.plain} {other.plain}", f"{self.flat} {other.flat}")


def _known(raw: str, plain: str, flat: str) -> Line:
    """A line whose small letters are known already."""
    made = Line(raw)
    made.__dict__.update(plain=plain, flat=flat)
    return made


def line_of(text: str) -> Line:
    """Return the text as a line to search in: NFC, single spaces; two where a number is torn apart by more than one."""
    torn = _TORN.sub("\x00", unicodedata.normalize("NFC", text))
    return Line(" ".join(torn.split()).replace("\x00", "  "))


def _blank(text: str) -> str:
    return "\x01" * len(text) if len(text) <= _LONGEST_QUOTE else text


@dataclass(frozen=True)
class Hit:
    """A phrase found: where, and which of the phrases it is."""

    start: int
    end: int
    phrase: str


class Phrases:
    """A list of phrases to look for; of those that begin at one place the longest counts. `toned`: all with tones."""

    def __init__(self, phrases: Iterable[str], *, toned: bool = False) -> None:
        self._phrase_of: dict[str, str] = {}
        one: list[str] = []
        several: list[str] = []
        for phrase in sorted(set(phrases), key=len, reverse=True):
            plain = compared(unicodedata.normalize("NFC", phrase)).strip()
            is_flat = " " in plain and not toned
            written = plain.translate(TONELESS) if is_flat else plain
            self._phrase_of.setdefault(_key(written), phrase)
            (several if is_flat else one).append(written)
        self._one = _pattern(one)
        self._several = _pattern(several)

    def at(self, line: Line, place: int) -> Hit | None:
        """Return the longest phrase that begins right there."""
        found = [
            each.match(text, place) for each, text in ((self._several, line.flat), (self._one, line.plain)) if each
        ]
        return max(map(self._hit, filter(None, found)), key=lambda hit: hit.end, default=None)

    def find(self, line: Line) -> Iterator[Hit]:
        """Yield what is found from left to right, nothing twice: the first, and of those the longest."""
        hits = [
            self._hit(found)
            for each, text in ((self._several, line.flat), (self._one, line.plain))
            if each
            for found in each.finditer(text)
        ]
        end = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= end:
                end = hit.end
                yield hit

    def is_in(self, line: Line) -> bool:
        """Does any of them stand in the line?"""
        return bool((self._several and self._several.search(line.flat)) or (self._one and self._one.search(line.plain)))

    def _hit(self, found: re.Match[str]) -> Hit:
        return Hit(found.start(), found.end(), self._phrase_of[_key(found[0])])


def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\s,]+", text))


def _pattern(phrases: list[str]) -> re.Pattern[str] | None:
    """One pattern for all; a comma of the phrase may be missing in the text, none may be added."""
    if not phrases:
        return None
    gaps = {",": r"(?:\s*,\s*|\s+)", " ": r"\s+"}
    written = (
        "".join(gaps.get(part.strip()[:1] or " ", re.escape(part)) if part.strip(" ,") == "" else re.escape(part)
                for part in re.split(r"(\s*,\s*|\s+)", phrase))
        for phrase in phrases
    )  # fmt: skip
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)})(?![^\W_])")
