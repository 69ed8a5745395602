"""Taking back what was just recorded: every source that one version brought, in one go; all stays in the history."""

from datetime import datetime

from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import write_withdrawal

REASON = "Hoàn tác ngay sau khi ghi nhận"


def sources_of(store: Store, version: int) -> list[int]:
    """The numbers of the files, entries and receipts that came with a version.

    A number alone does not say it: where the sample is put out, real files begin at 1 again.
    """
    before = {source for source, _ in _rows(store, version - 1)} if version > 1 else set()
    return sorted(source[0] for source, _ in _rows(store, version) if source not in before)


def take_back(store: Store, version: int, *, recorded_at: datetime, recorded_by: str) -> int:
    """Take out of the count what a version brought, as one version; return its number, asked twice the same.

    Raises Stop where it brought nothing that could be taken back.
    """
    is_out = {source[0] for source, is_withdrawn in _rows(store, store.current) if is_withdrawn}
    brought = sources_of(store, version)
    if not brought:
        raise Stop("Không có gì để hoàn tác.", "Lần ghi nhận này không thêm tệp hay hồ sơ nào.")
    standing = [number for number in brought if number not in is_out]
    if not standing:
        return store.current
    with store.change() as change:
        for number in standing:
            write_withdrawal(change.con, number, True, REASON, recorded_at, recorded_by)
        return change.number


def _rows(store: Store, version: int) -> list[tuple[tuple[int, str, datetime], bool]]:
    """Every source of a version (number, name, when it was recorded), and whether it is taken out."""
    columns, rows = ask_rows(store, "file_list", version=version)
    number, name, moment = (columns.index(column) for column in ("file_id", "path", "recorded_at"))
    is_out = columns.index("is_withdrawn")
    return [((row[number], row[name], row[moment]), bool(row[is_out])) for row in rows]
