"""What a person hands in: files, folders and .zip packages become names and bytes.

Only office files count; the rest is named and passed over. Opens no office file.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tonghop.errors import Stop
from tonghop.findings import Finding, make
from tonghop.sheets import Limits

OFFICE = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx", ".docm", ".doc"}
MOST_FILES = 2000


@dataclass(frozen=True)
class Item:
    """One file handed in. `refusal` is set where it cannot be looked at; `is_office` where its name says so."""

    path: str
    content: bytes
    refusal: Finding | None = None


@dataclass(frozen=True)
class Inbox:
    """All files handed in at once, in the order given, folders and packages by name; `passed_over` by path."""

    items: tuple[Item, ...]
    passed_over: tuple[str, ...]


def collect(paths: Iterable[Path | str], limits: Limits = Limits()) -> Inbox:
    """Read the files at `paths`: files, folders (with their folders), packages.

    Paths in the answer are as given, or below the folder given; `returns.zip/a.xlsx` in a package. Raises Stop where
    a path does not exist or cannot be read, or a folder holds no office file.
    """
    items: list[Item] = []
    passed: list[str] = []
    for given in paths:
        path = Path(given)
        before = len(items)
        try:
            if path.is_dir():
                for inner in sorted(p for p in path.rglob("*") if p.is_file()):
                    _add(items, passed, inner.relative_to(path).as_posix(), inner.read_bytes(), limits)
                if len(items) == before:
                    raise Stop(
                        f"Thư mục {given} không có tệp Excel hay Word nào.",
                        "Đề nghị kiểm tra lại đường dẫn của thư mục chứa các tệp đơn vị gửi.",
                    )
            elif path.is_file():
                _add(items, passed, str(given), path.read_bytes(), limits, is_named=True)
            else:
                raise Stop(f"Không tìm thấy {given}.", "Đề nghị kiểm tra lại đường dẫn.")
        except OSError as error:
            raise Stop(f"Không đọc được {given}: {error}.", "Đề nghị kiểm tra quyền đọc tệp.") from error
    return Inbox(tuple(items), tuple(passed))


def collect_uploads(uploads: Iterable[tuple[str, bytes]], limits: Limits = Limits()) -> Inbox:
    """The same for files dropped on a page: (name, bytes)."""
    items: list[Item] = []
    passed: list[str] = []
    for name, content in uploads:
        _add(items, passed, name, content, limits, is_named=True)
    return Inbox(tuple(items), tuple(passed))


def _add(
    items: list[Item], passed: list[str], path: str, content: bytes, limits: Limits, *, is_named: bool = False
) -> None:
    """Take one file in; one that is named outright is looked at whatever its ending."""
    if Path(path).suffix.lower() == ".zip":
        items.extend(_package(path, content, passed, limits))
    elif _is_passed_over(path, is_named):
        passed.append(path)
    else:
        items.append(Item(path, content))


def _is_passed_over(path: str, is_named: bool = False) -> bool:
    parts = path.replace("\\", "/").split("/")
    if parts[-1].startswith(("~$", "._")) or "__MACOSX" in parts or parts[-1] in (".DS_Store", "Thumbs.db"):
        return True
    return not is_named and Path(parts[-1]).suffix.lower() not in OFFICE


def _package(path: str, content: bytes, passed: list[str], limits: Limits) -> Iterator[Item]:
    """The office files of a .zip, each within the size limit; nothing is unpacked to the disk."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        entries = sorted((e for e in package.infolist() if not e.is_dir()), key=lambda e: e.filename)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        yield Item(path, content, make("unreadable-file", reason=f"gói .zip bị hỏng: {error}"))
        return
    names = {e.filename: _entry_name(e) for e in entries}
    office = [e for e in entries if not _is_passed_over(names[e.filename])]
    passed.extend(f"{path}/{names[e.filename]}" for e in entries if e not in office)
    if not office:
        yield Item(path, content, make("not-a-form", reason="gói .zip không có tệp Excel hay Word nào"))
        return
    if len(office) > MOST_FILES or sum(e.file_size for e in office) > limits.max_bytes * 100:
        yield Item(path, content, _too_large("gói .zip chứa quá nhiều dữ liệu", "chia thành nhiều gói"))
        return
    for entry in office:
        name = f"{path}/{names[entry.filename]}"
        if entry.file_size > limits.max_bytes:
            yield Item(name, b"", _too_large("tệp hơn 20 MB", "giảm dung lượng tệp"))
            continue
        try:
            with package.open(entry) as file:
                yield Item(name, file.read(limits.max_bytes + 1))
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            locked = isinstance(error, RuntimeError) and entry.flag_bits & 1
            finding = (
                make("password-protected")
                if locked
                else make("unreadable-file", reason=f"tệp trong gói .zip bị hỏng: {error}")
            )
            yield Item(name, b"", finding)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """A name in a package: older Windows tools write UTF-8 without saying so; zipfile then reads cp437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _too_large(reason: str, remedy: str) -> Finding:
    return make("too-large", reason=reason, remedy=remedy)
