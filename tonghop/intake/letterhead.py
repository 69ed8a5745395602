"""The lines above a table or a paper's text that can name its unit: a letterhead, a title, "Đơn vị: …" (CONTRACT §2).

Lines of one letterhead are tried joined before apart; what the paper is sent to, who signs it and lists name nobody. It
knows lines, not where they stand in a file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tonghop.intake.row_kinds import is_signature
from tonghop.officefiles.reader import Sheet
from tonghop.plan.unit_names import UnitNames
from tonghop.vietnamese import clean, fold_key

MOST_JOINED = 4
MOST_ASKED = 8
LONGEST_LINE = 120
_SENDS = r"(?:\s+(?:báo\s+cáo|đề\s+nghị|lập(?:\s+biểu)?|gửi|nộp|trình|ban\s+hành)){1,2}"
_LABEL = re.compile(
    rf"\s*(?:[-–+•*]\s*)?(?:(?:tên\s+)?[đðɖ]ơn\s+vị(?:{_SENDS}\s*:)?"
    rf"|(?:tên\s+)?cơ\s+quan(?:\s*[,/]\s*[đðɖ]ơn\s+vị)?(?:{_SENDS})?\s*:)\s*[:.…]*\s*",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*[-–+•*]")  # an item of a list: whom the paper goes to
_BREAK = re.compile(r"[\t\n\r\v\f\x85\u2028]|[ \xa0]{3,}")
_TITLES = ("danhsach", "baocao", "kehoach", "totrinh", "thongbao", "congvan", "quyetdinh", "nghiquyet", "huongdan",
           "tomtatthanhtich", "bieu", "phuluc", "bienban", "chuongtrinh")  # fmt: skip
_MOTTOES = ("dangcongsanvietnam", "conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
_FURNITURE = re.compile(r"số\s*[:.…]?[\s\d._…]*[-–/].*|.*\bngày\b.*|[\W_]*|\(.*\)", re.IGNORECASE)
_PLACE = re.compile(r"(xã|phường|thị\s+trấn|tt\.?|huyện|tỉnh)\s+(?!ủy\b|uỷ\b|đoàn\b|hội\b)", re.IGNORECASE)
_COMMUNE = re.compile(r"(xã|thị\s+trấn|tt\.?)\s", re.IGNORECASE)
_BRANCH = re.compile(r"(chi\s+(bộ|bo|hội|hoi|đoàn|doan)|cb)\s+\w", re.IGNORECASE)
_COMMITTEE = re.compile(r"(đảng\s+(bộ|ủy|uỷ)|ubnd)\s+\w", re.IGNORECASE)
_LEVEL = re.compile(r"\b(huyện|tỉnh|trung\s+ương)\b", re.IGNORECASE)
_COUNCIL = re.compile(r"\bhđnd\b|(ủy|uỷ)\s+ban\s+nhân\s+dân|hội\s+đồng\s+nhân\s+dân", re.IGNORECASE)
_BODY = re.compile(
    r"((chi|đảng|dang)\s+(bộ|bo|ủy|uỷ|uy|đoàn)|chi\s+(hội|hoi|doan)|công\s+đoàn|liên\s+đoàn|đoàn\s+(thanh|tncs|xã|cơ)|"
    r"hội\s+(?!nghị|thi\b|thảo|đàm|diễn)\w+|ban\s+(?!chấp\s+hành|thường\s+vụ|thường\s+trực|hành)\w+|công\s+an|quân\s+sự|"
    r"trường|trạm|(ủy|uỷ)\s+ban|ubnd|ubmttq|hđnd|mttq|mặt\s+trận|hợp\s+tác\s+xã|htx|tổ\s+(?!chức)\w+|văn\s+phòng|đội|"
    r"trung\s+tâm|quỹ|xí\s+nghiệp|công\s+ty|cb)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `place` is the (row, column) of its cell, None for one of a Word file."""

    text: str
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A line that names units (`units`, more than one where the alias is shared), or a body below one (no units)."""

    text: str
    units: tuple[str, ...]
    place: tuple[int, int] | None = None


def lines_of(text: object, place: tuple[int, int] | None = None) -> list[Line]:
    """Take a text apart where a line ends: at a break, a tab, a run of spaces."""
    if not isinstance(text, str):
        return []
    return [Line(part, place) for each in _BREAK.split(text) if (part := clean(each))]


def blocks_of_rows(sheet: Sheet, stop: int) -> list[list[Line]]:
    """Return the lines of a sheet's first rows, column by column: a letterhead beside another is another."""
    rows = sheet.rows[:stop]
    width = max(map(len, rows), default=0)
    columns = [
        [
            line
            for row, values in enumerate(rows)
            if column < len(values)
            for line in lines_of(_with_label(values, column), (row, column))
        ]
        for column in range(width)
    ]
    return [block for block in columns if block]


def _with_label(values: Sequence[object], column: int) -> object:
    """A name in the cell beside its label "Đơn vị" is read as "Đơn vị: …"."""
    value, before = values[column], values[column - 1] if column else None
    label = _LABEL.fullmatch(before) if isinstance(before, str) else None
    return f"{before}: {value}" if label and isinstance(value, str) and value.strip() else value


def is_letterhead(sheet: Sheet) -> bool:
    """Is a Word table a frame for a letterhead: one row or column, or with a motto, a number, a date in it?"""
    rows = [[value for value in row if value is not None] for row in sheet.rows]
    if len(rows) <= 1 or all(len(row) <= 1 for row in rows):
        return True
    lines = [line for row in rows for value in row for line in lines_of(value)]
    return max(map(len, rows)) <= 2 and any(is_furniture(line.text) for line in lines)


def label_in(line: str) -> str | None:
    """Return what stands behind "Đơn vị: …", None for another line."""
    label = _LABEL.match(line)
    return line[label.end() :].strip() if label else None


def is_unit_label(text: object) -> bool:
    """Is a cell nothing but the label of a unit: "Đơn vị", "Tên đơn vị:", "Đơn vị gửi", "Cơ quan:"?"""
    if not isinstance(text, str) or len(text) > LONGEST_LINE:
        return False
    is_whole = "donvi" in fold_key(text)  # "Cơ quan" is a label before a colon only
    return bool(_LABEL.fullmatch(text) or (is_whole and _LABEL.fullmatch(f"{text.rstrip()}:")))


def is_listed(line: str) -> bool:
    return bool(_LISTED.match(line))


def is_motto(value: object) -> bool:
    return isinstance(value, str) and fold_key(value) in _MOTTOES


def is_furniture(line: str) -> bool:
    """Is this a motto, the paper's number, its place and day, a rule: what every letterhead has?"""
    return is_motto(line) or bool(_FURNITURE.fullmatch(line))


def is_title(line: str) -> bool:
    """Is this the title of a paper, such as DANH SÁCH MÔ HÌNH …?"""
    key = fold_key(line)
    return key.startswith("danhsach") or (line.upper() == line and key.startswith(_TITLES))


def is_addressee(line: str) -> bool:
    return fold_key(line).startswith("kinhgui")


def said_in(block: Sequence[Line], names: UnitNames, *, labelled_only: bool = False) -> Iterator[Said]:
    """Yield what the lines of one block say of units, down to who signs; nothing that follows Kính gửi."""
    at, is_addressed = 0, False
    above: tuple[str, ...] = ()
    while at < len(block):
        line = block[at]
        text = line.text
        if is_signature(text):
            return
        labelled = label_in(text)
        if is_title(text):
            is_addressed, above = False, ()
        if is_addressee(text):
            is_addressed = True
        elif labelled is not None or not (is_addressed or labelled_only or is_listed(text)):
            found, used = _named(block, at, names, labelled)
            if used == 1 and labelled is None and (place := _place_below(block, at, names, found)):
                above, used = place, 2
                yield Said(block[at + 1].text, place, block[at + 1].place)
                yield Said(f"{text} {block[at + 1].text}", (), line.place)
            elif found:
                yield Said(text if labelled is None else labelled, found, line.place)
                above = found
            elif labelled and _is_body(labelled):
                yield Said(labelled, (), line.place)
            elif above and _is_body(text) and not any(names.is_organ(text, unit) for unit in above):
                yield Said(text, (), line.place)
            at += used - 1
        at += 1


def _named(block: Sequence[Line], at: int, names: UnitNames, labelled: str | None) -> tuple[tuple[str, ...], int]:
    """Return the units that the lines from here name, and how many lines that took."""
    first = block[at].text if labelled is None else labelled
    run = [first]
    for line in block[at + 1 : at + MOST_JOINED]:
        if is_title(line.text) or is_addressee(line.text) or is_signature(line.text) or is_listed(line.text):
            break
        if label_in(line.text) is not None or is_furniture(line.text):
            break
        run.append(line.text)
    for count in range(len(run), 1, -1):
        if units := names.find(" ".join(run[:count])):
            return units, count
    if len(run) > 1 and _PLACE.match(run[1]) and not names.find(run[1]):
        return (), 1  # HỘI NÔNG DÂN / TỈNH HÀ NAM: another body, of another level
    return names.find(first), 1


def _place_below(block: Sequence[Line], at: int, names: UnitNames, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the unit that the line below names where this one is a body of it or there: TRƯỜNG THCS / (XÃ) TÂN SƠN.

    What names the district or the province is a level above; the unit's own organs are the unit.
    """
    line, below = block[at].text, block[at + 1].text if at + 1 < len(block) else ""
    is_bare = not (_BODY.match(below) or _COMMITTEE.match(below) or is_signature(below) or label_in(below))
    is_part = _COMMUNE.match(below) or (not found and (is_bare or (_BRANCH.match(line) and _COMMITTEE.match(below))))
    if not is_part or not _is_body(line) or _LEVEL.search(line) or (found and not is_local(line, found, names)):
        return ()
    units = names.find(below)
    return () if any(names.is_organ(_COUNCIL.sub(" ", line), unit) for unit in units) else units


def is_local(line: str, units: tuple[str, ...], names: UnitNames) -> bool:
    """Does a line that names bodies of the district leave the district out, as one of another level does?"""
    says = bool(_LEVEL.search(line)) or names.says_district(line)
    return not says and all(map(names.is_of_district, units))


def _is_body(line: str) -> bool:
    return len(line) <= LONGEST_LINE and bool(_BODY.match(clean(line))) and not is_title(line)


def could_name(blocks: Iterable[Sequence[Line]]) -> list[str]:
    """Return the lines that a person may be asked the unit of: what "Đơn vị: …" says, else the short ones."""
    lines = [line.text for block in blocks for line in takewhile(lambda each: not is_signature(each.text), block)]
    labelled = [said for line in lines if (said := label_in(line))]
    kept = [line for line in lines if len(line) <= LONGEST_LINE and not (is_listed(line) or is_furniture(line))]
    return labelled or kept[:MOST_ASKED]
