"""The reading process: takes one file after another from its input and gives plain values back on its output.

Lives apart from the server because what it opens may kill it; starts quickly because it may have to start often,
so it imports little. Must not know the server's objects, forms or findings.
"""

from __future__ import annotations

import gc
import io
import marshal
import os
import struct
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tonghop.officefiles.binary import OLE, mark_xls, mark_xlsb, workbook_stream, xlsb_styles, xlsb_tabs
from tonghop.officefiles.ods_xml import mark_ods
from tonghop.officefiles.styles import Styles, look_of_shared_texts, read_styles
from tonghop.officefiles.worksheet_xml import Marks, column_letters, mark_worksheet
from tonghop.officefiles.zip_package import Package, Refused, tags

LONG_TEXT = 100
MOST_LETTERS = 32_767  # of one cell: what Excel holds, and so what can be given back
MOST_TEXT = 50_000_000  # letters in long texts, however often the same; a report has some thousands
_PLAIN = {str, int, float, bool}
_MACRO_NAMES = {".xlsm", ".xltm", ".xlam", ".docm", ".dotm", ".pptm"}
_OFFICE_NAMES = {".xlsx", ".xltx", ".xlsb", ".xls", ".ods", ".docx", ".dotx", ".doc"}
_OTHER_FILES = (  # as they begin; texts of all kinds are known by having nothing but text in them
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b",
)  # fmt: skip
_OLD_EXCEL = tuple(b"\x09" + rest for rest in (b"\0\4\0", b"\0\6\0", b"\2\6\0", b"\4\6\0", b"\x08\x08\0"))
_USUAL = {
    "xl/workbook.xml": "spreadsheetml",
    "word/document.xml": "wordprocessingml",
    "xl/workbook.bin": "excel.sheet.binary",
}
_NO_CELLS = {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}

Answer = tuple[Any, ...]


class _Bounds:
    def __init__(self, max_unpacked: float, max_cells: float, memory: float) -> None:
        self.max_unpacked, self.max_cells, self.memory = int(max_unpacked), int(max_cells), int(memory)


def serve(max_unpacked: float, max_cells: float, memory: float, is_confined: float) -> None:
    """Answer until the input ends, or until so little memory is left that the next deserves a fresh process."""
    bounds = _Bounds(max_unpacked, max_cells, memory)
    requests = sys.stdin.buffer
    replies = io.FileIO(os.dup(1), "w")
    os.dup2(2, 1)  # a library's chatter must not get among the answers
    begin = _confine(bounds.memory if is_confined else 0)
    gc.disable()  # nothing here refers to itself, and looking for what does costs time in every big file
    _send(replies, b"")  # ready
    is_last = False
    while not is_last:
        head = requests.read(16)
        if len(head) < 16:
            return
        name_size, size, seconds = struct.unpack("<IId", head)
        suffix, content = requests.read(name_size).decode("utf-8", "replace"), requests.read(size)
        begin(seconds)
        answer, is_last = _guarded(suffix, content, bounds)
        is_last = is_last or _held() > bounds.memory // 2
        _send(replies, marshal.dumps((is_last, answer)))
        del answer, content


def _send(replies: io.FileIO, reply: bytes) -> None:
    for part in (struct.pack("<I", len(reply)), reply):
        view = memoryview(part)
        while view:
            view = view[replies.write(view) :]


def _confine(memory: int) -> Callable[[float], None]:
    """Limit this process where the system can (memory 0: the server watches it); give what to call before a file.

    That takes the seconds of processor time that the file may use: on a busy machine they last as long as they must.
    """
    try:
        import resource
        import signal
    except ImportError:  # Windows: the server watches the time, too
        return lambda seconds: None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # RLIMIT_CPU knows whole seconds of the process's whole life; this timer counts the same, anew for each file
    def begin(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds)

    return begin


def _held() -> int:
    """Tell how many bytes of memory this process still holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - pathlib is slow to import
            return int(file.read(64).split()[0]) * 4096
    except OSError:
        return 0


def _guarded(suffix: str, content: bytes, bounds: _Bounds) -> tuple[Answer, bool]:
    """Read one file, whatever happens; the second part says that this process should not go on."""
    try:
        return _read(suffix, content, bounds), False
    except Refused as refused:
        return ("refused", *refused.args), False
    except (MemoryError, RecursionError) as problem:
        return ("refused", "memory" if isinstance(problem, MemoryError) else "parse", ""), True
    except (CalamineError, OSError) as problem:
        return ("refused", "parse", str(problem)[:200]), False
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # of the library; derives from BaseException
            return ("refused", "parse", f"panic: {problem}"[:200]), False
        if not isinstance(problem, Exception):
            raise
        return ("refused", "unexpected", f"{type(problem).__name__}: {problem}"[:200]), False


def _read(suffix: str, content: bytes, bounds: _Bounds) -> Answer:
    if suffix in _MACRO_NAMES:
        raise Refused("macros", suffix)
    try:
        return _read_plain(suffix, content, bounds)
    except Refused as refused:
        if refused.args[0] != "encrypted" or not content.startswith(OLE):
            raise
    from tonghop.officefiles import encrypted  # a library that hardly a file needs

    return _read_plain(suffix, encrypted.opened(content), bounds)


def _read_plain(suffix: str, content: bytes, bounds: _Bounds) -> Answer:
    if suffix == ".pdf" and b"%PDF" in content[:1024]:
        from tonghop.officefiles.pdf import read_pdf  # with a library that is slow to import

        return read_pdf(content, bounds.max_unpacked)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _read_package(Package(content, bounds.max_unpacked), bounds)
    if content.startswith(OLE):
        stream = workbook_stream(content, suffix)
        return _read_workbook(content, list(mark_xls(stream, bounds.max_cells)), bounds)
    if content.startswith(_OLD_EXCEL):
        raise Refused("legacy-xls")
    raise Refused(_kind_of_text(content) or _kind_of_other(suffix, content))


def _kind_of_other(suffix: str, content: bytes) -> str:
    is_other = content.startswith(_OTHER_FILES) or _is_text(content[:4096])
    return "not-office" if is_other or suffix not in _OFFICE_NAMES else "parse"


def _is_text(start: bytes) -> bool:
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or not any(byte < 9 or 13 < byte < 27 for byte in start)


def _kind_of_text(content: bytes) -> str | None:
    """Tell texts that Office programs open, under its own names, too: web pages, RTF, the XML of 2003."""
    start = content[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "replace").encode()
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rt"):
        return "rtf"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start or b"schemas.microsoft.com/office/word/2003" in start:
        return "xml-2003"
    is_mail = start.startswith(b"mime-version:") and b"multipart/related" in start  # .mht: a page with its pictures
    is_page = start.startswith(b"<") and any(tag in start for tag in (b"<html", b"<table", b"<!doctype html"))
    return "html" if is_mail or is_page else None


def _read_package(package: Package, bounds: _Bounds) -> Answer:
    """Tell the kinds of zipped office files apart by what they hold."""
    parts = package.parts
    if "mimetype" in parts and "[content_types].xml" not in parts:
        kind = package.read("mimetype").strip().decode("ascii", "replace")
        if not kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            raise Refused("not-office", kind[-40:])
        return _read_ods(package, bounds)
    if "[content_types].xml" not in parts:
        raise Refused("not-office")
    types = package.xml("[content_types].xml")
    if any(name.endswith("vbaproject.bin") for name in parts):
        raise Refused("macros")
    main = [name for name in _USUAL if name in parts]
    if len(main) != 1:
        main = [part for kind, part in package.related("").values() if kind == "officeDocument" and part in parts]
    return _read_main(package, main[0] if main else "", types, bounds)


def _read_main(package: Package, main: str, types: bytes, bounds: _Bounds) -> Answer:
    has_macros = b"macroenabled" in types.lower()  # or only says what such a part would be
    kind = _declared(types, main) if has_macros or main not in _USUAL else _USUAL[main]
    if "macroenabled" in kind and "sheet.binary" not in kind:  # .xlsb is always called that
        raise Refused("macros")
    if "wordprocessingml" in kind:
        return _read_word(package, main, bounds)
    if "excel.sheet.binary" in kind:
        tabs = xlsb_tabs(package.read(main))
        return _read_workbook(package, _mark_parts(package, main, tabs, bounds), bounds)
    if "spreadsheetml" in kind:
        tabs = [(sheet.get("name", ""), _relation(sheet)) for sheet in tags(package.xml(main), "sheet")]
        return _read_workbook(package, _mark_parts(package, main, tabs, bounds), bounds)
    raise Refused("not-office", kind[-60:])


def _declared(types: bytes, part: str) -> str:
    """Look up what the file says a part is."""
    for declared in tags(types, "Override"):
        if declared.get("PartName", "").lstrip("/").lower() == part:
            return declared.get("ContentType", "").lower()
    for declared in tags(types, "Default"):
        if declared.get("Extension", "").lower() == part.rpartition(".")[2]:
            return declared.get("ContentType", "").lower()
    return ""


def _relation(sheet: dict[str, str]) -> str:
    return next((value for key, value in sheet.items() if key.rpartition(":")[2] == "id"), "")


def _mark_parts(package: Package, main: str, tabs: list[tuple[str, str]], bounds: _Bounds) -> list[Marks]:
    related = package.related(main)
    styles = _styles(package, list(related.values()))
    found: list[Marks] = []
    left = bounds.max_cells
    for name, relation in tabs:
        kind, part = related.get(relation, ("", ""))
        if kind in _NO_CELLS:
            found.append(Marks(name))
            continue
        if part not in package.parts:
            raise Refused("parse", part)
        if main.endswith(".bin"):
            marks = mark_xlsb(name, package.read(part), left, styles)
        else:
            marks, plainer = mark_worksheet(name, package.whole_xml(part), left, styles)
            if plainer is not None:
                package.change(part, plainer)
        left -= marks.used
        found.append(marks)
    return found


def _styles(package: Package, related: list[tuple[str, str]]) -> Styles:
    """Read what the styles and the shared texts of a workbook say of its cells; there may be none."""
    parts = {kind: part for kind, part in related if part in package.parts}
    if parts.get("styles", "").endswith(".bin"):
        texts = package.read(parts["sharedStrings"]) if "sharedStrings" in parts else b""
        return xlsb_styles(package.read(parts["styles"]), texts)
    styles = read_styles(package.whole_xml(parts["styles"])) if "styles" in parts else Styles()
    if "sharedStrings" in parts:
        styles.texts = look_of_shared_texts(package.whole_xml(parts["sharedStrings"]))
    return styles


def _read_ods(package: Package, bounds: _Bounds) -> Answer:
    if "content.xml" not in package.parts:
        raise Refused("parse", "content.xml")
    manifest = package.xml("meta-inf/manifest.xml") if "meta-inf/manifest.xml" in package.parts else b""
    if b"encryption-data" in manifest:
        raise Refused("encrypted")
    styles = package.whole_xml("styles.xml") if "styles.xml" in package.parts else b""
    return _read_workbook(package, mark_ods(package.whole_xml("content.xml"), styles, bounds.max_cells), bounds)


def _read_workbook(source: Package | bytes, all_marks: list[Marks], bounds: _Bounds) -> Answer:
    """Have the library read a workbook, once every sheet was found to fit."""
    for marks in all_marks:
        marks.check(bounds.max_cells)
    if isinstance(source, Package):
        source.look_at_the_rest()
        source = source.content()
    book = CalamineWorkbook.from_filelike(io.BytesIO(source))
    tabs = book.sheets_metadata
    if len(tabs) != len(all_marks):
        raise Refused("parse", f"{len(tabs)} sheets, {len(all_marks)} parts")
    sheets = []
    known: dict[str, str] = {}
    left = MOST_TEXT
    for index, (tab, marks) in enumerate(zip(tabs, all_marks, strict=True)):
        if tab.typ != SheetTypeEnum.WorkSheet:
            continue
        rows, moments = _cells(book.get_sheet_by_index(index))
        left = _share_texts(rows, known, left, partial(_sheet_place, tab.name))
        for row, column in marks.errors:  # a few kinds give the error's text
            if 0 <= row < len(rows) and column < len(rows[row]):
                rows[row][column] = None
        is_visible = tab.visible == SheetVisibleEnum.Visible
        sheets.append((tab.name, is_visible, rows, moments, marks.errors, marks.uncalculated, *marks.seen()))
    return "workbook", sheets, [], False


def _cells(sheet: CalamineSheet) -> tuple[list[list[object]], list[Answer]]:
    """Give rows that begin at A1 and end at their last value; dates, which marshal cannot carry, come beside them."""
    if sheet.start is None:
        return [], []
    top, left = sheet.start
    rows: list[list[object]] = [[] for _ in range(top)]
    moments: list[Answer] = []
    for line in sheet.to_python(skip_empty_area=True):
        if not _PLAIN.issuperset(map(type, line)):
            for column, value in enumerate(line):
                if type(value) not in _PLAIN:
                    moments.append((len(rows), left + column, type(value).__name__, _numbers(value)))
                    line[column] = 0
        cells: list[object] = [None if value == "" else value for value in line]
        if left:
            cells[:0] = [None] * left
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows, moments


def _share_texts(rows: list[list[object]], known: dict[str, str], left: int, place: Callable[[int, int], str]) -> int:
    """Keep one copy of a long text: a small file may show it in so many cells that it fills the server's memory.

    A text that no cell of Excel could hold is refused: it could never be given back whole.
    """
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if type(value) is str and len(value) > LONG_TEXT:
                if len(value) > MOST_LETTERS:
                    raise Refused("text", place(row, column))
                cells[column] = known.setdefault(value, value)
                left -= len(value)
    if left < 0:
        raise Refused("memory")
    return left


def _sheet_place(name: str, row: int, column: int) -> str:
    return f"{name}!{column_letters(column)}{row + 1}"


def _table_place(number: int, row: int, column: int) -> str:
    return f"bảng {number}, dòng {row + 1}, cột {column + 1}"


def _numbers(moment: object) -> tuple[int, ...]:
    import datetime  # slow to import; the library has done it where there is a date

    if isinstance(moment, datetime.timedelta):
        return moment.days, moment.seconds, moment.microseconds
    if isinstance(moment, datetime.time):
        return moment.hour, moment.minute, moment.second, moment.microsecond
    if isinstance(moment, datetime.datetime):
        day = moment.year, moment.month, moment.day
        return *day, moment.hour, moment.minute, moment.second, moment.microsecond
    if isinstance(moment, datetime.date):
        return moment.year, moment.month, moment.day
    raise TypeError(type(moment).__name__)


def _read_word(package: Package, main: str, bounds: _Bounds) -> Answer:
    from tonghop.officefiles import word_xml  # an XML parser that workbooks do without

    read, headers, footers, notes = word_xml.read_package(package, main, bounds.max_cells)
    package.look_at_the_rest()
    known: dict[str, str] = {}
    for number, rows in enumerate(read.tables, 1):
        _share_texts(rows, known, MOST_TEXT, partial(_table_place, number))
    sheets: list[Answer] = [
        ("", True, rows, [], {}, [], merged, {}, looks, [], False, [], [])
        for rows, looks, merged in zip(read.tables, read.looks, read.merged, strict=True)
    ]
    return (
        "word", sheets, read.paragraphs, read.hidden_text, read.places, headers, read.leads, [],
        sorted(read.left_out.items()), notes, footers, read.pieces, read.boxes,
    )  # fmt: skip
