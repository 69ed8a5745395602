"""What the look of a text, and the notes on it, make of the figures that are read from it.

A part of a number struck, hidden or deleted: both readings, for a person. Anything else set aside in a sentence, or a
note on it, on its lead or its heading: never certain, and shown with the figure. A year whose numbers the paper itself
calls unsettled is certain nowhere. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from tonghop.prose.asides import Aside, both_readings, doubts, is_mark, touches_raised
from tonghop.prose.blocks import Paragraph
from tonghop.prose.figures import Found
from tonghop.prose.outline import HEAD, Placed
from tonghop.prose.phrases import line_of
from tonghop.prose.sentences import raw_place, sentences

LONGEST_NOTE = 300
LONGEST_LINE = 25  # words
MOST_SAID = 10
MOST_ALIKE = 20
"""Sentences of one paragraph that say the same word for word."""
IN_PART = "struck-in-part"
_ITEM = re.compile(r"\s*(?:[-–+*•]|\(?[a-zđ0-9]{1,2}[.)])\s*")
_UNSETTLED = re.compile(
    r"(?<!\w)(?:chưa\s+(?:được\s+)?(?:chốt|chính\s+thức|đối\s+chiếu|quyết\s+toán|xác\s+nhận)|tạm\s+tính|sơ\s+bộ|"
    r"(?:là|số)\s+(?:liệu\s+)?ước(?:\s+tính)?)(?!\w)"
)
_RARE = ("chưa", "tạm", "sơ bộ", "ước")  # one of them stands in all that the pattern finds
_FIGURES = re.compile(r"(?<!\w)(?:số|số\s+liệu|kết\s+quả|bảng|biểu)(?!\w)")
_YEAR = re.compile(r"(?<![\d.])20[0-3]\d(?!\d)")
ALL_YEARS = 0
"""In a set of years: every one."""


@dataclass
class Over:
    """The notes that stand over what follows: on the heading above it, on the line that leads its items."""

    heading: list[Aside] = field(default_factory=list)
    lead: list[Aside] = field(default_factory=list)

    @property
    def notes(self) -> list[Aside]:
        return [*self.heading, *self.lead]

    def take_in(self, block: Paragraph, *, is_heading: bool) -> None:
        """Go on to the next paragraph."""
        own = [each for each in block.asides if each.is_doubt]
        if is_heading:
            self.heading, self.lead = own, []
        elif block.text.rstrip().endswith(":"):
            self.lead = own
        elif not (block.number or _ITEM.match(block.text)):
            self.lead = []


def notes_on(blocks: Iterable[Paragraph]) -> list[Aside]:
    """Return what is set aside in the short lines right above a table: a whole paragraph's notes are its own."""
    lines = [block for block in blocks if len(block.text.split()) <= LONGEST_LINE]
    return [each for block in lines for each in block.asides if each.is_doubt]


def said_of(asides: Iterable[Aside]) -> str:
    """What is set aside, in words, to be shown with a figure."""
    return "; ".join(dict.fromkeys(each.told for each in islice(asides, MOST_SAID)))[:LONGEST_NOTE]


def with_notes(found: Iterable[Found], over: Sequence[Aside]) -> list[Found]:
    """Return figures that stand under notes: none is certain."""
    if not over:
        return list(found)
    return [doubted(each, said_of(over)) for each in found]


def doubted(found: Found, note: str) -> Found:
    """Return a figure that is certain no longer, with why."""
    joined = "; ".join(dict.fromkeys(filter(None, (found.note, note))))
    return replace(found, is_certain=False, note=joined[: 2 * LONGEST_NOTE])


def looked_at(found: Iterable[Found], block: Paragraph) -> list[Found]:
    """Return the figures of a paragraph as its looks and notes leave them."""
    if not block.asides:
        return list(found)
    spans = [(start, start + len(text), text) for start, text in sentences(block.text)]
    return [made for each in found for made in _looked(each, block, spans)]


def _looked(found: Found, block: Paragraph, spans: Sequence[tuple[int, int, str]]) -> Iterator[Found]:
    own = [(start, end) for start, end, text in spans if text == found.sentence] or [(0, len(block.text))]
    if len(own) > MOST_ALIKE:  # nobody writes so: which of them is meant is not worked out
        yield doubted(found, said_of(block.asides))
        return
    marks = [each for each in block.asides if is_mark(block.text, each)]
    around = [each for start, end in own for each in doubts(block.asides, start, end)]
    around += [each for start, end in own for each in marks if start <= each.start <= end]
    note = said_of(around)
    for start, _ in own:
        at = start + raw_place(found.sentence, found.at or 0)
        end = at + len(found.shown)
        if readings := both_readings(block.text, block.asides, at, end):
            for value in readings:
                yield replace(doubted(found, note), value=value, asked=IN_PART)
            return
        if touches_raised(block.asides, at, end):
            around.append(next(each for each in block.asides if touches_raised([each], at, end)))
    yield doubted(found, said_of(around)) if around else found


def unsettled_years(placed: Iterable[Placed], plan_years: Sequence[int]) -> dict[int, str]:
    """Return the years whose numbers a paper calls unsettled, in its text or a note, with what it says.

    ALL_YEARS where it says so of no year in its head, or in a page header or footer: `Số liệu tạm tính`.
    """
    found: dict[int, str] = {}
    for each in placed:
        block = each.block
        is_of_all = each.where == HEAD or (isinstance(block, Paragraph) and block.is_of_pages)
        texts = [block.text] if isinstance(block, Paragraph) else [text for row in block.rows for text in row]
        for text in texts:
            if any(word in text.lower() for word in _RARE):
                for year, said in unsettled(text).items():
                    if year in plan_years or (year == ALL_YEARS and is_of_all):
                        found.setdefault(year, said)
    return found


def unsettled(text: str) -> dict[int, str]:
    """Return the years that a text calls unsettled with the sentence that does; ALL_YEARS where it names none."""
    found: dict[int, str] = {}
    for _, sentence in sentences(text):
        plain = line_of(sentence).plain
        if _UNSETTLED.search(plain) and _FIGURES.search(plain):
            years = [int(year) for year in _YEAR.findall(plain)] or [ALL_YEARS]
            found |= dict.fromkeys(years, f"“{sentence.strip()}”"[:LONGEST_NOTE])
    return found


def with_unsettled(found: Iterable[Found], years: dict[int, str]) -> list[Found]:
    """Return figures of which none is certain in a year that is unsettled."""
    made = []
    for each in found:
        said = years.get(each.year or ALL_YEARS) or years.get(ALL_YEARS)
        made.append(doubted(each, said) if said else each)
    return made
