"""What stands in a paper's text and is not part of what it says: struck, hidden, raised, deleted letters, and notes.

The rules are those for a workbook's cells (CONTRACT §2): struck letters are no value, a raised one is no part of a
number. What nobody sees on paper is not read. A number of which only a part is struck or hidden has two readings; a
note on a text makes all that stands there a person's to look at.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tonghop.officefiles.styles import HIDDEN, RAISED, STRUCK
from tonghop.officefiles.word_pieces import COMMENT, DELETED, ENDNOTE, FOOTNOTE, NOTES

_UNIT = re.compile(r"(?<!\w)[kdcm]?m\s*$", re.IGNORECASE)
MOST_BLANKS = 8  # in a row, as in intake.blanks
MOST = 300  # in one text; more are no longer told apart
_TELLING = re.compile(r"\w")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n⁎", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁎")
_WRITTEN_RAISED = re.compile("[⁰¹²³⁴-⁹⁺⁻⁼⁽⁾₀-₉⁎]+")
LABELS: Mapping[str, str] = {
    STRUCK: "chữ gạch ngang", HIDDEN: "chữ ẩn hoặc cùng màu nền", DELETED: "chữ đã xóa, còn theo dõi sửa đổi",
    RAISED: "chữ nâng lên, hạ xuống",
}  # fmt: skip
NOTE_LABELS: Mapping[str, str] = {FOOTNOTE: "chú thích", ENDNOTE: "chú thích cuối văn bản", COMMENT: "ghi chú bên lề"}


@dataclass(frozen=True)
class Note:
    """A footnote, endnote or comment: its kind, its name ("chú thích 2"), its text."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class Aside:
    """What stands at a place of a text (from `start` to `end`, the same where it is a point) beside what counts."""

    kind: str
    text: str
    start: int
    end: int
    label: str = ""

    @property
    def is_note(self) -> bool:
        return self.kind in NOTES

    @property
    def told(self) -> str:
        """What it is and says, in words."""
        return f"{self.label or LABELS[self.kind]}: “{self.text}”" if self.text else LABELS[self.kind]

    @property
    def is_doubt(self) -> bool:
        """Does it leave open what the text around it says?"""
        return self.is_note or (self.kind != RAISED and bool(_TELLING.search(self.text)))


def notes_of(notes: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], Note]:
    """Return the notes of a paper by kind and id, each named in the order of its kind."""
    found: dict[tuple[str, str], Note] = {}
    counts: dict[str, int] = {}
    for kind, number, text in notes:
        counts[kind] = counts.get(kind, 0) + 1
        found[kind, number] = Note(kind, f"{NOTE_LABELS[kind]} {counts[kind]}", " ".join(text.split()))
    return found


def set_aside(
    pieces: Sequence[tuple[str, str]], notes: Mapping[tuple[str, str], Note]
) -> tuple[str, tuple[Aside, ...]] | None:
    """Return the text that counts and what is set aside of it; None where there is too much to tell apart."""
    told = [(look, text) for look, text in _split(pieces) if text]
    is_all_raised = not any(look == "" and text.strip() for look, text in told)
    text = ""
    asides: list[Aside] = []
    ranges: dict[tuple[str, str], int] = {}
    for look, piece in told:
        if look in NOTES:
            note = notes.get((look, piece))
            if note is None:
                continue
            if (look, piece) in ranges:
                at = ranges[look, piece]
                asides[at] = replace(asides[at], end=len(text))
            else:
                ranges[look, piece] = len(asides)
                asides.append(Aside(look, note.text, len(text), len(text), note.label))
        elif look == "" or (look == RAISED and is_all_raised):
            text = _added(text, piece)
            if look == RAISED:
                asides.append(Aside(RAISED, "", len(text) - len(piece), len(text)))
        else:
            asides.append(Aside(look, piece, len(text), len(text)))
        if len(asides) > MOST:
            return None
    return text, tuple(asides)


def plain(text: str) -> tuple[str, tuple[Aside, ...]]:
    """The same of a text that is not in pieces: raised figures may be letters of their own (12¹)."""
    if not _WRITTEN_RAISED.search(text):
        return text, ()
    return set_aside([("", text)], {}) or (text, ())


def _split(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for look, text in pieces:
        if look or not _WRITTEN_RAISED.search(text):
            yield look, text
            continue
        end = 0
        for raised in _WRITTEN_RAISED.finditer(text):
            yield "", text[end : raised.start()]
            yield RAISED, unicodedata.normalize("NFKC", raised[0])
            end = raised.end()
        yield "", text[end:]


def _added(text: str, more: str) -> str:
    """Two texts of few blanks joined to one of few blanks."""
    blanks = len(text) - len(text.rstrip())
    if not blanks:
        return text + more
    own = len(more) - len(more.lstrip())
    return text + more[max(0, min(own, blanks + own - MOST_BLANKS)) :]


def with_raised(text: str, asides: Iterable[Aside]) -> str:
    """The text with its raised figures in their places: m², for a text that is quoted rather than counted."""
    for aside in sorted(asides, key=lambda each: -each.start):
        if aside.kind == RAISED and aside.text:
            text = text[: aside.start] + aside.text.translate(_SUPERSCRIPTS) + text[aside.start :]
    return text


def doubts(asides: Iterable[Aside], start: int, end: int) -> list[Aside]:
    """Return what leaves open what is said between two places of a text."""
    return [each for each in asides if each.is_doubt and each.start <= end and each.end >= start]


def both_readings(text: str, asides: Collection[Aside], start: int, end: int) -> list[int]:
    """Return the two values of a number of which a part is struck, hidden or deleted; [] for a number that is whole."""
    whole, at = "", start
    for each in sorted(asides, key=lambda each: each.start):
        if each.is_note or each.kind == RAISED or not start <= each.start <= end:
            continue
        digits = each.text
        if each.start == start:
            digits = digits[len(digits.rstrip("0123456789.")) :]
        if each.start == end:
            digits = digits[: len(digits) - len(digits.lstrip("0123456789."))]
        whole, at = whole + text[at : each.start] + digits, each.start
    values = [_worth(text[start:end]), _worth(whole + text[at:end])]
    found = [each for each in dict.fromkeys(values) if each is not None]
    return found if len(found) > 1 else []


def touches_raised(asides: Iterable[Aside], start: int, end: int) -> bool:
    """Has a number a raised mark on it, or is it raised itself?"""
    return any(each.kind == RAISED and each.start <= end and each.end >= start for each in asides)


def is_mark(text: str, aside: Aside) -> bool:
    """Is a raised figure a note's mark, `hội nghị¹`, and no part of a unit, `120 m²`?"""
    return aside.kind == RAISED and bool(aside.text.strip()) and not _UNIT.search(text[: aside.start])


def _worth(text: str) -> int | None:
    digits = text.strip(".").replace(".", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else None
