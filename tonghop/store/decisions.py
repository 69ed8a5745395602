"""What the office decides about a unit's obligation: extensions, exemptions, papers sent back. Only ever added."""

from collections.abc import Callable
from datetime import date, datetime

from tonghop.errors import Stop
from tonghop.store.rows import append, value_of
from tonghop.store.versions import Draft, Store
from tonghop.vietnamese import format_date


def record_extension(
    store: Store,
    unit_id: str,
    obligation_id: str,
    last_day: date | None,
    *,
    reason: str,
    allowed_by: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Give a unit its own last day for an obligation (None: take the extension back); return the version.

    Raises Stop for a day before the plan's last day: an extension never shortens (CONTRACT §1).
    """
    row = (unit_id, obligation_id, last_day, given_reason(reason), allowed_by, recorded_at, recorded_by)

    def is_no_shorter(change: Draft) -> None:
        plans = next(o.last_day for o in change.plan.obligations if o.id == obligation_id)
        if last_day is not None and last_day < plans:
            raise Stop(
                f"Ngày gia hạn {format_date(last_day)} sớm hơn hạn của kế hoạch ({format_date(plans)}).",
                f"Đề nghị ghi ngày từ {format_date(plans)} trở đi.",
            )

    return _add(store, "extensions", unit_id, obligation_id, row, is_no_shorter)


def record_exemption(
    store: Store,
    unit_id: str,
    obligation_id: str,
    is_exempt: bool,
    *,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Say that a unit does not owe an obligation (False: that it does again); return the version."""
    row = (unit_id, obligation_id, is_exempt, given_reason(reason), recorded_at, recorded_by)
    return _add(store, "exemptions", unit_id, obligation_id, row)


def record_sent_back(
    store: Store,
    unit_id: str,
    obligation_id: str,
    sent_back_on: date,
    *,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Say that papers went back for correction on a day; receipts since then in all copies bring them back.

    Raises Stop where no copy was there on that day: what never came, or went back and is still away.
    """
    row = (unit_id, obligation_id, sent_back_on, given_reason(reason), recorded_at, recorded_by)

    def is_there(change: Draft) -> None:
        if not _copies_there(change, unit_id, obligation_id, sent_back_on):
            raise Stop(
                f"Ngày {format_date(sent_back_on)} không có bộ nào của phần hồ sơ này để trả lại.",
                "Đề nghị xem lại ngày trả lại, hoặc ghi nhận hồ sơ đã nộp trước.",
            )

    return _add(store, "corrections", unit_id, obligation_id, row, is_there)


def _copies_there(change: Draft, unit_id: str, obligation_id: str, day: date) -> int:
    """Return how many copies a unit had at the office by the end of a day, those sent back left out."""
    return int(
        value_of(
            change.con,
            "select coalesce((select copies from copies_there($3) where unit_id = $1 and obligation_id = $2), 0)",
            [unit_id, obligation_id, day],
        )
    )


def _add(
    store: Store,
    table: str,
    unit_id: str,
    obligation_id: str,
    row: tuple[object, ...],
    check: Callable[[Draft], None] = lambda change: None,
) -> int:
    with store.change() as change:
        check_known(change, unit_id, obligation_id)
        check(change)
        append(change.con, table, [row])
        return change.number


def check_known(change: Draft, unit_id: str, obligation_id: str) -> None:
    """Raise Stop for a unit or a part that the plan does not know."""
    check_unit(change, unit_id)
    if obligation_id not in {o.id for o in change.plan.obligations}:
        raise Stop(
            f"Không có thành phần hồ sơ “{obligation_id}” trong kế hoạch.", "Đề nghị chọn trong danh sách."
        )


def check_unit(change: Draft, unit_id: str) -> None:
    """Raise Stop for a unit that the plan does not know."""
    if unit_id not in change.plan.unit_by_id:
        raise Stop(f"Không có đơn vị “{unit_id}” trong kế hoạch.", "Đề nghị chọn đơn vị trong danh sách.")


def given_reason(reason: str) -> str:
    """Return the reason as it is kept. Raises Stop where none is given."""
    if not reason.strip():
        raise Stop("Chưa ghi lý do.", "Đề nghị ghi lý do để người sau tra cứu được.")
    return reason.strip()
