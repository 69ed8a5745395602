"""The numbers of a line: what each is worth, what it counts, and why it may not be a figure.

A number is exact or it is none: percentages, approximations, money, differences, names and parts propose nothing; what
is written so that only a person can tell (`03/04`, `9 (08)`, `2O`) is asked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tonghop.prose.phrases import Hit, Line, Phrases
from tonghop.prose.years import Years

OK: Final = "ok"
NO: Final = "no"
ASK: Final = "ask"

LARGEST = 100_000_000


@dataclass(frozen=True)
class Number:
    """A number at its place; `counted` is the phrase behind it, `value` None where only a person can tell."""

    start: int
    end: int
    value: int | None
    status: str
    why: str = ""
    counted: Hit | None = None
    is_nil: bool = False
    is_bare: bool = False
    """Nothing stands behind it that it could count: what it counts stands elsewhere in its sentence."""
    is_word: bool = False
    is_of_all: bool = False
    """`chưa có … nào`: none in all the years."""
    until: int = 0

    @property
    def stop(self) -> int:
        """Where the number and all that it counts end: `45 băng rôn, khẩu hiệu`."""
        return max(self.until, self.counted.end if self.counted else self.end)


_TOKEN = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\d.,]*\d)(?!\w)|(?<!\w)[oil]{0,2}\d(?:[\w.,]*\w)?")
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GARBLED = re.compile(r"[\doil]*\d[\doil]*")
_TORN = re.compile(r"\s+|\s*['’`]\s*|\s+[.]\s*|\s*[.]\s+")
"""What stands between the halves of a number torn apart: `1 0`, `1 .250`."""
_SIGNED = re.compile(r"(?:[\s(:;,][-–−]|(?<!\w)(?:có|là|được|đạt|mở|tổ\s+chức|:)\s*[-–−]\s*)$")
"""`-8`: a sign or a dash; at the beginning of the line it is a bullet."""
_RATIO = re.compile(r"(?<!\d)(?!20[0-3]\d(?!\d))\d{1,4}\s*:\s*$")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_DECIMAL = re.compile(r"[\d.]*,\d{1,2}|\d+,\d+")

_ABOUT = (
    r"hơn|trên|gần|khoảng|chừng|độ|ước|ước tính|xấp xỉ|dưới|ít nhất|tối thiểu|tối đa|không quá|không dưới|bình quân|"
    r"trung bình|hàng|quá|ngót|tới|đến|nhất|cỡ|tầm|đạt trên|từ"
)
_NAMED = (
    r"số|thôn|xóm|tổ|khu|khóa|khoá|chỉ thị|kết luận|nghị quyết|đề án|kế hoạch|quyết định|hướng dẫn|quy định|điều|khoản|"
    r"mục|phần|bảng|biểu|phụ lục|tháng|ngày|quý|lần thứ|thứ|lớp|khối|đội|tầng|phòng|loại|hạng|giải|trường|chương|"
    r"tiểu khu|cụm|quyển|tập|vùng|quốc lộ|tỉnh lộ|kỳ họp"
)
_BEFORE = (
    (re.compile(rf"(?:{_ABOUT})\s*$"), "approximate"),
    (re.compile(rf"(?<!\w)(?:{_NAMED})\s*(?:số\s*)?$"), "name"),
    (re.compile(r"(?:tăng|giảm|thêm|nhiều hơn|ít hơn|hụt|vượt|gấp|chênh)\s+(?:thêm\s+|được\s+|là\s+)?$"), "difference"),
    (
        re.compile(r"(?:kế hoạch|chỉ tiêu|giao|đăng ký|mục tiêu|dự kiến|phấn đấu|cần|sẽ|yêu cầu)\s+(?:\w+\s+)?$"),
        "target",
    ),
    (re.compile(r"(?:trên|trong|/)\s*tổng\s+số\s*$"), "of-which"),
    (re.compile(r"(?:do|vì|nhờ)\s+(?:có|thêm)\s*$"), "of-which"),
    (re.compile(r"(?<!\w)so\s+với\s*$"), "of-which"),
    (re.compile(r"[^\W\d][-–]$"), "name"),
)
_OR = r"(?:[-–—~÷=→]|\.{2,3}|…|đến|tới|hoặc|hay)"
_AFTER = (
    (re.compile(r"\s*(?:%|phần\s+trăm|‰)"), "percent"),
    (re.compile(r"\s*(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|đồng|đ(?!\w)|chục|trăm|tá(?!\w))"), "large-unit"),
    (re.compile(r"\s*(?:trở\s+lên|trở\s+xuống|rưỡi)"), "approximate"),
    (re.compile(rf"\s*{_OR}\s*\d"), "range"),
    (re.compile(r"\s*[-/]\s*[a-zđ]{2,}\s*[-/]"), "name"),
    (re.compile(r"\s*năm(?!\w)(?!\s*20\d\d)"), "counts-something-else"),
)
_PER = re.compile(
    r"\s*(?:/|trên|mỗi|một|hằng|hàng)\s*(?:ngày|tháng|tuần|buổi|quý|người|lần|kỳ|chi bộ|thôn|hộ|lớp|phút|giờ|đêm)(?!\w)"
)
_ROW = re.compile(r"(?<![\d.])\d[\d.]*(?:\s*[-–]\s*\d[\d.]*){2,}")
"""`05 - 06 - 08`: three numbers and more are no range."""
_RANGE_BEFORE = re.compile(rf"(?<![\d.])(?!20[0-3]\d(?!\d))[\d.]+\s*{_OR}\s*$")
_RISING = re.compile(r"từ\s*$")
_TO = re.compile(r"[^;.\d]{0,30}(?:lên|xuống|còn)\s")
_FRACTION = re.compile(r"\s*/\s*\d")
_OF_WHOLE = re.compile(r"\s*/\s*\d+(?![\d/])")
_JOINT = re.compile(r"(?:\s*,\s*|\s+và\s+|\s*/\s*)")
_FRACTION_ALONE = re.compile(r"\s*/\s*[\d.]+\s*\)")
_OLD_AND_NEW = re.compile(r"\s*\(\s*[\d.]+\s*/\s*[\d.]+\s*\)")
"""`tăng 4 cuộc (9/5)`: the new number and the old one."""
_NO_LONGER = re.compile(r"(?<!\w)(?:còn|là|thành|lên|xuống|có|đạt|tổ\s+chức|năm)(?!\w)")
_UNDER = re.compile(r"\d\s*/\s*$")
_AGAIN = re.compile(r"\s*\(\s*(?:\d[\d.]*|hoặc\s+\d[\d.]*)\s*\)")
_LONE = re.compile(r"\(\s*$")
_CLOSED = re.compile(r"\s*\)")
_SYMBOL = re.compile(r"\s?[-/]\s?[A-ZĐ]{2,}")
_BARE = re.compile(
    r"\s*(?:$|[,;.:()/\x01-]|(?:và|năm|trong|của|ở|tại|được|do|cho|là|với|vào|so|tương|theo|thì|còn|nhưng|đã|riêng|các|hai|từ|ba|mà|chứ|"
    r"mỗi|lần\s+lượt|qua|\d)(?!\w))"
)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WORDS: Final = {word: worth for worth, word in enumerate(_DIGITS)} | {
    "tư": 4, "lăm": 5, "nhăm": 5, "mốt": 1, "bẩy": 7,
}  # fmt: skip
_WORD = "(?:" + "|".join(w for w in (*_WORDS, "mươi", "trăm", "linh", "lẻ") if w != "không") + ")"
_IN_WORDS = re.compile(rf"(?<!\w){_WORD}(?:\s+{_WORD})*(?=\s+\(?\w)")
_AGAIN_IN_DIGITS = re.compile(r"\s*\(\s*(\d+)\s*\)(?=\s+[^\W\d])")
_AGAIN_IN_WORDS = re.compile(rf"\s*\(\s*({_WORD}(?:\s+{_WORD})*)\s*\)(?=\s+[^\W\d])")
"""`14 (mười bốn) hội nghị`: the number said a second time."""
_NOT_FIVE = re.compile(r"(?:mỗi|hằng|hàng|trong|các|những|cả|cuối|đầu|từng|một|hai|ba|bốn|nhiều|mấy|qua|\d|suốt)\s+$")
_NIL = re.compile(
    r"(?<!\w)(?:không|chưa)\s+(?:hề\s+)?(?:tổ\s+chức|có|tiến\s+hành|thực\s+hiện|phát\s+sinh|mở|đăng|treo|cấp\s+phát|sơ\s+kết|kiểm\s+tra|"
    r"giám\s+sát|phát|cấp|được|khen|biểu\s+dương)(?:\s+được)?(?:\s+(?:một|bất\s+kỳ)(?!\w))?"
)
_NO_OBJECT = re.compile(r"\s*(?:$|[,;.:()]|(?:do|vì|nên|mà|trong|ở|vào|năm|được)(?!\w))")
_INSTEAD = re.compile(r"[^;.]{0,40}(?<!\w)mà(?!\w)")
_WOVEN_IN = re.compile(r"(?<!\w)(?:lồng\s+ghép|lồng|ghép|kết\s+hợp|gộp)(?!\w)")


def numbers(line: Line, years: Sequence[Years], counted: Phrases) -> list[Number]:
    """Return the numbers and the words for none of a line, from left to right; what dates something is no number."""
    taken = [(each.start, each.end) for each in years]
    found = [*_in_digits(line, taken, counted), *_in_words(line, taken, counted), *_none(line, counted)]
    found.sort(key=lambda number: number.start)
    kept = [number for at, number in enumerate(found) if at == 0 or number.start >= found[at - 1].end]
    for at in range(1, len(kept)):
        before, number = kept[at - 1], kept[at]
        if before.why == "difference" and number.status != NO and number.counted:
            between = line.plain[before.stop : number.start]
            is_dated = any(before.stop <= start < number.start for start, _ in taken)
            if not is_dated and ";" not in between and not _NO_LONGER.search(between):
                kept[at] = replace(number, status=NO, why="difference", value=None)
    return kept


def counts_at(line: Line, counted: Phrases) -> list[int]:
    """Where four digits that look like a year are a number of things: `2019 lượt người`, without `năm` before it."""
    return [
        found.start()
        for found in re.finditer(r"(?<![\w./])20[0-3]\d(?=\s)", line.plain)
        if counted.at(line, _past_spaces(line, found.end()))
        and not re.search(r"(?:năm|và|,|đến|-|từ)\s*$", line.plain[: found.start()])
    ]


def _in_digits(line: Line, taken: Iterable[tuple[int, int]], counted: Phrases) -> Iterator[Number]:
    spans = list(taken)
    found_all = list(_TOKEN.finditer(line.plain))
    dated = {
        found.start()
        for found in found_all
        if any(found.start() < stop and begin < found.end() for begin, stop in spans)
    }

    def is_half(one: re.Match[str], other: re.Match[str]) -> bool:
        between = line.plain[one.end() : other.start()]
        return not {one.start(), other.start()} & dated and bool(_TORN.fullmatch(between))

    for at, found in enumerate(found_all):
        start, end = found.span()
        if start in dated:
            continue
        if _YEAR.fullmatch(found[0]) and not counted.at(line, _past_spaces(line, end)):
            continue
        is_torn = any(is_half(one, other) for one, other in pairwise(found_all[max(0, at - 1) : at + 2]))
        worth = (None, ASK, "garbled") if is_torn else _worth(found[0])
        if again := _AGAIN_IN_WORDS.match(line.plain, end):
            end = again.end()
            if worth[0] != worth_of_words(again[1].split()):
                worth = None, ASK, "two-numbers"
        yield _judged(line, start, end, *worth, counted)


def _worth(text: str) -> tuple[int | None, str, str]:
    if _WHOLE.fullmatch(text):
        digits = text.replace(".", "").replace(" ", "")
        value = int(digits) if len(digits) <= len(str(LARGEST)) else LARGEST + 1
        return (value, OK, "") if value <= LARGEST else (None, NO, "too-large")
    if _GARBLED.fullmatch(text) and len(text) > 1 and not text.isdecimal():
        return None, ASK, "garbled"
    if _COMMAS.fullmatch(text):
        return None, ASK, "comma"
    if _DECIMAL.fullmatch(text) or not re.fullmatch(r"[\d.]+", text):
        return None, NO, "not-whole"
    return None, ASK, "garbled"


def _judged(
    line: Line,
    start: int,
    end: int,
    value: int | None,
    status: str,
    why: str,
    counted: Phrases,
    *,
    is_word: bool = False,
) -> Number:
    noun = counted.at(line, _past_spaces(line, _past_whole(line, end)))
    before, after = line.plain[max(0, start - 40) : start], line.plain[end : end + 60]
    behind = line.plain[noun.end : noun.end + 40] if noun else after
    if status != NO:
        around = line.plain[max(0, start - 40) : end + 40]
        place = start - max(0, start - 40)
        is_in_row = any(row.start() <= place < row.end() for row in _ROW.finditer(around))
        status, why = _status(before, after, behind, line.raw[end : end + 12], status, why, is_in_row=is_in_row)
    is_bare = noun is None and bool(_BARE.match(after))
    if status != NO and noun is None and not is_bare:
        status, why = NO, "counts-something-else"
    worth, until = value if status == OK else None, _past_joined(line, noun, counted)
    return Number(start, end, worth, status, why, noun, is_bare=is_bare, is_word=is_word, until=until)


def _status(
    before: str, after: str, behind: str, raw_after: str, status: str, why: str, *, is_in_row: bool
) -> tuple[str, str]:
    for pattern, reason in _BEFORE:
        if pattern.search(before):
            if reason == "approximate" and re.search(r"(?:lên|xuống)\s+(?:đến|tới)\s*$|(?:chiếm|ở)\s+trên\s*$", before):
                continue
            if before.rstrip().endswith("từ") and not _TO.match(after):
                continue
            return NO, reason
    for pattern, reason in _AFTER:
        if pattern.match(after) and not (reason == "range" and is_in_row):
            return NO, reason
    if not is_in_row and _RANGE_BEFORE.search(before):
        return NO, "range"
    if _SIGNED.search(before):
        return ASK, "garbled"
    if _RATIO.search(before):
        return ASK, "fraction"
    if _SYMBOL.match(raw_after):
        return NO, "name"
    if _PER.match(behind):
        return NO, "frequency"
    if _UNDER.search(before) or (
        _LONE.search(before) and _CLOSED.match(after) and not re.search(r"\w\s*\(\s*$", before)
    ):
        return NO, "fraction"
    if _OLD_AND_NEW.match(behind):
        return NO, "difference"
    if _FRACTION.match(after):
        return (NO, "difference") if _LONE.search(before) and _FRACTION_ALONE.match(after) else (ASK, "fraction")
    if _AGAIN.match(after) and not re.match(r"\s*\(\s*20[0-3]\d\s*\)", after):
        return ASK, "two-numbers"
    if re.search(r"\d\s*\(\s*$", before) and _CLOSED.match(after):
        return NO, "two-numbers"
    return status, why


def _in_words(line: Line, taken: Iterable[tuple[int, int]], counted: Phrases) -> Iterator[Number]:
    spans = list(taken)
    for found in _IN_WORDS.finditer(line.plain):
        start, end = found.span()
        words = found[0].split()
        if words[0] == "năm" and _NOT_FIVE.search(line.plain[max(0, start - 20) : start]):
            start, words = start + len(re.match(r"năm\s*", found[0])[0]), words[1:]  # type: ignore[index]
        if not words:
            continue
        value = worth_of_words(words)
        if value is None or any(start < stop and begin < end for begin, stop in spans):
            continue
        again = _AGAIN_IN_DIGITS.match(line.plain, end)
        end = again.end() if again else end
        if counted.at(line, _past_spaces(line, end)) is not None:
            is_asked = again is not None and int(again[1]) != value
            status, why = (ASK, "two-numbers") if is_asked else (OK, "")
            yield _judged(line, start, end, value, status, why, counted, is_word=True)


def worth_of_words(words: Sequence[str]) -> int | None:
    """Read a number below a thousand in words: mười hai, hai mươi lăm, một trăm linh năm."""
    total, last, has_last = 0, 0, False
    for word in words:
        if word in ("linh", "lẻ"):
            if has_last:
                return None
        elif word == "trăm":
            if not has_last or total:
                return None
            total, last, has_last = last * 100, 0, False
        elif word == "mươi":
            if not has_last or last > 9:
                return None
            total, last, has_last = total + last * 10, 0, False
        elif word == "mười":
            if has_last:
                return None
            total += 10
        else:
            if has_last:
                return None
            last, has_last = _WORDS[word], True
    return total + last


def _none(line: Line, counted: Phrases) -> Iterator[Number]:
    for found in _NIL.finditer(line.plain):
        noun = counted.at(line, _past_spaces(line, found.end()))
        behind = line.plain[noun.end if noun else found.end() :]
        if noun is None and not _NO_OBJECT.match(behind):
            continue
        is_asked = bool(_INSTEAD.match(behind))
        yield Number(
            found.start(), found.end(), None if is_asked else 0, ASK if is_asked else OK, "instead" if is_asked else "",
            noun, is_nil=True, is_bare=noun is None, is_of_all=bool(re.match(r"\s*nào(?!\w)", behind)),
        )  # fmt: skip
    for found in _WOVEN_IN.finditer(line.plain):
        yield Number(found.start(), found.end(), None, ASK, "woven-in", None, is_nil=True, is_bare=True)


def _past_whole(line: Line, end: int) -> int:
    """In `03/04 cuộc` what is counted stands behind the whole."""
    found = _OF_WHOLE.match(line.plain, end)
    return found.end() if found else end


def _past_joined(line: Line, noun: Hit | None, counted: Phrases) -> int:
    """Where things counted together end: `băng rôn, khẩu hiệu`, `tin và bài`."""
    end = noun.end if noun else 0
    while noun and (joint := _JOINT.match(line.plain, end)) and (noun := counted.at(line, joint.end())):
        end = noun.end
    return end


def _past_spaces(line: Line, place: int) -> int:
    while place < len(line.plain) and line.plain[place] == " ":
        place += 1
    return place
