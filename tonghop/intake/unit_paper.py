"""A unit's paper in prose (form E, CONTRACT §2): what it is, its number, day and subject, and whose it is.

The first title decides what a Word paper is, never a table inside it. Figures in prose are not read here.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from tonghop.findings import Finding, make
from tonghop.intake.identify import list_sheets
from tonghop.intake.letterhead import (
    Line,
    blocks_of_rows,
    could_name,
    is_addressee,
    is_furniture,
    is_letterhead,
    is_local,
    label_in,
    lines_of,
    said_in,
)
from tonghop.officefiles.reader import Book
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames
from tonghop.vietnamese import fold_key, parse_date

LIST = "list"
OTHER = "other"
KIND_LABELS = {
    "report": "Báo cáo",
    "plan": "Kế hoạch",
    "memo": "Tờ trình",
    "achievements": "Báo cáo tóm tắt thành tích",
    "covering_letter": "Công văn",
    OTHER: "Văn bản khác",
}
_TITLES = {
    "danhsach": LIST, "baocao": "report", "kehoach": "plan", "totrinh": "memo", "tomtatthanhtich": "achievements",
    "bantomtatthanhtich": "achievements", "congvan": "covering_letter", "thongbao": OTHER, "quyetdinh": OTHER,
    "nghiquyet": OTHER, "huongdan": OTHER, "chuongtrinh": OTHER, "bienban": OTHER, "giaymoi": OTHER,
    "giayxacnhan": OTHER, "quyche": OTHER, "quydinh": OTHER, "dean": OTHER, "phuongan": OTHER, "ketluan": OTHER,
    "chithi": OTHER, "bangtonghop": OTHER, "thamluan": OTHER, "donxin": OTHER, "dondenghi": OTHER,
}  # fmt: skip
_SYMBOLS = {"bc": "report", "kh": "plan", "ttr": "memo", "cv": "covering_letter"}
_NUMBER = re.compile(r"số\s*[:.]?\s*(\d{1,5})\s*([-–/])\s*([^\W\d_]+(?:\s*[-–/]\s*[^\W_]+)*)", re.IGNORECASE)
_UNNUMBERED = re.compile(r"số\s*[:.]?[\s.…_]*[-–/]\s*([^\W\d_]+)", re.IGNORECASE)
_CITED = re.compile(
    r"\w\W+(kế\s+hoạch|công\s+văn|tờ\s+trình|báo\s+cáo|chỉ\s+thị|nghị\s+quyết|quyết\s+định|quy\s+định|hướng\s+dẫn|"
    r"thông\s+báo|kết\s+luận|chương\s+trình|thông\s+tư|nghị\s+định|văn\s+bản)\s+số\s*[:.]?\s*\d",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"ngày\s*\d{1,2}\s*(?:tháng\s*\d{1,2}\s*năm\s*\d{4}|[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4})", re.IGNORECASE
)
_ABOUT = re.compile(r"(v/v|về\s+việc)\b", re.IGNORECASE)
_TEXT_BEGINS = re.compile(r"(thực hiện|căn cứ|xét|theo|nhằm|trong|[ivx]+[./]|\d+[./)-])(\s|$)", re.IGNORECASE)
_ACHIEVEMENTS = re.compile("baocao(tomtat)?thanhtich")
_SPAN = re.compile(r"\((?:giai\s+đoạn|từ\s+năm|\d{4})", re.IGNORECASE)
_OLD_WORD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")  # Word opens either under either name
_SCANS = {
    ".pdf": (b"%PDF",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",), ".png": (b"\x89PNG",),
    ".rtf": _OLD_WORD, ".doc": _OLD_WORD,
}  # fmt: skip
_UNREAD = ("legacy-doc", "not-office", "rtf", "scan", "pages")
LONGEST_DATE_LINE = 80  # "Thanh Sơn, ngày 04 tháng 4 năm 2022" stands alone
LONGEST_TITLE, LONGEST_SUBJECT = 300, 1000
MOST_LINES_BEFORE_TITLE = 40


@dataclass(frozen=True)
class Paper:
    """What a paper says of itself; `kind` is one of KIND_LABELS, the rest None where it does not say."""

    kind: str
    number: str | None = None
    issued_on: date | None = None
    subject: str | None = None

    @property
    def label(self) -> str:
        """What it is, in words: "Báo cáo số 67-BC/ĐU"."""
        return f"{KIND_LABELS[self.kind]}{f' số {self.number}' if self.number else ''}"


def is_kept_unread(path: str, content: bytes, reason: str) -> bool:
    """Is this a paper that is kept though it is not read: a scan, a .doc, an .rtf, and what its name says (§2, E)?"""
    begins = _SCANS.get(PurePosixPath(path.replace("\\", "/")).suffix.lower(), ())
    return reason in _UNREAD and any(each in content[:1024] for each in begins)


def title_of(book: Book) -> tuple[int, str] | None:
    """Return the place of a Word paper's first title among its lines, and what it makes the paper (a LIST, a kind)."""
    lines = _lines(book)
    for at, line in enumerate(lines[: MOST_LINES_BEFORE_TITLE * 2]):
        key = fold_key(line.text)
        found = next((kind for words, kind in _TITLES.items() if key.startswith(words)), None)
        if found is None or len(line.text) > LONGEST_TITLE or label_in(line.text) is not None:
            continue
        # a title stands in capitals, or alone in its line; a list's may be written small
        if line.text.upper() == line.text or key in _TITLES or (found == LIST and at < MOST_LINES_BEFORE_TITLE):
            told = key + "".join(fold_key(each.text) for each in lines[at + 1 : at + 3])
            return at, "achievements" if _ACHIEVEMENTS.match(told) else found
    return None


def paper_of(book: Book) -> Paper | None:
    """Return what a Word file is as a unit's paper; None for a list, and where neither title nor number says it."""
    title, lines = title_of(book), _lines(book)
    at, kind = title or (len(lines), "")
    if kind == LIST or (title is None and list_sheets(book)):
        return None
    above = [line for text in book.headers for line in lines_of(text)]
    head = [*above, *(lines[:at] if title else lines[:MOST_LINES_BEFORE_TITLE])]
    # "Thực hiện Kế hoạch số 83-KH/HU ngày …" tells another paper's number and day
    cited = [line for line in head if _CITED.search(line.text)]
    own = [line for line in head if line not in cited]
    numbers = [found for line in own if (found := _NUMBER.search(line.text))]
    unnumbered = [found for line in own if (found := _UNNUMBERED.search(line.text))]
    symbols = [found[3] for found in numbers] + [found[1] for found in unnumbered]
    if title is None:
        if not symbols and not cited:
            return None
        kind = _SYMBOLS.get(fold_key(re.split(r"[\s–/-]", symbols[0])[0]), OTHER) if symbols else OTHER
    days = [found[0] for line in own if (found := _DAY.search(line.text))]
    return Paper(
        kind,
        re.sub(r"\s", "", f"{numbers[0][1]}{numbers[0][2]}{numbers[0][3]}") if numbers else None,
        parse_date(re.sub(r"\s+", " ", days[0])).value if days else None,
        _subject(lines, at if title else None),
    )


def list_says(book: Book) -> Paper | None:
    """Return what a list of nominations (form B) says of itself beside its rows; None where the file is no list."""
    title, lines = title_of(book), _lines(book)
    if (title[1] != LIST) if title else not list_sheets(book):
        return None
    days = [found[0] for line in lines if (found := _DAY.search(line.text)) and len(line.text) < LONGEST_DATE_LINE]
    day = parse_date(re.sub(r"\s+", " ", days[0])).value if days else None
    return Paper(LIST, None, day, _subject(lines, title[0]) if title else None)


def owner_of(book: Book, names: UnitNames, plan: Plan) -> tuple[str | None, str | None]:
    """Return the unit that a paper's letterhead names, None for none or several; and what to say of it.

    A paper of a part of a unit is the unit's.
    """
    owners: list[tuple[str, ...]] = []
    parts: list[str] = []
    for block in _head_blocks(book):
        above: tuple[str, ...] = ()
        for each in said_in(block, names):
            is_below = above not in ((), each.units) and not any(map(names.is_of_district, above))
            if not each.units or (is_below and is_local(each.text, each.units, names)):
                parts.append(each.text)
            else:
                owners.append(each.units)
                above = each.units
    if len(set(owners)) != 1 or len(owners[0]) != 1:
        return None, None
    unit = owners[0][0]
    whole = plan.unit_by_id[unit].name
    return unit, f"“{parts[0]}” là bộ phận của {whole}; văn bản tính cho đơn vị này." if parts else None


def lines_to_ask(book: Book) -> list[str]:
    """Return the lines of a letterhead that a person may be asked the unit of."""
    return could_name(_head_blocks(book))


def without_table(book: Book) -> Finding | None:
    """A paper whose title says DANH SÁCH and that has no table of nominations is not the form."""
    title = title_of(book) if book.kind == "word" else None
    if title is None or title[1] != LIST or list_sheets(book):
        return None
    return make("not-a-form", reason="văn bản là danh sách nhưng không có bảng với các cột của biểu mẫu")


def _lines(book: Book) -> list[Line]:
    return [line for block in _blocks(book, len(book.sheets)) for line in block]


def _head_blocks(book: Book) -> list[list[Line]]:
    """The letterhead's blocks: page headers, and what stands before the title."""
    title = title_of(book)
    left = title[0] if title else MOST_LINES_BEFORE_TITLE
    blocks = [[line for text in book.headers for line in lines_of(text)]]
    for block in _blocks(book, len(book.sheets)):
        blocks.append(block[:left])
        left -= len(block)
        if left <= 0:
            break
    return [block for block in blocks if block]


def _blocks(book: Book, tables: int) -> list[list[Line]]:
    """The lines of a Word file in their order, of tables only those that frame a letterhead; a cell is a block."""
    blocks: list[list[Line]] = []
    done = 0
    for at, sheet in enumerate(book.sheets[:tables]):
        before = book.tables[at][0] if at < len(book.tables) else 0
        blocks.append([line for text in book.paragraphs[done:before] for line in lines_of(text)])
        done = max(done, before)
        if is_letterhead(sheet):
            blocks += blocks_of_rows(sheet, len(sheet.rows))
    blocks.append([line for text in book.paragraphs[done:] for line in lines_of(text)])
    return [block for block in blocks if block]


def _subject(lines: list[Line], title: int | None) -> str | None:
    """What the paper is about: the rest of its title, else the lines below, else "V/v …" in the letterhead."""
    if title is None:
        at = next((n for n, line in enumerate(lines[:MOST_LINES_BEFORE_TITLE]) if _ABOUT.match(line.text)), None)
        if at is None:
            return None
        return _joined(lines, at)
    own = lines[title].text
    words = next(words for words in sorted(_TITLES, key=len, reverse=True) if fold_key(own).startswith(words))
    if fold_key(own) not in (words, "baocaotomtatthanhtich", "baocaothanhtich"):
        return _joined(lines, title, capitals=own.upper() == own)
    below = title + 1
    while below < len(lines) and (is_furniture(lines[below].text) or fold_key(lines[below].text) in _TITLES):
        below += 1
    if below >= len(lines) or is_addressee(lines[below].text) or _TEXT_BEGINS.match(lines[below].text):
        return None
    return _joined(lines, below)


def _joined(lines: list[Line], at: int, *, capitals: bool = False) -> str:
    """A line and those that go on with it: in small letters, or in capitals as a title."""
    said = [lines[at].text]
    for line in lines[at + 1 : at + 5]:
        goes_on = line.text[:1].islower() or (capitals and line.text.upper() == line.text) or _SPAN.match(line.text)
        if not goes_on or is_addressee(line.text) or (is_furniture(line.text) and not _SPAN.match(line.text)):
            break
        said.append(line.text)
    return " ".join(said)[:LONGEST_SUBJECT]
