"""A backup proved, and brought back: everything is checked before anything changes, and little of it held at a time.

A damaged database is refused; files that are missing or damaged are named, and the rest is taken.
"""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tonghop.errors import Stop
from tonghop.officefiles.unpacking import DAMAGED, pieces, read_part
from tonghop.store.alone import alone, called
from tonghop.store.archive import sync_all, sync_folder
from tonghop.store.contents import Contents, Torn, contents_of
from tonghop.store.integrity import check_file
from tonghop.store.manifest import LARGEST, NAME, Manifest, parse_manifest
from tonghop.store.pointer import refuse_newer
from tonghop.store.versions import Store

DATABASE = "store.duckdb"
WRITE_REMEDY = "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa, hoặc chọn thư mục khác bằng --store."
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Proof:
    """What a backup holds: `whole` are sha256; what is missing or damaged, by its sha256 and the name it came under."""

    manifest: Manifest | None
    contents: Contents
    whole: frozenset[str]
    missing: Mapping[str, str]
    damaged: Mapping[str, str]
    remarks: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that is not as it should be, in words."""
        return (
            *self.remarks,
            *(f"thiếu tệp {called(name, digest)}" for digest, name in self.missing.items()),
            *(f"tệp {called(name, digest)} bị hỏng" for digest, name in self.damaged.items()),
        )


@dataclass(frozen=True)
class Restored:
    """The number of the version that now counts, and what the backup could not give back."""

    version: int
    problems: tuple[str, ...]


def examine(source: Path, *, with_files: bool = True, unpack_to: Path | None = None) -> Proof:
    """Read a backup whole: its database is opened, every file held against its sha256. Touches no store.

    What is whole is left in the folder `unpack_to`, made for it, where one is named. Raises Stop where the file is no
    backup, or its database is missing or damaged.
    """
    try:
        with zipfile.ZipFile(source) as package, tempfile.TemporaryDirectory() as draft:
            entries = {entry.filename: entry for entry in package.infolist() if not entry.is_dir()}
            manifest, remarks = _manifest(package, entries)
            database = Path(draft) / DATABASE
            contents = _database(source, package, entries, manifest, database)
            if unpack_to is not None:
                _room_for(sum(entry.file_size for entry in entries.values()), unpack_to.parent)
                (unpack_to / "files").mkdir(parents=True)
                shutil.move(database, unpack_to / DATABASE)
            whole, damaged = _files(package, entries if with_files else {}, unpack_to)
    except FileNotFoundError as error:
        raise Stop(f"Không tìm thấy tệp {source}.", "Đề nghị kiểm tra lại đường dẫn.") from error
    except DAMAGED as error:
        raise _no_backup(source, str(error)) from error
    awaited = {digest: digest for digest in manifest.files} if manifest else {}
    awaited |= contents.known
    return Proof(
        manifest,
        contents,
        frozenset(whole),
        {digest: name for digest, name in sorted(awaited.items()) if digest not in {*whole, *damaged}},
        {digest: awaited.get(digest, digest) for digest in sorted(damaged)},
        remarks,
    )


def restore(store: Store, source: Path) -> Restored:
    """Make a backup the version that counts; what stood before stays as older versions.

    A file that the backup lacks and the store has counts as given back. Raises Stop, and changes nothing, where
    `examine` does or the store cannot be written.
    """
    refuse_newer(store.folder)
    examine(source, with_files=False)  # before the store's folder is so much as made
    folder, archive = store.folder, store.archive.folder
    draft = folder / f".restore.{os.getpid()}.new"
    try:
        with alone(store):
            for leftover in folder.glob(".restore.*.new"):  # of one that was killed
                shutil.rmtree(leftover, ignore_errors=True)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                proof = examine(source, unpack_to=draft)
                sync_all(draft / "files", dict.fromkeys(proof.whole, b""))
                archive.mkdir(parents=True, exist_ok=True)
                for digest in proof.whole:
                    (draft / "files" / digest).replace(archive / digest)
                sync_folder(archive)
                number = store.adopt(draft / DATABASE)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise Stop(
            f"Không ghi được vào kho dữ liệu {folder}: {error}. Dữ liệu đã có vẫn nguyên vẹn.", WRITE_REMEDY
        ) from error
    given_back = {digest for digest in {**proof.missing, **proof.damaged} if _is_kept(archive / digest)}
    return Restored(number, replace(proof, **_without(proof, given_back)).problems)


def _without(proof: Proof, digests: set[str]) -> dict[str, Any]:
    return {
        part: {digest: name for digest, name in getattr(proof, part).items() if digest not in digests}
        for part in ("missing", "damaged")
    }


def _is_kept(path: Path) -> bool:
    return path.is_file() and check_file(path) is None


def _manifest(
    package: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
) -> tuple[Manifest | None, tuple[str, ...]]:
    """The manifest, and what it says that was wrong already when the backup was made."""
    if NAME not in entries:
        return None, ()
    try:
        manifest = parse_manifest(read_part(package, entries[NAME], LARGEST))
    except DAMAGED:
        manifest = None
    if manifest is None:
        return None, (f"{NAME}, bảng kê của bản sao lưu, bị hỏng",)
    return manifest, tuple(f"lúc sao lưu, {problem}" for problem in manifest.problems)


def _database(
    source: Path,
    package: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
    manifest: Manifest | None,
    to: Path,
) -> Contents:
    if DATABASE not in entries:
        why = "; ".join(manifest.problems) if manifest else ""
        raise _no_backup(source, f"không có {DATABASE}" + (f" ({why})" if why else ""))
    try:
        found = _unpack(package, entries[DATABASE], to)
    except DAMAGED as error:
        raise _no_backup(source, f"{DATABASE} bị hỏng ({error})") from error
    if manifest and found != manifest.database:
        raise _no_backup(source, f"{DATABASE} không còn đúng như lúc sao lưu")
    try:
        return contents_of(to)
    except Torn as error:
        raise _no_backup(source, f"{DATABASE} bị hỏng ({error})") from error


def _files(
    package: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], unpack_to: Path | None
) -> tuple[set[str], set[str]]:
    """Tell which files are whole and which are not; those that are stay in `unpack_to`."""
    whole: set[str] = set()
    damaged: set[str] = set()
    for name, entry in entries.items():
        if not name.startswith("files/"):
            continue
        digest = name.removeprefix("files/")
        is_named = DIGEST.fullmatch(digest) is not None
        path = unpack_to / "files" / digest if unpack_to and is_named else None
        try:
            found = _unpack(package, entry, path)
        except DAMAGED:
            found = ""
        if found == digest:
            whole.add(digest)
        else:
            damaged.add(digest)
            if path is not None:
                path.unlink(missing_ok=True)
    return whole, damaged


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, to: Path | None) -> str:
    """Unpack a part into a file, or into nothing; return its sha256. Raises one of DAMAGED, Stop for a full disk."""
    digest = hashlib.sha256()
    with contextlib.ExitStack() as stack:
        with _writing(to):
            file = stack.enter_context(to.open("wb")) if to else None
        for piece in pieces(package, entry, entry.file_size):
            digest.update(piece)
            if file:
                with _writing(to):
                    file.write(piece)
                    file.flush()
    return digest.hexdigest()


@contextlib.contextmanager
def _writing(to: Path | None) -> Iterator[None]:
    """Tell the disk that we write to from the package that we read: only the former stops us."""
    try:
        yield
    except OSError as error:
        raise Stop(
            f"Không ghi được vào {to.parent if to else to}: {error}. Dữ liệu đã có vẫn nguyên vẹn.", WRITE_REMEDY
        ) from error


def _room_for(size: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise Stop(
            f"Ổ đĩa của kho dữ liệu còn {free >> 20} MB, bản sao lưu cần {size >> 20} MB.",
            "Đề nghị giải phóng chỗ trống, hoặc chọn ổ đĩa khác bằng --store. Kho dữ liệu hiện tại không thay đổi.",
        )


def _no_backup(source: Path, why: str) -> Stop:
    return Stop(
        f"{source} không phải bản sao lưu dùng được: {why}.",
        "Đề nghị chọn tệp do lệnh backup tạo ra. Kho dữ liệu hiện tại không thay đổi.",
    )
