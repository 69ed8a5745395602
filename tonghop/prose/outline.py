"""Put the text of a report under the parts of the plan's outline, by its headings as people write them (form E).

A heading is known by its words, not by its number: units renumber, leave out, run on. What belongs nowhere is kept
under None, never dropped.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tonghop.errors import Stop
from tonghop.plan.model import Plan
from tonghop.prose.blocks import Block, Paragraph, Table
from tonghop.prose.phrases import Phrases, line_of
from tonghop.prose.words import FOLDER

FILE = "outline_words.toml"
HEAD, BODY, END, BESIDE = "head", "body", "end", "beside"
LONGEST, MOST_WORDS = 220, 14
_A_FEW = 8  # words: a text begins with more
_MARK = re.compile(
    r"\s*(?:(?P<part>phần|mục|chương)\s+(?:thứ\s+)?(?:[ivx]+|\w+)\s*[.:)/–-]?\s*$|(?P<roman>[IVX]{1,4}\s*[.)/:–-]+|[IVX]{1,4}(?=\s+[A-ZĐÀ-Ỹ]))"
    r"|(?P<digits>\(?\d{1,2}(?:\.\d{1,2})*\s*[.)/:–-]+|\d{1,2}(?:\.\d{1,2})+(?=\s))|(?P<letter>\(?[a-zđA-ZĐ]\s*[.)/–-]+)|(?P<dash>[-–+*•]+))\s*",
    re.IGNORECASE,
)
_UPPER_ROMAN = re.compile(r"[IVX]{1,4}\s*[.)/:–-]|[IVX]{1,4}\s")
_RUN_IN = re.compile(r"[^.:;!?]{3,120}?(?::|\.(?=\s))\s*(?=\S)")
_CAPITAL = re.compile(r"\s*([A-H])\s*[.)/–-]\s*(?=\w)")
_SIGNED = re.compile(r"\s*(?:nơi\s+nhận|t/?m\.?\s|k/?t\.?\s|t/?l\.?\s|tm\s|thay\s+mặt)", re.IGNORECASE)
_ANNEX = re.compile(r"\s*(?:phụ\s+lục|danh\s+mục|danh\s+sách|\(kèm\s+theo)", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """A block with the part of the outline that it belongs to (None: to none), and the heading above it.

    `where`: in the paper's HEAD before its first part, in its BODY, at its END from the signature on, or BESIDE it.
    """

    block: Block
    outline: str | None
    heading: str
    is_heading: bool = False
    where: str = BODY


class Outline:
    """The headings of a plan's report, in the words that units use."""

    def __init__(self, plan: Plan, folder: Path = FOLDER) -> None:
        try:
            parts = tomllib.loads((folder / FILE).read_text("utf-8"))["part"]
            said = {entry["id"]: entry["words"] for entry in parts}
            alone = {entry["id"]: entry.get("alone", ()) for entry in parts}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise Stop(
                f"Không đọc được tệp {folder / FILE}: {error}.", "Đề nghị sửa theo các mục đang có trong tệp."
            ) from error
        self.ids = [part.id for part in plan.outline]
        self._words = {part.id: tuple({part.label, *said.get(part.id, ())}) for part in plan.outline}
        self._alone = {part.id: {line_of(each).plain for each in alone.get(part.id, ())} for part in plan.outline}

    @cached_property
    def _phrases(self) -> dict[str, Phrases]:
        return {part: Phrases(words) for part, words in self._words.items()}

    def fitting(self, heading: str) -> dict[str, float]:
        """Return the parts that a heading may be of, with the share of its words that says so."""
        line = line_of(heading)
        own = line.plain.strip().removeprefix("về ")
        size = max(1, len(re.findall(r"\w+", own)))
        found = {}
        for part, phrases in self._phrases.items():
            words = [len(re.findall(r"\w+", line.plain[hit.start : hit.end])) for hit in phrases.find(line)]
            if words:
                found[part] = max(words) / size + 0.01 * max(words)
            if own in self._alone[part]:
                found[part] = 1 + 0.01 * size
        return found

    def place(self, paper: Iterable[Block]) -> list[Placed]:
        """Place every block of a report; the head of the paper, its signature and annexes belong to no part."""
        return _Placing(self).place(list(paper))


class _Placing:
    def __init__(self, outline: Outline) -> None:
        self.outline, self.heading = outline, ""
        self.now: str | None = None
        self.is_told = False
        """Has the text begun: is what stands out no longer the paper's own title?"""
        self.has_ended = self.has_begun = self.is_roman = self.is_lettered = False

    def place(self, paper: Sequence[Block]) -> list[Placed]:
        paragraphs = [block for block in paper if isinstance(block, Paragraph)]
        self.is_lettered = {"A", "B"} <= {letter for block in paragraphs if (letter := _capital_of(block))}
        self.is_roman = self.is_lettered or any(_is_roman(block) for block in paragraphs)
        placed: list[Placed] = []
        for block in paper:
            some = [Placed(block, self.now, self.heading)] if isinstance(block, Table) else self._paragraph(block)
            where = END if self.has_ended else BODY if self.has_begun else HEAD
            placed += some if where == BODY else [replace(each, where=where) for each in some]
        return placed

    def _paragraph(self, block: Paragraph) -> list[Placed]:
        if not block.text.strip():
            return [Placed(block, self.now, self.heading)]
        if self.has_ended or (self.has_begun and self._is_end(block)):
            self.has_ended, self.now, self.heading = True, None, ""
            return [Placed(block, None, "")]
        whole = f"{block.number} {block.text}".strip()
        mark = _MARK.match(whole)
        kind = mark.lastgroup if mark else None
        text = whole[mark.end() :] if mark else whole
        if kind == "part" and not text:
            return [Placed(block, None, self.heading, is_heading=True)]
        if kind == "roman" and not _UPPER_ROMAN.match(whole):
            kind = "letter"
        if self.is_lettered and kind in ("roman", "letter"):  # `A. ĐẶC ĐIỂM`, below it `I. …`, `1. …`
            kind = "roman" if _capital_of(block) else "digits" if kind == "roman" else kind
        looks = kind in ("roman", "digits", "letter") or block.is_bold or block.level >= 0 or block.is_label
        if run := self._run_in(text, kind, block):
            return run
        part = self._part_of(text, kind, looks, block)
        self.is_told = not block.text.isupper() and (
            self.is_told or (not block.is_bold and len(whole.split()) > _A_FEW)
        )
        if part and (self.has_begun or kind or self.is_told or part == self.outline.ids[0]):
            self._begin(part, text)
            return [Placed(block, part, text, is_heading=True)]
        if (
            kind == "roman"
            and self.is_roman
            and block.number + block.text[:1]
            and self.has_begun
            and len(text) < LONGEST
        ):
            self.now, self.heading = None, text
            return [Placed(block, None, text, is_heading=True)]
        if looks and len(text) < LONGEST and not text.rstrip().endswith((".", ";")):
            self.heading = text
        return [Placed(block, self.now, self.heading)]

    def _part_of(self, text: str, kind: str | None, looks: bool, block: Paragraph) -> str | None:
        """Return the part that a heading begins, None where the paragraph is no heading of ours."""
        plain = text.rstrip().rstrip(":.;").strip()
        if not plain or len(plain) > LONGEST or _has_sentences(plain):
            return None
        words = len(re.findall(r"\w+", plain))
        if not looks and (words > MOST_WORDS or text.rstrip().endswith((".", ";"))):
            return None
        if kind == "dash" and not text.rstrip().endswith(":"):
            return None
        fitting = self.outline.fitting(plain)
        least = 0.2 if looks and (kind in ("roman", "digits", "letter") or block.level >= 0 or plain.isupper()) else 0.4
        if kind == "dash" or not looks:
            least = 0.75
        fitting = {part: share for part, share in fitting.items() if share >= least and self._can_follow(part, kind)}
        return max(
            fitting,
            key=lambda part: (self._rank(part, fitting[part], kind), -self.outline.ids.index(part)),
            default=None,
        )

    def _rank(self, part: str, share: float, kind: str | None) -> float:
        depth = part.count(".")
        ids = self.outline.ids
        now = ids.index(self.now) if self.now in ids else -1
        rank = share
        if kind == "roman" or (kind is None and not self.is_roman and depth == 0):
            rank += 0.6 if depth == 0 else -0.6
        elif kind in ("digits", "letter", "dash") and self.is_roman:
            rank += -0.6 if depth == 0 else 0.1
        if ids.index(part) <= now:
            rank -= 0.5
        if self.now and depth and part.split(".")[0] == self.now.split(".")[0]:
            rank += 0.3
        elif depth and self.now and part.split(".")[0] != self.now.split(".")[0]:
            rank -= 0.3
        return rank

    def _can_follow(self, part: str, kind: str | None) -> bool:
        """`1. Đối với huyện` is a part of V only below V; a small heading never leads back to a part that is over."""
        ids = self.outline.ids
        if self.now is None or self.now not in ids:
            return self.has_begun or part.count(".") == 0 or kind is not None
        top, here = part.split(".")[0], self.now.split(".")[0]
        is_back = ids.index(part) < ids.index(here)
        if part.count(".") and top != here:
            return top in ids and ids.index(top) > ids.index(here) and part not in ("V.1", "V.2")
        return not (is_back and kind != "roman")

    def _run_in(self, text: str, kind: str | None, block: Paragraph) -> list[Placed]:
        """`1. Ưu điểm: …`, `Khó khăn, hạn chế. …`: heading and text in one paragraph."""
        found = _RUN_IN.match(text)
        if not found or kind is None or not _is_text(text[found.end() :]):
            return []
        head = found[0].strip().rstrip(":.").strip()
        if len(re.findall(r"\w+", head)) > MOST_WORDS or (kind == "dash" and not found[0].strip().endswith(":")):
            return []
        least = 0.75 if kind == "dash" else 0.5
        fitting = {
            part: share
            for part, share in self.outline.fitting(head).items()
            if share >= least and self._can_follow(part, kind)
        }
        if not fitting:
            return []
        part = max(fitting, key=lambda each: self._rank(each, fitting[each], kind))
        if kind == "dash" and self.now and part.split(".")[0] != self.now.split(".")[0]:
            return []
        self._begin(part, head)
        start = len(block.text) - len(text) + found.end()
        own = (tuple(each for each in block.asides if each.start < start), block.asides_from(start))
        rest = Paragraph(text[found.end() :], block.place, in_table=block.in_table, asides=own[1])
        title = Paragraph(
            found[0], block.place, block.number, block.level, block.is_bold, block.in_table, asides=own[0]
        )
        return [Placed(title, part, head, is_heading=True), Placed(rest, part, head)]

    def _begin(self, part: str, heading: str) -> None:
        self.now, self.heading, self.has_begun = part, heading, True

    def _is_end(self, block: Paragraph) -> bool:
        if _SIGNED.match(block.text) and len(block.text) < LONGEST:
            return True
        return bool(self.now and self.now[0] == "V" and block.is_bold and _ANNEX.match(block.text))


def _is_text(rest: str) -> bool:
    """Does something that goes on behind a heading's colon read as text rather than as more of the heading?"""
    return rest.rstrip().endswith((".", ";", "./.", ":")) or len(rest) > 60 or bool(re.search(r"\d", rest))


def _is_roman(block: Paragraph) -> bool:
    whole = f"{block.number} {block.text}".strip()
    return bool(_UPPER_ROMAN.match(whole) and len(whole) < LONGEST)


def _capital_of(block: Paragraph) -> str:
    """The letter of a chapter's heading, `A. ĐẶC ĐIỂM TÌNH HÌNH`; "" for anything else."""
    whole = f"{block.number} {block.text}".strip()
    found = _CAPITAL.match(whole)
    is_heading = found is not None and len(whole) < LONGEST and whole[found.end() :].isupper()
    return found[1] if found and is_heading else ""


def _has_sentences(text: str) -> bool:
    return bool(re.search(r"[.!?]\s+[A-ZĐÀ-Ỹ]", text)) or text.count(",") > 8
