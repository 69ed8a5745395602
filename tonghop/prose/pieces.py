"""A sentence in pieces: what stands between commas, brackets, colons and `và`; and its runs of numbers.

It knows where years and numbers stand, not what they mean for each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tonghop.prose.numbers import NO, Number
from tonghop.prose.phrases import Line
from tonghop.prose.years import OTHER, Years

_EDGE = re.compile(r"[,;:()]|(?<=\s)(?:và|còn|nhưng|song|rồi)(?=\s)")
_JOINED = re.compile(r"\s*(?:,|;|và|,\s*và|/|-|–)\s*")


@dataclass
class Piece:
    """What stands between two edges of a segment."""

    start: int
    end: int
    segment: int
    before: str
    years: list[Years] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)

    @property
    def is_aside(self) -> bool:
        """A day in brackets, `(tính đến ngày 15/9/2021)`, dates nothing but what it stands behind."""
        return self.before == "(" and all(each.kind == OTHER for each in self.years)

    @property
    def is_idle(self) -> bool:
        """Neither a year nor a number stands in it."""
        return not (self.years or self.numbers)

    @property
    def is_years_first(self) -> bool:
        return bool(self.years) and (not self.numbers or self.years[0].start < self.numbers[0].start)


def cut(line: Line, years: Sequence[Years], numbers: Sequence[Number]) -> list[Piece]:
    """Cut a sentence where no year, number or thing counted is cut through; a semicolon begins the next segment."""
    whole = [(y.start, y.end) for y in years] + [(n.start, n.stop) for n in numbers]
    whole += [(run[0].start, run[-1].stop) for run in runs(line, years, numbers) if run[0].is_bare]  # `4; 5; 5; 6 cuộc`
    pieces = [Piece(0, 0, 0, "")]
    for edge in _EDGE.finditer(line.plain):
        if any(start <= edge.start() < end for start, end in whole):
            continue
        pieces[-1].end = edge.start()
        segment = pieces[-1].segment + (edge[0] == ";")
        pieces.append(Piece(edge.end(), 0, segment, edge[0]))
    pieces[-1].end = len(line.raw)
    for piece in pieces:
        piece.years = [y for y in years if piece.start <= y.start < piece.end]
        piece.numbers = [n for n in numbers if piece.start <= n.start < piece.end]
    return [piece for piece in pieces if piece.years or piece.numbers or line.raw[piece.start : piece.end].strip()]


def runs(line: Line, years: Sequence[Years], numbers: Sequence[Number]) -> list[list[Number]]:
    """Numbers one behind the other that count the same thing: `1, 2, 2 và 3 cuộc`, `20 chiếc, 22 chiếc`."""
    found: list[list[Number]] = []
    for number in numbers:
        if number.is_nil or number.status == NO:
            continue
        last = found[-1][-1] if found else None
        between = line.plain[last.stop : number.start] if last else ""
        if (
            last
            and (last.is_bare or (last.counted and number.counted and last.counted.phrase == number.counted.phrase))
            and _JOINED.fullmatch(between)
            and not any(last.end <= y.start < number.start for y in years)
        ):
            found[-1].append(number)
        else:
            found.append([number])
    return [run for run in found if len(run) > 1]
