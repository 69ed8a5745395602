"""What a person hands in: files, folders and .zip packages become names and bytes.

Only office files and papers count; the rest is named and passed over. Opens no office file.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tonghop.errors import Stop
from tonghop.findings import Finding, make
from tonghop.intake.zip_names import entry_name
from tonghop.officefiles.reader import Limits
from tonghop.officefiles.unpacking import DAMAGED, read_part

OFFICE = {
    ".xlsx", ".xltx", ".xlsm", ".xltm", ".xls", ".xlsb", ".ods",
    ".docx", ".dotx", ".docm", ".dotm", ".doc", ".rtf", ".pdf", ".jpg", ".jpeg", ".png",
}  # fmt: skip
"""How the names of office files and of papers end (CONTRACT §4, check)."""
MOST_FILES = 2000
MOST_GROWTH = 20


@dataclass(frozen=True)
class Item:
    """One file handed in. `refusal` is set where it cannot be looked at; `is_office` where its name says so."""

    path: str
    content: bytes
    refusal: Finding | None = None


@dataclass(frozen=True)
class Inbox:
    """All files handed in at once, in the order given, folders and packages by name.

    By path: `passed_over` are no office files, `links` lead out of the folder handed in and are not followed.
    """

    items: tuple[Item, ...]
    passed_over: tuple[str, ...]
    links: tuple[str, ...] = ()


def collect(paths: Iterable[Path | str], limits: Limits = Limits()) -> Inbox:
    """Read the files at `paths`: files, folders (with their folders), packages.

    Paths in the answer are as given, or below the folder given; `returns.zip/a.xlsx` in a package. Raises Stop where
    a path does not exist or cannot be read, or a folder holds nothing that counts.
    """
    items: list[Item] = []
    passed: list[str] = []
    links: list[str] = []
    for given in paths:
        path = Path(given)
        before = len(items)
        try:
            if path.is_dir():
                for inner in sorted(p for p in path.rglob("*") if p.is_file() or p.is_symlink()):
                    if inner.is_symlink():
                        links.append(inner.relative_to(path).as_posix())
                        continue
                    _add(items, passed, inner.relative_to(path).as_posix(), inner.read_bytes, limits)
                if len(items) == before:
                    raise _no_files(given, links)
            elif path.is_file():
                _add(items, passed, str(given), path.read_bytes, limits, is_named=True)
            else:
                raise Stop(f"Không tìm thấy {given}.", "Đề nghị kiểm tra lại đường dẫn.")
        except OSError as error:
            raise Stop(f"Không đọc được {given}: {error}.", "Đề nghị kiểm tra quyền đọc tệp.") from error
    return Inbox(tuple(items), tuple(passed), tuple(links))


def _no_files(given: Path | str, links: list[str]) -> Stop:
    if links:
        return Stop(
            f"Thư mục {given} chỉ có liên kết đến tệp ở nơi khác ({', '.join(links[:3])}), không có tệp nào.",
            "Đề nghị chép chính các tệp ấy vào thư mục.",
        )
    return Stop(
        f"Thư mục {given} không có tệp Excel, Word hay văn bản nào.",
        "Đề nghị kiểm tra lại đường dẫn của thư mục chứa các tệp đơn vị gửi.",
    )


def collect_uploads(uploads: Iterable[tuple[str, bytes]], limits: Limits = Limits()) -> Inbox:
    """The same for files dropped on a page: (name, bytes)."""
    items: list[Item] = []
    passed: list[str] = []
    for name, content in uploads:
        _add(items, passed, name, io.BytesIO(content).read, limits, is_named=True)
    return Inbox(tuple(items), tuple(passed))


def _add(
    items: list[Item],
    passed: list[str],
    path: str,
    read: Callable[[], bytes],
    limits: Limits,
    *,
    is_named: bool = False,
) -> None:
    """Take one file in, reading it only where it counts; one named outright is looked at whatever its ending."""
    ending = Path(path).suffix.lower()
    if _is_litter(path) or not (is_named or ending == ".zip" or ending in OFFICE):
        passed.append(path)
    elif ending == ".zip":
        items.extend(_package(path, read(), passed, limits))
    else:
        items.append(Item(path, read()))


def _is_litter(path: str) -> bool:
    """Is this what programs leave behind: lock files, a Mac's folder, thumbnails?"""
    *folders, name = path.split("/")
    return name.startswith(("~$", "._")) or "__MACOSX" in folders or name in (".DS_Store", "Thumbs.db")


def _package(path: str, content: bytes, passed: list[str], limits: Limits) -> Iterator[Item]:
    """The office files of a .zip, each within the size limit; nothing is unpacked to the disk."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED:
        yield Item(path, content, make("unreadable-file", reason="gói .zip hỏng hoặc tải về chưa hết"))
        return
    office = []
    for name, entry in sorted(((entry_name(e), e) for e in package.infolist()), key=lambda pair: pair[0]):
        if Path(name).suffix.lower() in OFFICE and not _is_litter(name) and not entry.is_dir():
            office.append((f"{path}/{name}", entry))
        elif not entry.is_dir():
            passed.append(f"{path}/{name}")
    if not office:
        yield Item(path, content, make("not-a-form", reason="gói .zip không có tệp Excel, Word hay văn bản nào"))
        return
    unpacked = sum(entry.file_size for _, entry in office if entry.file_size <= limits.max_bytes)
    # office files are packed already: what grows so much was made to fill the memory
    is_bomb = unpacked > max(limits.max_unpacked, len(content) * MOST_GROWTH)
    if len(office) > MOST_FILES or unpacked > limits.max_bytes * 100 or is_bomb:
        yield Item(path, content, _too_large("gói .zip chứa quá nhiều dữ liệu", "chia thành nhiều gói"))
        return
    for name, entry in office:
        if entry.file_size > limits.max_bytes:
            yield Item(name, b"", _too_large("tệp hơn 20 MB", "giảm dung lượng tệp"))
        elif entry.flag_bits & 1:
            yield Item(name, b"", make("password-protected"))
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield Item(name, b"", make("unreadable-file", reason="gói .zip nén theo cách lạ"))
        else:
            try:
                yield Item(name, read_part(package, entry, limits.max_bytes))
            except DAMAGED:
                yield Item(name, b"", make("unreadable-file", reason="tệp trong gói .zip bị hỏng"))


def _too_large(reason: str, remedy: str) -> Finding:
    return make("too-large", reason=reason, remedy=remedy)
