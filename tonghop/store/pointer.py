"""What `current` holds: the form of the store and the number of the version that counts.

Its first words never change, whatever the form: by them a program knows a store that a newer one wrote. Programs of
before took nothing but digits there, and stop in words over anything else: they never write on a store of today.
"""

import re
from pathlib import Path

from tonghop.errors import Stop
from tonghop.store.archive import write_whole

FORMAT = 2
"""Raised when a program of the form before could not write on a store of this one without losing something."""
MADE = re.compile(r"tonghop (\d{1,9})(?: (\d{1,9}))?(?:\s.*)?", re.DOTALL)
FIRST = {1}
RESTORE = "khôi phục từ bản sao lưu: python -m tonghop restore TỆP."


class NewerStore(Stop):
    """A newer program wrote the store: nothing here may write on it, not even what mends a broken one."""


def refuse_newer(folder: Path) -> None:
    """Raise NewerStore where a newer program wrote the store; a pointer that is only lost or broken passes."""
    try:
        current_of(folder)
    except NewerStore:
        raise
    except Stop:
        return


def refuse_question_mark(folder: Path) -> None:
    """Raise Stop where DuckDB would take what follows a question mark in the path for settings."""
    if "?" in str(folder.absolute()):
        raise Stop(
            f"Đường dẫn kho dữ liệu {folder} có dấu “?” nên không dùng được.",
            "Đề nghị đổi tên thư mục, hoặc chọn thư mục khác bằng --store.",
        )


def current_of(folder: Path) -> int:
    """Return the number of the version that counts, 0 in a folder where nothing was ever stored.

    Raises Stop where the pointer is gone, broken or says "nothing" beside what was stored; where a newer program
    wrote it.
    """
    path = folder / "current"
    try:
        content = path.read_bytes().strip()
    except FileNotFoundError:
        if not _has_content(folder):
            return 0
        raise _lost(folder, f"Kho dữ liệu {folder} mất tệp current") from None
    except OSError as error:
        raise Stop(
            f"Không đọc được kho dữ liệu {folder}: {error}.", f"Đề nghị kiểm tra thư mục, hoặc {RESTORE}"
        ) from error
    text = content.decode("ascii", errors="replace")
    made = MADE.fullmatch(text)
    if made and int(made[1]) > FORMAT:
        raise NewerStore(
            f"Kho dữ liệu {folder} do chương trình Tổng hợp mới hơn ghi (dạng kho {made[1]}; chương trình này biết "
            f"đến dạng {FORMAT}). Không có gì thay đổi.",
            "Đề nghị cập nhật chương trình Tổng hợp trên máy này rồi mở lại.",
        )
    if made and made[2]:
        number = int(made[2])
        # the first version of all, whose writer was stopped before it moved the pointer, never counted
        if number or set(version_numbers(folder)) <= FIRST:
            return number
    elif content.isdigit() and len(content) <= 9 and (int(content) or not _has_content(folder)):
        return int(content)
    raise _lost(folder, f"Tệp {path} của kho dữ liệu bị hỏng")


def point(folder: Path, number: int) -> None:
    """Move the pointer to a version, in one step."""
    write_whole(folder / "current", f"tonghop {FORMAT} {number}\n".encode("ascii"))


def version_numbers(folder: Path) -> list[int]:
    """Return the numbers of the versions that stand in a store's folder, in order."""
    found = (re.fullmatch(r"(\d{6,})\.duckdb", path.name) for path in (folder / "versions").glob("*"))
    return sorted(int(match[1]) for match in found if match)


def _has_content(folder: Path) -> bool:
    return bool(version_numbers(folder)) or any(len(path.name) == 64 for path in (folder / "files").glob("*"))


def _lost(folder: Path, what: str) -> Stop:
    numbers = version_numbers(folder)
    if numbers:
        stand = f"các phiên bản {numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"phiên bản {numbers[0]}"
        return Stop(
            f"{what}; trong kho vẫn còn {stand}. Không có gì thay đổi.",
            f"Đề nghị chạy python -m tonghop repair để xem và dùng lại phiên bản mới nhất còn tốt, hoặc {RESTORE}",
        )
    return Stop(f"{what}; trong kho không còn phiên bản nào.", f"Đề nghị {RESTORE}")
