"""The whole store in one file and back: the version that counts, and every file received."""

import contextlib
import os
import tempfile
import zipfile
import zlib
from pathlib import Path

import duckdb

from tonghop.errors import Stop
from tonghop.store.archive import sha256_of
from tonghop.store.integrity import CONFIG
from tonghop.store.versions import Store

DATABASE = "store.duckdb"


def backup(store: Store, target: Path) -> int:
    """Write the current version and all files received to a .zip, in one step; return the version's number.

    Runs beside readers and writers. Raises Stop where there is nothing to save or `target` cannot be written.
    """
    number = store.current
    if number == 0:
        raise Stop("Kho dữ liệu chưa có gì để sao lưu.", "Đề nghị nạp dữ liệu trước.")
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as package:
            package.write(store.folder / "versions" / f"{number:06d}.duckdb", DATABASE)
            for digest in sorted(store.archive.digests()):
                package.write(store.archive.folder / digest, f"files/{digest}", zipfile.ZIP_STORED)
        draft.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise Stop(
            f"Không ghi được bản sao lưu {target}: {error}.",
            "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa.",
        ) from error
    return number


def restore(store: Store, source: Path) -> int:
    """Make a backup the version that counts; return its number here. What stood before stays as older versions.

    Everything is checked before anything changes. Raises Stop where the file is no backup or is damaged.
    """
    try:
        with zipfile.ZipFile(source) as package:
            names = package.namelist()
            if DATABASE not in names:
                raise _no_backup(source, f"không có {DATABASE}")
            contents = {}
            for name in names:
                if name.startswith("files/") and not name.endswith("/"):
                    content = package.read(name)
                    if sha256_of(content) != name.removeprefix("files/"):
                        raise _no_backup(source, f"tệp {name} bị hỏng")
                    contents[name.removeprefix("files/")] = content
            database = package.read(DATABASE)
    except FileNotFoundError as error:
        raise Stop(f"Không tìm thấy tệp {source}.", "Đề nghị kiểm tra lại đường dẫn.") from error
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _no_backup(source, str(error)) from error
    _check(source, database, set(contents))
    return store.adopt(database, contents)


def _check(source: Path, database: bytes, kept: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        path.write_bytes(database)
        try:
            con = duckdb.connect(str(path), read_only=True, config=CONFIG)
            known = {digest for (digest,) in con.execute("select sha256 from files").fetchall() if digest}
            con.execute("select count(*) from plan_sources, views_digest").fetchall()
            con.close()
        except duckdb.Error as error:
            raise _no_backup(source, str(error)) from error
        if known - kept:
            raise _no_backup(source, f"thiếu {len(known - kept)} tệp đã nhận")


def _no_backup(source: Path, why: str) -> Stop:
    return Stop(
        f"{source} không phải bản sao lưu dùng được: {why}.",
        "Đề nghị chọn tệp do lệnh backup tạo ra. Kho dữ liệu hiện tại không thay đổi.",
    )
