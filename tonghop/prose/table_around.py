"""What stands around a table's numbers: its title and caption, the line at its foot, remarks, looks and notes.

A figure under any of them that says something else, or that nobody can judge, is certain no longer. Pure.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tonghop.officefiles.styles import RAISED
from tonghop.prose.asides import Aside
from tonghop.prose.blocks import Table
from tonghop.prose.figures import Found
from tonghop.prose.looked import ALL_YEARS, doubted, said_of, unsettled
from tonghop.prose.table_words import TableWords, Told

YEAR = re.compile(
    r"\s*(?:năm\s*)?(20[0-3]\d)\s*(?P<more>[*†‡#]+|\[\s*[\w*]{1,3}\s*\]|\(.*\)|[:.]|)\s*", re.IGNORECASE | re.DOTALL
)
"""A head that is a year and what stands behind it: `Năm 2019 (ước)`, `2020*`."""
CAPTION = re.compile(r"\s*(?:bảng|biểu|phụ\s+lục|\(?\s*đvt|\(?\s*đơn\s+vị(?:\s+tính)?\s*:)", re.IGNORECASE)
FOOT = re.compile(r"\s*(?:ghi\s+chú|lưu\s+ý|chú\s+thích|\(?[*†‡#]+\)?)\s*[:.]?", re.IGNORECASE)
"""How a line at a table's foot begins."""
_BELOW = re.compile(r"\s*(?:ghi\s+chú|lưu\s+ý|chú\s+thích)\s*[:.]|\s*\(?[*†‡#]+\)?\s", re.IGNORECASE)
REMARKS = re.compile(r"\s*(?:ghi\s+chú|chú\s+thích|lưu\s+ý)\s*", re.IGNORECASE)
_NAMED_YEAR = re.compile(r"(?<![\d.])20[0-3]\d(?!\d)")
LONGEST_CAPTION = 25  # words of a line that introduces a table
_MOST_OF_CELL = 5
_FIRST = 4  # words of such a line that say what the table is


def title_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top hold one text only: the table's own title."""
    at = 0
    while at < min(3, len(rows) - 1):
        texts = {text for text in rows[at] if text}
        if len(rows[at]) < 2 or len(texts) != 1 or YEAR.fullmatch(next(iter(texts))):
            break
        at += 1
    return at


@dataclass
class Around:
    """What is around one table; `titles` rows at its top are its title, the heads end at row `head`."""

    table: Table
    words: TableWords
    titles: int
    head: int

    def told(self, above: Sequence[str], indicators: tuple[str, ...], standing: Container[str]) -> Told:
        """What the table's title and caption make of all its numbers; of the heading above only what it names."""
        told = Told()
        titles = [next(text for text in row if text) for row in self.table.rows[: self.titles]]
        for at, text in enumerate([*above, *titles]):
            is_caption = at >= len(above) or (at > 0 and (bool(CAPTION.match(text)) or text in standing))
            if at > 0 and len(text.split()) > LONGEST_CAPTION and not is_caption:
                continue
            said = self.words.told(text, indicators)
            strange = (another,) if (another := self.words.names_another(text)) else ()
            if is_caption:
                told = told.and_(replace(said, unknown=(*said.unknown, *strange)))
            elif at > 0 and text.rstrip().endswith(":") and self._begins_never(text):
                return Told(is_never=True)
            elif at > 0 and text.rstrip().endswith(":"):
                told = told.and_(Told(False, said.asked, strange or ((text.strip(),) if said.is_never else ())))
            elif said.is_never or said.asked or (strange and at > 0):
                told = told.and_(Told(unknown=strange or (text.strip(),)))
        return told

    def _begins_never(self, text: str) -> bool:
        return self.words.told(" ".join(text.split()[:_FIRST])).is_never

    def feet(self, below: str) -> dict[int, str]:
        """Return the years that a line at the table's foot speaks of, with the line; ALL_YEARS where it names none."""
        lines = [" ".join(dict.fromkeys(filter(None, row))) for row in self.table.rows[1:]]
        lines = [line for line in lines if FOOT.match(line)] + [below] * bool(_BELOW.match(below))
        found: dict[int, str] = {}
        for line in lines:
            years = [int(year) for year in _NAMED_YEAR.findall(line)] or [ALL_YEARS]
            found |= dict.fromkeys(years, f"“{line.strip()}”")
        return unsettled(below) | found if below and len(below.split()) <= LONGEST_CAPTION else found

    def settled(self, found: Found, feet: dict[int, str], labels: Container[int]) -> Found:
        """Return a figure as its cell's looks, the notes around it and the table's foot leave it."""
        for year in (ALL_YEARS, found.year):
            if year in feet:
                found = doubted(found, feet[year])
        at, column = self._spot(found)
        over = [*self._over(at, column, labels)]
        if remark := self._remark(at):
            found = doubted(found, f"ghi chú trong bảng: “{remark}”")
        own = self.table.asides.get((at, column), ()) if column is not None else ()
        return doubted(found, said_of([*own, *over])) if own or over else found

    def _spot(self, found: Found) -> tuple[int, int | None]:
        numbers = [int(number) for number in re.findall(r"\d+", found.place)]
        return numbers[1] - 1, numbers[2] - 1 if len(numbers) > 2 else None

    def _over(self, at: int, column: int | None, labels: Container[int]) -> Iterator[Aside]:
        """What is set aside in the heads of a cell's column and in the labels of its row."""
        for row, cells in ((row, self._asides.get(row, ())) for row in (*range(self.head), at)):
            for other, aside in cells:
                if row < self.titles or (row < self.head and other == column) or (row == at and other in labels):
                    yield aside

    @cached_property
    def _asides(self) -> dict[int, list[tuple[int, Aside]]]:
        """Row -> what is set aside in its cells and leaves something open, with the column; the first few of many."""
        found: dict[int, list[tuple[int, Aside]]] = {}
        for (row, column), asides in self.table.asides.items():
            told = [(column, each) for each in asides if each.is_doubt or each.kind == RAISED]
            found.setdefault(row, []).extend(told[:_MOST_OF_CELL])
        return found

    def _remark(self, at: int) -> str:
        """What a column for remarks says of a row."""
        texts = (self.table.rows[at][column] for column in self._remark_columns)
        return next((text for text in texts if re.search(r"[^\W_]", text)), "")

    @cached_property
    def _remark_columns(self) -> list[int]:
        heads = self.table.rows[self.titles : self.head]
        return [at for at in range(len(self.table.rows[0])) if any(REMARKS.fullmatch(row[at]) for row in heads)]
