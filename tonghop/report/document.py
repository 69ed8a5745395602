"""A document as a tree, before it is Word, slides or a workbook: headings, paragraphs, tables, the units' own words.

Every figure in it is a Number; text is only text. Knows no file format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from tonghop.report.numbers import Number

Part = str | Number
Cell = str | Number | int | date | None
Look = Literal["body", "item", "rests", "note"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline, word for word; `level` 1 for I, 2 for II.1, 3 for II.1.1."""

    number: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words and numbers. `item`: one of a list; `rests`: on how many units the figures above rest; `note`: to the
    writer, to be taken out.
    """

    parts: tuple[Part, ...]
    look: Look = "body"

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, width as a share of the others, how its cells are set."""

    label: str
    width: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; a group row has one cell over all columns, a total row stands out."""

    cells: tuple[Cell, ...]
    kind: Literal["row", "group", "total"] = "row"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. `measure` says what is counted where one word fits all cells."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    measure: str = ""
    rests: Paragraph | None = None
    empty: str = "Chưa có số liệu."


@dataclass(frozen=True, slots=True)
class Quote:
    """What units wrote, once, with all that wrote it (their names)."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """The units' own words under one section, for the writer to choose from; `shared`: thoughts of several units."""

    section_id: str
    label: str
    rests: Paragraph
    shared: tuple[Quote, ...]
    own: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as one unit wrote it, and where."""

    unit_id: str
    text: str
    file_id: int
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Sentences that say the same but for their numbers, a unit once or more; `id` is the same from draft to draft."""

    id: str
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        return self.said[0].text

    @property
    def units(self) -> tuple[str, ...]:
        """The units that say it, in the roster's order."""
        return tuple(dict.fromkeys(one.unit_id for one in self.said))


@dataclass(frozen=True, slots=True)
class Topic:
    """What units say on one theme: how many of how many, the sentences printed, all claims, most units first.

    `shown` are sentences ready to print, of the claims `printed`; a unit's own number only stands there with that
    unit's name.
    """

    theme_id: str
    label: str
    units: Number
    of: Number
    shown: tuple[str, ...]
    claims: tuple[Claim, ...]
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topics:
    """The units' words of one section by theme; `rest` says whose words are only in the annex of opinions.

    `unsorted` are claims that no theme's words fit, `filler` sentences that say nothing: kept, never printed.
    """

    section_id: str
    lead: Paragraph
    topics: tuple[Topic, ...]
    rest: Paragraph | None
    hidden: tuple[Topic, ...] = ()
    unsorted: tuple[Claim, ...] = ()
    filler: tuple[Said, ...] = ()


Block = Heading | Paragraph | Table | Quotes | Topics


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: a sheet of its own in landscape, with its tables."""

    number: int
    title: str
    blocks: tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a report was made from: the day asked about, the version of the store, the moment of its making.

    `is_day_chosen`: somebody chose the day, so that only what had come by it counts; else everything known counts.
    """

    as_of: date
    version: int
    made_at: datetime
    is_day_chosen: bool = True


@dataclass(frozen=True)
class Report:
    """The whole report: what it is about, its body by the plan's outline, its appendices; `left_out` as in Writing."""

    subject: str
    made: Made
    body: tuple[Block, ...]
    appendices: tuple[Appendix, ...]
    is_sample: bool = False
    left_out: str = ""
    is_short: bool = False

    @cached_property
    def numbers(self) -> dict[str, Number]:
        """Every number of the report by its id, in the order of the document; put up whole: other sessions read it."""
        found: dict[str, Number] = {}
        blocks = [*self.body, *(block for appendix in self.appendices for block in appendix.blocks)]
        for number in numbers_in(blocks):
            found.setdefault(number.id, number)
        return found

    def table(self, id: str) -> Table:
        """Return a table of the body or an appendix; raises KeyError."""
        for block in (*self.body, *(block for appendix in self.appendices for block in appendix.blocks)):
            if isinstance(block, Table) and block.id == id:
                return block
        raise KeyError(id)


def numbers_in(blocks: Sequence[Block]) -> Iterator[Number]:
    """Yield every number of some blocks, in their order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (part for part in block.parts if isinstance(part, Number))
        elif isinstance(block, Table):
            for line in block.lines:
                yield from (cell for cell in line.cells if isinstance(cell, Number))
            if block.rests:
                yield from numbers_in([block.rests])
        elif isinstance(block, Quotes):
            yield from numbers_in([block.rests])
        elif isinstance(block, Topics):
            yield from numbers_in([block.lead])
            for topic in block.topics:
                yield from (topic.units, topic.of)
            yield from numbers_in([block.rest] if block.rest else [])
