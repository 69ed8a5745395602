"""Moments that changes are told since: meetings, as the Ban Tuyên giáo marks them. Only ever added."""

from datetime import datetime

from tonghop.errors import Stop
from tonghop.store.rows import append
from tonghop.store.versions import Store


def mark_meeting(store: Store, name: str, held_at: datetime, *, recorded_at: datetime, recorded_by: str) -> int:
    """Mark a meeting; return the version. Raises Stop without a name or for a moment to come."""
    if not name.strip():
        raise Stop("Chưa ghi tên buổi họp.", "Đề nghị ghi tên, ví dụ: Giao ban Thường trực.")
    if held_at > recorded_at:
        raise Stop("Buổi họp chưa diễn ra.", "Đề nghị đánh dấu khi buổi họp bắt đầu hoặc sau đó.")
    with store.change() as change:
        append(change.con, "meetings", [(name.strip(), held_at, recorded_at, recorded_by)])
        store.keep_version(change.number)
        return change.number
