"""Which years a number of a sentence belongs to. Each way of saying it is a rule with a name (docs/doc-bao-cao.md).

A sentence falls into segments (`;`) and those into pieces (commas, brackets, colons, `và`). A number takes the year of
its own piece, else of the piece before or behind it as the segment runs; several years only by
`mỗi năm` or in their order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tonghop.prose.numbers import NO, Number
from tonghop.prose.phrases import Line
from tonghop.prose.pieces import Piece, cut, runs
from tonghop.prose.years import COMPARED, EXCEPT, LIST, ONE, OPEN, OTHER, PART, PERIOD, RANGE, REST, Years, is_whole

MANY = (LIST, RANGE, OPEN, PERIOD)
_EACH = re.compile(
    r"(?<!\w)(?:mỗi\s+năm|một\s+năm|hằng\s+năm|hàng\s+năm|cùng(?!\s+kỳ)|đều|năm\s+nào|từng\s+năm|như\s+nhau)(?!\w)|/\s*năm(?!\w)"
)
_STRICT_EACH = re.compile(r"(?<!\w)(?:mỗi\s+năm|hằng\s+năm|hàng\s+năm|năm\s+nào)(?!\w)|/\s*năm(?!\w)")
_IN_ORDER = re.compile(r"(?<!\w)(?:lần\s+lượt|tương\s+ứng|theo\s+thứ\s+tự|theo\s+trình\s+tự|thứ\s+tự)(?!\w)")
_AVERAGE = re.compile(r"(?<!\w)(?:bình\s+quân|trung\s+bình)(?!\w)")
_OFTEN = re.compile(r"(?<!\w)(?:mỗi\s+(?!năm(?!\w))\w+|(?:hằng|hàng)\s+(?:tháng|quý|tuần|ngày|kỳ))(?!\w)")
_PLANNED = re.compile(
    r"(?<!\w)(?:kế\s+hoạch|chỉ\s+tiêu|chương\s+trình)(?:\s+(?:năm|của|trong|đề\s+ra|được|giao|là|đầu|cả|kiểm\s+tra|giám\s+sát|có|gồm|20\d\d))+\s*:?\s*$"
)
_PART_OF = re.compile(r"(?<!\w)(?:trong\s+đó|trong\s+số\s+đó|bao\s+gồm|riêng\s+(?:huyện|xã|cấp))(?!\w)")
_IN_BRACKETS = re.compile(r"[^,;:()\d]{0,40}\(\s*")
_TO_DATE = re.compile(r"(?:tính\s+)?đến\s+(?:hết\s+)?(?:ngày|tháng|thời\s+điểm|nay)")
_NOW = re.compile(r"(?<!\w)(?:tăng\s+lên|giảm\s+còn|còn|xuống|lên|thì)(?!\w)")
"""`so với năm 2018 tăng lên 07 hội nghị`: the number of the year that the sentence speaks of."""
_LINK = re.compile(r"\s*(?:trong|vào|của)?\s*[.;]?\s*")
_COLON = re.compile(r"\s*:")
_SINCE_FIRST = re.compile(r"(?:bắt\s+đầu|được\s+dùng|thành\s+lập)[\w\s]*$")


@dataclass(frozen=True)
class Bound:
    """A number with its years and the rule that gave them; `asked` says why a person has to look."""

    number: Number
    years: tuple[int, ...]
    rule: str
    is_sure: bool
    asked: str = ""
    named_by: Number | None = None
    """The number whose surroundings say what this one counts, where that is another one of the sentence."""


class Sentence:
    """One sentence taken apart: its years, its numbers, its pieces."""

    def __init__(
        self, line: Line, years: Sequence[Years], numbers: Sequence[Number], plan_years: Sequence[int]
    ) -> None:
        self.line, self.numbers, self.plan_years = line, numbers, tuple(plan_years)
        self.all_years = list(years)
        self.years = [each for each in years if each.kind != COMPARED]
        self.pieces = cut(line, self.years, numbers)
        self.runs = runs(line, self.years, numbers)

    def segment_of(self, piece: Piece) -> tuple[int, int]:
        """Where the part of the sentence between semicolons begins and ends."""
        same = [each for each in self.pieces if each.segment == piece.segment]
        return same[0].start, same[-1].end

    def piece_of(self, number: Number) -> Piece:
        return next(piece for piece in self.pieces if number in piece.numbers)

    def phrase_of(self, number: Number) -> tuple[int, int]:
        """A number's own words: from the number before it to the next one, within its piece."""
        piece = self.piece_of(number)
        others = [n for n in piece.numbers if n is not number]
        start = max([piece.start, *(n.stop for n in others if n.start < number.start)])
        end = min([piece.end, *(n.start for n in others if n.start > number.start)])
        return start, max(end, number.stop)

    # -- binding -----------------------------------------------------------------------------------------------

    def bind(self, told_year: int | None) -> list[Bound]:
        """Bind every number that may be a figure; `told_year` is the one year of the sentence before."""
        bound: list[Bound] = []
        done: set[int] = set()
        for run in self.runs:
            pairs = self._in_order(run)
            if pairs is not None:
                bound += pairs
                done |= {number.start for number in run}
        for number in self.numbers:
            if number.status != NO and number.start not in done:
                found = self._bind_one(number, told_year)
                if found:
                    bound.append(found)
        return sorted(bound, key=lambda each: each.number.start)

    def _bind_one(self, number: Number, told_year: int | None) -> Bound | None:
        piece = self.piece_of(number)
        if self._is_of_something_else(number, piece):
            return None
        compared = self._compared(number, piece)
        if compared is not None:
            if self.line.plain.startswith(("hơn", "kém", "gấp"), compared.start):
                return None
            is_of_plan = bool(compared.years) and set(compared.years) <= set(self.plan_years)
            return Bound(number, compared.years, "same-piece", False, "compared") if is_of_plan else None
        own = self._own_years(number, piece)
        if own is not None:
            return self._with(number, piece, own, "same-piece" if not own.at_end else "year-in-brackets", True)
        at = self.pieces.index(piece)
        if any(self._is_behind_pair(each) for each in self.pieces[at + 1 : at + 3]) and not piece.years:
            years = next(each for each in self.pieces[at + 1 : at + 3] if self._is_behind_pair(each)).years[0]
            return self._with(number, piece, years, "year-behind", True)
        same = [each for each in self.pieces if each.segment == piece.segment]
        back = [
            each
            for each in same
            if each.start < piece.start and each.years and not each.is_aside and not self._is_behind_pair(each)
        ]
        forth = [each for each in same if each.start > piece.start and each.years]
        each_year = bool(self._each_in(piece))
        if back and (back[-1].is_years_first or not forth):
            years = back[-1].years[-1]
            if back[-1].is_years_first and not (number.is_of_all and years.kind == ONE):
                found = self._with(number, piece, years, "year-before", True)
                if found or years.kind not in MANY:
                    return found
            if not back[-1].is_years_first and not number.is_nil and each_year == (years.kind in MANY):
                return self._with(number, piece, years, "year-before-last", False)
        if forth and not self._has_colon_between(piece, forth[0]) and not (forth[0].before == "(" and forth[0].numbers):
            first = forth[0]
            is_led = first.is_years_first and not first.years[0].at_end
            if not is_led or (not first.numbers and (each_year or number.is_nil) and first.years[0].kind in MANY):
                return self._with(number, piece, first.years[0], "year-behind", True)
            if not first.numbers and not any(
                each.numbers and not each.years for each in same if each.start > first.start
            ):
                return self._with(number, piece, first.years[0], "year-behind", False)
        if number.is_of_all:
            return Bound(number, self._unnamed_years(piece), "none-in-all-years", False, number.why)
        if number.is_nil and not back:
            return None
        if each_year and _STRICT_EACH.search(self._text(at)):
            return Bound(number, self._unnamed_years(piece), "each-year-of-the-plan", False, number.why)
        return self._inherited(number, piece, told_year)

    def _is_behind_pair(self, piece: Piece) -> bool:
        """Does a year alone end what a bracket is part of: `02 cuộc (03 chi bộ) năm 2018, …`?"""
        at = self.pieces.index(piece)
        if at < 2 or piece.before != ")" or piece.numbers or len(piece.years) != 1:
            return False
        told, bracket = self.pieces[at - 2], self.pieces[at - 1]
        rest = f"{self.line.plain[piece.start : piece.years[0].start]}{self.line.plain[piece.years[0].end : piece.end]}"
        said = [each for each in self.pieces[: at - 2] if each.segment == piece.segment and each.years]
        if said and not self._is_behind_pair(said[-1]):
            return False
        is_pair = bracket.before == "(" and bracket.numbers and told.numbers and not (bracket.years or told.years)
        is_led = self.pieces[at + 1 : at + 2] and self.pieces[at + 1].before in (":", "(")
        return bool(is_pair and told.segment == piece.segment and not is_led and _LINK.fullmatch(rest))

    def _compared(self, number: Number, piece: Piece) -> Years | None:
        """`so với năm 2018 có 07 hội nghị`: the compared year may be the one meant."""
        before = [y for y in self.all_years if piece.start <= y.start < number.start]
        if number.is_nil or not before or before[-1].kind != COMPARED:
            return None
        between = self.line.plain[before[-1].end : number.start]
        is_between_numbers = any(before[-1].end <= n.start < number.start for n in self.numbers)
        return None if is_between_numbers or _NOW.search(between) else before[-1]

    def _inherited(self, number: Number, piece: Piece, told_year: int | None) -> Bound | None:
        earlier = [each for each in self.pieces if each.segment < piece.segment and each.years]
        if earlier:
            years = earlier[-1].years[-1]
            own = [each for each in earlier if each.segment == earlier[-1].segment]
            if own[0].is_years_first and years.kind == ONE and not number.is_nil:
                return Bound(number, years.years, "year-of-part-before", self._is_label(years), number.why)
            return None
        if told_year is not None and not self.years and not number.is_nil:
            return Bound(number, (told_year,), "year-of-sentence-before", False, number.why)
        return None

    def _is_label(self, years: Years) -> bool:
        """Is it the one year of its line, `+ Năm 2018: …; …`, with nothing before it?"""
        plain, before = self.line.plain, self.line.plain[: years.start]
        return (
            len(self.all_years) == 1
            and not re.search(r"[^\W\d_]", before)
            and _COLON.match(plain, years.end) is not None
        )

    def _own_years(self, number: Number, piece: Piece) -> Years | None:
        for years in self.years:
            between = self.line.plain[number.stop : years.start] if years.start >= number.stop else ""
            if years.at_end and not number.is_nil and _IN_BRACKETS.fullmatch(between):
                return years
        if not piece.years:
            return None
        earlier = [y for y in piece.years if y.start < number.start]
        later = [y for y in piece.years if y.start > number.start]
        if piece.is_years_first and earlier:
            if len(piece.years) > 1 and later and len(piece.numbers) == 1 and earlier[-1].kind in (OPEN, PERIOD):
                return later[0]
            return earlier[-1]
        return later[0] if later else earlier[-1]

    def _with(self, number: Number, piece: Piece, years: Years, rule: str, is_sure: bool) -> Bound | None:
        if years.kind in (OTHER, REST, EXCEPT):
            if years.kind == OTHER or not (number.is_nil or self._each_in(piece)):
                return None
            return Bound(number, self._unnamed_years(), "each-remaining-year", False, number.why)
        if years.kind == PART:
            return Bound(number, years.years, rule, False, number.why or "part-of-year")
        if years.kind == ONE:
            tail = self.line.plain[years.end : years.end + 40]
            asked = "part-of-year" if re.match(rf"\s*\(?\s*{_TO_DATE.pattern}", tail) else ""
            return Bound(number, years.years, rule, is_sure, number.why or asked)
        if number.is_nil:
            return Bound(number, years.years, "none-in-several-years", years.kind != PERIOD, number.why)
        if self._is_each(piece, years):
            named = years.years if years.kind != PERIOD else self._unnamed_years(piece)
            is_named = years.kind in (LIST, RANGE) or (named == years.years and is_whole(self.line, years))
            return Bound(number, named, "each-year", is_named, number.why)
        if years.kind == OPEN and _SINCE_FIRST.search(self.line.plain[: years.start].rstrip()):
            return Bound(number, years.years[:1], "begun-in", False, number.why)
        return None

    def _is_each(self, piece: Piece, years: Years) -> bool:
        home = next(each for each in self.pieces if years in each.years)
        first, last = sorted((self.pieces.index(piece), self.pieces.index(home)))
        span = self.pieces[first : last + 1]
        lead = self.pieces[first - 1] if first else None
        if lead and not lead.numbers and not lead.years and lead.segment == piece.segment:
            span = [lead, *span]
        return any(self._each_in(each) for each in span)

    def _each_in(self, piece: Piece) -> bool:
        at = self.pieces.index(piece)
        lead = self.pieces[at - 1] if at else None
        text = self.line.plain[piece.start : piece.end]
        if lead and not lead.numbers and not lead.years and lead.segment == piece.segment:
            text = f"{self.line.plain[lead.start : lead.end]} {text}"
        return bool(_EACH.search(text))

    def _text(self, at: int) -> str:
        lead = self.pieces[at - 1] if at and not self.pieces[at - 1].numbers else self.pieces[at]
        return self.line.plain[lead.start : self.pieces[at].end]

    def _unnamed_years(self, piece: Piece | None = None) -> tuple[int, ...]:
        """The plan's years that the sentence (the piece's part of it) does not name."""
        start, end = self.segment_of(piece) if piece else (0, len(self.line.raw))
        own = [y for y in self.years if y.kind in (ONE, LIST, RANGE, EXCEPT) and start <= y.start < end]
        named = {year for y in own for year in y.years}
        return tuple(year for year in self.plan_years if year not in named)

    def _has_colon_between(self, piece: Piece, other: Piece) -> bool:
        first, last = self.pieces.index(piece), self.pieces.index(other)
        return any(each.before == ":" for each in self.pieces[first + 1 : last + 1])

    def _is_of_something_else(self, number: Number, piece: Piece) -> bool:
        """Averages, so many a month or a village, parts of what was said: `trong đó 02 hội nghị`."""
        lead = self.line.plain[piece.start : number.start]
        if _AVERAGE.search(lead) or _OFTEN.search(lead) or _PLANNED.search(lead):
            return True
        start, _ = self.segment_of(piece)
        said = list(_PART_OF.finditer(self.line.plain, start, number.start))
        if not said or any(said[-1].end() <= y.start < number.start for y in self.years):
            return False
        between = self.line.plain[said[-1].end() : number.start]
        return between.count(")") <= between.count("(")

    # -- several numbers for several years -----------------------------------------------------------------------

    def _in_order(self, run: Sequence[Number]) -> list[Bound] | None:
        """Pair a run of numbers with as many years; None where it is no such run, asked where they don't fit."""
        piece, last = self.piece_of(run[0]), self.piece_of(run[-1])
        start, end = self.segment_of(piece)
        is_said = bool(_IN_ORDER.search(self.line.plain, start, end))
        if self._is_of_something_else(run[0], piece) or any(number.why for number in run):
            return None
        single = [y for y in self.years if start <= y.start < run[0].start and y.kind == ONE]
        if (len(single) == 1 and self._own_years(run[-1], last) is None) or self._is_led_by_one(run, piece):
            parallel = self._parallel(run, single[-1:])
            if parallel:
                return parallel
        for years in self._many_near(run, start, end):
            many = years.years
            if years.kind == OPEN and len(many) != len(run):
                continue
            if len(many) == len(run):
                is_sure = years.kind in (LIST, RANGE, OPEN)
                return self._zip(
                    run, many, "in-order" if is_said else "in-order-unsaid", is_sure and (is_said or len(run) > 2)
                )
        rest = self._unnamed_years()
        if is_said and len(rest) == len(run) and any(y.kind == REST and y.start < run[0].start for y in self.years):
            return self._zip(run, rest, "in-order", False)
        told = self._years_of_part_before(piece)
        if len(told) == len(run) and (is_said or len(run) > 2):
            return self._zip(run, told, "in-order-of-before", is_said)
        if not is_said:
            return None if len(run) <= 2 or run[0].counted else []
        if len(run) == len(self.plan_years) and not self._many_near(run, start, end):
            return self._zip(run, self.plan_years, "in-order-of-plan", False)
        return [Bound(number, (), "in-order", False, "counts-differ") for number in run[:1]]

    def _is_led_by_one(self, run: Sequence[Number], piece: Piece) -> bool:
        return (
            bool(piece.years)
            and piece.is_years_first
            and piece.years[-1].kind == ONE
            and piece.years[-1].start < run[0].start
        )

    def _many_near(self, run: Sequence[Number], start: int, end: int) -> list[Years]:
        many = [y for y in self.years if y.kind in MANY]
        before = [y for y in many if start <= y.start < run[0].start]
        behind = [y for y in many if run[-1].end <= y.start < end]
        earlier = [y for y in many if y.start < start]
        return [*reversed(before), *behind, *reversed(earlier)]

    def _years_of_part_before(self, piece: Piece) -> tuple[int, ...]:
        named = [
            year
            for each in self.pieces
            if each.segment < piece.segment or each.start < piece.start
            for y in each.years
            if y.kind in (ONE, LIST)
            for year in y.years
        ]
        return tuple(dict.fromkeys(named)) if sorted(set(named)) == list(dict.fromkeys(named)) else ()

    def _parallel(self, run: Sequence[Number], years: Iterable[Years]) -> list[Bound]:
        """`năm 2018 tương ứng là 06 và 02`: the things of the part before, in their order."""
        year = next(iter(years), None)
        if year is None or any(number.counted for number in run):
            return []
        first = self.piece_of(run[0]).segment
        template = [
            number
            for each in self.pieces
            if each.segment < first
            for number in each.numbers
            if number.counted and number.status != NO
        ][: len(run) + 1]
        model = (
            [n for n in template if self.piece_of(n).segment == self.piece_of(template[0]).segment] if template else []
        )
        if len(model) != len(run):
            return []
        said = bool(_IN_ORDER.search(self.line.plain))
        return [Bound(n, year.years, "parallel", said, n.why, m) for n, m in zip(run, model, strict=True)]

    @staticmethod
    def _zip(run: Sequence[Number], years: Sequence[int], rule: str, is_sure: bool) -> list[Bound]:
        said_by = run[-1] if run[-1].counted else run[0]
        return [Bound(n, (year,), rule, is_sure, n.why, said_by) for n, year in zip(run, years, strict=True)]


def told_year(years: Sequence[Years]) -> int | None:
    """Return the one year that a sentence speaks of, None for none or several."""
    named = {year for y in years if y.kind == ONE for year in y.years}
    return named.pop() if len(named) == 1 and all(y.kind in (ONE, OTHER) for y in years) else None
