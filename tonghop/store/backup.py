"""The whole store in one file: the version that counts, every file received, and a manifest of both.

All that goes in is checked on the way, and the package read back before it takes its name. What cannot be saved is
named; the rest is saved all the same, beside what is there: a worse backup never takes a better one's place.
"""

import contextlib
import os
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tonghop.errors import Stop
from tonghop.officefiles.unpacking import DAMAGED
from tonghop.store.alone import WAIT_SECONDS, alone, called
from tonghop.store.archive import sync_file, sync_folder
from tonghop.store.contents import Contents, Torn, contents_of
from tonghop.store.integrity import check_file, digest_of
from tonghop.store.manifest import NAME, Manifest
from tonghop.store.restore import DATABASE, examine
from tonghop.store.versions import Store

SPACE_REMEDY = "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa."


@dataclass(frozen=True)
class Saved:
    """A backup as it was written: `file` may be beside the one asked for where it is not complete."""

    file: Path
    manifest: Manifest
    problems: tuple[str, ...]

    @property
    def version(self) -> int:
        return self.manifest.newest


def backup(
    store: Store, target: Path, *, made_at: datetime | None = None, sign: str = "", wait: float = WAIT_SECONDS
) -> Saved:
    """Write the current version and all files received to a .zip, in one step; say what could not be saved.

    Runs beside readers and writers; another backup of the store is waited for. Raises Stop where there is nothing to
    save or `target` cannot be written; what was there then stays.
    """
    number, remarks = _counting(store)
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with alone(store, wait):
            target.parent.mkdir(parents=True, exist_ok=True)
            clear_leftovers(target)
            try:
                manifest = _write(store, number, remarks, draft, made_at, sign)
                _read_back(draft, manifest)
                place = target if manifest.is_complete else _beside(target)
                draft.replace(place)
                with contextlib.suppress(OSError):  # many a network disk cannot force a folder; the file is there
                    sync_folder(target.parent)
            except BaseException:
                with contextlib.suppress(OSError):
                    draft.unlink()
                raise
    except OSError as error:
        raise Stop(f"Không ghi được bản sao lưu {target}: {error}.", SPACE_REMEDY) from error
    return Saved(place, manifest, (*manifest.problems, *(f"kho thiếu tệp {name}" for name in manifest.lacking)))


def clear_leftovers(target: Path) -> None:
    """Clear what killed backups of this name left half written; only where nobody else may be writing one."""
    for leftover in target.parent.glob(".*.new"):
        if re.fullmatch(rf"\.{re.escape(target.name)}\.\d+\.new", leftover.name):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _counting(store: Store) -> tuple[int, list[str]]:
    """Return the version to save, and what is wrong with the pointer to it: the newest where that is torn or lost.

    Raises Stop where there is nothing to save.
    """
    remarks: list[str] = []
    try:
        number = store.current
    except Stop as stop:
        number, remarks = 0, [stop.message]
    newest = max(_numbers(store), default=0)
    if number == 0 and newest:
        number = newest
        remarks = remarks or ["không rõ phiên bản nào đang được tính (tệp current mất hoặc hỏng)"]
    if number == 0:
        raise Stop("Kho dữ liệu chưa có gì để sao lưu.", "Đề nghị nạp dữ liệu trước.")
    return number, remarks


def _numbers(store: Store) -> list[int]:
    return [int(path.stem) for path in (store.folder / "versions").glob("*.duckdb") if path.stem.isdigit()]


def _write(
    store: Store, number: int, remarks: list[str], draft: Path, made_at: datetime | None, sign: str
) -> Manifest:
    """Write all that is whole into `draft`, forced to the disk; what is damaged goes in under another name."""
    files: dict[str, int] = {}
    damaged: list[str] = []
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as package, tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        version, contents, problems = _newest_whole(store, number, copy, package)
        if contents is not None:
            package.write(copy, DATABASE)
        for digest in sorted(store.archive.digests()):
            source = store.archive.folder / digest
            if check_file(source) is None:
                files[digest] = source.stat().st_size
                package.write(source, f"files/{digest}", zipfile.ZIP_STORED)
                continue
            damaged.append(digest)
            try:
                left = source.read_bytes()
            except OSError:  # a bad spot of the disk
                continue
            package.writestr(f"damaged/files/{digest}", left, zipfile.ZIP_STORED)
        known = contents.known if contents else {}
        lost = {digest: name for digest, name in known.items() if digest not in files} | {
            digest: digest for digest in damaged if digest not in known
        }
        lacking = [f"{called(name, digest)}{' bị hỏng' if digest in damaged else ''}" for digest, name in lost.items()]
        manifest = Manifest(
            made_at=made_at.isoformat(timespec="seconds") if made_at else "",
            version=version,
            newest=number,
            database=digest_of(copy) if contents else "",
            files=files,
            counts=contents.counts if contents else {},
            lacking=tuple(sorted(lacking)),
            store=sign,
            problems=(*remarks, *problems),
        )
        package.writestr(NAME, manifest.written())
    sync_file(draft)
    return manifest


def _newest_whole(
    store: Store, number: int, copy: Path, package: zipfile.ZipFile
) -> tuple[int | None, Contents | None, list[str]]:
    """Copy the newest version that can be read whole; those after it go into the package for whoever can mend them."""
    problems: list[str] = []
    folder = store.folder / "versions"
    for candidate in [number, *sorted((older for older in _numbers(store) if older < number), reverse=True)]:
        path = folder / f"{candidate:06d}.duckdb"
        try:
            shutil.copyfile(path, copy)
            contents = contents_of(copy)
        except FileNotFoundError:
            problems.append(f"phiên bản {candidate} không còn trong kho")
        except Torn as error:
            problems.append(f"phiên bản {candidate} bị hỏng ({str(error)[:160]})")
            package.write(copy, f"damaged/{path.name}")
        else:
            if problems:
                problems.append(f"trong bản sao lưu là phiên bản {candidate}, phiên bản mới nhất còn đọc được")
            return candidate, contents, problems
    problems.append("không phiên bản nào còn đọc được; trong bản sao lưu chỉ có các tệp đã nhận")
    return None, None, problems


def _read_back(draft: Path, manifest: Manifest) -> None:
    """Read the package as a restore would; raises Stop where it does not hold what was written."""
    try:
        if manifest.version is None:
            with zipfile.ZipFile(draft) as package:
                is_right = package.testzip() is None
        else:
            proof = examine(draft)
            is_right = proof.manifest == manifest and proof.whole == set(manifest.files) and not proof.damaged
    except (Stop, *DAMAGED):
        is_right = False
    if not is_right:
        raise Stop(
            f"Bản sao lưu vừa ghi vào {draft.parent} đọc lại không đúng.",
            "Ổ đĩa ấy có thể hỏng; đề nghị chọn ổ đĩa khác. Bản sao lưu trước vẫn còn nguyên.",
        )


def _beside(target: Path) -> Path:
    """Return a free name for a backup that is not complete: it replaces nothing, not even its like."""
    for number in range(1, 10_000):
        marked = f"{target.stem}-chua-day-du{'' if number == 1 else f'-{number}'}{target.suffix}"
        if not target.with_name(marked).exists():
            return target.with_name(marked)
    raise OSError(f"{target.parent}: quá nhiều bản sao lưu chưa đầy đủ")
