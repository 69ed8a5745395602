"""The forms as offices send them, made in memory, so that a test says only what differs from a clean file.

Files are written by other libraries than the one that reads them, and go in by the production door (`read`).
In every sheet the title stands in row 1, the headings in row 3 (`Thông tin`: its first label), data below.
"""

from __future__ import annotations

import atexit
import csv
import hashlib
import io
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import docx
import openpyxl
import xlsxwriter

from tonghop.actions.loading import check, load
from tonghop.findings import Finding
from tonghop.intake.addresses import cell_place
from tonghop.intake.inbox import collect_uploads
from tonghop.intake.reading import Reading
from tonghop.plan.files import COLUMNS, DEFAULT, read_plan
from tonghop.plan.model import Plan
from tonghop.records import Record
from tonghop.store import Store

RECEIVED = date(2022, 5, 5)
UNIT, OTHER = "Đảng bộ xã Tân Sơn", "Đảng bộ xã Thi Sơn"
UNIT_ID, OTHER_ID = "tan-son", "thi-son"
TITLE = "(Kèm theo Kế hoạch số 83-KH/HU, ngày 29/03/2022)"

Case = TypeVar("Case", bound=Hashable)
Kind = TypeVar("Kind", bound=Record)
Content = list[tuple[object, ...]]
Row = list[Any]
Sheets = dict[str, list[Row]]
Changes = Mapping[tuple[str, str], object]
"""(sheet, cell) -> what stands there instead."""


@dataclass(frozen=True)
class Formula:
    """A formula; `result` is what Excel kept of it, None where it was never calculated."""

    text: str
    result: object = None


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error such as #REF!."""

    text: str = "#REF!"


# -- sheets --------------------------------------------------------------------------------------------------

MODEL_HEADINGS = [
    "TT", "Tên mô hình", "Lĩnh vực", "Tập thể/Cá nhân", "Cấp mô hình", "Đơn vị thực hiện", "Năm bắt đầu",
    "Tóm tắt thành tích", "Đề nghị khen thưởng", "Ghi chú",
]  # fmt: skip
MODELS: list[Row] = [
    [1, "Hũ gạo tình thương", "Kinh tế", "Tập thể", "Cơ sở", "Hội Phụ nữ", 2018, "Giúp 12 hộ nghèo.", "x",
     "Mới"],
    [2, "Camera an ninh thôn", "Quốc phòng - an ninh", "Tập thể", "Huyện", "Công an xã", 2019, "Lắp 30 mắt.",
     None, None],
    [3, "Tuyến đường hoa", "Xây dựng nông thôn mới", "Cá nhân", "Tỉnh", "Bà Mai", 2021, "Dài 2 km.",
     None, None],
]  # fmt: skip
DOCUMENT_HEADINGS = ["TT", "Số, ký hiệu", "Ngày ban hành", "Loại văn bản", "Trích yếu"]
DOCUMENTS: list[Row] = [
    [1, "15-KH/ĐU", "20/05/2018", "Kế hoạch", "V/v học tập và làm theo Bác"],
    [2, "31-NQ/ĐU", "16/02/2019", "Nghị quyết", "V/v xây dựng mô hình"],
]
REMARK_HEADINGS = ["Nội dung", "Ý kiến của đơn vị"]
REMARKS: list[Row] = [
    ["Thuận lợi", "Được cấp ủy quan tâm."],
    ["Khó khăn", None],
    ["Bài học kinh nghiệm", "Phân công rõ người, rõ việc."],
]
LIST_HEADINGS = ["T T", "Tên mô hình", "Đơn vị thực hiện", "Tóm tắt thành tích", "Ghi chú"]
NOMINATIONS: list[Row] = [["1", "Hũ gạo tình thương", "Hội Phụ nữ", "Giúp 12 hộ nghèo.", None]]
REGISTER_HEADINGS = ["TT", "Đơn vị", "Thành phần hồ sơ", "Ngày tiếp nhận", "Số bộ", "Ghi chú"]
RECEIPTS: list[Row] = [
    [1, UNIT, "Tờ trình", "01/04/2022", 2, "Nộp trực tiếp"],
    [2, UNIT, "Danh sách mô hình", "02/04/2022", 2, None],
    [3, OTHER, "Báo cáo sơ kết", "08/04/2022", 1, None],
]


def titled(title: str, headings: Row, rows: Iterable[Row]) -> list[Row]:
    """Lay out a sheet: title, the plan's name, headings, rows."""
    return [[title], [TITLE], list(headings), *(list(row) for row in rows)]


@cache
def plan_83() -> Plan:
    return read_plan(DEFAULT)


def matrix_headings(plan: Plan) -> Row:
    return ["TT", "Chỉ tiêu", "Đơn vị tính", *plan.years, "Tổng cộng"]


def matrix_rows(sheet: str, plan: Plan) -> list[Row]:
    """Return a row an indicator: 11, 12, … by year in the first, 21, 22, … in the second, and their total."""
    rows: list[Row] = []
    for place, indicator in enumerate((i for i in plan.indicators if i.sheet == sheet), 1):
        values = [10 * place + year - plan.years_from + 1 for year in plan.years]
        rows.append([place, indicator.label, indicator.unit_of_measure, *values, sum(values)])
    return rows


def info_rows(unit: str, plan: Plan) -> list[Row]:
    span = f"{plan.years_from}-{plan.years_to}"
    return [
        ["Đơn vị", unit],
        ["Người lập biểu", "Trần Thị Mai"],
        ["Ngày lập", "03/04/2022"],
        ["Tổng số mô hình đã xây dựng", len(MODELS)],
        [f"Số mô hình được biểu dương, khen thưởng {span} (không tính trùng)", 2],
        ["Ngày tổ chức sơ kết", "19/04/2022"],
        ["Hình thức sơ kết", "Hội nghị"],
        ["Số người dự", 135],
        *([f"Xếp loại năm {year}", "Hoàn thành tốt nhiệm vụ"] for year in plan.years),
    ]


def return_sheets(unit: str = UNIT, plan: Plan | None = None) -> Sheets:
    """Return the rows of a clean form A."""
    plan = plan or plan_83()
    return {
        "Thông tin": [["THÔNG TIN CHUNG"], [TITLE], *info_rows(unit, plan)],
        "Mô hình": titled("DANH SÁCH MÔ HÌNH", MODEL_HEADINGS, MODELS),
        **{
            sheet: titled(sheet.upper(), matrix_headings(plan), matrix_rows(sheet, plan))
            for sheet in ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát")
        },
        "Văn bản": titled("DANH MỤC VĂN BẢN", DOCUMENT_HEADINGS, DOCUMENTS),
        "Đánh giá": titled("ĐÁNH GIÁ CHUNG", REMARK_HEADINGS, REMARKS),
    }


def consolidated_sheets(units: Sequence[str] = (UNIT, OTHER)) -> Sheets:
    """Return the rows of a clean form C: the sheets of form A, the units one after another."""
    sheets: Sheets = {}
    for name, rows in return_sheets().items():
        if name != "Thông tin":
            title, below, headings, *data = rows
            sheets[name] = [title, below, ["Đơn vị", *headings]]
            sheets[name] += [[unit, *row] for unit in units for row in data]
    return sheets


def register_sheets(receipts: Iterable[Row] = RECEIPTS) -> Sheets:
    """Return the rows of a clean form D."""
    return {"Tiếp nhận": titled("SỔ TIẾP NHẬN HỒ SƠ", REGISTER_HEADINGS, receipts)}


# -- files ---------------------------------------------------------------------------------------------------


def unit_return(
    unit: str = UNIT,
    *,
    sheets: Mapping[str, list[Row] | None] | None = None,
    changes: Changes | None = None,
    tabs: Mapping[str, str] | None = None,
    plan: Plan | None = None,
) -> bytes:
    """Make form A. `sheets` replaces the rows of whole sheets (None: leaves one out); `tabs` renames them."""
    return workbook(_changed(return_sheets(unit, plan), sheets), changes, tabs)


def consolidated(
    units: Sequence[str] = (UNIT, OTHER),
    *,
    sheets: Mapping[str, list[Row] | None] | None = None,
    changes: Changes | None = None,
) -> bytes:
    """Make form C; with a sheet `Tiếp nhận` in `sheets` it is C and D in one."""
    return workbook(_changed(consolidated_sheets(units), sheets), changes)


def register(receipts: Iterable[Row] = RECEIPTS, *, changes: Changes | None = None) -> bytes:
    """Make form D."""
    return workbook(register_sheets(receipts), changes)


def nomination_workbook(
    unit: str = UNIT, rows: Iterable[Row] = NOMINATIONS, *, changes: Changes | None = None
) -> bytes:
    """Make form B as a workbook: the unit's name in A1, headings in row 3, data from row 4."""
    return workbook({"Sheet1": titled(unit, LIST_HEADINGS, rows)}, changes)


def nomination_list(
    unit: str = UNIT,
    rows: Iterable[Row] = NOMINATIONS,
    *,
    headings: Row = LIST_HEADINGS,
    title: str = "DANH SÁCH MÔ HÌNH ĐIỂM TIÊU BIỂU",
    above: Sequence[str] = (),
    below: Sequence[str] = ("T/M CHI, ĐẢNG BỘ", "BÍ THƯ"),
    head: Sequence[Sequence[str]] = (),
) -> bytes:
    """Make form B in Word: unit, `above`, title, the table, `below`; `head` is a table in front of all."""
    document = docx.Document()
    if head:
        _word_table(document, head)
    for line in (unit, *above, title):
        document.add_paragraph(line)
    _word_table(document, [headings, *rows])
    for line in below:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook(
    sheets: Mapping[str, list[Row]], changes: Changes | None = None, tabs: Mapping[str, str] | None = None
) -> bytes:
    """Make a workbook of rows; `changes` by (sheet, cell)."""
    rows_of = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    for (name, cell), value in (changes or {}).items():
        at, column = cell_place(cell)
        rows = rows_of[name]
        rows += [[] for _ in range(at + 1 - len(rows))]
        rows[at] += [None] * (column + 1 - len(rows[at]))
        rows[at][column] = value
    named = {(tabs or {}).get(name, name): rows for name, rows in rows_of.items()}
    # each library leaves something out: xlsxwriter a formula without a value, openpyxl the value of one
    values = [value for rows in named.values() for row in rows for value in row]
    if any(isinstance(v, ErrorCell) or (isinstance(v, Formula) and v.result is None) for v in values):
        return _by_openpyxl(named)
    return _by_xlsxwriter(named)


def touched(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return a workbook with `change` made to it as a person does: cells merged, formatted, hidden, struck through."""
    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def package(files: Mapping[str, bytes], **options: Any) -> bytes:
    """Make a .zip of files by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **options) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def _changed(sheets: Sheets, replaced: Mapping[str, list[Row] | None] | None) -> Sheets:
    merged = {**sheets, **(replaced or {})}
    return {name: rows for name, rows in merged.items() if rows is not None}


def _by_xlsxwriter(sheets: Mapping[str, list[Row]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, Formula):
                    sheet.write_formula(at, column, value.text, None, value.result)
                elif isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write(at, column, value)
    book.close()
    return target.getvalue()


def _by_openpyxl(sheets: Mapping[str, list[Row]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([v.text if isinstance(v, Formula | ErrorCell) else v for v in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _word_table(document: Any, rows: Iterable[Sequence[object]]) -> None:
    lines = [list(row) for row in rows]
    table = document.add_table(rows=len(lines), cols=max(map(len, lines)))
    for line, row in zip(lines, table.rows, strict=True):
        for value, cell in zip(line, row.cells, strict=False):
            cell.text = "" if value is None else str(value)


# -- plans ---------------------------------------------------------------------------------------------------


def plan_folder(folder: Path, **texts: str | bytes | None) -> Path:
    """Write the project's plan into `folder`; `texts` replaces files by stem (None: leaves one out)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("plan.toml", *COLUMNS):
        text = texts.get(name.partition(".")[0], plan_text(name))
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def plan_text(name: str) -> str:
    """Return the text of one file of the project's plan."""
    return (DEFAULT / name).read_text(encoding="utf-8")


def csv_text(file: str, rows: Iterable[Sequence[object]]) -> str:
    """Write rows as that file of a plan has them, its headings first."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([COLUMNS[file], *rows])
    return target.getvalue()


# -- reading -------------------------------------------------------------------------------------------------


def read(store: Store, files: Mapping[Case, bytes], received_on: date = RECEIVED) -> dict[Case, Reading]:
    """Read files, all in one go, and return what each says by its key.

    A key that is a text is the file's name. Two of one content are read once: neither is called a duplicate.
    """
    names: dict[bytes, str] = {}
    for place, (key, content) in enumerate(files.items()):
        names.setdefault(content, key if isinstance(key, str) else f"{place}.xlsx")
    report = check(
        store, collect_uploads((name, content) for content, name in names.items()), received_on=received_on
    )
    readings = {outcome.path: outcome.reading for outcome in report.outcomes}
    return {key: readings[names[content]] for key, content in files.items()}


def read_one(store: Store, content: bytes, received_on: date = RECEIVED) -> Reading:
    return read(store, {"tệp": content}, received_on)["tệp"]


def load_all(store: Store, files: Mapping[str, bytes], received_on: date = RECEIVED) -> dict[str, str]:
    """Load files by name as one load; return what became of each.

    What a new store becomes by its first load is worked out once a process, and copied from then on.
    """
    if store.folder.exists() or store._plan_folder:
        return _load(store, files, received_on)
    named = [(name, hashlib.sha256(content).digest()) for name, content in files.items()]
    made = _FIRST_LOADS.get(key := (*named, received_on))
    if made is None:
        statuses = _load(store, files, received_on)
        folder = Path(tempfile.mkdtemp(dir=_folder_of_first_loads())) / "store"
        shutil.copytree(store.folder, folder)
        _FIRST_LOADS[key] = folder, statuses
        return statuses
    folder, statuses = made
    shutil.copytree(folder, store.folder)
    return dict(statuses)


_FIRST_LOADS: dict[tuple[object, ...], tuple[Path, dict[str, str]]] = {}


@cache
def _folder_of_first_loads() -> Path:
    folder = tempfile.mkdtemp(prefix="first-loads-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _load(store: Store, files: Mapping[str, bytes], received_on: date) -> dict[str, str]:
    report = load(
        store,
        collect_uploads(files.items()),
        received_on=received_on,
        recorded_at=datetime(2022, 5, 5, 8),
        recorded_by="người thử",
    )
    return {outcome.path: outcome.status for outcome in report.outcomes}


def said(findings: Iterable[Finding]) -> list[tuple[str, str | None, str | None, str | None]]:
    """Say findings as (slug, sheet, cell, value)."""
    return [(f.slug, f.sheet, f.cell, f.value) for f in findings]


# -- what was read -------------------------------------------------------------------------------------------


def content(reading: Reading) -> Content:
    """What a file says, without where it says it."""
    return [
        (type(record).__name__, *(v for k, v in record._asdict().items() if k not in ("cell", "position")))
        for record in reading.records
    ]


def of_kind(reading: Reading, kind: type[Kind]) -> list[Kind]:
    return [record for record in reading.records if isinstance(record, kind)]


def assert_all_say(
    store: Store, files: Mapping[str, bytes], expected: Content, in_order: bool = True
) -> None:
    """Every file is accepted without a finding and says what is expected."""
    arranged: Callable[[Iterable[tuple[object, ...]]], object] = list if in_order else set
    for name, reading in read(store, files).items():
        assert (name, said(reading.findings), reading.status) == (name, [], "accepted")
        assert (name, arranged(content(reading))) == (name, arranged(expected))


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def plain(text: str) -> str:
    letters = (c for c in nfd(text).replace("đ", "d").replace("Đ", "D") if not unicodedata.combining(c))
    return "".join(letters)


# -- the old encoding ----------------------------------------------------------------------------------------

_TCVN3 = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)


def in_tcvn3(text: str) -> str:
    """Write a text as the old fonts do; a capital with a tone is typed as the small letter."""
    codes = {letter: chr(start + at) for start, row in _TCVN3 for at, letter in enumerate(row)}
    return "".join(codes.get(letter) or codes.get(letter.lower(), letter) for letter in text)


def every_text(sheets: Mapping[str, list[Row]], change: Any) -> Sheets:
    """Return the sheets with `change` made to every text."""
    return {
        name: [[change(value) if isinstance(value, str) else value for value in row] for row in rows]
        for name, rows in sheets.items()
    }
