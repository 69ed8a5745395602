"""Read and write what offices type: Vietnamese text, whole numbers, dates, marks.

Exists so that every reader, page and document compares and prints the same way. It works on single
values that are already decoded: it must not know encodings, sheets, units, the store or any message.
"""

import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

_VOWELS = "aăâeêioôơuưy"
_TONE_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng

# Each small vowel letter and the rank of its tone; by code point, the letter without its tone (ệ → ê).
TONES: Final[Mapping[str, int]] = {
    unicodedata.normalize("NFC", vowel + mark): tone for vowel in _VOWELS for tone, mark in enumerate(_TONE_MARKS)
}
TONELESS: Final[Mapping[int, str]] = {ord(letter): _VOWELS[at // len(_TONE_MARKS)] for at, letter in enumerate(TONES)}

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_SPACES += "".join(map(chr, range(0x2000, 0x200B)))
_EDGES = _SPACES + "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # zero width, direction, BOM
# Ð and Ɖ look like Đ; no Unicode form unites them.
_ONE_D: Final = dict.fromkeys(map(ord, "ðɖ"), "đ") | dict.fromkeys(map(ord, "ÐƉ"), "Đ")
# U+00AD is dropped from keys only: as stored text it could still be the ư of an undecoded TCVN3 cell.
_KEY_LETTERS: Final = _ONE_D | dict.fromkeys(map(ord, _EDGES + "\xad"), "")
_EARLY_TONE = re.compile("[òóỏõọ][ae]|[ùúủũụ]y|(?<=q)[ùúủũụ][aăâeêiôơ]")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Letters move above all of Latin-1, so that spaces, signs and digits sort before them.
_RANKS: Final[Mapping[int, str]] = {ord(letter): chr(0x100 + at) for at, letter in enumerate(_ALPHABET)}

_MODEL_QUOTES = re.compile("[\"'“”„‟«»‘’`″]")
_MODEL_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MODEL_PREFIX = re.compile(r"\s*(?:\(?[0-9]{1,3}\s*[.)/:–-]\s*)?(?:mô\s+hình\b\s*[:–-]?\s*)?", re.IGNORECASE)

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_NOTHING = _DASHES | {"không"}
_NUMBER = re.compile(r"([-\u2010-\u2015\u2212]?) *([0-9.,](?:[0-9., ]*[0-9.,])?) *([^0-9., ].*)?", re.DOTALL)
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}([. ])[0-9]{3}(?:\1[0-9]{3})*")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}(?:[., ][0-9]{3})+")
_DECIMAL = re.compile(r"(?:[0-9]*|[1-9][0-9]{0,2}(?:([., ])[0-9]{3})+)(?!\1)[.,][0-9]+")
_NUMBER_SPACES: Final = dict.fromkeys(map(ord, "\xa0\u2007\u2009\u202f"), " ")
_LARGEST = 10**8
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS: Final = frozenset({"không", "chưa", "ko"})
_PLAIN_NO_WORDS: Final = frozenset({"khong", "chua"})
_UNSURE: Final = frozenset({"k", "na"})
_NO_SIGNS: Final = frozenset("☐□▢◻◽❏❐❑❒\xa8")  # empty boxes; the last is one in the font Wingdings
_PLACE_TO_WRITE: Final = frozenset(".…_")
_SCALES: Final = frozenset({"chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"})
_PLAIN_SCALES: Final = frozenset({"chuc", "tram", "nghin", "ngan", "trieu"})

_NUMERIC_DATE = re.compile(r"(?:ngày)?\s*([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})\s*\.?")
_SPELLED_DATE = re.compile(r"(?:ngày)?\s*([0-9]{1,2})\s*tháng\s*([0-9]{1,2})\s*năm\s*([0-9]{4})\s*\.?")
_ISO_DATE = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ t][0-9]{1,2}:[0-9]{2}[0-9:.]*(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


class Count(NamedTuple):
    """A number of things as read, or the slug of the finding that says why it can't be read."""

    value: int | None
    problem: str | None


class Day(NamedTuple):
    """A date as read, or the slug of the finding that says why it can't be read."""

    value: datetime.date | None
    problem: str | None


_NO_COUNT = Count(None, None)
_NOT_A_NUMBER = Count(None, "not-a-number")
_NOT_WHOLE = Count(None, "not-a-whole-number")
_NEGATIVE = Count(None, "negative-number")
_AMBIGUOUS_COUNT = Count(None, "ambiguous-number")
_NO_DAY = Day(None, None)
_NOT_A_DATE = Day(None, "not-a-date")


def clean(text: str) -> str:
    """Return the text as it is stored: NFC, without spaces and invisible characters at its ends.

    Inner text stays as the file says it (CONTRACT §2, text).
    """
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text).strip(_EDGES)


_BEFORE_LABEL = re.compile(
    r"\A\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđA-ZĐ]|[IVX]{1,4})\s*[.)/:\-]\s*|[-–—+*•]\s*)(?=[^\W\d])"
)


def text_key(text: str) -> str:
    """Return a key that is equal for texts that mean the same (CONTRACT §2, text).

    Ignores case, all spaces, Unicode form, tone placement (uỷ/ủy, hoà/hòa, quý/qúy) and which Đ it is.
    """
    return "".join(text.lower().split()) if text.isascii() else _text_key(text)


@lru_cache(maxsize=16384)
def _text_key(text: str) -> str:
    key = unicodedata.normalize("NFC", text.lower().translate(_KEY_LETTERS))
    return unicodedata.normalize("NFC", _EARLY_TONE.sub(_tone_on_second_vowel, key))


def compared(text: str) -> str:
    """Return NFC text small, with one tone placement and one Đ, letter by letter: places in it are the text's own."""
    return text.lower() if text.isascii() else _EARLY_TONE.sub(_composed, text.lower().translate(_ONE_D))


def _composed(pair: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", _tone_on_second_vowel(pair))


def _tone_on_second_vowel(pair: re.Match[str]) -> str:
    first, second = pair[0][0], pair[0][1:]
    return first.translate(TONELESS) + second + _TONE_MARKS[TONES[first]]


def unnumbered(text: str) -> str:
    """Return a label without a number, a letter or a dash before it: "1. Đơn vị", "a) Đơn vị", "- Đơn vị"."""
    return _BEFORE_LABEL.sub("", text, count=1)


def model_key(text: str) -> str:
    """Return what a model's name is compared by (CONTRACT §2, model names).

    Beyond `text_key` it ignores a number before the name, the word Mô hình, quotation marks, and kinds of dash.
    The store compares names by the same rule (views: name_key).
    """
    name = _MODEL_QUOTES.sub("", unicodedata.normalize("NFC", text))
    name = _MODEL_DASHES.sub("-", _MODEL_PREFIX.sub("", name, count=1))
    return text_key(name) or text_key(text)


def fold_key(text: str) -> str:
    """Return the letters and digits only, small, without accents, đ as d: for sheets, headings, unit names.

    Sheet names and headings match whatever their case, spaces, accents and Unicode form (CONTRACT §2).
    """
    return text.lower() if text.isascii() and text.isalnum() else _fold_key(text)


@lru_cache(maxsize=16384)
def _fold_key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().translate(_KEY_LETTERS)).replace("đ", "d")
    return "".join(filter(str.isalnum, plain))


def parse_count(value: object, unit_of_measure: str | None = None) -> Count:
    """Read a cell as a whole number ≥ 0; a blank is no number and no problem (CONTRACT §2, numbers).

    The unit of measure may follow the number when it is the row's own. A comma before three digits is
    ambiguous; any other decimal sign is not whole, even before zeros (`2,0`). Truth values, dates, other
    digits than 0–9 and numbers above 100 million are not numbers. What differs from a whole number behind the 15th
    digit only is that number, as every office program shows it.
    """
    if isinstance(value, str):
        return _count_in_text(value, unit_of_measure)
    if value is None:
        return _NO_COUNT
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _NOT_A_NUMBER
    if isinstance(value, float) and not value.is_integer():
        value = as_shown(value)
        if not math.isfinite(value):
            return _NOT_A_NUMBER
        if not value.is_integer():
            return _NEGATIVE if value < 0 else _NOT_WHOLE
    return _NEGATIVE if value < 0 else _whole(int(value))


def as_shown(value: float) -> float:
    """Return a number as office programs show it, to 15 digits: 1325.9999999999998 is 1326."""
    return float(f"{value:.15g}")


def meant_thousands(value: object) -> int | None:
    """Return the number that 1.25 may stand for where dots part thousands: 1250; None where it can be none."""
    text = f"{as_shown(value):.15g}" if isinstance(value, float) else clean(value) if isinstance(value, str) else ""
    found = re.fullmatch(r"([1-9][0-9]{0,2})[.,]([0-9]{1,3})", text)
    return int(found[1] + found[2].ljust(3, "0")) if found else None


def is_too_large(value: object) -> bool:
    """Say whether a cell holds a whole number above the 100 million that a count may have."""
    if isinstance(value, str):
        digits = re.sub("[. ]", "", clean(value).translate(_NUMBER_SPACES)).lstrip("0")
        return bool(re.fullmatch("[0-9]+", digits)) and (len(digits) > 12 or int(digits) > _LARGEST)
    return isinstance(value, int | float) and _LARGEST < value < math.inf


def scales_numbers(unit_of_measure: str) -> bool:
    """Say whether a unit of measure counts by tens, hundreds, thousands …: `nghìn lượt`, `1.000 người`, `%`."""
    key = clean(unit_of_measure).lower()
    if "%" in key or re.search(r"(?<![\w.,])1(?:00+|(?:[. ]000)+)(?![\w.,])", key):
        return True
    words = _WORD.findall(key)
    return not _SCALES.isdisjoint(words) or (key.isascii() and not _PLAIN_SCALES.isdisjoint(words))


@lru_cache(maxsize=8192)
def _whole(value: int) -> Count:
    return Count(value, None) if value <= _LARGEST else _NOT_A_NUMBER


@lru_cache(maxsize=16384)
def _count_in_text(text: str, unit_of_measure: str | None) -> Count:
    content = clean(text).translate(_NUMBER_SPACES)
    if not content:
        return _NO_COUNT
    if text_key(content) in _NOTHING:
        return _whole(0)
    number = _NUMBER.fullmatch(content)
    if number is None:
        return _NOT_A_NUMBER
    sign, digits, unit = number.groups()
    if unit is not None and (unit_of_measure is None or text_key(unit) != text_key(unit_of_measure)):
        return _NOT_A_NUMBER
    count = _count_in_digits(digits)
    if sign and count.value != 0 and count is not _NOT_A_NUMBER:
        return _NEGATIVE
    return count


def _count_in_digits(digits: str) -> Count:
    if _WHOLE.fullmatch(digits):
        plain = digits.replace(".", "").replace(" ", "").lstrip("0") or "0"
        # Python refuses to convert thousands of digits, so their number is looked at first.
        return _whole(int(plain)) if len(plain) <= len(str(_LARGEST)) else _NOT_A_NUMBER
    if _AMBIGUOUS.fullmatch(digits):
        return _AMBIGUOUS_COUNT
    return _NOT_WHOLE if _DECIMAL.fullmatch(digits) else _NOT_A_NUMBER


def parse_date(value: object) -> Day:
    """Read a cell as a day; a blank is no day and no problem (CONTRACT §2, dates).

    Two digits of a year mean 20yy. A bare number is not a date: nothing says that it counts days.
    """
    if isinstance(value, str):
        return _day_in_text(value)
    if isinstance(value, datetime.datetime):
        return Day(value.date(), None)
    if isinstance(value, datetime.date):
        return Day(value, None)
    return _NO_DAY if value is None else _NOT_A_DATE


@lru_cache(maxsize=8192)
def _day_in_text(text: str) -> Day:
    content = clean(text).lower()
    if not content:
        return _NO_DAY
    if match := _NUMERIC_DATE.fullmatch(content):
        day, _, month, year = match.groups()
    elif match := _SPELLED_DATE.fullmatch(content):
        day, month, year = match.groups()
    elif match := _ISO_DATE.fullmatch(content):
        year, month, day = match.groups()
    else:
        return _NOT_A_DATE
    try:
        return Day(datetime.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)), None)
    except ValueError:
        return _NOT_A_DATE


def parse_mark(value: object) -> bool | None:
    """Say whether a cell is marked; None where only a person can say (CONTRACT §2, marks).

    No mark: blank, `0`, a dash, FALSE, an empty box, dots to write on, what begins with không, chưa, ko. `k`, also with
    words behind it, `n/a` and `?` may be either. Any other mark is yes.
    """
    if isinstance(value, str):
        return _mark_in_text(value)
    return bool(value)


@lru_cache(maxsize=4096)
def _mark_in_text(text: str) -> bool | None:
    content = clean(text).lower()
    key = text_key(content)
    if not key or key in ("0", "false") or key in _NOTHING or _NO_SIGNS.issuperset(key):
        return False
    if _PLACE_TO_WRITE.issuperset(key):
        return False
    words = _WORD.findall(content)
    first = words[0] if words and content.startswith(words[0]) else ""
    if first in _NO_WORDS or (content.isascii() and first in _PLAIN_NO_WORDS):
        return False
    said = "".join(filter(str.isalnum, key))
    return None if (not said.strip() and "?" in key) or said in _UNSURE or first == "k" else True


def is_dash(text: str) -> bool:
    """Say whether a text is only a dash, of whatever kind."""
    return text_key(text) in _DASHES


def sort_key(text: str) -> tuple[str, str, str]:
    """Return a key that sorts as Vietnamese does: a ă â … d đ …, then tones, then small before capital.

    Tones rank ngang huyền hỏi ngã sắc nặng and decide only between texts of the same letters.
    """
    letters = " ".join(unicodedata.normalize("NFC", text).translate(_ONE_D).split())
    small = letters.lower()
    tones = "".join(str(TONES.get(letter, 0)) for letter in small)
    return small.translate(TONELESS).translate(_RANKS), tones, letters.swapcase()


def format_count(count: int | None) -> str:
    """Write a number with dots between thousands; what was not reported is a dash, never 0."""
    return "–" if count is None else f"{count:,}".replace(",", ".")


def format_share(share: float | None) -> str:
    """Write a share (0–1) as a percentage, "83,0 %": decimal comma, one place, halves up, a no-break space."""
    if share is None:
        return "–"
    # The tiny addend keeps halves such as 0.0625 from falling to the side of their binary form.
    whole, tenth = divmod(math.floor(share * 1000 + 0.5 + 1e-9), 10)
    return f"{whole},{tenth}\u00a0%"


def format_date(date: datetime.date | None) -> str:
    """Write a date as dd/mm/yyyy; no date is a dash."""
    return "–" if date is None else f"{date:%d/%m}/{date.year:04}"


def format_day(date: datetime.date | None) -> str:
    """Write a date as dd/mm; no date is a dash."""
    return "–" if date is None else f"{date:%d/%m}"
