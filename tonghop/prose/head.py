"""What a paper is, from its head: kind, whose, number, day, subject (CONTRACT form E).

The title line decides, then the symbol; never a table inside. What is left blank in a draft is None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tonghop.letterhead import Line, is_addressee, is_furniture, is_motto, said_in
from tonghop.names import UnitNames
from tonghop.prose.blocks import Block, Paragraph
from tonghop.vietnamese import fold_key, parse_date

REPORT, PLAN, MEMO, ACHIEVEMENTS = "report", "plan", "memo", "achievements"
NOMINATIONS, COVERING_LETTER, OTHER = "nominations", "covering_letter", "other"
_TITLES = (
    ("baocaotomtatthanhtich", ACHIEVEMENTS),
    ("tomtatthanhtich", ACHIEVEMENTS),
    ("bantomtatthanhtich", ACHIEVEMENTS),
    ("baocaothanhtich", ACHIEVEMENTS),
    ("baocao", REPORT),
    ("kehoach", PLAN),
    ("totrinh", MEMO),
    ("danhsach", NOMINATIONS),
    ("congvan", COVERING_LETTER),
)
_OTHERS = ("thongbao", "giaymoi", "quyetdinh", "bienban", "nghiquyet", "huongdan", "chuongtrinh", "thongtri", "quyche",
           "quydinh", "giayxacnhan", "thamluan", "bancamket", "phieu", "giaygioithieu", "loikeugoi", "chithi",
           "ketluan", "dean", "dontrinh", "dondenghi")  # fmt: skip
_SYMBOLS = {"bc": REPORT, "kh": PLAN, "ttr": MEMO, "tr": MEMO, "cv": COVERING_LETTER}
_NUMBER = re.compile(
    r"\s*số\s*[:.]?\s*(?P<digits>[\d]*)[\s._…]*(?P<symbol>[-–/]\s*[^\W\d_]{1,5}\s*[-–/][^,;:()]*|[-–/][^\W\d_][^\s,;:()]*)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"ngày\s*(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4})", re.IGNORECASE
)
_PLACE_AND_DAY = re.compile(r"[^\d]{2,40}?,?\s*ngày\b.*(?:tháng|/)", re.IGNORECASE)
_ABOUT = re.compile(r"\s*(?:v/v|về\s+việc)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\s*(?:thực\s+hiện|căn\s+cứ|kính\s+gửi|xét|ngày\s+\d|trong\s+những\s+năm|để\s|nhằm|sau\s+\d|qua\s+\d|(?!v/v)\(?(?:[ivx]+|\d+)\s*[.)/:-])",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"[\s(\[]*(?:dự\s+thảo|bản\s+nháp|mật|khẩn)[\s\w]*[)\]]?\s*", re.IGNORECASE)
_RULE = re.compile(r"[\W_]*")
LONGEST_LINE = 400
MOST_LINES, LONGEST_TITLE, MOST_SUBJECT = 60, 160, 8


@dataclass(frozen=True)
class Head:
    """What a paper says it is; `part`: the body of the unit that issued it, below the unit's own name."""

    kind: str
    unit_id: str | None = None
    number: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    part: str | None = None


@dataclass(frozen=True)
class _HeadLine:
    text: str
    is_bold: bool
    column: int


def head_of(headers: Sequence[str], paper: Sequence[Block], names: UnitNames, *, has_list: bool) -> Head:
    """Read the head of a paper: its page headers and its first lines; `has_list`: it holds form B's table."""
    lines = _lines(headers, paper)
    at, kind = next(((i, k) for i, line in enumerate(lines) if (k := _title(line.text))), (None, None))
    above = lines[: len(lines) if at is None else at]
    number, symbol = _number(above or lines)
    subject_lines = _subject(lines, at)
    subject = " ".join(subject_lines) or None
    if kind is None:
        kind = _by_symbol(symbol) or (NOMINATIONS if has_list else COVERING_LETTER if _is_letter(lines) else OTHER)
    if kind == REPORT and subject and fold_key(subject).startswith(("tomtatthanhtich", "thanhtich")):
        kind = ACHIEVEMENTS
    unit, part = _unit(above, lines, names, is_list=kind == NOMINATIONS)
    day = _day(above if at is not None else lines[:MOST_LINES])
    if day is None and kind == NOMINATIONS:
        day = _day(lines)
    return Head(kind, unit, number, day, subject, part)


def _lines(headers: Sequence[str], paper: Sequence[Block]) -> list[_HeadLine]:
    lines = [
        _HeadLine(part.strip(), False, place + column)
        for place, text in enumerate(headers)
        for column, cell in enumerate(re.split(r"\t+", text))
        for part in cell.split("\n")
        if part.strip()
    ]
    for block in paper:
        if len(lines) > MOST_LINES:
            break
        if isinstance(block, Paragraph):
            column = int(block.place.rpartition(" ")[2]) - 1 if block.in_table else 0
            for beside, cell in enumerate(re.split(r"\t+|\s{6,60}(?=[^\s\d/-])", block.text[:LONGEST_LINE])):
                lines += [
                    _HeadLine(part.strip(), block.is_bold, column + beside) for part in cell.split("\n") if part.strip()
                ]
    return lines


def _title(text: str) -> str | None:
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]  # TCVN3 has no capitals with a tone
    if not letters or len(text) > LONGEST_TITLE or not all(letter.isupper() for letter in letters):
        return None
    key = fold_key(text)
    for start, kind in _TITLES:
        if key.startswith(start):
            return kind
    return OTHER if key.startswith(_OTHERS) else None


def _number(lines: Sequence[_HeadLine]) -> tuple[str | None, str]:
    for line in lines:
        found = _NUMBER.match(line.text)
        if found:
            symbol = re.sub(r"\s+", "", found["symbol"]).replace("–", "-")
            return (f"{found['digits']}{symbol}" if found["digits"] else None), symbol
    return None, ""


def _by_symbol(symbol: str) -> str | None:
    return next((_SYMBOLS[part] for part in re.split(r"[-/]", symbol.lower()) if part in _SYMBOLS), None)


def _is_letter(lines: Sequence[_HeadLine]) -> bool:
    return any(_ABOUT.match(line.text) for line in lines[:20]) and any(is_addressee(line.text) for line in lines)


def _day(lines: Sequence[_HeadLine]) -> date | None:
    for line in lines:
        if _PLACE_AND_DAY.match(line.text) and (found := _DAY.search(line.text)) and not _BODY.match(line.text):
            day: date | None = parse_date(re.sub(r"\s*([/.-])\s*", r"\1", found[1])).value
            return day
    return None


def _subject(lines: Sequence[_HeadLine], title: int | None) -> list[str]:
    """The lines below the title, or V/v of a letter, up to a rule, an addressee, the text."""
    if title is None:
        start = next((at for at, line in enumerate(lines) if _ABOUT.match(line.text)), None)
        if start is None:
            return []
        found = [lines[start].text]
        for line in lines[start + 1 :]:
            if line.column != lines[start].column or _is_end_of_subject(line) or is_furniture(line.text):
                break
            found.append(line.text)
        return found
    is_bold = None
    found = [rest] if (rest := _beyond_kind(lines[title].text)) else []
    for line in lines[title + 1 : title + 1 + MOST_SUBJECT]:
        if _DRAFT.fullmatch(line.text):
            continue
        is_bold = line.is_bold if is_bold is None else is_bold
        if _is_end_of_subject(line) or line.is_bold != is_bold or (found and not is_bold and found[-1].endswith(".")):
            break
        if found and not is_bold and len(line.text) > LONGEST_TITLE:
            break
        found.append(line.text)
    return found


def _beyond_kind(title: str) -> str:
    """What a title line says behind its kind: DANH SÁCH | mô hình …"""
    key = next((start for start, _ in _TITLES if fold_key(title).startswith(start)), "")
    words = title.split()
    used = ""
    while words and key and used != key:
        used += fold_key(words.pop(0))
    return " ".join(words) if key and used == key else ""


def _is_end_of_subject(line: _HeadLine) -> bool:
    return bool(_RULE.fullmatch(line.text) or is_addressee(line.text) or _BODY.match(line.text)) or is_motto(line.text)


def _unit(
    above: Sequence[_HeadLine], lines: Sequence[_HeadLine], names: UnitNames, *, is_list: bool
) -> tuple[str | None, str | None]:
    """The unit of the letterhead, and the part of it that issued the paper; of a list also what stands below."""
    for some in (above, lines) if is_list or not above else (above,):
        for column in sorted({line.column for line in some}):
            block = [Line(line.text) for line in some if line.column == column]
            said = list(said_in(block, names))
            units = list(dict.fromkeys(each.units[0] for each in said if len(each.units) == 1))
            if len(units) == 1:
                part = next((each.text for each in reversed(said) if not each.units), None)
                return units[0], part
    return None, None
