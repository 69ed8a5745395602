"""What DuckDB and the disk say over a store, as a person needs it."""

from pathlib import Path

import duckdb

from tonghop.errors import Stop
from tonghop.store.pointer import RESTORE

# What a full or locked disk raises; a commit that fails for it is a TransactionException.
CANNOT_WRITE = (
    OSError,
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)


def in_words(error: BaseException, folder: Path | None = None) -> Stop:
    """What DuckDB or the disk says over a store, as a person needs it."""
    where = f" {folder}" if folder else ""
    if "version number" in str(error):  # DuckDB's words over a file that a newer DuckDB wrote
        return Stop(
            f"Kho dữ liệu{where} do chương trình Tổng hợp mới hơn ghi (bằng DuckDB mới hơn bản {duckdb.__version__} "
            "trên máy này). Không có gì thay đổi.",
            "Đề nghị cập nhật chương trình Tổng hợp cùng thư viện DuckDB trên máy này (python dev.py update).",
        )
    said = (str(error).splitlines() or [type(error).__name__])[0].rstrip(". ")
    return Stop(
        f"Không đọc được kho dữ liệu{where}: {said}.",
        "Đề nghị chạy python -m tonghop verify để biết chỗ hỏng, python -m tonghop repair để dùng lại phiên bản mới "
        f"nhất còn tốt, hoặc {RESTORE}",
    )


def unreadable(folder: Path, error: BaseException) -> Stop:
    return in_words(error, folder)


def damaged(folder: Path, says: str) -> Stop:
    return Stop(
        f"Không ghi tiếp vào kho dữ liệu {folder} vì phiên bản hiện tại bị hỏng: {says} Không có gì thay đổi.",
        "Đề nghị chạy python -m tonghop verify để biết chỗ hỏng, python -m tonghop repair để dùng lại phiên bản mới "
        f"nhất còn tốt, hoặc {RESTORE}",
    )


def unwritable(folder: Path, error: BaseException) -> Stop:
    return Stop(
        f"Không ghi được vào kho dữ liệu {folder}: {error}. Dữ liệu đã có vẫn nguyên vẹn.",
        "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa, hoặc chọn thư mục khác bằng --store.",
    )
