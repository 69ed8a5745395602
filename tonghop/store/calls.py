"""Who was called or written to, what was said, what was promised for which day. Only ever added."""

from datetime import date, datetime

from tonghop.errors import Stop
from tonghop.store.decisions import check_unit
from tonghop.store.rows import append
from tonghop.store.versions import Store


def record_call(
    store: Store,
    unit_id: str,
    called_on: date,
    reached: str,
    said: str,
    promised_on: date | None,
    *,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record one call; return the version.

    Raises Stop for a unit that the plan does not know, where nobody was reached, for a promised day before the call.
    """
    if not reached.strip():
        raise Stop("Chưa ghi đã gặp ai.", "Đề nghị ghi tên người đã nghe máy hoặc đã nhận tin.")
    if promised_on is not None and promised_on < called_on:
        raise Stop("Ngày hẹn trước ngày gọi.", "Đề nghị kiểm tra lại ngày gọi và ngày đơn vị hẹn.")
    with store.change() as change:
        check_unit(change, unit_id)
        row = (unit_id, called_on, reached.strip(), said.strip(), promised_on, recorded_at, recorded_by)
        append(change.con, "calls", [row])
        return change.number
