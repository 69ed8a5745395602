"""The years that a line speaks of: one, several in a list, from one to another; and those that date something else.

A year is read only as what it is: a day, a month, a school year, a comparison with another year binds no number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tonghop.prose.phrases import Line

ONE: Final = "one"
LIST: Final = "list"
RANGE: Final = "range"
OPEN: Final = "open"
"""`từ năm 2019`: from then on."""
PERIOD: Final = "period"
"""`cả 5 năm`: all of the plan's years, none named."""
REST: Final = "rest"
"""`các năm còn lại`."""
OTHER: Final = "other"
"""A month, a day, a school year, a year outside the plan's: numbers under it belong to no year."""
COMPARED: Final = "compared"
"""`so với năm 2018`: binds nothing."""
EXCEPT: Final = "except"
"""`trừ năm 2020`: no number is that year's, and `mỗi năm` leaves it out."""
PART: Final = "part"
"""`6 tháng đầu năm 2021`: a part of a year."""


@dataclass(frozen=True)
class Years:
    """One mention: its place in the line, the years it means, what kind of mention it is."""

    start: int
    end: int
    years: tuple[int, ...]
    kind: str
    at_end: bool = False
    """It stands alone in brackets: `(2017)`, `(năm 2017)`."""
    is_day: bool = False
    """It dates something else: `ngày 15/5/2016`."""


_Y = r"(?:20[0-3]\d)"
_NAM = r"(?:các\s+năm|những\s+năm|năm|nam)"
_TO = r"(?:\s*[-–—]\s*|\s+(?:đến|tới)\s+(?:hết\s+)?(?:(?:năm|nam)\s+)?)"
_COUNT = r"(?:\d{1,2}|hai|ba|bốn|năm|cả\s+(?:\d{1,2}|hai|ba|bốn|năm))"
_DAY = (
    rf"(?:ngày\s+)?\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_Y}"
    rf"|ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s*,?\s+năm\s+{_Y})?"
    rf"|ngày\s+\d{{1,2}}\s*[/.-]\s*\d{{1,2}}"
)
_MONTH = (
    rf"(?:từ\s+|đến\s+|hết\s+)?(?:tháng\s+)?(?<![\d/])\d{{1,2}}\s*/\s*{_Y}"
    rf"|tháng\s+\d{{1,2}}\s*,?\s*(?:năm\s+|-\s*){_Y}"
    rf"|(?:quý|quy)\s+(?:[ivx]+|\d|một|hai|ba|bốn|đầu)\s*[,/]?\s*(?:-\s*)?(?:năm\s+)?{_Y}"
)
_PART = (
    rf"(?:\d{{1,2}}|sáu|chín|ba|mười)\s+tháng\s+(?:đầu\s+|cuối\s+)?(?:của\s+)?năm\s*{_Y}|nửa\s+(?:đầu|cuối)\s+năm\s*{_Y}"
    rf"|(?:đầu|giữa)\s+năm\s*{_Y}"
    rf"|(?:đợt|vòng|kỳ|học\s+kỳ|phần)\s+(?:thứ\s+)?(?:\d|[ivx]+|một|hai|ba|đầu|cuối)\s+(?:của\s+|trong\s+)?năm\s*{_Y}"
)
_SCHOOL = (
    rf"(?:{_NAM}\s+)?{_Y}\s*/\s*{_Y}|(?:niên\s+(?:khóa|khoá|học|độ)|năm\s+học)\s+{_Y}(?:\s*[-–/]\s*{_Y})?"
    rf"|nhiệm\s+kỳ\s+(?:\w+\s+)?{_Y}\s*[-–/]\s*{_Y}"
)
_COMPARED = (
    rf"(?:so|đối\s+chiếu)\s+với\s+(?:cùng\s+kỳ\s+)?(?:(?:cả\s+)?(?:năm|nam)\s+)?(?:{_Y}|trước|ngoái|đầu)|cùng\s+kỳ\s+(?:năm\s+)?{_Y}"
    rf"|(?:hơn|bằng|kém|gấp)\s+(?:\w+\s+){{0,2}}năm\s+(?:{_Y}|trước)"
)
_RANGE = (
    rf"(?:(?:từ|trong|giai\s+đoạn|khoảng)\s+)*(?:{_COUNT}\s+)?(?:{_NAM}\s*)?(?:từ\s+)?(?:{_NAM}\s*)?"
    rf"({_Y}){_TO}({_Y})(?!\s*[-/]\s*\d)"
)
_SINCE = (
    rf"(?:kể\s+)?từ\s+(?:{_NAM}\s*)?({_Y})"
    rf"(?:\s+(?:đến\s+nay|trở\s+đi|tới\s+nay|đến\s+(?:hết\s+)?tháng\s+\d{{1,2}}(?:\s*/\s*|\s+năm\s+){_Y}))?"
)
_SEVERAL = (
    rf"(?:{_COUNT}\s+năm|(?:{_COUNT}\s+)?(?:các|những)\s+năm)\s*{_Y}(?:\s*,\s*(?:{_NAM}\s*)?{_Y}(?!\d|\.\d|\s*[-–]\s*{_Y}))+"
    rf"(?:\s*,?\s*và\s+(?:{_NAM}\s*)?{_Y}(?!\d|\.\d|\s*[-–]\s*{_Y}))?|"
    rf"(?:{_COUNT}\s+)?(?:{_NAM}\s*)?{_Y}(?:\s*,\s*(?:{_NAM}\s*)?{_Y})*\s*,?\s*và\s+(?:{_NAM}\s*)?{_Y}(?!\d|\.\d|\s*[-–]\s*{_Y})"
    rf"|(?:{_COUNT}\s+)?(?:{_NAM}\s*)?{_Y}"
    rf"(?:\s*(?:,|và|,\s*và|\+)\s*(?:{_NAM}\s*)?{_Y}(?!\d|\.\d|\s*[-–]\s*{_Y}))+(?!\s*[:)]\s*\d)"
)
_SINGLE = rf"(?:{_NAM}\s*)?{_Y}"
_ALL = (
    r"cả\s+(?:0?5|năm)\s+năm|(?:trong|qua|cả)\s+(?:0?5|năm)\s+năm(?:\s+qua)?|(?:0?5|năm)\s+năm\s+(?:qua|liền|liên\s+tục)"
    r"|toàn\s+giai\s+đoạn|cả\s+giai\s+đoạn|tất\s+cả\s+các\s+năm|năm\s+nào"
)
_WHOLE = re.compile(r"(?:tất\s+)?cả\s+(?:(?:0?5|năm)\s+năm|các\s+năm|giai\s+đoạn)|toàn\s+giai\s+đoạn")
_REST = r"(?:các|những|mấy|\w+)\s+năm\s+(?:còn\s+lại|khác|tiếp\s+theo|sau(?:\s+đó)?|kế\s+tiếp)"
_KINDS = re.compile(
    rf"(?<![\w.])(?:(?P<day>{_DAY})|(?P<school>{_SCHOOL})|(?P<part>{_PART})|(?P<month>{_MONTH})|(?P<compared>{_COMPARED})"
    rf"|(?P<range>{_RANGE})|(?P<since>{_SINCE})|(?P<several>{_SEVERAL})|(?P<single>{_SINGLE})"
    rf"|(?P<all>{_ALL})|(?P<rest>{_REST}))(?![\d]|\.\d)"
)
_YEAR = re.compile(_Y)
_OPENS = re.compile(r"\s*\(\s*")
_TO_NOW = re.compile(r"\s+(?:đến\s+nay|trở\s+đi|tới\s+nay|đến)")
_UNTIL = re.compile(r"(?<!\w)(?:đến|tới|trước|hết|sau|trước\s+thềm|(?:đến|tới|trước|sau)\s+(?:cuối|đầu|giữa))\s*$")
_EXCEPT = re.compile(r"(?<!\w)(?:trừ|ngoài|ngoại\s+trừ|không\s+kể|chưa\s+kể|không\s+tính|không\s+gồm|bỏ\s+qua)\s*$")
_BARE = re.compile(r"20\d\d")


def mentions(line: Line, plan_years: Sequence[int], counts: Iterable[int] = ()) -> list[Years]:
    """Return the years that a line speaks of, from left to right; `counts`: where a bare 2019 is a number of things."""
    found: list[Years] = []
    no_years = set(counts)
    for hit in _KINDS.finditer(line.plain):
        kind = hit.lastgroup or ""
        group = next((name for name, text in hit.groupdict().items() if text is not None), kind)
        if group == "single" and hit.start() in no_years and _BARE.fullmatch(hit[0]):
            continue
        named = tuple(int(year) for year in _YEAR.findall(hit[0]))
        found.append(_mention(line, hit, group, named, plan_years))
    return list(_joined(line, found))


def is_whole(line: Line, years: Years) -> bool:
    """`cả 5 năm`, `tất cả các năm`: each of the plan's years, as if named; `5 năm qua` may begin earlier."""
    return years.kind == PERIOD and bool(_WHOLE.fullmatch(line.plain, years.start, years.end))


def _joined(line: Line, found: Sequence[Years]) -> Iterator[Years]:
    """`cả 5 năm (2017 - 2021)` is one mention: the bracket says which years those are."""
    held: Years | None = None
    for each in found:
        if held and each.at_end and each.kind in (LIST, RANGE) and _OPENS.fullmatch(line.plain, held.end, each.start):
            close = line.plain.index(")", each.end) + 1
            yield Years(held.start, close, each.years, each.kind)
            held = None
            continue
        if held:
            yield held
        held = each if each.kind == PERIOD else None
        if not held:
            yield each
    if held:
        yield held


def _mention(line: Line, hit: re.Match[str], group: str, named: tuple[int, ...], plan_years: Sequence[int]) -> Years:
    start, end = hit.span()
    before, after = line.plain[:start].rstrip(), line.plain[end:].lstrip()
    at_end = before.endswith("(") and after.startswith(")")
    if group == "compared":
        return Years(start, end, named, COMPARED) if not hit[0].startswith("cùng") else Years(start, end, (), OTHER)
    if group in ("day", "month", "school"):
        return Years(start, end, (), OTHER, is_day=group == "day")
    if group == "part":
        return Years(start, end, named, PART)
    if group == "all":
        return Years(start, end, tuple(plan_years), PERIOD)
    if group == "rest":
        return Years(start, end, (), REST)
    if group == "range":
        years = tuple(range(named[0], named[1] + 1)) if named[0] < named[1] <= named[0] + 20 else ()
        return Years(start, end, years, RANGE if years and set(years) <= set(plan_years) else OTHER, at_end)
    if group == "since":
        if _TO_NOW.search(hit[0]) or _TO_NOW.match(line.plain, end):
            return Years(start, end, (), OTHER)
        years = tuple(year for year in plan_years if year >= named[0])
        return Years(start, end, years, OPEN if named[0] in plan_years else OTHER)
    if _EXCEPT.search(before):
        return Years(start, end, named, EXCEPT, at_end)
    if not set(named) <= set(plan_years) or (len(named) == 1 and _UNTIL.search(before)):
        return Years(start, end, (), OTHER, at_end)
    return Years(start, end, tuple(dict.fromkeys(named)), ONE if len(set(named)) == 1 else LIST, at_end)
