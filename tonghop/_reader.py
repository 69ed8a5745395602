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
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tonghop._binary import OLE, mark_xls, mark_xlsb, workbook_stream, xlsb_tabs
from tonghop._ooxml import Marks, mark_ods, mark_worksheet
from tonghop._package import Package, Refused, tags

LONG_TEXT = 100
MOST_TEXT = 50_000_000  # letters in long texts, however often the same; a report has some thousands
_PLAIN = {str, int, float, bool}
_MACRO_NAMES = {".xlsm", ".xltm", ".xlam", ".docm", ".dotm", ".pptm"}
_OFFICE_NAMES = {".xlsx", ".xltx", ".xlsb", ".xls", ".ods", ".docx", ".dotx", ".doc"}
_OTHER_FILES = (  # as they begin; texts of all kinds are known by having nothing but text in them
    b"%PDF", b"{\\rt", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b",
)  # fmt: skip
_OLD_EXCEL = tuple(b"\x09" + rest for rest in (b"\0\4\0", b"\0\6\0", b"\2\6\0", b"\4\6\0", b"\x08\x08\0"))
_USUAL = {
    "xl/workbook.xml": "spreadsheetml",
    "word/document.xml": "wordprocessingml",
    "xl/workbook.bin": "excel.sheet.binary",
}
_BESIDE = ("styles", "numbering")  # of a Word file: how its paragraphs look and are numbered
_NO_CELLS = {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}

Answer = tuple[Any, ...]


class _Bounds:
    def __init__(self, max_unpacked: float, max_cells: float, memory: float) -> None:
        self.max_unpacked, self.max_cells, self.memory = int(max_unpacked), int(max_cells), int(memory)


def serve(max_unpacked: float, max_cells: float, seconds: float, memory: float, is_confined: float) -> None:
    """Answer until the input ends, or until so little memory is left that the next deserves a fresh process."""
    bounds = _Bounds(max_unpacked, max_cells, memory)
    requests = sys.stdin.buffer
    replies = io.FileIO(os.dup(1), "w")
    os.dup2(2, 1)  # a library's chatter must not get among the answers
    begin = _confine(bounds.memory if is_confined else 0, seconds)
    gc.disable()  # nothing here refers to itself, and looking for what does costs time in every big file
    _send(replies, b"")  # ready
    is_last = False
    while not is_last:
        head = requests.read(8)
        if len(head) < 8:
            return
        name_size, size = struct.unpack("<II", head)
        suffix, content = requests.read(name_size).decode("utf-8", "replace"), requests.read(size)
        begin()
        answer, is_last = _guarded(suffix, content, bounds)
        is_last = is_last or _held() > bounds.memory // 2
        _send(replies, marshal.dumps((is_last, answer)))
        del answer, content


def _send(replies: io.FileIO, reply: bytes) -> None:
    for part in (struct.pack("<I", len(reply)), reply):
        view = memoryview(part)
        while view:
            view = view[replies.write(view) :]


def _confine(memory: int, seconds: float) -> Callable[[], None]:
    """Limit this process where the system can (memory 0: the server watches it); give what to call before a file."""
    try:
        import resource
    except ImportError:  # Windows
        return lambda: None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    def begin() -> None:
        # The server kills what takes too long; this is for the day when the server itself was killed.
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime + seconds) + 5
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))

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
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _read_package(Package(content, bounds.max_unpacked), bounds)
    if content.startswith(OLE):
        stream = workbook_stream(content, suffix)
        return _read_workbook(content, list(mark_xls(stream, bounds.max_cells)), bounds)
    if content.startswith(_OLD_EXCEL):
        raise Refused("legacy-xls")
    is_other = content.startswith(_OTHER_FILES) or _is_text(content[:4096])
    raise Refused("not-office" if is_other or suffix not in _OFFICE_NAMES else "parse")


def _is_text(start: bytes) -> bool:
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or not any(byte < 9 or 13 < byte < 27 for byte in start)


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
            marks = mark_xlsb(name, package.read(part), left)
        else:
            marks, plainer = mark_worksheet(name, package.whole_xml(part), left)
            if plainer is not None:
                package.change(part, plainer)
        left -= marks.used
        found.append(marks)
    return found


def _read_ods(package: Package, bounds: _Bounds) -> Answer:
    if "content.xml" not in package.parts:
        raise Refused("parse", "content.xml")
    manifest = package.xml("meta-inf/manifest.xml") if "meta-inf/manifest.xml" in package.parts else b""
    if b"encryption-data" in manifest:
        raise Refused("encrypted")
    return _read_workbook(package, mark_ods(package.whole_xml("content.xml"), bounds.max_cells), bounds)


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
        left = _share_texts(rows, known, left)
        for row, column in marks.errors:  # a few kinds give the error's text
            if 0 <= row < len(rows) and column < len(rows[row]):
                rows[row][column] = None
        is_visible = tab.visible == SheetVisibleEnum.Visible
        sheets.append((tab.name, is_visible, rows, moments, marks.errors, marks.uncalculated, marks.merged))
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


def _share_texts(rows: list[list[object]], known: dict[str, str], left: int) -> int:
    """Keep one copy of a long text: a small file may show it in so many cells that it fills the server's memory."""
    for cells in rows:
        for column, value in enumerate(cells):
            if type(value) is str and len(value) > LONG_TEXT:
                cells[column] = known.setdefault(value, value)
                left -= len(value)
    if left < 0:
        raise Refused("memory")
    return left


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
    from tonghop import _word  # an XML parser that workbooks do without

    document = package.xml(main)
    related = package.related(main)
    parts = {at: part for at, (kind, part) in related.items() if kind == "header"}
    beside = {kind: package.xml(part) for kind, part in related.values() if kind in _BESIDE and part in package.parts}
    read = _word.read_document(document, bounds.max_cells, *(beside.get(kind, b"") for kind in _BESIDE))
    in_use = [parts[at] for at in read.headers if parts.get(at) in package.parts]
    headers = [line for part in in_use for line in _word.read_header(package.xml(part), bounds.max_cells)]
    package.look_at_the_rest()
    tables = zip(read.tables, read.merged, strict=True)
    sheets: list[Answer] = [("", True, rows, [], {}, [], merged) for rows, merged in tables]
    return "word", sheets, read.paragraphs, read.hidden_text, read.places, headers, read.leads
