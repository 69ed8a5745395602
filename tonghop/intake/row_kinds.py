"""What a row or a cell of a table is by its look: a number, a total, a group, a signature, nothing (CONTRACT §2).

Pure predicates on values; they know how offices lay out a page, not where on it they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tonghop.vietnamese import clean, fold_key, parse_count

Cell = tuple[int, object]
"""Column from zero and value of a cell with content."""

TOTALS = frozenset({"cong", "tong", "tongcong", "tongso", "congchung", "tongchung", "tongcongchung"})
WHOLE_DISTRICT = frozenset(
    {"toanhuyen", "tongtoanhuyen", "congtoanhuyen", "tongcongtoanhuyen", "tongsotoanhuyen"}
)
LONGEST_PERSON = 6
"""Words of a person's name at most."""
SHORT_OFFICE = 5
"""Words of an office at most, as it stands below a table: "Bí thư Đảng ủy xã"."""
MARKS = frozenset("xvc")  # x, v for a tick, c for có: Roman numerals, too
_TOTAL = r"(?:tổng\s+(?:cộng|số)|tổng|cộng)"
_THINGS = r"(?:mô hình|người|văn bản|bộ)"
_COUNTED_TOTAL = re.compile(
    rf"{_TOTAL}(?:\s+(?:số\s+)?{_THINGS})?(?:\s+(?:có|là))?\s*:?\s*\(?\s*\d+\s*(?:\([^\d()]+\)\s*)?{_THINGS}?\s*\)?[\s./]*",
    re.IGNORECASE,
)
_SUMMED_TOTAL = re.compile(rf"(?i:{_TOTAL})\s*:?\s*\(?=?\s*[\dA-EIVX]+(?:\s*[+…–-]+\s*[\dA-EIVX]*)+\s*\)?")
_COUNTED = re.compile(r"\d[\d.]*\s*[^\W\d]*(?:\s[^\W\d]+)?\s*\.?")
_GROUPED = r"(?:các\s+)?(?:khối|nhóm|cụm|phần|mục)|các\s+(?:đơn vị|xã|chi bộ|đảng bộ|cơ quan)"
_TOTAL_OF_GROUP = re.compile(rf"{_TOTAL}\s*:?\s+(?:(?:{_GROUPED})\b.*|[A-ZĐ]|[IVX]+)", re.IGNORECASE | re.DOTALL)
_TOTAL_OF = re.compile(rf"{_TOTAL}\s*:?\s+(.+)", re.IGNORECASE | re.DOTALL)
_COLUMN_SUM = re.compile(r"\(?(\d{1,2})\)?\s*=[\s\d()+\-–.…]+")
_ROMAN = re.compile(r"\(?[IVXLC]+\s*[.)\-–/:]*", re.IGNORECASE)
_LETTER = re.compile(r"\(?[A-ZĐ]\s*[.)\-–/:]*")
_GROUP_HEADING = re.compile(
    r"\s*(?![^\W\d]/[^\W\d]\b)\(?(?:[IVXLCivxlc]+[.)]|[IVXLC]+\s*[\-–/:]|[A-ZĐ]\s*[.)\-–/:])\s*[^\W\d]"
)
_KIND_OF_MODELS = re.compile(
    r"(?:[-–+•*]\s*)?(?:(?:về\s+)?lĩnh\s+vực\s+\w.{2,60}|(?:(?:các\s+)?mô\s+hình\s+)?(?:của\s+)?(?:tập\s+thể|cá\s+nhân)"
    r"|(?:các\s+)?mô\s+hình\s+(?:cấp|về|thuộc)\b.{2,60}:)\s*:?",
    re.IGNORECASE,
)
_LIKE_GROUP = re.compile(r"\s*(khối|nhóm|cụm|phần|mục|loại|các|thuộc|về|cấp|diện)\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"\s*(?:\(\s*)?(vd|ví dụ)\b\s*[:.)]", re.IGNORECASE)
_ORDINAL = re.compile(r"\(?(?:\d{1,4}(?:[.,\-]\d{1,3})*\s*[a-zđ]?|[a-zđA-ZĐ]|[IVXLCivxlc]+)\s*[.)\-/:]*|[-–—+*•.]+")
_SIGNS = re.compile(
    r"(người lập( biểu)?|(bên |người )(giao|nhận|tiếp nhận)( hồ sơ)?\s*$|t\s*/\s*m|tm\.|k\s*/\s*t|kt\.|nơi nhận"
    r"|(\*\s*)?ghi chú\s*:)",
    re.IGNORECASE,
)
_SECRETARY = re.compile(r"(phó )?bí thư\b", re.IGNORECASE)
_NOTE = re.compile(r"(\*\s*)?ghi chú\s*:", re.IGNORECASE)
_ALSO_SIGNS = re.compile(
    r"(thủ trưởng|chủ tịch|đại diện|xác nhận|người (kiểm tra|tổng hợp|báo cáo|thống kê)|kế toán|thường trực|văn phòng"
    r"|(cán bộ|chuyên viên|công chức)( (tổng hợp|lập|phụ trách|thống kê))?\s*$|tuq\b|\(?\s*ký\b)",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(phó|trưởng|chánh|giám đốc|hiệu trưởng|ủy viên|uỷ viên|lưu\b|như trên|đã ký|ngày\b|điện thoại|đt\b|sđt\b|email"
    r"|ban thường vụ|ban chấp hành|đảng (ủy|uỷ|bộ)|chi bộ|huyện (ủy|uỷ)|ubnd|mttq|hội đồng)",
    re.IGNORECASE,
)
_GETS_A_COPY = re.compile(
    r"\s*(các|ban|văn phòng|vp|huyện|tỉnh|hội|đoàn|công an|quân sự|phòng|lãnh đạo|thành viên|mặt trận|ủy ban|uỷ ban"
    r"|cổng|trang|đảng|chi bộ|chủ tịch|tt)\b",
    re.IGNORECASE,
)
_HONOUR = re.compile(r"^(?:(?:đ/c|đồng chí|ông|bà|ths|ts|cn|ks)\b\.?\s*)+", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(r"[^\d,]{2,40},\s*ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*[\d.…]*", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:(?:hiện |đến nay )?(?:không|chưa)(?: có)?(?: (?:mô hình|văn bản|số liệu|đề nghị))?(?: nào)?|[-–—−‐‑.…_]+)"
    r"\s*\.?",
    re.IGNORECASE,
)


def is_number(value: object) -> bool:
    """Is this a number and nothing else, however it is typed: 1, 01, "1.", "2)", 1.5?"""
    if type(value) is float:
        return True
    if isinstance(value, str):
        value = value.strip().rstrip(".)")
        return bool(value) and parse_count(value).problem != "not-a-number" and value[-1:].isdigit()
    return value is not None and parse_count(value).problem != "not-a-number"


def number_of(mark: object) -> int | None:
    """Return the whole number under TT: 1, 01, "1.", "2)"; None where it is none."""
    return parse_count(mark.strip().rstrip(".)/") if isinstance(mark, str) else mark).value or None


def is_ordinal(value: object) -> bool:
    """Can this be the number of a row: 1, "1.", 1.2, 1a, a), II, B., a dash or a star?"""
    if not isinstance(value, str):
        return is_number(value)
    lines = value.split()  # several rows in one
    return bool(lines) and all(_ORDINAL.fullmatch(line) for line in lines)


def is_group_mark(value: object) -> bool:
    """Is this a capital letter or a Roman numeral, also with . ) - or / behind it?"""
    if not isinstance(value, str):
        return False
    text = value.strip()
    return bool(_ROMAN.fullmatch(text) or _LETTER.fullmatch(text))


def numbers_parts(mark: object, below: object) -> bool:
    """Is one the number of a heading and the other that of its first part: 1 and 1.1, "2." and "2.1"?"""
    number, part = (f"{v:g}" if isinstance(v, int | float) else str(v or "").strip(" .)") for v in (mark, below))
    return number.isdigit() and re.fullmatch(rf"{number}[.]0?1", part) is not None


def is_group_heading(value: object) -> bool:
    """Is this a heading that begins with a letter or a Roman numeral: "A. KHỐI XÃ", "II/ Lĩnh vực văn hóa"?

    Two letters and a stroke are a word in short, as in "V/v".
    """
    return isinstance(value, str) and bool(_GROUP_HEADING.match(value))


def is_group(filled: Sequence[Cell], ordinal: int, name: int, marks: int) -> bool:
    """Are these two cells a letter or numeral and a heading? An x for "yes" beside a name is no numeral."""
    if len(filled) != 2:
        return False
    for (at, mark), (beside, title) in (filled, reversed(filled)):
        if is_group_mark(mark) and isinstance(title, str) and isinstance(mark, str) and not is_group_mark(title):
            is_mark = at == marks and beside == name and mark.strip().lower() in MARKS
            if at == ordinal or (at < beside and not is_mark):
                return parse_count(title).value is None
    return False


def is_kind_of_models(value: object) -> bool:
    """Is this a heading over some of the models: "Lĩnh vực kinh tế", "Mô hình tập thể", "Các mô hình cấp huyện:"?"""
    return isinstance(value, str) and bool(_KIND_OF_MODELS.fullmatch(unicodedata.normalize("NFC", value).strip()))


def is_doubtful_name(value: object) -> bool:
    """Is a name alone in its row hardly one: a group's heading, what goes on with the name above it?"""
    return isinstance(value, str) and (value.strip()[:1].islower() or bool(_LIKE_GROUP.match(value)))


def is_example(value: object) -> bool:
    """Does a text say that its row only shows how to fill in the form: "VD: …", "(Ví dụ) …"?"""
    return isinstance(value, str) and bool(_EXAMPLE.match(value))


def is_value(value: object) -> bool:
    """Is this a count or a tick, whatever it stands for?"""
    return is_counted(value) or (isinstance(value, str) and value.strip().lower() in MARKS)


def group_texts(rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the headings of group rows, down to who signs: alone in a row, or behind a letter or Roman numeral."""
    found: list[str] = []
    for row in rows:
        filled = [value for value in row if value not in (None, "")]
        if any(map(is_signature, filled)):
            break
        if len(filled) == 1 or (len(filled) == 2 and is_group_mark(filled[0])):
            found += [filled[-1]] if isinstance(filled[-1], str) else []
    return found


def _line(text: str) -> str:
    """A text on one line, blanks once: thousands of them would be looked through again and again."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_total(value: object) -> bool:
    """Does a name's place say "Tổng cộng", "Tổng số", or that and only a count or of what: "Cộng: 3", "Cộng (I+II)"?"""
    if not isinstance(value, str):
        return False
    text = _line(value)
    return fold_key(text) in TOTALS or bool(_COUNTED_TOTAL.fullmatch(text) or _SUMMED_TOTAL.fullmatch(text))


def total_of(value: object) -> str | None:
    """Return whose total this is: "Cộng Đảng bộ xã …" is that unit's, "Toàn huyện" nobody's (an empty text)."""
    if not isinstance(value, str):
        return None
    if fold_key(value) in WHOLE_DISTRICT:
        return ""
    found = _TOTAL_OF.fullmatch(_line(value))
    return found[1] if found else None


def is_total_of_group(value: object) -> bool:
    """Is this the total of a group of units: "Cộng khối xã", "Cộng các chi bộ", "Cộng I"?"""
    return isinstance(value, str) and bool(_TOTAL_OF_GROUP.fullmatch(_line(value)))


def is_counted(value: object) -> bool:
    """Is this a number, alone or with what it counts: 3, "3 mô hình"?"""
    return is_number(value) or (isinstance(value, str) and bool(_COUNTED.fullmatch(clean(value))))


def is_signature(value: object, is_alone: bool = True) -> bool:
    """Is this the start of what follows a table: who signs, who gets it, notes?

    A long text that begins with "Bí thư" and has others beside it is what a row says of a secretary.
    """
    if not isinstance(value, str):
        return False
    text = value.lstrip()
    if _SIGNS.match(text):
        return True
    return bool(_SECRETARY.match(text)) and (is_alone or len(text.split()) <= SHORT_OFFICE)


def is_of_signature(value: object, is_alone: bool) -> bool:
    """May this stand beside the start of a signature block in a column of the form?"""
    return is_signature(value, is_alone) or (isinstance(value, str) and bool(_ALSO_SIGNS.match(value.lstrip())))


def may_stand_below(value: object) -> bool:
    """May this stand below the start of a signature block: an office, a name, who gets a copy, a place to sign?

    A sentence may not: it may be a row that was written below by mistake.
    """
    if not isinstance(value, str):
        return False
    text = unicodedata.normalize("NFC", value).strip()
    is_set_apart = text.isupper() or text[0] in "(-–—+*•./_…" or text[-1] in ";:" or not any(map(str.isalpha, text))
    if is_set_apart or is_of_signature(text, True) or is_place_and_day(text) or _BELOW.match(text):
        return True
    words = _HONOUR.sub("", text).split()
    return 0 < len(words) <= LONGEST_PERSON and all(word[0].isupper() and word.isalpha() for word in words)


def is_copies(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().lower().startswith("nơi nhận")


def may_get_a_copy(value: object) -> bool:
    """May this stand below "Nơi nhận:" without a dash: a body or an office that gets a copy?"""
    return isinstance(value, str) and bool(_GETS_A_COPY.match(value))


def is_note(value: object) -> bool:
    return isinstance(value, str) and bool(_NOTE.match(value.lstrip()))


def is_place_and_day(value: object) -> bool:
    """Is this the line above a signature: "Tân Sơn, ngày 05 tháng 4 năm 2022"?"""
    return isinstance(value, str) and bool(_PLACE_AND_DAY.fullmatch(clean(value).rstrip(". ")))


def says_nothing(value: object) -> bool:
    """Is this only "không", "không có", "chưa có mô hình nào", a dash or dots?"""
    return isinstance(value, str) and bool(_NOTHING.fullmatch(clean(value)))


def numbers_columns(values: Sequence[object]) -> bool:
    """Are these the columns' letters and numbers: A B C 1 2 3, (1) (2), the last perhaps (9)=(4)+…+(8)?"""
    letters = 0
    for at, value in enumerate(values):
        mark = _column_mark(value)
        if letters == at and mark == chr(65 + at):
            letters += 1
        elif mark != str(at - letters + 1):
            return False
    return True


def _column_mark(value: object) -> str:
    if isinstance(value, str):
        text = value.strip()
        summed = _COLUMN_SUM.fullmatch(text.strip("()") if text.count("=") else text)
        text = summed[1] if summed else text.strip(" ()")
        return text if len(text) == 1 and "A" <= text <= "Z" else str(parse_count(text).value)
    return str(parse_count(value).value)
